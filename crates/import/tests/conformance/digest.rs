//! What makes two batches the same.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use rosterkit_import::{Digest, MemoryStore, OnDifference, Plan};
use rosterkit_lint::{Levels, Roster, check};
use rosterkit_schema::{Answers, WorkingWeek};

use crate::fixture::{roster, schema};

fn digest(answers: &Answers, roster: Roster) -> Digest {
    let report = check(schema(answers), vec![roster], &Levels::default());
    let plan = Plan::new(&report.split().0, &MemoryStore::new(), OnDifference::Refuse).unwrap();
    plan.batches()[0].digest()
}

#[test]
fn whatever_decides_what_a_batch_does_changes_its_digest() {
    let none = Answers::new();
    let rows = "Chen,achen,,YES,A1,\nCole,bcole,,NO,a1,\n";
    let plain = || roster("dentist--lehi.csv", rows);
    let with_hours = |day: &str, location: &str| {
        let mut roster = plain();
        let week = WorkingWeek::from([(day.parse().unwrap(), "08:00-17:00".parse().unwrap())]);
        roster.batch.hours.insert(location.to_owned(), week);
        roster
    };
    let with_timeout = |timeout: &str| {
        let mut roster = plain();
        roster.batch.inactivity_timeout = Some(timeout.parse().unwrap());
        roster
    };
    let answers = Answers::from([("badges".to_owned(), "no".to_owned())]);
    let digests = [
        digest(&none, plain()),
        digest(
            &none,
            roster("dentist--lehi.csv", "Chen,achen,,YES,A1,\nCole,bcole,,NO,a2,\n"),
        ),
        digest(&none, roster("clerk--lehi.csv", rows)),
        digest(&none, roster("dentist--orem.csv", rows)),
        digest(&none, roster("dentist--lehi+dentist--orem.csv", rows)),
        digest(&none, with_hours("mon", "lehi")),
        digest(&none, with_hours("tue", "lehi")),
        digest(&none, with_timeout("10m")),
        digest(&none, with_timeout("1h")),
        // Badges need not be unique, and so both rows are clean.
        digest(&answers, plain()),
    ];
    let distinct: BTreeSet<Digest> = digests.into();
    assert_eq!(distinct.len(), digests.len());
}

#[test]
fn the_name_of_the_file_does_not_change_the_digest_and_no_later_version_may() {
    let none = Answers::new();
    let rows = "Chen,achen,,YES,A1,\n";
    let mut renamed = roster("clerk--orem.csv", rows);
    let original = roster("dentist--lehi.csv", rows);
    renamed.batch = original.batch.clone();
    let original = digest(&none, original);
    assert_eq!(digest(&none, renamed), original);
    // A store knows its batches by this number: a change here makes every stored batch a new one.
    assert_snapshot!(original, @"ae290ca9265aa0b4e0576cbd0582329473e0ade332110bf226e7c2d4bd7d95a2");
}
