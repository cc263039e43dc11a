//! What the rules about dates in paths share: which pages are expected to keep to them.

use crate::site::Site;
use crate::site::habit::{Habit, Measure};
use crate::site::page::{Naming, Page};

/// Where the generator gives the path a meaning, fewer pages than this that do otherwise are no habit.
const FEW: usize = 4;

/// The pages that differ where their siblings agree, each with how many of them do. Of a page whose path has a `meant`
/// date it is expected whatever its siblings do, unless enough of them do otherwise.
pub(crate) fn breaches(
    site: &Site,
    of: impl Fn(&Page) -> Naming,
    measure: Measure,
    meant: impl Fn(&Page) -> bool,
) -> Vec<(&Page, Habit)> {
    let mut found = Vec::new();
    for group in site.siblings() {
        let dated = group.iter().copied().filter(|page| of(page) != Naming::Undated);
        let habit = Habit::of(dated.clone(), |page| of(page) == Naming::Agrees);
        let expected = |page: &&Page| if meant(page) { is_kept(habit) } else { measure.holds(habit) };
        let differs = dated.filter(|page| of(page) == Naming::Differs);
        found.extend(differs.filter(expected).map(|page| (page, habit)));
    }
    found
}

/// True unless enough pages give their paths another meaning.
fn is_kept(habit: Habit) -> bool {
    habit.of < FEW || habit.with * 2 >= habit.of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meaning_is_kept_until_many_do_otherwise() {
        let kept = |with, of| is_kept(Habit { with, of });
        assert!(kept(0, 1) && kept(0, 3) && kept(2, 4) && !kept(1, 4) && !kept(0, 4));
    }
}
