//! What the configuration means.
//!
//! `origin` reads the command line, `discover` finds the file, `read` and `file` say what is typed in it, `lower` what is
//! meant, and [`select`] which rules are on. Configuration found in the tree may change what is checked,
//! never what the process may do: no programs of the repository, no URLs, no environment, nothing outside the project.

pub mod discover;
mod file;
pub mod globs;
mod lower;
pub mod origin;
pub mod published;
mod read;
pub mod select;
mod suggest;

pub use lower::Known;
pub use origin::Origin;
pub use select::Selection;

use crate::diagnostic::Diagnostic;
use crate::document::Format;
use crate::document::roles::Role;
use crate::meta::{Meta, Severity};
use crate::schema::SchemaName;
use crate::site::anchor::Anchors;
use crate::site::profile::Generator;
use crate::site::routing::Mount;
use crate::source::FileId;
use globset::{Candidate, GlobSet};
use read::{Mistakes, Reader, Typed};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How loud a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth knowing; never fails a run by default.
    Info,
    /// Probably a mistake.
    Warning,
    /// A mistake that readers or the generator will meet.
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

/// From which level on findings fail the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything.
    Info,
    /// Nothing.
    Never,
}

impl FailOn {
    /// True when a finding of this severity fails the run.
    pub fn includes(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// What the configuration says about one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleConfig {
    /// Its level, if said.
    pub level: Option<Level>,
    /// Its options; they fit the rule's own type.
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
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// Its name.
    pub name: String,
    /// The files, by path relative to [`Config::base`], with `/`.
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

/// Where a site is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// The host in lower case, without port; `None` where only a path is given.
    pub host: Option<String>,
    /// The path that every URL of the site starts with, without slashes at its ends.
    pub path: String,
}

/// The terms that a field may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// The field: a taxonomy, or a key of the front matter.
    pub field: String,
    /// The terms.
    pub words: Words,
    /// Where the configuration names it.
    pub place: (FileId, crate::span::Span),
}

/// Where the terms of a [`Vocabulary`] stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// In the configuration.
    List(Vec<String>),
    /// In a data file, relative to the project root.
    File(PathBuf),
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
    /// Where the site is published, if said.
    pub base_url: Option<BaseUrl>,
    /// Folders that hold the pages, relative to the project root, with `/`; empty where the generator's own count.
    pub content: Vec<String>,
    /// Folders served as they are beside the generator's own; relative to the project root, other than in a
    /// [`Routing`](crate::site::routing::Routing).
    pub statics: Vec<Mount>,
    /// URL paths, without leading slash, that something else serves.
    pub external_paths: GlobSet,
    /// Permalink patterns in the generator's own tokens, by collection or Hugo section; `*` for all others.
    pub permalinks: BTreeMap<String, String>,
    /// How headings get their ids, if said.
    pub anchors: Option<Anchors>,
    /// The terms that fields may have.
    pub vocabularies: Vec<Vocabulary>,
    /// Collections, the first match wins.
    pub collections: Vec<Collection>,
    /// Rule settings.
    pub rules: BTreeMap<String, RuleConfig>,
    /// Which rules the configuration switches on and off.
    pub selection: Selection,
    /// Which rules the command line switches on and off; set by whoever reads the command line.
    pub command_line: Selection,
    /// From which level on findings fail the run, if said.
    pub fail_on: Option<FailOn>,
    /// More warnings than this fail the run.
    pub max_warnings: Option<usize>,
}

impl Collection {
    /// True for files of this collection; `path` is relative to [`Config::base`].
    pub fn contains(&self, path: &Path) -> bool {
        self.has(&Candidate::new(path))
    }

    fn has(&self, candidate: &Candidate<'_>) -> bool {
        self.files.is_match_candidate(candidate) && !self.exclude.is_match_candidate(candidate)
    }
}

impl Config {
    /// The first collection that has the file, with its position; `path` is relative to [`Config::base`].
    pub fn collection_of(&self, path: &Path) -> Option<(usize, &Collection)> {
        let candidate = Candidate::new(path);
        self.collections.iter().enumerate().find(|(_, collection)| collection.has(&candidate))
    }

    /// The options of a rule for files of `collection`: its own ones over those of `[rules]`.
    pub fn options_of(&self, rule: &Meta, collection: Option<&Collection>) -> toml::Table {
        let mut options = self.rules.get(rule.id).map(|said| said.options.clone()).unwrap_or_default();
        if let Some(said) = collection.and_then(|collection| collection.rules.get(rule.id)) {
            options.extend(said.options.clone());
        }
        options
    }
}

/// Reads the configuration: the file's text, if there is a file, and over it each `--config 'key = value'` in turn.
///
/// `base` is the directory that globs and paths are relative to, itself relative to the project root. Of scalars and
/// lists the last one counts, tables are merged key by key.
///
/// # Errors
/// All mistakes, by file and position; none of the configuration may be used then.
pub fn load(
    file: Option<(FileId, &str)>,
    overrides: &[(FileId, &str)],
    base: &Path,
    known: &Known<'_>,
) -> Result<Config, Vec<Diagnostic>> {
    let mut mistakes = Mistakes::new(known.meta);
    let mut typed = file::ConfigFile::default();
    let mut all_toml = true;
    for &(id, text) in file.iter().chain(overrides) {
        match Reader::read(text, id, &mut mistakes) {
            Some(over) => typed.merge(over),
            None => all_toml = false,
        }
    }
    if !all_toml {
        // What could not be read may have held what the rest needs.
        return Err(mistakes.into_found());
    }
    let mut config = lower::Lowering::new(known, base, &mut mistakes).config(typed);
    config.file = file.map(|(id, _)| id);
    if mistakes.is_empty() { Ok(config) } else { Err(mistakes.into_found()) }
}
