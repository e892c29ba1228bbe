//! A CSV whose cells are not separated by commas.

use rosterkit_sheet::{Delimiter, Edit};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{SAVE_AS_UTF8, Scene, Words};

declare_rule! {
    #[doc = include_str!("wrong_delimiter.md")]
    pub(super) static WRONG_DELIMITER = "wrong-delimiter" {
        summary: "semicolons, tabs or bars separate the cells, not commas",
        level: Level::Error,
        stops: Stops::Upload,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    let dialect = sheet.document().dialect().unwrap_or_default();
    if dialect.delimiter == Delimiter::Comma {
        return;
    }
    let header = sheet.sheet().header();
    let place = header.map_or(Place::File, |header| Place::Row(header.index()));
    cx.raise(&WRONG_DELIMITER, sheet.at(place), Detail::None);
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let on = scene.sheet(diagnostic.at.file);
    let dialect = on.document().dialect().unwrap_or_default();
    let delimiters = match dialect.delimiter {
        Delimiter::Comma => "commas",
        Delimiter::Semicolon => "semicolons",
        Delimiter::Tab => "tabs",
        Delimiter::Pipe => "vertical bars",
    };
    let evidence = if dialect.has_sep_line {
        "the first line of the file says so"
    } else {
        "the headers are known only so"
    };
    Words::new(
        format!("{delimiters} separate the cells, {} takes commas", on.schema().target),
        evidence.to_owned(),
    )
    .help(format!("{SAVE_AS_UTF8}; where Excel writes semicolons all the same, send the workbook instead; `roster import` takes the file as it is"))
}

/// Where a quotation mark is misplaced, nobody knows where its cell ends.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    if scene.sheet(diagnostic.at.file).has_quote_fault() {
        return Vec::new();
    }
    vec![Fix {
        title: "separate the cells by commas".to_owned(),
        applicability: Applicability::Safe,
        edits: vec![Edit::SetDelimiter(Delimiter::Comma)],
    }]
}

#[cfg(test)]
mod tests {
    use super::WRONG_DELIMITER;
    use crate::testing::{check_rule, found_in};

    #[test]
    fn the_header_decides_and_the_rows_are_judged() {
        check_rule(
            &WRONG_DELIMITER,
            "
First Name;Last Name;Username
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: semicolons separate the cells, Sample takes commas
Ana;Chen;achen
",
        );
        let bytes = b"First Name|Last Name|Username\nAna, the first|Chen|achen\n||\n";
        assert_eq!(
            found_in(&[("staff.csv", bytes)]),
            [
                "staff.csv row 1 error[wrong-delimiter]",
                "staff.csv A2 error[invalid-name]",
                "staff.csv row 3 warning[blank-rows]"
            ]
        );
    }

    #[test]
    fn a_header_of_which_nothing_is_known_has_commas() {
        check_rule(&WRONG_DELIMITER, "\nTitle;Year\nExample;1999\n");
    }
}
