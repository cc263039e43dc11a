//! What a page or record says of an event: when it starts and ends, until when people may sign up, where it takes place.
//!
//! Whatever plays no part in an event is left out; whether the dates fit each other is for rules to say.

pub mod agenda;
pub mod line;
pub mod naming;
pub mod order;

use crate::date::field::{self, Field};
use crate::date::read::{Reading, time};
use crate::date::{Moment, Precision, Zone};
use crate::document::node::Value;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::site::parts::{Part, Parts};
use crate::span::Span;
use jiff::ToSpan;
use jiff::tz::TimeZone;

/// A date of a page, with the place where it stands.
#[derive(Clone, Debug)]
pub struct Dated<'a> {
    /// What it is for.
    pub role: Role,
    /// Its key.
    pub key: &'a str,
    /// The value's bytes; of no use where the page does not hold it itself.
    pub span: Span,
    /// The page itself holds it.
    pub own: bool,
    /// As written.
    pub text: &'a str,
    /// The time of day that another key adds, as written.
    pub time: Option<&'a str>,
    /// What it says.
    pub reading: Reading<'a>,
}

impl<'a> Dated<'a> {
    /// The date under a part, if it is one.
    pub fn of(part: &Part<'a>) -> Option<Self> {
        let Field { span, text, reading } = field::one(part.node)?;
        Some(Self { role: part.role, key: part.key, span, own: part.own, text, time: None, reading: reading.ok()? })
    }

    /// What it says.
    pub fn moment(&self) -> Moment<'a> {
        self.reading.moment
    }

    /// The date as written, with the time of another key.
    pub fn written(&self) -> String {
        match self.time {
            Some(time) => format!("{} {}", self.text.trim(), time.trim()),
            None => self.text.trim().to_owned(),
        }
    }

    /// True when a time of day is written.
    pub fn is_timed(&self) -> bool {
        self.reading.moment.precision > Precision::Day
    }
}

/// The first date that plays a role.
pub fn dated<'a>(parts: &Parts<'a>, role: Role) -> Option<Dated<'a>> {
    parts.find(role, Dated::of)
}

/// How people take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They come.
    OnSite,
    /// They stay at home.
    Online,
    /// Both.
    Hybrid,
}

/// Where an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is still to come.
    Upcoming,
    /// It is over.
    Past,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// When it starts.
    pub start: Option<Dated<'a>>,
    /// When it ends.
    pub end: Option<Dated<'a>>,
    /// It lasts whole days.
    pub all_day: bool,
    /// The zone of its times, where a known one is named.
    pub zone: Option<TimeZone>,
    /// How people take part, with the value that says so.
    pub mode: Option<(Mode, Part<'a>)>,
    /// Where it stands, with the value that says so.
    pub status: Option<(Status, Part<'a>)>,
}

/// The last hour of a night that began the day before.
const LAST_HOUR: i8 = 6;

/// Keys of an end that is an event's where a place is given.
const ENDS: [&str; 7] = ["end", "end_date", "endDate", "enddate", "dateEnd", "ends_at", "endsAt"];

/// What only events have.
const SIGNS: [Role; 9] = [
    Role::Start,
    Role::StartTime,
    Role::AllDay,
    Role::CfpStart,
    Role::CfpEnd,
    Role::RegistrationStart,
    Role::RegistrationEnd,
    Role::EventUrl,
    Role::Sessions,
];

impl<'a> Event<'a> {
    /// The event of a page.
    pub fn of(subject: &Subject<'a>) -> Option<Self> {
        let parts = subject.parts();
        // `date` alone is when a page was written, unless its place or another key speaks of an event.
        if !parts.has_any(&[Role::Start, Role::End]) && !parts.has(Role::Date) {
            return None;
        }
        Self::new(parts, || subject.is_place_of_events())
    }

    /// The event that the parts tell of; `placed` says whether pages beside it are events.
    pub fn new(parts: &Parts<'a>, placed: impl Fn() -> bool) -> Option<Self> {
        // An end and a place, and nothing that could be when the page was written.
        let ends = parts.has_any(&[Role::Location]) && !parts.has(Role::Date);
        let is_end = |key: &str| matches!(key, "date_end" | "event_end") || ends && ENDS.contains(&key);
        let signs = parts.has_any(&SIGNS) || parts.all(Role::End).iter().any(|part| is_end(part.key));
        if !signs && !placed() {
            return None;
        }
        let start = dated(parts, if parts.has(Role::Start) { Role::Start } else { Role::Date });
        let end = dated(parts, Role::End);
        if start.is_none() && end.is_none() {
            return None;
        }
        let flag = |role| parts.all(role).iter().any(|part| matches!(part.node.value(), Value::Bool(true)));
        let zone = parts.all(Role::Timezone).iter().find_map(|part| TimeZone::get(part.node.as_str()?.trim()).ok());
        let mut event = Self {
            start: start.map(|start| with_time(start, parts, Role::StartTime)),
            end: end.map(|end| with_time(end, parts, Role::EndTime)),
            all_day: flag(Role::AllDay),
            zone,
            mode: parts.all(Role::Mode).into_iter().find_map(|part| Some((mode(&part)?, part))),
            status: parts.all(Role::Status).into_iter().find_map(|part| Some((status(&part)?, part))),
        };
        if event.all_day {
            for date in [&mut event.start, &mut event.end].into_iter().flatten() {
                date.reading.moment.precision = Precision::Day;
            }
        }
        // `endTime: 02:00` on the day of the start is the next morning's.
        if let (Some(start), Some(end)) = (&event.start, &mut event.end)
            && start.time.is_some()
            && end.time.is_some()
            && start.moment().day() == end.moment().day()
            && end.moment().at < start.moment().at
            && end.moment().at.hour() <= LAST_HOUR
            && let Ok(next) = end.moment().at.checked_add(1.day())
        {
            end.reading.moment.at = next;
        }
        Some(event)
    }

    /// The end, or where none is given the start.
    pub fn last(&self) -> Option<&Dated<'a>> {
        self.end.as_ref().or(self.start.as_ref())
    }
}

/// Lays the time of day over a date without one.
fn with_time<'a>(mut date: Dated<'a>, parts: &Parts<'a>, role: Role) -> Dated<'a> {
    let moment = &mut date.reading.moment;
    let texts = || parts.all(role).into_iter().filter_map(|part| part.node.as_str());
    let read = |text: &'a str| time(text).ok().map(|clock| (clock, text));
    if moment.precision == Precision::Day
        && parts.has(role)
        && let Some((clock, text)) = texts().find_map(read)
    {
        date.time = Some(text);
        moment.at = moment.at.date().to_datetime(clock.time);
        moment.precision = clock.precision;
        if clock.zone != Zone::Unstated {
            moment.zone = clock.zone;
        }
    }
    date
}

/// The words of sites and of schema.org's `eventAttendanceMode`.
fn mode(part: &Part<'_>) -> Option<Mode> {
    if let Value::Bool(online) = part.node.value() {
        let says_online = ["online", "virtual"].iter().any(|key| part.key.eq_ignore_ascii_case(key));
        return (says_online && *online).then_some(Mode::Online);
    }
    let text: String = part.node.as_str()?.chars().filter(char::is_ascii_alphabetic).collect();
    match text.to_ascii_lowercase().as_str() {
        "online" | "virtual" | "remote" | "onlineeventattendancemode" => Some(Mode::Online),
        "onsite" | "inperson" | "offline" | "offlineeventattendancemode" => Some(Mode::OnSite),
        "hybrid" | "mixed" | "mixedeventattendancemode" => Some(Mode::Hybrid),
        _ => None,
    }
}

fn status(part: &Part<'_>) -> Option<Status> {
    match part.node.as_str()?.trim().to_ascii_lowercase().as_str() {
        "upcoming" | "coming soon" => Some(Status::Upcoming),
        "past" | "completed" | "finished" | "over" => Some(Status::Past),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, ReadAs};
    use crate::site::lexicon::Lexicon;
    use crate::site::profile::{Generator, Profile};
    use std::collections::BTreeMap;

    /// Start and end of the event that the keys tell of.
    fn read(keys: &str, placed: bool) -> Option<(Option<String>, Option<String>)> {
        let text = format!("---\n{keys}\n---\n");
        let document = Document::parse(&text, &ReadAs::default());
        let lexicon = Lexicon::new(Profile::of(Generator::Plain), &BTreeMap::new());
        let event = Event::new(&Parts::new(document.root(), &[], &lexicon), || placed)?;
        let shown = |date: Option<Dated<'_>>| date.map(|date| date.moment().at.to_string());
        Some((shown(event.start), shown(event.end)))
    }

    #[test]
    fn events_are_told_from_other_pages() {
        let some = |start: &str, end: &str| {
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Some((text(start), text(end)))
        };
        for (keys, placed, expected) in [
            ("date: 2031-05-03\nend_date: 2031-05-04", true, some("2031-05-03T00:00:00", "2031-05-04T00:00:00")),
            ("date: 2031-05-03\nend_date: 2031-05-04", false, None),
            ("date: 2031-05-03\ndate_end: 2031-05-04", false, some("2031-05-03T00:00:00", "2031-05-04T00:00:00")),
            ("date: 2031-01-01\nevent_start: 2031-05-03", false, some("2031-05-03T00:00:00", "")),
            ("date: 2031-05-03\nstart_time: 6.30pm", false, some("2031-05-03T18:30:00", "")),
            ("start: 2031-05-03 10:00\nall_day: true", false, some("2031-05-03T10:00:00", "")),
            ("date: 2031-01-01\nstart: in spring\nend: 2031-05-04", false, some("", "2031-05-04T00:00:00")),
            ("start: 5\nend: 3", false, None),
            ("title: A page", true, None),
        ] {
            assert_eq!(read(keys, placed), expected, "{keys}");
        }
    }
}
