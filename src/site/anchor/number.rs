//! How repeated ids are told apart.

use super::Anchors;
use rustc_hash::{FxHashMap, FxHasher};
use std::fmt::Write;
use std::hash::Hasher;

/// The ways of numbering.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The first free one of `a`, `a-1`, `a-2`.
    Free,
    /// `a-1` for the second `a`, whatever else has that id.
    Count,
    /// `a_1`, and `a_2` for a second `a_1`; an empty id is always numbered.
    Underscore,
}

/// The ids given so far. They lie in the caller's list; here are their hashes.
pub(super) struct Numbers {
    way: Way,
    /// Whether explicit ids are looked at: by none, in their turn, or before all others.
    explicit: Explicit,
    /// By hash of the id: the last entry.
    last: FxHashMap<u64, usize>,
    entries: Vec<Entry>,
    /// Python-Markdown: the number to try behind `base_n`, all between being taken. Shortened whenever it is walked, so
    /// that many repetitions cost no search each.
    jumps: FxHashMap<String, usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Explicit {
    Ignored,
    InTurn,
    First,
}

struct Entry {
    /// Its place in the list of ids.
    at: usize,
    /// The last number given to a repetition.
    number: usize,
    /// The entry before with the same hash.
    before: Option<usize>,
}

impl Numbers {
    pub(super) fn new(anchors: Anchors, headings: usize) -> Self {
        let (way, explicit) = match anchors {
            Anchors::Kramdown | Anchors::KramdownPlain | Anchors::Hexo => (Way::Count, Explicit::Ignored),
            Anchors::PythonMarkdown | Anchors::PythonMarkdownUnderscore | Anchors::PythonMarkdownUnicode => {
                (Way::Underscore, Explicit::First)
            }
            Anchors::Zola | Anchors::ZolaSafe => (Way::Free, Explicit::First),
            Anchors::Hugo | Anchors::HugoAscii | Anchors::HugoBlackfriday | Anchors::Vitepress => {
                (Way::Free, Explicit::InTurn)
            }
            _ => (Way::Free, Explicit::Ignored),
        };
        let last = FxHashMap::with_capacity_and_hasher(headings, Default::default());
        Self { way, explicit, last, entries: Vec::with_capacity(headings), jumps: FxHashMap::default() }
    }

    /// True when explicit ids are taken before any other is made.
    pub(super) fn explicit_first(&self) -> bool {
        self.explicit == Explicit::First
    }

    /// The explicit id at `at` was met in its turn.
    pub(super) fn take_explicit(&mut self, ids: &[String], at: usize) {
        if self.explicit == Explicit::InTurn {
            self.take(ids, at);
        }
    }

    /// The id at `at` is taken.
    pub(super) fn take(&mut self, ids: &[String], at: usize) {
        let hash = hash(&ids[at]);
        if self.find(ids, &ids[at], hash).is_none() {
            self.add(hash, at);
        }
    }

    /// Numbers the id at `at` if it is a repetition.
    pub(super) fn tell_apart(&mut self, ids: &mut [String], at: usize) {
        let base = std::mem::take(&mut ids[at]);
        let own = hash(&base);
        let found = self.find(ids, &base, own);
        ids[at] = match (found, self.way) {
            (None, Way::Free | Way::Count) => base,
            (None, Way::Underscore) if !base.is_empty() => base,
            (_, Way::Underscore) => self.underscored(ids, base),
            (Some(entry), Way::Count) => {
                self.entries[entry].number += 1;
                ids[at] = numbered(base, '-', self.entries[entry].number);
                return;
            }
            (Some(entry), Way::Free) => {
                let length = base.len();
                let mut id = base;
                loop {
                    self.entries[entry].number += 1;
                    id.truncate(length);
                    id = numbered(id, '-', self.entries[entry].number);
                    if self.find(ids, &id, hash(&id)).is_none() {
                        break id;
                    }
                }
            }
        };
        self.add(hash(&ids[at]), at);
    }

    /// Python-Markdown's `unique`: the next free number behind the one that the id ends in.
    fn underscored(&mut self, ids: &[String], id: String) -> String {
        let count = id.rsplit_once('_').filter(|(_, count)| is_number(count));
        let (base, mut count) = match count.and_then(|(base, count)| Some((base, count.parse::<usize>().ok()?))) {
            Some((base, count)) => (base, count),
            None => (&*id, 0),
        };
        let mut passed = Vec::new();
        let given = loop {
            let before = numbered(base.to_owned(), '_', count);
            count = self.jumps.get(&before).copied().unwrap_or(count.saturating_add(1));
            passed.push(before);
            let given = numbered(base.to_owned(), '_', count);
            if self.find(ids, &given, hash(&given)).is_none() {
                break given;
            }
        };
        self.jumps.extend(passed.into_iter().map(|before| (before, count)));
        given
    }

    fn find(&self, ids: &[String], id: &str, hash: u64) -> Option<usize> {
        let mut next = self.last.get(&hash).copied();
        while let Some(entry) = next {
            if ids[self.entries[entry].at] == id {
                return Some(entry);
            }
            next = self.entries[entry].before;
        }
        None
    }

    fn add(&mut self, hash: u64, at: usize) {
        let before = self.last.insert(hash, self.entries.len());
        self.entries.push(Entry { at, number: 0, before });
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn numbered(mut id: String, joint: char, number: usize) -> String {
    // Writing into a string cannot fail.
    let _ = write!(id, "{joint}{number}");
    id
}

fn hash(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}
