//! A ZIP Code whose area lies in two states, with the state to which it does not belong.

use rosterkit_schema::{FieldType, Value};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::RowView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("zip_across_border.md")]
    pub(super) static ZIP_ACROSS_BORDER = "zip-across-border" {
        summary: "a ZIP Code lies in two states, and the row names the one to which it does not belong",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    for (code, name) in row.compared(|field_type| matches!(field_type, FieldType::Zip(_))) {
        if let (Some(Value::Zip(zip)), Some(Value::UsState(state))) = (row.meant(code), row.meant(name))
            && zip.crosses_into(state)
            && let (Some(at), Some(because)) = (row.at(code), row.at(name))
        {
            cx.raise_because(&ZIP_ACROSS_BORDER, at, Detail::None, because);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let said = diagnostic.related.map(|at| scene.quote(at)).unwrap_or_default();
    Words::new(
        format!(
            "{} lies partly in {said}, but the Postal Service gives it to the neighbouring state",
            scene.quote(diagnostic.at)
        ),
        "in two states".to_owned(),
    )
    .related("this state")
    .help("see which state stands on mail that reaches the address, and type that one")
}

#[cfg(test)]
mod tests {
    use super::ZIP_ACROSS_BORDER;
    use crate::testing::check_rule;

    #[test]
    fn an_area_may_lie_in_two_states() {
        check_rule(
            &ZIP_ACROSS_BORDER,
            "
First Name,Last Name,Username,State,ZIP Code
Ana,Chen,achen,NM,811371234
               -- this state
                  ^^^^^^^^^ warning: `811371234` lies partly in `NM`, but the Postal Service gives it to the neighbouring state
Ben,Ode,bode,CO,811371234
Cy,Rill,crill,UT,811371234
",
        );
    }
}
