//! One JSON object a line for each diagnostic, the same as in the list of `--format json`.

use std::io::{self, Write};

use super::json::each;
use super::json_text::JsonText;
use crate::gather::Judged;

/// Writes a line for each diagnostic.
pub(crate) fn jsonl(out: &mut impl Write, judged: &[Judged]) -> io::Result<()> {
    for diagnostic in each(judged) {
        serde_json::to_writer(JsonText(&mut *out), &diagnostic)?;
        writeln!(out)?;
    }
    Ok(())
}
