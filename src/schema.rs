//! JSON Schema over front matter: load, compile once, validate a tree without copying it, speak in our own words.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::edit::Fix;
use crate::root::Root;
use crate::site::inherit::InheritedKey;
use crate::source::Files;
use crate::span::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a schema comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchemaName {
    /// One of the embedded ones, by name.
    Builtin(String),
    /// A file below the project root, relative to it.
    File(PathBuf),
}

/// Which rule reports a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViolationKind {
    /// `required`, `dependentRequired`, `dependencies`: `missing-key`.
    Missing,
    /// `additionalProperties: false`, `unevaluatedProperties: false`: `unknown-key`.
    Unknown,
    /// Everything else: `schema-violation`.
    Other,
}

/// One way in which a page does not fit its schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Which rule reports it.
    pub kind: ViolationKind,
    /// The deepest responsible value; the key for unknown keys; the opening fence or the parent's key for missing ones.
    pub span: Span,
    /// What is wrong, with the value in backticks.
    pub message: String,
    /// Which schema, and where in it.
    pub note: String,
    /// What to do, "did you mean" included.
    pub help: Option<String>,
    /// How to mend it.
    pub fix: Option<Fix>,
}

/// What is validated: one mapping of a document, with the keys it inherits.
#[derive(Clone, Copy)]
pub struct Instance<'a> {
    /// The document, for spans of missing keys and for texts.
    pub document: &'a Document<'a>,
    /// The tree and the node in it; for pages the root, for data files one record.
    pub node: crate::document::node::NodeRef<'a, 'a>,
    /// Keys filled in by the generator where the mapping has none.
    pub inherited: &'a [InheritedKey],
}

/// A compiled schema.
pub struct Schema {
    /// Its name.
    pub name: SchemaName,
}

impl Schema {
    /// Validates `instance` and returns what is wrong, by position.
    pub fn validate(&self, _instance: Instance<'_>) -> Vec<Violation> {
        Vec::new()
    }
}

/// The schemas of one run, each compiled once.
#[derive(Default)]
pub struct Schemas {}

impl Schemas {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// The compiled schema, or what is wrong with it (rule `invalid-schema`, spans in the schema file).
    ///
    /// The first call for a name reads and compiles; the later ones share the result.
    ///
    /// # Errors
    /// The diagnostics of a schema that is broken, missing, too costly or outside the root.
    pub fn get(&self, _name: &SchemaName, _root: &Root, _files: &Files) -> Result<Arc<Schema>, Arc<Vec<Diagnostic>>> {
        Err(Arc::default())
    }
}

/// The embedded schemas: name and text, by name.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &[]
}

/// Resolves a name as users write it: a built-in name, or a path relative to `base` (itself relative to the root).
pub fn parse_name(text: &str, base: &Path) -> SchemaName {
    if builtin().iter().any(|(name, _)| *name == text) {
        SchemaName::Builtin(text.to_owned())
    } else {
        SchemaName::File(base.join(text))
    }
}
