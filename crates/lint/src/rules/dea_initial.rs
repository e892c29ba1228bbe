//! A DEA number whose second letter is not that of the last name.

use rosterkit_schema::{FieldType, Value};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::RowView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("dea_initial.md")]
    pub(super) static DEA_INITIAL = "dea-initial" {
        summary: "the second letter of a DEA number is not that of the last name",
        level: Level::Note,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    for (number, name) in row.compared(|field_type| matches!(field_type, FieldType::Dea)) {
        // A number of zeros is nobody's, and has a rule of its own.
        if let (Some(Value::Dea(dea)), Some(Value::PersonName(text))) = (row.meant(number), row.meant(name))
            && !dea.is_placeholder()
            && !dea.fits_last_name(&text)
            && let (Some(at), Some(because)) = (row.at(number), row.at(name))
        {
            cx.raise_because(&DEA_INITIAL, at, Detail::None, because);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let name = diagnostic.related.map(|at| scene.quote(at)).unwrap_or_default();
    Words::new(
        format!("the second letter of {} is not that of {name}", scene.quote(diagnostic.at)),
        "second letter".to_owned(),
    )
    .related("the last name")
    .help("see on the DEA certificate that the number is this person's; somebody who took another name keeps the number")
}

#[cfg(test)]
mod tests {
    use super::DEA_INITIAL;
    use crate::testing::check_rule;

    #[test]
    fn the_second_letter_is_that_of_a_part_of_the_name_or_a_9() {
        check_rule(
            &DEA_INITIAL,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,AB1234563
    ---- the last name
               ^^^^^^^^^ note: the second letter of `AB1234563` is not that of `Chen`
Ben,van der Berg,vdberg,AB1234563
Cy,Rill,crill,A91234563
Di,Null,dnull,AB0000000
Eva,Østergaard,eoster,AB1234563
",
        );
    }
}
