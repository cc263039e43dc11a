//! Places of characters, lines and what stands on them.

use crate::span::Span;

/// The character at `at`; nothing at a line end.
pub(super) fn character(text: &str, at: usize, end: usize) -> Span {
    match text[at..end].chars().next() {
        Some('\n' | '\r') | None => Span::empty(at),
        Some(c) => Span::new(at, at + c.len_utf8()),
    }
}

/// The line around `at`, without its line end.
pub(super) fn line_of(text: &str, inner: Span, at: usize) -> Span {
    let (base, end) = (inner.start as usize, inner.end as usize);
    let start = text[base..at].rfind(['\n', '\r']).map_or(base, |found| base + found + 1);
    let stop = text[at..end].find(['\n', '\r']).map_or(end, |found| at + found);
    Span::new(start, stop)
}

/// The line before `line`, or an empty span.
pub(super) fn line_before(text: &str, inner: Span, line: Span) -> Span {
    let before = &text[inner.start as usize..line.start as usize];
    let end = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).map_or(0, str::len);
    line_of(text, inner, inner.start as usize + end)
}

/// The line without white space at either end.
pub(super) fn trimmed(text: &str, line: Span) -> Span {
    let content = line.slice(text);
    let start = line.start as usize + content.len() - content.trim_start().len();
    Span::new(start, start + content.trim().len())
}

/// What stands from `at` to the end of its line.
pub(super) fn to_line_end(text: &str, at: usize, end: usize) -> Span {
    let content = &text[at..end];
    let content = content[..content.find(['\n', '\r']).unwrap_or(content.len())].trim_end();
    Span::new(at, at + content.len())
}
