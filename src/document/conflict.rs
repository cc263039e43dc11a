//! Merge conflicts that someone committed: `<<<<<<<`, `=======`, `>>>>>>>` at the start of lines.

use super::body::Body;
use super::{Problem, ProblemKind};
use crate::span::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Looked for twice in every file, so made once.
static START: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<<<<<<<"));

struct Conflict {
    ours: Span,
    middle: Option<Span>,
    theirs: Option<Span>,
}

/// Conflicts in a block. One marker is enough: no notation has a line that starts with it.
pub(super) fn in_block(text: &str, inner: Span) -> Vec<Problem> {
    find(text, inner)
        .into_iter()
        .filter(|conflict| conflict.middle.is_some() || conflict.theirs.is_some())
        .map(problem)
        .collect()
}

/// Conflicts in the body: all three markers in order, and not in a code block that shows one.
pub(super) fn in_body(text: &str, body: &Body<'_>) -> Vec<Problem> {
    let opaque = |span: Span| {
        let before = body.opaque.partition_point(|opaque| opaque.start <= span.start);
        body.opaque[..before].last().is_some_and(|opaque| opaque.end > span.start)
    };
    find(text, body.span)
        .into_iter()
        .filter(|conflict| conflict.middle.is_some() && conflict.theirs.is_some() && !opaque(conflict.ours))
        .map(problem)
        .collect()
}

fn problem(conflict: Conflict) -> Problem {
    let mut problem = Problem::new(ProblemKind::Syntax, conflict.ours, "a merge conflict is not resolved")
        .with_help("keep one of the two sides and remove the marker lines");
    if let Some(middle) = conflict.middle {
        problem = problem.with_related(middle, "the other side starts here");
    }
    if let Some(theirs) = conflict.theirs {
        problem = problem.with_related(theirs, "the conflict ends here");
    }
    problem
}

fn find(text: &str, within: Span) -> Vec<Conflict> {
    let source = within.slice(text);
    let mut conflicts: Vec<Conflict> = Vec::new();
    let mut open = false;
    let mut at = 0;
    while at < source.len() {
        // Most texts hold no marker at all.
        let Some(found) = (if open { Some(0) } else { START.find(&source.as_bytes()[at..]) }) else { break };
        let start = at + found;
        let line_end = source[start..].find(['\n', '\r']).map_or(source.len(), |end| start + end);
        let line = &source[start..line_end];
        let span = Span::new(start, start + line.trim_end().len()).shift(within.start as usize);
        let first = start == 0 || source[..start].ends_with(['\n', '\r']);
        if first && marker(line, '<') {
            conflicts.push(Conflict { ours: span, middle: None, theirs: None });
            open = true;
        } else if open
            && first
            && let Some(conflict) = conflicts.last_mut()
        {
            if conflict.middle.is_none() && line.trim_end() == "=======" {
                conflict.middle = Some(span);
            } else if marker(line, '>') {
                conflict.theirs = Some(span);
                open = false;
            }
        }
        at = line_end + 1;
    }
    conflicts
}

/// Exactly seven of `mark`, then nothing or a space with a name.
fn marker(line: &str, mark: char) -> bool {
    let rest = line.trim_start_matches(mark);
    line.len() - rest.len() == 7 && (rest.trim_end().is_empty() || rest.starts_with(' '))
}
