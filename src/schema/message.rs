//! What is wrong, in our own words: one message for each kind of error, on the deepest value that is responsible.

mod advice;
mod branch;
mod expect;
mod missing;
mod place;
mod shown;
mod unknown;

pub(super) use advice::nearest;
pub(super) use shown::{kind_words, shown};

use super::load::Bundle;
use super::{Instance, Schema, Violation, ViolationKind};
use crate::document::node::{Kind, NodeRef, Style, Value};
use crate::span::Span;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Error;
use place::{Last, Place};
use shown::{count, json_shown, listed};

/// Violations kept for one page.
pub(super) const KEPT: usize = 100;

/// Alternatives within alternatives that are looked into.
const NESTED: usize = 16;

/// A quoted `"true"` or `"3"`, or a `yes` that is no boolean: without a word about its type, the message would
/// contradict itself.
fn looks_like_another_type(node: NodeRef<'_, '_>) -> bool {
    let Value::Str(text) = node.value() else { return false };
    let text = text.trim();
    let word = ["true", "false", "null", "~", "yes", "no", "on", "off", "y", "n"];
    word.iter().any(|word| text.eq_ignore_ascii_case(word))
        || (node.style() != Style::Plain && text.parse::<f64>().is_ok_and(f64::is_finite))
}

/// True when a mapping may have no key at all: `additionalProperties: false` without a keyword that names keys, and
/// `unevaluatedProperties: false`, `propertyNames: false` alike. A key of such a name that is itself not allowed ends in it as well.
fn refuses_keys(error: &ValidationError<'_>, place: &Place<'_>) -> bool {
    let mut steps = error.schema_path().as_str().rsplit('/');
    let keyword = steps.next().unwrap_or_default();
    let is_key = steps.next() == Some("properties") && error.instance_path().as_str().ends_with(&format!("/{keyword}"));
    matches!(keyword, "additionalProperties" | "unevaluatedProperties" | "propertyNames")
        && !is_key
        && place.node.is_some_and(|node| node.kind() == Kind::Map)
}

/// Puts errors about one mapping into words.
pub(super) struct Speaker<'a> {
    root: NodeRef<'a, 'a>,
    instance: Option<Instance<'a>>,
    schema: Option<(&'a Schema, &'a Bundle)>,
}

impl<'a> Speaker<'a> {
    /// About a page.
    pub(super) fn of_page(instance: Instance<'a>, schema: &'a Schema, bundle: &'a Bundle) -> Self {
        Self { root: instance.node, instance: Some(instance), schema: Some((schema, bundle)) }
    }

    /// About a schema file, judged by its metaschema.
    pub(super) fn of_schema(root: NodeRef<'a, 'a>) -> Self {
        Self { root, instance: None, schema: None }
    }

    /// What one error of the library says.
    pub(super) fn describe(&self, error: &ValidationError<'_>) -> Vec<Violation> {
        self.describe_at(error, 0)
    }

    fn describe_at(&self, error: &ValidationError<'_>, level: usize) -> Vec<Violation> {
        let place = self.place(error);
        match error.kind() {
            Error::AnyOf { context } | Error::OneOfNotValid { context } => {
                self.best_branch(error, &place, context, level)
            }
            Error::OneOfMultipleValid { .. } => vec![self.several_fit(error, &place)],
            Error::AdditionalProperties { unexpected } | Error::UnevaluatedProperties { unexpected } => {
                self.unknown(error, &place, unexpected)
            }
            Error::Required { property } => vec![self.missing(error, &place, property)],
            Error::FalseSchema if refuses_keys(error, &place) => self.unknown(error, &place, &self.keys_of(&place)),
            _ => vec![self.plain(error, &place)],
        }
    }

    /// A violation with the note that says which schema it is.
    fn violation(
        &self,
        kind: ViolationKind,
        error: &ValidationError<'_>,
        place: &Place<'a>,
        span: Span,
        message: String,
    ) -> Violation {
        let mut note = self.origin(error);
        if let Some(inherited) = place.inherited {
            note.push_str(&format!("; the page inherits `{}`", inherited.key));
        }
        Violation { kind, span, message, note, help: None, fix: None, at_most: None }
    }

    /// The errors that are about one value and say one thing.
    fn plain(&self, error: &ValidationError<'_>, place: &Place<'a>) -> Violation {
        let (span, message) = self.words(error, place);
        let mut violation = self.violation(ViolationKind::Other, error, place, span, message);
        self.advise(error, place, &mut violation);
        violation
    }

    #[allow(
        clippy::too_many_lines,
        reason = "one arm for each kind of error; split, it would only be harder to find them"
    )]
    fn words(&self, error: &ValidationError<'_>, place: &Place<'a>) -> (Span, String) {
        let name = &place.name;
        let is = self.is(place);
        let node = place.node;
        let size = |node: Option<NodeRef<'_, '_>>| match node.map(NodeRef::value) {
            Some(Value::List(range)) => (range.end - range.start) as u64,
            Some(Value::Map(_)) => node.map_or(0, |node| node.entries().count() as u64),
            Some(Value::Str(text) | Value::Date(text)) => text.chars().count() as u64,
            _ => 0,
        };
        let has = size(node);
        if let Some(words) = self.own_words(error) {
            // Of the whole there is nothing to be shown that the words would not name.
            let whole = matches!(place.last, Last::Root);
            return (place.span, if whole { words.to_owned() } else { format!("{is}, {words}") });
        }
        let message = match error.kind() {
            Error::Type { kind } if advice::fraction(node, kind) => format!("{is}, expected a whole number"),
            Error::Type { kind } => format!("{is}, expected {}", self.expected_type(error, kind)),
            Error::Enum { options } => {
                let values = options.as_array().map_or(&[][..], Vec::as_slice);
                match (self.value(place), values) {
                    (_, [only]) => format!("{is}, expected {}", json_shown(only)),
                    (Some(value), _) => format!("{}{value} is not one of {}", place.prefix(), listed(values.iter())),
                    (None, _) => format!("{is}, expected one of {}", listed(values.iter())),
                }
            }
            Error::Constant { expected_value } => format!("{is}, expected {}", json_shown(expected_value)),
            Error::Format { format } => match super::format::describe(format) {
                Some(words) => format!("{is}, expected {words}"),
                None => format!("{is}, which is not a valid {}", shown(format)),
            },
            Error::Pattern { pattern } => format!("{is}, which does not match the pattern {}", shown(pattern)),
            Error::Custom { message, .. } => {
                let pattern = self.keyword_text(error).unwrap_or_default();
                if message == super::pattern::GAVE_UP {
                    format!("{is}, and matching it against the pattern {} takes too long", shown(&pattern))
                } else {
                    format!("{is}, which does not match the pattern {}", shown(&pattern))
                }
            }
            Error::BacktrackLimitExceeded { .. } | Error::RegexEngineFailure { .. } => {
                format!("{is}, and matching it against the schema's pattern takes too long")
            }
            Error::MinLength { limit: 1 } => format!("{name} is empty"),
            Error::MinLength { limit } => {
                format!("{name} has {}, expected at least {limit}", count(has, "character"))
            }
            Error::MaxLength { limit } => format!("{name} has {}, expected at most {limit}", count(has, "character")),
            Error::Minimum { limit } => format!("{is}, expected at least `{limit}`"),
            Error::Maximum { limit } => format!("{is}, expected at most `{limit}`"),
            Error::ExclusiveMinimum { limit } => format!("{is}, expected more than `{limit}`"),
            Error::ExclusiveMaximum { limit } => format!("{is}, expected less than `{limit}`"),
            Error::MultipleOf { multiple_of } => format!("{is}, expected a multiple of `{multiple_of}`"),
            Error::MinItems { limit: 1 } => format!("{name} is an empty list"),
            Error::MinItems { limit } => format!("{name} has {}, expected at least {limit}", count(has, "item")),
            Error::MaxItems { limit } => {
                return (
                    self.item_span(place, *limit as usize),
                    format!("{name} has {}, expected at most {limit}", count(has, "item")),
                );
            }
            Error::AdditionalItems { limit } => {
                return (
                    self.item_span(place, *limit),
                    format!("{name} has {}, expected at most {limit}", count(has, "item")),
                );
            }
            Error::UnevaluatedItems { unexpected } => {
                let span = self.unevaluated_span(place, unexpected);
                return (
                    span,
                    format!("{name} has {} that the schema does not know", count(unexpected.len() as u64, "item")),
                );
            }
            Error::UniqueItems => {
                let Some((index, value)) = self.duplicate(place) else {
                    return (place.span, format!("{name} has the same item twice"));
                };
                return (self.item_span(place, index), format!("{value} stands twice in {name}"));
            }
            Error::Contains => match error.schema_path().as_str().rsplit('/').next() {
                Some("maxContains") => format!("{name} has too many items of the kind that the schema limits"),
                Some("minContains") => format!("{name} has too few items of the kind that the schema asks for"),
                _ => match self.contained(error) {
                    Some(words) => format!("{name} has no item that is {words}"),
                    None => format!("{name} has no item of the kind that the schema asks for"),
                },
            },
            Error::MinProperties { limit: 1 } => format!("{name} is an empty mapping"),
            Error::MinProperties { limit } => format!("{name} has {}, expected at least {limit}", count(has, "key")),
            Error::MaxProperties { limit } => format!("{name} has {}, expected at most {limit}", count(has, "key")),
            Error::Not { .. } if self.exclusive(error).is_some() => {
                let keys = self.exclusive(error).unwrap_or_default();
                return match &keys[..] {
                    [only] => {
                        let span = self.key_span(place, only).unwrap_or(place.span);
                        (span, format!("the key {} is not allowed here", shown(only)))
                    }
                    keys => {
                        let span = keys.last().and_then(|key| self.key_span(place, key)).unwrap_or(place.span);
                        let keys: Vec<_> = keys.iter().map(|key| shown(key)).collect();
                        (span, format!("the keys {} exclude each other", keys.join(", ")))
                    }
                };
            }
            Error::Not { .. } => match self.excluded(error) {
                Some(words) => format!("{is}, expected anything but {words}"),
                None => format!("{is}, which the schema rules out"),
            },
            Error::FalseSchema => {
                let span = if matches!(place.last, Last::Key) { place.key_span } else { place.span };
                return match place.last {
                    Last::Root => (span, "the schema allows nothing at all".to_owned()),
                    _ => (span, format!("{name} is not allowed here")),
                };
            }
            Error::ContentEncoding { content_encoding } => {
                format!("{name} is not encoded as {}", shown(content_encoding))
            }
            Error::ContentMediaType { content_media_type } => {
                format!("{name} does not hold {}", shown(content_media_type))
            }
            Error::FromUtf8 { .. } => format!("{name} is not UTF-8 when decoded"),
            Error::PropertyNames { error: inner } => return self.bad_name(place, inner),
            Error::Referencing(_) => "the schema has a reference that leads nowhere".to_owned(),
            // Handled by `describe_at`.
            Error::AnyOf { .. }
            | Error::OneOfNotValid { .. }
            | Error::OneOfMultipleValid { .. }
            | Error::AdditionalProperties { .. }
            | Error::UnevaluatedProperties { .. }
            | Error::Required { .. } => format!("{is}, which does not fit the schema"),
        };
        (place.span, message)
    }

    /// `` `price` is `free` ``.
    fn is(&self, place: &Place<'a>) -> String {
        let name = &place.name;
        match (place.node, self.value(place)) {
            (_, Some(value)) if value == "``" => format!("{name} is an empty string"),
            (Some(node), Some(value)) if looks_like_another_type(node) => format!("{name} is the string {value}"),
            (_, Some(value)) => format!("{name} is {value}"),
            (Some(node), None) if node.kind() == Kind::Null && node.style() != Style::Missing => {
                format!("{name} is `null`")
            }
            (Some(node), None) => format!("{name} is {}", kind_words(node.kind())),
            (None, None) => format!("{name} is not there"),
        }
    }

    /// A scalar in backticks, as the author wrote it.
    fn value(&self, place: &Place<'a>) -> Option<String> {
        let node = place.node?;
        Some(match node.value() {
            Value::Str(text) | Value::Date(text) => shown(text),
            Value::Bool(value) => shown(&value.to_string()),
            Value::Int(value) => self.written(place).map_or_else(|| shown(&value.to_string()), shown),
            Value::Float(value) => self.written(place).map_or_else(|| shown(&value.to_string()), shown),
            Value::Null | Value::Alias(_) | Value::List(_) | Value::Map(_) => return None,
        })
    }

    /// The source text of a scalar, where it is in the page's own file.
    fn written(&self, place: &Place<'a>) -> Option<&'a str> {
        let instance = self.instance.filter(|_| place.inherited.is_none())?;
        let text = place.node?.resolved().span().slice(instance.document.text);
        (!text.is_empty()).then_some(text)
    }
}
