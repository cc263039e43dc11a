//! English names of months and weekdays, long and short.

use super::form::Name;
use jiff::civil::Weekday;

/// The months, January first.
pub const MONTHS: [&str; 12] = [
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

/// The weekdays, Sunday first.
pub const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The number of a month, from 1, by its name or first three letters (`Sept` too), in any case.
pub fn month(word: &str) -> Option<(u32, Name)> {
    let (at, name) = position(&MONTHS, word, &["sept"])?;
    Some((at as u32 + 1, name))
}

/// A weekday by its name or first three letters (`Tues`, `Thur`, `Thurs`, `Weds` too), in any case.
pub fn weekday(word: &str) -> Option<(Weekday, Name)> {
    let (at, name) = position(&WEEKDAYS, word, &["tues", "thur", "thurs", "weds"])?;
    Some((Weekday::from_sunday_zero_offset(at as i8).ok()?, name))
}

fn position(names: &[&str], word: &str, longer: &[&str]) -> Option<(usize, Name)> {
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    let head = word.get(..3)?;
    let at = names.iter().position(|name| name[..3].eq_ignore_ascii_case(head))?;
    match word.len() {
        _ if word.eq_ignore_ascii_case(names[at]) => Some((at, Name::Long)),
        3 => Some((at, Name::Short)),
        _ => longer.iter().any(|known| known.eq_ignore_ascii_case(word)).then_some((at, Name::Short)),
    }
}
