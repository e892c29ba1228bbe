//! Two people claim the same value in a column that must be unique.

use rosterkit_schema::{ColumnId, FAMILY_NAME, GIVEN_NAME};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::keys::RowAt;
use crate::level::Level;
use crate::person::{Compared, Likeness, differing, likeness};
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::OrganizationView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("duplicate_value.md")]
    pub(super) static DUPLICATE_VALUE = "duplicate-value" {
        summary: "two people share a value that must be unique",
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
    for (column, repeats) in organization.keys.unique() {
        for repeat in repeats.iter() {
            let earlier: Vec<RowAt> = repeats.earlier(repeat).collect();
            if let Some(earlier) = claimed_by(organization, column, repeat.again, &earlier) {
                let place = |at| organization.row(at)?.at(column);
                if let (Some(again), Some(earlier)) = (place(repeat.again), place(earlier)) {
                    cx.raise_because(&DUPLICATE_VALUE, again, Detail::Column(column), earlier);
                }
            }
        }
    }
}

/// The earlier row whose person is not this one. Where the usernames are equal, the username's own diagnostic says it
/// for the whole row.
fn claimed_by(
    organization: &OrganizationView<'_>,
    column: ColumnId,
    again: RowAt,
    earlier: &[RowAt],
) -> Option<RowAt> {
    let is_username = organization.username() == Some(column);
    let row = organization.row(again)?;
    let claims = |at: &RowAt| {
        organization
            .row(*at)
            .is_some_and(|earlier| match likeness(&earlier, &row) {
                Likeness::TwoPeople => true,
                Likeness::OneRowTwice => is_username,
                Likeness::OnePerson | Likeness::TwoRoles => false,
            })
    };
    let mut earlier_in_file = earlier.iter().filter(|at| at.file == again.file);
    earlier_in_file
        .find(|at| claims(at))
        .or_else(|| earlier.iter().find(|at| claims(at)))
        .copied()
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
    let message = format!(
        "{} is already used in {}",
        scene.quote(diagnostic.at),
        scene.other_place(diagnostic)
    );
    let help = why_two_people(scene, diagnostic).unwrap_or_else(|| {
        format!("two people cannot share {header}: correct {place}, or delete the row that is there twice")
    });
    Words::new(message, format!("{header} used again"))
        .related(
            if diagnostic
                .related
                .is_some_and(|at| scene.is_for_comparison(at.file))
            {
                // Which of two files is the first is nothing that either of them knows.
                "used here too"
            } else {
                "used here first"
            },
        )
        .help(help)
}

/// Why rows with one username in two files are not one person at two locations, or why rows with two usernames could be
/// one person.
fn why_two_people(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Option<String> {
    let (earlier, again) = scene.two_rows(diagnostic)?;
    let place = scene.other_place(diagnostic);
    let is_elsewhere = earlier.on.file != again.on.file;
    let differing: Vec<ColumnId> = differing(&earlier, &again, Compared::Identity).collect();
    let likeness = likeness(&earlier, &again);
    if likeness == Likeness::TwoPeople {
        let names = [GIVEN_NAME, FAMILY_NAME].map(|name| again.on.schema().column_holding(name));
        let is_same = names
            .iter()
            .flatten()
            .all(|id| !differing.contains(id) && again.value(*id).is_some());
        return (is_same && names.iter().all(Option::is_some)).then(|| {
            format!(
                "the name in {place} is the same: if the two rows are one person, give them the same username, or delete \
                 one; if they are two, correct {}",
                scene.place_name(diagnostic.at)
            )
        });
    }
    if likeness != Likeness::OneRowTwice || !is_elsewhere {
        return None;
    }
    if let [_, ..] = differing[..] {
        let details = differing.iter().filter_map(|id| {
            let header = &again.on.schema().column(*id).header;
            let values = scene.side_by_side_at(again.at(*id)?, earlier.at(*id)?);
            Some(values.map_or_else(
                || format!("{header} differs"),
                |values| format!("{header} is {values}"),
            ))
        });
        return Some(format!(
            "one person would have the same details in {place}, but {}: make them agree, or give one of two people another \
             username",
            details.collect::<Vec<_>>().join("; ")
        ));
    }
    let location = again.batch().common_location(earlier.batch())?;
    Some(format!(
        "both files give this person the same role at `{location}`: delete one of the rows, or correct the username if these \
         are two people"
    ))
}

#[cfg(test)]
mod tests {
    use super::DUPLICATE_VALUE;
    use crate::testing::{check_rule, found_in, line, roster, sample};
    use crate::{Levels, Roster, Values, check};

    #[test]
    fn letter_case_does_not_make_two_values() {
        check_rule(
            &DUPLICATE_VALUE,
            "
First Name,Last Name,Username
Ana,Chen,achen
         ----- used here first
Ada,Chen,AChen
         ^^^^^ error: `AChen` is already used in row 2
",
        );
    }

    #[test]
    fn one_row_twice_is_said_once() {
        let header = b"First Name,Last Name,Username,NPI\n";
        let row = b"Ana,Chen,achen,1234567893\n";
        let bytes = [&header[..], row, row].concat();
        assert_eq!(
            found_in(&[("staff.csv", &bytes)]),
            ["staff.csv C3 error[duplicate-value] <- staff.csv C2"]
        );
    }

    #[test]
    fn the_other_file_is_named() {
        let header = "First Name,Last Name,Username,NPI\n";
        let one = format!("{header}Ana,Chen,achen,1234567893\n");
        let two = format!("{header}Ben,Ode,bode,1234567893\n");
        assert_eq!(
            found_in(&[
                ("dentist--lehi.csv", one.as_bytes()),
                ("dentist--provo.csv", two.as_bytes())
            ]),
            ["dentist--provo.csv D2 error[duplicate-value] <- dentist--lehi.csv D2"]
        );
    }

    #[test]
    fn a_file_for_comparison_is_never_the_one_that_is_wrong() {
        let text = b"First Name,Last Name,Username,Email\nAna,Chen,achen,a@example.com\n";
        let other = Roster {
            context: true,
            ..roster("b.csv", text)
        };
        let report = check(sample(), vec![roster("a.csv", text), other], &Levels::default());
        let found: Vec<String> = report
            .diagnostics()
            .iter()
            .map(|found| line(&report, found))
            .collect();
        assert_eq!(found, ["a.csv C2 error[duplicate-value] <- b.csv C2"]);
        assert_eq!((report.judged(), report.split().0.files().count()), (1, 1));
    }

    #[test]
    fn it_is_told_why_two_rows_are_not_one_person() {
        let help = |name: &str, first_name: &str| {
            let row = |name: &str| {
                format!("First Name,Last Name,Username,Email\n{name},Chen,achen,a@example.com\n")
            };
            let rosters = vec![
                roster("dentist--lehi.csv", row("Ana").as_bytes()),
                roster(name, row(first_name).as_bytes()),
            ];
            let report = check(sample(), rosters, &Levels::default());
            let scene = report.scene(Values::Shown);
            scene.words(&report.diagnostics()[0]).help.unwrap_or_default()
        };
        assert!(help("dentist--lehi.2.csv", "Ana").contains("the same role at `lehi`"));
        assert!(help("dentist--provo.csv", "Ada").contains("First Name is `Ada` here, `Ana` there"));
    }
}
