//! JSON front matter: `jsonc-parser` with every leniency off into a [`Tree`], and what it still lets through closed.

use super::node::{EntryData, NodeId, Style, Tree, Value};
use super::{Parsed, Problem, ProblemKind};
use crate::source::LIMITS;
use crate::span::Span;
use jsonc_parser::ast;
use jsonc_parser::errors::ParseErrorKind as Kind;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads the JSON value under `inner`.
pub(super) fn parse<'s>(text: &'s str, inner: Span, fold_case: bool) -> Parsed<'s> {
    let base = inner.start as usize;
    let source = inner.slice(text);
    let mut parsed = parse_source(source, fold_case, base);
    if let Some(root) = parsed.tree.root()
        && root.kind() == super::node::Kind::Null
        && source.trim().is_empty()
    {
        parsed.tree = Tree::new();
    }
    parsed
}

/// Reads Hexo's members without braces, as between `;;;` lines.
pub(super) fn parse_members<'s>(text: &str, inner: Span, fold_case: bool) -> Parsed<'s> {
    let mut wrapped = String::with_capacity(inner.len() + 2);
    wrapped.push('{');
    wrapped.push_str(inner.slice(text));
    wrapped.push('}');
    // One byte to the left for the brace that is not in the file, and spans may not leave the block.
    let clamp = |span: Span| {
        let place = |at: u32| (inner.start + at.saturating_sub(1)).min(inner.end);
        Span { start: place(span.start), end: place(span.end) }
    };
    let parsed = parse_source(&wrapped, fold_case, 0);
    let problems = parsed.problems.into_iter().map(|problem| problem.mapped(clamp)).collect();
    Parsed { tree: parsed.tree.map_spans(clamp).into_owned(), schema_comment: None, problems }
}

fn parse_source(source: &str, fold_case: bool, base: usize) -> Parsed<'_> {
    let mut problems = Vec::new();
    if let Some(problem) = scan(source) {
        return Parsed { problems: vec![problem.shifted(base)], ..Parsed::default() };
    }
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let value = match parse_to_ast(source, &collect, &STRICT) {
        Ok(result) => result.value,
        Err(error) => {
            let range = error.range();
            let start = source.floor_char_boundary(range.start.min(source.len()));
            let end = source.ceil_char_boundary(range.end.clamp(start, source.len()));
            return Parsed {
                problems: vec![syntax(error.kind(), source, Span::new(start, end)).shifted(base)],
                ..Parsed::default()
            };
        }
    };
    let mut build = Build { base, tree: Tree::new(), problems: Vec::new(), fold_case, wrong_number: None };
    if let Some(value) = value {
        let root = build.value(value);
        build.tree.set_root(root);
    } else if source.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
        problems.push(Problem::new(ProblemKind::Syntax, Span::empty(base), "there is no JSON value"));
    }
    problems.append(&mut build.problems);
    if let Some(span) = build.wrong_number {
        build.tree = Tree::new();
        let message = "this is not a JSON number";
        problems.push(Problem::new(ProblemKind::Syntax, span, message).with_help("quote it if it is text"));
    }
    if build.tree.len() > LIMITS.expanded_nodes {
        build.tree = Tree::new();
        let message = format!("the front matter has more than {} values", LIMITS.expanded_nodes);
        problems.push(Problem::new(ProblemKind::Limit, Span::empty(base), message));
    }
    Parsed { tree: build.tree, schema_comment: None, problems }
}

/// What the parser does not look at: nesting (its own limit is deeper and it recurses), control characters in strings,
/// and white space that is none in JSON (RFC 8259, sections 2 and 7).
fn scan(source: &str) -> Option<Problem> {
    let bytes = source.as_bytes();
    let mut depth = 0usize;
    let mut string = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let Some(open) = string {
            match byte {
                b'"' => string = None,
                b'\\' if bytes.get(at + 1) == Some(&b'u') => match code_unit(&bytes[at..]) {
                    Some(0xd800..0xdc00)
                        if code_unit(&bytes[at + 6..]).is_some_and(|low| (0xdc00..0xe000).contains(&low)) =>
                    {
                        at += 11;
                    }
                    Some(0xd800..0xe000) => {
                        let message = format!("`{}` is half of a surrogate pair", &source[at..at + 6]);
                        let problem = Problem::new(ProblemKind::Syntax, Span::new(at, at + 6), message);
                        return Some(problem.with_help("write both halves, or the character itself"));
                    }
                    _ => at += 1,
                },
                b'\\' if bytes.get(at + 1).is_some_and(|b| *b >= 0x20) => at += 1,
                b'\n' | b'\r' => {
                    let problem =
                        Problem::new(ProblemKind::Syntax, Span::new(open, at), "this string is not closed on its line");
                    return Some(problem.with_help("close it with `\"`; write a line end in text as `\\n`"));
                }
                0..0x20 => {
                    let message = format!("a control character U+{byte:04X} stands in a string");
                    let help = if byte == b'\t' {
                        "write it as `\\t`".to_owned()
                    } else {
                        format!("write it as `\\u{byte:04x}`")
                    };
                    return Some(Problem::new(ProblemKind::Syntax, Span::new(at, at + 1), message).with_help(help));
                }
                _ => {}
            }
        } else {
            match byte {
                b'"' => string = Some(at),
                b'{' | b'[' => {
                    depth += 1;
                    if depth > LIMITS.json_depth {
                        let message = format!("values are nested more than {} deep", LIMITS.json_depth);
                        return Some(Problem::new(ProblemKind::Limit, Span::new(at, at + 1), message));
                    }
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                b'\t' | b'\n' | b'\r' => {}
                0..0x20 | 0x7f.. => {
                    let length = source[at..].chars().next().map_or(1, char::len_utf8);
                    let message = "this character may only stand in a string";
                    return Some(Problem::new(ProblemKind::Syntax, Span::new(at, at + length), message));
                }
                _ => {}
            }
        }
        at += 1;
    }
    string.map(|open| {
        Problem::new(ProblemKind::Syntax, Span::new(open, open + 1), "this string is never closed")
            .with_help("close it with `\"`")
    })
}

/// The UTF-16 code unit of an escape `\uXXXX` at the start of `bytes`.
fn code_unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn syntax(kind: &Kind, source: &str, span: Span) -> Problem {
    let problem = |message: &str| Problem::new(ProblemKind::Syntax, span, message);
    match kind {
        Kind::CommentsNotAllowed => problem("JSON has no comments").with_help("remove the comment"),
        Kind::TrailingCommasNotAllowed => {
            problem("a comma stands before the closing bracket").with_help("remove the comma")
        }
        Kind::SingleQuotedStringsNotAllowed => {
            problem("JSON strings stand in double quotes").with_help("write `\"` for `'`")
        }
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedWord => {
            problem(&format!("`{}` is not JSON", brief(span.slice(source))))
                .with_help("put text and keys in double quotes")
        }
        Kind::ExpectedComma => problem("a comma is missing here"),
        Kind::ExpectedColonAfterObjectKey => problem("a colon is missing behind this key"),
        Kind::ExpectedObjectValue => problem("this key has no value"),
        Kind::UnterminatedArray => problem("this list is never closed").with_help("close it with `]`"),
        Kind::UnterminatedObject => problem("this object is never closed").with_help("close it with `}`"),
        Kind::MultipleRootJsonValues => problem("more follows behind the JSON value"),
        Kind::NestingDepthExceeded => {
            Problem::new(ProblemKind::Limit, span, format!("values are nested more than {} deep", LIMITS.json_depth))
        }
        other => {
            let message = other.to_string();
            let mut chars = message.trim_end_matches('.').chars();
            let message = chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect());
            problem(&message)
        }
    }
}

fn brief(text: &str) -> &str {
    &text[..text.floor_char_boundary(40)]
}

struct Build<'s> {
    base: usize,
    tree: Tree<'s>,
    problems: Vec<Problem>,
    fold_case: bool,
    wrong_number: Option<Span>,
}

impl<'s> Build<'s> {
    /// Depth is bounded by [`scan`].
    fn value(&mut self, value: ast::Value<'s>) -> NodeId {
        match value {
            ast::Value::StringLit(text) => {
                self.tree.push(self.span(text.range), Style::DoubleQuoted, Value::Str(text.value))
            }
            ast::Value::NumberLit(number) => {
                let span = self.span(number.range);
                if !is_number(number.value) {
                    self.wrong_number.get_or_insert(span);
                }
                let float = || Value::Float(number.value.parse().unwrap_or(f64::NAN));
                let data = number.value.parse().map_or_else(|_| float(), Value::Int);
                self.tree.push(span, Style::Plain, data)
            }
            ast::Value::BooleanLit(literal) => {
                self.tree.push(self.span(literal.range), Style::Plain, Value::Bool(literal.value))
            }
            ast::Value::NullKeyword(null) => self.tree.push(self.span(null.range), Style::Plain, Value::Null),
            ast::Value::Array(array) => {
                let span = self.span(array.range);
                let items: Vec<NodeId> = array.elements.into_iter().map(|item| self.value(item)).collect();
                self.tree.push_list(span, Style::Flow, items)
            }
            ast::Value::Object(object) => {
                let span = self.span(object.range);
                let mut entries = Vec::with_capacity(object.properties.len());
                for property in object.properties {
                    let (key, range) = match property.name {
                        ast::ObjectPropName::String(name) => (name.value, name.range),
                        ast::ObjectPropName::Word(name) => (name.value.into(), name.range),
                    };
                    let key_span = self.span(range);
                    let value = self.value(property.value);
                    entries.push(EntryData { key, key_span, value, merged: false });
                }
                self.problems.extend(super::duplicates(&entries, self.fold_case));
                self.tree.push_map(span, Style::Flow, entries)
            }
        }
    }

    fn span(&self, range: jsonc_parser::common::Range) -> Span {
        Span::new(range.start, range.end).shift(self.base)
    }
}

/// The grammar of RFC 8259, section 6.
fn is_number(text: &str) -> bool {
    fn digits(text: &str) -> &str {
        text.trim_start_matches(|c: char| c.is_ascii_digit())
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mut rest = digits(unsigned);
    let whole = &unsigned[..unsigned.len() - rest.len()];
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = digits(fraction);
        if rest.len() == fraction.len() {
            return false;
        }
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        rest = digits(exponent);
        if rest.len() == exponent.len() {
            return false;
        }
    }
    rest.is_empty()
}
