//! One column: what its cells must hold, and how the header and the hints read.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::attribute::Attribute;
use crate::condition::{ColumnId, Condition};
use crate::field_type::{FieldType, Value};

/// The law of one column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in `schema.toml`, in conditions and in reports for machines: `[a-z0-9-]+`.
    pub id: String,
    /// The header exactly as the target expects it.
    pub header: String,
    /// Other spellings that are read as this header.
    pub aliases: Vec<String>,
    /// What a cell that is not blank must hold.
    pub field_type: FieldType,
    /// Whether every row needs it.
    pub presence: Presence,
    /// When a row needs it although not every row does.
    pub required_when: Option<Condition>,
    /// When a row must leave it blank.
    pub blank_when: Option<Condition>,
    /// The column of the same row with which its values must agree: the state of a ZIP Code, the last name of a DEA number.
    pub agrees_with: Option<ColumnId>,
    /// Whether two people may share a value.
    pub unique: bool,
    /// Whether the cell tells who the person is, so that two rows in which it differs are two people.
    pub identity: bool,
    /// Whether a CSV must hold the value in quotation marks.
    pub quoted: bool,
    /// How the target wants the value written.
    pub written: Written,
    /// Whether the values are nobody's business outside the terminal, the editor and the workbook itself.
    pub sensitive: bool,
    /// What the column holds, in the canonical vocabulary.
    pub attribute: Attribute,
    /// What else fills it when a roster of another schema is written for this target, the best first.
    pub also_from: Vec<Attribute>,
    /// One sentence that tells the person at the spreadsheet what to type.
    pub hint: String,
    /// Why the target wants it, where that is not plain.
    pub why: Option<String>,
    /// A value that would be right, invented.
    pub example: String,
}

impl Column {
    /// The value as the target wants it written in a file.
    pub fn write(&self, value: &Value) -> String {
        let text = self.field_type.text_of(value);
        match self.written {
            Written::Plain => text,
            Written::QuotationMarks => format!("\"{text}\""),
            Written::Dashes => grouped(&text, |area, exchange, line| format!("{area}-{exchange}-{line}")),
            Written::Parentheses => grouped(&text, |area, exchange, line| {
                format!("({area}) {exchange}-{line}")
            }),
        }
    }

    /// Whether its values are shown nowhere, not even on a terminal, and kept in no store: passwords.
    pub fn is_secret(&self) -> bool {
        matches!(self.field_type, FieldType::Password(_))
    }
}

/// Ten digits in the style that `style` joins; anything else as it is.
fn grouped(digits: &str, style: impl Fn(&str, &str, &str) -> String) -> String {
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(area), Some(exchange), Some(line)) if line.len() == 4 => style(area, exchange, line),
        _ => digits.to_owned(),
    }
}

/// Whether every row must fill the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// A row without it is refused.
    Required,
    /// A row without it is accepted with a warning.
    Recommended,
    /// A row may leave it blank, unless a condition says otherwise.
    #[default]
    Optional,
}

/// How the target wants a value written in its file; reading accepts every style of the field type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Written {
    /// The canonical text of the field type: a phone number is ten digits.
    #[default]
    Plain,
    /// The canonical text between quotation marks that are part of the cell: `"12345"`.
    QuotationMarks,
    /// A phone number as `801-555-0123`.
    Dashes,
    /// A phone number as `(801) 555-0123`.
    Parentheses,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(written: Written) -> Column {
        Column {
            id: "phone".to_owned(),
            header: "Phone Number".to_owned(),
            aliases: Vec::new(),
            field_type: FieldType::Phone,
            presence: Presence::Required,
            required_when: None,
            blank_when: None,
            agrees_with: None,
            unique: false,
            identity: false,
            quoted: false,
            written,
            sensitive: true,
            attribute: Attribute::parse("userName").unwrap(),
            also_from: Vec::new(),
            hint: "hint".to_owned(),
            why: None,
            example: "8015550123".to_owned(),
        }
    }

    #[test]
    fn a_phone_number_is_written_in_the_style_of_the_target() {
        let value = FieldType::Phone.parse("801.555.0123").unwrap();
        assert_eq!(column(Written::Plain).write(&value), "8015550123");
        assert_eq!(column(Written::Dashes).write(&value), "801-555-0123");
        assert_eq!(column(Written::Parentheses).write(&value), "(801) 555-0123");
        assert_eq!(column(Written::QuotationMarks).write(&value), "\"8015550123\"");
    }
}
