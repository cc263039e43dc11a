//! granit's errors in our words, at the place where the mistake was made.

mod entry;
mod line;
mod quote;

pub(super) use entry::{control, slip};
pub(super) use quote::{fold, quote_open, quoted};

use crate::document::{Problem, ProblemKind};
use crate::edit::{Applicability, Fix};
use crate::source::LIMITS;
use crate::span::Span;
use granit_parser::{ErrorKind as Kind, ScanError};
use line::{character, line_before, line_of, to_line_end, trimmed};
use quote::{quote, quoted_rest};

/// The problem for a parser error; `token_end` is where the last good token ended.
pub(super) fn translate(text: &str, inner: Span, error: &ScanError, token_end: usize) -> Box<Problem> {
    let (base, end) = (inner.start as usize, inner.end as usize);
    let offset = error.marker().byte_offset().unwrap_or(0);
    let at = text.floor_char_boundary((base + offset).min(end));
    let here = character(text, at, end);
    let line = line_of(text, inner, at);
    let problem = |span: Span, message: &str| Problem::new(ProblemKind::Syntax, span, message);
    let problem = match error.kind() {
        Kind::RecursionLimitExceeded => {
            Problem::new(ProblemKind::Limit, here, format!("values are nested more than {} deep", LIMITS.yaml_depth))
        }
        Kind::MappingValueNotAllowed | Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => match two_colons(text, line)
        {
            Some((value, _)) => quote(
                text,
                value,
                Problem::new(
                    ProblemKind::Syntax,
                    value,
                    format!("`{}` holds a colon and is not quoted", brief(value.slice(text))),
                ),
            ),
            None => {
                let before = trimmed(text, line_before(text, inner, line));
                let faulty = slip(text, before).or_else(|| slip(text, trimmed(text, line)));
                if let Some(problem) = faulty {
                    problem
                } else if is_no_entry(text, inner, before, line) {
                    missing_colon(text, before)
                } else if matches!(error.kind(), Kind::MappingValueNotAllowed) {
                    problem(here, "a key may not stand here")
                        .with_help("check the indentation of this line and the one before")
                } else {
                    missing_colon(text, culprit(text, inner, line))
                }
            }
        },
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::DocumentIndicatorInQuotedScalar
        | Kind::UnexpectedEof
            if quote_open(text, inner, token_end).is_some() =>
        {
            let open = quote_open(text, inner, token_end).unwrap_or(token_end);
            let mark = &text[open..open + 1];
            problem(Span::new(open, open + 1), &format!("the quote `{mark}` that opens here is never closed"))
                .with_help(format!("close it with `{mark}`"))
                .with_related(here, "the value runs on to here")
        }
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            if let Some(problem) = entry::comma(text, line) {
                return Box::new(problem);
            }
            problem(here, "text follows the closing quote").with_help(
                "double a quote inside single quotes (`''`), put a backslash before it inside double quotes (`\\\"`)",
            )
        }
        Kind::ExpectedBlockMappingKey
        | Kind::ExpectedNodeContent
        | Kind::ExpectedBlockSequenceEntry
        | Kind::InvalidIndentation
        | Kind::BlockSequenceEntryNotAllowed
            if quoted_rest(text, line).is_some() =>
        {
            if let Some(problem) = entry::comma(text, line) {
                return Box::new(problem);
            }
            let rest = quoted_rest(text, line).unwrap_or(here);
            problem(rest, "text follows the closing quote").with_help(
                "double a quote inside single quotes (`''`), put a backslash before it inside double quotes (`\\\"`)",
            )
        }
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => {
            quote_open(text, inner, token_end).and_then(|open| entry::escape(text, open, end)).unwrap_or_else(|| {
                problem(here, "this escape is unknown in double quotes")
                    .with_help("write a backslash as `\\\\`, or use single quotes")
            })
        }
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => tab(text, inner, line, here),
        Kind::UnexpectedCharacter { character } => {
            let value = to_line_end(text, at, end);
            let key = value.slice(text).find(": ").map(|colon| Span::new(at, at + colon));
            let first = text[line.start as usize..at].bytes().all(|b| matches!(b, b' ' | b'-'));
            let name = if *character == '`' { "a backtick".to_owned() } else { format!("`{character}`") };
            match key.filter(|_| first) {
                Some(key) => problem(here, &format!("a key may not start with {name}"))
                    .with_help("quote the key")
                    .with_fix(Fix::one("quote the key", Applicability::Unsafe, key, quoted(key.slice(text)))),
                None => quote(text, value, problem(here, &format!("a value may not start with {name}"))),
            }
        }
        Kind::MissingDirectiveName
        | Kind::InvalidDirectiveName
        | Kind::ExpectedDocumentStart
        | Kind::DirectiveDisallowed
        | Kind::MissingDocumentEndBeforeDirective
        | Kind::MissingYamlVersion
        | Kind::InvalidDirectiveTerminator
            if line.slice(text).trim_start().starts_with('%') =>
        {
            problem(trimmed(text, line), "a line may not start with `%` in front matter").with_help("quote the text")
        }
        Kind::MissingAnchorOrAliasName | Kind::UnknownAnchor => {
            let value = to_line_end(text, at, end);
            quote(text, value, problem(here, &format!("`{}` is a YAML reference without a name", here.slice(text))))
        }
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::UnclosedFlowCollection { .. }
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::InvalidColonPlacement
        | Kind::InvalidFlowScalarIndent => {
            let open = flow_open(text, inner, at);
            let span = open.map_or(here, |open| Span::new(open, open + 1));
            let bracket = span.slice(text);
            let close = if bracket == "{" { "}" } else { "]" };
            let template = text[span.start as usize..end].starts_with("{{");
            let unclosed = problem(span, &format!("`{bracket}` is never closed, or a comma is missing behind a value"));
            if template {
                problem(to_line_end(text, span.start as usize, end), "a template is not YAML")
                    .with_help("quote the template")
            } else {
                let unclosed =
                    unclosed.with_help(format!("close it with `{close}`; quote text that starts with `{bracket}`"));
                if here.start > span.start { unclosed.with_related(here, "noticed here") } else { unclosed }
            }
        }
        Kind::MismatchedFlowCollectionEnd { open, close } => problem(here, &format!("`{open}` is closed by `{close}`")),
        Kind::MisplacedFlowCollectionEnd => problem(here, &format!("`{}` closes nothing", here.slice(text)))
            .with_help("quote the text, or open the bracket"),
        Kind::CommentNotSeparated => problem(here, "a space is missing before `#`"),
        Kind::CommentInterceptedScalar => problem(here, "this line goes on with text that a comment has ended")
            .with_help("quote text that holds ` #`"),
        Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => {
            let start = text[line.start as usize..at].rfind(['|', '>']).map_or(at, |found| line.start as usize + found);
            let value = to_line_end(text, start, end);
            problem(value, "text stands on the line of `|` or `>`")
                .with_help("start the text on the next line, indented; quote text that starts with `>` or `|`")
        }
        Kind::InvalidBlockScalarIndent
        | Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed => {
            let span = trimmed(text, line);
            let span = if span.is_empty() { here } else { span };
            if let Some(value) = bracket_rest(text, line) {
                if let Some(problem) = entry::comma(text, line) {
                    return Box::new(problem);
                }
                return Box::new(quote(text, value, problem(value, "text follows the closing bracket")));
            }
            if text[line.start as usize..line.end as usize].contains('\t')
                && line.slice(text).trim_start_matches(' ').starts_with('\t')
            {
                tab(text, inner, line, here)
            } else {
                problem(span, "this line does not fit the indentation of the lines before")
                    .with_help("indent it like its neighbours, with spaces")
            }
        }
        kind => Problem::new(ProblemKind::Syntax, here, kind.to_string().replace('`', "'")),
    };
    let template = ["{{", "{%"].iter().any(|mark| inner.slice(text).contains(mark));
    Box::new(
        if template
            && problem.kind == ProblemKind::Syntax
            && line.slice(text).contains(['{', '%'])
            && problem.fix.is_none()
        {
            problem.with_help("quote a value that holds a template (`\"{{ … }}\"`)")
        } else {
            problem
        },
    )
}

/// `*name` without an anchor: most often Markdown emphasis that lost its quotes.
pub(super) fn unknown_alias(text: &str, span: Span, name: &str) -> Box<Problem> {
    let value = to_line_end(text, span.start as usize, text.len());
    let problem = Problem::new(ProblemKind::Syntax, span, format!("`*{name}` refers to an anchor that is not there"));
    Box::new(quote(text, value, problem))
}

/// The line that is no entry: granit's own, or the next one where that holds a key and value.
fn culprit(text: &str, inner: Span, line: Span) -> Span {
    let entry = |span: Span| {
        let line = span.slice(text);
        line.is_empty() || line.starts_with(['-', '#']) || line.ends_with(':') || line.contains(": ")
    };
    let own = trimmed(text, line);
    if !entry(own) {
        return own;
    }
    let rest = &text[line.end as usize..inner.end as usize];
    let next = line.end as usize + rest.len() - rest.trim_start().len();
    let next = trimmed(text, line_of(text, inner, next));
    if entry(next) { own } else { next }
}

/// A line right above a key that is neither an entry nor part of a value: it stands in the key's column.
fn is_no_entry(text: &str, inner: Span, before: Span, line: Span) -> bool {
    let content = before.slice(text);
    let indent = |line: Span| line.slice(text).len() - line.slice(text).trim_start_matches(' ').len();
    let whole = line_of(text, inner, before.start as usize);
    !content.is_empty()
        && indent(whole) == indent(line)
        && !content.starts_with(['-', '#', '?', '"', '\'', ']', '}'])
        && !content.contains(": ")
        && !content.ends_with(':')
}

fn missing_colon(text: &str, span: Span) -> Problem {
    if let Some(problem) = slip(text, span) {
        return problem;
    }
    let line = span.slice(text);
    Problem::new(ProblemKind::Syntax, span, format!("`{}` is neither a key with a value nor part of one", brief(line)))
        .with_help("write `key: value`; indent text that goes on with the value before")
}

fn tab(text: &str, inner: Span, line: Span, here: Span) -> Problem {
    // granit may still stand on the line before.
    let rest = &text[line.start as usize..inner.end as usize];
    let mut line = line;
    let mut start = line.start as usize;
    for candidate in rest.split_inclusive(['\n', '\r']).take(3) {
        let indent = candidate.trim_start_matches([' ', '\t']);
        if candidate[..candidate.len() - indent.len()].contains('\t') {
            line = Span::new(start, start + candidate.trim_end_matches(['\n', '\r']).len());
            break;
        }
        start += candidate.len();
    }
    let content = line.slice(text);
    let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
    let span = match content[..indent].find('\t') {
        Some(at) => Span::new(line.start as usize + at, line.start as usize + indent),
        None => here,
    };
    Problem::new(ProblemKind::Syntax, span, "a tab stands where YAML wants spaces").with_help("indent with spaces")
}

/// The value of `key: value` when it holds a second `: `.
fn two_colons(text: &str, line: Span) -> Option<(Span, usize)> {
    let content = line.slice(text);
    let colon = content.find(": ")?;
    let key = content[..colon].trim_start_matches([' ', '-']);
    let value_at = colon + 1 + content[colon + 1..].len() - content[colon + 1..].trim_start().len();
    let value = content[value_at..].trim_end();
    if key.contains(['"', '\'', '{', '[']) || value.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!', '#']) {
        return None;
    }
    let value_only = value.find(" #").map_or(value, |at| value[..at].trim_end());
    let second = value_only.find(": ").or_else(|| value_only.ends_with(':').then(|| value_only.len() - 1))?;
    let start = line.start as usize + value_at;
    Some((Span::new(start, start + value_only.len()), start + second))
}

/// The value of `key: [a] b`.
fn bracket_rest(text: &str, line: Span) -> Option<Span> {
    let content = line.slice(text);
    let colon = content.find(": ")?;
    let value = content[colon + 1..].trim();
    let start = line.start as usize + content.len() - content[colon + 1..].trim_start().len();
    let close = if value.starts_with('[') { ']' } else { '}' };
    (value.starts_with(['[', '{']) && value.find(close).is_some_and(|at| at + 1 < value.len()))
        .then(|| Span::new(start, start + value.len()))
}

/// `{{ … }}` where a value should stand: YAML reads a mapping whose key is a mapping.
pub(super) fn template(text: &str, inner: Span, start: usize) -> Box<Problem> {
    let value = to_line_end(text, start, inner.end as usize);
    let problem = Problem::new(ProblemKind::Syntax, value, "a template is not YAML");
    let problem = quote(text, value, problem);
    Box::new(problem.with_help("quote a value that holds a template"))
}

/// The innermost bracket that is open at `at`, strings left out.
fn flow_open(text: &str, inner: Span, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut open, mut quote): (Vec<usize>, Option<u8>) = (Vec::new(), None);
    let mut before = b' ';
    let end = at.min(inner.end as usize);
    for (place, &byte) in bytes.iter().enumerate().take(end).skip(inner.start as usize) {
        match (quote, byte) {
            (Some(mark), _) if byte == mark => quote = None,
            (Some(_), _) => {}
            (None, b'[' | b'{') if !open.is_empty() || matches!(before, b' ' | b'\t' | b'\n' | b'\r') => {
                open.push(place)
            }
            (None, b']' | b'}') => {
                open.pop();
            }
            (None, b'"' | b'\'') if !open.is_empty() && matches!(before, b' ' | b',' | b'[' | b'{' | b'\n') => {
                quote = Some(byte)
            }
            _ => {}
        }
        before = byte;
    }
    open.pop()
}

fn brief(text: &str) -> &str {
    &text[..text.floor_char_boundary(60)]
}
