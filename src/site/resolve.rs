//! Follows the links of a site without building it.
//!
//! A link is broken only when it leads nowhere from every place where its generator, or a plugin of it, may start. Each
//! place is a `Try`; the first that finds something ends the matter. Where only a try that cannot be relied on finds
//! something, nothing is said.

mod base;
mod files;
mod lookup;
mod near;
mod source;
mod tree;
mod tries;
mod verdict;

use super::Layout;
use super::ignored::Ignored;
use super::index::Index;
use super::listing::Listing;
use super::outcome::{Fault, Outcome};
use super::page::{LinkFact, LinkForm, Page, Symbols};
use super::permalink::{Made, Publication};
use super::redirects::Redirects;
use super::reference::{self, Reference, Start};
use super::routing::{Routing, Trust};
use crate::root::Root;
use std::sync::OnceLock;
use tree::InTree;

/// Follows the links of one site; shared by all workers.
pub struct Resolver<'s> {
    layout: &'s Layout,
    index: &'s Index<'s>,
    listing: &'s Listing<'s>,
    ignored: Ignored<'s>,
    redirects: &'s Redirects,
    made: &'s Made,
    symbols: &'s Symbols,
    tracked: Option<&'s IsTracked<'s>>,
    near: near::Memory,
    tree: OnceLock<tree::Names>,
    /// The site's root from that of the project, with `/`; empty where they are the same.
    top: String,
}

/// Says whether version control tracks a file, by its path from the project root; nothing where nobody knows.
pub type IsTracked<'t> = dyn Fn(&str) -> Option<bool> + Sync + 't;

/// What a [`Resolver`] asks.
#[derive(Clone, Copy)]
pub struct World<'s> {
    /// The disk.
    pub root: &'s Root,
    /// Its names.
    pub listing: &'s Listing<'s>,
    /// Redirects of the site's host.
    pub redirects: &'s Redirects,
    /// What the generator makes without a file for each.
    pub made: &'s Made,
    /// The texts that pages share.
    pub symbols: &'s Symbols,
    /// Version control; not asked where nobody wants to know.
    pub tracked: Option<&'s IsTracked<'s>>,
}

/// One place to look.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Try {
    space: Space,
    /// Normalised, without leading slash; a slash at its end stays.
    path: String,
    trust: Trust,
}

/// What a path is a path of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    /// URLs, below the site's base path.
    Url,
    /// The source tree, from the site root.
    Source,
    /// The tree of content as its generator sees it, behind a language.
    Tree,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hit {
    /// A page, by position.
    Page(u32),
    /// Another URL of a page.
    Alias(u32),
    /// A redirect, with where it leads.
    Redirect(String),
    /// A file that is served, from the project root.
    File(String),
    /// Something that is not for this site to know.
    Elsewhere,
    /// The same path in another letter case.
    Case(String),
    Nothing,
}

impl<'s> Resolver<'s> {
    /// Links of `layout`'s pages are followed in `index` and in `world`.
    pub fn new(layout: &'s Layout, index: &'s Index<'s>, world: World<'s>) -> Self {
        let World { root, listing, redirects, made, symbols, tracked } = world;
        Self {
            layout,
            index,
            listing,
            ignored: Ignored::new(root, listing),
            redirects,
            made,
            symbols,
            tracked,
            near: near::Memory::default(),
            tree: OnceLock::new(),
            top: layout.root.to_string_lossy().replace('\\', "/"),
        }
    }

    fn routing(&self) -> &'s Routing {
        &self.layout.settings.routing
    }

    /// What is to be told of the links of the page at position `at`.
    pub fn outcomes(&self, at: u32) -> Vec<Outcome> {
        let page = &self.index.pages()[at as usize];
        let links = page.links.iter().enumerate();
        links
            .filter_map(|(link, fact)| Some(Outcome { page: at, link: link as u32, fault: self.follow(page, fact)? }))
            .collect()
    }

    fn follow(&self, page: &Page, link: &LinkFact) -> Option<Fault> {
        let dest = page.destination(link);
        if let LinkForm::Lookup(lookup) = link.form {
            return self.look_up(page, link, lookup);
        }
        if link.form == LinkForm::Wiki {
            return self.wiki(page, link);
        }
        let reference = reference::parse(dest, &self.routing().hosts)?;
        if reference.start == Start::Here {
            return self.fragment(page, link, page, &reference);
        }
        match self.tries(page, link, &reference) {
            Some(tries) => self.settle(page, link, &reference, &tries),
            None => self.without_base(page, link, &reference),
        }
    }

    /// Looks in all places; the first that finds something counts.
    fn settle(&self, page: &Page, link: &LinkFact, reference: &Reference<'_>, tries: &[Try]) -> Option<Fault> {
        let mut other_case = None;
        for each in tries {
            match self.hit(each) {
                Hit::Nothing => {}
                Hit::Case(right) => {
                    if each.trust == Trust::Always {
                        other_case.get_or_insert((each, right));
                    }
                }
                // A plugin's way: what it would make of the link is not ours to say.
                _ if each.trust == Trust::Perhaps => return None,
                Hit::Elsewhere => return None,
                // What is no page itself, such as a table of contents, names files.
                Hit::Page(target) if page.url.is_some() && self.is_renamed(each, target) => {}
                Hit::File(path) => return self.untracked(&path),
                Hit::Page(target) => return self.at_page(page, link, target, reference),
                Hit::Alias(target) => return Some(self.at_alias(page, link, target, reference)),
                Hit::Redirect(to) => return Some(self.redirected(page, link, reference, &to)),
            }
        }
        if let Some((each, right)) = other_case {
            return Some(Fault::Case { right: self.rewritten(page, link, reference, each, &right) });
        }
        if tries.iter().all(|each| each.space == Space::Tree) {
            return self.without_base(page, link, reference);
        }
        self.missing(page, link, reference, tries)
    }

    fn hit(&self, each: &Try) -> Hit {
        match each.space {
            Space::Url => self.at_url(&each.path),
            Space::Source => match self.at_source(&each.path) {
                // Pages are looked up in the tree.
                Hit::Page(_) if self.routing().source_links.by_tree => Hit::Nothing,
                hit => hit,
            },
            Space::Tree => match self.in_tree(&each.path) {
                InTree::Page(page) => Hit::Page(page),
                InTree::Made => Hit::Elsewhere,
                InTree::Nothing => Hit::Nothing,
            },
        }
    }

    /// What stands at a URL path below the site's base path.
    fn at_url(&self, path: &str) -> Hit {
        let routing = self.routing();
        if !routing.external.is_empty() && routing.external.is_match(path) {
            return Hit::Elsewhere;
        }
        let whole = |page: &u32| !routing.whole_names || self.index.is_whole(*page, path);
        if let Some(page) = self.index.at_url(path).filter(whole).filter(|&page| !self.is_folder_of_file(path, page)) {
            // Where a page is withdrawn, an alias of another one at its URL answers.
            let withdrawn = self.index.pages()[page as usize].publication != Publication::Published;
            return match self.index.at_alias(path).filter(|_| withdrawn) {
                Some(other) => Hit::Alias(other),
                None => Hit::Page(page),
            };
        }
        let file = self.served(path);
        if !matches!(file, Hit::Nothing | Hit::Case(_)) {
            return file;
        }
        if let Some(page) = self.index.at_alias(path) {
            return Hit::Alias(page);
        }
        if let Some(redirect) = self.redirects.to(path) {
            return if redirect.rewrite { Hit::Elsewhere } else { Hit::Redirect(redirect.to) };
        }
        // A home page is made where no file is one.
        if path.is_empty() || self.made.has(path) || routing.generated.is_match(path) {
            return Hit::Elsewhere;
        }
        if let Some(page) = self.in_default_language(path) {
            return Hit::Page(page);
        }
        if file == Hit::Nothing
            && let Some(right) = self
                .index
                .folded(path)
                .filter(|right| super::index::url_key(path) != *right && self.index.at_url(right).is_some())
        {
            return Hit::Case(right.to_owned());
        }
        file
    }

    /// True for `/a/` where the page is the file `a.html`.
    fn is_folder_of_file(&self, path: &str, page: u32) -> bool {
        let url = self.index.pages()[page as usize].url.as_deref();
        self.routing().lone_files
            && path.ends_with('/')
            && url.is_some_and(|url| !url.is_empty() && !url.ends_with('/'))
    }

    /// A page that a language lacks and the generator serves from the default one.
    fn in_default_language(&self, path: &str) -> Option<u32> {
        let routing = self.routing();
        if !routing.language_fallback {
            return None;
        }
        let prefixes =
            routing.languages.iter().map(|language| language.prefix.as_str()).filter(|prefix| !prefix.is_empty());
        let default = routing.languages.first().map_or("", |language| language.prefix.as_str());
        prefixes.filter_map(|prefix| path.strip_prefix(prefix)?.strip_prefix('/')).find_map(|rest| {
            self.index.at_url(&if default.is_empty() { rest.to_owned() } else { format!("{default}/{rest}") })
        })
    }
}
