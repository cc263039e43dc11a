//! A schema file's text as our tree, for spans, and as the JSON that the library compiles.

use crate::document::node::{NodeRef, Tree, Value};
use crate::document::{self, Format, ProblemKind};
use crate::source::LIMITS;
use crate::span::Span;
use serde_json::{Map, Number, Value as Json};
use std::path::Path;

/// Nesting in a schema file.
pub(super) const DEPTH: usize = 64;

/// What is wrong with the text.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where.
    pub(super) span: Span,
    /// What.
    pub(super) message: String,
}

fn fault(span: Span, message: impl Into<String>) -> Fault {
    Fault { span, message: message.into() }
}

/// A tree, and what is odd but no reason to refuse it.
pub(super) struct Parsed {
    /// The data.
    pub(super) tree: Tree<'static>,
    /// Keys that stand twice.
    pub(super) odd: Vec<Fault>,
}

/// Parses the text of the file at `path`: YAML by its extension, else JSON.
pub(super) fn parse(text: &str, path: &Path) -> Result<Parsed, Fault> {
    let yaml = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("yaml") || ext.eq_ignore_ascii_case("yml"));
    let format = if yaml { Format::Yaml } else { Format::Json };
    let (tree, problems) = document::parse_data(text, format);
    let mut odd = Vec::new();
    for problem in problems {
        match problem.kind {
            // The parsers speak of what they read most.
            ProblemKind::Syntax | ProblemKind::Limit => {
                return Err(fault(problem.span, problem.message.replace("the front matter", "the schema")));
            }
            ProblemKind::DuplicateKey => odd.push(fault(problem.span, problem.message)),
            // How a generator reads a scalar says nothing about a schema.
            ProblemKind::Ambiguous | ProblemKind::Ignored => {}
        }
    }
    Ok(Parsed { tree: tree.into_owned(), odd })
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
