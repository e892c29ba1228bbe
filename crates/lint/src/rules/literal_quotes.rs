//! Quotation marks that belong to the text of a cell.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("literal_quotes.md")]
    pub(super) static LITERAL_QUOTES = "literal-quotes" {
        summary: "quotation marks stand around a value that needs none",
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
    if cell.damage() == Some(Damage::LiteralQuotes) {
        cx.raise(&LITERAL_QUOTES, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} in {} has quotation marks that are part of the value",
        scene.header(at),
        scene.place_name(at)
    );
    Words::new(message, "quotation marks in the cell".to_owned())
        .help("delete the marks in the cell: only a State ID is typed with them, and a CSV adds its own where it needs them")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(
        scene,
        diagnostic,
        Damage::LiteralQuotes,
        "leave out the quotation marks",
    )
}

#[cfg(test)]
mod tests {
    use super::LITERAL_QUOTES;
    use crate::testing::check_rule;

    #[test]
    fn marks_in_the_text_are_told_but_in_a_licence_number() {
        check_rule(
            &LITERAL_QUOTES,
            r#"
First Name,Last Name,Username,State ID
Ana,"""Chen""",achen,"""12345"""
    ^^^^^^^^^^ error: Last Name in B2 has quotation marks that are part of the value
Ben,"Ode",bode,"12345"
"#,
        );
    }
}
