//! What the URLs of a site's pages claim: which page stands at a URL, and where aliases and redirects lead in circles.

use super::Site;
use super::index::{normal, url_key};
use super::page::{AliasFact, Page};
use super::permalink::Publication;
use super::redirects::Redirect;
use super::reference::{self, Start};
use rustc_hash::{FxHashMap, FxHashSet};

/// An alias with the position of its page.
pub type Claim<'s> = (usize, &'s AliasFact);

impl Page {
    /// True for a page that readers find at its URL, as far as can be known.
    pub fn stands(&self) -> bool {
        self.url_known && !self.broken && self.publication == Publication::Published && self.url.is_some()
    }
}

impl Site {
    /// The first page, by path, at each URL.
    pub fn pages_by_url(&self) -> FxHashMap<&str, usize> {
        let mut found = FxHashMap::default();
        for (at, page) in self.pages.iter().enumerate() {
            if let Some(url) = page.url.as_deref().filter(|_| page.stands()) {
                found.entry(normal(url)).or_insert(at);
            }
        }
        found
    }

    /// The aliases of published pages, by page and position.
    pub fn aliases(&self) -> impl Iterator<Item = Claim<'_>> {
        let pages = self.pages.iter().enumerate();
        let published = pages.filter(|(_, page)| !page.broken && page.publication == Publication::Published);
        published.flat_map(|(at, page)| page.aliases.iter().map(move |alias| (at, alias)))
    }

    /// Circles of two or more pages each of which has the URL of another one as its alias: whoever visits one is sent
    /// round for ever. Each circle starts with its last page by path; no page is part of two.
    pub fn alias_loops(&self) -> Vec<Vec<Claim<'_>>> {
        if self.aliases().next().is_none() {
            return Vec::new();
        }
        let at_url = self.pages_by_url();
        // From the page at a URL to the one that claims this URL; the first to do so is followed.
        let mut next: FxHashMap<usize, Claim<'_>> = FxHashMap::default();
        for (at, alias) in self.aliases() {
            if let Some(&there) = at_url.get(normal(&alias.url)).filter(|&&there| there != at) {
                next.entry(there).or_insert((at, alias));
            }
        }
        let onwards = next.iter().map(|(&from, claim)| (from, claim.0)).collect();
        let circle = |pages: Vec<usize>| {
            let mut circle: Vec<Claim<'_>> = pages.iter().filter_map(|page| next.get(page).copied()).collect();
            let last = circle.iter().enumerate().max_by_key(|(_, (page, _))| *page).map_or(0, |(place, _)| place);
            circle.rotate_left(last);
            circle
        };
        circles(&onwards).into_iter().map(circle).collect()
    }

    /// Circles of two or more redirects of single paths in the files of the site's host, each path with its redirect. A
    /// path at which there is a page, or an alias of one, ends the way: not every host looks at its redirects first.
    pub fn redirect_loops(&self) -> Vec<Vec<(&str, Redirect)>> {
        let mut literal: Vec<(&str, Redirect)> =
            self.redirects.literal().filter(|(_, redirect)| !redirect.rewrite).collect();
        if literal.is_empty() {
            return Vec::new();
        }
        let pages = self.pages.iter().filter_map(|page| page.url.as_deref());
        let taken: FxHashSet<&str> = pages.chain(self.aliases().map(|(_, alias)| &*alias.url)).map(url_key).collect();
        literal.sort_by_key(|(path, redirect)| (*path, redirect.place));
        literal.dedup_by_key(|(path, _)| *path);
        literal.retain(|(path, _)| !taken.contains(url_key(path)));
        let at_path: FxHashMap<&str, usize> = literal.iter().enumerate().map(|(at, (path, _))| (*path, at)).collect();
        let onwards = literal.iter().enumerate().filter_map(|(at, (_, redirect))| {
            let next = *at_path.get(self.path_of(&redirect.to)?.trim_end_matches('/'))?;
            (next != at).then_some((at, next))
        });
        let circles = circles(&onwards.collect()).into_iter();
        let circles = circles.map(|circle| circle.into_iter().map(|at| literal[at].clone()).collect::<Vec<_>>());
        // A pattern or another redirect of the same path may come first.
        let counts =
            |(path, redirect): &(&str, Redirect)| self.redirects.to(path).is_some_and(|first| first == *redirect);
        circles.filter(|circle| circle.iter().all(counts)).collect()
    }

    /// The path of this site, below its base path, that a redirect leads to.
    fn path_of(&self, to: &str) -> Option<String> {
        let routing = &self.layout.settings.routing;
        let reference = reference::parse(to, &routing.hosts)?;
        let path = matches!(reference.start, Start::Host | Start::Address).then_some(reference.path)?;
        reference::under(&path, &routing.base_path).map(|path| path.trim_start_matches('/').to_owned())
    }
}

/// The circles in which a way leads that goes on from each place to one other. No place is part of two.
fn circles(next: &FxHashMap<usize, usize>) -> Vec<Vec<usize>> {
    let mut starts: Vec<usize> = next.keys().copied().collect();
    starts.sort_unstable();
    // The walk on which each place was first met.
    let mut met: FxHashMap<usize, usize> = FxHashMap::default();
    let mut circles = Vec::new();
    for start in starts {
        let mut at = start;
        while let Some(onwards) = next.get(&at).filter(|_| !met.contains_key(&at)) {
            met.insert(at, start);
            at = *onwards;
        }
        // Back on the own way, and on no older one.
        if met.get(&at) != Some(&start) || !next.contains_key(&at) {
            continue;
        }
        let mut circle = vec![at];
        let mut here = at;
        while let Some(&onwards) = next.get(&here).filter(|&&onwards| onwards != at) {
            circle.push(onwards);
            here = onwards;
        }
        circles.push(circle);
    }
    circles
}
