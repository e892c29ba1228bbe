//! A suppression whose last day is over.

use crate::diagnostic::{Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("expired_suppression.md")]
    pub(crate) static EXPIRED_SUPPRESSION = "expired-suppression" {
        summary: "a suppression in roster.toml has expired",
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
    let suppression = scene.suppression(index);
    let what = suppression.map(|suppression| scene.suppressed(suppression));
    let until = suppression.and_then(|suppression| suppression.until);
    Words::new(
        format!(
            "the suppression of {} expired after {}",
            what.unwrap_or_default(),
            until.unwrap_or_default()
        ),
        "no longer holds".to_owned(),
    )
    .help("ask again whether its reason still holds: set a later `until` if it does, and delete the entry if not")
}

#[cfg(test)]
mod tests {
    use crate::testing::{ANA, suppressing, suppression};
    use crate::{Day, Suppression, Values, Whose};

    #[test]
    fn the_last_day_is_a_day_on_which_it_holds() {
        let row = ANA.replace("8015552368", "801555");
        let found = |year| {
            let until = Some(Day {
                year: 2026,
                month: 1,
                day: 1,
            });
            let entry = Suppression {
                until,
                ..suppression("invalid-phone", Whose::Username("AChen".to_owned()))
            };
            let report = suppressing(&[&row], &[entry], year);
            let scene = report.scene(Values::Shown);
            let messages = report.diagnostics().iter();
            let messages: Vec<String> = messages.map(|found| scene.words(found).message).collect();
            (messages, report.split().1.rows().count())
        };
        assert_eq!(found(2026), (vec![], 0));
        let (messages, rejected) = found(2027);
        assert_eq!((messages.len(), rejected), (2, 1));
        assert_eq!(
            messages[0],
            "the suppression of `invalid-phone` for `AChen` expired after 2026-01-01"
        );
    }
}
