//! What is wrong with a file, apart from what rules find in its data.

use crate::edit::Fix;
use crate::span::Span;

/// Which kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The block does not parse; goes to `front-matter-syntax`.
    Syntax,
    /// A block stands there that the generator will not see; goes to `front-matter-ignored`.
    Ignored,
    /// The same key twice; goes to `duplicate-key`.
    DuplicateKey,
    /// A scalar that says something else than it seems to; goes to `ambiguous-scalar`.
    Ambiguous,
    /// A size, nesting or alias limit; goes to `limit-exceeded`.
    Limit,
}

/// One thing wrong with a file. Messages are written as in a [`crate::diagnostic::Diagnostic`].
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which rule reports it.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Other places in the same file.
    pub related: Vec<(Span, String)>,
    /// How to mend it.
    pub fix: Option<Fix>,
}

impl Problem {
    /// A problem with its message; the rest is added with the `with_*` methods.
    pub fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: None, related: Vec::new(), fix: None }
    }

    /// What to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place in the same file.
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// How to mend it.
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same problem with every place moved, as from a block's offsets to the file's.
    pub(super) fn mapped(mut self, place: impl Fn(Span) -> Span) -> Self {
        self.span = place(self.span);
        for (span, _) in &mut self.related {
            *span = place(*span);
        }
        for edit in self.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = place(edit.span);
        }
        self
    }

    /// The same problem, everything `by` bytes further on.
    pub(super) fn shifted(self, by: usize) -> Self {
        self.mapped(|span| span.shift(by))
    }
}
