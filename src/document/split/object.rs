//! JSON blocks: an object at the first byte, and Hexo's members closed by `;;;`.

use super::lines::{Line, Lines, key_like};
use super::{Split, fence, found};
use crate::document::{Block, Format, FrontSyntax, Problem, ProblemKind};
use crate::span::Span;

/// A JSON object at the first byte; `None` for shortcodes, Liquid, attribute lists and MDX expressions.
pub(super) fn json_object(text: &str, start: usize) -> Option<Split> {
    let rest = &text[start..];
    let behind = behind_comments(rest[1..].trim_start());
    let own_line = rest[1..].starts_with([' ', '\t', '\r', '\n']);
    let name = match behind.as_bytes().first()? {
        b'}' => rest.find('}').is_some_and(|at| {
            rest[at + 1..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) || rest[at + 1..].trim().is_empty()
        }),
        b'"' => string_end(behind.as_bytes(), 0).is_some_and(|end| {
            behind[end..].trim_start().starts_with([':', ',', '}'])
                && (own_line || behind[end..].trim_start().starts_with(':'))
        }),
        _ => {
            own_line
                && rest[1..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r'])
                && key_like(behind.split(['\n', '\r']).next().unwrap_or_default())
        }
    };
    if !name {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (start, 0usize);
    let end = loop {
        match bytes.get(at) {
            None => break None,
            Some(b'"') => match string_end(bytes, at) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => break None,
            },
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break Some(at + 1);
                }
            }
            Some(_) => {}
        }
        at += 1;
    };
    let open = Span::empty(start);
    let Some(end) = end else {
        // A string or brace that never ends: the block goes as far as the first blank line at column 0.
        let end =
            Lines::new(text, start).find(|line| line.text(text).trim().is_empty()).map_or(text.len(), |l| l.start);
        let problem = Problem::new(
            ProblemKind::Ignored,
            Span::new(start, start + 1),
            "the front matter opened by `{` is never closed",
        )
        .with_help("close the object by `}`, and every string by `\"`");
        let block = Block { open, inner: Span::new(start, end), close: None };
        return Some(Split { problems: vec![problem], unreadable: true, ..found(Format::Json, block, end) });
    };
    let mut body = end;
    while matches!(bytes.get(body), Some(b' ' | b'\t')) {
        body += 1;
    }
    if bytes.get(body) == Some(&b'\r') {
        body += 1;
    }
    if bytes.get(body) == Some(&b'\n') {
        body += 1;
    }
    Some(found(Format::Json, Block { open, inner: Span::new(start, end), close: None }, body))
}

/// What stands behind comments, which JSON does not have and people write.
fn behind_comments(mut rest: &str) -> &str {
    loop {
        rest = if rest.starts_with("//") {
            rest.find(['\n', '\r']).map_or("", |at| rest[at..].trim_start())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or("", |at| rest[at + 2..].trim_start())
        } else {
            return rest;
        };
    }
}

/// A JSON object for a generator that reads none: quoted keys only, as braces begin templates as well.
pub(super) fn unread_object(text: &str, start: usize) -> Option<Split> {
    let key = text[start + 1..].trim_start();
    if !key.starts_with('"') || !string_end(key.as_bytes(), 0).is_some_and(|at| key[at..].trim_start().starts_with(':'))
    {
        return None;
    }
    let split = json_object(text, start)?;
    let message = "the generator does not read JSON front matter";
    let problem = Problem::new(ProblemKind::Ignored, Span::new(start, start + 1), message)
        .with_help("write the data as YAML between `---` lines");
    Some(Split { problems: vec![problem], unreadable: true, ..split })
}

/// The byte behind the JSON string that starts at `at`; a string does not run over a line end.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            b'\n' | b'\r' => return None,
            _ => at += 1,
        }
    }
}

/// Hexo's JSON: closed by `;;;`, with or without an opening `;;;`.
pub(super) fn semicolons(text: &str, start: usize, first: Line, syntax: &FrontSyntax) -> Option<Split> {
    let opened = fence(text, first, ";;;", syntax);
    let members = first.text(text).starts_with('"') && first.text(text).contains("\":");
    if !opened && !members {
        return None;
    }
    let from = if opened { first.next } else { start };
    let close = Lines::new(text, from).find(|line| fence(text, *line, ";;;", syntax))?;
    let open = if opened { first.trimmed(text) } else { Span::empty(start) };
    let block = Block { open, inner: Span::new(from, close.start), close: Some(close.trimmed(text)) };
    Some(found(Format::Json, block, close.next))
}
