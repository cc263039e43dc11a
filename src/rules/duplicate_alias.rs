//! `duplicate-alias`: one alias that leads to two pages.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::alias::Claim;
use crate::site::index::normal;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it does
    ///
    /// Reports an alias (`aliases`, `redirect_from`) that another page, or the same one, has already. Pages that are not
    /// published and front matter that does not parse do not count.
    ///
    /// ## Why it matters
    ///
    /// A URL can lead to one page only; which of them may change from build to build.
    ///
    /// ## What to do
    ///
    /// Leave the alias with the page that took the place of the old one.
    DuplicateAlias { id: "duplicate-alias", summary: "the same alias twice", group: Urls, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DuplicateAlias {}

impl Check for DuplicateAlias {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let mut firsts: FxHashMap<&str, Claim<'_>> = FxHashMap::default();
        for (at, alias) in site.aliases() {
            let url = normal(&alias.url);
            let (page, first) = *firsts.entry(url).or_insert((at, alias));
            // One value that stands for several pages, such as an anchor of YAML, is the first itself.
            if std::ptr::eq(first, alias) {
                continue;
            }
            let (own, other) = (&site.pages[at], &site.pages[page]);
            let (message, help) = if page == at {
                (format!("this page has the alias `/{url}` twice"), "remove one of them")
            } else {
                (format!("another page has the alias `/{url}` too"), "leave it with the page that readers should find")
            };
            cx.report_in(own.file, alias.span, message)
                .related_in(other.file, first.span, "first given here")
                .help(help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{findings, page, site};
    use crate::site::permalink::Publication;
    use crate::source::FileId;

    #[test]
    fn the_second_is_the_finding() {
        let site = site(vec![
            page("a/").alias("old/"),
            page("b/").alias("older/").alias("old/index.html"),
            page("c/").alias("older").alias("x/").alias("x/"),
            page("d/").alias("old/").but(|page| page.publication = Publication::Draft),
        ]);
        let found = findings(&RULE, &site);
        let told: Vec<_> = found.iter().map(|f| (f.primary.file, f.related[0].file, &*f.message)).collect();
        assert_eq!(
            told,
            [
                (FileId(1), FileId(0), "another page has the alias `/old/` too"),
                (FileId(2), FileId(2), "this page has the alias `/x/` twice"),
            ]
        );
    }
}
