//! A date where something else was typed.

use rosterkit_sheet::CellKind;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("date_cell.md")]
    pub(super) static DATE_CELL = "date-cell" {
        summary: "a cell of a workbook holds a date or a time",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        waivable: false,
    }
}

/// No field type is a date, so a date is right nowhere.
fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.cell().kind() == CellKind::Date {
        cx.raise(&DATE_CELL, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let words = Words::new(
        format!(
            "{} is a date, as Excel took what was typed for one",
            scene.quote(at)
        ),
        format!("{} in {}", scene.header(at), Scene::place_name(at.place)),
    );
    let help = "in Excel, format the column as Text, then type what belongs here again";
    match origins(&scene.text(at)).filter(|_| scene.shows(at)) {
        Some([dashed, slashed, month]) => words.help(format!(
            "{help}; it may have been {}, {} or {}",
            quote(&dashed),
            quote(&slashed),
            quote(&month)
        )),
        None => words.help(help),
    }
}

/// What Excel takes for this day (`2026-01-02`): `1-2`, `1/2` and `Jan-2`.
fn origins(date: &str) -> Option<[String; 3]> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut parts = date.get(..10)?.splitn(3, '-').skip(1);
    let mut number = || parts.next()?.parse::<usize>().ok();
    let (month, day) = (number()?, number()?);
    let name = MONTHS.get(month.checked_sub(1)?)?;
    Some([
        format!("{month}-{day}"),
        format!("{month}/{day}"),
        format!("{name}-{day}"),
    ])
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format};

    use super::origins;
    use crate::testing::{found_in, workbook_with};

    #[test]
    fn a_date_is_told_once_and_in_columns_that_would_take_its_text() {
        let rows: [&[&str]; 2] = [
            &["First Name", "Last Name", "Username", "NPI", "State ID"],
            &["Ana", "Chen"],
        ];
        let bytes = workbook_with(&rows, |sheet| {
            let date = Format::new().set_num_format("d-mmm");
            for column in 2..5 {
                let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
                sheet.write_with_format(1, column, day, &date).unwrap();
            }
        });
        assert_eq!(
            found_in(&[("staff.xlsx", &bytes)]),
            [
                "staff.xlsx C2 error[date-cell]",
                "staff.xlsx D2 error[date-cell]",
                "staff.xlsx E2 error[date-cell]"
            ]
        );
    }

    #[test]
    fn what_may_have_been_typed_is_named() {
        assert_eq!(origins("2026-03-01").unwrap(), ["3-1", "3/1", "Mar-1"]);
        for time in ["06:00:00", "", "2026-13-01", "2026é03é01"] {
            assert_eq!(origins(time), None, "{time}");
        }
    }
}
