//! Values that stand in the wrong column, known by their shape: a telephone number is no less somebody's where a first name belongs.

use rosterkit_schema::FieldType;

/// Whether the text has the shape of a sensitive value, and its column is one for other values.
pub(crate) fn is_astray(field_type: &FieldType, text: &str) -> bool {
    let text = text.trim();
    if !(is_number(text) || is_address(text) || is_registration(text)) {
        return false;
    }
    match field_type {
        // They have such a shape themselves, and their schema says whether they are sensitive.
        FieldType::Email
        | FieldType::UserPrincipalName(_)
        | FieldType::Phone
        | FieldType::E164
        | FieldType::Zip(_)
        | FieldType::Npi
        | FieldType::Dea
        | FieldType::Ein
        | FieldType::IdNumber(_) => false,
        // Anything fits.
        FieldType::Text(_) => true,
        _ => field_type.parse(text).is_err(),
    }
}

/// `(801) 555-0123`, `123-45-6789`, `1245319599`: telephone numbers, Social Security numbers, NPIs, tax numbers. A date has eight
/// digits, or seven and two marks.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let mut marks = text.chars().filter(|character| !character.is_ascii_digit());
    let is_mark = |character: char| " ()+-.\u{2010}\u{2011}\u{2013}".contains(character);
    match digits {
        7 => marks.clone().count() <= 1 && marks.all(is_mark),
        9..=15 => marks.all(is_mark),
        _ => false,
    }
}

/// `ana.chen@example.com`.
fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        && !text.contains(char::is_whitespace)
}

/// A DEA number: `AB1234563`.
fn is_registration(text: &str) -> bool {
    let (letters, digits) = text.split_at_checked(2).unwrap_or_default();
    letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && letters.bytes().any(|byte| byte.is_ascii_alphabetic())
        && digits.len() == 7
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rosterkit_schema::FieldType;

    use super::is_astray;

    #[test]
    fn a_sensitive_value_is_known_in_a_column_of_other_values() {
        for text in [
            "(801) 555-0123",
            "555-0123",
            "8015550123",
            "123-45-6789",
            " +1 801 555 0123",
            "1245319599",
            "ana@example.com",
            "AB1234563",
        ] {
            assert!(is_astray(&FieldType::PersonName, text), "{text}");
            assert!(is_astray(&FieldType::UsState, text), "{text}");
            assert!(!is_astray(&FieldType::Phone, text), "{text}");
        }
    }

    #[test]
    fn what_fits_and_what_is_something_else_is_no_such_value() {
        for text in [
            "Ana",
            "Berg 2",
            "perhaps",
            "84043",
            "@home",
            "2024-1-1",
            "Abcdefghi",
            "",
        ] {
            assert!(!is_astray(&FieldType::PersonName, text), "{text}");
        }
    }
}
