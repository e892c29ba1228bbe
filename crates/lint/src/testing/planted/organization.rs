//! Faults between rows and between files.

use super::Fault::{Page, Tables as InTables};
use super::{DENTISTS, DESK, Planted, Tables, cell, column};

pub(super) static PLANTED: &[Planted] = &[
    (
        "provider-mismatch",
        InTables(|tables, chance| {
            let (row, at) = (Tables::any_row(chance), column("Provider (YES/NO)"));
            tables.dentists[row][at] = "NO".to_owned();
            tables.dentists[row].truncate(at + 1);
            tables.dentists[row].resize(15, String::new());
            format!("{DENTISTS}:{}", cell(row, at))
        }),
    ),
    (
        "duplicate-value",
        InTables(|tables, chance| {
            let at = column(chance.of(&["Shortname", "NPI", "DEA", "State ID"]));
            let row = 2 + chance.below(super::PEOPLE - 1);
            tables.dentists[row][at] = tables.dentists[1 + chance.below(row - 1)][at].clone();
            format!("{DENTISTS}:{}", cell(row, at))
        }),
    ),
    (
        "duplicate-value",
        InTables(|tables, chance| {
            let row = 2 + chance.below(super::PEOPLE - 1);
            tables.desk[row][2] = tables.desk[1 + chance.below(row - 1)][2].to_uppercase();
            format!("{DESK}:{}", cell(row, 2))
        }),
    ),
    (
        "two-roles-at-location",
        InTables(|tables, chance| {
            let row = Tables::any_row(chance);
            for at in 0..5 {
                tables.desk[row][at] = tables.dentists[row][at].clone();
            }
            format!("{DESK}:{}", cell(row, 2))
        }),
    ),
    (
        "person-with-two-usernames",
        InTables(|tables, chance| {
            let row = 2 + chance.below(super::PEOPLE - 1);
            let other = 1 + chance.below(row - 1);
            for at in [0, 1, 4] {
                tables.desk[row][at] = tables.desk[other][at].clone();
            }
            format!("{DESK}:{}", cell(row, 2))
        }),
    ),
    ("person-in-two-batches", Page),
    ("person-details-differ", Page),
    // What roster.toml says of batches, people, roles and locations stands on the page.
    ("batch-contradiction", Page),
    ("missing-hours", Page),
    ("unknown-role-or-location", Page),
    ("unknown-role", Page),
    ("unknown-location", Page),
    ("unused-suppression", Page),
    ("expired-suppression", Page),
];
