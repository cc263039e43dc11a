//! The heading being read: its text without markup, and where its explicit id stands.

use crate::document::body::Heading;
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// A heading whose end is awaited. Ranges count from the body's start.
#[derive(Debug)]
pub(crate) struct Open<'s> {
    range: Range<usize>,
    level: u8,
    id: Option<(Cow<'s, str>, Span)>,
    /// The text as long as it is one piece of the source.
    piece: Range<usize>,
    /// The text as soon as it is not.
    text: Option<String>,
}

impl<'s> Open<'s> {
    /// A heading without text yet.
    pub(crate) fn new(range: Range<usize>, level: u8, id: Option<(Cow<'s, str>, Span)>) -> Self {
        Self { range, level, id, piece: 0..0, text: None }
    }

    /// Adds text as it stands in the source.
    pub(crate) fn push(&mut self, source: &str, range: Range<usize>) {
        if range.is_empty() {
        } else if let Some(text) = &mut self.text {
            text.push_str(&source[range]);
        } else if self.piece.is_empty() {
            self.piece = range;
        } else if self.piece.end == range.start {
            self.piece.end = range.end;
        } else {
            let mut text = source[self.piece.clone()].to_owned();
            text.push_str(&source[range]);
            self.text = Some(text);
        }
    }

    /// Adds text that does not stand in the source as it is.
    pub(crate) fn push_str(&mut self, source: &str, more: &str) {
        let piece = &self.piece;
        self.text.get_or_insert_with(|| source[piece.clone()].to_owned()).push_str(more);
    }

    /// The whole heading; looks for kramdown's `{: #id}` on the next line.
    pub(crate) fn close(self, source: &'s str, start: usize) -> Heading<'s> {
        let text = match self.text {
            Some(text) => Cow::Owned(text.trim().to_owned()),
            None => Cow::Borrowed(source[self.piece].trim()),
        };
        let id = self.id.or_else(|| attribute_line(source, self.range.end, start));
        let markdown = source[self.range.clone()].trim_end();
        let at = start + self.range.start;
        Heading { span: Span::new(at, at + markdown.len()), level: self.level, text, markdown, id }
    }
}

/// The id in a line `{: … #id … }` at or behind `end` (kramdown's block inline attribute list).
fn attribute_line(source: &str, end: usize, start: usize) -> Option<(Cow<'_, str>, Span)> {
    let rest =
        source[end..].strip_prefix("\r\n").or_else(|| source[end..].strip_prefix('\n')).unwrap_or(&source[end..]);
    let line = rest.trim_start_matches(' ');
    let inner = line.strip_prefix("{:")?;
    let inner = inner[..inner.find(['\n', '\r']).unwrap_or(inner.len())].trim_end().strip_suffix('}')?;
    let base = source.len() - line.len() + 2;
    let at = inner.find('#').filter(|&at| at == 0 || inner.as_bytes()[at - 1].is_ascii_whitespace())? + 1;
    let id = &inner[at..];
    let id = &id[..id.find(char::is_whitespace).unwrap_or(id.len())];
    let at = start + base + at;
    (!id.is_empty()).then(|| (Cow::Borrowed(id), Span::new(at, at + id.len())))
}
