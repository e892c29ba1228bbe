//! A field of a workbook: the law of one column, and what the batch makes of it.

use std::sync::LazyLock;

use rosterkit_schema::{Column, ColumnId, Condition, FieldType, Presence};

use crate::form::Form;

/// A field of a workbook: the law of one column, and what the batch makes of it.
#[derive(Debug)]
pub(crate) struct Field<'a> {
    /// Which column of the schema.
    pub(crate) id: ColumnId,
    /// Its law.
    pub(crate) column: &'a Column,
    /// Whether a row of this batch must fill it.
    pub(crate) need: Need<'a>,
    /// What to type, in one sentence without a full stop.
    pub(crate) hint: String,
    /// A value that would be right, written as the target wants it.
    pub(crate) example: String,
    /// All that it can say, where that is a list.
    pub(crate) choices: Option<Vec<String>>,
}

/// Whether a row of the batch must fill a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need<'a> {
    /// Every row.
    Required,
    /// The rows for which the condition holds.
    RequiredWhen(&'a Condition),
    /// No row, yet a row without it is not complete.
    Recommended,
    /// No row.
    Optional,
}

impl<'a> Field<'a> {
    pub(crate) fn new(form: &Form<'a>, id: ColumnId, column: &'a Column) -> Self {
        let settled = form.settled(id);
        let hint = match settled {
            Some(value) => format!("{value} for everyone in this file"),
            None => column.hint.clone(),
        };
        let typical = settled.unwrap_or(&column.example);
        let example = column.field_type.parse(typical).map(|value| column.write(&value));
        let choices = match settled {
            Some(value) => Some(vec![value.to_owned()]),
            None => choices(&column.field_type),
        };
        Self {
            id,
            column,
            need: Need::of(form, column),
            hint,
            example: example.unwrap_or_else(|_| typical.to_owned()),
            choices,
        }
    }
}

impl<'a> Need<'a> {
    fn of(form: &Form<'a>, column: &'a Column) -> Self {
        let undecided = match (column.presence, &column.required_when) {
            (Presence::Required, _) => return Self::Required,
            (_, Some(condition)) => match form.holds(condition) {
                Some(true) => return Self::Required,
                Some(false) => None,
                None => Some(condition),
            },
            (_, None) => None,
        };
        match (undecided, column.presence) {
            (Some(condition), _) => Self::RequiredWhen(condition),
            (None, Presence::Recommended) => Self::Recommended,
            (None, _) => Self::Optional,
        }
    }

    /// In words: `Required when Provider (YES/NO) is YES`.
    pub(crate) fn in_words(self, form: &Form<'_>) -> String {
        match self {
            Self::Required => "Required".to_owned(),
            Self::RequiredWhen(condition) => format!("Required when {}", form.condition_in_words(condition)),
            Self::Recommended => "Recommended".to_owned(),
            Self::Optional => "Optional".to_owned(),
        }
    }
}

/// All that a cell of the type can say, where that is a list.
fn choices(field_type: &FieldType) -> Option<Vec<String>> {
    match field_type {
        FieldType::Choice(_) | FieldType::Boolean(_) => {
            Some(field_type.words().into_iter().map(str::to_owned).collect())
        }
        FieldType::UsState => Some(STATES.clone()),
        _ => None,
    }
}

/// The field type alone knows the states, so it is asked about every pair of capitals.
static STATES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let pairs = ('A'..='Z').flat_map(|first| ('A'..='Z').map(move |second| format!("{first}{second}")));
    pairs
        .filter(|pair| FieldType::UsState.parse(pair).is_ok())
        .collect()
});
