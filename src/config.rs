//! What the configuration means. What is typed is in [`file`](self::file).

pub mod discover;
pub mod file;

use crate::document::Format;
use crate::document::roles::Role;
use crate::meta::Severity;
use crate::schema::SchemaName;
use crate::site::profile::Generator;
use crate::source::FileId;
use globset::GlobSet;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The level of a rule, as configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Silent.
    Off,
    /// [`Severity::Info`].
    Info,
    /// [`Severity::Warning`].
    Warning,
    /// [`Severity::Error`].
    Error,
}

impl Level {
    /// The severity, unless off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// What the configuration says about one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleConfig {
    /// Its level, if said.
    pub level: Option<Level>,
    /// Its options; checked against the rule's own type when the rule book is assembled.
    pub options: toml::Table,
    /// Where the configuration says so, for mistakes in options.
    pub place: Option<(FileId, crate::span::Span)>,
}

/// What a collection's files are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CollectionKind {
    /// Pages with front matter.
    #[default]
    Pages,
    /// Standalone YAML, TOML or JSON files: one record, or a list of records.
    Data,
}

/// A named set of files that belong together.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Its name.
    pub name: String,
    /// The files, by path relative to the site root, with `/`.
    pub files: GlobSet,
    /// Files left out again.
    pub exclude: GlobSet,
    /// Pages or data.
    pub kind: CollectionKind,
    /// The schema its pages must fit.
    pub schema: Option<SchemaName>,
    /// True when the schema was chosen by the user (configuration or command line), false for a built-in default.
    pub schema_configured: bool,
    /// The keys that play each role; empty where the generator's usual spellings count.
    pub roles: BTreeMap<Role, Vec<String>>,
    /// Rule settings of this collection.
    pub rules: BTreeMap<String, RuleConfig>,
    /// The notation its pages must use, if fixed.
    pub format: Option<Format>,
}

/// The effective configuration of one site.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The configuration file, if there is one.
    pub file: Option<FileId>,
    /// The directory that globs and paths are relative to, itself relative to the project root.
    pub base: PathBuf,
    /// The generator, if configured.
    pub generator: Option<Generator>,
    /// Files never looked at.
    pub exclude: GlobSet,
    /// Collections, the first match wins.
    pub collections: Vec<Collection>,
    /// Rule settings.
    pub rules: BTreeMap<String, RuleConfig>,
    /// Rules or groups that alone are on; empty for the defaults.
    pub select: Vec<String>,
    /// Rules or groups that are on besides.
    pub extend_select: Vec<String>,
    /// Rules or groups that are off.
    pub ignore: Vec<String>,
    /// Findings at or above this level fail the run; `None` is said as `never`.
    pub fail_on: Option<Level>,
    /// More warnings than this fail the run.
    pub max_warnings: Option<usize>,
}
