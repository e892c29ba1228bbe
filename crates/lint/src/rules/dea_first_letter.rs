//! A DEA number with the first letter of a wholesaler or of no series at all.

use rosterkit_schema::Value;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("dea_first_letter.md")]
    pub(super) static DEA_FIRST_LETTER = "dea-first-letter" {
        summary: "a DEA number begins with a letter that dentists do not have",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    // Of a number that is all zeros its own rule speaks.
    if let Some(Value::Dea(dea)) = cell.value()
        && !dea.first_letter_is_usual()
        && !dea.is_placeholder()
    {
        cx.raise(&DEA_FIRST_LETTER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} begins with a letter that is unusual for somebody who prescribes: A, B, F, G or M",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "unusual first letter".to_owned())
        .help("compare the first letter with the DEA certificate; the letters C to U of many lists on the web are not those of the number")
}

#[cfg(test)]
mod tests {
    use super::DEA_FIRST_LETTER;
    use crate::testing::check_rule;

    #[test]
    fn practitioners_have_a_b_f_g_and_others_m() {
        check_rule(
            &DEA_FIRST_LETTER,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,PC1234563
               ^^^^^^^^^ warning: `PC1234563` begins with a letter that is unusual for somebody who prescribes: A, B, F, G or M
Ben,Ode,bode,MO1234563
Cy,Rill,crill,GR1234563
Di,Null,dnull,PN0000000
",
        );
    }
}
