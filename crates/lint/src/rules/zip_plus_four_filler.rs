//! A ZIP+4 whose last four digits are a filler.

use rosterkit_schema::Value;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("zip_plus_four_filler.md")]
    pub(super) static ZIP_PLUS_FOUR_FILLER = "zip-plus-four-filler" {
        summary: "the last four digits of a ZIP Code are a filler",
        level: Level::Note,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(Value::Zip(zip)) = cell.value()
        && zip.plus_four_is_filler()
    {
        cx.raise(&ZIP_PLUS_FOUR_FILLER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} ends in a filler: claims need the true last four digits",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "a filler".to_owned()).help(
        "look the address up on the Postal Service's page Look Up a ZIP Code; the import takes the filler as well",
    )
}

#[cfg(test)]
mod tests {
    use super::ZIP_PLUS_FOUR_FILLER;
    use crate::testing::check_rule;

    #[test]
    fn four_zeros_and_two_other_endings_are_fillers() {
        check_rule(
            &ZIP_PLUS_FOUR_FILLER,
            "
First Name,Last Name,Username,ZIP Code
Ana,Chen,achen,840430000
               ^^^^^^^^^ note: `840430000` ends in a filler: claims need the true last four digits
Ben,Ode,bode,840439998
             ^^^^^^^^^ note: `840439998` ends in a filler: claims need the true last four digits
Cy,Rill,crill,840430001
",
        );
    }
}
