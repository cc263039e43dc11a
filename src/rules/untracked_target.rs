//! `untracked-target`: a link to a file that only this disk has.

use crate::declare_rule;
use crate::meta::DefaultLevel;
use crate::rule::fault::told;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::outcome::Fault;

declare_rule! {
    /// ## What it does
    ///
    /// Reports links and images whose target exists on this disk while Git does not track it: a file that was never
    /// added, or one that is ignored. Off by default, as it asks Git; silent outside of a Git checkout.
    ///
    /// ## Why it matters
    ///
    /// Everything works here, and is broken as soon as the site is built from a fresh checkout.
    ///
    /// ## What to do
    ///
    /// Add the file with `git add`.
    UntrackedTarget { id: "untracked-target", summary: "a link to a file that Git does not track", group: Links, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UntrackedTarget {}

impl Check for UntrackedTarget {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for told in told(site) {
            let Fault::Untracked { path } = told.fault else { continue };
            told.report(format!("`{path}` exists on this disk only"), cx)
                .note("Git does not track it")
                .help("add it with `git add`, or correct the link");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{findings, page, site, told};
    use crate::site::page::LinkForm;

    #[test]
    fn the_file_is_named() {
        let pages = site(vec![page("a/").link("x.png", LinkForm::Markdown, true)]);
        let found = findings(&RULE, &told(pages, 0, Fault::Untracked { path: "content/a/x.png".into() }));
        assert_eq!(found[0].message, "`content/a/x.png` exists on this disk only");
    }
}
