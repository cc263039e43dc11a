//! How values, lists, counts and kinds look in a message.

use crate::document::node::Kind;
use serde_json::Value as Json;

/// Characters of a value that a message shows.
pub(super) const SHOWN: usize = 60;

/// Values of an `enum` that a message lists.
pub(super) const LISTED: usize = 10;

/// A text in backticks: on one line, at most [`SHOWN`] characters.
pub(in crate::schema) fn shown(text: &str) -> String {
    let mut out = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == SHOWN {
            out.push('…');
            break;
        }
        match c {
            '\n' => out.push('⏎'),
            '\r' => {}
            '\t' => out.push(' '),
            '`' => out.push('\''),
            _ => out.push(c),
        }
    }
    out.push('`');
    out
}

/// A value of a schema in backticks.
pub(super) fn json_shown(value: &Json) -> String {
    match value {
        Json::String(text) => shown(text),
        other => shown(&other.to_string()),
    }
}

/// A list of values for people: `` `a`, `b` and 3 more ``. Nobody needs to be told to write nothing, or the same word in
/// other letters.
pub(super) fn listed<'v>(values: impl ExactSizeIterator<Item = &'v Json> + Clone) -> String {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut worth: Vec<&Json> = values
        .clone()
        .filter(|value| !value.is_null() && value.as_str() != Some(""))
        .filter(|value| seen.insert(json_shown(value).to_lowercase()))
        .collect();
    if worth.is_empty() {
        worth = values.collect();
    }
    let total = worth.len();
    let mut out: Vec<String> = worth.into_iter().take(LISTED).map(json_shown).collect();
    if total > LISTED {
        out.push(format!("and {} more", total - LISTED));
    }
    out.join(", ")
}

/// `1 item`, `2 items`.
pub(super) fn count(number: impl Into<u64>, noun: &str) -> String {
    match (number.into(), noun) {
        (1, noun) => format!("1 {noun}"),
        (number, noun) => format!("{number} {noun}s"),
    }
}

/// A kind of value in plain words.
pub(in crate::schema) fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "empty",
        Kind::Bool => "a boolean",
        Kind::Int | Kind::Float => "a number",
        Kind::Str => "a string",
        Kind::Date => "a date",
        Kind::List => "a list",
        Kind::Map => "a mapping",
    }
}
