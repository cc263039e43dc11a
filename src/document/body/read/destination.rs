//! Links and link definitions, with the place of each destination, which the parser does not always tell.

use super::{Events, Reader};
use crate::document::body::definition::{self, Candidate};
use crate::document::body::{Definition, Link, LinkKind, Missing, MissingKind};
use crate::span::Span;
use pulldown_cmark::{CowStr, LinkType};
use std::borrow::Cow;
use std::ops::Range;

impl<'m, 's> Reader<'m, 's> {
    /// Notes a link or image whose text comes next.
    pub(super) fn link(
        &mut self,
        events: &Events<'m, '_>,
        link_type: LinkType,
        dest: &CowStr<'m>,
        label: &str,
        range: &Range<usize>,
        image: bool,
    ) {
        let (kind, mut span) = match link_type {
            LinkType::Inline => (LinkKind::Inline, range.clone()),
            LinkType::Autolink | LinkType::Email => (LinkKind::Autolink, range.clone()),
            LinkType::WikiLink { .. } => (LinkKind::Wiki, range.clone()),
            _ => (LinkKind::Reference, range.clone()),
        };
        // The parser ends `[label][]` before its empty brackets.
        if link_type == LinkType::Collapsed && self.masked[span.end..].starts_with("[]") {
            span.end += 2;
        }
        let located = self.locate(dest);
        let search = located.is_none() && kind == LinkKind::Inline;
        let at = located.unwrap_or_else(|| match kind {
            LinkKind::Reference => events
                .reference_definitions()
                .get(label)
                .and_then(|definition| self.definition_destination(&definition.span))
                .map_or_else(|| span.clone(), |(_, at)| at),
            LinkKind::Wiki => {
                let inner = span.start + 2 + usize::from(image);
                let rest = self.masked.get(inner..span.end).unwrap_or("");
                inner..inner + rest.find(['|', ']']).unwrap_or(rest.len())
            }
            _ => span.start + 1..span.end - 1,
        });
        let at = if self.masked.get(at.clone()).is_some() { self.fit(at) } else { span.clone() };
        let link = Link {
            span: self.span(&span),
            dest_span: self.span(&at),
            dest: if search { Cow::Owned(dest.to_string()) } else { self.original(dest, &at) },
            image,
            kind,
        };
        self.open.push((self.body.links.len(), search));
        self.body.links.push(link);
    }

    /// Searches the destination behind the text of an inline link whose destination has escapes or entities.
    pub(super) fn close_link(&mut self) {
        let Some((index, search)) = self.open.pop() else { return };
        let Some(link) = self.body.links.get(index) else { return };
        if !search {
            return;
        }
        let range = link.span.start as usize - self.start..link.span.end as usize - self.start;
        // Without text the event before was the link's own start.
        let empty = range.start + 1 + usize::from(link.image);
        let text_end = if self.previous_end >= range.end { empty } else { self.previous_end.max(empty) };
        let Some(open) = self.masked.get(text_end..range.end).and_then(|rest| rest.find("](")) else { return };
        let at = definition::destination(self.masked, text_end + open + 2);
        if at.end >= range.end || self.masked.get(at.clone()).is_none() {
            return;
        }
        let at = self.fit(at);
        let span = self.span(&at);
        let masked = self.is_masked(&at);
        let source: &'s str = self.source;
        let link = &mut self.body.links[index];
        link.dest_span = span;
        if masked || link.dest == source[at.clone()] {
            link.dest = Cow::Borrowed(&source[at]);
        }
    }

    /// The closing bracket of the label, and the destination, of the definition at `span`.
    fn definition_destination(&self, span: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let close = definition::label_end(self.masked, span.start)?;
        let at = definition::destination(self.masked, close + 2);
        (at.end <= self.masked.len()).then_some((close, at))
    }

    /// Notes the definitions: those that the parser knows, and those whose label was taken.
    pub(super) fn definitions(&mut self, events: &Events<'m, '_>) {
        let mut first: Vec<_> = events.reference_definitions().iter().map(|(_, definition)| definition).collect();
        first.sort_unstable_by_key(|definition| definition.span.start);
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.retain(|candidate| candidate.close > candidate.open);
        let mut candidates = candidates.into_iter().peekable();
        for definition in first {
            let range = self.fit(definition.span.clone());
            while let Some(candidate) = candidates.next_if(|candidate| candidate.open < range.end) {
                if candidate.open < range.start {
                    self.duplicate(candidate);
                }
            }
            let Some((close, searched)) = self.definition_destination(&range) else { continue };
            let at = self.locate(&definition.dest).unwrap_or_else(|| self.fit(searched));
            let (Some(label), Some(_)) = (self.source.get(range.start + 1..close), self.masked.get(at.clone())) else {
                continue;
            };
            let dest = self.original(&definition.dest, &at);
            self.body.definitions.push(Definition { span: self.span(&range), label, dest_span: self.span(&at), dest });
        }
        for candidate in candidates {
            self.duplicate(candidate);
        }
    }

    /// A definition of a label that is already defined.
    fn duplicate(&mut self, candidate: Candidate) {
        let at = self.fit(definition::destination(self.masked, candidate.close + 2));
        let end = definition::definition_end(self.masked, at.end);
        let (Some(label), Some(raw)) =
            (self.source.get(candidate.open + 1..candidate.close), self.source.get(at.clone()))
        else {
            return;
        };
        self.body.definitions.push(Definition {
            span: self.span(&self.fit(candidate.open..end)),
            label,
            dest_span: self.span(&at),
            dest: definition::unescape(raw),
        });
    }

    /// The places of references without definition, as the parser told them.
    pub(super) fn missing(&mut self, found: Vec<Missing>) {
        self.body.missing = found;
        for missing in &mut self.body.missing {
            let mut range = missing.span.range();
            // As with links, the parser ends `[label][]` before its empty brackets.
            let rest = self.masked.get(range.end..).unwrap_or("");
            if missing.kind == MissingKind::Collapsed && rest.starts_with("[]") {
                range.end += 2;
            }
            missing.span = Span::new(self.start + range.start, self.start + range.end);
        }
    }
}
