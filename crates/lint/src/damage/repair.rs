//! What a damaged text was, as far as it can be told, as a fix.

use rosterkit_schema::{Column, FieldType, trim_blanks};
use rosterkit_sheet::{DocumentKind, Edit};

use super::{Damage, Origin, characters, marks, mojibake, numbers};
use crate::diagnostic::{Diagnostic, Location};
use crate::fix::{Applicability, Fix};
use crate::meaning::said;
use crate::words::Scene;

impl Damage {
    /// The text before the damage, and how sure that is. It is safe only where it is right as far as its column can tell, and a
    /// guess is one only where it makes a value of the column.
    pub(crate) fn repaired(self, text: &str, column: &Column) -> Option<(Applicability, String)> {
        let (applicability, undone) = self.undone(text, column)?;
        if applicability != Applicability::Safe {
            return Some((applicability, undone));
        }
        let undone = trim_blanks(&undone).to_owned();
        let parsed = column.field_type.parse(&undone);
        // One damage may hide another, and both are repaired together.
        if let Some(hidden) = Self::of_text(&undone, Origin::Typed, column, &parsed) {
            let both = hidden.repaired(&undone, column);
            return both.or(Some((Applicability::Unsafe, undone)));
        }
        let said = said(&undone, column).map(|(applicability, _)| applicability);
        Some((said.unwrap_or(Applicability::Unsafe), undone))
    }

    /// The text without this damage, whatever else is wrong with it.
    fn undone(self, text: &str, column: &Column) -> Option<(Applicability, String)> {
        let is_value = |text: &str| said(text, column).is_some();
        let safe = |text| Some((Applicability::Safe, text));
        let guess = |text: String| is_value(&text).then_some((Applicability::Unsafe, text));
        let is_identifier = super::is_identifier(&column.field_type);
        // What is left of an identifier without its marks is one, or something else is wrong that a person must see.
        let bare = |text: String| {
            let is_right = !is_identifier || is_value(&text);
            is_right.then_some((Applicability::Safe, text))
        };
        let is_ascii_only = super::is_ascii_only(&column.field_type);
        match self {
            Self::EqualsQuoted => safe(marks::in_text_formula(text)?),
            Self::Invisible => {
                let seen = characters::seen(text, is_ascii_only)?;
                // Where no space belongs, nobody typed one; but whether it parted two values, nobody knows.
                let joined = || guess(characters::joined(text, is_ascii_only)).filter(|_| !is_value(&seen));
                joined().or_else(|| safe(seen.clone()))
            }
            Self::FullWidth => safe(characters::narrow(text)?),
            Self::SmartQuotes => {
                let straight = marks::straight_quotes(text, is_identifier)?;
                let without = marks::without_apostrophe(&straight).map(str::to_owned);
                bare(straight).or_else(|| bare(without?))
            }
            Self::Apostrophe => bare(marks::without_apostrophe(text)?.to_owned()),
            Self::Dash => safe(marks::hyphenated(text)?),
            // Where the parts of an identifier stand on two lines, nobody knows what belongs between them.
            Self::LineBreak => match column.field_type {
                FieldType::Text(_) | FieldType::PersonName => safe(characters::on_one_line(text)),
                _ => None,
            },
            Self::Mojibake => Some((Applicability::Unsafe, mojibake::mended(text)?)),
            Self::LiteralQuotes => guess(marks::unquoted(text)?.trim().to_owned()),
            Self::Thousands => guess(text.replace(',', "")),
            // A check digit proves that no digit is lost.
            Self::Scientific => {
                let digits = numbers::written_out(marks::unquoted(text).unwrap_or(text))?;
                match guess(digits.clone()) {
                    Some(proven) if column.field_type == FieldType::Npi => Some(proven),
                    _ => Some((Applicability::DisplayOnly, digits)),
                }
            }
            Self::Lookalike => Some((Applicability::DisplayOnly, characters::latin(text)?)),
            Self::Date | Self::ErrorValue | Self::NotShown | Self::Formula | Self::Rounded | Self::Amount => {
                None
            }
        }
    }
}

/// The repair of a damaged cell, if there is one; `what` is its title without the text.
pub(crate) fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic, damage: Damage, what: &str) -> Vec<Fix> {
    let at = diagnostic.at;
    let repaired = scene
        .column(at)
        .and_then(|column| damage.repaired(&scene.text(at), column));
    let fix = repaired.map(|(applicability, text)| Fix {
        title: scene.title(at, what, &text),
        applicability,
        edits: match applicability {
            Applicability::DisplayOnly => Vec::new(),
            Applicability::Unsafe | Applicability::Safe => rewritten(scene, at, text),
        },
    });
    fix.into_iter().collect()
}

/// The edits by which a cell says this, in quotation marks where its column wants them.
pub(crate) fn rewritten(scene: &Scene<'_>, at: Location, text: String) -> Vec<Edit> {
    let Some(cell) = at.place.cell() else {
        return Vec::new();
    };
    let is_csv = scene.sheet(at.file).document().kind() == DocumentKind::Csv;
    let quoted = is_csv && scene.column(at).is_some_and(|column| column.quoted);
    let quote = quoted.then_some(Edit::Quote { cell });
    std::iter::once(Edit::Replace { cell, text })
        .chain(quote)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::damage::{Damage, Origin};
    use crate::fix::Applicability;
    use crate::testing::sample;

    #[test]
    fn what_is_safe_leaves_the_cell_right() {
        let schema = sample();
        let (safe, guess) = (Applicability::Safe, Applicability::Unsafe);
        for (header, text, wanted) in [
            ("First Name", "Ana\u{A0}Maria", (safe, "Ana Maria")),
            ("First Name", "=\"Ana\"", (safe, "Ana")),
            ("First Name", "=\"12\"", (guess, "12")),
            ("First Name", "\u{201C}Ana\u{201D}", (guess, "Ana")),
            ("Username", "ac\u{A0}hen", (guess, "achen")),
            ("Username", "ac\u{200B}hen", (safe, "achen")),
            ("Username", "ac\u{200B}h-n", (guess, "ach-n")),
            ("NPI", "124531\u{A0}9599", (guess, "1245319599")),
            ("NPI", "124531\u{200B}9598", (guess, "1245319598")),
            ("Email", "\u{201C}a@example.org\u{201D}", (guess, "a@example.org")),
            ("Provider (YES/NO)", "\u{FF4E}\u{FF4F}", (safe, "no")),
            ("State ID", "\u{201C}12\u{201D}", (safe, "\"12\"")),
            ("ZIP Code", "84043\u{2013}1", (guess, "84043-1")),
            // Two damages are repaired together.
            (
                "Phone Number",
                "801\u{2013}555\u{200B}\u{2013}2368",
                (safe, "801-555-2368"),
            ),
            ("NPI", "=\"\u{FF11}245319599\"", (safe, "1245319599")),
        ] {
            let column = schema.column(schema.column_named(header).unwrap());
            let parsed = column.field_type.parse(text);
            let damage = Damage::of_text(text, Origin::Typed, column, &parsed).unwrap();
            let repaired = damage.repaired(text, column);
            assert_eq!(
                repaired,
                Some((wanted.0, wanted.1.to_owned())),
                "{header}: {text}"
            );
        }
    }
}
