//! The configured URL patterns, laid over those of the generator, or told to the generator's pages where it has none.

use crate::site::routing::pattern::Pattern;
use crate::site::routing::scheme::{Hugo, HugoKind, HugoPermalink, Jekyll, Scheme};
use crate::site::routing::{Permalinks, Routing};
use crate::site::settings::tokens;
use globset::{Glob, GlobSet};
use std::collections::{BTreeMap, BTreeSet};

/// The name of all that have no pattern of their own.
const OTHERS: &str = "*";

/// Lays patterns by collection or section over the routing.
pub(super) fn lay(routing: &mut Routing, configured: &BTreeMap<String, String>) {
    if configured.is_empty() {
        return;
    }
    let of = |names: &[&str]| names.iter().chain(&[OTHERS]).find_map(|name| configured.get(*name));
    match &mut routing.scheme {
        Scheme::Hugo(rules) => hugo(rules, configured),
        Scheme::Jekyll(rules) => jekyll(rules, configured),
        Scheme::Hexo(rules) => {
            if let Some(text) = of(&["posts"]) {
                rules.permalink = Pattern::colons(text, tokens::HEXO, false);
            }
        }
        Scheme::Pelican(rules) => {
            let pattern = |text: &String| Pattern::braces(text, tokens::PELICAN);
            if let Some(text) = of(&["articles"]) {
                rules.patterns.article = pattern(text);
            }
            if let Some(text) = configured.get("pages") {
                rules.patterns.page = pattern(text);
            }
        }
        _ => {
            let compiled =
                configured.iter().map(|(name, text)| (name.clone(), Pattern::colons(text, tokens::PLAIN, false)));
            let mut named: BTreeMap<String, Pattern> = compiled.collect();
            let others = named.remove(OTHERS);
            routing.permalinks = Permalinks { named, others };
        }
    }
}

/// The first entry that fits counts: those of single sections, that of all others, then Hugo's own.
fn hugo(rules: &mut Hugo, configured: &BTreeMap<String, String>) {
    let pattern = |text: &str| Pattern::colons(text, tokens::HUGO, false);
    let entry =
        |paths, text| HugoPermalink { language: None, kind: Some(HugoKind::Page), paths, pattern: pattern(text) };
    let sections = configured.iter().filter(|(name, _)| *name != OTHERS);
    let mut all: Vec<HugoPermalink> = sections.map(|(name, text)| entry(Some(section(name)), text)).collect();
    all.extend(configured.get(OTHERS).map(|text| entry(None, text)));
    // They are for languages with patterns of their own too.
    let own: BTreeSet<String> = rules.permalinks.iter().filter_map(|each| each.language.clone()).collect();
    for each in all.clone() {
        all.extend(own.iter().map(|code| HugoPermalink { language: Some(code.clone()), ..each.clone() }));
    }
    all.append(&mut rules.permalinks);
    rules.permalinks = all;
}

/// The logical paths in a section.
fn section(name: &str) -> GlobSet {
    let name = globset::escape(&name.trim_matches('/').to_lowercase());
    let globs = [format!("/{name}"), format!("/{name}/**")];
    let mut set = GlobSet::builder();
    for glob in globs.iter().filter_map(|glob| Glob::new(glob).ok()) {
        set.add(glob);
    }
    set.build().unwrap_or_default()
}

fn jekyll(rules: &mut Jekyll, configured: &BTreeMap<String, String>) {
    let of = |name: &str| configured.get(name).or_else(|| configured.get(OTHERS));
    let pattern = |text: &String| Pattern::colons(text, tokens::JEKYLL, true);
    if let Some(text) = of("posts") {
        rules.posts = pattern(text);
    }
    for collection in &mut rules.collections {
        if let Some(text) = of(&collection.name) {
            collection.pattern = pattern(text);
        }
    }
    // Pages know other tokens.
    if let Some(text) = configured.get("pages") {
        rules.pages = Pattern::colons(text, tokens::JEKYLL_PAGE, true);
    }
}
