//! Batches: what all the people of one file share, and what the target asks about it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::condition::ColumnId;

/// What the target lets one file choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLaw {
    /// Whether the people of a file get a role at a location. Where they do not, a batch is the people of one file, whatever
    /// its name, and nothing else is known of it.
    pub assigned: bool,
    /// Whether one file may be imported for several locations, with a role for each.
    pub several_locations: bool,
    /// The column that tells providers from others.
    pub provider: Option<ProviderColumn>,
    /// Whether a batch of providers carries working hours.
    pub hours: bool,
    /// The choices of inactivity timeout.
    pub inactivity_timeout: Option<TimeoutLaw>,
}

/// The column that tells providers from others, so that a batch of one kind can be told from one of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderColumn {
    /// Which column.
    pub column: ColumnId,
    /// What it says of a provider.
    pub provider: String,
    /// What it says of anyone else.
    pub other: String,
}

/// The inactivity timeouts that the target offers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeoutLaw {
    /// What the target takes when nothing is chosen.
    pub default: Timeout,
    /// What it offers.
    pub choices: Vec<Timeout>,
}

/// A time without activity after which a user is logged out. Whole minutes, written `30m` or `1h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub struct Timeout {
    minutes: u16,
}

impl Timeout {
    /// The time in minutes, at least 1.
    pub fn minutes(self) -> u16 {
        self.minutes
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minutes.is_multiple_of(60) {
            write!(f, "{}h", self.minutes / 60)
        } else {
            write!(f, "{}m", self.minutes)
        }
    }
}

/// A text that is not what it should be, and what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// Not a [`Timeout`].
    #[error("a timeout is written as minutes or hours: `30m`, `1h`")]
    Timeout,
    /// Not [`Hours`].
    #[error("working hours are written as `08:00-17:00`, the end after the start")]
    Hours,
    /// Not a [`Weekday`].
    #[error("a day is one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`")]
    Weekday,
}

impl FromStr for Timeout {
    type Err = BatchError;

    fn from_str(text: &str) -> Result<Self, BatchError> {
        let (number, unit) = match (text.strip_suffix('m'), text.strip_suffix('h')) {
            (Some(number), _) => (number, 1),
            (_, Some(number)) => (number, 60),
            _ => return Err(BatchError::Timeout),
        };
        let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let minutes = number
            .parse::<u16>()
            .ok()
            .filter(|_| plain)
            .and_then(|number| number.checked_mul(unit));
        minutes
            .filter(|minutes| *minutes > 0)
            .map(|minutes| Self { minutes })
            .ok_or(BatchError::Timeout)
    }
}

impl TryFrom<String> for Timeout {
    type Error = BatchError;

    fn try_from(text: String) -> Result<Self, BatchError> {
        text.parse()
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the days need no explanation")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// The seven days in the order of a working week.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];

    /// The three letters by which `roster.toml` names the day.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}

impl FromStr for Weekday {
    type Err = BatchError;

    fn from_str(text: &str) -> Result<Self, BatchError> {
        Self::ALL
            .into_iter()
            .find(|day| day.as_str() == text)
            .ok_or(BatchError::Weekday)
    }
}

/// The working hours of one day, in minutes from midnight, local time of the location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    start: u16,
    end: u16,
}

impl FromStr for Hours {
    type Err = BatchError;

    fn from_str(text: &str) -> Result<Self, BatchError> {
        let read = || {
            let (start, end) = text.split_once('-')?;
            let hours = Self {
                start: minute_of_day(start)?,
                end: minute_of_day(end)?,
            };
            (hours.start < hours.end).then_some(hours)
        };
        read().ok_or(BatchError::Hours)
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [start, end] = [self.start, self.end];
        write!(
            f,
            "{:02}:{:02}-{:02}:{:02}",
            start / 60,
            start % 60,
            end / 60,
            end % 60
        )
    }
}

/// `08:30` -> 510; `24:00` ends a day.
fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two_digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())?
    };
    let total = two_digits(hour)? * 60 + two_digits(minute).filter(|minute| *minute < 60)?;
    (total <= 24 * 60).then_some(total)
}

/// The working hours of a week: the days that are worked.
pub type WorkingWeek = BTreeMap<Weekday, Hours>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_are_minutes_or_hours() {
        for (text, minutes) in [("10m", 10), ("60m", 60), ("8h", 480)] {
            assert_eq!(text.parse::<Timeout>().map(Timeout::minutes), Ok(minutes));
        }
        assert_eq!("90m".parse::<Timeout>().unwrap().to_string(), "90m");
        assert_eq!("60m".parse::<Timeout>().unwrap().to_string(), "1h");
        for text in ["", "1", "h", "0m", "+1h", "1 h", "2000h", "1d", "1½h"] {
            assert_eq!(text.parse::<Timeout>(), Err(BatchError::Timeout), "{text}");
        }
    }

    #[test]
    fn hours_end_after_they_start() {
        for text in ["08:00-17:00", "00:00-24:00"] {
            assert_eq!(text.parse::<Hours>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "8-17",
            "17:00-08:00",
            "08:00-08:00",
            "08:60-09:00",
            "08:00-24:01",
            "+8:00-09:00",
        ] {
            assert_eq!(text.parse::<Hours>(), Err(BatchError::Hours), "{text}");
        }
    }
}
