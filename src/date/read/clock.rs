//! The time of a date: hours, minutes and seconds as written and then as a clock has them.

use super::cursor::{Cursor, Number};
use super::iso;
use crate::date::Precision;
use crate::date::form::Clock;
use jiff::civil::Time;

/// A time as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'s> {
    hour: Number<'s>,
    minute: Option<Number<'s>>,
    second: Option<Number<'s>>,
    nanos: i32,
    /// `pm`, or `am`.
    afternoon: Option<bool>,
    pub(super) form: Clock,
}

/// The time at the cursor, which then stands behind it. `basic` allows digits alone: `1830`.
pub(super) fn read<'s>(cursor: &mut Cursor<'s>, basic: bool) -> Option<Written<'s>> {
    let mut ahead = *cursor;
    let found = word(&mut ahead).or_else(|| digits(&mut ahead, basic))?;
    *cursor = ahead;
    Some(found)
}

fn word<'s>(cursor: &mut Cursor<'s>) -> Option<Written<'s>> {
    let value = match () {
        () if cursor.eat_word("noon") => 12,
        () if cursor.eat_word("midnight") => 0,
        () => return None,
    };
    let hour = Number { text: "00", value };
    Some(Written { hour, minute: None, second: None, nanos: 0, afternoon: None, form: Clock::Word })
}

fn digits<'s>(cursor: &mut Cursor<'s>, basic: bool) -> Option<Written<'s>> {
    let hour = cursor.number()?;
    let mut found = Written { hour, minute: None, second: None, nanos: 0, afternoon: None, form: Clock::Minutes };
    if cursor.eat(':') {
        found.minute = Some(cursor.number().filter(|minute| minute.text.len() <= 4)?);
        let mut ahead = *cursor;
        if ahead.eat(':')
            && let Some(second) = ahead.number()
        {
            *cursor = ahead;
            found.second = Some(second);
            found.form = Clock::Seconds;
            if ahead.eat('.') | ahead.eat(',')
                && let Some(nanos) = iso::nanos(ahead.digits().as_bytes())
            {
                *cursor = ahead;
                found.nanos = nanos;
                found.form = Clock::Fraction;
            }
        }
        found.afternoon = half(cursor);
        if found.afternoon.is_some() {
            found.form = if found.second.is_some() { Clock::HalfSeconds } else { Clock::Half };
        }
        return (hour.text.len() <= 3).then_some(found);
    }
    if basic && matches!(hour.text.len(), 4 | 6) {
        let part = |range: std::ops::Range<usize>| {
            let text = hour.text.get(range)?;
            Some(Number { text, value: text.parse().ok()? })
        };
        (found.hour, found.minute, found.second) = (part(0..2)?, part(2..4), part(4..6));
        found.form = if found.second.is_some() { Clock::BasicSeconds } else { Clock::BasicMinutes };
        return Some(found);
    }
    if hour.text.len() > 2 {
        return None;
    }
    let mut ahead = *cursor;
    if ahead.eat('.')
        && let Some(minute) = ahead.number().filter(|minute| minute.text.len() == 2)
        && !ahead.rest.starts_with('.')
    {
        found.minute = Some(minute);
        found.afternoon = half(&mut ahead);
        found.form = if found.afternoon.is_some() { Clock::HalfDot } else { Clock::Dot };
        *cursor = ahead;
        return Some(found);
    }
    let mut ahead = *cursor;
    if ahead.eat('h') || ahead.eat('H') {
        found.minute = ahead.number();
        let fits = found.minute.is_none_or(|minute| minute.text.len() == 2);
        found.form = Clock::Letter;
        let ends = found.minute.is_some() || !ahead.rest.starts_with(char::is_alphabetic);
        *cursor = ahead;
        return (fits && ends).then_some(found);
    }
    found.afternoon = Some(half(cursor)?);
    found.form = Clock::HalfHour;
    Some(found)
}

/// `am`, `p.m.` and the like, with blanks in front.
fn half(cursor: &mut Cursor<'_>) -> Option<bool> {
    let mut ahead = *cursor;
    ahead.blanks();
    let afternoon = match ahead.rest.bytes().next()? {
        b'a' | b'A' => false,
        b'p' | b'P' => true,
        _ => return None,
    };
    ahead.rest = &ahead.rest[1..];
    let dot = ahead.eat('.');
    if !(ahead.eat('m') || ahead.eat('M')) || ahead.rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    if dot {
        ahead.eat('.');
    }
    *cursor = ahead;
    Some(afternoon)
}

impl Written<'_> {
    /// The hour is written with one digit.
    pub(super) fn is_bare(&self) -> bool {
        self.hour.is_bare()
    }

    /// `am` or `pm` is written.
    pub(super) fn has_half(&self) -> bool {
        self.afternoon.is_some()
    }

    pub(super) fn precision(&self) -> Precision {
        if self.second.is_some() { Precision::Second } else { Precision::Minute }
    }

    /// The time on a clock, or what is wrong with it.
    pub(super) fn resolve(&self) -> Result<Time, String> {
        let wrong = |part: Number<'_>, name: &str| Err(format!("there is no {name} `{}`", part.text));
        let hour = match (self.afternoon, self.hour.value) {
            (Some(false), 12) => 0,
            (Some(true), hour @ 1..=11) => hour + 12,
            (Some(false), 13..) => return wrong(self.hour, "morning hour"),
            (_, hour) => hour,
        };
        if hour > 23 || self.hour.text.len() > 2 {
            return wrong(self.hour, "hour");
        }
        let minute = match self.minute {
            Some(minute) if minute.value > 59 || minute.text.len() > 2 => return wrong(minute, "minute"),
            minute => minute.map_or(0, |minute| minute.value),
        };
        let second = match self.second {
            // RFC 3339 allows the leap second.
            Some(second) if second.value > 60 || second.text.len() > 2 => return wrong(second, "second"),
            second => second.map_or(0, |second| second.value.min(59)),
        };
        Time::new(hour as i8, minute as i8, second as i8, self.nanos).map_err(|_| "there is no such time".to_owned())
    }
}
