//! A `schema.toml` taken apart beforehand: to parse the text is most of what a program does that judges a small file.
//!
//! A value is a byte for its kind and then what it holds: a text or a list its length, two bytes, the lower first; a table how
//! many keys it has, and each key, which is a text, before its value. Where in the text something stood is not kept.

use serde::de::value::{Error, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml::Value;

use crate::source::SchemaSource;
use crate::source_error::{SourceError, SourceFault};

const FALSE: u8 = 0;
const TRUE: u8 = 1;
const NUMBER: u8 = 2;
const TEXT: u8 = 3;
const LIST: u8 = 4;
const TABLE: u8 = 5;

/// Takes the text apart, which must be a sound schema.
pub(crate) fn compile(name: &str, text: &str) -> Result<Vec<u8>, SourceError> {
    let table = toml::from_str(text).map_err(|error| SourceError::from_toml(name, text, &error))?;
    let mut bytes = Vec::new();
    push(&mut bytes, &Value::Table(table)).ok_or_else(|| {
        let message = "a text or a list is too long, or a value of a kind that no schema has".to_owned();
        SourceError::new(name, text, vec![SourceFault { message, span: 0..0 }])
    })?;
    Ok(bytes)
}

fn push(bytes: &mut Vec<u8>, value: &Value) -> Option<()> {
    match value {
        Value::Boolean(is) => bytes.push(if *is { TRUE } else { FALSE }),
        Value::Integer(number) => {
            bytes.push(NUMBER);
            bytes.extend(number.to_le_bytes());
        }
        Value::String(text) => push_text(bytes, text)?,
        Value::Array(list) => {
            push_head(bytes, LIST, list.len())?;
            list.iter().try_for_each(|value| push(bytes, value))?;
        }
        Value::Table(table) => {
            push_head(bytes, TABLE, table.len())?;
            for (key, value) in table {
                push_text(bytes, key)?;
                push(bytes, value)?;
            }
        }
        Value::Float(_) | Value::Datetime(_) => return None,
    }
    Some(())
}

fn push_text(bytes: &mut Vec<u8>, text: &str) -> Option<()> {
    push_head(bytes, TEXT, text.len())?;
    bytes.extend(text.as_bytes());
    Some(())
}

fn push_head(bytes: &mut Vec<u8>, kind: u8, len: usize) -> Option<()> {
    bytes.push(kind);
    bytes.extend(u16::try_from(len).ok()?.to_le_bytes());
    Some(())
}

/// The schema that was taken apart.
pub(crate) fn read(name: &str, mut bytes: &[u8]) -> Result<SchemaSource, SourceError> {
    let source = serde::Deserialize::deserialize(Reader(&mut bytes));
    let whole = source.and_then(|source| match bytes {
        [] => Ok(source),
        _ => Err(Error::custom("a compiled schema goes on behind its end")),
    });
    whole.map_err(|error| {
        let message = error.to_string();
        SourceError::new(name, "", vec![SourceFault { message, span: 0..0 }])
    })
}

/// Reads the value that comes next.
struct Reader<'r, 'de>(&'r mut &'de [u8]);

impl<'de> Reader<'_, 'de> {
    fn take(&mut self, len: usize) -> Result<&'de [u8], Error> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or_else(cut_short)?;
        *self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Error> {
        self.take(1)?.first().copied().ok_or_else(cut_short)
    }

    fn len(&mut self) -> Result<usize, Error> {
        Ok(usize::from(self.byte()?) | usize::from(self.byte()?) << 8)
    }

    fn text(&mut self) -> Result<&'de str, Error> {
        let len = self.len()?;
        str::from_utf8(self.take(len)?)
            .map_err(|_| Error::custom("a compiled schema holds no text where one should be"))
    }
}

fn cut_short() -> Error {
    Error::custom("a compiled schema is cut short")
}

impl<'de> Deserializer<'de> for Reader<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        match self.byte()? {
            FALSE => visitor.visit_bool(false),
            TRUE => visitor.visit_bool(true),
            NUMBER => {
                let bytes = self.take(size_of::<i64>())?;
                let number = bytes.try_into().map_err(|_| cut_short())?;
                visitor.visit_i64(i64::from_le_bytes(number))
            }
            TEXT => visitor.visit_borrowed_str(self.text()?),
            LIST => {
                let left = self.len()?;
                visitor.visit_seq(Several { bytes: self.0, left })
            }
            TABLE => {
                let left = self.len()?;
                visitor.visit_map(Several { bytes: self.0, left })
            }
            _ => Err(Error::custom("a compiled schema holds a value of no kind")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if is_spanned(name) {
            return visitor.visit_map(SpannedDeserializer::new(self, 0..0));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.byte()? {
            TEXT => visitor.visit_enum(self.text()?.into_deserializer()),
            TABLE => {
                let left = self.len()?;
                if left != 1 {
                    return Err(Error::custom(
                        "a compiled schema holds several words where one should be",
                    ));
                }
                visitor.visit_enum(MapAccessDeserializer::new(Several { bytes: self.0, left }))
            }
            _ => Err(Error::custom(
                "a compiled schema holds no word where one should be",
            )),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for Reader<'_, 'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The values of a list, or keys and values of a table.
struct Several<'r, 'de> {
    bytes: &'r mut &'de [u8],
    left: usize,
}

impl<'de> SeqAccess<'de> for Several<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(Reader(self.bytes)).map(Some)
    }
}

impl<'de> MapAccess<'de> for Several<'_, 'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(Reader(self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use toml::toml;

    use super::{Error, Reader, Value, push};
    use crate::{Answers, Schema};

    const PACKS: [&str; 3] = [
        include_str!("../../../templates/dentrix-ascend/schema.toml"),
        include_str!("../../../templates/entra-bulk-create/schema.toml"),
        include_str!("../../../templates/google-workspace/schema.toml"),
    ];

    #[test]
    fn a_compiled_schema_is_the_schema_under_every_answer() {
        for text in PACKS {
            let compiled = Schema::compile("schema.toml", text).unwrap();
            let schema = Schema::parse("schema.toml", text, &Answers::new()).unwrap();
            let choices = schema.options.iter().flat_map(|option| {
                let choices = option.choices.iter();
                choices.map(|choice| Answers::from([(option.id.clone(), choice.clone())]))
            });
            for answers in choices.chain([Answers::new()]) {
                let parsed = Schema::parse("schema.toml", text, &answers).unwrap();
                let read = Schema::of_compiled("schema.toml", &compiled, &answers).unwrap();
                assert_eq!(format!("{parsed:?}"), format!("{read:?}"));
            }
        }
    }

    #[test]
    fn what_is_no_compiled_schema_is_an_error() {
        let compiled = Schema::compile("schema.toml", PACKS[0]).unwrap();
        for len in (0..compiled.len()).step_by(7) {
            assert!(Schema::of_compiled("schema.toml", &compiled[..len], &Answers::new()).is_err());
        }
        for at in (0..compiled.len()).step_by(7) {
            let mut spoiled = compiled.clone();
            spoiled[at] ^= 0x55;
            // An error or another schema, and no panic.
            let _ = Schema::of_compiled("schema.toml", &spoiled, &Answers::new());
        }
    }

    #[test]
    fn what_stands_behind_a_compiled_schema_is_an_error() {
        let mut compiled = Schema::compile("schema.toml", PACKS[0]).unwrap();
        compiled.push(super::FALSE);
        let error = Schema::of_compiled("schema.toml", &compiled, &Answers::new()).unwrap_err();
        assert!(
            format!("{error:?}").contains("goes on behind its end"),
            "{error:?}"
        );
    }

    #[test]
    fn a_choice_is_one_word_and_what_belongs_to_it() {
        #[derive(Debug, PartialEq, Deserialize)]
        enum Shape {
            Point,
            Circle { radius: i64 },
        }
        let read = |value: Value| {
            let mut bytes = Vec::new();
            push(&mut bytes, &value).unwrap();
            Shape::deserialize(Reader(&mut bytes.as_slice())).map_err(|error: Error| error.to_string())
        };
        assert_eq!(read(Value::from("Point")), Ok(Shape::Point));
        let one = toml! { Circle = { radius = 7 } };
        assert_eq!(read(one.into()), Ok(Shape::Circle { radius: 7 }));
        let two = toml! {
            Circle = { radius = 7 }
            Square = { side = 7 }
        };
        let several = "a compiled schema holds several words where one should be";
        assert_eq!(read(two.into()), Err(several.to_owned()));
        assert_eq!(read(Value::Table(toml::Table::new())), Err(several.to_owned()));
    }
}
