//! The places to look for a destination, by where it starts and what its generator does with such links.

use super::verdict::has_page_ending;
use super::{Resolver, Space, Try};
use crate::site::index::split;
use crate::site::page::{LinkFact, LinkForm, Page};
use crate::site::reference::{self, Reference, Start};
use crate::site::routing::Trust;

/// Places to look, each once.
#[derive(Default)]
struct Tries(Vec<Try>);

impl Tries {
    /// Adds a place that the generator looks at, unless the path leads out of its space.
    fn add(&mut self, space: Space, path: Option<String>, trust: Trust) {
        if let Some(path) = path.filter(|_| trust != Trust::Never)
            && !self.0.iter().any(|old| old.space == space && old.path == path)
        {
            self.0.push(Try { space, path, trust });
        }
    }
}

impl Resolver<'_> {
    /// The places to look for a destination; `None` where it leads out of the site or to where nobody can know.
    pub(super) fn tries(&self, page: &Page, link: &LinkFact, reference: &Reference<'_>) -> Option<Vec<Try>> {
        let routing = self.routing();
        let path = &*reference.path;
        if self.layout.is_as_it_is() {
            let base = if reference.start == Start::Page { split(&page.source).0 } else { "" };
            // What climbs out of the site is judged where its links are read.
            let path = reference::join(base, path, false)?;
            return Some(vec![Try { space: Space::Source, path, trust: Trust::Always }]);
        }
        if self.is_for_the_forge(page) && self.lies_beside(page, path) {
            return None;
        }
        let mut tries = Tries(Vec::with_capacity(4));
        let ending = has_page_ending(path) || routing.source_links.without_ending != Trust::Never;
        if routing.source_links.by_tree && ending && reference.start != Start::Address {
            for name in self.tree_names(page, path, reference.start == Start::Host) {
                tries.add(Space::Tree, Some(name), self.by_source(link, Trust::Always));
            }
        }
        match reference.start {
            Start::Here => return None,
            Start::Host | Start::Address => self.add_from_top(page, link, reference, &mut tries),
            Start::Page if link.form == LinkForm::Template => {
                tries.add(Space::Url, reference::join("", path, true), Trust::Always);
            }
            Start::Page => self.add_from_page(page, link, path, &mut tries)?,
        }
        let Tries(mut tries) = tries;
        // What can be relied on comes first; a file by its name is most likely meant as it lies in the source tree.
        let by_name = names_source(path, reference.start);
        tries.sort_by_key(|each| (std::cmp::Reverse(each.trust), by_name && each.space != Space::Source));
        (!tries.is_empty()).then_some(tries)
    }

    /// How far a link to a source file is taken for one to its page: raw HTML is handed on as it is by most generators.
    fn by_source(&self, link: &LinkFact, trust: Trust) -> Trust {
        if link.form == LinkForm::Html { trust.min(self.routing().source_links.in_html) } else { trust }
    }

    /// A destination that starts at the top of the host.
    fn add_from_top(&self, page: &Page, link: &LinkFact, reference: &Reference<'_>, tries: &mut Tries) {
        let routing = self.routing();
        let path = &*reference.path;
        let sources = self.by_source(link, self.source_trust(page));
        let adds_base = routing.adds_base != Trust::Never && reference.start == Start::Host;
        let path = if link.form == LinkForm::Template {
            path
        } else if let Some(below) = reference::under(path, &routing.base_path) {
            if adds_base && below.len() < path.len() {
                // A folder of the site that is called as the base path.
                tries.add(Space::Url, reference::join("", path, true), Trust::Perhaps);
            }
            below
        } else if adds_base && routing.adds_base == Trust::Always && link.form != LinkForm::Html {
            path
        } else {
            // The name of a source file needs no base path where it becomes the page's own URL.
            let links = &routing.source_links;
            for root in links.roots.iter().filter(|_| !links.by_name) {
                let source = reference::join(root, path, true);
                tries.add(Space::Source, source.filter(|path| self.index.at_source(path).is_some()), sources);
            }
            return;
        };
        let by_url = if routing.bases.url == Trust::Never { Trust::Perhaps } else { Trust::Always };
        tries.add(Space::Url, reference::join("", path, true), by_url);
        if reference.start == Start::Host {
            for root in &routing.source_links.roots {
                tries.add(Space::Source, reference::join(root, path, true), sources);
            }
        }
    }

    /// A destination that starts at the page; `None` where nobody can know where that is.
    fn add_from_page(&self, page: &Page, link: &LinkFact, path: &str, tries: &mut Tries) -> Option<()> {
        let bases = self.routing().bases;
        let folder = split(&page.source).0;
        match &page.url {
            Some(url) => {
                let here = split(url).0;
                let above = if url.ends_with('/') { split(here).0 } else { url };
                tries.add(Space::Url, reference::join(here, path, true), bases.url);
                tries.add(Space::Url, reference::join(above, path, true), bases.above_url);
            }
            // Where the page will be is not known, so neither is where its links start.
            None if bases.url != Trust::Never
                && link.form != LinkForm::FrontMatter
                && (bases.file != Trust::Always || link.form == LinkForm::Html) =>
            {
                return None;
            }
            None => {}
        }
        let climbs = reference::join(&self.in_project(folder), path, false).is_none();
        if climbs && self.layout.profile.links_by_file {
            // What leads out of the project is told where links are read.
            return None;
        }
        let by_file = self.by_source(link, bases.file.max(self.source_trust(page)));
        tries.add(Space::Source, reference::join(folder, path, false), by_file);
        match link.form {
            LinkForm::Resource => {
                tries.add(Space::Source, reference::join("assets", path, false), Trust::Perhaps);
            }
            LinkForm::FrontMatter => tries.add(Space::Url, reference::join("", path, false), Trust::Perhaps),
            _ => {}
        }
        Some(())
    }
}

/// True for the path of a page's source, and for one of any file but HTML that starts at the page.
fn names_source(path: &str, start: Start) -> bool {
    let ending = split(path).1.rsplit_once('.').map_or("", |(_, ending)| ending);
    has_page_ending(path) || start == Start::Page && !matches!(ending, "" | "html" | "htm")
}
