//! From a pointer into the data to bytes in the file and a name for people.

use super::{Speaker, shown};
use crate::document::node::{Kind, NodeRef, Value};
use crate::schema::instance::{self, Gauge, Handle};
use crate::schema::pointer::unescape;
use crate::site::inherit::InheritedKey;
use crate::span::Span;
use jsonschema::ValidationError;
use jsonschema::json::Node as _;

/// What the last segment of a pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// There is none.
    Root,
    /// A key.
    Key,
    /// An index.
    Item,
}

/// A value that an error is about.
#[derive(Clone)]
pub(super) struct Place<'a> {
    /// `` `menu.weight` ``, `` `tags[1]` ``, or what the whole is called.
    pub(super) name: String,
    /// The last segment.
    pub(super) last: Last,
    /// The value.
    pub(super) node: Option<NodeRef<'a, 'a>>,
    /// Its bytes; those of an alias's target; for an inherited value the head of the block.
    pub(super) span: Span,
    /// The bytes of the last key on the way; the head of the block where there is none.
    pub(super) key_span: Span,
    /// The inherited key that it belongs to.
    pub(super) inherited: Option<&'a InheritedKey>,
}

impl Place<'_> {
    /// `` `level`:  `` before a value that says little without it; nothing at the top.
    pub(super) fn prefix(&self) -> String {
        match self.last {
            Last::Root => String::new(),
            Last::Key | Last::Item => format!("{}: ", self.name),
        }
    }
}

impl<'a> Speaker<'a> {
    /// Where a finding about the whole stands.
    pub(in crate::schema) fn head(&self) -> Span {
        match self.instance {
            Some(instance) if self.is_front_matter() => instance.document.head(),
            _ => {
                let span = self.root.resolved().span();
                let start = span.start as usize;
                // One character, not one byte; nothing where there is none.
                let first = self.instance.and_then(|instance| {
                    let text = instance.document.text.get(start..span.end as usize)?;
                    text.chars().next().map(char::len_utf8)
                });
                let first = first.unwrap_or_else(|| usize::from(self.instance.is_none() && !span.is_empty()));
                Span::new(start, start + first)
            }
        }
    }

    /// True when the mapping is the block of the document, not one record of a data file.
    pub(super) fn is_front_matter(&self) -> bool {
        self.instance.is_some_and(|instance| {
            instance.document.block.is_some()
                && instance.document.data.root().is_some_and(|root| root.id() == self.root.id())
                && std::ptr::eq(
                    std::ptr::from_ref(self.root.tree()).cast::<()>(),
                    std::ptr::from_ref(&instance.document.data).cast::<()>(),
                )
        })
    }

    fn whole(&self) -> &'static str {
        match self.instance {
            // Front matter is always a mapping; of a data file the root may be anything.
            Some(_) if self.is_front_matter() && self.root.kind() == Kind::Map => "the front matter",
            Some(_) => "the record",
            None => "the schema",
        }
    }

    /// The value that `error` is about.
    pub(super) fn place(&self, error: &ValidationError<'_>) -> Place<'a> {
        self.find(error.instance_path().as_str())
    }

    pub(super) fn find(&self, pointer: &str) -> Place<'a> {
        let head = self.head();
        let mut place = Place {
            name: self.whole().to_owned(),
            last: Last::Root,
            node: Some(self.root),
            span: head,
            key_span: head,
            inherited: None,
        };
        let mut path = String::new();
        for segment in pointer.split('/').skip(1) {
            let key = unescape(segment);
            let node = place.node.map(NodeRef::resolved);
            let list = matches!(node.map(NodeRef::value), Some(Value::List(_)));
            if list {
                path.push_str(&format!("[{key}]"));
            } else {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key);
            }
            let child = if list {
                node.and_then(|node| node.as_list()?.nth(key.parse().ok()?))
            } else {
                let entry = node.and_then(|node| instance::member(node, &key));
                if let Some(entry) = entry.filter(|_| place.inherited.is_none()) {
                    place.key_span = entry.key_span();
                }
                let inherited = self.instance.map_or(&[][..], |instance| instance.inherited);
                if entry.is_none() && place.last == Last::Root {
                    place.inherited = inherited.iter().find(|inherited| inherited.key == key);
                }
                entry.map(|entry| entry.value()).or_else(|| place.inherited.map(|inherited| inherited.node()))
            };
            place.last = if list { Last::Item } else { Last::Key };
            place.node = child;
            if let Some(child) = child.filter(|_| place.inherited.is_none()) {
                // Nothing is written for an empty value: its key is what can be pointed at.
                let span = child.resolved().span();
                place.span = if span.is_empty() && !list { place.key_span } else { span };
            }
        }
        if place.last != Last::Root {
            place.name = shown(&path);
        }
        if place.inherited.is_some() {
            place.span = head;
            place.key_span = head;
        }
        place
    }

    /// The bytes of an item, or of the whole list where it has none of that index.
    pub(super) fn item_span(&self, place: &Place<'a>, index: usize) -> Span {
        let item = place.node.and_then(|node| node.as_list()?.nth(index));
        match item {
            Some(item) if place.inherited.is_none() => item.resolved().span(),
            _ => place.span,
        }
    }

    /// The second of two equal items: its index, and its value for people.
    pub(super) fn duplicate(&self, place: &Place<'a>) -> Option<(usize, String)> {
        let node = place.node?;
        let gauge = Gauge::new();
        let index = gauge
            .run(|| instance::first_duplicate(node.as_list()?.map(|node| Handle::Inner { node, gauge: &gauge })))
            .flatten()?;
        let item = node.as_list()?.nth(index)?;
        let item_place = Place { node: Some(item), ..place.clone() };
        Some((index, self.value(&item_place).unwrap_or_else(|| "the same value".to_owned())))
    }

    /// The first item that the library names by its JSON text.
    pub(super) fn unevaluated_span(&self, place: &Place<'a>, unexpected: &[String]) -> Span {
        let gauge = Gauge::new();
        let index = gauge.run(|| {
            let mut items = place.node?.as_list()?.map(|node| Handle::Inner { node, gauge: &gauge });
            items.position(|item| unexpected.contains(&item.to_value().to_string()))
        });
        index.flatten().map_or(place.span, |index| self.item_span(place, index))
    }
}
