//! Letters or digits as wide as Chinese ones.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("full_width.md")]
    pub(super) static FULL_WIDTH = "full-width" {
        summary: "letters or digits are as wide as Chinese ones",
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
    if cell.damage() == Some(Damage::FullWidth) {
        cx.raise(&FULL_WIDTH, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} has full-width letters or digits, as Chinese and Japanese keyboards type them",
        scene.quote(at)
    );
    Words::new(message, "full-width".to_owned()).help("type the value again with the keyboard set to English")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(
        scene,
        diagnostic,
        Damage::FullWidth,
        "write it with ordinary letters and digits",
    )
}

#[cfg(test)]
mod tests {
    use super::FULL_WIDTH;
    use crate::testing::check_rule;

    #[test]
    fn they_are_told_where_only_ascii_can_be_right() {
        check_rule(
            &FULL_WIDTH,
            "
First Name,Last Name,Username,Phone Number
Ana,Chen,achen,８０１-555-2368
               ^^^^^^^^^^^^ error: `８０１-555-2368` has full-width letters or digits, as Chinese and Japanese keyboards type them
Ben,Ode,bode,801-555-2368
",
        );
    }
}
