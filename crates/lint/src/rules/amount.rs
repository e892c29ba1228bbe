//! An identifier that a spreadsheet took for money, a percentage or a debt.

use crate::context::Context;
use crate::damage::Damage;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("amount.md")]
    pub(super) static AMOUNT = "amount" {
        summary: "an identifier is written as an amount",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if cell.damage() == Some(Damage::Amount) {
        cx.raise(&AMOUNT, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let message = format!(
        "{} is written as an amount: money, a percentage, a fraction or a number below zero",
        scene.quote(at)
    );
    Words::new(message, "an amount".to_owned())
        .help("format the column as Text, look the number up and type it again; a number in parentheses becomes one below zero")
}

#[cfg(test)]
mod tests {
    use super::AMOUNT;
    use crate::testing::check_rule;

    #[test]
    fn money_percentages_and_debts_are_told_in_identifiers() {
        check_rule(
            &AMOUNT,
            r#"
First Name,Last Name,Username,NPI,ZIP Code,State ID
$12,Chen,achen,-123,0.5,"$12"
               ^^^^ error: `-123` is written as an amount: money, a percentage, a fraction or a number below zero
                    ^^^ error: `0.5` is written as an amount: money, a percentage, a fraction or a number below zero
                        ^^^^^ error: `$12` is written as an amount: money, a percentage, a fraction or a number below zero
Ben,Ode,bode,,84043-0000,"12"
"#,
        );
    }
}
