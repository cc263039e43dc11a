//! What the URLs of a site's pages claim: which page stands at a URL, and where aliases lead in circles.

use super::Site;
use super::page::{AliasFact, Page};
use super::permalink::Publication;
use rustc_hash::FxHashMap;

/// An alias with the position of its page.
pub type Claim<'s> = (usize, &'s AliasFact);

impl Page {
    /// True for a page that readers find at its URL, as far as can be known.
    pub fn stands(&self) -> bool {
        self.url_known && !self.broken && self.publication == Publication::Published && self.url.is_some()
    }
}

/// The URL without the name of the file that a folder is served from.
pub fn normal(url: &str) -> &str {
    match url.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => url,
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
        let mut starts: Vec<usize> = next.keys().copied().collect();
        starts.sort_unstable();
        // The walk on which each page was first met.
        let mut met: FxHashMap<usize, usize> = FxHashMap::default();
        let mut loops = Vec::new();
        for start in starts {
            let mut at = start;
            while let Some((onwards, _)) = next.get(&at).filter(|_| !met.contains_key(&at)) {
                met.insert(at, start);
                at = *onwards;
            }
            // Back on the own way, and on no older one.
            if met.get(&at) != Some(&start) || !next.contains_key(&at) {
                continue;
            }
            let mut circle: Vec<Claim<'_>> = Vec::new();
            let mut here = at;
            while let Some(claim) = next.get(&here) {
                circle.push(*claim);
                here = claim.0;
                if here == at {
                    break;
                }
            }
            let last = circle.iter().enumerate().max_by_key(|(_, (page, _))| *page).map_or(0, |(place, _)| place);
            circle.rotate_left(last);
            loops.push(circle);
        }
        loops
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_and_its_index_are_one() {
        assert_eq!(normal("a/index.html"), "a/");
        assert_eq!(normal("index.html"), "");
        assert_eq!(normal("my-index.html"), "my-index.html");
    }
}
