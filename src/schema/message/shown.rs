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

/// What a value of a schema is, with its value: where another one looks the same.
fn with_kind(value: &Json) -> String {
    let kind = match value {
        Json::String(_) => "the string",
        Json::Number(_) => "the number",
        Json::Bool(_) => "the boolean",
        _ => return json_shown(value),
    };
    format!("{kind} {}", json_shown(value))
}

/// A list of values for people: `` `a`, `b` and 3 more ``. Nobody needs to be told to write nothing, or the same word in
/// other letters. Where a number and a string look alike each is said with its kind, and `null` is named as well.
pub(super) fn listed<'v>(values: impl ExactSizeIterator<Item = &'v Json> + Clone) -> String {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut worth: Vec<&Json> = values
        .clone()
        .filter(|value| value.as_str() != Some(""))
        .filter(|value| seen.insert((value.is_string(), json_shown(value).to_lowercase())))
        .collect();
    let plain: rustc_hash::FxHashSet<String> =
        worth.iter().filter(|value| !value.is_string()).map(|value| json_shown(value)).collect();
    let alike: rustc_hash::FxHashSet<String> =
        worth.iter().filter_map(|value| value.as_str().map(shown)).filter(|text| plain.contains(text)).collect();
    if alike.is_empty() {
        worth.retain(|value| !value.is_null());
    }
    let one = |value: &Json| {
        let text = json_shown(value);
        if alike.contains(&text) { with_kind(value) } else { text }
    };
    if worth.is_empty() {
        worth = values.collect();
    }
    let total = worth.len();
    let mut out: Vec<String> = worth.into_iter().take(LISTED).map(one).collect();
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
