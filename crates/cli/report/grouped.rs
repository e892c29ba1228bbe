//! The diagnostics of each file under its name.

use std::io::{self, Write};

use rosterkit_sheet::visible;

use super::Look;
use super::place::line_or_cell;
use super::told::told;
use crate::gather::Judged;

/// Writes the name of each file that has diagnostics, and a line for each of them.
pub(crate) fn grouped(out: &mut impl Write, judged: &[Judged], look: &Look) -> io::Result<()> {
    let mut path = None;
    for told in told(judged, look.values) {
        if path.as_ref() != Some(&told.at.path) {
            let blank = if path.is_some() { "\n" } else { "" };
            let name = look.links.to(&told.at.path, &visible(&told.at.path));
            writeln!(out, "{blank}{name}:")?;
            path = Some(told.at.path.clone());
        }
        let place = line_or_cell(&told.at).unwrap_or_else(|| "-".to_owned());
        writeln!(
            out,
            "  {place:<8} {} {} {}",
            told.level,
            told.rule.name,
            told.message_and_cell()
        )?;
    }
    if path.is_some() {
        writeln!(out)?;
    }
    Ok(())
}
