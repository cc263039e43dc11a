//! Where the links of a site lead, once all its pages are read.

use super::Runner;
use crate::engine::plan::SitePlan;
use crate::engine::tracked::Tracked;
use crate::rules::untracked_target;
use crate::site::index::Index;
use crate::site::outcome;
use crate::site::page::Page;
use crate::site::permalink;
use crate::site::redirects::Redirects;
use crate::site::resolve::{Resolver, World};
use crate::source::FileId;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

impl Runner<'_> {
    /// What is to be told of the links of pages that are reported on.
    pub(super) fn outcomes(&self, site: &SitePlan, pages: &[Page], redirects: &Redirects) -> Vec<outcome::Outcome> {
        let reported: FxHashSet<FileId> =
            site.files.iter().filter(|file| file.reported).map(|file| file.file).collect();
        let index = Index::new(pages);
        let git = Tracked::new(&self.plan.root);
        let tracked = |path: &str| git.is_tracked(path);
        let asks_git = site.book.anywhere().iter().any(|rule| rule.meta.id == untracked_target::META.id);
        let made = permalink::made(&site.layout, pages, &self.symbols);
        let world = World {
            root: &self.plan.root,
            made: &made,
            listing: &self.listing,
            redirects,
            symbols: &self.symbols,
            tracked: asks_git.then_some(&tracked),
        };
        let resolver = Resolver::new(&site.layout, &index, world);
        let pages =
            pages.par_iter().enumerate().filter(|(_, page)| !page.links.is_empty() && reported.contains(&page.file));
        pages.flat_map_iter(|(at, _)| resolver.outcomes(at as u32)).collect()
    }
}
