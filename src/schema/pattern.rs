//! Regular expressions of schemas: the linear engine, and for look-around and back-references the backtracking one,
//! with its steps and the text it sees bounded.

use super::instance::{Handle, Page};
use jsonschema::error::ValidationErrorKind;
use jsonschema::json::Node as _;
use jsonschema::{Keyword, PatternOptions, ValidationError, Validator};
use serde_json::{Value, json};

/// Size of a compiled expression, in bytes.
pub(super) const SIZE: usize = 1 << 20;

/// Steps of the backtracking engine for one text.
pub(super) const STEPS: usize = 50_000;

/// The longest text, in bytes, that the backtracking engine sees. Its bound on steps does not hold within look-behind,
/// whose time grows with the square of the text.
pub(super) const LONGEST: usize = 2_000;

/// What the message of a violation says when the engine gave up on a key; otherwise it is empty.
pub(super) const GAVE_UP: &str = "gave up";

/// What an expression needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The linear engine runs it.
    Linear,
    /// Look-around or back-references.
    Backtracking,
    /// No engine takes it: it is malformed or too large.
    Unusable,
}

fn linear(pattern: &str) -> Option<Validator> {
    let options = PatternOptions::regex().size_limit(SIZE).dfa_size_limit(SIZE);
    jsonschema::options().with_pattern_options(options).build(&json!({ "pattern": pattern })).ok()
}

fn backtracking(pattern: &str) -> Option<Validator> {
    let options = PatternOptions::fancy_regex().backtrack_limit(STEPS).size_limit(SIZE).dfa_size_limit(SIZE);
    jsonschema::options().with_pattern_options(options).build(&json!({ "pattern": pattern })).ok()
}

/// Which engine takes the expression.
pub(super) fn need(pattern: &str) -> Need {
    if linear(pattern).is_some() {
        Need::Linear
    } else if backtracking(pattern).is_some() {
        Need::Backtracking
    } else {
        Need::Unusable
    }
}

/// True when an error may depend on whether some pattern matches: it comes from a keyword that asks whether a schema
/// fits, or stands below one.
pub(super) fn may_hang_on_one(error: &ValidationError<'_>) -> bool {
    let asks = |step: &str| {
        matches!(step, "anyOf" | "oneOf" | "not" | "if" | "then" | "else" | "contains" | "minContains" | "maxContains")
            || step.starts_with("unevaluated")
    };
    error.schema_path().as_str().split('/').any(asks) || error.evaluation_path().as_str().split('/').any(asks)
}

/// The keyword `pattern` of a schema that needs the backtracking engine somewhere: each expression on the engine it
/// needs.
pub(super) struct Pattern {
    validator: Option<Validator>,
    bounded: bool,
}

impl Pattern {
    /// For the value of a `pattern`; whatever is no usable expression was reported before and accepts everything.
    pub(super) fn new(value: &Value) -> Self {
        let text = value.as_str().unwrap_or("");
        match linear(text) {
            Some(validator) => Self { validator: Some(validator), bounded: false },
            None => Self { validator: backtracking(text), bounded: true },
        }
    }
}

impl<'i> Keyword<'i, Page> for Pattern {
    fn validate(&self, instance: Handle<'i>) -> Result<(), ValidationError<'i>> {
        let (Some(validator), Some(text)) = (&self.validator, instance.as_string()) else { return Ok(()) };
        if self.bounded && text.len() > LONGEST {
            if let Handle::Root { node, gauge, .. } | Handle::Inner { node, gauge } = instance {
                gauge.leave_open(node);
            }
            return Ok(());
        }
        let text = Value::String(text.into_owned());
        let Err(error) = validator.validate(&text) else { return Ok(()) };
        let gave_up = matches!(
            error.kind(),
            ValidationErrorKind::BacktrackLimitExceeded { .. } | ValidationErrorKind::RegexEngineFailure { .. }
        );
        match instance {
            Handle::Root { node, gauge, .. } | Handle::Inner { node, gauge } if gave_up => {
                gauge.leave_open(node);
                Ok(())
            }
            _ => Err(ValidationError::custom(if gave_up { GAVE_UP } else { "" })),
        }
    }

    fn is_valid(&self, instance: Handle<'i>) -> bool {
        Keyword::<Page>::validate(self, instance).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_expression_gets_the_engine_it_needs() {
        assert_eq!(need(r"^\d+$"), Need::Linear);
        assert_eq!(need("^(?!draft)"), Need::Backtracking);
        assert_eq!(need(r"^(a)\1$"), Need::Backtracking);
        assert_eq!(need("([unclosed"), Need::Unusable);
        assert_eq!(need("((a{1000}){1000}){1000}"), Need::Unusable);
    }
}
