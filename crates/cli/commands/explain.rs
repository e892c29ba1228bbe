//! `roster explain`: the page of a rule, or the list of rules.

use std::io::Write;

use rosterkit_lint::{FixAvailability, RULES, Rule};
use serde::Serialize;

use crate::args::{Explain, likely};
use crate::commands::answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
use crate::table;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    rules: Vec<JsonRule>,
}

#[derive(Debug, Serialize)]
struct JsonRule {
    rule: &'static str,
    level: &'static str,
    summary: &'static str,
    fix: &'static str,
    since: &'static str,
    page: &'static str,
}

impl From<&Rule> for JsonRule {
    fn from(rule: &Rule) -> Self {
        Self {
            rule: rule.name,
            level: rule.level.as_str(),
            summary: rule.summary,
            fix: match rule.fix {
                FixAvailability::None => "none",
                FixAvailability::Sometimes => "sometimes",
                FixAvailability::Always => "always",
            },
            since: rule.since,
            page: rule.page,
        }
    }
}

pub(super) fn run(args: &Explain, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let chosen: Vec<&Rule> = match &args.rule {
        Some(name) => vec![
            RULES
                .iter()
                .find(|rule| rule.name == name)
                .ok_or_else(|| unknown(name))?,
        ],
        None => RULES.to_vec(),
    };
    match (&chosen[..], args.json) {
        (rules, true) => {
            let rules = rules.iter().map(|rule| JsonRule::from(*rule)).collect();
            answer(
                terminal,
                &Answer {
                    version: JSON_VERSION,
                    rules,
                },
            )?;
        }
        ([rule], false) => write!(terminal.out(), "{}", rule.page)?,
        (rules, false) => {
            let cells = |rule: &&Rule| {
                [rule.name, rule.level.as_str(), rule.summary]
                    .map(str::to_owned)
                    .to_vec()
            };
            let rows: Vec<Vec<String>> = rules.iter().map(cells).collect();
            write!(
                terminal.out(),
                "{}",
                table::draw(&["RULE", "LEVEL", "WHAT IS WRONG"], &rows)
            )?;
        }
    }
    Ok(Exit::Fine)
}

fn unknown(name: &str) -> Failure {
    let about = about(name);
    let help = if about.is_empty() {
        match likely(name) {
            Some(rule) => format!("did you mean `{rule}`? `roster explain` lists them all"),
            None => "`roster explain` lists them all".to_owned(),
        }
    } else {
        format!(
            "rules that it may be about: {}; `roster explain` lists them all",
            about.join(", ")
        )
    };
    Failure::new(
        format!("there is no rule `{}`", rosterkit_sheet::visible(name)),
        help,
    )
}

/// The rules in whose names this is a word: `invalid-npi` of `NPI`.
fn about(word: &str) -> Vec<String> {
    let is_named = |rule: &&&Rule| rule.name.split('-').any(|part| part.eq_ignore_ascii_case(word));
    let rules = RULES.iter().filter(is_named);
    rules.map(|rule| format!("`{}`", rule.name)).collect()
}
