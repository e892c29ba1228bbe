//! A row of a template's example that nobody deleted.

use rosterkit_sheet::{DocumentKind, Edit};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::example;
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::RowView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("example_row.md")]
    pub(super) static EXAMPLE_ROW = "example-row" {
        summary: "a row is an example and no person",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    if row.is_readable() && (example::is_of_schema(row) || example::is_of_nobody(row)) {
        let at = row.on.at(Place::Row(row.row().index()));
        cx.raise(&EXAMPLE_ROW, at, Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let row = scene.place_name(diagnostic.at);
    Words::new(
        format!("{row} is an example and no person"),
        "left over from a template".to_owned(),
    )
    .help(format!(
        "delete {row}; if it is a person after all, type that person's own name and address"
    ))
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let is_csv = scene.sheet(diagnostic.at.file).document().kind() == DocumentKind::Csv;
    let row = diagnostic.at.place.row().filter(|_| is_csv);
    let fix = row.map(|row| Fix {
        title: format!("delete {}", scene.place_name(diagnostic.at)),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::RemoveRow { row }],
    });
    fix.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::EXAMPLE_ROW;
    use crate::testing::check_rule;

    #[test]
    fn the_schemas_own_example_and_people_of_no_place_are_told() {
        check_rule(
            &EXAMPLE_ROW,
            "
First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)
Ana,Chen,achen,ana.chen@example.com,8015550123,NO
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: row 2 is an example and no person
Ana,Chen,achen2,ana.chen@example.com,8015550123,NO
jane,DOE,jdoe,jdoe@example.com,8015552368,NO
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: row 4 is an example and no person
Jane,Doe,jdoe2,jane.doe@lehi-smiles.example,8015552369,NO
",
        );
    }
}
