//! What `roster.toml` says about rules: levels, levels in some files, suppressions.

use std::collections::BTreeMap;
use std::ops::Range;

use rosterkit_lint::{Day, Level, Levels, Lines, RULES, Rule, Suppression, Whose};
use toml::Spanned;
use toml::value::{Date, Datetime};

use super::Resolver;
use crate::options::{Options, RuleOptions, SuppressOptions};
use crate::settings::Override;

impl Resolver {
    pub(super) fn levels(&mut self, rules: &BTreeMap<Spanned<String>, RuleOptions>) -> Levels {
        let mut levels = Levels::default();
        for (name, rule) in rules {
            self.reason(&rule.reason);
            let level = match rule.level.get_ref().as_str() {
                "off" => None,
                word => match word.parse::<Level>() {
                    Ok(level) => Some(level),
                    Err(error) => {
                        self.fault(rule.level.span(), format!("{error}, or `off`"));
                        continue;
                    }
                },
            };
            if let Some(known) = self.rule(name) {
                levels.0.insert(known.name, level);
            }
        }
        levels
    }

    pub(super) fn overrides(&mut self, options: &Options) -> Vec<Override> {
        let read = |listed: &crate::options::OverrideOptions| {
            let levels = self.levels(&listed.rules);
            if listed.rules.is_empty() {
                self.fault(listed.files.span(), "no rule is named for these files");
            }
            let matcher = self.pattern(&listed.files)?;
            let pattern = listed.files.get_ref().clone();
            Some(Override {
                pattern,
                levels,
                matcher,
            })
        };
        options.overrides.iter().filter_map(read).collect()
    }

    pub(super) fn suppressions(&mut self, options: &Options, text: &str) -> Vec<Suppression> {
        let entries = options.suppress.iter();
        entries
            .filter_map(|entry| self.suppression(entry.get_ref(), text))
            .collect()
    }

    fn suppression(&mut self, entry: &SuppressOptions, text: &str) -> Option<Suppression> {
        self.reason(&entry.reason);
        let until = match &entry.until {
            Some(until) => self.last_day(until),
            None => None,
        };
        let whose = self.whose(entry);
        let rule = self.rule(&entry.rule)?;
        if rule.level == Level::Error && !rule.can_be_waived() {
            self.fault(
                entry.rule.span(),
                "an error of this rule cannot be waived: keys, required cells and what cannot be read must be right",
            );
        }
        Some(Suppression {
            rule,
            whose: whose?,
            until,
            at: lines(text, entry.rule.span()),
        })
    }

    fn whose(&mut self, entry: &SuppressOptions) -> Option<Whose> {
        let (text, whose): (_, fn(String) -> Whose) = match (&entry.person, &entry.npi) {
            (Some(person), None) => (person, Whose::Username),
            (None, Some(npi)) => (npi, Whose::Npi),
            (None, None) => {
                self.fault(
                    entry.rule.span(),
                    "say for whom: `person = \"<username>\"` or `npi = \"<number>\"`",
                );
                return None;
            }
            (Some(_), Some(npi)) => {
                self.fault(npi.span(), "`person` names the person already: one of the two");
                return None;
            }
        };
        if text.get_ref().trim().is_empty() {
            self.fault(text.span(), "say for whom");
        }
        Some(whose(text.get_ref().clone()))
    }

    fn last_day(&mut self, until: &Spanned<Datetime>) -> Option<Day> {
        let Datetime {
            date: Some(Date { year, month, day }),
            time: None,
            offset: None,
        } = *until.get_ref()
        else {
            self.fault(until.span(), "the last day is a date, such as 2027-06-30");
            return None;
        };
        Some(Day { year, month, day })
    }

    fn rule(&mut self, name: &Spanned<String>) -> Option<&'static Rule> {
        self.known(name, "rule", RULES.iter().map(|rule| rule.name));
        RULES.iter().find(|known| known.name == name.get_ref()).copied()
    }

    fn reason(&mut self, reason: &Spanned<String>) {
        if reason.get_ref().trim().is_empty() {
            self.fault(reason.span(), "say why, for whoever reads this next");
        }
    }
}

/// The lines and characters of some bytes of the text.
fn lines(text: &str, span: Range<usize>) -> Lines {
    let position = |at: usize| {
        let before = text.get(..at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (
            number(before.matches('\n').count() + 1),
            number(line.chars().count() + 1),
        )
    };
    let ((line, col), (end_line, end_col)) = (position(span.start), position(span.end));
    Lines {
        line,
        col,
        end_line,
        end_col,
    }
}
