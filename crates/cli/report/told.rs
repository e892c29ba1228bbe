//! A diagnostic as it is told: its words and its place, masked where the listener may not see.

use rosterkit_lint::{Level, Located, Rule, Values, Words};

use crate::gather::Judged;

/// One diagnostic with its words and its place.
pub(crate) struct Told {
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    pub(crate) words: Words,
    pub(crate) at: Located,
    /// The related place.
    pub(crate) other: Option<Located>,
}

impl Told {
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
}

/// Every diagnostic, organization by organization, made while it is asked for: a file that is wrong everywhere would fill
/// the memory otherwise.
pub(crate) fn told(judged: &[Judged], values: Values) -> impl Iterator<Item = Told> {
    judged.iter().flat_map(move |judged| {
        let scene = judged.report.scene(values);
        judged.report.diagnostics().iter().map(move |found| Told {
            rule: found.rule,
            level: found.level,
            words: scene.words(found),
            at: scene.locate(found.at),
            other: found.related.map(|at| scene.locate(at)),
        })
    })
}
