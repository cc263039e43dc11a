//! Hugo. Facts: hugo `hugolib/page__paths.go`, `resources/page/{page_paths,permalinks}.go`, `common/paths/pathparser.go`.

use super::date::{Moment, leading_date};
use super::page::{Found, Page, below, flag, join, tidy};
use super::slug;
use super::{Place, Publication};
use crate::document::node::NodeRef;
use crate::site::routing::pattern::{Pattern, Token, Word};
use crate::site::routing::scheme::{Hugo, HugoContent, HugoDate, HugoKind};
use crate::site::settings::tokens;
use std::borrow::Cow;

/// A page's name and place in the tree of content.
struct Logical<'p> {
    /// Folders below the content root; for `index` and `_index` those above their own folder too.
    folders: Vec<&'p str>,
    /// The name without ending and language.
    stem: &'p str,
    language: &'p str,
    kind: HugoKind,
    leaf: bool,
}

impl Logical<'_> {
    /// The name that counts: a bundle's is its folder's.
    fn name(&self) -> &str {
        if self.leaf { self.folders.last().copied().unwrap_or("") } else { self.stem }
    }

    /// The folder that holds the page or bundle.
    fn container(&self) -> &[&str] {
        let up = usize::from(self.leaf && !self.folders.is_empty());
        &self.folders[..self.folders.len() - up]
    }

    fn is_branch(&self) -> bool {
        self.kind != HugoKind::Page
    }

    /// `Page.Path`, as patterns of sections are matched against.
    fn path(&self) -> String {
        let mut path = format!("/{}", self.folders.join("/"));
        if !self.leaf && !self.is_branch() {
            if path.len() > 1 {
                path.push('/');
            }
            path.push_str(self.stem);
        }
        path.to_lowercase()
    }
}

impl Hugo {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let Some((content, rest)) = self.content_of(page.path) else { return Place::default() };
        if self.is_resource(page.path) {
            return Place::nowhere();
        }
        let target;
        let path = if content.target.is_empty() {
            rest
        } else {
            target = join(&content.target, rest);
            &target
        };
        let logical = self.logical(page, content, path);
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

    fn content_of<'c, 'p>(&'c self, path: &'p str) -> Option<(&'c HugoContent, &'p str)> {
        let found = self.content.iter().filter_map(|content| {
            if content.source == path {
                // A single file: its target names it.
                return Some((content, ""));
            }
            Some((content, below(path, &content.source)?))
        });
        found.max_by_key(|(content, _)| content.source.len())
    }

    fn logical<'p>(&'p self, page: &Page<'p>, content: &'p HugoContent, path: &'p str) -> Logical<'p> {
        let routing = &page.layout.settings.routing;
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folders: Vec<&str> = folders.split('/').filter(|part| !part.is_empty()).collect();
        let mut stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut language = content.language.as_deref();
        if let Some((before, code)) = stem.rsplit_once('.') {
            let known = routing.languages.iter().find(|known| known.code.eq_ignore_ascii_case(code));
            let code = match known {
                Some(known) => Some(known.code.as_str()),
                None => code.eq_ignore_ascii_case(&self.default_language).then_some(self.default_language.as_str()),
            };
            if let Some(code) = code {
                stem = before;
                language = language.or(Some(code));
            }
        }
        let taxonomy = folders
            .first()
            .is_some_and(|first| page.layout.settings.taxonomies.iter().any(|name| name.eq_ignore_ascii_case(first)));
        let kind = match (stem, folders.len()) {
            ("_index", 0) => HugoKind::Home,
            ("_index", 1) if taxonomy => HugoKind::Taxonomy,
            ("_index", _) if taxonomy => HugoKind::Term,
            ("_index", _) => HugoKind::Section,
            _ => HugoKind::Page,
        };
        let language = language.unwrap_or(&self.default_language);
        Logical { folders, stem, language, kind, leaf: stem == "index" }
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
            let future = || self.date(page, logical, &self.publish).is_some_and(|at| at.is_after(page.today));
            let expired = || self.date(page, logical, &self.expiry).is_some_and(|at| at.is_before(page.today));
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
        for (alias, span) in page.aliases() {
            let path = if alias.starts_with('/') { alias.to_string() } else { format!("{above}/{alias}") };
            let path = tidy(&path);
            let path = match () {
                () if path.ends_with('/') || path.is_empty() => path,
                () if path.ends_with(".html") => path,
                () if ugly => format!("{path}.html"),
                () => format!("{path}/"),
            };
            place.aliases.push((path, span));
        }
        place
    }

    /// The URL path and the value that decides it; `None` where it cannot be known.
    fn url<'p>(&self, page: &Page<'p>, logical: &Logical<'_>) -> Option<(String, Option<Found<'p>>)> {
        let prefix = page.layout.settings.routing.languages.iter().find(|known| known.code == logical.language);
        let prefix = prefix.map_or("", |language| language.prefix.as_str());
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
        let is_ugly_kind = !logical.is_branch() || logical.kind != HugoKind::Home;
        let path = match (expanded, logical.is_branch()) {
            (Some(path), _) => unescape(&path),
            (None, true) => logical.folders.join("/"),
            (None, false) => {
                let slug = slug.and_then(Found::text);
                join(&logical.container().join("/"), slug.as_deref().unwrap_or(logical.name()))
            }
        };
        let decided = slug.filter(|_| !logical.is_branch());
        let path = self.sanitize(&path);
        let path = path.trim_matches('/');
        let path = join(prefix, path);
        let mut path = path;
        if ugly && is_ugly_kind && !path.is_empty() && !path.ends_with(".html") {
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
            path = join(prefix, &path);
        }
        Some(path)
    }

    fn pattern(&self, logical: &Logical<'_>) -> Option<&Pattern> {
        if self.permalinks.is_empty() || logical.kind == HugoKind::Home {
            return None;
        }
        let path = logical.path();
        let fits = |each: &&crate::site::routing::scheme::HugoPermalink| {
            each.kind.is_none_or(|kind| kind == logical.kind)
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
        pattern.expand(|token| {
            let value = match token {
                Token::Date(part) => return Some(date?.part(part)),
                Token::Sections(slice) => slice.of(self.sections_of(logical)).join("/"),
                Token::Word(Word::Section) => logical.folders.first().copied().unwrap_or("").to_owned(),
                // A section without title has one made of its folder's name.
                Token::Word(Word::Title) if logical.is_branch() => title()?,
                Token::Word(Word::Slug) if logical.is_branch() => slug().or_else(title)?,
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

    fn sanitize(&self, text: &str) -> String {
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
            if *source == HugoDate::Elsewhere {
                return None;
            }
            if let HugoDate::Key(key) = source
                && page.text(key).is_some()
                && page.date(key).is_none()
            {
                return None;
            }
            if let Some(date) = self.date(page, logical, std::slice::from_ref(source)) {
                return Some(date);
            }
        }
        Moment::day("0001", "01", "01")
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
    if !text.contains(['%', '+']) {
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
