//! Docusaurus. Facts: docusaurus `plugin-content-docs/src/{docs,slug,numberPrefix}.ts`,
//! `plugin-content-blog/src/blogUtils.ts`, `plugin-content-pages/src/content.ts`.

use super::Place;
use super::date::digits;
use super::page::{Found, Page, below, split, tidy};
use crate::site::reference::descend;
use crate::site::routing::scheme::{Docusaurus, Route};

impl Docusaurus {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        if let Some((route, path)) = find(&self.docs, page.path) {
            return self.doc(page, route, path);
        }
        if let Some((route, path)) = find(&self.blogs, page.path) {
            return self.post(page, route, path);
        }
        if let Some((route, path)) = find(&self.pages, page.path) {
            return self.page(page, route, path);
        }
        page.somewhere()
    }

    fn doc(&self, page: &Page<'_>, route: &Route, path: &str) -> Place {
        let (folders, name) = split(path);
        let strip = page.flag("parse_number_prefixes") != Some(false);
        let bare = |part: &'_ str| if strip { without_number(part).to_owned() } else { part.to_owned() };
        let folder_url = folders.split('/').map(bare).collect::<Vec<_>>().join("/");
        let slug = page.get("slug").filter(|slug| slug.text().is_some());
        let id = page.get("id").filter(|id| id.text().is_some());
        let own = folders.rsplit('/').next().unwrap_or("");
        let is_index = name.eq_ignore_ascii_case("index")
            || name.eq_ignore_ascii_case("readme")
            || !own.is_empty() && name.eq_ignore_ascii_case(own);
        let path = match slug.and_then(Found::text) {
            Some(slug) if slug.starts_with('/') => slug.into_owned(),
            Some(slug) => format!("{folder_url}/{slug}"),
            None if is_index => format!("{folder_url}/"),
            None => {
                let id = id.and_then(Found::text);
                format!("{folder_url}/{}", id.as_deref().unwrap_or(&bare(name)))
            }
        };
        page.at(self.form(&route.url, &path)).decided_by(slug.or(id.filter(|_| !is_index)))
    }

    fn post(&self, page: &Page<'_>, route: &Route, path: &str) -> Place {
        let slug = page.get("slug").filter(|slug| slug.text().is_some());
        let path = match slug.and_then(Found::text) {
            Some(slug) => slug.into_owned(),
            None => {
                let stem = path.strip_suffix(".mdx").or_else(|| path.strip_suffix(".md")).unwrap_or(path);
                let stem = stem.strip_suffix("/index").unwrap_or(stem);
                dated_path(stem).unwrap_or_else(|| stem.to_owned())
            }
        };
        page.at(self.form(&route.url, &path)).decided_by(slug)
    }

    fn page(&self, page: &Page<'_>, route: &Route, path: &str) -> Place {
        let slug = page.get("slug").filter(|slug| slug.text().is_some());
        let path = match slug.and_then(Found::text) {
            Some(slug) => slug.into_owned(),
            None => {
                let (folders, name) = split(path);
                if name == "index" { format!("{folders}/") } else { descend(folders, name) }
            }
        };
        page.at(self.form(&route.url, &path)).decided_by(slug)
    }

    /// The path below a plugin's, with or without a slash at its end.
    fn form(&self, base: &str, path: &str) -> String {
        let url = tidy(&format!("{base}/{path}"));
        match self.trailing_slash {
            _ if url.is_empty() || url.ends_with('/') && self.trailing_slash != Some(false) => url,
            // What is written is a folder with an `index.html`, also where the links to it have no slash.
            None | Some(true) => format!("{url}/"),
            Some(false) => url.trim_end_matches('/').to_owned(),
        }
    }
}

fn find<'r, 'p>(routes: &'r [Route], path: &'p str) -> Option<(&'r Route, &'p str)> {
    let fits = routes.iter().filter_map(|route| Some((route, below(path, &route.folder)?)));
    fits.max_by_key(|(route, _)| route.folder.len())
}

/// `DefaultNumberPrefixParser`: `01-intro` is `intro`, but dates and versions stay.
fn without_number(name: &str) -> &str {
    let number = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &name[number..];
    if number == 0 {
        return name;
    }
    // `12-34`, `2024.05`, `1_2`
    if rest.strip_prefix(['-', '_', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return name;
    }
    let marks = rest.trim_start();
    let after = marks.trim_start_matches(['-', '_', '.']);
    let suffix = after.trim_start();
    if after.len() == marks.len() || suffix.is_empty() { name } else { suffix }
}

/// `parseBlogFileName`: `a/2024-01-02-x` and `a/2024/01/02/x` are `2024/01/02/a/x`.
fn dated_path(stem: &str) -> Option<String> {
    // The folder is taken as long as possible.
    let starts = stem.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
    starts.into_iter().rev().find_map(|at| {
        let rest = &stem[at..];
        let (year, rest) = digits(rest, 4, 4)?;
        let (month, rest) = digits(rest.strip_prefix(['-', '/'])?, 1, 2)?;
        let (day, rest) = digits(rest.strip_prefix(['-', '/'])?, 1, 2)?;
        let text = rest.strip_prefix(['-', '/']).unwrap_or(rest);
        Some(format!("{year}/{month}/{day}/{}{text}", &stem[..at]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_stripped_but_dates_and_versions_are_not() {
        // `__tests__/numberPrefix.test.ts`
        for name in
            ["1-My Doc", "01-My Doc", "001 - My Doc", "999 - My Doc", "1. My Doc", "0001_My Doc", "1 ---- My Doc"]
        {
            assert_eq!(without_number(name), "My Doc", "{name}");
        }
        for name in
            ["a1-My Doc", "My Doc-000", "7.0-foo", "2021-01-31-foo", "31-01-2021-foo", "2021.01 - x", "404", "8.x"]
        {
            let expected = if name == "8.x" { "x" } else { name };
            assert_eq!(without_number(name), expected);
        }
    }

    #[test]
    fn dates_in_paths_of_posts() {
        assert_eq!(dated_path("2024-01-02-x").as_deref(), Some("2024/01/02/x"));
        assert_eq!(dated_path("team/2024/1/2/x").as_deref(), Some("2024/1/2/team/x"));
        assert_eq!(dated_path("2024-01-02").as_deref(), Some("2024/01/02/"));
        assert_eq!(dated_path("hello"), None);
    }
}
