//! A cell's value as the text that Excel shows for it in a column without a number format.

use std::borrow::Cow;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};

use crate::CellKind;

/// The last day of 9999 as a serial number, counted from 1900. Counted from 1904, every day has a number less by
/// [`EPOCHS_APART`].
const LAST_DATE: f64 = 2_958_465.0;
const EPOCHS_APART: f64 = 1_462.0;

/// The seconds of a day.
const DAY: f64 = 86_400.0;

/// A cell's text and what the workbook says it is.
pub(super) struct Value<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) kind: CellKind,
    /// Whether the text is one that other cells have too, at the same address.
    pub(super) is_shared: bool,
}

/// Writes a value out. Days are counted from 1900, in the workbooks of old Macs from 1904.
pub(super) fn of<'a>(value: &'a DataRef<'_>, is_1904: bool) -> Value<'a> {
    let (text, kind) = match value {
        DataRef::Empty => (Cow::Borrowed(""), CellKind::Text),
        DataRef::SharedString(text) => {
            return Value {
                text: Cow::Borrowed(text),
                kind: CellKind::Text,
                is_shared: true,
            };
        }
        DataRef::String(text) => (Cow::Borrowed(text.as_str()), CellKind::Text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            (Cow::Borrowed(text.as_str()), CellKind::Date)
        }
        DataRef::Int(number) => (Cow::Owned(number.to_string()), CellKind::Number),
        DataRef::Float(number) => (Cow::Owned(general(*number)), CellKind::Number),
        DataRef::Bool(true) => (Cow::Borrowed("TRUE"), CellKind::Boolean),
        DataRef::Bool(false) => (Cow::Borrowed("FALSE"), CellKind::Boolean),
        DataRef::Error(error) => (Cow::Owned(error.to_string()), CellKind::Error),
        DataRef::DateTime(date) => match iso(date, is_1904) {
            Some(text) => (Cow::Owned(text), CellKind::Date),
            None => (Cow::Owned(general(date.as_f64())), CellKind::Number),
        },
    };
    Value {
        text,
        kind,
        is_shared: false,
    }
}

/// A number without a format: all digits of a whole one, else the fewest that give the same number again.
///
/// Past 10^21 it is written with an exponent, as JavaScript does: Excel keeps 15 digits, so more would be invented.
fn general(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if (1e-7..1e21).contains(&number.abs()) {
        number.to_string()
    } else {
        format!("{number:E}")
    }
}

/// A date, a date and time, a time of day or a duration in ISO 8601; `None` for a number that is none of these.
fn iso(date: &ExcelDateTime, is_1904: bool) -> Option<String> {
    let serial = date.as_f64();
    if date.is_duration() {
        return (0.0..1e6)
            .contains(&serial)
            .then(|| clock((serial * DAY).round()));
    }
    // The second that is meant: a fraction of a day is seldom exact.
    let seconds = (serial * DAY).round();
    let (days, seconds) = ((seconds / DAY).floor(), seconds % DAY);
    if (0.0..1.0).contains(&serial) {
        return (days == 0.0).then(|| clock(seconds));
    }
    let last = if is_1904 {
        LAST_DATE - EPOCHS_APART
    } else {
        LAST_DATE
    };
    // Counted from 1900, Excel has a 29 February 1900, which there never was.
    if !(1.0..=last).contains(&days) || !is_1904 && (60.0..61.0).contains(&days) {
        return None;
    }
    let (year, month, day, ..) =
        ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904).to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    Some(if seconds == 0.0 {
        day
    } else {
        format!("{day}T{}", clock(seconds))
    })
}

/// Seconds as hours, minutes and seconds.
fn clock(seconds: f64) -> String {
    let (hours, rest) = ((seconds / 3_600.0).floor(), seconds % 3_600.0);
    format!("{hours:02}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_excel_shows_them() {
        assert_eq!(general(123.0), "123");
        assert_eq!(general(-0.0), "0");
        assert_eq!(general(999_999_999_999_999.0), "999999999999999");
        assert_eq!(general(0.1), "0.1");
        assert_eq!(general(1e20), "100000000000000000000");
        assert_eq!(general(1.5e300), "1.5E300");
        assert_eq!(general(f64::NAN), "NaN");
    }

    #[test]
    fn dates_are_iso_and_impossible_ones_stay_numbers() {
        let date = |serial| {
            iso(
                &ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false),
                false,
            )
        };
        assert_eq!(date(45_943.0).as_deref(), Some("2025-10-13"));
        assert_eq!(date(45_943.5).as_deref(), Some("2025-10-13T12:00:00"));
        assert_eq!(date(0.25).as_deref(), Some("06:00:00"));
        assert_eq!(date(60.0), None);
        assert_eq!(date(2_958_466.0), None);
        assert_eq!(date(-1.0), None);
        assert_eq!(date(f64::NAN), None);
        for second in 0..86_400 {
            let (hour, minute, rest) = (second / 3_600, second / 60 % 60, second % 60);
            let time = format!("{hour:02}:{minute:02}:{rest:02}");
            let serial = f64::from(second) / DAY;
            assert_eq!(date(serial), Some(time.clone()));
            if second > 0 {
                assert_eq!(date(45_943.0 + serial), Some(format!("2025-10-13T{time}")));
            }
        }
        // Less than half a second before midnight.
        assert_eq!(date(45_942.999_999).as_deref(), Some("2025-10-13"));
        let old_mac = |serial| {
            iso(
                &ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, true),
                true,
            )
        };
        assert_eq!(old_mac(45_943.0 - EPOCHS_APART).as_deref(), Some("2025-10-13"));
        assert_eq!(old_mac(60.0).as_deref(), Some("1904-03-01"));
        assert_eq!(old_mac(2_957_004.0), None);
        let shift = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(iso(&shift, false).as_deref(), Some("36:00:00"));
    }
}
