//! Reports as text for people and data for programs; one format a file.

pub mod concise;
pub mod full;
pub mod json;
pub mod text;

use crate::report::Report;
use std::io;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Excerpts with carets, for people.
    #[default]
    Full,
    /// `path:line:col: level[rule] message`, one line a finding.
    Concise,
    /// One JSON document; see `schemas/output.schema.json`.
    Json,
}

/// What the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Colours.
    pub color: bool,
    /// Clickable links (OSC 8).
    pub links: bool,
    /// Box-drawing characters.
    pub unicode: bool,
    /// Columns.
    pub width: usize,
}

/// Writes a report in one format.
pub trait Renderer {
    /// Writes all findings to `out`.
    ///
    /// # Errors
    /// Whatever `out` says; a broken pipe among them.
    fn render(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()>;
}
