//! Faults of single cells.

use super::Fault::{Cell, InPage};
use super::Planted;
use super::people::{Chance, npi_check_digit};

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
    (
        "dea-first-letter",
        Cell("DEA", |text, chance| {
            format!("{}{}", chance.of(&["C", "D", "E"]), &text[1..])
        }),
    ),
    (
        "dea-initial",
        Cell("DEA", |text, _| format!("{}X{}", &text[..1], &text[2..])),
    ),
    (
        "dea-placeholder",
        Cell("DEA", |text, _| format!("{}0000000", &text[..2])),
    ),
    (
        "dea-suffix",
        Cell("DEA", |text, chance| {
            format!("{text}-{}", chance.of(&["001AB", "22"]))
        }),
    ),
    (
        "ein-prefix",
        Cell("TIN", |text, chance| {
            format!("{}{}", chance.of(&["07", "49", "97"]), &text[2..])
        }),
    ),
    (
        "ssn-for-ein",
        Cell("TIN", |_, chance| {
            format!(
                "1{}-4{}-1{}",
                chance.digits(2),
                chance.digits(1),
                chance.digits(3)
            )
        }),
    ),
    (
        "itin-for-ein",
        Cell("TIN", |_, chance| {
            format!(
                "9{}-7{}-1{}",
                chance.digits(2),
                chance.digits(1),
                chance.digits(3)
            )
        }),
    ),
    (
        "name-placeholder",
        Cell("First Name", |_, chance| {
            chance.of(&["TBD", "Test", "xxx"]).to_owned()
        }),
    ),
    (
        "text-placeholder",
        Cell("City", |_, chance| {
            chance.of(&["N/A", "None", "TBD", "?"]).to_owned()
        }),
    ),
    (
        "npi-placeholder",
        Cell("NPI", |_, chance| {
            chance.of(&["1111111112", "1234567893"]).to_owned()
        }),
    ),
    (
        "npi-unissued",
        Cell("NPI", |_, chance| {
            let nine = format!("2{}", chance.digits(8));
            format!("{nine}{}", npi_check_digit(&nine))
        }),
    ),
    (
        "phone-directory-assistance",
        Cell("Phone Number", |_, _| "(801) 555-1212".to_owned()),
    ),
    (
        "phone-special-area-code",
        Cell("Phone Number", |text, _| text.replace("801", "900")),
    ),
    (
        "phone-unknown-area-code",
        // A number that rings nowhere would be told as that.
        Cell("Phone Number", |_, chance| {
            format!("{}-234-5678", chance.of(&["200", "221"]))
        }),
    ),
    (
        "zip-plus-four-filler",
        Cell("ZIP Code", |text, chance| {
            format!("{}{}", &text[..5], chance.of(&["0000", "9999"]))
        }),
    ),
    (
        "zip-prefix-unusual",
        Cell("ZIP Code", |text, _| format!("888{}", &text[3..])),
    ),
    (
        "zip-not-in-state",
        Cell("ZIP Code", |text, _| format!("33101{}", &text[5..])),
    ),
];
