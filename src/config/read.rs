//! From TOML with spans to typed values: every mistake is noted and the reading goes on.

use super::suggest;
use crate::diagnostic::Diagnostic;
use crate::meta::{Meta, Severity};
use crate::source::FileId;
use crate::span::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// More mistakes than this are not shown for one file; nobody reads them, and a hostile file has millions.
const SHOWN: usize = 100;

/// A place in a configuration file, or in the text of a `--config` option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The file.
    pub(super) file: FileId,
    /// The bytes.
    pub(super) span: Span,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) place: Place,
    pub(super) value: T,
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// What can be read out of the configuration.
pub(super) trait Typed: Sized {
    /// The value, or `None` after a mistake was noted.
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self>;

    /// Lays `over` over this value: scalars and lists are replaced, tables are merged.
    fn merge(&mut self, over: Self) {
        *self = over;
    }
}

/// Reads one text and notes its mistakes.
pub(super) struct Reader<'a> {
    file: FileId,
    mistakes: &'a mut Mistakes,
}

/// The mistakes found so far.
pub(super) struct Mistakes {
    meta: &'static Meta,
    found: Vec<Diagnostic>,
    more: usize,
}

impl Mistakes {
    pub(super) fn new(meta: &'static Meta) -> Self {
        Self { meta, found: Vec::new(), more: 0 }
    }

    /// Notes a mistake.
    pub(super) fn add(&mut self, place: Place, message: String, help: Option<String>) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        let mut mistake = Diagnostic::new(self.meta, Severity::Error, place.file, place.span, message);
        mistake.help = help;
        self.found.push(mistake);
    }

    /// True when further mistakes are only counted, so that nothing need be sought to say about them.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= SHOWN
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All mistakes, by file and position.
    pub(super) fn into_found(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|mistake| (mistake.primary.file, mistake.primary.span));
        if let Some(last) = self.found.last_mut().filter(|_| self.more > 0) {
            last.note = Some(format!("and {} more mistakes", self.more));
        }
        self.found
    }
}

impl<'a> Reader<'a> {
    /// Reads `text`; `None` when it is not TOML, with each syntax error noted.
    pub(super) fn read<T: Typed>(text: &str, file: FileId, mistakes: &'a mut Mistakes) -> Option<T> {
        let mut reader = Self { file, mistakes };
        // The TOML parser counts from behind the byte order mark's own bytes, as every other offset does.
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            let span = table.span();
            return T::read(&Spanned::new(span, DeValue::Table(table.into_inner())), &mut reader);
        }
        let mut last = None;
        for error in errors {
            // An empty file has no last byte to point to, and recovery may complain twice about one place.
            let range = error.span().unwrap_or(text.len()..text.len());
            if last.as_ref() != Some(&range) {
                reader.mistake(on_boundaries(text, &range), format!("not TOML: {}", error.message()), None);
                last = Some(range);
            }
        }
        None
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place { file: self.file, span: range.into() }
    }

    /// Notes a mistake.
    pub(super) fn mistake(&mut self, range: Range<usize>, message: String, help: Option<String>) {
        let place = self.place(range);
        self.mistakes.add(place, message, help);
    }

    /// A key with its place.
    pub(super) fn key(&self, key: &Spanned<DeString<'_>>) -> At<String> {
        At { place: self.place(key.span()), value: key.get_ref().to_string() }
    }

    /// Any value with its place, for whoever knows what it means.
    pub(super) fn any(&self, value: &Spanned<DeValue<'_>>) -> At<toml::Value> {
        At { place: self.place(value.span()), value: owned(value.get_ref()) }
    }

    /// A table.
    pub(super) fn table<'v, 'i>(&mut self, value: &'v Spanned<DeValue<'i>>) -> Option<&'v DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => self.wrong_type(value, "a table"),
        }
    }

    /// A list; `expected` names it for people.
    pub(super) fn list<T: Typed>(&mut self, value: &Spanned<DeValue<'_>>, expected: &str) -> Option<Vec<T>> {
        match value.get_ref() {
            DeValue::Array(items) => Some(items.iter().filter_map(|item| T::read(item, self)).collect()),
            _ => self.wrong_type(value, expected),
        }
    }

    /// One of the words of an enum; `expected` names what may stand there.
    pub(super) fn word<T: for<'de> Deserialize<'de>>(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        expected: &'static str,
    ) -> Option<At<T>> {
        match value.get_ref() {
            DeValue::String(text) => {
                self.known_word(text, value.span(), expected.strip_suffix(" or a table").unwrap_or(expected))
            }
            _ => self.wrong_type(value, expected),
        }
    }

    /// The word `text` of an enum.
    pub(super) fn known_word<T: for<'de> Deserialize<'de>>(
        &mut self,
        text: &str,
        range: Range<usize>,
        what: &str,
    ) -> Option<At<T>> {
        let what = what.strip_prefix("a ").or(what.strip_prefix("an ")).unwrap_or(what);
        match T::deserialize(serde::de::value::StrDeserializer::<WordError>::new(text)) {
            Ok(value) => Some(At { place: self.place(range), value }),
            Err(WordError(known)) => {
                let help = suggest::help(text, known.iter().copied());
                self.mistake(range, format!("unknown {what} `{text}`"), help);
                None
            }
        }
    }

    /// Notes a key that the table does not have.
    pub(super) fn unknown_key(&mut self, key: &Spanned<DeString<'_>>, table: &str, known: &[&str]) {
        let text = key.get_ref();
        if text == "extends" {
            let help = "write all settings into this file, or lay some over it with `--config 'key = value'`";
            let message = "there is no `extends`; a configuration never reads another one".to_owned();
            return self.mistake(key.span(), message, Some(help.to_owned()));
        }
        let help = if self.mistakes.is_full() {
            None
        } else {
            suggest::help(text, known.iter().copied().filter(|key| !key.starts_with('$')))
        };
        self.mistake(key.span(), format!("unknown key `{text}` in {table}"), help);
    }

    fn wrong_type<T>(&mut self, value: &Spanned<DeValue<'_>>, expected: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.mistake(value.span(), format!("expected {expected}, found {found}"), None);
        None
    }
}

impl Typed for String {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => reader.wrong_type(value, "a string"),
        }
    }
}

impl Typed for usize {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => Self::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number.or_else(|| {
            if matches!(value.get_ref(), DeValue::Integer(_)) {
                reader.mistake(value.span(), "expected a whole number from 0 up".to_owned(), None);
                return None;
            }
            reader.wrong_type(value, "a whole number")
        })
    }
}

impl<T: Typed> Typed for Vec<T> {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.list(value, "a list of strings")
    }
}

impl<T: Typed> Typed for At<T> {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { place: reader.place(value.span()), value: T::read(value, reader)? })
    }
}

macro_rules! words {
    ($($type:ty: $expected:literal),+) => {
        $(impl Typed for $type {
            fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
                reader.word(value, $expected).map(|word| word.value)
            }
        })+
    };
}
words! {
    super::Level: "a level",
    super::FailOn: "a level",
    crate::site::profile::Generator: "a generator",
    crate::site::anchor::Anchors: "an algorithm"
}

/// A word that an enum does not have, with the words that it has.
#[derive(Debug)]
struct WordError(&'static [&'static str]);

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown word")
    }
}

impl std::error::Error for WordError {}

impl serde::de::Error for WordError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}

/// The range, widened to whole characters of the text.
fn on_boundaries(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = (0..=range.start.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let end = (range.end.max(start)..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    start..end
}

/// The value without its spans. The parser has limited its depth.
fn owned(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => toml::Value::Integer(number),
            // Too large for any option; as a string it does not fit any number, and the rule says so.
            Err(_) => toml::Value::String(number.as_str().to_owned()),
        },
        DeValue::Float(number) => match number.as_str().parse() {
            Ok(number) => toml::Value::Float(number),
            Err(_) => toml::Value::String(number.as_str().to_owned()),
        },
        DeValue::Boolean(value) => toml::Value::Boolean(*value),
        DeValue::Datetime(value) => toml::Value::Datetime(*value),
        DeValue::Array(items) => toml::Value::Array(items.iter().map(|item| owned(item.get_ref())).collect()),
        DeValue::Table(table) => toml::Value::Table(
            table.iter().map(|(key, value)| (key.get_ref().to_string(), owned(value.get_ref()))).collect(),
        ),
    }
}
