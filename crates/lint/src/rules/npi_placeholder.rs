//! An NPI that people type when they have none.

use rosterkit_schema::Value;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("npi_placeholder.md")]
    pub(super) static NPI_PLACEHOLDER = "npi-placeholder" {
        summary: "an NPI is one of the well-known numbers that stand for none",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(Value::Npi(npi)) = cell.value()
        && npi.is_placeholder()
    {
        cx.raise(&NPI_PLACEHOLDER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} is an NPI for examples and for none at all",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "a placeholder?".to_owned())
        .help("look the person up in the NPPES registry and type the NPI that stands there")
}

#[cfg(test)]
mod tests {
    use super::NPI_PLACEHOLDER;
    use crate::testing::check_rule;

    #[test]
    fn numbers_of_textbooks_pass_the_check_digit_and_are_doubted() {
        check_rule(
            &NPI_PLACEHOLDER,
            "
First Name,Last Name,Username,NPI
Ana,Chen,achen,1234567893
               ^^^^^^^^^^ warning: `1234567893` is an NPI for examples and for none at all
Ben,Ode,bode,1111111112
             ^^^^^^^^^^ warning: `1111111112` is an NPI for examples and for none at all
Cy,Rill,crill,1245319599
",
        );
    }
}
