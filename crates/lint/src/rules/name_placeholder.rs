//! A name that is nobody's.

use rosterkit_schema::{FAMILY_NAME, GIVEN_NAME, Value, are_placeholder_names, is_placeholder_name};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Location};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::RowView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("name_placeholder.md")]
    pub(super) static NAME_PLACEHOLDER = "name-placeholder" {
        summary: "a name is a word that stands for nobody",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    let ids = [
        row.on.schema().column_holding(GIVEN_NAME),
        row.on.schema().column_holding(FAMILY_NAME),
    ];
    let [first, last] = ids.map(|id| match row.meant(id?)? {
        Value::PersonName(name) => Some((row.at(id?)?, name)),
        _ => None,
    });
    let nobodys = |name: &Option<(Location, String)>| {
        name.as_ref()
            .filter(|(_, text)| is_placeholder_name(text.as_bytes()))
            .map(|(at, _)| *at)
    };
    let (at, because) = match (nobodys(&first).or(nobodys(&last)), first, last) {
        (Some(at), ..) => (at, None),
        (None, Some((at, first)), Some((because, last)))
            if are_placeholder_names(first.as_bytes(), last.as_bytes()) =>
        {
            (at, Some(because))
        }
        _ => return,
    };
    if !row.is_readable() {
        return;
    }
    match because {
        Some(because) => cx.raise_because(&NAME_PLACEHOLDER, at, Detail::None, because),
        None => cx.raise(&NAME_PLACEHOLDER, at, Detail::None),
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let name = scene.quote(diagnostic.at);
    let message = match diagnostic.related {
        Some(last) => format!("{name} and {} stand for nobody in particular", scene.quote(last)),
        None => format!("{name} stands for nobody in particular"),
    };
    Words::new(message, "a placeholder?".to_owned())
        .related("together with this")
        .help("type the name of the person, or delete the row: the import would make an account for nobody")
}

#[cfg(test)]
mod tests {
    use super::NAME_PLACEHOLDER;
    use crate::testing::check_rule;

    #[test]
    fn words_that_fill_a_cell_are_no_names() {
        check_rule(
            &NAME_PLACEHOLDER,
            "
First Name,Last Name,Username
Test,User,tuser
^^^^ warning: `Test` stands for nobody in particular
Ana,TBD,atbd
    ^^^ warning: `TBD` stands for nobody in particular
John,Doe,jdoe
^^^^ warning: `John` and `Doe` stand for nobody in particular
     --- together with this
Ana,Doe,adoe
Ben,Null,bnull
",
        );
    }

    #[test]
    fn a_blank_at_the_edge_does_not_hide_the_word() {
        check_rule(
            &NAME_PLACEHOLDER,
            "
First Name,Last Name,Username
Test ,Chen,tchen
^^^^^ warning: `Test ` stands for nobody in particular
",
        );
    }
}
