//! The rows of one person in two batches say different things.

use std::collections::BTreeSet;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::person::{Compared, Likeness, differing, likeness};
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::OrganizationView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("person_details_differ.md")]
    pub(super) static PERSON_DETAILS_DIFFER = "person-details-differ" {
        summary: "the rows of one person in two batches say different things",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Organization(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, organization: &OrganizationView<'_>) {
    let mut told = BTreeSet::new();
    for (earlier, again) in organization.same_usernames() {
        if likeness(&earlier, &again) != Likeness::OnePerson {
            continue;
        }
        for column in differing(&earlier, &again, Compared::Other) {
            if let (Some(at), Some(first)) = (again.at(column), earlier.at(column))
                && told.insert(at)
            {
                cx.raise_because(&PERSON_DETAILS_DIFFER, at, Detail::None, first);
            }
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let (header, other) = (scene.header(diagnostic.at), scene.other_place(diagnostic));
    let person = scene.person(diagnostic.at);
    let values = scene
        .side_by_side(diagnostic)
        .map(|values| format!(": {values}"))
        .unwrap_or_default();
    Words::new(
        format!("{person} has another {header} in {other}{values}"),
        "here".to_owned(),
    )
    .related("there")
    .help(format!(
        "one person has one account, and an account has one {header}: make the two cells agree"
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::{found_in, roster, sample};
    use crate::{Levels, Values, check};

    const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number\n";

    #[test]
    fn each_detail_that_differs_is_told_at_its_cell() {
        let one = format!("{HEADER}Ana,Chen,achen,ana@example.com,801-555-2368\n");
        let two = format!("{HEADER}Ana,Chen,achen,ana.chen@example.com,(801) 555-2368\n");
        let three = format!("{HEADER}Ana,Chen,achen,,8015552369\n");
        assert_eq!(
            found_in(&[
                ("dentist--lehi.csv", one.as_bytes()),
                ("dentist--orem.csv", two.as_bytes()),
                ("dentist--provo.csv", three.as_bytes())
            ]),
            [
                "dentist--orem.csv D2 error[person-details-differ] <- dentist--lehi.csv D2",
                "dentist--provo.csv E2 error[person-details-differ] <- dentist--lehi.csv E2",
            ]
        );
    }

    #[test]
    fn an_accent_that_is_a_character_of_its_own_is_no_difference() {
        let one = format!("{HEADER}Jos\u{e9},Chen,jchen,jose@example.com,801-555-2368\n");
        let two = format!("{HEADER}Jose\u{301},Chen,jchen,jose@example.com,801-555-2368\n");
        let files = [
            ("dentist--lehi.csv", one.as_bytes()),
            ("dentist--orem.csv", two.as_bytes()),
        ];
        assert_eq!(
            found_in(&files),
            ["dentist--orem.csv C2 note[person-in-two-batches] <- dentist--lehi.csv C2"]
        );
    }

    #[test]
    fn both_values_are_shown_and_masked_together() {
        let rosters = ["ana@example.com", "ana.chen@example.com"].map(|email| {
            let name = if email.starts_with("ana@") {
                "dentist--lehi.csv"
            } else {
                "dentist--orem.csv"
            };
            roster(name, format!("{HEADER}Ana,Chen,achen,{email},\n").as_bytes())
        });
        let report = check(sample(), rosters.into(), &Levels::default());
        let message = |values| report.scene(values).words(&report.diagnostics()[0]).message;
        let told = "`achen` has another Email in row 2 of `dentist--lehi.csv`";
        assert_eq!(message(Values::Masked), told);
        assert_eq!(
            message(Values::Shown),
            format!("{told}: `ana.chen@example.com` here, `ana@example.com` there")
        );
    }
}
