//! Eleventy. Facts: eleventy `src/TemplateFileSlug.js`, `src/TemplatePermalink.js`.

use super::date::leading_date;
use super::page::{Page, below, flag, split};
use super::{Place, Publication, slug};
use crate::document::node::Kind;
use crate::site::reference::descend;
use crate::site::routing::scheme::Eleventy;

impl Eleventy {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        let Some(path) = below(page.path, &self.input) else { return Place::nowhere() };
        let (folders, name) = split(path);
        let own = page.get("permalink");
        let mut place = match own {
            // Pages that paginate data have a URL for each chunk.
            _ if page.get("pagination").is_some() => page.somewhere(),
            Some(own) if flag(own.node) == Some(false) => return Place { bundle: None, ..Place::nowhere() },
            Some(own) if matches!(own.node.kind(), Kind::Map | Kind::List) => page.somewhere().decided_by(Some(own)),
            Some(own) => match own.text() {
                Some(text) => {
                    // `page.fileSlug` and `page.filePathStem` know no date, the usual URL does.
                    let bare = without_date(name);
                    let folder = folders.rsplit('/').next().unwrap_or("");
                    let slug = if bare == "index" { without_date(folder) } else { bare };
                    match fill(page, &text, slug, &descend(folders, bare)) {
                        Some(url) => page.at(url).decided_by(Some(own)),
                        None => page.somewhere().decided_by(Some(own)),
                    }
                }
                None => page.somewhere(),
            },
            None if self.moved || page.source.inherits_unknown => page.somewhere(),
            None if name == "index" => page.at(format!("{folders}/")),
            // A file named as its folder is the folder's page.
            None if !name.is_empty() && folders.rsplit('/').next() == Some(name) => page.at(format!("{folders}/")),
            None => page.at(format!("{folders}/{name}/")),
        };
        if page.is_draft() {
            // Whether a draft is left out is the site's own code; it usually is.
            place.publication = Publication::Draft;
        }
        place
    }
}

fn without_date(name: &str) -> &str {
    match leading_date(name) {
        Some((_, rest)) => rest.strip_prefix('-').filter(|rest| !rest.is_empty()).unwrap_or(name),
        None => name,
    }
}

/// Fills in what stands between double braces, if it is one of the few things that say no more than they seem to.
fn fill(page: &Page<'_>, text: &str, file_slug: &str, stem: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    if rest.contains("{%") {
        return None;
    }
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, behind) = after.split_once("}}")?;
        out.push_str(before);
        rest = behind;
        let inside = inside.trim().trim_matches('-').trim();
        let (value, filter) = match inside.split_once('|') {
            Some((value, filter)) => (value.trim(), Some(filter.trim())),
            None => (inside, None),
        };
        let value = match value {
            "page.fileSlug" => file_slug.to_owned(),
            "page.filePathStem" => format!("/{stem}"),
            key if key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => page.text(key)?.into_owned(),
            _ => return None,
        };
        match filter {
            None => out.push_str(&value),
            // @sindresorhus/slugify splits words at capitals of camel case, too: only plain words are known.
            Some("slugify" | "slug")
                if value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-')) =>
            {
                let camel = value.as_bytes().windows(2).any(|two| {
                    !two[0].is_ascii_uppercase() && two[0].is_ascii_alphanumeric() && two[1].is_ascii_uppercase()
                });
                if camel {
                    return None;
                }
                out.push_str(&slug::ascii(&value)?);
            }
            Some(_) => return None,
        }
    }
    out.push_str(rest);
    Some(out)
}
