//! `broken-link`: a link to a page or file that the site will not have.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::fault::told;
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
    /// - links of Markdown, whether their address stands in them or in a definition, and links in raw HTML and JSX;
    /// - absolute URLs with the site's own host;
    /// - what the generator itself resolves: `ref` and `relref` (Hugo), `post_url` and `link` (Jekyll), `relative_url`,
    ///   `{{ site.baseurl }}`, `url` (Eleventy), `@/` (Zola), `@site/` (Docusaurus), `{filename}` and `{static}`
    ///   (Pelican), `post_link` (Hexo), `[[wiki links]]` (Obsidian).
    ///
    /// Not followed are definitions that no link uses, links in code and comments, in the bodies of pages that are HTML
    /// files, other schemes, hosts and ports, and destinations that a template computes.
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

#[cfg(test)]
mod tests {
    use super::super::broken_image;
    use super::*;
    use crate::edit::Applicability;
    use crate::rule::testing;
    use crate::site::outcome::{Missing, Near};
    use crate::site::page::LinkForm;

    fn missing(looked: &[&str], near: Option<(&str, bool)>, doubt: Option<&'static str>) -> Fault {
        Fault::Missing(Missing {
            what: "page or file at `/blog/x/`".into(),
            looked: looked.iter().map(|&place| place.to_owned()).collect(),
            near: near.map(|(text, sure)| Near { text: text.into(), sure }),
            doubt,
        })
    }

    #[test]
    fn a_missing_target_is_told_with_where_it_was_looked_for() {
        let site = testing::site(vec![testing::page("a/").link("/blog/x/", LinkForm::Markdown, false)]);
        let site = testing::told(site, 0, missing(&["1", "2", "3", "4", "5", "6"], Some(("/blog/y/", true)), None));
        let found = testing::findings(&RULE, &site);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "no page or file at `/blog/x/`");
        assert_eq!(found[0].severity, Severity::Error);
        assert_eq!(found[0].note.as_deref(), Some("looked for `1`, `2`, `3`, `4`, and 2 more"));
        assert_eq!(found[0].help.as_deref(), Some("did you mean `/blog/y/`?"));
        let fix = found[0].fix.as_ref().expect("one step away");
        assert_eq!((fix.applicability, &*fix.edits[0].text), (Applicability::Unsafe, "/blog/y/"));
        assert_eq!(fix.edits[0].span, found[0].primary.span);
        assert!(testing::findings(&broken_image::RULE, &site).is_empty());
    }

    #[test]
    fn a_doubt_makes_it_info_and_a_guess_is_no_fix() {
        let site = testing::site(vec![testing::page("a/").link("/x.png", LinkForm::Markdown, true)]);
        let site = testing::told(site, 0, missing(&["1"], Some(("/y.png", false)), Some("a plugin may make it")));
        let found = testing::findings(&broken_image::RULE, &site);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Info);
        assert_eq!(found[0].note.as_deref(), Some("looked for `1`; a plugin may make it"));
        assert!(found[0].fix.is_none());
        assert!(testing::findings(&RULE, &site).is_empty());
    }
}
