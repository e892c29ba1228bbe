//! A byte order mark at the front of a file whose target may not expect one.

use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("byte_order_mark.md")]
    pub(super) static BYTE_ORDER_MARK = "byte-order-mark" {
        summary: "the file begins with an invisible mark that the target may not expect",
        level: Level::Note,
        stops: Stops::Upload,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    if sheet.document().has_byte_order_mark() && !sheet.schema().file.byte_order_mark {
        cx.raise(&BYTE_ORDER_MARK, sheet.at(Place::File), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let target = &scene.sheet(diagnostic.at.file).schema().target;
    Words::new(
        "the file begins with a byte order mark, as Excel's CSV UTF-8 does".to_owned(),
        "the first three bytes".to_owned(),
    )
    .help(format!(
        "nothing need be done; only if {target} should not find the first column, take the mark away"
    ))
}

fn fixes(_: &Scene<'_>, _: &Diagnostic) -> Vec<Fix> {
    vec![Fix {
        title: "take the byte order mark away".to_owned(),
        applicability: Applicability::Safe,
        edits: vec![Edit::RemoveByteOrderMark],
    }]
}

#[cfg(test)]
mod tests {
    use crate::testing::found_in;

    #[test]
    fn a_mark_is_noted_once() {
        let bytes = "\u{feff}First Name,Last Name,Username\nAna,Chen,achen\n".as_bytes();
        assert_eq!(
            found_in(&[("staff.csv", bytes)]),
            ["staff.csv  note[byte-order-mark]"]
        );
        assert_eq!(found_in(&[("staff.csv", &bytes[3..])]), Vec::<String>::new());
    }
}
