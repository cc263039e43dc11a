//! The little of dates that URLs need: `YYYY-MM-DD` with a time and an offset behind it, and its parts as text.

use crate::site::routing::pattern::DatePart;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use std::borrow::Cow;

/// A date as someone wrote it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    /// The date and time on the writer's clock; midnight where no time is written.
    pub(super) at: DateTime,
    /// A time is written, with seconds or without.
    pub(super) time: Option<Precision>,
    /// The offset that is written.
    pub(super) offset: Option<Offset>,
}

/// How exact a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    Minutes,
    Seconds,
}

impl Moment {
    /// The date of a calendar day.
    pub(super) fn day(year: &str, month: &str, day: &str) -> Option<Self> {
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        Some(Self { at: date.to_datetime(Time::midnight()), time: None, offset: None })
    }

    /// Reads `2024-3-5`, `2024-03-05T10:00:00Z`, `2024-03-05 10:00:00.5 +01:00` and what lies between.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, rest) = digits(text, 4, 4)?;
        let (month, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
        let (day, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
        let mut moment = Self::day(year, month, day)?;
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
        let rest = match rest.strip_prefix('.') {
            Some(rest) => digits(rest, 1, 12)?.1,
            None => rest,
        };
        moment.time = Some(if second.is_empty() { Precision::Minutes } else { Precision::Seconds });
        let second: i8 = second.parse().unwrap_or(0);
        let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, second.min(59), 0).ok()?;
        moment.at = moment.at.date().to_datetime(time);
        moment.offset = match rest.trim() {
            "" => None,
            "Z" | "z" | "UTC" | "GMT" => Some(Offset::UTC),
            other => Some(offset(other)?),
        };
        Some(moment)
    }

    /// The same moment on a clock in `zone`, if it is known on which clock it was written.
    pub(super) fn within(self, zone: &TimeZone) -> Self {
        let Some(offset) = self.offset else { return self };
        match offset.to_timestamp(self.at) {
            Ok(timestamp) => Self { at: timestamp.to_zoned(zone.clone()).datetime(), ..self },
            Err(_) => self,
        }
    }

    /// True when the day is after `today`.
    pub(super) fn is_after(self, today: Date) -> bool {
        self.at.date() > today
    }

    /// True when the day is before `today`.
    pub(super) fn is_before(self, today: Date) -> bool {
        self.at.date() < today
    }

    /// A part of it as text, with English names.
    pub(super) fn part(self, part: DatePart) -> Cow<'static, str> {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
        let (at, date) = (self.at, self.at.date());
        let month = MONTHS[(date.month() as usize).saturating_sub(1) % 12];
        let weekday = date.weekday().to_sunday_zero_offset();
        let day_name = DAYS[weekday as usize % 7];
        match part {
            DatePart::Year => format!("{:04}", date.year()),
            DatePart::ShortYear => format!("{:02}", date.year().rem_euclid(100)),
            DatePart::Month => format!("{:02}", date.month()),
            DatePart::BareMonth => date.month().to_string(),
            DatePart::MonthName => return month.into(),
            DatePart::ShortMonthName => return month[..3].into(),
            DatePart::Day => format!("{:02}", date.day()),
            DatePart::BareDay => date.day().to_string(),
            DatePart::YearDay => format!("{:03}", date.day_of_year()),
            DatePart::BareYearDay => date.day_of_year().to_string(),
            DatePart::Week => format!("{:02}", date.iso_week_date().week()),
            DatePart::WeekYear => format!("{:04}", date.iso_week_date().year()),
            DatePart::IsoWeekday => date.weekday().to_monday_one_offset().to_string(),
            DatePart::Weekday => weekday.to_string(),
            DatePart::WeekdayName => return day_name.into(),
            DatePart::ShortWeekdayName => return day_name[..3].into(),
            DatePart::Hour => format!("{:02}", at.hour()),
            DatePart::Minute => format!("{:02}", at.minute()),
            DatePart::Second => format!("{:02}", at.second()),
        }
        .into()
    }
}

/// The date at the start of `name` (`YYYY-MM-DD`), and what follows it.
pub(super) fn leading_date(name: &str) -> Option<(Moment, &str)> {
    let date = name.get(..10)?;
    let (year, rest) = digits(date, 4, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
    if !rest.is_empty() {
        return None;
    }
    Some((Moment::day(year, month, day)?, &name[10..]))
}

/// Up to `most` digits at the start of `text`, and what follows; at least `least`.
pub(super) fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count >= least).then(|| text.split_at(count))
}

fn offset(text: &str) -> Option<Offset> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, rest) = digits(&text[1..], 1, 2)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes: i32 =
        if rest.is_empty() { 0 } else { digits(rest, 2, 2).filter(|found| found.1.is_empty())?.0.parse().ok()? };
    Offset::from_seconds(sign * (hours.parse::<i32>().ok()? * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("2024-03-05", Some("2024-03-05T00:00:00")),
            ("2024-3-5", Some("2024-03-05T00:00:00")),
            ("2024-03-05T10:20:30Z", Some("2024-03-05T10:20:30")),
            ("2024-03-05 10:20", Some("2024-03-05T10:20:00")),
            ("2024-03-05 10:20:30.25 -0500", Some("2024-03-05T10:20:30")),
            ("2024-03-05T10:20:30+05:30", Some("2024-03-05T10:20:30")),
            ("2024-02-30", None),
            ("2024-03-05T", Some("2024-03-05T00:00:00")),
            ("5 March 2024", None),
            ("2024-03-05 noon", None),
            ("2024-03-05 10:20:30 +x", None),
            ("", None),
        ] {
            assert_eq!(Moment::read(text).map(|moment| moment.at.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn parts_are_text() {
        let moment = Moment::read("2024-01-02 03:04:05").expect("a date");
        for (part, expected) in [
            (DatePart::Year, "2024"),
            (DatePart::ShortYear, "24"),
            (DatePart::Month, "01"),
            (DatePart::BareMonth, "1"),
            (DatePart::ShortMonthName, "Jan"),
            (DatePart::BareDay, "2"),
            (DatePart::YearDay, "002"),
            (DatePart::Week, "01"),
            (DatePart::ShortWeekdayName, "Tue"),
            (DatePart::Weekday, "2"),
            (DatePart::Second, "05"),
        ] {
            assert_eq!(moment.part(part), expected);
        }
    }

    #[test]
    fn moments_move_to_other_clocks() {
        let late = Moment::read("2024-03-05 23:30:00 -0500").expect("a date");
        assert_eq!(late.within(&TimeZone::UTC).at.to_string(), "2024-03-06T04:30:00");
        assert!(
            late.is_after(date(2024, 3, 4)) && !late.is_after(date(2024, 3, 5)) && late.is_before(date(2024, 3, 6))
        );
    }
}
