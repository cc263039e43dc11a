//! `broken-image`: an image that the site will not have.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::fault::told;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::outcome::Fault;

declare_rule! {
    /// ## What it does
    ///
    /// Reports images that the site will not have: `![alt](picture.png)`, `<img src>`, the first of `srcset`, `figure`
    /// (Hugo), `asset_img` (Hexo), and values of the front matter whose key is an image (`image`, `cover`, `thumbnail` and
    /// others; `roles` in the configuration says which).
    ///
    /// An image is broken only when its file is found from none of the places that the generator may start at; they are
    /// those of [`broken-link`](broken-link.md), and so are the cases in which a finding is only `info`. Values of the front
    /// matter are handed to templates, which may put any folder before them: they are judged only where they start with `/`
    /// or `.`, or with the address of the site. Embeds of Obsidian (`![[picture.png]]`) are found by their name anywhere in
    /// the vault, and are let pass.
    ///
    /// Images on other hosts, `data:` URLs, images in code and destinations that a template computes are let pass. With
    /// `static` in `foreword.toml` folders are named that Foreword cannot know of, with `external-paths` URLs that
    /// something else serves.
    ///
    /// ## Why it matters
    ///
    /// Readers see a gap, and previews in other places have no picture.
    ///
    /// ## What to do
    ///
    /// Correct the destination, or add the file.
    BrokenImage { id: "broken-image", summary: "an image that the site does not have", group: Links, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BrokenImage {}

impl Check for BrokenImage {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for told in told(site).filter(|told| told.link.image) {
            if let Fault::Missing(missing) = told.fault {
                told.missing(missing, "correct the destination, or add the file", cx);
            }
        }
    }
}
