//! Work on many rows, shared among the cores of the machine.

use std::ops::Range;

use rayon::prelude::*;

/// How many rows one core looks at in one go.
const GO: usize = 16_384;

/// So many rows are worth waking another core.
const MUCH: usize = GO / 4;

/// The rows of a sheet, as [`Sheet::rows_len`](rosterkit_sheet::Sheet::rows_len) counts them, in parts for one go each.
pub(crate) fn parts(rows: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..rows).step_by(GO);
    starts.map(move |start| start..(start + GO).min(rows))
}

/// What comes of each item, in their order: all of them together are about so many rows.
pub(crate) fn share<T: Sync, R: Send>(rows: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if rows < MUCH {
        items.iter().map(&work).collect()
    } else {
        items.par_iter().map(&work).collect()
    }
}
