//! `key-typo`: a rare key one letter away from a common one.

use crate::declare_rule;
use crate::edit::{Applicability, Fix};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::page::{Page, Symbol};
use rustc_hash::FxHashMap;
use std::sync::Arc;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a key that only one or two pages of a collection use and that is one edit (or only letter case) away
    /// from a key that the collection uses often. No schema is needed.
    ///
    /// Keys that stand beside their look-alike in one page are two keys, and are let pass.
    ///
    /// ## Why it matters
    ///
    /// `Author` beside fifty times `author` is a value that no template reads.
    ///
    /// ## What to do
    ///
    /// Rename the key; the fix does.
    KeyTypo { id: "key-typo", summary: "a rare key one edit away from a common one", group: FrontMatter, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Always, adaptive: true }
}

/// Options of `key-typo`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeyTypo {
    /// A key used more often than this in its collection is no typo.
    rare: usize,
    /// A key used less often than this in its collection is not common.
    common: usize,
    /// Keys that are never typos.
    allow: Vec<String>,
}

impl Default for KeyTypo {
    fn default() -> Self {
        Self { rare: 2, common: 20, allow: Vec::new() }
    }
}

impl Check for KeyTypo {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for group in site.siblings() {
            self.group(site, &group, cx);
        }
    }
}

impl KeyTypo {
    fn group(&self, site: &Site, pages: &[&Page], cx: &mut Context<'_>) {
        let mut uses: FxHashMap<Symbol, usize> = FxHashMap::default();
        for key in pages.iter().flat_map(|page| &page.keys) {
            *uses.entry(key.key).or_default() += 1;
        }
        let mut common: Vec<(Arc<str>, usize, Symbol)> = uses
            .iter()
            .filter(|&(_, &count)| count >= self.common)
            .map(|(&symbol, &count)| (site.symbols.text(symbol), count, symbol))
            .collect();
        common.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut near: FxHashMap<Symbol, &(Arc<str>, usize, Symbol)> = FxHashMap::default();
        for (&symbol, _) in uses.iter().filter(|&(_, &count)| count <= self.rare) {
            let text = site.symbols.text(symbol);
            if self.allow.iter().any(|key| **key == *text) || site.layout.knows_key(&text) {
                continue;
            }
            let fold = site.layout.profile.front.fold_case;
            if let Some(found) = common.iter().find(|(key, ..)| is_typo_of(&text, key, fold)) {
                near.insert(symbol, found);
            }
        }
        if near.is_empty() {
            return;
        }
        // A page that has both keys means both.
        near.retain(|symbol, found| {
            !pages
                .iter()
                .any(|page| page.keys.iter().any(|k| k.key == *symbol) && page.keys.iter().any(|k| k.key == found.2))
        });
        for page in pages {
            for key in &page.keys {
                let Some((right, count, _)) = near.get(&key.key) else { continue };
                let wrong = site.symbols.text(key.key);
                cx.report_in(page.file, key.span, format!("`{wrong}` looks like a misspelt `{right}`"))
                    .note(format!("{count} of {} pages beside it use `{right}`", pages.len()))
                    .help(format!("did you mean `{right}`?"))
                    .fix(Fix::one(format!("rename `{wrong}` to `{right}`"), Applicability::Unsafe, key.span, &**right));
            }
        }
    }
}

/// Only letter case away (unless the generator folds it), or one edit in a key of at least five letters.
fn is_typo_of(rare: &str, common: &str, fold_case: bool) -> bool {
    if rare.eq_ignore_ascii_case(common) {
        return !fold_case;
    }
    rare.len() >= 5
        && common.len() >= 5
        && rare.len().abs_diff(common.len()) <= 1
        && !differs_in_number_only(rare, common)
        && strsim::osa_distance(rare, common) == 1
}

/// `image2` beside `image1`, `heading` beside `heading2`.
fn differs_in_number_only(a: &str, b: &str) -> bool {
    let stem = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    a[..stem(a)] == b[..stem(b)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_a_typo_and_a_number_is_not() {
        assert!(is_typo_of("Author", "author", false));
        assert!(!is_typo_of("Author", "author", true));
        assert!(is_typo_of("catgories", "categories", false));
        assert!(is_typo_of("descriptoin", "description", false));
        assert!(!is_typo_of("image2", "image1", false));
        assert!(!is_typo_of("date", "data", false), "short keys are too near each other");
        assert!(!is_typo_of("subtitle", "title", false));
    }
}
