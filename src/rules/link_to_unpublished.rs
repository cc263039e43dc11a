//! `link-to-unpublished`: a link to a page that readers will not see.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::fault::told;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::outcome::Fault;
use crate::site::permalink::Publication;

declare_rule! {
    /// ## What it does
    ///
    /// Reports links from a published page to a draft, to a page dated in the future that the generator holds back until
    /// then, to an expired one, and to one that is never rendered.
    ///
    /// Links from pages that are not published themselves are let pass.
    ///
    /// ## Why it matters
    ///
    /// The link works for its author, who previews drafts, and is broken on the public site.
    ///
    /// ## What to do
    ///
    /// Publish the page, or take the link away until it is.
    LinkToUnpublished { id: "link-to-unpublished", summary: "a link to a page that is not published", group: Links, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkToUnpublished {}

impl Check for LinkToUnpublished {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for told in told(site).filter(|told| told.page.publication == Publication::Published) {
            let Fault::Unpublished { target } = told.fault else { continue };
            let Some(target) = site.pages.get(*target as usize) else { continue };
            let (what, help) = match target.publication {
                Publication::Published => continue,
                Publication::Draft => ("a draft", "publish the draft, or remove the link until it is"),
                Publication::Future => ("a page dated in the future", "remove the link until then"),
                Publication::Expired => ("a page that has expired", "remove the link, or the expiry date"),
                Publication::Hidden => ("a page that is never rendered", "remove the link, or have the page rendered"),
            };
            told.report(format!("`{}` leads to {what}", told.destination()), cx)
                .related_in(target.file, target.head, format!("this is {what}"))
                .help(help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{findings, page, site, told};
    use crate::site::page::LinkForm;
    use crate::source::FileId;

    #[test]
    fn only_readers_of_published_pages_are_misled() {
        let pages = |own, other| {
            let own = page("a/").link("../b/", LinkForm::Markdown, false).but(|page| page.publication = own);
            site(vec![own, page("b/").but(|page| page.publication = other)])
        };
        let fault = || Fault::Unpublished { target: 1 };
        let found = findings(&RULE, &told(pages(Publication::Published, Publication::Draft), 0, fault()));
        assert_eq!(found[0].message, "`../b/` leads to a draft");
        assert_eq!(found[0].related[0].file, FileId(1));
        assert!(findings(&RULE, &told(pages(Publication::Draft, Publication::Draft), 0, fault())).is_empty());
    }
}
