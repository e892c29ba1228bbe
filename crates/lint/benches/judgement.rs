//! The judgement of ten thousand people of which nobody, everybody twice, and everybody is wrong, and the words for them:
//! `cargo bench -p rosterkit-lint`.

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::ItemsCount;
use rosterkit_lint::{Levels, Report, Roster, Standing, Values, check};
use rosterkit_schema::{Answers, Batch, Schema};
use rosterkit_sheet::{Document, ReadOptions};

fn main() {
    divan::main();
}

const PEOPLE: u32 = 10_000;

const HEADER: &str = "First Name,Last Name,Username,Phone Number,Provider (YES/NO)\n";

fn schema() -> Schema {
    let text = include_str!("../../../templates/dentrix-ascend/schema.toml");
    match Schema::parse("schema.toml", text, &Answers::new()) {
        Ok(schema) => schema,
        Err(error) => panic!("{error}"),
    }
}

/// A roster in which each person has the row that this makes of their number.
fn roster(row: impl Fn(u32) -> String) -> Roster {
    let mut text = HEADER.to_owned();
    for person in 0..PEOPLE {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", row(person));
    }
    let schema = schema();
    let options = ReadOptions {
        headers: &schema.header_names(),
        ..ReadOptions::default()
    };
    let document = match Document::read_with("staff.csv", text.into_bytes(), &options) {
        Ok(document) => document,
        Err(error) => panic!("{error}"),
    };
    Roster {
        document,
        batch: Batch::default(),
        master: None,
        context: false,
        standing: Standing::default(),
    }
}

fn clean() -> Roster {
    roster(|person| format!("Ana,Chen,achen{person},(801) 234-{person:04},NO"))
}

fn twice() -> Roster {
    roster(|person| format!("Ana,Chen,achen{},(801) 234-{person:04},NO", person / 2))
}

fn wrong() -> Roster {
    roster(|person| format!("Ana1,Chen,achen{person},(801) 134-{person:04},no"))
}

fn judged(roster: Roster) -> Report {
    check(schema(), vec![roster], &Levels::default())
}

#[divan::bench(args = ["clean", "twice", "wrong"])]
fn judge(bencher: Bencher<'_, '_>, kind: &str) {
    let make = match kind {
        "clean" => clean,
        "twice" => twice,
        _ => wrong,
    };
    bencher
        .counter(ItemsCount::new(PEOPLE))
        .with_inputs(make)
        .bench_values(judged);
}

#[divan::bench]
fn words(bencher: Bencher<'_, '_>) {
    let report = judged(wrong());
    let scene = report.scene(Values::Shown);
    bencher
        .counter(ItemsCount::new(report.diagnostics().len()))
        .bench(|| {
            let told = report.diagnostics().iter();
            told.map(|found| scene.words(found).message.len() + scene.locate(found.at).path.len())
                .sum::<usize>()
        });
}
