//! `anyOf` and `oneOf`: the alternative that the author most likely meant, instead of all that is wrong with each.

use super::expect::either;
use super::place::{Last, Place};
use super::{KEPT, NESTED, Speaker};
use crate::schema::instance::{Gauge, Handle};
use crate::schema::{Violation, ViolationKind, compile};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Error;
use serde_json::{Value as Json, json};
use std::cmp::Reverse;

/// How badly an alternative fits; less is better.
type Misfit = (bool, usize, usize, Reverse<usize>);

fn depth(error: &ValidationError<'_>) -> usize {
    let own = error.instance_path().as_str().matches('/').count();
    let inner = match error.kind() {
        Error::AnyOf { context } | Error::OneOfNotValid { context } => {
            context.iter().flatten().map(|error| error.instance_path().as_str().matches('/').count()).max()
        }
        _ => None,
    };
    own.max(inner.unwrap_or(0))
}

/// An error that says that the value is another thing altogether, not that something is wrong within it.
fn another_thing(error: &ValidationError<'_>, at: &str) -> bool {
    error.instance_path().as_str() == at
        && matches!(error.kind(), Error::Type { .. } | Error::Constant { .. } | Error::Enum { .. })
}

fn misfit(errors: &[ValidationError<'_>], at: &str) -> Misfit {
    // `kind: event` in one alternative and `kind: post` in the other say which one is meant.
    let tags = errors
        .iter()
        .filter(|error| matches!(error.kind(), Error::Constant { .. }) && error.instance_path().as_str() != at)
        .count();
    (
        errors.iter().any(|error| another_thing(error, at)),
        tags,
        errors.len(),
        Reverse(errors.iter().map(depth).max().unwrap_or(0)),
    )
}

impl<'a> Speaker<'a> {
    /// What to say when no alternative fits.
    pub(super) fn best_branch(
        &self,
        error: &ValidationError<'_>,
        place: &Place<'a>,
        context: &[Vec<ValidationError<'static>>],
        level: usize,
    ) -> Vec<Violation> {
        let at = error.instance_path().as_str();
        let simple = |errors: &Vec<ValidationError<'static>>| {
            matches!(&errors[..], [only] if only.instance_path().as_str() == at
                && matches!(only.kind(), Error::Type { .. } | Error::Constant { .. } | Error::Enum { .. } | Error::Format { .. }))
        };
        if context.iter().all(simple) {
            let own = || either(context.iter().flatten().map(|error| self.asked(error)).collect());
            let words = self.alternatives(error, context.len()).unwrap_or_else(own);
            let message = format!("{}, expected {words}", self.is(place));
            let mut violation = self.violation(ViolationKind::Other, error, place, place.span, message);
            self.advise_alternatives(context, place, &mut violation);
            return vec![violation];
        }
        if let Some(keys) = required_alone(context, at) {
            let here = if place.last == Last::Root { String::new() } else { format!(" in {}", place.name) };
            let message = format!("one of the keys {} is missing{here}", either(keys));
            let mut violation = self.violation(ViolationKind::Missing, error, place, self.missing_span(place), message);
            violation.help = Some("add one of them".to_owned());
            return vec![violation];
        }
        let best = context.iter().filter(|errors| !errors.is_empty()).min_by_key(|errors| misfit(errors, at));
        let Some(best) = best.filter(|_| level < NESTED) else {
            let message = format!("{}, which fits none of the schema's alternatives", self.is(place));
            return vec![self.violation(ViolationKind::Other, error, place, place.span, message)];
        };
        // When every alternative wants another kind of value, all of them are worth naming.
        if best.iter().any(|error| another_thing(error, at))
            && let Some(words) = self.alternatives(error, context.len())
        {
            let message = format!("{}, expected {words}", self.is(place));
            return vec![self.violation(ViolationKind::Other, error, place, place.span, message)];
        }
        let said = best.iter().filter(|error| !self.misspelt(error, best));
        said.take(KEPT).flat_map(|error| self.describe_at(error, level + 1)).take(KEPT).collect()
    }

    /// True when the key that is missing stands there with one slip in it: that it is unknown, and what it was meant
    /// to be, says all.
    fn misspelt(&self, error: &ValidationError<'_>, beside: &[ValidationError<'static>]) -> bool {
        let Error::Required { property } = error.kind() else { return false };
        let Some(key) = property.as_str() else { return false };
        beside.iter().any(|other| {
            let unexpected = match other.kind() {
                Error::AdditionalProperties { unexpected } | Error::UnevaluatedProperties { unexpected } => unexpected,
                _ => return false,
            };
            let slip = |word: &String| word.len() <= 100 && strsim::osa_distance(word, key) == 1;
            other.instance_path() == error.instance_path()
                && unexpected.iter().any(slip)
                && self.known_keys(other).iter().any(|known| known == key)
        })
    }

    /// "a string or a list of strings".
    fn alternatives(&self, error: &ValidationError<'_>, count: usize) -> Option<String> {
        let (_, bundle) = self.schema?;
        let list = self.keyword_place(error)?;
        let words: Option<Vec<_>> =
            (0..count.min(20)).map(|index| self.wanted(bundle.follow(list, &format!("/{index}"))?)).collect();
        words.map(either)
    }

    /// What one alternative asks for, by its error alone.
    fn asked(&self, error: &ValidationError<'_>) -> String {
        match error.kind() {
            Error::Type { kind } => self.expected_type(error, kind),
            Error::Constant { expected_value } => super::json_shown(expected_value),
            Error::Enum { options } => {
                format!("one of {}", super::listed(options.as_array().map_or(&[][..], Vec::as_slice).iter()))
            }
            Error::Format { format } => {
                crate::schema::format::describe(format).map_or_else(|| super::shown(format), str::to_owned)
            }
            _ => "something else".to_owned(),
        }
    }

    fn advise_alternatives(
        &self,
        context: &[Vec<ValidationError<'static>>],
        place: &Place<'a>,
        violation: &mut Violation,
    ) {
        let Some(word) = place.node.and_then(|node| node.as_str()) else { return };
        let mut names: Vec<&str> = Vec::new();
        for error in context.iter().flatten() {
            match error.kind() {
                Error::Enum { options } => {
                    names.extend(options.as_array().into_iter().flatten().filter_map(Json::as_str))
                }
                Error::Constant { expected_value } => names.extend(expected_value.as_str()),
                _ => {}
            }
        }
        if let Some(meant) = super::nearest(word, names.into_iter()) {
            violation.help = Some(format!("did you mean {}?", super::shown(meant)));
        }
    }

    /// What to say when more than one alternative of a `oneOf` fits.
    pub(super) fn several_fit(&self, error: &ValidationError<'_>, place: &Place<'a>) -> Violation {
        let fitting = self.fitting(error, place).unwrap_or_default();
        let which = match &fitting[..] {
            [] => "more than one".to_owned(),
            some => {
                let (last, rest) = some.split_last().map_or((0, &[][..]), |(last, rest)| (*last, rest));
                let rest: Vec<_> = rest.iter().map(|index| format!("{}", index + 1)).collect();
                format!("{} and {}", rest.join(", "), last + 1)
            }
        };
        let message = match fitting.len() {
            0 | 1 => format!("{} fits more than one of the schema's alternatives, exactly one is allowed", place.name),
            _ => format!("{} fits the alternatives {which} of the schema, exactly one is allowed", place.name),
        };
        self.violation(ViolationKind::Other, error, place, place.span, message)
    }

    /// The indices of the alternatives that fit; each is compiled for this alone, which is rare enough.
    fn fitting(&self, error: &ValidationError<'_>, place: &Place<'a>) -> Option<Vec<usize>> {
        let (schema, bundle) = self.schema?;
        let list = bundle.node(self.keyword_place(error)?);
        let base = error.absolute_keyword_location()?.as_str().to_owned();
        let options = compile::options(bundle, schema.backtracking());
        let gauge = Gauge::new();
        let node = place.node?;
        let mut fitting = Vec::new();
        for index in 0..list.as_list()?.len().min(20) {
            let alternative =
                json!({ "$schema": bundle.docs[0].json.get("$schema"), "$ref": format!("{base}/{index}") });
            let alternative = match alternative {
                Json::Object(mut map) => {
                    map.retain(|_, value| !value.is_null());
                    Json::Object(map)
                }
                other => other,
            };
            let validator = options.clone().with_base_uri("urn:foreword:alternative").build(&alternative).ok()?;
            if gauge.run(|| validator.is_valid(Handle::Inner { node, gauge: &gauge }))? {
                fitting.push(index);
            }
        }
        Some(fitting)
    }
}

/// The keys, when each alternative lacks one and nothing else is wrong.
fn required_alone(context: &[Vec<ValidationError<'static>>], at: &str) -> Option<Vec<String>> {
    context
        .iter()
        .map(|errors| match &errors[..] {
            [only] if only.instance_path().as_str() == at => match only.kind() {
                Error::Required { property } => property.as_str().map(super::shown),
                _ => None,
            },
            _ => None,
        })
        .collect()
}
