//! A long number as a spreadsheet shortens it.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("scientific_notation.md")]
    pub(super) static SCIENTIFIC_NOTATION = "scientific-notation" {
        summary: "an identifier is written with an exponent",
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
    if cell.damage() == Some(Damage::Scientific) {
        cx.raise(&SCIENTIFIC_NOTATION, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!("{} is how a spreadsheet shortens a long number", scene.quote(at));
    Words::new(message, "digits may be lost".to_owned()).help(
        "format the column as Text in the workbook, look the number up and type it again with all its digits",
    )
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::Scientific, "write all the digits")
}

#[cfg(test)]
mod tests {
    use super::SCIENTIFIC_NOTATION;
    use crate::testing::check_rule;

    #[test]
    fn an_exponent_is_told_in_identifiers() {
        check_rule(
            &SCIENTIFIC_NOTATION,
            r#"
First Name,Last Name,Username,NPI,State ID
1E5 Ana,Chen,1E5,1.23E+09,"1.8E+10"
                 ^^^^^^^^ error: `1.23E+09` is how a spreadsheet shortens a long number
                          ^^^^^^^^^ error: `1.8E+10` is how a spreadsheet shortens a long number
Ben,Ode,bode,1234567893,"12345"
"#,
        );
    }
}
