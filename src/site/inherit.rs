//! Keys that a page inherits: Jekyll `defaults`, Hugo `cascade`, Eleventy directory data.
//!
//! Merging is done for top-level keys only: where a page has a key, what it inherits under that key is not looked at.

mod eleventy;
mod hugo;
mod jekyll;

use super::Layout;
use super::profile::Generator;
use crate::document::node::{NodeId, NodeRef, Tree};
use crate::root::Root;
use crate::source::{FileId, Files};
use std::path::Path;
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

/// What one page inherits.
#[derive(Clone, Debug, Default)]
pub struct Inherited {
    /// The keys, each once, the nearest source first.
    pub keys: Arc<[InheritedKey]>,
    /// True when the page may inherit keys that only running code would tell: no key can be said to be missing.
    pub unknown: bool,
}

/// Where the pages of one site inherit from. Shared by all workers; sources are read once.
#[derive(Debug)]
pub struct Inheritance<'a> {
    source: Source<'a>,
}

#[derive(Debug)]
enum Source<'a> {
    None,
    Jekyll(jekyll::Defaults<'a>),
    Hugo(hugo::Cascades<'a>),
    Eleventy(eleventy::Directories<'a>),
}

impl<'a> Inheritance<'a> {
    /// What the pages of the site `layout` inherit.
    pub fn new(root: &'a Root, files: &'a Files, layout: &'a Layout) -> Self {
        let source = match layout.profile.generator {
            Generator::Jekyll => jekyll::Defaults::new(&layout.settings).map_or(Source::None, Source::Jekyll),
            Generator::Hugo => Source::Hugo(hugo::Cascades::new(root, files, layout)),
            Generator::Eleventy => Source::Eleventy(eleventy::Directories::new(root, files, &layout.root)),
            _ => Source::None,
        };
        Self { source }
    }

    /// What the page at `path`, relative to the site root, inherits.
    pub fn for_page(&self, path: &Path) -> Inherited {
        match &self.source {
            Source::None => Inherited::default(),
            Source::Jekyll(defaults) => defaults.for_page(path),
            Source::Hugo(cascades) => cascades.for_page(path),
            Source::Eleventy(directories) => directories.for_page(path),
        }
    }
}

/// Gathers keys, the first of each name wins.
#[derive(Debug)]
struct Gather {
    keys: Vec<InheritedKey>,
    fold_case: bool,
}

impl Gather {
    fn new(fold_case: bool) -> Self {
        Self { keys: Vec::new(), fold_case }
    }

    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|known| known.key == key || self.fold_case && known.key.eq_ignore_ascii_case(key))
    }

    /// Adds the entries of a mapping but for those named in `without`.
    fn add(&mut self, file: FileId, tree: &Arc<Tree<'static>>, map: NodeId, without: &[&str]) {
        for entry in tree.node(map).entries() {
            let key = entry.key();
            if !self.has(key) && !without.iter().any(|name| name.eq_ignore_ascii_case(key)) {
                self.keys.push(InheritedKey {
                    key: key.to_owned(),
                    file,
                    tree: tree.clone(),
                    value: entry.value().id(),
                });
            }
        }
    }
}
