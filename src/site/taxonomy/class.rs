//! The terms of a taxonomy by what they are without letter case and separators, and slips in one word of a term.

use super::apart::{is_confusable, is_of_two_countries};
use super::variant::{fold, is_plural, is_typo, neighbours, words};
use crate::site::page::Symbol;
use crate::source::FileId;
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A term as the pages of one language use it.
pub(crate) struct Term {
    pub(crate) symbol: Symbol,
    pub(crate) text: Arc<str>,
    /// Pages that use it.
    pub(crate) pages: usize,
    /// The first place where it is written.
    pub(crate) place: Option<(FileId, Span)>,
}

/// Spellings that differ in letter case and separators only, the most used one first.
pub(crate) struct Class {
    pub(crate) fold: String,
    pub(crate) terms: Vec<Term>,
    pub(crate) pages: usize,
    pub(crate) words: Vec<String>,
}

impl Class {
    pub(crate) fn best(&self) -> &Term {
        &self.terms[0]
    }
}

/// The terms by what they are without letter case and separators, in the order of those.
pub(crate) fn classes(terms: FxHashMap<Symbol, Term>) -> Vec<Class> {
    let mut classes: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    for term in terms.into_values() {
        let fold = fold(&term.text);
        if !fold.is_empty() {
            classes.entry(fold).or_default().push(term);
        }
    }
    let class = |(fold, mut terms): (String, Vec<Term>)| {
        // Of two that are used equally often the quieter one counts.
        let capitals = |term: &Term| term.text.chars().filter(|c| c.is_uppercase()).count();
        terms.sort_by_cached_key(|term| (usize::MAX - term.pages, capitals(term), term.text.clone()));
        let words = words(&terms[0].text);
        Class { fold, pages: terms.iter().map(|term| term.pages).sum(), terms, words }
    };
    classes.into_iter().map(class).collect()
}

/// The numbers of what a term may be the plural of, beyond one letter less.
pub(crate) fn singular(fold: &str) -> impl Iterator<Item = u64> {
    let y = fold.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let bare = fold.strip_suffix("es").map(str::to_owned);
    y.into_iter().chain(bare).filter_map(|one| neighbours(&one).next())
}

/// Terms of several words in which a word stands that no other term has, and that is a slip of one which other terms have
/// on at least ten pages: the class, the pages of the right word, and the term with it.
pub(crate) fn slips(classes: &[Class], rare: usize) -> Vec<(usize, usize, String)> {
    /// Pages that must have a word for another to be its slip.
    const OFTEN: usize = 10;
    let mut uses: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for class in classes {
        for word in class.words.iter().filter(|word| word.chars().count() >= 6) {
            let uses = uses.entry(word).or_default();
            *uses = (uses.0 + 1, uses.1 + class.pages);
        }
    }
    let mut near: Vec<(u64, &str)> = Vec::new();
    for (&word, _) in uses.iter().filter(|(_, (_, pages))| *pages >= OFTEN) {
        near.extend(neighbours(word).map(|number| (number, word)));
    }
    near.sort_unstable();
    let mut found = Vec::new();
    for (at, class) in
        classes.iter().enumerate().filter(|(_, class)| class.words.len() > 1 && class.pages <= rare.min(1))
    {
        let once = class.words.iter().filter(|word| uses.get(word.as_str()).is_some_and(|(terms, _)| *terms == 1));
        for word in once {
            let like = neighbours(word).flat_map(|number| {
                let first = near.partition_point(|&(known, _)| known < number);
                near[first..].iter().take_while(move |&&(known, _)| known == number).take(16).map(|&(_, like)| like)
            });
            let is_slip = |like: &&str| {
                is_typo(word, like)
                    && !is_plural(word, like)
                    && !is_confusable(word, like)
                    && !is_of_two_countries(word, like)
            };
            let Some(right) = like.filter(is_slip).max_by_key(|like| (uses[like].1, *like)) else { continue };
            let text = &class.best().text;
            // Where letter case makes it another text, nobody knows how the right one is written.
            if let Some(place) = text.find(word.as_str()) {
                let whole = [&text[..place], right, &text[place + word.len()..]].concat();
                found.push((at, uses[right].1, whole));
                break;
            }
        }
    }
    found
}
