//! Jekyll. Facts: jekyll `lib/jekyll/{document,page,url,collection,publisher,entry_filter}.rb`, `drops/url_drop.rb`.

use super::date::{self, Moment, digits};
use super::page::{Found, Page, below, split};
use super::slug::{self, Jekyll as Mode};
use super::{Place, Publication};
use crate::date::{Precision, Zone};
use crate::document::node::Value;
use crate::site::reference::descend;
use crate::site::routing::pattern::{Pattern, Token, Word};
use crate::site::routing::scheme::{Jekyll, JekyllCollection};
use crate::site::settings::tokens;
use jiff::tz::{Offset, TimeZone};
use std::borrow::Cow;

/// A document of a collection.
struct Document<'p> {
    /// The collection's name.
    collection: &'p str,
    /// Its path below the collection's folder without ending.
    path: &'p str,
    /// The file's name without ending.
    name: &'p str,
    /// The name without its date.
    slug: &'p str,
    /// The date in the name.
    date: Option<Moment>,
    /// Folders above `_posts`.
    folders: &'p str,
    is_draft: bool,
}

impl Jekyll {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let Some(path) = below(page.path, &self.source) else { return Place::nowhere() };
        let path = self.in_collection_dir(path);
        if let Some(document) = post(path) {
            let Some(document) = document else { return Place::nowhere() };
            return self.document(page, &document, &self.posts);
        }
        if let Some((collection, document)) = self.collection_of(path) {
            if !collection.output {
                return Place::nowhere();
            }
            if page.source.front.is_none() {
                // Copied as it is, for others to include.
                return Place::nowhere();
            }
            return self.document(page, &document, &collection.pattern);
        }
        if self.is_special(path) {
            return Place::nowhere();
        }
        self.page(page, path)
    }

    /// Collections may lie in a folder of their own, which is no part of any URL.
    fn in_collection_dir<'p>(&self, path: &'p str) -> &'p str {
        let inner = if self.collections_dir.is_empty() { None } else { below(path, &self.collections_dir) };
        inner.filter(|inner| inner.starts_with('_')).unwrap_or(path)
    }

    fn collection_of<'p>(&'p self, path: &'p str) -> Option<(&'p JekyllCollection, Document<'p>)> {
        let (folder, rest) = path.strip_prefix('_')?.split_once('/')?;
        let collection = self.collections.iter().find(|known| known.name == folder)?;
        let (_, name) = split(path);
        let ending = rest.rfind('.').filter(|dot| !rest[*dot..].contains('/')).unwrap_or(rest.len());
        let (date, slug) = match dated(name) {
            Some((date, slug)) => (Some(date), slug),
            None => (None, name),
        };
        let path = rest[..ending].trim_end_matches('.');
        let document = Document { collection: folder, path, name, slug, date, folders: "", is_draft: false };
        Some((collection, document))
    }

    /// True for a file that is not read.
    pub(super) fn withholds(&self, path: &str) -> bool {
        let Some(path) = below(path, &self.source) else { return false };
        let path = self.in_collection_dir(path);
        self.is_special(path) && self.collection_of(path).is_none()
    }

    /// `EntryFilter#special?`: such names are read only when they are included.
    pub(super) fn is_special(&self, path: &str) -> bool {
        let mut end = 0;
        path.split('/').any(|part| {
            end += part.len() + 1;
            part.starts_with(['_', '.', '#', '~'])
                && !self.include.is_match(part)
                && !self.include.is_match(&path[..end - 1])
        })
    }

    fn page(&self, page: &Page<'_>, path: &str) -> Place {
        if page.source.front.is_none() && !self.optional_front_matter {
            // Without front matter it is a static file.
            return page.at(path);
        }
        let (folder, name) = split(path);
        let own = page.get("permalink").filter(|own| own.text().is_some());
        let url = match own.and_then(Found::text) {
            Some(pattern) => fill_page(&Pattern::colons(&pattern, tokens::JEKYLL_PAGE, true), folder, name),
            None if name == "index" => Some(format!("{folder}/")),
            None if self.readme_index && name.eq_ignore_ascii_case("readme") => Some(format!("{folder}/")),
            None => fill_page(&self.pages, folder, name),
        };
        self.finish(page, url, own)
    }

    fn document(&self, page: &Page<'_>, document: &Document<'_>, pattern: &Pattern) -> Place {
        let own = page.get("permalink").filter(|own| own.text().is_some());
        let of_page = own.and_then(Found::text).map(|text| Pattern::colons(&text, tokens::JEKYLL, true));
        let pattern = of_page.as_ref().unwrap_or(pattern);
        let needs_date = pattern.uses(|token| matches!(token, Token::Date(_)));
        let written = page.get("date").filter(|found| found.own || document.date.is_none());
        let date = match written {
            Some(found) => self.date(found),
            None => document.date,
        };
        let url = if needs_date && date.is_none() { None } else { self.expand(page, document, pattern, date) };
        let slug = page.get("slug").filter(|slug| slug.own);
        let mut place = self.finish(page, url, own.or(slug));
        if document.is_draft && !self.drafts {
            place.publication = Publication::Draft;
        } else if place.publication == Publication::Published
            && !self.future
            && date.is_some_and(|date| date::is_after(date, page.today))
        {
            place.publication = Publication::Future;
        }
        place
    }

    fn expand(
        &self,
        page: &Page<'_>,
        document: &Document<'_>,
        pattern: &Pattern,
        date: Option<Moment>,
    ) -> Option<String> {
        // `populate_title` takes dots from the end of a name.
        let slug = page.text("slug").unwrap_or_else(|| Cow::Borrowed(document.slug.trim_end_matches('.')));
        let slug = &*slug;
        pattern.expand(|token| {
            let value = match token {
                Token::Date(part) => return Some(date::part(date?, part)),
                Token::Word(Word::Title) => slug::jekyll(slug, Mode::Pretty, true),
                Token::Word(Word::Slug) => slug::jekyll(slug, Mode::Default, false),
                Token::Word(Word::File) => slug::jekyll(document.name, Mode::Default, false),
                Token::Word(Word::Path) => document.path.to_owned(),
                Token::Word(Word::Collection) => document.collection.to_owned(),
                Token::Word(Word::Categories) => categories(page, document, str::to_lowercase),
                Token::Word(Word::SluggedCategories) => {
                    categories(page, document, |each| slug::jekyll(each, Mode::Default, false))
                }
                Token::Word(Word::OutputExt) => return Some(Cow::Borrowed(".html")),
                _ => return None,
            };
            Some(Cow::Owned(value))
        })
    }

    /// The date on the site's clock; `None` where it is not known what day that is.
    fn date(&self, found: Found<'_>) -> Option<Moment> {
        let mut moment = date::read(&found.text()?)?;
        // Psych takes a full time without zone for UTC; what it does not take for a time stays text in local time.
        if moment.zone == Zone::Unstated
            && matches!(found.node.value(), Value::Date(_))
            && moment.precision == Precision::Second
        {
            moment.zone = Zone::Offset(Offset::UTC);
        }
        match &self.timezone {
            Some(zone) => Some(date::within(moment, zone)),
            None => {
                // The clock is that of the machine: only a day that is the same on most of them is known.
                let here = date::within(moment, &TimeZone::UTC);
                (here.at.date() == moment.at.date()).then_some(here)
            }
        }
    }

    fn finish(&self, page: &Page<'_>, url: Option<String>, decided: Option<Found<'_>>) -> Place {
        let mut place = match url {
            // `URL#sanitize_url`
            Some(url) => page.at(url.replace("..", "/").replace("./", "")),
            None => page.somewhere(),
        };
        place = place.decided_by(decided);
        place.publication = Publication::Published;
        if page.flag("published") == Some(false) && !self.unpublished {
            place.publication = Publication::Hidden;
            place.url = None;
        }
        for (alias, span) in page.aliases() {
            // jekyll-redirect-from: a path is a page with that permalink.
            let path = super::page::tidy(&alias);
            place.aliases.push((path, span));
        }
        place
    }
}

/// A post or draft: `None` where the path is none, `Some(None)` where its name keeps it from being one.
fn post(path: &str) -> Option<Option<Document<'_>>> {
    for (special, is_draft) in [("_posts", false), ("_drafts", true)] {
        let at =
            if below(path, special).is_some() { Some(0) } else { path.find(&format!("/{special}/")).map(|at| at + 1) };
        let Some(at) = at else { continue };
        let (_, name) = split(path);
        let rest = &path[at + special.len() + 1..];
        let ending = rest.rfind('.').filter(|dot| !rest[*dot..].contains('/')).unwrap_or(rest.len());
        let (date, slug) = match dated(name) {
            Some((date, slug)) => (Some(date), slug),
            None if is_draft => (None, name),
            None => return Some(None),
        };
        let folders = path[..at].trim_end_matches('/');
        let path = &rest[..ending];
        return Some(Some(Document { collection: "posts", path, name, slug, date, folders, is_draft }));
    }
    None
}

/// `DATE_FILENAME_MATCHER`
fn dated(name: &str) -> Option<(Moment, &str)> {
    let (year, rest) = digits(name, 2, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 1, 2)?;
    let slug = rest.strip_prefix('-')?;
    let full;
    let year = if year.len() == 2 {
        // Ruby's `Time.parse`
        full = format!("{}{year}", if year < "69" { "20" } else { "19" });
        &full
    } else {
        year
    };
    Some((date::day(year, month, day)?, slug))
}

fn categories(page: &Page<'_>, document: &Document<'_>, each: impl Fn(&str) -> String) -> String {
    let mut all: Vec<String> = Vec::new();
    let folders = document.folders.split('/').filter(|part| !part.is_empty()).map(Cow::Borrowed);
    let plural = page.words("categories", true);
    let single = page.words("category", false);
    for category in folders.chain(plural).chain(single) {
        let category = each(&category);
        if !all.contains(&category) {
            all.push(category);
        }
    }
    all.join("/")
}

fn fill_page(pattern: &Pattern, folder: &str, name: &str) -> Option<String> {
    pattern.expand(|token| match token {
        Token::Word(Word::Path) => Some(Cow::Owned(descend(folder, ""))),
        Token::Word(Word::File) => Some(Cow::Owned(name.to_owned())),
        Token::Word(Word::OutputExt) => Some(Cow::Borrowed(".html")),
        _ => None,
    })
}
