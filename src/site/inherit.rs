//! Keys that a page inherits: Jekyll `defaults`, Hugo `cascade`, Eleventy's data, Pelican's settings, `.meta.yml` of MkDocs.
//!
//! Merging is done for top-level keys only: where a page has a key, what it inherits under that key is not looked at.

mod eleventy;
mod folders;
mod hugo;
mod jekyll;

use super::Layout;
use super::profile::Generator;
use super::settings::handed::Handed;
use crate::document::Document;
use crate::document::node::{NodeId, NodeRef, Style, Tree, Value};
use crate::root::Root;
use crate::source::{FileId, Files};
use crate::span::Span;
use std::borrow::Cow;
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

impl From<&Handed> for Inherited {
    fn from(handed: &Handed) -> Self {
        let keys = handed.keys.iter().map(|each| InheritedKey {
            key: each.key.clone(),
            file: each.file,
            tree: each.tree.clone(),
            value: each.value,
        });
        Self { keys: keys.collect(), unknown: handed.unknown }
    }
}

impl Inherited {
    /// Adds the date that the file's name holds, unless a date comes from elsewhere.
    fn with_date(self, date: &str, file: FileId) -> Self {
        if self.keys.iter().any(|known| known.key == "date") {
            return self;
        }
        let mut tree = Tree::new();
        let value = tree.push(Span::default(), Style::Plain, Value::Date(Cow::Owned(date.to_owned())));
        let dated = InheritedKey { key: "date".to_owned(), file, tree: Arc::new(tree), value };
        Self { keys: self.keys.iter().cloned().chain([dated]).collect(), unknown: self.unknown }
    }
}

/// `YYYY-MM-DD` at the start of a file's name, followed by a hyphen.
pub fn date_of(path: &Path) -> Option<&str> {
    let date = path.file_name()?.to_str()?.get(..11)?;
    let shape = |(at, byte): (usize, u8)| if matches!(at, 4 | 7 | 10) { byte == b'-' } else { byte.is_ascii_digit() };
    date.bytes().enumerate().all(shape).then(|| &date[..10])
}

/// Where the pages of one site inherit from. Shared by all workers; sources are read once.
#[derive(Debug)]
pub struct Inheritance<'a> {
    source: Source<'a>,
    dated_names: bool,
}

#[derive(Debug)]
enum Source<'a> {
    None,
    /// The same for every page.
    All(Inherited),
    Folders(folders::Folders<'a>),
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
            Generator::Eleventy => Source::Eleventy(eleventy::Directories::new(root, files, layout)),
            Generator::Pelican => Source::All(Inherited::from(&layout.settings.handed)),
            Generator::Mkdocs => {
                let name = layout.settings.handed.folder_file.as_deref();
                let folders = |name| Source::Folders(folders::Folders::new(root, files, layout, name));
                name.map_or(Source::None, folders)
            }
            _ => Source::None,
        };
        Self { source, dated_names: layout.profile.dated_names }
    }

    /// What the page at `path`, relative to the site root, inherits.
    ///
    /// `file` is the page itself: its name may hold its date.
    pub fn for_page(&self, path: &Path, file: FileId, document: &Document<'_>) -> Inherited {
        let inherited = match &self.source {
            Source::None => Inherited::default(),
            Source::All(inherited) => inherited.clone(),
            Source::Folders(folders) => folders.for_page(path),
            Source::Jekyll(defaults) => defaults.for_page(path),
            Source::Hugo(cascades) => cascades.for_page(path, document),
            Source::Eleventy(directories) => directories.for_page(path, document),
        };
        match self.dated_names.then(|| date_of(path)).flatten() {
            Some(date) => inherited.with_date(date, file),
            None => inherited,
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
