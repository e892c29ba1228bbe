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

/// What spreadsheets and people write for yes.
const YES: &[&str] = &["yes", "y", "true", "t", "on", "1"];
/// What they write for no.
const NO: &[&str] = &["no", "n", "false", "f", "off", "0"];

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
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
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

/// Another letter case is another way to write the same choice; another word for it is a guess, and 1 and 0 are a question.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at);
    let choices = choices(scene, diagnostic);
    let same = choices.iter().find(|choice| choice.eq_ignore_ascii_case(&text));
    let (choice, applicability) = match (same, meant(&text, &choices)) {
        (Some(choice), _) => (*choice, Applicability::Safe),
        (None, Some(meant)) => meant,
        (None, None) => return Vec::new(),
    };
    let edit = Edit::Replace {
        cell,
        text: choice.to_owned(),
    };
    let (title, edits) = match applicability {
        Applicability::DisplayOnly => (format!("write `{choice}` if that is meant"), Vec::new()),
        Applicability::Unsafe | Applicability::Safe => (format!("write `{choice}`"), vec![edit]),
    };
    vec![Fix {
        title,
        applicability,
        edits,
    }]
}

/// The choice that another word stands for: a word for yes or no, or the first letter of exactly one choice.
pub(crate) fn meant<'a>(text: &str, choices: &[&'a str]) -> Option<(&'a str, Applicability)> {
    let folded = text.to_ascii_lowercase();
    let is = |words: &[&str], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let side = |word: &str| [YES, NO].into_iter().find(|words| is(words, word));
    let same_side = |words| choices.iter().filter(move |choice| is(words, choice));
    if let (Some(words), 2) = (side(&folded), choices.len())
        && let [choice] = same_side(words).collect::<Vec<_>>()[..]
        && choices.iter().all(|choice| side(choice).is_some())
    {
        let is_digit = matches!(&*folded, "1" | "0");
        let applicability = if is_digit {
            Applicability::DisplayOnly
        } else {
            Applicability::Unsafe
        };
        return Some((choice, applicability));
    }
    let mut begin = choices.iter().filter(|choice| {
        text.len() == 1
            && choice
                .get(..1)
                .is_some_and(|first| first.eq_ignore_ascii_case(text))
    });
    match (begin.next(), begin.next()) {
        (Some(choice), None) => Some((choice, Applicability::Unsafe)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{INVALID_CHOICE, meant};
    use crate::testing::{check_rule, roster, sample};
    use crate::{Applicability, Levels, Values, check};

    #[test]
    fn other_words_for_yes_and_no_are_a_guess_and_digits_a_question() {
        let yes_no = ["YES", "NO"];
        for (text, wanted) in [
            ("TRUE", Some(("YES", Applicability::Unsafe))),
            ("False", Some(("NO", Applicability::Unsafe))),
            ("y", Some(("YES", Applicability::Unsafe))),
            ("0", Some(("NO", Applicability::DisplayOnly))),
            ("1", Some(("YES", Applicability::DisplayOnly))),
            ("maybe", None),
        ] {
            assert_eq!(meant(text, &yes_no), wanted, "{text}");
        }
        let colours = ["red", "green"];
        assert_eq!(meant("r", &colours), Some(("red", Applicability::Unsafe)));
        assert_eq!(meant("true", &colours), None);
    }

    #[test]
    fn a_guess_that_filled_cells_contradict_is_only_shown() {
        let best = |row: &str| {
            let text =
                format!("First Name,Last Name,Username,Provider (YES/NO),Shortname\nAna,Chen,achen,{row}\n");
            let report = check(
                sample(),
                vec![roster("staff.csv", text.as_bytes())],
                &Levels::default(),
            );
            let mut found = report.diagnostics().iter();
            let found = found.find(|found| found.rule == &INVALID_CHOICE)?;
            let fix = report.scene(Values::Shown).fixes(found).into_iter().next()?;
            Some((fix.title, fix.applicability, fix.edits.len()))
        };
        let shown = "write `NO` if that is meant: then cell E2 must be blank".to_owned();
        for word in ["N", "FALSE"] {
            let wanted = (shown.clone(), Applicability::DisplayOnly, 0);
            assert_eq!(best(&format!("{word},ACHEN")), Some(wanted), "{word}");
            let wanted = ("write `NO`".to_owned(), Applicability::Unsafe, 1);
            assert_eq!(best(&format!("{word}, ")), Some(wanted), "{word}");
        }
        let yes = ("write `YES`".to_owned(), Applicability::Unsafe, 1);
        assert_eq!(best("Y,ACHEN"), Some(yes));
        // Whoever wrote `no` has said it.
        assert_eq!(
            best("no,ACHEN"),
            Some(("write `NO`".to_owned(), Applicability::Safe, 1))
        );
    }

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
