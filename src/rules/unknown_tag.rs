//! `unknown-tag`: a term that the site's vocabulary does not have.

use crate::declare_rule;
use crate::edit::{Applicability, Fix};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::page::Symbol;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a term that is not in the vocabulary of its taxonomy. Vocabularies stand in the configuration; without one
    /// the rule is silent:
    ///
    /// ```toml
    /// [vocabularies]
    /// tags = ["accessibility", "design", "open-source"]
    /// topics = { file = "data/topics.yml" }
    /// ```
    ///
    /// A name is a taxonomy of the site, or else a key of the front matter. A file is YAML, TOML or JSON with a list of
    /// terms, a mapping by term, or either under the taxonomy's name; or a text with a term in each line. A term is to be
    /// spelt as the vocabulary spells it, also where the generator makes one page of several spellings.
    ///
    /// ## Why it matters
    ///
    /// A term that nobody agreed upon splits what belongs together, and a misspelt one makes a list of a single page.
    ///
    /// ## What to do
    ///
    /// Write a term of the vocabulary, or add the new one to it.
    UnknownTag { id: "unknown-tag", summary: "a term that the configured vocabulary does not have", group: Tags, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options: vocabularies hold for the whole configuration.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnknownTag {}

/// For this many different terms a known one is looked for: a vocabulary that fits nothing has no near words either.
const SUGGESTED: usize = 500;

impl Check for UnknownTag {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let mut nearest: FxHashMap<(u8, Symbol), Option<String>> = FxHashMap::default();
        for page in &site.pages {
            for fact in &page.terms {
                let words = site.known.of(usize::from(fact.field)).filter(|words| words.configured);
                let (Some(words), Some(span)) = (words, fact.span()) else { continue };
                let text = site.symbols.text(fact.term);
                if words.has(&text) {
                    continue;
                }
                let few = nearest.len() < SUGGESTED;
                let look = || few.then(|| words.near(&text)).flatten().map(str::to_owned);
                let near = nearest.entry((fact.field, fact.term)).or_insert_with(look).as_deref();
                let field = &site.layout.fields[usize::from(fact.field)].name;
                let mut report =
                    cx.report_in(page.file, span, format!("`{}` is not in the vocabulary of `{field}`", text.trim()));
                if !words.place.is_empty() {
                    let count = words.len();
                    let many = if count == 1 { "word" } else { "words" };
                    report = report.note(format!("`{}` has {count} {many}", words.place));
                }
                report = match near {
                    Some(near) => report.help(format!("did you mean `{near}`?")),
                    None => report.help("write a term of the vocabulary, or add this one to it"),
                };
                if let Some(near) = near.filter(|near| fact.can_become(near)) {
                    let title = format!("replace it by `{near}`");
                    report.fix(Fix::one(title, Applicability::Unsafe, span, near));
                }
            }
        }
    }
}
