//! A ZIP Code that lost the zeros at its beginning.

use rosterkit_schema::{FieldError, Value, ZipError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("zip_lost_zero.md")]
    pub(super) static ZIP_LOST_ZERO = "zip-lost-zero" {
        summary: "a ZIP Code lost the zeros at its beginning",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::Zip(ZipError::LostZeros { .. })) = cell.error()
        && !is_disproven(cell)
    {
        cx.raise(&ZIP_LOST_ZERO, cell.at(), Detail::Field(error));
    }
}

/// Whether the state of the same row says that no zeros were lost: with them the ZIP Code would be another state's.
pub(super) fn is_disproven(cell: &CellView<'_>) -> bool {
    let Some(FieldError::Zip(ZipError::LostZeros { zeros })) = cell.error() else {
        return false;
    };
    let column = cell.column();
    let state = column.agrees_with.and_then(|state| cell.in_row.value(state));
    let zip =
        candidates(&cell.cell().text(), zeros).find_map(|whole| match column.field_type.parse(&whole) {
            Ok(Value::Zip(zip)) => Some(zip),
            _ => None,
        });
    match (state, zip.and_then(rosterkit_schema::Zip::state)) {
        (Some(state), Some(of_zip)) => state != Value::UsState(of_zip),
        _ => false,
    }
}

/// What the ZIP Code can have been: with its zeros; without its dash; with 0000 for the +4 that is not there.
fn candidates(text: &str, zeros: u8) -> impl Iterator<Item = String> {
    let whole = format!("{}{text}", "0".repeat(usize::from(zeros)));
    let bare = whole.replace('-', "");
    let nine = format!("{whole}0000");
    [whole, bare, nine].into_iter()
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(diagnostic, "a whole ZIP Code", "in Excel, format the column as Text before you type or paste, then type the ZIP Code again with its zeros")
}

/// The zeros are certain where the state of the same row is the one to which the whole ZIP Code belongs.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let (Detail::Field(FieldError::Zip(ZipError::LostZeros { zeros })), Some(column)) =
        (diagnostic.detail, scene.column(diagnostic.at))
    else {
        return Vec::new();
    };
    let zip = |text: &str| match column.field_type.parse(text) {
        Ok(Value::Zip(zip)) => Some(zip),
        _ => None,
    };
    let row = diagnostic
        .at
        .place
        .row()
        .and_then(|row| scene.sheet(diagnostic.at.file).row(row));
    let text = scene.text(diagnostic.at);
    let found = candidates(&text, zeros)
        .zip([
            "write the zeros again",
            "write the zeros again, without the dash",
            "write the zeros again, and 0000 for a +4 that is not known",
        ])
        .enumerate()
        .find_map(|(at, (text, what))| Some((at, zip(&text)?, text, what)));
    let Some((at, zip, text, what)) = found else {
        return Vec::new();
    };
    let state = column.agrees_with.and_then(|state| row?.value(state));
    let is_proven = at == 0 && state.is_some() && zip.state().map(Value::UsState) == state;
    let applicability = if is_proven {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    vec![Fix {
        title: scene.title(diagnostic.at, what, &text),
        applicability,
        edits: vec![Edit::Replace { cell, text }],
    }]
}

#[cfg(test)]
mod tests {
    use rosterkit_sheet::Edit;

    use super::ZIP_LOST_ZERO;
    use crate::testing::{check_rule, found_in, roster, sample};
    use crate::{Applicability, Levels, Values, check};

    #[test]
    fn eight_digits_lost_one() {
        check_rule(
            &ZIP_LOST_ZERO,
            "
First Name,Last Name,Username,State,ZIP Code
Ana,Chen,achen,MA,21390000
                  ^^^^^^^^ error: `21390000` is not a whole ZIP Code: the zero at its beginning was lost
Ben,Ode,bode,MA,021390000
",
        );
    }

    #[test]
    fn a_state_whose_zip_codes_begin_otherwise_has_lost_no_zero() {
        let found = |state: &str| {
            let text =
                format!("First Name,Last Name,Username,State,ZIP Code\nAna,Chen,achen,{state},84043123\n");
            found_in(&[("staff.csv", text.as_bytes())])
        };
        assert_eq!(found("UT"), ["staff.csv E2 error[invalid-zip]"]);
        assert_eq!(found("NJ"), ["staff.csv E2 error[zip-lost-zero]"]);
    }

    #[test]
    fn what_the_zeros_alone_do_not_mend_is_a_guess() {
        let fix = |state: &str, zip: &str| {
            let text =
                format!("First Name,Last Name,Username,State,ZIP Code\nAna,Chen,achen,{state},{zip}\n");
            let report = check(
                sample(),
                vec![roster("staff.csv", text.as_bytes())],
                &Levels::default(),
            );
            let scene = report.scene(Values::Masked);
            let found = report
                .diagnostics()
                .iter()
                .find(|found| found.rule == &ZIP_LOST_ZERO);
            let fix = scene.fixes(found.unwrap()).remove(0);
            let Edit::Replace { text, .. } = &fix.edits[0] else {
                panic!()
            };
            (text.clone(), fix.applicability)
        };
        assert_eq!(
            fix("MA", "21390001"),
            ("021390001".to_owned(), Applicability::Safe)
        );
        assert_eq!(
            fix("MA", "2139-0001"),
            ("021390001".to_owned(), Applicability::Unsafe)
        );
        assert_eq!(fix("MA", "2139"), ("021390000".to_owned(), Applicability::Unsafe));
        assert_eq!(fix("PR", "601"), ("006010000".to_owned(), Applicability::Unsafe));
    }
}
