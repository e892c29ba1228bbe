//! What spreadsheets and copying do to the text of a cell, told once for each cell so that one fault has one rule.

use rosterkit_schema::{
    Charset, Column, FieldError, FieldType, IdNumberError, Value, is_date_text, is_error_text,
};
use rosterkit_sheet::{Cell, CellKind};

mod characters;
mod marks;
mod mojibake;
mod numbers;
mod repair;

pub(crate) use characters::{invisible, lookalike};
pub(crate) use repair::{fixes, rewritten};

/// Why the text of a cell is not what somebody typed. Each has a rule of its own, and the rules for values and their
/// types are silent about such a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// A date or a time where something else belongs.
    Date,
    /// An error value of a spreadsheet.
    ErrorValue,
    /// `####`.
    NotShown,
    /// UTF-8 that was read in another encoding.
    Mojibake,
    /// `="00123"`.
    EqualsQuoted,
    /// A formula as text.
    Formula,
    /// More than one line.
    LineBreak,
    /// A character inside that cannot be seen or takes no room.
    Invisible,
    /// Letters or digits as wide as Chinese ones.
    FullWidth,
    /// Letters of another script that look like Latin ones.
    Lookalike,
    /// Straight quotation marks that belong to the text.
    LiteralQuotes,
    /// Curly quotation marks.
    SmartQuotes,
    /// An apostrophe before digits.
    Apostrophe,
    /// A dash that is no hyphen.
    Dash,
    /// `1.23E+09`.
    Scientific,
    /// `1,234,567`.
    Thousands,
    /// Zeros after the fifteenth digit.
    Rounded,
    /// Money, a percentage, a fraction or a number below zero.
    Amount,
}

/// How the text of a cell came into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// As text.
    Typed,
    /// As the text that a formula gave.
    Computed,
    /// As something else than text.
    Number,
}

impl Origin {
    fn of(cell: &Cell<'_>) -> Self {
        match (cell.kind(), cell.is_formula()) {
            (CellKind::Text, false) => Self::Typed,
            (CellKind::Text, true) => Self::Computed,
            _ => Self::Number,
        }
    }
}

impl Damage {
    /// What happened to the cell of this column, of which this was read. It never is what an acceptor accepts.
    pub(crate) fn of(cell: &Cell<'_>, column: &Column, parsed: &Result<Value, FieldError>) -> Option<Self> {
        if cell.kind() == CellKind::Date {
            return Some(Self::Date);
        }
        if is_error_value(cell) {
            return Some(Self::ErrorValue);
        }
        Self::of_text(&cell.text(), Origin::of(cell), column, parsed)
    }

    /// What happened to a text that came into a cell in this way.
    fn of_text(
        text: &str,
        origin: Origin,
        column: &Column,
        parsed: &Result<Value, FieldError>,
    ) -> Option<Self> {
        // A password may be anything.
        if column.is_secret() {
            return None;
        }
        let field_type = &column.field_type;
        Self::of_any(text, origin, field_type).or_else(|| {
            // The blanks have a rule of their own, and go first.
            if *parsed == Err(FieldError::BlankEdges) {
                return None;
            }
            Self::of_characters(text, field_type)
                .or_else(|| Self::of_marks(text, field_type))
                .or_else(|| Self::of_number(text, origin, field_type, parsed))
        })
    }

    /// What matters also where a blank stands at an end.
    fn of_any(text: &str, origin: Origin, field_type: &FieldType) -> Option<Self> {
        if numbers::is_not_shown(text) {
            return Some(Self::NotShown);
        }
        if mojibake::mended(text).is_some() {
            return Some(Self::Mojibake);
        }
        if marks::in_text_formula(text).is_some() {
            return Some(Self::EqualsQuoted);
        }
        let may_begin_with_sign = is_identifier(field_type)
            || matches!(field_type, FieldType::Email | FieldType::UserPrincipalName(_));
        let is_formula = marks::is_formula(text, may_begin_with_sign);
        (is_formula && origin == Origin::Typed).then_some(Self::Formula)
    }

    fn of_characters(text: &str, field_type: &FieldType) -> Option<Self> {
        let is_ascii_only = is_ascii_only(field_type);
        if text.contains(characters::is_line_end) {
            return Some(Self::LineBreak);
        }
        if characters::seen(text, is_ascii_only).is_some() {
            return Some(Self::Invisible);
        }
        if !is_ascii_only || text.is_ascii() {
            return None;
        }
        if characters::narrow(text).is_some() {
            return Some(Self::FullWidth);
        }
        characters::latin(text).map(|_| Self::Lookalike)
    }

    fn of_marks(text: &str, field_type: &FieldType) -> Option<Self> {
        let is_identifier = is_identifier(field_type);
        if marks::straight_quotes(text, is_identifier).is_some() {
            return Some(Self::SmartQuotes);
        }
        if !matches!(field_type, FieldType::IdNumber(_)) && marks::unquoted(text).is_some() {
            return Some(Self::LiteralQuotes);
        }
        if !is_identifier {
            let is_name =
                |text: String| *field_type == FieldType::PersonName && field_type.parse(&text).is_ok();
            return marks::hyphenated(text).is_some_and(is_name).then_some(Self::Dash);
        }
        if marks::without_apostrophe(text).is_some() {
            return Some(Self::Apostrophe);
        }
        marks::hyphenated(text).map(|_| Self::Dash)
    }

    fn of_number(
        text: &str,
        origin: Origin,
        field_type: &FieldType,
        parsed: &Result<Value, FieldError>,
    ) -> Option<Self> {
        if !is_identifier(field_type) {
            return None;
        }
        // What a licence number may look like depends on its letters, so its own type says what it is.
        match (field_type, parsed) {
            (_, Err(FieldError::IdNumber(IdNumberError::Date))) => return Some(Self::Date),
            (_, Err(FieldError::IdNumber(IdNumberError::Scientific))) => return Some(Self::Scientific),
            (FieldType::IdNumber(_), _) => {}
            _ if is_date_text(text) => return Some(Self::Date),
            _ if numbers::is_scientific(text) => return Some(Self::Scientific),
            _ => {}
        }
        let bare = marks::unquoted(text).unwrap_or(text);
        if numbers::without_separators(bare).is_some() {
            return Some(Self::Thousands);
        }
        if numbers::is_rounded(bare) && origin != Origin::Number {
            return Some(Self::Rounded);
        }
        let is_fraction = parsed.is_err() && numbers::is_fraction(bare);
        (is_fraction || numbers::is_amount(bare)).then_some(Self::Amount)
    }
}

/// Whether a column holds numbers that authorities or companies give, which no spreadsheet may count with.
pub(crate) fn is_identifier(field_type: &FieldType) -> bool {
    matches!(
        field_type,
        FieldType::Phone
            | FieldType::E164
            | FieldType::Zip(_)
            | FieldType::Npi
            | FieldType::Dea
            | FieldType::Ein
            | FieldType::IdNumber(_)
    )
}

/// Whether nothing outside ASCII can be right in a column.
fn is_ascii_only(field_type: &FieldType) -> bool {
    match field_type {
        FieldType::Text(law) => law.charset == Charset::Alphanumeric,
        FieldType::PersonName | FieldType::OrgUnitPath | FieldType::Password(_) => false,
        _ => true,
    }
}

/// Whether a cell holds an error value, as a workbook says or in so many letters.
pub(crate) fn is_error_value(cell: &Cell<'_>) -> bool {
    cell.kind() == CellKind::Error || is_error_text(cell.bytes())
}

/// Whether what the cell holds is certainly not what somebody typed: a date or an error value.
pub(crate) fn holds_no_value(cell: &Cell<'_>) -> bool {
    cell.kind() == CellKind::Date || is_error_value(cell)
}
