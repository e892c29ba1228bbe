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
    pub(crate) static EXAMPLE_ROW = "example-row" {
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
    let on = scene.sheet(diagnostic.at.file);
    let view = diagnostic.at.place.row().and_then(|row| on.row(row));
    let label = if view.is_some_and(|view| example::is_of_schema(&view)) {
        "left over from a template"
    } else {
        "stands for nobody, at a domain for examples"
    };
    Words::new(format!("{row} is an example and no person"), label.to_owned()).help(format!(
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
    use rosterkit_sheet::RowIndex;

    use crate::testing::{check_rule, roster, sample};
    use crate::{Levels, Values, check};

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

    #[test]
    fn it_alone_speaks_of_its_row_but_for_errors() {
        let found = |row: &str| {
            let text = format!(
                "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),NPI,DEA\n{row}\n"
            );
            let levels = Levels::default();
            let report = check(sample(), vec![roster("staff.csv", text.as_bytes())], &levels);
            let scene = report.scene(Values::Shown);
            let found = report.diagnostics().iter();
            let found = found.filter(|found| found.at.place.row() == Some(RowIndex(1)));
            found
                .map(|found| (found.rule.name, scene.words(found).label))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("Ana,Chen,achen,ana.chen@example.com,8015550123,,1234567893,AB1234563"),
            [("example-row", "left over from a template".to_owned())]
        );
        let label = "stands for nobody, at a domain for examples";
        assert_eq!(
            found("John,Doe,jdoe,jdoe@example.org,8015550123,NO,1234567893,AD1234563"),
            [("example-row", label.to_owned())]
        );
        let wrong = found("John,Doe,jdoe,jdoe@example.org,8015550123,NO,1234567890,");
        let rules: Vec<&str> = wrong.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rules, ["example-row", "npi-check-digit"]);
    }
}
