//! What is said about files on the command line, or answered at a prompt.

use std::collections::BTreeMap;

use rosterkit_schema::{Batch, Hours, Timeout, Weekday, WorkingWeek};

/// What is said about files on the command line. It comes before everything that a file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// Pairs of location and role, by their ids.
    pub assignments: Vec<(String, String)>,
    /// The working hours wherever `hours_at` has none.
    pub hours: WorkingWeek,
    /// The working hours by location id.
    pub hours_at: BTreeMap<String, WorkingWeek>,
    /// The inactivity timeout.
    pub inactivity_timeout: Option<Timeout>,
}

impl Given {
    /// Hours and timeout in the place of those of the batch, wherever it gives a role.
    pub(crate) fn over(&self, batch: &mut Batch) {
        for location in batch.assignments.keys() {
            let week = self.hours_at.get(location).unwrap_or(&self.hours);
            if !week.is_empty() {
                batch.hours.insert(location.clone(), week.clone());
            }
        }
        batch.inactivity_timeout = self.inactivity_timeout.or(batch.inactivity_timeout);
    }
}

/// `mon-fri 08:00-17:00, sat 09:00-12:00` -> working hours by day. `None` when it has another form, or names a day twice.
pub fn parse_week(text: &str) -> Option<WorkingWeek> {
    let mut week = WorkingWeek::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (days, hours) = part.split_once(' ')?;
        let hours: Hours = hours.trim().parse().ok()?;
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let (first, last): (Weekday, Weekday) = (first.parse().ok()?, last.parse().ok()?);
        let mut days = Weekday::ALL
            .into_iter()
            .filter(|day| first <= *day && *day <= last)
            .peekable();
        days.peek()?;
        for day in days {
            if week.insert(day, hours).is_some() {
                return None;
            }
        }
    }
    Some(week)
}

/// Working hours as [`parse_week`] reads them, a day after the other.
pub fn week_in_words(week: &WorkingWeek) -> String {
    let days = week
        .iter()
        .map(|(day, hours)| format!("{} {hours}", day.as_str()));
    days.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{parse_week, week_in_words};

    #[test]
    fn days_may_be_said_together() {
        let week = parse_week("mon-wed 08:00-17:00, sat 09:00-12:00").unwrap();
        let words = week_in_words(&week);
        assert_eq!(
            words,
            "mon 08:00-17:00, tue 08:00-17:00, wed 08:00-17:00, sat 09:00-12:00"
        );
        assert_eq!(parse_week(&words), Some(week));
        assert_eq!(parse_week("").map(|week| week.len()), Some(0));
        for text in [
            "mon",
            "mon 8-17",
            "fri-mon 08:00-17:00",
            "mon 08:00-17:00, mon-tue 09:00-10:00",
            "monday 08:00-17:00",
        ] {
            assert_eq!(parse_week(text), None, "{text}");
        }
    }
}
