//! A schema file's text as our tree, for spans, and as the JSON that the library compiles.

use crate::document::node::{EntryData, NodeId, NodeRef, Style, Tree, Value};
use crate::source::LIMITS;
use crate::span::Span;
use jsonc_parser::ast;
use serde_json::{Map, Number, Value as Json};
use std::borrow::Cow;
use std::path::Path;

/// Nesting in a schema file; security.md Y2.
pub(super) const DEPTH: usize = 64;

/// What is wrong with the text.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where.
    pub(super) span: Span,
    /// What, without any text of the file.
    pub(super) message: String,
}

fn fault(span: Span, message: impl Into<String>) -> Fault {
    Fault { span, message: message.into() }
}

/// Parses the text of the file at `path`: YAML by its extension, else JSON.
pub(super) fn parse(text: &str, path: &Path) -> Result<Tree<'static>, Fault> {
    let yaml = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("yaml") || ext.eq_ignore_ascii_case("yml"));
    if yaml {
        return Err(fault(Span::empty(0), "a schema in YAML cannot be read yet"));
    }
    json(text)
}

fn json(text: &str) -> Result<Tree<'static>, Fault> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = &text[start..];
    if let Some(at) = too_deep(body) {
        return Err(fault(Span::new(start + at, start + at + 1), format!("nested more than {DEPTH} levels deep")));
    }
    let options = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed =
        jsonc_parser::parse_to_ast(body, &jsonc_parser::CollectOptions::default(), &options).map_err(|error| {
            let range = error.range();
            let from = body.floor_char_boundary(range.start);
            let to = body.ceil_char_boundary(range.end.max(from));
            let mut kind = error.kind().to_string();
            if let Some(first) = kind.get(..1).map(str::to_ascii_lowercase) {
                kind.replace_range(..1, &first);
            }
            fault(Span::new(start + from, start + to), format!("not JSON: {kind}"))
        })?;
    let mut tree = Tree::new();
    let Some(value) = parsed.value else {
        return Err(fault(Span::empty(start), "the schema is empty"));
    };
    let root = build(&mut tree, &value, start);
    tree.set_root(root);
    Ok(tree)
}

/// The offset of the bracket that goes one level too deep.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                if depth > DEPTH {
                    return Some(at);
                }
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Adds a value; recursion is bounded by [`DEPTH`].
fn build(tree: &mut Tree<'static>, value: &ast::Value<'_>, start: usize) -> NodeId {
    let at = |range: jsonc_parser::common::Range| Span::new(range.start + start, range.end + start);
    match value {
        ast::Value::StringLit(lit) => {
            tree.push(at(lit.range), Style::DoubleQuoted, Value::Str(Cow::Owned(lit.value.to_string())))
        }
        ast::Value::NumberLit(lit) => {
            let number = match lit.value.parse::<i64>() {
                Ok(number) => Value::Int(number),
                Err(_) => Value::Float(lit.value.parse().unwrap_or(f64::NAN)),
            };
            tree.push(at(lit.range), Style::Plain, number)
        }
        ast::Value::BooleanLit(lit) => tree.push(at(lit.range), Style::Plain, Value::Bool(lit.value)),
        ast::Value::NullKeyword(lit) => tree.push(at(lit.range), Style::Plain, Value::Null),
        ast::Value::Array(list) => {
            let items: Vec<_> = list.elements.iter().map(|item| build(tree, item, start)).collect();
            tree.push_list(at(list.range), Style::Flow, items)
        }
        ast::Value::Object(object) => {
            let entries: Vec<_> = object
                .properties
                .iter()
                .map(|property| {
                    let range = match &property.name {
                        ast::ObjectPropName::String(lit) => lit.range,
                        ast::ObjectPropName::Word(lit) => lit.range,
                    };
                    EntryData {
                        key: Cow::Owned(property.name.as_str().to_owned()),
                        key_span: at(range),
                        value: build(tree, &property.value, start),
                        merged: false,
                    }
                })
                .collect();
            tree.push_map(at(object.range), Style::Flow, entries)
        }
    }
}

/// The value as the library takes it.
pub(super) fn to_json(node: NodeRef<'_, '_>) -> Result<Json, Fault> {
    let deep = || fault(node.span(), format!("nested more than {DEPTH} levels deep"));
    super::instance::depth(node, DEPTH + 1).ok_or_else(deep)?;
    let mut left = LIMITS.expanded_nodes * 4;
    convert(node, &mut left)
}

fn convert(node: NodeRef<'_, '_>, left: &mut usize) -> Result<Json, Fault> {
    *left = left.checked_sub(1).ok_or_else(|| fault(node.span(), "too large"))?;
    Ok(match node.value() {
        Value::Null | Value::Alias(_) => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::from(*value),
        Value::Float(value) => match Number::from_f64(*value) {
            Some(number) => Json::Number(number),
            None => return Err(fault(node.span(), "this number is too large")),
        },
        Value::Str(text) | Value::Date(text) => Json::String(text.to_string()),
        Value::List(_) => {
            let items = node.as_list().into_iter().flatten();
            Json::Array(items.map(|item| convert(item, left)).collect::<Result<_, _>>()?)
        }
        Value::Map(_) => {
            let mut map = Map::new();
            for entry in node.entries() {
                // A merged entry never replaces one of the mapping's own.
                if !(entry.merged() && map.contains_key(entry.key())) {
                    map.insert(entry.key().to_owned(), convert(entry.value(), left)?);
                }
            }
            Json::Object(map)
        }
    })
}
