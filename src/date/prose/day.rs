//! Days in free text: `Monday, April 5th, 2020`, `Tue–Thu, 4–6 May`, `28.03.2017`.

mod weekday;

use super::words::{Number, Text};
use super::{Day, Days, Named};
use crate::date::locale::{Locale, Locales};
use crate::span::Span;

/// Reads the days that a number belongs to.
pub(super) struct Reader<'t> {
    pub(super) text: Text<'t>,
    pub(super) locales: Locales,
    /// Where the mention before ended.
    pub(super) floor: usize,
}

/// A day and where what belongs to it ends.
type Read = (Day, usize);

impl Reader<'_> {
    /// The days whose first number is `number`.
    pub(super) fn days(&self, number: Number) -> Option<(Span, Days)> {
        let (start, end) = match number.digits {
            4 => (self.year_first(number)?, None),
            1 | 2 => {
                let single = self.numeric(number).map(|first| (first, None));
                single.or_else(|| self.month_first(number)).or_else(|| self.day_first(number))?
            }
            _ => return None,
        };
        self.complete(start, end)
    }

    /// Adds weekdays, years from the other end, and checks that the calendar has such days.
    fn complete(&self, (mut start, start_end): Read, end: Option<Read>) -> Option<(Span, Days)> {
        let mut stop = end.map_or(start_end, |(_, stop)| stop);
        let mut end = end.map(|(day, _)| day);
        let named = self.weekdays_left(start.span.start as usize);
        let mut from = start.span.start as usize;
        let mut several = false;
        if let Some(named) = named {
            from = named.start;
            several = named.several;
            match (named.second, &mut end) {
                (None, _) => start.weekday = named.first,
                (Some(second), Some(end)) => {
                    start.weekday = named.first;
                    end.weekday = end.weekday.or(Some(second));
                }
                // Two weekdays and one day: which is meant cannot be told.
                (Some(_), None) => several = true,
            }
        }
        let last = end.as_mut().unwrap_or(&mut start);
        if !several
            && last.weekday.is_none()
            && let Some((named, after)) = self.weekday_right(stop)
        {
            last.weekday = Some(named);
            stop = after;
        }
        if let Some(end) = &mut end {
            let turns = (start.month, start.day) > (end.month, end.day);
            match (start.year, end.year) {
                (None, Some(year)) => start.year = Some(year - i16::from(turns)),
                (Some(year), None) => end.year = Some(year + i16::from(turns)),
                _ => {}
            }
        }
        if end.unwrap_or(start).year.is_none() && self.may_be_year(stop) {
            return None;
        }
        let exists = |day: &Day| day.date(2000).is_some();
        let days = Days { start, end };
        (exists(&days.start) && days.end.as_ref().is_none_or(exists)).then(|| (self.text.span(from, stop), days))
    }

    /// `2017-03-28`, `2017/03/28`.
    fn year_first(&self, year: Number) -> Option<Read> {
        let separator = ["-", "/", "."].into_iter().find(|each| self.text.eat(year.end, &[each]).is_some())?;
        let month = self.text.number(year.end + 1).filter(|month| month.digits == 2)?;
        let day = self.text.number(self.text.eat(month.end, &[separator])?).filter(|day| day.digits == 2)?;
        let after = self.text.after(day.end);
        let time = after.strip_prefix(['T', 't']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        // `2017-03-28-title.md` is a name, `2020/04/05/title` a path.
        let more = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/')) && !time;
        let file = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let fits = !more && !file && is_year(year) && (1..=12).contains(&month.value) && (1..=31).contains(&day.value);
        fits.then(|| self.day(year.start..day.end, Some(year), month.value as i8, day)).map(|read| (read, day.end))
    }

    /// `28.03.2017`, `03/28/2017`, and in languages that write so, `28.3.` behind a weekday.
    fn numeric(&self, first: Number) -> Option<Read> {
        let separator = ["-", "/", "."].into_iter().find(|each| self.text.eat(first.end, &[each]).is_some())?;
        let wide = |at: usize| if separator == "." { self.text.blanks(at) } else { at };
        let second = self.text.number(wide(first.end + 1)).filter(|second| second.digits <= 2)?;
        let behind = self.text.eat(second.end, &[separator])?;
        let year = self.text.number(wide(behind)).filter(|&year| year.digits == 4 && is_year(year));
        let is_day = |value: i16| (1..=31).contains(&value);
        let is_month = |value: i16| (1..=12).contains(&value);
        let Some(year) = year else {
            let fits = separator == "." && is_day(first.value) && is_month(second.value);
            let alone = self.locales != Locales::default() && !self.text.alphanumeric(wide(behind));
            let named = fits && alone && self.weekdays_left(first.start).is_some();
            let span = first.start..behind;
            return named.then(|| (self.day(span, None, second.value as i8, first), behind));
        };
        if self.text.after(year.end).starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_')) {
            return None;
        }
        let span = first.start..year.end;
        let mut day = if is_day(first.value) && is_month(second.value) {
            self.day(span, Some(year), second.value as i8, first)
        } else if is_day(second.value) && is_month(first.value) {
            self.day(span, Some(year), first.value as i8, second)
        } else {
            return None;
        };
        day.swaps = separator != "." && is_month(first.value) && is_month(second.value);
        Some((day, year.end))
    }

    /// `April 5th, 2020`, `March 28–30, 2017`, `Mar 30 – Apr 2`.
    fn month_first(&self, number: Number) -> Option<(Read, Option<Read>)> {
        let (start, month) = self.month_left(number.start)?;
        let first = self.dated(start, month, number)?;
        let end = self.month_first_end(&first);
        Some((first, end))
    }

    fn month_first_end(&self, (first, stop): &Read) -> Option<Read> {
        let join = self.join(*stop)?;
        let (weekday, at) = self.weekday_at(join.end);
        let month = self.month_at(at);
        let at = month.map_or(at, |(_, end)| self.text.gap(self.text.eat(end, &["."]).unwrap_or(end)));
        let number = self.text.number(at).filter(|number| number.digits <= 2)?;
        let month = match month {
            Some((month, _)) => month,
            None if first.year.is_some() || number.value <= i16::from(first.day) => return None,
            None => first.month,
        };
        let start = if weekday.is_none() && month == first.month { number.start } else { at };
        let (mut end, stop) = self.dated(start, month, number)?;
        if month == first.month && end.year.is_none() {
            let next = self.text.blanks(stop);
            // `April 5 - 10 talks`, `April 5 to 6 pm`.
            let word = self.text.word(next).map(|(_, word)| word);
            let clock = word.is_some_and(|word| matches!(word, "am" | "pm" | "AM" | "PM" | "a" | "p" | "h" | "Uhr"));
            if clock || (word.is_some() && join.dash && join.spaced && weekday.is_none()) {
                return None;
            }
        }
        end.weekday = weekday;
        Some((end, stop))
    }

    /// `5 April 2020`, `4–6 May`, `30 March – 2 April 2017`, `Tuesday 4 to Thursday 6 May`.
    fn day_first(&self, number: Number) -> Option<(Read, Option<Read>)> {
        let day_end = self.day_end(number)?;
        if let Some((month, month_end)) = self.month_right(day_end) {
            let first = self.with_year(number.start, month, number, month_end);
            let end = self.join(first.1).and_then(|join| {
                let (weekday, at) = self.weekday_at(join.end);
                let number = self.text.number(at).filter(|number| number.digits <= 2)?;
                let (month, month_end) = self.month_right(self.day_end(number)?)?;
                let (mut end, stop) = self.with_year(number.start, month, number, month_end);
                end.weekday = weekday;
                Some((end, stop))
            });
            return Some((first, end));
        }
        let join = self.join(day_end)?;
        let (weekday, at) = self.weekday_at(join.end);
        let last = self.text.number(at).filter(|last| last.digits <= 2 && last.value > number.value)?;
        let (month, month_end) = self.month_right(self.day_end(last)?)?;
        let (mut end, stop) = self.with_year(last.start, month, last, month_end);
        end.weekday = weekday;
        let first = self.day(number.start..day_end, None, month, number);
        Some(((first, day_end), Some((end, stop))))
    }

    /// The day of a number behind its month, with the year behind it.
    fn dated(&self, start: usize, month: i8, number: Number) -> Option<Read> {
        let end = self.day_end(number)?;
        Some(self.with_year(start, month, number, end))
    }

    fn with_year(&self, start: usize, month: i8, number: Number, end: usize) -> Read {
        let year = self.year(end);
        let end = year.map_or(end, |year| year.end);
        (self.day(start..end, year, month, number), end)
    }

    fn day(&self, at: std::ops::Range<usize>, year: Option<Number>, month: i8, day: Number) -> Day {
        let span = self.text.span(at.start, at.end);
        Day { span, year: year.map(|year| year.value), month, day: day.value as i8, swaps: false, weekday: None }
    }

    /// Where a day's number ends with its ordinal sign.
    fn day_end(&self, number: Number) -> Option<usize> {
        if number.digits > 2 || !(1..=31).contains(&number.value) {
            return None;
        }
        const ORDINALS: [&str; 17] = [
            "st",
            "nd",
            "rd",
            "th",
            "ST",
            "ND",
            "RD",
            "TH",
            "<sup>st</sup>",
            "<sup>nd</sup>",
            "<sup>rd</sup>",
            "<sup>th</sup>",
            "º",
            "°",
            "er",
            "<sup>er</sup>",
            "ste",
        ];
        let mut end = self.text.eat(number.end, &ORDINALS).filter(|&end| !self.text.alphanumeric(end));
        // `5. Mai`: in English that is the fifth item of a list.
        if end.is_none() && self.locales.has(Locale::German) {
            end = self.text.eat(number.end, &["."]).filter(|&end| !self.text.alphanumeric(end));
        }
        let end = end.unwrap_or(number.end);
        let mut rest = self.text.after(end).chars();
        let goes_on = match rest.next() {
            Some('%' | '°') => true,
            Some('.' | ',' | ':' | '/') => rest.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_alphanumeric(),
            None => false,
        };
        (!goes_on).then_some(end)
    }

    fn month_left(&self, at: usize) -> Option<(usize, i8)> {
        let end = self.text.gap_left(at);
        let end = if self.text.before(end).ends_with('.') { end - 1 } else { end };
        let (start, word) = self.text.word_left(end)?;
        let month = self.locales.month(word).filter(|_| start >= self.floor)?;
        (end < at).then_some((start, month))
    }

    /// A month's name at `at`.
    fn month_at(&self, at: usize) -> Option<(i8, usize)> {
        let (end, word) = self.text.word(at)?;
        (!self.text.alphanumeric(end)).then_some(())?;
        Some((self.locales.month(word)?, end))
    }

    /// The month behind a day's number.
    fn month_right(&self, at: usize) -> Option<(i8, usize)> {
        let at = self.text.eat(at, &["-"]).unwrap_or_else(|| self.text.gap(at));
        self.month_at(at).or_else(|| {
            let (end, word) = self.text.word(at)?;
            matches!(word, "of" | "de" | "di").then_some(())?;
            self.month_at(self.text.gap(end))
        })
    }

    /// The year behind a day and month that end at `at`.
    fn year(&self, at: usize) -> Option<Number> {
        let at = self.text.eat(at, &["."]).unwrap_or(at);
        let mut next = self.text.eat(at, &["-"]).unwrap_or_else(|| self.text.gap(at));
        if let Some(comma) = self.text.eat(next, &[","]) {
            next = self.text.gap(comma);
        } else if let Some((end, "of" | "de" | "del" | "do")) = self.text.word(next) {
            next = self.text.gap(end);
        }
        if let Some(short) = self.short_year(next) {
            return Some(short);
        }
        let year = self.text.number(next).filter(|&year| year.digits == 4 && is_year(year) && next > at)?;
        let after = self.text.after(year.end);
        let mut chars = after.chars();
        let goes_on = match chars.next() {
            Some('.' | ',' | ':' | '/' | '-') => chars.next().is_some_and(|c| c.is_ascii_digit()),
            Some('%') => true,
            Some(c) => c.is_alphanumeric(),
            None => false,
        };
        // `May 5, 1900 UTC` is a time.
        let unit = self.text.word(self.text.blanks(year.end)).map(|(_, word)| word);
        let clock = unit.is_some_and(|unit| CLOCKS.contains(&unit));
        (!goes_on && !clock).then_some(year)
    }

    /// `'25`, which people write for the years around 2000.
    fn short_year(&self, at: usize) -> Option<Number> {
        let digits = self.text.eat(at, &["'", "’", "‘", "&rsquo;"])?;
        let short = self.text.number(digits).filter(|short| short.digits == 2 && !self.text.alphanumeric(short.end))?;
        let value = if short.value < 70 { 2000 + short.value } else { 1900 + short.value };
        Some(Number { start: at, value, ..short })
    }

    /// Whether a number stands behind a day that may well be its year though it was not read as one: `May 5, 9999`,
    /// `May 5, 24`.
    fn may_be_year(&self, at: usize) -> bool {
        let next = self.text.gap(at);
        let comma = self.text.eat(next, &[","]).map(|comma| self.text.gap(comma));
        let Some(number) = self.text.number(comma.unwrap_or(next)) else { return false };
        let rest = self.text.after(number.end);
        let last = rest.is_empty() || rest.starts_with(['\n', '\r', ')', ';', '|', '<']) || rest.starts_with(". ");
        let unit = self.text.word(self.text.blanks(number.end)).map(|(_, word)| word);
        let clock = unit.is_some_and(|unit| CLOCKS.contains(&unit));
        number.digits == 4 && !clock || number.digits == 2 && comma.is_some() && (last || rest == ".")
    }

    /// What joins two ends of a range, at `at`.
    fn join(&self, at: usize) -> Option<Join> {
        let start = self.text.blanks(at);
        if let Some(end) = self.text.dash(start) {
            let next = self.text.blanks(end);
            return Some(Join { end: next, dash: true, spaced: start > at || next > end });
        }
        let end = match self.text.eat(start, &["&amp;", "&"]) {
            Some(end) => end,
            None => {
                let (end, word) = self.text.word(start)?;
                let english = matches!(word, "to" | "through" | "thru" | "until" | "till" | "and");
                let other = matches!(word, "bis" | "und" | "au" | "et" | "al" | "y" | "e" | "a" | "à" | "tot" | "en");
                (english || (other && self.locales != Locales::default())).then_some(end)?
            }
        };
        let next = self.text.gap(end);
        (next > end).then_some(Join { end: next, dash: false, spaced: true })
    }
}

/// What stands between the two ends of a range.
struct Join {
    end: usize,
    dash: bool,
    /// Blanks around a dash.
    spaced: bool,
}

/// Words behind four digits that are a time.
const CLOCKS: [&str; 7] = ["UTC", "GMT", "Z", "h", "hrs", "hours", "Uhr"];

fn is_year(number: Number) -> bool {
    (1500..=2400).contains(&number.value)
}
