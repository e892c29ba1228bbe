//! `roster accounts`: who is in the store.

mod export;
mod show;

use rosterkit_import::{Account, AccountEntry};
use rosterkit_schema::{FAMILY_NAME, GIVEN_NAME, Organization};
use serde::Serialize;

use crate::args::{AccountsCommand, Filter, ListAccounts};
use crate::commands::{answer_list, store::listed};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::JSON_VERSION;
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
            given_name: name(GIVEN_NAME),
            family_name: name(FAMILY_NAME),
            assignments: assignments.collect(),
            open_tasks: entry.open_tasks,
        }
    }
}

pub(super) fn run(command: &AccountsCommand, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match command {
        AccountsCommand::List(args) => list(args, terminal),
        AccountsCommand::Show(args) => show::run(args, terminal),
        AccountsCommand::Export(args) => export::run(args, terminal),
    }
}

fn list(args: &ListAccounts, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let listed = listed(&args.list.which)?;
    let organization = listed.organization();
    let mut entries = listed.store.accounts()?;
    entries.retain(|entry| is_wanted(&entry.account, &args.filter) && (!args.open || entry.open_tasks > 0));
    let accounts: Vec<JsonAccount> = entries.iter().map(JsonAccount::from).collect();
    let rows = accounts.iter().map(|account| row(account, &organization));
    let rows: Vec<Vec<String>> = rows.collect();
    let header = ["USERNAME", "NAME", "ROLE AT LOCATION", "OPEN TASKS"];
    let json = Answer {
        version: JSON_VERSION,
        accounts,
    };
    answer_list(terminal, args.list.answer, &json, (&header, &rows, "account"))?;
    Ok(Exit::Fine)
}

/// Whether somebody has the role at the location, either where the other is not asked for.
fn is_wanted(account: &Account, filter: &Filter) -> bool {
    let fits = |wanted: &Option<String>, id: &str| wanted.as_deref().is_none_or(|wanted| wanted == id);
    let mut held = account.assignments.iter();
    let any = filter.role.is_some() || filter.location.is_some();
    !any || held.any(|(location, held)| fits(&filter.location, location) && fits(&filter.role, &held.role))
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
