//! Hugo. Facts: hugo `hugolib/page__paths.go`, `resources/page/{page_paths,permalinks}.go`, `common/paths/pathparser.go`.

pub(crate) mod logical;
mod made;

use super::date::{self, Moment, leading_date};
use super::page::{Found, Page, flag, tidy};
use super::slug;
use super::{Place, Publication};
use crate::document::node::NodeRef;
use crate::site::Layout;
use crate::site::reference::descend;
use crate::site::routing::pattern::{Pattern, Token, Word};
use crate::site::routing::scheme::{Hugo, HugoDate, HugoKind};
use crate::site::settings::tokens;
use logical::Logical;
use std::borrow::Cow;

impl Hugo {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let Some((content, path)) = self.in_tree(page.path) else { return Place::default() };
        if self.is_resource(page.path) {
            return Place::nowhere();
        }
        let logical = self.logical(page.layout, content, &path);
        let mut place = self.published(page, &logical);
        let several = !page.layout.settings.routing.languages.is_empty();
        place.language = several.then(|| logical.language.to_owned());
        if logical.leaf || logical.is_branch() {
            place.bundle = page.path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        }
        place
    }

    /// True for a file within a leaf bundle but for its `index`.
    fn is_resource(&self, path: &str) -> bool {
        if self.leaves.is_empty() {
            return false;
        }
        let Some((mut folder, name)) = path.rsplit_once('/') else { return false };
        let mut own = name.starts_with("index.");
        loop {
            if !own && self.leaves.contains(folder) {
                return true;
            }
            own = false;
            match folder.rsplit_once('/') {
                Some((above, _)) => folder = above,
                None => return false,
            }
        }
    }

    fn published(&self, page: &Page<'_>, logical: &Logical<'_>) -> Place {
        if self.disabled.contains(&logical.kind) {
            return Place::nowhere();
        }
        let url = self.url(page, logical);
        let mut place = match url {
            Some((url, decided)) => page.at(url).decided_by(decided),
            None => page.somewhere(),
        };
        if place.publication == Publication::Draft && self.drafts {
            place.publication = Publication::Published;
        }
        if place.publication == Publication::Published {
            let future = || self.date(page, logical, &self.publish).is_some_and(|at| date::is_after(at, page.today));
            let expired = || self.date(page, logical, &self.expiry).is_some_and(|at| date::is_before(at, page.today));
            if !self.future && future() {
                place.publication = Publication::Future;
            } else if !self.expired && expired() {
                place.publication = Publication::Expired;
            }
        }
        if is_headless(page) {
            place.url = None;
            place.publication = Publication::Hidden;
        }
        let base = place.url.as_deref().unwrap_or("").trim_end_matches('/');
        let above = base.rsplit_once('/').map_or("", |(above, _)| above);
        let ugly = self.is_ugly(logical);
        let prefix = self.prefix(page.layout, logical.language);
        for (alias, span) in page.aliases() {
            // An alias with the prefix of its language gets a second one; Hugo 0.168 was asked.
            let path = if alias.starts_with('/') { format!("{prefix}/{alias}") } else { format!("{above}/{alias}") };
            let path = tidy(&path);
            let path = match () {
                () if path.is_empty() || path.ends_with(".html") => path,
                () if ugly => format!("{}.html", path.trim_end_matches('/')),
                () if path.ends_with('/') => path,
                () => format!("{path}/"),
            };
            place.aliases.push((path, span));
        }
        place
    }

    /// The URL path and the value that decides it; `None` where it cannot be known.
    fn url<'p>(&self, page: &Page<'p>, logical: &Logical<'_>) -> Option<(String, Option<Found<'p>>)> {
        let prefix = self.prefix(page.layout, logical.language);
        let slug = page.get("slug").filter(|slug| slug.text().is_some());
        if logical.kind != HugoKind::Home
            && let Some(own) = page.get("url").filter(|url| url.text().is_some())
        {
            let url = self.own_url(page, logical, &own.text()?, prefix)?;
            return Some((url, Some(own)));
        }
        let ugly = self.is_ugly(logical);
        let expanded = match self.pattern(logical) {
            Some(pattern) => Some(self.expand(page, logical, pattern)?),
            None => None,
        };
        let path = match (expanded, logical.is_branch()) {
            (Some(path), _) => unescape(&path),
            (None, true) => logical.folders.join("/"),
            (None, false) => {
                let slug = slug.and_then(Found::text);
                descend(&logical.container().join("/"), slug.as_deref().unwrap_or(logical.name()))
            }
        };
        let decided = slug.filter(|_| !logical.is_branch());
        let path = self.sanitize(&path);
        let path = path.trim_matches('/');
        let mut path = descend(prefix, path);
        if ugly && !logical.is_branch() && !path.is_empty() && !path.ends_with(".html") {
            path.push_str(".html");
        } else if !path.is_empty() {
            path.push('/');
        }
        Some((path, decided))
    }

    /// `url` in the front matter.
    fn own_url(&self, page: &Page<'_>, logical: &Logical<'_>, url: &str, prefix: &str) -> Option<String> {
        let expanded;
        let mut url = url.trim();
        if url.contains(':') {
            expanded = self.expand(page, logical, &Pattern::colons(url, tokens::HUGO, false))?;
            url = &expanded;
        }
        // An absolute URL is not one of this site; Hugo makes a strange path of it.
        if url.contains("://") {
            return None;
        }
        let mut path = url.trim_matches('/').to_owned();
        if logical.is_branch() {
            path = self.sanitize(&path);
        }
        if url.ends_with('/') || !url.contains('.') {
            path.push('/');
        }
        let has_prefix = url.strip_prefix('/').is_some_and(|url| url.starts_with(prefix));
        if !prefix.is_empty() && (self.prefix_always || !url.starts_with('/')) && !has_prefix {
            path = descend(prefix, &path);
        }
        Some(path)
    }

    /// The first segment of the URLs of a language.
    fn prefix<'l>(&self, layout: &'l Layout, language: &str) -> &'l str {
        let known = layout.settings.routing.languages.iter().find(|known| known.code == language);
        known.map_or("", |language| language.prefix.as_str())
    }

    fn pattern(&self, logical: &Logical<'_>) -> Option<&Pattern> {
        if self.permalinks.is_empty() || logical.kind == HugoKind::Home {
            return None;
        }
        let path = logical.path();
        // A language's own patterns stand for all others.
        let own = self.permalinks.iter().any(|each| each.language.as_deref() == Some(logical.language));
        let language = own.then_some(logical.language);
        let fits = |each: &&crate::site::routing::scheme::HugoPermalink| {
            each.language.as_deref() == language
                && each.kind.is_none_or(|kind| kind == logical.kind)
                && each.paths.as_ref().is_none_or(|paths| paths.is_match(&path))
        };
        self.permalinks.iter().find(fits).map(|each| &each.pattern)
    }

    fn expand(&self, page: &Page<'_>, logical: &Logical<'_>, pattern: &Pattern) -> Option<String> {
        let date = if pattern.uses(|token| matches!(token, Token::Date(_) | Token::Word(Word::Date))) {
            Some(self.date_or_zero(page, logical)?)
        } else {
            None
        };
        let part = |text: &str| self.sanitize(text);
        // A date in the file's name brings a slug with it where the date is taken from there.
        let named = || self.slug_of_name(page, logical).map(|slug| part(&slug));
        let slug = || page.text("slug").map(|slug| part(&slug)).or_else(named);
        // `File.TranslationBaseName` knows nothing of lower case, but everything is lowered in the end.
        let file = || if logical.is_branch() { String::new() } else { part(logical.name()) };
        let title = || page.text("title").map(|title| part(&title));
        let term = || logical.folders.last().filter(|_| logical.kind == HugoKind::Term).map(|term| part(term));
        pattern.expand(|token| {
            let value = match token {
                Token::Date(part) => return Some(date::part(date?, part)),
                Token::Sections(slice) => slice.of(self.sections_of(logical)).join("/"),
                Token::Word(Word::Section) => logical.folders.first().copied().unwrap_or("").to_owned(),
                // A section without title has one made of its folder's name.
                Token::Word(Word::Title) if logical.is_branch() => title().or_else(term)?,
                Token::Word(Word::Slug) if logical.is_branch() => slug().or_else(title).or_else(term)?,
                Token::Word(Word::Title) => title().unwrap_or_default(),
                Token::Word(Word::Slug) => slug().or_else(title).unwrap_or_default(),
                Token::Word(Word::SlugOrFile) => slug().unwrap_or_else(file),
                Token::Word(Word::File) => file(),
                _ => return None,
            };
            Some(Cow::Owned(value))
        })
    }

    /// The folders of the page's current section: the nearest above with an `_index`, or the first.
    fn sections_of<'l>(&self, logical: &'l Logical<'_>) -> &'l [&'l str] {
        let folders = if logical.is_branch() { &logical.folders[..] } else { logical.container() };
        let mut count = folders.len();
        while count > 1 && !(logical.is_branch() && count == folders.len()) {
            if self.sections.contains(&folders[..count].join("/").to_lowercase()) {
                break;
            }
            count -= 1;
        }
        &folders[..count]
    }

    pub(super) fn sanitize(&self, text: &str) -> String {
        let text = slug::hugo(text);
        let text: Cow<'_, str> = if self.plain_letters {
            text.chars().map(|c| slug::latin(c).map_or_else(|| c.to_string(), str::to_owned)).collect()
        } else {
            text
        };
        if self.lower { text.to_lowercase() } else { text.into_owned() }
    }

    fn is_ugly(&self, logical: &Logical<'_>) -> bool {
        let section = logical.folders.first().copied().unwrap_or("");
        self.ugly.iter().any(|ugly| ugly == "*" || ugly.eq_ignore_ascii_case(section))
    }

    /// The page's date; Go's first day of the year 1 where it has none, nothing where Git or the file system say it.
    fn date_or_zero(&self, page: &Page<'_>, logical: &Logical<'_>) -> Option<Moment> {
        for source in &self.date {
            let date = match source {
                HugoDate::Elsewhere => return None,
                HugoDate::Key(key) => match page.text(key) {
                    Some(text) => Some(date::read(&text)?),
                    None => None,
                },
                HugoDate::FileName => leading_date(logical.name()).map(|(date, _)| date),
            };
            if date.is_some() {
                return date;
            }
        }
        date::day("0001", "01", "01")
    }

    fn date(&self, page: &Page<'_>, logical: &Logical<'_>, sources: &[HugoDate]) -> Option<Moment> {
        sources.iter().find_map(|source| match source {
            HugoDate::Key(key) => page.date(key),
            HugoDate::FileName => leading_date(logical.name()).map(|(date, _)| date),
            HugoDate::Elsewhere => None,
        })
    }

    fn slug_of_name(&self, page: &Page<'_>, logical: &Logical<'_>) -> Option<String> {
        for source in &self.date {
            match source {
                HugoDate::Key(key) if page.date(key).is_some() => return None,
                HugoDate::FileName => {
                    let (_, slug) = leading_date(logical.name())?;
                    let slug = slug.trim_matches([' ', '-', '_']);
                    return (!slug.is_empty()).then(|| slug.to_owned());
                }
                _ => {}
            }
        }
        None
    }
}

/// Go's `url.QueryUnescape`, which Hugo puts a filled pattern through; what is no escape leaves the text as it is.
fn unescape(text: &str) -> String {
    if memchr::memchr2(b'%', b'+', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        match (first, tail.get(..2).and_then(code)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
        rest = tail;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// `headless: true`, `build.render` `never` and `link`: nothing is written for the page.
fn is_headless(page: &Page<'_>) -> bool {
    let render = ["build", "_build"].iter().find_map(|key| {
        let map = page.get(key)?.node;
        map.entries().find(|entry| entry.key().eq_ignore_ascii_case("render")).map(|entry| entry.value())
    });
    let render = render.is_some_and(|node: NodeRef<'_, '_>| match node.as_str() {
        Some(word) => word.eq_ignore_ascii_case("never") || word.eq_ignore_ascii_case("link"),
        None => flag(node) == Some(false),
    });
    let is_leaf = crate::site::index::split(page.path).1.starts_with("index.");
    render || is_leaf && page.flag("headless") == Some(true)
}
