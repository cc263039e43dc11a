//! The dates that URLs are made of, and their parts as text.

use crate::date::names::{MONTHS, WEEKDAYS};
use crate::date::read::{self, zone};
use crate::date::{Precision, Zone};
use crate::site::routing::pattern::DatePart;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// A date that a URL may be made of: the name of a zone that is known is an offset, of one that is not, nothing.
pub(super) type Moment = crate::date::Moment<'static>;

/// The date of a calendar day.
pub(super) fn day(year: &str, month: &str, day: &str) -> Option<Moment> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(Moment { at: date.to_datetime(Time::midnight()), precision: Precision::Day, zone: Zone::Unstated })
}

/// Reads a date that can only be read in one way.
pub(super) fn read(text: &str) -> Option<Moment> {
    let reading = read::read(text).ok().filter(|reading| reading.other.is_none())?;
    let zone = match reading.moment.zone {
        Zone::Offset(offset) => Zone::Offset(offset),
        Zone::Name(name) => zone::offset_of(name, reading.moment.at).map_or(Zone::Unstated, Zone::Offset),
        Zone::Unstated => Zone::Unstated,
    };
    Some(Moment { at: reading.moment.at, precision: reading.moment.precision, zone })
}

/// The same moment on a clock in `zone`, if it is known on which clock it was written.
pub(super) fn within(moment: Moment, zone: &TimeZone) -> Moment {
    let Zone::Offset(offset) = moment.zone else { return moment };
    match offset.to_timestamp(moment.at) {
        Ok(timestamp) => Moment { at: timestamp.to_zoned(zone.clone()).datetime(), ..moment },
        Err(_) => moment,
    }
}

/// True when the day is after `today`.
pub(super) fn is_after(moment: Moment, today: Date) -> bool {
    moment.day() > today
}

/// True when the day is before `today`.
pub(super) fn is_before(moment: Moment, today: Date) -> bool {
    moment.day() < today
}

/// A part of a date as text, with English names.
pub(super) fn part(moment: Moment, part: DatePart) -> Cow<'static, str> {
    let (at, date) = (moment.at, moment.day());
    let month = MONTHS[(date.month() as usize).saturating_sub(1) % 12];
    let weekday = date.weekday().to_sunday_zero_offset();
    let day_name = WEEKDAYS[weekday as usize % 7];
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

/// The date at the start of `name` (`YYYY-MM-DD`), and what follows it.
pub(super) fn leading_date(name: &str) -> Option<(Moment, &str)> {
    let date = name.get(..10)?;
    let (year, rest) = digits(date, 4, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
    if !rest.is_empty() {
        return None;
    }
    Some((self::day(year, month, day)?, &name[10..]))
}

/// Up to `most` digits at the start of `text`, and what follows; at least `least`.
pub(super) fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count >= least).then(|| text.split_at(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("2024-03-05", Some("2024-03-05T00:00:00")),
            ("2024-3-5", Some("2024-03-05T00:00:00")),
            ("2024-03-05T10:20:30Z", Some("2024-03-05T10:20:30")),
            ("2024-03-05 10:20", Some("2024-03-05T10:20:00")),
            ("2024-03-05 10:20:30.25 -0500", Some("2024-03-05T10:20:30.25")),
            ("2024-03-05T10:20:30+05:30", Some("2024-03-05T10:20:30")),
            ("2024-02-30", None),
            ("5 March 2024", Some("2024-03-05T00:00:00")),
            ("5/3/2024", None),
            ("2024-03-05 soon", None),
            ("2024-03-05 10:20:30 +x", None),
            ("", None),
        ] {
            assert_eq!(read(text).map(|moment| moment.at.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn parts_are_text() {
        let moment = read("2024-01-02 03:04:05").expect("a date");
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
            assert_eq!(super::part(moment, part), expected);
        }
    }

    #[test]
    fn moments_move_to_other_clocks() {
        let late = read("2024-03-05 23:30:00 -0500").expect("a date");
        assert_eq!(within(late, &TimeZone::UTC).at.to_string(), "2024-03-06T04:30:00");
        let day = |day| Date::new(2024, 3, day).expect("a day");
        assert!(is_after(late, day(4)) && !is_after(late, day(5)) && is_before(late, day(6)));
    }
}
