//! Finds the front matter block: which lines are fences, what stands between them, and what only looks like a block.
//!
//! Generators take the first bytes of a file literally, Markdown takes `---` for a thematic break as well. So a `---`
//! whose lines do not look like keys is left to [`Split::doubtful`], and the parser decides.

mod astray;
mod closing;
mod lines;
mod object;

use super::{Block, Format, FrontSyntax, Problem, ProblemKind};
use crate::edit::{Applicability, Fix};
use crate::source::LIMITS;
use crate::span::Span;
use astray::{invisible, late_fence, odd_fence};
use closing::Closing;
use lines::{Line, Lines, key_like, strict_key, well_known_key};
use object::{json_object, semicolons, unread_object};

/// Where the block and the body stand.
#[derive(Clone, Debug, Default)]
pub struct Split {
    /// The notation, if there is a block.
    pub format: Option<Format>,
    /// The block.
    pub block: Option<Block>,
    /// The first byte of the body.
    pub body_start: usize,
    /// What is wrong with fences and size.
    pub problems: Vec<Problem>,
    /// The block may as well be prose between two thematic breaks: only a mapping makes it front matter.
    pub doubtful: bool,
    /// The generator takes the block for front matter, whatever it holds.
    pub sure: bool,
    /// The block's data cannot be read: it never ends, is too large, or is in a language that is not data.
    pub unreadable: bool,
}

/// Finds the block of `text`.
pub fn split(text: &str, syntax: &FrontSyntax) -> Split {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut split = find(text, start, syntax);
    if start > 0 && !syntax.bom && split.block.is_some() && !split.doubtful {
        let message = "a byte order mark stands before the front matter, and the generator does not skip it";
        let fix = Fix::one("remove the byte order mark", Applicability::Unsafe, Span::new(0, start), "");
        split.problems.push(
            Problem::new(ProblemKind::Ignored, Span::new(0, start), message)
                .with_help("save the file as UTF-8 without a byte order mark")
                .with_fix(fix),
        );
    }
    if let Some(block) = split.block
        && block.inner.len() > LIMITS.block_bytes
    {
        let message = format!(
            "the front matter has {} bytes, more than the {} that are read",
            block.inner.len(),
            LIMITS.block_bytes
        );
        let at = if block.open.is_empty() { Span::empty(block.inner.start as usize) } else { block.open };
        split
            .problems
            .push(Problem::new(ProblemKind::Limit, at, message).with_help("move the data to a file of its own"));
        split.unreadable = true;
        split.doubtful = false;
    }
    split
}

/// A line with a key that nearly every generator knows.
pub(super) fn is_well_known(line: &str) -> bool {
    strict_key(line) && well_known_key(line)
}

fn none(start: usize) -> Split {
    Split { body_start: start, ..Split::default() }
}

fn found(format: Format, block: Block, body_start: usize) -> Split {
    Split { format: Some(format), block: Some(block), body_start, ..Split::default() }
}

fn find(text: &str, start: usize, syntax: &FrontSyntax) -> Split {
    let Some(first) = Lines::new(text, start).next() else { return none(start) };
    let reads = |format: Format| syntax.formats.contains(&format);
    match first.text(text).as_bytes().first() {
        Some(b'-') => {
            if let Some(split) = dashes(text, start, first, syntax) {
                return split;
            }
        }
        Some(b'+') if fence(text, first, "+++", syntax) => return fenced(text, start, first, Format::Toml, syntax),
        Some(b'{') => {
            let split = if reads(Format::Json) { json_object(text, start) } else { unread_object(text, start) };
            if let Some(split) = split {
                return split;
            }
        }
        Some(b';' | b'"') if reads(Format::Json) => {
            if let Some(split) = semicolons(text, start, first, syntax) {
                return split;
            }
        }
        _ => {}
    }
    if let Some(split) = odd_fence(text, start, first, syntax)
        .or_else(|| invisible(text, start, first, syntax))
        .or_else(|| late_fence(text, start, first, syntax))
    {
        return split;
    }
    if syntax.first_fence_always
        && syntax.leading_blank_lines
        && let Some(line) = Lines::new(text, start).find(|line| !line.text(text).trim().is_empty())
        && fence(text, line, "---", syntax)
    {
        return fenced(text, start, line, Format::Yaml, syntax);
    }
    if syntax.opening_optional
        && reads(Format::Yaml)
        && strict_key(first.text(text))
        && let Some(close) = Lines::new(text, start).find(|line| fence(text, *line, "---", syntax))
    {
        let block =
            Block { open: Span::empty(start), inner: Span::new(start, close.start), close: Some(close.trimmed(text)) };
        return Split { doubtful: true, ..found(Format::Yaml, block, close.next) };
    }
    if reads(Format::Headers)
        && let Some(end) = super::headers::extent(text, start)
    {
        let block = Block { open: Span::empty(start), inner: Span::new(start, end.0), close: None };
        return found(Format::Headers, block, end.1);
    }
    none(start)
}

/// True when the line is this fence at column 0, with no more than white space behind it.
fn fence(text: &str, line: Line, mark: &str, syntax: &FrontSyntax) -> bool {
    let content = line.text(text);
    match content.strip_prefix(mark) {
        Some("") => true,
        Some(rest) => syntax.trailing_space && rest.bytes().all(|b| b == b' ' || b == b'\t'),
        None => false,
    }
}

fn closes(text: &str, line: Line, format: Format, mark: &str, syntax: &FrontSyntax) -> bool {
    fence(text, line, mark, syntax)
        || (format == Format::Yaml && syntax.dots_close && mark == "---" && fence(text, line, "...", syntax))
}

/// A first line of dashes: `---`, `---json`, `---js`. `None` when it is something else.
fn dashes(text: &str, start: usize, first: Line, syntax: &FrontSyntax) -> Option<Split> {
    let content = first.text(text);
    if fence(text, first, "---", syntax) {
        return Some(fenced(text, start, first, Format::Yaml, syntax));
    }
    let language = content.strip_prefix("---")?;
    if !language.starts_with(|c: char| c.is_ascii_alphabetic() || c == ' ') {
        return None;
    }
    let spaced = language.starts_with(' ');
    let language = language.trim();
    let format = match language {
        "yaml" | "yml" => Format::Yaml,
        "toml" => Format::Toml,
        "json" => Format::Json,
        _ if spaced || language.is_empty() => return None,
        _ if language.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            let close = Lines::new(text, first.next).find(|line| fence(text, *line, "---", syntax))?;
            let block = Block {
                open: first.trimmed(text),
                inner: Span::new(first.next, close.start),
                close: Some(close.trimmed(text)),
            };
            let message = format!("front matter in `{language}` is code, not data; it is never run or read");
            let problem = Problem::new(ProblemKind::Ignored, first.trimmed(text), message)
                .with_help("write the data as YAML between `---` lines");
            let split = Split { block: Some(block), body_start: close.next, ..Split::default() };
            return Some(Split { problems: vec![problem], unreadable: true, ..split });
        }
        _ => return None,
    };
    let Some(close) = Lines::new(text, first.next).find(|line| closes(text, *line, format, "---", syntax)) else {
        return closing::missing_language(text, first, format);
    };
    let inner = Span::new(first.next, close.start);
    let block = Block { open: first.trimmed(text), inner, close: Some(close.trimmed(text)) };
    let split = found(format, block, close.next);
    if syntax.languages || spaced {
        return Some(split);
    }
    let message = format!("the generator does not read `---{language}`");
    let problem = Problem::new(ProblemKind::Ignored, first.trimmed(text), message)
        .with_help("write the data as YAML between `---` lines");
    Some(Split { problems: vec![problem], unreadable: true, ..split })
}

/// A block behind a right opening fence.
fn fenced(text: &str, start: usize, first: Line, format: Format, syntax: &FrontSyntax) -> Split {
    let mark = if format == Format::Toml { "+++" } else { "---" };
    let open = first.trimmed(text);
    let always = syntax.first_fence_always && format == Format::Yaml;
    let close = match closing::find(text, first, format, mark, syntax) {
        Closing::Fence(close) => close,
        Closing::LookAlike(odd) => {
            return closing::wrong(text, first, odd, format, mark, always).unwrap_or_else(|| none(start));
        }
        Closing::Missing => {
            return closing::missing(text, first, format, mark, always).unwrap_or_else(|| none(start));
        }
    };
    let block = Block { open, inner: Span::new(first.next, close.start), close: Some(close.trimmed(text)) };
    if format == Format::Yaml
        && let Some(split) = closing::toml_in_yaml(text, block, close.next, syntax)
    {
        return split;
    }
    let mut split = found(format, block, close.next);
    let inner = block.inner.slice(text);
    let sure = match format {
        Format::Yaml => {
            inner
            .split(['\n', '\r'])
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .is_none_or(key_like)
            // Blank lines alone between two thematic breaks are not worth a block.
            && !(inner.trim().is_empty() && inner.len() > 8)
        }
        _ => true,
    };
    split.sure = always;
    split.doubtful = !sure && !always;
    if !syntax.formats.contains(&format) {
        if format != Format::Toml || keys_below(text, first, format) == 0 {
            return none(start);
        }
        let message = "the generator does not read TOML front matter";
        split.problems.push(
            Problem::new(ProblemKind::Ignored, open, message).with_help("write the data as YAML between `---` lines"),
        );
    }
    split
}

/// How many lines directly behind the fence are surely keys.
fn keys_below(text: &str, fence: Line, format: Format) -> usize {
    let mut keys = 0;
    for (at, line) in Lines::new(text, fence.next).enumerate() {
        let content = line.text(text);
        let key = if format == Format::Toml { toml_key(content) } else { strict_key(content) };
        if key {
            keys += 1;
        } else if content.trim().is_empty() || (at == 0 && !content.starts_with('#')) {
            break;
        }
        if keys > 1 {
            break;
        }
    }
    keys
}

/// At least two keys, one of them known to nearly every generator, and hardly a line that is no data: front matter
/// even where comments or a stray line come first.
fn mostly_keys<'s>(text: &'s str, lines: impl Iterator<Item = Line> + 's, format: Format) -> bool {
    let (mut keys, mut known, mut data, mut other) = (0, false, 0, 0);
    for line in lines {
        let line = line.text(text);
        let key = if format == Format::Toml { toml_key(line) } else { strict_key(line) };
        keys += usize::from(key);
        known |= key && well_known_key(line);
        if !line.trim().is_empty() {
            *if data_line(line, format) { &mut data } else { &mut other } += 1;
        }
    }
    keys > 1 && known && other * 4 <= data
}

fn toml_key(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else { return false };
    let key = key.trim();
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'"'))
}

/// A line that may stand in a block: a key, a list item, something indented, a comment, nothing.
fn data_line(line: &str, format: Format) -> bool {
    let trimmed = line.trim_start();
    match trimmed.as_bytes().first() {
        None => true,
        Some(b'#') => format != Format::Yaml || !trimmed.starts_with("##"),
        Some(_) if trimmed.len() < line.len() => true,
        _ if format == Format::Toml => toml_key(line) || line.starts_with(['[', ']', '}', '"', '\'']),
        Some(b'-' | b']' | b'}') => true,
        _ => key_like(line),
    }
}
