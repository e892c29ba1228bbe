//! A dash of a word processor in an identifier or a name.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unusual_dash.md")]
    pub(super) static UNUSUAL_DASH = "unusual-dash" {
        summary: "a dash is none of those on the keyboard",
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
    if cell.damage() == Some(Damage::Dash) {
        cx.raise(&UNUSUAL_DASH, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} in {} has a dash that is not the one on the keyboard",
        scene.header(at),
        scene.place_name(at)
    );
    Words::new(message, "another dash".to_owned())
        .help("type the hyphen of the keyboard: a word processor makes a longer dash of it, which programs do not know")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::Dash, "write hyphens")
}

#[cfg(test)]
mod tests {
    use super::UNUSUAL_DASH;
    use crate::testing::check_rule;

    #[test]
    fn it_is_told_in_identifiers_and_names() {
        check_rule(
            &UNUSUAL_DASH,
            "
First Name,Last Name,Username,Phone Number,TIN
Ana,Chen–Ruiz,achen,801—555—2368,12–3456789
    ^^^^^^^^^ error: Last Name in B2 has a dash that is not the one on the keyboard
                    ^^^^^^^^^^^^ error: Phone Number in D2 has a dash that is not the one on the keyboard
                                 ^^^^^^^^^^ error: TIN in E2 has a dash that is not the one on the keyboard
Ben,Ode,bode,801-555-2368,12-3456789
",
        );
    }
}
