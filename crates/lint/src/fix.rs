//! Repairs: what to change, and how sure it is.

use rosterkit_sheet::Edit;

/// A repair that a rule offers for one diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a short imperative. Values are masked where the scene masks them.
    pub title: String,
    /// How sure it is.
    pub applicability: Applicability,
    /// The changes, which stand or fall together. Empty for [`Applicability::DisplayOnly`].
    pub edits: Vec<Edit>,
}

/// How sure a fix is. Ordered: the surest is greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// A proposal for a person's eyes; there is nothing to apply.
    DisplayOnly,
    /// Changes or guesses what the cell means; applied only when asked for by name.
    Unsafe,
    /// Changes only how the same meaning is written.
    Safe,
}

impl Applicability {
    /// The word by which reports name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DisplayOnly => "display-only",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}
