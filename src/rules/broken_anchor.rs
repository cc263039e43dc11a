//! `broken-anchor`: a fragment that its page does not have.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::fault::told;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::outcome::Fault;

declare_rule! {
    /// ## What it does
    ///
    /// Reports `#fragments` that name no heading and no `id` of the page they lead to, be it the same page or another
    /// one. The ids of headings are made as the generator makes them; explicit ids (`{#id}`, `{: #id}`), `id` and `name`
    /// of raw HTML, footnotes and block ids count as well.
    ///
    /// Nothing is said of pages that may have ids which cannot be seen: with shortcodes, components or includes that make
    /// headings; where only their templates, which are not there, know that, a finding is `info`. Nothing is said either
    /// of `#top`, of text fragments (`#:~:text=`) and of routes of a script (`#/`, `#!`). With `anchors` in
    /// `foreword.toml` the way ids are made is chosen where the site has its own.
    ///
    /// ## Why it matters
    ///
    /// Readers arrive at the top of the page and not at what was meant.
    ///
    /// ## What to do
    ///
    /// Write the heading's id as it is now. Where exactly one id is one letter away, the finding carries it.
    BrokenAnchor { id: "broken-anchor", summary: "a fragment that the page does not have", group: Links, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BrokenAnchor {}

impl Check for BrokenAnchor {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for told in told(site) {
            let Fault::Fragment { target, fragment, near, doubt } = told.fault else { continue };
            let Some(target) = site.pages.get(*target as usize) else { continue };
            let whose = match &target.url {
                _ if target.file == told.page.file => "this page".to_owned(),
                Some(url) => format!("`/{url}`"),
                None => "the page".to_owned(),
            };
            let mut report = told.report(format!("no heading or id `{fragment}` on {whose}"), cx);
            if let Some(doubt) = doubt {
                report = report.at_most(Severity::Info).note(*doubt);
            }
            told.near(near.as_ref(), "write the id of a heading of that page", report);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{findings, page, site, told};
    use crate::site::outcome::Near;
    use crate::site::page::LinkForm;

    #[test]
    fn the_page_is_named_unless_it_is_the_same() {
        let pages = || vec![page("a/").link("../b/#intor", LinkForm::Markdown, false), page("b/")];
        let fragment = |target, near| Fault::Fragment { target, fragment: "intor".into(), near, doubt: None };
        let found = findings(&RULE, &told(site(pages()), 0, fragment(0, None)));
        assert_eq!(found[0].message, "no heading or id `intor` on this page");
        assert!(found[0].fix.is_none());
        let near = Near { text: "../b/#intro".into(), sure: true };
        let found = findings(&RULE, &told(site(pages()), 0, fragment(1, Some(near))));
        assert_eq!(found[0].message, "no heading or id `intor` on `/b/`");
        assert_eq!(found[0].help.as_deref(), Some("did you mean `../b/#intro`?"));
        assert_eq!(found[0].fix.as_ref().map(|fix| &*fix.edits[0].text), Some("../b/#intro"));
    }
}
