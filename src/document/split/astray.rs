//! Opening fences that are mistyped or stand too late: blocks that the generator does not see.

use super::lines::{Line, Lines, bare, dash_like, strict_key, well_known_key};
use super::{Split, closes, data_line, fence, found, keys_below, mostly_keys, toml_key};
use crate::document::{Block, Format, FrontSyntax, Problem, ProblemKind};
use crate::edit::{Applicability, Edit, Fix};
use crate::span::Span;

/// `----`, `———` and the like as first line above keys.
pub(super) fn odd_fence(text: &str, start: usize, first: Line, syntax: &FrontSyntax) -> Option<Split> {
    let span = first.trimmed(text);
    let content = span.slice(text);
    if first.start != start || !dash_like(content) || content == "---" || keys_below(text, first, Format::Yaml) == 0 {
        return None;
    }
    let close = Lines::new(text, first.next)
        .take_while(|line| data_line(line.text(text), Format::Yaml) || dash_like(line.text(text).trim_end()))
        .find(|line| dash_like(line.text(text).trim_end()) || fence(text, *line, "...", syntax))?;
    let message = format!("`{content}` does not open front matter");
    let close_span = close.trimmed(text);
    let mut fix = Fix::one("write `---`", Applicability::Unsafe, span, "---");
    if close_span.slice(text) != "---" {
        fix.edits.push(crate::edit::Edit { span: close_span, text: "---".to_owned() });
    }
    let problem = Problem::new(ProblemKind::Ignored, span, message)
        .with_help("open and close front matter by a line of exactly three hyphens `---`")
        .with_fix(fix);
    let block = Block { open: span, inner: Span::new(first.next, close.start), close: Some(close_span) };
    Some(Split { problems: vec![problem], unreadable: true, ..found(Format::Yaml, block, close.next) })
}

/// A right fence with characters beside it that no one sees: no-break space, zero-width space, a second byte order mark.
pub(super) fn invisible(text: &str, start: usize, first: Line, syntax: &FrontSyntax) -> Option<Split> {
    let content = first.text(text);
    let mark = bare(content);
    let format = match mark {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        _ => return None,
    };
    if content.is_ascii() || keys_below(text, first, format) == 0 {
        return None;
    }
    let close = Lines::new(text, first.next)
        .take_while(|line| data_line(line.text(text), format) || bare(line.text(text)) == mark)
        .find(|line| closes(text, *line, format, mark, syntax))?;
    let before = content.find(mark).unwrap_or(0);
    let mut fix = Fix { edits: Vec::new(), ..Fix::one("remove it", Applicability::Unsafe, Span::empty(start), "") };
    let fence = first.start + before;
    for span in [Span::new(first.start, fence), Span::new(fence + mark.len(), first.end)] {
        if !span.is_empty() {
            fix.edits.push(Edit { span, text: String::new() });
        }
    }
    let at = fix.edits.first().map_or(Span::empty(start), |edit| edit.span);
    let shown = at.slice(text).chars().find(|c| !c.is_ascii()).map_or(0, u32::from);
    let message = format!("the invisible character U+{shown:04X} stands beside the fence, so this is not front matter");
    let problem = Problem::new(ProblemKind::Ignored, at, message)
        .with_help(format!("start the file with a line of exactly `{mark}`"))
        .with_fix(fix);
    let open = Span::new(fence, fence + mark.len());
    let block = Block { open, inner: Span::new(first.next, close.start), close: Some(close.trimmed(text)) };
    Some(Split { problems: vec![problem], unreadable: true, ..found(format, block, close.next) })
}

/// A fence behind blank lines or indentation.
pub(super) fn late_fence(text: &str, start: usize, first: Line, syntax: &FrontSyntax) -> Option<Split> {
    let line = Lines::new(text, start).find(|line| !line.text(text).trim().is_empty())?;
    let content = line.text(text);
    let (format, mark) = match content.trim() {
        "---" => (Format::Yaml, "---"),
        "+++" => (Format::Toml, "+++"),
        _ => return None,
    };
    let indented = content.starts_with([' ', '\t']);
    if line.start == first.start && !indented {
        return None;
    }
    let close = Lines::new(text, line.next).find(|line| line.text(text).trim() == mark)?;
    let between = || Lines::new(text, line.next).take_while(|line| line.start < close.start);
    let first_key = between().next().map(|line| line.text(text).trim_start()).unwrap_or_default();
    let is_key = |line: &str| if format == Format::Toml { toml_key(line) } else { strict_key(line) };
    let keys = between().take(2).filter(|line| is_key(line.text(text).trim_start())).count();
    let all_data = between().all(|line| data_line(line.text(text), format));
    let direct = all_data && (keys > 1 || (keys == 1 && (format == Format::Toml || well_known_key(first_key))));
    if !direct && !mostly_keys(text, between(), format) {
        return None;
    }
    let block =
        Block { open: line.trimmed(text), inner: Span::new(line.next, close.start), close: Some(close.trimmed(text)) };
    let mut split = found(format, block, close.next);
    if syntax.leading_blank_lines {
        return Some(split);
    }
    let gap = Span::new(start, block.open.start as usize);
    let what = if indented && line.start == first.start {
        "the opening fence is indented"
    } else {
        "blank lines stand before the opening fence"
    };
    let mut problem = Problem::new(ProblemKind::Ignored, block.open, format!("{what}, so this is not front matter"))
        .with_help("start the file with the fence");
    let indent = &content[..content.len() - content.trim_start_matches([' ', '\t']).len()];
    let mut fix = Fix::one("remove what stands before the fence", Applicability::Unsafe, gap, "");
    if indent.is_empty() {
        problem = problem.with_fix(fix);
    } else {
        let mut lines = between().chain([close]).filter(|line| !line.text(text).trim().is_empty());
        if lines.all(|line| line.text(text).starts_with(indent)) {
            let lines = between().chain([close]).filter(|line| line.text(text).starts_with(indent));
            let edits = lines.map(|line| Span::new(line.start, line.start + indent.len()));
            "remove the indentation".clone_into(&mut fix.title);
            fix.edits.extend(edits.map(|span| Edit { span, text: String::new() }));
            problem = problem.with_help("remove the indentation").with_fix(fix);
        } else if is_key(first_key_line(text, line)) {
            // Only the fences are indented.
            let before = Span::new(close.start, close.trimmed(text).start as usize);
            if !before.is_empty() {
                fix.edits.push(Edit { span: before, text: String::new() });
            }
            problem = problem.with_fix(fix);
        }
    }
    split.problems.push(problem);
    // Indented keys would be read with their indentation; what matters is said already.
    split.unreadable = indented;
    Some(split)
}

/// The line below, indentation included.
fn first_key_line(text: &str, line: Line) -> &str {
    Lines::new(text, line.next).next().map(|line| line.text(text)).unwrap_or_default()
}
