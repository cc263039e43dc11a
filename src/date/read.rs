//! One date out of one scalar, in every spelling that generators and people use, with English names.
//!
//! Two ways lead to the same [`Reading`]: `iso` takes what nearly all front matter has at the speed of its bytes, and
//! `human` everything else, what is impossible included.

mod calendar;
mod clock;
mod cursor;
mod human;
mod iso;
pub mod zone;

use super::form::Form;
use super::{Moment, Precision};
use jiff::civil::{Date, Time, Weekday};

/// A scalar that is a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading<'s> {
    /// What it says.
    pub moment: Moment<'s>,
    /// The day it says when day and month change places, where both are possible: `10/11/2023`.
    pub other: Option<Date>,
    /// The weekday it names, which need not be the day's.
    pub weekday: Option<Weekday>,
    /// The zone's name behind an offset: `+02:00[Europe/Berlin]`, `-0700 PDT`.
    pub beside: Option<&'s str>,
    /// How it is spelled.
    pub form: Form,
}

/// Why a scalar is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not look like one.
    NoDate,
    /// It is written as a date that no calendar or clock has: `2024-02-30`, `2024-02-28 25:00`. What is wrong, for
    /// messages.
    Impossible(String),
}

/// A time of day without a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockReading<'s> {
    /// The time on the writer's clock.
    pub time: Time,
    /// How exact it is written.
    pub precision: Precision,
    /// What is written of the zone.
    pub zone: super::Zone<'s>,
    /// `am` or `pm` is written.
    pub half: bool,
}

/// Reads a whole scalar; blanks around it count for nothing.
///
/// # Errors
/// See [`Refusal`].
pub fn read(text: &str) -> Result<Reading<'_>, Refusal> {
    let text = match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    };
    match iso::read(text.as_bytes()) {
        Some(reading) => Ok(reading),
        None => human::read(text),
    }
}

/// Reads what RFC 3339, TOML and YAML 1.1 have for a date or an instant, and nothing else: `2024-05-17`, with a time in
/// digits behind `T` or blanks and `Z` or an offset behind that.
pub fn strict(text: &str) -> Option<Reading<'static>> {
    iso::read(text.as_bytes())
}

/// True for a day of ISO 8601 with all its digits, up to the 28th of its month: what nearly all dates are, told much
/// faster than they are read. Of all other text it says nothing.
pub fn is_common_day(text: &str) -> bool {
    iso::is_common_day(text.as_bytes())
}

/// Reads a whole scalar that is a time of day: `18:30`, `6.30pm`, `4 p.m. CET`, `18h30`. A number alone is none.
///
/// # Errors
/// See [`Refusal`].
pub fn time(text: &str) -> Result<ClockReading<'_>, Refusal> {
    human::time(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_days_are_dates() {
        for text in ["2024-02-28", "0001-01-01", "9999-12-28"] {
            assert!(is_common_day(text) && strict(text).is_some(), "{text}");
        }
        for text in [
            "2024-02-29",
            "0000-01-01",
            "2024-13-01",
            "2024-00-01",
            "2024-01-00",
            "2024-1-01",
            "2024-01-01 ",
            "2024-0a-01",
        ] {
            assert!(!is_common_day(text), "{text}");
        }
    }

    #[test]
    fn both_ways_agree() {
        for text in [
            "2024-02-29",
            "2024-2-9",
            "2024-12-9",
            "2024-02-29T10:00",
            "2024-02-29t10:00:00Z",
            "2024-02-29 10:00:00 +0200",
            "2024-02-29 1:00:00.25+2",
            "2024-02-29 10:00:00 -05:30",
            "2024-02-29  23:59:60 Z",
            "2024-02-29T10:00:00.123456789123-03",
        ] {
            let quick = iso::read(text.as_bytes());
            assert!(quick.is_some(), "{text}");
            assert_eq!(quick, human::read(text).ok(), "{text}");
        }
        for text in
            ["", "2024", "2024-02-30", "2024-02-29T", "2024-02-29 10", "0000-01-01", "2024-02-29T10:00:00+25:00"]
        {
            assert_eq!(iso::read(text.as_bytes()), None, "{text}");
        }
    }
}
