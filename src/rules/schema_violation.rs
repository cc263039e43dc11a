//! `schema-violation`: a value that its schema does not allow.

use crate::declare_rule;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::schema::ViolationKind;

declare_rule! {
    /// ## What it does
    ///
    /// Reports every value that does not fit the JSON Schema of its page: type, format, pattern, range, enumeration.
    /// Of the alternatives of an `anyOf` or `oneOf` the one that fits best is explained.
    ///
    /// ## Why it matters
    ///
    /// A template that expects a list fails on a string, or shows each of its letters; a wrong category makes a page
    /// that nobody links to.
    ///
    /// ## What to do
    ///
    /// Change the value as the message says; the note names the place in the schema. If the schema is wrong, change it.
    SchemaViolation { id: "schema-violation", summary: "a value that its schema does not allow", group: FrontMatter, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SchemaViolation {}

impl Check for SchemaViolation {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.violations(subject, ViolationKind::Other);
    }
}
