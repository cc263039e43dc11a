//! `limit-exceeded`: a limit cut the check short.

use crate::declare_rule;
use crate::document::ProblemKind;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context, Unread};
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a file that is too large (8 MiB), a front matter block that is too large (1 MiB), too deeply nested
    /// (64 levels in YAML, 80 in TOML, 128 in JSON) or whose aliases expand to more than 100,000 values.
    ///
    /// ## Why it matters
    ///
    /// What lies behind the limit was not checked. Limits keep a hostile pull request from stopping the run.
    ///
    /// ## What to do
    ///
    /// Split the file, or exclude it with `exclude` in `foreword.toml`.
    LimitExceeded { id: "limit-exceeded", summary: "a size, nesting or alias limit cut the check short", group: Housekeeping, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LimitExceeded {}

impl Check for LimitExceeded {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        cx.problems(subject.document, ProblemKind::Limit);
    }

    fn unread(&self, why: &Unread, cx: &mut Context<'_>) {
        let Unread::TooLarge { size, limit } = why else { return };
        cx.report(Span::default(), format!("the file has {size} bytes, more than the limit of {limit}"))
            .help("the file was not checked; split it, or leave it out with `exclude` in `foreword.toml`");
    }
}
