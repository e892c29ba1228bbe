//! `roster accounts export`: the accounts as a file with the target's columns, and Role and Location beside them.

use std::collections::BTreeMap;
use std::io::Write;

use rosterkit_import::{Account, AccountEntry};
use rosterkit_schema::{Column, Organization, Schema, USER_NAME};
use serde::Serialize;

use super::is_wanted;
use crate::args::Export;
use crate::commands::{answer, store::listed};
use crate::disk;
use crate::exit::Exit;
use crate::failure::{Failure, show};
use crate::report::JSON_VERSION;
use crate::table::count;
use crate::terminal::Terminal;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    path: String,
    accounts: usize,
    rows: usize,
}

pub(super) fn run(args: &Export, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let listed = listed(&args.which)?;
    let Some(project) = &listed.project else {
        return Err(Failure::new(
            "no roster.toml says what the columns are called",
            "name a folder of the organization: roster accounts export -o FILE FOLDER",
        ));
    };
    let settings = project.settings();
    let mut entries = listed.store.accounts()?;
    entries.retain(|entry| is_wanted(&entry.account, &args.filter));
    let columns = settings.schema.columns.iter();
    let columns: Vec<&Column> = columns
        .filter(|column| args.sensitive || !column.sensitive)
        .collect();
    let rows = rows(&entries, &columns, &settings.organization);
    let written = disk::write_private(&args.output, text(&columns, &rows).as_bytes(), args.force)
        .map_err(|error| Failure::writing(&args.output, &error))?;
    if !written {
        return Err(Failure::new(
            format!("`{}` is there already", show(&args.output)),
            "name another file, or say --force to write over it",
        ));
    }
    if args.json {
        let path = args.output.display().to_string();
        let (accounts, rows) = (entries.len(), rows.len());
        answer(
            terminal,
            &Answer {
                version: JSON_VERSION,
                path,
                accounts,
                rows,
            },
        )?;
    } else {
        writeln!(
            terminal.out(),
            "{} written into {}",
            count(entries.len() as u64, "account"),
            show(&args.output)
        )?;
        let left_out = hidden(&settings.schema, &columns);
        if !left_out.is_empty() {
            terminal.say(&format!(
                "left out because sensitive: {left_out}; --sensitive writes them too"
            ));
        }
    }
    Ok(Exit::Fine)
}

fn hidden(schema: &Schema, columns: &[&Column]) -> String {
    let headers = schema.columns.iter().map(|column| column.header.as_str());
    let left_out = headers.filter(|header| columns.iter().all(|column| column.header != *header));
    left_out.collect::<Vec<_>>().join(", ")
}

/// A row for each role of each person: the places where it is held stand in one cell.
fn rows(entries: &[AccountEntry], columns: &[&Column], organization: &Organization) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for AccountEntry { account, .. } in entries {
        let mut locations_by_role = BTreeMap::<&str, Vec<&str>>::new();
        for (location, held) in &account.assignments {
            let location = organization
                .location(location)
                .map_or(location.as_str(), |location| &location.name);
            locations_by_role.entry(&held.role).or_default().push(location);
        }
        for (role, locations) in locations_by_role {
            let role = organization.role(role).map_or(role, |role| &role.name);
            let mut row: Vec<String> = columns.iter().map(|column| cell(account, column)).collect();
            row.extend([role.to_owned(), locations.join("; ")]);
            rows.push(row);
        }
    }
    rows
}

fn cell(account: &Account, column: &Column) -> String {
    let record = &account.record;
    if column.attribute.as_str() == USER_NAME {
        return record.username.clone();
    }
    record.values.get(&column.attribute).cloned().unwrap_or_default()
}

/// Everything that is not blank is in quotation marks, which a licence number needs.
fn text(columns: &[&Column], rows: &[Vec<String>]) -> String {
    let header = columns.iter().map(|column| column.header.clone());
    let header: Vec<String> = header.chain(["Role".to_owned(), "Location".to_owned()]).collect();
    let marked = |cell: &String| match cell.as_str() {
        "" => String::new(),
        text => format!("\"{}\"", text.replace('"', "\"\"")),
    };
    let line = |row: &Vec<String>| row.iter().map(marked).collect::<Vec<_>>().join(",") + "\r\n";
    std::iter::once(&header).chain(rows).map(line).collect()
}
