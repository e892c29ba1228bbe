//! A ZIP Code of another state than the one in the same row.

use rosterkit_schema::{FieldType, Value, ZipStatus};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::RowView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("zip_not_in_state.md")]
    pub(super) static ZIP_NOT_IN_STATE = "zip-not-in-state" {
        summary: "a ZIP Code belongs to another state than the row says",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    for (code, name) in row.compared(|field_type| matches!(field_type, FieldType::Zip(_))) {
        // Of a prefix out of use its own rule speaks: nobody can tell where it lies.
        if let (Some(Value::Zip(zip)), Some(Value::UsState(state))) = (row.meant(code), row.meant(name))
            && zip.state().is_some_and(|known| known != state)
            && !zip.crosses_into(state)
            && zip.status() != ZipStatus::Retired
            && let (Some(at), Some(because)) = (row.at(code), row.at(name))
        {
            cx.raise_because(&ZIP_NOT_IN_STATE, at, Detail::None, because);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let said = diagnostic.related.map(|at| scene.quote(at)).unwrap_or_default();
    let known = match scene.meant(diagnostic.at) {
        Some(Value::Zip(zip)) => zip.state(),
        _ => None,
    };
    let known = known.filter(|_| scene.shows(diagnostic.at));
    let message = match known {
        Some(state) => format!(
            "{} is a ZIP Code of {state}, and the row says {said}",
            scene.quote(diagnostic.at)
        ),
        None => format!(
            "{} is a ZIP Code of another state than {said}",
            scene.quote(diagnostic.at)
        ),
    };
    Words::new(message, "of another state".to_owned())
        .related("this state")
        .help("one of the two is wrong: compare both with the address")
}

#[cfg(test)]
mod tests {
    use super::ZIP_NOT_IN_STATE;
    use crate::testing::check_rule;

    #[test]
    fn a_state_has_its_own_zip_codes() {
        check_rule(
            &ZIP_NOT_IN_STATE,
            "
First Name,Last Name,Username,State,ZIP Code
Ana,Chen,achen,ID,840431234
               -- this state
                  ^^^^^^^^^ error: `840431234` is a ZIP Code of UT, and the row says `ID`
Abe,Chen,achen2,ID,84043
                -- this state
                   ^^^^^ error: `84043` is a ZIP Code of UT, and the row says `ID`
Ben,Ode,bode,UT,840431234
Cy,Rill,crill,NY,063901234
Di,Null,dnull,NM,811371234
Eva,Ruiz,eruiz,UT,811371234
               -- this state
                  ^^^^^^^^^ error: `811371234` is a ZIP Code of CO, and the row says `UT`
",
        );
    }
}
