//! `alias-shadows-page`: an alias at the URL of a page.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::index::normal;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it does
    ///
    /// Reports an alias (`aliases`, `redirect_from`) that is the URL of a published page: of another one, or of the page
    /// itself. Aliases that lead in a circle are reported by `alias-loop`.
    ///
    /// ## Why it matters
    ///
    /// The redirect and the page want the same file. Where the redirect wins, readers never see the page; an alias of its
    /// own sends them round for ever.
    ///
    /// ## What to do
    ///
    /// Remove the alias.
    AliasShadowsPage { id: "alias-shadows-page", summary: "an alias at the URL of a page", group: Urls, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AliasShadowsPage {}

impl Check for AliasShadowsPage {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        if site.aliases().next().is_none() {
            return;
        }
        let at_url = site.pages_by_url();
        let circular: FxHashSet<_> =
            site.alias_loops().into_iter().flatten().map(|(at, alias)| (at, alias.span)).collect();
        for (at, alias) in site.aliases().filter(|(at, alias)| !circular.contains(&(*at, alias.span))) {
            let url = normal(&alias.url);
            let Some(&there) = at_url.get(url) else { continue };
            let (own, other) = (&site.pages[at], &site.pages[there]);
            // Where two pages have one URL, both are its own.
            if own.url.as_deref().is_some_and(|own| normal(own) == url) {
                cx.report_in(own.file, alias.span, format!("`/{url}` is this page's own URL")).help("remove the alias");
            } else {
                cx.report_in(own.file, alias.span, format!("`/{url}` is the URL of another page"))
                    .related_in(other.file, other.url_span, format!("published at `/{url}`"))
                    .help("remove the alias, or give that page another URL");
            }
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
    fn pages_that_stand_are_shadowed() {
        let site = site(vec![
            page("a/").alias("b/").alias("a/").alias("draft/").alias("free/"),
            page("b/"),
            page("draft/").but(|page| page.publication = Publication::Draft),
        ]);
        let found = findings(&RULE, &site);
        let told: Vec<_> = found.iter().map(|f| &*f.message).collect();
        assert_eq!(told, ["`/b/` is the URL of another page", "`/a/` is this page's own URL"]);
        assert_eq!(found[0].related[0].file, FileId(1));
    }

    #[test]
    fn circles_are_not_told_twice() {
        let site = site(vec![page("a/").alias("b/"), page("b/").alias("a/")]);
        assert!(findings(&RULE, &site).is_empty());
    }
}
