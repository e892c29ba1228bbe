//! A number where an identifier was typed, so that nobody can see what it lost.

use rosterkit_schema::FieldType;
use rosterkit_sheet::CellKind;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

/// Excel keeps this many digits of a number and writes zeros for the others.
const DIGITS_KEPT: usize = 15;

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

/// What its field type refuses is told there. Of what it takes, all but a licence number has a length or a first digit
/// that shows that nothing is lost.
fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    let may_have_lost = match cell.cell().kind() {
        CellKind::Number => true,
        CellKind::PaddedNumber => cell.cell().bytes().len() > DIGITS_KEPT,
        _ => false,
    };
    let any_length = matches!(cell.column().field_type, FieldType::IdNumber(_));
    if may_have_lost && any_length && cell.value().is_some() {
        cx.raise(&NUMBER_CELL, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    Words::new(
        format!(
            "{} is stored as a number and not as text: zeros at its beginning would be lost",
            scene.quote(at)
        ),
        format!("{} in {}", scene.header(at), scene.place_name(at)),
    )
    .help("in Excel, format the column as Text, then type the number again as it stands in the original")
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Format;

    use crate::testing::{found_in, workbook_with};

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
}
