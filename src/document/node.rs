//! One tree for YAML, TOML and JSON, flat in memory, every key and value with its own bytes.
//!
//! Nodes lie in one vector and are named by [`NodeId`]; [`NodeRef`] is the handle to read them. A YAML alias is a
//! node of its own that points to its anchor's node: nothing is copied, so an alias bomb costs nothing.

mod handle;

pub use handle::{Entry, NodeRef};

use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Names a node of one [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A bare scalar: YAML plain, TOML and JSON literals, the value of a header line.
    Plain,
    /// `'…'`, in YAML or TOML.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// TOML `'''…'''`.
    MultiSingleQuoted,
    /// TOML `"""…"""`.
    MultiDoubleQuoted,
    /// YAML `|`.
    Literal,
    /// YAML `>`.
    Folded,
    /// A YAML block collection.
    Block,
    /// A `[…]` or `{…}` collection in YAML, JSON or TOML.
    Flow,
    /// A TOML `[table]`, a table of dotted keys, or the root.
    Table,
    /// A TOML `[[array of tables]]`.
    TableArray,
    /// A YAML alias `*a`.
    Alias,
    /// Nothing is written: `key:` and no more.
    Missing,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'s> {
    /// `null`, `~`, or nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number with a fraction or exponent, one beyond `i64`, an infinity or NaN.
    Float(f64),
    /// A string, with escapes resolved.
    Str(Cow<'s, str>),
    /// A date or time that the format's own rules make one (TOML's four types, YAML 1.1 timestamps written plain),
    /// as the author wrote it.
    Date(Cow<'s, str>),
    /// A list: a range of the tree's items.
    List(Range<u32>),
    /// A mapping: a range of the tree's entries.
    Map(Range<u32>),
    /// A YAML alias of another node.
    Alias(NodeId),
}

/// The kind of a value, aliases followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// [`Value::Null`].
    Null,
    /// [`Value::Bool`].
    Bool,
    /// [`Value::Int`].
    Int,
    /// [`Value::Float`].
    Float,
    /// [`Value::Str`].
    Str,
    /// [`Value::Date`].
    Date,
    /// [`Value::List`].
    List,
    /// [`Value::Map`].
    Map,
}

impl Kind {
    /// The word for messages and for `foreword dump`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "boolean",
            Self::Int => "integer",
            Self::Float => "number",
            Self::Str => "string",
            Self::Date => "date",
            Self::List => "list",
            Self::Map => "mapping",
        }
    }
}

/// A node as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeData<'s> {
    /// The value's bytes in the file, quotes and brackets included, anchors and tags not; for a block scalar from its
    /// `|` or `>`; for an omitted value an empty span behind the key's colon.
    pub span: Span,
    /// How it is written.
    pub style: Style,
    /// What it holds.
    pub value: Value<'s>,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryData<'s> {
    /// The key with escapes resolved; a YAML key that is not a scalar is its source text.
    pub key: Cow<'s, str>,
    /// The key's bytes, quotes included. For a dotted TOML key the part that names this entry.
    pub key_span: Span,
    /// The value.
    pub value: NodeId,
    /// True when the entry comes out of a YAML merge key (`<<`); its spans are those of the merged mapping.
    pub merged: bool,
}

/// The data of one block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree<'s> {
    nodes: Vec<NodeData<'s>>,
    items: Vec<NodeId>,
    entries: Vec<EntryData<'s>>,
    root: Option<NodeId>,
}

impl<'s> Tree<'s> {
    /// An empty tree, to be filled.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty tree with room for `nodes` nodes.
    pub fn with_capacity(nodes: usize) -> Self {
        Self { nodes: Vec::with_capacity(nodes), ..Self::default() }
    }

    /// Adds a node.
    pub fn push(&mut self, span: Span, style: Style, value: Value<'s>) -> NodeId {
        self.nodes.push(NodeData { span, style, value });
        NodeId((self.nodes.len() - 1) as u32)
    }

    /// Adds a list of nodes already added.
    pub fn push_list(&mut self, span: Span, style: Style, items: impl IntoIterator<Item = NodeId>) -> NodeId {
        let start = self.items.len() as u32;
        self.items.extend(items);
        let range = start..self.items.len() as u32;
        self.push(span, style, Value::List(range))
    }

    /// Adds a mapping whose values are already added.
    pub fn push_map(&mut self, span: Span, style: Style, entries: impl IntoIterator<Item = EntryData<'s>>) -> NodeId {
        let start = self.entries.len() as u32;
        self.entries.extend(entries);
        let range = start..self.entries.len() as u32;
        self.push(span, style, Value::Map(range))
    }

    /// The same tree, owning its texts; for data that outlives the text it came from.
    pub fn into_owned(self) -> Tree<'static> {
        let own = |text: Cow<'s, str>| Cow::Owned(text.into_owned());
        let nodes = self.nodes.into_iter().map(|node| NodeData {
            span: node.span,
            style: node.style,
            value: match node.value {
                Value::Str(text) => Value::Str(own(text)),
                Value::Date(text) => Value::Date(own(text)),
                Value::Null => Value::Null,
                Value::Bool(value) => Value::Bool(value),
                Value::Int(value) => Value::Int(value),
                Value::Float(value) => Value::Float(value),
                Value::List(range) => Value::List(range),
                Value::Map(range) => Value::Map(range),
                Value::Alias(id) => Value::Alias(id),
            },
        });
        let entries = self.entries.into_iter().map(|entry| EntryData {
            key: own(entry.key),
            key_span: entry.key_span,
            value: entry.value,
            merged: entry.merged,
        });
        Tree { nodes: nodes.collect(), items: self.items, entries: entries.collect(), root: self.root }
    }

    /// The same tree with every place moved.
    pub fn map_spans(mut self, place: impl Fn(Span) -> Span) -> Self {
        for node in &mut self.nodes {
            node.span = place(node.span);
        }
        for entry in &mut self.entries {
            entry.key_span = place(entry.key_span);
        }
        self
    }

    /// A handle to the node `id`.
    pub fn node(&self, id: NodeId) -> NodeRef<'_, 's> {
        NodeRef { tree: self, id }
    }

    /// Names the root.
    pub fn set_root(&mut self, id: NodeId) {
        self.root = Some(id);
    }

    /// The root, unless the block holds no value.
    pub fn root(&self) -> Option<NodeRef<'_, 's>> {
        self.root.map(|id| NodeRef { tree: self, id })
    }

    /// Number of nodes, aliases not expanded.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True when any node is an alias.
    pub fn has_aliases(&self) -> bool {
        self.nodes.iter().any(|node| matches!(node.value, Value::Alias(_)))
    }

    /// True when the tree has no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A node as stored.
    pub fn data(&self, id: NodeId) -> &NodeData<'s> {
        &self.nodes[id.0 as usize]
    }

    /// The entries under a [`Value::Map`] range.
    pub fn entries(&self, range: Range<u32>) -> &[EntryData<'s>] {
        &self.entries[range.start as usize..range.end as usize]
    }

    /// The items under a [`Value::List`] range.
    pub fn items(&self, range: Range<u32>) -> &[NodeId] {
        &self.items[range.start as usize..range.end as usize]
    }
}
