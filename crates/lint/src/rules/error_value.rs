//! An error value of a spreadsheet where a value belongs.

use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("error_value.md")]
    pub(super) static ERROR_VALUE = "error-value" {
        summary: "a cell holds an error value of a spreadsheet, such as #N/A",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::ErrorValue) {
        cx.raise(&ERROR_VALUE, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    Words::new(
        // Nothing of a person is in it, so it is shown in sensitive columns too.
        format!(
            "{} is what a spreadsheet shows where a formula failed",
            quote(&scene.text(at))
        ),
        format!("{} in {}", scene.header(at), scene.place_name(at)),
    )
    .help("type the value in place of the formula, or leave the cell blank if there is none")
}

#[cfg(test)]
mod tests {
    use super::ERROR_VALUE;
    use crate::testing::{check_rule, found_in, workbook};

    #[test]
    fn the_text_is_one_in_a_csv_too() {
        check_rule(
            &ERROR_VALUE,
            "
First Name,Last Name,Username,NPI
Ana,#REF!,achen,#N/A
    ^^^^^ error: `#REF!` is what a spreadsheet shows where a formula failed
                ^^^^ error: `#N/A` is what a spreadsheet shows where a formula failed
Ben,Ode,bode,#NA
",
        );
        check_rule(
            &ERROR_VALUE,
            "
First Name,Last Name,Username
#ERROR!,Err:502,achen
^^^^^^^ error: `#ERROR!` is what a spreadsheet shows where a formula failed
        ^^^^^^^ error: `Err:502` is what a spreadsheet shows where a formula failed
#n/d,Loading...,bode
^^^^ error: `#n/d` is what a spreadsheet shows where a formula failed
     ^^^^^^^^^^ error: `Loading...` is what a spreadsheet shows where a formula failed
",
        );
    }

    #[test]
    fn it_is_told_once_and_is_no_value_that_two_rows_share() {
        let csv = b"First Name,Last Name,Username,NPI\nAna,Chen,achen,#N/A\nBen,Ode,bode,#N/A\n";
        let rows: Vec<Vec<&str>> = std::str::from_utf8(csv)
            .unwrap()
            .lines()
            .map(|line| line.split(',').collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        for (name, bytes) in [("a.csv", csv.to_vec()), ("a.xlsx", workbook(&rows))] {
            let found = ["D2", "D3"].map(|cell| format!("{name} {cell} error[error-value]"));
            assert_eq!(found_in(&[(name, &bytes)]), found);
        }
    }
}
