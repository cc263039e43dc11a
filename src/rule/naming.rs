//! What the rules about dates in paths share: which pages are expected to keep to them.

use crate::site::Site;
use crate::site::page::{Naming, Page};

/// From how many pages on, and from which share of them on, a way of naming files is a habit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threshold {
    /// Pages that have both dates.
    pub(crate) pages: usize,
    /// In per cent of these.
    pub(crate) share: u8,
}

/// A page that breaks with what the pages beside it do.
pub(crate) struct Breach<'a> {
    /// The page.
    pub(crate) page: &'a Page,
    /// How many of the pages beside it have the same date twice.
    pub(crate) agree: usize,
    /// How many have two dates.
    pub(crate) all: usize,
}

/// The pages that differ where their siblings agree.
pub(crate) fn breaches<'a>(
    site: &'a Site,
    of: impl Fn(&Page) -> Naming,
    threshold: Threshold,
) -> impl Iterator<Item = Breach<'a>> {
    let groups = site.siblings().into_iter();
    groups.flat_map(move |group| {
        let count = |naming| group.iter().filter(|page| of(page) == naming).count();
        let (agree, differ) = (count(Naming::Agrees), count(Naming::Differs));
        let all = agree + differ;
        let habit = differ > 0 && all >= threshold.pages && agree * 100 >= all * usize::from(threshold.share);
        let pages: Vec<&Page> = group.iter().copied().filter(|page| of(page) == Naming::Differs).collect();
        pages.into_iter().filter(move |_| habit).map(move |page| Breach { page, agree, all })
    })
}
