//! `duplicate-title`: two pages with the same title.

use crate::declare_rule;
use crate::document::roles::Role;
use crate::meta::DefaultLevel;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::page::{Page, Symbol, TextFact};
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a page whose title is that of another page of the site, but for letter case and white space. Languages have
    /// their own pages; drafts and other pages that are not published, section files and pages that only redirect do not
    /// count.
    ///
    /// ## Why it matters
    ///
    /// Readers cannot tell the two apart in lists, tabs and search results.
    ///
    /// ## What to do
    ///
    /// Say in the title what is different.
    DuplicateTitle { id: "duplicate-title", summary: "two pages with the same title", group: Tags, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DuplicateTitle {}

impl Check for DuplicateTitle {
    fn compares_texts(&self) -> bool {
        true
    }

    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let mut first: FxHashMap<(Option<Symbol>, String), (&Page, &TextFact)> = FxHashMap::default();
        for page in site.pages.iter().filter(|page| page.roles.counts() && !page.is_section && !page.broken) {
            let Some(title) = page.text(Role::Title) else { continue };
            let Some((other, of_other)) = first.get(&(page.language, plain(&title.text))) else {
                first.insert((page.language, plain(&title.text)), (page, title));
                continue;
            };
            let message = format!("title `{}` is that of `{}` too", title.text, other.source);
            cx.report_in(page.file, title.span, message)
                .related_in(other.file, of_other.span, "the other page")
                .help("say in the title what is different");
        }
    }
}

fn plain(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_white_space_do_not_tell_titles_apart() {
        assert_eq!(plain("Release  Notes "), plain("release notes"));
        assert_ne!(plain("Release notes"), plain("Release notes 2"));
    }
}
