//! Files that hold the keys of all pages in and below their folder: `.meta.yml` of Material for MkDocs.
//!
//! Facts: <https://squidfunk.github.io/mkdocs-material/plugins/meta/>. Lists are joined there; here the nearest stands for all.

use super::{Gather, Inherited};
use crate::document::{Format, parse_data};
use crate::root::Root;
use crate::site::Layout;
use crate::source::{Files, LIMITS};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// The folders of one site, as far as they were looked at.
#[derive(Debug)]
pub(super) struct Folders<'a> {
    root: &'a Root,
    files: &'a Files,
    layout: &'a Layout,
    name: &'a str,
    cache: RwLock<FxHashMap<PathBuf, Inherited>>,
}

impl<'a> Folders<'a> {
    pub(super) fn new(root: &'a Root, files: &'a Files, layout: &'a Layout, name: &'a str) -> Self {
        Self { root, files, layout, name, cache: RwLock::default() }
    }

    pub(super) fn for_page(&self, path: &Path) -> Inherited {
        let mut chain: Vec<&Path> = path.ancestors().skip(1).collect();
        let mut above = Inherited::default();
        while let Some(dir) = chain.pop() {
            let known = self.cache.read().unwrap_or_else(PoisonError::into_inner).get(dir).cloned();
            above = known.unwrap_or_else(|| {
                let made = self.look(dir, &above);
                let mut cache = self.cache.write().unwrap_or_else(PoisonError::into_inner);
                cache.entry(dir.to_path_buf()).or_insert(made).clone()
            });
        }
        above
    }

    fn look(&self, dir: &Path, above: &Inherited) -> Inherited {
        let path = self.layout.root.join(dir).join(self.name);
        let text = self.layout.settings.is_content(dir).then(|| self.root.read(&path, LIMITS.page_bytes).ok());
        let Some(text) = text.flatten().and_then(|bytes| String::from_utf8(bytes).ok()) else { return above.clone() };
        let tree = Arc::new(parse_data(&text, Format::Yaml).0.into_owned());
        let mut gather = Gather::new(false);
        if let Some(root) = tree.root() {
            gather.add(self.files.add(path), &tree, root.id(), &[]);
        }
        for key in above.keys.iter().filter(|key| !gather.has(&key.key)).cloned().collect::<Vec<_>>() {
            gather.keys.push(key);
        }
        Inherited { keys: gather.keys.into(), unknown: above.unknown }
    }
}
