//! Several importers at once, whatever the store that they share.

use std::sync::Barrier;

use rosterkit_import::{Outcome, Store};

use crate::fixture::{STAFF, apply, files, minute, plan};

const IMPORTERS: usize = 4;

/// Lets importers with the same files apply them to one store, and asserts that each batch was applied once. `open` opens
/// the store, once for each of them.
#[track_caller]
pub(crate) fn assert_applied_once<S: Store>(turn: usize, open: impl Fn() -> S + Sync) {
    let start = Barrier::new(IMPORTERS);
    let run = || {
        let report = files(&[
            ("dentist--lehi.csv", STAFF),
            ("clerk--orem.csv", "Cole,bcole,,NO,,\n"),
        ]);
        // Some look before the store is there and some while it is made.
        let early = open();
        start.wait();
        let mut store = if turn.is_multiple_of(2) { early } else { open() };
        let plan = plan(&report, &store);
        apply(&plan, &mut store, minute(0)).unwrap()
    };
    let mut outcomes = Vec::new();
    std::thread::scope(|scope| {
        let importers: Vec<_> = (0..IMPORTERS).map(|_| scope.spawn(run)).collect();
        for importer in importers {
            outcomes.extend(importer.join().unwrap());
        }
    });
    let applied = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Outcome::Applied(_)));
    assert_eq!(
        (applied.count(), outcomes.len()),
        (2, 2 * IMPORTERS),
        "{outcomes:?}"
    );
    let store = open();
    assert_eq!(
        (store.accounts().unwrap().len(), store.batches().unwrap().len()),
        (2, 2)
    );
}
