//! MkDocs and Pelican. Facts: mkdocs `structure/files.py`, mkdocs-material `plugins/blog/{plugin,structure}`, pelican
//! `contents.py`, `settings.py`, `utils.py`.

use super::date;
use super::page::{Found, Page, below, split};
use super::{Place, Publication, slug};
use crate::document::roles::Role;
use crate::site::reference::descend;
use crate::site::routing::pattern::{Pattern, Token, Word};
use crate::site::routing::scheme::{Mkdocs, MkdocsBlog, Pelican};
use std::borrow::Cow;

impl Mkdocs {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let Some(path) = below(page.path, &self.docs) else { return Place::nowhere() };
        for blog in &self.blogs {
            if below(path, &blog.posts).is_some() {
                return self.post(page, blog);
            }
        }
        let (folders, mut name) = split(path);
        let mut language = None;
        if let Some((stem, code)) = name.rsplit_once('.')
            && let Some(known) = self.languages.iter().find(|known| *known == code)
        {
            (name, language) = (stem, Some(known));
        }
        let prefix = language.filter(|_| language != self.languages.first()).map_or("", String::as_str);
        // `File.name`: only these two spellings.
        let is_index = matches!(name, "index" | "README");
        let mut place = match (is_index, self.folders) {
            (true, _) => page.at(format!("{prefix}/{folders}/")),
            (false, true) => page.at(format!("{prefix}/{folders}/{name}/")),
            (false, false) => page.at(format!("{prefix}/{folders}/{name}.html")),
        };
        place.language = language.or_else(|| self.languages.first()).cloned();
        // Only the blog knows drafts by their front matter.
        let hidden = self.drafts.as_ref().is_some_and(|drafts| {
            page.path
                .strip_prefix(&self.docs)
                .is_some_and(|path| drafts.matched_path_or_any_parents(path.trim_start_matches('/'), false).is_ignore())
        });
        place.publication = if hidden { Publication::Draft } else { Publication::Published };
        place
    }

    fn post(&self, page: &Page<'_>, blog: &MkdocsBlog) -> Place {
        let slug = page.get("slug").filter(|slug| slug.text().is_some());
        let title = page.text("title");
        let date = page.keys(Role::Date).find_map(|key| page.date(key));
        let url = blog.format.expand(|token| match token {
            Token::Word(Word::Date) => blog
                .date
                .as_ref()?
                .expand(|token| match token {
                    Token::Date(part) => Some(date::part(date?, part)),
                    _ => None,
                })
                .map(Cow::Owned),
            // Without a title in its front matter a post is named by its first heading.
            Token::Word(Word::Slug) => match slug.and_then(Found::text) {
                Some(slug) => Some(slug),
                None if blog.slugs => Some(Cow::Owned(slug::pymdownx(title.as_deref()?))),
                None => None,
            },
            Token::Word(Word::File) => Some(Cow::Borrowed(split(page.path).1)),
            _ => None,
        });
        let ending = if self.folders { "/" } else { ".html" };
        match url {
            Some(url) => page.at(format!("{}{ending}", descend(&blog.url, url.trim_matches('/')))).decided_by(slug),
            None => page.somewhere().decided_by(slug),
        }
    }
}

impl Pelican {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let Some(path) = below(page.path, &self.content) else { return Place::nowhere() };
        let status = page.text("status").map(|status| status.trim().to_lowercase());
        let within = |folders: &[String]| folders.iter().any(|folder| below(path, folder).is_some());
        let is_page = within(&self.page_paths);
        if !is_page && !within(&self.article_paths) {
            return Place::nowhere();
        }
        let is_draft = status.as_deref() == Some("draft");
        let language = page.text("lang");
        let is_translated = language.as_deref().is_some_and(|language| language != self.default_language);
        let patterns = if is_translated { &self.translated } else { &self.patterns };
        let pattern = match (is_page, is_draft) {
            (true, true) => &patterns.draft_page,
            (true, false) => &patterns.page,
            (false, true) => &patterns.draft,
            (false, false) => &patterns.article,
        };
        // What is written counts, not what is linked to.
        let own = ["save_as", "url"].into_iter().find_map(|key| page.get(key).filter(|own| own.text().is_some()));
        let mut place = match own.and_then(Found::text) {
            Some(url) => page.at(url).decided_by(own),
            None => match self.url(page, pattern) {
                Some(url) => page.at(url).decided_by(page.get("slug")),
                None => page.somewhere(),
            },
        };
        place.publication = match status.as_deref() {
            // A draft is written like any other page, in a folder of its own.
            Some("skip") => Publication::Hidden,
            _ => Publication::Published,
        };
        if place.publication == Publication::Hidden {
            place.url = None;
        }
        place
    }

    fn url(&self, page: &Page<'_>, pattern: &Pattern) -> Option<String> {
        let (folders, name) = split(page.path);
        let slug = || match page.text("slug") {
            Some(slug) => Some(slug.into_owned()),
            None if !self.usual_slugs => None,
            None if self.slug_of_name => slug::pelican(name),
            None => slug::pelican(&page.text("title")?),
        };
        let date = page.date("date").or_else(|| {
            let name = name.get(..10)?;
            date::read(name)
        });
        pattern.expand(|token| {
            Some(Cow::Owned(match token {
                Token::Date(part) => return Some(date::part(date?, part)),
                Token::Word(Word::Slug) => slug()?,
                Token::Word(Word::Language) => page.text("lang")?.into_owned(),
                Token::Word(Word::Categories) if self.usual_slugs => match page.text("category") {
                    Some(category) => slug::pelican(&category)?,
                    None if self.folder_is_category => {
                        let folder = below(folders, &self.content).filter(|folder| !folder.is_empty())?;
                        slug::pelican(folder.rsplit('/').next()?)?
                    }
                    None => return None,
                },
                _ => return None,
            }))
        })
    }
}
