//! What is said of one file, with everything that is said several times said once: a page is read to its end only where it is
//! short.

use std::collections::BTreeMap;

use rosterkit_lint::{Applicability, Fix, Level, Place};

use crate::report::place::for_people;
use crate::report::told::{Said, Told};

/// How many different things are said of one kind; of the others, the cells are named.
const MOST: usize = 20;

/// What is said of a file: the errors first, then in the order in which a reader comes to it.
#[derive(Default)]
pub(super) struct Alike {
    kinds: Vec<Kind>,
    /// Where each kind is among them.
    known: BTreeMap<(Level, &'static str, Option<String>), usize>,
}

/// What one rule says of one column.
pub(super) struct Kind {
    pub(super) level: Level,
    pub(super) rule: &'static str,
    pub(super) column: Option<String>,
    pub(super) remarks: Vec<Remark>,
    /// Where it says more than anybody reads.
    pub(super) rest: Vec<Place>,
}

/// What is said of one place, and of others too.
pub(super) struct Remark {
    /// As people who have the file open find it.
    pub(super) place: String,
    pub(super) sheet: Option<String>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) fixes: Vec<Fix>,
    /// The other places of which the same is said.
    pub(super) others: Vec<Place>,
    said: Said,
}

impl Alike {
    pub(super) fn add(&mut self, told: Told<'_>) {
        let place = told.place();
        let fixes = told.fixes();
        let said = told.said_anywhere();
        let remark = Remark {
            place: for_people(&told.at),
            sheet: told.at.sheet,
            message: told.words.message,
            help: told.words.help,
            fixes,
            others: Vec::new(),
            said,
        };
        let key = (told.level, told.rule.name, told.at.column_name);
        let at = *self.known.entry(key).or_insert_with_key(|(level, rule, column)| {
            self.kinds.push(Kind {
                level: *level,
                rule,
                column: column.clone(),
                remarks: Vec::new(),
                rest: Vec::new(),
            });
            self.kinds.len() - 1
        });
        self.kinds[at].add(remark, place);
    }

    pub(super) fn count(&self, level: Level) -> u64 {
        let kinds = self.kinds.iter().filter(|kind| kind.level == level);
        kinds.map(Kind::count).sum()
    }

    pub(super) fn into_kinds(self) -> Vec<Kind> {
        let mut kinds = self.kinds;
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.level));
        kinds
    }
}

impl Kind {
    fn add(&mut self, remark: Remark, place: Place) {
        let first = self.remarks.iter_mut().find(|first| first.said == remark.said);
        if let Some(first) = first {
            first.others.push(place);
        } else if self.remarks.len() < MOST {
            self.remarks.push(remark);
        } else {
            self.rest.push(place);
        }
    }

    fn count(&self) -> u64 {
        let said = self.remarks.iter().map(|remark| 1 + remark.others.len());
        (said.sum::<usize>() + self.rest.len()) as u64
    }
}

/// What a fix is, for somebody who has never seen a command line.
pub(super) fn in_words(fix: &Fix) -> &'static str {
    match fix.applicability {
        Applicability::Safe => "Can be repaired automatically",
        Applicability::Unsafe => "A guess",
        Applicability::DisplayOnly => "A proposal",
    }
}
