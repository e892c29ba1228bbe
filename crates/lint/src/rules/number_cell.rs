//! A number where an identifier was typed, so that nobody can see what it lost.

use rosterkit_schema::{Charset, DIGITS_KEPT, FieldType};
use rosterkit_sheet::CellKind;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("number_cell.md")]
    pub(super) static NUMBER_CELL = "number-cell" {
        summary: "an identifier is stored as a number, which may have lost digits",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

/// What its field type refuses is told there. Of what it takes, all but these has a length or a first digit that shows that
/// nothing is lost, or is free text.
fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    let may_have_lost = match cell.cell().kind() {
        CellKind::Number => true,
        CellKind::PaddedNumber => cell.cell().bytes().len() > DIGITS_KEPT,
        _ => false,
    };
    let any_length = match &cell.column().field_type {
        FieldType::IdNumber(_) | FieldType::Username(_) => true,
        FieldType::Text(law) => law.charset == Charset::Alphanumeric,
        _ => false,
    };
    if may_have_lost && any_length && cell.value().is_some() {
        cx.raise(&NUMBER_CELL, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let lost = if scene.text(at).len() > DIGITS_KEPT {
        "its digits after the fifteenth are lost"
    } else {
        "zeros at its beginning and an E in it would be lost"
    };
    Words::new(
        format!(
            "{} is stored as a number and not as text: {lost}",
            scene.quote(at)
        ),
        format!("{} in {}", scene.header(at), scene.place_name(at)),
    )
    .help("in Excel, format the column as Text, then type the number again as it stands in the original")
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Format;

    use super::NUMBER_CELL;
    use crate::testing::{found_in, roster, sample, workbook_with};
    use crate::{Levels, Values, check};

    #[test]
    fn only_what_may_have_lost_something_is_told() {
        let rows: [&[&str]; 2] = [
            &[
                "First Name",
                "Last Name",
                "Username",
                "Phone Number",
                "ZIP Code",
                "NPI",
                "State ID",
            ],
            &["Ana", "Chen", "achen"],
        ];
        let numbers = |state_id: f64, format: &str| {
            let format = Format::new().set_num_format(format);
            let bytes = workbook_with(&rows, |sheet| {
                sheet.write(1, 3, 8_015_552_368_u64).unwrap();
                sheet.write(1, 4, 840_430_000).unwrap();
                sheet.write(1, 5, 1_234_567_893).unwrap();
                sheet.write_with_format(1, 6, state_id, &format).unwrap();
            });
            found_in(&[("staff.xlsx", &bytes)])
        };
        assert_eq!(
            numbers(1_234_567.0, "General"),
            ["staff.xlsx G2 error[number-cell]"]
        );
        assert_eq!(numbers(123.0, "0000000"), [""; 0]);
    }

    #[test]
    fn a_username_and_a_short_name_may_have_been_1e5() {
        let rows: [&[&str]; 2] = [
            &["First Name", "Last Name", "Username", "Shortname"],
            &["Ana", "Chen"],
        ];
        let bytes = workbook_with(&rows, |sheet| {
            let scientific = Format::new().set_num_format("0.00E+00");
            sheet.write_with_format(1, 2, 100_000, &scientific).unwrap();
            sheet.write(1, 3, 12_345).unwrap();
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            [
                "staff.xlsx C2 error[number-cell]",
                "staff.xlsx D2 error[number-cell]"
            ]
        );
    }

    #[test]
    fn what_is_lost_of_a_long_number_is_its_end() {
        let rows: [&[&str]; 2] = [
            &["First Name", "Last Name", "Username", "State ID"],
            &["Ana", "Chen", "achen"],
        ];
        let said = |number: f64| {
            let bytes = workbook_with(&rows, |sheet| {
                sheet.write(1, 3, number).unwrap();
            });
            let report = check(sample(), vec![roster("staff.xlsx", &bytes)], &Levels::default());
            let mut found = report.diagnostics().iter();
            let found = found.find(|found| found.rule == &NUMBER_CELL).unwrap();
            report.scene(Values::Shown).words(found).message
        };
        assert_eq!(
            said(123_456_789_012_345_680.0),
            "`123456789012345680` is stored as a number and not as text: its digits after the fifteenth are lost"
        );
        assert_eq!(
            said(123.0),
            "`123` is stored as a number and not as text: zeros at its beginning and an E in it would be lost"
        );
    }
}
