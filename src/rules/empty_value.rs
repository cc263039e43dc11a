//! `empty-value`: a key without a value.

use crate::declare_rule;
use crate::document::node::{Kind, NodeRef};
use crate::engine::Subject;
use crate::meta::DefaultLevel;
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports top-level keys whose value is nothing, an empty string or an empty list.
    ///
    /// ## Why it matters
    ///
    /// Templates that ask whether a key exists get a yes. Usually it is harmless, so the rule is off by default.
    ///
    /// ## What to do
    ///
    /// Fill in the value or remove the key.
    EmptyValue { id: "empty-value", summary: "a key without a value", group: FrontMatter, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// Options of `empty-value`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmptyValue {
    /// Keys that may be empty.
    allow: Vec<String>,
}

impl Check for EmptyValue {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        for entry in subject.records().flat_map(NodeRef::entries) {
            if is_empty(entry.value()) && !self.allow.iter().any(|key| key == entry.key()) {
                cx.report(entry.key_span(), format!("`{}` has no value", entry.key()))
                    .help("fill in the value or remove the key");
            }
        }
    }
}

fn is_empty(node: NodeRef<'_, '_>) -> bool {
    match node.kind() {
        Kind::Null => true,
        Kind::Str => node.as_str().is_some_and(|text| text.trim().is_empty()),
        Kind::List => node.as_list().is_some_and(|items| items.len() == 0),
        _ => false,
    }
}
