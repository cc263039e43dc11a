//! Hexo. Facts: hexo `lib/plugins/filter/post_permalink.ts`, `lib/plugins/processor/{post,asset}.ts`.

use super::date::{self, Moment, digits};
use super::page::{Page, below, split};
use super::{Place, Publication};
use crate::site::reference::descend;
use crate::site::routing::pattern::{Token, Word};
use crate::site::routing::scheme::Hexo;
use std::borrow::Cow;

impl Hexo {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let Some(path) = below(page.path, &self.source) else { return Place::nowhere() };
        let draft = below(path, "_drafts");
        let Some(post) = draft.or_else(|| below(path, "_posts")) else {
            return self.page(page, path);
        };
        let mut place = self.post(page, post);
        if draft.is_some() && !self.drafts {
            place.publication = Publication::Draft;
        }
        if page.flag("published") == Some(false) {
            place.publication = Publication::Hidden;
            place.url = None;
        }
        place
    }

    fn page(&self, page: &Page<'_>, path: &str) -> Place {
        // Folders and files with an underscore are not read.
        if path.split('/').any(|part| part.starts_with('_')) {
            return Place::nowhere();
        }
        // Without front matter a page is rendered all the same.
        let own = page.get("permalink").filter(|own| own.text().is_some());
        if let Some(text) = own.and_then(|own| own.text()) {
            let ending = if text.ends_with('/') || text.contains('.') { "" } else { ".html" };
            return page.at(format!("{text}{ending}")).decided_by(own);
        }
        let (folders, name) = split(path);
        page.at(descend(folders, &format!("{name}.html")))
    }

    fn post(&self, page: &Page<'_>, path: &str) -> Place {
        let own = page.get("permalink").filter(|own| own.text().is_some());
        if let Some(text) = own.and_then(|own| own.text()) {
            return page.at(text).decided_by(own);
        }
        let (folders, name) = split(path);
        let (named, slug) = self.parts(name);
        let Some(slug) = slug else { return page.somewhere() };
        let slug = descend(folders, slug);
        let date = match page.get("date") {
            Some(found) => found.text().and_then(|text| date::read(&text)),
            None => named,
        };
        let url = self.permalink.expand(|token| {
            Some(match token {
                Token::Date(part) => date::part(date?, part),
                // The last of the categories is the innermost; its slug is that of the whole path.
                Token::Word(Word::Categories) => {
                    let all = page.words("categories", false);
                    let all = if all.is_empty() { page.words("category", false) } else { all };
                    if all.is_empty() {
                        Cow::Owned(self.default_category.clone())
                    } else if all.iter().all(|each| each.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ')) {
                        Cow::Owned(all.join("/").replace(' ', "-"))
                    } else {
                        return None;
                    }
                }
                Token::Word(Word::Title) => Cow::Borrowed(slug.as_str()),
                Token::Word(Word::File) => Cow::Owned(slug.rsplit('/').next().unwrap_or("").to_owned()),
                _ => return None,
            })
        });
        let mut place = match url {
            Some(url) => page.at(url),
            None => page.somewhere(),
        };
        if self.holds_future && date.is_some_and(|date| date::is_after(date, page.today)) {
            place.publication = Publication::Future;
        }
        place
    }

    /// The date and the slug in a post's name, read by `new_post_name`; a name that does not fit is all slug.
    fn parts<'n>(&self, name: &'n str) -> (Option<Moment>, Option<&'n str>) {
        match self.new_post_name.as_str() {
            ":title.md" | "" => (None, Some(name)),
            ":year-:month-:day-:title.md" => {
                let found = (|| {
                    let (year, rest) = digits(name, 4, 4)?;
                    let (month, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
                    let (day, rest) = digits(rest.strip_prefix('-')?, 2, 2)?;
                    Some((date::day(year, month, day)?, rest.strip_prefix('-')?))
                })();
                found.map_or((None, Some(name)), |(date, slug)| (Some(date), Some(slug)))
            }
            _ => (None, None),
        }
    }
}
