//! What is not Markdown in Markdown: Hugo shortcodes, Liquid and Nunjucks tags, MDX expressions and ESM.
//!
//! A Markdown parser must not see them: `[x]({{< ref "post.md" >}})` is a link whose destination holds blanks and quotes.
//! They are overwritten in a copy of the same length (`Mask`), so that every offset stays true, in the manner of Hugo
//! itself, which replaces a shortcode by a word before it renders Markdown (`hugolib/shortcode.go`,
//! `createShortcodePlaceholder`).

use crate::span::Span;
use memchr::{memchr, memchr3, memmem};
use std::ops::Range;

/// Which language a directive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DirectiveKind {
    /// Hugo `{{< … >}}` and `{{% … %}}`.
    Shortcode,
    /// Liquid, Nunjucks or Jinja `{% … %}`.
    Tag,
    /// Liquid, Nunjucks, Jinja or Zola `{{ … }}`.
    Output,
    /// MDX `{…}`, `import` and `export`.
    Expression,
}

/// One directive: an opaque span whose name is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive<'s> {
    /// The whole construct, braces included.
    pub span: Span,
    /// Which language.
    pub kind: DirectiveKind,
    /// The first word: `figure`, `ref`, `/highlight`, `post_url`.
    pub name: &'s str,
    /// What stands behind the name, trimmed.
    pub args: &'s str,
}

/// How a range is overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// By a word; line ends stay.
    Word,
    /// By a word on one line, as Hugo's placeholders are.
    OneWord,
    /// By blanks; line ends stay.
    Blank,
}

/// A body with its directives overwritten by bytes that mean nothing in Markdown. Ranges here count from the body's start.
#[derive(Debug)]
pub(crate) struct Mask<'s> {
    /// The body as written.
    pub(crate) source: &'s str,
    /// Where the body stands in the file.
    pub(crate) start: usize,
    /// What was found, by position.
    pub(crate) directives: Vec<Directive<'s>>,
    /// Template comments and code between paired tags; spans of the file.
    pub(crate) opaque: Vec<Span>,
    /// Masked ranges that are no text, such as comments and JSX tags, by position.
    pub(crate) hidden: Vec<Range<usize>>,
    /// JSX tags, by position.
    pub(crate) tags: Vec<Range<usize>>,
    /// True when a character of several bytes was overwritten, so that the masked text can be cut where the source cannot.
    pub(crate) wide: bool,
    bytes: Vec<u8>,
}

impl<'s> Mask<'s> {
    /// Nothing masked yet.
    pub(crate) fn new(source: &'s str, start: usize) -> Self {
        Self {
            source,
            start,
            directives: Vec::new(),
            opaque: Vec::new(),
            hidden: Vec::new(),
            tags: Vec::new(),
            wide: false,
            bytes: Vec::new(),
        }
    }

    /// Overwrites `range`, whose ends are character boundaries.
    pub(crate) fn fill(&mut self, range: Range<usize>, how: Fill) {
        if self.bytes.is_empty() {
            self.bytes = self.source.as_bytes().to_vec();
        }
        self.wide |= !self.bytes[range.clone()].is_ascii();
        let byte = if how == Fill::Blank { b' ' } else { b'x' };
        for old in &mut self.bytes[range] {
            if how == Fill::OneWord || !matches!(*old, b'\n' | b'\r') {
                *old = byte;
            }
        }
    }

    /// Takes a range out of the text. Blanks in front of text could make that an indented code block.
    pub(crate) fn hide(&mut self, range: Range<usize>) {
        let how = if self.alone(&range) { Fill::Blank } else { Fill::Word };
        self.fill(range.clone(), how);
        self.hidden.push(range);
    }

    /// The span in the file of a range of the body.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start + self.start, range.end + self.start)
    }

    /// True when nothing but blanks stands on the lines around `range`.
    pub(crate) fn alone(&self, range: &Range<usize>) -> bool {
        let bytes = self.source.as_bytes();
        let blank = |b: &&u8| matches!(b, b' ' | b'\t');
        let before = bytes[..range.start].iter().rev().find(|b| !blank(b));
        let after = bytes[range.end..].iter().find(|b| !blank(b));
        let edge = |b: Option<&u8>| matches!(b, None | Some(b'\n' | b'\r'));
        edge(before) && edge(after)
    }

    /// Takes the masked text out; empty where nothing is masked.
    pub(crate) fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// Adds a directive whose inner text is `inner`.
    pub(crate) fn push(&mut self, range: &Range<usize>, kind: DirectiveKind, inner: &'s str) {
        let ends: &[char] = match kind {
            DirectiveKind::Shortcode => &[],
            DirectiveKind::Tag => &['('],
            DirectiveKind::Output | DirectiveKind::Expression => &['(', '|', ',', '{', '['],
        };
        let inner = inner.trim();
        let end = inner.find(|c: char| c.is_whitespace() || ends.contains(&c)).unwrap_or(inner.len());
        let (name, args) = inner.split_at(end);
        self.directives.push(Directive { span: self.span(range), kind, name, args: args.trim() });
    }
}

/// Finds and masks shortcodes, tags, outputs and comments of templates.
///
/// Linear: a scan from an opener ends at the next opener at the latest, except inside Hugo's quotes, where failed scans
/// share a budget.
pub(crate) fn scan(source: &str, start: usize) -> Mask<'_> {
    let mut mask = Mask::new(source, start);
    let bytes = source.as_bytes();
    let mut pairs = Pairs::default();
    let mut budget = 2 * bytes.len() + 4096;
    let mut at = 0;
    while let Some(found) = memchr(b'{', &bytes[at..]) {
        let open = at + found;
        let end = match (bytes.get(open + 1), bytes.get(open + 2)) {
            (Some(b'{'), Some(&edge @ (b'<' | b'%'))) => {
                let close = if edge == b'<' { b'>' } else { b'%' };
                shortcode_end(bytes, open + 3, close, &mut budget)
                    .map(|end| shortcode(&mut mask, &mut pairs, open..end))
            }
            (Some(b'{'), _) => close(bytes, open + 2, b'}').inspect(|&end| {
                let range = open..end;
                mask.push(&range, DirectiveKind::Output, trim_dashes(&source[open + 2..end - 2]));
                mask.fill(range, Fill::Word);
            }),
            (Some(b'%'), _) => close(bytes, open + 2, b'%').map(|end| tag(&mut mask, &mut pairs, open..end)),
            // `{#id}` is a heading's id, `{# … #}` a comment.
            (Some(b'#'), Some(b' ' | b'\t' | b'\r' | b'\n' | b'-')) => {
                pairs.find(source, "#}", open + 2, |_, _| true).map(|(_, end)| end).inspect(|&end| {
                    mask.opaque.push(mask.span(&(open..end)));
                    mask.hide(open..end);
                })
            }
            _ => None,
        };
        at = end.unwrap_or(open + 1);
    }
    mask
}

/// True where [`scan`] could find something.
pub(crate) fn may_hold(source: &str) -> bool {
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr(b'{', &bytes[at..]) {
        at += found + 1;
        match bytes.get(at) {
            Some(b'{' | b'%') => return true,
            Some(b'#') if matches!(bytes.get(at + 1), Some(b' ' | b'\t' | b'\r' | b'\n' | b'-')) => return true,
            _ => {}
        }
    }
    false
}

/// Masks one Hugo shortcode; gives the byte behind it, or behind its pair where that is code.
fn shortcode<'s>(mask: &mut Mask<'s>, pairs: &mut Pairs, range: Range<usize>) -> usize {
    let source = mask.source;
    let end = range.end;
    let inner = source[range.start + 3..end - 3].trim();
    if inner.starts_with("/*") {
        // `{{</* x */>}}` shows the shortcode instead of running it.
        mask.opaque.push(mask.span(&range));
        mask.fill(range, Fill::OneWord);
        return end;
    }
    let closed = inner.ends_with('/');
    mask.push(&range, DirectiveKind::Shortcode, inner.strip_suffix('/').unwrap_or(inner));
    mask.fill(range, Fill::OneWord);
    if closed || mask.directives.last().is_none_or(|d| d.name != "highlight") {
        return end;
    }
    let is_end = |before: &str, after: &str| {
        let before = before.trim_end();
        (before.ends_with("{{<") || before.ends_with("{{%"))
            && (after.trim_start().starts_with(">}}") || after.trim_start().starts_with("%}}"))
    };
    let Some((at, _)) = pairs.find(source, "/highlight", end, is_end) else { return end };
    let inner = source[..at].rfind("{{").map_or(end, |inner| inner.max(end));
    mask.opaque.push(mask.span(&(end..inner)));
    mask.fill(end..inner, Fill::Blank);
    inner
}

/// Masks one `{% … %}`; gives the byte behind it, or behind what its pair takes out of the text.
fn tag<'s>(mask: &mut Mask<'s>, pairs: &mut Pairs, range: Range<usize>) -> usize {
    let source = mask.source;
    let end = range.end;
    let inner = trim_dashes(&source[range.start + 2..end - 2]);
    mask.push(&range, DirectiveKind::Tag, inner);
    // A tag on a line of its own leaves an empty line.
    let how = if mask.alone(&range) { Fill::Blank } else { Fill::Word };
    mask.fill(range.clone(), how);
    let closing = match mask.directives.last().map(|d| d.name) {
        Some("raw") => "endraw",
        Some("verbatim") => "endverbatim",
        Some("comment") => "endcomment",
        Some("highlight") => "endhighlight",
        Some("codeblock") => "endcodeblock",
        _ => return end,
    };
    let is_end = |before: &str, after: &str| {
        let before = before.trim_end().trim_end_matches(['-', '+', '~']);
        let after = after.trim_start().trim_start_matches(['-', '+', '~']);
        before.ends_with("{%") && after.starts_with("%}")
    };
    let Some((at, word_end)) = pairs.find(source, closing, end, is_end) else { return end };
    let inner = source[..at].rfind("{%").map_or(end, |inner| inner.max(end));
    let Some(pair_end) = source[word_end..].find("%}").map(|found| word_end + found + 2) else { return end };
    match closing {
        // Their text is Markdown, only not a template.
        "endraw" | "endverbatim" => {}
        "endcomment" => {
            mask.opaque.push(mask.span(&(range.start..pair_end)));
            mask.hide(range.start..pair_end);
            return pair_end;
        }
        _ => {
            mask.opaque.push(mask.span(&(end..inner)));
            mask.fill(end..inner, Fill::Blank);
        }
    }
    tag(mask, pairs, inner..pair_end)
}

/// Which closers are known to be missing behind any further opener, so that many unclosed ones cost one scan.
#[derive(Default)]
struct Pairs {
    missing: Vec<&'static str>,
}

impl Pairs {
    /// The first `needle` at or behind `from` whose surroundings fit.
    fn find(
        &mut self,
        source: &str,
        needle: &'static str,
        from: usize,
        fits: impl Fn(&str, &str) -> bool,
    ) -> Option<(usize, usize)> {
        if self.missing.contains(&needle) {
            return None;
        }
        for found in memmem::find_iter(&source.as_bytes()[from..], needle) {
            let (at, end) = (from + found, from + found + needle.len());
            // A few bytes around the word are enough and keep this linear.
            let before = &source[source.floor_char_boundary(at.saturating_sub(32)).max(from)..at];
            let after = &source[end..source.floor_char_boundary(end + 32).max(end)];
            if fits(before, after) {
                return Some((at, end));
            }
        }
        self.missing.push(needle);
        None
    }
}

/// Where `{{` or `{%` ends: behind the first closer that comes before the next opener, an empty line or a code fence. What
/// is not closed by then is text (a brace in prose, TeX).
fn close(bytes: &[u8], from: usize, edge: u8) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr3(edge, b'{', b'\n', &bytes[at..])?;
        match bytes[at] {
            b'\n' => {
                let rest = &bytes[at + 1..];
                let line = &rest[rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'>')).count()..];
                if line.is_empty() || line[0] == b'\n' || line.starts_with(b"```") || line.starts_with(b"~~~") {
                    return None;
                }
            }
            b'{' => match bytes.get(at + 1) {
                Some(b'%') => return None,
                // `{% include {{ page.x }} %}`
                Some(b'{') if edge != b'%' => return None,
                _ => {}
            },
            _ if bytes.get(at + 1) == Some(&b'}') => return Some(at + 2),
            _ => {}
        }
        at += 1;
    }
}

/// Where a shortcode ends. Quotes as in Hugo's lexer (`parser/pageparser/pagelexer_shortcode.go`): `"…"` on one line with
/// `\"`, and raw strings in backticks.
fn shortcode_end(bytes: &[u8], from: usize, edge: u8, budget: &mut usize) -> Option<usize> {
    let closes = |at: usize| bytes[at] == edge && bytes[at + 1..].starts_with(b"}}");
    let opens = |at: usize| bytes[at..].starts_with(b"{{<") || bytes[at..].starts_with(b"{{%");
    let mut at = from;
    while at < bytes.len() && *budget > 0 {
        match bytes[at] {
            b'"' => {
                let mut quoted = at + 1;
                while !matches!(bytes.get(quoted), None | Some(b'"' | b'\n')) {
                    quoted += 1 + usize::from(bytes[quoted] == b'\\');
                }
                if bytes.get(quoted) != Some(&b'"') {
                    at = quoted.min(bytes.len());
                    break;
                }
                at = quoted;
            }
            b'`' => match memchr(b'`', &bytes[at + 1..]) {
                Some(found) => at += found + 1,
                None => {
                    at = bytes.len();
                    break;
                }
            },
            b'{' if opens(at) => break,
            _ if closes(at) => return Some(at + 3),
            _ => {}
        }
        at += 1;
    }
    *budget = budget.saturating_sub(at - from);
    // A stray quote: without quotes, up to the next opener.
    let mut at = from;
    loop {
        at += memchr::memchr2(edge, b'{', bytes.get(at..)?)?;
        if opens(at) {
            return None;
        }
        if closes(at) {
            return Some(at + 3);
        }
        at += 1;
    }
}

/// Without the white space control of `{%- … -%}`.
fn trim_dashes(inner: &str) -> &str {
    let inner = inner.strip_prefix(['-', '+', '~']).unwrap_or(inner);
    inner.strip_suffix(['-', '+', '~']).unwrap_or(inner)
}
