//! One date out of one scalar, in every spelling that generators and people use.

use super::{Moment, Precision, Zone};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// A scalar that is a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading<'s> {
    /// What it says.
    pub moment: Moment<'s>,
    /// The day it says when day and month change places, where both are possible: `10/11/2023`.
    pub other: Option<Date>,
}

/// Why a scalar is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not look like one.
    NoDate,
    /// It is written as a date that no calendar or clock has: `2024-02-30`, `25:00`. What is wrong, for messages.
    Impossible(String),
}

/// Reads a whole scalar; blanks around it count for nothing.
///
/// # Errors
/// See [`Refusal`].
pub fn read(text: &str) -> Result<Reading<'_>, Refusal> {
    iso(text.trim()).map(|moment| Reading { moment, other: None }).ok_or(Refusal::NoDate)
}

fn iso(text: &str) -> Option<Moment<'_>> {
    let (year, rest) = digits(text, 4, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let mut moment = Moment { at: date.to_datetime(Time::midnight()), precision: Precision::Day, zone: Zone::Unstated };
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
    if rest.is_empty() {
        return Some(moment);
    }
    let (hour, rest) = digits(rest, 1, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2, 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => digits(rest, 2, 2)?,
        None => ("", rest),
    };
    moment.precision = if second.is_empty() { Precision::Minute } else { Precision::Second };
    let second: i8 = second.parse().unwrap_or(0);
    moment.at = date.to_datetime(Time::new(hour.parse().ok()?, minute.parse().ok()?, second, 0).ok()?);
    moment.zone = match rest.trim() {
        "" => Zone::Unstated,
        "Z" | "z" | "UTC" | "GMT" => Zone::Offset(Offset::UTC),
        other => Zone::Name(other),
    };
    Some(moment)
}

fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count >= least).then(|| text.split_at(count))
}
