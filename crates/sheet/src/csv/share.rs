//! A long text read by several threads, with the same result as by one.
//!
//! Whether a line begins a row or is the middle of a quoted cell shows only to who has read everything above it. So each
//! thread takes it that every line of its part begins a row, and reads those that keep to the rules; then the rows are
//! joined from the top, by the reader that knows where each row truly begins. Where it begins one at a line that was
//! read, it takes over what was read there; what nobody read, or nobody should have, it reads itself.

use std::ops::Range;
use std::thread;

use super::record::{Lexer, after_line_end, line_end, offset};
use super::rows::Rows;
use super::scan;

/// How much text is worth a thread: starting one costs about as much as reading a tenth of it.
const WORTH_A_THREAD: usize = 1 << 20;

/// How reading is shared out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    /// The most threads that read.
    pub(crate) threads: usize,
    /// The least bytes of text for each.
    pub(crate) least: usize,
}

impl Share {
    /// What this many threads are best given.
    pub(crate) fn among(threads: usize) -> Share {
        Share {
            threads,
            least: WORTH_A_THREAD,
        }
    }

    /// A thread for each core, if there is enough text.
    pub(crate) fn of(len: usize) -> Share {
        // Asking the system is slower than reading a small file.
        let threads = if len < 2 * WORTH_A_THREAD {
            1
        } else {
            thread::available_parallelism().map_or(1, usize::from)
        };
        Share::among(threads)
    }
}

/// What one thread has read: as if each line of its part began a row.
struct Part {
    rows: Rows,
    /// The rows that do not keep to the rules: here they have no cells.
    unread: Vec<u32>,
    end: usize,
}

impl Lexer<'_> {
    /// Reads all rows from `at` on.
    pub(super) fn read_shared(&mut self, at: usize, share: Share) {
        let (text, separator) = (self.text, self.separator);
        let mut parts = parts(text, at, share).into_iter();
        let Some(own) = parts.next() else { return };
        thread::scope(|scope| {
            let others: Vec<_> = parts
                .map(|part| {
                    let end = part.end;
                    let thread = thread::Builder::new();
                    (
                        end,
                        thread.spawn_scoped(scope, move || Part::read(text, part, separator)),
                    )
                })
                .collect();
            let mut at = self.read_to(at, own.end);
            for (end, thread) in others {
                // A system that starts no more threads is no reason to stop.
                at = match thread.map(thread::ScopedJoinHandle::join) {
                    Ok(Ok(part)) => self.join(at, &part),
                    _ => self.read_to(at, end),
                };
            }
        });
    }

    /// Reads on from `at` to the end of a part that others have read.
    fn join(&mut self, at: usize, part: &Part) -> usize {
        let mut at = at;
        while at < part.end {
            let Some(row) = part.rows.beginning_at(at) else {
                at = self.read_row(at);
                continue;
            };
            let unread = part.unread.partition_point(|&unread| (unread as usize) < row);
            let unread = part.unread.get(unread).map(|&unread| unread as usize);
            let (end, next) = match unread {
                Some(unread) => (unread, part.rows.start(unread) as usize),
                None => (part.rows.begun(), part.end),
            };
            self.rows.append(&part.rows, row..end, next);
            at = if unread.is_some() {
                self.read_row(next)
            } else {
                next
            };
        }
        at
    }
}

impl Part {
    fn read(text: &[u8], part: Range<usize>, separator: u8) -> Part {
        let end = part.end;
        let mut at = part.start;
        // Their lines are counted when the parts are joined.
        let (mut rows, mut unread) = (Rows::of(part, 0), Vec::new());
        while at < end {
            at = scan::rows(&text[..end], at, separator, &mut rows);
            if at < end {
                unread.push(offset(rows.begun()));
                rows.begin_row(at);
                at = after_line_end(text, line_end(text, at));
            }
        }
        Part { rows, unread, end }
    }
}

/// Cuts the text from `start` on into parts, each of whole lines.
pub(super) fn parts(text: &[u8], start: usize, share: Share) -> Vec<Range<usize>> {
    let len = text.len() - start;
    let count = share.threads.min(len / share.least.max(1)).max(1);
    let mut parts = Vec::with_capacity(count);
    let mut at = start;
    for part in 1..=count {
        let cut = start + len / count * part;
        let end = if part == count || cut >= text.len() {
            text.len()
        } else {
            after_line_end(text, line_end(text, cut))
        };
        if at < end {
            parts.push(at..end);
            at = end;
        }
    }
    parts
}
