//! A file that is larger than the target takes.

use rosterkit_sheet::DocumentKind;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("file_too_large.md")]
    pub(super) static FILE_TOO_LARGE = "file-too-large" {
        summary: "the file is larger than the target takes",
        level: Level::Error,
        stops: Stops::Upload,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

/// The limit binds what is uploaded, which is a CSV; a workbook is larger than the CSV that is made from it, and a master
/// becomes many.
fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    let Some(wanted) = sheet.schema().file.max_bytes else {
        return;
    };
    let found = sheet.document().bytes().len() as u64;
    if sheet.document().kind() == DocumentKind::Csv && sheet.master().is_none() && found > wanted {
        cx.raise(
            &FILE_TOO_LARGE,
            sheet.at(Place::File),
            Detail::Count { found, wanted },
        );
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Count { found, wanted } = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let on = scene.sheet(diagnostic.at.file);
    let rows = on.sheet().rows().filter(|row| !row.is_blank()).count() as u64;
    let fitting = (rows * wanted / found.max(1)).max(1);
    let target = &on.schema().target;
    Words::new(
        format!("the file has {found} bytes, {target} takes at most {wanted}"),
        format!("about {fitting} of its {rows} rows would fit"),
    )
    .help(format!(
        "split it into files of at most {fitting} of its rows, each with the same header; `roster import` takes the file as it is"
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    #[test]
    fn the_limit_is_exact() {
        let mut bytes = b"First Name,Last Name,Username\nAna,Chen,achen\n".to_vec();
        bytes.resize(2000, b'\n');
        assert_eq!(found_in(&[("staff.csv", &bytes)]), Vec::<String>::new());
        bytes.push(b'\n');
        assert_eq!(
            found_in(&[("staff.csv", &bytes)]),
            ["staff.csv  error[file-too-large]"]
        );
    }
}
