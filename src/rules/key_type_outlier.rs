//! `key-type-outlier`: a value of another type than nearly all of its siblings.

use crate::declare_rule;
use crate::document::node::Kind;
use crate::document::roles::Role;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::habit::{Habit, Measure, Practice, Siblings};
use crate::site::page::{Page, Symbol};
use rustc_hash::{FxHashMap, FxHashSet};

declare_rule! {
    /// ## What it does
    ///
    /// Reports a value whose type differs from that of nearly all values of the same key in the collection:
    /// `title: 2023` among strings, `tags: news` among lists. Without configuration at least 20 pages must have the
    /// key, and at least 98 % of them the same type. Booleans are let pass: `image: false` switches a thing off.
    ///
    /// ## Why it matters
    ///
    /// Templates are written for the usual type: a list is looped over, a number is formatted.
    ///
    /// ## What to do
    ///
    /// Write the value as its siblings do: quote a number that is a title, put a single tag into a list.
    KeyTypeOutlier { id: "key-type-outlier", summary: "a value of another type than its siblings", group: FrontMatter, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None, adaptive: true }
}

/// Options of `key-type-outlier`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeyTypeOutlier {
    /// Share of values that must have the usual type, in per cent.
    share: u8,
    /// How many pages must have the key.
    pages: usize,
    /// Keys whose type may vary.
    allow: Vec<String>,
}

impl Default for KeyTypeOutlier {
    fn default() -> Self {
        Self { share: 98, pages: 20, allow: Vec::new() }
    }
}

/// Types as templates see them: dates are written as strings too, numbers are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Bool,
    Number,
    Text,
    List,
    Map,
}

const CLASSES: [(Class, &str); 5] = [
    (Class::Bool, "a boolean"),
    (Class::Number, "a number"),
    (Class::Text, "a string"),
    (Class::List, "a list"),
    (Class::Map, "a mapping"),
];

fn class(kind: Kind) -> Option<Class> {
    match kind {
        Kind::Null => None,
        Kind::Bool => Some(Class::Bool),
        Kind::Int | Kind::Float => Some(Class::Number),
        Kind::Str | Kind::Date => Some(Class::Text),
        Kind::List => Some(Class::List),
        Kind::Map => Some(Class::Map),
    }
}

impl Check for KeyTypeOutlier {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for group in site.siblings() {
            self.group(site, &group, cx);
        }
    }

    fn practices(&self, site: &Site) -> Vec<Practice> {
        let practice = |group: &Siblings<'_>| {
            let habit = Habit::of(counted(group).values(), |counts| self.measure().holds(habit(counts).1));
            Practice {
                group: group.to_string(),
                collection: group.collection_at,
                habit,
                unit: "keys",
                what: format!("have one type in {} % of at least {} pages", self.share, self.pages),
                measure: None,
                on: habit.with > 0,
            }
        };
        site.siblings().iter().map(practice).collect()
    }
}

/// How often each key has a value of each class.
fn counted(pages: &[&Page]) -> FxHashMap<Symbol, [usize; 5]> {
    let mut counts: FxHashMap<Symbol, [usize; 5]> = FxHashMap::default();
    for key in pages.iter().flat_map(|page| &page.keys) {
        if let Some(class) = class(key.kind) {
            counts.entry(key.key).or_default()[class as usize] += 1;
        }
    }
    counts
}

impl KeyTypeOutlier {
    fn group(&self, site: &Site, pages: &[&Page], cx: &mut Context<'_>) {
        let mut counts = counted(pages);
        counts.retain(|_, counts| self.usual(counts).is_some());
        if counts.is_empty() {
            return;
        }
        let mut dates: FxHashMap<Symbol, usize> = FxHashMap::default();
        for key in pages.iter().flat_map(|page| &page.keys).filter(|key| key.kind == Kind::Date) {
            *dates.entry(key.key).or_default() += 1;
        }
        let texts = |key: &Symbol| counts.get(key).map_or(0, |counts| counts[Class::Text as usize]);
        let dates: FxHashSet<Symbol> =
            dates.into_iter().filter(|(key, count)| *count == texts(key)).map(|(key, _)| key).collect();
        for page in pages {
            for key in &page.keys {
                let (Some(counts), Some(class)) = (counts.get(&key.key), class(key.kind)) else { continue };
                let Some(usual) = self.usual(counts).filter(|usual| *usual != class) else { continue };
                let text = site.symbols.text(key.key);
                // `false` switches off what otherwise has a value, and a number is as good a slug as a word.
                let usage = class == Class::Bool || site.layout.profile.keys_of(Role::Slug).contains(&&*text);
                if usage || self.allow.iter().any(|allowed| **allowed == *text) {
                    continue;
                }
                let is = if key.kind == Kind::Date { "a date" } else { CLASSES[class as usize].1 };
                let should = if dates.contains(&key.key) { "a date" } else { CLASSES[usual as usize].1 };
                let all: usize = counts.iter().sum();
                cx.report_in(
                    page.file,
                    key.span(),
                    format!("`{text}` is {is} here, and {should} in nearly all pages beside it"),
                )
                .note(format!("{} of {all} pages have {should}", counts[usual as usize]))
                .help(advice(usual, class));
            }
        }
    }

    /// The usual type, if there is one and not all values have it.
    fn usual(&self, counts: &[usize; 5]) -> Option<Class> {
        let (usual, habit) = habit(counts);
        (habit.with < habit.of && self.measure().holds(habit)).then_some(usual)
    }

    fn measure(&self) -> Measure {
        Measure { share: self.share, pages: self.pages }
    }
}

/// The commonest type, and how many values have it.
fn habit(counts: &[usize; 5]) -> (Class, Habit) {
    let of = counts.iter().sum();
    let most = CLASSES.iter().max_by_key(|(class, _)| counts[*class as usize]);
    let usual = most.map_or(Class::Text, |(class, _)| *class);
    (usual, Habit { with: counts[usual as usize], of })
}

fn advice(usual: Class, is: Class) -> &'static str {
    match (usual, is) {
        (Class::Text, Class::Number | Class::Bool) => "put the value in quotes",
        (Class::List, Class::Text | Class::Number) => "put the value in a list",
        (Class::Text, Class::List) => "write a single string",
        _ => "write the value as the other pages do",
    }
}
