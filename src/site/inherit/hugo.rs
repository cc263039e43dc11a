//! Hugo's `cascade`, in the site's configuration and in the `_index.md` of each section above a page.
//!
//! Facts: <https://gohugo.io/content-management/front-matter/#cascade-1>, hugo `resources/page/pagemeta`.

use super::{Gather, Inherited};
use crate::document::node::{NodeId, NodeRef, Tree};
use crate::document::{Document, ReadAs};
use crate::root::Root;
use crate::site::settings::{Settings, find, glob_set};
use crate::site::{Layout, lies_in, slashed};
use crate::source::{FileId, Files, LIMITS};
use globset::GlobSet;
use rustc_hash::FxHashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

/// The cascades of one site, as far as they were read.
#[derive(Debug)]
pub(super) struct Cascades<'a> {
    root: &'a Root,
    files: &'a Files,
    site: &'a Path,
    settings: &'a Settings,
    read_as: ReadAs,
    /// By directory and then by language, the nearest cascade first.
    cache: RwLock<FxHashMap<OsString, ByLanguage>>,
    of_site: Chain,
}

/// What reaches one directory, the nearest first.
type Chain = Arc<[Arc<Cascade>]>;

/// What reaches the pages of each language.
type ByLanguage = Vec<(Option<String>, Chain)>;

/// One mapping of keys to hand down.
#[derive(Debug)]
struct Cascade {
    file: FileId,
    tree: Arc<Tree<'static>>,
    map: NodeId,
    target: Target,
}

#[derive(Debug, Default)]
struct Target {
    path: Option<GlobSet>,
    kind: Option<GlobSet>,
    /// A filter by language, environment or site, which cannot be judged from here.
    other: bool,
}

/// Keys of a cascade that steer it and are not handed down.
const STEERING: [&str; 2] = ["target", "_target"];

impl<'a> Cascades<'a> {
    pub(super) fn new(root: &'a Root, files: &'a Files, layout: &'a Layout) -> Self {
        let settings = &layout.settings;
        let mut of_site = Vec::new();
        for each in &settings.files {
            if let Some(node) = find(std::slice::from_ref(each), &["cascade"]) {
                collect(each.file, &each.tree, node, &mut of_site);
            }
        }
        let read_as = ReadAs { front: layout.profile.front.clone(), ..ReadAs::default() };
        Self { root, files, site: &layout.root, settings, read_as, cache: RwLock::default(), of_site: of_site.into() }
    }

    pub(super) fn for_page(&self, path: &Path, document: &Document<'_>) -> Inherited {
        let Some(content) = self.settings.content.iter().map(Path::new).filter(|dir| lies_in(path, dir)).max() else {
            return Inherited::default();
        };
        let Some(dir) = path.parent() else { return Inherited::default() };
        let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let (stem, language) = match stem.split_once('.') {
            Some((stem, language)) => (stem, Some(language)),
            None => (&*stem, None),
        };
        // A section that hands nothing down need not be read once more to know that.
        let is_section = stem == "_index" && language.is_none();
        let hands_down = document.root().is_some_and(|root| root.entries().any(|entry| is_cascade(entry.key())));
        let nearest = dir.parent().filter(|_| is_section && !hands_down).unwrap_or(dir);
        let cascades = self.cascades(nearest, content, language);
        if cascades.is_empty() {
            return Inherited::default();
        }
        let in_content = path.strip_prefix(content).unwrap_or(path);
        let folder = in_content.parent().unwrap_or(Path::new(""));
        let logical = if matches!(stem, "_index" | "index") { folder.to_path_buf() } else { folder.join(stem) };
        let kind = match (stem, folder.as_os_str().is_empty()) {
            ("_index", true) => "home",
            ("_index", false) => "section",
            _ => "page",
        };
        let mut gather = Gather::new(true);
        let mut unknown = false;
        for cascade in cascades.iter() {
            if !cascade.target.may_apply(&logical, kind) {
                continue;
            }
            if cascade.target.other {
                unknown = true;
            } else {
                gather.add(cascade.file, &cascade.tree, cascade.map, &STEERING);
            }
        }
        Inherited { keys: gather.keys.into(), unknown }
    }

    /// As bytes: a path is hashed and compared part by part.
    fn known(&self, dir: &Path, language: Option<&str>) -> Option<Chain> {
        let cache = self.cache.read().unwrap_or_else(PoisonError::into_inner);
        let by_language = cache.get(dir.as_os_str())?;
        by_language.iter().find(|(known, _)| known.as_deref() == language).map(|(_, chain)| chain.clone())
    }

    fn cascades(&self, dir: &Path, content: &Path, language: Option<&str>) -> Chain {
        // Most pages have a neighbour that was here before.
        if let Some(known) = self.known(dir, language) {
            return known;
        }
        let mut chain: Vec<&Path> = dir.ancestors().take_while(|dir| lies_in(dir, content)).collect();
        let mut above = self.of_site.clone();
        while let Some(dir) = chain.pop() {
            above = self.known(dir, language).unwrap_or_else(|| {
                let made = self.look(dir, language, &above);
                let mut cache = self.cache.write().unwrap_or_else(PoisonError::into_inner);
                cache.entry(dir.as_os_str().to_owned()).or_default().push((language.map(str::to_owned), made.clone()));
                made
            });
        }
        above
    }

    fn look(&self, dir: &Path, language: Option<&str>, above: &Chain) -> Chain {
        let mut own = Vec::new();
        let translated = language.map(|language| format!("_index.{language}.md"));
        for name in translated.as_deref().into_iter().chain(["_index.md"]) {
            let path = dir.join(name);
            if self.settings.section_files.contains(&*slashed(&path)) {
                self.read(&self.site.join(path), &mut own);
            }
        }
        if own.is_empty() {
            return above.clone();
        }
        own.extend(above.iter().cloned());
        own.into()
    }

    fn read(&self, path: &Path, found: &mut Vec<Arc<Cascade>>) -> Option<()> {
        let text = String::from_utf8(self.root.read(path, LIMITS.page_bytes).ok()?).ok()?;
        // Nearly no section cascades, and the word is cheaper to look for than a block is to parse.
        memchr::memmem::find(text.as_bytes(), b"ascade")?;
        let tree = Arc::new(Document::parse(&text, &self.read_as).data.into_owned());
        let node = tree.root()?.entries().find(|entry| is_cascade(entry.key()))?.value();
        collect(self.files.add(path), &tree, node, found);
        Some(())
    }
}

fn is_cascade(key: &str) -> bool {
    key.eq_ignore_ascii_case("cascade")
}

impl Target {
    fn new(cascade: NodeRef<'_, '_>) -> Self {
        let mut target = Self::default();
        let steering = |key: &str| STEERING.iter().any(|name| name.eq_ignore_ascii_case(key));
        for entry in cascade.entries().filter(|e| steering(e.key())).flat_map(|e| e.value().entries()) {
            let globs = entry.value().as_str().map(|text| {
                let text = text.to_lowercase();
                glob_set([text.as_str()], false)
            });
            match (entry.key().to_ascii_lowercase().as_str(), globs) {
                ("path", Some(globs)) => target.path = Some(globs),
                ("kind", Some(globs)) => target.kind = Some(globs),
                _ => target.other = true,
            }
        }
        target
    }

    fn may_apply(&self, logical: &Path, kind: &str) -> bool {
        let parts = logical.components().map(|part| part.as_os_str().to_string_lossy().to_lowercase());
        let logical = format!("/{}", parts.collect::<Vec<_>>().join("/"));
        self.path.as_ref().is_none_or(|glob| glob.is_match(&logical))
            && self.kind.as_ref().is_none_or(|glob| {
                // A section may also be a taxonomy or a term, which only the whole site tells.
                glob.is_match(kind) || kind == "section" && (glob.is_match("taxonomy") || glob.is_match("term"))
            })
    }
}

/// The mappings under a `cascade` key, which holds one or a list; of a list the first that sets a key wins.
fn collect(file: FileId, tree: &Arc<Tree<'static>>, node: NodeRef<'_, '_>, found: &mut Vec<Arc<Cascade>>) {
    let mut add = |map: NodeRef<'_, '_>| {
        if map.as_map().is_some() {
            found.push(Arc::new(Cascade { file, tree: tree.clone(), map: map.id(), target: Target::new(map) }));
        }
    };
    match node.as_list() {
        Some(items) => items.for_each(add),
        None => add(node),
    }
}
