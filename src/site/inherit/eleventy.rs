//! Eleventy's directory data: `posts/posts.json`, `posts/posts.11tydata.json`, and the same beside a template.
//!
//! Facts: <https://www.11ty.dev/docs/data-template-dir/>. Data in JavaScript is not run: pages below it inherit unknown
//! keys.

use super::{Gather, Inherited};
use crate::document::node::Tree;
use crate::document::{Format, parse_data};
use crate::root::{EntryKind, Root};
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
    cache: RwLock<FxHashMap<PathBuf, Arc<Directory>>>,
}

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
    pub(super) fn new(root: &'a Root, files: &'a Files, site: &'a Path) -> Self {
        Self { root, files, site, cache: RwLock::default() }
    }

    pub(super) fn for_page(&self, path: &Path) -> Inherited {
        let Some(dir) = path.parent() else { return Inherited::default() };
        let directory = self.directory(dir);
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { return directory.inherited.clone() };
        self.with(dir, stem, &directory.names, &directory.inherited)
    }

    fn directory(&self, dir: &Path) -> Arc<Directory> {
        // From the site root down, so that each directory finds its parent in the cache and depth costs no stack.
        let mut chain: Vec<&Path> = dir.ancestors().collect();
        let mut above = Arc::new(Directory::default());
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

    fn read(&self, path: &Path) -> Option<(FileId, Arc<Tree<'static>>)> {
        let path = self.site.join(path);
        let text = String::from_utf8(self.root.read(&path, LIMITS.schema_bytes).ok()?).ok()?;
        let tree = parse_data(&text, Format::Json).0.into_owned();
        Some((self.files.add(path), Arc::new(tree)))
    }
}
