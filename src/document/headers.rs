//! Pelican's `Key: value` lines at the top of a file, up to the first blank line.

use super::Parsed;
use super::node::{EntryData, Style, Tree, Value};
use crate::span::Span;
use std::borrow::Cow;

/// Where the header of the file ends and its body starts; `None` when the first line is no header.
pub(super) fn extent(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    let mut first = true;
    while at < text.len() {
        let (end, next) = line(text, at);
        let content = &text[at..end];
        if content.trim().is_empty() {
            return (!first).then_some((at, next));
        }
        if !content.starts_with([' ', '\t']) && key(content).is_none() {
            // Python-Markdown stops at the first line that is no header; the text goes on right there.
            return (!first).then_some((at, at));
        }
        if first && key(content).is_none() {
            return None;
        }
        first = false;
        at = next;
    }
    (!first).then_some((text.len(), text.len()))
}

fn line(text: &str, at: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |found| at + found);
    let next = match bytes.get(end) {
        None => end,
        Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
        Some(_) => end + 1,
    };
    (end, next)
}

/// The length of a line's key, when it has one: a letter, then letters, digits, `_`, `-` and spaces, then `:` and white space.
fn key(line: &str) -> Option<usize> {
    let colon = line.find(':')?;
    let key = &line[..colon];
    let named = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'_' | b'-'));
    let spaced = line[colon + 1..].is_empty() || line[colon + 1..].starts_with([' ', '\t']);
    (named && spaced).then_some(colon)
}

/// Reads the header lines under `inner`.
pub(super) fn parse<'s>(text: &'s str, inner: Span, fold_case: bool) -> Parsed<'s> {
    let mut tree = Tree::new();
    let mut entries: Vec<EntryData<'s>> = Vec::new();
    let stop = inner.end as usize;
    let mut at = inner.start as usize;
    while at < stop {
        let (end, next) = line(&text[..stop], at);
        let content = &text[at..end];
        if let Some(colon) = key(content) {
            let raw = content[..colon].trim_end();
            let key = if raw.bytes().any(|b| b.is_ascii_uppercase()) {
                Cow::Owned(raw.to_ascii_lowercase())
            } else {
                Cow::Borrowed(raw)
            };
            let mut value_at = at + colon + 1 + leading(&content[colon + 1..]);
            let mut value = Cow::Borrowed(text[value_at.min(end)..end].trim_end());
            let mut value_end = value_at + value.len();
            // Lines that are indented go on with the value.
            let mut following = next;
            while following < stop {
                let (end, next) = line(&text[..stop], following);
                let more = &text[following..end];
                if !more.starts_with([' ', '\t']) {
                    break;
                }
                let more_text = more.trim();
                if value.is_empty() {
                    value_at = following + leading(more);
                    value = Cow::Borrowed(more_text);
                } else {
                    value = Cow::Owned(format!("{value}\n{more_text}"));
                }
                value_end = following + leading(more) + more_text.len();
                following = next;
            }
            let key_span = Span::new(at, at + raw.len());
            let node = if value.is_empty() {
                tree.push(Span::empty(at + colon + 1), Style::Missing, Value::Str(value))
            } else {
                tree.push(Span::new(value_at, value_end), Style::Plain, Value::Str(value))
            };
            entries.push(EntryData { key, key_span, value: node, merged: false });
            at = following;
        } else {
            at = next;
        }
    }
    let problems = super::duplicates(&entries, fold_case);
    let root = tree.push_map(inner, Style::Block, entries);
    tree.set_root(root);
    Parsed { tree, schema_comment: None, problems }
}

fn leading(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}
