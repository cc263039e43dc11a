//! What a document rule sees: one parsed file with its site, its collection, what it inherits and its schema.

use crate::config::{Collection, CollectionKind};
use crate::document::node::{Kind, NodeRef, Style, Tree, Value};
use crate::document::roles::Role;
use crate::document::{Document, Markup};
use crate::event::Event;
use crate::event::agenda::Agenda;
use crate::schema::{Instance, Schema, SchemaName, Violation, ViolationKind};
use crate::site::inherit::InheritedKey;
use crate::site::lexicon::Lexicon;
use crate::site::parts::Parts;
use crate::site::permalink::{self, Place};
use crate::site::taxonomy::{self, List};
use crate::site::{Layout, below, folders};
use crate::source::FileId;
use crate::span::Span;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The value of an empty data file.
fn nothing() -> &'static Tree<'static> {
    static NOTHING: OnceLock<Tree<'static>> = OnceLock::new();
    NOTHING.get_or_init(|| {
        let mut tree = Tree::new();
        let null = tree.push(Span::default(), Style::Missing, Value::Null);
        tree.set_root(null);
        tree
    })
}

/// Names of folders and collections that hold events, in the plural where people use both.
const PLACES: [&str; 16] = [
    "events",
    "talks",
    "meetups",
    "webinars",
    "workshops",
    "conferences",
    "trainings",
    "training",
    "schedule",
    "_schedule",
    "calendar",
    "hackathons",
    "concerts",
    "exhibitions",
    "termine",
    "veranstaltungen",
];

/// True for one of [`PLACES`], and for one event alone.
fn is_place(name: &[u8]) -> bool {
    let Some(first) = name.first().map(u8::to_ascii_lowercase) else { return false };
    PLACES.iter().map(|place| place.as_bytes()).filter(|place| place[0] == first).any(|place| {
        let singular = place.len() == name.len() + 1 && place.ends_with(b"s");
        (singular || place.len() == name.len()) && name.eq_ignore_ascii_case(&place[..name.len()])
    })
}

/// One file under the eyes of the document rules.
pub struct Subject<'a> {
    /// The parsed file.
    pub document: &'a Document<'a>,
    /// Its name in diagnostics.
    pub file: FileId,
    /// Its path relative to the project root.
    pub project_path: &'a Path,
    /// How its body is read.
    pub markup: Markup,
    /// Its site.
    pub layout: &'a Layout,
    /// Its collection.
    pub collection: Option<&'a Collection>,
    /// Keys that the generator fills in.
    pub inherited: &'a [InheritedKey],
    /// The schema that applies.
    pub schema: Option<Arc<Schema>>,
    /// True when the user chose the schema, false for a built-in default.
    pub schema_configured: bool,
    /// True when the page may inherit keys that cannot be known without running code.
    pub inherits_unknown: bool,
    /// Computed on first use: several rules report parts of it.
    pub(super) violations: OnceCell<Vec<Violation>>,
    /// The same.
    pub(super) parts: OnceCell<Parts<'a>>,
    /// The same.
    pub(super) among_events: OnceCell<bool>,
    /// The same.
    pub(super) terms: OnceCell<Vec<List<'a>>>,
    /// The same.
    pub(super) event: OnceCell<Option<Box<Event<'a>>>>,
    /// The same.
    pub(super) agenda: OnceCell<Option<Agenda<'a>>>,
    /// The day on which the site is built.
    pub today: Date,
}

impl<'a> Subject<'a> {
    /// True for standalone data files.
    pub fn is_data(&self) -> bool {
        self.collection.is_some_and(|collection| collection.kind == CollectionKind::Data)
    }

    /// True for a file that speaks for its folder, such as Hugo's `_index.md`.
    pub fn is_section_file(&self) -> bool {
        let name = self.project_path.file_name().unwrap_or_default().to_string_lossy();
        self.layout.profile.is_section_file(&name)
    }

    /// True when a block stands at the top, whether it parses or not.
    pub fn has_front_matter(&self) -> bool {
        self.document.block.is_some() || !self.document.problems.is_empty()
    }

    /// The mappings to check: the front matter of a page, each record of a data file.
    pub fn records(&self) -> impl Iterator<Item = NodeRef<'a, 'a>> {
        let root = self.document.data.root();
        let list = root.filter(|_| self.is_data()).and_then(NodeRef::as_list);
        list.into_iter().flatten().chain(root).filter(|node| node.kind() == Kind::Map)
    }

    /// Where the page is published.
    pub fn place(&self) -> Place {
        let source = permalink::Source {
            path: below(self.project_path, &self.layout.root),
            collection: self.collection.map(|collection| collection.name.as_str()),
            front: self.document.root(),
            inherited: self.inherited,
            inherits_unknown: self.inherits_unknown,
            roles: self.collection.map(|collection| &collection.roles),
        };
        permalink::place(self.layout, &source, self.today)
    }

    /// The values of the front matter, inherited ones included, by their roles; none for a data file, see [`Subject::each_parts`].
    pub fn parts(&self) -> &Parts<'a> {
        self.parts.get_or_init(|| {
            if self.is_data() {
                return Parts::default();
            }
            Parts::new(self.document.root(), self.inherited, self.lexicon())
        })
    }

    /// The values of each mapping to check by their roles: the front matter of a page, each record of a data file.
    pub fn each_parts(&self, mut visit: impl FnMut(&Parts<'_>)) {
        for record in self.records() {
            if self.is_data() {
                visit(&Parts::of_item(record, self.lexicon()));
            } else {
                visit(self.parts());
            }
        }
    }

    /// True where the schema, the collection or a folder says that pages are events.
    pub fn is_place_of_events(&self) -> bool {
        *self.among_events.get_or_init(|| {
            let schema = self.schema.as_ref().is_some_and(|schema| match &schema.name {
                SchemaName::Builtin(name) => name == "event",
                SchemaName::File(_) => false,
            });
            schema
                || self.collection.is_some_and(|collection| is_place(collection.name.as_bytes()))
                || folders(below(self.project_path, &self.layout.root)).any(is_place)
        })
    }

    /// The event that the page tells of.
    pub fn event(&self) -> Option<&Event<'a>> {
        self.event.get_or_init(|| Event::of(self).map(Box::new)).as_deref()
    }

    /// The agenda of that event, if there is one that can be judged.
    pub fn agenda(&self) -> Option<&Agenda<'a>> {
        self.agenda.get_or_init(|| Agenda::of(self, self.event()?)).as_ref()
    }

    /// What keys are for in this file.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.layout.lexicon(self.collection)
    }

    /// The keys that play `role` in this file's collection; a dot leads into a mapping.
    pub fn keys_of(&self, role: Role) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = self.collection.and_then(|collection| collection.roles.get(&role));
        let usual = if own.is_some() { &[] } else { self.layout.profile.keys_of(role) };
        own.into_iter().flatten().map(String::as_str).chain(usual.iter().copied())
    }

    /// True when `key` plays `role` in this file's collection.
    pub fn plays(&self, key: &str, role: Role) -> bool {
        self.lexicon().word(key).is_some_and(|word| word.is_key_of(role))
    }

    /// The terms that the page itself writes, list by list; none for a data file.
    pub fn terms(&self) -> &[List<'a>] {
        self.terms.get_or_init(|| {
            let Some(front) = self.document.root().filter(|_| !self.is_data()) else { return Vec::new() };
            let roles = self.collection.map(|collection| &collection.roles);
            let fold_case = self.layout.profile.front.fold_case;
            taxonomy::lists(&self.layout.fields, roles, front, self.document.text, fold_case)
        })
    }

    /// What the schema judges: a page's front matter, and of a data file every record, whatever it is.
    fn instances(&self) -> Vec<NodeRef<'_, '_>> {
        if !self.is_data() {
            return self.document.root().into_iter().collect();
        }
        match self.document.data.root() {
            Some(root) => match root.as_list() {
                Some(records) => records.collect(),
                None => vec![root],
            },
            // What cannot be read has been said; a file without any value is null.
            None if self.document.problems.is_empty() => nothing().root().into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// True when the schema refuses the value that stands exactly there.
    pub fn is_refused(&self, span: Span) -> bool {
        self.violations().iter().any(|violation| violation.span == span)
    }

    /// How the file does not fit its schema, by position.
    pub fn violations(&self) -> &[Violation] {
        self.violations.get_or_init(|| {
            let Some(schema) = &self.schema else { return Vec::new() };
            let instances = self.instances().into_iter();
            let instances = instances.map(|node| Instance { document: self.document, node, inherited: self.inherited });
            let mut found: Vec<Violation> = instances.flat_map(|instance| schema.validate(instance)).collect();
            if self.inherits_unknown {
                found.retain(|violation| violation.kind != ViolationKind::Missing);
            }
            found
        })
    }
}
