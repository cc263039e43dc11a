//! Which files a schema is made of: follows every reference before the library does, below the project root only.
//!
//! The library is then handed all documents by address and never reads anything itself, so nothing outside the root
//! and nothing on the network can be reached, and each reference that leads nowhere has its own span.

mod address;
mod fetch;

use super::builtin;
use super::keywords::{self, Holds};
use super::pointer::{step, unescape};
use super::source;
use crate::diagnostic::Diagnostic;
use crate::document::node::{NodeId, NodeRef, Tree, Value};
use crate::meta::{Meta, Severity};
use crate::root::{ReadError, Root};
use crate::source::{FileId, Files, LIMITS};
use crate::span::Span;
use address::{address, normal};
use jsonschema::{Draft, Uri};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Faults reported for one schema.
const FAULTS: usize = 100;

/// One schema file.
#[derive(Debug)]
pub(super) struct Doc {
    /// Its address without fragment.
    pub(super) uri: String,
    /// Below the root; `None` for an embedded one.
    path: Option<PathBuf>,
    /// How messages name it.
    pub(super) name: String,
    /// For diagnostics.
    pub(super) file: FileId,
    /// Its data with spans.
    pub(super) tree: Tree<'static>,
    /// Its data for the library.
    pub(super) json: serde_json::Value,
    /// The draft it is written in.
    pub(super) draft: Draft,
}

impl Doc {
    /// True for an embedded schema.
    pub(super) fn is_embedded(&self) -> bool {
        self.path.is_none()
    }
}

/// A place in one of the documents.
pub(super) type Place = (usize, NodeId);

/// A schema with all it refers to.
#[derive(Debug, Default)]
pub(super) struct Bundle {
    /// The schema itself, then the others in order of discovery.
    pub(super) docs: Vec<Doc>,
    /// What each address without fragment names.
    pub(super) resources: FxHashMap<String, Place>,
    /// All subschemas.
    pub(super) schemas: Vec<Place>,
    /// For each subschema those that it contains or refers to, by index.
    pub(super) edges: Vec<Vec<usize>>,
    /// The expressions of `pattern` and `patternProperties`: the document and the bytes where each is written.
    pub(super) patterns: Vec<((usize, Span), String)>,
    /// The values of `format`.
    pub(super) formats: Vec<Place>,
}

impl Bundle {
    /// The node at `pointer` (RFC 6901) below `place`.
    pub(super) fn follow(&self, place: Place, pointer: &str) -> Option<Place> {
        let doc = self.docs.get(place.0)?;
        let mut node = doc.tree.node(place.1);
        for segment in pointer.split('/').skip(1) {
            node = step(node, &unescape(segment))?;
        }
        Some((place.0, node.id()))
    }

    /// The node at `place`.
    pub(super) fn node(&self, (doc, id): Place) -> NodeRef<'_, 'static> {
        self.docs[doc].tree.node(id)
    }
}

/// A `$ref` that is not followed yet.
struct Reference {
    /// The subschema it stands in.
    from: usize,
    /// Its text's place.
    at: Place,
    /// What it is relative to.
    base: Rc<Uri<String>>,
    text: String,
}

struct Loader<'r> {
    root: &'r Root,
    /// What stands before a path below the root in names of files; empty for the project's own.
    above: PathBuf,
    files: &'r Files,
    meta: &'static Meta,
    bundle: Bundle,
    /// The subschemas seen so far, with their positions among [`Bundle::schemas`].
    visited: FxHashMap<Place, usize>,
    /// By the address of the resource and the anchor's name.
    anchors: FxHashMap<(String, String), Place>,
    /// What references in each subschema are relative to.
    bases: FxHashMap<Place, Rc<Uri<String>>>,
    /// Subschemas to visit, each with its base and the one that contains or refers to it.
    work: Vec<(Place, Rc<Uri<String>>, Option<usize>)>,
    references: Vec<Reference>,
    diagnostics: Vec<Diagnostic>,
}

/// What was read, and what is to be said about it. Errors among the diagnostics mean that it cannot be used.
pub(super) fn load(
    name: &super::SchemaName,
    root: &Root,
    files: &Files,
    meta: &'static Meta,
) -> (Bundle, Vec<Diagnostic>) {
    // A schema that the user names by an absolute path, on the command line, may lie anywhere. It and the files beside
    // and below it are read through a root of their own.
    let (mut above, mut path) = (PathBuf::new(), None);
    let mut elsewhere = None;
    if let super::SchemaName::File(named) = name
        && named.is_absolute()
        && let (Some(folder), Some(file)) = (named.parent(), named.file_name())
        && let Ok(opened) = Root::open(folder)
    {
        elsewhere = Some(opened);
        folder.clone_into(&mut above);
        path = Some(PathBuf::from(file));
    }
    let mut loader = Loader {
        root: elsewhere.as_ref().unwrap_or(root),
        above,
        files,
        meta,
        bundle: Bundle::default(),
        visited: FxHashMap::default(),
        anchors: FxHashMap::default(),
        bases: FxHashMap::default(),
        work: Vec::new(),
        references: Vec::new(),
        diagnostics: Vec::new(),
    };
    let first = match name {
        super::SchemaName::Builtin(name) => loader.embedded(name),
        super::SchemaName::File(named) => loader.main(path.as_deref().unwrap_or(named)),
    };
    if first {
        loader.run();
    }
    (loader.bundle, loader.diagnostics)
}

/// Why a file below the root is not there; says nothing about its contents.
fn why(error: &ReadError) -> String {
    match error {
        ReadError::TooLarge { limit, .. } => format!("is larger than {} MiB", limit >> 20),
        ReadError::NotRegular => "is not a regular file".into(),
        ReadError::Outside => "lies outside the project".into(),
        ReadError::Missing => "does not exist".into(),
        ReadError::Io(_) => "cannot be read".into(),
    }
}

impl Loader<'_> {
    fn error(&mut self, file: FileId, span: Span, message: impl Into<String>, help: Option<&str>) {
        self.say(Severity::Error, file, span, message, help.map(str::to_owned));
    }

    fn say(&mut self, severity: Severity, file: FileId, span: Span, message: impl Into<String>, help: Option<String>) {
        if self.diagnostics.len() < FAULTS {
            let mut diagnostic = Diagnostic::new(self.meta, severity, file, span, message);
            diagnostic.help = help;
            self.diagnostics.push(diagnostic);
        }
    }

    fn embedded(&mut self, name: &str) -> bool {
        let Some((_, text)) = super::builtin().iter().find(|(known, _)| *known == name) else {
            let file = self.files.add(name);
            self.error(file, Span::empty(0), format!("there is no built-in schema `{name}`"), None);
            return false;
        };
        let path = PathBuf::from(format!("schemas/{name}.json"));
        let file = self.files.add_overlay(&path, *text);
        self.add(format!("{}{name}", builtin::URN), None, name.to_owned(), file, text, &path)
    }

    fn main(&mut self, path: &Path) -> bool {
        let file = self.files.add(self.above.join(path));
        let shown = path.display().to_string();
        let Some(normal) = normal(path) else {
            self.error(file, Span::empty(0), format!("schema `{shown}` lies outside the project"), None);
            return false;
        };
        match self.root.read(&normal, LIMITS.schema_bytes) {
            Ok(bytes) => self.add_bytes(address(&normal), normal, file, &bytes),
            Err(error) => {
                let message = format!("schema `{shown}` {}", why(&error));
                let help = matches!(error, ReadError::Missing).then_some("give a path relative to the project root");
                self.error(file, Span::empty(0), message, help);
                false
            }
        }
    }

    fn add_bytes(&mut self, uri: String, path: PathBuf, file: FileId, bytes: &[u8]) -> bool {
        let name = self.above.join(&path).display().to_string();
        match crate::source::decode(bytes) {
            Ok(text) => {
                let at = path.clone();
                self.add(uri, Some(path), name, file, text, &at)
            }
            Err(wrong) => {
                let message = format!("the schema is not UTF-8 but probably {}", wrong.likely);
                self.error(file, Span::empty(0), message, Some("save it as UTF-8"));
                false
            }
        }
    }

    fn add(&mut self, uri: String, path: Option<PathBuf>, name: String, file: FileId, text: &str, at: &Path) -> bool {
        let tree = match source::parse(text, at) {
            Ok(parsed) => {
                for odd in parsed.odd {
                    let help = Some("keep one of them; the last one counts".to_owned());
                    self.say(Severity::Warning, file, odd.span, odd.message, help);
                }
                parsed.tree
            }
            Err(fault) => {
                self.error(file, fault.span, fault.message, None);
                return false;
            }
        };
        let Some(root) = tree.root() else {
            self.error(file, Span::empty(0), "the schema is empty", None);
            return false;
        };
        let json = match source::to_json(root) {
            Ok(json) => json,
            Err(fault) => {
                self.error(file, fault.span, fault.message, None);
                return false;
            }
        };
        let mut draft = Draft::default();
        if let Some(named) = root.get("$schema") {
            match named.as_str().and_then(keywords::draft) {
                Some(known) => draft = known,
                None => {
                    let shown = super::message::shown(named.as_str().unwrap_or("that is no string"));
                    let help =
                        "use `https://json-schema.org/draft/2020-12/schema`, or that of 2019-09, draft 7, 6 or 4";
                    self.error(file, named.span(), format!("unknown `$schema` {shown}"), Some(help));
                    return false;
                }
            }
        }
        if !matches!(root.value(), Value::Map(_) | Value::Bool(_)) {
            let kind = super::message::kind_words(root.kind());
            self.error(file, root.span(), format!("the schema is {kind}, expected a mapping"), None);
            return false;
        }
        let Ok(base) = jsonschema::uri::from_str(&uri) else { return false };
        let place = (self.bundle.docs.len(), root.id());
        self.bundle.resources.insert(uri.clone(), place);
        self.bundle.docs.push(Doc { uri, path, name, file, tree, json, draft });
        self.work.push((place, Rc::new(base), None));
        true
    }

    fn run(&mut self) {
        loop {
            while let Some((place, base, from)) = self.work.pop() {
                self.visit(place, base, from);
            }
            let Some(reference) = self.references.pop() else { break };
            self.resolve(&reference);
        }
    }

    /// Notes one subschema with what it holds.
    fn visit(&mut self, place: Place, base: Rc<Uri<String>>, from: Option<usize>) {
        let index = self.visited.get(&place).copied();
        let new = index.is_none();
        let index = index.unwrap_or(self.bundle.schemas.len());
        if new {
            self.visited.insert(place, index);
            self.bundle.schemas.push(place);
            self.bundle.edges.push(Vec::new());
        }
        if let Some(from) = from {
            self.bundle.edges[from].push(index);
        }
        if !new {
            return;
        }
        let (doc, id) = place;
        // Taken out so that the loader can be written to; put back below.
        let tree = std::mem::take(&mut self.bundle.docs[doc].tree);
        self.read(&tree, doc, id, base, index);
        self.bundle.docs[doc].tree = tree;
    }

    fn read(&mut self, tree: &Tree<'static>, doc: usize, id: NodeId, base: Rc<Uri<String>>, index: usize) {
        let node = tree.node(id);
        let (file, draft) = (self.bundle.docs[doc].file, self.bundle.docs[doc].draft);
        let base = self.identify(node, doc, id, base, draft);
        self.bases.insert((doc, id), Rc::clone(&base));
        let place = |child: NodeRef<'_, 'static>| (doc, child.id());
        for entry in node.entries() {
            let (key, value) = (entry.key(), entry.value());
            match keywords::holds(key) {
                Holds::Schema => self.work.push((place(value), Rc::clone(&base), Some(index))),
                Holds::SchemaOrList | Holds::List => match value.as_list() {
                    Some(items) => {
                        for item in items {
                            self.work.push((place(item), Rc::clone(&base), Some(index)));
                        }
                    }
                    None => self.work.push((place(value), Rc::clone(&base), Some(index))),
                },
                Holds::Map | Holds::MapOrNames => {
                    // A definition costs only where it is referred to.
                    let from = (!matches!(key, "$defs" | "definitions")).then_some(index);
                    for member in value.entries().filter(|member| !matches!(member.value().value(), Value::List(_))) {
                        if key == "patternProperties" {
                            self.bundle.patterns.push(((doc, member.key_span()), member.key().to_owned()));
                        }
                        self.work.push((place(member.value()), Rc::clone(&base), from));
                    }
                }
                Holds::Data => {}
            }
            match (key, value.as_str()) {
                ("$ref" | "$dynamicRef" | "$recursiveRef", Some(text)) => self.references.push(Reference {
                    from: index,
                    at: place(value),
                    base: Rc::clone(&base),
                    text: text.to_owned(),
                }),
                ("pattern", Some(text)) => self.bundle.patterns.push(((doc, value.span()), text.to_owned())),
                ("format", Some(_)) => self.bundle.formats.push(place(value)),
                _ => {}
            }
            if let Some(meant) = keywords::meant(key) {
                let message = format!("unknown keyword {}, so it has no effect", super::message::shown(key));
                let help = Some(format!("did you mean `{meant}`?"));
                self.say(Severity::Warning, file, entry.key_span(), message, help);
            }
        }
    }

    /// Registers `$id` and anchors, and returns the base of what stands below.
    fn identify(
        &mut self,
        node: NodeRef<'_, 'static>,
        doc: usize,
        id: NodeId,
        base: Rc<Uri<String>>,
        draft: Draft,
    ) -> Rc<Uri<String>> {
        let legacy = matches!(draft, Draft::Draft4 | Draft::Draft6 | Draft::Draft7);
        let keyword = if draft == Draft::Draft4 { "id" } else { "$id" };
        let mut base = base;
        // Up to draft 7 everything beside a `$ref` is ignored.
        let named = node.get(keyword).and_then(NodeRef::as_str).filter(|_| !(legacy && node.get("$ref").is_some()));
        if let Some(text) = named {
            match text.strip_prefix('#') {
                Some(anchor) => {
                    self.anchors.insert((base.as_str().to_owned(), anchor.to_owned()), (doc, id));
                }
                None => {
                    if let Ok(own) = jsonschema::uri::resolve_against(&base.borrow(), text.trim_end_matches('#')) {
                        self.bundle.resources.insert(own.as_str().to_owned(), (doc, id));
                        base = Rc::new(own);
                    }
                }
            }
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(anchor) = node.get(keyword).and_then(NodeRef::as_str) {
                self.anchors.insert((base.as_str().to_owned(), anchor.to_owned()), (doc, id));
            }
        }
        base
    }
}
