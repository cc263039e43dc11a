//! Zones behind a time: offsets, abbreviations, names of the time zone database.

use super::cursor::Cursor;
use crate::date::Zone;
use crate::date::form::{Gap, ZoneForm};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// What an abbreviation stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// An offset in minutes that a zone has in one half of the year, and the zone: `EST`.
    Season(i32, &'static str),
    /// A zone, whatever the season: `ET`.
    Zone(&'static str),
    /// An offset in minutes.
    Fixed(i32),
    /// Several zones in use: `IST`.
    Ambiguous,
}

/// Abbreviations that people write behind times, by name. After RFC 822, section 5.1, and the time zone database.
const ABBREVIATIONS: [(&str, Abbreviation); 64] = {
    use Abbreviation::{Ambiguous, Fixed, Season, Zone};
    [
        ("ACDT", Season(630, "Australia/Adelaide")),
        ("ACST", Fixed(570)),
        ("ADT", Season(-180, "America/Halifax")),
        ("AEDT", Season(660, "Australia/Sydney")),
        ("AEST", Fixed(600)),
        ("AET", Zone("Australia/Sydney")),
        ("AKDT", Season(-480, "America/Anchorage")),
        ("AKST", Season(-540, "America/Anchorage")),
        ("AOE", Fixed(-720)),
        ("ART", Fixed(-180)),
        ("AST", Ambiguous),
        ("AWST", Fixed(480)),
        ("BRT", Fixed(-180)),
        ("BST", Ambiguous),
        ("CAT", Fixed(120)),
        ("CDT", Season(-300, "America/Chicago")),
        ("CEDT", Season(120, "Europe/Berlin")),
        ("CEST", Season(120, "Europe/Berlin")),
        ("CET", Season(60, "Europe/Berlin")),
        ("CLT", Ambiguous),
        ("CST", Ambiguous),
        ("CT", Zone("America/Chicago")),
        ("EAT", Fixed(180)),
        ("EDT", Season(-240, "America/New_York")),
        ("EEST", Season(180, "Europe/Athens")),
        ("EET", Season(120, "Europe/Athens")),
        ("EST", Season(-300, "America/New_York")),
        ("ET", Zone("America/New_York")),
        ("GST", Ambiguous),
        ("HKT", Fixed(480)),
        ("HST", Fixed(-600)),
        ("ICT", Fixed(420)),
        ("IDT", Season(180, "Asia/Jerusalem")),
        ("IST", Ambiguous),
        ("JST", Fixed(540)),
        ("KST", Fixed(540)),
        ("MDT", Season(-360, "America/Denver")),
        ("MESZ", Season(120, "Europe/Berlin")),
        ("MEZ", Season(60, "Europe/Berlin")),
        ("MSK", Fixed(180)),
        ("MST", Season(-420, "America/Denver")),
        ("MT", Zone("America/Denver")),
        ("MYT", Fixed(480)),
        ("NDT", Season(-150, "America/St_Johns")),
        ("NPT", Fixed(345)),
        ("NST", Season(-210, "America/St_Johns")),
        ("NZDT", Season(780, "Pacific/Auckland")),
        ("NZST", Season(720, "Pacific/Auckland")),
        ("NZT", Zone("Pacific/Auckland")),
        ("PDT", Season(-420, "America/Los_Angeles")),
        ("PHT", Fixed(480)),
        ("PKT", Fixed(300)),
        ("PST", Season(-480, "America/Los_Angeles")),
        ("PT", Zone("America/Los_Angeles")),
        ("SAST", Fixed(120)),
        ("SGT", Fixed(480)),
        ("TRT", Fixed(180)),
        ("UZT", Fixed(300)),
        ("WAT", Fixed(60)),
        ("WEST", Season(60, "Europe/Lisbon")),
        ("WET", Season(0, "Europe/Lisbon")),
        ("WIB", Fixed(420)),
        ("WIT", Fixed(540)),
        ("WITA", Fixed(480)),
    ]
};

/// What `name` stands for, if it is an abbreviation in use, in any case.
pub fn abbreviation(name: &str) -> Option<Abbreviation> {
    if !(2..=4).contains(&name.len()) {
        return None;
    }
    ABBREVIATIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, meaning)| *meaning)
}

/// How far a clock with `name` is from UTC when it shows `at`. Nothing where that is not sure: for what several zones are
/// called, and for a winter's name in summer, which people write and mean the summer's.
pub fn offset_of(name: &str, at: DateTime) -> Option<Offset> {
    let minutes = |minutes: i32| Offset::from_seconds(minutes * 60).ok();
    let at_zone = |zone: &str| {
        let zone = TimeZone::get(zone).ok()?;
        let ambiguous = zone.to_ambiguous_zoned(at);
        ambiguous.compatible().ok().map(|zoned| zoned.offset())
    };
    match abbreviation(name) {
        Some(Abbreviation::Fixed(away)) => minutes(away),
        Some(Abbreviation::Zone(zone)) => at_zone(zone),
        Some(Abbreviation::Season(away, zone)) => at_zone(zone).filter(|offset| offset.seconds() == away * 60),
        Some(Abbreviation::Ambiguous) => None,
        None => at_zone(name),
    }
}

/// Words of which the long names of zones are made, with `Time` behind them: `Central European Summer Time`.
const WORDS: [&str; 25] = [
    "alaska",
    "arabian",
    "atlantic",
    "australian",
    "brasilia",
    "british",
    "central",
    "china",
    "coordinated",
    "daylight",
    "eastern",
    "european",
    "greenwich",
    "hawaii",
    "india",
    "irish",
    "japan",
    "korea",
    "mean",
    "mountain",
    "pacific",
    "standard",
    "summer",
    "universal",
    "western",
];

/// Those that are also said alone.
const ALONE: [&str; 5] = ["atlantic", "central", "eastern", "mountain", "pacific"];

/// A zone as read, with what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'s> {
    pub(super) zone: Zone<'s>,
    pub(super) form: ZoneForm,
    pub(super) gap: Gap,
    /// A name behind an offset.
    pub(super) beside: Option<&'s str>,
    /// An offset that no clock has, as written.
    pub(super) fault: Option<&'s str>,
}

impl<'s> Found<'s> {
    /// No zone.
    pub(super) const NONE: Self =
        Self { zone: Zone::Unstated, form: ZoneForm::None, gap: Gap::None, beside: None, fault: None };
}

/// The zone at the cursor, which then stands behind it; [`Zone::Unstated`] where there is none. `glued` allows it
/// directly behind what was read before.
pub(super) fn read<'s>(cursor: &mut Cursor<'s>, glued: bool) -> Found<'s> {
    let mut ahead = *cursor;
    let blank = ahead.blanks();
    let bracket = bracketed(&mut ahead);
    if let Some(inner) = bracket
        && let Some((found, rest)) = bare(Cursor { rest: inner })
        && rest.is_done()
    {
        *cursor = ahead;
        return Found { gap: Gap::Bracket, ..found };
    }
    if !blank && !glued {
        return Found::NONE;
    }
    let mut ahead = *cursor;
    ahead.blanks();
    let Some((mut found, mut ahead)) = bare(ahead) else { return Found::NONE };
    found.gap = if blank { Gap::Blank } else { Gap::None };
    *cursor = ahead;
    if matches!(found.zone, Zone::Offset(_)) {
        ahead.blanks();
        if let Some(inner) = bracketed(&mut ahead) {
            // JavaScript's `(Central European Summer Time)` is in the language of the machine.
            found.beside = Some(inner);
            *cursor = ahead;
        } else if found.form != ZoneForm::Zulu
            && let Some((name, behind)) = name(ahead)
        {
            found.beside = Some(name);
            *cursor = behind;
        }
    }
    found
}

fn bracketed<'s>(cursor: &mut Cursor<'s>) -> Option<&'s str> {
    cursor.within('[', ']').or_else(|| cursor.within('(', ')'))
}

fn bare(cursor: Cursor<'_>) -> Option<(Found<'_>, Cursor<'_>)> {
    if let Some(found) = offset(cursor) {
        return Some(found);
    }
    let utc = |form| Found { zone: Zone::Offset(Offset::UTC), form, ..Found::NONE };
    let mut ahead = cursor;
    let word = ahead.word()?;
    match word {
        "Z" => return Some((utc(ZoneForm::Zulu), ahead)),
        "z" => return Some((utc(ZoneForm::SmallZulu), ahead)),
        _ => {}
    }
    if ["utc", "gmt", "ut"].iter().any(|name| word.eq_ignore_ascii_case(name)) {
        let mut signed = ahead;
        signed.blanks();
        // `2 pm UTC -4 pm` is a range, and nothing to be read here.
        let Some((found, behind)) = offset(if ahead.rest.starts_with(['+', '-', '\u{2212}']) { ahead } else { signed })
        else {
            return Some((utc(ZoneForm::Utc), ahead));
        };
        return Some((Found { form: ZoneForm::UtcOffset, ..found }, behind));
    }
    let (name, behind) = name(cursor)?;
    Some((Found { zone: Zone::Name(name), form: ZoneForm::Name, ..Found::NONE }, behind))
}

/// `+2`, `+02`, `+0200`, `+02:00`, with any kind of minus.
fn offset(mut cursor: Cursor<'_>) -> Option<(Found<'_>, Cursor<'_>)> {
    let start = cursor.rest;
    let sign = if cursor.eat('+') {
        1
    } else if cursor.eat('-') || cursor.eat('\u{2212}') {
        -1
    } else {
        return None;
    };
    let hours = cursor.number()?;
    let (hours, minutes, form) = if cursor.eat(':') {
        let minutes = cursor.number()?;
        ((hours.value, hours.text.len() < 3), (minutes.value, minutes.text.len() == 2), ZoneForm::Colon)
    } else {
        match hours.text.len() {
            1 => ((hours.value, true), (0, true), ZoneForm::Hour),
            2 => ((hours.value, true), (0, true), ZoneForm::Hours),
            length => ((hours.value / 100, length == 4), (hours.value % 100, true), ZoneForm::Plain),
        }
    };
    let right = hours.1 && minutes.1 && hours.0 <= 14 && minutes.0 <= 59;
    let seconds = if right { sign * (hours.0 * 3600 + minutes.0 * 60) as i32 } else { 0 };
    let fault = (!right).then(|| &start[..start.len() - cursor.rest.len()]);
    Some((Found { zone: Zone::Offset(Offset::from_seconds(seconds).ok()?), form, fault, ..Found::NONE }, cursor))
}

/// An abbreviation, a long name or one of the shape of the database's.
fn name(cursor: Cursor<'_>) -> Option<(&str, Cursor<'_>)> {
    let start = cursor.rest;
    let taken = |behind: Cursor<'_>| start[..start.len() - behind.rest.len()].trim_end();
    let mut ahead = cursor;
    let run = ahead.run(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'))?;
    if let Some((area, place)) = run.split_once('/')
        && [area, place].iter().all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        && area.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return Some((run, ahead));
    }
    let mut ahead = cursor;
    let word = ahead.word()?;
    if abbreviation(word).is_some() {
        return Some((word, ahead));
    }
    let mut behind = None;
    let mut ahead = cursor;
    for count in 0..5 {
        let Some(word) = ahead.word() else { break };
        if count > 0 && word.eq_ignore_ascii_case("time") {
            behind = Some(ahead);
            break;
        }
        if !WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            break;
        }
        if count == 0 && ALONE.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            behind = Some(ahead);
        }
        ahead.blanks();
    }
    behind.map(|behind| (taken(behind), behind))
}
