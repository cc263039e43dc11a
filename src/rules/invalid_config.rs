//! `invalid-config`: a mistake in the configuration file.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::Check;

declare_rule! {
    /// ## What it does
    ///
    /// Reports what is wrong with `foreword.toml`: syntax, unknown keys and rules, values of the wrong type, globs that
    /// do not parse, schemas that do not exist. The run ends with exit code 2.
    ///
    /// ## Why it matters
    ///
    /// A setting that is silently ignored is a check that silently does not happen.
    ///
    /// ## What to do
    ///
    /// Mend the configuration under the caret; the help names the nearest known word.
    InvalidConfig { id: "invalid-config", summary: "a mistake in the configuration file", group: Housekeeping, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InvalidConfig {}

/// Found while the configuration is read, before any rule runs.
impl Check for InvalidConfig {}
