//! What a rule is, and the form in which each is declared.

use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::fix::Fix;
use crate::level::Level;
use crate::view::{CellView, OrganizationView, RowView, SheetView};
use crate::words::{Scene, Words};

/// One thing that can be wrong with a roster.
///
/// A rule knows its fault and nothing else: it never looks at configuration, resolves no level, prints nothing.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, names the fault and not the cure, and is for ever.
    pub name: &'static str,
    /// What is wrong, in half a sentence.
    pub summary: &'static str,
    /// How much it weighs unless `roster.toml` says otherwise.
    pub level: Level,
    /// What an error of this rule keeps from being imported.
    pub stops: Stops,
    /// Whether a suppression of an error lets the row in. What everything else rests on, whose row it is, that a cell must be
    /// filled, where a cell ends, cannot be waived.
    pub(crate) waivable: bool,
    /// Whether it can offer repairs.
    pub fix: FixAvailability,
    /// The first version that has it.
    pub since: &'static str,
    /// Its page: Markdown, whose `csv` blocks are tests.
    pub page: &'static str,
    /// Where it looks.
    pub(crate) check: Check,
    /// Its words for one diagnostic.
    pub(crate) words: fn(&Scene<'_>, &Diagnostic) -> Words,
    /// Its repairs for one diagnostic, the best first.
    pub(crate) fixes: fn(&Scene<'_>, &Diagnostic) -> Vec<Fix>,
}

impl Rule {
    /// Whether a suppression of an error of this rule lets the person's row in. A fault of a whole sheet is nobody's.
    pub fn can_be_waived(&self) -> bool {
        self.waivable && self.stops == Stops::Row
    }
}

/// What an error keeps from being imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stops {
    /// The row in which it stands.
    Row,
    /// Every row of the sheet: nobody can tell what its cells mean.
    Sheet,
    /// No row: the file cannot be uploaded as it is, but its rows can be imported into a store.
    Upload,
}

/// Whether a rule can offer repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixAvailability {
    /// Never.
    None,
    /// Where the right value follows from the wrong one.
    Sometimes,
    /// For every diagnostic.
    Always,
}

/// Where a rule looks. Rules for rows and cells are asked only about those that were not accepted at a glance.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// Once for each sheet: its file, its header, what the reader noticed.
    Sheet(fn(&mut Context<'_>, &SheetView<'_>)),
    /// Each row whose cells are not all there or not all wanted.
    Row(fn(&mut Context<'_>, &RowView<'_>)),
    /// Each cell that is not blank and was not accepted.
    Cell(fn(&mut Context<'_>, &CellView<'_>)),
    /// Once for all the files of the organization together.
    Organization(fn(&mut Context<'_>, &OrganizationView<'_>)),
    /// At no roster: the report raises it, about what the organization has decided.
    Terms,
}

/// Declares the rule of a file: its page, its name and its facts, in one form for all. An error can be waived for a person
/// unless the declaration says `waivable: false`.
macro_rules! declare_rule {
    (
        #[doc = $page:expr]
        $visible:vis static $ident:ident = $name:literal {
            summary: $summary:literal,
            level: $level:expr,
            stops: $stops:expr,
            fix: $fix:expr,
            since: $since:literal,
            check: $check:expr,
            words: $words:expr,
            $(fixes: $fixes:expr,)?
            $(waivable: $waivable:literal,)?
        }
    ) => {
        #[doc = $page]
        $visible static $ident: crate::rule::Rule = crate::rule::Rule {
            name: $name,
            summary: $summary,
            level: $level,
            stops: $stops,
            fix: $fix,
            since: $since,
            page: $page,
            check: $check,
            words: $words,
            fixes: declare_rule!(@fixes $($fixes)?),
            waivable: declare_rule!(@waivable $($waivable)?),
        };
    };
    (@fixes $fixes:expr) => { $fixes };
    (@fixes) => { |_, _| Vec::new() };
    (@waivable $waivable:literal) => { $waivable };
    (@waivable) => { true };
}
pub(crate) use declare_rule;
