//! Our tree as JSON: how `jsonschema` reads a page without a copy of it.
//!
//! A date is a JSON string of what the author wrote; merged entries are members; of duplicates the last wins. A number
//! without JSON form (`.nan`, `.inf`) is a string, so that only a schema that asks for a number objects.

mod gauge;
mod numeral;

pub(super) use gauge::Gauge;

use crate::document::node::{Entry, NodeId, NodeRef, Value};
use crate::site::inherit::InheritedKey;
use gauge::ERROR_COST;
use jsonschema::JsonType;
use jsonschema::json::{Array, Json, Node, NodeIdentity, Object};
use numeral::Numeral;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as JsonValue;
use std::borrow::Cow;

/// The representation.
pub(super) struct Page;

/// A value of the page.
#[derive(Clone, Copy)]
pub(super) enum Handle<'a> {
    /// The page's own mapping, with the keys it inherits.
    Root { node: NodeRef<'a, 'a>, inherited: &'a [InheritedKey], gauge: &'a Gauge },
    /// A value below it, or of an inherited key.
    Inner { node: NodeRef<'a, 'a>, gauge: &'a Gauge },
    /// A property's name, under `propertyNames`.
    Name(&'a str),
}

impl<'a> Handle<'a> {
    fn read(self) -> Option<&'a Value<'a>> {
        match self {
            Self::Root { node, gauge, .. } | Self::Inner { node, gauge } => {
                gauge.spend(1);
                Some(node.value())
            }
            Self::Name(_) => None,
        }
    }
}

impl Json for Page {
    type Node<'a> = Handle<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = ();

    // A look-up walks the entries, so one pass over them would soon cost less; but only a look-up finds `$schema`.
    const KEYS_PER_LOOKUP: usize = 0;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Handle<'_>) -> T) -> T {
        f(Handle::Name(string))
    }
}

static NULL: JsonValue = JsonValue::Null;

/// The text that stands for a number without JSON form.
fn no_json(value: f64) -> &'static str {
    if value.is_nan() {
        ".nan"
    } else if value > 0.0 {
        ".inf"
    } else {
        "-.inf"
    }
}

impl<'a> Node<'a, Page> for Handle<'a> {
    type Object = Members<'a>;
    type Array = Items<'a>;
    type Number = Numeral;

    fn as_object(&self) -> Option<Members<'a>> {
        match (*self, self.read()) {
            (Self::Root { node, inherited, gauge }, Some(Value::Map(_))) => {
                Some(Members { node: node.resolved(), inherited, gauge, whole: true })
            }
            (Self::Inner { node, gauge }, Some(Value::Map(_))) => {
                Some(Members { node: node.resolved(), inherited: &[], gauge, whole: false })
            }
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Items<'a>> {
        match (*self, self.read()) {
            (Self::Root { node, gauge, .. } | Self::Inner { node, gauge }, Some(Value::List(_))) => {
                Some(Items { node: node.resolved(), gauge })
            }
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        let text = match (*self, self.read()) {
            (Self::Name(name), _) => return Some(Cow::Borrowed(name)),
            (_, Some(Value::Str(text) | Value::Date(text))) => text.as_ref(),
            (_, Some(Value::Float(value))) if !value.is_finite() => no_json(*value),
            _ => return None,
        };
        if let Self::Root { gauge, .. } | Self::Inner { gauge, .. } = self {
            gauge.spend(text.len() as u64 / 256);
        }
        Some(Cow::Borrowed(text))
    }

    fn as_number(&self) -> Option<Numeral> {
        match self.read()? {
            Value::Int(value) => Some(Numeral::Int(*value)),
            Value::Float(value) if value.is_finite() => Some(Numeral::Float(*value)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.read()? {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.read(), Some(Value::Null | Value::Alias(_)))
    }

    fn json_type(&self) -> JsonType {
        match self.read() {
            None | Some(Value::Str(_) | Value::Date(_)) => JsonType::String,
            Some(Value::Null | Value::Alias(_)) => JsonType::Null,
            Some(Value::Bool(_)) => JsonType::Boolean,
            Some(Value::Float(value)) if !value.is_finite() => JsonType::String,
            Some(Value::Int(_) | Value::Float(_)) => JsonType::Number,
            Some(Value::List(_)) => JsonType::Array,
            Some(Value::Map(_)) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &JsonValue) -> bool {
        match expected {
            JsonValue::Null => self.is_null(),
            JsonValue::Bool(value) => self.as_boolean() == Some(*value),
            JsonValue::Number(number) => self.as_number().is_some_and(|own| own.equals(number)),
            JsonValue::String(text) => self.as_string().is_some_and(|own| own == text.as_str()),
            JsonValue::Array(values) => self.as_array().is_some_and(|own| {
                own.len() == values.len() && own.elements().zip(values).all(|(own, value)| own.equals_value(value))
            }),
            JsonValue::Object(values) => self.as_object().is_some_and(|own| {
                let members = own.collect();
                members.len() == values.len()
                    && members.iter().all(|(key, own)| values.get(*key).is_some_and(|value| own.equals_value(value)))
            }),
        }
    }

    /// The value that an error reports. We look values up in our own tree and need it for names and in the library's
    /// list of unevaluated items only, so a collection is not copied.
    fn to_value(&self) -> Cow<'a, JsonValue> {
        if let Self::Root { gauge, .. } | Self::Inner { gauge, .. } = self {
            gauge.spend(ERROR_COST);
        }
        if let Some(text) = self.as_string() {
            return Cow::Owned(JsonValue::String(text.into_owned()));
        }
        match self.read() {
            Some(Value::Bool(value)) => Cow::Owned(JsonValue::Bool(*value)),
            Some(Value::Int(value)) => Cow::Owned(JsonValue::from(*value)),
            Some(Value::Float(value)) => Cow::Owned(JsonValue::from(*value)),
            _ => Cow::Borrowed(&NULL),
        }
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            // An alias is its target: the same value, hence the same identity.
            Self::Root { node, .. } | Self::Inner { node, .. } => {
                Some(NodeIdentity::tagged(std::ptr::from_ref(node.tree()) as usize, node.resolved().id().0))
            }
            Self::Name(_) => None,
        }
    }
}

/// A mapping as an object.
#[derive(Clone, Copy)]
pub(super) struct Members<'a> {
    node: NodeRef<'a, 'a>,
    inherited: &'a [InheritedKey],
    gauge: &'a Gauge,
    /// True for the page's own mapping, whose `$schema` is a word to the editor and to us.
    whole: bool,
}

/// The key by which a page names its schema. A schema that asks for it finds it; one that lists its keys or allows no
/// others does not see it, for it is no part of the data.
const NAMES_SCHEMA: &str = "$schema";

/// Up to this many keys are compared one with the other; more go through a hash set.
const FEW: usize = 16;

impl<'a> Members<'a> {
    fn inner(&self, node: NodeRef<'a, 'a>) -> Handle<'a> {
        Handle::Inner { node, gauge: self.gauge }
    }

    /// The members with every key once: the page's own before merged and inherited ones, the last of duplicates.
    fn collect(&self) -> Vec<(&'a str, Handle<'a>)> {
        let data = |key: &str| !(self.whole && key == NAMES_SCHEMA);
        let entries: Vec<_> = self.node.entries().filter(|entry| data(entry.key())).collect();
        let mut members: Vec<(&'a str, Handle<'a>)> = Vec::with_capacity(entries.len() + self.inherited.len());
        self.gauge.spend(entries.len() as u64);
        let own = entries.iter().rev().filter(|entry| !entry.merged());
        let merged = entries.iter().rev().filter(|entry| entry.merged());
        if entries.len() <= FEW {
            for entry in own.chain(merged) {
                if !members.iter().any(|(key, _)| *key == entry.key()) {
                    members.push((entry.key(), self.inner(entry.value())));
                }
            }
        } else {
            let mut seen = FxHashSet::default();
            for entry in own.chain(merged) {
                if seen.insert(entry.key()) {
                    members.push((entry.key(), self.inner(entry.value())));
                }
            }
        }
        members.reverse();
        for key in self.inherited {
            if !members.iter().any(|(own, _)| *own == key.key) {
                members.push((&key.key, self.inner(key.node())));
            }
        }
        members
    }
}

impl<'a> Object<'a, Page> for Members<'a> {
    type Node = Handle<'a>;
    type MemberName = &'a str;
    type MembersIter = std::vec::IntoIter<(&'a str, Handle<'a>)>;

    fn len(&self) -> usize {
        self.collect().len()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn get(&self, key: &Box<str>) -> Option<Handle<'a>> {
        self.gauge.spend(1 + self.node.as_map().map_or(0, |entries| entries.len() as u64) / 32);
        if let Some(entry) = member(self.node, key) {
            return Some(self.inner(entry.value()));
        }
        self.inherited.iter().find(|inherited| inherited.key == **key).map(|inherited| self.inner(inherited.node()))
    }

    fn members(&self) -> Self::MembersIter {
        self.collect().into_iter()
    }
}

/// The entry that counts for `key`: the mapping's own before a merged one, the last of duplicates.
pub(super) fn member<'a>(node: NodeRef<'a, 'a>, key: &str) -> Option<Entry<'a, 'a>> {
    let mut merged = None;
    let mut own = None;
    for entry in node.entries().filter(|entry| entry.key() == key) {
        if entry.merged() {
            merged = Some(entry);
        } else {
            own = Some(entry);
        }
    }
    own.or(merged)
}

/// A list as an array.
#[derive(Clone, Copy)]
pub(super) struct Items<'a> {
    node: NodeRef<'a, 'a>,
    gauge: &'a Gauge,
}

impl<'a> Array<'a, Page> for Items<'a> {
    type Node = Handle<'a>;
    type ElementsIter = std::vec::IntoIter<Handle<'a>>;

    fn len(&self) -> usize {
        self.node.as_list().map_or(0, |items| items.len())
    }

    fn elements(&self) -> Self::ElementsIter {
        let gauge = self.gauge;
        let items: Vec<_> =
            self.node.as_list().into_iter().flatten().map(|node| Handle::Inner { node, gauge }).collect();
        items.into_iter()
    }

    fn is_unique(&self) -> bool {
        first_duplicate(self.elements()).is_none()
    }
}

/// The index of the first value that equals an earlier one.
pub(super) fn first_duplicate<'a>(values: impl Iterator<Item = Handle<'a>>) -> Option<usize> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for (index, value) in values.enumerate() {
        let mut text = String::new();
        spell(&value, &mut text);
        if seen.insert(text, index).is_some() {
            return Some(index);
        }
    }
    None
}

/// Writes a value such that equal values, and only they, are written alike.
fn spell(value: &Handle<'_>, out: &mut String) {
    use std::fmt::Write as _;
    if let Some(text) = value.as_string() {
        let _ = write!(out, "{}\"{text}", text.len());
    } else if let Some(number) = value.as_number() {
        match number {
            Numeral::Int(value) => out.push_str(&value.to_string()),
            Numeral::Float(value) if value.fract() == 0.0 && value.abs() < 9.2e18 => {
                out.push_str(&(value as i64).to_string());
            }
            Numeral::Float(value) => out.push_str(&value.to_string()),
        }
    } else if let Some(items) = value.as_array() {
        out.push('[');
        for item in items.elements() {
            spell(&item, out);
            out.push(',');
        }
        out.push(']');
    } else if let Some(object) = value.as_object() {
        let mut members = object.collect();
        members.sort_unstable_by_key(|(key, _)| *key);
        out.push('{');
        for (key, member) in members {
            let _ = write!(out, "{}:{key}:", key.len());
            spell(&member, out);
            out.push(',');
        }
        out.push('}');
    } else {
        out.push_str(match value.as_boolean() {
            Some(true) => "true",
            Some(false) => "false",
            None => "null",
        });
    }
}

/// Nesting of a value with aliases followed, counted up to `limit`; beyond it `None`. The parsers bound what is
/// written, but each alias may add its target's depth.
pub(super) fn depth(node: NodeRef<'_, '_>, limit: usize) -> Option<usize> {
    let tree = node.tree();
    let mut heights: FxHashMap<NodeId, usize> = FxHashMap::default();
    let mut stack = vec![(node.resolved().id(), false)];
    while let Some((id, done)) = stack.pop() {
        if stack.len() > tree.len() * 3 + 8 {
            return None;
        }
        if heights.contains_key(&id) {
            continue;
        }
        let children: Vec<NodeId> = match &tree.data(id).value {
            Value::List(range) => tree.items(range.clone()).to_vec(),
            Value::Map(range) => tree.entries(range.clone()).iter().map(|entry| entry.value).collect(),
            Value::Alias(target) => vec![*target],
            _ => {
                heights.insert(id, 0);
                continue;
            }
        };
        if done {
            let height = children.iter().filter_map(|child| heights.get(child)).max().copied().unwrap_or(0) + 1;
            if height > limit {
                return None;
            }
            heights.insert(id, height);
        } else {
            stack.push((id, true));
            stack.extend(children.into_iter().filter(|child| !heights.contains_key(child)).map(|child| (child, false)));
        }
    }
    Some(heights.get(&node.resolved().id()).copied().unwrap_or(0))
}
