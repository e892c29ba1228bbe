//! A master: one file for everybody, in which each row says role and location.

use insta::assert_snapshot;

use crate::fixture::{STAFF, Sandbox};

/// Rows under the header of staff, with role and location behind them.
pub(crate) fn master(rows: &[&str]) -> String {
    format!("{STAFF},Role,Location\n{}\n", rows.join("\n"))
}

const ANA: &str = "Ana,Chen,achen,ana.chen@example.com,(801) 555-0129,NO,Receptionist,Lehi; Provo";
const BEN: &str = "Ben,Okafor,bokafor,ben.okafor@example.com,801-555-0124,NO,front desk,lehi";

#[test]
fn a_master_is_linted_and_imported_by_what_each_person_gets() {
    let sandbox = Sandbox::organization().file("everybody.csv", master(&[ANA, BEN]));
    assert_eq!(sandbox.run("lint").code, Some(0), "{}", sandbox.run("lint"));
    assert_snapshot!(sandbox.run("import"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 1 file

    FILE           ROLE AT LOCATION                             CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    everybody.csv  Receptionist at Lehi, Receptionist at Provo  1       -         -       -          -
    everybody.csv  Receptionist at Lehi                         1       -         -       -          -

    ROW              USERNAME  ACTION  ROLE AT LOCATION
    everybody.csv:2  achen     create  Receptionist at Lehi, Receptionist at Provo
    everybody.csv:3  bokafor   create  Receptionist at Lehi
    --- stderr
    nothing was written; `roster import --yes` does it
    ");
    let said = sandbox.run("import --yes --json");
    assert_eq!(said.code, Some(0), "{said}");
    let batches = said.json()["batches"].as_array().expect("batches").clone();
    assert_eq!(batches.len(), 2);
    assert!(
        batches.iter().all(|batch| batch["outcome"] == "applied"),
        "{batches:?}"
    );
    assert!(sandbox.run("import --yes").stderr.contains("nothing to do"));
    assert_snapshot!(sandbox.run("accounts list").stdout, @"
    USERNAME  NAME        ROLE AT LOCATION                             OPEN TASKS
    achen     Ana Chen    Receptionist at Lehi, Receptionist at Provo  1
    bokafor   Ben Okafor  Receptionist at Lehi                         1
    ");
}

#[test]
fn names_that_nobody_knows_keep_rows_out() {
    let wrong = BEN.replace("front desk", "frontdesk").replace("lehi", "Leih");
    let sandbox = Sandbox::organization().file("everybody.csv", master(&[ANA, &wrong]));
    assert_snapshot!(sandbox.run("lint"), @"
    exit code 1
    --- stdout
    error[unknown-location]
      × this value is no location of roster.toml
       ╭─[everybody.csv:3:69]
     3 │ Ben,Okafor,bokafor,**********************,************,NO,*********,****
       ·                                                                     ──┬─
       ·                                                                       ╰── Location in H3
       ╰────
      help: in cell H3, did you mean `Lehi`?

    1 error in 2 rows of 1 file
    ");
    assert_eq!(sandbox.run("import --yes").code, Some(1));
    assert!(!sandbox.has_store());
    assert_eq!(sandbox.run("import --yes --skip-invalid").code, Some(1));
    let rejected = String::from_utf8(sandbox.read("everybody.csv.rejected.csv")).expect("text");
    assert_eq!(rejected, master(&[&wrong]));
    sandbox.write("everybody.csv.rejected.csv", rejected.replace("Leih", "Lehi"));
    let said = sandbox.run("import --yes everybody.csv.rejected.csv");
    assert_eq!(said.code, Some(0), "{said}");
}

#[test]
fn what_the_accounts_export_writes_is_a_master() {
    let sandbox = Sandbox::organization().file("everybody.csv", master(&[ANA, BEN]));
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    assert_eq!(
        sandbox.run("accounts export --sensitive -o all.csv").code,
        Some(0)
    );
    let said = sandbox.run("import all.csv --store sqlite:other.db --yes");
    // The two masters name the same people, and each keeps the other's rows out.
    assert_eq!(said.code, Some(1), "{said}");
    std::fs::remove_file(sandbox.path("everybody.csv")).expect("a file");
    let said = sandbox.run("import all.csv --store sqlite:other.db --yes");
    assert_eq!(said.code, Some(0), "{said}");
    let of = |url: &str| sandbox.run(&format!("accounts list --store {url} --csv")).stdout;
    assert_eq!(of("sqlite:roster.db"), of("sqlite:other.db"));
}

#[test]
fn a_file_whose_batch_something_else_says_is_no_master() {
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", master(&[BEN]));
    let said = sandbox.run("lint --format concise");
    assert_eq!(said.stdout.matches("unknown-column").count(), 2, "{said}");
}

#[test]
fn without_a_roster_toml_the_two_columns_are_no_fault() {
    let sandbox = Sandbox::empty().file("everybody.csv", master(&[BEN]));
    let said = sandbox.run("lint --format concise");
    assert!(!said.stdout.contains("unknown"), "{said}");
    assert_eq!(sandbox.run("import").code, Some(2));
}
