//! How much a diagnostic weighs.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// How much a diagnostic weighs. Ordered: a note weighs least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing; nothing need be done.
    Note,
    /// Probably wrong; the target would take it.
    Warning,
    /// The target, a law or a database would reject it.
    Error,
}

impl Level {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word by which reports name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLevel;

impl fmt::Display for UnknownLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a level is one of `error`, `warning`, `note`")
    }
}

impl std::error::Error for UnknownLevel {}

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, UnknownLevel> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or(UnknownLevel)
    }
}

/// The level at which each rule is reported where that differs from its own; `None` reports it not at all.
///
/// A level says what is *shown*. A rule whose own level is error stops an import whatever it is shown at, so that nobody
/// can quiet a wrong row into a permanent account; a rule that is raised to error stops one as well.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels(pub BTreeMap<&'static str, Option<Level>>);

impl Levels {
    /// The level of a rule, or `None` when it is switched off.
    pub fn of(&self, rule: &'static crate::Rule) -> Option<Level> {
        self.0.get(rule.name).copied().unwrap_or(Some(rule.level))
    }

    /// These levels, but with every rule whose own level is error at that level: what is to be told where such rules keep
    /// rows out.
    #[must_use]
    pub fn without_quieted_errors(&self) -> Self {
        let is_error = |name: &str| {
            crate::RULES
                .iter()
                .any(|rule| rule.name == name && rule.level == Level::Error)
        };
        Self(
            self.0
                .iter()
                .filter(|(name, _)| !is_error(name))
                .map(|(name, level)| (*name, *level))
                .collect(),
        )
    }
}
