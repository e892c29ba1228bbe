//! A number that a CSV must hold in quotation marks, without them.

use rosterkit_sheet::{CellKind, DocumentKind, Edit, Quoting};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unquoted_id_number.md")]
    pub(super) static UNQUOTED_ID_NUMBER = "unquoted-id-number" {
        summary: "a number that must stand in quotation marks has none",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

/// A workbook has its own way to say that digits are text.
fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    let bare = cell.cell().quoting() == Quoting::Bare && cell.cell().kind() == CellKind::Text;
    if cell.column().quoted && bare && cell.document().kind() == DocumentKind::Csv && cell.value().is_some() {
        cx.raise(&UNQUOTED_ID_NUMBER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
    let message = format!("{header} in {place} must be enclosed in quotation marks");
    Words::new(message, "no quotation marks".to_owned()).help(format!(
        "check that no zero at its beginning was lost; then, in Excel, type the marks into cell {place} as part of the value: \"1234567\""
    ))
}

fn fixes(_: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    vec![Fix {
        title: "enclose the number in quotation marks".to_owned(),
        applicability: Applicability::Safe,
        edits: vec![Edit::Quote { cell }],
    }]
}

#[cfg(test)]
mod tests {
    use super::UNQUOTED_ID_NUMBER;
    use crate::testing::{check_rule, found_in, workbook};

    #[test]
    fn both_kinds_of_quotation_marks_are_right() {
        check_rule(
            &UNQUOTED_ID_NUMBER,
            r#"
First Name,Last Name,Username,State ID
Ana,Chen,achen,12345
               ^^^^^ error: State ID in D2 must be enclosed in quotation marks
Ben,Ode,bode,"23456"
Cy,Rill,crill,"""34567"""
"#,
        );
    }

    #[test]
    fn text_digits_in_a_workbook_are_right() {
        let bytes = workbook(&[
            &["First Name", "Last Name", "Username", "State ID"],
            &["Ana", "Chen", "achen", "12345"],
        ]);
        assert_eq!(found_in(&[("staff.xlsx", &bytes)]), Vec::<String>::new());
    }
}
