//! Lines that are meant as an entry and are none: what is wrong with the colon, and with what follows a value.

use super::brief;
use crate::document::yaml::{glued_key, is_word};
use crate::document::{Problem, ProblemKind};
use crate::edit::{Applicability, Fix};
use crate::span::Span;

/// What is wrong with the line under `span`, where it is surely meant as a key with a value.
pub(in crate::document::yaml) fn slip(text: &str, span: Span) -> Option<Problem> {
    let line = span.slice(text);
    let start = span.start as usize;
    let problem = |at: Span, message: String| Problem::new(ProblemKind::Syntax, at, message);
    if let Some(at) = glued_key(line) {
        return Some(
            problem(span, format!("`{}` lacks the space behind its colon", brief(line)))
                .with_help("write `key: value`")
                .with_fix(Fix::one(
                    "put a space behind the colon",
                    Applicability::Unsafe,
                    Span::empty(start + at),
                    " ",
                )),
        );
    }
    // Another character where the colon and its space should stand.
    let (key, _) = line.split_once([':', '：', '='])?;
    if !is_word(key.trim_end()) {
        return None;
    }
    let mark = line[key.len()..].chars().next()?;
    let at = start + key.len();
    let end = at + mark.len_utf8();
    let behind = &text[end..span.end as usize];
    match mark {
        '：' => {
            let space = if behind.is_empty() || behind.starts_with(' ') { ":" } else { ": " };
            Some(
                problem(Span::new(at, end), "`：` is a full-width colon, which ends no key".to_owned())
                    .with_help("write `:` and a space")
                    .with_fix(Fix::one("write `: `", Applicability::Unsafe, Span::new(at, end), space)),
            )
        }
        ':' => {
            let blank = behind.chars().next().filter(|c| c.is_whitespace() && !c.is_ascii())?;
            let blank_span = Span::new(end, end + blank.len_utf8());
            let message = format!("U+{:04X} stands behind the colon, which is no space to YAML", u32::from(blank));
            Some(problem(blank_span, message).with_help("write a plain space").with_fix(Fix::one(
                "write a plain space",
                Applicability::Unsafe,
                blank_span,
                " ",
            )))
        }
        '=' if !behind.starts_with('=') => {
            Some(problem(Span::new(at, end), "`=` is TOML, not YAML".to_owned()).with_help("write `key: value`"))
        }
        _ => None,
    }
}

/// `,` behind a complete value, as in JSON.
pub(super) fn comma(text: &str, line: Span) -> Option<Problem> {
    let content = line.slice(text).trim_end();
    let value = content.strip_suffix(',')?;
    if !value.trim_end().ends_with([']', '}', '"', '\'']) {
        return None;
    }
    let at = line.start as usize + value.len();
    let span = Span::new(at, at + 1);
    Some(
        Problem::new(ProblemKind::Syntax, span, "a comma follows the value")
            .with_help("remove the comma: every key has a line of its own")
            .with_fix(Fix::one("remove the comma", Applicability::Unsafe, span, "")),
    )
}

/// A control character that YAML does not allow (YAML 1.2.2, 5.1).
pub(in crate::document::yaml) fn control(text: &str, inner: Span) -> Option<Problem> {
    let (at, found) = inner.slice(text).char_indices().find(|(_, c)| {
        matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}')
    })?;
    let at = inner.start as usize + at;
    let message = format!("the control character U+{:04X} is not allowed", u32::from(found));
    Some(
        Problem::new(ProblemKind::Syntax, Span::new(at, at + found.len_utf8()), message)
            .with_help(format!("remove it, or write it as `\\u{:04x}` in double quotes", u32::from(found))),
    )
}

/// The first wrong escape of the double-quoted value that opens at `open`.
pub(super) fn escape(text: &str, open: usize, end: usize) -> Option<Problem> {
    let bytes = text.as_bytes();
    if bytes.get(open) != Some(&b'"') {
        return None;
    }
    let mut at = open + 1;
    while at < end && bytes[at] != b'"' {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let name = text[at + 1..end].chars().next()?;
        let digits = match name {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let from = at + 2;
        let hex = bytes[from.min(end)..end.min(from + digits)].iter().take_while(|b| b.is_ascii_hexdigit()).count();
        let whole = Span::new(at, at + 1 + name.len_utf8() + hex);
        let shown = whole.slice(text);
        let known = "0abtnvfre \"/\\N_LP\n\r\t".contains(name);
        let wrong = if digits == 0 {
            (!known).then(|| format!("`{shown}` is no escape in double quotes"))
        } else if hex < digits {
            Some(format!("`{shown}` lacks hexadecimal digits: `\\{name}` takes {digits}"))
        } else {
            let code = u32::from_str_radix(&text[from..from + digits], 16).unwrap_or(u32::MAX);
            char::from_u32(code).is_none().then(|| format!("`{shown}` is no Unicode character"))
        };
        if let Some(message) = wrong {
            return Some(
                Problem::new(ProblemKind::Syntax, whole, message)
                    .with_help("write a backslash as `\\\\`, or use single quotes"),
            );
        }
        at = whole.end as usize;
    }
    None
}
