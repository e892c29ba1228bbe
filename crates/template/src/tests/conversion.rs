//! There and back between two targets that share only the vocabulary.

use proptest::prelude::*;
use rosterkit_schema::{Answers, ColumnId, Schema, Value};

use crate::{Conversion, Fill, Pattern};

fn schema(text: &str) -> Schema {
    Schema::parse("schema.toml", text, &Answers::new()).unwrap()
}

fn google() -> Schema {
    schema(include_str!("../../../../templates/google-workspace/schema.toml"))
}

fn entra() -> Schema {
    schema(include_str!(
        "../../../../templates/entra-bulk-create/schema.toml"
    ))
}

fn ascend() -> Schema {
    schema(super::ASCEND)
}

fn given(target: &Schema, source: &Schema, words: &[(&str, &str)]) -> Vec<(ColumnId, Pattern)> {
    let pattern = |(header, words): &(&str, &str)| {
        let pattern = Pattern::parse(words, source).unwrap();
        (target.column_named(header).unwrap(), pattern)
    };
    words.iter().map(pattern).collect()
}

/// The row as a reader of the file sees it.
fn values(schema: &Schema, cells: &[String]) -> Vec<Option<Value>> {
    let read = |(column, text): (&rosterkit_schema::Column, &String)| {
        (!text.is_empty()).then(|| column.field_type.parse(text).unwrap())
    };
    schema.columns.iter().zip(cells).map(read).collect()
}

/// Which column fills which, by id.
fn fills(source: &Schema, target: &Schema) -> Vec<(String, String)> {
    let conversion = Conversion::new(source, target, Vec::new());
    let columns = conversion.fills().filter_map(|(id, fill)| match fill {
        Fill::Column(from) => Some((target.column(id).id.clone(), source.column(*from).id.clone())),
        _ => None,
    });
    columns.collect()
}

#[test]
fn a_column_takes_the_best_that_fits_and_no_source_fills_two() {
    let (google, entra, ascend) = (google(), entra(), ascend());
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    let found = fills(&ascend, &google);
    // A username of letters and digits is no address, so that the address is the account, and no second one.
    assert!(found.contains(&pair("email", "email")), "{found:?}");
    assert!(
        !found.iter().any(|(column, _)| column == "work-email"),
        "{found:?}"
    );
    assert!(fills(&google, &entra).contains(&pair("user-name", "email")));
    assert!(
        fills(&entra, &ascend).contains(&pair("username", "user-name")),
        "nothing else could fill it"
    );
    let without = Conversion::new(&ascend, &entra, Vec::new()).without_source();
    let ids: Vec<&str> = without.iter().map(|id| entra.column(*id).id.as_str()).collect();
    assert_eq!(ids, ["display-name", "password", "blocked"]);
}

proptest! {
    #[test]
    fn there_and_back_keeps_what_both_have(
        first in "[A-Z][a-zé']{0,20}",
        last in "[A-Z][a-z -]{0,20}[a-z]",
        user in "[a-z][a-z0-9_]{0,20}",
        title in proptest::option::of("[A-Za-z][ -~]{0,30}[A-Za-z.]"),
        department in proptest::option::of("[A-Za-z][ -~]{0,30}[A-Za-z.]"),
        work in proptest::option::of("[0-9 ()-]{0,10}[0-9]"),
    ) {
        let (google, entra) = (google(), entra());
        let mut cells = vec![String::new(); google.columns.len()];
        let email = format!("{user}@example.com");
        let texts = [
            ("first-name", Some(first.as_str())), ("last-name", Some(&last)), ("email", Some(&email)),
            ("password", Some("Example-2026")), ("org-unit", Some("/Staff")), ("title", title.as_deref()),
            ("department", department.as_deref()), ("work-phone", work.as_deref().map(str::trim)),
        ];
        for (id, text) in texts {
            let at = google.columns.iter().position(|column| column.id == id).unwrap();
            cells[at] = text.unwrap_or_default().to_owned();
        }
        let there = [("Name [displayName] Required", "{First Name [Required]}"), ("Block sign in (Yes/No) [accountEnabled] Required", "No")];
        let there = Conversion::new(&google, &entra, given(&entra, &google, &there));
        let back = Conversion::new(&entra, &google, given(&google, &entra, &[("Org Unit Path [Required]", "/Staff")]));
        let row = values(&google, &cells);
        let (middle, unfit) = there.row(|id| row[id.index()].as_ref());
        prop_assert_eq!(unfit, []);
        let row = values(&entra, &middle);
        let (again, unfit) = back.row(|id| row[id.index()].as_ref());
        prop_assert_eq!(unfit, []);
        prop_assert_eq!(again, cells);
    }
}
