//! A tax number with a prefix that the IRS has not assigned.

use rosterkit_schema::Value;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("ein_prefix.md")]
    pub(super) static EIN_PREFIX = "ein-prefix" {
        summary: "an EIN begins with two digits that the IRS has not assigned",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(Value::Ein(ein)) = cell.value()
        && !ein.prefix_is_assigned()
    {
        cx.raise(&EIN_PREFIX, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} begins with two digits that the IRS is not known to have assigned",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "unknown prefix".to_owned())
        .help("compare the number with the letter of the IRS that assigned it, or with a tax return of the practice")
}

#[cfg(test)]
mod tests {
    use super::EIN_PREFIX;
    use crate::testing::check_rule;

    #[test]
    fn seventeen_prefixes_are_not_assigned() {
        check_rule(
            &EIN_PREFIX,
            "
First Name,Last Name,Username,TIN
Ana,Chen,achen,07-3456789
               ^^^^^^^^^^ warning: `07-3456789` begins with two digits that the IRS is not known to have assigned
Ben,Ode,bode,12-3456789
",
        );
    }
}
