//! A file that is too large if the target's kilobyte is a thousand bytes.

use rosterkit_sheet::DocumentKind;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::SheetView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("file_near_limit.md")]
    pub(super) static FILE_NEAR_LIMIT = "file-near-limit" {
        summary: "the file fits only if a kilobyte of the limit is 1,024 bytes",
        level: Level::Warning,
        stops: Stops::Upload,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

/// The limit in kilobytes of a thousand bytes, where the schema counts in those of 1,024.
fn careful_limit(limit: u64) -> Option<u64> {
    limit.is_multiple_of(1024).then_some(limit / 1024 * 1000)
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    let limit = sheet.schema().file.max_bytes;
    let (Some(limit), Some(wanted)) = (limit, limit.and_then(careful_limit)) else {
        return;
    };
    let found = sheet.document().bytes().len() as u64;
    if sheet.document().kind() == DocumentKind::Csv && (wanted + 1..=limit).contains(&found) {
        cx.raise(
            &FILE_NEAR_LIMIT,
            sheet.at(Place::File),
            Detail::Count { found, wanted },
        );
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Count { found, wanted } = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let target = &scene.sheet(diagnostic.at.file).schema().target;
    Words::new(
        format!("the file has {found} bytes; {target} may take no more than {wanted}"),
        "the whole file".to_owned(),
    )
    .help("nobody says whether a kilobyte of the limit is 1,024 or 1,000 bytes: move a few rows into another file, with the same header")
}

#[cfg(test)]
mod tests {
    use super::careful_limit;

    #[test]
    fn only_a_limit_in_kilobytes_can_be_read_in_two_ways() {
        assert_eq!(careful_limit(15_360), Some(15_000));
        assert_eq!(careful_limit(15_000), None);
        assert_eq!(careful_limit(35_000_000), None);
    }
}
