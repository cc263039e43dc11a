//! The quick way: `2024-05-17`, with a time behind `T` or a blank and an offset behind that. Says nothing about what is
//! wrong with all else.

use super::Reading;
use crate::date::form::{Clock, Day, Form, Gap, Joint, ZoneForm};
use crate::date::{Moment, Precision, Zone};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// Reads a whole scalar without blanks around it.
pub(super) fn read(bytes: &[u8]) -> Option<Reading<'static>> {
    let (first, rest) = bytes.split_first_chunk()?;
    let year = year(first)?;
    let (month, rest, bare_month) = one_or_two(rest.strip_prefix(b"-")?)?;
    let (day, rest, bare_day) = one_or_two(rest.strip_prefix(b"-")?)?;
    let date = Date::new(year, month, day).ok()?;
    let mut form = Form { bare: bare_month || bare_day, ..Form::of_day(Day::Iso) };
    let mut moment = Moment { at: date.to_datetime(Time::midnight()), precision: Precision::Day, zone: Zone::Unstated };
    if let Some((&joint, rest)) = rest.split_first() {
        form.joint = match joint {
            b'T' => Joint::Upper,
            b't' => Joint::Lower,
            b' ' | b'\t' => Joint::Blank,
            _ => return None,
        };
        let rest = if form.joint == Joint::Blank { rest.trim_ascii_start() } else { rest };
        let (hour, rest, bare) = one_or_two(rest)?;
        let (minute, rest) = two(rest.strip_prefix(b":")?)?;
        let (second, nanos, rest) = match rest.strip_prefix(b":") {
            Some(rest) => {
                let (second, rest) = two(rest)?;
                let (nanos, rest) = fraction(rest)?;
                moment.precision = Precision::Second;
                form.clock = if nanos.is_some() { Clock::Fraction } else { Clock::Seconds };
                (second, nanos.unwrap_or(0), rest)
            }
            None => {
                moment.precision = Precision::Minute;
                form.clock = Clock::Minutes;
                (0, 0, rest)
            }
        };
        form.bare_hour = bare;
        if second > 60 {
            return None;
        }
        moment.at = date.to_datetime(Time::new(hour, minute, second.min(59), nanos).ok()?);
        let (zone, zone_form, gap) = offset(rest)?;
        moment.zone = zone;
        form.zone = zone_form;
        form.gap = gap;
    }
    Some(Reading { moment, other: None, weekday: None, beside: None, form })
}

/// See [`super::is_common_day`].
pub(super) fn is_common_day(bytes: &[u8]) -> bool {
    let Some((first, rest)) = bytes.split_first_chunk() else { return false };
    let &[b'-', ref month @ .., b'-', tens, ones] = rest else { return false };
    let day = [tens, ones];
    let within = |digits: &[u8], most: &[u8; 2]| {
        digits.len() == 2 && digits.iter().all(u8::is_ascii_digit) && digits != b"00" && digits <= most.as_slice()
    };
    within(month, b"12") && within(&day, b"28") && year(first).is_some()
}

fn year(digits: &[u8; 4]) -> Option<i16> {
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let year = digits.iter().fold(0, |sum, digit| sum * 10 + i16::from(digit - b'0'));
    (year > 0).then_some(year)
}

fn two(bytes: &[u8]) -> Option<(i8, &[u8])> {
    match one_or_two(bytes)? {
        (number, rest, false) => Some((number, rest)),
        _ => None,
    }
}

/// The number, the rest, and whether it is a single digit.
fn one_or_two(bytes: &[u8]) -> Option<(i8, &[u8], bool)> {
    match bytes {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
            Some(((tens - b'0') as i8 * 10 + (ones - b'0') as i8, rest, false))
        }
        [ones @ b'0'..=b'9', rest @ ..] => Some(((ones - b'0') as i8, rest, true)),
        _ => None,
    }
}

fn fraction(bytes: &[u8]) -> Option<(Option<i32>, &[u8])> {
    let Some(rest) = bytes.strip_prefix(b".") else { return Some((None, bytes)) };
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at(count);
    Some((Some(nanos(digits)?), rest))
}

/// The nanoseconds that the digits of a fraction are, cut off behind the ninth; nothing where there is none.
pub(super) fn nanos(digits: &[u8]) -> Option<i32> {
    if digits.is_empty() {
        return None;
    }
    let nine = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    Some(nine.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0')))
}

fn offset(bytes: &[u8]) -> Option<(Zone<'static>, ZoneForm, Gap)> {
    let trimmed = bytes.trim_ascii_start();
    let gap = if trimmed.len() < bytes.len() { Gap::Blank } else { Gap::None };
    let (sign, rest) = match trimmed {
        [] => return Some((Zone::Unstated, ZoneForm::None, Gap::None)),
        [b'Z'] => return Some((Zone::Offset(Offset::UTC), ZoneForm::Zulu, gap)),
        [b'z'] => return Some((Zone::Offset(Offset::UTC), ZoneForm::SmallZulu, gap)),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest, bare) = one_or_two(rest)?;
    let (minutes, form) = match (rest, bare) {
        ([], false) => (0, ZoneForm::Hours),
        ([], true) => (0, ZoneForm::Hour),
        ([b':', rest @ ..], _) => (two(rest).filter(|(_, rest)| rest.is_empty())?.0, ZoneForm::Colon),
        (rest, false) => (two(rest).filter(|(_, rest)| rest.is_empty())?.0, ZoneForm::Plain),
        _ => return None,
    };
    // Kiritimati is the farthest from UTC, at fourteen hours.
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60);
    Some((Zone::Offset(Offset::from_seconds(seconds).ok()?), form, gap))
}
