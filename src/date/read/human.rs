//! The long way: weekday, day, time and zone in the orders that people use.

use super::cursor::Cursor;
use super::zone::{self, Found};
use super::{ClockReading, Reading, Refusal, calendar, clock};
use crate::date::form::{Joint, Name};
use crate::date::{Moment, Precision, Zone, names};
use jiff::civil::{Time, Weekday};

/// Reads a whole scalar without blanks around it.
pub(super) fn read(text: &str) -> Result<Reading<'_>, Refusal> {
    // Nothing that is a date is longer, with the longest names of all parts.
    if !(8..=100).contains(&text.len()) {
        return Err(Refusal::NoDate);
    }
    parse(Cursor { rest: text }).unwrap_or(Err(Refusal::NoDate))
}

/// Reads a whole scalar that is a time of day.
pub(super) fn time(text: &str) -> Result<ClockReading<'_>, Refusal> {
    let mut cursor = Cursor { rest: text };
    let found = clock::read(&mut cursor, false).ok_or(Refusal::NoDate)?;
    let zone = zone::read(&mut cursor, true);
    if !cursor.is_done() {
        return Err(Refusal::NoDate);
    }
    let time = found.resolve().map_err(Refusal::Impossible)?;
    possible(&zone)?;
    Ok(ClockReading { time, precision: found.precision(), zone: zone.zone, half: found.has_half() })
}

fn possible(zone: &Found<'_>) -> Result<(), Refusal> {
    match zone.fault {
        Some(offset) => Err(Refusal::Impossible(format!("no clock is `{offset}` from UTC"))),
        None => Ok(()),
    }
}

/// Nothing where the text has another shape, a fault where only the numbers are wrong.
fn parse(mut cursor: Cursor<'_>) -> Option<Result<Reading<'_>, Refusal>> {
    let mut weekday = named_weekday(&mut cursor);
    gap(&mut cursor);
    let mut joint = Joint::None;
    let mut time = None;
    let mut zone = None;
    let day = match calendar::read(&mut cursor) {
        Some(day) => day,
        None => {
            time = Some(clock::read(&mut cursor, false)?);
            zone = Some(zone::read(&mut cursor, true));
            joint = Joint::Front;
            gap(&mut cursor);
            if cursor.eat_word("on") {
                cursor.blanks();
            }
            if weekday.is_none() {
                weekday = named_weekday(&mut cursor);
                gap(&mut cursor);
            }
            calendar::read(&mut cursor)?
        }
    };
    if weekday.is_none() {
        weekday = weekday_behind(&mut cursor);
    }
    let mut late_year = None;
    if joint != Joint::Front && !cursor.is_done() {
        let (found, mut behind) = find_joint(cursor);
        time = clock::read(&mut behind, matches!(found, Joint::Upper | Joint::Lower));
        if time.is_some() {
            joint = found;
            cursor = behind;
            zone = Some(zone::read(&mut cursor, true));
        } else {
            let glued = matches!(cursor.rest, "Z" | "z") || cursor.rest.starts_with('+');
            zone = Some(zone::read(&mut cursor, glued));
        }
        if day.year.is_none() {
            cursor.blanks();
            late_year = Some(cursor.number().filter(|year| year.text.len() == 4)?);
            joint = Joint::Inside;
        }
    }
    if !cursor.is_done() {
        return None;
    }
    let known = match day.resolve(late_year)? {
        Ok(known) => known,
        Err(fault) => return Some(Err(Refusal::Impossible(fault))),
    };
    let zone = zone.unwrap_or(Found::NONE);
    if let Err(refusal) = possible(&zone) {
        return Some(Err(refusal));
    }
    let mut form = known.form;
    let mut at = known.date.to_datetime(Time::midnight());
    if let Some(time) = &time {
        match time.resolve() {
            Ok(time) => at = known.date.to_datetime(time),
            Err(fault) => return Some(Err(Refusal::Impossible(fault))),
        }
        form.clock = time.form;
        form.bare_hour = time.is_bare();
    }
    form.joint = joint;
    form.weekday = weekday.map_or(Name::None, |(_, name)| name);
    form.zone = zone.form;
    form.gap = zone.gap;
    let precision = time.map_or(Precision::Day, |time| time.precision());
    Some(Ok(Reading {
        moment: Moment { at, precision, zone: zone.zone },
        other: known.other,
        weekday: weekday.map(|(weekday, _)| weekday),
        beside: zone.beside.filter(|_| matches!(zone.zone, Zone::Offset(_))),
        form,
    }))
}

/// What stands between day and time, and the place behind it.
fn find_joint(mut cursor: Cursor<'_>) -> (Joint, Cursor<'_>) {
    for (letter, joint) in [('T', Joint::Upper), ('t', Joint::Lower)] {
        if let Some(rest) = cursor.rest.strip_prefix(letter)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return (joint, Cursor { rest });
        }
    }
    let blank = cursor.blanks();
    let joint = if cursor.eat(',') {
        Joint::Comma
    } else if cursor.eat('@') {
        Joint::At
    } else if blank
        && let Some(rest) = cursor.rest.strip_prefix(['-', '\u{2013}', '\u{2014}'])
        && rest.starts_with(char::is_whitespace)
    {
        cursor.rest = rest;
        Joint::Dash
    } else if blank {
        Joint::Blank
    } else {
        return (Joint::None, cursor);
    };
    cursor.blanks();
    if cursor.eat_word("at") {
        cursor.blanks();
        return (Joint::At, cursor);
    }
    (joint, cursor)
}

/// Blanks and a comma.
fn gap(cursor: &mut Cursor<'_>) {
    cursor.blanks();
    cursor.eat(',');
    cursor.blanks();
}

fn named_weekday(cursor: &mut Cursor<'_>) -> Option<(Weekday, Name)> {
    let mut ahead = *cursor;
    let found = names::weekday(ahead.word()?)?;
    ahead.eat('.');
    *cursor = ahead;
    Some(found)
}

/// `2024-05-17 (Fri)`, `17 May 2024, Friday`.
fn weekday_behind(cursor: &mut Cursor<'_>) -> Option<(Weekday, Name)> {
    let mut ahead = *cursor;
    gap(&mut ahead);
    let found = match ahead.within('(', ')') {
        Some(inner) => names::weekday(inner),
        None => named_weekday(&mut ahead),
    }?;
    *cursor = ahead;
    Some(found)
}
