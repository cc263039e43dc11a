//! `broken-link`: a link to a page or file that the site will not have.

use super::fault::told;
use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::outcome::Fault;
use crate::site::page::LinkForm;

declare_rule! {
    /// ## What it does
    ///
    /// Reports links to pages and files of the site itself that it will not have. No build is needed: where a page is
    /// published follows from its file, its front matter and the generator's configuration.
    ///
    /// A link is broken only when it leads nowhere from every place that the generator may start it at: the folder of
    /// the file, the URL of the page, the content folder, the root of the site, the static folders, the files beside the
    /// page, aliases, redirect files (`_redirects`, `netlify.toml`, `vercel.json` and the like) and, where the site has
    /// languages, the page's counterpart in the language that fills the gaps.
    ///
    /// Followed are:
    ///
    /// - links and reference definitions of Markdown, links in raw HTML and JSX, and URLs in front matter;
    /// - absolute URLs with the site's own host;
    /// - what the generator itself resolves: `ref` and `relref` (Hugo), `post_url` and `link` (Jekyll), `relative_url`,
    ///   `{{ site.baseurl }}`, `url` (Eleventy), `@/` (Zola), `@site/` (Docusaurus), `{filename}` and `{static}`
    ///   (Pelican), `post_link` (Hexo), `[[wiki links]]` (Obsidian).
    ///
    /// Not followed are links in code and comments, in the bodies of pages that are HTML files, other schemes, hosts and
    /// ports, and destinations that a template computes.
    /// Images are the business of `broken-image`, and `#fragments` of `broken-anchor`.
    ///
    /// A finding is only `info`, and says why, where the site may have pages that cannot be seen without running it:
    /// plugins that make pages, themes that are not there, a first folder that no page of the site is in (a part that is
    /// built elsewhere).
    ///
    /// What Foreword cannot read out of the generator's configuration can be said in `foreword.toml`: `base-url`,
    /// `content`, `static`, `permalinks`, and with `external-paths` the URLs that something else serves; those are never
    /// judged.
    ///
    /// ## Why it matters
    ///
    /// Readers meet "not found". Some generators stop the build over it.
    ///
    /// ## What to do
    ///
    /// Correct the destination. Where exactly one target is one letter or one letter's case away, the finding carries the
    /// mended one.
    BrokenLink { id: "broken-link", summary: "a link to a page or file that the site does not have", group: Links, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BrokenLink {}

impl Check for BrokenLink {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for told in told(site).filter(|told| !told.link.image) {
            let Fault::Missing(missing) = told.fault else { continue };
            let help = match told.link.form {
                LinkForm::Lookup(_) | LinkForm::Wiki => "correct the name, or add the page",
                _ => "correct the destination; if something else serves it, name it in `external-paths`",
            };
            told.missing(missing, help, cx);
        }
    }
}
