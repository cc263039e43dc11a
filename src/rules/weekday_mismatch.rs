//! `weekday-mismatch`: a weekday beside a date that falls on another.

use crate::date::locale::Locales;
use crate::date::prose::{self, Day, Mention, Named, What, mentions_by_weekday};
use crate::declare_rule;
use crate::document::node::{NodeId, Value};
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::calendar::{Around, days_of, locales_of, names_weekday, of_block, paragraph, said, weekday, years_in};
use crate::rule::{Check, Context, Report};
use crate::span::Span;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use memchr::memmem;
use std::cell::OnceCell;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a weekday that is named with a date and is not that date's: `Monday, April 5th, 2020` was a Sunday. It
    /// reads strings of the front matter and the text, in English and, by the page's language, in German, French,
    /// Spanish, Italian, Portuguese and Dutch; of a range (`Tue–Thu, 4–6 May`) both ends.
    ///
    /// A date without a year counts when one of the page's own dates (in the front matter or the file's name) lies less
    /// than half a year from it, or when its path or title names one year, whose neighbours are then thought of too. Where
    /// another year that the page names would make it right, nothing is said, and nothing where the paragraph speaks of
    /// last year or the next. Code is left alone, and so is what recurs (`every Monday`) and what is called after a
    /// weekday (`Black Friday`). In quotes and in the text of links to other sites only dates with a year are read, and
    /// findings there are `info`.
    ///
    /// ## Why it matters
    ///
    /// Readers come on the wrong day: either the weekday or the date is wrong, and nobody can tell which.
    ///
    /// ## What to do
    ///
    /// Find out which of the two is meant, and correct the other.
    WeekdayMismatch { id: "weekday-mismatch", summary: "a weekday beside a date that falls on another", group: Dates, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// Options of `weekday-mismatch`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct WeekdayMismatch {
    /// How many days a date without a year may lie from the page's own date; 0 leaves such dates alone.
    nearby_days: u16,
}

impl Default for WeekdayMismatch {
    fn default() -> Self {
        Self { nearby_days: 180 }
    }
}

/// Up to here a date without a year is the nearest one; farther off, others may be meant.
const CLOSE: i32 = 60;

impl Check for WeekdayMismatch {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let document = subject.document;
        let locales = locales_of(subject);
        let page = Page { subject, locales, days: OnceCell::new(), years: OnceCell::new() };
        let (in_strings, in_quotes) = (OnceCell::new(), OnceCell::new());
        for mention in of_block(subject, locales).filter(names_weekday) {
            if hold(in_strings.get_or_init(|| strings(subject)), mention.span) {
                self.judge(&page, &mention, Voice::Own, true, cx);
            }
        }
        let found = mentions_by_weekday(document.text, document.body.span, locales);
        for placed in prose::of_body_by_all(document, found, names_weekday) {
            let voice = if placed.quoted || hold(in_quotes.get_or_init(|| quotes(document.text)), placed.mention.span) {
                Voice::Quote
            } else if placed.foreign {
                Voice::Link
            } else if placed.template {
                Voice::Template
            } else {
                Voice::Own
            };
            let bare = !placed.linked && !in_quotation(document.text, placed.mention.span);
            self.judge(&page, &placed.mention, voice, bare, cx);
        }
    }
}

/// Whose words name a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// The page's.
    Own,
    /// Another writer's.
    Quote,
    /// Perhaps those of the site that a link leads to.
    Link,
    /// A shortcode's.
    Template,
}

/// What a page says of its own time, found when it is asked for.
struct Page<'a, 's> {
    subject: &'a Subject<'s>,
    locales: Locales,
    days: OnceCell<Vec<Date>>,
    years: OnceCell<Vec<i16>>,
}

impl Page<'_, '_> {
    fn days(&self) -> &[Date] {
        self.days.get_or_init(|| days_of(self.subject))
    }

    /// The years of its days, its path and its title.
    fn years(&self) -> &[i16] {
        self.years.get_or_init(|| {
            let titles = self.subject.parts().all(Role::Title);
            let path = self.subject.project_path.to_string_lossy();
            let days = self.days().iter().map(|day| day.year());
            let titles = titles.iter().filter_map(|title| title.node.as_str()).flat_map(years_in);
            let mut years: Vec<i16> = days.chain(years_in(&path)).chain(titles).collect();
            years.sort_unstable();
            years.dedup();
            years
        })
    }
}

impl Page<'_, '_> {
    /// Whether what stands around a day without a year speaks of a year in which its weekday is right. Of other years
    /// than `year` those beside them count as well: `in 2020` may tell of what was planned the year before.
    fn may_mean_another_year(&self, day: &Day, named: Weekday, year: i16) -> bool {
        let around = Around::of(self.subject.document, day.span);
        let is_right = |year: i16| Date::new(year, day.month, day.day).is_ok_and(|date| date.weekday() == named);
        let near = |named: i16| if named == year { named..=named } else { named - 1..=named + 1 };
        around.other || around.years.iter().any(|&named| near(named).any(is_right))
    }
}

impl WeekdayMismatch {
    /// `bare` lets days without a year count.
    fn judge(&self, page: &Page<'_, '_>, mention: &Mention<'_>, voice: Voice, bare: bool, cx: &mut Context<'_>) {
        let What::Days(days) = mention.what else { return };
        let bare = bare && voice == Voice::Own;
        for day in [Some(days.start), days.end].into_iter().flatten() {
            let Some(named) = day.weekday.filter(|_| bare || day.year.is_some()) else { continue };
            let Some((date, most)) = self.wrong(page, &day, named.weekday) else { continue };
            if day.year.is_none() && page.may_mean_another_year(&day, named.weekday, date.year()) {
                continue;
            }
            let found = report(page, &day, named, date, cx).at_most(most);
            // Who quotes may have to leave it as it is.
            let elsewhere = match voice {
                Voice::Own | Voice::Template => None,
                Voice::Quote => Some("it stands in a quote"),
                Voice::Link => Some("it stands in the text of a link to another site"),
            };
            if let Some(note) = elsewhere {
                found.at_most(Severity::Info).note(note);
            }
            // Of a range both ends are mostly wrong for one reason.
            return;
        }
    }

    /// The date that is meant, when it has another weekday in every way to read it, and how much is to be made of it.
    fn wrong(&self, page: &Page<'_, '_>, day: &Day, named: Weekday) -> Option<(Date, Severity)> {
        let is_named = |date: Date| date.weekday() == named;
        if let Some(year) = day.year {
            let date = Date::new(year, day.month, day.day).ok()?;
            let swapped = Date::new(year, day.day, day.month).ok().filter(|_| day.swaps);
            // The calendar of before is not everywhere ours.
            let ours = (1924..=2400).contains(&year);
            return (ours && !is_named(date) && !swapped.is_some_and(is_named)).then_some((date, Severity::Error));
        }
        if self.nearby_days == 0 {
            return None;
        }
        let dated = |year: i16| Date::new(year, day.month, day.day).ok();
        let in_year = |year: i16| dated(year).is_some_and(is_named);
        let near: Vec<Near> = page.days().iter().filter_map(|&page| Near::of(page, day)).collect();
        let Some(nearest) = near.iter().min_by_key(|near| near.days) else {
            // Of `events/2024/` no more is known than the year; what is told there may be of the one before or after.
            let &[year] = page.years() else { return None };
            let known = (year - 1..=year + 1).any(in_year);
            return dated(year).filter(|_| !known).map(|date| (date, Severity::Warning));
        };
        if nearest.days > i32::from(self.nearby_days) || near.iter().any(|near| is_named(near.date)) {
            return None;
        }
        // What lies farther back is told of too.
        let back = nearest.date.year() - 2..nearest.date.year();
        let beside = nearest.days > CLOSE && (in_year(nearest.beside) || back.into_iter().any(in_year));
        (!beside && !page.years().iter().any(|&year| in_year(year))).then_some((nearest.date, Severity::Error))
    }
}

/// A date without a year, seen from a day of the page.
struct Near {
    /// The date in the year in which it lies nearest.
    date: Date,
    /// How far.
    days: i32,
    /// The year of the date on the page's other side.
    beside: i16,
}

impl Near {
    fn of(page: Date, day: &Day) -> Option<Self> {
        let dates = (page.year() - 1..=page.year() + 1).filter_map(|year| Date::new(year, day.month, day.day).ok());
        let far = dates.filter_map(|date| Some((page.until(date).ok()?.get_days(), date)));
        let (days, date) = far.min_by_key(|(days, _)| days.abs())?;
        let beside = if days > 0 { date.year() - 1 } else { date.year() + 1 };
        Some(Self { date, days: days.abs(), beside })
    }
}

fn report<'c>(page: &Page<'_, '_>, day: &Day, named: Named, date: Date, cx: &'c mut Context<'_>) -> Report<'c> {
    let (text, locales) = (page.subject.document.text, page.locales);
    let written = day.span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let (is, name) = (weekday(date.weekday()), weekday(named.weekday));
    let right = locales.weekday_like(named.span.slice(text), date.weekday()).unwrap_or_else(|| is.to_owned());
    let message = match day.year {
        Some(_) => format!("`{written}` is a {is}, not a `{}`", named.span.slice(text)),
        None => format!("`{written}` is a {is} in {}, not a `{}`", date.year(), named.span.slice(text)),
    };
    let with_year = day.year.is_some();
    let other = (-3..=3).filter_map(|by: i64| date.checked_add(by.days()).ok());
    let other = other.into_iter().find(|other| other.weekday() == named.weekday);
    let help = match other {
        Some(other) => {
            format!("write `{right}`, or the date of the {name} that is meant, such as {}", said(other, with_year))
        }
        None => format!("write `{right}`, or another date"),
    };
    cx.report(named.span, message).related(day.span, format!("a {is}")).help(help)
}

/// The strings of the block, by position.
fn strings(subject: &Subject<'_>) -> Vec<Span> {
    let tree = &subject.document.data;
    let nodes = (0..tree.len()).map(|at| tree.data(NodeId(at as u32)));
    let mut spans: Vec<Span> = nodes.filter(|node| matches!(node.value, Value::Str(_))).map(|node| node.span).collect();
    spans.sort_unstable();
    spans
}

/// Whether a span stands between quotation marks, or in the line with which a mail quotes another.
fn in_quotation(text: &str, span: Span) -> bool {
    let before = &text[paragraph(text, span).start as usize..span.start as usize];
    let line = text[span.end as usize..].lines().next().unwrap_or_default();
    let mut marks = before.chars().rev();
    // `“` opens in English and closes in German.
    let opened = match marks.find(|mark| matches!(mark, '“' | '”' | '„' | '«' | '»')) {
        Some('“') => !marks.any(|mark| mark == '„'),
        Some('„' | '«') => true,
        _ => false,
    };
    opened || before.matches('"').count() % 2 == 1 || line.trim_end().ends_with("wrote:")
}

/// What raw HTML quotes, by position.
fn quotes(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = memmem::find(&text.as_bytes()[at..], b"<blockquote").map(|found| at + found) {
        let close = memmem::find(&text.as_bytes()[open..], b"</blockquote");
        at = close.map_or(text.len(), |found| open + found);
        spans.push(Span::new(open, at));
    }
    spans
}

/// Whether one of the spans, which do not overlap, holds another.
fn hold(spans: &[Span], inner: Span) -> bool {
    let next = spans.partition_point(|span| span.start <= inner.start);
    next > 0 && spans[next - 1].contains(inner)
}
