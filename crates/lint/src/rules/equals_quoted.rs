//! Digits in a formula, by which an export kept them as text.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("equals_quoted.md")]
    pub(super) static EQUALS_QUOTED = "equals-quoted" {
        summary: "a value stands in a formula of nothing but quotation marks",
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
    if cell.damage() == Some(Damage::EqualsQuoted) {
        cx.raise(&EQUALS_QUOTED, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} in {} stands in a formula, by which an export told Excel that it is text",
        scene.header(at),
        scene.place_name(at)
    );
    Words::new(message, "a formula round the value".to_owned())
        .help("delete the equals sign and the quotation marks: only Excel knows what they mean")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::EqualsQuoted, "write the value alone")
}

#[cfg(test)]
mod tests {
    use super::EQUALS_QUOTED;
    use crate::testing::check_rule;

    #[test]
    fn the_trick_of_exports_is_told_bare_and_quoted() {
        check_rule(
            &EQUALS_QUOTED,
            r#"
First Name,Last Name,Username,NPI,State ID
Ana,Chen,achen,="1234567893","=""00123"""
               ^^^^^^^^^^^^^ error: NPI in D2 stands in a formula, by which an export told Excel that it is text
                             ^^^^^^^^^^^^ error: State ID in E2 stands in a formula, by which an export told Excel that it is text
Ben,Ode,bode,,"00123"
"#,
        );
    }
}
