//! A suppression that suppresses nothing.

use crate::diagnostic::{Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unused_suppression.md")]
    pub(crate) static UNUSED_SUPPRESSION = "unused-suppression" {
        summary: "a suppression in roster.toml suppresses nothing",
        level: Level::Warning,
        stops: Stops::Upload,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Terms,
        words: words,
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Place::Suppression(index) = diagnostic.at.place else {
        return Words::new(String::new(), String::new());
    };
    let what = scene
        .suppression(index)
        .map(|suppression| scene.suppressed(suppression))
        .unwrap_or_default();
    Words::new(
        format!("the suppression of {what} suppresses nothing"),
        "not needed".to_owned(),
    )
    .help("delete the entry, or correct its rule or its person if it was meant for something that is still wrong")
}

#[cfg(test)]
mod tests {
    use crate::testing::{ANA, suppressing, suppression};
    use crate::{Values, Whose};

    #[test]
    fn it_is_told_where_it_is_written_and_masked_where_its_column_is() {
        let npi = Whose::Npi("1234567893".to_owned());
        let report = suppressing(&[ANA], &[suppression("invalid-phone", npi)], 2026);
        let [found] = report.diagnostics() else {
            panic!("{:?}", report.diagnostics())
        };
        let message = |values| report.scene(values).words(found).message;
        assert_eq!(
            message(Values::Shown),
            "the suppression of `invalid-phone` for `1234567893` suppresses nothing"
        );
        assert_eq!(
            message(Values::Masked),
            "the suppression of `invalid-phone` for the NPI that it names suppresses nothing"
        );
        let at = report.scene(Values::Masked).locate(found.at);
        assert_eq!((at.path.as_str(), at.row), ("roster.toml", None));
        assert_eq!(at.lines.map(|lines| lines.line), Some(7));
    }
}
