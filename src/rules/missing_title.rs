//! `missing-title`: a page without title though its siblings have one.

use crate::declare_rule;
use crate::document::roles::Role;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::missing::Missing;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::habit::{Measure, Practice};

declare_rule! {
    /// ## What it does
    ///
    /// Reports pages without a title (the role `title`, whatever the generator calls it) where at least 90 % of at least 10 pages
    /// beside them have one. Keys that are inherited count; a key without value does not.
    ///
    /// Where a generator takes the title from the page's first heading or its file name (Jekyll does for posts and for
    /// documents of collections), no title is missing.
    ///
    /// Pages in a folder of at least five of which a quarter or more lack it are let pass: they are of another kind.
    ///
    /// Section files (`_index.md`, an `index.md` beside other pages), drafts and other pages that are not published, pages
    /// that only redirect, search pages and lists of terms, and pages whose front matter does not parse are neither counted nor reported, nor is what a
    /// schema requires: that is `missing-key`. A page with a template (`layout`) that no page beside it has, and one that may
    /// be given the key by running code, are let pass.
    ///
    /// ## Why it matters
    ///
    /// Lists, feeds and search engines show the file's name, or nothing.
    ///
    /// ## What to do
    ///
    /// Add a title. Where a page needs none, say so in the configuration: `missing-title = "off"` for its collection.
    MissingTitle { id: "missing-title", summary: "a page without title though its siblings have one", group: Tags, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None, adaptive: true }
}

/// Options of `missing-title`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingTitle {
    /// Share of pages in a collection that must have it before it is asked of the others, in per cent; 0 asks it of all.
    share: u8,
    /// How many pages there must be, unless it is asked of all.
    pages: usize,
}

impl Default for MissingTitle {
    fn default() -> Self {
        Self { share: 90, pages: 10 }
    }
}

impl MissingTitle {
    fn missing(&self) -> Missing {
        let measure = Measure { share: self.share, pages: self.pages };
        Missing { role: Role::Title, measure, help: "add a title" }
    }
}

impl Check for MissingTitle {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        self.missing().site(site, cx);
    }

    fn practices(&self, site: &Site) -> Vec<Practice> {
        self.missing().practices(site)
    }
}
