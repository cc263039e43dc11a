//! What is said of a link once it is known where it leads.

use super::near::nearest;
use super::{Resolver, Space, Try};
use crate::site::index::{PAGE_ENDINGS, split};
use crate::site::listing::Look;
use crate::site::outcome::{Fault, Missing, Near};
use crate::site::page::{LinkFact, LinkForm, Page};
use crate::site::permalink::Publication;
use crate::site::reference::{self, Reference, Start};
use crate::site::routing::Trust;

/// Why a page that is missing below a folder of made pages may exist.
pub(super) const AT_BUILD: &str = "the pages of this folder are made when the site is built";

impl Resolver<'_> {
    /// A link to the page at position `target`.
    pub(super) fn at_page(
        &self,
        page: &Page,
        link: &LinkFact,
        target: u32,
        reference: &Reference<'_>,
    ) -> Option<Fault> {
        let there = &self.index.pages()[target as usize];
        if there.publication != Publication::Published && page.publication == Publication::Published {
            return Some(Fault::Unpublished { target });
        }
        self.fragment(page, link, there, reference).or_else(|| self.untracked(&self.in_project(&there.source)))
    }

    /// A link to a file of the disk.
    pub(super) fn untracked(&self, path: &str) -> Option<Fault> {
        let tracked = self.tracked?(path)?;
        (!tracked).then(|| Fault::Untracked { path: path.to_owned() })
    }

    /// A link to another URL of the page at position `target`.
    pub(super) fn at_alias(&self, page: &Page, link: &LinkFact, target: u32, reference: &Reference<'_>) -> Fault {
        let there = &self.index.pages()[target as usize];
        if let Some(fault) = self.fragment(page, link, there, reference) {
            return fault;
        }
        let url = there.url.as_deref();
        let dest = page.destination(link);
        let right = url.map(|url| {
            format!(
                "{}{}{}",
                self.top(link, reference, dest),
                reference::encode_path(url),
                &dest[reference.path_at.1..]
            )
        });
        Fault::Alias { right }
    }

    /// A link through a redirect to `to`.
    pub(super) fn redirected(&self, page: &Page, link: &LinkFact, reference: &Reference<'_>, to: &str) -> Fault {
        let dest = page.destination(link);
        let (head, tail) = (&dest[..reference.path_at.0], &dest[reference.path_at.1..]);
        let right = to.starts_with('/').then(|| match reference.start {
            Start::Address => format!("{}{to}{tail}", head.trim_end_matches('/')),
            _ => format!("{to}{tail}"),
        });
        Fault::Alias { right }
    }

    /// A fragment of the page `there`.
    pub(super) fn fragment(
        &self,
        page: &Page,
        link: &LinkFact,
        there: &Page,
        reference: &Reference<'_>,
    ) -> Option<Fault> {
        let fragment = reference.fragment.as_deref()?;
        let algorithm = self.routing().anchors;
        let has = || there.has_anchor(fragment) || algorithm.matches(fragment, there.anchors.lines());
        if there.broken || there.hidden_anchors || is_everywhere(fragment) || has() {
            return None;
        }
        let doubt = there.doubtful_anchors.then_some("the page's layout or a shortcode in it may make that id");
        let dest = page.destination(link);
        let hash = dest.find('#')?;
        let written = |id: &str| if link.form == LinkForm::Wiki { id.to_owned() } else { reference::encode(id) };
        let near = nearest(fragment, there.anchors.lines())
            .map(|(id, sure)| Near { text: format!("{}{}", &dest[..=hash], written(id)), sure });
        let target = self.index.at_source(&there.source)?;
        Some(Fault::Fragment { target, fragment: fragment.to_owned(), near, doubt })
    }

    /// A link that leads nowhere.
    pub(super) fn missing(
        &self,
        page: &Page,
        link: &LinkFact,
        reference: &Reference<'_>,
        tries: &[Try],
    ) -> Option<Fault> {
        let mut certain = tries.iter().filter(|each| each.trust == Trust::Always && each.space != Space::Tree);
        // The name of a source file is meant as one.
        let is_source = |each: &&Try| each.space == Space::Source && has_page_ending(&each.path);
        let first = certain.clone().find(is_source).or_else(|| certain.next())?;
        // A page of this name is published at a URL that only the generator knows: most likely this one.
        if first.space == Space::Url && self.index.hides(split(first.path.trim_end_matches('/')).1) {
            return None;
        }
        let kind = if link.image { "image" } else { "page or file" };
        let withheld = first.space == Space::Source && self.listing.look(&self.in_project(&first.path)) == Look::File;
        let near = match self.index.at_source(&first.path).filter(|_| first.space == Space::Source) {
            // The source is there, and published under another name.
            Some(target) => self.index.pages()[target as usize].url.as_deref().map(|url| {
                let dest = page.destination(link);
                let (from, to) = reference.path_at;
                let folder = dest[from..to].rfind('/').map_or(from, |slash| from + slash + 1);
                let name = Some(split(url).1).filter(|name| !name.is_empty()).unwrap_or("index.html");
                Near { text: format!("{}{name}{}", &dest[..folder], &dest[to..]), sure: true }
            }),
            None if withheld => None,
            None if self.is_slashed_file(first) => {
                let (dest, end) = (page.destination(link), reference.path_at.1);
                Some(Near { text: format!("{}{}", dest[..end].trim_end_matches('/'), &dest[end..]), sure: true })
            }
            None => self
                .near(first)
                .map(|(path, sure)| Near { text: self.rewritten(page, link, reference, first, path.as_str()), sure }),
        };
        let sure = near.as_ref().is_some_and(|near| near.sure);
        Some(Fault::Missing(Missing {
            what: if withheld && near.is_none() {
                format!("{kind} of the site: the generator leaves `{}` out", first.path)
            } else {
                format!("{kind} at `{}`", self.shown(first))
            },
            looked: tries.iter().filter(|each| each.space != Space::Tree).map(|each| self.shown(each)).collect(),
            doubt: self.doubt(page, link, reference, first, sure),
            near,
        }))
    }

    /// True for `/a/` where the page is the file `a.html`.
    fn is_slashed_file(&self, each: &Try) -> bool {
        each.space == Space::Url
            && each.path.ends_with('/')
            && self.index.at_url(each.path.trim_end_matches('/')).is_some()
    }

    /// A place in words: a URL path or a file.
    fn shown(&self, each: &Try) -> String {
        match each.space {
            Space::Url if self.routing().base_path.is_empty() => format!("/{}", each.path),
            Space::Url => format!("/{}/{}", self.routing().base_path, each.path),
            Space::Source => each.path.clone(),
            // Behind the language.
            Space::Tree => each.path.split_once('/').map_or("", |(_, path)| path).to_owned(),
        }
    }

    /// Why the target may exist all the same.
    fn doubt(
        &self,
        page: &Page,
        link: &LinkFact,
        reference: &Reference<'_>,
        first: &Try,
        near: bool,
    ) -> Option<&'static str> {
        let path = first.path.trim_end_matches('/');
        if first.space == Space::Url && self.routing().at_build.is_match(path) {
            return Some(AT_BUILD);
        }
        if first.space == Space::Url && self.index.at_url(&first.path).is_some() {
            return Some("some hosts serve the page with `.html` behind its name there");
        }
        if self.is_made_later(first.space, path) {
            return Some("version control leaves such a file out: it may be made when the site is built");
        }
        if self.is_slashed_file(first) {
            return Some("the page is a file, which some hosts serve with a slash behind it");
        }
        if self.layout.is_as_it_is() {
            if reference.start == Start::Host {
                return Some("without a generator's configuration nobody knows where the site starts");
            }
            // Front matter is read by something, whose URLs may have no endings.
            let is_url = page.has_front_matter && !split(path).1.contains('.');
            return is_url.then_some("without a generator's configuration nobody knows the URLs of such pages");
        }
        if first.space == Space::Source && has_page_ending(path) {
            return self.routing().opaque;
        }
        let from_top = reference.start != Start::Page || link.form == LinkForm::Template;
        if first.space == Space::Url && from_top && !near {
            let is_known = |path: &str| {
                let segment = path.split('/').next().unwrap_or(path);
                self.index.has_segment(segment) || self.made.has_segment(segment) || self.serves_segment(segment)
            };
            if !is_known(path) && !self.without_language(path).is_some_and(is_known) {
                return Some("no page of this site has a URL that starts so; something else may serve it");
            }
        }
        let name = split(path).1;
        let is_file = name.contains('.') && !name.ends_with(".html");
        let folder = split(path).0;
        let is_known = match first.space {
            Space::Url => self.serves_folder(folder),
            Space::Source | Space::Tree => self.is_folder("", folder),
        };
        if is_file && is_known {
            return None;
        }
        self.routing().opaque
    }

    /// A URL path without the language in front of it, where every language has the pages of the default one.
    fn without_language<'p>(&self, path: &'p str) -> Option<&'p str> {
        let routing = self.routing();
        let mut languages = routing.languages.iter().filter(|_| routing.language_fallback);
        languages.find_map(|language| path.strip_prefix(&*language.prefix)?.strip_prefix('/'))
    }

    /// True when a file that would be served there is left out of version control.
    fn is_made_later(&self, space: Space, path: &str) -> bool {
        let ignored = |path: &str| self.ignored.is_ignored(&self.in_project(path));
        if path.is_empty() {
            return false;
        }
        if space == Space::Source {
            return ignored(path);
        }
        let settings = &self.layout.settings;
        let contents = settings.content.iter().map(|folder| (folder.as_str(), path));
        let mounts = settings.routing.statics.iter();
        let mounts = mounts.filter_map(|mount| Some((mount.folder.as_str(), reference::under(path, &mount.url)?)));
        contents.chain(mounts).any(|(folder, rest)| {
            let (above, path) = (reference::descend(folder, split(rest).0), reference::descend(folder, rest));
            if self.is_empty_folder(&above) || self.is_empty_folder(&path) {
                return true;
            }
            ignored(&path)
                || !rest.contains('.') && (ignored(&format!("{path}.md")) || ignored(&format!("{path}/index.md")))
        })
    }

    /// True for a folder that is kept in version control by a `.gitignore` or the like alone: a script fills it.
    fn is_empty_folder(&self, folder: &str) -> bool {
        let Some(names) = self.listing.names(&self.in_project(folder)).filter(|_| !folder.is_empty()) else {
            return false;
        };
        let mut names = names.iter().map(|(name, _)| name).peekable();
        names.peek().is_some() && names.all(|name| matches!(name, ".gitignore" | ".gitkeep" | ".keep"))
    }

    fn serves_segment(&self, segment: &str) -> bool {
        self.routing().statics.iter().any(|mount| {
            let top = mount.url.split('/').next().unwrap_or("");
            if top.is_empty() { self.is_folder(&mount.folder, segment) } else { top == segment }
        })
    }

    fn serves_folder(&self, folder: &str) -> bool {
        self.routing()
            .statics
            .iter()
            .any(|mount| reference::under(folder, &mount.url).is_some_and(|rest| self.is_folder(&mount.folder, rest)))
    }

    fn is_folder(&self, top: &str, rest: &str) -> bool {
        self.listing.names(&self.in_project(&reference::descend(top, rest))).is_some()
    }

    /// The destination of a link with another path: `right` in the space of `tried`.
    pub(super) fn rewritten(
        &self,
        page: &Page,
        link: &LinkFact,
        reference: &Reference<'_>,
        tried: &Try,
        right: &str,
    ) -> String {
        let dest = page.destination(link);
        let (from, to) = reference.path_at;
        let (head, written, tail) = (&dest[..from], &dest[from..to], &dest[to..]);
        // A file's name becomes a folder's.
        let folder = right.ends_with('/') && split(written).1.contains('.');
        let slash = if written.ends_with('/') || folder { "/" } else { "" };
        let tried_path = tried.path.trim_end_matches('/');
        // The segments at the end that differ are replaced, the way there stays as it is written.
        let same = tried_path.split('/').zip(right.split('/')).take_while(|(a, b)| a == b).count();
        let (old, new) =
            (tried_path.split('/').count() - same, right.trim_end_matches('/').split('/').count().saturating_sub(same));
        let written_bare = written.trim_end_matches('/');
        let segments = written_bare.split('/').count();
        if old > 0
            && old <= segments
            && old == new
            && !written_bare.split('/').rev().take(old).any(|part| matches!(part, "." | ".."))
        {
            let kept: Vec<&str> = written_bare.split('/').take(segments - old).collect();
            let replaced: Vec<String> =
                right.trim_end_matches('/').split('/').skip(same).map(reference::encode).collect();
            let path = kept.iter().map(|part| (*part).to_owned()).chain(replaced).collect::<Vec<_>>().join("/");
            return format!("{head}{path}{slash}{tail}");
        }
        if tried.space == Space::Source {
            return format!("{}{tail}", self.relative(page, reference, right));
        }
        let slash = if right.ends_with('/') || right.is_empty() { "" } else { slash };
        format!("{}{}{slash}{tail}", self.top(link, reference, dest), reference::encode_path(right))
    }

    /// What stands in front of a path from the top of the site.
    fn top(&self, link: &LinkFact, reference: &Reference<'_>, dest: &str) -> String {
        let base = &self.routing().base_path;
        let below = if base.is_empty() { "/".to_owned() } else { format!("/{base}/") };
        match reference.start {
            Start::Address => format!("{}{below}", dest[..reference.path_at.0].trim_end_matches('/')),
            _ if link.form == LinkForm::Template => "/".to_owned(),
            _ => below,
        }
    }

    /// The path to a source file from the page, as its link would be written.
    fn relative(&self, page: &Page, reference: &Reference<'_>, right: &str) -> String {
        if reference.start == Start::Host {
            let roots = &self.routing().source_links.roots;
            let below = roots.iter().find_map(|root| reference::under(right, root)).unwrap_or(right);
            return format!("/{}", reference::encode_path(below));
        }
        let folder = split(&page.source).0;
        let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let to: Vec<&str> = right.split('/').collect();
        let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        let up = "../".repeat(from.len() - same);
        format!("{up}{}", reference::encode_path(&to[same..].join("/")))
    }
}

pub(super) fn has_page_ending(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| PAGE_ENDINGS.contains(&ending))
}

/// Fragments that scripts read, that a forge makes of lines, or that footnotes make (`fn:1`, `fnref-1`).
fn is_everywhere(fragment: &str) -> bool {
    let footnote = fragment.strip_prefix("fnref").or_else(|| fragment.strip_prefix("fn"));
    footnote.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ':' | '-' | '_' | '.')))
        || fragment.starts_with(['/', '!'])
        || fragment.contains('=')
        || fragment.strip_prefix('L').is_some_and(|line| line.starts_with(|c: char| c.is_ascii_digit()))
}
