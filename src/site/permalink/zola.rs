//! Zola. Facts: zola `components/content/src/{page,section,file_info}.rs`, `components/utils/src/slugs.rs`.

use super::date::digits;
use super::page::{Found, Page, below, split};
use super::{Place, Publication, slug};
use crate::site::routing::scheme::{Zola, ZolaSlugs};
use std::borrow::Cow;

impl Zola {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let content = page.layout.settings.content.iter().find_map(|folder| below(page.path, folder));
        let Some(path) = content else { return Place::default() };
        let (folders, mut name) = split(path);
        let routing = &page.layout.settings.routing;
        let mut language = self.default_language.as_str();
        if let Some((stem, code)) = name.split_once('.')
            && let Some(known) = routing.languages.iter().find(|known| known.code == code)
        {
            (name, language) = (stem, &known.code);
        }
        let prefix = routing.languages.iter().find(|known| known.code == language);
        let prefix = prefix.map_or("", |language| language.prefix.as_str());
        let is_section = name == "_index";
        let mut place = if page.flag("render") == Some(false) {
            Place::nowhere()
        } else if is_section {
            page.at(format!("{prefix}/{folders}/"))
        } else if let Some(own) = page.get("path").filter(|own| own.text().is_some()) {
            let path = own.text().unwrap_or_default();
            page.at(format!("{}/", path.trim())).decided_by(Some(own))
        } else {
            self.page(page, prefix, folders, name)
        };
        if page.is_draft() && place.publication == Publication::Published {
            place.publication = Publication::Draft;
        }
        if name == "index" || is_section {
            place.bundle = page.path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        }
        place.language = (!routing.languages.is_empty()).then(|| language.to_owned());
        for (alias, span) in page.aliases() {
            let path = super::page::tidy(&alias);
            let folder = path.is_empty() || path.ends_with('/') || path.ends_with(".html");
            place.aliases.push((if folder { path } else { format!("{path}/") }, span));
        }
        place
    }

    fn page(&self, page: &Page<'_>, prefix: &str, folders: &str, name: &str) -> Place {
        // A co-located page is named by its folder.
        let (folders, name) = match name {
            "index" if folders.is_empty() => return page.at(format!("{prefix}/")),
            "index" => folders.rsplit_once('/').unwrap_or(("", folders)),
            name => (folders, name),
        };
        let own = page.get("slug").filter(|own| own.text().is_some());
        let slug = match own.and_then(Found::text) {
            Some(slug) => slug,
            None if self.keep_dates => Cow::Borrowed(name),
            None => Cow::Borrowed(without_date(name).unwrap_or(name)),
        };
        match self.slug(&slug) {
            Some(slug) => page.at(format!("{prefix}/{folders}/{slug}/")).decided_by(own),
            None => page.somewhere().decided_by(own),
        }
    }

    pub(super) fn slug(&self, text: &str) -> Option<String> {
        match self.slugs {
            ZolaSlugs::On => slug::ascii(text),
            ZolaSlugs::Safe => {
                let text = text.trim_end_matches([' ', '.']);
                Some(text.chars().filter(|c| !"<>:\"/\\|?*#\n\r\t".contains(*c)).collect())
            }
            ZolaSlugs::Off => Some(text.to_owned()),
        }
    }
}

/// What follows `YYYY-MM-DD` or a whole RFC 3339 time and `_` or `-` (`RFC3339_DATE`).
fn without_date(name: &str) -> Option<&str> {
    let (_, rest) = super::date::leading_date(name)?;
    let rest = match rest.strip_prefix('T') {
        Some(time) => {
            let (_, rest) = digits(time, 2, 2)?;
            let (_, rest) = digits(rest.strip_prefix(':')?, 2, 2)?;
            let (_, rest) = digits(rest.strip_prefix(':')?, 2, 2)?;
            let rest = rest.strip_prefix('.').and_then(|rest| digits(rest, 1, 12)).map_or(rest, |(_, rest)| rest);
            match rest.strip_prefix('Z') {
                Some(rest) => rest,
                None => rest.strip_prefix(['+', '-'])?.get(5..)?,
            }
        }
        None => rest,
    };
    let rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    rest.strip_prefix(['_', '-']).filter(|slug| !slug.is_empty())
}
