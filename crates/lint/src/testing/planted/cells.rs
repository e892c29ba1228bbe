//! Faults of single cells.

use super::Fault::{Cell, InPage};
use super::Planted;
use super::people::Chance;

/// Another digit at the end.
fn other_last_digit(text: &str, chance: &mut Chance) -> String {
    let (rest, last) = text.split_at(text.len() - 1);
    let step = 1 + chance.below(9);
    format!("{rest}{}", (last.parse::<usize>().unwrap() + step) % 10)
}

/// One character fewer, anywhere behind the first.
fn shortened(text: &str, chance: &mut Chance) -> String {
    let mut text = text.to_owned();
    text.remove(1 + chance.below(text.len() - 1));
    text
}

pub(super) static PLANTED: &[Planted] = &[
    (
        "blank-edges",
        Cell("City", |text, chance| {
            format!("{text}{}", chance.of(&[" ", "  ", "\u{A0}"]))
        }),
    ),
    (
        "error-value",
        Cell("NPI", |_, chance| {
            chance.of(&["#N/A", "#REF!", "#DIV/0!"]).to_owned()
        }),
    ),
    (
        "invalid-name",
        Cell("Last Name", |text, chance| format!("{text}{}", chance.digits(1))),
    ),
    (
        "invalid-text",
        Cell("Shortname", |text, _| format!("{text}TOOLONG")),
    ),
    (
        "invalid-username",
        Cell("Username", |text, chance| {
            format!("{text}{}x", chance.of(&[".", "_", "-"]))
        }),
    ),
    (
        "invalid-email",
        Cell("Email", |text, _| text.replace('@', " at ")),
    ),
    (
        "invalid-phone",
        Cell("Phone Number", |text, _| text.replace("(801) ", "")),
    ),
    (
        "invalid-choice",
        Cell("Provider (YES/NO)", |_, chance| {
            chance.of(&["perhaps", "2"]).to_owned()
        }),
    ),
    (
        "invalid-state",
        Cell("State", |_, chance| chance.of(&["XX", "ZZ", "QQ"]).to_owned()),
    ),
    ("invalid-zip", Cell("ZIP Code", |text, _| text[..5].to_owned())),
    ("invalid-npi", Cell("NPI", shortened)),
    ("npi-check-digit", Cell("NPI", other_last_digit)),
    ("invalid-dea", Cell("DEA", shortened)),
    ("dea-check-digit", Cell("DEA", other_last_digit)),
    ("invalid-ein", Cell("TIN", shortened)),
    (
        "invalid-id-number",
        Cell("State ID", |text, chance| {
            format!("{}{text}", chance.of(&["DN", "X"]))
        }),
    ),
    ("missing-value", Cell("Address", |_, _| String::new())),
    ("missing-recommended", Cell("Email", |_, _| String::new())),
    (
        "invalid-country",
        InPage("Usage location [usageLocation]", |_, _| "Atlantis".to_owned()),
    ),
    (
        "invalid-org-unit-path",
        InPage("Org Unit Path [Required]", |_, _| "Staff".to_owned()),
    ),
    (
        "invalid-password",
        InPage("Password [Required]", |_, _| "short".to_owned()),
    ),
    (
        "invalid-international-phone",
        InPage("Recovery Phone [MUST BE IN THE E.164 FORMAT]", |_, _| {
            "555".to_owned()
        }),
    ),
];
