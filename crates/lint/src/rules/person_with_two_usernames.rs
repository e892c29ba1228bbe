//! Two usernames for what is likely one person.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::person::username;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::OrganizationView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("person_with_two_usernames.md")]
    pub(super) static PERSON_WITH_TWO_USERNAMES = "person-with-two-usernames" {
        summary: "two usernames seem to be one person's: the name and the phone number are the same",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Organization(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, organization: &OrganizationView<'_>) {
    let people = &organization.keys.people;
    for repeat in people.iter() {
        let Some(again) = organization.row(repeat.again) else {
            continue;
        };
        let mut earlier = people.earlier(repeat).filter_map(|at| organization.row(at));
        let name = username(&again);
        let other = earlier
            .find(|earlier| name.is_some() && username(earlier).is_some_and(|other| Some(other) != name));
        if let Some(other) = other
            && let (Some(at), Some(first)) = (again.username_at(), other.username_at())
        {
            cx.raise_because(&PERSON_WITH_TWO_USERNAMES, at, Detail::None, first);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let [one, other] =
        [Some(diagnostic.at), diagnostic.related].map(|at| at.map(|at| scene.quote(at)).unwrap_or_default());
    let place = scene.other_place(diagnostic);
    Words::new(
        format!("{one} and {other} in {place} seem to be one person: the name and the phone number are the same"),
        "the same name and phone number".to_owned(),
    )
    .related("as in this row")
    .help(format!(
        "if they are one person, give both rows the same username, or delete one row: every username becomes an account, \
         and {place} has the other; if they are two people, nothing need be done"
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    #[test]
    fn a_name_and_a_number_in_any_style_and_case() {
        let text = "First Name,Last Name,Username,Phone Number\n\
            Ana,Chen,achen,801-555-2368\n\
            Adam,Chen,adchen,801-555-2368\n\
            ANA,Chen,achen2,(801) 555-2368\n\
            Ana,Chen,achen3,8015552369\n";
        assert_eq!(
            found_in(&[("staff.csv", text.as_bytes())]),
            ["staff.csv C4 warning[person-with-two-usernames] <- staff.csv C2"]
        );
    }
}
