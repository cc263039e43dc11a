//! Lines with their places, and what a line looks like.

use crate::span::Span;

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its first byte.
    pub(super) start: usize,
    /// Where its line end begins.
    pub(super) end: usize,
    /// Where the next line starts.
    pub(super) next: usize,
}

impl Line {
    /// Its text without the line end.
    pub(super) fn text(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Its bytes without white space at either end.
    pub(super) fn trimmed(self, text: &str) -> Span {
        let content = self.text(text);
        let start = self.start + content.len() - content.trim_start_matches([' ', '\t']).len();
        Span::new(start, start + content.trim_matches([' ', '\t']).len())
    }
}

/// The lines of a text from some byte on; CR, LF and CRLF end one.
pub(super) struct Lines<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Lines<'s> {
    pub(super) fn new(text: &'s str, at: usize) -> Self {
        Self { text, at }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        if start >= bytes.len() {
            return None;
        }
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        let next = match bytes.get(end) {
            None => end,
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(_) => end + 1,
        };
        self.at = next;
        Some(Line { start, end, next })
    }
}

/// `key: value` or `key:` as only data is written: one word of letters, digits, `_`, `-` and `.`.
pub(super) fn strict_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// A line that may be a key with its value, a colon glued to the value included; addresses are not.
pub(super) fn key_like(line: &str) -> bool {
    let trimmed = line.trim_start();
    let Some((key, rest)) = trimmed.split_once(':') else { return false };
    let key = key.trim_end().trim_matches(['"', '\'']);
    key.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@'))
        && key.chars().count() <= 60
        && key.split(' ').count() <= 3
        && !key.contains(['[', '(', '<', '`'])
        && !rest.starts_with("//")
}

/// A key that nearly every generator knows.
pub(super) fn well_known_key(line: &str) -> bool {
    const KNOWN: [&str; 14] = [
        "title",
        "date",
        "layout",
        "draft",
        "tags",
        "categories",
        "description",
        "author",
        "authors",
        "slug",
        "permalink",
        "sidebar_position",
        "template",
        "id",
    ];
    let key = line.split([':', '=']).next().unwrap_or_default().trim();
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// Two or more hyphens, dashes or both, and nothing else.
pub(super) fn dash_like(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
        && line.chars().count() >= if line.is_ascii() { 3 } else { 1 }
}

/// The line without white space and invisible characters at either end.
pub(super) fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || c == '\u{feff}' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
    })
}
