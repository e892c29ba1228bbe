//! What holds for every field type at once.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::{Index, select};

use super::{
    AreaClass, BooleanLaw, Charset, ChoiceLaw, FieldError, FieldType, IdNumberLaw, PasswordLaw, TextLaw,
    UserPrincipalNameLaw, UsernameLaw, Value, ZipDigits, ZipLaw, ZipSeparator, ZipStatus,
};

/// Every field type with right values, of which the acceptor takes at least the first.
fn samples() -> Vec<(FieldType, &'static [&'static str])> {
    let zip = |digits, separator| FieldType::Zip(ZipLaw { digits, separator });
    let short = TextLaw {
        min_length: Some(4),
        max_length: Some(6),
        charset: Charset::Alphanumeric,
    };
    let names = UsernameLaw {
        max_length: 8,
        reserved: vec!["Admin".into()],
    };
    let answers = ChoiceLaw {
        values: vec!["YES".into(), "NO".into(), " padded".into(), "=1".into()],
    };
    vec![
        (
            FieldType::Text(TextLaw::default()),
            &["12 Main St, #4", "=1+1", "Größe"],
        ),
        (FieldType::Text(short), &["DRSM1", "1E5A"]),
        (FieldType::PersonName, &["Ana", "O'Neil", "Zoë", "'t Hooft"]),
        (FieldType::Username(names), &["achen", "JDoe1"]),
        (FieldType::Choice(answers), &["YES", "NO"]),
        (FieldType::Email, &["ana.chen@example.com", "+a@b.co"]),
        (
            FieldType::Phone,
            &[
                "8012345678",
                "(801) 555-0123",
                "+1 900 234 5678",
                "2002345678",
                "8015551212",
            ],
        ),
        (FieldType::UsState, &["UT", "AE"]),
        (
            zip(ZipDigits::Five, ZipSeparator::None),
            &["84043", "34501", "09901"],
        ),
        (
            zip(ZipDigits::Nine, ZipSeparator::None),
            &["840431234", "840430000", "888010001"],
        ),
        (
            zip(ZipDigits::Nine, ZipSeparator::Hyphen),
            &["84043-1234", "84043-9999"],
        ),
        (FieldType::Npi, &["1245319599", "1234567893"]),
        (
            FieldType::Boolean(BooleanLaw {
                yes: "No".to_owned(),
                no: "Yes".to_owned(),
            }),
            &["No", "Yes"],
        ),
        (
            FieldType::UserPrincipalName(UserPrincipalNameLaw::default()),
            &["ana.chen@example.com", "#a@example.com"],
        ),
        (
            FieldType::Password(PasswordLaw {
                min_length: Some(8),
                kinds: 3,
                ..PasswordLaw::default()
            }),
            &["Example-1", "=Example-1", "Größe-123"],
        ),
        (FieldType::E164, &["+442079460000", "+18015550123"]),
        (FieldType::Country, &["US", "DE"]),
        (FieldType::OrgUnitPath, &["/Staff/Front Desk", "/", "/Größe"]),
        (FieldType::Dea, &["AP5836727", "CB1234563", "BD0000000"]),
        (FieldType::Ein, &["12-3456789", "07-1144442"]),
        (
            FieldType::IdNumber(IdNumberLaw { letters: false }),
            &["00123", "\"00123\""],
        ),
        (
            FieldType::IdNumber(IdNumberLaw { letters: true }),
            &["00123", "\"00123\"", "DEN.00012345"],
        ),
    ]
}

/// Whether a rule may have something to say about a value that parses.
fn is_doubtful(value: &Value) -> bool {
    match value {
        Value::Phone(phone) => {
            phone.is_fictional()
                || phone.is_directory_assistance()
                || phone
                    .area()
                    .is_none_or(|area| matches!(area.class, AreaClass::Personal | AreaClass::Premium))
        }
        Value::Npi(npi) => npi.is_placeholder() || npi.is_of_unissued_series(),
        Value::Dea(dea) => !dea.first_letter_is_usual() || dea.is_placeholder(),
        Value::Ein(ein) => !ein.prefix_is_assigned(),
        Value::Zip(zip) => zip.status() != ZipStatus::Assigned || zip.plus_four_is_filler(),
        _ => false,
    }
}

#[test]
fn the_acceptor_takes_what_is_ordinary() {
    for (field_type, texts) in samples() {
        for text in texts {
            assert!(field_type.parse(text).is_ok(), "{}: {text}", field_type.name());
        }
        assert!(
            field_type.accepts(texts[0].as_bytes()),
            "{}: {}",
            field_type.name(),
            texts[0]
        );
    }
}

#[test]
fn the_acceptor_looks_closer_at_every_doubt() {
    let cases = [
        (
            FieldType::Phone,
            vec![
                "8015550123",
                "9002345678",
                "5002345678",
                "2002345678",
                "8015551212",
            ],
        ),
        (FieldType::Npi, vec!["1111111112", "1234567893", "2000000002"]),
        (FieldType::Dea, vec!["CB1234563", "BD0000000"]),
        (FieldType::Ein, vec!["07-1144442"]),
        (
            FieldType::Zip(ZipLaw {
                digits: ZipDigits::Nine,
                separator: ZipSeparator::None,
            }),
            vec!["840430000", "840439998", "345010001", "888010001"],
        ),
        (
            FieldType::Text(TextLaw::default()),
            vec!["=1+1", "+1", "-1", "@a", "'00123", "#REF!", "Größe"],
        ),
    ];
    for (field_type, texts) in cases {
        for text in texts {
            assert!(field_type.parse(text).is_ok(), "{text}");
            assert!(!field_type.accepts(text.as_bytes()), "{text}");
        }
    }
}

#[test]
fn blank_edges_come_before_every_other_reason() {
    for (field_type, texts) in samples() {
        for blank in [" ", "\t", "\n", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{202C}"] {
            for text in [
                format!("{blank}{}", texts[0]),
                format!("{}{blank}", texts[0]),
                format!("{blank}?"),
            ] {
                assert_eq!(field_type.parse(&text), Err(FieldError::BlankEdges), "{text:?}");
                assert!(!field_type.accepts(text.as_bytes()), "{text:?}");
            }
        }
    }
}

#[test]
fn types_are_written_by_name_or_with_a_law() {
    #[derive(serde::Deserialize)]
    struct Column {
        r#type: FieldType,
    }
    let read = |text: &str| toml::from_str::<Column>(&format!("type = {text}")).map(|column| column.r#type);
    assert_eq!(read("\"npi\"").unwrap(), FieldType::Npi);
    let nine = ZipLaw {
        digits: ZipDigits::Nine,
        separator: ZipSeparator::None,
    };
    assert_eq!(read("{ zip = { digits = 9 } }").unwrap(), FieldType::Zip(nine));
    let number = IdNumberLaw { letters: true };
    assert_eq!(
        read("{ id-number = { letters = true } }").unwrap(),
        FieldType::IdNumber(number)
    );
    for text in ["{ text = {} }", "\"text\""] {
        assert_eq!(read(text).unwrap(), FieldType::Text(TextLaw::default()));
    }
    for wrong in [
        "\"NPI\"",
        "{ zip = { digits = 7 } }",
        "{ zip = { digits = 9, dash = true } }",
        "{ npi = {} }",
        "{ text = {}, zip = { digits = 5 } }",
        "{}",
        "7",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_json_schema_holds_the_names_and_the_two_lengths() {
    let schema = schemars::schema_for!(FieldType).to_value().to_string();
    for (field_type, _) in samples() {
        assert!(
            schema.contains(&format!("\"{}\"", field_type.name())),
            "{}",
            field_type.name()
        );
    }
    assert!(schema.contains("[5,9]"), "{schema}");
}

#[test]
fn values_are_the_same_when_folded() {
    let folded = |field_type: &FieldType, text: &str| field_type.parse(text).unwrap().folded();
    assert_eq!(
        folded(&FieldType::Phone, "(801) 555-0123"),
        folded(&FieldType::Phone, "+18015550123")
    );
    assert_eq!(
        folded(&FieldType::PersonName, "ÉMILE"),
        folded(&FieldType::PersonName, "émile")
    );
    let number = FieldType::IdNumber(IdNumberLaw::default());
    assert_eq!(folded(&number, "\"00123\""), folded(&number, "00123"));
}

#[test]
fn an_error_fits_in_four_machine_words() {
    assert!(size_of::<FieldError>() <= 4 * size_of::<usize>());
}

/// Characters that tend to break parsers: marks of every style, digits of other scripts, invisible and combining ones.
const NAUGHTY: &str = "09aZ-–.,'’\"“/()+=@# \t\n\u{A0}\u{200B}\u{301}é１٣ß\u{1F9B7}";

/// Any text, or a right value with a few characters put in, taken out or replaced.
fn texts() -> impl Strategy<Value = String> {
    let right: Vec<&'static str> = samples()
        .into_iter()
        .flat_map(|(_, texts)| texts.iter().copied())
        .collect();
    let change = (
        any::<Index>(),
        select(NAUGHTY.chars().collect::<Vec<_>>()),
        0..3_u8,
    );
    let mutated = (select(right), vec(change, 0..4)).prop_map(|(right, changes)| {
        let mut characters: Vec<char> = right.chars().collect();
        for (place, c, kind) in changes {
            let place = place.index(characters.len() + 1);
            match kind {
                0 => characters.insert(place, c),
                1 if place < characters.len() => characters[place] = c,
                _ if place < characters.len() => drop(characters.remove(place)),
                _ => {}
            }
        }
        characters.into_iter().collect::<String>()
    });
    prop_oneof![
        any::<String>(),
        mutated,
        "[0-9]{3,12}",
        "[A-Z]{2}[0-9]{7}",
        "[0-9]{2}-[0-9]{7}",
        Just(String::new())
    ]
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_accepted_parses_without_a_doubt(text in texts()) {
        for (field_type, _) in samples() {
            if field_type.accepts(text.as_bytes()) {
                let value = field_type.parse(&text);
                prop_assert!(value.as_ref().is_ok_and(|value| !is_doubtful(value)), "{}: {:?}", field_type.name(), value);
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_never_accepted(bytes in vec(any::<u8>(), 0..30)) {
        if std::str::from_utf8(&bytes).is_err() {
            for (field_type, _) in samples() {
                prop_assert!(!field_type.accepts(&bytes));
            }
        }
    }

    #[test]
    fn the_canonical_text_says_the_same(text in texts()) {
        for (field_type, _) in samples() {
            if let Ok(value) = field_type.parse(&text) {
                prop_assert_eq!(field_type.parse(&field_type.text_of(&value)), Ok(value));
            }
        }
    }

    #[test]
    fn a_reason_never_shows_the_value(text in texts()) {
        for (field_type, _) in samples() {
            if let Err(error) = field_type.parse(&text) {
                // A message may name one character, and a few are likely to be part of its words.
                prop_assert!(text.chars().count() < 5 || !error.to_string().contains(&text), "{error}");
            }
        }
    }
}
