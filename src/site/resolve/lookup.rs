//! The generators' own ways to name a source file: Hugo's `ref`, Jekyll's `post_url` and `link`, Zola's `@/`, wiki links.

use super::near::nearest;
use super::{Resolver, Space, Try};
use crate::site::anchor::Anchors;
use crate::site::index::{PAGE_ENDINGS, split};
use crate::site::listing::Look;
use crate::site::outcome::{Fault, Missing, Near};
use crate::site::page::{LinkFact, Lookup, Page};
use crate::site::permalink::is_withheld;
use crate::site::reference::{self, Reference, Start};
use crate::site::routing::Trust;

/// What a name led to.
pub(super) enum Found {
    Page(u32),
    File,
    /// It cannot be known.
    Unknown,
    /// Nothing, where pages are made when the site is built.
    AtBuild,
    /// Several source files where only one may be.
    Ambiguous(Vec<String>),
    /// Nothing, with the source paths that were looked at, the most likely first.
    Nothing(Vec<String>),
}

impl Resolver<'_> {
    pub(super) fn look_up(&self, page: &Page, link: &LinkFact, lookup: Lookup) -> Option<Fault> {
        let dest = page.destination(link);
        let prefixes = self.layout.profile.references.prefixes.iter();
        let prefix = prefixes.map(|(prefix, _)| *prefix).find(|prefix| dest.starts_with(prefix)).unwrap_or("");
        let name = &dest[prefix.len()..];
        if name.contains("{{") {
            return None;
        }
        let split_at = name.find(['#', '?']).unwrap_or(name.len());
        let path = reference::decode(&name[..split_at]);
        let fragment = name[split_at..].strip_prefix('#').map(reference::decode);
        let reference =
            Reference { start: Start::Page, path, fragment, path_at: (prefix.len(), prefix.len() + split_at) };
        if reference.path.is_empty() {
            return self.fragment(page, link, page, &reference);
        }
        let path = &*reference.path;
        let found = match lookup {
            Lookup::Ref => self.by_ref(page, path, page.language_asked(link)),
            Lookup::PostUrl => self.post(path),
            // Files have a leading slash for Jekyll, pages have none (`Tags::Link`).
            Lookup::FromContent => match self.source_at(self.content(), path.trim_start_matches('/')) {
                Found::Page(page) if path.starts_with('/') => {
                    Found::Nothing(vec![self.index.pages()[page as usize].source.to_string()])
                }
                found => found,
            },
            Lookup::FromSite => self.source_at("", path.trim_start_matches('/')),
            Lookup::ByFile => match path.strip_prefix('/') {
                Some(path) => self.source_at(self.content(), path),
                None => self.source_at(split(&page.source).0, path),
            },
            Lookup::ByStem => match self.index.named(split(path).1) {
                [] => Found::Nothing(vec![path.to_owned()]),
                [first, ..] => Found::Page(*first),
            },
            Lookup::PostAsset => self.asset(page, path),
            Lookup::Generated => Found::Unknown,
        };
        let mut doubt = None;
        let looked = match found {
            Found::Page(target) => return self.at_page(page, link, target, &reference),
            Found::File | Found::Unknown => return None,
            Found::AtBuild => {
                doubt = Some(super::verdict::AT_BUILD);
                Vec::new()
            }
            Found::Ambiguous(looked) => {
                let what = format!("single page `{path}`: {} have that name", looked.len());
                return Some(Fault::Missing(Missing { what, looked, near: None, doubt }));
            }
            Found::Nothing(looked) => looked,
        };
        // A page of another language may have the very name.
        let near = self.near_source(lookup, page, &reference, dest, &looked).filter(|near| near.text != dest);
        let what = if link.image {
            "image"
        } else {
            match lookup {
                Lookup::PostAsset => "file",
                Lookup::Ref | Lookup::PostUrl | Lookup::ByStem => "page",
                Lookup::FromContent | Lookup::FromSite | Lookup::ByFile | Lookup::Generated => "page or file",
            }
        };
        Some(Fault::Missing(Missing { what: format!("{what} `{path}`"), looked, near, doubt }))
    }

    fn content(&self) -> &str {
        self.layout.settings.content.first().map_or("", String::as_str)
    }

    /// A page or file by its path from `folder`.
    fn source_at(&self, folder: &str, path: &str) -> Found {
        let Some(path) = reference::join(folder, path, false) else { return Found::Unknown };
        let bare = path.trim_end_matches('/');
        if let Some(page) = self.index.at_source(bare) {
            return Found::Page(page);
        }
        match self.listing.look(&self.in_project(bare)) {
            Look::File if !is_withheld(self.layout, bare) => Found::File,
            Look::Unknown => Found::Unknown,
            Look::File | Look::Directory | Look::Case(_) | Look::Nothing => Found::Nothing(vec![bare.to_owned()]),
        }
    }

    /// Jekyll: `lib/jekyll/tags/post_url.rb`, `PostComparer`.
    fn post(&self, name: &str) -> Found {
        let (folder, stem) = split(name.trim_matches('/'));
        let posts = self.index.named(stem).iter().copied();
        let mut posts = posts.filter(|&at| {
            let source = &*self.index.pages()[at as usize].source;
            let dir = split(source).0;
            let is_post = dir.split('/').any(|part| matches!(part, "_posts" | "_drafts"));
            // `a/_posts/b/2020-01-01-x.md` is `a/b/2020-01-01-x`, or its name alone.
            let shown: Vec<&str> = dir.split('/').filter(|part| !matches!(*part, "_posts" | "_drafts")).collect();
            is_post && (folder.is_empty() || shown.join("/").ends_with(folder))
        });
        match posts.next().or_else(|| self.post_by_slug(stem)) {
            Some(page) => Found::Page(page),
            None => Found::Nothing(vec![reference::descend(self.content(), "_posts")]),
        }
    }

    /// `PostComparer#deprecated_equality`: the date and the slug of the front matter. The URL most often ends in that
    /// slug, and either it or the file's name tells the date.
    fn post_by_slug(&self, stem: &str) -> Option<u32> {
        let slug = stem.splitn(4, '-').nth(3).filter(|slug| !slug.is_empty())?;
        let date = stem[..stem.len() - slug.len()].trim_end_matches('-');
        let in_url = date.replace('-', "/");
        let mut posts = self.index.with_last(slug).iter().chain(self.index.with_last(&format!("{slug}.html")));
        posts.find_map(|url| {
            let post = self.index.at_url(url)?;
            let source = &*self.index.pages()[post as usize].source;
            let is_dated = url.contains(&in_url) || split(source).1.starts_with(date);
            (source.contains("_posts/") && is_dated).then_some(post)
        })
    }

    /// Hexo: a file in the folder named as the post, or beside it.
    fn asset(&self, page: &Page, path: &str) -> Found {
        let stem = page.source.rsplit_once('.').map_or(&*page.source, |(stem, _)| stem);
        match self.source_at(stem, path) {
            Found::Nothing(mut looked) => match self.source_at(self.content(), path) {
                Found::Nothing(more) => {
                    looked.extend(more);
                    Found::Nothing(looked)
                }
                found => found,
            },
            found => found,
        }
    }

    /// The nearest source file, written as the reference writes it.
    fn near_source(
        &self,
        lookup: Lookup,
        page: &Page,
        reference: &Reference<'_>,
        dest: &str,
        looked: &[String],
    ) -> Option<Near> {
        let written = &*reference.path;
        let (from, to) = reference.path_at;
        let with = |path: &str| format!("{}{path}{}", &dest[..from], &dest[to..]);
        if lookup == Lookup::PostUrl {
            let name = split(written).1;
            if split(written).0.contains("_posts") && self.index.named(name).len() == 1 {
                return Some(Near { text: with(name), sure: true });
            }
            let stems = self.index.pages().iter().filter(|page| page.source.contains("_posts/"));
            let stems = stems.map(|page| super::super::index::name_of(&page.source));
            return nearest(name, stems).map(|(near, sure)| Near { text: with(near), sure });
        }
        let path = looked.first()?;
        // `ref` takes names with and without their ending.
        let path = if lookup == Lookup::Ref && !PAGE_ENDINGS.iter().any(|ending| path.ends_with(&format!(".{ending}")))
        {
            format!("{path}.md")
        } else {
            path.clone()
        };
        let (near, sure) = self.near(&Try { space: Space::Source, path: path.clone(), trust: Trust::Always })?;
        let bare =
            |path: &str| if written.contains('.') { path.to_owned() } else { strip_page_ending(path).to_owned() };
        let (old_folder, new_folder) = (split(&path).0, split(&near).0);
        if old_folder == new_folder {
            let (kept, _) =
                written.rsplit_once('/').map_or(("", written), |(kept, name)| (&written[..=kept.len()], name));
            let kept = if lookup == Lookup::FromContent { kept.trim_start_matches('/') } else { kept };
            return Some(Near { text: with(&format!("{kept}{}", bare(split(&near).1))), sure });
        }
        let _ = page;
        let from_content = reference::under(&near, self.content())?;
        let slash = if lookup == Lookup::FromContent { "" } else { "/" };
        Some(Near { text: with(&format!("{slash}{}", bare(from_content))), sure: false })
    }

    fn only(&self, pages: &[u32]) -> Option<&Page> {
        let [only] = pages else { return None };
        self.index.pages().get(*only as usize)
    }

    /// `[[Page]]`, `[[folder/Page#Heading]]`: by the end of the path, letter case counts for nothing.
    pub(super) fn wiki(&self, page: &Page, link: &LinkFact) -> Option<Fault> {
        let dest = page.destination(link);
        let target = dest.split(['#', '|', '^']).next().unwrap_or(dest).trim();
        if split(target).1.contains('.') && !target.ends_with(".md") || link.image {
            return None;
        }
        let stem = strip_page_ending(target);
        let named = self.index.named(split(stem).1);
        let there = if target.is_empty() { Some(page) } else { self.only(named) };
        if let Some(there) = there.filter(|_| self.routing().anchors == Anchors::Obsidian) {
            let heading =
                dest.split('|').next().and_then(|dest| dest.split_once('#')).map(|(_, heading)| heading.into());
            let reference = Reference { start: Start::Here, path: "".into(), fragment: heading, path_at: (0, 0) };
            return self.fragment(page, link, there, &reference);
        }
        if target.is_empty() || !named.is_empty() {
            return None;
        }
        let stems = self.index.pages().iter().map(|page| super::super::index::name_of(&page.source));
        let near = nearest(split(stem).1, stems)
            .map(|(near, sure)| Near { text: dest.replacen(split(stem).1, near, 1), sure });
        Some(Fault::Missing(Missing {
            what: format!("page `{target}`"),
            looked: vec![format!("{stem}.md")],
            near,
            doubt: Some("such a link makes the page when it is followed"),
        }))
    }
}

fn strip_page_ending(path: &str) -> &str {
    let stem = path.rsplit_once('.').filter(|(_, ending)| PAGE_ENDINGS.contains(ending) || *ending == "html");
    stem.map_or(path, |(stem, _)| stem)
}
