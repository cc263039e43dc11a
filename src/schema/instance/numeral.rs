//! Numbers as JSON Schema sees them: `1.0` is an integer, and nothing is rounded to compare.

use jsonschema::json::JsonNumber;
use serde_json::Number;
use std::borrow::Cow;

/// A finite number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::schema) enum Numeral {
    /// Written as an integer within `i64`.
    Int(i64),
    /// Every other.
    Float(f64),
}

impl Numeral {
    /// Whether a schema's number is the same.
    pub(super) fn equals(self, other: &Number) -> bool {
        match (self, other.as_i64(), other.as_f64()) {
            (Self::Int(own), Some(other), _) => own == other,
            // Exactly, without rounding the integer: 2^53 + 1 is not 2^53.
            (Self::Int(own), None, Some(other)) => other.fract() == 0.0 && other.abs() < 9.2e18 && own == other as i64,
            (Self::Float(own), _, Some(other)) => own == other,
            (_, _, None) => false,
        }
    }
}

impl JsonNumber for Numeral {
    fn as_u64(&self) -> Option<u64> {
        match *self {
            Self::Int(value) => u64::try_from(value).ok(),
            Self::Float(_) => None,
        }
    }

    fn as_i64(&self) -> Option<i64> {
        match *self {
            Self::Int(value) => Some(value),
            Self::Float(_) => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        match *self {
            Self::Int(value) => Some(value as f64),
            Self::Float(value) => Some(value),
        }
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(match *self {
            Self::Int(value) => Number::from(value),
            // Only finite numbers are numerals.
            Self::Float(value) => Number::from_f64(value).unwrap_or_else(|| Number::from(0)),
        })
    }

    fn is_integer(&self) -> bool {
        match *self {
            Self::Int(_) => true,
            Self::Float(value) => value.fract() == 0.0,
        }
    }

    fn is_written_as_integer(&self) -> bool {
        matches!(self, Self::Int(_))
    }
}
