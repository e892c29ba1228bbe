//! One person with two roles at one location.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::person::{Likeness, likeness, two_roles};
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::OrganizationView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("two_roles_at_location.md")]
    pub(super) static TWO_ROLES_AT_LOCATION = "two-roles-at-location" {
        summary: "one person has two roles at one location",
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
    for (earlier, again) in organization.same_usernames() {
        if likeness(&earlier, &again) == Likeness::TwoRoles
            && let (Some(at), Some(first)) = (again.username_at(), earlier.username_at())
        {
            cx.raise_because(&TWO_ROLES_AT_LOCATION, at, Detail::None, first);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let roles = scene
        .two_rows(diagnostic)
        .and_then(|(earlier, again)| two_roles(&earlier, &again));
    let (location, first, second) = roles.unwrap_or_default();
    let [location, first, second] = [location, first, second].map(quote);
    let other = scene.other_place(diagnostic);
    Words::new(
        format!(
            "{} has two roles at {location}: {second} here, {first} in {other}",
            scene.quote(diagnostic.at)
        ),
        format!("{second} at {location}"),
    )
    .related(format!("{first} at {location}"))
    .help(
        "one person has one role at a location: delete the row whose role is wrong, or correct the username if these are \
         two people",
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    const HEADER: &str = "First Name,Last Name,Username,NPI\n";

    #[test]
    fn two_files_that_give_roles_at_one_location() {
        let row = format!("{HEADER}Ana,Chen,achen,1234567893\n");
        let found = found_in(&[
            ("dentist--lehi.csv", row.as_bytes()),
            ("assistant--lehi.csv", row.as_bytes()),
        ]);
        assert_eq!(
            found,
            ["assistant--lehi.csv C2 error[two-roles-at-location] <- dentist--lehi.csv C2"]
        );
    }

    #[test]
    fn the_same_role_twice_is_a_duplicate() {
        let row = format!("{HEADER}Ana,Chen,achen,\n");
        let found = found_in(&[
            ("assistant--lehi.csv", row.as_bytes()),
            ("assistant--lehi.2.csv", row.as_bytes()),
        ]);
        assert_eq!(
            found,
            ["assistant--lehi.2.csv C2 error[duplicate-value] <- assistant--lehi.csv C2"]
        );
    }
}
