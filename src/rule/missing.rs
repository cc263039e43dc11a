//! What the rules about missing keys share: a role that a page does not play though nearly all pages beside it do.

use crate::document::roles::Role;
use crate::edit::{Applicability, Fix};
use crate::rule::Context;
use crate::site::Site;
use crate::site::habit::{Habit, Measure, Practice, Siblings};
use crate::site::page::{KeyFact, Page, Symbol};
use crate::site::roles::Quotes;
use crate::site::taxonomy;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::sync::Arc;

/// A role that is asked of pages whose siblings play it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Missing {
    pub(crate) role: Role,
    pub(crate) measure: Measure,
    /// What to do, beside adding the key.
    pub(crate) help: &'static str,
}

impl Missing {
    /// Reports each page that does not play the role in a group where that is the habit.
    pub(crate) fn site(self, site: &Site, cx: &mut Context<'_>) {
        let folders = OnceCell::new();
        for group in site.siblings().iter().filter(|group| !group.is_section) {
            let habit = self.habit(group);
            if habit.with == habit.of || !self.measure.holds(habit) {
                continue;
            }
            let keys = Keys::of(self.role, group, site);
            if self.measure.share > 0 && site.layout.profile.automatic.contains(&&*keys.usual) {
                continue;
            }
            let ways = self.ways(group);
            // What running code gives to a page is not known.
            let without = self.compared(group).filter(|page| !page.roles.has(self.role) && !page.roles.is_doubtful());
            let templates = templates(group);
            let without = without.filter(|page| self.measure.share == 0 || !is_alone(page, &templates));
            let without = without.filter(|page| {
                let speaks = is_index(&page.source) && folders.get_or_init(|| Folders::of(site)).speaks_for_one(page);
                !speaks && !keys.is_misspelt(page, site)
            });
            for page in without {
                if self.measure.share == 0 || !has_other_ways(page, &ways) {
                    self.report(page, habit, &keys, group, site, cx);
                }
            }
        }
    }

    /// What the groups of the site do.
    pub(crate) fn practices(self, site: &Site) -> Vec<Practice> {
        let groups = site.siblings();
        let groups = groups.iter().filter(|group| !group.is_section && self.compared(group).next().is_some());
        let practice = |group: &Siblings<'_>| {
            let what = format!("have `{}`", Keys::of(self.role, group, site).usual);
            Practice::new(group, self.habit(group), what, self.measure)
        };
        groups.map(practice).collect()
    }

    fn habit(self, group: &[&Page]) -> Habit {
        Habit::of(self.compared(group), |page| page.roles.has(self.role))
    }

    /// What the pages of a group do in each folder and all below it.
    fn ways<'s>(self, group: &[&'s Page]) -> FxHashMap<&'s str, Habit> {
        let mut ways: FxHashMap<&str, Habit> = FxHashMap::default();
        for page in self.compared(group) {
            for folder in folders_above(&page.source) {
                let habit = ways.entry(folder).or_insert(Habit { with: 0, of: 0 });
                habit.of += 1;
                habit.with += usize::from(page.roles.has(self.role));
            }
        }
        ways
    }

    /// The pages of a group that can be held to what the others do.
    fn compared<'s>(self, group: &[&'s Page]) -> impl Iterator<Item = &'s Page> {
        let counts = move |page: &&Page| page.roles.counts() && !page.broken && !page.roles.is_excused(self.role);
        group.iter().copied().filter(counts)
    }

    fn report(self, page: &Page, habit: Habit, keys: &Keys, group: &[&Page], site: &Site, cx: &mut Context<'_>) {
        let empty = page.keys.iter().find(|own| page.roles.is_empty(self.role) && keys.symbols.contains(&own.key));
        let (span, message) = match empty {
            Some(own) => (own.span(), format!("`{}` is empty", site.symbols.text(own.key))),
            None => (page.head, format!("the page has no `{}`", keys.usual)),
        };
        let note = habit.note(&format!("have `{}`", keys.usual));
        let report = cx.report_in(page.file, span, message).help(self.help).note(note);
        let slug = (self.role == Role::Slug && empty.is_none()).then(|| keys.slug(page, group)).flatten();
        if let Some(fix) = slug {
            report.fix(fix);
        }
    }
}

/// How many pages of a group name each template.
fn templates(group: &[&Page]) -> FxHashMap<Symbol, usize> {
    let mut uses = FxHashMap::default();
    for template in group.iter().filter_map(|page| page.template) {
        *uses.entry(template).or_default() += 1;
    }
    uses
}

/// True for a page with a template of its own: it is made for that page.
fn is_alone(page: &Page, templates: &FxHashMap<Symbol, usize>) -> bool {
    page.template.is_some_and(|template| templates.get(&template) == Some(&1))
}

/// True for a page in a folder of at least five of which a quarter or more are without the role: pages of another kind,
/// which a site keeps beside its posts.
fn has_other_ways(page: &Page, ways: &FxHashMap<&str, Habit>) -> bool {
    // A folder for a year holds no pages of a kind.
    let is_kind =
        |folder: &&str| !folder.rsplit('/').next().is_some_and(|name| name.bytes().all(|b| b.is_ascii_digit()));
    let kinds = folders_above(&page.source).filter(is_kind).filter_map(|folder| ways.get(folder));
    kinds.into_iter().any(|habit| habit.of >= 5 && habit.with * 4 < habit.of * 3)
}

/// The folders that a file lies in, the nearest first.
fn folders_above(source: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder(source)), |inner| inner.rsplit_once('/').map(|(above, _)| above))
}

/// The keys that play a role in a group.
struct Keys {
    /// Those that the pages use.
    symbols: FxHashSet<Symbol>,
    /// The one that most of them use; the generator's usual one where none does.
    usual: Arc<str>,
    symbol: Option<Symbol>,
}

impl Keys {
    fn of(role: Role, group: &Siblings<'_>, site: &Site) -> Self {
        let profile = site.layout.profile;
        let collection = site.layout.config.collections.iter().find(|each| Some(&*each.name) == group.collection);
        let own = collection.and_then(|collection| collection.roles.get(&role));
        let own: Option<Vec<&str>> = own.map(|keys| keys.iter().map(String::as_str).collect());
        let topics = taxonomy::topics(profile, &site.layout.settings);
        let topics = topics.iter().map(String::as_str).filter(|_| role == Role::Tags);
        let names = own.unwrap_or_else(|| profile.keys_of(role).iter().copied().chain(topics).collect());
        let mut uses: FxHashMap<Symbol, usize> = FxHashMap::default();
        let mut known: FxHashMap<Symbol, bool> = FxHashMap::default();
        for fact in group.iter().flat_map(|page| &page.keys) {
            let plays = known.entry(fact.key).or_insert_with(|| {
                let text = site.symbols.text(fact.key);
                let fold = profile.front.fold_case;
                names.iter().any(|name| **name == *text || fold && name.eq_ignore_ascii_case(&text))
            });
            if *plays {
                *uses.entry(fact.key).or_default() += 1;
            }
        }
        let most = uses.iter().max_by_key(|&(symbol, count)| (*count, site.symbols.text(*symbol)));
        let symbol = most.map(|(symbol, _)| *symbol);
        let usual = symbol.map(|symbol| site.symbols.text(symbol));
        let usual = usual.unwrap_or_else(|| names.first().copied().unwrap_or("key").into());
        Self { symbols: uses.into_keys().collect(), usual, symbol }
    }

    /// True when the key stands there with a slip in it, which `key-typo` is about.
    fn is_misspelt(&self, page: &Page, site: &Site) -> bool {
        let long = |key: &str| key.len().min(self.usual.len()) >= 5 && key.len().abs_diff(self.usual.len()) <= 1;
        let slip = |key: &str| {
            key.eq_ignore_ascii_case(&self.usual) || long(key) && strsim::osa_distance(key, &self.usual) == 1
        };
        let others = page.keys.iter().filter(|fact| !self.symbols.contains(&fact.key));
        others.into_iter().any(|fact| slip(&site.symbols.text(fact.key)))
    }

    /// Writes the slug that the page's URL has already, where its siblings have theirs.
    fn slug(&self, page: &Page, group: &[&Page]) -> Option<Fix> {
        let symbol = self.symbol?;
        let slug = last_segment(page.url.as_deref()?)?;
        if page.tail == 0 {
            return None;
        }
        let with = || group.iter().filter(|sibling| sibling.keys.iter().any(|fact| fact.key == symbol));
        let before = most(with().map(|sibling| before(&sibling.keys, symbol)));
        let at = match before.flatten() {
            None => page.keys.first().filter(|_| before.is_some()),
            Some(before) => {
                let place = page.keys.iter().position(|fact| fact.key == before);
                place.and_then(|place| page.keys.get(place + 1))
            }
        };
        // A table's header starts with brackets, which stand before its key.
        // Nor may a key come between another and the comment above it.
        if page.roles.has_tables() && page.roles.has_comments() {
            return None;
        }
        let at =
            at.filter(|_| !page.roles.has_tables() && !page.roles.has_comments()).map_or(page.tail, |fact| fact.start);
        let quotes = most(with().map(|sibling| sibling.roles.quotes())).unwrap_or_default();
        let line = match page.roles.has_tables() {
            true => format!("{} = \"{slug}\"", self.usual),
            false => format!("{}: {}", self.usual, quoted(slug, quotes)),
        };
        let text = format!("{line}{}", page.roles.newline());
        Some(Fix::one(format!("add `{line}`"), Applicability::Unsafe, Span::empty(at as usize), text))
    }
}

/// The key before `symbol`; nothing where it is the first.
fn before(keys: &[KeyFact], symbol: Symbol) -> Option<Symbol> {
    let at = keys.iter().position(|fact| fact.key == symbol)?;
    Some(keys[at.checked_sub(1)?].key)
}

/// The commonest of several; of equals the first met.
fn most<T: Copy + PartialEq>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for each in all {
        match counts.iter_mut().find(|(known, _)| *known == each) {
            Some((_, count)) => *count += 1,
            None => counts.push((each, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(each, _)| each)
}

/// `my-post` of `blog/my-post/`, if it can stand in front matter as it is.
fn last_segment(url: &str) -> Option<&str> {
    let url = url.trim_end_matches('/');
    let last = url.rsplit('/').next()?;
    let slug = last.strip_suffix(".html").unwrap_or(last);
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    (!slug.is_empty() && slug != "index" && slug.chars().all(plain)).then_some(slug)
}

/// The slug as a YAML string.
fn quoted(slug: &str, quotes: Quotes) -> String {
    // What starts with a letter and has a hyphen is no number, date or boolean in any version of YAML.
    let bare = slug.starts_with(|first: char| first.is_alphabetic()) && slug.contains('-');
    match quotes {
        Quotes::Single => format!("'{slug}'"),
        Quotes::None if bare => slug.to_owned(),
        Quotes::None | Quotes::Double => format!("\"{slug}\""),
    }
}

/// Which `index` files speak for a folder, and which are pages in a folder of their own.
struct Folders<'s> {
    /// Folders that hold other pages than their `index`, at any depth.
    peopled: FxHashSet<&'s str>,
    /// Only where the generator has no name of its own for such files.
    used: bool,
}

impl<'s> Folders<'s> {
    fn of(site: &'s Site) -> Self {
        let used = site.layout.profile.section_files.is_empty();
        let mut peopled = FxHashSet::default();
        for page in site.pages.iter().filter(|_| used) {
            let folder = folder(&page.source);
            let mut above =
                if is_index(&page.source) { folder.rsplit_once('/').map(|(above, _)| above) } else { Some(folder) };
            while let Some(folder) = above.filter(|folder| peopled.insert(*folder)) {
                above = folder.rsplit_once('/').map(|(above, _)| above);
            }
        }
        Self { peopled, used }
    }

    /// True for an `index` that stands for more than itself.
    fn speaks_for_one(&self, page: &Page) -> bool {
        self.used && self.peopled.contains(folder(&page.source))
    }
}

fn folder(source: &str) -> &str {
    source.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn is_index(source: &str) -> bool {
    let name = source.rsplit('/').next().unwrap_or(source);
    name.split('.').next() == Some("index")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_written_so_that_they_stay_strings() {
        assert_eq!(quoted("my-post", Quotes::None), "my-post");
        assert_eq!(quoted("true", Quotes::None), "\"true\"");
        assert_eq!(quoted("2024-01-02", Quotes::None), "\"2024-01-02\"");
        assert_eq!(quoted("my-post", Quotes::Single), "'my-post'");
    }

    #[test]
    fn the_slug_is_the_last_part_of_the_url() {
        assert_eq!(last_segment("blog/my-post/"), Some("my-post"));
        assert_eq!(last_segment("2024/01/02/helm-3.13.html"), Some("helm-3.13"));
        assert_eq!(last_segment(""), None);
        assert_eq!(last_segment("blog/a b/"), None, "a URL that had to be escaped is no model");
    }

    #[test]
    fn folders_are_named_from_the_inside() {
        assert_eq!(folders_above("a/b/c.md").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(folders_above("c.md").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn the_commonest_wins_and_of_equals_the_first() {
        assert_eq!(most([1, 2, 2, 3].into_iter()), Some(2));
        assert_eq!(most([2, 1, 1, 2].into_iter()), Some(2));
        assert_eq!(most(std::iter::empty::<u8>()), None);
    }
}
