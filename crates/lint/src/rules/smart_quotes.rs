//! Curly quotation marks.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("smart_quotes.md")]
    pub(super) static SMART_QUOTES = "smart-quotes" {
        summary: "quotation marks are curly",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::SmartQuotes) {
        cx.raise(&SMART_QUOTES, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} in {} has curly quotation marks",
        scene.header(at),
        scene.place_name(at)
    );
    Words::new(message, "curly".to_owned())
        .help("type straight quotation marks; a word processor makes curly ones, and programs take them for letters")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(
        scene,
        diagnostic,
        Damage::SmartQuotes,
        "write it without curly marks",
    )
}

#[cfg(test)]
mod tests {
    use super::SMART_QUOTES;
    use crate::testing::check_rule;

    #[test]
    fn curly_marks_are_told_in_identifiers_and_around_a_value() {
        check_rule(
            &SMART_QUOTES,
            r#"
First Name,Last Name,Username,State ID
“Ana”,O’Neil,aoneil,“12345”
^^^^^ error: First Name in A2 has curly quotation marks
                    ^^^^^^^ error: State ID in D2 has curly quotation marks
Ben,Ode,bode,"12345"
"#,
        );
    }
}
