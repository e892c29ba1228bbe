//! A cell that holds none of its column's choices.

use rosterkit_schema::FieldError;
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_choice.md")]
    pub(super) static INVALID_CHOICE = "invalid-choice" {
        summary: "a cell holds none of the column's choices",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::Choice(_)) = cell.error() {
        cx.raise(&INVALID_CHOICE, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let (header, place) = (
        scene.header(diagnostic.at),
        Scene::place_name(diagnostic.at.place),
    );
    let choices = choices(scene, diagnostic).join(", ");
    let message = format!("{} is not a choice of {header}", scene.quote(diagnostic.at));
    Words::new(message, format!("one of {choices}"))
        .help(format!("in cell {place}, type one of {choices}, exactly so"))
}

fn choices<'a>(scene: &Scene<'a>, diagnostic: &Diagnostic) -> Vec<&'a str> {
    scene
        .column(diagnostic.at)
        .map(|column| column.field_type.words())
        .unwrap_or_default()
}

/// Another letter case is another way to write the same choice; the first letter of exactly one choice is a guess.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at);
    let choices = choices(scene, diagnostic);
    let same = choices.iter().find(|choice| choice.eq_ignore_ascii_case(&text));
    let mut begin = choices.iter().filter(|choice| {
        text.len() == 1
            && choice
                .get(..1)
                .is_some_and(|first| first.eq_ignore_ascii_case(&text))
    });
    let (choice, applicability) = match (same, begin.next(), begin.next()) {
        (Some(choice), ..) => (choice, Applicability::Safe),
        (None, Some(choice), None) => (choice, Applicability::Unsafe),
        _ => return Vec::new(),
    };
    let edits = vec![Edit::Replace {
        cell,
        text: (*choice).to_owned(),
    }];
    vec![Fix {
        title: format!("write `{choice}`"),
        applicability,
        edits,
    }]
}

#[cfg(test)]
mod tests {
    use super::INVALID_CHOICE;
    use crate::testing::check_rule;

    #[test]
    fn spelling_counts() {
        check_rule(
            &INVALID_CHOICE,
            "
First Name,Last Name,Username,Provider (YES/NO)
Ana,Chen,achen,no
               ^^ error: `no` is not a choice of Provider (YES/NO)
Ben,Ode,bode,NO
",
        );
    }
}
