//! What a schema asks for, in plain words.

use super::{Speaker, json_shown, listed, shown};
use crate::document::node::{NodeRef, Value};
use crate::schema::load::Place;
use crate::schema::source;
use jsonschema::error::{TypeKind, ValidationErrorKind as Error};
use jsonschema::{JsonType, ValidationError};

/// Steps along `$ref` when words are sought.
const HOPS: usize = 8;

fn one(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "null" => "nothing",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a string",
        "array" => "a list",
        "object" => "a mapping",
        _ => return None,
    })
}

fn many(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "boolean" => "booleans",
        "integer" => "whole numbers",
        "number" => "numbers",
        "string" => "strings",
        "array" => "lists",
        "object" => "mappings",
        _ => return None,
    })
}

/// `a`, `a or b`, `a, b or c`; each once.
pub(super) fn either(words: Vec<String>) -> String {
    let mut unique: Vec<String> = Vec::new();
    for word in words {
        if !unique.contains(&word) {
            unique.push(word);
        }
    }
    // Whoever wrote something does not want to be told to write nothing.
    if unique.len() > 1 {
        unique.retain(|word| word != "nothing");
    }
    if unique.len() > 1 {
        for word in unique.iter_mut().filter(|word| *word == "`true` or `false`") {
            "a boolean".clone_into(word);
        }
    }
    let last = unique.pop().unwrap_or_default();
    if unique.is_empty() { last } else { format!("{} or {last}", unique.join(", ")) }
}

impl<'a> Speaker<'a> {
    /// Which schema, and where in it.
    pub(super) fn origin(&self, error: &ValidationError<'_>) -> String {
        let Some((schema, bundle)) = self.schema else { return String::new() };
        let pointer = error.schema_path().as_str();
        let at = if pointer.is_empty() { "its root".to_owned() } else { shown_whole(pointer) };
        let doc = self.keyword_place(error).map(|(doc, _)| &bundle.docs[doc].name);
        format!("in schema `{}`, at {at}", doc.unwrap_or(&schema.name.to_string()))
    }

    /// The value of the keyword that failed.
    pub(super) fn keyword_place(&self, error: &ValidationError<'_>) -> Option<Place> {
        self.schema_place(error, 0)
    }

    /// The schema that holds the keyword.
    pub(super) fn parent_place(&self, error: &ValidationError<'_>) -> Option<Place> {
        self.schema_place(error, 1)
    }

    fn schema_place(&self, error: &ValidationError<'_>, up: usize) -> Option<Place> {
        let (_, bundle) = self.schema?;
        let base = error.absolute_keyword_location().and_then(|uri| {
            let bare = uri.as_str().split('#').next().unwrap_or("");
            bundle.resources.get(bare).copied()
        });
        let base = match base {
            Some(base) => base,
            None => (0, bundle.docs.first()?.tree.root()?.id()),
        };
        let mut pointer = error.schema_path().as_str();
        for _ in 0..up {
            pointer = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        bundle.follow(base, pointer)
    }

    pub(super) fn schema_node(&self, place: Place) -> Option<NodeRef<'a, 'static>> {
        self.schema.map(|(_, bundle)| bundle.node(place))
    }

    /// The text of the keyword that failed, as of a `pattern`.
    pub(super) fn keyword_text(&self, error: &ValidationError<'_>) -> Option<String> {
        self.schema_node(self.keyword_place(error)?)?.as_str().map(str::to_owned)
    }

    /// The words for a `type` that failed; a list says what its items are, a string what it looks like.
    pub(super) fn expected_type(&self, error: &ValidationError<'_>, kind: &TypeKind) -> String {
        let parent = self.parent_place(error);
        if let (TypeKind::Single(_), Some(words)) = (kind, parent.and_then(|place| self.wanted(place))) {
            return words;
        }
        let name = |kind: JsonType| one(kind.as_str()).unwrap_or("something else").to_owned();
        match kind {
            TypeKind::Single(single) => name(*single),
            TypeKind::Multiple(set) => either(set.iter().map(name).collect()),
        }
    }

    /// The words for a whole schema; `None` where it asks for more than few words say.
    pub(super) fn wanted(&self, place: Place) -> Option<String> {
        let (_, bundle) = self.schema?;
        let mut place = place;
        for _ in 0..HOPS {
            let reference = bundle.node(place).get("$ref").and_then(NodeRef::as_str);
            let Some(pointer) = reference.and_then(|text| text.strip_prefix('#')) else { break };
            let root = bundle.docs[place.0].tree.root()?;
            place = bundle.follow((place.0, root.id()), pointer)?;
        }
        let node = bundle.node(place);
        if let Some(value) = node.get("const") {
            return source::to_json(value).ok().map(|value| json_shown(&value));
        }
        if let Some(values) = node.get("enum").and_then(|values| source::to_json(values).ok()) {
            let values = values.as_array()?;
            return Some(if values.len() == 1 {
                listed(values.iter())
            } else {
                format!("one of {}", listed(values.iter()))
            });
        }
        let format = node.get("format").and_then(NodeRef::as_str);
        if let Some(words) = format.and_then(crate::schema::format::describe) {
            return Some(words.to_owned());
        }
        let kind = node.get("type")?;
        if kind.as_str() == Some("array") {
            let items = node.get("items").and_then(|items| items.get("type")).and_then(NodeRef::as_str).and_then(many);
            return Some(items.map_or_else(|| "a list".to_owned(), |items| format!("a list of {items}")));
        }
        match kind.value() {
            Value::Str(kind) => one(kind).map(str::to_owned),
            Value::List(_) => {
                let words = kind.as_list()?.filter_map(|kind| one(kind.as_str()?)).map(str::to_owned).collect();
                Some(either(words))
            }
            _ => None,
        }
    }

    /// The schema's own words (`patternErrorMessage`, `errorMessage`), as the JSON editor of VS Code shows them: beside
    /// the keyword that failed, for a `not` also within it.
    pub(super) fn own_words(&self, error: &ValidationError<'_>) -> Option<&'a str> {
        let beside = || self.schema_node(self.parent_place(error)?);
        let words = |node: NodeRef<'a, 'static>, key: &str| {
            let text = node.get(key)?.as_str()?.trim().trim_end_matches('.');
            (!text.is_empty()).then_some(text)
        };
        match error.kind() {
            Error::Custom { message, .. } if message == crate::schema::pattern::GAVE_UP => None,
            Error::Pattern { .. } | Error::Format { .. } | Error::Custom { .. } => {
                let beside = beside()?;
                words(beside, "patternErrorMessage").or_else(|| words(beside, "errorMessage"))
            }
            Error::Not { .. } => {
                let within = self.keyword_place(error).and_then(|place| self.schema_node(place));
                within.and_then(|node| words(node, "errorMessage")).or_else(|| words(beside()?, "errorMessage"))
            }
            Error::Type { .. } | Error::Enum { .. } | Error::Constant { .. } => words(beside()?, "errorMessage"),
            _ => None,
        }
    }

    /// What a `contains` asks for.
    pub(super) fn contained(&self, error: &ValidationError<'_>) -> Option<String> {
        self.wanted(self.keyword_place(error)?)
    }

    /// What a `not` rules out, where few words say it all.
    pub(super) fn excluded(&self, error: &ValidationError<'_>) -> Option<String> {
        let place = self.keyword_place(error)?;
        let whole = self.schema_node(place)?.entries().all(|entry| matches!(entry.key(), "const" | "enum" | "type"));
        whole.then(|| self.wanted(place))?
    }

    /// The keys that a `not` of nothing but `required` forbids together.
    pub(super) fn exclusive(&self, error: &ValidationError<'_>) -> Option<Vec<String>> {
        let schema = self.schema_node(self.keyword_place(error)?)?;
        let only = schema.entries().all(|entry| matches!(entry.key(), "required" | "type"));
        let keys: Vec<_> =
            schema.get("required")?.as_list()?.filter_map(|key| key.as_str().map(str::to_owned)).collect();
        (only && !keys.is_empty()).then_some(keys)
    }
}

/// A pointer in backticks, not shortened: it is how the keyword is found.
fn shown_whole(pointer: &str) -> String {
    if pointer.chars().count() > 200 { shown(pointer) } else { format!("`{pointer}`") }
}
