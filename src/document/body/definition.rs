//! Destinations in the text where the Markdown parser gives only their value, and reference definitions it drops.

use memchr::memmem;
use std::ops::Range;

/// Something that looks like `[label]:` at the start of a line. It is a definition when no event covers it: the parser
/// consumes definitions, the second of a label too, without a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// The opening bracket.
    pub(crate) open: usize,
    /// The closing bracket.
    pub(crate) close: usize,
}

/// All candidates, by position. Linear, as only the line before each `]:` is looked at, back to the last candidate.
pub(crate) fn candidates(text: &str) -> Vec<Candidate> {
    let bytes = text.as_bytes();
    let mut found: Vec<Candidate> = Vec::new();
    let mut floor = 0;
    for close in memmem::find_iter(bytes, b"]:") {
        let line = memchr::memrchr(b'\n', &bytes[floor..close]).map_or(floor, |at| floor + at + 1);
        let marks = |b: &&u8| matches!(b, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9');
        let open = line + bytes[line..close].iter().take_while(marks).count();
        let at_line_start = line == 0 || bytes[line - 1] == b'\n';
        floor = close + 2;
        if !at_line_start || bytes[open] != b'[' || matches!(bytes[open + 1], b'^' | b']') {
            continue;
        }
        found.push(Candidate { open, close });
    }
    found
}

/// The destination that starts at or behind `at`, with white space, line ends and block quote marks in between: without
/// the brackets of `<…>`, else up to white space or an unbalanced parenthesis.
pub(crate) fn destination(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let mut start = at;
    let mut fresh = false;
    while let Some(byte) = bytes.get(start) {
        match byte {
            b'\n' => fresh = true,
            b' ' | b'\t' | b'\r' => {}
            b'>' if fresh => {}
            _ => break,
        }
        start += 1;
    }
    let angled = bytes.get(start) == Some(&b'<');
    start += usize::from(angled);
    let mut depth = 0usize;
    let mut end = start;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' if bytes.get(end + 1).is_some_and(u8::is_ascii_punctuation) => end += 1,
            b'\n' | b'\r' => break,
            b'>' if angled => break,
            _ if angled => {}
            b' ' | b'\t' => break,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            _ => {}
        }
        end += 1;
    }
    start..end
}

/// The closing bracket of the label that opens at `open`.
pub(crate) fn label_end(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = open + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b']' => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

/// Behind the title, if one stands behind the destination that ends at `end`.
pub(crate) fn definition_end(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    let end = end + usize::from(bytes.get(end) == Some(&b'>'));
    let rest = &text[end..];
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let title = rest[..line].trim();
    // A title on the next line is left out: the span serves to show the definition, and its first line does.
    if title.is_empty() { end } else { end + rest[..line].trim_end().len() }
}

/// Backslash escapes taken away; entities are left as they are.
pub(crate) fn unescape(raw: &str) -> std::borrow::Cow<'_, str> {
    if !raw.contains('\\') {
        return raw.into();
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next_if(char::is_ascii_punctuation) } else { None };
        text.push(escaped.unwrap_or(c));
    }
    text.into()
}
