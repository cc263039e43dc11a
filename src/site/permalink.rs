//! Where a page is published: from its file and front matter to its URL, by the generator's own rules.

use super::Layout;
use super::inherit::InheritedKey;
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use crate::span::Span;
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

/// The place of a page in the site `layout`. `today` is `YYYY-MM-DD`.
pub fn place(_layout: &Layout, _source: &Source<'_>, _today: &str) -> Place {
    Place::default()
}
