//! A value of one field type read as a value of another.

use super::{FieldError, FieldType, Value};

impl FieldType {
    /// Reads a value of another type, whose text in its own column is `text`, as one of this type. Nothing is guessed: a
    /// number of the North American plan has country code 1, yes and no keep their meaning and not their word, and
    /// everything else must fit as it stands.
    pub fn take(&self, value: &Value, text: &str) -> Result<Value, FieldError> {
        match (self, value) {
            (Self::Boolean(_), Value::Boolean(_)) => Ok(value.clone()),
            (Self::E164, Value::Phone(phone)) => self.parse(&format!("+1{phone}")),
            (Self::Phone, Value::E164(number)) => match number.nanp() {
                Some(phone) => Ok(Value::Phone(phone)),
                None => self.parse(text),
            },
            // A number in quotation marks is the number.
            (_, Value::IdNumber(_)) => self.parse(&value.to_string()),
            _ => self.parse(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::field_type::{BooleanLaw, FieldType, PhoneError, TextLaw};

    #[test]
    fn the_meaning_stays_and_nothing_is_guessed() {
        let words = |yes: &str, no: &str| {
            FieldType::Boolean(BooleanLaw {
                yes: yes.to_owned(),
                no: no.to_owned(),
            })
        };
        let take = |from: &FieldType, text: &str, to: &FieldType| {
            let value = from.parse(text).unwrap();
            to.take(&value, text).map(|value| to.text_of(&value))
        };
        let text = FieldType::Text(TextLaw::default());
        let cases = [
            (words("No", "Yes"), "No", words("true", "false"), "true"),
            (words("No", "Yes"), "No", text.clone(), "No"),
            (
                FieldType::Phone,
                "(801) 555-0123",
                FieldType::E164,
                "+18015550123",
            ),
            (FieldType::E164, "+18015550123", FieldType::Phone, "8015550123"),
            (text.clone(), "US", FieldType::Country, "US"),
            (FieldType::Email, "a@example.com", text, "a@example.com"),
        ];
        for (from, text, to, written) in cases {
            assert_eq!(take(&from, text, &to).as_deref(), Ok(written), "{text}");
        }
        assert_eq!(
            take(&FieldType::E164, "+442079460000", &FieldType::Phone),
            Err(PhoneError::Foreign.into())
        );
    }
}
