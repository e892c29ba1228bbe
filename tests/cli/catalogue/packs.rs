//! What is wrong with a roster of a target other than the first.

use insta::assert_snapshot;

use super::example;
use crate::fixture::Sandbox;
use crate::packs::{ENTRA, GOOGLE};

/// A roster of the target with these lines.
fn roster(pack: &str, lines: &[&str]) -> Sandbox {
    let sandbox = Sandbox::empty().file("roster.toml", format!("schema = \"{pack}\"\n"));
    sandbox.file("people.csv", lines.join("\n"))
}

#[test]
fn missing_preamble() {
    let files = roster(
        "entra-bulk-create",
        &[ENTRA, "Ana Chen,ana.chen@example.com,Example-2026,No"],
    );
    assert_snapshot!(example("missing-preamble", &files), @"
    error[missing-preamble]
      × `people.csv`: the file does not begin with `version:v1.0`
      help: insert a row above the headers and type it into its first cell: `version:v1.0`
            safe fix: write `version:v1.0` above the headers

    1 error in 1 row of 1 file
    ");
    let other = [
        "version:v0.9",
        ENTRA,
        "Ana Chen,ana.chen@example.com,Example-2026,No",
    ];
    assert_snapshot!(example("missing-preamble", &roster("entra-bulk-create", &other)), @"
    error[missing-preamble]
      × `people.csv`: the file begins with something else than `version:v1.0`
      help: put it in the place of what stands there: `version:v1.0`
            safe fix: write `version:v1.0` above the headers

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_international_phone() {
    let header = format!("{GOOGLE},Recovery Phone [MUST BE IN THE E.164 FORMAT]");
    let row = "Ana,Chen,ana.chen@example.com,Example-2026,/,+1 (801) 555-0123";
    let files = roster("google-workspace", &[&header, row]);
    assert_snapshot!(example("invalid-international-phone", &files), @"
    error[invalid-international-phone]
      × this value is not a phone number with its country code: spaces or punctuation stand between its digits
       ╭─[people.csv:2:46]
     2 │ Ana,Chen,ana.chen@example.com,************,/,*****************
       ·                                              ────────┬────────
       ·                                                      ╰── Recovery Phone [MUST BE IN THE E.164 FO… in F2
       ╰────
      help: type +, the code of the country and the number, nothing but digits after the +: +18015550123; format
            the column as Text first
            safe fix: leave out the punctuation

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_country() {
    let header = format!("{ENTRA},Usage location [usageLocation]");
    let row = "Ana Chen,ana.chen@example.com,Example-2026,No,UK";
    let files = roster("entra-bulk-create", &["version:v1.0", &header, row]);
    assert_snapshot!(example("invalid-country", &files), @"
    error[invalid-country]
      × `UK` is not a country code: it is a name and not the two-letter code of ISO 3166-1
       ╭─[people.csv:3:47]
     3 │ Ana Chen,ana.chen@example.com,************,No,UK
       ·                                               ─┬
       ·                                                ╰── Usage location [usageLocation] in E3
       ╰────
      help: type the two capital letters of the country, such as GB
            safe fix: write the code: `GB`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_org_unit_path() {
    let files = roster(
        "google-workspace",
        &[GOOGLE, "Ana,Chen,ana.chen@example.com,Example-2026,Staff"],
    );
    assert_snapshot!(example("invalid-org-unit-path", &files), @"
    error[invalid-org-unit-path]
      × `Staff` is not the path of an organizational unit: it does not begin with a slash
       ╭─[people.csv:2:44]
     2 │ Ana,Chen,ana.chen@example.com,************,Staff
       ·                                            ──┬──
       ·                                              ╰── Org Unit Path [Required] in E2
       ╰────
      help: type / for the top, or a slash before the name of each unit: /Staff/Front Desk
            unsafe fix: begin with a slash: `/Staff`

    1 error in 1 row of 1 file
    ");
}

#[test]
fn invalid_password() {
    let files = roster(
        "google-workspace",
        &[GOOGLE, "Ana,Chen,ana.chen@example.com,Canary,/Staff"],
    );
    assert_snapshot!(example("invalid-password", &files), @"
    error[invalid-password]
      × this value is no password for this target: it has fewer than 8 characters
       ╭─[people.csv:2:31]
     2 │ Ana,Chen,ana.chen@example.com,******,/Staff
       ·                               ───┬──
       ·                                  ╰── Password [Required] in D2
       ╰────
      help: in cell D2: At least 8 characters; **** keeps the password of an account that is there already

    1 error in 1 row of 1 file
    ");
}
