//! `roster accounts list`: the accounts in the store.

use std::io::Write;

use rosterkit_import::{AccountEntry, Store};
use rosterkit_schema::Organization;
use serde::Serialize;

use crate::args::List;
use crate::commands::{answer, store::listed};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
use crate::table::{self, count};
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    accounts: Vec<JsonAccount>,
}

#[derive(Debug, Serialize)]
struct JsonAccount {
    username: String,
    given_name: Option<String>,
    family_name: Option<String>,
    assignments: Vec<JsonAssignment>,
    open_tasks: u32,
}

#[derive(Debug, Serialize)]
struct JsonAssignment {
    location: String,
    role: String,
}

impl From<&AccountEntry> for JsonAccount {
    fn from(entry: &AccountEntry) -> Self {
        let record = &entry.account.record;
        let name = |attribute: &str| {
            record
                .values
                .iter()
                .find(|(held, _)| held.as_str() == attribute)
                .map(|(_, value)| value.clone())
        };
        let assignments = entry
            .account
            .assignments
            .iter()
            .map(|(location, assignment)| JsonAssignment {
                location: location.clone(),
                role: assignment.role.clone(),
            });
        Self {
            username: record.username.clone(),
            given_name: name("name.givenName"),
            family_name: name("name.familyName"),
            assignments: assignments.collect(),
            open_tasks: entry.open_tasks,
        }
    }
}

pub(super) fn run(args: &List, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (store, organization) = listed(args)?;
    let accounts: Vec<JsonAccount> = store.accounts()?.iter().map(JsonAccount::from).collect();
    if args.json {
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                accounts,
            },
        )?;
        return Ok(Exit::Fine);
    }
    let rows: Vec<Vec<String>> = accounts
        .iter()
        .map(|account| row(account, &organization))
        .collect();
    let header = ["USERNAME", "NAME", "ROLE AT LOCATION", "OPEN TASKS"];
    write!(terminal.out(), "{}", table::draw(&header, &rows))?;
    terminal.say(&count(accounts.len() as u64, "account"));
    Ok(Exit::Fine)
}

fn row(account: &JsonAccount, organization: &Organization) -> Vec<String> {
    let names = [&account.given_name, &account.family_name]
        .into_iter()
        .flatten()
        .map(String::as_str);
    let ids = account
        .assignments
        .iter()
        .map(|held| (held.location.as_str(), held.role.as_str()));
    vec![
        account.username.clone(),
        names.collect::<Vec<_>>().join(" "),
        organization.in_words(ids),
        account.open_tasks.to_string(),
    ]
}
