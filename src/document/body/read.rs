//! One pass over the Markdown parser's events.

mod destination;

use crate::document::body::definition::{self, Candidate};
use crate::document::body::heading::Open;
use crate::document::body::missing::Gather;
use crate::document::body::{Body, Heading, Link, LinkKind};
use crate::document::directive::Mask;
use crate::document::html::{self, Chunk, Found};
use crate::document::{Markup, ReadAs};
use crate::span::Span;
use pulldown_cmark::{CowStr, Event, OffsetIter, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Reads `masked`, whose bytes are those of `mask.source` but for directives, into `body`.
pub(crate) fn read<'s>(masked: &str, mask: Mask<'s>, body: Body<'s>, read: &ReadAs) -> Body<'s> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    if read.wiki_links {
        options |= Options::ENABLE_WIKILINKS;
    }
    let jsx = read.markup == Markup::Mdx;
    let mut reader = Reader {
        masked,
        source: mask.source,
        start: mask.start,
        changed: !std::ptr::eq(masked.as_ptr(), mask.source.as_ptr()),
        jsx,
        body,
        candidates: definition::candidates(masked),
        next: 0,
        open: Vec::new(),
        images: 0,
        heading: None,
        previous_end: 0,
        comment_ends: None,
        commented: Vec::new(),
        mask,
    };
    let mut missing = Vec::new();
    let gather = Gather { found: &mut missing };
    let mut events = Parser::new_with_broken_link_callback(masked, options, Some(gather)).into_offset_iter();
    while let Some((event, range)) = events.next() {
        reader.event(&events, event, range);
    }
    reader.definitions(&events);
    drop(events);
    reader.missing(missing);
    reader.finish()
}

/// The parser's own link definitions can be asked while it runs.
type Events<'m, 'g> = OffsetIter<'m, Gather<'g>>;

struct Reader<'m, 's> {
    masked: &'m str,
    source: &'s str,
    start: usize,
    /// True when `masked` is a copy.
    changed: bool,
    jsx: bool,
    mask: Mask<'s>,
    body: Body<'s>,
    /// Possible definitions; those before `next` that events did not cover are gathered at the front of it.
    candidates: Vec<Candidate>,
    next: usize,
    /// The open links and images: position in `body.links`, and whether the destination must be searched at the end.
    open: Vec<(usize, bool)>,
    /// How many of them are images: their text is no heading's text.
    images: usize,
    heading: Option<Open<'s>>,
    /// Where the event before this one ended.
    previous_end: usize,
    /// The end of the last comment that was cut off, so that many of them cost one search.
    comment_ends: Option<usize>,
    /// Comments that reach beyond the HTML block they start in: to a browser, what follows is comment too.
    commented: Vec<Span>,
}

impl<'m, 's> Reader<'m, 's> {
    fn event(&mut self, events: &Events<'m, '_>, event: Event<'m>, range: Range<usize>) {
        let range = self.fit(range);
        match event {
            Event::Text(text) => {
                self.cover(&range);
                if self.heading.is_some() && self.images == 0 {
                    self.heading_text(&text);
                }
            }
            Event::Code(text) => {
                self.cover(&range);
                self.body.opaque.push(self.span(&range));
                if self.heading.is_some() && self.images == 0 {
                    self.heading_text(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.push_str(self.source, " ");
                }
            }
            Event::InlineHtml(_) => {
                self.cover(&range);
                self.html(range.clone());
            }
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.and_then(|id| {
                    let at = self.locate(&id)?;
                    Some((Cow::Borrowed(self.source.get(at.clone())?), self.span(&at)))
                });
                self.heading = Some(Open::new(range.clone(), level as u8, id));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(open) = self.heading.take() {
                    self.body.headings.push(open.close(self.source, self.start));
                }
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.cover(&range);
                self.body.opaque.push(self.span(&range));
            }
            Event::Start(Tag::HtmlBlock) => {
                self.cover(&range);
                self.html(range.clone());
            }
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                self.cover(&range);
                self.link(events, link_type, &dest_url, &id, &range, false);
            }
            Event::Start(Tag::Image { link_type, dest_url, id, .. }) => {
                self.cover(&range);
                self.images += 1;
                self.link(events, link_type, &dest_url, &id, &range, true);
            }
            Event::End(TagEnd::Link) => self.close_link(),
            Event::End(TagEnd::Image) => {
                self.images = self.images.saturating_sub(1);
                self.close_link();
            }
            _ => {}
        }
        self.previous_end = range.end;
    }

    /// Candidates under an event are text, not definitions.
    fn cover(&mut self, range: &Range<usize>) {
        while let Some(candidate) = self.candidates.get_mut(self.next) {
            if candidate.open >= range.end {
                break;
            }
            if candidate.open >= range.start {
                candidate.close = candidate.open;
            }
            self.next += 1;
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.start + range.start, self.start + range.end)
    }

    /// Where a borrowed text stands in the body.
    fn locate(&self, text: &CowStr<'m>) -> Option<Range<usize>> {
        let CowStr::Borrowed(text) = text else { return None };
        let at = (text.as_ptr() as usize).checked_sub(self.masked.as_ptr() as usize)?;
        (at + text.len() <= self.masked.len()).then(|| self.fit(at..at + text.len()))
    }

    /// A mask of blanks can be split where the source has a character of several bytes: the range with whole characters.
    fn fit(&self, range: Range<usize>) -> Range<usize> {
        if !self.mask.wide {
            return range;
        }
        let start = self.source.floor_char_boundary(range.start);
        let end = self.source.ceil_char_boundary(range.end);
        start..end.max(start)
    }

    /// The text as written, where directives changed it or it needs no decoding; else the decoded text.
    fn original(&self, decoded: &CowStr<'m>, at: &Range<usize>) -> Cow<'s, str> {
        let source = &self.source[at.clone()];
        if matches!(decoded, CowStr::Borrowed(_)) || self.is_masked(at) || **decoded == *source {
            Cow::Borrowed(source)
        } else {
            Cow::Owned(decoded.to_string())
        }
    }

    fn is_masked(&self, at: &Range<usize>) -> bool {
        self.changed && self.masked[at.clone()] != self.source[at.clone()]
    }

    fn heading_text(&mut self, text: &CowStr<'m>) {
        let at = self.locate(text);
        let Some(heading) = &mut self.heading else { return };
        let Some(at) = at else {
            heading.push_str(self.source, text);
            return;
        };
        let mut from = at.start;
        let first = self.mask.hidden.partition_point(|hidden| hidden.end <= at.start);
        for hidden in &self.mask.hidden[first..] {
            if hidden.start >= at.end {
                break;
            }
            heading.push(self.source, from..hidden.start.max(from));
            from = hidden.end.min(at.end);
        }
        heading.push(self.source, from..at.end);
    }

    fn html(&mut self, range: Range<usize>) {
        let masked = &self.masked[range.clone()];
        if html::is_relevant(masked) {
            self.scan_html(range);
        }
    }

    fn scan_html(&mut self, range: Range<usize>) {
        let chunk = Chunk {
            masked: &self.masked[range.clone()],
            source: &self.source[range.clone()],
            start: self.start + range.start,
            jsx: self.jsx,
        };
        let mut comment = None;
        let body = &mut self.body;
        html::scan(chunk, |found| match found {
            Found::Link { tag, dest_span, dest, image } => {
                body.links.push(Link { span: tag, dest_span, dest, image, kind: LinkKind::Html });
            }
            Found::Anchor { id, span } => body.anchors.push((id, span)),
            Found::Heading { span, level, text, id } => {
                body.headings.push(Heading { span, level, text: Cow::Owned(text), id });
            }
            Found::Comment { span } => {
                body.opaque.push(span);
                comment = Some(span);
            }
        });
        if let Some(comment) = comment {
            self.cut_comment(comment, range.end);
        }
    }

    /// A comment that the end of its block at `end` cut off goes on to `-->`.
    fn cut_comment(&mut self, comment: Span, end: usize) {
        let written = &self.source[comment.start as usize - self.start..end];
        if (comment.end as usize) < self.start + end
            || !written.starts_with("<!--")
            || written.trim_end().ends_with("-->")
            || self.comment_ends.is_some_and(|found| found >= end)
        {
            return;
        }
        let found = self.source[end..].find("-->").map(|found| end + found + 3);
        self.comment_ends = Some(found.unwrap_or(usize::MAX));
        let Some(found) = found else { return };
        let whole = Span::new(comment.start as usize, self.start + found);
        self.commented.push(whole);
        if let Some(last) = self.body.opaque.last_mut() {
            *last = whole;
        }
    }

    /// A JSX tag with its expressions overwritten, where it has any.
    fn mask_expressions(&self, tag: &Range<usize>) -> Option<String> {
        let whole = self.span(tag);
        let directives = &self.mask.directives;
        let first = directives.partition_point(|directive| directive.span.start < whole.start);
        let mut inside = directives[first..].iter().take_while(|directive| whole.contains(directive.span)).peekable();
        inside.peek()?;
        let mut bytes = self.source.as_bytes()[tag.clone()].to_vec();
        for directive in inside {
            let range = (directive.span.start - whole.start) as usize..(directive.span.end - whole.start) as usize;
            bytes[range].fill(b'x');
        }
        String::from_utf8(bytes).ok()
    }

    fn finish(mut self) -> Body<'s> {
        for tag in std::mem::take(&mut self.mask.tags) {
            let source: &'s str = &self.source[tag.clone()];
            if !html::is_relevant(source) {
                continue;
            }
            let masked = self.mask_expressions(&tag);
            let start = self.start + tag.start;
            let chunk = Chunk { masked: masked.as_deref().unwrap_or(source), source, start, jsx: true };
            let body = &mut self.body;
            html::scan(chunk, |found| match found {
                Found::Link { tag, dest_span, dest, image } => {
                    body.links.push(Link { span: tag, dest_span, dest, image, kind: LinkKind::Html });
                }
                Found::Anchor { id, span } => body.anchors.push((id, span)),
                Found::Heading { .. } | Found::Comment { .. } => {}
            });
        }
        let Self { mut body, mask, commented, .. } = self;
        body.directives = mask.directives;
        body.opaque.extend(mask.opaque);
        if !commented.is_empty() {
            // They do not overlap: a cut comment inside another is not looked for.
            let live = |span: Span| {
                let next = commented.partition_point(|comment| comment.start <= span.start);
                next == 0 || !commented[next - 1].contains(span)
            };
            body.links.retain(|link| live(link.span));
            body.headings.retain(|heading| live(heading.span));
            body.anchors.retain(|(_, span)| live(*span));
            body.definitions.retain(|definition| live(definition.span));
            body.missing.retain(|missing| live(missing.span));
        }
        // Mostly sorted already, which the sort notices.
        body.links.sort_by_key(|link| (link.span.start, link.dest_span.start));
        body.missing.sort_by_key(|missing| missing.span);
        body.headings.sort_by_key(|heading| heading.span.start);
        body.anchors.sort_by_key(|(_, span)| span.start);
        body.definitions.sort_by_key(|definition| definition.span.start);
        body.directives.sort_by_key(|directive| directive.span.start);
        body.opaque.sort_by_key(|span| span.start);
        body
    }
}
