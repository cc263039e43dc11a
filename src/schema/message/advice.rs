//! What to do about a violation: the word that was meant, quotes to put or remove.

use super::Speaker;
use super::place::{Last, Place};
use super::shown::{SHOWN, shown};
use crate::document::node::{NodeRef, Style, Value};
use crate::edit::{Applicability, Fix};
use crate::schema::Violation;
use jsonschema::error::{TypeKind, ValidationErrorKind as Error};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value as Json;

/// The name among `names` that `word` is probably meant to be.
pub(in crate::schema) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let folded = word.to_lowercase();
    let distance = |name: &str| strsim::osa_distance(&name.to_lowercase(), &folded);
    // Long values are prose, not slips of the pen; and the distance takes time by the product of the lengths.
    if word.len() > 100 {
        return None;
    }
    names
        .take(2_000)
        .filter(|name| (1..=100).contains(&name.len()) && *name != word)
        .map(|name| (distance(name), name))
        .filter(|(slips, name)| *slips <= (name.chars().count() / 3).clamp(1, 3))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

fn takes(kind: &TypeKind, wanted: JsonType) -> bool {
    match kind {
        TypeKind::Single(single) => *single == wanted,
        TypeKind::Multiple(set) => set.contains(wanted),
    }
}

/// A fraction where a whole number may stand: whoever writes a number means one, whatever else is allowed.
pub(super) fn fraction(node: Option<NodeRef<'_, '_>>, kind: &TypeKind) -> bool {
    matches!(node.map(NodeRef::value), Some(Value::Float(value)) if value.is_finite()) && takes(kind, JsonType::Integer)
}

impl<'a> Speaker<'a> {
    /// Help and fixes of single values.
    pub(super) fn advise(&self, error: &ValidationError<'_>, place: &Place<'a>, violation: &mut Violation) {
        let Some(node) = place.node else { return };
        match error.kind() {
            Error::Enum { options } => {
                let names = options.as_array().into_iter().flatten().filter_map(Json::as_str);
                let Some(word) = node.as_str() else { return };
                if let Some(meant) = nearest(word, names) {
                    violation.help = Some(format!("did you mean {}?", shown(meant)));
                }
            }
            Error::Type { kind } => self.advise_type(kind, place, node, violation),
            Error::UniqueItems => violation.help = Some("remove one of them".to_owned()),
            Error::FalseSchema if matches!(place.last, Last::Key) => {
                violation.help = Some("remove the key".to_owned());
            }
            _ => {}
        }
    }

    fn advise_type(&self, kind: &TypeKind, place: &Place<'a>, node: NodeRef<'a, 'a>, violation: &mut Violation) {
        let takes = |wanted: JsonType| takes(kind, wanted);
        if fraction(Some(node), kind) {
            return;
        }
        match node.value() {
            Value::Int(_) | Value::Float(_) | Value::Bool(_) if takes(JsonType::String) => {
                violation.help = Some("put it in quotes".to_owned());
                if let Some(text) = self.written(place) {
                    let quoted = format!("\"{text}\"");
                    violation.fix =
                        Some(Fix::one("quote the value", Applicability::Unsafe, node.resolved().span(), quoted));
                }
            }
            Value::Str(text)
                if (takes(JsonType::Number) || takes(JsonType::Integer))
                    && node.style() != Style::Plain
                    && text.trim().parse::<f64>().is_ok_and(f64::is_finite) =>
            {
                violation.help = Some("remove the quotes".to_owned());
            }
            Value::Str(text) if takes(JsonType::Boolean) && matches!(text.as_ref(), "true" | "false") => {
                violation.help = Some("remove the quotes".to_owned());
            }
            Value::Str(text) if takes(JsonType::Array) && text.chars().count() <= SHOWN => {
                violation.help = Some(format!("write it as a list: {}", shown(&format!("[{text}]"))));
            }
            _ => {}
        }
    }
}
