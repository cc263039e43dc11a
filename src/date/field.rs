//! Dates out of a front matter value, whatever its shape: a scalar, a list of them, a mapping that holds them.

use super::read::{Reading, Refusal, read};
use crate::document::node::{Kind, NodeRef, Value};
use crate::span::Span;

/// A scalar of a front matter value that should be a date.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// Its bytes, quotes included.
    pub span: Span,
    /// Its text, escapes resolved.
    pub text: &'a str,
    /// What it says, or why it is no date.
    pub reading: Result<Reading<'a>, Refusal>,
}

/// The keys of a mapping in the place of a date that hold the date itself, the first that is there counts: Quarto's
/// `date: {value: …}`, `date: {created: …}` of MkDocs' blogs.
const MAIN: [&str; 4] = ["value", "created", "date", "start"];

/// The one date that `node` is: its own, a list's first, a mapping's main one. Nothing where there is no text.
pub fn one<'a>(node: NodeRef<'a, 'a>) -> Option<Field<'a>> {
    match node.kind() {
        Kind::List => node.as_list()?.next().and_then(scalar),
        Kind::Map => scalar(MAIN.iter().find_map(|key| node.get(key))?),
        _ => scalar(node),
    }
}

/// All dates that `node` should hold: its own, every one of a list, and of a mapping.
pub fn all<'a>(node: NodeRef<'a, 'a>) -> impl Iterator<Item = Field<'a>> {
    let list = node.as_list().into_iter().flatten();
    let map = node.entries().map(|entry| entry.value());
    let own = matches!(node.value(), Value::Str(_) | Value::Date(_)).then_some(node);
    own.into_iter().chain(list).chain(map).filter_map(scalar)
}

fn scalar<'a>(node: NodeRef<'a, 'a>) -> Option<Field<'a>> {
    let text = node.as_str()?;
    Some(Field { span: node.span(), text, reading: read(text) })
}
