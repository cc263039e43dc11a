//! Keys that a schema asks for, and the line that would satisfy it.

use super::place::{Last, Place};
use super::{Speaker, shown};
use crate::document::Format;
use crate::document::node::{NodeRef, Value};
use crate::edit::{Applicability, Fix};
use crate::schema::{Violation, ViolationKind, source};
use crate::span::Span;
use jsonschema::ValidationError;
use serde_json::Value as Json;

impl<'a> Speaker<'a> {
    /// Where a key is missing: the head of the block, or the key of the mapping that lacks it.
    pub(super) fn missing_span(&self, place: &Place<'a>) -> Span {
        match place.last {
            Last::Root => self.head(),
            Last::Key => place.key_span,
            // An item has no key; its first line is enough.
            Last::Item => {
                let text = self.instance.map_or("", |instance| place.span.slice(instance.document.text));
                let end = text.find(['\n', '\r']).unwrap_or(text.len());
                Span::new(place.span.start as usize, place.span.start as usize + end)
            }
        }
    }

    /// `required` and what is like it.
    pub(super) fn missing(&self, error: &ValidationError<'_>, place: &Place<'a>, property: &Json) -> Violation {
        let key = property.as_str().unwrap_or_default();
        let path = error.schema_path().as_str();
        let mut steps = path.rsplit('/');
        let last = steps.next().unwrap_or_default();
        // `…/dependentRequired/end`, `…/dependencies/end`: the key that asks for the other.
        let because = match (last, steps.next()) {
            (by, Some("dependentRequired" | "dependencies")) => Some(crate::schema::pointer::unescape(by)),
            ("dependentRequired" | "dependencies", _) => self.dependent(error, place, key),
            _ => None,
        };
        let here = match place.last {
            Last::Root => String::new(),
            _ => format!(" in {}", place.name),
        };
        let message = match &because {
            Some(by) => format!("{} needs {}{here}, which is missing", shown(by), shown(key)),
            None => format!("{} is missing{here}", shown(key)),
        };
        let mut violation = self.violation(ViolationKind::Missing, error, place, self.missing_span(place), message);
        if because.is_none() && path.split('/').any(|step| step == "then" || step == "else") {
            violation.note.push_str("; it is asked for because of the `if` there");
        }
        violation.help = Some(match place.last {
            Last::Root if self.is_front_matter() => format!("add {}", self.as_written(key)),
            _ => format!("add the key {}", shown(key)),
        });
        let wanted = self.property_schema(error, key);
        if let Some(description) = wanted.and_then(|schema| schema.get("description")?.as_str()) {
            let first = description.lines().next().unwrap_or_default();
            if let (Some(help), false) = (&mut violation.help, first.is_empty()) {
                let first = first.trim_end_matches('.');
                // That it is required is what the message says.
                help.push_str(&format!(": {}", first.strip_suffix(". Required").unwrap_or(first)));
            }
        }
        if place.last == Last::Root && self.is_front_matter() {
            violation.fix = self.insertion(key, wanted);
        }
        violation
    }

    /// The start of the line that sets `key`, in the notation of the page.
    fn as_written(&self, key: &str) -> String {
        shown(&match self.instance.and_then(|instance| instance.document.format) {
            Some(Format::Toml) => format!("{key} = …"),
            Some(Format::Json) => format!("\"{key}\": …"),
            _ => format!("{key}:"),
        })
    }

    /// The key on the page whose dependency `key` is, where the path does not say.
    fn dependent(&self, error: &ValidationError<'_>, place: &Place<'a>, key: &str) -> Option<String> {
        let table = self.schema_node(self.keyword_place(error)?)?;
        let node = place.node?.resolved();
        table
            .entries()
            .filter(|entry| crate::schema::instance::member(node, entry.key()).is_some())
            .find(|entry| entry.value().as_list().is_some_and(|mut names| names.any(|name| name.as_str() == Some(key))))
            .map(|entry| entry.key().to_owned())
    }

    /// What `properties` says about the key: beside the keyword, or at the root of the schema.
    fn property_schema(&self, error: &ValidationError<'_>, key: &str) -> Option<NodeRef<'a, 'static>> {
        let (_, bundle) = self.schema?;
        let beside = self.parent_place(error).map(|place| bundle.node(place));
        let root = bundle.docs.first().and_then(|doc| doc.tree.root());
        beside.into_iter().chain(root).find_map(|schema| schema.get("properties")?.get(key))
    }

    fn insertion(&self, key: &str, wanted: Option<NodeRef<'_, '_>>) -> Option<Fix> {
        let document = self.instance?.document;
        let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if !plain {
            return None;
        }
        let value = placeholder(wanted?, document.format?)?;
        let title = format!("add {}", self.as_written(key));
        let (at, text) = match document.format? {
            Format::Yaml => (document.tail(self.root)?, format!("{key}: {value}{}", document.newline())),
            Format::Toml => (document.tail(self.root)?, format!("{key} = {value}{}", document.newline())),
            Format::Json => {
                let last = self.root.entries().last();
                match last {
                    Some(entry) => {
                        let end = entry.value().span().end as usize;
                        (end, format!(",{}  \"{key}\": {value}", document.newline()))
                    }
                    None => (self.root.span().start as usize + 1, format!("\"{key}\": {value}")),
                }
            }
            Format::Headers => return None,
        };
        Some(Fix::one(title, Applicability::Unsafe, Span::empty(at), text))
    }
}

/// A value that a schema gives itself, or an empty one of its type; none where every choice would be a guess that
/// does not fit.
fn placeholder(schema: NodeRef<'_, '_>, format: Format) -> Option<String> {
    let literal = |value| date(schema, value, format).or_else(|| literal(value));
    for keyword in ["default", "const"] {
        if let Some(value) = schema.get(keyword) {
            return literal(value);
        }
    }
    if let Some(first) = schema.get("enum").and_then(|values| values.as_list()?.next()) {
        return literal(first);
    }
    let narrow = ["format", "pattern", "minLength", "minItems", "minimum", "exclusiveMinimum", "contains", "required"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some());
    let kind = schema.get("type")?;
    let kind = kind.as_str().or_else(|| kind.as_list()?.find_map(|kind| kind.as_str()))?;
    match kind {
        // Something to be seen and replaced.
        "string" if schema.get("format").is_none() && schema.get("pattern").is_none() => Some("\"TODO\"".to_owned()),
        "boolean" => Some("false".to_owned()),
        "integer" | "number" if !narrow => Some("0".to_owned()),
        "array" if !narrow => Some("[]".to_owned()),
        "object" if !narrow => Some("{}".to_owned()),
        _ => None,
    }
}

/// A date as YAML and TOML have it: without quotes, with which some readers take it for a text.
fn date(schema: NodeRef<'_, '_>, value: NodeRef<'_, '_>, format: Format) -> Option<String> {
    let wanted = schema.get("format")?.as_str()?;
    let text = match value.value() {
        Value::Str(text) | Value::Date(text) => text.as_ref(),
        _ => return None,
    };
    let native = matches!(format, Format::Yaml | Format::Toml)
        && matches!(wanted, "date" | "date-time")
        && crate::schema::format::is_instant(text);
    native.then(|| text.to_owned())
}

/// A scalar or flat list as YAML, TOML and JSON all read it.
fn literal(value: NodeRef<'_, '_>) -> Option<String> {
    let simple = match value.value() {
        Value::List(_) => {
            value.as_list()?.all(|item| !matches!(item.value(), Value::List(_) | Value::Map(_) | Value::Null))
        }
        Value::Map(_) => value.entries().next().is_none(),
        Value::Null => false,
        _ => true,
    };
    if !simple {
        return None;
    }
    source::to_json(value).ok().map(|value| value.to_string())
}
