//! `missing-key`: a key that the schema requires is missing.

use crate::declare_rule;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::schema::ViolationKind;

declare_rule! {
    /// ## What it does
    ///
    /// Reports keys that the JSON Schema of a page requires (`required`, `dependentRequired`) and that are neither
    /// written nor inherited from the site (Jekyll `defaults`, Hugo `cascade`, Eleventy directory data).
    ///
    /// ## Why it matters
    ///
    /// A page without its date sorts to the wrong end or is left out; one without a title has an empty link.
    ///
    /// ## What to do
    ///
    /// Add the key. The fix inserts it with the default of the schema, or a value of the right type to be filled in.
    MissingKey { id: "missing-key", summary: "a key that the schema requires is missing", group: FrontMatter, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MissingKey {}

impl Check for MissingKey {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.violations(subject, ViolationKind::Missing);
    }
}
