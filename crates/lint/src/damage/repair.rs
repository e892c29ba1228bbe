//! What a damaged text was, as far as it can be told, as a fix.

use rosterkit_schema::{Column, FieldType};
use rosterkit_sheet::{DocumentKind, Edit};

use super::{Damage, characters, marks, mojibake, numbers};
use crate::diagnostic::{Diagnostic, Location};
use crate::fix::{Applicability, Fix};
use crate::words::Scene;

impl Damage {
    /// The text before the damage, and how sure that is. A guess is one only where it makes a value of the column.
    pub(crate) fn repaired(self, text: &str, column: &Column) -> Option<(Applicability, String)> {
        let safe = |text| Some((Applicability::Safe, text));
        let guess = |text: String| {
            let is_value = column.field_type.parse(&text).is_ok();
            is_value.then_some((Applicability::Unsafe, text))
        };
        let is_identifier = super::is_identifier(&column.field_type);
        // What is left of an identifier without its marks is one, or something else is wrong that a person must see.
        let bare = |text: String| {
            let is_value = !is_identifier || column.field_type.parse(&text).is_ok();
            is_value.then_some((Applicability::Safe, text))
        };
        let is_ascii_only = super::is_ascii_only(&column.field_type);
        match self {
            Self::EqualsQuoted => safe(marks::in_text_formula(text)?),
            Self::Invisible => safe(characters::seen(text, is_ascii_only)?),
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
