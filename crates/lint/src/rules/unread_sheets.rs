//! Sheets of a workbook with people on them, besides the one that is read.

use rosterkit_schema::Annotation;
use rosterkit_sheet::{OtherSheet, visible};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::roster::LEAST_COLUMNS;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unread_sheets.md")]
    pub(super) static UNREAD_SHEETS = "unread-sheets" {
        summary: "another sheet of the workbook holds people too, and is not read",
        level: Level::Warning,
        stops: Stops::Sheet,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    // The sheets of an annotated workbook have the rows of other files, which are read as those.
    if Annotation::read(sheet.sheet().properties()).is_some() {
        return;
    }
    if unread(sheet).next().is_some() {
        cx.raise(&UNREAD_SHEETS, sheet.at(Place::File), Detail::None);
    }
}

/// The other sheets that are rosters. A page of hints or a list of choices is none.
fn unread<'a>(sheet: &SheetView<'a>) -> impl Iterator<Item = &'a OtherSheet> + use<'a> {
    let schema = sheet.schema();
    sheet.sheet().other_sheets().iter().filter(move |other| {
        let mut known: Vec<_> = other
            .header
            .iter()
            .filter_map(|text| schema.column_named(text))
            .collect();
        known.sort_unstable();
        known.dedup();
        other.has_rows && known.len() >= LEAST_COLUMNS
    })
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let sheet = scene.sheet(diagnostic.at.file);
    let names: Vec<String> = unread(&sheet)
        .map(|other| {
            let hidden = if other.is_visible { "" } else { " (hidden)" };
            format!("`{}`{hidden}", visible(&other.name))
        })
        .collect();
    let read = visible(sheet.sheet().name().unwrap_or_default());
    let message = match &names[..] {
        [name] => format!("the sheet {name} holds people too, and only `{read}` is read"),
        _ => format!(
            "{} other sheets hold people too, and only `{read}` is read: {}",
            names.len(),
            names.join(", ")
        ),
    };
    Words::new(message, "the whole file".to_owned())
        .help("copy the rows to the sheet that is read, or save each sheet as a file of its own; `--sheet NAME` reads another one")
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use crate::testing::found_in;

    #[test]
    fn a_sheet_without_people_is_none_of_our_business() {
        let header = ["First Name", "Last Name", "Username"];
        let with = |name: &str, rows: &[[&str; 3]]| {
            let mut workbook = Workbook::new();
            for (name, rows) in [("Users", [["Ana", "Chen", "achen"]].as_slice()), (name, rows)] {
                let sheet = workbook.add_worksheet().set_name(name).unwrap();
                sheet.set_hidden(name == "Old");
                sheet.write_row(0, 0, header).unwrap();
                sheet.write_row_matrix(1, 0, rows.iter().copied()).unwrap();
            }
            found_in(&[("staff.xlsx", &workbook.save_to_buffer().unwrap())])
        };
        let people = [["Ben", "Ode", "bode"]];
        assert_eq!(with("More", &people), ["staff.xlsx  warning[unread-sheets]"]);
        assert_eq!(with("Old", &people), ["staff.xlsx  warning[unread-sheets]"]);
        assert_eq!(with("Blank", &[]), [""; 0]);
    }
}
