//! `unknown-reference`: a name that stands for no entry of the site's data.

use crate::declare_rule;
use crate::edit::{Applicability, Fix};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::page::{Symbol, TermFact};
use crate::site::taxonomy::FieldKind;
use crate::site::taxonomy::known::WordList;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it does
    ///
    /// Reports an author, speaker, presenter, instructor, organizer, contributor, room or series that names no entry of
    /// the site's data: Docusaurus' `authors.yml`, Material for MkDocs' `.authors.yml`, files such as `_data/authors.yml`
    /// or `data/speakers.toml`, or a folder with one file for each (`_authors/`, `content/authors/`).
    ///
    /// It speaks only where such data exists and at least 80 % of the names on the site are found in it; elsewhere the
    /// key means something else. Names that make a page by themselves (a Hugo taxonomy) are reported only where they are
    /// a few letters away from a known one.
    ///
    /// ## Why it matters
    ///
    /// The page is shown without its author, or the build fails.
    ///
    /// ## What to do
    ///
    /// Mend the name, or add the entry to the data.
    UnknownReference { id: "unknown-reference", summary: "a name that stands for no entry of the site's data", group: Tags, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// Options of `unknown-reference`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnknownReference {
    /// Share of the names that must be found in the data, in per cent.
    share: u8,
    /// How many names must be found in it.
    found: usize,
    /// Names that are never reported.
    allow: Vec<String>,
}

impl Default for UnknownReference {
    fn default() -> Self {
        Self { share: 80, found: 3, allow: Vec::new() }
    }
}

/// For this many different names a known one is looked for.
const SUGGESTED: usize = 500;

impl Check for UnknownReference {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for at in 0..site.layout.fields.len() {
            if let Some(words) = site.known.of(at).filter(|words| !words.configured) {
                self.field(site, at, words, cx);
            }
        }
    }
}

impl UnknownReference {
    fn field(&self, site: &Site, at: usize, words: &WordList, cx: &mut Context<'_>) {
        let field = &site.layout.fields[at];
        let facts = || site.pages.iter().flat_map(|page| &page.terms).filter(|fact| usize::from(fact.field) == at);
        let mut lost: FxHashMap<Symbol, Option<String>> = FxHashMap::default();
        let mut known: FxHashMap<Symbol, bool> = FxHashMap::default();
        let (mut all, mut found) = (0, 0);
        for fact in facts() {
            let is_known = *known.entry(fact.term).or_insert_with(|| words.has(&site.symbols.text(fact.term)));
            all += 1;
            found += usize::from(is_known);
        }
        if found == all || found < self.found || found * 100 < all * usize::from(self.share) {
            return;
        }
        let makes_pages = matches!(field.kind, FieldKind::Terms { .. });
        for page in &site.pages {
            let own = page.terms.iter().filter(|fact| usize::from(fact.field) == at && !known[&fact.term]);
            for (fact, span) in own.filter_map(|fact: &TermFact| Some((fact, fact.span()?))) {
                let text = site.symbols.text(fact.term);
                let few = lost.len() < SUGGESTED;
                let look = || few.then(|| words.near(&text)).flatten().map(str::to_owned);
                let near = lost.entry(fact.term).or_insert_with(look).as_deref();
                if makes_pages && near.is_none() || self.allow.iter().any(|name| **name == *text) {
                    continue;
                }
                let message = format!("`{}` is no entry of `{}`", text.trim(), words.place);
                let note = format!("{found} of {all} names in `{}` are found there", field.name);
                let mut report = cx.report_in(page.file, span, message).note(note);
                report = match near {
                    Some(near) => report.help(format!("did you mean `{near}`?")),
                    None => report.help("mend the name, or add the entry"),
                };
                if let Some(near) = near.filter(|near| fact.can_become(near)) {
                    let title = format!("replace it by `{near}`");
                    report.fix(Fix::one(title, Applicability::Unsafe, span, near));
                }
            }
        }
    }
}
