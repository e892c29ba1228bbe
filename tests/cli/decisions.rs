//! What an organization decides about rules: selection, levels in some files, suppressions, baselines. Of all these only a
//! suppression lets a wrong row in.

use insta::assert_snapshot;

use crate::fixture::{ANA, DENTIST, ROSTER_TOML, Sandbox, ZOE};

/// A dentist whose DEA number breaks the formula.
fn broken() -> String {
    DENTIST.replace("AA1234563", "AA1234560")
}

/// An organization with that dentist, and more in its `roster.toml`.
fn organization(more: &str) -> Sandbox {
    Sandbox::empty()
        .file("roster.toml", format!("{ROSTER_TOML}{more}"))
        .people("dentist--lehi.csv", &[&broken()])
}

fn suppress(more: &str) -> String {
    format!("\n[[suppress]]\nrule = \"dea-check-digit\"\nreason = \"confirmed by phone\"\n{more}\n")
}

/// The names of the rules that `roster lint --json` with these arguments shows, and the exit code.
fn rules(sandbox: &Sandbox, args: &str) -> (Vec<String>, Option<i32>) {
    let said = sandbox.run(&format!("lint --json {args}"));
    let json = said.json();
    let rules = json["diagnostics"].as_array().expect("diagnostics").iter();
    let rules = rules.map(|found| found["rule"].as_str().expect("a name").to_owned());
    (rules.collect(), said.code)
}

#[track_caller]
fn assert_kept_out(sandbox: &Sandbox) {
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(1), "{said}");
    assert!(said.stdout.contains("dea-check-digit"), "{said}");
    assert!(!sandbox.has_store());
}

#[test]
fn neither_a_selection_nor_a_level_nor_a_baseline_lets_a_row_in() {
    let dea = || vec!["dea-check-digit".to_owned()];
    let sandbox = organization("");
    assert_eq!(
        rules(
            &sandbox,
            "--select ALL --ignore phone-fictional,zip-plus-four-filler,missing-hours"
        ),
        (dea(), Some(1))
    );
    assert_eq!(rules(&sandbox, "--ignore dea-check-digit"), (vec![], Some(0)));
    assert_eq!(
        rules(&sandbox, "--select invalid-npi,ragged-row"),
        (vec![], Some(0))
    );
    assert_eq!(rules(&sandbox, "--write-baseline known.json"), (vec![], Some(0)));
    assert_eq!(rules(&sandbox, "--baseline known.json"), (vec![], Some(0)));
    assert_kept_out(&sandbox);
    let off = "dea-check-digit = { level = \"off\", reason = \"x\" }";
    let sandbox = organization(off);
    assert_eq!(rules(&sandbox, ""), (vec![], Some(0)));
    assert_eq!(rules(&sandbox, "--select dea-check-digit"), (dea(), Some(1)));
    assert_kept_out(&sandbox);
    let sandbox = organization(&format!(
        "[[override]]\nfiles = \"dentist--*\"\n[override.rules]\n{off}"
    ));
    assert_eq!(rules(&sandbox, ""), (vec![], Some(0)));
    assert_kept_out(&sandbox);
}

#[test]
fn an_override_holds_in_its_files_only() {
    let more = "[[override]]\nfiles = \"archive/**\"\n[override.rules]\ndea-check-digit = { level = \"note\", reason = \"x\" }";
    let sandbox = organization(more);
    assert_eq!(sandbox.run("lint").code, Some(1));
    let archived = Sandbox::empty()
        .file("roster.toml", format!("{ROSTER_TOML}{more}"))
        .people("archive/dentist--lehi.csv", &[&broken()]);
    let json = archived.run("lint --json").json();
    assert_eq!(json["diagnostics"][0]["level"], "note");
    assert_kept_out(&archived);
}

#[test]
fn a_suppression_lets_its_person_in_with_the_value_as_typed() {
    for whose in [
        "person = \"BAmes\"",
        "npi = \"1245319599\"",
        "person = \"bames\"\nuntil = 9999-12-31",
    ] {
        let sandbox = organization(&suppress(whose));
        assert_eq!(
            sandbox.run("lint").stdout,
            "nothing wrong in 1 row of 1 file; 1 suppressed\n",
            "{whose}"
        );
        assert_eq!(sandbox.run("lint --json").json()["summary"]["suppressed"], 1);
        let said = sandbox.run("import --yes");
        assert_eq!(said.code, Some(0), "{whose}: {said}");
        let held = sandbox.read("roster.db");
        assert!(held.windows(9).any(|window| window == b"AA1234560"), "{whose}");
    }
}

#[test]
fn one_that_is_unused_or_has_expired_is_told_in_every_format_and_counts() {
    let sandbox = organization(&suppress(
        "npi = \"1234567893\"\n\n[[suppress]]\nrule = \"dea-check-digit\"\nperson = \"bames\"\nreason = \"x\"\nuntil = 2020-01-01",
    ));
    assert_snapshot!(sandbox.run("lint --format concise --fail-on warning"), @"
    exit code 1
    --- stdout
    roster.toml:27:8: warning[unused-suppression] the suppression of `dea-check-digit` for the NPI that it names suppresses nothing
    roster.toml:32:8: warning[expired-suppression] the suppression of `dea-check-digit` for `bames` expired after 2020-01-01
    dentist--lehi.csv:2:110: error[dea-check-digit] this value is not a DEA number: its check digit is wrong, so at least one digit was mistyped (M2 DEA)
    1 error and 2 warnings in 1 row of 1 file
    ");
    assert_snapshot!(sandbox.run("lint --select unused-suppression,expired-suppression").stdout, @"
    warning[unused-suppression]
      ⚠ `roster.toml`, line 27: the suppression of `dea-check-digit` for the NPI that it names suppresses
      │ nothing
      help: delete the entry, or correct its rule or its person if it was meant for something that is still
            wrong

    warning[expired-suppression]
      ⚠ `roster.toml`, line 32: the suppression of `dea-check-digit` for `bames` expired after 2020-01-01
      help: ask again whether its reason still holds: set a later `until` if it does, and delete the entry if
            not

    2 warnings in 1 row of 1 file
    ");
    assert_eq!(
        sandbox
            .run("lint --select unused-suppression --fail-on warning")
            .code,
        Some(1)
    );
    let json = sandbox.run("lint --json --select unused-suppression").json();
    let found = &json["diagnostics"][0];
    assert_eq!(
        (found["path"].as_str(), found["row"].as_u64()),
        (Some("roster.toml"), None)
    );
    assert_eq!(
        (found["line"].as_u64(), found["col"].as_u64()),
        (Some(27), Some(8))
    );
    assert!(!json.to_string().contains("1234567893"), "{json}");
    assert_kept_out(&sandbox);
}

#[test]
fn a_misspelt_rule_on_the_command_line_is_told_with_what_could_be_meant() {
    let said = organization("").run("lint --select npi-chek-digit");
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("did you mean `npi-check-digit`?"), "{said}");
}

#[test]
fn a_baseline_knows_people_and_not_lines() {
    let wrong = ANA.replace("(801) 555-0123", "801");
    let sandbox = Sandbox::organization()
        .staff("front-desk--lehi.csv", &[&wrong])
        .file("notes/known.json", "");
    let said = sandbox.run("lint --write-baseline notes/known.json");
    assert_eq!(
        said.stdout,
        "nothing wrong in 1 row of 1 file; 1 in the baseline\n"
    );
    assert_snapshot!(String::from_utf8(sandbox.read("notes/known.json")).unwrap(), @r#"
    {
      "version": 1,
      "diagnostics": [
        {
          "rule": "invalid-phone",
          "organization": "../roster.toml",
          "person": "achen",
          "file": null,
          "column": "Phone Number",
          "count": 1
        }
      ]
    }
    "#);
    // The row moves, and another one is wrong.
    let other = ZOE.replace("(801) 555-0124", "802");
    let sandbox = sandbox.staff("front-desk--lehi.csv", &[&other, &wrong]);
    let said = sandbox.run("lint --format concise --baseline notes/known.json");
    assert_eq!(said.code, Some(1));
    assert_snapshot!(said.stdout, @"
    front-desk--lehi.csv:2:37: error[invalid-phone] this value is not a phone number: it has 3 digits, a phone number has 10 (E2 Phone Number)
    1 error in 2 rows of 1 file; 1 in the baseline
    ");
    assert_eq!(
        sandbox.run("lint --json --baseline notes/known.json").json()["summary"]["in_baseline"],
        1
    );
    // It is repaired: the entry is told as gone, unless only a part was looked at.
    let sandbox = sandbox
        .staff("front-desk--lehi.csv", &[ANA])
        .staff("front-desk--provo.csv", &[ZOE]);
    assert_snapshot!(sandbox.run("lint --baseline notes/known.json"), @"
    exit code 0
    --- stdout
    nothing wrong in 2 rows of 2 files
    --- stderr
    1 entry of the baseline `notes/known.json` no longer occurs: `roster lint --write-baseline notes/known.json` writes it anew
    ");
    let said = sandbox.run("lint --baseline notes/known.json front-desk--provo.csv");
    assert_eq!(said.stderr, "");
}

#[test]
fn a_baseline_knows_two_people_whichever_comes_first() {
    // They have one NPI, one DEA number and one State ID.
    let twin = |username: &str| {
        DENTIST
            .replace("bames", username)
            .replace("Ben", "Cid")
            .replace("BAMES", username)
    };
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[DENTIST, &twin("cabel")]);
    assert_eq!(sandbox.run("lint").code, Some(1));
    sandbox.run("lint --write-baseline known.json");
    let sandbox = sandbox.people("dentist--lehi.csv", &[&twin("cabel"), DENTIST]);
    let said = sandbox.run("lint --baseline known.json");
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{said}");
    let sandbox = sandbox.people("dentist--lehi.csv", &[&twin("dalby"), DENTIST]);
    assert_eq!(sandbox.run("lint --baseline known.json").code, Some(1));
}

#[test]
fn a_baseline_holds_no_value_of_a_sensitive_column_and_one_that_is_none_is_told() {
    let sandbox = organization("");
    sandbox.run("lint --write-baseline known.json");
    let text = String::from_utf8(sandbox.read("known.json")).unwrap();
    assert!(
        !text.contains("AA1234560") && !text.contains("1245319599"),
        "{text}"
    );
    for text in ["", "{}", "{\"version\": 2, \"diagnostics\": []}"] {
        sandbox.write("known.json", text);
        let said = sandbox.run("lint --baseline known.json");
        assert_eq!(said.code, Some(2), "{said}");
        assert!(said.stderr.contains("is no baseline of this version"), "{said}");
    }
    assert_eq!(sandbox.run("lint --baseline missing.json").code, Some(2));
}

#[test]
fn a_username_of_a_sensitive_column_is_hashed_in_a_baseline() {
    let schema = include_str!("../../templates/google-workspace/schema.toml");
    let schema = schema.replacen(
        "attribute = \"userName\"",
        "sensitive = true\nattribute = \"userName\"",
        1,
    );
    let sandbox = Sandbox::empty()
        .file("own/schema.toml", schema)
        .file("roster.toml", "schema = \"own/schema.toml\"\n")
        .file(
            "people.csv",
            "First Name [Required],Last Name [Required],Email Address [Required]\n,Chen,ana@example.com\n",
        );
    sandbox.run("lint --write-baseline known.json");
    let text = String::from_utf8(sandbox.read("known.json")).unwrap();
    assert!(text.contains("\"person\": \"sha256:"), "{text}");
    assert!(!text.contains("ana@"), "{text}");
    assert!(
        sandbox
            .run("lint --baseline known.json")
            .stdout
            .starts_with("nothing wrong")
    );
}
