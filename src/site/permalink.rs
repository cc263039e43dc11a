//! Where a page is published: from its file and front matter to its URL, by the generator's own rules.

mod date;
mod docusaurus;
mod eleventy;
mod given;
mod hexo;
pub(crate) mod hugo;
mod jekyll;
mod page;
mod python;
mod slug;
mod tree;
mod zola;

use super::Layout;
use super::index::{PAGE_ENDINGS, url_key};
use super::inherit::InheritedKey;
use super::page::{Page, Symbols};
use super::reference::under;
use super::routing::pattern::{Token, Word};
use super::routing::scheme::Scheme;
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use crate::span::Span;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::Path;

/// What the URL of a page is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file, relative to the site root.
    pub path: &'a Path,
    /// The name of its collection.
    pub collection: Option<&'a str>,
    /// Its front matter.
    pub front: Option<NodeRef<'a, 'a>>,
    /// Keys that the generator fills in.
    pub inherited: &'a [InheritedKey],
    /// Keys may be inherited that only running code would tell; see [`super::inherit::Inherited::unknown`].
    pub inherits_unknown: bool,
    /// The collection's own keys for roles.
    pub roles: Option<&'a BTreeMap<Role, Vec<String>>>,
}

/// Whether readers will see a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Publication {
    /// They will.
    #[default]
    Published,
    /// Marked as a draft.
    Draft,
    /// Dated after today, and the generator holds such pages back.
    Future,
    /// Its expiry date has passed.
    Expired,
    /// Never rendered as a page of its own (`build.render: never`, `published: false`, `permalink: false`).
    Hidden,
}

/// Where a page is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The URL path below the site's base path, percent-decoded, without leading slash. A page in its own folder ends
    /// in `/` (`blog/x/`; empty for the home page), others in their file name (`blog/x.html`, or `blog/x` where the
    /// generator serves that). `None` where it cannot be known or the page has no URL.
    pub url: Option<String>,
    /// The bytes in the front matter that decide it (`slug`, `url`, `permalink`), if any.
    pub decided_by: Option<Span>,
    /// False when the URL is a computation that Foreword cannot do: something is published, but where is unknown.
    pub known: bool,
    /// Whether readers will see it.
    pub publication: Publication,
    /// The source folder, relative to the site root, whose other files are served beside the page (a leaf bundle, an
    /// `index.md` with assets).
    pub bundle: Option<String>,
    /// The code of its language, where the site has several.
    pub language: Option<String>,
    /// Other URL paths, in the form of `url`, that lead here: aliases with their bytes.
    pub aliases: Vec<(String, Span)>,
}

/// What a generator makes without a source file for each.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// URL paths in the form of [`url_key`].
    urls: FxHashSet<String>,
    /// The first segments of those.
    segments: FxHashSet<String>,
    /// Names for Hugo's `ref`: language and logical path.
    names: FxHashSet<String>,
}

impl Made {
    /// True when something stands at a URL path.
    pub fn has(&self, url: &str) -> bool {
        self.urls.contains(url_key(url))
    }

    /// True when some URL starts with this segment.
    pub fn has_segment(&self, segment: &str) -> bool {
        self.segments.contains(segment)
    }

    /// True when `ref` finds a page under a name: `en/tags/steel`.
    pub fn is_named(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    fn add(&mut self, url: String) {
        let url = url_key(&url);
        self.segments.insert(url.split('/').next().unwrap_or(url).to_owned());
        self.urls.insert(url.to_owned());
    }
}

/// What the generator of `layout` makes beside its `pages`.
pub fn made(layout: &Layout, pages: &[Page], symbols: &Symbols) -> Made {
    match &layout.settings.routing.scheme {
        Scheme::Hugo(rules) => rules.made(layout, pages, symbols),
        _ => Made::default(),
    }
}

/// The place of a page in the site `layout` that is built `today`.
pub fn place(layout: &Layout, source: &Source<'_>, today: Date) -> Place {
    // Names that are no text have no URL that could be written down.
    let Some(path) = source.path.to_str() else { return Place::default() };
    let slashed;
    let path = if std::path::MAIN_SEPARATOR == '/' {
        path
    } else {
        slashed = path.replace(std::path::MAIN_SEPARATOR, "/");
        &slashed
    };
    let page = page::Page { layout, source, path, today };
    let place = match &layout.settings.routing.scheme {
        Scheme::Files => {
            // Nobody holds drafts back, and nobody serves aliases.
            Place { url: Some(path.to_owned()), known: true, ..Place::default() }
        }
        Scheme::Hugo(rules) => rules.place(&page),
        Scheme::Jekyll(rules) => rules.place(&page),
        Scheme::Zola(rules) => rules.place(&page),
        Scheme::Docusaurus(rules) => rules.place(&page),
        Scheme::Tree(rules) => rules.place(&page),
        Scheme::Eleventy(rules) => rules.place(&page),
        Scheme::Hexo(rules) => rules.place(&page),
        Scheme::Mkdocs(rules) => rules.place(&page),
        Scheme::Pelican(rules) => rules.place(&page),
    };
    given::given(&page, place)
}

/// True where a slug may become part of the URL; in Jekyll only in posts and collections. `path` is the page's.
pub fn reads_slug(layout: &Layout, path: &Path) -> bool {
    let in_collection = || path.iter().any(|part| part.as_encoded_bytes().starts_with(b"_"));
    !matches!(layout.settings.routing.scheme, Scheme::Jekyll(_)) || in_collection()
}

/// What the generator makes of a slug that a page gives itself; nothing where it is taken as it is, or not known.
pub fn published_slug(layout: &Layout, text: &str) -> Option<String> {
    match &layout.settings.routing.scheme {
        Scheme::Hugo(rules) => Some(rules.sanitize(text)),
        Scheme::Zola(rules) => rules.slug(text),
        // `:slug` is lower case and has no punctuation, `:title` has both.
        Scheme::Jekyll(rules) if rules.posts.uses(|token| matches!(token, Token::Word(Word::Slug))) => {
            Some(slug::jekyll(text, slug::Jekyll::Default, false))
        }
        Scheme::Jekyll(_) => Some(slug::jekyll(text, slug::Jekyll::Pretty, true)),
        _ => None,
    }
}

/// True for a file that the generator never serves, though it may lie in a folder that is served. `path` is relative to
/// the site root. Of what its configuration leaves out, only pages count: other files may be copied by other tools.
pub fn is_withheld(layout: &Layout, path: &str) -> bool {
    let is_page = path.rsplit_once('.').is_some_and(|(_, ending)| PAGE_ENDINGS.contains(&ending));
    let settings = &layout.settings;
    let inside = || {
        let served = settings.routing.statics.iter().map(|mount| &mount.folder);
        settings.content.iter().chain(served).any(|folder| under(path, folder).is_some())
    };
    is_page && !settings.routing.copies_excluded && layout.settings.excludes(Path::new(path))
        || layout.settings.routing.source_links.confined && !inside()
        || match &layout.settings.routing.scheme {
            Scheme::Jekyll(rules) => rules.withholds(path),
            _ => false,
        }
}

/// True for a path below a served folder at which no file is served, wherever it lies: Jekyll's `_data/x.csv`.
pub fn is_unserved(layout: &Layout, rest: &str) -> bool {
    match &layout.settings.routing.scheme {
        Scheme::Jekyll(rules) => rules.is_special(rest),
        _ => false,
    }
}
