//! `front-matter-syntax`: the front matter does not parse.

use crate::declare_rule;
use crate::document::ProblemKind;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports what the YAML, TOML or JSON parser says of a block, at its place in the file: an unquoted colon, an
    /// unclosed quote, a tab as indent, a merge-conflict marker, a block that is a list instead of a mapping.
    ///
    /// ## Why it matters
    ///
    /// A page whose front matter does not parse fails the build at best. Jekyll skips the block with a line in a long
    /// log and publishes the page without title, date or tags.
    ///
    /// ## What to do
    ///
    /// Mend the syntax under the caret. A value that holds `: `, ` #`, or starts with one of `@ * & ! % [ {` needs quotes.
    FrontMatterSyntax { id: "front-matter-syntax", summary: "the front matter does not parse", group: FrontMatter, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatterSyntax {}

impl Check for FrontMatterSyntax {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.problems(subject.document, ProblemKind::Syntax);
    }
}
