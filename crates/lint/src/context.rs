//! Where rules put what they find.

use crate::diagnostic::{Detail, Diagnostic, Location};
use crate::rule::Rule;

/// Collects the diagnostics of one pass, at each rule's own level.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// Raises a rule at a place.
    pub(crate) fn raise(&mut self, rule: &'static Rule, at: Location, detail: Detail) {
        self.diagnostics.push(Diagnostic {
            rule,
            level: rule.level,
            at,
            related: None,
            detail,
        });
    }

    /// Raises a rule at a place, with the cell that makes it wrong.
    pub(crate) fn raise_because(
        &mut self,
        rule: &'static Rule,
        at: Location,
        detail: Detail,
        related: Location,
    ) {
        self.diagnostics.push(Diagnostic {
            rule,
            level: rule.level,
            at,
            related: Some(related),
            detail,
        });
    }
}
