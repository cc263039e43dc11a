//! The TOML parser's errors in our words, one for each mistake.

use crate::document::{Problem, ProblemKind};
use crate::source::LIMITS;
use crate::span::Span;

/// One problem per mistake: the parser goes on behind an error and stumbles over what the same slip has left.
pub(super) fn problems<'e>(source: &str, errors: impl Iterator<Item = (Span, &'e str)>) -> Vec<Problem> {
    let mut errors: Vec<(Span, &str)> = errors.collect();
    let mut problems = Vec::new();
    let unclosed = errors
        .iter()
        .any(|(_, message)| message.starts_with("unclosed array") || message.starts_with("unclosed inline table"));
    if unclosed && let Some(open) = open_bracket(source) {
        errors.retain(|(span, _)| (span.start as usize) < open);
        let (bracket, close) = if source[open..].starts_with('[') { ("[", "]") } else { ("{", "}") };
        let message = format!("`{bracket}` is never closed");
        problems.push(
            Problem::new(ProblemKind::Syntax, Span::new(open, open + 1), message)
                .with_help(format!("close it with `{close}`, and put a comma between values")),
        );
    }
    errors.sort_by_key(|(span, _)| span.start);
    let mut line_end = 0;
    let mut yaml = false;
    for (span, message) in errors {
        let start = span.start as usize;
        if (start < line_end && line_end > 0) || problems.len() >= LIMITS.shown_per_rule {
            continue;
        }
        let rest = &source[start..];
        line_end = start + rest.find('\n').map_or(rest.len(), |at| at + 1);
        let is_yaml = yaml_colon(source, start).is_some();
        // Keys in the wrong notation are one mistake, however many there are.
        if !(is_yaml && yaml) {
            problems.push(syntax(source, span, message));
        }
        yaml |= is_yaml;
    }
    problems
}

/// The outermost bracket that nothing closes; strings and comments left out.
fn open_bracket(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut open = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at),
            b'[' | b'{' => open.push(at),
            b']' | b'}' => {
                open.pop();
            }
            quote @ (b'"' | b'\'') => {
                let long = bytes[at..].starts_with(&[quote; 3]);
                at += if long { 3 } else { 1 };
                while at < bytes.len() {
                    match bytes[at] {
                        b'\\' if quote == b'"' => at += 1,
                        b'\n' if !long => break,
                        byte if byte == quote && (!long || bytes[at..].starts_with(&[quote; 3])) => {
                            at += if long { 2 } else { 0 };
                            break;
                        }
                        _ => {}
                    }
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    open.first().copied()
}

/// The line around `at`, with its start.
fn line_of(source: &str, at: usize) -> (usize, &str) {
    let start = source[..at].rfind('\n').map_or(0, |found| found + 1);
    (start, source[start..].lines().next().unwrap_or_default())
}

/// The colon of a YAML key on the line around `at`.
fn yaml_colon(source: &str, at: usize) -> Option<usize> {
    let (start, line) = line_of(source, at);
    let (key, rest) = line.split_once(':')?;
    let yaml = !key.contains(['=', '"', '\'', '[', '#']) && (rest.is_empty() || rest.starts_with(' '));
    yaml.then_some(start + key.len())
}

/// A parser's message in our words.
fn syntax(source: &str, span: Span, message: &str) -> Problem {
    if message.contains("recurs") {
        return Problem::new(
            ProblemKind::Limit,
            span,
            format!("values are nested more than {} deep", LIMITS.toml_depth),
        );
    }
    let (line_start, line) = line_of(source, span.start as usize);
    let problem = Problem::new(ProblemKind::Syntax, span, message.trim_end_matches('.').replace('\n', ", "));
    if let Some(colon) = yaml_colon(source, span.start as usize) {
        return Problem::new(ProblemKind::Syntax, Span::new(colon, colon + 1), "`:` is YAML, not TOML")
            .with_help("TOML writes `key = value`; `key: value` is YAML and stands between `---` lines");
    }
    if source[line_start..].starts_with(['\r']) || (source.contains('\r') && !source.contains('\n')) {
        return problem.with_help("TOML lines end with LF or CRLF; a carriage return alone is no line end");
    }
    let word = span.slice(source);
    if word.starts_with(char::is_alphabetic)
        && source[..span.start as usize].trim_end_matches([' ', '\t']).ends_with('=')
    {
        return Problem::new(ProblemKind::Syntax, span, format!("`{word}` is no TOML value"))
            .with_help("put text in double quotes");
    }
    for (kind, mark) in [("invalid basic string", "\""), ("invalid literal string", "'")] {
        if message.starts_with(kind) && message.contains("expected `") && !line.contains(&mark.repeat(3)) {
            return Problem::new(ProblemKind::Syntax, span, format!("the text is not closed by `{mark}` on its line"))
                .with_help(format!("close it with `{mark}`"));
        }
    }
    if message.contains("string values must be quoted") {
        return problem.with_help("put the text in double quotes");
    }
    problem
}
