//! `invalid-schema`: a JSON Schema that cannot be used.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::Check;

declare_rule! {
    /// ## What it does
    ///
    /// Reports what is wrong with a schema itself: syntax, keywords of the wrong type or unknown, references that lead
    /// nowhere, out of the project or to the network, patterns that do not compile, a cost that explodes. The run ends
    /// with exit code 2 when the schema cannot be used at all.
    ///
    /// ## Why it matters
    ///
    /// A misspelt keyword (`requried`) is valid JSON Schema that checks nothing.
    ///
    /// ## What to do
    ///
    /// Mend the schema under the caret.
    InvalidSchema { id: "invalid-schema", summary: "a JSON Schema that cannot be used", group: Housekeeping, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InvalidSchema {}

/// Found while schemas are loaded; see [`crate::schema::Schemas`].
impl Check for InvalidSchema {}
