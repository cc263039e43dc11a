//! `link-to-alias`: a link that goes through a redirect.

use crate::declare_rule;
use crate::edit::Applicability;
use crate::meta::DefaultLevel;
use crate::rule::fault::told;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::outcome::Fault;

declare_rule! {
    /// ## What it does
    ///
    /// Reports links whose destination is an alias of a page (`aliases`, `redirect_from`) or the source of a redirect
    /// (`_redirects`, `netlify.toml`, `vercel.json` and the like). Off by default: such links work.
    ///
    /// ## Why it matters
    ///
    /// Each visit costs a detour, and the link breaks on the day the redirect is cleared away.
    ///
    /// ## What to do
    ///
    /// Link to the page itself; the fix does.
    LinkToAlias { id: "link-to-alias", summary: "a link that goes through a redirect", group: Links, default: DefaultLevel::Off, since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkToAlias {}

impl Check for LinkToAlias {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for told in told(site) {
            let Fault::Alias { right } = told.fault else { continue };
            let report = told.report(format!("`{}` goes through a redirect", told.destination()), cx);
            match right {
                Some(right) => told.mended(right, Applicability::Safe, report),
                None => drop(report.note("the redirect leads out of the site").help("link to where it leads")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{findings, page, site, told};
    use crate::site::page::LinkForm;

    #[test]
    fn the_fix_takes_the_direct_way() {
        let pages = || site(vec![page("a/").link("/old/", LinkForm::Html, false), page("b/").alias("old/")]);
        let found = findings(&RULE, &told(pages(), 0, Fault::Alias { right: Some("/b/".into()) }));
        assert_eq!(found[0].fix.as_ref().map(|fix| &*fix.edits[0].text), Some("/b/"));
        let found = findings(&RULE, &told(pages(), 0, Fault::Alias { right: None }));
        assert!(found[0].fix.is_none());
    }
}
