//! `alias-loop`: aliases and redirects that lead in a circle.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::index::normal;

declare_rule! {
    /// ## What it does
    ///
    /// Reports aliases (`aliases`, `redirect_from`) that lead in a circle: one page has the URL of a second one as its
    /// alias, and the second one, perhaps by way of others, that of the first. An alias at the page's own URL is reported
    /// by `alias-shadows-page`.
    ///
    /// Redirects of single paths in the files of the site's host (`_redirects`, `netlify.toml`, `vercel.json` and the
    /// like) are followed in the same way.
    ///
    /// ## Why it matters
    ///
    /// Browsers give up with "too many redirects", and none of the pages can be read.
    ///
    /// ## What to do
    ///
    /// Remove the alias of the page that readers should find, or the redirect from where they should end.
    AliasLoop { id: "alias-loop", summary: "aliases or redirects that lead in a circle", group: Urls, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AliasLoop {}

/// How many of the other aliases a finding shows.
const SHOWN: usize = 4;

impl Check for AliasLoop {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for circle in site.alias_loops() {
            let Some(((at, alias), others)) = circle.split_first() else { continue };
            let message = format!("the alias `/{}` leads in a circle of {} pages", normal(&alias.url), circle.len());
            let mut report = cx.report_in(site.pages[*at].file, alias.span, message);
            for (at, alias) in others.iter().take(SHOWN) {
                let there = format!("`/{}` leads to this page", normal(&alias.url));
                report = report.related_in(site.pages[*at].file, alias.span, there);
            }
            report.help("remove the alias of the page that readers should find");
        }
        for circle in site.redirect_loops() {
            let mut places = circle.iter().filter_map(|(path, redirect)| Some((path, redirect.place?)));
            let Some((path, (file, span))) = places.next() else { continue };
            let message = format!("the redirect from `/{path}` leads in a circle of {} redirects", circle.len());
            let mut report = cx.report_in(file, span, message);
            for (path, (file, span)) in places.take(SHOWN) {
                report = report.related_in(file, span, format!("`/{path}` is on the way"));
            }
            report.help("remove the redirect from where readers should end");
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files that they read")]
mod tests {
    use super::*;
    use crate::root::Root;
    use crate::rule::testing::{findings, page, site};
    use crate::site::redirects::Redirects;
    use crate::source::{FileId, Files};

    #[test]
    fn each_circle_is_told_once() {
        let site = site(vec![
            page("a/").alias("b/"),
            page("b/").alias("c/"),
            page("c/").alias("a/"),
            page("d/").alias("e/"),
            page("e/").alias("d/"),
            page("f/").alias("a/"),
            page("g/").alias("g/"),
        ]);
        let found = findings(&RULE, &site);
        let told: Vec<_> = found.iter().map(|f| (f.primary.file, &*f.message)).collect();
        assert_eq!(
            told,
            [
                (FileId(2), "the alias `/a/` leads in a circle of 3 pages"),
                (FileId(4), "the alias `/d/` leads in a circle of 2 pages"),
            ]
        );
        assert_eq!(found[0].related.len(), 2);
    }

    /// The two pages of a site with a file of redirects beside them.
    fn redirected(text: &str) -> Vec<String> {
        let directory = tempfile::tempdir().expect("a directory");
        std::fs::write(directory.path().join("_redirects"), text).expect("a file");
        let root = Root::open(directory.path()).expect("a root");
        let mut site = site(vec![page("a/").alias("old/"), page("b/")]);
        site.redirects =
            Redirects::read(&root, &crate::site::listing::Listing::new(&root), &Files::default(), &site.layout);
        findings(&RULE, &site).into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn redirects_lead_in_circles_too() {
        let told = ["the redirect from `/x` leads in a circle of 2 redirects"];
        assert_eq!(redirected("/y /x\n/x/ /y/ 302\n/z /x\n"), told);
        for fine in ["/x /y\n/y /a/\n", "/x /x/\n", "/x /y 200\n/y /x 200\n", "/x /old\n/old /x\n", "/x /b\n/b /x\n"] {
            assert_eq!(redirected(fine), [""; 0], "{fine}");
        }
        assert_eq!(redirected("/x/* /a/\n/x/1 /x/2\n/x/2 /x/1\n"), [""; 0], "an earlier pattern counts");
    }

    #[test]
    fn a_chain_is_no_circle() {
        let site = site(vec![page("a/").alias("b/"), page("b/").alias("c/"), page("c/").alias("old/")]);
        assert!(findings(&RULE, &site).is_empty());
    }
}
