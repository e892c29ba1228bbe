//! A cell whose letters are written as programs wrote them before UTF-8.

use rosterkit_sheet::{Edit, Encoding, EncodingEvidence, Fault};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{SAVE_AS_UTF8, Scene, Words};

declare_rule! {
    #[doc = include_str!("legacy_encoding.md")]
    pub(super) static LEGACY_ENCODING = "legacy-encoding" {
        summary: "a letter is written in Windows-1252 or MacRoman",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    for fault in sheet.sheet().faults() {
        if let Fault::LegacyEncoding { cell, at } = *fault {
            cx.raise(&LEGACY_ENCODING, sheet.at(Place::Bytes(cell, at)), Detail::None);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let document = scene.sheet(diagnostic.at.file).document();
    let (Place::Bytes(cell, at), Some(encoding), Some(evidence)) = (
        diagnostic.at.place,
        document.encoding(),
        document.encoding_evidence(),
    ) else {
        return Words::new(String::new(), String::new());
    };
    let header = scene.header(diagnostic.at);
    let byte = document.bytes().get(at.start as usize).copied();
    let meanings = byte.filter(|_| scene.shows(diagnostic.at)).map(|byte| {
        let meaning = |encoding: Encoding| match encoding.character(byte) {
            Some(letter) => format!("`{letter}` in {encoding}"),
            None => format!("nothing in {encoding}"),
        };
        let other = match encoding {
            Encoding::MacRoman => Encoding::Windows1252,
            _ => Encoding::MacRoman,
        };
        format!(
            ": byte {byte:02X} is {} and {}",
            meaning(encoding),
            meaning(other)
        )
    });
    let message = format!(
        "{header} in {cell} is not written in UTF-8{}",
        meanings.unwrap_or_default()
    );
    Words::new(message, format!("read as {encoding}")).help(format!(
        "{encoding} because {}; look whether the letter is right; {SAVE_AS_UTF8}",
        reason(encoding, evidence)
    ))
}

/// All letters are read in one encoding, so the fix of one is the fix of all.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let encoding = scene.sheet(diagnostic.at.file).document().encoding();
    let fix = encoding.map(|encoding| Fix {
        title: format!("write the file in UTF-8, every letter as it reads in {encoding}"),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::WriteUtf8],
    });
    fix.into_iter().collect()
}

/// What speaks for the encoding, as the end of a sentence.
fn reason(encoding: Encoding, evidence: EncodingEvidence) -> String {
    match evidence {
        EncodingEvidence::UndefinedByte { byte } => {
            format!("the file holds the byte {byte:02X}, which is nothing in Windows-1252")
        }
        EncodingEvidence::LineEnds => "its lines end with CR, as on an old Mac".to_owned(),
        EncodingEvidence::Letters {
            of,
            windows_1252,
            mac_roman,
        } => {
            let (here, there, other) = match encoding {
                Encoding::MacRoman => (mac_roman, windows_1252, Encoding::Windows1252),
                _ => (windows_1252, mac_roman, Encoding::MacRoman),
            };
            let letters = if of == 1 {
                "letter fits its word"
            } else {
                "letters fit their words"
            };
            format!("{here} of {of} {letters}, in {other} {there}")
        }
        EncodingEvidence::Utf8 | EncodingEvidence::ByteOrderMark | EncodingEvidence::ZeroBytes => {
            "its bytes say so".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{found_in, roster, sample};
    use crate::{Levels, Values, check};

    fn said(bytes: &[u8]) -> Vec<String> {
        let report = check(sample(), vec![roster("staff.csv", bytes)], &Levels::default());
        let scene = report.scene(Values::Shown);
        let found = report.diagnostics().iter();
        let found = found.filter(|found| found.rule == &LEGACY_ENCODING);
        found
            .map(|found| {
                let words = scene.words(found);
                format!("{}; {}", words.message, words.help.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn rows_with_such_a_letter_are_told_and_the_others_are_not() {
        let found = found_in(&[(
            "staff.csv",
            b"First Name,Last Name,Username\nZo\xeb,Chen,zchen\nAna,Ode,aode\nJos\xe9,N\xfa\xf1ez,jnunez\n",
        )]);
        assert_eq!(
            found,
            [
                "staff.csv A2 error[legacy-encoding]",
                "staff.csv A4 error[legacy-encoding]",
                "staff.csv B4 error[legacy-encoding]"
            ]
        );
    }

    #[test]
    fn the_evidence_is_told() {
        let help = format!("look whether the letter is right; {}", crate::words::SAVE_AS_UTF8);
        assert_eq!(
            said(b"First Name,Last Name,Username\nZo\xeb,Chen,zchen\n"),
            [format!(
                "First Name in A2 is not written in UTF-8: byte EB is `\u{eb}` in Windows-1252 and `\u{ce}` in MacRoman; Windows-1252 because 1 of 1 letter fits its word, in MacRoman 0; {help}"
            )]
        );
        assert_eq!(
            said(b"First Name,Last Name,Username\rJos\x8e,Chen,jchen\r"),
            [format!(
                "First Name in A2 is not written in UTF-8: byte 8E is `\u{e9}` in MacRoman and `\u{17d}` in Windows-1252; MacRoman because its lines end with CR, as on an old Mac; {help}"
            )]
        );
        assert_eq!(
            said(b"First Name,Last Name,Username\nH\x8fl,Chen,hchen\n"),
            [format!(
                "First Name in A2 is not written in UTF-8: byte 8F is `\u{e8}` in MacRoman and nothing in Windows-1252; MacRoman because the file holds the byte 8F, which is nothing in Windows-1252; {help}"
            )]
        );
    }
}
