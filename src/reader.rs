//! Front matter as the caller's own type: the typed reader of the library.
//!
//! ```
//! #[derive(serde::Deserialize)]
//! struct Post {
//!     title: String,
//!     #[serde(default)]
//!     tags: Vec<String>,
//! }
//!
//! let page = "---\ntitle: Spring\ntags: [lake, ice]\n---\nThe ice is gone.\n";
//! let entity = foreword::reader::read::<Post>(page)?;
//! let post = entity.data.expect("the page has front matter");
//! assert_eq!(post.title, "Spring");
//! assert_eq!(post.tags, ["lake", "ice"]);
//! assert_eq!(entity.content, "The ice is gone.\n");
//!
//! let wrong = foreword::reader::read::<Post>("---\ntitle: [Spring]\n---\n").err().expect("a list is no title");
//! assert_eq!(wrong.span().map(|span| span.range()), Some(11..19));
//! # Ok::<(), foreword::reader::ReadError>(())
//! ```
//!
//! Whoever uses [`gray_matter`] already keeps its `Matter` and names [`Yaml`], [`Toml`] or [`Json`] as its engine: the
//! text then meets the parsers of this crate, with their limits, and not those of `gray_matter`.

use crate::document::node::{Entry, NodeRef, Value};
use crate::document::{Document, Format, Problem, ProblemKind, ReadAs, parse_data};
use crate::span::Span;
use gray_matter::Pod;
use gray_matter::engine::Engine;
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

/// A file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity<'s, T> {
    /// The data; `None` where the file has no front matter.
    pub data: Option<T>,
    /// The notation of the block; `None` where there is none.
    pub format: Option<Format>,
    /// The text behind the block, to the last byte.
    pub content: &'s str,
}

/// Why a file's front matter is not there as the type asked for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// The block itself is broken, goes beyond a limit or would not be seen by a generator.
    #[error("{}", .0.message)]
    Block(Box<Problem>),
    /// The block is well, but its data is not of the type.
    #[error("{message}")]
    Data {
        /// What is wrong.
        message: String,
        /// The value, in bytes of the file.
        span: Option<Span>,
    },
}

impl ReadError {
    /// Where the file is wrong, in bytes of the text handed in.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Block(problem) => Some(problem.span),
            Self::Data { span, .. } => *span,
        }
    }
}

impl de::Error for ReadError {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self::Data { message: message.to_string(), span: None }
    }
}

/// Reads the front matter of a page as `T`.
///
/// # Errors
///
/// When the block does not parse, holds a key twice or exceeds a limit, and when its data is not a `T`.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<Entity<'_, T>, ReadError> {
    read_as(text, &ReadAs::default())
}

/// [`read`] by the ways of one generator.
///
/// # Errors
///
/// As [`read`].
pub fn read_as<'s, T: DeserializeOwned>(text: &'s str, read: &ReadAs) -> Result<Entity<'s, T>, ReadError> {
    let document = Document::parse(text, read);
    // An open merge conflict in the body is none of the data's business.
    let in_block = |problem: &&Problem| problem.span.start < document.body.span.start;
    let fatal = |problem: &&Problem| problem.kind == ProblemKind::Ignored || (breaks(problem) && in_block(problem));
    if let Some(problem) = document.problems.iter().find(fatal) {
        return Err(ReadError::Block(Box::new(problem.clone())));
    }
    let data = document.root().map(|root| T::deserialize(Typed(root))).transpose()?;
    Ok(Entity { data, format: document.format, content: document.body.span.slice(text) })
}

fn breaks(problem: &Problem) -> bool {
    problem.kind != ProblemKind::Ambiguous
}

/// A node as serde sees it; errors get the span of the innermost value.
#[derive(Clone, Copy)]
struct Typed<'a, 's>(NodeRef<'a, 's>);

impl Typed<'_, '_> {
    fn placed<T>(self, result: Result<T, ReadError>) -> Result<T, ReadError> {
        result.map_err(|error| match error {
            ReadError::Data { message, span: None } => ReadError::Data { message, span: Some(self.0.span()) },
            other => other,
        })
    }

    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.value() {
            Value::Null | Value::Alias(_) => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value) => visitor.visit_i64(*value),
            Value::Float(value) => visitor.visit_f64(*value),
            Value::Str(text) | Value::Date(text) => visitor.visit_str(text),
            Value::List(_) => {
                let mut items = SeqDeserializer::new(self.0.as_list().into_iter().flatten().map(Typed));
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Value::Map(_) => visitor.visit_map(self.entries()),
        }
    }

    fn entries<'de>(self) -> MapDeserializer<'de, impl Iterator<Item = (String, Self)>, ReadError> {
        let pair = |entry: Entry<'_, '_>| entry.key().to_owned();
        MapDeserializer::new(self.0.entries().map(move |entry| (pair(entry), Typed(entry.value()))))
    }
}

impl<'de> IntoDeserializer<'de, ReadError> for Typed<'_, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Typed<'_, '_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.placed(self.visit(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.value() {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let result = match self.0.as_str() {
            Some(text) => visitor.visit_enum(text.into_deserializer()),
            None if self.0.as_map().is_some() => visitor.visit_enum(MapAccessDeserializer::new(self.entries())),
            None => Err(de::Error::custom(format!("invalid type: {}, expected a string", self.0.kind().name()))),
        };
        self.placed(result)
    }

    /// What nobody asks for is not walked through.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}

/// The data as `gray_matter` keeps it; it has no dates and forgets the order of keys. Depth and size, aliases expanded,
/// are bounded by the parsers.
fn pod(node: NodeRef<'_, '_>) -> Pod {
    match node.value() {
        Value::Null | Value::Alias(_) => Pod::Null,
        Value::Bool(value) => Pod::Boolean(*value),
        Value::Int(value) => Pod::Integer(*value),
        Value::Float(value) => Pod::Float(*value),
        Value::Str(text) | Value::Date(text) => Pod::String(text.to_string()),
        Value::List(_) => Pod::Array(node.as_list().into_iter().flatten().map(pod).collect()),
        Value::Map(_) => Pod::Hash(node.entries().map(|entry| (entry.key().to_owned(), pod(entry.value()))).collect()),
    }
}

fn engine(content: &str, format: Format) -> gray_matter::Result<Pod> {
    let (tree, problems) = parse_data(content, format);
    match problems.iter().find(|problem| breaks(problem)) {
        Some(problem) => Err(gray_matter::Error::deserialize_error(&problem.message)),
        None => Ok(tree.root().map_or(Pod::Null, pod)),
    }
}

/// Our YAML parser as an engine of `gray_matter::Matter`.
#[derive(Clone, Copy, Debug)]
pub struct Yaml;

impl Engine for Yaml {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        engine(content, Format::Yaml)
    }
}

/// Our TOML parser as an engine of `gray_matter::Matter`.
#[derive(Clone, Copy, Debug)]
pub struct Toml;

impl Engine for Toml {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        engine(content, Format::Toml)
    }
}

/// Our JSON parser as an engine of `gray_matter::Matter`.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Engine for Json {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        engine(content, Format::Json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gray_matter::{Matter, ParsedEntity};
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum State {
        Draft,
        Ready,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Post {
        title: String,
        date: Option<String>,
        #[serde(default)]
        tags: Vec<String>,
        weight: Option<u8>,
        state: Option<State>,
    }

    fn post() -> Post {
        Post {
            title: "Spring".to_owned(),
            date: Some("2024-05-01".to_owned()),
            tags: vec!["lake".to_owned()],
            weight: Some(3),
            state: Some(State::Ready),
        }
    }

    #[test]
    fn each_notation_gives_the_same_data() {
        let yaml = "---\ntitle: Spring\ndate: 2024-05-01\ntags: [lake]\nweight: 3\nstate: ready\n---\nText\n";
        let toml =
            "+++\ntitle = \"Spring\"\ndate = 2024-05-01\ntags = [\"lake\"]\nweight = 3\nstate = \"ready\"\n+++\nText\n";
        let json = "{\"title\": \"Spring\", \"date\": \"2024-05-01\", \"tags\": [\"lake\"], \"weight\": 3, \"state\": \"ready\"}\nText\n";
        for (text, format) in [(yaml, Format::Yaml), (toml, Format::Toml), (json, Format::Json)] {
            let entity = read::<Post>(text).unwrap();
            assert_eq!(entity, Entity { data: Some(post()), format: Some(format), content: "Text\n" });
        }
    }

    #[test]
    fn a_broken_block_says_where() {
        let text = "---\ntitle: \"Spring\n---\n";
        let error = read::<Post>(text).unwrap_err();
        assert!(matches!(&error, ReadError::Block(problem) if problem.kind == ProblemKind::Syntax), "{error:?}");
        assert_eq!(error.span(), Some(Span::new(11, 12)));
        let open = read::<Post>("---\ntitle: Spring\ndate: 2024-05-01\n").unwrap_err();
        assert_eq!(open.span(), Some(Span::new(0, 3)), "{open}");
        let twice = read::<Post>("---\ntitle: a\ntitle: b\n---\n").unwrap_err();
        assert_eq!(twice.span(), Some(Span::new(13, 18)), "{twice}");
    }

    #[test]
    fn a_value_of_the_wrong_type_says_where() {
        for (value, at) in [("weight: 300", "300"), ("tags: [a, {b: c}]", "{b: c}"), ("state: odd", "odd")] {
            let text = format!("---\ntitle: Spring\n{value}\n---\n");
            let error = read::<Post>(&text).unwrap_err();
            assert_eq!(error.span().map(|span| span.slice(&text)), Some(at), "{error}");
        }
        let missing = read::<Post>("---\ndate: 2024-05-01\n---\n").unwrap_err();
        assert_eq!(missing.to_string(), "missing field `title`");
    }

    #[test]
    fn no_block_is_no_error() {
        let entity = read::<Post>("# Spring\n\n---\n").unwrap();
        assert_eq!(entity, Entity { data: None, format: None, content: "# Spring\n\n---\n" });
    }

    #[test]
    fn an_empty_block_is_an_empty_mapping() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Lenient {
            title: Option<String>,
        }
        for text in ["---\n---\n", "---\n# nothing yet\n---\n", "+++\n+++\n", "{}\n"] {
            assert_eq!(read::<Lenient>(text).unwrap().data, Some(Lenient { title: None }), "{text:?}");
        }
    }

    #[test]
    fn the_engines_serve_gray_matter() {
        let mut matter = Matter::<Yaml>::new();
        let entity: ParsedEntity<Post> =
            matter.parse("---\ntitle: Spring\ndate: 2024-05-01\ntags: [lake]\nweight: 3\nstate: ~\n---\nText").unwrap();
        assert_eq!(entity.data, Some(Post { state: None, ..post() }));
        assert_eq!(entity.content, "Text");
        assert!(matter.parse::<Pod>("---\ntitle: a\ntitle: b\n---\n").is_err());
        // The depth at which the engine of `gray_matter` itself ends the process.
        matter.delimiter = "---".to_owned();
        assert!(matter.parse::<Pod>(&format!("---\n{}\n---\n", "- ".repeat(4_000))).is_err());

        let mut matter = Matter::<Toml>::new();
        matter.delimiter = "+++".to_owned();
        let entity: ParsedEntity = matter.parse("+++\nmenu.weight = 3\n+++\n").unwrap();
        assert_eq!(entity.data.unwrap()["menu"]["weight"], Pod::Integer(3));

        let matter = Matter::<Json>::new();
        let entity: ParsedEntity = matter.parse("---\n{\"limit\": null}\n---\n").unwrap();
        assert_eq!(entity.data.unwrap()["limit"], Pod::Null);
    }
}
