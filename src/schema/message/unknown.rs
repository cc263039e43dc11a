//! Keys that a schema does not know, and names that it does not like.

use super::place::Place;
use super::shown::LISTED;
use super::{Speaker, nearest, shown};
use crate::document::node::NodeRef;
use crate::edit::{Applicability, Fix};
use crate::schema::{Violation, ViolationKind, instance};
use crate::span::Span;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Error;
use jsonschema::json::{Node as _, Object as _};

impl<'a> Speaker<'a> {
    /// One violation for each key.
    pub(super) fn unknown(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'a>,
        unexpected: &[String],
    ) -> Vec<Violation> {
        let known = self.known_keys(error);
        let present = |key: &str| place.node.is_some_and(|node| instance::member(node.resolved(), key).is_some());
        let free: Vec<&str> = known.iter().map(String::as_str).filter(|key| !present(key)).collect();
        unexpected.iter().take(super::KEPT).map(|key| self.unknown_key(error, place, key, &known, &free)).collect()
    }

    fn unknown_key(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'a>,
        key: &str,
        known: &[String],
        free: &[&str],
    ) -> Violation {
        let span = self.key_span(place, key);
        let message = format!("unknown key {}", shown(key));
        let mut violation = self.violation(ViolationKind::Unknown, error, place, span.unwrap_or(place.span), message);
        if let Some(meant) = nearest(key, free.iter().copied()) {
            violation.help = Some(format!("did you mean {}?", shown(meant)));
            if let Some(span) = span {
                let text = self.instance.map_or("", |instance| span.slice(instance.document.text));
                if let Some(text) = renamed(text, key, meant) {
                    let title = format!("rename the key to {}", shown(meant));
                    violation.fix = Some(Fix::one(title, Applicability::Unsafe, span, text));
                }
            }
        } else if let Some(own) =
            self.parent_place(error).and_then(|at| self.schema_node(at)?.get("errorMessage")?.as_str())
        {
            violation.help = Some(own.trim().trim_end_matches('.').to_owned());
        } else if known.is_empty() {
            violation.help = Some("remove it".to_owned());
        } else if known.len() <= LISTED {
            let known: Vec<_> = known.iter().map(|key| shown(key)).collect();
            violation.help = Some(format!("remove it; the schema knows {}", known.join(", ")));
        } else {
            violation.help = Some("remove it, or allow it in the schema".to_owned());
        }
        violation
    }

    /// The keys of a mapping, each once.
    pub(super) fn keys_of(&self, place: &Place<'a>) -> Vec<String> {
        let gauge = instance::Gauge::new();
        let node = place.node.map(NodeRef::resolved);
        let handle = node.map(|node| match (place.last, self.instance) {
            (super::Last::Root, Some(own)) => instance::Handle::Root { node, inherited: own.inherited, gauge: &gauge },
            _ => instance::Handle::Inner { node, gauge: &gauge },
        });
        let keys = gauge.run(|| {
            let members = handle?.as_object()?;
            Some(members.members().take(super::KEPT).map(|(key, _)| key.to_owned()).collect())
        });
        keys.flatten().unwrap_or_default()
    }

    pub(super) fn key_span(&self, place: &Place<'a>, key: &str) -> Option<Span> {
        if place.inherited.is_some() {
            return None;
        }
        instance::member(place.node?.resolved(), key).map(|entry| entry.key_span())
    }

    /// The keys of `properties` beside the keyword, and of `allOf` beside it, which `unevaluatedProperties` sees.
    pub(super) fn known_keys(&self, error: &ValidationError<'_>) -> Vec<String> {
        let Some(parent) = self.parent_place(error).and_then(|place| self.schema_node(place)) else {
            return Vec::new();
        };
        let all = parent.get("allOf").and_then(NodeRef::as_list).into_iter().flatten();
        std::iter::once(parent)
            .chain(all)
            .filter_map(|schema| schema.get("properties"))
            .flat_map(NodeRef::entries)
            .map(|entry| entry.key().to_owned())
            .collect()
    }

    /// A key against `propertyNames`.
    pub(super) fn bad_name(&self, place: &Place<'a>, inner: &ValidationError<'_>) -> (Span, String) {
        let key = inner.instance().as_str().unwrap_or("").to_owned();
        let span = self.key_span(place, &key).unwrap_or(place.span);
        let key_place =
            Place { name: format!("the key {}", shown(&key)), node: None, span, key_span: span, ..place.clone() };
        if let Some(words) = self.own_words(inner) {
            return (span, format!("the key {} is not allowed here, {words}", shown(&key)));
        }
        let message = match inner.kind() {
            Error::Enum { .. } => match self.keyword_place(inner).and_then(|at| self.schema_node(at)) {
                Some(names) => {
                    let names: Vec<_> = names
                        .as_list()
                        .into_iter()
                        .flatten()
                        .filter_map(|name| name.as_str())
                        .take(LISTED)
                        .map(shown)
                        .collect();
                    format!("the key {} is not one of {}", shown(&key), names.join(", "))
                }
                None => format!("the key {} is not allowed here", shown(&key)),
            },
            Error::Constant { expected_value } => {
                format!("the key {} is not {}", shown(&key), super::json_shown(expected_value))
            }
            Error::MinLength { limit } => {
                format!("the key {} is shorter than {}", shown(&key), super::count(*limit, "character"))
            }
            Error::MaxLength { limit } => {
                format!("the key {} is longer than {}", shown(&key), super::count(*limit, "character"))
            }
            Error::Pattern { pattern } => {
                format!("the key {} does not match the pattern {}", shown(&key), shown(pattern))
            }
            Error::Custom { .. } => {
                let pattern = self.keyword_text(inner).unwrap_or_default();
                format!("the key {} does not match the pattern {}", shown(&key), shown(&pattern))
            }
            Error::Format { format } => match crate::schema::format::describe(format) {
                Some(words) => format!("the key {} is not {words}", shown(&key)),
                None => format!("the key {} is not a valid {}", shown(&key), shown(format)),
            },
            _ => format!("{} is not allowed here", key_place.name),
        };
        (span, message)
    }
}

/// The key's source with another name in it: the quotes stay, and what needs some gets them.
fn renamed(source: &str, from: &str, to: &str) -> Option<String> {
    let plain = to.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if !plain {
        return None;
    }
    let bare = source.trim_matches(['"', '\'']);
    (bare == from).then(|| source.replacen(from, to, 1))
}
