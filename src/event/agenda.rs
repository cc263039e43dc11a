//! The time slots of an event, out of its sessions in the front matter or out of its body.
//!
//! Only a plain programme is read: one day, one run of slots. Several days or tracks are nothing to judge by, so that
//! nothing wrong is said of them.

mod body;
pub mod clock;
pub mod fit;
mod other;

use self::clock::Stated;
use super::order::days;
use super::{Dated, Event, dated};
use crate::date::locale::Locales;
use crate::date::prose::{Clock, What, mentions};
use crate::date::read::time;
use crate::date::{Precision, Zone};
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::site::parts::{Part, Parts};
use crate::span::Span;
use jiff::civil::{Date, Time};

/// Minutes of a day.
pub const DAY: i32 = 24 * 60;
/// A run of fewer slots is no agenda.
const LEAST: usize = 3;
/// Later than this a slot may run past midnight.
const EVENING: i32 = 18 * 60;
/// Earlier than this a slot may belong to the night before.
const MORNING: i32 = 6 * 60;

/// A stretch of time on the clock of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<'a> {
    /// Minutes since midnight of the event's first day.
    pub from: i32,
    /// The same; behind midnight more than [`DAY`].
    pub to: Option<i32>,
    /// The times as written.
    pub span: Span,
    /// Where it takes place, if that is said.
    pub room: Option<&'a str>,
    /// What it is about: its line or title.
    pub what: &'a str,
}

impl Slot<'_> {
    /// Its times as they stand in the file, without quotes.
    pub fn written<'t>(&self, text: &'t str) -> &'t str {
        self.span.slice(text).trim_matches(['"', '\''])
    }

    /// When it ends, or where that is not said when it starts.
    pub fn last(&self) -> i32 {
        self.to.unwrap_or(self.from)
    }
}

/// The slots of an event, as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda<'a> {
    /// At least three of them.
    pub slots: Vec<Slot<'a>>,
    /// Slots that end before they start.
    pub reversed: Vec<Slot<'a>>,
    /// What the page says of their clock.
    pub clock: Stated<'a>,
}

impl<'a> Agenda<'a> {
    /// The agenda of an event's page, if it has one that can be judged.
    pub fn of(subject: &Subject<'a>, event: &Event<'a>) -> Option<Self> {
        let sessions = subject.parts().all(Role::Sessions);
        match sessions.iter().find_map(|part| Some(part.node.as_list()?).filter(|_| part.own)) {
            Some(items) => of_sessions(items, subject, event),
            None => body::of_text(subject),
        }
    }

    /// A slot that starts before the one above it, behind that one, where they are the only two that stand so: more would
    /// be a second day or track.
    pub fn astray(&self) -> Option<(Slot<'a>, Slot<'a>)> {
        let slots = &self.slots;
        let sorted = |without: usize| {
            let rest = || slots.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, slot)| slot.from);
            rest().zip(rest().skip(1)).all(|(a, b)| a <= b)
        };
        let mut falls = (1..slots.len()).filter(|&at| slots[at].from < slots[at - 1].from);
        let (Some(at), None) = (falls.next(), falls.next()) else { return None };
        let one = slots.len() > LEAST && (sorted(at) || sorted(at - 1));
        one.then(|| (slots[at - 1], slots[at]))
    }

    /// True when the slots stand in the order of their times, and each ends after it starts.
    pub fn is_ordered(&self) -> bool {
        self.reversed.is_empty() && self.slots.windows(2).all(|pair| pair[0].from <= pair[1].from)
    }
}

/// A slot as read, before it is known which half of the day `7:30` means.
#[derive(Clone, Copy)]
struct Raw<'a> {
    from: i32,
    to: Option<i32>,
    span: Span,
    room: Option<&'a str>,
    what: &'a str,
    /// Whether the hour can only be meant as it stands.
    sure: bool,
    /// The zone behind it.
    zone: Zone<'a>,
}

fn of_sessions<'a>(
    items: impl Iterator<Item = NodeRef<'a, 'a>>,
    subject: &Subject<'a>,
    event: &Event<'a>,
) -> Option<Agenda<'a>> {
    let first = event.start.as_ref()?.moment();
    let mut raw = Vec::new();
    for item in items {
        let parts = Parts::of_item(item, subject.lexicon());
        let text = |role| parts.all(role).into_iter().find_map(|part: Part<'a>| part.node.as_str());
        let start = dated(&parts, Role::Start).or_else(|| dated(&parts, Role::Date));
        let day = match &start {
            Some(start) if start.is_timed() && start.moment().zone != first.zone => return None,
            Some(start) => day_of(first.day(), start.moment().day())?,
            None => 0,
        };
        let clock = |date: Option<&Dated<'a>>, roles: [Role; 2]| {
            if let Some(date) = date.filter(|date| date.is_timed()) {
                let at = date.moment().at;
                let day = day_of(first.day(), at.date())?;
                return Some((day + minutes(at.time()), date.span));
            }
            let part = roles.into_iter().flat_map(|role| parts.all(role)).find(|part| part.node.as_str().is_some())?;
            let read = time(part.node.as_str()?).ok().filter(|read| read.precision > Precision::Day)?;
            (read.zone == Zone::Unstated).then(|| (day + minutes(read.time), part.node.span()))
        };
        let end = dated(&parts, Role::End);
        let to = clock(end.as_ref(), [Role::EndTime, Role::End]).map(|(to, _)| to);
        let times = match clock(start.as_ref(), [Role::StartTime, Role::Start]) {
            Some((from, span)) => Some((from, to, span)),
            None => in_words(item, subject).map(|(from, to, span)| (day + from, to.map(|to| day + to), span)),
        };
        let Some((from, to, span)) = times else { continue };
        raw.push(Raw {
            from,
            to,
            span,
            room: text(Role::Room),
            what: text(Role::Title).unwrap_or_default(),
            sure: true,
            zone: Zone::Unstated,
        });
    }
    agenda(raw, Stated::Nothing)
}

/// The days of the sessions in the page's front matter.
pub fn sessions<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Dated<'a>> {
    let lists = subject.parts().all(Role::Sessions).into_iter().filter(|part| part.own);
    let items = lists.filter_map(|part| part.node.as_list()).flatten();
    items.filter_map(|item| {
        let parts = Parts::of_item(item, subject.lexicon());
        dated(&parts, Role::Start).or_else(|| dated(&parts, Role::Date))
    })
}

/// The times under the key `time` of an item: `7:00 PM`, `9:00 – 10:00`.
fn in_words<'a>(item: NodeRef<'a, 'a>, subject: &Subject<'a>) -> Option<(i32, Option<i32>, Span)> {
    let node = item.get("time").filter(|node| node.as_str().is_some())?;
    let mut found = mentions(subject.document.text, node.span(), Locales::default());
    let (Some(mention), None) = (found.next(), found.next()) else { return None };
    let What::Slot(slot) = mention.what else { return None };
    let sure = |clock: Clock| is_sure(clock.span.slice(subject.document.text));
    let certain =
        slot.zone == Zone::Unstated && (sure(slot.start) || slot.end.is_some_and(sure) || slot.start.minutes >= 600);
    certain.then(|| (i32::from(slot.start.minutes), slot.end.map(|end| i32::from(end.minutes)), node.span()))
}

/// Minutes from the midnight of one day to that of another; nothing for a day that is far from any event.
fn day_of(first: Date, day: Date) -> Option<i32> {
    let days = days(first, day);
    (-400..=400).contains(&days).then_some(days * DAY)
}

fn minutes(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

/// `09:00`, `18:00` and `6:30 pm` are; `6:30` may be one or the other half of the day.
fn is_sure(text: &str) -> bool {
    let hour: String = text.chars().take_while(char::is_ascii_digit).collect();
    hour.starts_with('0') || hour.parse().is_ok_and(|hour: u8| hour > 12) || text.contains(['m', 'M', 'h', 'U'])
}

/// Brings the slots onto one clock that runs over noon and midnight.
fn agenda<'a>(mut raw: Vec<Raw<'a>>, clock: Stated<'a>) -> Option<Agenda<'a>> {
    if raw.len() < LEAST {
        return None;
    }
    // Without any hour that is sure `12:30` is followed by `1:00` in the afternoon. Half of them sure is a riddle.
    let halves = raw.iter().all(|slot| !slot.sure);
    if !halves && raw.iter().any(|slot| !slot.sure && slot.from < 10 * 60) {
        return None;
    }
    let mut added = 0;
    let mut previous: Option<i32> = None;
    let mut reversed = Vec::new();
    let starts: Vec<i32> = raw.iter().skip(1).map(|slot| slot.from).collect();
    for (at, slot) in raw.iter_mut().enumerate() {
        slot.from += added;
        slot.to = slot.to.map(|to| to + added);
        if let Some(previous) = previous.filter(|&previous| slot.from < previous) {
            let overnight = previous % DAY >= EVENING && slot.from % DAY <= MORNING && previous < DAY;
            let more = if halves && added == 0 && slot.from + DAY / 2 >= previous {
                DAY / 2
            } else if overnight {
                DAY
            } else {
                0
            };
            added += more;
            slot.from += more;
            slot.to = slot.to.map(|to| to + more);
        }
        if let Some(to) = slot.to.filter(|&to| to < slot.from) {
            // `11:30–10:30` is no slot of eleven hours when the next one starts in the morning too.
            let whole_day = starts.get(at).is_some_and(|&next| next >= slot.from);
            let lasts = to + DAY / 2 - slot.from;
            if halves && added == 0 && lasts >= 0 && !(whole_day && lasts > 10 * 60) {
                added = if whole_day { 0 } else { DAY / 2 };
                slot.to = Some(to + DAY / 2);
            } else if slot.from % DAY >= EVENING && to % DAY <= MORNING {
                slot.to = Some(to + DAY);
            } else {
                reversed.push(*slot);
            }
        }
        previous = Some(slot.from);
    }
    let slots = |raw: Vec<Raw<'a>>| raw.into_iter().map(Raw::slot).collect();
    Some(Agenda { slots: slots(raw), reversed: slots(reversed), clock })
}

impl<'a> Raw<'a> {
    fn slot(self) -> Slot<'a> {
        Slot { from: self.from, to: self.to, span: self.span, room: self.room, what: self.what }
    }
}

#[cfg(test)]
mod tests {
    use super::fit::{Hours, Misfit};
    use super::*;
    use crate::date::read::read;
    use jiff::tz::TimeZone;

    /// An agenda of slots such as `9:00-10:00`, each at its own place in the text.
    fn of(text: &str) -> Option<Agenda<'_>> {
        let minute = |text: &str| {
            let (hour, minute) = text.split_once(':').expect("a time");
            hour.parse::<i32>().expect("an hour") * 60 + minute.parse::<i32>().expect("minutes")
        };
        let mut at = 0;
        let raw = text.split(' ').map(|slot| {
            let span = Span::new(at, at + slot.len());
            at += slot.len() + 1;
            let (from, to) = slot.split_once('-').map_or((slot, None), |(from, to)| (from, Some(to)));
            let sure = is_sure(from) || to.is_some_and(is_sure);
            Raw { from: minute(from), to: to.map(minute), span, room: None, what: slot, sure, zone: Zone::Unstated }
        });
        agenda(raw.collect(), Stated::Nothing)
    }

    fn times(text: &str) -> Option<Vec<(i32, i32)>> {
        Some(of(text)?.slots.iter().map(|slot| (slot.from / 60, slot.last() / 60)).collect())
    }

    #[test]
    fn clocks_run_over_noon_and_midnight() {
        assert_eq!(
            times("10:00-11:00 11:00-12:30 12:30-1:30 1:30-2:00"),
            Some(vec![(10, 11), (11, 12), (12, 13), (13, 14)])
        );
        assert_eq!(times("20:00-22:00 22:00-00:30 00:30-02:00"), Some(vec![(20, 22), (22, 24), (24, 26)]));
        assert_eq!(times("09:00 10:00"), None, "two are no agenda");
        assert_eq!(times("09:00-10:00 1:00-2:00 14:00-15:00"), None, "some of one clock and some of the other");
    }

    #[test]
    fn one_slot_astray_is_told_and_a_second_track_is_not() {
        let astray = |text| of(text).and_then(|agenda| agenda.astray()).map(|(above, below)| (above.from, below.from));
        assert_eq!(astray("09:00-10:00 11:00-12:00 10:00-11:00 13:00-14:00"), Some((660, 600)));
        assert_eq!(astray("09:00-10:00 10:00-11:00 11:00-12:00 13:00-14:00"), None);
        assert_eq!(astray("09:00-10:00 10:00-11:00 11:00-12:00 09:00-10:00 10:00-11:00 11:00-12:00"), None);
        assert_eq!(of("09:00-10:00 11:00-10:30 12:00-13:00").map(|agenda| agenda.reversed.len()), Some(1));
    }

    /// How many slots are told to lie outside; 99 where the agenda as a whole does.
    fn outside(start: &str, end: &str, zone: Option<&str>, slots: &str) -> usize {
        let date = |text| {
            let reading = read(text).expect("a date");
            Some(Dated { role: Role::Start, key: "start", span: Span::default(), own: true, text, time: None, reading })
        };
        let zone = zone.map(|zone| TimeZone::get(zone).expect("a zone"));
        let event = Event { start: date(start), end: date(end), all_day: false, zone, mode: None, status: None };
        let hours = Hours::of(&event, Stated::Nothing).expect("hours");
        match hours.misfit(&of(slots).expect("an agenda")) {
            None => 0,
            Some(Misfit::Slots(slots, _)) => slots.len(),
            Some(Misfit::All) => 99,
        }
    }

    #[test]
    fn an_agenda_is_read_on_the_clock_of_its_event() {
        let evening = "18:00-18:30 18:30-19:00 19:05-19:35 19:45-20:30 20:30-21:00";
        let late = "18:00-18:30 18:30-19:00 19:05-19:35 19:45-20:30 20:30-22:00";
        let (start, end) = ("2017-03-28T16:00:00Z", "2017-03-28T19:00:00Z");
        for (zone, slots, expected) in [
            (None, evening, 0),
            (Some("Europe/Berlin"), evening, 0),
            (None, late, 1),
            (Some("Europe/Berlin"), late, 1),
            (Some("Europe/London"), evening, 99),
            (Some("America/New_York"), evening, 99),
            (None, "18:15-18:30 18:30-19:00 19:05-19:35", 0),
        ] {
            assert_eq!(outside(start, end, zone, slots), expected, "{zone:?} {slots}");
        }
        assert_eq!(outside("2017-03-28T18:00:00+02:00", "2017-03-28T21:00:00+02:00", None, evening), 0);
        assert_eq!(outside("2017-03-28T18:00:00+02:00", "2017-03-28T21:00:00+02:00", None, late), 1);
        assert_eq!(outside("2017-03-28 16:00", "2017-03-28 19:00", None, evening), 0, "most likely UTC");
        assert_eq!(outside("2017-03-28 22:00", "2017-03-29 02:00", None, "22:00-23:00 23:00-00:30 00:30-01:30"), 0);
    }
}
