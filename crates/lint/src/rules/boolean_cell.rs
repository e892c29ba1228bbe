//! A yes-or-no value of Excel where a text was typed.

use rosterkit_schema::FieldType;
use rosterkit_sheet::CellKind;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("boolean_cell.md")]
    pub(super) static BOOLEAN_CELL = "boolean-cell" {
        summary: "a name or another text is stored as TRUE or FALSE",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

/// What its field type refuses is told there, and where yes or no is asked for it is right.
fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    let takes_words = matches!(
        cell.column().field_type,
        FieldType::PersonName | FieldType::Username(_) | FieldType::Text(_)
    );
    if takes_words && cell.cell().kind() == CellKind::Boolean && cell.value().is_some() {
        cx.raise(&BOOLEAN_CELL, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    Words::new(
        format!("{} is a yes-or-no value of Excel and not text", scene.quote(at)),
        format!("{} in {}", scene.header(at), scene.place_name(at)),
    )
    .help(
        "in Excel, format the column as Text, then type what belongs here; a formula may have left it behind",
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{found_in, workbook_with};

    #[test]
    fn it_is_no_name_and_no_other_text() {
        let rows: [&[&str]; 2] = [
            &["First Name", "Last Name", "Username", "Shortname"],
            &["", "Chen"],
        ];
        let bytes = workbook_with(&rows, |sheet| {
            for column in [0, 2, 3] {
                sheet.write(1, column, true).unwrap();
            }
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            ["A2", "C2", "D2"].map(|cell| format!("staff.xlsx {cell} error[boolean-cell]"))
        );
    }
}
