//! What was repaired in a file, in words.

use std::io::{self, Write};

use rosterkit_lint::{Applicability, AppliedFix, RepairedFile};
use rosterkit_sheet::visible;

use super::place::cell_or_row;

/// How many fixes of a file are told one by one; the rest is counted. JSON has them all.
const TOLD: usize = 12;

/// Writes a line for the file and one for each fix.
pub(crate) fn fixed(out: &mut impl Write, file: &RepairedFile) -> io::Result<()> {
    writeln!(out, "fixed {}", visible(file.before.document.name()))?;
    // One more than are told is told as well: a line that counts a single one would save nothing.
    let told = if file.fixes.len() <= TOLD + 1 {
        file.fixes.len()
    } else {
        TOLD
    };
    for fix in &file.fixes[..told] {
        writeln!(out, "  {}", line(fix))?;
    }
    if let rest @ 1.. = file.fixes.len() - told {
        writeln!(out, "  and {rest} more fixes; --json has them all")?;
    }
    Ok(())
}

fn line(fix: &AppliedFix) -> String {
    let place = cell_or_row(&fix.at).map_or_else(String::new, |place| format!("{place} "));
    let sure = match fix.applicability {
        Applicability::Safe => "",
        Applicability::Unsafe | Applicability::DisplayOnly => " (unsafe)",
    };
    format!("{place}{}: {}{sure}", fix.rule.name, fix.title)
}
