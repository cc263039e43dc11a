//! YAML front matter into a [`Tree`](super::node::Tree): the usual is read line by line, the rest from granit's events,
//! with the places granit leaves out found again.

mod ambiguous;
mod build;
mod errors;
mod flat;
mod scalar;

use super::node::{Kind, Style};
use super::{FrontSyntax, Parsed, Problem, ProblemKind};
use crate::span::Span;

/// Reads the YAML under `inner`. With `mapping`, a root that is no mapping is a problem.
pub(super) fn parse<'s>(text: &'s str, inner: Span, syntax: &FrontSyntax, mapping: bool) -> Parsed<'s> {
    match flat::read(text, inner, syntax) {
        Ok(parsed) => return finish(text, inner, parsed, mapping),
        Err(flat::Unread { underindented: Some(open) }) => {
            if let Some(parsed) = flat_lenient(text, inner, syntax, open) {
                return finish(text, inner, parsed, mapping);
            }
        }
        Err(_) => {}
    }
    let mut build = build::Build::new(text, inner, syntax);
    if let Err(problem) = build.run(inner.slice(text)) {
        let problem = match lenient(text, inner, syntax, build.underindented) {
            Some(Ok(parsed)) => return finish(text, inner, parsed, mapping),
            Some(Err(behind)) => behind,
            None => problem,
        };
        build.parsed.tree = super::node::Tree::new();
        let problem = errors::control(text, inner).map_or(problem, Box::new);
        // What a line seems to say is beside the point when it cannot be read.
        build.parsed.problems.retain(|problem| problem.kind == ProblemKind::Syntax);
        build.parsed.problems.push(*problem);
        return build.parsed;
    }
    finish(text, inner, build.parsed, mapping)
}

/// How often the line ends of a value are folded: each round reads the block once more.
const ROUNDS: usize = 8;

/// What [`lenient`] gives, where nothing but such values keeps a block from being read line by line.
fn flat_lenient<'s>(text: &'s str, inner: Span, syntax: &FrontSyntax, mut open: usize) -> Option<Parsed<'s>> {
    let mut patched = text.to_owned();
    for _ in 0..ROUNDS {
        let (folded, keys) = errors::fold(&patched, inner, open)?;
        patched = folded;
        match flat::read(&patched, inner, syntax) {
            Ok(parsed) => return Some(in_text(text, parsed)),
            Err(unread) => open = unread.underindented.filter(|_| !keys)?,
        }
    }
    None
}

/// What was read from a copy of `text`, of `text` itself.
fn in_text<'s>(text: &'s str, parsed: Parsed<'_>) -> Parsed<'s> {
    let schema_comment = parsed.schema_comment.map(|(_, span)| (span.slice(text), span));
    Parsed { tree: parsed.tree.into_owned(), schema_comment, problems: parsed.problems }
}

/// Lines of a quoted value that are not indented: YAML forbids them, libyaml, Psych and js-yaml read them, and pages
/// are full of them. The line ends within such values are folded by hand, byte for byte, so that every place stays.
/// An error is the one that stands behind such values.
fn lenient<'s>(
    text: &'s str,
    inner: Span,
    syntax: &FrontSyntax,
    mut open: Option<usize>,
) -> Option<Result<Parsed<'s>, Box<Problem>>> {
    let mut patched = text.to_owned();
    let mut behind = None;
    for _ in 0..ROUNDS {
        let Some((folded, keys)) = open.and_then(|open| errors::fold(&patched, inner, open)) else { break };
        patched = folded;
        let mut build = build::Build::new(&patched, inner, syntax);
        match build.run(inner.slice(&patched)) {
            Ok(()) => return Some(Ok(in_text(text, build.parsed))),
            // The quote was forgotten: what was said of it stands.
            Err(_) if keys => break,
            Err(problem) => behind = Some(problem),
        }
        open = build.underindented;
    }
    behind.map(Err)
}

fn finish<'s>(text: &'s str, inner: Span, mut parsed: Parsed<'s>, mapping: bool) -> Parsed<'s> {
    if let Some(root) = parsed.tree.root() {
        match root.kind() {
            Kind::Map => ambiguous::find(text, inner, &mut parsed),
            Kind::Null if root.span().is_empty() => parsed.tree = super::node::Tree::new(),
            kind if mapping => {
                let mut span = first_line(text, root.span());
                if kind == Kind::List && root.style() == Style::Block {
                    let before = &text[inner.start as usize..span.start as usize];
                    let dash = before.rfind('-').map_or(span.start as usize, |at| inner.start as usize + at);
                    span = first_line(text, Span::new(dash, span.end as usize));
                }
                let what = match kind {
                    Kind::Str => "text".to_owned(),
                    Kind::Int => "an integer".to_owned(),
                    kind => format!("a {}", kind.name()),
                };
                let problem = errors::slip(text, span).unwrap_or_else(|| {
                    Problem::new(ProblemKind::Syntax, span, format!("front matter is {what}, not a mapping"))
                        .with_help("write `key: value` lines")
                });
                parsed.problems.push(problem);
                parsed.tree = super::node::Tree::new();
            }
            _ => {}
        }
    }
    parsed
}

/// `key:value`: the byte behind the colon.
fn glued_key(line: &str) -> Option<usize> {
    let (key, rest) = line.split_once(':')?;
    (is_word(key) && rest.starts_with(|c: char| !c.is_whitespace() && c != ':') && !rest.starts_with("//"))
        .then_some(key.len() + 1)
}

fn first_line(text: &str, span: Span) -> Span {
    let content = span.slice(text);
    let end = content.find(['\n', '\r']).unwrap_or(content.len());
    Span::new(span.start as usize, span.start as usize + end)
}

/// A line that is meant as a key, if only for a missing space.
pub(super) fn is_key_line(line: &str) -> bool {
    // Quotes and control characters make no key less of one.
    let bare = |key: &str| {
        key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key).replace(char::is_control, "")
    };
    glued_key(line).is_some()
        || line.split_once(':').is_some_and(|(key, rest)| {
            is_word(&bare(key)) && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        })
}

/// A key as nearly all are: ASCII letters, digits, `_` and `-`.
fn is_word(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}
