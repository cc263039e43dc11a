//! Raw HTML in Markdown: links, anchors, headings and comments of one chunk, with the bytes of their values.
//!
//! Tokenised as browsers do (html5gum, the WHATWG tokenizer), with naive state switching, so that the text of a
//! `<script>` or `<style>` yields no tags.

use crate::span::Span;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Error, ForwardingEmitter, Span as ChunkSpan, Tokenizer};
use std::borrow::Cow;
use std::convert::Infallible;

/// One thing found. Spans are bytes of the file.
#[derive(Debug)]
pub(crate) enum Found<'s> {
    /// An address in an attribute: the tag, the address's own bytes, the address with entities resolved.
    Link { tag: Span, dest_span: Span, dest: Cow<'s, str>, image: bool },
    /// An `id`, or the `name` of an `a`.
    Anchor { id: Cow<'s, str>, span: Span },
    /// `<h1>` to `<h6>` up to its end tag.
    Heading { span: Span, level: u8, text: String, id: Option<(Cow<'s, str>, Span)> },
    /// `<!-- … -->`.
    Comment { span: Span },
}

/// A chunk of HTML to look through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk<'m, 's> {
    /// Its text with directives masked.
    pub(crate) masked: &'m str,
    /// The same bytes as written.
    pub(crate) source: &'s str,
    /// Where it starts in the file.
    pub(crate) start: usize,
    /// JSX: a value `{expression}` is opaque.
    pub(crate) jsx: bool,
}

/// What an attribute is good for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Nothing,
    Link { image: bool },
    Srcset,
    Anchor,
}

/// True where [`scan`] could find something: the name of a wanted attribute ends in one of these letters, a heading or a
/// comment is `<h` or `<!`. Spares the tokenizer most tags.
pub(crate) fn is_relevant(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    memchr::memchr2_iter(b'=', b'<', bytes).any(|at| {
        if bytes[at] == b'<' {
            return match bytes.get(at + 1) {
                Some(b'!') => true,
                Some(b'h' | b'H') => bytes.get(at + 2).is_some_and(|b| (b'1'..=b'6').contains(b)),
                _ => false,
            };
        }
        let name = bytes[..at].trim_ascii_end();
        let ends = |word: &str| {
            name.len() >= word.len() && name[name.len() - word.len()..].eq_ignore_ascii_case(word.as_bytes())
        };
        match name.last() {
            Some(b'f' | b'F') => ends("href"),
            Some(b'c' | b'C') => ends("src"),
            Some(b't' | b'T') => ends("srcset"),
            Some(b'd' | b'D') => ends("id"),
            Some(b'e' | b'E') => ends("name"),
            Some(b'a' | b'A') => ends("data"),
            Some(b'o' | b'O') => ends("to"),
            _ => false,
        }
    })
}

/// Calls `sink` with everything found, in order of the tags' ends.
pub(crate) fn scan<'s>(chunk: Chunk<'_, 's>, sink: impl FnMut(Found<'s>)) {
    let mut reader = Reader { chunk, tag: Tag::default(), attribute: Use::Nothing, name_end: 0, heading: None, sink };
    let mut emitter: CallbackEmitter<_, Infallible, usize> =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: ChunkSpan<usize>| {
            reader.event(event, span);
            None
        });
    emitter.naively_switch_states(true);
    // The reader of a string cannot fail, and nothing is yielded.
    for _ in Tokenizer::new_with_emitter(chunk.masked, Unjudging(emitter)) {}
    reader.finish();
}

/// Tells the tokenizer that nobody asks for errors, which spares it a look at every byte: half of what it costs.
struct Unjudging<E>(E);

impl<E: Emitter> ForwardingEmitter for Unjudging<E> {
    type Token = E::Token;

    #[inline]
    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn emit_error(&mut self, _error: Error) {}
}

/// The start tag being read.
#[derive(Default)]
struct Tag<'s> {
    start: usize,
    kind: Kind,
    level: u8,
    found: Vec<Found<'s>>,
}

/// The tags that matter.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Other,
    A,
    Href,
    Img,
    Source,
    Src,
    Object,
    /// A JSX component, with whether its name speaks of an image, of another medium, or of neither.
    Component(Medium),
}

/// What a component shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Medium {
    Image,
    Other,
    None,
}

/// A heading whose end tag is awaited.
struct Open<'s> {
    start: usize,
    level: u8,
    text: String,
    id: Option<(Cow<'s, str>, Span)>,
}

struct Reader<'m, 's, F> {
    chunk: Chunk<'m, 's>,
    tag: Tag<'s>,
    attribute: Use,
    /// Where its name ends.
    name_end: usize,
    heading: Option<Open<'s>>,
    sink: F,
}

impl<'s, F: FnMut(Found<'s>)> Reader<'_, 's, F> {
    fn event(&mut self, event: CallbackEvent<'_>, span: ChunkSpan<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.open(name, span.start),
            CallbackEvent::AttributeName { name } => {
                self.without_value();
                self.attribute = self.usage(name);
                self.name_end = span.end;
            }
            CallbackEvent::AttributeValue { value } => self.value(value, span),
            CallbackEvent::CloseStartTag { .. } => {
                self.without_value();
                self.close(span.end);
            }
            CallbackEvent::EndTag { name } => {
                if let [b'h', digit @ b'1'..=b'6'] = name
                    && let Some(open) = self.heading.take_if(|open| open.level == digit - b'0')
                {
                    let span = self.span(open.start, span.end);
                    (self.sink)(Found::Heading {
                        span,
                        level: open.level,
                        text: open.text.trim().to_owned(),
                        id: open.id,
                    });
                }
            }
            CallbackEvent::String { value } => {
                if self.heading.is_some() {
                    let text = self.resolve(value, &span).map(|(text, _)| text);
                    if let (Some(open), Some(text)) = (&mut self.heading, text) {
                        open.text.push_str(&text);
                    }
                }
            }
            CallbackEvent::Comment { .. } => {
                let span = self.span(span.start, span.end);
                (self.sink)(Found::Comment { span });
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn open(&mut self, name: &[u8], start: usize) {
        self.tag.start = start;
        self.tag.found.clear();
        self.tag.level = match name {
            [b'h', digit @ b'1'..=b'6'] => digit - b'0',
            _ => 0,
        };
        let written = self.chunk.masked.as_bytes().get(start + 1..).unwrap_or_default();
        let component = written.first().is_some_and(u8::is_ascii_uppercase);
        self.tag.kind = match name {
            // `<IMG>` in HTML, `<Img>` as a component: the same thing to us.
            b"a" => Kind::A,
            b"area" | b"link" | b"use" if !component => Kind::Href,
            b"img" => Kind::Img,
            b"source" => Kind::Source,
            b"video" | b"audio" | b"iframe" | b"embed" => Kind::Src,
            b"object" => Kind::Object,
            b"image" | b"picture" | b"figure" if component => Kind::Component(Medium::Image),
            _ if component => Kind::Component(Medium::None),
            _ => Kind::Other,
        };
        if let (Kind::Src, true) = (self.tag.kind, component) {
            self.tag.kind = Kind::Component(Medium::Other);
        }
    }

    fn usage(&self, name: &[u8]) -> Use {
        let link = Use::Link { image: false };
        match (name, self.tag.kind) {
            (b"id", _) | (b"name", Kind::A) => Use::Anchor,
            (b"href", Kind::A | Kind::Href | Kind::Component(_)) => link,
            // `<use xlink:href="…">` of SVG.
            (b"xlink:href", Kind::Href) => link,
            // `<Link to="…">` of Docusaurus and React Router.
            (b"to", Kind::Component(Medium::None)) => link,
            (b"src", Kind::Img | Kind::Component(Medium::Image)) => Use::Link { image: true },
            (b"src", Kind::Source | Kind::Src | Kind::Component(Medium::Other)) => link,
            (b"srcset", Kind::Img | Kind::Source) => Use::Srcset,
            (b"data", Kind::Object) => link,
            _ => Use::Nothing,
        }
    }

    fn value(&mut self, value: &[u8], span: ChunkSpan<usize>) {
        let attribute = std::mem::replace(&mut self.attribute, Use::Nothing);
        if attribute == Use::Nothing {
            return;
        }
        let Some((text, range)) = self.resolve(value, &span) else { return };
        // Trimmed as browsers do; the span follows where the text is as written.
        let blank = [' ', '\t', '\n', '\r', '\u{c}'];
        let (text, start) = match text {
            Cow::Borrowed(all) => {
                let text = all.trim_start_matches(blank);
                (Cow::Borrowed(text.trim_end_matches(blank)), range.start + all.len() - text.len())
            }
            Cow::Owned(all) => (Cow::Owned(all), range.start),
        };
        let end = if let Cow::Borrowed(text) = text { start + text.len() } else { range.end };
        let braced =
            text.starts_with('{') && matches!(self.chunk.source.as_bytes().get(start.wrapping_sub(1)), Some(b'='));
        if self.chunk.jsx && braced {
            return;
        }
        let here = Span::empty(self.tag.start);
        match attribute {
            Use::Nothing => {}
            Use::Anchor => self.tag.found.push(Found::Anchor { id: text, span: self.span(start, end) }),
            Use::Link { image } => {
                self.tag.found.push(Found::Link { tag: here, dest_span: self.span(start, end), dest: text, image });
            }
            Use::Srcset => {
                // Each candidate: up to white space, without the comma that ends one without a descriptor. What a
                // descriptor may hold besides, such as brackets, nobody writes.
                let mut at = 0;
                while let Some(first) = text[at..].find(|c| !blank.contains(&c) && c != ',') {
                    let from = at + first;
                    let cut = text[from..].find(blank).map_or(text.len(), |cut| from + cut);
                    let url = text[from..cut].trim_end_matches(',').len();
                    at = if from + url < cut {
                        cut
                    } else {
                        text[cut..].find(',').map_or(text.len(), |comma| cut + comma)
                    };
                    let (dest, span) = match &text {
                        Cow::Borrowed(text) => {
                            (Cow::Borrowed(&text[from..from + url]), self.span(start + from, start + from + url))
                        }
                        Cow::Owned(text) => (Cow::Owned(text[from..from + url].to_owned()), self.span(start, end)),
                    };
                    self.tag.found.push(Found::Link { tag: here, dest_span: span, dest, image: true });
                }
            }
        }
    }

    /// The tokenizer is silent about `href=""`: a link of an `a` tag all the same.
    fn without_value(&mut self) {
        let attribute = std::mem::replace(&mut self.attribute, Use::Nothing);
        if attribute != (Use::Link { image: false }) || self.tag.kind != Kind::A {
            return;
        }
        let Some(rest) = self.chunk.masked.get(self.name_end..) else { return };
        let Some(value) = rest.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start) else { return };
        if value.starts_with("\"\"") || value.starts_with("''") {
            let at = self.name_end + rest.len() - value.len() + 1;
            let (tag, dest_span) = (Span::empty(self.tag.start), self.span(at, at));
            self.tag.found.push(Found::Link { tag, dest_span, dest: Cow::Borrowed(""), image: false });
        }
    }

    fn close(&mut self, end: usize) {
        let tag = self.span(self.tag.start, end);
        let mut id = None;
        for found in self.tag.found.drain(..) {
            match found {
                Found::Link { dest_span, dest, image, .. } => (self.sink)(Found::Link { tag, dest_span, dest, image }),
                Found::Anchor { id: text, span } if self.tag.level > 0 => id = Some((text, span)),
                other => (self.sink)(other),
            }
        }
        if self.tag.level > 0 {
            self.abandon();
            self.heading = Some(Open { start: self.tag.start, level: self.tag.level, text: String::new(), id });
        }
    }

    /// A heading without end in this chunk is none, but its id is an anchor.
    fn abandon(&mut self) {
        if let Some(Open { id: Some((id, span)), .. }) = self.heading.take() {
            (self.sink)(Found::Anchor { id, span });
        }
    }

    fn finish(mut self) {
        self.abandon();
    }

    /// A value as written where nothing in it is an entity, else decoded; with its range in the chunk.
    fn resolve(&self, value: &[u8], span: &ChunkSpan<usize>) -> Option<(Cow<'s, str>, std::ops::Range<usize>)> {
        let range = span.start..span.end;
        let masked = self.chunk.masked.get(range.clone())?;
        let source = self.chunk.source.get(range.clone())?;
        let text = if masked.as_bytes() == value || masked != source {
            Cow::Borrowed(source)
        } else {
            Cow::Owned(std::str::from_utf8(value).ok()?.to_owned())
        };
        Some((text, range))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.chunk.start + start, self.chunk.start + end.max(start))
    }
}
