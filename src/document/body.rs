//! The Markdown behind the front matter: headings, links, images, reference definitions, raw HTML anchors and links,
//! with shortcodes and Liquid as opaque spans.

mod block;
mod definition;
mod heading;
mod mdx;
mod missing;
mod read;

use crate::document::directive::{self, Directive};
use crate::document::{Markup, ReadAs};
use crate::span::Span;
use std::borrow::Cow;

pub use missing::{Missing, MissingKind};

/// What a body holds, each list by position. Spans are bytes of the whole file.
#[derive(Clone, Debug, Default)]
pub struct Body<'s> {
    /// Where the body stands.
    pub span: Span,
    /// Headings, Markdown and raw HTML.
    pub headings: Vec<Heading<'s>>,
    /// Links and images, Markdown and raw HTML; in code there are none.
    pub links: Vec<Link<'s>>,
    /// Reference definitions `[label]: destination`, duplicates included.
    pub definitions: Vec<Definition<'s>>,
    /// Brackets that would be links if their label were defined.
    pub missing: Vec<Missing>,
    /// `id` and `name` attributes of raw HTML, by position.
    pub anchors: Vec<(Cow<'s, str>, Span)>,
    /// Shortcodes, Liquid and Nunjucks tags, MDX expressions and ESM.
    pub directives: Vec<Directive<'s>>,
    /// Code spans, code blocks, HTML and template comments, by start; they may nest. Nothing in them is content.
    pub opaque: Vec<Span>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading<'s> {
    /// The whole heading.
    pub span: Span,
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: Cow<'s, str>,
    /// Its Markdown as written, marks included; empty for a heading in raw HTML.
    pub markdown: &'s str,
    /// An explicit `{#id}`, `{: #id}` or HTML `id`, with its own bytes.
    pub id: Option<(Cow<'s, str>, Span)>,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// `[text](destination)`
    Inline,
    /// `[text][label]`, `[label][]` or `[label]`
    Reference,
    /// `<https://…>`, or a bare address where the generator links those
    Autolink,
    /// `[[Page]]`
    Wiki,
    /// An attribute of raw HTML or JSX.
    Html,
}

/// A link or image.
#[derive(Clone, Debug, PartialEq)]
pub struct Link<'s> {
    /// The whole construct.
    pub span: Span,
    /// The destination's own bytes, without brackets or quotes; for [`LinkKind::Reference`] those in the definition.
    pub dest_span: Span,
    /// The destination with escapes and entities resolved.
    pub dest: Cow<'s, str>,
    /// True for `![…](…)`, `<img src>` and the like.
    pub image: bool,
    /// How it is written.
    pub kind: LinkKind,
}

/// A reference definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition<'s> {
    /// The whole definition.
    pub span: Span,
    /// The label as written, without brackets.
    pub label: &'s str,
    /// The destination's own bytes.
    pub dest_span: Span,
    /// The destination with escapes and entities resolved.
    pub dest: Cow<'s, str>,
}

/// Reads the body that starts at byte `start` of `text`. An HTML file's body is not read.
pub fn parse<'s>(text: &'s str, start: usize, read: &ReadAs) -> Body<'s> {
    let start = start.min(text.len());
    let empty = Body { span: Span::new(start, text.len()), ..Body::default() };
    let Some(source) = text.get(start..) else { return empty };
    let mut mask = match read.markup {
        Markup::Html => return empty,
        Markup::Mdx => mdx::scan(source, start),
        Markup::Markdown if read.front.templates && directive::may_hold(source) => directive::scan(source, start),
        Markup::Markdown => directive::Mask::new(source, start),
    };
    let anchors =
        if read.markdown_in_html && read.markup == Markup::Markdown { block::open(&mut mask) } else { Vec::new() };
    let masked = mask.take_bytes();
    // Only whole characters are overwritten, and by ASCII; should that ever fail, the body is read as it is.
    let masked = simdutf8::basic::from_utf8(&masked).ok().filter(|masked| !masked.is_empty());
    read::read(masked.unwrap_or(source), mask, Body { anchors, ..empty }, read)
}
