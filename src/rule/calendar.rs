//! What the rules about dates in words share: a page's days and languages, and how days are said.

use crate::date::field;
use crate::date::locale::{Locale, Locales};
use crate::date::names::{MONTHS, WEEKDAYS};
use crate::date::prose::{Mention, What, mentions_by_weekday};
use crate::document::Document;
use crate::document::node::Entry;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::site::{file_name, folders};
use crate::span::Span;
use jiff::civil::{Date, Weekday};

/// More days say nothing about a page's time; each is compared with each date without a year.
const MOST_DAYS: usize = 64;

/// The days that a page's front matter and path name, each once and sorted; of very many the first.
pub(crate) fn days_of(subject: &Subject<'_>) -> Vec<Date> {
    let mut days = Vec::new();
    let parts = subject.parts();
    for role in Role::DAYS {
        for part in parts.all(role) {
            days.extend(field::all(part.node).filter_map(|field| Some(field.reading.ok()?.moment.day())));
        }
    }
    days.extend(days_in(&subject.project_path.to_string_lossy()));
    for part in parts.all(Role::Url) {
        days.extend(part.node.as_str().into_iter().flat_map(days_in));
    }
    days.sort_unstable();
    days.dedup();
    days.truncate(MOST_DAYS);
    days
}

/// `2020-04-05` and `2020/04/05` in names of files, folders and URLs.
fn days_in(path: &str) -> impl Iterator<Item = Date> {
    let starts = path.match_indices(['2', '1']).map(|(at, _)| at);
    starts.filter_map(|at| {
        let alone = !path[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let text = path.get(at..at + 10).filter(|_| alone)?;
        let parted = matches!(text.as_bytes(), [_, _, _, _, b'-', _, _, b'-', ..] | [_, _, _, _, b'/', _, _, b'/', ..]);
        parted.then_some(())?;
        Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
    })
}

/// The languages to read a page in: English, the site's own, and those that the page or its path names.
pub(crate) fn locales_of(subject: &Subject<'_>) -> Locales {
    let mut locales = Locales::default();
    let mut add = |tag: &[u8]| {
        if let Some(locale) = Locale::of_tag(tag) {
            locales = locales.with(locale);
        }
    };
    // `content/de/x.md`, `x.pt-br.md`.
    let file = file_name(subject.project_path);
    for name in folders(subject.project_path).chain([file]).filter(|name| name.len() <= 5) {
        add(name);
    }
    if let Some(end) = memchr::memrchr(b'.', file) {
        let tag = &file[memchr::memrchr(b'.', &file[..end]).map_or(0, |dot| dot + 1)..end];
        if tag.len() <= 5 {
            add(tag);
        }
    }
    let settings = &subject.layout.settings;
    let first = settings.routing.languages.first().map(|language| language.code.as_str());
    if let Some(language) = first.or(settings.language.as_deref()) {
        add(language.as_bytes());
    }
    let is_tag = |entry: Entry<'_, '_>| matches!(entry.key(), "lang" | "language" | "locale");
    if let Some(root) = subject.document.root().filter(|root| root.entries().any(is_tag)) {
        for key in ["lang", "language", "locale"] {
            if let Some(tag) = root.get(key).and_then(|node| node.as_str()) {
                add(tag.as_bytes());
            }
        }
    }
    locales
}

/// The mentions in the block's own text, comments and keys included, that may name a weekday.
pub(crate) fn of_block<'s>(subject: &Subject<'s>, locales: Locales) -> impl Iterator<Item = Mention<'s>> + use<'s> {
    let document = subject.document;
    let within = document.block.map_or(Span::empty(0), |block| block.inner);
    mentions_by_weekday(document.text, within, locales)
}

/// The years that a text names, as numbers of four digits.
pub(crate) fn years_in(text: &str) -> impl Iterator<Item = i16> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4).filter_map(|run| {
        let year = run.parse().ok()?;
        (1900..2200).contains(&year).then_some(year)
    })
}

/// Bytes to each side that a paragraph is looked at.
const FAR: usize = 2000;

/// Words by which a text speaks of another year than its own.
const OTHER_YEARS: [&str; 30] = [
    "last year",
    "next year",
    "previous year",
    "prior year",
    "following year",
    "coming year",
    "year before",
    "year earlier",
    "year later",
    "year ago",
    "years ago",
    "years before",
    "years later",
    "years earlier",
    "letztes jahr",
    "letzten jahr",
    "vergangenen jahr",
    "nächstes jahr",
    "nächsten jahr",
    "kommenden jahr",
    "vorjahr",
    "dernière",
    "l’an dernier",
    "l'an dernier",
    "prochaine",
    "año pasado",
    "próximo año",
    "ano passado",
    "anno scorso",
    "vorig jaar",
];

/// What a text says of years around one of its dates.
#[derive(Debug, Default)]
pub(crate) struct Around {
    /// The years named in the paragraph and in the headings above it.
    pub(crate) years: Vec<i16>,
    /// It speaks of last year, or of the next.
    pub(crate) other: bool,
}

impl Around {
    /// Reads the paragraph that holds a span, and the headings above it.
    pub(crate) fn of(document: &Document<'_>, span: Span) -> Self {
        let paragraph = paragraph(document.text, span).slice(document.text);
        let mut years: Vec<i16> = all_years_in(paragraph).collect();
        let headings = &document.body.headings;
        let above = headings.partition_point(|heading| heading.span.start <= span.start);
        let mut level = u8::MAX;
        for heading in headings[..above].iter().rev() {
            if heading.level < level {
                level = heading.level;
                years.extend(all_years_in(&heading.text));
            }
            if level <= 1 {
                break;
            }
        }
        let small = paragraph.to_lowercase();
        Self { years, other: OTHER_YEARS.iter().any(|words| small.contains(words)) }
    }
}

/// The lines around a span up to the next empty ones.
pub(crate) fn paragraph(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = text.floor_char_boundary(start.saturating_sub(FAR));
    let to = text.ceil_char_boundary((end + FAR).min(text.len()));
    let is_empty = |line: &str| line.trim_matches([' ', '\t', '\r', '\n', '>']).is_empty();
    let mut first = start;
    for line in text[from..start].split_inclusive('\n').rev() {
        if is_empty(line) && line.ends_with('\n') {
            break;
        }
        first -= line.len();
    }
    let mut last = end;
    for (at, line) in text[end..to].split_inclusive('\n').enumerate() {
        if at > 0 && is_empty(line) {
            break;
        }
        last += line.len();
    }
    Span::new(first, last)
}

/// [`years_in`] and those of two digits: `'25`.
fn all_years_in(text: &str) -> impl Iterator<Item = i16> {
    let short = text.match_indices(['\'', '’', '‘']).filter_map(|(at, sign)| {
        let digits = text.get(at + sign.len()..at + sign.len() + 2)?;
        let alone = !text[at + sign.len() + 2..].starts_with(|c: char| c.is_alphanumeric());
        let year: i16 = digits.parse().ok().filter(|_| alone)?;
        Some(if year < 70 { 2000 + year } else { 1900 + year })
    });
    years_in(text).chain(short)
}

/// True for a mention of days of which one is called by its weekday.
pub(crate) fn names_weekday(mention: &Mention<'_>) -> bool {
    let What::Days(days) = mention.what else { return false };
    days.start.weekday.is_some() || days.end.is_some_and(|end| end.weekday.is_some())
}

/// `Monday`.
pub(crate) fn weekday(weekday: Weekday) -> &'static str {
    WEEKDAYS[weekday.to_sunday_zero_offset() as usize]
}

/// `April 5`, with the year where `year` says so.
pub(crate) fn said(date: Date, year: bool) -> String {
    let month = MONTHS[date.month() as usize - 1];
    if year { format!("{month} {}, {}", date.day(), date.year()) } else { format!("{month} {}", date.day()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_years_of_names() {
        let days: Vec<String> = days_in("_posts/2020-04-05-title.md").map(|day| day.to_string()).collect();
        assert_eq!(days, ["2020-04-05"]);
        assert_eq!(days_in("/2018/10/19/x").next().map(|day| day.to_string()).as_deref(), Some("2018-10-19"));
        assert_eq!(days_in("2020/x.md").count(), 0);
        assert_eq!(days_in("12020-04-05-2020é4é05").count(), 0);
        assert_eq!(days_in("2020-44-05-x.md").count(), 0);
        assert_eq!(years_in("events/2023/kcsna-20240101 1850 x2024").collect::<Vec<_>>(), [2023, 2024]);
    }
}
