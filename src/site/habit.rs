//! What pages of one kind do alike: groups of siblings, and from when on what most of them do is a habit.
//!
//! Adaptive rules ask here before they speak, and tell here why they do or do not: without configuration they hold a page
//! only to what its own siblings do.

use super::Site;
use super::page::Page;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Pages that can be expected to be alike.
#[derive(Clone, Debug)]
pub struct Siblings<'s> {
    /// The collection, where they are of one.
    pub collection: Option<&'s str>,
    /// The same, by position in the configuration.
    pub collection_at: Option<usize>,
    /// The part of the site, unless a configured collection holds them together.
    pub section: Option<String>,
    /// True for files that speak for their folders.
    pub is_section: bool,
    pages: Vec<&'s Page>,
}

impl<'s> Deref for Siblings<'s> {
    type Target = [&'s Page];

    fn deref(&self) -> &Self::Target {
        &self.pages
    }
}

impl std::fmt::Display for Siblings<'_> {
    /// `content/blog`: the collection and the part of the site, for people.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let section = self.section.as_deref().filter(|section| !section.is_empty());
        match (self.collection, section) {
            (Some(collection), Some(section)) => write!(out, "{collection}/{section}")?,
            (Some(name), None) | (None, Some(name)) => out.write_str(name)?,
            (None, None) => out.write_str(".")?,
        }
        if self.is_section { out.write_str(" (section files)") } else { Ok(()) }
    }
}

/// The groups of a site, found once for all rules: pages by position.
#[derive(Debug, Default)]
pub struct Groups(OnceLock<Vec<Group>>);

#[derive(Debug)]
struct Group {
    collection: Option<u32>,
    section: Option<Arc<str>>,
    is_section: bool,
    pages: Vec<u32>,
}

impl Site {
    /// Pages that can be expected to be alike, in groups: those of a configured collection, else those of a collection
    /// by convention in one section of the site. Section files (`_index.md`) have ways of their own.
    pub fn siblings(&self) -> Vec<Siblings<'_>> {
        let groups = self.groups.0.get_or_init(|| self.grouped());
        let named = groups.iter().map(|group| Siblings {
            collection: group.collection.and_then(|at| Some(&*self.layout.config.collections.get(at as usize)?.name)),
            collection_at: group.collection.map(|at| at as usize),
            section: group.section.as_deref().map(str::to_owned),
            is_section: group.is_section,
            pages: group.pages.iter().filter_map(|&at| self.pages.get(at as usize)).collect(),
        });
        named.collect()
    }

    fn grouped(&self) -> Vec<Group> {
        let mut groups: FxHashMap<_, Vec<u32>> = FxHashMap::default();
        for (at, page) in self.pages.iter().enumerate() {
            let configured = page.collection.is_some_and(|at| (at as usize) < self.layout.configured_collections);
            let section = (!configured).then_some(page.section);
            groups.entry((page.collection, section, page.is_section)).or_default().push(at as u32);
        }
        let by_text = groups.into_iter().map(|((collection, section, is_section), pages)| {
            ((collection, section.map(|section| self.symbols.text(section)), is_section), pages)
        });
        let by_text: BTreeMap<_, Vec<u32>> = by_text.collect();
        let group = |((collection, section, is_section), pages)| Group { collection, section, is_section, pages };
        by_text.into_iter().map(group).collect()
    }
}

/// How many of a number do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habit {
    /// How many do it.
    pub with: usize,
    /// How many there are.
    pub of: usize,
}

impl Habit {
    /// Counts those that do it.
    pub fn of<T>(all: impl IntoIterator<Item = T>, does: impl Fn(T) -> bool) -> Self {
        let mut habit = Self { with: 0, of: 0 };
        for each in all {
            habit.of += 1;
            habit.with += usize::from(does(each));
        }
        habit
    }

    /// The note of a finding: `57 of 60 pages beside it have …`.
    pub fn note(self, what: &str) -> String {
        format!("{} of {} pages beside it {what}", self.with, self.of)
    }
}

/// From when on there is a habit; what adaptive rules have as options `share` and `pages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Share of those that must do it, in per cent; with 0 it is asked of all, whatever they do.
    pub share: u8,
    /// How many there must be, unless it is asked of all.
    pub pages: usize,
}

impl Measure {
    /// True when so many do it that the others can be held to it.
    pub fn holds(self, habit: Habit) -> bool {
        self.share == 0 || habit.of >= self.pages.max(1) && habit.with * 100 >= habit.of * usize::from(self.share)
    }
}

/// What an adaptive rule makes of one group: whether it speaks there, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// The group, for people.
    pub group: String,
    /// Its collection, by position in the configuration.
    pub collection: Option<usize>,
    /// How many do it.
    pub habit: Habit,
    /// What is counted: `pages`.
    pub unit: &'static str,
    /// What they do, for people: ``have `slug` ``.
    pub what: String,
    /// From when on there is a habit; nothing where the rule measures otherwise.
    pub measure: Option<Measure>,
    /// True when the rule speaks in this group.
    pub on: bool,
}

impl Practice {
    /// The practice of pages in a group.
    pub fn new(group: &Siblings<'_>, habit: Habit, what: impl Into<String>, measure: Measure) -> Self {
        let on = measure.holds(habit);
        Self {
            group: group.to_string(),
            collection: group.collection_at,
            habit,
            unit: "pages",
            what: what.into(),
            measure: Some(measure),
            on,
        }
    }

    /// Why the rule is silent in this group, as far as the measure tells.
    pub fn why_not(&self) -> Option<String> {
        let measure = self.measure.filter(|_| !self.on)?;
        Some(match self.habit.of < measure.pages {
            true => format!("fewer than {} {}", measure.pages, self.unit),
            false => format!("less than {} %", measure.share),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_habit_needs_enough_pages_and_a_share_of_them() {
        let usual = Measure { share: 90, pages: 10 };
        for (with, of, expected) in
            [(9, 10, true), (8, 10, false), (9, 9, false), (57, 60, true), (53, 60, false), (0, 0, false)]
        {
            assert_eq!(usual.holds(Habit { with, of }), expected, "{with} of {of}");
        }
    }

    #[test]
    fn a_share_of_nothing_asks_it_of_all() {
        assert!(Measure { share: 0, pages: 10 }.holds(Habit { with: 0, of: 1 }));
        assert!(!Measure { share: 90, pages: 0 }.holds(Habit { with: 0, of: 0 }));
    }

    #[test]
    fn notes_name_the_numbers() {
        let habit = Habit::of([true, true, false], |does| does);
        assert_eq!(habit.note("have `slug`"), "2 of 3 pages beside it have `slug`");
    }
}
