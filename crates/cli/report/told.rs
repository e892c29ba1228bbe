//! A diagnostic as it is told: its words and its place, masked where the listener may not see.

use std::convert::Infallible;
use std::io::{self, Write};

use rosterkit_lint::{Diagnostic, Fix, Level, Located, Location, Place, Rule, Scene, Values, Words};
use rosterkit_sheet::CellRef;

use crate::crew;
use crate::gather::Judged;
use crate::hash::hashed;

/// One diagnostic with its words and its place.
pub(crate) struct Told<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    pub(crate) words: Words,
    pub(crate) at: Located,
    scene: Scene<'a>,
    found: &'a Diagnostic,
}

/// What is said of a place, wherever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    words: Words,
    fixes: Vec<String>,
}

impl<'a> Told<'a> {
    fn new(scene: Scene<'a>, found: &'a Diagnostic) -> Self {
        Self {
            rule: found.rule,
            level: found.level,
            words: scene.words(found),
            at: scene.locate(found.at),
            scene,
            found,
        }
    }

    /// The message with the cell that it does not name itself: `… (K2 ZIP Code)`.
    pub(crate) fn message_and_cell(&self) -> String {
        let message = &self.words.message;
        match (&self.at.cell, &self.at.column_name) {
            (Some(cell), Some(header)) if !message.contains(cell.as_str()) => {
                format!("{message} ({cell} {})", rosterkit_sheet::visible(header))
            }
            _ => message.clone(),
        }
    }

    /// The fixes, the best first.
    pub(super) fn fixes(&self) -> Vec<Fix> {
        self.scene.fixes(self.found)
    }

    /// The related place.
    pub(super) fn other(&self) -> Option<Located> {
        self.found.related.map(|at| self.scene.locate(at))
    }

    /// What is said, without the name of the place itself: that of another place that says the same is the same.
    pub(super) fn said_anywhere(&self) -> Said {
        let own = self.found.at;
        let anywhere = |at: Location| (at == own).then(|| CellRef::new(0, 0));
        let scene = self.scene.on_another_sheet(&anywhere);
        Said {
            words: scene.words(self.found),
            fixes: scene.fixes(self.found).into_iter().map(|fix| fix.title).collect(),
        }
    }

    /// The place in its file.
    pub(super) fn place(&self) -> Place {
        self.found.at.place
    }

    /// By what the person is known again, as a baseline knows them; `None` where it is about nobody in particular.
    pub(super) fn person(&self) -> Option<String> {
        self.scene.person_key(self.found.at, hashed)
    }
}

/// Every diagnostic, organization by organization, made while it is asked for: a file that is wrong everywhere would fill
/// the memory otherwise.
pub(crate) fn told(judged: &[Judged], values: Values) -> impl Iterator<Item = Told<'_>> {
    judged.iter().flat_map(move |judged| {
        let scene = judged.report.scene(values);
        judged
            .report
            .diagnostics()
            .iter()
            .map(move |found| Told::new(scene, found))
    })
}

/// How many diagnostics are put into words in one go.
const GO: usize = 1_024;

/// How many goes are held before they are written.
const HELD: usize = 64;

/// Writes a line for each diagnostic, which all cores put into words where there are many.
pub(super) fn write_lines(
    out: &mut impl Write,
    judged: &[Judged],
    values: Values,
    line: impl Fn(&Told<'_>) -> String + Sync,
) -> io::Result<()> {
    for judged in judged {
        let scene = judged.report.scene(values);
        let lines = |part: &&[Diagnostic]| -> Result<String, Infallible> {
            let lines = part.iter().map(|found| line(&Told::new(scene, found)) + "\n");
            Ok(lines.collect())
        };
        for held in judged.report.diagnostics().chunks(GO * HELD) {
            let parts: Vec<&[Diagnostic]> = held.chunks(GO).collect();
            for Ok(lines) in crew::share(&parts, lines) {
                out.write_all(lines.as_bytes())?;
            }
        }
    }
    Ok(())
}
