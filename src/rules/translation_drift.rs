//! `translation-drift`: translations of one page that do not agree where they must.

use crate::declare_rule;
use crate::document::roles::Role;
use crate::meta::DefaultLevel;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::page::{Page, Symbol};
use crate::site::reference::under;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

declare_rule! {
    /// ## What it does
    ///
    /// Compares the translations of a page in sites with several languages, told by `name.fr.md` or by a content folder for
    /// each language, and reports a date, or the start or end of an event, that differs from that of the first language.
    ///
    /// With `complete` it also reports pages that lack a translation.
    ///
    /// ## Why it matters
    ///
    /// Readers of one language come on the wrong day.
    ///
    /// ## What to do
    ///
    /// Write the same day and time in all languages.
    TranslationDrift { id: "translation-drift", summary: "translations of a page that do not agree", group: Tags, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// Options of `translation-drift`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TranslationDrift {
    /// Each page must have a translation in every language of the site.
    complete: bool,
}

const MUST_AGREE: [(Role, &str); 3] = [(Role::Date, "date"), (Role::Start, "start"), (Role::End, "end")];

impl Check for TranslationDrift {
    fn compares_texts(&self) -> bool {
        true
    }

    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let languages: BTreeSet<Arc<str>> = site.pages.iter().filter_map(|page| code(site, page.language)).collect();
        if languages.len() < 2 {
            return;
        }
        let default = site.layout.settings.routing.languages.first().map(|language| language.code.as_str());
        let mut sets: BTreeMap<Cow<'_, str>, Vec<(Arc<str>, &Page)>> = BTreeMap::new();
        for page in site.pages.iter().filter(|page| page.stands() && page.has_front_matter) {
            if let Some(language) = code(site, page.language) {
                sets.entry(logical(site, page, &language)).or_default().push((language, page));
            }
        }
        for set in sets.values_mut() {
            set.sort_by_key(|(language, _)| (Some(&**language) != default, language.clone()));
            let [(of_first, first), others @ ..] = &set[..] else { continue };
            for (_, page) in others {
                compare(page, first, of_first, cx);
            }
            if self.complete {
                let has = |language: &Arc<str>| set.iter().any(|(known, _)| known == language);
                for language in languages.iter().filter(|language| !has(language)) {
                    cx.report_in(first.file, first.head, format!("the page has no translation for `{language}`"))
                        .help("translate it");
                }
            }
        }
    }
}

fn code(site: &Site, language: Option<Symbol>) -> Option<Arc<str>> {
    language.map(|language| site.symbols.text(language))
}

/// What translations of one page share: its path below the content folder, without the language.
fn logical<'s>(site: &Site, page: &'s Page, language: &str) -> Cow<'s, str> {
    let folders = site.layout.settings.content.iter().filter(|folder| !folder.is_empty());
    let inside = folders.filter_map(|folder| under(&page.source, folder.trim_end_matches('/')));
    let path = inside.min_by_key(|rest| rest.len()).unwrap_or(&page.source);
    let path = under(path, language).unwrap_or(path);
    let Some((stem, ending)) = path.rsplit_once('.') else { return path.into() };
    match stem.strip_suffix(language).and_then(|stem| stem.strip_suffix('.')) {
        Some(stem) => format!("{stem}.{ending}").into(),
        None => path.into(),
    }
}

fn compare(page: &Page, first: &Page, of_first: &str, cx: &mut Context<'_>) {
    for (role, word) in MUST_AGREE {
        let (Some(here), Some(there)) = (page.text(role), first.text(role)) else { continue };
        if !agree(&here.text, &there.text) {
            cx.report_in(page.file, here.span, format!("{word} `{}` differs from that in `{of_first}`", here.text))
                .related_in(first.file, there.span, format!("`{}` here", there.text))
                .help("write the same in all languages");
        }
    }
}

/// One spelling, or the same day where one of them has no time.
fn agree(a: &str, b: &str) -> bool {
    let tidy = |text: &str| text.replace(['T', ' '], " ").to_lowercase();
    let (a, b) = (tidy(a), tidy(b));
    a == b || (a.len() == 10 || b.len() == 10) && a.get(..10) == b.get(..10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_agrees_with_a_time_on_it() {
        assert!(agree("2024-05-01", "2024-05-01T10:00:00Z"));
        assert!(agree("2024-05-01T10:00:00Z", "2024-05-01 10:00:00Z"));
        assert!(!agree("2024-05-01", "2024-05-02"));
        assert!(!agree("2024-05-01T10:00:00Z", "2024-05-01T11:00:00Z"));
    }
}
