//! One person who works in two batches.

use rosterkit_sheet::CellRef;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::person::{Likeness, likeness};
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::OrganizationView;
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
    let Some(username) = organization.username() else {
        return;
    };
    for repeat in organization
        .keys
        .repeats()
        .iter()
        .filter(|repeat| repeat.column == username)
    {
        let Some(again) = organization.row(repeat.again) else {
            continue;
        };
        let same = |at: &&_| {
            organization
                .row(**at)
                .is_some_and(|earlier| likeness(&earlier, &again) == Likeness::OnePerson)
        };
        // Where one of the earlier rows is somebody else, that is an error, and the note would only distract.
        if repeat.earlier.iter().all(|at| same(&at)) {
            let place = |at: &crate::keys::RowAt| {
                let on = organization.sheet(at.file)?;
                Some(on.at(Place::Cell(CellRef {
                    row: at.row,
                    column: on.layout().place(username)?,
                })))
            };
            if let (Some(at), Some(first)) = (place(&repeat.again), repeat.earlier.first().and_then(place)) {
                cx.raise_because(&PERSON_IN_TWO_BATCHES, at, Detail::None, first);
            }
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
    fn the_same_location_or_another_name_are_duplicates() {
        let row = format!("{HEADER}Ana,Chen,achen,\n");
        let other = format!("{HEADER}Ada,Chen,achen,\n");
        let found = found_in(&[
            ("dentist--lehi.csv", row.as_bytes()),
            ("assistant--lehi.csv", row.as_bytes()),
        ]);
        assert_eq!(
            found,
            ["assistant--lehi.csv C2 error[duplicate-value] <- dentist--lehi.csv C2"]
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
