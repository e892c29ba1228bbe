//! What a chosen cell says, the list that it opens, and what it answers to a wrong value.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use super::area::{Area, FIRST_ROW};
use super::lists;
use super::right::Right;
use crate::field::Field;
use crate::form::Form;
use crate::words::shorten;

/// Excel's limits for the title and the text of a message, in UTF-16 units.
const MAX_TITLE: usize = 32;
const MAX_MESSAGE: usize = 255;

/// The longest formula of a validation, in characters: Excel repairs, that is removes, what is longer.
const MAX_FORMULA: usize = 255;

/// Adds message, list and alert to a column.
pub(super) fn add(
    sheet: &mut Worksheet,
    form: &Form<'_>,
    area: Area,
    (position, field): (u16, &Field<'_>),
) -> Result<(), XlsxError> {
    let message = format!(
        "{}\n{}\nExample: {}",
        field.need.in_words(form),
        field.hint,
        field.example
    );
    let mut validation = DataValidation::new()
        .set_input_title(shorten(&field.column.header, MAX_TITLE))?
        .set_input_message(shorten(&message, MAX_MESSAGE))?;
    if field.choices.is_some() {
        validation = validation
            .allow_list_formula(lists::name(field).as_str().into())
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Not in the list")?
            .set_error_message("Choose a value from the list that the arrow beside the cell opens.")?;
    } else if let Some((formula, right)) = formula(field, &Area::cell(position)) {
        let (style, act) = if right.is_strict {
            (DataValidationErrorStyle::Stop, "Choose Retry and correct it.")
        } else {
            (
                DataValidationErrorStyle::Warning,
                "Keep it only if you have compared it with its source.",
            )
        };
        let message = format!("{}. {act} Example: {}", right.reason, field.example);
        validation = validation
            .allow_custom(formula)
            .set_error_style(style)
            .set_error_title(shorten(&format!("{}?", field.column.header), MAX_TITLE))?
            .set_error_message(shorten(&message, MAX_MESSAGE))?;
    }
    sheet.add_data_validation(FIRST_ROW, position, area.last_row, position, &validation)?;
    Ok(())
}

/// What must hold for a value to be taken, where a validation can say it.
fn formula(field: &Field<'_>, cell: &str) -> Option<(Formula, Right)> {
    let right = Right::of(field, cell)?;
    let formula = format!("IFERROR({},FALSE)", right.formula);
    let fits = formula.len() <= MAX_FORMULA;
    fits.then(|| (Formula::new(format!("={formula}")), right))
}
