//! Which rules `roster lint` shows, and what it has seen before.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Args, Command};
use rosterkit_lint::{Levels, RULES, Rule};

/// The rules that are shown. What a rule keeps out of an import it keeps out all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(crate) struct Selection {
    /// Show only these rules, separated by commas, also those that roster.toml switches off; ALL stands for every rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleNames(Selector::from_str), hide_possible_values = true)]
    select: Vec<Selector>,
    /// Do not show these rules, separated by commas; with ALL, only those that --select names are shown
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleNames(Selector::from_str), hide_possible_values = true)]
    ignore: Vec<Selector>,
}

/// What has been seen before.
#[derive(Debug, Clone, Args)]
pub(crate) struct Baseline {
    /// Leave out what this file, written with --write-baseline, knows already
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what is found into this file, a new one or an earlier baseline, for --baseline
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
}

/// A rule, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Selector {
    All,
    Rule(&'static Rule),
}

/// Reads what may be the name of a rule, and tells a shell all names for its completions.
#[derive(Debug, Clone)]
pub(crate) struct RuleNames<T>(pub(crate) fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for RuleNames<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        self.0.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(RULES.iter().map(|rule| PossibleValue::new(rule.name))))
    }
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "ALL" {
            return Ok(Self::All);
        }
        let rule = RULES.iter().find(|rule| rule.name == text);
        rule.map(|rule| Self::Rule(rule))
            .ok_or_else(|| match likely(text) {
                Some(rule) => format!("there is no such rule; did you mean `{rule}`?"),
                None => "there is no such rule; `roster explain` lists them all".to_owned(),
            })
    }
}

/// The rule that could be meant by a name that is none.
pub(crate) fn likely(name: &str) -> Option<&'static str> {
    let likeness = |rule: &Rule| strsim::jaro_winkler(name, rule.name);
    let meant = RULES
        .iter()
        .max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    meant.filter(|rule| likeness(rule) > 0.75).map(|rule| rule.name)
}

impl Selection {
    /// The levels of all files, with every rule off that is not to be shown, and every rule on that is.
    pub(crate) fn applied_to(&self, levels: &Levels) -> Levels {
        let mut levels = levels.clone();
        for rule in RULES {
            if !self.shows(rule) {
                levels.0.insert(rule.name, None);
            } else if !self.select.is_empty() && levels.of(rule).is_none() {
                levels.0.remove(rule.name);
            }
        }
        levels
    }

    /// The levels of some files, without the rules that are not to be shown: theirs are those of all files.
    pub(crate) fn of_file(&self, levels: &Levels) -> Levels {
        let is_shown = |name: &str| RULES.iter().any(|rule| rule.name == name && self.shows(rule));
        let kept = levels.0.iter().filter(|(name, _)| is_shown(name));
        Levels(kept.map(|(name, level)| (*name, *level)).collect())
    }

    /// A rule by its name goes before all rules, and to ignore it before to select it.
    fn shows(&self, rule: &'static Rule) -> bool {
        let named = Selector::Rule(rule);
        if self.ignore.contains(&named) {
            return false;
        }
        if self.select.contains(&named) {
            return true;
        }
        let selects_all = self.select.is_empty() || self.select.contains(&Selector::All);
        selects_all && !self.ignore.contains(&Selector::All)
    }
}

#[cfg(test)]
mod tests {
    use rosterkit_lint::{Level, Levels};

    use super::Selection;

    fn levels(select: &[&str], ignore: &[&str]) -> Vec<Option<Level>> {
        let read = |names: &[&str]| names.iter().map(|name| name.parse().unwrap()).collect();
        let selection = Selection {
            select: read(select),
            ignore: read(ignore),
        };
        let written = Levels([("phone-fictional", None), ("invalid-npi", Some(Level::Note))].into());
        let levels = selection.applied_to(&written);
        let names = ["phone-fictional", "invalid-npi", "ragged-row"];
        let rules = names.map(|name| {
            rosterkit_lint::RULES
                .iter()
                .find(|rule| rule.name == name)
                .unwrap()
        });
        rules.iter().map(|rule| levels.of(rule)).collect()
    }

    #[test]
    fn a_name_goes_before_all_and_ignoring_before_selecting() {
        let (note, warning, error) = (Some(Level::Note), Some(Level::Warning), Some(Level::Error));
        assert_eq!(levels(&[], &[]), [None, note, error]);
        assert_eq!(levels(&["ragged-row"], &[]), [None, None, error]);
        assert_eq!(levels(&["ALL"], &["ragged-row"]), [warning, note, None]);
        assert_eq!(levels(&["invalid-npi"], &["ALL"]), [None, note, None]);
        assert_eq!(
            levels(&["ragged-row", "ALL"], &["ragged-row"]),
            [warning, note, None]
        );
        assert_eq!(levels(&[], &["ALL"]), [None, None, None]);
    }
}
