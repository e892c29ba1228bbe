//! A header that the target does not know.

use std::collections::BTreeSet;

use rosterkit_schema::{ColumnId, Fingerprint};
use rosterkit_sheet::{Cell, ColumnIndex, Edit, Row};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::renaming::fits;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::{SheetView, is_blank};
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("unknown_column.md")]
    pub(super) static UNKNOWN_COLUMN = "unknown-column" {
        summary: "a header names no column of the target",
        level: Level::Error,
        stops: Stops::Sheet,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
    }
}

/// How alike a header and a column must be for the one to be a misspelling of the other: Jaro-Winkler, 0 to 1.
/// `Frist Name` and `First Name` are at 0.97, `Phone` and `Home` at 0.78.
const ALIKE: f64 = 0.85;

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    let mut filled = None;
    for cell in sheet.sheet().header().iter().flat_map(Row::cells) {
        let at = cell.reference();
        let of_master = sheet.master().is_some_and(|master| master.columns.has(at.column));
        if sheet.layout().named(at.column).is_some() || of_master {
            continue;
        }
        // A separator too many at the end of every line says nothing.
        if is_blank(&cell)
            && !filled
                .get_or_insert_with(|| filled_columns(sheet))
                .contains(&at.column)
        {
            continue;
        }
        let detail = meant_by(sheet, &cell).map_or(Detail::None, Detail::Column);
        cx.raise(&UNKNOWN_COLUMN, sheet.at(Place::Cell(at)), detail);
    }
}

/// The columns in which some row has a value.
fn filled_columns(sheet: &SheetView<'_>) -> BTreeSet<ColumnIndex> {
    let cells = sheet
        .sheet()
        .rows()
        .flat_map(|row| row.cells().collect::<Vec<_>>());
    cells
        .filter(|cell| !is_blank(cell))
        .map(|cell| cell.reference().column)
        .collect()
}

/// The column that this header must mean: the sheet lacks it, and it had this header when the template was made, or its
/// name is most like the header's text and the values of this column are right in it.
pub(super) fn meant_by(sheet: &SheetView<'_>, header: &Cell<'_>) -> Option<ColumnId> {
    if sheet.layout().named(header.reference().column).is_some() {
        return None;
    }
    let lacks = |id: &ColumnId| sheet.layout().place(*id).is_none();
    if let Some((id, _)) = once_named(sheet, &header.text()).filter(|(id, _)| lacks(id)) {
        return Some(id);
    }
    let text = header.text().trim().to_lowercase();
    let likeness = |name: &String| strsim::jaro_winkler(&text, &name.to_lowercase());
    sheet
        .schema()
        .columns()
        .filter(|(id, _)| lacks(id))
        .map(|(id, column)| {
            let names = std::iter::once(&column.header).chain(&column.aliases);
            (id, names.map(likeness).fold(0.0, f64::max))
        })
        .filter(|(_, likeness)| *likeness >= ALIKE)
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(id, _)| id)
        .filter(|id| fits(sheet, header.reference().column, *id))
}

/// The column that had this header when the template was made, and how many have another one since.
fn once_named(sheet: &SheetView<'_>, header: &str) -> Option<(ColumnId, usize)> {
    let made = Fingerprint::read(sheet.sheet().properties())?;
    let column = made.column_once_named(sheet.schema(), header)?;
    Some((column, made.renamed(sheet.schema()).count()))
}

/// How many columns were renamed since the template was made, if this one is known to be among them.
fn renamed_since(scene: &Scene<'_>, diagnostic: &Diagnostic, meant: ColumnId) -> Option<usize> {
    let once = once_named(&scene.sheet(diagnostic.at.file), &scene.text(diagnostic.at));
    once.filter(|(column, _)| *column == meant)
        .map(|(_, count)| count)
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let schema = scene.sheet(diagnostic.at.file).schema();
    let place = scene.place_name(diagnostic.at);
    let text = scene.text(diagnostic.at);
    if text.trim().is_empty() {
        return Words::new(
            format!("the column of {place} has values and no header"),
            "no header".to_owned(),
        )
        .help("type the right header above the values, or delete the column");
    }
    let words = |label: &str| {
        Words::new(
            format!("{} has no column {}", schema.target, quote(&text)),
            label.to_owned(),
        )
    };
    match diagnostic.detail {
        Detail::Column(meant) => {
            let header = quote(&schema.column(meant).header);
            let label = match renamed_since(scene, diagnostic, meant) {
                Some(1) => format!("made from an older schema: one column was renamed, to {header}"),
                Some(count) => {
                    format!("made from an older schema: {count} columns were renamed, this one to {header}")
                }
                None => format!("did you mean {header}?"),
            };
            words(&label).help(format!("type {header} into cell {place}"))
        }
        _ => words("unknown").help("delete the column, or move it to a file of its own"),
    }
}

fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let (Detail::Column(meant), Some(cell)) = (diagnostic.detail, diagnostic.at.place.cell()) else {
        return Vec::new();
    };
    let header = &scene.sheet(diagnostic.at.file).schema().column(meant).header;
    let is_known = renamed_since(scene, diagnostic, meant).is_some();
    vec![Fix {
        title: format!("rename the column to {}", quote(header)),
        applicability: if is_known {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        },
        edits: vec![Edit::Replace {
            cell,
            text: header.clone(),
        }],
    }]
}

#[cfg(test)]
mod tests {
    use super::UNKNOWN_COLUMN;
    use crate::testing::{check_rule, roster, sample};
    use crate::{Levels, Values, check};

    #[test]
    fn a_misspelt_header_is_recognised() {
        check_rule(
            &UNKNOWN_COLUMN,
            "
Frist Name,Last Name,User_name,Shoe Size
^^^^^^^^^^ error: Sample has no column `Frist Name`
                               ^^^^^^^^^ error: Sample has no column `Shoe Size`
Ana,Chen,achen,38
",
        );
    }

    #[test]
    fn a_column_without_a_header_counts_only_when_it_has_values() {
        check_rule(
            &UNKNOWN_COLUMN,
            "
First Name,Last Name,Username,
Ana,Chen,achen,
",
        );
        check_rule(
            &UNKNOWN_COLUMN,
            "
First Name,Last Name,,Username
                     ^ error: the column of C1 has values and no header
Ana,Chen,x,achen
",
        );
    }

    #[test]
    fn a_column_of_other_values_is_no_misspelt_one() {
        check_rule(
            &UNKNOWN_COLUMN,
            "
First Name,Last Name,Username,Status,NPI Type
                              ^^^^^^ error: Sample has no column `Status`
                                     ^^^^^^^^ error: Sample has no column `NPI Type`
Ana,Chen,achen,Active,1
Ben,Ode,bode,On leave,2
",
        );
        let titles = |header: &str, values: &[&str]| {
            let rows = values.iter().zip(1..);
            let rows = rows.map(|(value, at)| format!("Ana,Chen,achen{at},{value}\n"));
            let text = format!(
                "First Name,Last Name,Username,{header}\n{}",
                rows.collect::<String>()
            );
            let report = check(
                sample(),
                vec![roster("staff.csv", text.as_bytes())],
                &Levels::default(),
            );
            let scene = report.scene(Values::Shown);
            let found = report.diagnostics().iter();
            let found: Vec<_> = found.filter(|found| found.rule == &UNKNOWN_COLUMN).collect();
            let fixes = found.iter().flat_map(|found| scene.fixes(found));
            let help = found.iter().filter_map(|found| scene.words(found).help);
            (fixes.map(|fix| fix.title).collect(), help.collect())
        };
        let none: (Vec<String>, Vec<String>) = (
            Vec::new(),
            vec!["delete the column, or move it to a file of its own".to_owned()],
        );
        let renamed: (Vec<String>, Vec<String>) = (
            vec!["rename the column to `State`".to_owned()],
            vec!["type `State` into cell D1".to_owned()],
        );
        for header in ["Status", "Statement"] {
            assert_eq!(titles(header, &["Active", "On leave"]), none, "{header}");
            assert_eq!(titles(header, &["UT", "utah", "", " NV"]), renamed, "{header}");
        }
        // One slip among many values is one, and one among few is not told from a column of something else.
        let ten = ["UT", "UT", "UT", "UT", "UT", "UT", "UT", "UT", "UT", "?"];
        assert_eq!(titles("Stat", &ten), renamed);
        assert_eq!(titles("Stat", &ten[6..]), none);
        assert_eq!(titles("Stat", &["", ""]), renamed);
    }

    #[test]
    fn nothing_need_be_blank_because_of_a_new_name() {
        // As Shortname the one would have to be blank, and as Provider the other would say that it must.
        for (header, no) in [
            ("Provider (YES/NO),Shortnames", "NO"),
            ("Provider (YES/NO),Shortnames", "N"),
            ("Provider (Y/N),Shortname", "NO"),
            ("Provider (Y/N),Shortname", "false"),
        ] {
            let text = format!("First Name,Last Name,Username,{header}\nAna,Chen,achen,{no},ACHEN\n");
            let report = check(
                sample(),
                vec![roster("staff.csv", text.as_bytes())],
                &Levels::default(),
            );
            let scene = report.scene(Values::Shown);
            let found = report
                .diagnostics()
                .iter()
                .find(|found| found.rule == &UNKNOWN_COLUMN);
            assert_eq!(
                found.map(|found| scene.fixes(found)),
                Some(Vec::new()),
                "{header}"
            );
        }
    }
}
