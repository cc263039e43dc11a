//! JSON Schema over front matter: load, compile once, validate a tree without copying it, speak in our own words.
//!
//! ```text
//! file ─▶ source (tree) ─▶ load (all files it refers to) ─▶ cost ─▶ compile ─▶ Schema ─▶ message ─▶ violations
//!                                                                     page ─▶ instance ─▲
//! ```

mod builtin;
mod compile;
mod cost;
mod format;
mod instance;
mod keywords;
mod load;
mod message;
mod pattern;
mod pointer;
mod source;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::node::{NodeId, NodeRef, Value};
use crate::edit::Fix;
use crate::meta::{Meta, Severity};
use crate::root::Root;
use crate::site::inherit::InheritedKey;
use crate::source::Files;
use crate::span::Span;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Where a schema comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchemaName {
    /// One of the embedded ones, by name.
    Builtin(String),
    /// A file below the project root, relative to it.
    File(PathBuf),
}

impl std::fmt::Display for SchemaName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Builtin(name) => f.write_str(name),
            Self::File(path) => path.display().fmt(f),
        }
    }
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
    /// The severity that it never exceeds, whatever the rule's own is.
    pub at_most: Option<Severity>,
}

/// What is validated: one mapping of a document, with the keys it inherits.
#[derive(Clone, Copy)]
pub struct Instance<'a> {
    /// The document, for spans of missing keys and for texts.
    pub document: &'a Document<'a>,
    /// The tree and the node in it; for pages the root, for data files one record.
    pub node: NodeRef<'a, 'a>,
    /// Keys filled in by the generator where the mapping has none.
    pub inherited: &'a [InheritedKey],
}

/// Nesting of a page with aliases followed. The parsers allow at most 128 levels, but each alias may add its target's.
const DEPTH: usize = 160;

/// A compiled schema.
pub struct Schema {
    /// Its name.
    pub name: SchemaName,
    /// What is worth saying about a schema that works: misspelt keywords, unknown formats, patterns for which the
    /// backtracking engine is needed. Spans are in the schema's files.
    pub notices: Vec<Diagnostic>,
    bundle: load::Bundle,
    compiled: compile::Compiled,
}

impl std::fmt::Debug for Schema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Schema").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Schema {
    /// Validates `instance` and returns what is wrong, by position; at most 100 violations.
    pub fn validate(&self, instance: Instance<'_>) -> Vec<Violation> {
        if let Some(refusal) = self.refuse(&instance) {
            return vec![refusal];
        }
        let gauge = instance::Gauge::new();
        let handle = instance::Handle::Root { node: instance.node, inherited: instance.inherited, gauge: &gauge };
        let validator = &self.compiled.validator;
        // Most pages are fine, and saying so is cheaper than listing nothing: the library remembers what it has seen.
        let speaker = message::Speaker::of_page(instance, self, &self.bundle);
        let found = match gauge.run(|| validator.is_valid(handle)) {
            Some(true) => return self.left_open(&instance, &gauge).into_iter().collect(),
            Some(false) => gauge.run(|| {
                let errors = validator.iter_errors(handle).take(message::KEPT);
                let told = |error: &jsonschema::ValidationError<'_>| {
                    (pattern::may_hang_on_one(error), speaker.describe(error))
                };
                errors.map(|error| told(&error)).collect::<Vec<_>>()
            }),
            None => None,
        };
        let found = found.map(|told| {
            let open = gauge.left_open();
            let known = told.into_iter().filter(|(may_hang, _)| !(open && *may_hang));
            known.flat_map(|(_, violations)| violations).chain(self.left_open(&instance, &gauge)).collect::<Vec<_>>()
        });
        let Some(mut found) = found else {
            return vec![self.whole(&instance, "checking this against the schema takes too many steps".to_owned())];
        };
        found.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        found.dedup_by(|a, b| (a.span, &a.message) == (b.span, &b.message));
        found.truncate(message::KEPT);
        found
    }

    /// The keys that every page needs, in the schema's order: those of `required`, also within `allOf`, and of the
    /// first alternative of an `anyOf` or `oneOf`.
    pub fn required(&self) -> Vec<String> {
        let Some(root) = self.bundle.docs.first().and_then(|doc| doc.tree.root()) else { return Vec::new() };
        let mut keys: Vec<String> = Vec::new();
        let mut open = vec![root];
        let mut steps = 0;
        while let Some(schema) = open.pop() {
            steps += 1;
            if steps > 1_000 {
                break;
            }
            for key in
                schema.get("required").and_then(NodeRef::as_list).into_iter().flatten().filter_map(NodeRef::as_str)
            {
                if !keys.iter().any(|known| known == key) {
                    keys.push(key.to_owned());
                }
            }
            let mut next: Vec<_> = schema.get("allOf").and_then(NodeRef::as_list).into_iter().flatten().collect();
            for alternatives in ["anyOf", "oneOf"] {
                next.extend(schema.get(alternatives).and_then(|list| list.as_list()?.next()));
            }
            open.extend(next.into_iter().rev());
        }
        keys
    }

    /// True when a pattern needs look-around or back-references.
    fn backtracking(&self) -> bool {
        self.compiled.backtracking
    }

    /// The word about a value that a pattern was not matched against.
    fn left_open(&self, instance: &Instance<'_>, gauge: &instance::Gauge) -> Option<Violation> {
        if !gauge.left_open() {
            return None;
        }
        let value = gauge.unmatched(instance.node);
        let size = value.and_then(NodeRef::as_str).map(str::len);
        let message = match size {
            Some(size) if size <= pattern::LONGEST => {
                format!("matching this text against the schema's pattern takes more than {} steps", pattern::STEPS)
            }
            _ => format!(
                "this text{} is not checked against the schema's pattern: with look-around or back-references, {} \
                 bytes are the most",
                size.map_or(String::new(), |size| format!(" of {size} bytes")),
                pattern::LONGEST
            ),
        };
        let whole = self.whole(instance, message);
        let span = value.map_or(whole.span, NodeRef::span);
        Some(Violation { span, at_most: Some(Severity::Info), ..whole })
    }

    /// What is not handed to the library at all.
    fn refuse(&self, instance: &Instance<'_>) -> Option<Violation> {
        // Without aliases the parsers' own limits hold, which are lower.
        if instance.node.tree().has_aliases() && instance::depth(instance.node, DEPTH).is_none() {
            let message = format!("nested more than {DEPTH} levels deep with aliases followed, too deep for a schema");
            return Some(self.whole(instance, message));
        }
        // Names are matched where no word about them could be kept: under `propertyNames`, `patternProperties`.
        if self.compiled.backtracking {
            let tree = instance.node.tree();
            let long = (0..tree.len() as u32).find_map(|id| match &tree.data(NodeId(id)).value {
                Value::Map(range) => {
                    tree.entries(range.clone()).iter().find(|entry| entry.key.len() > pattern::LONGEST)
                }
                _ => None,
            });
            if let Some(entry) = long {
                let message = format!(
                    "this key has more than {} bytes, too many for the schema's patterns of keys",
                    pattern::LONGEST
                );
                let at_most = Some(Severity::Info);
                return Some(Violation { span: entry.key_span, at_most, ..self.whole(instance, message) });
            }
        }
        None
    }

    fn whole(&self, instance: &Instance<'_>, message: String) -> Violation {
        Violation {
            kind: ViolationKind::Other,
            span: message::Speaker::of_page(*instance, self, &self.bundle).head(),
            message,
            note: format!("in schema `{}`", self.name),
            help: None,
            fix: None,
            at_most: None,
        }
    }
}

type Outcome = Result<Arc<Schema>, Arc<Vec<Diagnostic>>>;

/// The schemas of one run, each compiled once.
pub struct Schemas {
    meta: &'static Meta,
    known: Mutex<HashMap<SchemaName, Arc<OnceLock<Outcome>>>>,
}

impl Schemas {
    /// An empty store; `meta` is the rule that speaks about broken schemas.
    pub fn new(meta: &'static Meta) -> Self {
        Self { meta, known: Mutex::default() }
    }

    /// The compiled schema, or what is wrong with it (rule `invalid-schema`, spans in the schema file).
    ///
    /// The first call for a name reads and compiles; the later ones share the result, and wait for it.
    ///
    /// # Errors
    /// The diagnostics of a schema that is broken, missing, too costly or outside the root.
    pub fn get(&self, name: &SchemaName, root: &Root, files: &Files) -> Outcome {
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            match known.get(name) {
                Some(cell) => Arc::clone(cell),
                None => Arc::clone(known.entry(name.clone()).or_default()),
            }
        };
        cell.get_or_init(|| self.read(name, root, files)).clone()
    }

    /// What is wrong with the schemas that were asked for so far, or worth saying about them.
    pub fn mistakes(&self) -> Vec<Diagnostic> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let outcomes = known.values().filter_map(|cell| cell.get());
        outcomes
            .flat_map(|outcome| outcome.as_ref().map_or_else(|broken| broken.to_vec(), |schema| schema.notices.clone()))
            .collect()
    }

    fn read(&self, name: &SchemaName, root: &Root, files: &Files) -> Outcome {
        let (bundle, mut notices) = load::load(name, root, files, self.meta);
        if notices.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return Err(Arc::new(notices));
        }
        match compile::compile(&bundle, self.meta, &mut notices) {
            Ok(compiled) => Ok(Arc::new(Schema { name: name.clone(), notices, bundle, compiled })),
            Err(mut broken) => {
                // A misspelt keyword may well be the reason.
                broken.extend(notices);
                Err(Arc::new(broken))
            }
        }
    }
}

/// The embedded schemas: name and text, by name.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    builtin::TABLE
}

/// What to do about a name that is no embedded schema's.
pub fn suggestion(name: &str) -> String {
    let distance = |known: &str| strsim::osa_distance(known, name);
    match builtin().iter().map(|(known, _)| *known).min_by_key(|known| distance(known)) {
        Some(near) if distance(near) <= 2 => format!("did you mean `{near}`?"),
        _ => "`foreword schema` lists the built-in ones".to_owned(),
    }
}

/// Resolves a name as users write it: a built-in name, or a path relative to `base` (itself relative to the root).
pub fn parse_name(text: &str, base: &Path) -> SchemaName {
    if builtin().iter().any(|(name, _)| *name == text) {
        SchemaName::Builtin(text.to_owned())
    } else {
        SchemaName::File(base.join(text))
    }
}
