//! The line in an event's body that says when it takes place: `Tuesday, March 28, 2017, 4:00 – 7:00 PM UTC`.

use super::Event;
use crate::date::locale::Locales;
use crate::date::prose::{Placed, What, of_body};
use crate::date::read::zone::offset_of;
use crate::date::{Moment, Precision, Zone};
use crate::engine::Subject;
use crate::span::Span;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The event takes place at most so long; longer ones have several days.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The times of a line that cannot be those of the event, if there is one and no other line has them right.
///
/// A line that names no zone is only told to be of the wrong day, one inside the event is one of its sessions, and one of
/// another length that does not touch it is something else.
pub fn contradiction(subject: &Subject<'_>, event: &Event<'_>) -> Option<Span> {
    let instant = |moment: &Moment<'_>| {
        let known = moment.precision > Precision::Day && (moment.zone != Zone::Unstated || event.zone.is_some());
        moment.instant(event.zone.as_ref().unwrap_or(&TimeZone::UTC)).filter(|_| known)
    };
    let (start, end) = (event.start.as_ref()?, event.end.as_ref()?);
    let sure = start.own && end.own && start.reading.other.is_none() && end.reading.other.is_none();
    let (from, to) = (instant(&start.moment()).filter(|_| sure)?, instant(&end.moment())?);
    if from >= to || from.duration_until(to) > LONGEST {
        return None;
    }
    // The clock on which a line without a zone is written. UTC is nobody's, but no zone is a whole day from it.
    let own = match (&event.zone, start.moment().zone) {
        (Some(zone), _) => zone.clone(),
        (None, Zone::Offset(offset)) => TimeZone::fixed(offset),
        _ => TimeZone::UTC,
    };
    let mut day: Option<(Date, Placed<'_>)> = None;
    let mut wrong = None;
    for placed in of_body(subject.document, Locales::default(), |_| true).filter(|placed| !placed.linked) {
        let slot = match placed.mention.what {
            What::Days(days) => {
                let date = days.start.year.and_then(|year| days.start.date(year));
                let alone = days.end.is_none() && !days.start.swaps;
                day = date.filter(|_| alone).map(|date| (date, placed));
                continue;
            }
            What::Slot(slot) => slot,
        };
        let text = subject.document.text;
        // The time stands behind the day, in its line or the next one.
        let Some((date, _)) = day.take().filter(|(_, day)| follows(text, day, &placed)) else { continue };
        let Some(last) = slot.end.filter(|last| slot.certain && last.minutes > slot.start.minutes) else { continue };
        let at = |minutes: u16| Some(on(date, minutes)?).and_then(|at| resolve(slot.zone, &own, at));
        let (Some(first), Some(last)) = (at(slot.start.minutes), at(last.minutes)) else { continue };
        if (first, last) == (from, to) {
            return None;
        }
        let shifted = first.duration_until(last) == from.duration_until(to);
        let by_days = shifted && from.duration_until(first).abs() == DAY;
        let inside = from <= first && last <= to;
        let touches = first < to && from < last;
        if by_days || slot.zone != Zone::Unstated && touches && !inside {
            wrong = wrong.or(Some(placed.mention.span));
        } else if slot.zone != Zone::Unstated {
            // Several times: which of them is the event's cannot be told.
            return None;
        }
    }
    wrong
}

fn on(date: Date, minutes: u16) -> Option<DateTime> {
    date.at(0, 0, 0, 0).checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()
}

fn resolve(zone: Zone<'_>, own: &TimeZone, at: DateTime) -> Option<Timestamp> {
    match zone {
        Zone::Offset(offset) => offset.to_timestamp(at).ok(),
        Zone::Name(name) => offset_of(name, at)?.to_timestamp(at).ok(),
        Zone::Unstated => own.to_timestamp(at).ok(),
    }
}

/// Whether nothing but signs stands between a day and a time.
fn follows(text: &str, day: &Placed<'_>, time: &Placed<'_>) -> bool {
    let between = text.get(day.mention.span.end as usize..time.mention.span.start as usize).unwrap_or("x");
    let words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let lines = between.matches('\n').count();
    between.len() < 40 && lines < 2 && words.into_iter().all(|word| matches!(word, "at" | "from" | "At" | "From"))
}
