//! What undoing does: what a batch made goes, what it changed is as before, and what was touched since is spared.

use insta::assert_snapshot;
use rosterkit_import::{AccountKey, BatchId, Store, TaskState, Undo, UndoError};

use crate::fixture::{Failing, files, import, listed, minute, plan, undo, update};

on_every_store!(
    an_undone_batch_leaves_what_was_before,
    a_role_that_was_added_goes_and_the_account_stays,
    what_was_corrected_is_as_before,
    what_a_later_batch_changed_is_spared_until_that_one_is_undone,
    an_account_that_is_worked_with_is_spared,
    a_value_that_somebody_else_has_now_is_not_given_back,
    an_undone_file_may_be_imported_again,
    an_account_made_anew_is_not_the_one_that_was_undone,
    what_changed_since_it_was_shown_is_not_undone,
    a_failure_leaves_the_batch_as_it_was,
);

const STAFF: &str = "Chen,achen,ana@example.com,YES,A1,1999999984\nCole,bcole,,NO,,\n";

fn an_undone_batch_leaves_what_was_before(store: &mut dyn Store) {
    import(store, &files(&[("clerk--orem.csv", "Diaz,cdiaz,,NO,D1,\n")])).unwrap();
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    assert_snapshot!(undo(store, 2), @"
    2 achen Create: TakeBack
    3 bcole Create: TakeBack
    ");
    assert_snapshot!(listed(store), @"
    cdiaz v1 [Diaz, NO, D1] clerk at orem; 1 open
    batch 1 clerk--orem.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 2, extended 0, updated 0; 2 undone at 2027-01-15T08:09:00Z
    task cdiaz timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    ");
    let nothing = Undo::new(store, BatchId(2)).unwrap();
    assert!(nothing.changes_nothing());
    assert!(matches!(Undo::new(store, BatchId(7)), Err(UndoError::NoBatch(7))));
}

fn a_role_that_was_added_goes_and_the_account_stays(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let before = listed(store);
    import(store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    assert_snapshot!(undo(store, 2), @"2 bcole AddAssignments: TakeBack");
    let after = listed(store);
    let without_journal = after.lines().filter(|line| !line.starts_with("batch 2"));
    assert_eq!(
        without_journal.collect::<Vec<_>>(),
        before.lines().collect::<Vec<_>>()
    );
}

fn what_was_corrected_is_as_before(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let before = listed(store);
    let rows = "Chan,achen,new@example.com,YES,A7,1999999984\nCole,bcole,bo@example.com,NO,B1,\n";
    update(store, &files(&[("clerk--lehi+clerk--orem.csv", rows)])).unwrap();
    assert_ne!(listed(store), before);
    assert_snapshot!(undo(store, 2), @"
    2 achen Update: TakeBack
    3 bcole Update: TakeBack
    ");
    let after = listed(store);
    let without_journal = after.lines().filter(|line| !line.starts_with("batch 2"));
    assert_eq!(
        without_journal.collect::<Vec<_>>(),
        before.lines().collect::<Vec<_>>()
    );
    // The badges are free again.
    let others = files(&[("clerk--orem.csv", "Diaz,cdiaz,,NO,A7,\nEng,deng,,NO,B1,\n")]);
    assert_eq!(plan(&others, store).counts().create, 2);
}

fn what_a_later_batch_changed_is_spared_until_that_one_is_undone(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    import(store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    assert_snapshot!(undo(store, 1), @"
    2 achen Create: TakeBack
    3 bcole Create: Spare(ChangedSince)
    ");
    assert_snapshot!(listed(store), @"
    bcole v2 [Cole, NO] dentist at lehi, clerk at orem; 1 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 2, extended 0, updated 0; 1 undone at 2027-01-15T08:09:00Z
    batch 2 clerk--orem.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 0, extended 1, updated 0
    task bcole timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    ");
    undo(store, 2);
    assert_snapshot!(undo(store, 1), @"
    2 achen Create: AlreadyTakenBack
    3 bcole Create: TakeBack
    ");
    assert!(store.accounts().unwrap().is_empty());
}

fn an_account_that_is_worked_with_is_spared(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let ana = AccountKey::of("achen");
    store.set_task_state(&ana, "colour", TaskState::Done).unwrap();
    assert_snapshot!(undo(store, 1), @"
    2 achen Create: Spare(TaskDone)
    3 bcole Create: TakeBack
    ");
    assert_eq!(store.accounts().unwrap().len(), 1);
    store.set_task_state(&ana, "colour", TaskState::Open).unwrap();
    undo(store, 1);
    assert!(store.accounts().unwrap().is_empty());
}

fn a_value_that_somebody_else_has_now_is_not_given_back(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    update(store, &files(&[("dentist--lehi.csv", "Chen,achen,,YES,A2,\n")])).unwrap();
    import(store, &files(&[("clerk--orem.csv", "Diaz,cdiaz,,NO,a1,\n")])).unwrap();
    assert_snapshot!(undo(store, 2), @"2 achen Update: Spare(Taken)");
}

fn an_undone_file_may_be_imported_again(store: &mut dyn Store) {
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    import(store, &report).unwrap();
    undo(store, 1);
    import(store, &report).unwrap();
    assert_snapshot!(listed(store), @"
    achen v1 [ana@example.com, Chen, 1999999984, YES, A1] dentist at lehi; 2 open
    bcole v1 [Cole, NO] dentist at lehi; 1 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 2, extended 0, updated 0; 2 undone at 2027-01-15T08:09:00Z
    batch 2 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 2, extended 0, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 2
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 2
    task bcole timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 2
    ");
}

fn an_account_made_anew_is_not_the_one_that_was_undone(store: &mut dyn Store) {
    let report = files(&[("dentist--lehi.csv", STAFF)]);
    import(store, &report).unwrap();
    import(store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    undo(store, 2);
    undo(store, 1);
    import(store, &report).unwrap();
    let old = Undo::new(store, BatchId(1)).unwrap();
    assert!(old.changes_nothing(), "{old:?}");
    assert_eq!(store.accounts().unwrap().len(), 2);
}

fn what_changed_since_it_was_shown_is_not_undone(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let shown = Undo::new(store, BatchId(1)).unwrap();
    import(store, &files(&[("clerk--orem.csv", "Cole,bcole,,NO,,\n")])).unwrap();
    let before = listed(store);
    let refused = rosterkit_import::undo(&shown, store, minute(9));
    assert!(matches!(refused, Err(UndoError::Changed(1))), "{refused:?}");
    assert_eq!(listed(store), before);
}

fn a_failure_leaves_the_batch_as_it_was(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", STAFF)])).unwrap();
    let before = listed(store);
    for after in 0..2 {
        let shown = Undo::new(store, BatchId(1)).unwrap();
        let mut failing = Failing {
            store: &mut *store,
            after,
        };
        let failed = rosterkit_import::undo(&shown, &mut failing, minute(9));
        assert!(matches!(failed, Err(UndoError::Store(_))), "{failed:?}");
        assert_eq!(listed(store), before, "after {after} writes");
    }
}
