//! Quotes: those that are missing, never closed, or closed too early.

use crate::document::Problem;
use crate::document::yaml::is_key_line;
use crate::edit::{Applicability, Fix};
use crate::span::Span;

/// Adds the advice to quote `value`, and the fix where it stands on one line without quotes.
pub(super) fn quote(text: &str, value: Span, problem: Problem) -> Problem {
    let problem = problem.with_help("quote the value");
    let raw = value.slice(text);
    if raw.is_empty() || raw.contains(['\n', '\r']) || raw.starts_with(['"', '\'']) {
        return problem;
    }
    problem.with_fix(Fix::one("quote the value", Applicability::Unsafe, value, quoted(raw)))
}

/// `raw` as a YAML string: in double quotes, or in single ones where it holds quotes or backslashes.
pub(in crate::document::yaml) fn quoted(raw: &str) -> String {
    if raw.contains(['"', '\\']) { format!("'{}'", raw.replace('\'', "''")) } else { format!("\"{raw}\"") }
}

/// The quote that opens behind the last good token.
pub(in crate::document::yaml) fn quote_open(text: &str, inner: Span, token_end: usize) -> Option<usize> {
    let end = inner.end as usize;
    let bytes = text.as_bytes();
    let mut at = token_end.clamp(inner.start as usize, end);
    while at < end {
        match bytes[at] {
            b'"' | b'\'' => return Some(at),
            b' ' | b'\t' | b'\n' | b'\r' | b':' | b'-' | b'?' | b',' | b'[' | b'{' => at += 1,
            b'#' => at += bytes[at..end].iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(end - at),
            b'&' | b'!' => at += bytes[at..end].iter().position(u8::is_ascii_whitespace).unwrap_or(end - at),
            _ => return None,
        }
    }
    None
}

/// The text with the line ends inside the quoted value at `open` folded, every byte in its place (YAML 1.2.2, 7.3.3);
/// `None` when the value never ends. Also whether a line in it looks like a key of its own, as behind a forgotten quote.
pub(in crate::document::yaml) fn fold(text: &str, inner: Span, open: usize) -> Option<(String, bool)> {
    let mut bytes = text.as_bytes().to_vec();
    let end = inner.end as usize;
    let quote = bytes[open];
    let mut at = open + 1;
    loop {
        if at >= end {
            return None;
        }
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => break,
            b'\n' | b'\r' => {
                let start = at;
                while at < end && bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                let run = &mut bytes[start..at];
                let breaks = run.iter().filter(|b| **b == b'\n').count();
                run.fill(b' ');
                // An empty line is a line end in the value.
                if breaks > 1 && quote == b'"' {
                    run[..2].copy_from_slice(b"\\n");
                }
            }
            _ => at += 1,
        }
    }
    // A key stays on one line.
    let key = bytes[at + 1..end].iter().find(|b| !matches!(b, b' ' | b'\t')) == Some(&b':');
    let keys = text[open..at].lines().skip(1).any(is_key_line);
    String::from_utf8(bytes).ok().filter(|_| !key).map(|folded| (folded, keys))
}

/// What follows a quoted value on its line: `title: "a" b`.
pub(super) fn quoted_rest(text: &str, line: Span) -> Option<Span> {
    let content = line.slice(text);
    let colon = content.find(": ")?;
    let value_at = colon + 1 + content[colon + 1..].len() - content[colon + 1..].trim_start().len();
    let value = content[value_at..].trim_end();
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let close = value[1..].find(mark)? + 2;
    let rest = value[close..].trim_start();
    if rest.is_empty() || rest.starts_with('#') {
        return None;
    }
    let start = line.start as usize + value_at + value.len() - rest.len();
    Some(Span::new(start, start + rest.len()))
}
