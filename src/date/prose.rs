//! Days and times in free text: where people name them, and what they say.
//!
//! Every mention holds a digit, so a search for digits finds the few places to look at; a text without any costs next
//! to nothing. What is doubtful is no mention: a version, a ratio and a verse are not times.

mod clock;
mod day;
mod placed;
mod slot;
mod words;

use super::Zone;
use crate::date::locale::Locales;
use crate::span::Span;
use jiff::civil::{Date, Weekday};
pub use placed::{Place, Placed, of_body, of_body_by_all};
use std::iter::Peekable;
use words::Text;

/// A place in a text that names days or times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention<'t> {
    /// All of it, weekdays and zone included.
    pub span: Span,
    /// What it says.
    pub what: What<'t>,
}

/// What a mention says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What<'t> {
    /// A day, or the first and last of several.
    Days(Days),
    /// A time of day, or two.
    Slot(Slot<'t>),
}

/// A day, or the first and last of several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// The first day.
    pub start: Day,
    /// The last day, where several are named.
    pub end: Option<Day>,
}

/// A day as named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// Day, month and year as far as they stand together, without the weekday.
    pub span: Span,
    /// The year, where one is written with it or with the other end of the range.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// True for `04/05/2020`, where day and month could change places; they stand as the day first.
    pub swaps: bool,
    /// The weekday named with it.
    pub weekday: Option<Named>,
}

impl Day {
    /// The date, in its own year or else in `year`.
    pub fn date(&self, year: i16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month, self.day).ok()
    }
}

/// A weekday as named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The word.
    pub span: Span,
    /// What it names.
    pub weekday: Weekday,
}

/// A time of day, or two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot<'t> {
    /// The time, or the first of two.
    pub start: Clock,
    /// The second time.
    pub end: Option<Clock>,
    /// The zone written behind it: an offset, an IANA name or an abbreviation.
    pub zone: Zone<'t>,
    /// False where the same characters could be a score, a verse, a length or a ratio.
    pub certain: bool,
}

/// A time of day as named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The time with its `am` or `Uhr`.
    pub span: Span,
    /// Minutes since midnight, 0 to 1440; `pm` of a range's other end counts for both.
    pub minutes: u16,
}

/// The mentions in the bytes `within` of `text`, by position; spans are bytes of `text`.
pub fn mentions(text: &str, within: Span, locales: Locales) -> Mentions<'_> {
    let within = Span { end: within.end.min(text.len() as u32), ..within };
    let valid = text.get(within.range()).is_some();
    let at = if valid { within.start as usize } else { within.end as usize };
    Mentions { text: Text { text, start: within.start as usize, end: within.end as usize }, locales, at, only: None }
}

/// Those of the [`mentions`] that may name a weekday, found by the weekday: much faster where there are few.
pub fn mentions_by_weekday(text: &str, within: Span, locales: Locales) -> Mentions<'_> {
    let only = locales.beside_weekdays(text, within);
    Mentions { only: Some(only.into_iter().peekable()), ..mentions(text, within, locales) }
}

/// An iterator of [`mentions`].
#[derive(Clone, Debug)]
pub struct Mentions<'t> {
    text: Text<'t>,
    locales: Locales,
    at: usize,
    /// The only places with numbers to look at.
    only: Option<Peekable<std::vec::IntoIter<Span>>>,
}

impl Mentions<'_> {
    /// Leaves out all before byte `at`.
    pub fn skip_to(&mut self, at: u32) {
        self.at = self.at.max(at as usize);
    }

    /// The next number to look at.
    fn next_number(&mut self) -> Option<usize> {
        loop {
            if self.only.as_mut().is_some_and(|only| only.peek().is_none()) {
                return None;
            }
            let found = words::next_digit(&self.text.text.as_bytes()[..self.text.end], self.at)?;
            let Some(only) = &mut self.only else { return Some(found) };
            while only.next_if(|place| place.end as usize <= found).is_some() {}
            let start = only.peek()?.start as usize;
            if start <= found {
                return Some(found);
            }
            self.at = start;
        }
    }
}

impl<'t> Iterator for Mentions<'t> {
    type Item = Mention<'t>;

    fn next(&mut self) -> Option<Mention<'t>> {
        loop {
            let found = self.next_number()?;
            let run = self.text.number(found)?;
            if run.digits <= 4 && self.text.starts_number(found) {
                let reader = day::Reader { text: self.text, locales: self.locales, floor: self.at };
                let days = reader.days(run).map(|(span, days)| Mention { span, what: What::Days(days) });
                let slot = || slot::read(self.text, run).map(|(span, slot)| Mention { span, what: What::Slot(slot) });
                if let Some(mention) = days.or_else(slot) {
                    self.at = mention.span.end as usize;
                    return Some(mention);
                }
            }
            self.at = run.end;
        }
    }
}

#[cfg(test)]
mod tests;
