//! The day on which the program runs: what judges and imports has no clock.

use std::time::SystemTime;

use rosterkit_import::Timestamp;
use rosterkit_lint::Day;

/// Today, in UTC.
pub(crate) fn today() -> Day {
    let now = Timestamp::from(SystemTime::now()).to_string();
    let part = |at: std::ops::Range<usize>| now.get(at).unwrap_or_default();
    Day {
        year: part(0..4).parse().unwrap_or_default(),
        month: part(5..7).parse().unwrap_or_default(),
        day: part(8..10).parse().unwrap_or_default(),
    }
}
