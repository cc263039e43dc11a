//! Mentions in a page's body, with the structure they stand in.

use super::{Mention, Mentions, mentions};
use crate::date::locale::Locales;
use crate::document::Document;
use crate::document::body::{Body, Link, LinkKind};
use crate::span::Span;

/// Where a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A paragraph, or anything else.
    Text,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A heading.
    Heading,
}

/// A mention with its surroundings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed<'s> {
    /// The mention; its spans are the file's.
    pub mention: Mention<'s>,
    /// Where it stands.
    pub place: Place,
    /// Its line without marks and blanks at both ends.
    pub line: Span,
    /// Columns of blanks in front of the line.
    pub indent: usize,
    /// Part of the text of a link to another site, which may be that site's.
    pub foreign: bool,
    /// Part of the text of any link to another site, or of what stands for an image.
    pub linked: bool,
    /// Part of a shortcode or tag.
    pub template: bool,
    /// A quote: what is said there is another writer's.
    pub quoted: bool,
}

/// The mentions in a body that `wanted` picks and that are the page's own words; see [`of_body_by_all`].
pub fn of_body<'a, 's, F: Fn(&Mention<'s>) -> bool>(
    document: &'a Document<'s>,
    locales: Locales,
    wanted: F,
) -> impl Iterator<Item = Placed<'s>> + use<'a, 's, F> {
    let found = mentions(document.text, document.body.span, locales);
    of_body_by_all(document, found, wanted).filter(|placed| !placed.quoted && !placed.template)
}

/// Those of the mentions `found` in a body that `wanted` picks, in document order, whoever's words they are: outside code,
/// comments, addresses and attributes.
pub fn of_body_by_all<'a, 's, F: Fn(&Mention<'s>) -> bool>(
    document: &'a Document<'s>,
    found: Mentions<'s>,
    wanted: F,
) -> impl Iterator<Item = Placed<'s>> + use<'a, 's, F> {
    let (text, body) = (document.text, &document.body);
    let seeker = Seeker { body, found, opaque: 0 };
    seeker.filter(wanted).filter_map(move |mention| place(text, body, mention))
}

/// Mentions that are not opaque.
struct Seeker<'a, 's> {
    body: &'a Body<'s>,
    found: Mentions<'s>,
    /// The first opaque span that may cover what comes.
    opaque: usize,
}

impl<'s> Iterator for Seeker<'_, 's> {
    type Item = Mention<'s>;

    fn next(&mut self) -> Option<Mention<'s>> {
        loop {
            let mention = self.found.next()?;
            let opaque = &self.body.opaque;
            // They nest but do not cross, so the first that ends later covers or follows.
            while opaque.get(self.opaque).is_some_and(|span| span.end <= mention.span.start) {
                self.opaque += 1;
            }
            if let Some(&span) = opaque.get(self.opaque)
                && span.start < mention.span.end
            {
                self.found.skip_to(span.end);
                continue;
            }
            return Some(mention);
        }
    }
}

fn place<'s>(text: &'s str, body: &Body<'s>, mention: Mention<'s>) -> Option<Placed<'s>> {
    let at = mention.span.start as usize;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1).max(body.span.start as usize);
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end);
    let line = &text[start..end];
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let unquoted = line.trim_start_matches([' ', '\t', '>']);
    let (place, marks) = marks(unquoted);
    if in_tag(text, start, at) {
        return None;
    }
    let prefix = line.len() - unquoted.len() + marks;
    let quoted = line[indent..].starts_with('>') || goes_on_quote(text, start, body.span.start as usize);
    let covers = |span: Span| span.start < mention.span.end && mention.span.start < span.end;
    let definition = body.definitions.partition_point(|definition| definition.span.end <= mention.span.start);
    if body.definitions.get(definition).is_some_and(|definition| covers(definition.span)) {
        return None;
    }
    let directive = body.directives.partition_point(|directive| directive.span.end <= mention.span.start);
    let template = body.directives.get(directive).is_some_and(|directive| covers(directive.span));
    let (mut foreign, mut linked) = (false, false);
    for link in links_at(body, mention.span) {
        if !in_text(link, mention.span) {
            return None;
        }
        foreign |= leads_away(link) && !is_text(text, link, mention.span);
        linked |= leads_away(link) || link.image;
    }
    let content = start + prefix;
    let line = Span::new(content.min(end), content.min(end) + text[content.min(end)..end].trim_end().len());
    Some(Placed { mention, place, line, indent, foreign, linked, template, quoted })
}

/// What a line is, and the length of its marks.
fn marks(line: &str) -> (Place, usize) {
    let rest = |len: usize| line.len() - line[len..].trim_start().len();
    match line.as_bytes() {
        [b'|', ..] => (Place::Row, rest(1)),
        [b'#', ..] => (Place::Heading, rest(line.len() - line.trim_start_matches('#').len())),
        [b'-' | b'*' | b'+', b' ' | b'\t', ..] => (Place::Item, rest(1)),
        [b'0'..=b'9', ..] => {
            let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            match line.as_bytes().get(digits..digits + 2) {
                Some([b'.' | b')', b' ' | b'\t']) => (Place::Item, rest(digits + 1)),
                _ => (Place::Text, 0),
            }
        }
        _ if line.contains(" | ") => (Place::Row, 0),
        _ => (Place::Text, 0),
    }
}

/// How far back a tag's start or a paragraph's first line is looked for, in bytes.
const FAR: usize = 1024;

/// Whether `at` lies between a `<` and its `>`.
fn in_tag(text: &str, line: usize, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(FAR).max(line.saturating_sub(FAR)));
    let before = &text[from..at];
    let Some(open) = before.rfind(['<', '>']) else { return false };
    let after = &before[open + 1..];
    before[open..].starts_with('<') && after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
}

/// Whether the line at `line` goes on a paragraph that began in a quote.
fn goes_on_quote(text: &str, line: usize, start: usize) -> bool {
    let from = text.floor_char_boundary(line.saturating_sub(FAR).max(start));
    for previous in text[from..line].lines().rev() {
        let previous = previous.trim_start();
        if previous.is_empty() {
            return false;
        }
        if previous.starts_with('>') {
            return true;
        }
        if previous.starts_with(['#', '|']) {
            return false;
        }
    }
    false
}

/// The links that cover a place. They may nest, an image in a link, never deeper than the parser lets them.
fn links_at<'b, 's>(body: &'b Body<'s>, span: Span) -> impl Iterator<Item = &'b Link<'s>> {
    let end = body.links.partition_point(|link| link.span.start < span.end);
    let from = end.saturating_sub(8);
    body.links[from..end].iter().filter(move |link| link.span.end > span.start)
}

/// Whether a mention is text of the link, not address or title.
fn in_text(link: &Link<'_>, mention: Span) -> bool {
    match link.kind {
        LinkKind::Inline => mention.end <= link.dest_span.start,
        LinkKind::Reference => true,
        LinkKind::Autolink | LinkKind::Wiki | LinkKind::Html => false,
    }
}

/// Whether a mention is all that a link says: then it is the page that says it.
fn is_text(text: &str, link: &Link<'_>, mention: Span) -> bool {
    let mark = |c: char| matches!(c, '[' | '*' | '_' | ' ');
    let before = &text[link.span.start as usize..mention.start as usize];
    let after = text[mention.end as usize..link.span.end as usize].trim_start_matches(['*', '_', ' ', '.', ',']);
    before.chars().all(mark) && after.starts_with(']')
}

fn leads_away(link: &Link<'_>) -> bool {
    link.dest.contains("://") || link.dest.starts_with("//")
}

#[cfg(test)]
mod tests;
