//! What Hugo makes without a source file for each: home pages, sections, taxonomies, terms, and the feeds of them all.
//!
//! Facts: hugo `hugolib/content_map_page.go` (`addMissingRootSections`, `addMissingTaxonomies`), asked of Hugo 0.168.

use super::logical::{Logical, normal};
use crate::site::Layout;
use crate::site::page::{Page as PageFacts, Symbols};
use crate::site::permalink::page::Page;
use crate::site::permalink::{Made, Publication, Source};
use crate::site::reference::descend;
use crate::site::routing::scheme::{Hugo, HugoKind};
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::path::Path;

impl Hugo {
    /// The logical paths of the terms that a page has: `tags/wood-turning`.
    pub(super) fn terms(&self, page: &Page<'_>) -> Vec<String> {
        let taxonomies = page.layout.settings.taxonomies.iter();
        let terms = taxonomies.flat_map(|taxonomy| {
            page.words(taxonomy, false).into_iter().map(move |term| (taxonomy, normal(term.trim().trim_matches('/'))))
        });
        terms
            .filter(|(_, term)| !term.is_empty())
            .map(|(taxonomy, term)| format!("{}/{term}", normal(taxonomy)))
            .collect()
    }

    /// See the module.
    pub(in crate::site::permalink) fn made(&self, layout: &Layout, pages: &[PageFacts], symbols: &Symbols) -> Made {
        let mut maker = Maker { rules: self, layout, made: Made::default(), seen: FxHashSet::default() };
        let settings = &layout.settings;
        for page in pages.iter().filter(|page| page.is_section) {
            maker.has_file(page);
        }
        let known = settings.routing.languages.iter().map(|language| language.code.as_str());
        let languages: Vec<&str> =
            if settings.routing.languages.is_empty() { vec![self.default_language.as_str()] } else { known.collect() };
        for language in languages {
            maker.make(language, "", HugoKind::Home);
            for taxonomy in &settings.taxonomies {
                maker.make(language, taxonomy, HugoKind::Taxonomy);
            }
        }
        let mut folder = None;
        let mut terms = FxHashSet::default();
        for page in pages {
            let language = page.language.map(|language| symbols.text(language));
            let language = language.as_deref().unwrap_or(&self.default_language);
            // The files of a folder come together.
            let here = (page.source.rsplit_once('/').map(|(folder, _)| folder), page.language);
            if folder != Some(here) {
                folder = Some(here);
                maker.section_of(&page.source, language);
            }
            if page.publication == Publication::Published {
                for &term in page.terms.iter().filter(|term| terms.insert((page.language, **term))) {
                    maker.make(language, &symbols.text(term), HugoKind::Term);
                }
            }
        }
        if self.redirects_home {
            let top = settings.routing.languages.first().map_or("", |language| language.prefix.as_str());
            maker.made.add(if top.is_empty() { self.default_language.to_lowercase() } else { String::new() });
        }
        maker.made
    }
}

struct Maker<'a> {
    rules: &'a Hugo,
    layout: &'a Layout,
    made: Made,
    /// By language and logical path.
    seen: FxHashSet<String>,
}

impl Maker<'_> {
    /// A section, taxonomy or term with a file of its own.
    fn has_file(&mut self, page: &PageFacts) {
        let Some(known) = self.rules.known_as(self.layout, &page.source) else { return };
        self.seen.insert(format!("{}/{}", known.language, known.path));
        if let Some(url) = page.url.as_deref().filter(|_| page.publication == Publication::Published) {
            self.feed(url);
        }
    }

    /// The first folder above a page is a section.
    fn section_of(&mut self, source: &str, language: &str) {
        let Some((_, path)) = self.rules.in_tree(source) else { return };
        let Some((first, rest)) = path.split_once('/') else { return };
        let is_taxonomy = self.layout.settings.taxonomies.iter().any(|name| name.eq_ignore_ascii_case(first));
        // A leaf bundle at the top is in no section.
        if !is_taxonomy && !rest.starts_with("index.") {
            self.make(language, first, HugoKind::Section);
        }
    }

    fn make(&mut self, language: &str, path: &str, kind: HugoKind) {
        let name = format!("{language}/{}", normal(path));
        if self.rules.disabled.contains(&kind) || !self.seen.insert(name.clone()) {
            return;
        }
        let folders = path.split('/').filter(|part| !part.is_empty()).collect();
        let logical = Logical { folders, stem: "_index", language, kind, leaf: false };
        let source = Source {
            path: Path::new(""),
            collection: None,
            front: None,
            inherited: &[],
            inherits_unknown: false,
            roles: None,
        };
        let page = Page { layout: self.layout, source: &source, path: "", today: Date::ZERO };
        // A pattern with a section's title, which Hugo makes of its name: somewhere, so most likely where it is usual.
        let usual = || descend(self.rules.prefix(self.layout, language), &self.rules.sanitize(path));
        let url = self.rules.url(&page, &logical).map_or_else(usual, |(url, _)| url);
        self.feed(&url);
        self.made.names.insert(name);
        self.made.add(url);
    }

    fn feed(&mut self, url: &str) {
        if self.rules.feeds {
            self.made.add(descend(url, "index.xml"));
        }
    }
}
