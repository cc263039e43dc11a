//! Eleventy's directory data: `posts/posts.json`, `posts/posts.11tydata.json`, and the same beside a template; behind
//! it the front matter of layouts and the global data.
//!
//! Facts: <https://www.11ty.dev/docs/data-template-dir/>. Data in JavaScript is not run: pages below it inherit unknown
//! keys.

use super::{Gather, Inherited};
use crate::document::node::Tree;
use crate::document::{Document, Format, Markup, ReadAs, parse_data};
use crate::root::{EntryKind, Root};
use crate::site::Layout;
use crate::source::{FileId, Files, LIMITS};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// The directories of one site, as far as they were looked at.
#[derive(Debug)]
pub(super) struct Directories<'a> {
    root: &'a Root,
    files: &'a Files,
    site: &'a Path,
    layout: &'a Layout,
    /// What every page has.
    global: Inherited,
    cache: RwLock<FxHashMap<PathBuf, Arc<Directory>>>,
    /// By name.
    layouts: RwLock<FxHashMap<String, Option<Read>>>,
}

/// A file with its data.
type Read = (FileId, Arc<Tree<'static>>);

#[derive(Debug, Default)]
struct Directory {
    inherited: Inherited,
    /// Names of the data files in it, those of single templates included.
    names: Vec<String>,
}

/// Endings of data files, the strongest first.
const DATA: [&str; 2] = [".11tydata.json", ".json"];
const CODE: [&str; 4] = [".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.ts"];

impl<'a> Directories<'a> {
    pub(super) fn new(root: &'a Root, files: &'a Files, layout: &'a Layout) -> Self {
        let global = Inherited::from(&layout.settings.handed);
        let (cache, layouts) = (RwLock::default(), RwLock::default());
        Self { root, files, site: &layout.root, layout, global, cache, layouts }
    }

    pub(super) fn for_page(&self, path: &Path, document: &Document<'_>) -> Inherited {
        let Some(dir) = path.parent() else { return Inherited::default() };
        let directory = self.directory(dir);
        let own = match path.file_stem().and_then(|stem| stem.to_str()) {
            Some(stem) => self.with(dir, stem, &directory.names, &directory.inherited),
            None => directory.inherited.clone(),
        };
        let name = document.root().and_then(|root| Some(root.get("layout")?.as_str()?.to_owned()));
        let above = || own.keys.iter().find(|key| key.key == "layout")?.node().as_str().map(str::to_owned);
        match name.or_else(above) {
            Some(name) => self.with_layouts(name, own),
            None => own,
        }
    }

    /// Adds what the layouts say, from the nearest outwards.
    fn with_layouts(&self, name: String, own: Inherited) -> Inherited {
        /// More layouts around one another are a circle.
        const DEEPEST: usize = 8;
        let mut gather = Gather::new(false);
        let mut next = Some(name);
        for _ in 0..DEEPEST {
            let Some((file, tree)) = next.take().and_then(|name| self.layout_called(&name)) else { break };
            let Some(root) = tree.root() else { break };
            next = root.get("layout").and_then(|layout| layout.as_str()).map(str::to_owned);
            gather.add(file, &tree, root.id(), &["layout", "permalink", "pagination"]);
        }
        gather.keys.retain(|key| !own.keys.iter().any(|known| known.key == key.key));
        if gather.keys.is_empty() {
            return own;
        }
        Inherited { keys: own.keys.iter().cloned().chain(gather.keys).collect(), unknown: own.unknown }
    }

    /// The front matter of a layout, where it is found where layouts usually are.
    fn layout_called(&self, name: &str) -> Option<Read> {
        const FOLDERS: [&str; 5] = ["_includes", "src/_includes", "_layouts", "src/_layouts", "_includes/layouts"];
        const ENDINGS: [&str; 6] = ["", ".njk", ".liquid", ".html", ".md", ".webc"];
        if let Some(known) = self.layouts.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return known.clone();
        }
        let is_inside = Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let paths = FOLDERS.iter().flat_map(|folder| ENDINGS.map(|ending| format!("{folder}/{name}{ending}")));
        let mut paths = paths.filter(|_| is_inside).map(|path| self.site.join(path));
        let found = paths.find_map(|path| {
            let text = String::from_utf8(self.root.read(&path, LIMITS.page_bytes).ok()?).ok()?;
            let front = self.layout.profile.front.clone();
            let read = ReadAs { front, markup: Markup::Html, wiki_links: false, markdown_in_html: false };
            let tree = Document::parse(&text, &read).data.into_owned();
            Some((self.files.add(path), Arc::new(tree)))
        });
        let mut cache = self.layouts.write().unwrap_or_else(PoisonError::into_inner);
        cache.entry(name.to_owned()).or_insert(found).clone()
    }

    fn directory(&self, dir: &Path) -> Arc<Directory> {
        // From the site root down, so that each directory finds its parent in the cache and depth costs no stack.
        let mut chain: Vec<&Path> = dir.ancestors().collect();
        let mut above = Arc::new(Directory { inherited: self.global.clone(), names: Vec::new() });
        while let Some(dir) = chain.pop() {
            let known = self.cache.read().unwrap_or_else(PoisonError::into_inner).get(dir).cloned();
            above = known.unwrap_or_else(|| {
                let made = Arc::new(self.look(dir, &above));
                let mut cache = self.cache.write().unwrap_or_else(PoisonError::into_inner);
                cache.entry(dir.to_path_buf()).or_insert(made).clone()
            });
        }
        above
    }

    fn look(&self, dir: &Path, above: &Directory) -> Directory {
        let entries = self.root.entries(&self.site.join(dir)).unwrap_or_default();
        let names = entries.into_iter().filter(|(_, kind)| *kind == EntryKind::File);
        let names = names.filter_map(|(name, _)| name.into_string().ok());
        let names: Vec<String> = names.filter(|name| DATA.iter().chain(&CODE).any(|end| name.ends_with(end))).collect();
        let inherited = match dir.file_name().and_then(|name| name.to_str()) {
            Some(name) => self.with(dir, name, &names, &above.inherited),
            None => above.inherited.clone(),
        };
        Directory { inherited, names }
    }

    /// The data of the files called `stem` in `dir`, in front of what comes from above.
    fn with(&self, dir: &Path, stem: &str, names: &[String], above: &Inherited) -> Inherited {
        let end_of = |name: &String| name.strip_prefix(stem).map(str::to_owned);
        let ends: Vec<String> = names.iter().filter_map(end_of).collect();
        let unknown = above.unknown || ends.iter().any(|end| CODE.contains(&end.as_str()));
        let mut gather = Gather::new(false);
        for end in DATA.iter().filter(|end| ends.iter().any(|own| own == *end)) {
            if let Some((file, tree)) = self.read(&dir.join(format!("{stem}{end}")))
                && let Some(root) = tree.root()
            {
                gather.add(file, &tree, root.id(), &[]);
            }
        }
        if gather.keys.is_empty() {
            return Inherited { keys: above.keys.clone(), unknown };
        }
        for key in above.keys.iter() {
            if !gather.has(&key.key) {
                gather.keys.push(key.clone());
            }
        }
        Inherited { keys: gather.keys.into(), unknown }
    }

    fn read(&self, path: &Path) -> Option<Read> {
        let path = self.site.join(path);
        let text = String::from_utf8(self.root.read(&path, LIMITS.schema_bytes).ok()?).ok()?;
        let tree = parse_data(&text, Format::Json).0.into_owned();
        Some((self.files.add(path), Arc::new(tree)))
    }
}
