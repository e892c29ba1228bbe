//! An NPI of a series of which none was issued yet.

use rosterkit_schema::Value;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("npi_unissued.md")]
    pub(super) static NPI_UNISSUED = "npi-unissued" {
        summary: "an NPI begins with 2, and no such NPI is known to be issued",
        level: Level::Note,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(Value::Npi(npi)) = cell.value()
        && npi.is_of_unissued_series()
    {
        cx.raise(&NPI_UNISSUED, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} begins with 2: such NPIs are allowed, but none is known to be issued",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "begins with 2".to_owned())
        .help("compare the NPI with the NPPES registry; nothing need be done if it stands there")
}

#[cfg(test)]
mod tests {
    use super::NPI_UNISSUED;
    use crate::testing::check_rule;

    #[test]
    fn a_first_digit_of_2_is_worth_a_look() {
        check_rule(
            &NPI_UNISSUED,
            "
First Name,Last Name,Username,NPI
Ana,Chen,achen,2000000002
               ^^^^^^^^^^ note: `2000000002` begins with 2: such NPIs are allowed, but none is known to be issued
Ben,Ode,bode,1245319599
",
        );
    }
}
