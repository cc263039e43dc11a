//! What a reading says, in one line.

use foreword::date::read::{Reading, Refusal};
use foreword::date::{Precision, Zone, names};
use jiff::tz::Offset;

/// What a reading says, in the words of the table.
pub(crate) fn meaning(result: &Result<Reading<'_>, Refusal>) -> String {
    let reading = match result {
        Ok(reading) => reading,
        Err(Refusal::NoDate) => return "-".to_owned(),
        Err(Refusal::Impossible(why)) => return format!("! {why}"),
    };
    let at = reading.moment.at;
    let mut text = at.date().to_string();
    match reading.moment.precision {
        Precision::Day => {}
        Precision::Minute => text += &format!("T{:02}:{:02}", at.hour(), at.minute()),
        Precision::Second => text += &format!("T{}", at.time()),
    }
    match reading.moment.zone {
        Zone::Unstated => {}
        Zone::Offset(Offset::UTC) => text += "Z",
        Zone::Offset(offset) => {
            let minutes = offset.seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            text += &format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        }
        Zone::Name(name) => text += &format!(" in {name}"),
    }
    if let Some(weekday) = reading.weekday {
        text += &format!(" {}", &names::WEEKDAYS[weekday.to_sunday_zero_offset() as usize][..3]);
    }
    if let Some(other) = reading.other {
        text += &format!(" other {other}");
    }
    if let Some(beside) = reading.beside {
        text += &format!(" beside {beside}");
    }
    text
}
