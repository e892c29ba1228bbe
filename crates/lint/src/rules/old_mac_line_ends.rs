//! Line ends that only the old Mac OS wrote.

use rosterkit_schema::Newline;
use rosterkit_sheet::{DocumentKind, Edit, EncodingEvidence, LineEnd};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{SAVE_AS_UTF8, Scene, Words};

declare_rule! {
    #[doc = include_str!("old_mac_line_ends.md")]
    pub(super) static OLD_MAC_LINE_ENDS = "old-mac-line-ends" {
        summary: "the lines end as on an old Mac",
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
    let document = sheet.document();
    if document.kind() == DocumentKind::Csv && document.line_end() == LineEnd::Cr {
        cx.raise(&OLD_MAC_LINE_ENDS, sheet.at(Place::File), Detail::None);
    }
}

fn words(_: &Scene<'_>, _: &Diagnostic) -> Words {
    Words::new(
        "the lines end with a lone CR, as on an old Mac: many programs see one line".to_owned(),
        "the whole file".to_owned(),
    )
    .help(format!("{SAVE_AS_UTF8}; `roster import` takes the file as it is"))
}

/// The line ends may be all that tells in which encoding the letters are: then that has to be mended first.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let on = scene.sheet(diagnostic.at.file);
    if on.document().encoding_evidence() == Some(EncodingEvidence::LineEnds) {
        return Vec::new();
    }
    let end = match on.schema().file.newline {
        Newline::Crlf => LineEnd::CrLf,
        Newline::Lf => LineEnd::Lf,
    };
    vec![Fix {
        title: "end the lines as the target wants them".to_owned(),
        applicability: Applicability::Safe,
        edits: vec![Edit::SetLineEnds(end)],
    }]
}

#[cfg(test)]
mod tests {
    use super::OLD_MAC_LINE_ENDS;
    use crate::testing::{found_in, roster, sample};
    use crate::{Levels, Values, check};

    #[test]
    fn line_ends_that_tell_the_encoding_stay_until_it_is_mended() {
        let fixes = |bytes: &[u8]| {
            let report = check(sample(), vec![roster("staff.csv", bytes)], &Levels::default());
            let scene = report.scene(Values::Shown);
            let mut found = report.diagnostics().iter();
            let found = found.find(|found| found.rule == &OLD_MAC_LINE_ENDS).unwrap();
            scene.fixes(found).len()
        };
        assert_eq!(fixes(b"First Name,Last Name,Username\rJos\x8e,Chen,jchen\r"), 0);
        assert_eq!(
            fixes("First Name,Last Name,Username\rJos\u{E9},Chen,jchen\r".as_bytes()),
            1
        );
    }

    #[test]
    fn the_rows_are_judged_all_the_same() {
        assert_eq!(
            found_in(&[("staff.csv", b"First Name,Last Name,Username\rAna,,achen\r")]),
            [
                "staff.csv  error[old-mac-line-ends]",
                "staff.csv B2 error[missing-value]"
            ]
        );
        assert_eq!(
            found_in(&[("staff.csv", b"First Name,Last Name,Username\nAna,Chen,achen\r\n")]),
            [""; 0]
        );
    }
}
