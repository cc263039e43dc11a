//! Files that a site serves as they are, and files that are routes by their name.

use super::{Hit, Resolver, Space, Try};
use crate::root::EntryKind;
use crate::site::index::{PAGE_ENDINGS, split};
use crate::site::listing::Look;
use crate::site::page::Page;
use crate::site::permalink::{is_unserved, is_withheld};
use crate::site::reference::{self, under};
use crate::site::routing::{FileRoutes, Trust};

impl Resolver<'_> {
    /// How far the links of a page to source files are taken for links to pages.
    pub(super) fn source_trust(&self, page: &Page) -> Trust {
        let links = &self.routing().source_links;
        if links.except.is_match(&*page.source) { Trust::Never } else { links.trust }
    }

    /// True for Markdown that is served as it is: its links are made by a forge, if anywhere.
    pub(super) fn is_for_the_forge(&self, page: &Page) -> bool {
        let ending = |url: &str| url.rsplit_once('.').is_some_and(|(_, ending)| PAGE_ENDINGS.contains(&ending));
        page.url.as_deref().is_some_and(ending)
    }

    /// True when a file or folder lies there, seen from the page's own folder.
    pub(super) fn lies_beside(&self, page: &Page, path: &str) -> bool {
        let path = reference::join(split(&page.source).0, path, false);
        path.is_some_and(|path| {
            !matches!(self.listing.look(&self.in_project(path.trim_end_matches('/'))), Look::Nothing | Look::Case(_))
        })
    }

    /// The file served at a URL path.
    pub(super) fn served(&self, path: &str) -> Hit {
        let mut found = Hit::Nothing;
        for mount in &self.routing().statics {
            let rest = match under(path, &mount.url) {
                Some(rest) => rest,
                None => continue,
            };
            match self.file(&mount.folder, rest) {
                Hit::Nothing => {}
                Hit::Case(right) => {
                    let right = if mount.url.is_empty() { right } else { format!("{}/{right}", mount.url) };
                    found = Hit::Case(right);
                }
                hit => return hit,
            }
        }
        for (page, rest) in self.index.bundles_around(path) {
            let bundle = self.index.pages()[page as usize].bundle.as_deref().unwrap_or("");
            match self.file(bundle, rest) {
                Hit::Nothing | Hit::Case(_) => {}
                hit => return hit,
            }
        }
        for routes in &self.routing().file_routes {
            if under(path, &routes.url).is_some_and(|rest| self.is_route(routes, rest.trim_end_matches('/'))) {
                return Hit::Elsewhere;
            }
        }
        found
    }

    /// The file at `rest` below a folder of the site; a folder is served by its `index.html`.
    fn file(&self, folder: &str, rest: &str) -> Hit {
        let rest = rest.trim_end_matches('/');
        let path = match (folder.is_empty(), rest.is_empty()) {
            (true, _) => rest.to_owned(),
            (false, true) => folder.to_owned(),
            (false, false) => [folder, "/", rest].concat(),
        };
        // The source of a page is not served, its page is.
        if self.index.at_source(&path).is_some() || is_withheld(self.layout, &path) || is_unserved(self.layout, rest) {
            return Hit::Nothing;
        }
        let from_project = self.in_project(&path);
        match self.listing.look(&from_project) {
            Look::File => Hit::File(from_project),
            Look::Directory if self.listing.look(&format!("{from_project}/index.html")) == Look::File => {
                Hit::File(format!("{from_project}/index.html"))
            }
            Look::Directory => Hit::Nothing,
            Look::Case(right) => {
                // Other spellings may have another length in bytes, never another number of segments.
                let segments = rest.split('/').count();
                let start = right.rmatch_indices('/').nth(segments - 1).map_or(0, |(at, _)| at + 1);
                Hit::Case(right[start..].to_owned())
            }
            Look::Unknown => Hit::Elsewhere,
            // `/about` is served from `about.html` by nearly every host, and a style sheet is made from its source.
            Look::Nothing => {
                let (stem, endings): (&str, &[&str]) = match from_project.strip_suffix(".css") {
                    Some(stem) => (stem, &["scss", "sass", "less"]),
                    None if !rest.is_empty() && !split(rest).1.contains('.') => (&from_project, &["html"]),
                    None => return Hit::Nothing,
                };
                let mut sources = endings.iter().map(|ending| format!("{stem}.{ending}"));
                sources.find(|source| self.listing.look(source) == Look::File).map_or(Hit::Nothing, Hit::File)
            }
        }
    }

    /// True when a file makes the route, or one with a parameter in its name might.
    fn is_route(&self, routes: &FileRoutes, rest: &str) -> bool {
        let mut folder = self.in_project(&routes.folder);
        let mut segments = rest.split('/').filter(|part| !part.is_empty()).peekable();
        while let Some(segment) = segments.next() {
            let Some(names) = self.listing.names(&folder) else { return false };
            // `[slug].astro`, `[...path]`, `(group)`, `@slot`, `$param`: what they make is known to their code.
            if names.iter().any(|(name, _)| name.starts_with(['[', '(', '@', '$']) && !name.starts_with("[locale]")) {
                return true;
            }
            if segments.peek().is_none() && !routes.only_index {
                let is = |name: &str| {
                    name.strip_prefix(segment)
                        .and_then(|rest| rest.strip_prefix('.'))
                        .is_some_and(|ending| routes.endings.contains(&ending))
                };
                if names.iter().any(|(name, kind)| kind == EntryKind::File && is(name)) {
                    return true;
                }
            }
            if !names.iter().any(|(name, kind)| name == segment && kind == EntryKind::Directory) {
                return false;
            }
            folder.push('/');
            folder.push_str(segment);
        }
        let Some(names) = self.listing.names(&folder) else { return false };
        let index = |name: &str| {
            name.strip_prefix(routes.index)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|ending| routes.endings.contains(&ending))
        };
        names.iter().any(|(name, kind)| kind == EntryKind::File && index(name) || name.starts_with("[[..."))
    }

    /// True for a page that a link by its file's name does not find.
    pub(super) fn is_renamed(&self, each: &Try, page: u32) -> bool {
        let url = self.index.pages()[page as usize].url.as_deref();
        let stem = each.path.rsplit_once('.').map_or(&*each.path, |(stem, _)| stem);
        let by_name = each.space == Space::Source && self.routing().source_links.by_name && url.is_some();
        by_name && split(stem).1 != "index" && !url.is_some_and(|url| url.ends_with(&format!("{}.html", split(stem).1)))
    }

    /// A page that is published under the name that a link to a source file gets.
    pub(super) fn by_new_name(&self, path: &str) -> Option<u32> {
        let stem = path.strip_suffix(".md").filter(|_| self.routing().source_links.by_name)?;
        let mut folders = self.layout.settings.content.iter();
        folders.find_map(|folder| self.index.at_url(&format!("{}.html", under(stem, folder)?)))
    }
}
