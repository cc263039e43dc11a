//! The id that the author wrote behind a heading, as each generator reads it.

use super::Anchors;
use crate::document::body::Heading;
use std::borrow::Cow;

/// What stands in braces at the end of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Braces<'h> {
    /// Between them.
    inner: &'h str,
    /// A blank stands before.
    apart: bool,
    /// A backslash stands before.
    escaped: bool,
}

/// The explicit id of `heading`.
pub(super) fn of<'h>(anchors: Anchors, heading: &'h Heading<'_>) -> Option<Cow<'h, str>> {
    let id = heading.id.as_ref();
    if heading.markdown.is_empty() {
        return id.map(|(id, _)| Cow::Borrowed(&**id));
    }
    // An attribute list on the line below is kramdown's alone.
    let (inline, below) = match id {
        Some((id, span)) if span.start < heading.span.end => (Some(&**id), None),
        Some((id, _)) => (None, Some(&**id)),
        None => (None, None),
    };
    match anchors {
        Anchors::Github | Anchors::Astro | Anchors::Hexo | Anchors::Obsidian => None,
        Anchors::Mdbook | Anchors::Zola | Anchors::ZolaSafe => inline.map(Cow::Borrowed),
        Anchors::None => inline.or(below).map(Cow::Borrowed),
        Anchors::Kramdown | Anchors::KramdownPlain => {
            below.or_else(|| kramdown(braces(heading.markdown)?)).map(Cow::Borrowed)
        }
        Anchors::Docusaurus => docusaurus(heading.markdown).map(Cow::Borrowed),
        _ => is_attributes(anchors, heading.markdown)
            .then(|| braces(unclosed(anchors, heading.markdown)))?
            .and_then(in_list),
    }
}

/// True when what stands in braces at the end of `markdown` is no text for this generator.
pub(super) fn is_attributes(anchors: Anchors, markdown: &str) -> bool {
    match anchors {
        Anchors::Github | Anchors::Astro | Anchors::Hexo | Anchors::Obsidian | Anchors::Docusaurus => false,
        Anchors::Kramdown | Anchors::KramdownPlain => braces(markdown).and_then(kramdown).is_some(),
        Anchors::Hugo | Anchors::HugoAscii | Anchors::HugoBlackfriday => {
            braces(markdown).is_some_and(|braces| !braces.escaped && is_goldmark(braces.inner))
        }
        Anchors::PythonMarkdown | Anchors::PythonMarkdownUnderscore | Anchors::PythonMarkdownUnicode => {
            braces(unclosed(anchors, markdown)).is_some_and(|braces| braces.apart && !braces.escaped)
        }
        Anchors::Vitepress => braces(unclosed(anchors, markdown)).is_some_and(|braces| !braces.escaped),
        _ => true,
    }
}

/// `markdown` without closing `#`s where they may follow the braces.
fn unclosed(anchors: Anchors, markdown: &str) -> &str {
    if matches!(anchors, Anchors::Hugo | Anchors::HugoAscii | Anchors::HugoBlackfriday) {
        return markdown;
    }
    let open = markdown.trim_end_matches('#');
    if open.ends_with([' ', '\t']) { open.trim_end() } else { markdown }
}

/// The last `#id` of an attribute list.
fn in_list(braces: Braces<'_>) -> Option<Cow<'_, str>> {
    let list = braces.inner.strip_prefix(':').unwrap_or(braces.inner);
    let mut ids = list.split([' ', ',']).filter_map(|word| word.strip_prefix('#'));
    ids.rfind(|id| !id.is_empty()).map(Cow::Borrowed)
}

/// The braces that end `markdown`.
fn braces(markdown: &str) -> Option<Braces<'_>> {
    // The underline of a setext heading is no part of it.
    let line = if markdown.starts_with('#') { markdown } else { markdown.rsplit_once('\n')?.0 };
    let text = line.trim_end().strip_suffix('}')?;
    let open = text.rfind('{')?;
    Some(Braces {
        inner: &text[open + 1..],
        apart: text[..open].ends_with([' ', '\t']),
        escaped: text[..open].ends_with('\\'),
    })
}

/// kramdown `parser/kramdown/header.rb`, `HEADER_ID`: a name as XML has it, and nothing else.
fn kramdown(braces: Braces<'_>) -> Option<&str> {
    let id = braces.inner.strip_prefix('#')?;
    let mut chars = id.chars();
    let first = chars.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | ':'));
    let rest = chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '\u{b7}'));
    (braces.apart && first && rest).then_some(id)
}

/// goldmark `parser/attribute.go`: `#id`, `.class` and `key=value`, between blanks or commas.
fn is_goldmark(inner: &str) -> bool {
    let mut rest = inner.trim_start_matches([' ', ',']);
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let end = rest.find([' ', ',', '=']).unwrap_or(rest.len());
        let name = &rest[..end];
        if name.starts_with(['#', '.']) {
            rest = &rest[end..];
        } else if name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':')) {
            let Some(value) = rest[end..].strip_prefix('=') else { return false };
            let length = match value.strip_prefix('"') {
                Some(quoted) => quoted.find('"').map(|at| at + 2),
                None => Some(value.find([' ', ',']).unwrap_or(value.len())),
            };
            let Some(length) = length else { return false };
            rest = &value[length..];
        } else {
            return false;
        }
        rest = rest.trim_start_matches([' ', ',']);
    }
    true
}

/// `{#id}` wherever it ends the text (`parseMarkdownHeadingId`), or a comment `{/* #id */}` or `<!-- #id -->` that does
/// (`remark/headings`).
fn docusaurus(markdown: &str) -> Option<&str> {
    let text = markdown.strip_suffix("-->").and_then(|text| Some(&text[text.rfind("<!--")? + 4..]));
    let text = text.or_else(|| {
        // Blanks between the braces and the comment are the expression's.
        let text = markdown.strip_suffix('}')?.trim_end().strip_suffix("*/")?;
        let (before, comment) = text.rsplit_once("/*")?;
        before.trim_end().ends_with('{').then_some(comment)
    });
    if let Some(comment) = text {
        let id = comment.trim().split(' ').next()?.strip_prefix('#')?;
        return (!id.is_empty()).then_some(id);
    }
    let id = braces(unclosed(Anchors::Docusaurus, markdown))?.inner.strip_prefix('#')?;
    (!id.is_empty()).then_some(id)
}
