//! `unknown-key`: a key that the schema does not know.

use crate::declare_rule;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::schema::ViolationKind;

declare_rule! {
    /// ## What it does
    ///
    /// Reports keys that the JSON Schema of a page forbids (`additionalProperties: false`,
    /// `unevaluatedProperties: false`).
    ///
    /// ## Why it matters
    ///
    /// A misspelt key is a value that the site never sees. Some generators (Zola sections) refuse unknown keys.
    ///
    /// ## What to do
    ///
    /// Correct the spelling, remove the key, or add it to the schema.
    UnknownKey { id: "unknown-key", summary: "a key that the schema does not know", group: FrontMatter, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnknownKey {}

impl Check for UnknownKey {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.violations(subject, ViolationKind::Unknown);
    }
}
