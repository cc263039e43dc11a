//! The rule book.

use crate::rule::Rule;

/// All rules, by id.
pub static RULES: &[&Rule] = &[];
