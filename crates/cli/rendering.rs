//! The renderers alone, for `cargo bench --bench renderers`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use crate::args::{LintFormat, Selection};
use crate::gather::{Gathered, Purpose, gather};
use crate::report::{Outcome, Summary, diagnostics};
use crate::terminal::Terminal;

/// What is wrong in some files, to be put into words.
pub struct Rendering {
    gathered: Gathered,
    summary: Summary,
}

impl Rendering {
    /// Judges the rosters in these places, as `roster lint` does.
    pub fn of(paths: &[PathBuf]) -> Self {
        let gathered = gather(paths, Purpose::Lint(&Selection::default()), None);
        let summary = Summary::of(&gathered.judged);
        Self { gathered, summary }
    }

    /// Writes every diagnostic in the format of this name, as into a file.
    ///
    /// # Errors
    /// No format has this name, or nothing can be written.
    pub fn write(&self, format: &str, out: &mut impl Write) -> io::Result<()> {
        let format = LintFormat::from_str(format, false).map_err(io::Error::other)?;
        let outcome = Outcome {
            judged: &self.gathered.judged,
            failures: &self.gathered.failures,
            summary: &self.summary,
        };
        diagnostics(out, format, outcome, &Terminal::look_in_file())
    }
}
