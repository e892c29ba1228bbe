//! `roster lint --format html`: a page that is short, and says what to do.

use insta::assert_snapshot;

use crate::fixture::{ANA, STAFF, Sandbox, ZOE, table};

/// The rows of the page, without what is round them.
fn rows(sandbox: &Sandbox) -> String {
    let page = sandbox.run("lint --format html").stdout;
    let rows = page.lines().filter(|line| line.starts_with("<tr>"));
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_row_says_what_is_wrong_what_to_do_and_what_can_be_repaired() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replace("NO", "no")]);
    assert_snapshot!(rows(&sandbox), @r#"<tr><td><b>F2</b><small>Provider (YES/NO)</small></td><td><p><span class="level">error</span> <code>no</code> is not a choice of Provider (YES/NO). <span class="rule">invalid-choice</span></p></td><td><p>In cell F2, type one of YES, NO, exactly so.</p><p class="fix"><b>Can be repaired automatically:</b> Write <code>NO</code>.</p></td></tr>"#);
}

#[test]
fn what_is_wrong_in_many_cells_is_said_once() {
    let person = |n: usize, last: &str| format!("Ana,{last},user{n},ana{n}@example.com,(801) 555-0123,NO");
    let mut people: Vec<String> = (0..6)
        .map(|n| person(n, if n == 4 { "Chen" } else { "" }))
        .collect();
    // Each of them says something else.
    people.extend((6..40).map(|n| person(n, &format!("Chen {n}"))));
    people.push(ZOE.to_owned());
    let rows_of = people.iter().map(String::as_str).collect::<Vec<_>>();
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", table(STAFF, &rows_of));
    let rows = rows(&sandbox);
    let all: Vec<&str> = rows.lines().collect();
    assert_snapshot!(all[0], @r#"<tr><td><b>B2</b><small>Last Name</small></td><td><p><span class="level">error</span> Last Name is blank in B2. <span class="rule">missing-value</span></p><p class="others">The same in <b>4 more</b>: B3 to B5, B7</p></td><td><p>Fill in cell B2: The person&apos;s last name.</p></td></tr>"#);
    assert_snapshot!(all[all.len() - 1], @r#"<tr><td></td><td colspan="2" class="others">Something like it in <b>14 more</b>: B28 to B41 Last Name <span class="rule">invalid-name</span></td></tr>"#);
    assert_eq!(all.len(), 22);
}

#[test]
fn no_two_values_are_one() {
    // The name of its own cell is not the value that stands in it.
    let people = [ANA.replace("Ana", "A2"), ZOE.replace("Zo\u{eb}", "A3")];
    let people = [people[0].as_str(), people[1].as_str()];
    let rows = rows(&Sandbox::organization().staff("front-desk--lehi.csv", &people));
    assert!(
        rows.contains("<code>A2</code>") && rows.contains("<code>A3</code>"),
        "{rows}"
    );
    assert_eq!(rows.lines().count(), 2, "{rows}");
}

#[test]
fn a_back_tick_of_a_value_stays() {
    let rows = rows(&Sandbox::organization().staff("front-desk--lehi.csv", &[&ANA.replace("Ana", "A`n`a")]));
    assert!(rows.contains("`A`n`a` is not a person"), "{rows}");
}
