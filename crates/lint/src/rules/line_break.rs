//! A cell of more than one line.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("line_break.md")]
    pub(super) static LINE_BREAK = "line-break" {
        summary: "a cell has more than one line",
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
    if cell.damage() == Some(Damage::LineBreak) {
        cx.raise(&LINE_BREAK, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} in {} has more than one line",
        scene.header(at),
        scene.place_name(at)
    );
    Words::new(message, "a line break inside".to_owned())
        .help("in the cell, delete the line break that Alt+Enter made, and type a space in its place where one is missing")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::LineBreak, "write it on one line")
}

#[cfg(test)]
mod tests {
    use super::LINE_BREAK;
    use crate::testing::check_rule;

    #[test]
    fn a_line_break_inside_is_told_in_every_column() {
        check_rule(
            &LINE_BREAK,
            r#"
First Name,Last Name,Username
"Ana
^ error: First Name in A2 has more than one line
Maria",Chen,achen
Ben,Ode,bode
"#,
        );
    }
}
