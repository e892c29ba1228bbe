//! An apostrophe before digits, meant for Excel.

use crate::context::Context;
use crate::damage::{self, Damage};
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::Fix;
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("leading_apostrophe.md")]
    pub(super) static LEADING_APOSTROPHE = "leading-apostrophe" {
        summary: "an apostrophe stands before a number",
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
    if cell.damage() == Some(Damage::Apostrophe) {
        cx.raise(&LEADING_APOSTROPHE, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} in {} begins with an apostrophe, which was meant for Excel",
        scene.header(at),
        scene.place_name(at)
    );
    Words::new(message, "an apostrophe".to_owned())
        .help("delete the apostrophe; it makes text of digits only where it is typed into Excel, and in a CSV it is part of the value")
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    damage::fixes(scene, diagnostic, Damage::Apostrophe, "leave out the apostrophe")
}

#[cfg(test)]
mod tests {
    use super::LEADING_APOSTROPHE;
    use crate::testing::check_rule;

    #[test]
    fn it_is_told_in_identifiers() {
        check_rule(
            &LEADING_APOSTROPHE,
            "
First Name,Last Name,Username,NPI,Phone Number
Ana,Chen,achen,'1234567893,'801-555-2368
               ^^^^^^^^^^^ error: NPI in D2 begins with an apostrophe, which was meant for Excel
                           ^^^^^^^^^^^^^ error: Phone Number in E2 begins with an apostrophe, which was meant for Excel
Ben,'t Hooft,bthooft,,
",
        );
    }
}
