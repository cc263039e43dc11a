//! Permalink patterns (`/:year/:slug/`, `{date}/{slug}`), compiled once per site: text with tokens in it.

use std::borrow::Cow;

/// What stands for a token. What it is made of differs from generator to generator; these are the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A part of the page's date.
    Date(DatePart),
    /// Folders of the page's section, from and to a position; an empty end means all.
    Sections(Slice),
    /// A word of the page.
    Word(Word),
    /// Nothing that can be known from here.
    Unknown,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// 2024
    Year,
    /// 24
    ShortYear,
    /// 03
    Month,
    /// 3
    BareMonth,
    /// March
    MonthName,
    /// Mar
    ShortMonthName,
    /// 05
    Day,
    /// 5
    BareDay,
    /// 065
    YearDay,
    /// 65
    BareYearDay,
    /// Week of the year by ISO 8601, two digits.
    Week,
    /// The year that week belongs to.
    WeekYear,
    /// 1 for Monday to 7 for Sunday.
    IsoWeekday,
    /// 0 for Sunday to 6 for Saturday.
    Weekday,
    /// Tuesday
    WeekdayName,
    /// Tue
    ShortWeekdayName,
    /// 00 to 23
    Hour,
    /// 00 to 59
    Minute,
    /// 00 to 60
    Second,
}

/// A word of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Its title.
    Title,
    /// Its slug, else what the generator takes instead.
    Slug,
    /// Its slug, else the file's name.
    SlugOrFile,
    /// The file's name.
    File,
    /// The first folder.
    Section,
    /// The folders, or folders and name.
    Path,
    /// The name of the collection.
    Collection,
    /// Its categories.
    Categories,
    /// Its categories, each slugified.
    SluggedCategories,
    /// The code of its language.
    Language,
    /// The date in the site's own format.
    Date,
    /// The ending of what is published, with dot.
    OutputExt,
}

/// A cut out of a list: Hugo's `[1:]`, `[last]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// The first position.
    pub from: Bound,
    /// One past the last position; `None` for the one item at `from`.
    pub to: Option<Bound>,
}

/// An end of a [`Slice`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// Where the list ends on that side.
    #[default]
    Open,
    /// A position.
    At(usize),
    /// The last item.
    Last,
}

impl Slice {
    /// All items.
    pub const ALL: Self = Self { from: Bound::Open, to: Some(Bound::Open) };

    /// The items of `list` that are meant; hugo `permalinks.go`, `toSliceFunc`, is as lenient.
    pub fn of<T>(self, list: &[T]) -> &[T] {
        let low = match self.from {
            Bound::Open => 0,
            Bound::At(at) => at,
            Bound::Last => list.len().saturating_sub(1),
        };
        let high = match self.to {
            None => low + 1,
            Some(Bound::Open) => list.len(),
            Some(Bound::At(at)) => at.min(list.len()),
            Some(Bound::Last) => list.len().saturating_sub(1),
        };
        list.get(low..high.min(list.len())).unwrap_or(&[])
    }

    /// Reads what stands between the brackets.
    pub fn read(text: &str) -> Self {
        let bound = |text: &str| match text.trim() {
            "" => Bound::Open,
            "last" => Bound::Last,
            number => Bound::At(number.parse().unwrap_or(0)),
        };
        match text.split_once(':') {
            Some((from, to)) => Self { from: bound(from), to: Some(bound(to)) },
            None => Self { from: bound(text), to: None },
        }
    }
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Text(Box<str>),
    /// Something to fill in.
    Token(Token),
}

/// The names of one generator's tokens.
pub type Table = &'static [(&'static str, Token)];

/// A compiled pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Its parts in order.
    pub parts: Vec<Part>,
}

impl Pattern {
    /// A pattern with tokens `:name`, in which `name` counts letters, digits and underscores and may be followed by a
    /// cut `[1:]`. A name that the table does not hold is tried without the letters at its end (`:day_x` is `:day` and
    /// `_x`) if `by_prefix`, and is unknown otherwise.
    pub fn colons(text: &str, table: Table, by_prefix: bool) -> Self {
        let mut pattern = Self::default();
        let mut rest = text;
        while let Some(at) = rest.find(':') {
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            // Hugo's `\:` is a colon.
            if let Some(before) = before.strip_suffix('\\') {
                pattern.text(before);
                pattern.text(":");
                rest = after;
                continue;
            }
            pattern.text(before);
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            let name = &after[..end];
            if name.is_empty() {
                pattern.text(":");
                rest = after;
                continue;
            }
            rest = &after[end..];
            if let Some((cut, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                rest = behind;
                let known = name == "sections";
                pattern.parts.push(Part::Token(if known { Token::Sections(Slice::read(cut)) } else { Token::Unknown }));
                continue;
            }
            let found = if by_prefix {
                let starts = table.iter().filter(|(known, _)| name.starts_with(known));
                starts.max_by_key(|(known, _)| known.len())
            } else {
                table.iter().find(|(known, _)| *known == name)
            };
            match found {
                Some((known, token)) => {
                    pattern.parts.push(Part::Token(*token));
                    pattern.text(&name[known.len()..]);
                }
                None => pattern.parts.push(Part::Token(Token::Unknown)),
            }
        }
        pattern.text(rest);
        pattern
    }

    /// A pattern with tokens `{name}` or `{name:format}`; a format is unknown unless `dates` reads it.
    pub fn braces(text: &str, table: Table) -> Self {
        let mut pattern = Self::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else { break };
            pattern.text(before);
            rest = behind;
            match name.split_once(':') {
                Some(("date", format)) => pattern.strftime(format),
                _ => {
                    let found = table.iter().find(|(known, _)| *known == name.trim());
                    pattern.parts.push(Part::Token(found.map_or(Token::Unknown, |(_, token)| *token)));
                }
            }
        }
        pattern.text(rest);
        pattern
    }

    /// Adds the parts of a `strftime` format, such as `%Y/%m`.
    fn strftime(&mut self, format: &str) {
        let mut letters = format.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                self.text(letter.encode_utf8(&mut [0; 4]));
                continue;
            }
            self.parts.push(Part::Token(match letters.next() {
                Some('Y') => Token::Date(DatePart::Year),
                Some('y') => Token::Date(DatePart::ShortYear),
                Some('m') => Token::Date(DatePart::Month),
                Some('b') => Token::Date(DatePart::ShortMonthName),
                Some('B') => Token::Date(DatePart::MonthName),
                Some('d') => Token::Date(DatePart::Day),
                Some('j') => Token::Date(DatePart::YearDay),
                Some('H') => Token::Date(DatePart::Hour),
                Some('M') => Token::Date(DatePart::Minute),
                Some('S') => Token::Date(DatePart::Second),
                _ => Token::Unknown,
            }));
        }
    }

    fn text(&mut self, text: &str) {
        match self.parts.last_mut() {
            _ if text.is_empty() => {}
            Some(Part::Text(last)) => *last = format!("{last}{text}").into(),
            _ => self.parts.push(Part::Text(text.into())),
        }
    }

    /// True when some part needs `token`.
    pub fn uses(&self, test: impl Fn(Token) -> bool) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Token(token) if test(*token)))
    }

    /// Fills the tokens in; `None` when one of them has no value.
    pub fn expand<'v>(&self, value: impl Fn(Token) -> Option<Cow<'v, str>>) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Token(token) => out.push_str(&value(*token)?),
            }
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = &[
        ("year", Token::Date(DatePart::Year)),
        ("sections", Token::Sections(Slice::ALL)),
        ("title", Token::Word(Word::Title)),
        ("categories", Token::Word(Word::Categories)),
    ];

    fn fill(pattern: &Pattern) -> Option<String> {
        pattern.expand(|token| match token {
            Token::Date(_) => Some("2024".into()),
            Token::Sections(slice) => Some(slice.of(&["a", "b", "c"]).join("/").into()),
            Token::Word(_) => Some("word".into()),
            Token::Unknown => None,
        })
    }

    #[test]
    fn colons_are_tokens() {
        let cases = [
            ("/:year/x/:title/", Some("/2024/x/word/")),
            ("/:sections[1:]/:title", Some("/b/c/word")),
            ("/:sections[:1]/", Some("/a/")),
            ("/:sections[:last]/", Some("/a/b/")),
            ("/:sections[last]/", Some("/c/")),
            ("/:sections[1]/", Some("/b/")),
            ("/:sections[7:9]/", Some("//")),
            ("/:nothing/", None),
            (r"/a\:year/: b", Some("/a:year/: b")),
        ];
        for (text, expected) in cases {
            assert_eq!(fill(&Pattern::colons(text, TABLE, false)).as_deref(), expected, "{text}");
        }
        assert_eq!(fill(&Pattern::colons("/:year_x", TABLE, true)).as_deref(), Some("/2024_x"));
    }

    #[test]
    fn braces_are_tokens() {
        assert_eq!(fill(&Pattern::braces("{title}.html", TABLE)).as_deref(), Some("word.html"));
        assert_eq!(fill(&Pattern::braces("posts/{date:%Y}/{title}/", TABLE)).as_deref(), Some("posts/2024/word/"));
        assert_eq!(fill(&Pattern::braces("{other}", TABLE)), None);
        assert_eq!(fill(&Pattern::braces("a{title", TABLE)).as_deref(), Some("a{title"));
    }
}
