//! Masters under an invented organization: dentists, assistants and receptionists in Lehi and Provo.

use rosterkit_schema::{Batch, Location, Organization, Role, Schema};
use rosterkit_sheet::Document;

use crate::testing::{line, roster, sample};
use crate::{Levels, Master, MasterColumns, Report, Values, check};

pub(crate) fn organization() -> Organization {
    let role = |id: &str, name: &str| Role {
        id: id.to_owned(),
        name: name.to_owned(),
        provider: id == "dentist",
    };
    let location = |id: &str, name: &str| Location {
        id: id.to_owned(),
        name: name.to_owned(),
    };
    Organization {
        roles: vec![
            role("dentist", "Dentist"),
            role("assistant", "Assistant"),
            role("receptionist", "Receptionist"),
        ],
        locations: vec![location("lehi", "Lehi"), location("provo", "Provo")],
    }
}

/// What the rows of a file get that has both columns.
pub(crate) fn master(schema: &Schema, document: &Document) -> Option<Master> {
    let columns = MasterColumns::of(schema, document.sheet())?;
    let organization = organization();
    let of = |role: &str, locations: &str| {
        let role = organization.role_named(role)?;
        let locations = organization.locations_named(locations).ok()?.into_iter();
        Some(Batch {
            assignments: locations
                .map(|location| (location.id.clone(), role.id.clone()))
                .collect(),
            provider: Some(role.provider),
            ..Batch::default()
        })
    };
    Some(Master::read(document.sheet(), columns, organization.clone(), of))
}

/// The judgement of a master.
pub(crate) fn judged(text: &str) -> Report {
    let levels = Levels([("missing-recommended", None)].into());
    check(sample(), vec![roster("everybody.csv", text.as_bytes())], &levels)
}

/// What is found in a master: place, level, rule; message; help.
pub(crate) fn found_in_master(text: &str) -> String {
    let report = judged(text);
    let scene = report.scene(Values::Shown);
    let told = report.diagnostics().iter().map(|found| {
        let words = scene.words(found);
        format!(
            "{}: {}\n  {}\n",
            line(&report, found),
            words.message,
            words.help.unwrap_or_default()
        )
    });
    told.collect()
}

/// The clean people of a report: what each group gets, and the rows.
fn groups(report: &Report) -> Vec<String> {
    let files = report.split().0.files();
    let told = files.map(|file| {
        let given = file
            .batch()
            .assignments
            .iter()
            .map(|(location, role)| format!("{role} at {location}"));
        let rows = file.rows().map(|row| row.index().number().to_string());
        format!(
            "{}: {}",
            given.collect::<Vec<_>>().join(", "),
            rows.collect::<Vec<_>>().join(" ")
        )
    });
    told.collect()
}

const HEADER: &str = "First Name,Last Name,Username,Phone Number,Role,Location\n";

#[test]
fn texts_that_run_together_are_told_apart() {
    let text = "Role,Location\n\"a\n\u{1}b\",\"c\"\n\"a\",\"b\n\u{1}c\"\n\"a\",\"\"\n\"a\"\n\"\",\"a\"\n\"a\",\"\"\n";
    let document = Document::read("everybody.csv", text.into()).unwrap();
    let mut asked = Vec::new();
    let columns = MasterColumns::of(&sample(), document.sheet()).unwrap();
    Master::read(document.sheet(), columns, organization(), |role, location| {
        asked.push([role.to_owned(), location.to_owned()]);
        None
    });
    assert_eq!(
        asked,
        [["a\n\u{1}b", "c"], ["a", "b\n\u{1}c"], ["a", ""], ["", "a"]]
    );
}

#[test]
fn people_are_grouped_by_all_that_they_get() {
    let report = judged(&format!(
        "{HEADER}\
         Ana,Chen,achen,,Dentist,Lehi\n\
         Ben,Ode,bode,,assistant,lehi; provo\n\
         Ana,Chen,AChen,8015550123,Assistant,Provo\n\
         Cy,Roe,croe,,DENTIST,LEHI\n\
         Di,Poe,dpoe,,Assistant,\"Provo, Lehi\"\n"
    ));
    assert_eq!(
        groups(&report),
        [
            "dentist at lehi, assistant at provo: 2",
            "assistant at lehi, assistant at provo: 3 6",
            "dentist at lehi: 5"
        ]
    );
    let (clean, rejected) = report.split();
    assert_eq!(rejected.rows().count(), 0);
    let phone = report.schema().column_named("Phone Number").unwrap();
    let ana = clean.files().next().unwrap().rows().next().unwrap();
    assert!(
        ana.value(phone).is_some(),
        "her second row says what her first leaves blank"
    );
}

#[test]
fn who_has_a_row_that_is_refused_has_none_that_is_clean() {
    let report = judged(&format!(
        "{HEADER}\
         Ana,Chen,achen,,Dentist,Lehi\n\
         Ben,Ode,bode,,Assistant,Lehi\n\
         Ana,Chen,achen,,Assistant,Prvo\n"
    ));
    assert_eq!(groups(&report), ["assistant at lehi: 3"]);
    let rejected: Vec<u32> = report.split().1.rows().map(|(_, row)| row.number()).collect();
    assert_eq!(rejected, [2, 4]);
}

#[test]
fn every_pair_of_rows_of_one_person_is_compared() {
    let found = found_in_master(&format!(
        "{HEADER}\
         Ana,Chen,achen,,Dentist,Lehi\n\
         Ana,Chen,achen,8015550123,Assistant,Provo\n\
         Ana,Chen,achen,,Receptionist,Provo\n"
    ));
    assert!(
        found.contains("error[two-roles-at-location] <- everybody.csv C3"),
        "{found}"
    );
}

#[test]
fn a_master_may_be_larger_than_an_upload_and_its_columns_are_known() {
    let rows: Vec<String> = (0..100)
        .map(|n| format!("Ana,Chen,user{n},,Dentist,Lehi\n"))
        .collect();
    let rows = rows.concat();
    assert_eq!(found_in_master(&format!("{HEADER}{rows}")), "");
}

#[test]
fn a_row_of_a_role_of_other_people_is_told() {
    let found = found_in_master(
        "First Name,Last Name,Username,Provider (YES/NO),Role,Location\n\
         Ana,Chen,achen,NO,Dentist,Lehi\n",
    );
    insta::assert_snapshot!(found, @"
    everybody.csv D2 error[provider-mismatch]: somebody who is no provider is among providers: Provider (YES/NO) is `NO` in D2
      correct the role of the row, or Provider (YES/NO) in D2
    ");
}
