//! The upload folder: what `roster split` writes is what the target takes, and reads back as the same people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use insta::assert_snapshot;
use proptest::prelude::*;

use crate::fixture::{DENTIST, PEOPLE, ROSTER_TOML, STAFF, Said, Sandbox};
use crate::master::master;

const LIMIT: usize = 15 * 1024;

pub(crate) fn text(sandbox: &Sandbox, path: &str) -> String {
    String::from_utf8(sandbox.read(path)).expect("text")
}

/// The files of the folder that are uploaded.
fn uploads(sandbox: &Sandbox, folder: &str) -> Vec<String> {
    let names = fs::read_dir(sandbox.path(folder))
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        });
    let mut names: Vec<String> = names
        .filter(|name| name.rsplit('.').next() == Some("csv"))
        .collect();
    names.sort();
    names
}

/// Everybody in a store, without sensitive values and tasks, and what each of them has.
fn accounts(said: &Said) -> String {
    assert_eq!(said.code, Some(0), "{said}");
    said.stdout.clone()
}

#[test]
fn a_master_becomes_a_file_for_each_set_of_roles_and_a_page_that_says_what_to_choose() {
    let toml = format!(
        "{ROSTER_TOML}\n[[batch]]\nfiles = \"everybody.csv\"\nhours = {{ mon = \"08:00-17:00\" }}\n\
         inactivity-timeout = \"10m\"\n"
    );
    let desk = "Ana,Chen,achen,ana.chen@example.com,(801) 555-0129,NO,,,,,,,,,,Receptionist,Lehi";
    let other = "Ana,Chen,AChen,,(801) 555-0129,NO,,,,,,,,,,front-desk,Provo";
    let dentist = format!("{DENTIST},Provider,\"Lehi; Provo\"");
    let sandbox = Sandbox::empty().file("roster.toml", toml).file(
        "everybody.csv",
        format!("{PEOPLE},Role,Location\n{desk}\n{dentist}\n{other}\n"),
    );
    let said = sandbox.run("split everybody.csv -o upload");
    assert_eq!(said.code, Some(0), "{said}");
    assert_snapshot!(said, @"
    exit code 0
    --- stdout
    warning[missing-recommended]
      ⚠ Email should be filled in D4
       ╭─[everybody.csv:4:16]
     4 │ Ana,Chen,AChen,,**************,NO,,,,,,,,,,**********,*****
       ·                ▲
       ·                ╰── blank
       ╰────
      help: fill in cell D4: Dentrix Ascend sends the invitation there, and its help page says that every user
            account needs one; leave it blank if the person has none

    1 warning and 1 note in 3 rows of 1 file

    FILE                        PEOPLE  BYTES  ROLE AT LOCATION
    dentist--lehi+provo.csv     1       268    Provider at Lehi, Provider at Provo
    front-desk--lehi+provo.csv  1       187    Receptionist at Lehi, Receptionist at Provo
    --- stderr
    wrote upload; `upload/upload.md` says what to choose for each file
    ");
    assert_snapshot!(text(&sandbox, "upload/upload.md"), @"
    # Upload to Dentrix Ascend

    2 people in 2 files. Upload them one by one, each with the choices below it.

    The files hold personal data: delete this folder once the target has taken them. An account cannot be created twice, so tick what is done.

    ## [ ] `dentist--lehi+provo.csv`

    1 person, 268 bytes

    | location | role | working hours |
    | --- | --- | --- |
    | Lehi | Provider | mon 08:00-17:00 |
    | Provo | Provider | mon 08:00-17:00 |

    Inactivity timeout: 10m

    After the upload:

    - [ ] Review the inactivity timeout (1 person). The import sets one hour unless another time was chosen; the vendor recommends ten minutes.
    - [ ] Choose a colour for the provider (1 person). Every imported provider is white on the schedule until a colour is chosen under the provider's settings.
    - [ ] Fill in the Contracted With list (1 person). The insurance carriers and plans with which the provider has a contract; a new carrier means opening it again.
    - [ ] Attach the provider's fee schedule (1 person). Only where it differs from the UCR fee schedule of the location.

    ## [ ] `front-desk--lehi+provo.csv`

    1 person, 187 bytes

    | location | role | working hours |
    | --- | --- | --- |
    | Lehi | Receptionist | none given |
    | Provo | Receptionist | none given |

    Inactivity timeout: 10m

    After the upload:

    - [ ] Review the inactivity timeout (1 person). The import sets one hour unless another time was chosen; the vendor recommends ten minutes.
    ");
    assert_snapshot!(text(&sandbox, "upload/dentist--lehi+provo.csv"), @r#"
    First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,ZIP Code,NPI,DEA,TIN,State ID
    Ben,Ames,bames,ben.ames@example.com,8015550125,YES,BAMES,100 Example Street,Lehi,UT,840430000,1245319599,AA1234563,12-3456789,"""1234567"""
    "#);
    let manifest: serde_json::Value =
        serde_json::from_slice(&sandbox.read("upload/upload.json")).expect("JSON");
    assert_eq!(manifest["files"][0]["hours"]["provo"]["mon"], "08:00-17:00");
    assert_eq!(manifest["files"][1]["hours"], serde_json::json!({}));
    assert_eq!(manifest["files"][1]["inactivity_timeout"], "10m");

    let said = sandbox.run("lint upload");
    assert!(
        said.code == Some(0) && said.stdout.contains("2 rows of 2 files"),
        "{said}"
    );
    // The folder is no second copy of the people for whoever looks at the organization.
    assert!(
        sandbox.run("lint").stdout.contains("3 rows of 1 file"),
        "{}",
        sandbox.run("lint")
    );
    sandbox.run("import --yes");
    assert_eq!(
        sandbox.run("import upload --yes --store sqlite:upload.db").code,
        Some(0)
    );
    for username in ["achen", "bames"] {
        let shown = |store: &str| {
            sandbox
                .run(&format!("accounts show {username} --store sqlite:{store}"))
                .stdout
        };
        assert_eq!(shown("roster.db"), shown("upload.db"));
    }
}

#[test]
fn batches_become_the_folder_of_everybody_in_them() {
    // With the number of the schema's example it would be the example.
    let ana = crate::fixture::ANA.replace("0123", "0129");
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[&ana, crate::fixture::ZOE])
        .staff("front-desk--provo.csv", &[&ana]);
    let elsewhere = Sandbox::empty();
    let folder = elsewhere.path("upload");
    let said = sandbox.roster(&["split", "-o", &folder.display().to_string(), "--json"]);
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(fs::read_dir(&folder).map(Iterator::count).expect("a folder"), 5);
    let files = said.json()["files"].as_array().expect("files").clone();
    let names: Vec<&str> = files.iter().filter_map(|file| file["file"].as_str()).collect();
    assert_eq!(names, ["front-desk--lehi.csv", "front-desk--lehi+provo.csv"]);
}

#[test]
fn with_an_error_nothing_is_written_unless_the_rest_is_asked_for() {
    let right = "Ben,Okafor,bokafor,ben.okafor@example.com,801-555-0124,NO,front desk,lehi";
    let one = "Ana,Chen,achen,ana.chen@example.com,(801) 555-0129,NO,Receptionist,Lehi";
    let two = "Ana,Chen,achen,ana.chen@example.com,(801) 555-0129,NO,Dantist,Provo";
    let sandbox = Sandbox::organization().file("everybody.csv", master(&[one, right, two]));
    let said = sandbox.run("split everybody.csv -o upload");
    assert_eq!(said.code, Some(1), "{said}");
    assert!(!sandbox.path("upload").exists());
    let said = sandbox.run("split everybody.csv -o upload --skip-invalid");
    assert_eq!(said.code, Some(1), "{said}");
    assert_eq!(uploads(&sandbox, "upload"), ["front-desk--lehi.csv"]);
    assert!(!text(&sandbox, "upload/front-desk--lehi.csv").contains("achen"));
    assert_eq!(text(&sandbox, "everybody.csv.rejected.csv"), master(&[one, two]));
    sandbox.write("everybody.csv.rejected.csv", "corrected");
    let said = sandbox.run("split everybody.csv -o other --skip-invalid");
    assert!(
        said.code == Some(2) && said.stderr.contains("nothing was written"),
        "{said}"
    );
    assert!(!sandbox.path("other").exists());
}

#[test]
fn a_folder_of_something_else_is_never_written_over() {
    let row = "Ben,Okafor,bokafor,ben.okafor@example.com,801-555-0124,NO,front desk,lehi";
    let sandbox = Sandbox::organization()
        .file("everybody.csv", master(&[row]))
        .file("mine/notes.txt", "mine");
    for folder in ["mine", ".", "everybody.csv"] {
        let said = sandbox.run(&format!("split everybody.csv -o {folder} --force"));
        assert_eq!(said.code, Some(2), "{said}");
    }
    assert_eq!(sandbox.run("split everybody.csv -o upload").code, Some(0));
    assert_eq!(sandbox.run("split everybody.csv -o upload").code, Some(2));
    assert_eq!(sandbox.run("split everybody.csv -o upload --force").code, Some(0));
    sandbox.write("upload/notes.txt", "mine");
    assert_eq!(sandbox.run("split everybody.csv -o upload --force").code, Some(2));
    assert_eq!(text(&sandbox, "upload/notes.txt"), "mine");
    assert_eq!(
        sandbox
            .files()
            .iter()
            .filter(|name| name.starts_with(".roster"))
            .count(),
        0
    );
}

#[cfg(unix)]
#[test]
fn only_the_user_may_read_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let row = "Ben,Okafor,bokafor,ben.okafor@example.com,801-555-0124,NO,front desk,lehi";
    let sandbox = Sandbox::organization().file("everybody.csv", master(&[row]));
    assert_eq!(sandbox.run("split everybody.csv -o upload").code, Some(0));
    let mode = |path: &str| {
        fs::metadata(sandbox.path(path))
            .expect("metadata")
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(
        (mode("upload"), mode("upload/front-desk--lehi.csv")),
        (0o700, 0o600)
    );
}

#[test]
fn a_workbook_is_a_master_too() {
    let header = format!("{STAFF},Role,Location");
    let bytes = crate::fixture::workbook::workbook(&[
        &header,
        "Ben,Okafor,bokafor,ben.okafor@example.com,801-555-0124,NO,front desk,lehi; provo",
    ]);
    let sandbox = Sandbox::organization().file("everybody.xlsx", bytes);
    assert_eq!(sandbox.run("split everybody.xlsx -o upload").code, Some(0));
    assert_eq!(uploads(&sandbox, "upload"), ["front-desk--lehi+provo.csv"]);
}

#[test]
fn many_people_are_split_evenly_under_the_limit() {
    let mut rows = format!("{STAFF},Role,Location\n");
    for number in 0..700 {
        let long = "x".repeat(number % 37);
        let _ = writeln!(
            rows,
            "Ana,Chen,user{number}{long},user{number}{long}@example.com,(801) 555-0123,NO,Receptionist,Lehi"
        );
    }
    let sandbox = Sandbox::organization().file("everybody.csv", rows);
    let said = sandbox.run("split everybody.csv -o upload");
    assert_eq!(said.code, Some(0), "{said}");
    let names = uploads(&sandbox, "upload");
    let sizes: Vec<usize> = names
        .iter()
        .map(|name| sandbox.read(&format!("upload/{name}")).len())
        .collect();
    assert!(
        names.len() > 3 && sizes.iter().all(|size| *size < LIMIT),
        "{names:?} {sizes:?}"
    );
    let people: Vec<usize> = names
        .iter()
        .map(|name| text(&sandbox, &format!("upload/{name}")).lines().count())
        .collect();
    assert!(
        people.iter().max().expect("one") - people.iter().min().expect("one") <= 1,
        "{people:?}"
    );
    assert_eq!(sandbox.run("lint upload").code, Some(0));
}

/// A person: what is typed for the phone number, and the role at each location.
type Somebody = (u8, BTreeMap<bool, bool>);

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_folder_read_back_is_the_same_people(
        people in prop::collection::vec((0..4_u8, prop::collection::btree_map(any::<bool>(), Just(true), 1..3)), 1..40),
        together in any::<bool>(),
    ) {
        let mut rows = format!("{STAFF},Role,Location\n");
        for (number, (style, places)) in people.iter().enumerate() {
            let person: &Somebody = &(*style, places.clone());
            let phone = ["8015550123", "(801) 555-0123", "801.555.0123", "\"801-555-0123\""][usize::from(person.0)];
            let places: Vec<&str> = places.keys().map(|at| if *at { "Lehi" } else { "provo" }).collect();
            let cells = if together { vec![places.join(" ;")] } else { places.iter().map(|at| (*at).to_owned()).collect() };
            for place in cells {
                let _ = writeln!(rows, "Zoë,O'Chen,u{number},u{number}@example.com,{phone},NO,Receptionist,{place}");
            }
        }
        let sandbox = Sandbox::organization().file("everybody.csv", rows);
        let said = sandbox.run("split everybody.csv -o upload");
        prop_assert_eq!(said.code, Some(0), "{}", said);
        prop_assert_eq!(sandbox.run("lint upload").code, Some(0));
        prop_assert_eq!(sandbox.run("import everybody.csv --yes --store sqlite:a.db").code, Some(0));
        prop_assert_eq!(sandbox.run("import upload --yes --store sqlite:b.db").code, Some(0));
        for line in ["accounts list --csv", "tasks --csv"] {
            let of = |store: &str| accounts(&sandbox.run(&format!("{line} --store sqlite:{store}")));
            prop_assert_eq!(of("a.db"), of("b.db"));
        }
        let exported = |store: &str| {
            let line = format!("accounts export --sensitive --store sqlite:{store} -o {store}.csv");
            prop_assert_eq!(sandbox.run(&line).code, Some(0));
            Ok(text(&sandbox, &format!("{store}.csv")))
        };
        prop_assert_eq!(exported("a.db")?, exported("b.db")?);
    }
}
