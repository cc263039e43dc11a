//! From the files of a schema to a validator, or to what is wrong with them.

use super::cost::{self, TooMuch};
use super::instance::Page;
use super::load::{Bundle, Doc};
use super::message::{self, Speaker};
use super::pattern::{self, Need, Pattern};
use super::{format, keywords};
use crate::diagnostic::Diagnostic;
use crate::meta::{Meta, Severity};
use crate::span::Span;
use jsonschema::{PatternOptions, Retrieve, Uri, ValidationOptions, Validator};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;
use std::sync::Arc;

/// A compiled schema.
pub(super) struct Compiled {
    /// The library's part.
    pub(super) validator: Validator<Page>,
    /// True when some pattern needs the backtracking engine.
    pub(super) backtracking: bool,
}

/// Hands out the documents that were loaded, and nothing else.
#[derive(Default)]
pub(super) struct Loaded(FxHashMap<String, Json>);

impl Retrieve for Loaded {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Json, Box<dyn std::error::Error + Send + Sync>> {
        self.0.get(uri.as_str()).cloned().ok_or_else(|| "not loaded".into())
    }
}

/// The settings under which everything of `bundle` is compiled.
pub(super) fn options(bundle: &Bundle, backtracking: bool) -> ValidationOptions<'static, Arc<dyn Retrieve>, Page> {
    let loaded = bundle.docs.iter().map(|doc| (doc.uri.clone(), doc.json.clone())).collect();
    let mut options = jsonschema::options_for::<Page>()
        .with_retriever(Loaded(loaded))
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true);
    if let Some(doc) = bundle.docs.first() {
        options = options.with_base_uri(doc.uri.clone());
    }
    for (name, check) in format::OWN {
        options = options.with_format(name, check);
    }
    if backtracking {
        let engine = PatternOptions::fancy_regex()
            .backtrack_limit(pattern::STEPS)
            .size_limit(pattern::SIZE)
            .dfa_size_limit(pattern::SIZE);
        options.with_pattern_options(engine).with_keyword("pattern", |_, value, _| Ok(Box::new(Pattern::new(value))))
    } else {
        let engine = PatternOptions::regex().size_limit(pattern::SIZE).dfa_size_limit(pattern::SIZE);
        options.with_pattern_options(engine)
    }
}

/// Compiles; what is worth saying about a schema that works goes to `notices`.
pub(super) fn compile(
    bundle: &Bundle,
    meta: &'static Meta,
    notices: &mut Vec<Diagnostic>,
) -> Result<Compiled, Vec<Diagnostic>> {
    let Some(main) = bundle.docs.first() else { return Err(Vec::new()) };
    let whole = |message: String| Diagnostic::new(meta, Severity::Error, main.file, Span::empty(0), message);
    cost::check(bundle).map_err(|too_much| {
        let help = "refer to fewer alternatives from each other";
        vec![match too_much {
            TooMuch::Size => whole(format!(
                "the schema stands for more than {} subschemas when its references are written out",
                cost::SIZE
            ))
            .with_help(help),
            TooMuch::Depth => {
                whole(format!("references in the schema are nested more than {} levels deep", cost::DEPTH))
            }
        }]
    })?;
    let broken = |from: usize| -> Vec<_> {
        bundle.docs[from..].iter().flat_map(|doc| metaschema(doc, meta)).take(100).collect()
    };
    // The library asks the metaschema about the first file itself, and about no other.
    if !broken(1).is_empty() {
        return Err(broken(0));
    }
    let build = |backtracking| options(bundle, backtracking).build(&main.json);
    let first = match build(false) {
        Ok(validator) => {
            formats(bundle, meta, notices);
            return Ok(Compiled { validator, backtracking: false });
        }
        Err(error) => error,
    };
    let broken = broken(0);
    if !broken.is_empty() {
        return Err(broken);
    }
    formats(bundle, meta, notices);
    let mut faults = Vec::new();
    let mut any = false;
    let mut needs: FxHashMap<&str, Need> = FxHashMap::default();
    for ((doc, span), text) in &bundle.patterns {
        let need = *needs.entry(text).or_insert_with(|| pattern::need(text));
        let (file, span) = (bundle.docs[*doc].file, *span);
        let shown = message::shown(text);
        match need {
            Need::Linear => {}
            Need::Backtracking => {
                any = true;
                let message = format!(
                    "pattern {shown} needs look-around or back-references: it gets {} steps, and texts of more than {} \
                     bytes are not matched at all",
                    pattern::STEPS,
                    pattern::LONGEST
                );
                notices.push(Diagnostic::new(meta, Severity::Info, file, span, message));
            }
            Need::Unusable => {
                let message = format!("pattern {shown} is not a regular expression, or too large");
                faults.push(Diagnostic::new(meta, Severity::Error, file, span, message));
            }
        }
    }
    faults.truncate(100);
    if !faults.is_empty() {
        return Err(faults);
    }
    let error = if any {
        match build(true) {
            Ok(validator) => return Ok(Compiled { validator, backtracking: true }),
            Err(error) => error,
        }
    } else {
        first
    };
    // Everything we know of was checked before; what is left is the library's own view of the schema.
    let at = bundle.docs.first().and_then(|doc| {
        let place = bundle.follow((0, doc.tree.root()?.id()), error.instance_path().as_str())?;
        Some(bundle.node(place).span())
    });
    let keyword = error.kind().keyword();
    let message = format!("the schema cannot be used, because of a `{keyword}`");
    Err(vec![Diagnostic::new(meta, Severity::Error, main.file, at.unwrap_or_default(), message)])
}

/// What the metaschema of the file's draft says.
fn metaschema(doc: &Doc, meta: &'static Meta) -> Vec<Diagnostic> {
    if jsonschema::meta::is_valid(&doc.json) {
        return Vec::new();
    }
    let Some(root) = doc.tree.root() else { return Vec::new() };
    let Ok(validator) = jsonschema::meta::validator_for(&doc.json) else { return Vec::new() };
    let speaker = Speaker::of_schema(root);
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    for error in validator.iter_errors(&doc.json).take(100) {
        for violation in speaker.describe(&error) {
            if seen.insert((violation.span, violation.message.clone())) {
                let note = format!("JSON Schema {} says so", keywords::draft_name(doc.draft));
                let mut diagnostic =
                    Diagnostic::new(meta, Severity::Error, doc.file, violation.span, violation.message);
                diagnostic.help = violation.help;
                found.push(diagnostic.with_note(note));
            }
        }
    }
    found
}

/// Says which formats are not checked.
fn formats(bundle: &Bundle, meta: &'static Meta, notices: &mut Vec<Diagnostic>) {
    let known = options(bundle, false);
    let mut said = FxHashSet::default();
    for &(doc, id) in &bundle.formats {
        let file = &bundle.docs[doc];
        let node = file.tree.node(id);
        let Some(name) = node.as_str() else { continue };
        if known.is_known_format(file.draft, name) || !said.insert(name) {
            continue;
        }
        let message = format!("unknown format {}, so it is not checked", message::shown(name));
        let mut notice = Diagnostic::new(meta, Severity::Warning, file.file, node.span(), message);
        let names = format::OWN.iter().map(|(name, _)| *name).chain(["email", "uri", "uri-reference", "regex"]);
        if let Some(meant) = message::nearest(name, names) {
            notice.help = Some(format!("did you mean `{meant}`?"));
        }
        notices.push(notice);
    }
}
