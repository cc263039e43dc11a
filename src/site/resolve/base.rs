//! Links from the top of the host that lack the path below which the site lies.

use super::{Hit, Resolver, Space, Try};
use crate::site::index::url_key;
use crate::site::outcome::{Fault, Missing, Near};
use crate::site::page::{LinkFact, LinkForm, Page};
use crate::site::reference::{self, Reference, Start};
use crate::site::routing::Trust;

impl Resolver<'_> {
    /// A link from the top of the host that leads to a page or file of this site if the base path stood in front, which
    /// nothing puts there. Whatever else it leads to is no part of this site.
    pub(super) fn without_base(&self, page: &Page, link: &LinkFact, reference: &Reference<'_>) -> Option<Fault> {
        let routing = self.routing();
        let given = matches!(link.form, LinkForm::Template | LinkForm::Resource);
        let lacks = reference.start == Start::Host && reference::under(&reference.path, &routing.base_path).is_none();
        if given || !lacks || routing.adds_base != Trust::Never {
            return None;
        }
        // The top of the host is a page of its own, most likely.
        let path = reference::join("", &reference.path, true).filter(|path| !url_key(path).is_empty())?;
        // A link to a source file needs no base path where such links are made into others.
        let links = &routing.source_links;
        let trust = if link.form == LinkForm::Html {
            self.source_trust(page).min(links.in_html)
        } else {
            self.source_trust(page)
        };
        let is_source = |root: &String| {
            reference::join(root, &path, true)
                .is_some_and(|path| matches!(self.at_source(&path), Hit::Page(_) | Hit::File(_)))
        };
        if trust != Trust::Never && !links.by_name && links.roots.iter().any(is_source) {
            return None;
        }
        let roots = self.layout.settings.content.iter();
        let sources = roots.filter_map(|root| Some((Space::Source, reference::join(root, &path, true)?)));
        let right = std::iter::once((Space::Url, path.clone())).chain(sources).find_map(|(space, path)| match self
            .hit(&Try { space, path: path.clone(), trust: Trust::Always })
        {
            Hit::Page(target) if space == Space::Source => {
                Some(self.index.pages()[target as usize].url.clone()?.into())
            }
            Hit::Page(_) | Hit::Alias(_) | Hit::File(_) if space == Space::Url => Some(path),
            _ => None,
        })?;
        let tail = &page.destination(link)[reference.path_at.1..];
        let text = format!("/{}/{}{tail}", routing.base_path, reference::encode_path(&right));
        let kind = if link.image { "image" } else { "page or file" };
        Some(Fault::Missing(Missing {
            what: format!("{kind} at `/{path}`: this site lies below `/{}/`", routing.base_path),
            looked: Vec::new(),
            near: Some(Near { text, sure: true }),
            doubt: None,
        }))
    }
}
