//! The catalogue: for every rule a small wrong file, and what `roster lint` says of it to an office manager.
//!
//! Each rule has one test. Values of sensitive columns are masked because nobody sits at the output; everything else is
//! what a terminal shows.

mod damage;
mod files;
mod organization;
mod packs;
mod providers;
mod staff;
mod workbooks;

use std::collections::BTreeSet;

use crate::fixture::Sandbox;

/// What `roster lint` says of files in which this rule, and no other, finds something.
#[track_caller]
fn example(rule: &str, sandbox: &Sandbox) -> String {
    let json = sandbox.run("lint --json").json();
    let diagnostics = json["diagnostics"].as_array().expect("diagnostics");
    let raised: BTreeSet<&str> = diagnostics
        .iter()
        .filter_map(|found| found["rule"].as_str())
        .collect();
    assert_eq!(raised, BTreeSet::from([rule]));
    let said = sandbox.run("lint");
    assert_eq!(said.stderr, "");
    let gravest = diagnostics.iter().any(|found| found["level"] == "error");
    assert_eq!(said.code, Some(i32::from(gravest)));
    said.stdout.trim_end().to_owned()
}

#[test]
fn every_rule_has_an_example() {
    let sources = [
        include_str!("catalogue/damage.rs"),
        include_str!("catalogue/files.rs"),
        include_str!("catalogue/organization.rs"),
        include_str!("catalogue/packs.rs"),
        include_str!("catalogue/providers.rs"),
        include_str!("catalogue/staff.rs"),
        include_str!("catalogue/workbooks.rs"),
    ]
    .concat();
    let json = Sandbox::empty().run("explain --json").json();
    let rules = json["rules"].as_array().expect("rules");
    let names = rules.iter().filter_map(|rule| rule["rule"].as_str());
    let without: Vec<&str> = names
        .filter(|name| !sources.contains(&format!("example(\"{name}\"")))
        .collect();
    assert_eq!(without, [""; 0], "add a test to tests/cli/catalogue for each");
}
