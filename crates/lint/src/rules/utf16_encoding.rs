//! A CSV in UTF-16.

use rosterkit_sheet::{Edit, Encoding, EncodingEvidence, Fault};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{SAVE_AS_UTF8, Scene, Words};

declare_rule! {
    #[doc = include_str!("utf16_encoding.md")]
    pub(super) static UTF16_ENCODING = "utf16-encoding" {
        summary: "the file is in UTF-16 and not in UTF-8",
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
    if let Some(Encoding::Utf16Le | Encoding::Utf16Be) = sheet.document().encoding() {
        cx.raise(&UTF16_ENCODING, sheet.at(Place::File), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let evidence = match scene.sheet(diagnostic.at.file).document().encoding_evidence() {
        Some(EncodingEvidence::ZeroBytes) => "every second byte is zero",
        _ => "it begins with a byte order mark",
    };
    let message = format!("the file is in UTF-16, which Excel calls Unicode Text: {evidence}");
    Words::new(message, "the whole file".to_owned())
        .help(format!("{SAVE_AS_UTF8}; `roster import` takes the file as it is"))
}

/// Half a character cannot be written in UTF-8; it has a diagnostic of its own.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let on = scene.sheet(diagnostic.at.file);
    let is_broken = |fault: &Fault| matches!(fault, Fault::NotUtf8 { .. });
    if on.sheet().faults().iter().any(is_broken) {
        return Vec::new();
    }
    let mark = (!on.schema().file.byte_order_mark).then_some(Edit::RemoveByteOrderMark);
    vec![Fix {
        title: "write the file in UTF-8".to_owned(),
        applicability: Applicability::Safe,
        edits: std::iter::once(Edit::WriteUtf8).chain(mark).collect(),
    }]
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    #[test]
    fn the_rows_are_judged_all_the_same() {
        let text = "First Name\tLast Name\tUsername\nZo\u{eb}\tChen\tzchen\nAna\t\taode\n";
        for mark in ["", "\u{feff}"] {
            let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            for bytes in [little, big] {
                assert_eq!(
                    found_in(&[("staff.csv", &bytes)]),
                    [
                        "staff.csv  error[utf16-encoding]",
                        "staff.csv row 1 error[wrong-delimiter]",
                        "staff.csv B3 error[missing-value]"
                    ]
                );
            }
        }
    }
}
