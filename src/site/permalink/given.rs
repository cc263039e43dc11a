//! URLs by patterns of Foreword's own configuration, for generators that have no patterns: there a site's own code makes
//! the URL, and only its author can say how.

use super::date::{self, leading_date};
use super::page::{Page, below, split};
use super::{Place, slug};
use crate::document::roles::Role;
use crate::site::routing::pattern::{Pattern, Token, Word};
use std::borrow::Cow;

/// What the generator says of a page, with the configured pattern for its URL. What the page itself says of its URL counts
/// more.
pub(super) fn given(page: &Page<'_>, place: Place) -> Place {
    let permalinks = &page.layout.settings.routing.permalinks;
    let unpublished = place.known && place.url.is_none();
    if permalinks.is_empty() || unpublished || page.keys(Role::Url).any(|key| page.get(key).is_some()) {
        return place;
    }
    let folders = page.layout.settings.content.iter().filter_map(|folder| below(page.path, folder));
    let path = folders.min_by_key(|path| path.len()).unwrap_or(page.path);
    let section = path.split_once('/').map_or("", |(section, _)| section);
    let collection = page.source.collection.and_then(|name| permalinks.named.get(name));
    let pattern = collection.or_else(|| permalinks.named.get(section)).or(permalinks.others.as_ref());
    let Some(pattern) = pattern else { return place };
    let slug = page.keys(Role::Slug).find_map(|key| page.get(key)).filter(|slug| slug.text().is_some());
    let decided_by = slug.filter(|_| pattern.uses(|token| token == Token::Word(Word::Slug)));
    let known = match url(page, path, pattern) {
        Some(url) => page.at(url),
        None => page.somewhere(),
    };
    Place { url: known.url, known: known.known, ..place }.decided_by(decided_by)
}

fn url(page: &Page<'_>, path: &str, pattern: &Pattern) -> Option<String> {
    let (folders, name) = split(path);
    // An index stands for its folder.
    let (folders, name) = match name {
        "index" => folders.rsplit_once('/').unwrap_or(("", folders)),
        name => (folders, name),
    };
    let (section, below_section) = folders.split_once('/').unwrap_or((folders, ""));
    let (named, bare) = match leading_date(name) {
        Some((date, rest)) => (Some(date), rest.trim_start_matches(['-', '_'])),
        None => (None, name),
    };
    let text = |role| page.keys(role).find_map(|key| page.text(key));
    let date = page.keys(Role::Date).find_map(|key| page.date(key)).or(named);
    pattern.expand(|token| {
        Some(match token {
            Token::Date(part) => return Some(date::part(date?, part)),
            Token::Sections(slice) => {
                let folders: Vec<&str> = folders.split('/').filter(|folder| !folder.is_empty()).collect();
                Cow::Owned(slice.of(&folders).join("/"))
            }
            Token::Word(Word::Title) => Cow::Owned(slug::github(&text(Role::Title)?)),
            Token::Word(Word::Slug) => text(Role::Slug).unwrap_or_else(|| Cow::Owned(slug::github(bare))),
            Token::Word(Word::File) => Cow::Borrowed(name),
            Token::Word(Word::Section) => Cow::Borrowed(section),
            Token::Word(Word::Path) => Cow::Owned(crate::site::reference::descend(below_section, name)),
            _ => return None,
        })
    })
}
