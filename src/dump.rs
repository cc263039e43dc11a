//! What `foreword dump FILE` prints: what was understood of one file, as JSON of a stable shape.
//!
//! These are wire structs: fields are added, never renamed or removed. Places are bytes of the file.

mod words;

use crate::document::node::{NodeRef, Style, Value};
use crate::document::roles::Role;
use crate::document::{Block, Document, Format, Problem, ProblemKind};
use crate::engine::Subject;
use crate::site::parts::Parts;
use crate::site::permalink::Place;
use crate::site::profile::Generator;
use crate::span::Span;
use serde::Serialize;
use serde_json::{Map, Number, Value as Json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use words::{directive_kind, link_kind, publication, style};

/// One file.
#[derive(Debug, Serialize)]
pub struct Dump<'a> {
    /// The version of this shape: 1.
    pub version: u32,
    /// The file's path as it was given.
    pub path: String,
    /// `yaml`, `toml`, `json`, `headers`, or `null` without front matter.
    pub format: Option<Format>,
    /// Where the block stands.
    pub block: Option<BlockDump>,
    /// The front matter's data; `null` where there is none or it does not parse.
    pub data: Option<NodeDump<'a>>,
    /// Headings by position.
    pub headings: Vec<HeadingDump<'a>>,
    /// Links and images by position.
    pub links: Vec<LinkDump<'a>>,
    /// Reference definitions by position.
    pub definitions: Vec<DefinitionDump<'a>>,
    /// `id` and `name` attributes of raw HTML by position.
    pub anchors: Vec<AnchorDump<'a>>,
    /// Shortcodes, tags and expressions by position.
    pub directives: Vec<DirectiveDump<'a>>,
    /// What is wrong with the file itself, by position.
    pub problems: Vec<ProblemDump<'a>>,
    /// What the file is to its site; absent where the file is looked at alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteDump<'a>>,
}

/// What a file is to its site.
#[derive(Debug, Serialize)]
pub struct SiteDump<'a> {
    /// The generator's name, such as `hugo`.
    pub generator: Generator,
    /// The site's root, relative to the project root.
    pub root: String,
    /// The collection, if the file belongs to one.
    pub collection: Option<&'a str>,
    /// The schema that applies: a built-in name, or a path relative to the project root.
    pub schema: Option<String>,
    /// Roles with the keys of this file that play them, in the order of the file.
    pub roles: BTreeMap<Role, Vec<&'a str>>,
    /// Keys that the generator fills in.
    pub inherited: Vec<&'a str>,
    /// The URL path below the site's base path; `null` where it cannot be known or there is none.
    pub url: Option<String>,
    /// Other URL paths that lead to the page.
    pub aliases: Vec<String>,
    /// `published`, `draft`, `future`, `expired` or `hidden`.
    pub publication: &'static str,
}

/// A half-open range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanDump {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl From<Span> for SpanDump {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

/// The lines of a block.
#[derive(Debug, Serialize)]
pub struct BlockDump {
    /// The opening fence.
    pub open: SpanDump,
    /// What stands between the fences.
    pub inner: SpanDump,
    /// The closing fence.
    pub close: Option<SpanDump>,
}

impl From<Block> for BlockDump {
    fn from(block: Block) -> Self {
        Self { open: block.open.into(), inner: block.inner.into(), close: block.close.map(Into::into) }
    }
}

/// A value with its place.
#[derive(Debug, Serialize)]
pub struct NodeDump<'a> {
    /// `string`, `integer`, `number`, `boolean`, `null`, `date`, `list` or `mapping`.
    pub kind: &'static str,
    /// Where it stands; for an alias the `*name`.
    pub span: SpanDump,
    /// How it is written.
    pub style: &'static str,
    /// True where a YAML alias stands for the value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub alias: bool,
    /// A scalar's value. Infinities and NaN are the strings `inf`, `-inf` and `nan`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
    /// A list's items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<NodeDump<'a>>>,
    /// A mapping's entries, in order, duplicates included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<EntryDump<'a>>>,
}

/// A key with its value.
#[derive(Debug, Serialize)]
pub struct EntryDump<'a> {
    /// The key, escapes resolved.
    pub key: &'a str,
    /// Where the key stands.
    pub key_span: SpanDump,
    /// True when a YAML merge key brought the entry.
    pub merged: bool,
    /// The value.
    pub value: NodeDump<'a>,
}

/// A heading.
#[derive(Debug, Serialize)]
pub struct HeadingDump<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: &'a str,
    /// The id: the author's own, else the one that the generator makes of the text; `null` where it makes none.
    pub id: Option<Cow<'a, str>>,
    /// True when the author wrote the id.
    pub own_id: bool,
    /// Where it stands.
    pub span: SpanDump,
}

/// A link or image.
#[derive(Debug, Serialize)]
pub struct LinkDump<'a> {
    /// The destination, escapes and entities resolved.
    pub dest: &'a str,
    /// `inline`, `reference`, `autolink`, `wiki` or `html`.
    pub kind: &'static str,
    /// True for images.
    pub image: bool,
    /// The whole construct.
    pub span: SpanDump,
    /// The destination's own bytes.
    pub dest_span: SpanDump,
}

/// A reference definition.
#[derive(Debug, Serialize)]
pub struct DefinitionDump<'a> {
    /// The label as written.
    pub label: &'a str,
    /// The destination, escapes and entities resolved.
    pub dest: &'a str,
    /// The whole definition.
    pub span: SpanDump,
    /// The destination's own bytes.
    pub dest_span: SpanDump,
}

/// An anchor of raw HTML.
#[derive(Debug, Serialize)]
pub struct AnchorDump<'a> {
    /// The anchor.
    pub id: &'a str,
    /// The attribute value's bytes.
    pub span: SpanDump,
}

/// A directive.
#[derive(Debug, Serialize)]
pub struct DirectiveDump<'a> {
    /// `shortcode`, `tag`, `output` or `expression`.
    pub kind: &'static str,
    /// Its first word.
    pub name: &'a str,
    /// What follows the name.
    pub args: &'a str,
    /// The whole construct.
    pub span: SpanDump,
}

/// A problem.
#[derive(Debug, Serialize)]
pub struct ProblemDump<'a> {
    /// The rule that reports it.
    pub rule: &'static str,
    /// What is wrong.
    pub message: &'a str,
    /// Where.
    pub span: SpanDump,
}

/// What was understood of `document`.
pub fn dump<'a>(document: &'a Document<'_>, path: impl Into<String>) -> Dump<'a> {
    let body = &document.body;
    Dump {
        version: 1,
        path: path.into(),
        format: document.format,
        block: document.block.map(Into::into),
        data: document.data.root().map(node),
        headings: body
            .headings
            .iter()
            .map(|heading| HeadingDump {
                level: heading.level,
                text: &heading.text,
                id: heading.id.as_ref().map(|(id, _)| Cow::Borrowed(id.as_ref())),
                own_id: heading.id.is_some(),
                span: heading.span.into(),
            })
            .collect(),
        links: body
            .links
            .iter()
            .map(|link| LinkDump {
                dest: &link.dest,
                kind: link_kind(link.kind),
                image: link.image,
                span: link.span.into(),
                dest_span: link.dest_span.into(),
            })
            .collect(),
        definitions: body
            .definitions
            .iter()
            .map(|definition| DefinitionDump {
                label: definition.label,
                dest: &definition.dest,
                span: definition.span.into(),
                dest_span: definition.dest_span.into(),
            })
            .collect(),
        anchors: body.anchors.iter().map(|(id, span)| AnchorDump { id, span: (*span).into() }).collect(),
        directives: body
            .directives
            .iter()
            .map(|directive| DirectiveDump {
                kind: directive_kind(directive.kind),
                name: directive.name,
                args: directive.args,
                span: directive.span.into(),
            })
            .collect(),
        problems: document.problems.iter().map(problem).collect(),
        site: None,
    }
}

/// What was understood of a file in its site.
pub fn subject<'a>(subject: &'a Subject<'_>, path: impl Into<String>) -> Dump<'a> {
    let mut roles: BTreeMap<Role, Vec<&str>> = BTreeMap::new();
    for record in subject.records() {
        for part in Parts::new(Some(record), &[], subject.lexicon()).iter() {
            roles.entry(part.role).or_default().push(part.key);
        }
    }
    // The records of a data file are no pages.
    let place = if subject.is_data() { Place::default() } else { subject.place() };
    let site = SiteDump {
        generator: subject.layout.profile.generator,
        root: subject.layout.root.display().to_string(),
        collection: subject.collection.map(|collection| collection.name.as_str()),
        schema: subject.schema.as_ref().map(|schema| schema.name.to_string()),
        roles,
        inherited: subject.inherited.iter().map(|key| key.key.as_str()).collect(),
        url: place.url,
        aliases: place.aliases.into_iter().map(|(url, _)| url).collect(),
        publication: publication(place.publication),
    };
    let mut dump = Dump { site: Some(site), ..dump(subject.document, path) };
    let ids = subject.layout.settings.routing.anchors.ids(subject.document.body.headings.iter());
    for (heading, id) in dump.headings.iter_mut().zip(ids) {
        heading.id = (!id.is_empty()).then_some(Cow::Owned(id));
    }
    dump
}

/// A value and all below it. Aliases are expanded once per use: the parser has bounded what that costs.
pub fn node<'a>(node: NodeRef<'a, '_>) -> NodeDump<'a> {
    let (mut items, mut entries, mut value) = (None, None, None);
    match node.value() {
        Value::List(_) => items = Some(node.as_list().into_iter().flatten().map(self::node).collect()),
        Value::Map(_) => {
            entries = Some(
                node.entries()
                    .map(|entry| EntryDump {
                        key: entry.key(),
                        key_span: entry.key_span().into(),
                        merged: entry.merged(),
                        value: self::node(entry.value()),
                    })
                    .collect(),
            );
        }
        _ => value = Some(plain(node)),
    }
    NodeDump {
        kind: node.kind().name(),
        span: node.span().into(),
        style: style(node.resolved().style()),
        alias: node.style() == Style::Alias,
        value,
        items,
        entries,
    }
}

/// The bare data. Dates are their text; of duplicate keys the last one wins.
pub fn plain(node: NodeRef<'_, '_>) -> Json {
    match node.value() {
        Value::Null | Value::Alias(_) => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::from(*value),
        Value::Float(value) => Number::from_f64(*value).map_or_else(
            || {
                let word = if value.is_nan() {
                    "nan"
                } else if *value > 0.0 {
                    "inf"
                } else {
                    "-inf"
                };
                Json::String(word.to_owned())
            },
            Json::Number,
        ),
        Value::Str(text) | Value::Date(text) => Json::String(text.to_string()),
        Value::List(_) => Json::Array(node.as_list().into_iter().flatten().map(plain).collect()),
        Value::Map(_) => Json::Object(
            node.entries().map(|entry| (entry.key().to_owned(), plain(entry.value()))).collect::<Map<_, _>>(),
        ),
    }
}

fn problem(problem: &Problem) -> ProblemDump<'_> {
    let rule = match problem.kind {
        ProblemKind::Syntax => "front-matter-syntax",
        ProblemKind::Ignored => "front-matter-ignored",
        ProblemKind::DuplicateKey => "duplicate-key",
        ProblemKind::Ambiguous => "ambiguous-scalar",
        ProblemKind::Limit => "limit-exceeded",
    };
    ProblemDump { rule, message: &problem.message, span: problem.span.into() }
}
