//! Commas between the digits of an identifier.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("thousands_separators.md")]
    pub(super) static THOUSANDS_SEPARATORS = "thousands-separators" {
        summary: "an identifier has a comma after every three digits",
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
    if cell.damage() == Some(Damage::Thousands) {
        cx.raise(&THOUSANDS_SEPARATORS, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} has commas between its digits, as an amount has",
        scene.quote(at)
    );
    Words::new(message, "commas".to_owned())
        .help("format the column as Text, then type the number without commas")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::Thousands, "leave out the commas")
}

#[cfg(test)]
mod tests {
    use super::THOUSANDS_SEPARATORS;
    use crate::testing::check_rule;

    #[test]
    fn groups_of_three_are_told() {
        check_rule(
            &THOUSANDS_SEPARATORS,
            r#"
First Name,Last Name,Username,NPI
Ana,Chen,achen,"1,234,567,893"
               ^^^^^^^^^^^^^^^ error: `1,234,567,893` has commas between its digits, as an amount has
Ben,Ode,bode,1234567893
"#,
        );
    }
}
