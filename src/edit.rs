//! Text edits and the fixes made of them.

use crate::span::Span;
use serde::Serialize;

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Never changes what the page means.
    Safe,
    /// Probably what the author wants, but it changes data; only on request.
    Unsafe,
}

/// Replaces the bytes under `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards; empty to delete.
    pub text: String,
}

/// Disjoint edits in one file, ascending by position, that together mend one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, in the imperative: "quote the value".
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// The edits, in the file of the finding's primary label.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one edit.
    pub fn one(title: impl Into<String>, applicability: Applicability, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), applicability, edits: vec![Edit { span, text: text.into() }] }
    }
}
