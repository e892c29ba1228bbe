//! Identifiers that documents print as right or wrong, with what each is.

use rosterkit_schema::{EinError, FieldError, UsState, Value};

use super::field_type;
use super::second::{is_dea, is_npi};

/// kind, value, whether it is valid, a note; notes with commas are quoted, and nothing here reads them.
const EXAMPLES: &str = include_str!("examples.csv");

fn is_valid(kind: &str, value: &str) -> Option<bool> {
    let parses = |written: &str, text: &str| field_type(written).parse(text).is_ok();
    Some(match kind {
        "NPI" => parses("\"npi\"", value),
        "DEA" => parses("\"dea\"", value),
        // A prefix that is not assigned is a doubt here, and wrong there.
        "EIN" => {
            matches!(field_type("\"ein\"").parse(value), Ok(Value::Ein(ein)) if ein.prefix_is_assigned())
        }
        // No column takes them; where an EIN is wanted, they are told apart.
        "SSN" => field_type("\"ein\"").parse(value) == Err(FieldError::Ein(EinError::Ssn)),
        "ITIN" => field_type("\"ein\"").parse(value) == Err(FieldError::Ein(EinError::Itin)),
        "NANP10" => parses("\"phone\"", value),
        "AscendUsername" => parses(
            "{ username = { max-length = 56, reserved = [\"Admin\", \"Administrator\"] } }",
            value,
        ),
        "AscendShortname" => parses(
            "{ text = { min-length = 4, max-length = 6, charset = \"alphanumeric\" } }",
            value,
        ),
        "ZIP9+State" => {
            let (zip, abbr) = value.split_once('|')?;
            match field_type("{ zip = { digits = 9 } }").parse(zip) {
                Ok(Value::Zip(zip)) => zip.state().map(UsState::abbr) == Some(abbr),
                _ => false,
            }
        }
        _ => return None,
    })
}

#[test]
fn what_documents_print_is_judged_as_they_say() {
    let mut count = 0;
    for line in EXAMPLES.lines().skip(1) {
        let mut fields = line.splitn(4, ',');
        let (kind, value, valid) = (
            fields.next().unwrap(),
            fields.next().unwrap(),
            fields.next().unwrap(),
        );
        let ours = is_valid(kind, value).unwrap_or_else(|| panic!("no such kind: {kind}"));
        assert_eq!(ours.to_string(), valid, "{kind} `{value}`");
        match kind {
            "NPI" => assert_eq!(is_npi(value), ours, "{value}"),
            "DEA" => assert_eq!(is_dea(value), ours, "{value}"),
            _ => {}
        }
        count += 1;
    }
    assert_eq!(count, 97);
}
