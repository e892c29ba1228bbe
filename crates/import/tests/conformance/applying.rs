//! What applying does: each batch whole or not at all, once, and only as planned.

use insta::assert_snapshot;
use rosterkit_import::{
    AccountKey, ApplyError, BatchState, Identifier, JournalEntry, Outcome, Record, Store, StoreError,
    TaskState,
};
use rosterkit_schema::{Attribute, Batch};

use crate::fixture::{Failing, apply, creation, files, import, listed, minute, plan};

on_every_store!(
    a_batch_is_applied_once,
    a_file_saved_anew_changes_nothing,
    the_same_plan_twice_is_applied_once,
    what_no_longer_holds_is_not_applied,
    a_failure_anywhere_leaves_nothing_of_the_batch,
    the_batches_before_a_failure_stay_and_the_next_run_goes_on,
    tasks_are_done_and_undone,
    a_store_refuses_what_would_be_there_twice,
);

const STAFF: &str = "Chen,achen,ana@example.com,YES,A1,1999999984\nCole,bcole,,NO,,\n";

fn a_batch_is_applied_once(store: &mut dyn Store) {
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    import(store, &report).unwrap();
    let first = listed(store);
    assert_snapshot!(first, @"
    achen v1 [ana@example.com, Chen, 1999999984, YES, A1] dentist at lehi; 2 open
    bcole v1 [Cole, NO] dentist at lehi; 1 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 2, extended 0, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 1
    task bcole timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    ");

    let again = plan(&report, store);
    let BatchState::AlreadyApplied(at) = again.batches()[0].state() else {
        panic!("{again:?}");
    };
    assert_eq!(at.when, minute(0));
    assert!(again.changes_nothing());
    let applied = apply(&again, store, minute(1)).unwrap();
    assert_eq!(applied, [Outcome::AlreadyApplied(at)]);
    assert_eq!(listed(store), first);
}

fn a_file_saved_anew_changes_nothing(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let first = listed(store);
    let report = files(&[("dentist--lehi.csv", &STAFF.replace('\n', "\r\n"))]);
    let plan = plan(&report, store);
    assert_eq!(plan.batches()[0].state(), BatchState::New);
    assert_eq!(plan.counts().unchanged, 2);
    assert!(plan.changes_nothing());
    assert_eq!(apply(&plan, store, minute(1)).unwrap(), [Outcome::Unchanged]);
    assert_eq!(listed(store), first);
}

fn the_same_plan_twice_is_applied_once(store: &mut dyn Store) {
    let report = files(&[
        ("dentist--lehi.csv", STAFF),
        ("clerk--orem.csv", "Cole,bcole,,NO,,\n"),
    ]);
    let [mine, theirs] = [plan(&report, store), plan(&report, store)];
    apply(&theirs, store, minute(1)).unwrap();
    let first = listed(store);
    let applied = apply(&mine, store, minute(2)).unwrap();
    let skipped = |outcome: &Outcome| matches!(outcome, Outcome::AlreadyApplied(at) if at.when == minute(1));
    assert!(applied.iter().all(skipped), "{applied:?}");
    assert_eq!(listed(store), first);
}

fn what_no_longer_holds_is_not_applied(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", "Chen,achen,,,,\n")])).unwrap();
    let rows = "Diaz,cdiaz,,,,\nChen,achen,,,,\n";
    for between in [
        // The account is given the assignment that the plan would add.
        ("dentist--orem.csv", "Chen,achen,,,,\n"),
        // The account that the plan would make is made, with the same details.
        ("dentist--draper.csv", "Diaz,cdiaz,,,,\n"),
    ] {
        let report = files(&[("dentist--orem.csv", rows)]);
        let plan = plan(&report, store);
        import(store, &files(&[between])).unwrap();
        let first = listed(store);
        let refused = apply(&plan, store, minute(1));
        assert!(
            matches!(refused, Err(ApplyError::Changed { .. })),
            "{between:?}: {refused:?}"
        );
        assert_eq!(listed(store), first);
    }
}

fn a_failure_anywhere_leaves_nothing_of_the_batch(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    let before = listed(store);
    let report = files(&[("dentist--orem.csv", STAFF)]);
    // The journal entry, an account, an assignment, the end.
    for after in 0..4 {
        let plan = plan(&report, store);
        let mut failing = Failing {
            store: &mut *store,
            after,
        };
        let failed = apply(&plan, &mut failing, minute(1));
        assert!(
            matches!(
                failed,
                Err(ApplyError::Store {
                    source: StoreError::Full { .. },
                    ..
                })
            ),
            "{after}: {failed:?}"
        );
        assert_eq!(listed(store), before, "after {after} writes");
    }
    let plan = plan(&report, store);
    apply(
        &plan,
        &mut Failing {
            store: &mut *store,
            after: 4,
        },
        minute(1),
    )
    .unwrap();
    assert_snapshot!(listed(store), @"
    achen v1 [ana@example.com, Chen, 1999999984, YES, A1] dentist at orem; 2 open
    bcole v2 [Cole, NO] dentist at lehi, dentist at orem; 1 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 dentist--orem.csv staff 1.0.0 at 2027-01-15T08:01:00Z: created 1, extended 1, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 2
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 2
    task bcole timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    ");
}

fn the_batches_before_a_failure_stay_and_the_next_run_goes_on(store: &mut dyn Store) {
    let report = files(&[
        ("dentist--lehi.csv", "Chen,achen,,,,\n"),
        ("dentist--orem.csv", "Chen,achen,,,,\nCole,bcole,,,,\n"),
    ]);
    let first = plan(&report, store);
    // Enough for the journal entry, the account and the end of the first batch, too little for the second.
    let failed = apply(
        &first,
        &mut Failing {
            store: &mut *store,
            after: 3,
        },
        minute(0),
    );
    assert!(matches!(failed, Err(ApplyError::Store { file, .. }) if file == "dentist--orem.csv"));
    assert_eq!(store.batches().unwrap().len(), 1);

    let second = plan(&report, store);
    let applied = apply(&second, store, minute(1)).unwrap();
    assert!(matches!(
        applied[..],
        [Outcome::AlreadyApplied(_), Outcome::Applied(_)]
    ));
    assert_snapshot!(listed(store), @"
    achen v2 [Chen] dentist at lehi, dentist at orem; 1 open
    bcole v1 [Cole] dentist at orem; 1 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 dentist--orem.csv staff 1.0.0 at 2027-01-15T08:01:00Z: created 1, extended 1, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task bcole timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 2
    ");
}

fn tasks_are_done_and_undone(store: &mut dyn Store) {
    let [ana, nobody] = ["AChen", "nobody"].map(AccountKey::of);
    assert_eq!(
        store.set_task_state(&ana, "colour", TaskState::Done).unwrap(),
        None
    );
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let mut set = |key, task, state| store.set_task_state(key, task, state).unwrap();
    assert_eq!(set(&ana, "colour", TaskState::Done), Some(TaskState::Open));
    assert_eq!(set(&ana, "colour", TaskState::Done), Some(TaskState::Done));
    assert_eq!(set(&ana, "timeout", TaskState::Done), Some(TaskState::Open));
    assert_eq!(set(&ana, "timeout", TaskState::Open), Some(TaskState::Done));
    assert_eq!(set(&ana, "hours", TaskState::Done), None);
    assert_eq!(set(&nobody, "colour", TaskState::Done), None);
    assert_snapshot!(listed(store), @"
    achen v1 [ana@example.com, Chen, 1999999984, YES, A1] dentist at lehi; 1 open
    bcole v1 [Cole, NO] dentist at lehi; 1 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 2, extended 0, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) done, batch 1
    task bcole timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    ");
}

fn a_store_refuses_what_would_be_there_twice(store: &mut dyn Store) {
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    import(store, &report).unwrap();
    let before = listed(store);
    let npi = Attribute::parse("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi").unwrap();
    let identifiers = [Identifier {
        attribute: npi,
        value: "1999999984".to_owned(),
    }];
    let digest = plan(&files(&[("clerk--orem.csv", "Diaz,cdiaz,,,,\n")]), store).batches()[0].digest();
    for (username, identifiers) in [("ACHEN", &[][..]), ("cdiaz", &identifiers[..])] {
        let record = Record {
            username: username.to_owned(),
            values: [].into(),
        };
        let mut transaction = store.begin().unwrap();
        let batch = Batch::default();
        let entry = JournalEntry {
            file: "clerk--orem.csv",
            digest,
            schema: "staff",
            schema_version: "1.0.0",
            batch: &batch,
            when: minute(1),
        };
        let id = transaction.journal(&entry).unwrap();
        let written = transaction.write(id, &[creation(&record, 1, identifiers)]);
        // A store may gather what it writes, and then the end tells.
        let refused = written.and_then(|()| transaction.commit());
        assert!(
            matches!(refused, Err(StoreError::Refused)),
            "{username}: {refused:?}"
        );
        assert_eq!(listed(store), before);
    }
}
