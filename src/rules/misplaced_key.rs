//! `misplaced-key`: a key where the generator does not look for it.

use crate::declare_rule;
use crate::document::node::NodeRef;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports keys that the generator silently ignores at this place, such as `tags` at the top level of a Zola page:
    /// Zola reads them under `[taxonomies]` only.
    ///
    /// ## Why it matters
    ///
    /// The page builds without a word, and the tags are lost.
    ///
    /// ## What to do
    ///
    /// Move the key to the place that the help names.
    MisplacedKey { id: "misplaced-key", summary: "a key where the generator does not look for it", group: FrontMatter, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// Options of `misplaced-key`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MisplacedKey {
    /// Keys that may stand at the top level all the same.
    allow: Vec<String>,
}

impl Check for MisplacedKey {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let misplaced = subject.layout.profile.misplaced;
        if misplaced.is_empty() || subject.is_data() || subject.is_section_file() {
            return;
        }
        for entry in subject.records().flat_map(NodeRef::entries) {
            let Some(known) = misplaced.iter().find(|known| known.key == entry.key()) else { continue };
            if !self.allow.iter().any(|key| key == entry.key()) {
                let generator = subject.layout.profile.generator;
                cx.report(entry.key_span(), format!("{generator} ignores `{}` at the top level", entry.key()))
                    .help(format!("move it below `{}`", known.belongs));
            }
        }
    }
}
