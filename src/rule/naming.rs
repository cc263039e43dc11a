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
    /// The generator gives the name a meaning, whatever the pages do, unless enough of them do otherwise.
    pub(crate) meant: bool,
}

impl Threshold {
    /// Fewer pages than this that do otherwise are no habit either.
    const FEW: usize = 4;

    fn is_met(self, agree: usize, all: usize) -> bool {
        if self.meant {
            return all < Self::FEW || agree * 2 >= all;
        }
        all >= self.pages && agree * 100 >= all * usize::from(self.share)
    }
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
    threshold: impl Fn(&Page) -> Threshold,
) -> Vec<Breach<'a>> {
    let mut found = Vec::new();
    for group in site.siblings() {
        let count = |naming| group.iter().filter(|page| of(page) == naming).count();
        let (agree, differ) = (count(Naming::Agrees), count(Naming::Differs));
        let all = agree + differ;
        let pages = group.iter().copied().filter(|page| of(page) == Naming::Differs);
        let habit = pages.filter(|page| threshold(page).is_met(agree, all));
        found.extend(habit.map(|page| Breach { page, agree, all }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_habit_takes_many_and_a_meaning_few() {
        let habit = Threshold { pages: 10, share: 90, meant: false };
        assert!(habit.is_met(9, 10) && !habit.is_met(8, 9) && !habit.is_met(17, 20));
        let meant = Threshold { meant: true, ..habit };
        assert!(meant.is_met(0, 1) && meant.is_met(2, 4) && !meant.is_met(1, 4));
    }
}
