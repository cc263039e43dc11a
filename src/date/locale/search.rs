//! Finds the places of a text that may name a weekday beside a number, at the speed of a search for a few words.

use super::{Locale, Locales, Part};
use crate::span::Span;
use aho_corasick::packed::Searcher;
use std::sync::LazyLock;

/// How far a number may stand from its weekday, in bytes: `Wednesday</strong>, the 5th`.
const REACH: usize = 48;

static SEARCHERS: [LazyLock<Option<Searcher>>; Locale::ALL.len()] = [
    LazyLock::new(|| searcher(Locale::English)),
    LazyLock::new(|| searcher(Locale::German)),
    LazyLock::new(|| searcher(Locale::French)),
    LazyLock::new(|| searcher(Locale::Spanish)),
    LazyLock::new(|| searcher(Locale::Italian)),
    LazyLock::new(|| searcher(Locale::Portuguese)),
    LazyLock::new(|| searcher(Locale::Dutch)),
];

impl Locales {
    /// Where in `within` numbers may stand that belong to a date with a weekday, by position and without overlap.
    pub fn beside_weekdays(self, text: &str, within: Span) -> Vec<Span> {
        let Some(bytes) = text.as_bytes().get(within.range()) else { return Vec::new() };
        let mut found = Vec::new();
        for locale in Locale::ALL.into_iter().filter(|&locale| self.has(locale)) {
            let Some(searcher) = LazyLock::force(&SEARCHERS[locale as usize]) else { return vec![within] };
            for hit in searcher.find_iter(bytes) {
                if hit.start() > 0 && bytes[hit.start() - 1].is_ascii_alphanumeric() {
                    continue;
                }
                let mut start = hit.start().saturating_sub(REACH);
                let end = bytes.len().min(hit.end() + REACH);
                // No number is read from its middle on.
                while bytes[start].is_ascii_digit() {
                    start += 1;
                }
                if bytes[start..end].iter().any(u8::is_ascii_digit) {
                    found.push(Span::new(start, end).shift(within.start as usize));
                }
            }
        }
        found.sort_unstable();
        found.dedup_by(|next, first| {
            let touch = next.start <= first.end;
            if touch {
                first.end = first.end.max(next.end);
            }
            touch
        });
        found
    }
}

/// The beginnings of weekdays as [`Locales::weekday`] knows them; nothing where this machine has no wide instructions.
fn searcher(locale: Locale) -> Option<Searcher> {
    let mut words = Vec::new();
    let rows = locale.tables().into_iter().flatten();
    for (name, ..) in rows.filter(|(_, part, _)| matches!(part, Part::Weekday(_))) {
        let mut title = (*name).to_owned();
        title.get_mut(..1)?.make_ascii_uppercase();
        words.extend([title, name.to_uppercase()]);
        if !locale.capitalises() {
            words.push((*name).to_owned());
        }
    }
    words.sort();
    // `Mon` finds `Monday` too; names of two letters count with a capital.
    words.retain(|word| word.len() > 2 || word.starts_with(char::is_uppercase));
    words.dedup_by(|word, shorter| word.starts_with(&**shorter));
    Searcher::new(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(locales: Locales, text: &str) -> Vec<(u32, u32)> {
        locales.beside_weekdays(text, Span::new(0, text.len())).iter().map(|span| (span.start, span.end)).collect()
    }

    #[test]
    fn every_name_is_found_beside_a_number() {
        for locale in Locale::ALL {
            let locales = Locales::from(locale);
            for (name, ..) in locale.tables().into_iter().flatten() {
                let title = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
                for name in [(*name).to_owned(), name.to_uppercase(), title] {
                    if locales.weekday(&name).is_some() {
                        assert_eq!(found(locales, &format!("on {name}, 5")).len(), 1, "{name}");
                    }
                }
            }
        }
    }

    #[test]
    fn places_are_few() {
        let english = Locales::default();
        assert_eq!(found(english, "today 5 xMon 5"), []);
        assert_eq!(found(english, "Monday"), []);
        assert_eq!(found(english, &format!("Monday{}5", " ".repeat(100))), []);
        assert_eq!(found(english, "Monday 5, Tuesday 6"), [(0, 19)]);
        assert_eq!(found(english, &format!("{}Mon", "7".repeat(60))), []);
        let far = format!("Mon 5{}Tue 6", " ".repeat(200));
        assert_eq!(found(english, &far), [(0, 51), (157, 210)]);
    }
}
