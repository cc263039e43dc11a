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
    hidden: OnceLock<FxHashSet<String>>,
    folded: OnceLock<FxHashMap<String, &'s str>>,
    folders: OnceLock<FxHashMap<&'s str, Vec<&'s str>>>,
    last: OnceLock<FxHashMap<&'s str, Vec<&'s str>>>,
}

/// The folder that is served from the file `index` at a URL.
fn folder_of<'u>(url: &'u str, index: &str) -> Option<&'u str> {
    url.strip_suffix(index).filter(|folder| folder.is_empty() || folder.ends_with('/'))
}

/// The URL without the name of the file that a folder is served from.
pub fn normal(url: &str) -> &str {
    folder_of(url, "index.html").unwrap_or(url)
}

/// A URL in the form in which the index knows it: [`normal`] (`index.htm` is left out too), without a slash at its end.
pub fn url_key(url: &str) -> &str {
    folder_of(url, "index.htm").unwrap_or_else(|| normal(url)).trim_end_matches('/')
}

/// What stands at a URL, or else at its other spelling: `/a` and `/a.html` are one file to nearly every host. `at` is
/// told whether nothing but a file will do.
fn with_or_without_html(url: &str, at: impl Fn(&str, bool) -> Option<u32>) -> Option<u32> {
    let key = url_key(url);
    at(key, false).or_else(|| match key.strip_suffix(".html") {
        _ if url.ends_with('/') => None,
        Some(bare) => at(bare, true),
        None => at(&[key, ".html"].concat(), true),
    })
}

/// The folder and the name of a path.
pub(super) fn split(path: &str) -> (&str, &str) {
    memchr::memrchr(b'/', path.as_bytes()).map_or(("", path), |slash| (&path[..slash], &path[slash + 1..]))
}

fn first_segment(path: &str) -> &str {
    memchr::memchr(b'/', path.as_bytes()).map_or(path, |slash| &path[..slash])
}

/// What stands before the last dot and behind it.
fn split_ending(name: &str) -> Option<(&str, &str)> {
    memchr::memrchr(b'.', name.as_bytes()).map(|dot| (&name[..dot], &name[dot + 1..]))
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
            hidden: OnceLock::new(),
            folded: OnceLock::new(),
            folders: OnceLock::new(),
            last: OnceLock::new(),
        };
        for (at, page) in pages.iter().enumerate() {
            let at = at as u32;
            // Records of one data file share its path.
            index.by_source.entry(&page.source).or_insert(at);
            let Some(url) = page.url.as_deref().map(url_key) else { continue };
            index.segments.insert(first_segment(url));
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
                index.segments.insert(first_segment(url));
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
        let is_file = |&at: &u32| self.pages[at as usize].url.as_deref().is_some_and(|url| !url.ends_with('/'));
        with_or_without_html(url, |key, as_file| self.by_url.get(key).copied().filter(|at| !as_file || is_file(at)))
    }

    /// True unless it takes `.html` to come from a URL path to that of the page.
    pub fn is_whole(&self, page: u32, url: &str) -> bool {
        let own = self.pages[page as usize].url.as_deref().unwrap_or("");
        url_key(own) == url_key(url)
    }

    /// The page that has an alias at a URL path, with or without `.html`.
    pub fn at_alias(&self, url: &str) -> Option<u32> {
        with_or_without_html(url, |key, _| self.aliases.get(key).copied())
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

    /// True when a page of this name, its date aside, is published at a URL that only the generator knows.
    pub fn hides(&self, name: &str) -> bool {
        let hidden = self.hidden.get_or_init(|| {
            let pages = self.pages.iter().filter(|page| !page.url_known && page.publication == Publication::Published);
            let names = pages.map(|page| name_of(&page.source).to_lowercase());
            names.flat_map(|name| [without_date(&name).to_owned(), name]).collect()
        });
        hidden.contains(&name.to_lowercase())
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

/// A name without `YYYY-MM-DD-` at its start.
fn without_date(name: &str) -> &str {
    let is_date = |date: &[u8]| {
        date.iter().zip(b"0000-00-00-").all(|(a, b)| if *b == b'-' { a == b } else { a.is_ascii_digit() })
    };
    match name.as_bytes().get(..11) {
        Some(date) if is_date(date) => &name[11..],
        _ => name,
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
    match split_ending(name) {
        Some((stem, ending)) if PAGE_ENDINGS.contains(&ending) || matches!(ending, "html" | "htm") => {
            match split_ending(stem) {
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
        let bare = [page("d.md", "d"), page("e/index.md", "e/")];
        let bare = Index::new(&bare);
        assert_eq!(
            (bare.at_url("d.html"), bare.at_url("e.html"), bare.at_url("e/index.html")),
            (Some(0), None, Some(1))
        );
        assert_eq!(index.at_source("c.md"), Some(3));
        assert_eq!(index.named("A"), [0]);
        assert_eq!(index.folded("B"), Some("b"));
        assert!(index.has_segment("c.html") && !index.has_segment("content"));
    }

    #[test]
    fn a_page_at_an_unknown_url_is_known_by_name() {
        let hidden = |source: &str| Page { source: source.into(), url_known: false, ..Page::new(FileId(0)) };
        let draft = Page { publication: Publication::Draft, ..hidden("d.md") };
        let pages = [hidden("posts/2024-05-06-a-b.md"), hidden("2024-05/index.md"), draft, page("e.md", "e/")];
        let index = Index::new(&pages);
        assert!(index.hides("a-b") && index.hides("2024-05-06-A-b") && index.hides("2024-05"));
        assert!(!index.hides("b") && !index.hides("d") && !index.hides("e"));
    }

    #[test]
    fn a_folder_and_its_index_are_one() {
        assert_eq!((normal("a/index.html"), url_key("a/index.html")), ("a/", "a"));
        assert_eq!((url_key("a/index.htm"), normal("index.html"), url_key("")), ("a", "", ""));
        assert_eq!(normal("my-index.html"), "my-index.html");
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
