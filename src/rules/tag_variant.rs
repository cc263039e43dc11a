//! `tag-variant`: a term that is spelt otherwise than on most pages.

use crate::declare_rule;
use crate::edit::{Applicability, Fix};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::page::{Page, Symbol, TermFact};
use crate::site::taxonomy::apart::{is_confusable, is_of_two_countries, is_subject};
use crate::site::taxonomy::class::{Class, Term, classes, singular, slips};
use crate::site::taxonomy::variant::{differing, fold, is_plural, is_shuffled, is_typo, neighbours};
use crate::site::taxonomy::{Field, FieldKind};
use crate::source::FileId;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

declare_rule! {
    /// ## What it does
    ///
    /// Compares the terms of each taxonomy across the site, each language by itself, and reports a term that is another
    /// spelling of one that more pages use:
    ///
    /// - letter case and separators: `Open Source`, `open_source` and `opensource` beside `open-source`;
    /// - the plural: `longreads` on at most two pages beside `longread` on three times as many;
    /// - typing errors: `securtity` on at most two pages beside `security` on at least five and four times as many;
    /// - in terms of several words, a word that no other term has and that is a slip of one which other terms have on at
    ///   least ten pages: `distaster response` beside `disaster recovery`.
    ///
    /// Plurals and typing errors are looked for in English only: in pages that say so, and where neither the page nor the
    /// site's configuration names a language. Words that look alike and are two (`desert`, `dessert`) are let pass; plurals
    /// that may be a subject of their own (`futures`) and the spelling of another country (`behaviour`) are `info`.
    ///
    /// Terms that stand beside each other in one page, and terms that have a page of their own, are two terms. Where two
    /// spellings are used equally often the finding is `info`. Names of people are compared by letter case and
    /// separators only. Where a [vocabulary](../configuration.md) is configured `unknown-tag` speaks instead.
    ///
    /// ## Why it matters
    ///
    /// What belongs together is split: readers of `open-source` do not find the page under `opensource`. Where the
    /// generator makes one page of two spellings (Hugo folds letter case), its title is that of the page that happens to
    /// be read first.
    ///
    /// ## What to do
    ///
    /// Write the term as most pages do; the fix does.
    TagVariant { id: "tag-variant", summary: "a term that is spelt otherwise than on most pages", group: Tags, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// Options of `tag-variant`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TagVariant {
    /// A term on more pages than this is no plural by mistake and no typing error.
    rare: usize,
    /// A term on fewer pages than this is not common enough for others to be its misspellings.
    common: usize,
    /// Terms that are never variants.
    allow: Vec<String>,
}

impl Default for TagVariant {
    fn default() -> Self {
        Self { rare: 2, common: 5, allow: Vec::new() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Case,
    Separators,
    Plural,
    /// A plural that may be a subject of its own.
    Subject,
    /// The spelling of another country.
    Country,
    Typo,
    /// A typing error in a word that other terms have.
    Word,
}

/// What a term should have been.
struct Variant {
    right: Arc<str>,
    how: How,
    /// Pages that use the term, and pages that use the right one.
    counts: (usize, usize),
    place: Option<(FileId, Span)>,
}

/// A page with more terms than this is no page but an attack: what is asked of each pair of terms is not asked there.
const MANY: usize = 500;

/// One language and one field.
type Group = (Option<Symbol>, u8);

impl Check for TagVariant {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let mut groups: FxHashMap<Group, FxHashMap<Symbol, Term>> = FxHashMap::default();
        for page in site.pages.iter().filter(|page| !page.broken) {
            for (at, fact) in page.terms.iter().enumerate() {
                // Twice in one page is one use; of a page with more terms than any has that is not asked.
                let same = |other: &TermFact| (other.field, other.term) == (fact.field, fact.term);
                if at < MANY && page.terms[..at].iter().any(same) {
                    continue;
                }
                let group = groups.entry((page.language, fact.field)).or_default();
                let term = group.entry(fact.term).or_insert_with(|| Term {
                    symbol: fact.term,
                    text: site.symbols.text(fact.term),
                    pages: 0,
                    place: None,
                });
                term.pages += 1;
                term.place = term.place.or_else(|| Some((page.file, fact.span()?)));
            }
        }
        let mut variants: FxHashMap<(Group, Symbol), Variant> = FxHashMap::default();
        for (group, terms) in groups {
            let at = usize::from(group.1);
            let field = &site.layout.fields[at];
            let of_terms = matches!(field.kind, FieldKind::Terms { .. });
            if of_terms && site.known.of(at).is_none_or(|words| !words.configured) {
                // What is known of words is known of English.
                let language = group.0.map(|code| site.symbols.text(code));
                let language = language.as_deref().or(site.layout.settings.language.as_deref());
                let english = language.is_none_or(is_english);
                for (symbol, variant) in self.group(site, group, field, terms, english) {
                    variants.insert((group, symbol), variant);
                }
            }
        }
        if !variants.is_empty() {
            self.tell(site, &variants, cx);
        }
    }
}

impl TagVariant {
    /// The terms of one language and field that are variants.
    fn group(
        &self,
        site: &Site,
        group: Group,
        field: &Field,
        terms: FxHashMap<Symbol, Term>,
        english: bool,
    ) -> Vec<(Symbol, Variant)> {
        let classes = classes(terms);
        let mut found = Vec::new();
        for class in &classes {
            let best = class.best();
            for term in &class.terms[1..] {
                let how = if term.text.trim().to_lowercase() == best.text.trim().to_lowercase() {
                    How::Case
                } else {
                    How::Separators
                };
                found.push((term.symbol, variant(term, best, how)));
            }
        }
        if !field.is_of_people() {
            let mut others = self.misspelt(&classes, english);
            if !others.is_empty() {
                let own = own_pages(site, field);
                let apart = |symbol: Symbol| own.contains(&fold(&site.symbols.text(symbol)));
                others.retain(|&(rare, ..)| classes[rare].terms.iter().all(|term| !apart(term.symbol)));
                let beside = together(site, group, &classes, &others);
                others.retain(|&(rare, common, _)| !beside.contains(&(rare, common)));
            }
            for (rare, common, how) in others {
                let best = classes[common].best();
                // What is misspelt is to become the common form at once.
                found.retain(|(symbol, _)| classes[rare].terms.iter().all(|term| term.symbol != *symbol));
                found.extend(classes[rare].terms.iter().map(|term| (term.symbol, variant(term, best, how))));
            }
        }
        if english && !field.is_of_people() {
            for (rare, common, right) in slips(&classes, self.rare) {
                let known: FxHashSet<Symbol> = found.iter().map(|(symbol, _)| *symbol).collect();
                let others = classes[rare].terms.iter().filter(|term| !known.contains(&term.symbol));
                found.extend(others.map(|term| {
                    let variant = Variant {
                        right: right.as_str().into(),
                        how: How::Word,
                        counts: (term.pages, common),
                        place: None,
                    };
                    (term.symbol, variant)
                }));
            }
        }
        found
    }

    /// Pairs of classes, the rare one and the common one that it misspells.
    fn misspelt(&self, classes: &[Class], english: bool) -> Vec<(usize, usize, How)> {
        /// Longer terms are sentences.
        const LONGEST: usize = 60;
        /// Of more that are alike none is meant.
        const MOST: usize = 16;
        /// Of a site with more terms those that are used most are known.
        const COMMONS: usize = 20_000;
        let mut uses: FxHashMap<&str, usize> = FxHashMap::default();
        for word in classes.iter().flat_map(|class| &class.words) {
            *uses.entry(word).or_default() += 1;
        }
        let (rares, mut commons): (Vec<usize>, Vec<usize>) = (0..classes.len())
            .filter(|&at| classes[at].fold.len() <= LONGEST)
            .partition(|&at| classes[at].pages <= self.rare);
        commons.sort_by_key(|&at| usize::MAX - classes[at].pages);
        commons.truncate(COMMONS);
        let mut near: Vec<(u64, usize)> = Vec::new();
        for at in commons {
            let fold = &classes[at].fold;
            near.extend(neighbours(fold).chain(singular(fold)).map(|number| (number, at)));
        }
        near.sort_unstable();
        let mut found = Vec::new();
        for rare in rares {
            let class = &classes[rare];
            let mut seen = Vec::new();
            for number in neighbours(&class.fold).chain(singular(&class.fold)) {
                let first = near.partition_point(|&(known, _)| known < number);
                let same = near[first..].iter().take_while(|&&(known, _)| known == number);
                seen.extend(same.take(MOST).map(|&(_, at)| at));
            }
            seen.sort_unstable();
            seen.dedup();
            let judged = seen.into_iter().filter_map(|common| {
                let other = &classes[common];
                let (a, b) = differing(&class.words, &other.words)?;
                let last = class.words.last().is_some_and(|word| word == a);
                // Alone, short words are too near to names: `io`, `ios`; `web`, `webs`.
                let long = class.words.len() > 1 || a.len().min(b.len()) >= 4;
                if english && last && long && is_plural(a, b) {
                    let how = if is_subject(a, b) { How::Subject } else { How::Plural };
                    return (other.pages >= 3 * class.pages).then_some((common, how));
                }
                // A word that other terms have too is one.
                let alone = uses.get(a).is_some_and(|&count| count == 1);
                let often = other.pages >= self.common && other.pages >= 4 * class.pages;
                let error = is_typo(a, b) || class.words.len() >= 3 && is_shuffled(a, b);
                let how = if is_of_two_countries(a, b) { How::Country } else { How::Typo };
                (english && alone && often && error && !is_confusable(a, b)).then_some((common, how))
            });
            if let Some((common, how)) = judged.max_by_key(|&(common, _)| classes[common].pages) {
                found.push((rare, common, how));
            }
        }
        found
    }

    fn tell(&self, site: &Site, variants: &FxHashMap<(Group, Symbol), Variant>, cx: &mut Context<'_>) {
        for page in site.pages.iter().filter(|page| !page.broken) {
            for (at, fact) in page.terms.iter().enumerate() {
                let Some(variant) = variants.get(&((page.language, fact.field), fact.term)) else { continue };
                let Some(span) = fact.span() else { continue };
                let wrong = site.symbols.text(fact.term);
                if self.allow.iter().any(|term| **term == *wrong) {
                    continue;
                }
                let (wrong, right) = (wrong.trim(), variant.right.trim());
                let message = match variant.how {
                    How::Case | How::Separators | How::Country => format!("`{wrong}` is another spelling of `{right}`"),
                    How::Plural | How::Subject => format!("`{wrong}` and `{right}` are one term"),
                    How::Typo | How::Word => format!("`{wrong}` looks like a misspelt `{right}`"),
                };
                let field = &site.layout.fields[usize::from(fact.field)];
                let one_page = field.identity(wrong) == field.identity(right);
                if one_page && page.terms.len() <= MANY && beside(site, page, at, field, wrong) {
                    continue;
                }
                let (own, others) = variant.counts;
                let name = &field.name;
                let mut note = format!("in `{name}`, {} `{right}` and {} `{wrong}`", times(others), times(own));
                if variant.how == How::Word {
                    note = format!("in `{name}`, {} the word in another term", times(others));
                }
                if one_page {
                    note.push_str("; both are one page, which is called by either");
                }
                let mut report = cx.report_in(page.file, span, message).note(note);
                if matches!(variant.how, How::Subject | How::Country) {
                    report = report.at_most(Severity::Info);
                }
                report = if own == others {
                    report.at_most(Severity::Info).help("write one of them everywhere")
                } else {
                    report.help(format!("write `{right}`"))
                };
                if let Some((file, place)) = variant.place {
                    report = report.related_in(file, place, format!("`{right}` stands here"));
                }
                if fact.can_become(right) && own != others {
                    let fix = Fix::one(format!("replace it by `{right}`"), Applicability::Unsafe, span, right);
                    report.fix(fix);
                }
            }
        }
    }
}

/// `en`, `en-US`, `en_GB.utf8`, `english`.
fn is_english(code: &str) -> bool {
    let code = code.trim().to_ascii_lowercase();
    code.is_empty() || code == "english" || code.split(|c: char| !c.is_ascii_alphanumeric()).next() == Some("en")
}

/// True when the page has the same term in another spelling, which `duplicate-tag` tells.
fn beside(site: &Site, page: &Page, at: usize, field: &Field, term: &str) -> bool {
    let fact = page.terms[at];
    let mut others = page.terms.iter().filter(|other| other.field == fact.field && other.term != fact.term);
    others.any(|other| field.identity(&site.symbols.text(other.term)) == field.identity(term))
}

/// `1 page has`, `3 pages have`.
fn times(count: usize) -> String {
    if count == 1 { "1 page has".to_owned() } else { format!("{count} pages have") }
}

fn variant(term: &Term, right: &Term, how: How) -> Variant {
    Variant { right: right.text.clone(), how, counts: (term.pages, right.pages), place: right.place }
}

/// The terms, folded, that have a page of their own: files and folders in a folder called as the taxonomy.
fn own_pages(site: &Site, field: &Field) -> FxHashSet<String> {
    let in_folder = |source: &str| -> Option<String> {
        let mut parts = source.rsplit('/');
        let name = parts.next()?;
        let stem = name.split('.').next().unwrap_or(name);
        let (term, folder) = match stem {
            "_index" | "index" => (parts.next()?, parts.next()?),
            stem => (stem, parts.next()?),
        };
        (folder.trim_start_matches('_').eq_ignore_ascii_case(&field.name)).then(|| fold(term))
    };
    site.pages.iter().filter_map(|page| in_folder(&page.source)).collect()
}

/// The pairs that stand beside each other in some page.
fn together(site: &Site, group: Group, classes: &[Class], pairs: &[(usize, usize, How)]) -> FxHashSet<(usize, usize)> {
    let class_of: FxHashMap<Symbol, usize> = classes
        .iter()
        .enumerate()
        .flat_map(|(at, class)| class.terms.iter().map(move |term| (term.symbol, at)))
        .collect();
    let common: FxHashMap<usize, usize> = pairs.iter().map(|&(rare, common, _)| (rare, common)).collect();
    let mut found = FxHashSet::default();
    for page in site.pages.iter().filter(|page| page.language == group.0 && page.terms.len() <= MANY) {
        let own = || page.terms.iter().filter(|fact| fact.field == group.1).filter_map(|fact| class_of.get(&fact.term));
        for &rare in own() {
            if let Some(&common) = common.get(&rare)
                && own().any(|&at| at == common)
            {
                found.insert((rare, common));
            }
        }
    }
    found
}
