//! Files that a site serves as they are, files that are routes by their name, and pages by less than their file's name.

use super::{Hit, Resolver, Space, Try};
use crate::root::EntryKind;
use crate::site::index::{PAGE_ENDINGS, split};
use crate::site::listing::Look;
use crate::site::permalink;
use crate::site::reference::under;
use crate::site::routing::FileRoutes;

impl Resolver<'_> {
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
            (false, false) => format!("{folder}/{rest}"),
        };
        // The source of a page is not served, its page is.
        if self.index.at_source(&path).is_some() || permalink::is_withheld(self.layout, &path) {
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

    /// True for a file that the generator never serves.
    pub(super) fn is_withheld(&self, path: &str) -> bool {
        let confined = self.routing().source_links.confined;
        let inside = || self.layout.settings.content.iter().any(|folder| under(path, folder).is_some());
        permalink::is_withheld(self.layout, path) || confined && !inside()
    }

    /// A page that is published under the name that a link to a source file gets.
    pub(super) fn by_new_name(&self, path: &str) -> Option<u32> {
        let stem = path.strip_suffix(".md").filter(|_| self.routing().source_links.by_name)?;
        let mut folders = self.layout.settings.content.iter();
        folders.find_map(|folder| self.index.at_url(&format!("{}.html", under(stem, folder)?)))
    }

    /// A page that a language lacks and the generator serves from the default one.
    pub(super) fn in_default_language(&self, path: &str) -> Option<u32> {
        let routing = self.routing();
        if !routing.language_fallback {
            return None;
        }
        let prefixes =
            routing.languages.iter().map(|language| language.prefix.as_str()).filter(|prefix| !prefix.is_empty());
        let default = routing.languages.first().map_or("", |language| language.prefix.as_str());
        prefixes.filter_map(|prefix| path.strip_prefix(prefix)?.strip_prefix('/')).find_map(|rest| {
            self.index.at_url(&if default.is_empty() { rest.to_owned() } else { format!("{default}/{rest}") })
        })
    }

    /// A page by its path without the ending.
    pub(super) fn without_ending(&self, path: &str) -> Option<u32> {
        let mut name = String::with_capacity(path.len() + 10);
        PAGE_ENDINGS
            .iter()
            .find_map(|ending| {
                name.clear();
                name.push_str(path);
                name.push('.');
                name.push_str(ending);
                self.index.at_source(&name)
            })
            .or_else(|| self.page_of_folder(path))
    }

    pub(super) fn page_of_folder(&self, folder: &str) -> Option<u32> {
        let slash = if folder.is_empty() { "" } else { "/" };
        ["index", "_index", "README"].iter().find_map(|stem| {
            ["md", "mdx", "markdown"]
                .iter()
                .find_map(|ending| self.index.at_source(&format!("{folder}{slash}{stem}.{ending}")))
        })
    }

    /// A path from the site root as one from the project root.
    pub(super) fn in_project(&self, path: &str) -> String {
        let root = self.layout.root.to_string_lossy();
        if root.is_empty() {
            path.to_owned()
        } else if path.is_empty() {
            root.replace('\\', "/")
        } else {
            format!("{}/{path}", root.replace('\\', "/"))
        }
    }

    /// A path from the project root as one from the site root.
    pub(super) fn in_site<'p>(&self, path: &'p str) -> &'p str {
        let root = self.layout.root.to_string_lossy();
        path.get(root.len()..).filter(|_| !root.is_empty()).map_or(path, |rest| rest.trim_start_matches('/'))
    }
}
