//! What stands at a path of the source tree.

use super::{Hit, Resolver};
use crate::site::index::PAGE_ENDINGS;
use crate::site::listing::Look;
use crate::site::permalink::is_withheld;
use crate::site::routing::Trust;

impl Resolver<'_> {
    /// What stands at a path of the source tree, from the site root.
    pub(super) fn at_source(&self, path: &str) -> Hit {
        if let Some(page) = self.index.at_source(path) {
            return Hit::Page(page);
        }
        let bare = path.trim_end_matches('/');
        if self.routing().source_links.without_ending != Trust::Never
            && let Some(page) = self.without_ending(bare)
        {
            return Hit::Page(page);
        }
        let from_project = self.in_project(bare);
        match self.listing.look(&from_project) {
            Look::File if !self.layout.is_as_it_is() && is_withheld(self.layout, bare) => Hit::Nothing,
            Look::File => Hit::File(from_project),
            // A folder is shown by a forge, and served by its index or README elsewhere.
            Look::Directory if self.layout.is_as_it_is() => Hit::File(from_project),
            Look::Directory => self.page_of_folder(bare).map_or(Hit::Nothing, Hit::Page),
            Look::Case(right) => Hit::Case(self.in_site(&right).to_owned()),
            Look::Unknown => Hit::Elsewhere,
            Look::Nothing => self.by_new_name(bare).map_or(Hit::Nothing, Hit::Page),
        }
    }

    /// A page by its path without the ending.
    fn without_ending(&self, path: &str) -> Option<u32> {
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

    fn page_of_folder(&self, folder: &str) -> Option<u32> {
        let slash = if folder.is_empty() { "" } else { "/" };
        ["index", "_index", "README"].iter().find_map(|stem| {
            ["md", "mdx", "markdown"]
                .iter()
                .find_map(|ending| self.index.at_source(&[folder, slash, stem, ".", ending].concat()))
        })
    }

    /// A path from the site root as one from the project root.
    pub(super) fn in_project(&self, path: &str) -> String {
        if self.top.is_empty() {
            return path.to_owned();
        }
        // With room for the file that a folder is served by.
        let mut joined = String::with_capacity(self.top.len() + path.len() + 12);
        joined.push_str(&self.top);
        if !path.is_empty() {
            joined.push('/');
            joined.push_str(path);
        }
        joined
    }

    /// A path from the project root as one from the site root.
    pub(super) fn in_site<'p>(&self, path: &'p str) -> &'p str {
        let top = &self.top;
        path.get(top.len()..).filter(|_| !top.is_empty()).map_or(path, |rest| rest.trim_start_matches('/'))
    }
}
