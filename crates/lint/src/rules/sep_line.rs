//! A first line that tells Excel the delimiter and that nobody else understands.

use rosterkit_sheet::{Delimiter, Edit};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{SAVE_AS_UTF8, Scene, Words};

declare_rule! {
    #[doc = include_str!("sep_line.md")]
    pub(super) static SEP_LINE = "sep-line" {
        summary: "the first line is an instruction to Excel and no header",
        level: Level::Error,
        stops: Stops::Upload,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if sheet.document().dialect().unwrap_or_default().has_sep_line {
        cx.raise(&SEP_LINE, sheet.at(Place::File), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let on = scene.sheet(diagnostic.at.file);
    let delimiter = delimiter(scene, diagnostic).as_char();
    let sign = if delimiter == '\t' {
        "TAB".to_owned()
    } else {
        delimiter.to_string()
    };
    Words::new(
        format!("the first line is `sep={sign}`, which only Excel understands"),
        "the first line".to_owned(),
    )
    .help(format!(
        "{} takes the first line for the header: delete it in a text editor such as Notepad; or, {SAVE_AS_UTF8}",
        on.schema().target
    ))
}

/// Without the line a file with other delimiters than commas would be read as one with commas by many a program, so they
/// become commas. Where a quotation mark is misplaced, nobody knows where its cell ends.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let (title, delimiter) = if delimiter(scene, diagnostic) == Delimiter::Comma {
        ("delete the first line", None)
    } else if scene.sheet(diagnostic.at.file).has_quote_fault() {
        return Vec::new();
    } else {
        let comma = Edit::SetDelimiter(Delimiter::Comma);
        (
            "delete the first line, and separate the cells by commas",
            Some(comma),
        )
    };
    vec![Fix {
        title: title.to_owned(),
        applicability: Applicability::Safe,
        edits: std::iter::once(Edit::RemoveSepLine).chain(delimiter).collect(),
    }]
}

fn delimiter(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Delimiter {
    let dialect = scene.sheet(diagnostic.at.file).document().dialect();
    dialect.unwrap_or_default().delimiter
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    #[test]
    fn the_line_is_told_and_obeyed() {
        assert_eq!(
            found_in(&[(
                "staff.csv",
                b"sep=;\r\nFirst Name;Last Name;Username\r\nAna;;achen\r\n"
            )]),
            [
                "staff.csv  error[sep-line]",
                "staff.csv row 1 error[wrong-delimiter]",
                "staff.csv B2 error[missing-value]"
            ]
        );
        assert_eq!(
            found_in(&[(
                "staff.csv",
                b"sep=,\nFirst Name,Last Name,Username\nAna,Chen,achen\n"
            )]),
            ["staff.csv  error[sep-line]"]
        );
    }
}
