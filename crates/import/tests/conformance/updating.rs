//! What an update does: the row wins over the store, field by field, and a blank cell wins over nothing.

use insta::assert_snapshot;
use rosterkit_import::{ApplyError, OnDifference, Plan, Store};
use rosterkit_lint::{Levels, check};
use rosterkit_schema::{Answers, Schema, WorkingWeek};

use crate::fixture::{apply, files, import, judged, listed, minute, roster, told, update};

on_every_store!(
    the_row_wins_field_by_field,
    terms_that_a_batch_does_not_state_stay,
    a_value_of_another_account_is_a_conflict_all_the_same,
    an_update_happens_once,
    somebody_alike_is_pointed_out,
    a_person_of_two_files_is_corrected_by_both,
);

fn the_row_wins_field_by_field(store: &mut dyn Store) {
    let stored = "Chen,achen,ana@example.com,YES,A1,\nCole,bcole,bo@example.com,NO,B1,\n";
    import(store, &files(&[("dentist--lehi.csv", stored)])).unwrap();
    let rows = "Chan,AChen,,YES,A7,1999999984\nCole,bcole,,,,\n";
    let report = files(&[("clerk--lehi+clerk--orem.csv", rows)]);
    let plan = Plan::new(&report.split().0, store, OnDifference::Update).unwrap();
    assert_snapshot!(told(&plan), @r#"
    clerk--lehi+clerk--orem.csv New Counts { create: 0, add_assignments: 0, update: 2, unchanged: 0, conflict: 0 }
      2 AChen Update { differences: [OtherValue { attribute: Attribute("name.familyName"), stored: Some("Chen"), given: "Chan" }, OtherValue { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi"), stored: None, given: (sensitive) }, OtherValue { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:shortName"), stored: Some("A1"), given: "A7" }, OtherRole { location: "lehi", stored: "dentist", given: "clerk" }], added: {"orem": "clerk"} }
      3 bcole Update { differences: [OtherRole { location: "lehi", stored: "dentist", given: "clerk" }], added: {"orem": "clerk"} }
    "#);
    apply(&plan, store, minute(1)).unwrap();
    assert_snapshot!(listed(store), @"
    achen v2 [ana@example.com, Chan, 1999999984, YES, A7] clerk at lehi, clerk at orem; 2 open
    bcole v2 [bo@example.com, Cole, NO, B1] clerk at lehi, clerk at orem; 1 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 2, extended 0, updated 0
    batch 2 clerk--lehi+clerk--orem.csv staff 1.0.0 at 2027-01-15T08:01:00Z: created 0, extended 0, updated 2
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 1
    task bcole timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    ");
    // The old badge is free, the new one and the number are taken.
    let others = files(&[(
        "clerk--orem.csv",
        "Diaz,cdiaz,,NO,A1,\nEng,deng,,NO,a7,1999999984\n",
    )]);
    let plan = Plan::new(&others.split().0, store, OnDifference::Update).unwrap();
    assert_snapshot!(told(&plan), @r#"
    clerk--orem.csv New Counts { create: 1, add_assignments: 0, update: 0, unchanged: 0, conflict: 1 }
      2 cdiaz Create
      3 deng Conflict
        Taken { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:shortName"), value: "a7", holder: "achen" }
        Taken { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi"), value: (sensitive), holder: "achen" }
    "#);
}

fn terms_that_a_batch_does_not_state_stay(store: &mut dyn Store) {
    let with = |role: &str, hours: Option<&str>, timeout: Option<&str>| {
        let mut roster = roster(&format!("{role}--lehi.csv"), "Chen,achen,,YES,,\n");
        if let Some(hours) = hours {
            let week = WorkingWeek::from([("mon".parse().unwrap(), hours.parse().unwrap())]);
            roster.batch.hours.insert("lehi".to_owned(), week);
        }
        roster.batch.inactivity_timeout = timeout.map(|timeout| timeout.parse().unwrap());
        judged(vec![roster])
    };
    import(store, &with("dentist", Some("08:00-17:00"), Some("10m"))).unwrap();
    update(store, &with("clerk", None, Some("1h"))).unwrap();
    assert_snapshot!(listed(store), @"
    achen v2 [Chen, YES] clerk at lehi (1 days, Some(Timeout { minutes: 60 })); 2 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 clerk--lehi.csv staff 1.0.0 at 2027-01-15T08:02:00Z: created 0, extended 0, updated 1
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 1
    ");
}

fn a_value_of_another_account_is_a_conflict_all_the_same(store: &mut dyn Store) {
    import(
        store,
        &files(&[("dentist--lehi.csv", "Chen,achen,,YES,A1,\nCole,bcole,,NO,,\n")]),
    )
    .unwrap();
    let before = listed(store);
    let report = files(&[("dentist--lehi.csv", "Cole,bcole,new@example.com,NO,a1,\n")]);
    let refused = update(store, &report);
    assert!(matches!(refused, Err(ApplyError::Conflicts { rows: 1 })));
    assert_eq!(listed(store), before);
}

fn an_update_happens_once(store: &mut dyn Store) {
    import(store, &files(&[("dentist--lehi.csv", "Chen,achen,,YES,,\n")])).unwrap();
    let report = files(&[("dentist--lehi.csv", "Chan,achen,,YES,,\n")]);
    update(store, &report).unwrap();
    let first = listed(store);
    update(store, &report).unwrap();
    let other_bytes = files(&[("dentist--lehi.csv", "Chan,achen,,YES,,\r\n")]);
    update(store, &other_bytes).unwrap();
    assert_eq!(listed(store), first);
}

fn somebody_alike_is_pointed_out(store: &mut dyn Store) {
    // Where the address stands there is a telephone number now; what is compared is the text.
    let text = include_str!("staff.toml").replace("emails[type", "phoneNumbers[type");
    let judged = |rows: &str| {
        let schema = Schema::parse("staff.toml", &text, &Answers::new()).unwrap();
        check(
            schema,
            vec![roster("dentist--lehi.csv", rows)],
            &Levels::default(),
        )
    };
    let stored = "Chen,achen,ana@example.com,YES,,\nChen,cchen,,YES,,\n";
    import(store, &judged(stored)).unwrap();
    let report =
        judged("CHEN,anachen,ANA@example.com,YES,,\nChen,other,,YES,,\nChen,achen,ana@example.com,YES,,\n");
    let plan = Plan::new(&report.split().0, store, OnDifference::Refuse).unwrap();
    let alike = plan.batches()[0].rows().map(|row| row.alike);
    assert_eq!(alike.collect::<Vec<_>>(), [Some("achen"), None, None]);
    // It keeps nobody out.
    apply(&plan, store, minute(1)).unwrap();
    assert_eq!(store.accounts().unwrap().len(), 4);
}

fn a_person_of_two_files_is_corrected_by_both(store: &mut dyn Store) {
    import(
        store,
        &files(&[("dentist--lehi.csv", "Chen,achen,ana@example.com,YES,,\n")]),
    )
    .unwrap();
    let report = files(&[
        ("dentist--orem.csv", "Chan,achen,,YES,,\n"),
        ("dentist--draper.csv", "Chan,achen,,YES,,1999999984\n"),
    ]);
    let plan = Plan::new(&report.split().0, store, OnDifference::Update).unwrap();
    assert_snapshot!(told(&plan), @r#"
    dentist--orem.csv New Counts { create: 0, add_assignments: 0, update: 1, unchanged: 0, conflict: 0 }
      2 achen Update { differences: [OtherValue { attribute: Attribute("name.familyName"), stored: Some("Chen"), given: "Chan" }], added: {"orem": "dentist"} }
    dentist--draper.csv New Counts { create: 0, add_assignments: 0, update: 1, unchanged: 0, conflict: 0 }
      2 achen Update { differences: [OtherValue { attribute: Attribute("urn:rosterkit:params:scim:schemas:extension:provider:1.0:User:npi"), stored: None, given: (sensitive) }], added: {"draper": "dentist"} }
    "#);
    apply(&plan, store, minute(1)).unwrap();
    assert_snapshot!(listed(store), @"
    achen v3 [ana@example.com, Chan, 1999999984, YES] dentist at draper, dentist at lehi, dentist at orem; 2 open
    batch 1 dentist--lehi.csv staff 1.0.0 at 2027-01-15T08:00:00Z: created 1, extended 0, updated 0
    batch 2 dentist--orem.csv staff 1.0.0 at 2027-01-15T08:01:00Z: created 0, extended 0, updated 1
    batch 3 dentist--draper.csv staff 1.0.0 at 2027-01-15T08:01:00Z: created 0, extended 0, updated 1
    task achen timeout: Review the timeout (Ten minutes are better than an hour.) open, batch 1
    task achen colour: Choose a colour (Every provider is white at first.) open, batch 1
    ");
}
