//! The pages of a site by everything a link can name them by. Read-only, shared by all workers; the parts that only
//! links that fail ask for are made when they are first asked for.

use super::page::Page;
use super::permalink::Publication;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// Endings of source files that are pages.
pub(super) const PAGE_ENDINGS: [&str; 8] = ["md", "mdx", "markdown", "mkd", "mdown", "qmd", "Rmd", "mdoc"];

/// See the module.
#[derive(Debug)]
pub struct Index<'s> {
    pages: &'s [Page],
    /// By URL without a slash at its end and without `index.html`; published pages before others.
    by_url: FxHashMap<&'s str, u32>,
    /// By URL of an alias, in the same form.
    aliases: FxHashMap<&'s str, u32>,
    /// By source file.
    by_source: FxHashMap<&'s str, u32>,
    /// Pages with files beside them, by URL in the same form.
    bundles: FxHashMap<&'s str, u32>,
    /// The first segments of all URLs.
    segments: FxHashSet<&'s str>,
    names: OnceLock<FxHashMap<String, Vec<u32>>>,
    folded: OnceLock<FxHashMap<String, &'s str>>,
    folders: OnceLock<FxHashMap<&'s str, Vec<&'s str>>>,
    last: OnceLock<FxHashMap<&'s str, Vec<&'s str>>>,
}

/// A URL in the form in which the index knows it: without a slash at its end and without `index.html`.
pub fn url_key(url: &str) -> &str {
    let url = match url.strip_suffix("index.html").or_else(|| url.strip_suffix("index.htm")) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => url,
    };
    url.trim_end_matches('/')
}

/// The folder and the name of a path.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

impl<'s> Index<'s> {
    /// Indexes the pages of one site.
    pub fn new(pages: &'s [Page]) -> Self {
        let mut index = Self {
            pages,
            by_url: FxHashMap::default(),
            aliases: FxHashMap::default(),
            by_source: FxHashMap::with_capacity_and_hasher(pages.len(), Default::default()),
            bundles: FxHashMap::default(),
            segments: FxHashSet::default(),
            names: OnceLock::new(),
            folded: OnceLock::new(),
            folders: OnceLock::new(),
            last: OnceLock::new(),
        };
        for (at, page) in pages.iter().enumerate() {
            let at = at as u32;
            // Records of one data file share its path.
            index.by_source.entry(&page.source).or_insert(at);
            let Some(url) = page.url.as_deref().map(url_key) else { continue };
            index.segments.insert(url.split('/').next().unwrap_or(url));
            if page.bundle.is_some() {
                // `a/x.html` has its files in `a/x/`.
                index.bundles.insert(url.strip_suffix(".html").unwrap_or(url), at);
            }
            let published = page.publication == Publication::Published;
            index
                .by_url
                .entry(url)
                .and_modify(|known| {
                    if published {
                        *known = at
                    }
                })
                .or_insert(at);
            for alias in &page.aliases {
                let url = url_key(&alias.url);
                index.segments.insert(url.split('/').next().unwrap_or(url));
                if published {
                    index.aliases.entry(url).or_insert(at);
                }
            }
        }
        index
    }

    /// The pages.
    pub fn pages(&self) -> &'s [Page] {
        self.pages
    }

    /// The page at a URL path, with or without `.html`.
    pub fn at_url(&self, url: &str) -> Option<u32> {
        let key = url_key(url);
        self.by_url.get(key).copied().or_else(|| {
            (!url.ends_with('/')).then(|| self.by_url.get(format!("{key}.html").as_str()).copied()).flatten()
        })
    }

    /// True unless it takes `.html` to come from a URL path to that of the page.
    pub fn is_whole(&self, page: u32, url: &str) -> bool {
        let own = self.pages[page as usize].url.as_deref().unwrap_or("");
        url_key(own) == url_key(url)
    }

    /// The page that has an alias at a URL path.
    pub fn at_alias(&self, url: &str) -> Option<u32> {
        self.aliases.get(url_key(url)).copied()
    }

    /// The page of a source file, relative to the site root.
    pub fn at_source(&self, path: &str) -> Option<u32> {
        self.by_source.get(path).copied()
    }

    /// The pages in whose folder a URL path may lie, the nearest first, each with the rest of the path.
    pub fn bundles_around<'u>(&self, url: &'u str) -> impl Iterator<Item = (u32, &'u str)> {
        let ends = url.rmatch_indices('/').map(|(at, _)| at).filter(|_| !self.bundles.is_empty());
        let root = self.bundles.get("").map(|&page| (page, url));
        ends.filter_map(|at| Some((*self.bundles.get(&url[..at])?, &url[at + 1..]))).chain(root)
    }

    /// True when some URL of the site starts with this segment.
    pub fn has_segment(&self, segment: &str) -> bool {
        self.segments.contains(segment)
    }

    /// The pages with a file name, without ending and language and in any letter case; of `index` files the folder's.
    pub fn named(&self, name: &str) -> &[u32] {
        let names = self.names.get_or_init(|| {
            let mut names: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for (at, page) in self.pages.iter().enumerate() {
                names.entry(name_of(&page.source).to_lowercase()).or_default().push(at as u32);
            }
            names
        });
        names.get(&name.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The URL or source path that differs from this one in nothing but letter case.
    pub fn folded(&self, path: &str) -> Option<&'s str> {
        let folded = self.folded.get_or_init(|| {
            let mut folded = FxHashMap::default();
            // The map's own order is not that of the pages.
            for page in self.pages {
                for path in page.url.as_deref().map(url_key).into_iter().chain([&*page.source]) {
                    folded.entry(path.to_lowercase()).or_insert(path);
                }
            }
            folded
        });
        folded.get(&url_key(path).to_lowercase()).copied()
    }

    /// The URLs and source paths in a folder.
    pub fn in_folder(&self, folder: &str) -> &[&'s str] {
        self.folders.get_or_init(|| self.grouped(|path| split(path).0)).get(folder).map_or(&[], Vec::as_slice)
    }

    /// The URLs and source paths with a last segment.
    pub fn with_last(&self, name: &str) -> &[&'s str] {
        self.last.get_or_init(|| self.grouped(|path| split(path).1)).get(name).map_or(&[], Vec::as_slice)
    }

    fn grouped(&self, by: impl Fn(&'s str) -> &'s str) -> FxHashMap<&'s str, Vec<&'s str>> {
        let mut groups: FxHashMap<&'s str, Vec<&'s str>> = FxHashMap::default();
        for page in self.pages {
            for path in page.url.as_deref().map(url_key).into_iter().chain([&*page.source]) {
                let group = groups.entry(by(path)).or_default();
                if group.last() != Some(&path) {
                    group.push(path);
                }
            }
        }
        groups
    }
}

/// The name that a source file goes by: `post` for `a/post.fr.md` and `a/post/index.md`.
pub(super) fn name_of(source: &str) -> &str {
    let (folder, name) = split(source);
    let stem = name.split('.').next().unwrap_or(name);
    if matches!(stem, "index" | "_index") && !folder.is_empty() { split(folder).1 } else { strip_ending(name) }
}

/// Without the ending of a page, and without a language in front of it.
fn strip_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if PAGE_ENDINGS.contains(&ending) || matches!(ending, "html" | "htm") => {
            match stem.rsplit_once('.') {
                Some((bare, language)) if language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase()) => {
                    bare
                }
                _ => stem,
            }
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn page(source: &str, url: &str) -> Page {
        Page { source: source.into(), url: Some(url.into()), ..Page::new(FileId(0)) }
    }

    #[test]
    fn pages_are_found_by_url_source_and_name() {
        let draft = Page { publication: Publication::Draft, ..page("content/b-draft.md", "b/") };
        let pages = [page("content/a/index.fr.md", "a/"), draft, page("content/b.md", "b/"), page("c.md", "c.html")];
        let index = Index::new(&pages);
        assert_eq!(index.at_url("a"), Some(0));
        assert_eq!(index.at_url("a/index.html"), Some(0));
        assert_eq!(index.at_url("b/"), Some(2), "the published one");
        assert_eq!((index.at_url("c"), index.at_url("c.html"), index.at_url("c/")), (Some(3), Some(3), None));
        assert_eq!(index.at_source("c.md"), Some(3));
        assert_eq!(index.named("A"), [0]);
        assert_eq!(index.folded("B"), Some("b"));
        assert!(index.has_segment("c.html") && !index.has_segment("content"));
    }

    #[test]
    fn the_nearest_bundle_comes_first() {
        let bundle = |source: &str, url: &str, folder: &str| Page { bundle: Some(folder.into()), ..page(source, url) };
        let pages = [bundle("content/_index.md", "", "content"), bundle("content/a/index.md", "x/a/", "content/a")];
        let index = Index::new(&pages);
        assert_eq!(index.bundles_around("x/a/b.png").collect::<Vec<_>>(), [(1, "b.png"), (0, "x/a/b.png")]);
        assert_eq!(index.bundles_around("b.png").collect::<Vec<_>>(), [(0, "b.png")]);
    }
}
