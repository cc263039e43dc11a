//! On whose clock an agenda is written, where the page says so around it.

use crate::date::Zone;
use crate::date::read::zone::{Abbreviation, abbreviation, offset_of};
use crate::document::Document;
use crate::span::Span;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// What is said of an agenda's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated<'a> {
    /// Nothing: most likely it is the event's own.
    Nothing,
    /// A zone: `All times in UTC`.
    Zone(Zone<'a>),
    /// Several zones, or one that cannot be told.
    Doubtful,
}

impl<'a> Stated<'a> {
    /// The zone as it is called.
    pub fn name(self) -> Option<String> {
        match self {
            Self::Zone(Zone::Name(name)) => Some(name.to_owned()),
            Self::Zone(Zone::Offset(offset)) if offset.is_zero() => Some("UTC".to_owned()),
            Self::Zone(Zone::Offset(offset)) => Some(format!("UTC{offset}")),
            _ => None,
        }
    }

    /// Brings together what two places say.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, other) | (other, Self::Nothing) => other,
            (one, other) if one == other => one,
            _ => Self::Doubtful,
        }
    }

    /// The zone on a day; an error where it is not known which.
    pub(super) fn zone(self, at: DateTime) -> Result<Option<TimeZone>, ()> {
        match self {
            Self::Nothing => Ok(None),
            Self::Doubtful => Err(()),
            Self::Zone(Zone::Offset(offset)) => Ok(Some(TimeZone::fixed(offset))),
            Self::Zone(Zone::Unstated) => Ok(None),
            Self::Zone(Zone::Name(name)) => {
                let full = match name.split(' ').next() {
                    Some("Eastern") => "America/New_York",
                    Some("Central") => "America/Chicago",
                    Some("Mountain") => "America/Denver",
                    Some("Pacific") => "America/Los_Angeles",
                    _ => name,
                };
                let zone = match abbreviation(full) {
                    Some(Abbreviation::Ambiguous) => None,
                    Some(_) => offset_of(full, at).map(TimeZone::fixed),
                    None => TimeZone::get(full).ok(),
                };
                zone.map(Some).ok_or(())
            }
        }
    }

    /// What the page says of the clock of the agenda whose first line is `line`: in the head of its table, in the headings
    /// above it, in any sentence about times.
    pub(super) fn around(document: &Document<'a>, line: Span) -> Self {
        let text = document.text;
        if let Some(header) = header(text, line) {
            let mut cells = header.trim().trim_start_matches('|').split('|').map(zone_in);
            match cells.next() {
                // The times are read from the first column that has any.
                Some(zone @ Self::Zone(_)) => return zone,
                first => {
                    let more = cells.fold(Self::Nothing, Self::and);
                    let first = first.unwrap_or(Self::Nothing);
                    // `| Talk | Time (UTC) |`, but not `| Time | UTC |`.
                    let alone = !header.split('|').any(|cell| is_of_times(cell) && zone_in(cell) == Self::Nothing);
                    let found = if alone {
                        first.and(more)
                    } else {
                        first.and(if more == Self::Nothing { more } else { Self::Doubtful })
                    };
                    if found != Self::Nothing {
                        return found;
                    }
                }
            }
        }
        let headings = &document.body.headings;
        let above = headings.partition_point(|heading| heading.span.start < line.start);
        let mut found = Self::Nothing;
        let mut level = u8::MAX;
        for heading in headings[..above].iter().rev().filter(|heading| !heading.markdown.is_empty()) {
            if heading.level < level {
                level = heading.level;
                found = found.and(zone_in(heading.markdown));
            }
        }
        for sentence in document.body.span.slice(text).split(['\n']).flat_map(|line| line.split(". ")) {
            if !sentence.starts_with('#') && is_of_times(sentence) && !names_time(sentence) {
                found = found.and(zone_in(sentence));
            }
        }
        found
    }
}

/// Whether a text is about times.
fn is_of_times(text: &str) -> bool {
    text.len() < 400 && {
        let small = text.to_ascii_lowercase();
        ["time", "uhrzeit", "zeiten", "horaire", "hora"].iter().any(|word| small.contains(word))
    }
}

/// Whether a text names a time, whose zone is its own: `4:00 PM UTC`.
fn names_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let clock = bytes.windows(3).any(|at| at[0].is_ascii_digit() && at[1] == b':' && at[2].is_ascii_digit());
    let small = text.to_ascii_lowercase();
    let half = ["am", "pm", "a.m", "p.m"].iter().any(|half| {
        small.match_indices(half).any(|(at, _)| small[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
    });
    clock || half
}

/// The head of the table whose row stands at `line`.
pub(super) fn header(text: &str, line: Span) -> Option<&str> {
    let end = text[..line.start as usize].rfind('\n')?;
    let mut lines = text[..end].rsplit('\n').take(200);
    let is_rule = |line: &str| {
        let line = line.trim();
        line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
    };
    lines.by_ref().take_while(|line| line.contains('|')).find(|line| is_rule(line))?;
    lines.next().filter(|line| line.contains('|'))
}

/// What zones of the United States are called.
const AMERICAN: [&str; 4] = ["Eastern", "Central", "Mountain", "Pacific"];

/// The zone that a text names.
fn zone_in(text: &str) -> Stated<'_> {
    // Words of English that are zones as well.
    const WORDS: [&str; 6] = ["ART", "CAT", "EAT", "WIT", "WIB", "ICT"];
    let mut found = Stated::Nothing;
    let tokens = || text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '_' | '+' | '-' | ':' | '−'));
    let tokens = tokens().map(|token| token.trim_matches([':', '-', '/', '_'])).filter(|token| !token.is_empty());
    let mut before = "";
    for token in tokens {
        let word = &token[..token.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(token.len())];
        let zone = if matches!(word, "UTC" | "GMT") {
            let rest = &token[word.len()..];
            if rest.is_empty() { Stated::Zone(Zone::Offset(Offset::UTC)) } else { offset(rest) }
        } else if token.contains('/') && TimeZone::get(token).is_ok() {
            Stated::Zone(Zone::Name(token))
        } else if AMERICAN.contains(&token) {
            let next = text[token.as_ptr() as usize - text.as_ptr() as usize + token.len()..].trim_start();
            let time = next.get(..4).is_some_and(|next| next.eq_ignore_ascii_case("time"));
            let named = time || ["Standard", "Daylight"].iter().any(|word| next.starts_with(word));
            let alone = next.is_empty() || next.starts_with(['.', ')', ',', '|', '*']);
            let said = alone && matches!(before, "are" | "in" | "times" | "Times" | "Time" | "time" | "is");
            if named || said { Stated::Zone(Zone::Name(token)) } else { Stated::Nothing }
        } else if token.len() > 1
            && token.bytes().all(|byte| byte.is_ascii_uppercase())
            && !WORDS.contains(&token)
            && abbreviation(token).is_some()
        {
            Stated::Zone(Zone::Name(token))
        } else if token.eq_ignore_ascii_case("time") && before.starts_with(|c: char| c.is_ascii_uppercase()) {
            // `Berlin time`, `Central European Time`: some zone.
            if !AMERICAN.contains(&before) && city(before) || before == "European" || before == "Summer" {
                Stated::Doubtful
            } else {
                Stated::Nothing
            }
        } else {
            Stated::Nothing
        };
        found = found.and(zone);
        before = token;
    }
    found
}

/// `+2`, `-05:30` behind `UTC`.
fn offset(text: &str) -> Stated<'_> {
    let (sign, digits) = match text.as_bytes() {
        [b'+', ..] => (1, &text[1..]),
        [b'-', ..] => (-1, &text[1..]),
        _ => return Stated::Doubtful,
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let seconds = match (hours.parse::<i32>(), minutes.parse::<i32>()) {
        (Ok(hours @ 0..=14), Ok(minutes @ 0..=59)) => sign * (hours * 3600 + minutes * 60),
        _ => return Stated::Doubtful,
    };
    Offset::from_seconds(seconds).map_or(Stated::Doubtful, |offset| Stated::Zone(Zone::Offset(offset)))
}

/// Whether a name is that of a place with a zone of its own.
pub(super) fn city(name: &str) -> bool {
    /// Large places that the time zone database does not name.
    const MORE: [&str; 28] = [
        "San Francisco",
        "Seattle",
        "Boston",
        "Washington",
        "Austin",
        "Atlanta",
        "Miami",
        "Houston",
        "Dallas",
        "Munich",
        "Frankfurt",
        "SF",
        "NY",
        "LA",
        "NYC",
        "Hamburg",
        "Geneva",
        "Barcelona",
        "Milan",
        "Mumbai",
        "Delhi",
        "Bangalore",
        "Bengaluru",
        "Beijing",
        "USA",
        "UK",
        "India",
        "Japan",
    ];
    MORE.contains(&name)
        || jiff::tz::db().available().any(|zone| {
            let place = zone.as_str().rsplit('/').next().unwrap_or_default();
            place.len() == name.len() && place.bytes().zip(name.bytes()).all(|(a, b)| a == b || a == b'_' && b == b' ')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_in_words() {
        let utc = Stated::Zone(Zone::Offset(Offset::UTC));
        let name = |name| Stated::Zone(Zone::Name(name));
        for (text, expected) in [
            ("All times in UTC.", utc),
            ("## Schedule (UTC)", utc),
            (" Time (CEST) ", name("CEST")),
            ("Times are Eastern.", name("Eastern")),
            ("all times Pacific Time", name("Pacific")),
            ("Times in Europe/Berlin", name("Europe/Berlin")),
            ("Time zone: UTC+2", Stated::Zone(Zone::Offset(Offset::constant(2)))),
            ("PDT / EDT", Stated::Doubtful),
            ("Berlin time", Stated::Doubtful),
            ("Central Park, lunch time", Stated::Nothing),
            ("ART and time", Stated::Nothing),
            ("Start time", Stated::Nothing),
        ] {
            assert_eq!(zone_in(text), expected, "{text}");
        }
        assert!(names_time("4:00 PM UTC") && names_time("at 4 pm ET") && !names_time("All times are program times"));
    }
}
