//! Writes a date in a given spelling.

use super::{Clock, Day, Form, Gap, Joint, Name, ZoneForm};
use crate::date::names::{MONTHS, WEEKDAYS};
use crate::date::{Moment, Zone};
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use std::fmt::Write;

/// Writes `moment` as `form` has it, so that reading it again gives the same moment, as far as the form is exact enough.
/// Of `17/05` and `05/17` up to the twelfth the reader takes the one that is more in use.
pub fn format(moment: &Moment<'_>, form: Form) -> String {
    let (date, year) = day(moment.at.date(), form);
    let mut time = clock(moment.at, form);
    if form.clock != Clock::None || form.zone != ZoneForm::None {
        time.push_str(&zone(moment, form));
    }
    match form.joint {
        Joint::Front => format!("{time}, {date}{year}"),
        Joint::Inside => format!("{date} {time}{year}"),
        Joint::None => format!("{date}{year}{time}"),
        Joint::Upper => format!("{date}{year}T{time}"),
        Joint::Lower => format!("{date}{year}t{time}"),
        Joint::Blank => format!("{date}{year} {time}"),
        Joint::Comma => format!("{date}{year}, {time}"),
        Joint::Dash => format!("{date}{year} - {time}"),
        Joint::At => format!("{date}{year} at {time}"),
    }
}

/// The day, and the year apart where the time may come between.
fn day(date: Date, form: Form) -> (String, String) {
    let two = |value: i8| if form.bare { value.to_string() } else { format!("{value:02}") };
    let (year, month, day) = (date.year(), two(date.month()), two(date.day()));
    let year = if form.short_year { format!("{:02}", year.rem_euclid(100)) } else { format!("{year:04}") };
    let mut name = MONTHS[(date.month() as usize).saturating_sub(1) % 12];
    if form.month == Name::Short {
        name = &name[..3];
    }
    let ending = match (form.ordinal, date.day()) {
        (false, _) => "",
        (_, 1 | 21 | 31) => "st",
        (_, 2 | 22) => "nd",
        (_, 3 | 23) => "rd",
        _ => "th",
    };
    let mut late = String::new();
    let text = match form.day {
        Day::Iso => format!("{year}-{month}-{day}"),
        Day::Basic => format!("{year}{month}{day}"),
        Day::YearSlash => format!("{year}/{month}/{day}"),
        Day::YearDot => format!("{year}.{month}.{day}"),
        Day::DaySlash => format!("{day}/{month}/{year}"),
        Day::DayDot => format!("{day}.{month}.{year}"),
        Day::DayDash => format!("{day}-{month}-{year}"),
        Day::MonthSlash => format!("{month}/{day}/{year}"),
        Day::MonthDot => format!("{month}.{day}.{year}"),
        Day::MonthDash => format!("{month}-{day}-{year}"),
        Day::DayName => format!("{day}{ending} {name} {year}"),
        Day::DayNameDash => format!("{day}-{name}-{year}"),
        Day::DayNameDot => format!("{day}. {name} {year}"),
        Day::NameDay => {
            late = if form.joint == Joint::Inside { format!(" {year}") } else { format!(", {year}") };
            format!("{name} {day}{ending}")
        }
        Day::YearName => format!("{year} {name} {day}"),
        Day::YearNameDash => format!("{year}-{name}-{day}"),
    };
    let weekday = WEEKDAYS[date.weekday().to_sunday_zero_offset() as usize % 7];
    let text = match form.weekday {
        Name::None => text,
        Name::Short => format!("{}, {text}", &weekday[..3]),
        Name::Long => format!("{weekday}, {text}"),
    };
    (text, late)
}

fn clock(at: DateTime, form: Form) -> String {
    let hour = |hour: i8| if form.bare_hour { hour.to_string() } else { format!("{hour:02}") };
    let (minute, second) = (at.minute(), at.second());
    let half = if at.hour() < 12 { "am" } else { "pm" };
    let twelve = || hour(if at.hour() % 12 == 0 { 12 } else { at.hour() % 12 });
    let full = hour(at.hour());
    match form.clock {
        Clock::None => String::new(),
        Clock::Minutes => format!("{full}:{minute:02}"),
        Clock::Seconds => format!("{full}:{minute:02}:{second:02}"),
        Clock::Fraction => {
            let mut text = format!("{full}:{minute:02}:{second:02}.{:09}", at.subsec_nanosecond());
            let end = text.trim_end_matches('0').len();
            text.truncate(if text.as_bytes().get(end.saturating_sub(1)) == Some(&b'.') { end + 1 } else { end });
            text
        }
        Clock::BasicMinutes => format!("{:02}{minute:02}", at.hour()),
        Clock::BasicSeconds => format!("{:02}{minute:02}{second:02}", at.hour()),
        Clock::Dot => format!("{full}.{minute:02}"),
        Clock::Letter => format!("{full}h{minute:02}"),
        Clock::Half => format!("{}:{minute:02} {half}", twelve()),
        Clock::HalfSeconds => format!("{}:{minute:02}:{second:02} {half}", twelve()),
        Clock::HalfDot => format!("{}.{minute:02}{half}", twelve()),
        Clock::HalfHour if minute == 0 => format!("{}{half}", twelve()),
        Clock::HalfHour => format!("{}:{minute:02}{half}", twelve()),
        Clock::Word => match (at.hour(), minute) {
            (12, 0) => "noon".to_owned(),
            (0, 0) => "midnight".to_owned(),
            _ => format!("{full}:{minute:02}"),
        },
    }
}

fn zone(moment: &Moment<'_>, form: Form) -> String {
    let text = match (moment.zone, form.zone) {
        (Zone::Unstated, _) => return String::new(),
        (Zone::Name(name), _) => name.to_owned(),
        (Zone::Offset(Offset::UTC), ZoneForm::Zulu) => "Z".to_owned(),
        (Zone::Offset(Offset::UTC), ZoneForm::SmallZulu) => "z".to_owned(),
        (Zone::Offset(Offset::UTC), ZoneForm::Utc) => "UTC".to_owned(),
        (Zone::Offset(offset), form) => away(offset, form),
    };
    // A name directly behind a digit is no name.
    let gap = if matches!(moment.zone, Zone::Name(_)) && form.gap == Gap::None { Gap::Blank } else { form.gap };
    match gap {
        Gap::None => text,
        Gap::Blank => format!(" {text}"),
        Gap::Bracket => format!(" ({text})"),
    }
}

fn away(offset: Offset, form: ZoneForm) -> String {
    let minutes = offset.seconds() / 60;
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    let (hours, rest) = (minutes / 60, minutes % 60);
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = match form {
        ZoneForm::Plain => write!(text, "{sign}{hours:02}{rest:02}"),
        ZoneForm::Hours if rest == 0 => write!(text, "{sign}{hours:02}"),
        ZoneForm::Hour if rest == 0 && hours < 10 => write!(text, "{sign}{hours}"),
        ZoneForm::UtcOffset if rest == 0 => write!(text, "UTC{sign}{hours}"),
        ZoneForm::UtcOffset => write!(text, "UTC{sign}{hours}:{rest:02}"),
        _ => write!(text, "{sign}{hours:02}:{rest:02}"),
    };
    text
}
