//! The weekdays named with a date, in front of it or behind it.

use super::{Named, Reader};
use crate::date::locale::Locale;

/// Weekdays in front of a date.
pub(super) struct Left {
    /// Where they begin.
    pub(super) start: usize,
    /// The only one, or the first of two.
    pub(super) first: Option<Named>,
    /// The second of two: `Tue–Thu`.
    pub(super) second: Option<Named>,
    /// Several days are meant, so that none belongs to the date: `every Monday`, `Monday, Wednesday and Friday`.
    pub(super) several: bool,
}

/// Words that make a weekday one of many.
const RECURRING: [&str; 16] = [
    "every", "each", "or", "most", "always", "jeden", "immer", "oder", "chaque", "ou", "cada", "ogni", "todos", "los",
    "elke", "iedere",
];

/// Words that stand in front of a weekday, written large where a sentence or a table's cell begins with them. Any other
/// large word makes it part of a name: `Black Friday`, `Baltimore Sun`, `Taco Tuesday`.
const LEADING: [&str; 48] = [
    "on",
    "from",
    "until",
    "till",
    "to",
    "through",
    "thru",
    "by",
    "since",
    "before",
    "after",
    "between",
    "and",
    "or",
    "this",
    "next",
    "last",
    "coming",
    "late",
    "early",
    "starting",
    "starts",
    "beginning",
    "begins",
    "ends",
    "ending",
    "the",
    "when",
    "date",
    "day",
    "is",
    "was",
    "am",
    "vom",
    "von",
    "bis",
    "ab",
    "seit",
    "den",
    "der",
    "le",
    "du",
    "el",
    "il",
    "de",
    "op",
    "van",
    "of",
];

/// Words between a weekday and its date.
const ARTICLES: [&str; 12] = ["the", "den", "dem", "der", "le", "el", "il", "día", "dia", "de", "on", "o"];

impl Reader<'_> {
    /// The weekdays that stand in front of a date at `at`.
    pub(super) fn weekdays_left(&self, at: usize) -> Option<Left> {
        let mut end = self.text.gap_left(at);
        if let Some((start, word)) = self.text.word_left(end)
            && ARTICLES.contains(&word)
        {
            end = self.text.gap_left(start);
        }
        if self.text.before(end).ends_with('(') {
            end = self.text.blanks_left(end - 1);
        }
        if self.text.before(end).ends_with(',') {
            end = self.text.blanks_left(end - 1);
        }
        let (start, named) = self.weekday_left(end).filter(|_| end < at)?;
        let single = Left { start, first: Some(named), second: None, several: false };
        let none = Left { start, first: None, second: None, several: true };
        let before = self.text.blanks_left(start);
        let previous = self.text.word_left(before).map(|(_, word)| word.to_lowercase());
        if previous.as_deref().is_some_and(|word| RECURRING.contains(&word)) {
            return Some(none);
        }
        let paper = previous.as_deref() == Some("the") && named.span.slice(self.text.text) == "Sun";
        if paper || self.is_of_name(before) {
            return None;
        }
        let Some((join, ranges)) = self.joined_left(before) else { return Some(single) };
        let Some((start, other)) = self.weekday_left(join) else { return Some(single) };
        let before = self.text.blanks_left(start);
        let listed = self.joined_left(before).is_some_and(|(join, _)| self.weekday_left(join).is_some());
        let recurring = self.text.word_left(before).is_some_and(|(_, word)| RECURRING.contains(&&*word.to_lowercase()));
        if !ranges || listed || recurring {
            return Some(none);
        }
        Some(Left { start, first: Some(other), second: Some(named), several: false })
    }

    /// Whether the word that ends at `end` and stands in front of a weekday makes it part of a name.
    fn is_of_name(&self, end: usize) -> bool {
        self.text.word_left(end).is_some_and(|(_, word)| {
            word.starts_with(char::is_uppercase)
                && !LEADING.contains(&&*word.to_lowercase())
                && self.locales.weekday(word).is_none()
                && self.locales.month(word).is_none()
        })
    }

    /// Where what joins two weekdays begins, when it ends at `at`, and whether it makes them a range or pair.
    fn joined_left(&self, at: usize) -> Option<(usize, bool)> {
        let before = self.text.before(at);
        for dash in ["–", "—", "--", "-", "‑", "&ndash;", "&amp;", "&"] {
            if before.ends_with(dash) {
                return Some((self.text.blanks_left(at - dash.len()), true));
            }
        }
        if before.ends_with([',', '/', '+']) {
            return Some((self.text.blanks_left(at - 1), false));
        }
        let (start, word) = self.text.word_left(at)?;
        let ranges = matches!(word, "to" | "through" | "thru" | "and" | "until" | "bis" | "und" | "au" | "et" | "al");
        let ranges = ranges || matches!(word, "a" | "y" | "e" | "tot" | "en");
        (ranges || word == "or").then(|| (self.text.blanks_left(start), ranges))
    }

    /// The weekday whose name ends at `end`.
    fn weekday_left(&self, end: usize) -> Option<(usize, Named)> {
        // `Mon. 5 April`; behind a whole name the full stop ends a sentence.
        let full = self.text.before(end).ends_with('.');
        let end = if full { end - 1 } else { end };
        let (mut start, word) = self.text.word_left(end)?;
        if full && word.len() > 5 {
            return None;
        }
        if word == "feira"
            && self.locales.has(Locale::Portuguese)
            && let Some((first, _)) = self.text.before(start).ends_with('-').then(|| self.text.word_left(start - 1))?
        {
            start = first;
        }
        let named = self.named(start, end)?;
        // `co-Monday`: a part of another word.
        (start >= self.floor).then_some((start, named))
    }

    /// A weekday's name at `at` with what parts it from a date behind it; `at` itself where there is none.
    pub(super) fn weekday_at(&self, at: usize) -> (Option<Named>, usize) {
        let Some((end, _)) = self.text.word(at) else { return (None, at) };
        let end =
            if self.locales.has(Locale::Portuguese) { self.text.eat(end, &["-feira"]).unwrap_or(end) } else { end };
        let Some(named) = self.named(at, end) else { return (None, at) };
        let end = self.text.eat(end, &["."]).unwrap_or(end);
        let end = self.text.eat(self.text.gap(end), &[","]).unwrap_or(end);
        let next = self.text.gap(end);
        let after = self.text.word(next).filter(|(_, word)| ARTICLES.contains(word));
        (Some(named), after.map_or(next, |(end, _)| self.text.gap(end)))
    }

    /// The weekday behind a date that ends at `at`: `2020-04-06 (Monday)`, `6 April, Monday`.
    pub(super) fn weekday_right(&self, at: usize) -> Option<(Named, usize)> {
        let next = self.text.blanks(at);
        let open = self.text.eat(next, &["("]);
        let start = open.or_else(|| self.text.eat(next, &[","]))?;
        let start = self.text.blanks(start);
        let (end, word) = self.text.word(start)?;
        let named = self.named(start, end)?;
        let after = self.text.blanks(self.text.eat(end, &["."]).filter(|_| word.len() <= 5).unwrap_or(end));
        if open.is_some() {
            return self.text.eat(after, &[")"]).map(|end| (named, end));
        }
        // `April 5, Monday April 6`: it may belong to what follows.
        let beyond = self.text.gap(after);
        let dated = self.text.number(beyond).is_some() || self.month_at(beyond).is_some();
        let rest = self.text.after(after);
        let last = rest.is_empty() || rest.starts_with(['\n', '\r', '.', ')', ';', '|', '<', ':']);
        (last && !dated).then_some((named, end))
    }

    fn named(&self, start: usize, end: usize) -> Option<Named> {
        let word = self.text.text.get(start..end)?;
        // Between a dash and a letter or digit it is part of a name; `SAT` is an exam.
        if self.text.alphanumeric(end) || word == "SAT" {
            return None;
        }
        let weekday = self.locales.weekday(word)?;
        Some(Named { span: self.text.span(start, end), weekday })
    }
}
