//! The Python packages python-stdnum and zipcodes judge the same, where they are installed. With `ROSTER_REQUIRE=all` they must
//! be. Each disagreement stands here with its reason; any other fails the test.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "another program is started and handed a file"
)]

use std::fmt::Write;
use std::process::{Command, Stdio};

use rosterkit_schema::{EinError, FieldError, FieldType, UsState, Value};

use super::field_type;

/// Reads lines of kind, text and our judgement, and prints every line on which Python judges otherwise.
const SCRIPT: &str = r#"
import sys
kind = sys.argv[1]
if kind == "zip":
    import zipcodes
    known = {}
    for entry in zipcodes.list_all():
        known.setdefault(entry["zip_code"], set()).add(entry["state"])
    judge = lambda text: "/".join(sorted(known[text])) if text in known else "unknown"
    wanted = set(known)
elif kind == "npi":
    from stdnum import luhn
    judge = lambda text: str(luhn.is_valid("80840" + text)).lower()
else:
    from stdnum.us import ein, ssn, itin, atin
    module = {"ein": ein, "ssn": ssn, "itin": itin, "atin": atin}[kind]
    judge = lambda text: str(module.is_valid(text)).lower()
read = 0
for line in sys.stdin.read().splitlines():
    text, ours = line.split("|")
    theirs = judge(text)
    read += 1
    if kind == "zip":
        wanted.discard(text)
    if theirs != ours:
        print(f"{text}|{ours}|{theirs}")
if kind == "zip":
    for text in sorted(wanted):
        print(f"{text}|not asked|{judge(text)}")
print(f"read {read}")
"#;

/// The disagreements on these texts: text, ours, theirs. `None` where the packages are not installed.
fn disagreements(kind: &str, judged: &[(String, String)]) -> Option<Vec<(String, String, String)>> {
    let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
    let probe = Command::new("python3")
        .args(["-c", "import stdnum, zipcodes"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !probe.is_ok_and(|status| status.success()) {
        assert!(
            !required,
            "python-stdnum and zipcodes are not installed for python3"
        );
        return None;
    }
    let mut lines = String::new();
    for (text, ours) in judged {
        let _ = writeln!(lines, "{text}|{ours}");
    }
    let path = std::env::temp_dir().join(format!("rosterkit-oracle-{kind}-{}", std::process::id()));
    std::fs::write(&path, lines).unwrap();
    let output = Command::new("python3")
        .args(["-c", SCRIPT, kind])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(std::fs::File::open(&path).unwrap())
        .output()
        .unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8(output.stdout).unwrap();
    let (told, end) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
    assert_eq!(end, format!("read {}", judged.len()));
    let triple = |line: &str| {
        let mut fields = line.split('|').map(str::to_owned);
        (
            fields.next().unwrap(),
            fields.next().unwrap(),
            fields.next().unwrap(),
        )
    };
    Some(told.lines().map(triple).collect())
}

fn judged(texts: impl IntoIterator<Item = String>, is_valid: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let judge = |text: String| {
        let ours = is_valid(&text).to_string();
        (text, ours)
    };
    texts.into_iter().map(judge).collect()
}

/// What an EIN column says of a text with three groups.
fn personal(text: &str) -> Option<EinError> {
    match FieldType::Ein.parse(text) {
        Err(FieldError::Ein(error)) => Some(error),
        _ => None,
    }
}

#[test]
fn stdnum_finds_the_same_luhn_check_digits() {
    let texts = (0..20_000_u32).map(|step| (1_000_000_000 + step * 92_821).to_string());
    let right = judged(texts, |text| FieldType::Npi.parse(text).is_ok());
    if let Some(told) = disagreements("npi", &right) {
        assert_eq!(told, []);
    }
}

#[test]
fn stdnum_judges_eins_alike_but_for_known_reasons() {
    let is_ein = |text: &str| match FieldType::Ein.parse(text) {
        Ok(Value::Ein(ein)) => ein.prefix_is_assigned(),
        _ => false,
    };
    let prefixes = (0..100).flat_map(|prefix| {
        [
            "-0234567",
            "-1144442",
            "-9999999",
            "0234567",
            "-023456",
            "-02345678",
        ]
        .map(|rest| format!("{prefix:02}{rest}"))
    });
    let odd = [
        "12\u{2013}3456789",
        " 12-3456789",
        "1-0234567",
        "12-34-56789",
        "",
        "12-345678a",
    ]
    .map(str::to_owned);
    let Some(told) = disagreements("ein", &judged(prefixes.chain(odd), is_ein)) else {
        return;
    };
    for (text, ours, theirs) in told {
        let reason = match text.as_str() {
            "12\u{2013}3456789" => "an en dash is no hyphen: the target wants the one on the keyboard",
            " 12-3456789" => "a blank at the end is told by a rule of its own, and taken away by its fix",
            "12-34-56789" => "stdnum leaves out every hyphen before it looks",
            _ if !text.contains('-') => {
                "nine bare digits may be a Social Security number: the target wants the dash"
            }
            _ => "",
        };
        assert!(
            !reason.is_empty() && ours == "false" && theirs == "true",
            "`{text}`: {ours} here, {theirs} there"
        );
    }
}

/// Numbers of three groups at every border that a rule has.
fn groups() -> Vec<String> {
    let areas = [0, 1, 78, 219, 457, 665, 666, 667, 772, 899, 900, 912, 999];
    let serials = ["0000", "0001", "1120", "9999", "5462", "3456"];
    let mut texts = Vec::new();
    for area in areas {
        for group in 0..100 {
            texts.extend(serials.map(|serial| format!("{area:03}-{group:02}-{serial}")));
        }
    }
    texts
}

#[test]
fn stdnum_judges_social_security_numbers_alike_but_for_famous_false_ones() {
    let ours = judged(groups(), |text| personal(text) == Some(EinError::Ssn));
    let Some(told) = disagreements("ssn", &ours) else {
        return;
    };
    for (text, ours, theirs) in told {
        // Printed on a card in a wallet, in a pamphlet, in an advertisement: nobody's, and yet of the form.
        let famous = ["078-05-1120", "219-09-9999", "457-55-5462"].contains(&text.as_str());
        assert!(
            famous && ours == "true" && theirs == "false",
            "`{text}`: {ours} here, {theirs} there"
        );
    }
}

#[test]
fn stdnum_judges_itins_alike_but_for_the_groups_50_to_65() {
    let ours = judged(groups(), |text| personal(text) == Some(EinError::Itin));
    let Some(told) = disagreements("itin", &ours) else {
        return;
    };
    assert!(
        !told.is_empty(),
        "stdnum knows the groups 50 to 65 now: this reason can go"
    );
    for (text, ours, theirs) in told {
        // The IRS gives them out; stdnum 2.2 does not have them yet.
        let newer = (50..=65).contains(&text[4..6].parse::<u8>().unwrap());
        assert!(
            newer && ours == "true" && theirs == "false",
            "`{text}`: {ours} here, {theirs} there"
        );
    }
}

#[test]
fn zipcodes_gives_every_zip_code_the_same_state() {
    let five = field_type("{ zip = { digits = 5 } }");
    let mut asked = Vec::new();
    for number in 0..100_000 {
        let text = format!("{number:05}");
        if let Ok(Value::Zip(zip)) = five.parse(&text)
            && let Some(state) = zip.state().map(UsState::abbr)
        {
            asked.push((text, state.to_owned()));
        }
    }
    let Some(told) = disagreements("zip", &asked) else {
        return;
    };
    // That a ZIP Code exists is not said here, only in which state it would lie.
    let wrong: Vec<_> = told.iter().filter(|(_, _, theirs)| theirs != "unknown").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(
        asked.len() - told.len(),
        42_789,
        "ZIP Codes of which both know the state"
    );
}
