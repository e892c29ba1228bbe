//! A date where something else was typed.

use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("date_cell.md")]
    pub(super) static DATE_CELL = "date-cell" {
        summary: "a date or a time stands where something else was typed",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        waivable: false,
    }
}

/// No field type is a date, so a date of a workbook is right nowhere. In a CSV only an identifier tells that what looks like
/// one is one.
fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::Date) {
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
        format!("{} in {}", scene.header(at), scene.place_name(at)),
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

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// What Excel takes for this day (`2026-01-02`, `2-Jan`, `1/2/2026`) or month (`Mar-01`): `1-2`, `1/2` and `Jan-2`.
fn origins(date: &str) -> Option<[String; 3]> {
    let bare = date.trim_matches('"');
    let parts: Vec<&str> = bare.split(['-', '/', ' ', 'T']).collect();
    let number = |text: &str| text.parse::<usize>().ok();
    let month_of = |text: &str| {
        let name = text.get(..3)?;
        Some(MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name))? + 1)
    };
    let (month, rest) = match parts[..] {
        [year, month, day, ..] if year.len() == 4 && bare.contains('-') => (number(month)?, number(day)?),
        [day, month, ..] if month_of(month).is_some() => (month_of(month)?, number(day)?),
        [month, year] => (month_of(month)?, number(year)?),
        [month, day, _] if bare.contains('/') => (number(month)?, number(day)?),
        _ => return None,
    };
    let name = MONTHS.get(month.checked_sub(1)?)?;
    Some([
        format!("{month}-{rest}"),
        format!("{month}/{rest}"),
        format!("{name}-{rest}"),
    ])
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format};

    use super::{DATE_CELL, origins};
    use crate::testing::{check_rule, found_in, workbook_with};

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
    fn in_a_csv_an_identifier_that_is_a_date_is_one() {
        check_rule(
            &DATE_CELL,
            "
First Name,Last Name,Username,ZIP Code,State ID
Ana,March,achen,2-Jan,Mar-01
                ^^^^^ error: `2-Jan` is a date, as Excel took what was typed for one
                      ^^^^^^ error: `Mar-01` is a date, as Excel took what was typed for one
Ben,Ode,bode,840430000,\"1234567\"
",
        );
    }

    #[test]
    fn what_may_have_been_typed_is_named() {
        for date in [
            "2026-03-01",
            "1-Mar",
            "3/1/2026",
            "Mar-01",
            "\"3/1/26\"",
            "1-Mar-26",
            "2026-03-01T06:00:00",
        ] {
            assert_eq!(origins(date).unwrap(), ["3-1", "3/1", "Mar-1"], "{date}");
        }
        for time in ["06:00:00", "", "2026-13-01", "2026é03é01", "13/1/2026"] {
            assert_eq!(origins(time), None, "{time}");
        }
    }
}
