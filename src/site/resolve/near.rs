//! The nearest target to one that does not exist.

use super::{Hit, Resolver, Space, Try};
use crate::site::index::{split, url_key};
use crate::site::reference;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

/// Names of one folder that are compared; in a larger one a link is not often one letter away from the right one alone.
const MOST: usize = 5_000;

/// What was found for targets already, so that many links to one missing page cost one search.
#[derive(Debug, Default)]
pub(super) struct Memory {
    known: Mutex<FxHashMap<(bool, String), Found>>,
}

/// The nearest path, and whether it is the only one that is one step away.
type Found = Option<(String, bool)>;

impl Resolver<'_> {
    /// The nearest target in the same space.
    pub(super) fn near(&self, each: &Try) -> Found {
        let key = (each.space == Space::Url, each.path.trim_end_matches('/').to_owned());
        if let Some(found) = self.near.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return found.clone();
        }
        // A file that lies there may be left out by the generator.
        let leads = |path: &str| {
            let hit = self.hit(&Try { space: each.space, path: path.to_owned(), trust: each.trust });
            !matches!(hit, Hit::Nothing | Hit::Case(_))
        };
        let found = self.search(each.space, &key.1).filter(|(path, _)| leads(path));
        self.near.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, found.clone());
        found
    }

    fn search(&self, space: Space, path: &str) -> Found {
        let url = space == Space::Url;
        // A source file linked to by its name where its URL is wanted.
        if url
            && let Some((stem, ending)) = path.rsplit_once('.')
            && super::super::index::PAGE_ENDINGS.contains(&ending)
            && let Some(page) = self.index.at_url(stem)
        {
            return self.index.pages()[page as usize].url.as_deref().map(|url| (url.to_owned(), true));
        }
        let (folder, name) = split(path);
        let pages = self.index.in_folder(folder).iter().filter(|near| self.is_in(space, near)).take(MOST);
        let files = self.files_near(space, folder);
        // `/about` is served from `about.html` too.
        let bare = url && !name.contains('.');
        let pages = pages.map(|near| split(near).1);
        let pages = pages.map(|last| last.strip_suffix(".html").filter(|_| bare).unwrap_or(last));
        let names = pages.chain(files.iter().map(String::as_str));
        if let Some((near, sure)) = nearest(name, names) {
            let near = if folder.is_empty() { near.to_owned() } else { format!("{folder}/{near}") };
            return Some((self.with_slash(space, near), sure));
        }
        // The same name elsewhere.
        let mut elsewhere = self.index.with_last(name).iter().filter(|near| self.is_in(space, near));
        match (elsewhere.next(), elsewhere.next()) {
            (Some(only), None) if name.len() > 3 => Some((self.with_slash(space, (*only).to_owned()), false)),
            _ => None,
        }
    }

    fn is_in(&self, space: Space, path: &str) -> bool {
        match space {
            Space::Url => self.index.at_url(path).is_some(),
            Space::Source | Space::Tree => self.index.at_source(path).is_some(),
        }
    }

    /// A URL as its page spells it.
    fn with_slash(&self, space: Space, path: String) -> String {
        if space == Space::Source {
            return path;
        }
        let page = self.index.at_url(&path).map(|at| &self.index.pages()[at as usize]);
        match page.and_then(|page| page.url.as_deref()).filter(|url| url_key(url) == path) {
            Some(url) => url.to_owned(),
            None => path,
        }
    }

    /// The names of files that lie where a path leads.
    fn files_near(&self, space: Space, folder: &str) -> Vec<String> {
        let folders: Vec<String> = match space {
            Space::Source | Space::Tree => vec![self.in_project(folder)],
            Space::Url => {
                let mounts = self.routing().statics.iter();
                mounts
                    .filter_map(|mount| {
                        let rest = reference::under(folder, &mount.url)?;
                        Some(self.in_project(&reference::descend(&mount.folder, rest)))
                    })
                    .collect()
            }
        };
        let mut files = Vec::new();
        for folder in folders {
            let Some(names) = self.listing.names(&folder) else { continue };
            let names =
                names.iter().filter(|(name, kind)| *kind == crate::root::EntryKind::File && !name.starts_with('.'));
            // Pages are known by their URLs.
            let names = names.filter(|(name, _)| {
                space == Space::Source
                    || !super::super::index::PAGE_ENDINGS.iter().any(|ending| name.ends_with(&format!(".{ending}")))
            });
            files.extend(names.take(MOST).map(|(name, _)| name.to_owned()));
        }
        files
    }
}

/// The name nearest to `wanted`, and whether it is the only one that is one step away: one edit, or letter case.
pub(super) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<(&'n str, bool)> {
    // Two edits in a short name make another name.
    let most = match wanted.chars().count() {
        0 | 1 => return None,
        2 | 3 => 0,
        4..8 => 1,
        _ => 2,
    };
    let letters = letters(wanted);
    let mut best: Option<(usize, &str)> = None;
    let mut ties = 0;
    for name in names {
        // An edit changes one letter into another at most, so most names are settled by the letters they have.
        let other = (letters ^ self::letters(name)).count_ones() as usize;
        if other > 2 * most || name.len().abs_diff(wanted.len()) > 4 * most {
            continue;
        }
        let distance = if equal_but_for_case(name, wanted) {
            Some(1)
        } else if name.is_ascii() && wanted.is_ascii() {
            distance(wanted.as_bytes(), name.as_bytes(), most)
        } else {
            distance(&wanted.chars().collect::<Vec<_>>(), &name.chars().collect::<Vec<_>>(), most)
        };
        let Some(distance) = distance else { continue };
        match &best {
            Some((known, old)) if *known < distance || *old == name => {}
            Some((known, _)) if *known == distance => ties += 1,
            _ => {
                best = Some((distance, name));
                ties = 0;
            }
        }
    }
    best.map(|(distance, name)| (name, distance <= 1 && ties == 0))
}

/// Edits between two names, two swapped letters being one; `None` for more than `most`. What both begin with alike is
/// passed over, so that long names cost little: the general algorithm compares every letter with every other.
fn distance<T: PartialEq>(a: &[T], b: &[T], most: usize) -> Option<usize> {
    let alike = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[alike..], &b[alike..]);
    let (Some(first), Some(second)) = (a.first(), b.first()) else {
        let rest = a.len().max(b.len());
        return (rest <= most).then_some(rest);
    };
    let left = most.checked_sub(1)?;
    let swapped = a.get(1) == Some(second) && b.get(1) == Some(first);
    let ways = [
        swapped.then(|| distance(&a[2..], &b[2..], left)).flatten(),
        distance(&a[1..], &b[1..], left),
        distance(&a[1..], b, left),
        distance(a, &b[1..], left),
    ];
    ways.into_iter().flatten().min().map(|edits| edits + 1)
}

fn equal_but_for_case(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || !a.is_ascii() && a.to_lowercase() == b.to_lowercase()
}

/// Which letters a name has, letter case aside: one bit for each of 64 kinds.
fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |letters, byte| letters | 1 << (byte.to_ascii_lowercase() & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn edits_are_counted_as_by_the_general_algorithm(a in "[ab]{0,7}", b in "[ab]{0,7}") {
            let all = strsim::osa_distance(&a, &b);
            for most in 0..3 {
                prop_assert_eq!(distance(a.as_bytes(), b.as_bytes(), most), Some(all).filter(|all| *all <= most));
            }
        }
    }

    #[test]
    fn one_step_is_sure_and_two_are_a_guess() {
        let names = ["philosophy", "photography", "install"];
        assert_eq!(nearest("philosphy", names.into_iter()), Some(("philosophy", true)));
        assert_eq!(nearest("philsphy", names.into_iter()), Some(("philosophy", false)));
        assert_eq!(nearest("Install", names.into_iter()), Some(("install", true)));
        assert_eq!(nearest("contact", names.into_iter()), None);
        assert_eq!(nearest("part-1", ["part-2", "part-3"].into_iter()).map(|(_, sure)| sure), Some(false), "a tie");
        assert_eq!(nearest("a", ["b"].into_iter()), None, "too short");
    }
}
