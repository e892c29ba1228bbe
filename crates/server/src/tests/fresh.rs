//! What is told after any sequence of edits is what a fresh judgement of the same texts would say.

mod model;

use proptest::prelude::*;

use self::model::{Model, SETTINGS, project};
use super::editor::{ROSTER_TOML, STAFF};

/// What somebody may type or paste: pieces of rows, half of a line end, characters of every width.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9@.]{0,3}",
        2 => Just(",".to_owned()),
        1 => Just("\"".to_owned()),
        2 => prop::sample::select(vec!["\r", "\n", "\r\n", "🦷", "ë", "\u{FEFF}", " ", "王", "\u{200B}"])
            .prop_map(str::to_owned),
        2 => prop::sample::select(vec!["NO", "no", "YES", "8015550100", "user3", "Zoë,🦷Berg,user4,z@example.com,801-555-0101,NO\n"])
            .prop_map(str::to_owned),
        1 => Just(String::new()),
    ]
}

/// What happens after an edit.
#[derive(Debug, Clone)]
enum Then {
    Nothing,
    /// The server has time to say what it thinks.
    Settle,
    /// And it is held to a fresh judgement.
    Check,
    Open(usize),
    Close(usize),
    Save(usize),
    Remove(usize),
    Format(usize),
    /// Other settings, by number.
    Settings(usize),
}

fn then() -> impl Strategy<Value = Then> {
    prop_oneof![
        20 => Just(Then::Nothing),
        4 => Just(Then::Settle),
        1 => Just(Then::Check),
        3 => (0..=SETTINGS).prop_map(Then::Open),
        2 => (0..=SETTINGS).prop_map(Then::Close),
        1 => (0..=SETTINGS).prop_map(Then::Save),
        1 => (0..SETTINGS).prop_map(Then::Remove),
        1 => (0..SETTINGS).prop_map(Then::Format),
        1 => (0..VARIANTS.len()).prop_map(Then::Settings),
    ]
}

/// An edit: in which file, from which thousandth of its length, how much of it goes, what comes there, and what then.
#[derive(Debug, Clone)]
struct Turn {
    file: usize,
    from: usize,
    len: usize,
    new: String,
    then: Then,
}

fn turn() -> impl Strategy<Value = Turn> {
    let len = prop_oneof![3 => 0..4_usize, 1 => 0..90_usize];
    (0..SETTINGS, 0..1_000_usize, len, typed(), then()).prop_map(|(file, from, len, new, then)| Turn {
        file,
        from,
        len,
        new,
        then,
    })
}

/// What settings may say besides, or instead: the last two have a fault.
const VARIANTS: [(&str, &str); 7] = [
    ("", ""),
    (
        "[rules]\n",
        "[rules]\nblank-edges = { level = \"warning\", reason = \"a matter of taste\" }\n",
    ),
    (", { id = \"provo\", name = \"Provo\" }", ""),
    (
        "[rules]\n",
        "[[suppress]]\nrule = \"invalid-phone\"\nperson = \"user7\"\nreason = \"a foreign number\"\n[rules]\n",
    ),
    (
        "[rules]\n",
        "[[batch]]\nfiles = \"dentist--*.csv\"\nassign = { lehi = \"front-desk\" }\n[rules]\n",
    ),
    ("[rules]\n", "[rules]\nno-such-rule = \"error\"\n"),
    ("location = [", "location = [["),
];

#[test]
fn the_settings_have_a_fault_only_where_they_should() {
    for (place, (old, new)) in VARIANTS.into_iter().enumerate() {
        assert!(ROSTER_TOML.contains(old), "{old}");
        let has_fault = project(&ROSTER_TOML.replace(old, new)).is_none();
        assert_eq!(has_fault, place >= VARIANTS.len() - 2, "{new}");
    }
}

/// A file of this many people, each in one of the shapes in which somebody types.
fn roster(rows: usize, from: usize) -> String {
    let rows = (from..from + rows).map(|row| {
        let end = ["\n", "\r\n", "\r"][row % 3];
        let zoe = ["Zoë", "Ana", "🦷", "Bo"][row % 4];
        format!(
            "{zoe},Berg,user{row},user{row}@example.com,801555{:04},NO{end}",
            100 + row % 100
        )
    });
    std::iter::once(STAFF.to_owned()).chain(rows).collect()
}

fn check(turns: Vec<Turn>, pulls: bool, rows: usize) {
    // Two people stand in two files each.
    let rosters = [0, rows - 2, 2 * rows - 4].map(|from| roster(rows, from));
    let mut model = Model::new(pulls, rosters, ROSTER_TOML);
    for Turn {
        file,
        from,
        len,
        new,
        then,
    } in turns
    {
        let text = model.text(file).len();
        let start = from * text / 1_000;
        model.edit(file, start, (start + len).min(text), &new);
        match then {
            Then::Nothing => continue,
            Then::Settle => {}
            Then::Check => model.check(),
            Then::Open(file) => model.open(file),
            Then::Close(file) => model.close(file),
            Then::Save(file) => model.save(file),
            Then::Remove(file) => model.remove(file),
            Then::Format(file) => model.format(file),
            Then::Settings(variant) => {
                let (old, new) = VARIANTS[variant];
                model.replace(SETTINGS, &ROSTER_TOML.replace(old, new));
            }
        }
        // Which settings are in force depends on which the server has seen.
        model.settle();
    }
    model.check();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn after_any_edits_the_server_says_what_a_fresh_judgement_says(
        turns in prop::collection::vec(turn(), 20..40),
        pulls: bool,
    ) {
        check(turns, pulls, 50);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    #[ignore = "takes minutes: cargo xtask soak editor"]
    fn after_very_many_edits_too(turns in prop::collection::vec(turn(), 20..40), pulls: bool) {
        check(turns, pulls, 50);
    }
}
