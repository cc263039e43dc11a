//! `human-date-mismatch`: a date in words that is not the one machines read.

use crate::declare_rule;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// x
    ///
    /// ## Why it matters
    ///
    /// x
    ///
    /// ## What to do
    ///
    /// x
    HumanDateMismatch { id: "human-date-mismatch", summary: "a date in words that is not the one machines read", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// Options of `human-date-mismatch`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HumanDateMismatch {}

impl Check for HumanDateMismatch {
    fn document(&self, _subject: &Subject<'_>, _cx: &mut Context<'_>) {}
}
