//! Letters that were saved in one encoding and read in another.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("mojibake.md")]
    pub(super) static MOJIBAKE = "mojibake" {
        summary: "letters were saved in one encoding and read in another",
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
    if cell.damage() == Some(Damage::Mojibake) {
        cx.raise(&MOJIBAKE, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} is garbled: its letters were saved in one encoding and read in another",
        scene.quote(at)
    );
    Words::new(message, "garbled".to_owned())
        .help("look whether the proposed text is right, and type it; then mend the export that made the file, which must read and write UTF-8")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::Mojibake, "write it as it was")
}

#[cfg(test)]
mod tests {
    use super::MOJIBAKE;
    use crate::testing::check_rule;

    #[test]
    fn two_letters_that_were_one_are_told_before_what_else_they_break() {
        check_rule(
            &MOJIBAKE,
            "
First Name,Last Name,Username
ZoÃ«,MÃ¼ller,zmueller
^^^^ error: `ZoÃ«` is garbled: its letters were saved in one encoding and read in another
     ^^^^^^^ error: `MÃ¼ller` is garbled: its letters were saved in one encoding and read in another
Zoë,Müller,zmuller
",
        );
    }
}
