//! A licence number that a spreadsheet would take for one with an exponent.

use rosterkit_schema::Value;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("scientific_lookalike.md")]
    pub(super) static SCIENTIFIC_LOOKALIKE = "scientific-lookalike" {
        summary: "a spreadsheet would take a licence number for one with an exponent",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(Value::IdNumber(number)) = cell.value()
        && has_exponent(number)
    {
        cx.raise(&SCIENTIFIC_LOOKALIKE, cell.at(), Detail::None);
    }
}

/// Digits, an E and digits.
fn has_exponent(number: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = number.split_once(['e', 'E']);
    parts.is_some_and(|(mantissa, exponent)| is_digits(mantissa) && is_digits(exponent))
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    Words::new(
        format!(
            "{} looks like a number with an exponent: a spreadsheet that opens this file changes it",
            scene.quote(at)
        ),
        format!("{} in {}", scene.header(at), scene.place_name(at)),
    )
    .help("nothing need be done unless the file is opened in a spreadsheet; then import the column as Text, or the number is lost without a trace")
}

#[cfg(test)]
mod tests {
    use super::has_exponent;

    #[test]
    fn only_digits_an_e_and_digits_are_one() {
        for number in ["1E5", "06e2", "12E3456"] {
            assert!(has_exponent(number), "{number}");
        }
        for number in ["E5", "1E", "DE5", "1E5A", "12345", "1.5E2"] {
            assert!(!has_exponent(number), "{number}");
        }
    }
}
