//! A field type as `schema.toml` writes it: a word, or a table of one word and its parameters.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::{FieldType, IdNumberLaw, PasswordLaw, TextLaw, UserPrincipalNameLaw};

/// The types that need parameters, each with an example of how they are given.
const WITH_PARAMETERS: [(&str, &str); 4] = [
    ("username", "{ username = { max-length = 20 } }"),
    ("choice", "{ choice = { values = [\"YES\", \"NO\"] } }"),
    ("boolean", "{ boolean = { true = \"Yes\", false = \"No\" } }"),
    ("zip", "{ zip = { digits = 5 } }"),
];

/// The types that are a word, and what the word means where parameters could be given.
fn bare(name: &str) -> Option<FieldType> {
    Some(match name {
        "text" => FieldType::Text(TextLaw::default()),
        "person-name" => FieldType::PersonName,
        "email" => FieldType::Email,
        "user-principal-name" => FieldType::UserPrincipalName(UserPrincipalNameLaw::default()),
        "password" => FieldType::Password(PasswordLaw::default()),
        "phone" => FieldType::Phone,
        "e164" => FieldType::E164,
        "us-state" => FieldType::UsState,
        "country" => FieldType::Country,
        "org-unit-path" => FieldType::OrgUnitPath,
        "npi" => FieldType::Npi,
        "dea" => FieldType::Dea,
        "ein" => FieldType::Ein,
        "id-number" => FieldType::IdNumber(IdNumberLaw { letters: false }),
        _ => return None,
    })
}

/// The words that may stand alone although they take parameters. For the JSON Schema, which would want a table.
const BARE_WITH_PARAMETERS: [&str; 4] = ["text", "user-principal-name", "password", "id-number"];

/// Lets editors take a bare word where the parameters may be left out.
pub(super) fn allow_bare_words(schema: &mut schemars::Schema) {
    let Some(types) = schema.get_mut("oneOf").and_then(|types| types.as_array_mut()) else {
        return;
    };
    for name in BARE_WITH_PARAMETERS {
        let word = schemars::json_schema!({
            "description": format!("The type `{name}` without parameters."),
            "type": "string",
            "const": name,
        });
        types.push(word.to_value());
    }
}

fn unknown<E: Error>(name: &str) -> E {
    let known = [
        "text",
        "person-name",
        "username",
        "choice",
        "boolean",
        "email",
        "user-principal-name",
        "password",
        "phone",
        "e164",
        "us-state",
        "zip",
        "country",
        "org-unit-path",
        "npi",
        "dea",
        "ein",
        "id-number",
    ];
    E::custom(format!(
        "there is no field type `{name}`; there are: {}",
        known.join(", ")
    ))
}

impl<'de> Deserialize<'de> for FieldType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Word)
    }
}

struct Word;

impl<'de> Visitor<'de> for Word {
    type Value = FieldType;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field type: a word such as \"email\", or a table such as { zip = { digits = 5 } }")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<FieldType, E> {
        if let Some(field_type) = bare(name) {
            return Ok(field_type);
        }
        match WITH_PARAMETERS.iter().find(|(known, _)| *known == name) {
            Some((_, example)) => Err(E::custom(format!("`{name}` needs parameters: type = {example}"))),
            None => Err(unknown(name)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldType, A::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Err(A::Error::custom("a field type is missing between the braces"));
        };
        let field_type = match name.as_str() {
            "text" => FieldType::Text(map.next_value()?),
            "username" => FieldType::Username(map.next_value()?),
            "choice" => FieldType::Choice(map.next_value()?),
            "boolean" => FieldType::Boolean(map.next_value()?),
            "user-principal-name" => FieldType::UserPrincipalName(map.next_value()?),
            "password" => FieldType::Password(map.next_value()?),
            "zip" => FieldType::Zip(map.next_value()?),
            "id-number" => FieldType::IdNumber(map.next_value()?),
            plain if bare(plain).is_some() => {
                return Err(A::Error::custom(format!(
                    "`{plain}` takes no parameters: type = \"{plain}\""
                )));
            }
            other => return Err(unknown(other)),
        };
        match map.next_key::<String>()? {
            None => Ok(field_type),
            Some(other) => Err(A::Error::custom(format!(
                "a column has one type: `{name}` or `{other}`, and what belongs to a type stands in braces of its own"
            ))),
        }
    }
}
