//! Hugo's tree of content, in which `ref`, `relref` and `GetPage` look pages up: by language and logical path, and by name
//! where only one page has it.
//!
//! Facts: hugo `hugolib/pagefinder.go`, asked of Hugo 0.168.

use super::Resolver;
use crate::site::index::{PAGE_ENDINGS, split};
use crate::site::page::Page;
use crate::site::permalink::Publication;
use crate::site::permalink::hugo::logical::normal;
use crate::site::reference;
use crate::site::routing::scheme::{Hugo, Scheme};
use rustc_hash::FxHashMap;

/// Pages by `language/logical path` and by `language/name`.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_path: FxHashMap<String, u32>,
    by_name: FxHashMap<String, Vec<u32>>,
}

/// What stands at a place of the tree.
pub(super) enum InTree {
    Page(u32),
    /// A section or term without a file.
    Made,
    Nothing,
}

impl Resolver<'_> {
    fn hugo(&self) -> Option<&Hugo> {
        match &self.routing().scheme {
            Scheme::Hugo(rules) => Some(rules),
            _ => None,
        }
    }

    fn names(&self) -> &Names {
        self.tree.get_or_init(|| {
            let mut names = Names::default();
            let Some(rules) = self.hugo() else { return names };
            let pages = self.index.pages();
            for (at, page) in pages.iter().enumerate() {
                let Some(known) = rules.known_as(self.layout, &page.source) else { continue };
                let published = |at: u32| pages[at as usize].publication == Publication::Published;
                let at = at as u32;
                let name = split(&known.path).1;
                if !name.is_empty() {
                    names.by_name.entry([known.language, "/", name].concat()).or_default().push(at);
                }
                let entry = names.by_path.entry([known.language, "/", &known.path].concat()).or_insert(at);
                if !published(*entry) && published(at) {
                    *entry = at;
                }
            }
            names
        })
    }

    /// The language of a page as the tree has it.
    fn language_of(&self, page: &Page) -> String {
        match page.language {
            Some(language) => self.symbols.text(language).to_string(),
            None => self.hugo().map(|rules| rules.default_language.clone()).unwrap_or_default(),
        }
    }

    /// The places of the tree that a destination may mean, the likeliest first, from the own language.
    pub(super) fn tree_names(&self, page: &Page, path: &str, from_top: bool) -> Vec<String> {
        self.places(page, &self.language_of(page), path, from_top)
    }

    fn places(&self, page: &Page, language: &str, path: &str, from_top: bool) -> Vec<String> {
        let Some(known) = self.hugo().and_then(|rules| rules.known_as(self.layout, &page.source)) else {
            return Vec::new();
        };
        let path = self.bare(path);
        // A section's links start in it, a page's beside it; of a leaf bundle either is tried, as versions differ.
        let mut folders = Vec::new();
        if !from_top {
            if known.is_branch || known.is_leaf {
                folders.push(known.path.as_str());
            }
            if !known.is_branch {
                folders.push(split(&known.path).0);
            }
        }
        if !path.starts_with('.') || from_top {
            folders.push("");
        }
        let joined = folders.into_iter().filter_map(|folder| reference::join(folder, &path, false));
        joined.map(|path| [language, "/", path.trim_end_matches('/')].concat()).collect()
    }

    /// A path as the tree has it: in lower case, without ending and language, `index` as its folder.
    fn bare(&self, path: &str) -> String {
        let path = normal(path.trim_end_matches('/'));
        let is_page = |ending: &str| ending == "html" || PAGE_ENDINGS.contains(&ending);
        let stem = path.rsplit_once('.').filter(|(_, ending)| is_page(ending)).map_or(&*path, |(stem, _)| stem);
        let language = stem.rsplit_once('.').filter(|(_, code)| {
            self.routing().languages.iter().any(|language| language.code.eq_ignore_ascii_case(code))
        });
        let stem = language.map_or(stem, |(stem, _)| stem);
        match split(stem) {
            // Of a folder itself, so that the links of a page beside it are not meant.
            ("", "index" | "_index") => ".".to_owned(),
            (folder, "index" | "_index") => folder.to_owned(),
            _ => stem.to_owned(),
        }
    }

    /// What stands at `language/logical path`.
    pub(super) fn in_tree(&self, name: &str) -> InTree {
        match self.names().by_path.get(name) {
            Some(&page) => InTree::Page(page),
            None if self.made.is_named(name) => InTree::Made,
            None => InTree::Nothing,
        }
    }

    /// Hugo's `ref`, in the language of the page or the one that it names.
    pub(super) fn by_ref(&self, page: &Page, name: &str, language: Option<&str>) -> super::lookup::Found {
        use super::lookup::Found;
        // Of an address only the path counts, whatever its host.
        let (name, from_top) = match name.split_once("://") {
            Some((_, rest)) => (rest.find('/').map_or("", |slash| &rest[slash + 1..]), true),
            None => (name.strip_prefix('/').unwrap_or(name), name.starts_with('/')),
        };
        let own = self.language_of(page);
        let language = language.unwrap_or(&own);
        let places = self.places(page, language, name, from_top);
        for place in &places {
            match self.in_tree(place) {
                InTree::Page(page) => return Found::Page(page),
                InTree::Made => return Found::Unknown,
                InTree::Nothing => {}
            }
        }
        if !from_top && !name.contains('/') {
            let same = self.names().by_name.get(&format!("{language}/{}", self.bare(name)));
            let same = same.map_or(&[][..], Vec::as_slice);
            let pages = self.index.pages();
            let mut stand = same.iter().filter(|&&at| pages[at as usize].publication == Publication::Published);
            match (stand.next(), stand.next()) {
                (Some(_), Some(_)) => {
                    return Found::Ambiguous(same.iter().map(|&at| pages[at as usize].source.to_string()).collect());
                }
                (Some(&only), None) => return Found::Page(only),
                (None, _) => {
                    if let Some(&first) = same.first() {
                        return Found::Page(first);
                    }
                }
            }
        }
        let bare = |place: &String| place.split_once('/').map_or("", |(_, path)| path).to_owned();
        if places.iter().any(|place| self.routing().at_build.is_match(bare(place))) {
            return Found::AtBuild;
        }
        let content = self.layout.settings.content.first().map_or("", String::as_str);
        let ending = name.rsplit_once('.').filter(|(_, ending)| PAGE_ENDINGS.contains(ending));
        let ending = ending.map_or(String::new(), |(_, ending)| format!(".{ending}"));
        let looked = places.iter().filter_map(|place| reference::join(content, &(bare(place) + &ending), false));
        Found::Nothing(looked.collect())
    }
}
