//! `front-matter-ignored`: a front matter block that the generator will not see.

use crate::declare_rule;
use crate::document::ProblemKind;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports a block that looks like front matter but is not read as such: a blank line or blanks before the opening
    /// fence, a fence of the wrong length or kind, a missing or wrong closing fence, a byte order mark where the
    /// generator minds it, a fence language that is not data.
    ///
    /// ## Why it matters
    ///
    /// The generator takes the block for text: the page is published without title and date, and the reader sees
    /// `title: …` at the top of the page.
    ///
    /// ## What to do
    ///
    /// Let the file start with the fence (`---` for YAML, `+++` for TOML) and close the block with the same fence on
    /// a line of its own.
    FrontMatterIgnored { id: "front-matter-ignored", summary: "a front matter block that the generator will not see", group: FrontMatter, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatterIgnored {}

impl Check for FrontMatterIgnored {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.problems(subject.document, ProblemKind::Ignored);
    }
}
