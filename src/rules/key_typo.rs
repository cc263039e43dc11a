//! `key-typo`: a rare key one letter away from a common one.

use crate::config::{Collection, CollectionKind};
use crate::declare_rule;
use crate::document::roles::Role;
use crate::edit::{Applicability, Fix};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::schema::{SchemaName, builtin};
use crate::site::Site;
use crate::site::habit::{Habit, Practice, Siblings};
use crate::site::page::{Page, Symbol};
use crate::source::FileId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

declare_rule! {
    /// ## What it does
    ///
    /// Reports a key that only one or two pages of a collection use and that is one edit (or only letter case) away
    /// from a key that the collection uses often. No schema is needed.
    ///
    /// A key that only one or two pages of the whole site use is also compared with the keys that many pages elsewhere
    /// in the site use (only letter case, two letters that changed places, or a letter inside a long word), and with the
    /// keys that the generator itself reads. `author` among pages that have `authors`, or the other way round, is `info`.
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
        let mut told = FxHashSet::default();
        for group in site.siblings() {
            self.group(site, &group, &mut told, cx);
        }
        self.whole(site, &told, cx);
    }

    fn practices(&self, site: &Site) -> Vec<Practice> {
        let elsewhere = counted(site.pages.iter()).values().any(|count| *count >= self.common);
        let collections = &site.layout.config.collections;
        let practice = |group: &Siblings<'_>| {
            let of_generator = group.collection_at.and_then(|at| collections.get(at)).map(generator_keys);
            let others = elsewhere || of_generator.is_some_and(|keys| !keys.is_empty());
            let habit = Habit::of(counted(group.iter().copied()).values(), |count| *count >= self.common);
            // Where no key is common, those of the whole site and of the generator are compared.
            let what = format!("are used by at least {} pages", self.common);
            Practice {
                group: group.to_string(),
                collection: group.collection_at,
                habit,
                unit: "keys",
                what,
                measure: None,
                on: habit.with > 0 || others,
            }
        };
        site.siblings().iter().map(practice).collect()
    }
}

/// Keys that were reported, with the files they stand in.
type Told = FxHashSet<(FileId, Symbol)>;

/// How many pages have each key.
fn counted<'s>(pages: impl Iterator<Item = &'s Page>) -> FxHashMap<Symbol, usize> {
    let mut uses: FxHashMap<Symbol, usize> = FxHashMap::default();
    for key in pages.flat_map(|page| &page.keys) {
        *uses.entry(key.key).or_default() += 1;
    }
    uses
}

/// The commonest first, with their texts.
fn common(site: &Site, uses: &FxHashMap<Symbol, usize>, least: usize) -> Vec<(Arc<str>, usize, Symbol)> {
    let common = uses.iter().filter(|&(_, &count)| count >= least);
    let mut common: Vec<_> = common.map(|(&symbol, &count)| (site.symbols.text(symbol), count, symbol)).collect();
    common.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    common
}

impl KeyTypo {
    fn group(&self, site: &Site, pages: &[&Page], told: &mut Told, cx: &mut Context<'_>) {
        let uses = counted(pages.iter().copied());
        let common = common(site, &uses, self.common);
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
                told.insert((page.file, key.key));
                cx.report_in(page.file, key.span(), format!("`{wrong}` looks like a misspelt `{right}`"))
                    .note(format!("{count} of {} pages beside it use `{right}`", pages.len()))
                    .help(format!("did you mean `{right}`?"))
                    .fix(Fix::one(
                        format!("rename `{wrong}` to `{right}`"),
                        Applicability::Unsafe,
                        key.span(),
                        &**right,
                    ));
            }
        }
    }
}

impl KeyTypo {
    /// Keys that are rare in the whole site, where the pages beside them are too few to show what is usual.
    fn whole(&self, site: &Site, told: &Told, cx: &mut Context<'_>) {
        let config = &site.layout.config;
        let is_page = |page: &&Page| {
            let collection = page.collection.and_then(|at| config.collections.get(at as usize));
            page.has_front_matter && collection.is_none_or(|collection| collection.kind == CollectionKind::Pages)
        };
        let uses = counted(site.pages.iter().filter(is_page));
        let common = common(site, &uses, self.common);
        let rare: FxHashMap<Symbol, Arc<str>> = uses
            .iter()
            .filter(|&(_, &count)| count <= self.rare)
            .map(|(&symbol, _)| (symbol, site.symbols.text(symbol)))
            .filter(|(_, text)| !self.allow.iter().any(|allowed| **allowed == **text))
            .collect();
        if rare.len() > MANY {
            return;
        }
        for page in
            site.pages.iter().filter(is_page).filter(|page| !page.is_section && !page.broken && !page.schema_configured)
        {
            for key in &page.keys {
                let Some(wrong) = rare.get(&key.key).filter(|_| !told.contains(&(page.file, key.key))) else {
                    continue;
                };
                let collection = page.collection.and_then(|at| config.collections.get(at as usize));
                let known = collection.map_or(&[][..], generator_keys);
                let Some(near) = near(site, wrong, &common, known) else { continue };
                let fold = site.layout.profile.front.fold_case;
                let same = |text: &str| *text == *near.right || fold && text.eq_ignore_ascii_case(&near.right);
                // A page that has both means both.
                if page.keys.iter().any(|other| same(&site.symbols.text(other.key))) {
                    continue;
                }
                let (right, fix) = (&near.right, format!("rename `{wrong}` to `{}`", near.right));
                cx.report_in(page.file, key.span(), format!("`{wrong}` looks like a misspelt `{right}`"))
                    .at_most(near.at_most)
                    .note(near.note)
                    .help(format!("did you mean `{right}`?"))
                    .fix(Fix::one(fix, Applicability::Unsafe, key.span(), right));
            }
        }
    }
}

/// More rare keys than this are data, not words.
const MANY: usize = 10_000;

/// What a rare key was probably meant to be.
struct Near {
    right: String,
    note: String,
    at_most: Severity,
}

/// `known` is what the generator reads in pages of the key's collection.
fn near(site: &Site, wrong: &str, common: &[(Arc<str>, usize, Symbol)], known: &[String]) -> Option<Near> {
    let profile = site.layout.profile;
    let of_site = |right: &str, count: usize, at_most: Severity| Near {
        right: right.to_owned(),
        note: format!("{count} of {} pages of the site use `{right}`", site.pages.len()),
        at_most,
    };
    let authors = profile.keys_of(Role::Author);
    if authors.contains(&wrong) && !known.iter().any(|key| key == wrong) {
        let other = common.iter().find(|(key, ..)| authors.contains(&&**key) && differ_in_number(wrong, key));
        return other.map(|(key, count, _)| of_site(key, *count, Severity::Info));
    }
    if site.layout.knows_key(wrong) || known.iter().any(|key| key == wrong) {
        return None;
    }
    let fold = profile.front.fold_case;
    if let Some((key, count, _)) = common.iter().find(|(key, ..)| is_slip_of(wrong, key, fold)) {
        return Some(of_site(key, *count, Severity::Error));
    }
    let of_generator = |key: &&String| {
        let plural = differ_in_number(wrong, key);
        // Themes have keys of their own beside those of the generator: `resource` need not be `resources`.
        is_typo_of(wrong, key, fold) && !plural || plural && profile.keys_of(Role::Aliases).contains(&key.as_str())
    };
    let right = known.iter().find(of_generator)?;
    let note = format!("{} reads `{right}`", profile.generator);
    Some(Near { right: right.clone(), note, at_most: Severity::Error })
}

/// The keys that the generator reads in a collection, from the schema that is built in for it.
fn generator_keys(collection: &Collection) -> &'static [String] {
    /// By position of the schema, read once.
    static KEYS: OnceLock<Vec<OnceLock<Vec<String>>>> = OnceLock::new();
    let Some(SchemaName::Builtin(name)) = collection.schema.as_ref().filter(|_| !collection.schema_configured) else {
        return &[];
    };
    let Some(at) = builtin().iter().position(|(known, _)| known == name) else { return &[] };
    let all = KEYS.get_or_init(|| builtin().iter().map(|_| OnceLock::new()).collect());
    all[at].get_or_init(|| {
        let schema: Option<serde_json::Value> = serde_json::from_str(builtin()[at].1).ok();
        let properties = schema.as_ref().and_then(|schema| schema.get("properties")?.as_object());
        properties.map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
    })
}

/// A slip that is one wherever it happens: only letter case, two letters that changed places, or one letter wrong inside a
/// long word. Words with another ending are other words.
fn is_slip_of(rare: &str, common: &str, fold_case: bool) -> bool {
    if rare.eq_ignore_ascii_case(common) {
        return !fold_case;
    }
    let inside = |word: &str| word.len() >= 7;
    let ends = rare.bytes().next() == common.bytes().next() && rare.bytes().next_back() == common.bytes().next_back();
    let moved = rare.len() == common.len()
        && rare.len() >= 5
        && {
            let mut differs = rare.bytes().zip(common.bytes()).filter(|(a, b)| a != b);
            matches!((differs.next(), differs.next(), differs.next()), (Some((a, b)), Some((c, d)), None) if a == d && b == c)
        };
    moved && strsim::osa_distance(rare, common) == 1
        || ends && inside(rare) && inside(common) && is_typo_of(rare, common, fold_case)
}

/// `author` and `authors`, `alias` and `aliases`.
fn differ_in_number(a: &str, b: &str) -> bool {
    let plural = |one: &str, many: &str| many.strip_prefix(one).is_some_and(|end| matches!(end, "s" | "es"));
    plural(a, b) || plural(b, a)
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
    fn far_from_its_like_a_key_must_be_nearer() {
        assert!(is_slip_of("Authors", "authors", false));
        assert!(!is_slip_of("Authors", "authors", true));
        assert!(is_slip_of("layuot", "layout", false));
        assert!(is_slip_of("descrption", "description", false));
        for (rare, common) in
            [("subtitle", "title"), ("images", "image"), ("event_data", "event_date"), ("speaker", "speakers")]
        {
            assert!(!is_slip_of(rare, common, false), "{rare}");
        }
        assert!(!is_slip_of("", "title", false));
    }

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
