//! One JSON object a line for each diagnostic, the same as in the list of `--format json`, and for what could not be done.

use std::io::{self, Write};

use serde::Serialize;

use super::Outcome;
use super::json::{each, failure};
use super::json_text::JsonText;
use crate::failure::Failure;

/// Writes a line for each diagnostic and each failure.
pub(super) fn jsonl(out: &mut impl Write, outcome: Outcome<'_>) -> io::Result<()> {
    lines(out, each(outcome.judged), outcome.failures)
}

/// Writes a line for each of these objects and each failure.
pub(crate) fn lines(
    out: &mut impl Write,
    objects: impl IntoIterator<Item = impl Serialize>,
    failures: &[Failure],
) -> io::Result<()> {
    for object in objects {
        line(out, &object)?;
    }
    failures.iter().try_for_each(|failed| line(out, &failure(failed)))
}

fn line(out: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(JsonText(&mut *out), object)?;
    writeln!(out)
}
