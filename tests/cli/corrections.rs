//! `To correct` of `roster lint --annotate`: every row says why it is there, and is judged beside its neighbours.

use insta::assert_snapshot;
use serde_json::Value;

use crate::annotated::{correct, look, one_file};
use crate::fixture::{ANA, STAFF, Sandbox, ZOE, table};

/// The notes of `To correct`, and the cells that have a colour and hold something.
fn to_correct(sandbox: &Sandbox, line: &str) -> Option<(String, Value)> {
    sandbox.run(line);
    let found = look(sandbox, "wrong.xlsx")?;
    let sheet = found["To correct"].clone();
    Some((format!("{:#}", sheet["notes"]), found))
}

#[test]
fn a_corrected_row_is_compared_with_the_good_rows_of_its_own_file() {
    let sandbox = one_file();
    sandbox.run("lint --annotate wrong.xlsx");
    let cells = ["To correct!C2=ZBerg", "To correct!L2=1245319599"];
    if !correct(&sandbox, "wrong.xlsx", "right.xlsx", &cells) {
        return;
    }
    let said = sandbox.run("lint right.xlsx --format concise");
    assert_snapshot!(said, @"
    exit code 1
    --- stdout
    right.xlsx:To correct!C2: error[duplicate-value] `ZBerg` is already used in row 3 of `dentist--lehi.csv` (C2 Username)
    right.xlsx:To correct!D2: warning[missing-recommended] Email should be filled in D2
    1 error and 1 warning in 1 row of 1 file
    ");
    let imported = sandbox.run("import right.xlsx --yes");
    assert_eq!(imported.code, Some(1), "{imported}");
    // Another file of the organization is compared with as before.
    let sandbox = sandbox.staff("front-desk--provo.csv", &[ANA]);
    let cells = ["To correct!C2=achen", "To correct!L2=1245319599"];
    correct(&sandbox, "wrong.xlsx", "again.xlsx", &cells);
    let said = sandbox.run("lint again.xlsx --format concise");
    assert!(
        said.stdout
            .contains("is already used in row 2 of `front-desk--provo.csv`"),
        "{said}"
    );
}

#[test]
fn both_rows_of_a_pair_say_that_they_are_one() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[ANA, ZOE, &ANA.replace("Ana", "Ben")])
        .staff("front-desk--provo.csv", &[&ANA.replace("Ana", "Cid")]);
    let Some((notes, found)) = to_correct(&sandbox, "lint --annotate wrong.xlsx") else {
        return;
    };
    assert_snapshot!(notes, @r#"
    {
      "C2": "Error, from C2 of front-desk--lehi.csv: `achen` is already used in row 3\nWhat to do: two people cannot share Username: correct C2, or delete the row that is there twice\n\nError, from C2 of front-desk--lehi.csv: `achen` is already used in row 4\nWhat to do: one person would have the same details in row 4, but First Name is `Ana` here, `Cid` there: make them agree, or give one of two people another username",
      "C3": "Error, from C4 of front-desk--lehi.csv: `achen` is already used in row 2\nWhat to do: two people cannot share Username: correct C3, or delete the row that is there twice",
      "C4": "Error, from C2 of front-desk--provo.csv: `achen` is already used in row 2\nWhat to do: one person would have the same details in row 2, but First Name is `Cid` here, `Ana` there: make them agree, or give one of two people another username"
    }
    "#);
    assert_snapshot!(format!("{:#}", found["front-desk--lehi"]["notes"]), @r#"
    {
      "C2": "Error: `achen` is already used in row 4\nWhat to do: two people cannot share Username: correct C2, or delete the row that is there twice\n\nError: `achen` is already used in row 2 of `front-desk--provo.csv`\nWhat to do: one person would have the same details in row 2 of `front-desk--provo.csv`, but First Name is `Ana` here, `Cid` there: make them agree, or give one of two people another username",
      "C4": "Error: `achen` is already used in row 2\nWhat to do: two people cannot share Username: correct C4, or delete the row that is there twice"
    }
    "#);
    for row in 2..5 {
        assert!(
            found["To correct"]["colours"][format!("C{row}")].is_string(),
            "{row}"
        );
    }
}

#[test]
fn a_row_that_is_there_because_of_its_file_says_so() {
    let sandbox = Sandbox::organization().file(
        "front-desk--lehi.csv",
        table(&STAFF.replace(",Username", ""), &[&ANA.replace(",achen", "")]),
    );
    let Some((notes, found)) = to_correct(&sandbox, "lint --annotate wrong.xlsx") else {
        return;
    };
    assert_snapshot!(notes, @r#"
    {
      "A1": "Error, from row 1 of front-desk--lehi.csv: the column `Username` is missing\nWhat to do: add a column with the header `Username`: Letters and digits only, at most 56; no one else in the organization may have it",
      "A2": "Error, from row 1 of front-desk--lehi.csv: the column `Username` is missing\nWhat to do: add a column with the header `Username`: Letters and digits only, at most 56; no one else in the organization may have it"
    }
    "#);
    assert!(found["To correct"]["colours"]["A2"].is_string());
}

#[test]
fn a_row_whose_error_was_not_to_be_told_says_so() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replace("NO", "perhaps")]);
    let line = "lint --annotate wrong.xlsx --ignore invalid-choice";
    let Some((notes, found)) = to_correct(&sandbox, line) else {
        return;
    };
    assert_snapshot!(notes, @r#"
    {
      "A2": "Error: this row has an error that was not to be told, because of --select, --ignore, a baseline or roster.toml\nWhat to do: `roster import` names it, and changes nothing without --yes"
    }
    "#);
    assert!(found["To correct"]["colours"]["A2"].is_string());
}

#[test]
fn an_unknown_column_of_one_file_is_no_fault_of_the_others() {
    let sandbox = Sandbox::organization()
        .file(
            "front-desk--lehi.csv",
            table(
                &format!("{},Pets", STAFF.replace("First", "Frist")),
                &[&format!("{ANA},dog")],
            ),
        )
        .staff("front-desk--provo.csv", &[&ZOE.replace("NO", "perhaps")]);
    let Some((notes, found)) = to_correct(&sandbox, "lint --annotate wrong.xlsx") else {
        return;
    };
    assert_snapshot!(notes, @r#"
    {
      "A2": "Error, from A1 of front-desk--lehi.csv: Dentrix Ascend has no column `Frist Name`\nHere it stands under `First Name`, and nothing is to be done about it.",
      "F3": "Error, from F2 of front-desk--provo.csv: `perhaps` is not a choice of Provider (YES/NO)\nWhat to do: in cell F3, type one of YES, NO, exactly so"
    }
    "#);
    let cells = &found["To correct"]["cells"];
    let headers = ["A1", "B1", "C1", "D1", "E1", "F1", "G1", "H1"].map(|cell| cells[cell].to_string());
    assert_snapshot!(headers.join(" "), @r#""First Name" "Last Name" "Username" "Email" "Phone Number" "Provider (YES/NO)" "Role" "Location""#);
    assert_eq!(
        (&cells["A2"], &cells["D2"]),
        (&"Ana".into(), &"ana.chen@example.com".into())
    );
    assert_snapshot!(found["Summary"]["cells"]["A5"], @r#""The target has no column `Pets`: what stands there is on the sheets of the files, and not in `To correct`.""#);
    // Nothing but the one cell is to be corrected.
    if correct(&sandbox, "wrong.xlsx", "right.xlsx", &["To correct!F3=NO"]) {
        let said = sandbox.run("lint right.xlsx --format concise");
        assert_snapshot!(said.stdout, @"nothing wrong in 2 rows of 1 file");
    }
}

#[test]
fn a_cell_is_called_what_the_sheet_to_correct_calls_it() {
    // The second row of the sheet is the fourth of the file, and what stands in F2 of the sheet is right.
    let sandbox = Sandbox::organization().staff(
        "front-desk--lehi.csv",
        &[
            "Cid,Ode,code,cid@example.com,(801) 555-0127,NO",
            &ANA.replace("Chen", ""),
            &ZOE.replace("NO", "perhaps"),
        ],
    );
    let Some((notes, _)) = to_correct(&sandbox, "lint --annotate wrong.xlsx") else {
        return;
    };
    assert_snapshot!(notes, @r#"
    {
      "B2": "Error, from B3 of front-desk--lehi.csv: Last Name is blank in B2\nWhat to do: fill in cell B2: The person's last name",
      "F3": "Error, from F4 of front-desk--lehi.csv: `perhaps` is not a choice of Provider (YES/NO)\nWhat to do: in cell F3, type one of YES, NO, exactly so"
    }
    "#);
}

#[test]
fn a_column_that_only_one_file_lacks_is_filled_in_and_not_added() {
    let sandbox = Sandbox::organization()
        .file(
            "front-desk--lehi.csv",
            table(
                &STAFF.replace(",Username", ""),
                &[
                    &ANA.replace(",achen", ""),
                    &ZOE.replace(",zberg", "").replace("NO", "perhaps"),
                ],
            ),
        )
        .staff(
            "front-desk--provo.csv",
            &["Cid,Ode,code,cid@example.com,(801) 555-0127,no"],
        );
    let Some((notes, found)) = to_correct(&sandbox, "lint --annotate wrong.xlsx") else {
        return;
    };
    assert_snapshot!(notes, @r#"
    {
      "C2": "Error, from row 1 of front-desk--lehi.csv: the column `Username` is missing\nWhat to do: here the column is there: fill in C2: Letters and digits only, at most 56; no one else in the organization may have it",
      "C3": "Error, from row 1 of front-desk--lehi.csv: the column `Username` is missing\nWhat to do: here the column is there: fill in C3: Letters and digits only, at most 56; no one else in the organization may have it",
      "F3": "Error, from E3 of front-desk--lehi.csv: `perhaps` is not a choice of Provider (YES/NO)\nWhat to do: in cell F3, type one of YES, NO, exactly so",
      "F4": "Error, from F2 of front-desk--provo.csv: `no` is not a choice of Provider (YES/NO)\nWhat to do: in cell F4, type one of YES, NO, exactly so\nsafe repair: write `NO`"
    }
    "#);
    for cell in ["C2", "C3"] {
        assert!(found["To correct"]["colours"][cell].is_string(), "{cell}");
    }
}
