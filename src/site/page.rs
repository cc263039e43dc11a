//! The little that other files may ask about a page.

use crate::document::node::Kind;
use crate::source::FileId;
use crate::span::Span;

/// A key of a page's front matter, top level only.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFact {
    /// The key, interned in the site.
    pub key: Symbol,
    /// The kind of its value.
    pub kind: Kind,
    /// The key's bytes.
    pub span: Span,
}

/// A text known to a [`Symbols`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// The facts of one page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Its collection, by position in the configuration.
    pub collection: Option<u32>,
    /// True when a front matter block was read.
    pub has_front_matter: bool,
    /// Where a finding about the page as a whole stands.
    pub head: Span,
    /// Its keys, in order.
    pub keys: Box<[KeyFact]>,
}
