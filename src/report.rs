//! What a run found: the waist between the engine and the outputs.

use crate::diagnostic::Diagnostic;
use crate::meta::{Meta, Severity};
use crate::site::habit::Practice;
use crate::site::profile::Generator;
use crate::source::Files;
use std::path::PathBuf;
use std::sync::Arc;

/// The result of one run.
pub struct Report {
    /// Findings, ordered by path, position, rule and message.
    pub diagnostics: Vec<Diagnostic>,
    /// Names of all files.
    pub files: Arc<Files>,
    /// The directory that shown paths are relative to; files outside it are shown absolute.
    pub working_directory: PathBuf,
    /// Pages and data files that were checked.
    pub checked: usize,
}

/// What the adaptive rules make of one site.
pub struct Habits {
    /// The site's root, relative to the project's.
    pub root: PathBuf,
    /// Its generator.
    pub generator: Generator,
    /// Each adaptive rule that is on with the groups of the site, by rule and group.
    pub practices: Vec<(&'static Meta, Practice)>,
}

impl Report {
    /// A report of nothing.
    pub fn empty(working_directory: PathBuf) -> Self {
        Self { diagnostics: Vec::new(), files: Arc::default(), working_directory, checked: 0 }
    }

    /// Orders the findings by project, path, position, rule and message, and drops repetitions.
    pub fn sort(&mut self) {
        let files = &self.files;
        self.diagnostics.sort_by_cached_key(|d| {
            let span = d.primary.span;
            let root = files.root(d.primary.file).map(|root| root.path().to_owned());
            (
                root,
                files.path(d.primary.file).as_os_str().to_owned(),
                span.start,
                span.end,
                d.rule.id,
                d.message.clone(),
            )
        });
        self.diagnostics.dedup_by(|a, b| a.rule.id == b.rule.id && a.primary == b.primary && a.message == b.message);
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}
