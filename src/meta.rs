//! What is known about a rule without running it: its id, documentation and default level.

use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run by default.
    Info,
    /// Probably a mistake.
    Warning,
    /// A mistake that readers or the generator will meet.
    Error,
}

impl Severity {
    /// The lower-case word used in every output and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The level of a rule without configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultLevel {
    /// The rule is silent until configuration or `--select` switches it on.
    Off,
    /// The rule reports at this severity.
    On(Severity),
}

/// What kind of fix a rule can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixAvailability {
    /// Never.
    None,
    /// For some findings.
    Sometimes,
    /// For every finding.
    Always,
}

/// Which part of the rule book a rule belongs to; also a name that `--select` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The block at the top: syntax, keys, schema.
    FrontMatter,
    /// Dates, times and events.
    Dates,
    /// Links, images and reference definitions.
    Links,
    /// URLs and what leads to them.
    Urls,
    /// Slugs and tags.
    Tags,
    /// Limits, encodings, configuration.
    Housekeeping,
}

impl Group {
    /// The kebab-case name used by `--select` and the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Dates => "dates",
            Self::Links => "links",
            Self::Urls => "urls",
            Self::Tags => "tags",
            Self::Housekeeping => "housekeeping",
        }
    }
}

/// The options table of a rule, for those that know no rule by its type.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Tells whether a table fits the rule's own type.
    ///
    /// # Errors
    /// What serde says of the field that does not.
    pub check: fn(&toml::Table) -> Result<(), toml::de::Error>,
    /// The JSON Schema of the table.
    pub schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
}

impl Options {
    /// Any table fits, as for what is no rule of the book.
    pub const ANY: Self = Self { check: |_| Ok(()), schema: |_| schemars::Schema::default() };
}

/// The metadata of one rule. Each diagnostic points to one of these.
#[derive(Debug)]
pub struct Meta {
    /// Kebab-case id; equal to the rule's file (in snake case) and fixture folder.
    pub id: &'static str,
    /// One line, lower case, no full stop.
    pub summary: &'static str,
    /// The rule's documentation page in Markdown, from its doc comment.
    pub docs: &'static str,
    /// The rule's source file, relative to the repository.
    pub file: &'static str,
    /// Group in the rule book.
    pub group: Group,
    /// Level without configuration.
    pub default: DefaultLevel,
    /// True where the rule speaks only if the pages beside a page have the habit; see [`crate::site::habit`].
    pub adaptive: bool,
    /// First release that has the rule.
    pub since: &'static str,
    /// Whether findings carry fixes.
    pub fix: FixAvailability,
    /// Its options.
    pub options: Options,
}

impl Meta {
    /// The address of the rule's documentation page.
    pub fn url(&self) -> String {
        format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.id)
    }
}
