//! A cell whose bytes are no UTF-8.

use rosterkit_sheet::{Encoding, Fault};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{SAVE_AS_UTF8, Scene, Words};

declare_rule! {
    #[doc = include_str!("not_utf8.md")]
    pub(super) static NOT_UTF8 = "not-utf8" {
        summary: "a cell holds bytes that are no text",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    for fault in sheet.sheet().faults() {
        if let Fault::NotUtf8 { cell, at } = *fault {
            cx.raise(&NOT_UTF8, sheet.at(Place::Bytes(cell, at)), Detail::None);
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let place = scene.place_name(diagnostic.at);
    let document = scene.sheet(diagnostic.at.file).document();
    let encoding = document.encoding().unwrap_or(Encoding::Utf8);
    let label = match encoding {
        Encoding::Utf8 => "an accented letter in an older encoding?",
        _ => "half a character",
    };
    let message = format!(
        "{} in {place} holds a letter that is not written in {encoding}",
        scene.header(diagnostic.at)
    );
    Words::new(message, label.to_owned()).help(SAVE_AS_UTF8)
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    #[test]
    fn a_stray_byte_is_told_from_utf8() {
        let found = found_in(&[(
            "staff.csv",
            b"First Name,Last Name,Username\nZo\xeb,Chen,zchen\nZo\xc3\xab,Ode,zode\n",
        )]);
        assert_eq!(found, ["staff.csv A2 error[not-utf8]"]);
    }

    #[test]
    fn half_a_character_of_utf16_is_told() {
        let text = "First Name,Last Name,Username\nA?na,Chen,achen\n";
        let half = |unit: u16| if unit == u16::from(b'?') { 0xd83e } else { unit };
        let bytes: Vec<u8> = text.encode_utf16().map(half).flat_map(u16::to_le_bytes).collect();
        let found = found_in(&[("staff.csv", &bytes)]);
        assert_eq!(
            found,
            ["staff.csv  error[utf16-encoding]", "staff.csv A2 error[not-utf8]"]
        );
    }
}
