//! The one type for everything Foreword has to say: syntax, schema, configuration mistakes, rules.

use crate::edit::Fix;
use crate::meta::{Meta, Severity};
use crate::source::FileId;
use crate::span::Span;

/// A place in a file, with what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
    /// Text beside the caret; `None` where the diagnostic's own message says it all.
    pub message: Option<String>,
}

/// One finding.
///
/// Texts may quote untrusted input; they are escaped by the renderers, never here.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub rule: &'static Meta,
    /// Its level in this run.
    pub severity: Severity,
    /// What is wrong, the value in backticks, lower case, no full stop.
    pub message: String,
    /// Where the caret stands.
    pub primary: Label,
    /// Other places that belong to it, such as the first of two duplicates.
    pub related: Vec<Label>,
    /// Background: where the schema says so, what the generator does.
    pub note: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// How to mend it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic with its message and caret; the rest is added with the `with_*` methods.
    pub fn new(rule: &'static Meta, severity: Severity, file: FileId, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            primary: Label { file, span, message: None },
            related: Vec::new(),
            note: None,
            help: None,
            fix: None,
        }
    }

    /// One more place, in the same file unless `file` says otherwise.
    pub fn with_related(mut self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { file, span, message: Some(message.into()) });
        self
    }

    /// Background.
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// What to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// How to mend it.
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
