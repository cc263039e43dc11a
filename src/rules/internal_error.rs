//! `internal-error`: a file that could not be checked.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context, Unread};
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a file on which Foreword itself failed, or that the system would not let it read. The other files are
    /// checked all the same; the run ends with exit code 2.
    ///
    /// ## Why it matters
    ///
    /// The file was not checked.
    ///
    /// ## What to do
    ///
    /// If the message speaks of permissions, mend them. Otherwise it is our fault: please report it with the file.
    InternalError { id: "internal-error", summary: "a file that could not be checked", group: Housekeeping, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InternalError {}

impl Check for InternalError {
    fn unread(&self, why: &Unread, cx: &mut Context<'_>) {
        let help = match why {
            Unread::Panic(_) => "this is a bug in Foreword; please report it with the file",
            Unread::Io(_) => "the file was not checked; see to its permissions",
            _ => return,
        };
        cx.report(Span::default(), why.to_string()).help(help);
    }
}
