//! Generators whose files are routes: Astro and Starlight, VitePress, Next.js and Nextra, mdBook.
//!
//! Facts: <https://docs.astro.build/en/guides/routing/>, starlight `packages/starlight/utils/slugs.ts`, vitepress
//! `src/node/plugins/dynamicRoutesPlugin.ts`, mdbook `preprocess/index.rs`.

use super::Place;
use super::page::{Found, Page, below, split};
use super::slug;
use crate::site::routing::scheme::{Form, Names, Tree};
use std::borrow::Cow;

impl Tree {
    pub(super) fn place(&self, page: &Page<'_>) -> Place {
        if self.listed.as_ref().is_some_and(|listed| !listed.contains(page.path)) {
            return Place::nowhere();
        }
        let routes = self.routes.iter().filter_map(|route| Some((route, below(page.path, &route.folder)?)));
        let Some((route, path)) = routes.max_by_key(|(route, _)| route.folder.len()) else { return page.somewhere() };
        // `[slug].md` is a template of routes, `(group)` is Next's.
        if path.contains(['[', '(']) {
            return page.somewhere();
        }
        let (folders, name) = split(path);
        let only = self.only_index.contains(&route.folder);
        let lower = name.to_lowercase();
        let is_index = if only { lower == "page" } else { self.index.contains(&lower.as_str()) };
        if only && !is_index {
            return Place::nowhere();
        }
        let slug = page.get("slug").filter(|slug| self.slug && slug.text().is_some());
        if let Some(own) = slug.and_then(Found::text) {
            let own = own.trim_matches('/');
            let own = if own == "index" { "" } else { own };
            return page.at(format!("{}/{own}/", route.url)).decided_by(slug);
        }
        let named = |part| match self.names {
            Names::Same => Cow::Borrowed(part),
            Names::Slugged => Cow::Owned(slug::github(part)),
        };
        let folders = folders.split('/').map(named).collect::<Vec<_>>().join("/");
        let url = match self.form {
            _ if is_index => format!("{}/{folders}/", route.url),
            Form::Folder => format!("{}/{folders}/{}/", route.url, named(name)),
            Form::Html => format!("{}/{folders}/{}.html", route.url, named(name)),
            Form::Bare => format!("{}/{folders}/{}", route.url, named(name)),
        };
        let mut place = page.at(url);
        let routing = &page.layout.settings.routing;
        if !routing.languages.is_empty() {
            let first = path.split('/').next().unwrap_or("");
            let known = routing.languages.iter().find(|known| !known.prefix.is_empty() && known.prefix == first);
            place.language = known.or_else(|| routing.languages.first()).map(|known| known.code.clone());
        }
        place
    }
}
