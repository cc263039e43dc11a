//! Keys that a page inherits: Jekyll `defaults`, Hugo `cascade`, Eleventy directory data.

use crate::document::node::{NodeId, NodeRef, Tree};
use crate::source::FileId;
use std::sync::Arc;

/// A key that the generator fills in where a page has none.
#[derive(Clone, Debug)]
pub struct InheritedKey {
    /// The key.
    pub key: String,
    /// The file that says so.
    pub file: FileId,
    /// The tree of that file.
    pub tree: Arc<Tree<'static>>,
    /// The value in it.
    pub value: NodeId,
}

impl InheritedKey {
    /// The value.
    pub fn node(&self) -> NodeRef<'_, 'static> {
        self.tree.node(self.value)
    }
}
