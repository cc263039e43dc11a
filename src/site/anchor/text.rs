//! Which text of a heading an id is made from: what counts of images, HTML, entities, line breaks and smart punctuation.

use super::{Anchors, explicit};
use crate::document::body::Heading;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// How one generator reads a heading.
#[derive(Clone, Copy, Debug)]
struct Reading {
    /// Quotes, dashes and dots are made typographic before ids are made.
    smart: bool,
    /// The alternative text of images counts.
    alt: bool,
    /// Entities stay as written.
    raw_entities: bool,
    /// References to footnotes leave a number or their own brackets.
    footnotes: bool,
    /// What stands for a line break.
    line_break: &'static str,
}

/// Bytes of a heading's Markdown up to which it is read again: looking for labels in it is quadratic.
const LONGEST: usize = 4096;

const PLAIN: Reading = Reading { smart: false, alt: false, raw_entities: false, footnotes: true, line_break: "" };
const NO_FOOTNOTES: Reading = Reading { footnotes: false, ..PLAIN };

impl Anchors {
    fn reading(self) -> Reading {
        match self {
            Self::Docusaurus | Self::Zola | Self::ZolaSafe => Reading { alt: true, ..NO_FOOTNOTES },
            Self::Hugo | Self::HugoAscii | Self::HugoBlackfriday => Reading { smart: true, alt: true, ..NO_FOOTNOTES },
            Self::Kramdown => Reading { smart: true, line_break: " ", ..NO_FOOTNOTES },
            Self::Mdbook => Reading { smart: true, line_break: " ", ..PLAIN },
            Self::Hexo => Reading { smart: true, raw_entities: true, ..PLAIN },
            Self::Vitepress => Reading { raw_entities: true, ..PLAIN },
            Self::PythonMarkdown | Self::PythonMarkdownUnderscore | Self::PythonMarkdownUnicode | Self::Obsidian => {
                Reading { line_break: " ", ..NO_FOOTNOTES }
            }
            _ => PLAIN,
        }
    }

    fn is_hugo(self) -> bool {
        matches!(self, Self::Hugo | Self::HugoAscii | Self::HugoBlackfriday)
    }
}

/// The text of `heading` that counts.
pub(super) fn of<'h>(anchors: Anchors, heading: &'h Heading<'_>) -> Cow<'h, str> {
    if anchors == Anchors::KramdownPlain {
        return Cow::Borrowed(raw(heading.markdown));
    }
    let length = heading.markdown.len();
    if length > LONGEST || !heading.text.is_empty() && is_plain(anchors, heading.markdown) {
        return Cow::Borrowed(&heading.text);
    }
    read_again(anchors, heading).map_or(Cow::Borrowed(&*heading.text), Cow::Owned)
}

/// True where the text that the document's reader found is the one that counts for this generator.
fn is_plain(anchors: Anchors, markdown: &str) -> bool {
    let bytes = markdown.as_bytes();
    let level = bytes.iter().take_while(|byte| **byte == b'#').count();
    let mut before = b' ';
    // Setext headings have a line break before their underline.
    level > 0
        && anchors != Anchors::ZolaSafe
        && bytes[level..].iter().all(|&byte| {
            let twice = byte == before;
            before = byte;
            match byte {
                b'-' | b'.' => !twice,
                b'<' | b'&' | b'{' | b'[' | b'\n' | b'\\' => false,
                b'\'' | b'"' => anchors != Anchors::Hexo,
                b':' => !matches!(anchors, Anchors::Vitepress | Anchors::Docusaurus) && !anchors.is_hugo(),
                b'*' | b'_' | b'~' | b'`' => !anchors.is_hugo() && anchors != Anchors::Hexo,
                b'w' => !(twice && anchors.is_hugo()),
                b'@' => !anchors.is_hugo(),
                _ => true,
            }
        })
}

/// The heading's Markdown without its marks and its id, for what reads no Markdown (kramdown's own parser).
pub(super) fn raw(markdown: &str) -> &str {
    let text = if markdown.starts_with('#') {
        markdown.trim_start_matches('#')
    } else {
        markdown.rsplit_once('\n').map_or(markdown, |(text, _)| text)
    };
    let mut text = text.trim();
    if explicit::is_attributes(Anchors::KramdownPlain, markdown) {
        text = text.rfind('{').map_or(text, |at| text[..at].trim_end());
    }
    let open = text.trim_end_matches('#');
    if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { text }
}

/// Runs of exactly two hyphens taken out.
fn push_without_pairs(text: &str, kept: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let run = rest[at..].bytes().take_while(|byte| *byte == b'-').count();
        kept.push_str(&rest[..at]);
        if run != 2 {
            kept.push_str(&rest[at..at + run]);
        }
        rest = &rest[at + run..];
    }
    kept.push_str(rest);
}

/// Reads the heading alone, with what this generator makes of it.
fn read_again(anchors: Anchors, heading: &Heading<'_>) -> Option<String> {
    let reading = anchors.reading();
    let markdown = heading.markdown;
    let mut options = Options::ENABLE_STRIKETHROUGH;
    options.set(Options::ENABLE_SMART_PUNCTUATION, reading.smart);
    options.set(Options::ENABLE_HEADING_ATTRIBUTES, explicit::is_attributes(anchors, markdown));
    // Definitions stand elsewhere: a bracket is a link unless the document's reader left it in the text.
    let label = |link: BrokenLink<'_>| {
        let written = link.reference.starts_with('^') || heading.text.contains(&format!("[{}]", link.reference));
        (!written).then_some((CowStr::Borrowed("#"), CowStr::Borrowed("")))
    };
    let mut events = Parser::new_with_broken_link_callback(markdown, options, Some(label)).into_offset_iter();
    if !matches!(events.next(), Some((Event::Start(Tag::Heading { .. }), _))) {
        return None;
    }
    let mut gather = Gather { anchors, reading, markdown, text: String::new(), ..Gather::default() };
    for (event, range) in events {
        match event {
            Event::End(TagEnd::Heading(_)) => break,
            event => gather.event(event, range),
        }
    }
    let text = gather.finish();
    // VitePress keeps entities as written but where nothing stands beside one (markdown-it `text_join`).
    if anchors == Anchors::Vitepress && text.starts_with('&') && text.find(';') == Some(text.len() - 1) {
        return None;
    }
    // The document's reader, which sees the footnotes, took their references out.
    let footnotes = !reading.footnotes && text.contains("[^") && !heading.text.contains("[^");
    Some(if footnotes { without_references(&text) } else { text })
}

/// The text as far as it is read.
struct Gather<'m> {
    anchors: Anchors,
    reading: Reading,
    markdown: &'m str,
    text: String,
    /// Open links, images and emphasis.
    depth: usize,
    /// Open images and autolinks whose text does not count.
    skipped: usize,
    /// Open autolinks.
    autolinks: usize,
    /// Hugo: the outermost open construct has given some text, which ends with whatever is no text.
    piece: bool,
    /// Hugo: it has given all that counts.
    told: bool,
}

impl Default for Gather<'_> {
    fn default() -> Self {
        Self {
            anchors: Anchors::None,
            reading: PLAIN,
            markdown: "",
            text: String::new(),
            depth: 0,
            skipped: 0,
            autolinks: 0,
            piece: false,
            told: false,
        }
    }
}

impl Gather<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        self.told |= self.piece && !matches!(event, Event::Text(_) | Event::End(_));
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                let autolink = matches!(tag, Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. });
                self.autolinks += usize::from(autolink);
                let skip = matches!(tag, Tag::Image { .. }) && !self.reading.alt || autolink && self.anchors.is_hugo();
                self.skipped += usize::from(skip || self.skipped > 0);
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.skipped = self.skipped.saturating_sub(1);
                self.autolinks = self.autolinks.saturating_sub(1);
                self.piece &= self.depth > 0;
                self.told = self.depth > 0 && self.anchors.is_hugo();
            }
            _ if self.skipped > 0 || self.told => {}
            Event::Text(text) => self.push_text(&text, &self.markdown[range]),
            Event::Code(text) => {
                self.text.push_str(&text);
                self.told = self.depth > 0 && self.anchors.is_hugo();
            }
            Event::SoftBreak | Event::HardBreak => {
                if self.anchors.is_hugo() {
                    // goldmark: the last line of a setext heading.
                    self.text.clear();
                }
                self.text.push_str(self.reading.line_break);
            }
            Event::InlineHtml(_) => self.told = self.depth > 0 && self.anchors.is_hugo(),
            _ => {}
        }
    }

    fn push_text(&mut self, text: &str, written: &str) {
        let entity = written.starts_with('&') && text != written;
        if self.anchors.is_hugo() {
            self.push_hugo(text, written);
        } else if entity && self.reading.raw_entities && !(self.anchors == Anchors::Hexo && is_escaped(written)) {
            self.text.push_str(written);
        } else {
            match self.anchors {
                Anchors::Vitepress => push_without_emoji(text, &mut self.text),
                Anchors::Docusaurus => push_without_directives(text, &mut self.text),
                // SmartyPants makes two hyphens one dash, but three stay.
                Anchors::Astro => push_without_pairs(text, &mut self.text),
                _ => self.text.push_str(text),
            }
        }
    }

    /// Hugo decodes named entities only, leaves addresses out that it makes links, and knows of each link, image or
    /// emphasis its first piece: what stands before anything that might have been markup.
    fn push_hugo(&mut self, text: &str, written: &str) {
        if written.starts_with("&#") {
            self.text.push_str(written);
        } else if self.depth == 0 {
            push_without_addresses(text, &mut self.text);
        } else if text == written || written.starts_with('&') {
            self.piece = true;
            let cut = text.find(['*', '_', '~', '[', ']', '<', '`', '\'', '"']);
            self.text.push_str(&text[..cut.unwrap_or(text.len())]);
            if let Some(at) = cut {
                if text[at..].starts_with('_') {
                    self.text.push('_');
                }
                self.told = true;
            }
        } else {
            self.told = true;
        }
    }

    fn finish(self) -> String {
        if self.anchors == Anchors::Hexo { without_tags(&self.text) } else { self.text }
    }
}

/// What hexo-util's `unescapeHTML` knows.
fn is_escaped(entity: &str) -> bool {
    matches!(entity, "&amp;" | "&lt;" | "&gt;" | "&quot;" | "&#39;" | "&#96;" | "&#x2F;" | "&#x3D;")
}

/// `[^label]` taken out.
fn without_references(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("[^") {
        let Some(close) = rest[open..].find(']') else { break };
        kept.push_str(&rest[..open]);
        rest = &rest[open + close + 1..];
    }
    kept + rest
}

/// remark-directive's `:name` taken out: it starts with a letter, and no colon stands on either side.
fn push_without_directives(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        let name = &rest[colon + 1..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(name.len());
        let directive = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !name[end..].starts_with(':')
            && !rest[..colon].ends_with(':');
        if let Some(behind) = name.strip_prefix(':') {
            out.push_str(&rest[..colon + 2]);
            rest = behind;
            // The name behind two colons is text.
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            out.push_str(if directive { &rest[..colon] } else { &rest[..=colon + end] });
            rest = &name[end..];
        }
    }
    out.push_str(rest);
}

/// markdown-it-emoji's `:name:` taken out. The names themselves are not known here: a word with a letter is taken for one.
fn push_without_emoji(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(open) = rest.find(':') {
        let inner = &rest[open + 1..];
        let close =
            inner.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !matches!(c, '_' | '+' | '-'));
        let name = close.filter(|&at| inner[at..].starts_with(':')).map(|at| &inner[..at]);
        let apart = !rest[..open].ends_with(':') && !name.is_some_and(|name| inner[name.len() + 1..].starts_with(':'));
        let emoji = apart
            && name.is_some_and(|name| {
                name.bytes().any(|byte| byte.is_ascii_lowercase()) || matches!(name, "+1" | "-1" | "100" | "1234")
            });
        match name {
            Some(name) if emoji => {
                out.push_str(&rest[..open]);
                rest = &inner[name.len() + 1..];
            }
            _ => {
                out.push_str(&rest[..=open]);
                rest = inner;
            }
        }
    }
    out.push_str(rest);
}

/// Bare addresses, which goldmark's linkify makes links, taken out.
fn push_without_addresses(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !c.is_whitespace()) {
        let end = rest[at..].find(char::is_whitespace).map_or(rest.len(), |end| at + end);
        let word = &rest[at..end];
        let start = word.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
        let address = &word[start..];
        // goldmark looks for none behind an open bracket.
        let bracket = out.rfind('[') > out.rfind(']');
        let linked = ["http://", "https://", "ftp://"].iter().any(|scheme| address.starts_with(scheme))
            || address.starts_with("www.") && address[4..].contains('.')
            || address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        // What ends a sentence ends no address.
        let tail = address.len() - address.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~']).len();
        if linked && !bracket {
            out.push_str(&rest[..at + start]);
            out.push_str(&rest[end - tail..end]);
        } else {
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
}

/// hexo-util's `stripHTML`: what looks like a tag once entities are read, code included.
fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut depth = 0usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '<' if depth > 0 || !chars.peek().is_some_and(|next| next.is_whitespace()) => depth += 1,
            '>' if depth > 0 => depth -= 1,
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}
