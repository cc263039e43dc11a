//! `ambiguous-scalar`: a value that says something else than it seems to.

use crate::declare_rule;
use crate::document::ProblemKind;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports YAML values that parse, but hardly as meant: ` #` cuts an unquoted title, `no` is a boolean in YAML 1.1,
    /// `1.10` is the number 1.1, curly quotes do not quote.
    ///
    /// ## Why it matters
    ///
    /// The page builds, and shows half a title or the wrong version. Generators differ in what they make of it.
    ///
    /// ## What to do
    ///
    /// Quote the value; the fix does. If the value is meant as it parses, write it in the plain form (`false`, `1.1`).
    AmbiguousScalar { id: "ambiguous-scalar", summary: "a value that says something else than it seems to", group: FrontMatter, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AmbiguousScalar {}

impl Check for AmbiguousScalar {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.problems(subject.document, ProblemKind::Ambiguous);
    }
}
