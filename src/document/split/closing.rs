//! The closing fence: where it stands, what only resembles it, and blocks that have none or two notations.

use super::lines::{Line, Lines, bare, dash_like, strict_key, well_known_key};
use super::{Split, closes, data_line, fence, found, keys_below, mostly_keys, toml_key};
use crate::document::{Block, Format, FrontSyntax, Problem, ProblemKind};
use crate::edit::{Applicability, Edit, Fix};
use crate::span::Span;

/// What ends a block.
pub(super) enum Closing {
    /// The right fence.
    Fence(Line),
    /// A line that is meant to close and does not.
    LookAlike(Line),
    /// Nothing.
    Missing,
}

/// Looks for the fence that closes what `first` opens.
pub(super) fn find(text: &str, first: Line, format: Format, mark: &str, syntax: &FrontSyntax) -> Closing {
    // The first look-alike in each column, as long as everything before it is data.
    let (mut odd, mut indented) = (None, None);
    let (mut looked, mut looked_indented) = (false, false);
    let mut close = None;
    for line in Lines::new(text, first.next) {
        let content = line.text(text);
        let Some(byte) = content.as_bytes().first().filter(|_| may_close(content)) else { continue };
        let data_before = |format| {
            let mut before = Lines::new(text, first.next).take_while(|other| other.start < line.start);
            before.all(|other| data_line(other.text(text), format)).then_some(line)
        };
        if matches!(byte, b' ' | b'\t') {
            let rest = content.as_bytes().trim_ascii_start();
            // Most are list items; the exact comparison is the slower one.
            if !looked_indented && rest.starts_with(mark.as_bytes()) && content.trim_matches([' ', '\t']) == mark {
                looked_indented = true;
                indented = data_before(format);
            }
            continue;
        }
        if closes(text, line, format, mark, syntax) {
            close = Some(line);
            break;
        }
        if !looked && line.start > first.next && resembles(text, line, format, mark, syntax) {
            looked = true;
            odd = data_before(format);
            if odd.is_none() && format == Format::Toml && content.trim_end() == "---" {
                odd = data_before(Format::Yaml);
            }
        }
    }
    if let Some(odd) = odd {
        return Closing::LookAlike(odd);
    }
    match (close, indented) {
        // Text between the two shows that the first was meant: the second is a thematic break.
        (Some(close), Some(odd)) => {
            let mut between = Lines::new(text, odd.next).take_while(|line| line.start < close.start).peekable();
            let blank = between.peek().is_some_and(|line| line.text(text).trim().is_empty());
            let prose = blank && !between.all(|line| data_line(line.text(text), format));
            if prose { Closing::LookAlike(odd) } else { Closing::Fence(close) }
        }
        (Some(close), None) => Closing::Fence(close),
        (None, Some(odd)) => Closing::LookAlike(odd),
        (None, None) => Closing::Missing,
    }
}

/// False for nearly all lines: fences and what resembles them begin with a mark, a blank or something invisible, and no
/// fence is a hyphen with a word behind it.
fn may_close(line: &str) -> bool {
    match line.as_bytes() {
        [b'-', second, ..] => !second.is_ascii() || *second == b'-',
        [first, ..] => !first.is_ascii_graphic() || matches!(first, b'-' | b'+' | b'.'),
        [] => false,
    }
}

fn resembles(text: &str, line: Line, format: Format, mark: &str, syntax: &FrontSyntax) -> bool {
    let content = line.text(text);
    let trimmed = content.trim_end();
    if bare(content) == mark {
        return true;
    }
    match format {
        Format::Toml => dash_like(trimmed) || (trimmed.len() > 3 && trimmed.bytes().all(|b| b == b'+')),
        _ => {
            trimmed == "+++"
                || (dash_like(trimmed) && trimmed != "---")
                || trimmed
                    .strip_prefix("---")
                    .is_some_and(|rest| rest.trim_start().starts_with('#') && rest.starts_with([' ', '\t']))
                || fence(text, line, "...", syntax)
        }
    }
}

/// The block that `odd` does not close. `None` where it may as well be prose.
pub(super) fn wrong(text: &str, first: Line, odd: Line, format: Format, mark: &str, always: bool) -> Option<Split> {
    let keys = keys_below(text, first, format);
    let open = first.trimmed(text);
    let span = odd.trimmed(text);
    let content = odd.text(text);
    let block = Block { open, inner: Span::new(first.next, odd.start), close: Some(span) };
    let split =
        |problem: Problem| Some(Split { problems: vec![problem], unreadable: true, ..found(format, block, odd.next) });
    if format == Format::Toml && keys == 0 {
        if keys_below(text, first, Format::Yaml) == 0 {
            return None;
        }
        let problem = Problem::new(ProblemKind::Ignored, open, "`+++` opens TOML, but the keys below are YAML")
            .with_help("write `---` for YAML, or close the block by `+++` and write `key = value`")
            .with_related(span, "closed here")
            .with_fix(Fix::one("write `---`", Applicability::Unsafe, open, "---"));
        return split(problem);
    }
    let indented = content.starts_with([' ', '\t']);
    if !always && (keys == 0 || (indented && !direct(text, first, keys))) {
        return None;
    }
    let whole = Span::new(odd.start, odd.end);
    let message = if indented {
        "the closing fence is indented, so the front matter never ends".to_owned()
    } else if bare(content) == mark {
        "an invisible character stands beside the closing fence, so the front matter never ends".to_owned()
    } else {
        format!("`{}` does not close front matter opened by `{mark}`", span.slice(text))
    };
    split(
        Problem::new(ProblemKind::Ignored, span, message)
            .with_help(format!("close it by a line `{mark}`"))
            .with_related(open, "opened here")
            .with_fix(Fix::one(format!("write `{mark}`"), Applicability::Unsafe, whole, mark)),
    )
}

/// Several keys, or one that everyone knows, stand right below the fence.
fn direct(text: &str, first: Line, keys: usize) -> bool {
    let below = Lines::new(text, first.next).next().map(|line| line.text(text)).unwrap_or_default();
    keys > 1 || (keys == 1 && well_known_key(below))
}

/// The block that `first` opens and nothing closes. `None` where it may as well be a thematic break.
pub(super) fn missing(text: &str, first: Line, format: Format, mark: &str, always: bool) -> Option<Split> {
    let direct = direct(text, first, keys_below(text, first, format));
    let data = |line: &Line| data_line(line.text(text), format);
    let meant = || {
        let mut below = Lines::new(text, first.next).map(|line| line.text(text));
        let glued = below.next().is_none_or(|line| !line.trim().is_empty());
        always && (glued || below.find(|line| !line.trim().is_empty()).is_none_or(strict_key))
    };
    if !direct && !meant() && !mostly_keys(text, Lines::new(text, first.next).take_while(data), format) {
        return None;
    }
    // Blank lines may stand between keys that comments keep apart; a body starts behind the first one elsewhere.
    let blank_ends = direct || always;
    let end = Lines::new(text, first.next)
        .find(|line| !data(line) || (blank_ends && line.text(text).trim().is_empty()))
        .map_or(text.len(), |line| line.start);
    Some(unclosed(text, first, format, mark, end))
}

/// `---json` and the like without an end.
pub(super) fn missing_language(text: &str, first: Line, format: Format) -> Option<Split> {
    let below = Lines::new(text, first.next).next().map(|line| line.text(text)).unwrap_or_default();
    let meant = match format {
        Format::Json => below.trim_start().starts_with(['{', '"']),
        Format::Toml => toml_key(below),
        _ => strict_key(below),
    };
    let end = Lines::new(text, first.next)
        .find(|line| {
            line.text(text).trim().is_empty() || (format != Format::Json && !data_line(line.text(text), format))
        })
        .map_or(text.len(), |line| line.start);
    meant.then(|| unclosed(text, first, format, "---", end))
}

fn unclosed(text: &str, first: Line, format: Format, mark: &str, end: usize) -> Split {
    let open = first.trimmed(text);
    let problem =
        Problem::new(ProblemKind::Ignored, open, format!("the front matter opened here is never closed by `{mark}`"))
            .with_help(format!("add a line `{mark}` behind the last key"))
            .with_fix(Fix::one(
                "add the closing fence",
                Applicability::Unsafe,
                Span::empty(end),
                insertion(text, end, mark),
            ));
    let block = Block { open, inner: Span::new(first.next, end), close: None };
    Split { problems: vec![problem], unreadable: true, ..found(format, block, end) }
}

fn insertion(text: &str, at: usize, mark: &str) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if text[..at].ends_with(['\n', '\r']) { format!("{mark}{newline}") } else { format!("{newline}{mark}{newline}") }
}

/// Two or more TOML keys and nothing else between `---` lines.
pub(super) fn toml_in_yaml(text: &str, block: Block, body_start: usize, syntax: &FrontSyntax) -> Option<Split> {
    let lines = || {
        Lines::new(text, block.inner.start as usize)
            .take_while(|line| line.start < block.inner.end as usize)
            .filter(|line| !line.text(text).trim().is_empty() && !line.text(text).starts_with('#'))
    };
    let pair = |line: &Line| {
        let line = line.text(text);
        toml_key(line)
            && line.split_once('=').is_some_and(|(_, value)| !value.trim_matches([' ', '\t', '=']).is_empty())
    };
    let first = lines().next().filter(pair)?;
    let known = syntax.first_fence_always || lines().any(|line| well_known_key(line.text(text)));
    let all = || lines().all(|line| data_line(line.text(text), Format::Toml) && !strict_key(line.text(text)));
    if lines().filter(pair).take(2).count() < 2 || !known || !all() {
        return None;
    }
    let close = block.close?;
    let span = first.trimmed(text);
    let problem = Problem::new(ProblemKind::Ignored, span, "`---` opens YAML, but the keys below are TOML");
    let problem = if syntax.formats.contains(&Format::Toml) {
        let mut fix = Fix::one("write `+++`", Applicability::Unsafe, block.open, "+++");
        fix.edits.push(Edit { span: close, text: "+++".to_owned() });
        problem.with_help("write `+++` for both `---` lines, or `key: value`").with_fix(fix)
    } else {
        problem.with_help("write `key: value`; TOML stands between `+++` lines, which the generator does not read")
    };
    Some(Split { problems: vec![problem], unreadable: true, ..found(Format::Yaml, block, body_start) })
}
