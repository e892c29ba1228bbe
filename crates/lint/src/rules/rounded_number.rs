//! A number with zeros where a spreadsheet keeps no digits.

use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("rounded_number.md")]
    pub(super) static ROUNDED_NUMBER = "rounded-number" {
        summary: "an identifier of more than 15 digits ends in zeros, as if it had been rounded",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::Rounded) {
        cx.raise(&ROUNDED_NUMBER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} has more than 15 digits, and nothing but zeros after them",
        scene.quote(at)
    );
    Words::new(message, "rounded?".to_owned())
        .help("a spreadsheet keeps 15 digits of a number and writes zeros for the others: format the column as Text, look the number up and type it again")
}

#[cfg(test)]
mod tests {
    use super::ROUNDED_NUMBER;
    use crate::testing::check_rule;

    #[test]
    fn zeros_after_fifteen_digits_are_told() {
        check_rule(
            &ROUNDED_NUMBER,
            r#"
First Name,Last Name,Username,State ID
Ana,Chen,achen,"12345678931234500"
               ^^^^^^^^^^^^^^^^^^^ error: `12345678931234500` has more than 15 digits, and nothing but zeros after them
Ben,Ode,bode,"12345678931234567"
"#,
        );
    }
}
