//! `duplicate-url`: two pages at one URL.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::index::normal;
use crate::site::page::{Page, Symbol};
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

declare_rule! {
    /// ## What it does
    ///
    /// Reports pages that are published at the URL of another page: the same `slug`, `url` or `permalink`, a page beside a
    /// section file for the same folder (`post.md` and `post/_index.md`), `README.md` beside `index.md`.
    ///
    /// URLs that differ only in letter case are reported as `warning`: they are one file on the disks of macOS and Windows.
    ///
    /// Both URLs must be known. Drafts and other pages that are not published do not count, nor do translations, pages that
    /// only redirect (`redirect_to`), pages whose front matter does not parse, and files that are served as they are.
    ///
    /// ## Why it matters
    ///
    /// One of the two pages cannot be reached; which one may change from build to build.
    ///
    /// ## What to do
    ///
    /// Give one of them another slug or URL.
    DuplicateUrl { id: "duplicate-url", summary: "two pages with the same URL", group: Urls, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DuplicateUrl {}

/// How many of the other pages a finding shows.
const SHOWN: usize = 3;

impl Check for DuplicateUrl {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let redirect = site.symbols.lookup("redirect_to");
        // Numbers first: of half a million pages hardly any share a URL.
        let mut keyed: Vec<(u64, u32)> = Vec::new();
        for (at, page) in site.pages.iter().enumerate() {
            let Some(url) = page.url.as_deref().filter(|_| page.stands()) else { continue };
            if !is_source(url) && !page.keys.iter().any(|fact| Some(fact.key) == redirect) {
                keyed.push((hash(page.language, normal(url)), at as u32));
            }
        }
        keyed.sort_unstable();
        for run in keyed.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            let mut groups: BTreeMap<(Option<Symbol>, String), Vec<Place<'_>>> = BTreeMap::new();
            for (_, at) in run {
                let page = &site.pages[*at as usize];
                let url = normal(page.url.as_deref().unwrap_or(""));
                groups.entry((page.language, url.to_lowercase())).or_default().push((page, url));
            }
            for group in groups.values().filter(|group| group.len() > 1) {
                let mut alike: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
                for (at, (_, url)) in group.iter().enumerate() {
                    alike.entry(url).or_default().push(at);
                }
                for at in 1..group.len() {
                    report(group, at, &alike[group[at].1], cx);
                }
            }
        }
    }
}

/// A page with its URL.
type Place<'s> = (&'s Page, &'s str);

/// Equal for URLs of one language that differ in letter case at most.
fn hash(language: Option<Symbol>, url: &str) -> u64 {
    let mut hasher = FxHasher::default();
    language.hash(&mut hasher);
    for c in url.chars().flat_map(char::to_lowercase) {
        hasher.write_u32(c.into());
    }
    hasher.finish()
}

/// A file that is published as it is cannot meet another one: the disk keeps them apart.
fn is_source(url: &str) -> bool {
    let ending = url.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown", "mdx", "mkd", "mdown", "qmd", "rmd", "mdoc"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Reports page `at` of a group of pages whose URLs differ in letter case at most; `alike` have its very URL.
fn report(group: &[Place<'_>], at: usize, alike: &[usize], cx: &mut Context<'_>) {
    let (page, url) = group[at];
    let same = alike.first().is_some_and(|&first| first < at);
    let others: Vec<usize> = if same {
        alike.iter().copied().filter(|&other| other != at).take(SHOWN).collect()
    } else {
        (0..group.len()).filter(|&other| other != at).take(SHOWN).collect()
    };
    let mut report = if same {
        cx.report_in(page.file, page.url_span, format!("another page has the URL `/{url}` too"))
    } else {
        let message = format!("the URL `/{url}` differs from another page's in letter case only");
        let report = cx.report_in(page.file, page.url_span, message).at_most(Severity::Warning);
        report.note("they are one file where letter case counts for nothing, as on macOS and Windows")
    };
    for (other, theirs) in others.into_iter().map(|other| group[other]) {
        report = report.related_in(other.file, other.url_span, format!("published at `/{theirs}`"));
    }
    report.help("give one of them another slug or URL");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{findings, page, site};
    use crate::site::permalink::Publication;
    use crate::source::FileId;

    #[test]
    fn the_later_page_is_told_of_the_first() {
        let site = site(vec![page("a/"), page("b/"), page("a/index.html"), page("a/")]);
        let found = findings(&RULE, &site);
        let files: Vec<_> = found.iter().map(|finding| finding.primary.file).collect();
        assert_eq!(files, [FileId(2), FileId(3)]);
        assert_eq!(found[0].message, "another page has the URL `/a/` too");
        assert_eq!(found[0].related.len(), 2);
        assert_eq!(found[0].related[0].file, FileId(0));
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn twins_in_case_are_a_warning() {
        let site = site(vec![page("About/"), page("about/")]);
        let found = findings(&RULE, &site);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
        assert_eq!(found[0].message, "the URL `/about/` differs from another page's in letter case only");
    }

    #[test]
    fn what_is_not_published_or_not_known_meets_nothing() {
        let two = |change: fn(&mut Page)| findings(&RULE, &site(vec![page("a/"), page("a/").but(change)])).len();
        assert_eq!(two(|_| ()), 1);
        assert_eq!(two(|page| page.publication = Publication::Draft), 0);
        assert_eq!(two(|page| page.url_known = false), 0);
        assert_eq!(two(|page| page.url = None), 0);
        assert_eq!(two(|page| page.broken = true), 0);
        assert_eq!(two(|page| page.language = Some(Symbol::at(7))), 0);
        let files = site(vec![page("docs/README.md"), page("docs/readme.md")]);
        assert!(findings(&RULE, &files).is_empty());
    }

    #[test]
    fn pages_that_redirect_are_none() {
        let mut site = site(vec![page("a/"), page("a/")]);
        let key = site.symbols.intern("redirect_to");
        let kind = crate::document::node::Kind::Str;
        site.pages[1].keys = vec![crate::site::page::KeyFact::new(key, kind, Default::default())].into();
        assert!(findings(&RULE, &site).is_empty());
    }
}
