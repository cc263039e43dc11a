//! What a run found: the waist between the engine and the outputs.

use crate::diagnostic::Diagnostic;
use crate::meta::Severity;
use crate::root::Root;
use crate::source::Files;
use std::path::PathBuf;
use std::sync::Arc;

/// The result of one run.
pub struct Report {
    /// Findings, ordered by path, position, rule and message.
    pub diagnostics: Vec<Diagnostic>,
    /// Names of all files.
    pub files: Arc<Files>,
    /// The project root, to read excerpts again.
    pub root: Arc<Root>,
    /// The directory that shown paths are relative to; files outside it are shown absolute.
    pub working_directory: PathBuf,
    /// Pages and data files that were checked.
    pub checked: usize,
}

impl Report {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}
