//! Whether an agenda lies inside its event, on the clock of the event.

use super::clock::Stated;
use super::{Agenda, DAY, Slot, minutes};
use crate::date::{Moment, Zone};
use crate::event::order::days;
use crate::event::{Dated, Event};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit<'a> {
    /// Some slots lie outside hours that are these on the clock of the agenda.
    Slots(Vec<Slot<'a>>, Hours),
    /// All of it lies elsewhere, as if it were written on another clock.
    All,
}

/// The hours of an event on its own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Its start in minutes since midnight of its first day.
    pub from: i32,
    /// Its end.
    pub to: i32,
    clock: Clock,
}

/// How surely the clock of the agenda is that of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clock {
    /// The zone or its offset is named.
    Named,
    /// Nothing is written: most likely it is one clock, but programs write UTC.
    Unstated,
    /// UTC, which says when, but not where.
    Universal,
}

impl Hours {
    /// The hours of an event that starts and ends at a time, within a day, on the clock of its agenda.
    pub fn of(event: &Event<'_>, agenda: Stated<'_>) -> Option<Self> {
        let timed = |date: &&Dated<'_>| date.is_timed() && date.reading.other.is_none();
        let start = event.start.as_ref().filter(timed)?.moment();
        let end = event.end.as_ref().filter(timed)?.moment();
        if start.zone != end.zone && event.zone.is_none() {
            return None;
        }
        let stated = agenda.zone(start.at).ok()?;
        if stated.is_some() && start.zone == Zone::Unstated && event.zone.is_none() {
            return None;
        }
        let clock = |moment: &Moment<'_>| local(moment, event.zone.as_ref(), stated.as_ref());
        let (first, last) = (clock(&start)?, clock(&end)?);
        let minute = |at: DateTime| days(first.date(), at.date()).checked_mul(DAY)?.checked_add(minutes(at.time()));
        let (from, to) = (minute(first)?, minute(last)?);
        let clock = match start.zone {
            _ if stated.is_some() => Clock::Named,
            // `UTC` says when, but not where, as the offset does.
            _ if event.zone.as_ref().is_some_and(is_utc) => Clock::Universal,
            _ if event.zone.is_some() => Clock::Named,
            Zone::Unstated => Clock::Unstated,
            Zone::Offset(offset) if offset == Offset::UTC => Clock::Universal,
            _ => Clock::Named,
        };
        (from < to && to - from <= DAY).then_some(Self { from, to, clock })
    }

    /// How the agenda does not fit; nothing where it does, or could on a clock that nobody named.
    pub fn misfit<'a>(&self, agenda: &Agenda<'a>) -> Option<Misfit<'a>> {
        let slots = &agenda.slots;
        let first = slots.iter().map(|slot| slot.from).min()?;
        let last = slots.iter().map(Slot::last).max()?;
        let inside = |shift: i32| slots.iter().filter(|slot| self.holds(slot, shift)).count();
        let begins = |shift: i32| first == self.from + shift;
        let ends = |shift: i32| last == self.to + shift;
        if inside(0) == slots.len() {
            return None;
        }
        // An event that starts before midnight may have slots behind it only.
        if [DAY, -DAY].into_iter().any(|days| inside(days) == slots.len()) {
            return None;
        }
        let mut elsewhere = shifts().filter(|&shift| inside(shift) == slots.len());
        match self.clock {
            Clock::Named if elsewhere.any(|shift| begins(shift) && ends(shift)) => return Some(Misfit::All),
            Clock::Unstated if elsewhere.any(|shift| begins(shift) || ends(shift)) => return None,
            Clock::Universal if shifts().any(|shift| days_around(shift).any(|shift| inside(shift) == slots.len())) => {
                return None;
            }
            _ => {}
        }
        // The clock on which most fits tells which slot does not.
        let best = match self.clock {
            Clock::Universal => {
                let shifts = shifts().flat_map(days_around);
                shifts.max_by_key(|&shift| (inside(shift), begins(shift) || ends(shift), -shift.abs()))?
            }
            Clock::Named | Clock::Unstated => 0,
        };
        if inside(best) * 2 < slots.len() {
            return Some(Misfit::All);
        }
        let is_outside = |slot: &Slot<'a>| !self.holds(slot, best) && !self.frames(slot, best);
        let outside: Vec<Slot<'a>> = slots.iter().copied().filter(is_outside).collect();
        let hours = Self { from: self.from + best, to: self.to + best, ..*self };
        (!outside.is_empty()).then_some(Misfit::Slots(outside, hours))
    }

    fn holds(&self, slot: &Slot<'_>, shift: i32) -> bool {
        self.from + shift <= slot.from && slot.last() <= self.to + shift
    }

    /// Doors open before the event starts, and people stay when it is over.
    fn frames(&self, slot: &Slot<'_>, shift: i32) -> bool {
        const EARLY: [&str; 9] =
            ["door", "registration", "check-in", "check in", "arriv", "breakfast", "coffee", "setup", "einlass"];
        const LATE: [&str; 8] = ["after", "party", "drink", "dinner", "pub", "beer", "social", "ausklang"];
        let what = slot.what.to_lowercase();
        let is = |words: &[&str]| words.iter().any(|word| what.contains(word));
        slot.last() <= self.from + shift && is(&EARLY) || slot.from >= self.to + shift && is(&LATE)
    }
}

impl std::fmt::Display for Hours {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (from, to) = (self.from.rem_euclid(DAY), self.to.rem_euclid(DAY));
        write!(out, "from {:02}:{:02} to {:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

/// Zones lie whole quarters of an hour apart, from -12:00 to +14:00.
fn shifts() -> impl Iterator<Item = i32> {
    (-12 * 4..=14 * 4).map(|quarter| quarter * 15)
}

/// The day may be another there.
fn days_around(shift: i32) -> impl Iterator<Item = i32> {
    [shift, shift - DAY, shift + DAY].into_iter()
}

fn is_utc(zone: &TimeZone) -> bool {
    zone.iana_name().is_some_and(|name| matches!(name, "UTC" | "Etc/UTC" | "GMT" | "Etc/GMT" | "Zulu"))
}

/// A moment on the clock that is stated, else on that of the event's zone, else on the writer's own.
fn local(moment: &Moment<'_>, own: Option<&TimeZone>, stated: Option<&TimeZone>) -> Option<DateTime> {
    let clock = stated.or(own.filter(|_| moment.zone != Zone::Unstated));
    match clock {
        Some(clock) => Some(moment.instant(own.unwrap_or(&TimeZone::UTC))?.to_zoned(clock.clone()).datetime()),
        None => Some(moment.at),
    }
}
