//! One person who works in two batches.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::person::{Compared, Likeness, differing, likeness};
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::{OrganizationView, RowView};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("person_in_two_batches.md")]
    pub(super) static PERSON_IN_TWO_BATCHES = "person-in-two-batches" {
        summary: "one person is in two batches with different locations",
        level: Level::Note,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Organization(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, organization: &OrganizationView<'_>) {
    let Some(repeats) = organization
        .username()
        .and_then(|id| organization.keys.of_column(id))
    else {
        return;
    };
    for repeat in repeats.iter() {
        let rows = (organization.row(repeat.again), organization.row(repeat.first));
        let (Some(again), Some(first)) = rows else {
            continue;
        };
        // Where one of the earlier rows is somebody else or says something else, that is an error, and the note would
        // only distract.
        let agrees = |earlier: RowView<'_>| {
            likeness(&earlier, &again) == Likeness::OnePerson
                && differing(&earlier, &again, Compared::Other).next().is_none()
        };
        if repeats
            .earlier(repeat)
            .all(|at| organization.row(at).is_some_and(agrees))
            && let (Some(at), Some(first)) = (again.username_at(), first.username_at())
        {
            cx.raise_because(&PERSON_IN_TWO_BATCHES, at, Detail::None, first);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} is also in {}: one account with the roles of both",
        scene.quote(diagnostic.at),
        scene.other_place(diagnostic)
    );
    Words::new(message, "the same person".to_owned()).related("the same person")
        .help("nothing need be done if this is one person; if these are two, one of them needs another username")
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    const HEADER: &str = "First Name,Last Name,Username,NPI\n";

    #[test]
    fn another_location_and_the_same_details_are_one_person() {
        let row = format!("{HEADER}Ana,Chen,achen,1234567893\n");
        let again = format!("{HEADER}Ana,Chen,AChen,\n");
        assert_eq!(
            found_in(&[
                ("dentist--lehi.csv", row.as_bytes()),
                ("dentist--provo.csv", again.as_bytes())
            ]),
            ["dentist--provo.csv C2 note[person-in-two-batches] <- dentist--lehi.csv C2"]
        );
    }

    #[test]
    fn the_same_location_or_another_name_are_errors() {
        let row = format!("{HEADER}Ana,Chen,achen,\n");
        let other = format!("{HEADER}Ada,Chen,achen,\n");
        let found = found_in(&[
            ("dentist--lehi.csv", row.as_bytes()),
            ("assistant--lehi.csv", row.as_bytes()),
        ]);
        assert_eq!(
            found,
            ["assistant--lehi.csv C2 error[two-roles-at-location] <- dentist--lehi.csv C2"]
        );
        let found = found_in(&[
            ("dentist--lehi.csv", row.as_bytes()),
            ("dentist--provo.csv", other.as_bytes()),
        ]);
        assert_eq!(
            found,
            ["dentist--provo.csv C2 error[duplicate-value] <- dentist--lehi.csv C2"]
        );
    }
}
