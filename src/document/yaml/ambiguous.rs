//! Scalars that parse, yet say something else than they seem to. Rather silent than wrong.

use super::errors::quoted;
use crate::document::node::{NodeId, NodeRef, Style, Value};
use crate::document::{Parsed, Problem, ProblemKind};
use crate::edit::{Applicability, Fix};
use crate::span::Span;
use rustc_hash::FxHashSet;

/// Keys whose value is prose.
const PROSE: [&str; 8] = ["title", "subtitle", "description", "summary", "name", "excerpt", "linktitle", "caption"];
/// Keys whose items are words, not numbers.
const WORDS: [&str; 5] = ["tags", "categories", "keywords", "aliases", "authors"];

/// Looks at every plain scalar of the mapping `parsed` holds.
pub(super) fn find(text: &str, inner: Span, parsed: &mut Parsed<'_>) {
    let mut problems = Vec::new();
    let tree = &parsed.tree;
    let aliases: FxHashSet<&str> = (0..tree.len() as u32)
        .map(|id| tree.data(NodeId(id)))
        .filter(|node| node.style == Style::Alias)
        .filter_map(|node| node.span.slice(text).strip_prefix('*'))
        .collect();
    if let Some(root) = parsed.tree.root() {
        let mut pending: Vec<(&str, NodeRef<'_, '_>)> = vec![("", root)];
        while let Some((key, node)) = pending.pop() {
            for entry in node.entries().filter(|entry| !entry.merged()) {
                let (key, value) = (entry.key(), entry.value());
                problems.extend(property(text, inner, &aliases, key, entry.key_span()));
                match value.style() {
                    Style::Missing => problems.extend(swallowed(text, inner, entry.key_span())),
                    Style::Plain => problems.extend(scalar(text, inner, key, value)),
                    Style::Block | Style::Flow => pending.push((key, value)),
                    _ => {}
                }
            }
            for item in node.as_list().into_iter().flatten() {
                match item.style() {
                    Style::Plain => {
                        if is_one_of(&WORDS, key) {
                            let span = item.span();
                            problems.extend(cut(text, inner, span, span.slice(text), true));
                        }
                        problems.extend(scalar(text, inner, key, item));
                    }
                    Style::Block | Style::Flow => pending.push((key, item)),
                    _ => {}
                }
            }
        }
    }
    parsed.problems.append(&mut problems);
}

/// Letter case counts nowhere; made for every key of every page, so without a copy.
fn is_one_of(names: &[&str], key: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(key))
}

fn scalar(text: &str, inner: Span, key: &str, node: NodeRef<'_, '_>) -> Option<Problem> {
    let span = node.span();
    let raw = span.slice(text);
    let prose = is_one_of(&PROSE, key);
    let words = is_one_of(&WORDS, key);
    match node.value() {
        Value::Str(_) => cut(text, inner, span, raw, prose)
            .or_else(|| curly(span, raw))
            .or_else(|| glued(text, span, raw))
            .or_else(|| (prose || words).then(|| boolean_word(span, raw)).flatten()),
        // YAML 1.1 readers make booleans of these, YAML 1.2 readers text; where text belongs, quotes end the doubt.
        Value::Bool(_) if prose || words => boolean_word(span, raw),
        // A version in a place for text: `1.10` would be read as 1.1.
        Value::Float(_) if (prose || words || key.eq_ignore_ascii_case("version")) && loses_zero(raw) => {
            let shown = raw.trim_end_matches('0');
            let shown = shown.strip_suffix('.').unwrap_or(shown);
            let message = format!("`{raw}` is read as the number {shown}");
            Some(mend(Problem::new(ProblemKind::Ambiguous, span, message), span, raw))
        }
        _ => None,
    }
}

/// `title: !important` and `title: &co`: a tag and an anchor where prose belongs.
fn property(text: &str, inner: Span, aliases: &FxHashSet<&str>, key: &str, key_span: Span) -> Option<Problem> {
    if !is_one_of(&PROSE, key) {
        return None;
    }
    let rest = text[key_span.end as usize..inner.end as usize].strip_prefix(':')?;
    if !rest.trim_start_matches([' ', '\t']).starts_with(['!', '&']) {
        return None;
    }
    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    let value = line.trim();
    let name = &value[..value.find([' ', '\t']).unwrap_or(value.len())];
    let what = match value.as_bytes().first()? {
        b'!' if value.starts_with("!!") || value.starts_with("!<") => return None,
        b'!' => "tag",
        b'&' if !aliases.contains(&name[1..]) => "anchor",
        _ => return None,
    };
    if value[name.len()..].trim_start().starts_with(['"', '\'', '|', '>', '[', '{']) {
        return None;
    }
    let start = key_span.end as usize + 1 + line.len() - line.trim_start().len();
    let message = format!("`{name}` is a YAML {what}, not part of the text");
    let span = Span::new(start, start + name.len());
    Some(mend(Problem::new(ProblemKind::Ambiguous, span, message), Span::new(start, start + value.len()), value))
}

fn boolean_word(span: Span, raw: &str) -> Option<Problem> {
    matches!(raw, "yes" | "Yes" | "YES" | "no" | "No" | "NO" | "on" | "On" | "ON" | "off" | "Off" | "OFF").then(|| {
        let message = format!("`{raw}` is a boolean to YAML 1.1 readers and text to others");
        mend(Problem::new(ProblemKind::Ambiguous, span, message), span, raw)
    })
}

fn loses_zero(raw: &str) -> bool {
    raw.split_once('.').is_some_and(|(whole, fraction)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        digits(whole) && digits(fraction) && fraction.len() > 1 && fraction.ends_with('0')
    })
}

/// `title: Issue #12`: the comment starts right at a word, as no one writes comments in prose.
fn cut(text: &str, inner: Span, span: Span, raw: &str, prose: bool) -> Option<Problem> {
    if !prose {
        return None;
    }
    let rest = &text[span.end as usize..inner.end as usize];
    // Looked at before the line's end is sought: many values may share one long line.
    if !rest.trim_start_matches([' ', '\t']).starts_with('#') || raw.contains(['\n', '\r']) {
        return None;
    }
    let rest = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    let comment = rest.trim_start_matches([' ', '\t']);
    let word = comment.strip_prefix('#')?;
    if comment.len() == rest.len() || !word.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let whole = Span::new(span.start as usize, span.end as usize + rest.trim_end().len());
    let hash = Span::new(span.end as usize + rest.len() - comment.len(), whole.end as usize);
    let message = format!("` {}` is a comment, so the value ends before it", comment.trim_end());
    Some(mend(Problem::new(ProblemKind::Ambiguous, hash, message), whole, whole.slice(text)))
}

/// `color: #fff`: one word right behind the number sign where a value is missing.
fn swallowed(text: &str, inner: Span, key: Span) -> Option<Problem> {
    let rest = text[key.end as usize..inner.end as usize].strip_prefix(':')?;
    // Looked at before the line's end is sought, as in `cut`.
    if !rest.trim_start_matches([' ', '\t']).starts_with('#') {
        return None;
    }
    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    let value = line.trim_matches([' ', '\t']);
    let word = value.strip_prefix('#')?;
    if !word.starts_with(char::is_alphanumeric) || word.contains([' ', '\t', ':', '"', '\'', '#']) {
        return None;
    }
    let start = key.end as usize + 1 + line.find('#')?;
    let span = Span::new(start, start + value.len());
    let message = format!("`{value}` is a comment, so `{}` has no value", key.slice(text));
    let problem = Problem::new(ProblemKind::Ambiguous, span, message).with_help("quote the value");
    // It may as well be a value that someone took out.
    Some(problem.with_fix(Fix::one("quote the value", Applicability::Unsafe, span, quoted(value))))
}

/// `“…”` does not quote.
fn curly(span: Span, raw: &str) -> Option<Problem> {
    // The quotes share their first byte, and few values begin with it.
    if raw.as_bytes().first() != Some(&0xE2) {
        return None;
    }
    let pairs = [('“', '”'), ('‘', '’'), ('“', '“'), ('”', '”'), ('„', '“')];
    let (open, close) = pairs.into_iter().find(|(open, close)| {
        raw.strip_prefix(*open)
            .and_then(|rest| rest.strip_suffix(*close))
            .is_some_and(|within| !within.contains(['“', '”', '‘', '„']))
    })?;
    let within = raw.strip_prefix(open)?.strip_suffix(close)?;
    if within.contains(['\n', '\r']) {
        return None;
    }
    let message = format!("`{open}` and `{close}` do not quote in YAML: they are part of the value");
    let problem = Problem::new(ProblemKind::Ambiguous, span, message).with_help("quote with straight quotes");
    // Whether the curly quotes are meant as text only the author knows.
    Some(problem.with_fix(Fix::one("write straight quotes", Applicability::Unsafe, span, quoted(within))))
}

/// A later line of a plain scalar that would be a key with a space behind its colon.
fn glued(text: &str, span: Span, raw: &str) -> Option<Problem> {
    memchr::memchr(b'\n', raw.as_bytes())?;
    let mut at = span.start as usize;
    for (number, line) in raw.split('\n').enumerate() {
        let content = line.trim_end();
        // A root key's line stands at column 0, where YAML has ended the value and made the line an error; what is
        // left is a line indented by a slip.
        if number > 0 {
            let trimmed = content.trim_start();
            let start = at + content.len() - trimmed.len();
            let column = start - text[..start].rfind('\n').map_or(0, |found| found + 1);
            if column <= 2
                && let Some(colon) = super::glued_key(trimmed)
                && trimmed[..colon].len() > 2
            {
                let place = Span::new(start, start + trimmed.len());
                let message = format!("`{trimmed}` goes on with the value above; a key needs a space behind its colon");
                return Some(
                    Problem::new(ProblemKind::Ambiguous, place, message)
                        .with_help("write `key: value`, or quote the whole value"),
                );
            }
        }
        at += line.len() + 1;
    }
    None
}

fn mend(problem: Problem, span: Span, raw: &str) -> Problem {
    problem.with_help("quote the value").with_fix(Fix::one("quote the value", Applicability::Safe, span, quoted(raw)))
}
