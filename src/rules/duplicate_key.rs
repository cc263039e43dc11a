//! `duplicate-key`: the same key twice.

use crate::declare_rule;
use crate::document::ProblemKind;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports a key that stands twice in one mapping, in YAML, TOML or JSON; also keys that differ only in case where
    /// the generator reads keys without regard to case (Hugo).
    ///
    /// ## Why it matters
    ///
    /// Some parsers refuse the block, some take the first value and some the last one. One of the two values is lost.
    ///
    /// ## What to do
    ///
    /// Keep one of the two, or merge their values.
    DuplicateKey { id: "duplicate-key", summary: "the same key twice", group: FrontMatter, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DuplicateKey {}

impl Check for DuplicateKey {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.problems(subject.document, ProblemKind::DuplicateKey);
    }
}
