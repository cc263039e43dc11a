//! The handles to read a tree by: a node, and a key with its value.

use super::{EntryData, Kind, NodeId, Style, Tree, Value};
use crate::span::Span;

/// A handle to one node. Reading follows aliases; [`NodeRef::span`] is where the node itself stands.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'a, 's> {
    pub(super) tree: &'a Tree<'s>,
    pub(super) id: NodeId,
}

impl<'a, 's> NodeRef<'a, 's> {
    /// The tree.
    pub fn tree(self) -> &'a Tree<'s> {
        self.tree
    }

    /// The node's name in its tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Where it stands; for an alias, the `*name` token.
    pub fn span(self) -> Span {
        self.tree.data(self.id).span
    }

    /// How it is written.
    pub fn style(self) -> Style {
        self.tree.data(self.id).style
    }

    /// The node that an alias stands for; every other node stands for itself.
    pub fn resolved(self) -> Self {
        let mut node = self;
        // An alias never points to an alias: the parser stores the target it names.
        if let Value::Alias(target) = self.tree.data(self.id).value {
            node.id = target;
        }
        node
    }

    /// What it holds, aliases followed.
    pub fn value(self) -> &'a Value<'s> {
        &self.tree.data(self.resolved().id).value
    }

    /// The kind of its value.
    pub fn kind(self) -> Kind {
        match self.value() {
            Value::Null | Value::Alias(_) => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Int(_) => Kind::Int,
            Value::Float(_) => Kind::Float,
            Value::Str(_) => Kind::Str,
            Value::Date(_) => Kind::Date,
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Map,
        }
    }

    /// The text of a string or date.
    pub fn as_str(self) -> Option<&'a str> {
        match self.value() {
            Value::Str(text) | Value::Date(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(self) -> Option<impl ExactSizeIterator<Item = NodeRef<'a, 's>> + Clone> {
        let tree = self.tree;
        match self.value() {
            Value::List(range) => Some(tree.items(range.clone()).iter().map(move |&id| NodeRef { tree, id })),
            _ => None,
        }
    }

    /// The entries of a mapping.
    pub fn as_map(self) -> Option<impl ExactSizeIterator<Item = Entry<'a, 's>> + Clone> {
        let tree = self.tree;
        match self.value() {
            Value::Map(range) => Some(tree.entries(range.clone()).iter().map(move |data| Entry { tree, data })),
            _ => None,
        }
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries(self) -> impl Iterator<Item = Entry<'a, 's>> {
        self.as_map().into_iter().flatten()
    }

    /// The value of `key` in a mapping. Of duplicates the last one wins, as in most parsers.
    pub fn get(self, key: &str) -> Option<NodeRef<'a, 's>> {
        self.entry(key).map(Entry::value)
    }

    /// The entry of `key` in a mapping, the last one of duplicates.
    pub fn entry(self, key: &str) -> Option<Entry<'a, 's>> {
        self.last_entry(|entry| entry.key() == key)
    }

    /// The last entry of a mapping that is like that.
    #[inline]
    pub fn last_entry(self, is: impl Fn(Entry<'a, 's>) -> bool) -> Option<Entry<'a, 's>> {
        let tree = self.tree;
        match self.value() {
            Value::Map(range) => {
                tree.entries(range.clone()).iter().rev().map(|data| Entry { tree, data }).find(|entry| is(*entry))
            }
            _ => None,
        }
    }
}

/// A key with its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a, 's> {
    tree: &'a Tree<'s>,
    data: &'a EntryData<'s>,
}

impl<'a, 's> Entry<'a, 's> {
    /// The key, escapes resolved.
    pub fn key(self) -> &'a str {
        &self.data.key
    }

    /// The key's bytes, quotes included.
    pub fn key_span(self) -> Span {
        self.data.key_span
    }

    /// The value.
    pub fn value(self) -> NodeRef<'a, 's> {
        NodeRef { tree: self.tree, id: self.data.value }
    }

    /// True when the entry comes out of a YAML merge key.
    pub fn merged(self) -> bool {
        self.data.merged
    }
}
