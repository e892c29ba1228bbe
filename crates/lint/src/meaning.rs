//! What a cell means: its value, or the one that its repair would make of it.

use rosterkit_schema::{
    ChoiceError, Column, DeaError, FieldError, UsStateError, Value, ZipError, trim_blanks,
};
use rosterkit_sheet::{Cell, CellKind};

use crate::damage::{Damage, holds_no_value};
use crate::fix::Applicability;

/// The value of a cell, or the one that a repair of what a spreadsheet did to it makes, where the repair is as sure as this:
/// what is wrong with it then is wrong now.
pub(crate) fn meaning(cell: &Cell<'_>, column: &Column, least: Applicability) -> Option<Value> {
    if holds_no_value(cell) {
        return None;
    }
    let (text, parse) = (cell.text(), |text: &str| column.field_type.parse(text));
    // What is accepted has no damage.
    if cell.kind() == CellKind::Text && column.field_type.accepts(cell.bytes()) {
        return parse(&text).ok();
    }
    let repaired = Damage::of(cell, column, &parse(&text)).and_then(|damage| damage.repaired(&text, column));
    let text = match repaired {
        Some((applicability, repaired)) if applicability >= least => repaired.into(),
        _ => text,
    };
    said(trim_blanks(&text), column).map(|(_, value)| value)
}

/// The value that a text says, though perhaps in another way than its column wants, and how sure the way is that it wants.
pub(crate) fn said(text: &str, column: &Column) -> Option<(Applicability, Value)> {
    let parse = |text: &str| column.field_type.parse(text).ok();
    let guess = |text: String| Some((Applicability::Unsafe, parse(&text)?));
    let error = match column.field_type.parse(text) {
        Ok(value) => return Some((Applicability::Safe, value)),
        Err(error) => error,
    };
    match error {
        FieldError::UsState(UsStateError::Lowercase { abbr } | UsStateError::Name { abbr }) => {
            Some((Applicability::Safe, Value::UsState(abbr)))
        }
        FieldError::Dea(DeaError::Lowercase) => {
            Some((Applicability::Safe, parse(&text.to_ascii_uppercase())?))
        }
        FieldError::Choice(ChoiceError::Capitals { index }) => {
            let word = column.field_type.words().into_iter().nth(index)?;
            Some((Applicability::Safe, parse(word)?))
        }
        FieldError::Zip(ZipError::Hyphen) => guess(text.replace('-', "")),
        FieldError::Zip(ZipError::FiveDigits) => {
            guess(format!("{text}0000")).or_else(|| guess(format!("{text}-0000")))
        }
        _ => None,
    }
}
