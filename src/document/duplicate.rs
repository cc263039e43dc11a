//! Keys that stand twice in one mapping.

use super::node::EntryData;
use super::{Problem, ProblemKind};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::hash_map::Entry;

/// The problems of keys that stand twice in one mapping; the span is the later key's.
pub(super) fn duplicates(entries: &[EntryData<'_>], fold_case: bool) -> Vec<Problem> {
    // A few keys are compared faster than hashed.
    const FEW: usize = 24;
    let ascii = !fold_case || entries.iter().all(|entry| entry.key.is_ascii());
    let same = |a: &EntryData<'_>, b: &EntryData<'_>| match (fold_case, ascii) {
        (false, _) => a.key == b.key,
        (true, true) => a.key.eq_ignore_ascii_case(&b.key),
        (true, false) => a.key.to_lowercase() == b.key.to_lowercase(),
    };
    let own = entries.iter().filter(|entry| !entry.merged);
    let mut problems = Vec::new();
    let mut report = |first: &EntryData<'_>, later: &EntryData<'_>| {
        let message = if first.key == later.key {
            format!("the key `{}` stands here twice", later.key)
        } else {
            format!("the key `{}` is the same as `{}`", later.key, first.key)
        };
        problems.push(
            Problem::new(ProblemKind::DuplicateKey, later.key_span, message)
                .with_help("keep one of the two")
                .with_related(first.key_span, "first here"),
        );
    };
    if entries.len() <= FEW {
        for (at, later) in own.enumerate() {
            if let Some(first) = entries.iter().filter(|entry| !entry.merged).take(at).find(|first| same(first, later))
            {
                report(first, later);
            }
        }
        return problems;
    }
    let mut seen: FxHashMap<Cow<'_, str>, &EntryData<'_>> = FxHashMap::default();
    for entry in own {
        let key = if fold_case { Cow::Owned(entry.key.to_lowercase()) } else { Cow::Borrowed(entry.key.as_ref()) };
        match seen.entry(key) {
            Entry::Occupied(first) => report(first.get(), entry),
            Entry::Vacant(place) => {
                place.insert(entry);
            }
        }
    }
    problems
}
