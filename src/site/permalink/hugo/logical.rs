//! Where a file lies in Hugo's tree of content: its logical path, language and kind. `ref`, `GetPage` and the patterns of
//! permalinks speak of logical paths.

use crate::site::Layout;
use crate::site::permalink::page::below;
use crate::site::reference::descend;
use crate::site::routing::scheme::{Hugo, HugoContent, HugoKind};
use std::borrow::Cow;

/// A page's name and place in the tree of content.
pub(super) struct Logical<'p> {
    /// Folders below the content root; for `index` and `_index` those above their own folder too.
    pub(super) folders: Vec<&'p str>,
    /// The name without ending and language.
    pub(super) stem: &'p str,
    pub(super) language: &'p str,
    pub(super) kind: HugoKind,
    pub(super) leaf: bool,
}

impl Logical<'_> {
    /// The name that counts: a bundle's is its folder's.
    pub(super) fn name(&self) -> &str {
        if self.leaf { self.folders.last().copied().unwrap_or("") } else { self.stem }
    }

    /// The folder that holds the page or bundle.
    pub(super) fn container(&self) -> &[&str] {
        let up = usize::from(self.leaf && !self.folders.is_empty());
        &self.folders[..self.folders.len() - up]
    }

    pub(super) fn is_branch(&self) -> bool {
        self.kind != HugoKind::Page
    }

    /// `Page.Path`, as patterns of sections are matched against.
    pub(super) fn path(&self) -> String {
        let mut path =
            String::with_capacity(self.folders.iter().map(|name| name.len() + 1).sum::<usize>() + self.stem.len() + 1);
        let own = (!self.leaf && !self.is_branch()).then_some(self.stem);
        for name in self.folders.iter().copied().chain(own) {
            path.push('/');
            path.push_str(name);
        }
        if path.is_empty() {
            path.push('/');
        }
        lower(path)
    }
}

/// In lower case; nearly every path is already.
fn lower(mut path: String) -> String {
    if path.is_ascii() {
        path.make_ascii_lowercase();
        return path;
    }
    path.to_lowercase()
}

/// A logical path as [`Hugo::known_as`] makes it: in lower case, blanks as hyphens (`paths.NormalizePathStringBasic`).
pub(crate) fn normal(path: &str) -> String {
    let path = lower(path.to_owned());
    if memchr::memchr(b' ', path.as_bytes()).is_some() { path.replace(' ', "-") } else { path }
}

impl Hugo {
    /// The logical path of a source file without slashes at its ends, in the form of [`normal`], its language, and
    /// whether it is a bundle or section, whose links start in it and not beside it.
    pub(crate) fn known_as<'h>(&'h self, layout: &'h Layout, source: &'h str) -> Option<Known<'h>> {
        let (content, path) = self.in_tree(source)?;
        let logical = self.logical(layout, content, &path);
        let language = match layout.settings.routing.languages.iter().find(|known| known.code == logical.language) {
            Some(known) => known.code.as_str(),
            None => self.default_language.as_str(),
        };
        let path = normal(logical.path().trim_start_matches('/'));
        Some(Known { path, language, is_branch: logical.is_branch(), is_leaf: logical.leaf })
    }

    /// The content folder of a source file, and the file's path in the tree of content.
    pub(super) fn in_tree<'c>(&'c self, path: &'c str) -> Option<(&'c HugoContent, Cow<'c, str>)> {
        let (content, rest) = self.content_of(path)?;
        let path = if content.target.is_empty() { rest.into() } else { descend(&content.target, rest).into() };
        Some((content, path))
    }

    fn content_of<'c, 'p>(&'c self, path: &'p str) -> Option<(&'c HugoContent, &'p str)> {
        let found = self.content.iter().filter_map(|content| {
            if content.source == path {
                // A single file: its target names it.
                return Some((content, ""));
            }
            Some((content, below(path, &content.source)?))
        });
        found.max_by_key(|(content, _)| content.source.len())
    }

    pub(super) fn logical<'p>(&'p self, layout: &'p Layout, content: &'p HugoContent, path: &'p str) -> Logical<'p> {
        let settings = &layout.settings;
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folders: Vec<&str> = folders.split('/').filter(|part| !part.is_empty()).collect();
        let mut stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut language = content.language.as_deref();
        if let Some((before, code)) = stem.rsplit_once('.') {
            let known = settings.routing.languages.iter().find(|known| known.code.eq_ignore_ascii_case(code));
            let code = match known {
                Some(known) => Some(known.code.as_str()),
                None => code.eq_ignore_ascii_case(&self.default_language).then_some(self.default_language.as_str()),
            };
            if let Some(code) = code {
                stem = before;
                language = language.or(Some(code));
            }
        }
        let taxonomy = folders
            .first()
            .is_some_and(|first| settings.taxonomies.iter().any(|name| name.eq_ignore_ascii_case(first)));
        let kind = match (stem, folders.len()) {
            ("_index", 0) => HugoKind::Home,
            ("_index", 1) if taxonomy => HugoKind::Taxonomy,
            ("_index", _) if taxonomy => HugoKind::Term,
            ("_index", _) => HugoKind::Section,
            _ => HugoKind::Page,
        };
        let language = language.unwrap_or(&self.default_language);
        Logical { folders, stem, language, kind, leaf: stem == "index" }
    }
}

/// What a source file is known as; see [`Hugo::known_as`].
pub(crate) struct Known<'h> {
    pub(crate) path: String,
    pub(crate) language: &'h str,
    pub(crate) is_branch: bool,
    pub(crate) is_leaf: bool,
}
