//! `human-date-mismatch`: a date in words that is not the one machines read.

use crate::date::field::{self, Field};
use crate::date::prose::{Day, Days, What, mentions};
use crate::date::{Moment, Precision};
use crate::declare_rule;
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::event::line;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::calendar::{days_of, locales_of, years_in};
use crate::rule::{Check, Context};
use crate::site::parts::{Part, Parts};
use crate::span::Span;
use jiff::civil::Date;

declare_rule! {
    /// ## What it does
    ///
    /// Reports the date of an event that the front matter gives twice, each time another: `humandate: July 16, 2019` or
    /// `event_date: July 16, 2019` beside `start: 2019-07-19`. Of a range in words (`July 16–18`) both ends are compared,
    /// the last one with the end where the event has one.
    ///
    /// It also reports the year behind a conference's name that ends the title (`Example Conf 2023`) when the event starts
    /// the year before or after, not around the turn of the two years, and no date of the page, nor its path, has the
    /// title's year.
    ///
    /// In the body it reads the line that says when the event takes place (`March 28, 2017, 4:00 – 7:00 PM UTC`), and
    /// reports times that overlap the event's but are others, and the event's own times a day too early or too late.
    ///
    /// A day between start and end is no finding, nor is the day before or after a start with a time, which can be the
    /// same moment in another zone.
    ///
    /// ## Why it matters
    ///
    /// Readers see one date, calendars and search engines the other: one of them is wrong.
    ///
    /// ## What to do
    ///
    /// Correct the one that is wrong.
    HumanDateMismatch { id: "human-date-mismatch", summary: "a date in words that is not the one machines read", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// Options of `human-date-mismatch`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HumanDateMismatch {}

impl Check for HumanDateMismatch {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let parts = subject.parts();
        if let Some(event) = subject.event()
            && let Some(span) = line::contradiction(subject, event)
            && let (Some(start), Some(end)) = (&event.start, &event.end)
        {
            let written = span.slice(subject.document.text);
            let message =
                format!("`{written}` is not the time from `{}` to `{}`, `{}`", start.key, end.key, start.text.trim());
            cx.report(span, message)
                .related(start.span, "the event starts")
                .related(end.span, "and ends")
                .help("correct the one that is wrong");
        }
        let starts = parts.all(Role::Start);
        let Some((start, event)) = starts.iter().find_map(|part| Some((part, Event::of(part, parts)?))) else { return };
        for other in starts.iter().filter(|other| other.own && other.key_span != start.key_span) {
            if let Some(read) = field::one(other.node)
                && let Ok(reading) = &read.reading
            {
                let agree = |day: Date| event.may_be_start(day);
                let day = reading.moment.day();
                if !agree(day) && !reading.other.is_some_and(agree) {
                    contradiction(read.span, read.text.trim(), start, event.start_span, cx);
                }
            }
        }
        for human in parts.all(Role::HumanDate).iter().filter(|human| human.own) {
            compare(subject, human.node, start, &event, cx);
        }
        // `date: November 10-16, 2030` beside a start is the date in words.
        let in_words = |part: &Part<'_>| field::one(part.node).is_some_and(|field| field.reading.is_err());
        for date in parts.all(Role::Date).iter().filter(|date| date.own && in_words(date)) {
            compare(subject, date.node, start, &event, cx);
        }
        if let Some(title) = parts.all(Role::Title).first().filter(|title| title.own) {
            title_year(subject, title.node, start, &event, cx);
        }
    }
}

/// The days that machines read.
struct Event<'a> {
    start: Moment<'a>,
    start_span: Span,
    end: Option<(Part<'a>, Moment<'a>)>,
}

impl<'a> Event<'a> {
    fn of(start: &Part<'a>, parts: &Parts<'a>) -> Option<Self> {
        let Field { span, reading, .. } = field::one(start.node).filter(|_| start.own)?;
        // Day and month that can change places are no fixed point.
        let reading = reading.ok().filter(|reading| reading.other.is_none())?;
        let moment = |part: &Part<'a>| Some(field::one(part.node)?.reading.ok()?.moment);
        let end = parts.all(Role::End).into_iter().find_map(|part| moment(&part).map(|moment| (part, moment)));
        Some(Self { start: reading.moment, start_span: span, end })
    }

    /// Whether the event may be said to start on a day: its first, one until its last, one beside it in other zones.
    fn may_be_start(&self, day: Date) -> bool {
        let first = self.start.day();
        let last = self.end.map_or(first, |(_, end)| end.day());
        (first <= day && day <= last) || beside(&self.start, day)
    }

    /// Whether it may be said to end on a day; calendars write the day after the last.
    fn may_be_end(&self, day: Date) -> bool {
        let Some((_, end)) = self.end else { return true };
        end.day() == day || day.tomorrow().is_ok_and(|next| next == end.day()) || beside(&end, day)
    }
}

/// Whether a moment with a time may fall on a day in another zone.
fn beside(moment: &Moment<'_>, day: Date) -> bool {
    let days = moment.day().until(day).map_or(i32::MAX, |span| span.get_days().abs());
    days == 0 || (days == 1 && moment.precision > Precision::Day)
}

fn compare(subject: &Subject<'_>, human: NodeRef<'_, '_>, start: &Part<'_>, event: &Event<'_>, cx: &mut Context<'_>) {
    let text = subject.document.text;
    let mut found = mentions(text, human.span(), locales_of(subject)).filter_map(|mention| match mention.what {
        What::Days(days) => Some(days),
        What::Slot(_) => None,
    });
    // `July 16, 2019; July 23, 2019` tells of more than a start and an end can.
    let (Some(Days { start: first, end: last }), None) = (found.next(), found.next()) else { return };
    let fits = |day: &Day, fits: &dyn Fn(Date) -> bool, year: i16| {
        let swapped = Day { month: day.day, day: day.month, ..*day };
        let dates = [day.date(year), swapped.date(year).filter(|_| day.swaps)];
        dates.into_iter().flatten().any(fits)
    };
    if !fits(&first, &|day| event.may_be_start(day), event.start.day().year()) {
        contradiction(first.span, first.span.slice(text), start, event.start_span, cx);
        return;
    }
    if let (Some(last), Some((end, moment))) = (last, event.end)
        && !fits(&last, &|day| event.may_be_end(day), moment.day().year())
    {
        contradiction(last.span, last.span.slice(text), &end, end.node.span(), cx);
    }
}

fn contradiction(span: Span, written: &str, machine: &Part<'_>, machine_span: Span, cx: &mut Context<'_>) {
    let read = machine.node.as_str().unwrap_or_default();
    cx.report(span, format!("`{written}` is not the day of `{}`, `{read}`", machine.key))
        .related(machine_span, "the same date for machines")
        .help("correct the one that is wrong");
}

/// How the names of conferences end. The year behind another name may be that of a product or a survey.
const NAMES: [&str; 20] = [
    "conf",
    "con",
    "conference",
    "camp",
    "summit",
    "day",
    "days",
    "fest",
    "festival",
    "meetup",
    "workshop",
    "forum",
    "symposium",
    "congress",
    "expo",
    "hackathon",
    "assembly",
    "convention",
    "retreat",
    "sprint",
];

/// Words in a title that tells of a year without taking place in it.
const TALKS: [&str; 14] = [
    "survey",
    "trend",
    "state of",
    "review",
    "roadmap",
    "best of",
    "call for",
    "road to",
    "recap",
    "report",
    "results",
    "kickoff",
    "looking back",
    "announc",
];

/// Words before a year that make it something else than the event's.
const OTHER_YEARS: [&str; 12] =
    ["fy", "fiscal", "census", "election", "of", "since", "agenda", "vision", "in", "for", "by", "from"];

/// `Example Conf 2023` that starts in 2024.
fn title_year(
    subject: &Subject<'_>,
    title: NodeRef<'_, '_>,
    start: &Part<'_>,
    event: &Event<'_>,
    cx: &mut Context<'_>,
) {
    let text = subject.document.text;
    let span = title.span();
    let written = span.slice(text);
    let mut years = years_in(written);
    let (Some(year), None) = (years.next(), years.next()) else { return };
    let first = event.start.day().year();
    let turn = match event.start.day().month() {
        1..=3 => year == first - 1,
        11..=12 => year == first + 1,
        _ => false,
    };
    let small = written.to_lowercase();
    if (year - first).abs() != 1 || turn || TALKS.iter().any(|talk| small.contains(talk)) {
        return;
    }
    let Some(at) = written.find(&year.to_string()) else { return };
    let name = written[..at].trim_end();
    let rest = written[at + 4..].trim_start_matches(['"', '\'']);
    let word = name.rsplit([' ', '\'', '"']).next().unwrap_or_default();
    // A name and its year, and then nothing or a subtitle.
    let named = at > name.len() && word.starts_with(|c: char| c.is_uppercase());
    let ends = rest.is_empty() && NAMES.iter().any(|name| word.to_lowercase().ends_with(name));
    if !named || !ends || OTHER_YEARS.contains(&&*word.to_lowercase()) {
        return;
    }
    let path = subject.project_path.to_string_lossy();
    if days_of(subject).iter().any(|day| day.year() == year) || years_in(&path).any(|known| known == year) {
        return;
    }
    let at = span.start as usize + at;
    cx.report(Span::new(at, at + 4), format!("`{year}` in the title is not the year of `{}`, {first}", start.key))
        .related(event.start_span, "when the event starts")
        .help("correct the one that is wrong");
}
