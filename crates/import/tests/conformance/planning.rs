//! What a plan says.

use insta::assert_snapshot;
use rosterkit_import::{Action, ApplyError, Difference, MemoryStore, OnDifference, Plan, PlanError, Store};
use rosterkit_lint::{Levels, check};
use rosterkit_schema::{Answers, Schema, WorkingWeek};
use rosterkit_sheet::RowIndex;

use crate::fixture::{apply, files, import, judged, listed, minute, plan, roster, shown, told};

on_every_store!(
    new_people_are_created,
    appended_rows_are_all_that_a_grown_file_adds,
    one_person_in_two_files_is_one_account,
    a_second_location_is_added_to_a_stored_account,
    other_values_are_a_conflict_and_blank_cells_are_not,
    another_role_is_a_conflict,
    other_terms_are_a_conflict_where_the_batch_states_them,
    an_identifier_of_another_account_is_a_conflict,
    a_plan_with_conflicts_is_refused,
);

fn new_people_are_created(store: &mut dyn Store) {
    let report = files(&[
        ("dentist--lehi.csv", "Chen,achen,,YES,,\nCole,bcole,,NO,,\n"),
        ("clerk--orem.csv", "Diaz,cdiaz,,NO,,\nbroken\n"),
    ]);
    let plan = plan(&report, store);
    assert_snapshot!(told(&plan), @"
    dentist--lehi.csv New Counts { create: 2, add_assignments: 0, update: 0, unchanged: 0, conflict: 0 }
      2 achen Create
      3 bcole Create
    clerk--orem.csv New Counts { create: 1, add_assignments: 0, update: 0, unchanged: 0, conflict: 0 }
      2 cdiaz Create
    ");
    assert!(!plan.changes_nothing());
    assert_eq!(listed(store), "", "planning wrote something");
}

fn appended_rows_are_all_that_a_grown_file_adds(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", "Chen,achen,,YES,,\n")])).unwrap();
    let report = files(&[("dentist--lehi.csv", "Chen,achen,,YES,,\nCole,bcole,,YES,,\n")]);
    assert_snapshot!(told(&plan(&report, store)), @"
    dentist--lehi.csv New Counts { create: 1, add_assignments: 0, update: 0, unchanged: 1, conflict: 0 }
      2 achen Unchanged
      3 bcole Create
    ");
}

fn one_person_in_two_files_is_one_account(store: &mut dyn Store) {
    let report = files(&[
        ("dentist--lehi.csv", "Chen,achen,,YES,,1999999984\n"),
        ("dentist--orem.csv", "Chen,AChen,,YES,,1999999984\n"),
    ]);
    assert_snapshot!(told(&plan(&report, store)), @r#"
    dentist--lehi.csv New Counts { create: 1, add_assignments: 0, update: 0, unchanged: 0, conflict: 0 }
      2 achen Create
    dentist--orem.csv New Counts { create: 0, add_assignments: 1, update: 0, unchanged: 0, conflict: 0 }
      2 AChen AddAssignments({"orem": "dentist"})
    "#);
    import(store, &report).unwrap();
    assert_snapshot!(listed(store), @"
    achen v2 [Chen, 1999999984, YES] dentist at lehi, dentist at orem; 2 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 dentist--orem.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 0, extended 1, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 1
    ");
}

fn a_second_location_is_added_to_a_stored_account(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", "Chen,achen,,YES,,\n")])).unwrap();
    let report = files(&[("dentist--lehi+clerk--orem.csv", "Chen,achen,,YES,,\n")]);
    assert_snapshot!(told(&plan(&report, store)), @r#"
    dentist--lehi+clerk--orem.csv New Counts { create: 0, add_assignments: 1, update: 0, unchanged: 0, conflict: 0 }
      2 achen AddAssignments({"orem": "clerk"})
    "#);
    import(store, &report).unwrap();
    assert_snapshot!(listed(store), @"
    achen v2 [Chen, YES] dentist at lehi, clerk at orem; 2 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 dentist--lehi+clerk--orem.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 0, extended 1, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 1
    ");
}

fn other_values_are_a_conflict_and_blank_cells_are_not(store: &mut dyn Store) {
    let stored = "Chen,achen,ana@example.com,YES,,\nCole,bcole,bo@example.com,NO,B1,\n";
    import(store, &files(&[("dentist--lehi.csv", stored)])).unwrap();
    let report = files(&[(
        "dentist--orem.csv",
        "CHEN,achen,new@example.com,YES,A7,\nCole,bcole,,,,\n",
    )]);
    let plan = plan(&report, store);
    assert_snapshot!(told(&plan), @r#"
    dentist--orem.csv New Counts { create: 0, add_assignments: 1, update: 0, unchanged: 0, conflict: 1 }
      2 achen Conflict
        OtherValue { attribute: Attribute("emails[type eq \"work\"].value"), stored: Some((sensitive)), given: (sensitive) }
        OtherValue { attribute: Attribute("name.familyName"), stored: Some("Chen"), given: "CHEN" }
        OtherValue { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:shortName"), stored: None, given: "A7" }
      3 bcole AddAssignments({"orem": "dentist"})
    "#);
    let eyes = plan.to_review();
    let Action::Conflict(reasons) = eyes[0].1.action else {
        panic!("{eyes:?}");
    };
    let Difference::OtherValue {
        stored: Some(stored),
        given,
        ..
    } = &reasons[0]
    else {
        panic!("{reasons:?}");
    };
    assert!(given.is_sensitive());
    assert_eq!(
        (shown(stored), shown(given)),
        ("ana@example.com", "new@example.com")
    );
}

fn another_role_is_a_conflict(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", "Chen,achen,,,,\n")])).unwrap();
    let report = files(&[("clerk--lehi+clerk--orem.csv", "Chen,achen,,,,\n")]);
    assert_snapshot!(told(&plan(&report, store)), @r#"
    clerk--lehi+clerk--orem.csv New Counts { create: 0, add_assignments: 0, update: 0, unchanged: 0, conflict: 1 }
      2 achen Conflict
        OtherRole { location: "lehi", stored: "dentist", given: "clerk" }
    "#);
}

fn other_terms_are_a_conflict_where_the_batch_states_them(store: &mut dyn Store) {
    let with = |hours: Option<&str>, timeout: Option<&str>, location: &str| {
        let mut roster = roster(&format!("dentist--{location}.csv"), "Chen,achen,,YES,,\n");
        if let Some(hours) = hours {
            let week = WorkingWeek::from([("mon".parse().unwrap(), hours.parse().unwrap())]);
            roster.batch.hours.insert(location.to_owned(), week);
        }
        roster.batch.inactivity_timeout = timeout.map(|timeout| timeout.parse().unwrap());
        judged(vec![roster])
    };
    import(store, &with(Some("08:00-17:00"), Some("10m"), "lehi")).unwrap();
    assert_snapshot!(told(&plan(&with(Some("09:00-17:00"), Some("1h"), "lehi"), store)), @r#"
    dentist--lehi.csv New Counts { create: 0, add_assignments: 0, update: 0, unchanged: 0, conflict: 1 }
      2 achen Conflict
        OtherHours { location: "lehi", stored: {Mon: Hours { start: 480, end: 1020 }}, given: {Mon: Hours { start: 540, end: 1020 }} }
        OtherTimeout { location: "lehi", stored: Some(Timeout { minutes: 10 }), given: Timeout { minutes: 60 } }
    "#);
    for report in [with(None, None, "lehi"), with(Some("08:00-17:00"), None, "lehi")] {
        assert!(plan(&report, store).changes_nothing());
    }
    let elsewhere = with(Some("09:00-17:00"), None, "orem");
    assert_eq!(plan(&elsewhere, store).counts().add_assignments, 1);
    import(store, &elsewhere).unwrap();
    assert_snapshot!(listed(store), @"
    achen v2 [Chen, YES] dentist at lehi (1 days, Some(Timeout { minutes: 10 })), dentist at orem (1 days, None); 2 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 dentist--orem.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 0, extended 1, updated 0
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 1
    ");
}

fn an_identifier_of_another_account_is_a_conflict(store: &mut dyn Store) {
    import(
        store,
        &files(&[("dentist--lehi.csv", "Chen,achen,,YES,a1,1999999984\n")]),
    )
    .unwrap();
    let report = files(&[(
        "dentist--lehi.csv",
        "Chen,anachen,,YES,A1,1999999984\nCole,bcole,,YES,B1,1455555015\n",
    )]);
    assert_snapshot!(told(&plan(&report, store)), @r#"
    dentist--lehi.csv New Counts { create: 1, add_assignments: 0, update: 0, unchanged: 0, conflict: 1 }
      2 anachen Conflict
        Taken { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:shortName"), value: "A1", holder: "achen" }
        Taken { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi"), value: (sensitive), holder: "achen" }
      3 bcole Create
    "#);
}

fn a_plan_with_conflicts_is_refused(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", "Chen,achen,,,,\n")])).unwrap();
    let before = listed(store);
    let report = files(&[
        ("dentist--orem.csv", "Cole,bcole,,,,\n"),
        ("clerk--lehi.csv", "Chen,achen,,,,\n"),
    ]);
    let plan = plan(&report, store);
    let refused = apply(&plan, store, minute(1));
    assert!(matches!(refused, Err(ApplyError::Conflicts { rows: 1 })));
    assert_eq!(listed(store), before);
}

#[test]
fn a_person_of_two_files_is_compared_with_the_first() {
    let report = files(&[
        ("dentist--lehi.csv", "Chen,achen,,,,\n"),
        ("dentist--orem.csv", "Chen,achen,other@example.com,,,\n"),
    ]);
    let plan = plan(&report, &MemoryStore::new());
    assert_eq!(plan.batches()[0].rows().next().unwrap().action, &Action::Create);
    assert_eq!(plan.counts().conflict, 1);
}

#[test]
fn a_plan_names_only_whom_it_is_about() {
    let report = files(&[("dentist--lehi.csv", "Chen,AChen,,,,\n\nCole,b cole,,,,\n")]);
    let plan = plan(&report, &MemoryStore::new());
    let batch = &plan.batches()[0];
    let rows: Vec<RowIndex> = batch.rows().map(|row| row.row).collect();
    assert_eq!(rows, [RowIndex(1)]);
    // The header, a blank row, one that was refused, and one that is not there.
    let names = [0, 1, 2, 3, 4].map(|row| batch.username(RowIndex(row)));
    assert_eq!(names, ["", "AChen", "", "", ""]);
}

#[test]
fn a_schema_needs_a_column_of_usernames() {
    let text = include_str!("staff.toml").replace("\"userName\"", "\"nickName\"");
    let schema = Schema::parse("staff.toml", &text, &Answers::new()).unwrap();
    let report = check(schema, vec![roster("dentist--lehi.csv", "")], &Levels::default());
    let refused = Plan::new(&report.split().0, &MemoryStore::new(), OnDifference::Refuse);
    assert!(matches!(refused, Err(PlanError::NoUsernameColumn { .. })));
}

#[test]
fn a_row_needs_a_username() {
    let text = include_str!("staff.toml").replacen("presence = \"required\"\nunique", "unique", 1);
    let schema = Schema::parse("staff.toml", &text, &Answers::new()).unwrap();
    let report = check(
        schema,
        vec![roster("dentist--lehi.csv", "Chen,achen,,,,\nCole,,,,,\n")],
        &Levels::default(),
    );
    let refused = Plan::new(&report.split().0, &MemoryStore::new(), OnDifference::Refuse);
    assert!(matches!(refused, Err(PlanError::NoUsername { row: 3, .. })));
}
