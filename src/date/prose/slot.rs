//! Times and time slots in free text: `4:00 – 7:00 PM UTC`, `[18:00- 18:30]`, `4-7pm`.

use super::clock::{self, Half, Written};
use super::words::{Number, Text};
use super::{Clock, Slot};
use crate::date::Zone;
use crate::span::Span;
use jiff::tz::Offset;

/// Reads the slot whose first number is `number`.
pub(super) fn read(text: Text<'_>, number: Number) -> Option<(Span, Slot<'_>)> {
    let first = clock::read(text, number)?;
    let second = second(text, &first).filter(|second| fit(text, &first, second));
    let stop = second.map_or(first.end, |second| second.end);
    // `1:30 hours`, `2:15 min`, `10:00 miles`.
    if counts(text, stop) {
        return None;
    }
    let shown = |written: &Written| written.parted == Some(':') || written.half.is_some();
    let single = shown(&first) && !(first.parted == Some('.') && first.half.is_none());
    if second.is_none() && !single {
        return None;
    }
    let (start_half, end_half) = halves(&first, second.as_ref());
    let start = Clock { span: Span::new(first.start, first.end), minutes: first.minutes(start_half) };
    let end =
        second.map(|second| Clock { span: Span::new(second.start, second.end), minutes: second.minutes(end_half) });
    let (zone, stop) = zone(text, stop);
    let marked = first.half.is_some() || second.is_some_and(|second| second.half.is_some());
    let bare = second.is_some_and(|second| !shown(&first) || !shown(&second));
    let certain = match (marked || zone != Zone::Unstated, second) {
        (true, _) => !bare || !spaced(text, &first) || first.parted.is_some() || first.half.is_some(),
        (false, Some(_)) => !bare && !follows_name(text, first.start),
        (false, None) => first.digits == 2 && !follows_name(text, first.start),
    };
    Some((text.span(first.start, stop), Slot { start, end, zone, certain }))
}

/// The time behind a dash or a word that joins two.
fn second(text: Text<'_>, first: &Written) -> Option<Written> {
    let at = text.blanks(first.end);
    let at = match text.dash(at) {
        Some(end) => text.blanks(end),
        None => {
            let (end, word) = text.word(at)?;
            let joins = ["to", "until", "till", "through", "bis", "à", "a", "às", "al", "tot"];
            // `4 to 7` counts anything.
            let shown = first.parted.is_some() || first.half.is_some();
            (joins.contains(&word) && (shown || word == "to" || word == "bis")).then_some(())?;
            text.blanks(end)
        }
    };
    match text.number(at) {
        Some(number) => clock::read(text, number),
        None => clock::word(text, at),
    }
}

/// Whether two times make a slot.
fn fit(text: Text<'_>, first: &Written, second: &Written) -> bool {
    let bare = |written: &Written| written.parted.is_none() && written.half.is_none();
    let half = first.half.or(second.half);
    // `1.10 - 1.20` are versions; a bare number needs the other time's word.
    let dots = first.parted == Some('.') || second.parted == Some('.');
    if (dots || bare(first)) && half.is_none() {
        return false;
    }
    // `9:00 - 10 talks`, `9am - 11 people`.
    let word = text.word(text.blanks(second.end));
    !(bare(second) && (word.is_some() || text.after(second.end).starts_with('-')))
}

/// The halves of the day of both ends: what one says holds for the other, so that the slot runs forward.
fn halves(first: &Written, second: Option<&Written>) -> (Option<Half>, Option<Half>) {
    let Some(second) = second else { return (first.half, None) };
    let twelve = |written: &Written| (1..=12).contains(&written.hour);
    match (first.half, second.half) {
        (None, Some(half @ (Half::Morning | Half::Afternoon))) if twelve(first) => {
            let end = second.minutes(Some(half));
            let runs = |half: Half| first.minutes(Some(half)) < end;
            let other = if half == Half::Morning { Half::Afternoon } else { Half::Morning };
            (Some(if runs(half) || half == Half::Morning { half } else { other }), Some(half))
        }
        (Some(half @ (Half::Morning | Half::Afternoon)), None) if twelve(second) => {
            let start = first.minutes(Some(half));
            let runs = second.minutes(Some(half)) > start;
            (Some(half), Some(if runs { half } else { Half::Afternoon }))
        }
        (None, Some(Half::Whole)) if second.hour == 12 && second.minute == 0 => (Some(Half::Morning), second.half),
        halves => halves,
    }
}

fn counts(text: Text<'_>, end: usize) -> bool {
    let at = text.blanks(end);
    let at = text.eat(at, &["-"]).unwrap_or(at);
    let Some((_, word)) = text.word(at) else { return false };
    const UNITS: [&str; 16] = [
        "hours", "hour", "hr", "minutes", "minute", "min", "mins", "sec", "seconds", "ratio", "scale", "miles", "km",
        "Stunden", "Minuten", "heures",
    ];
    UNITS.contains(&word)
}

/// Blanks around the dash behind a time.
fn spaced(text: Text<'_>, first: &Written) -> bool {
    text.blanks(first.end) > first.end
}

/// Whether a word stands in front that is no word for times: `John 3:16`, `Cardinals 10:02`.
fn follows_name(text: Text<'_>, at: usize) -> bool {
    let end = text.blanks_left(at);
    let Some((_, word)) = text.word_left(end) else { return false };
    const TIMES: [&str; 28] = [
        "at",
        "from",
        "by",
        "until",
        "till",
        "between",
        "starts",
        "start",
        "begins",
        "ends",
        "end",
        "after",
        "before",
        "on",
        "time",
        "around",
        "approximately",
        "um",
        "ab",
        "von",
        "bis",
        "gegen",
        "à",
        "de",
        "dès",
        "las",
        "alle",
        "to",
    ];
    !TIMES.contains(&&*word.to_lowercase())
}

/// The zone behind a time that ends at `end`, and where it ends itself.
fn zone(text: Text<'_>, end: usize) -> (Zone<'_>, usize) {
    let none = (Zone::Unstated, end);
    let mut at = text.blanks(end);
    for sign in [",", "("] {
        at = text.eat(at, &[sign]).map_or(at, |after| text.blanks(after));
    }
    let Some((word_end, word)) = text.word(at).filter(|(end, _)| !text.alphanumeric(*end)) else { return none };
    if matches!(word, "UTC" | "GMT" | "Z") {
        return offset(text, word_end).unwrap_or((Zone::Offset(Offset::UTC), word_end));
    }
    if ABBREVIATIONS.contains(&word) {
        return (Zone::Name(word), word_end);
    }
    let us = text.eat(at, &["US ", "U.S. "]).unwrap_or(at);
    if let Some((mut stop, "Eastern" | "Central" | "Mountain" | "Pacific")) = text.word(us) {
        for more in ["Standard", "Daylight", "Time"] {
            if let Some((end, word)) = text.word(text.blanks(stop)).filter(|(_, word)| word.eq_ignore_ascii_case(more))
            {
                debug_assert_eq!(word.len(), more.len());
                stop = end;
            }
        }
        return (Zone::Name(&text.text[us..stop]), stop);
    }
    // `Europe/Berlin`, `America/New_York`.
    let name = text.after(at);
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '_' | '-')).unwrap_or(name.len());
    let name = &name[..length];
    let known = name.contains('/') && name.len() < 40 && jiff::tz::TimeZone::get(name).is_ok();
    if known { (Zone::Name(name), at + length) } else { none }
}

/// `+2`, `-05:30` behind `UTC`.
fn offset(text: Text<'_>, at: usize) -> Option<(Zone<'_>, usize)> {
    let sign = text.after(at).chars().next().filter(|c| matches!(c, '+' | '-' | '−'))?;
    let hours = text.number(at + sign.len_utf8())?;
    let (hour, mut minute, mut end) = match hours.digits {
        1 | 2 => (hours.value, 0, hours.end),
        4 => (hours.value / 100, hours.value % 100, hours.end),
        _ => return None,
    };
    if let Some(read) = text.eat(end, &[":"]).and_then(|at| text.number(at)).filter(|read| read.digits == 2) {
        minute = read.value;
        end = read.end;
    }
    let seconds = i32::from(hour) * 3600 + i32::from(minute) * 60;
    let offset = Offset::from_seconds(if sign == '+' { seconds } else { -seconds }).ok().filter(|_| hour <= 14)?;
    Some((Zone::Offset(offset), end))
}

/// Abbreviations that people write behind times.
static ABBREVIATIONS: [&str; 38] = [
    "ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "AKST", "AKDT", "HST", "AST",
    "ADT", "NST", "BRT", "ART", "WET", "WEST", "CET", "CEST", "EET", "EEST", "MEZ", "MESZ", "MSK", "BST", "IST", "SGT",
    "JST", "KST", "AEST", "AEDT", "NZST", "NZDT",
];
