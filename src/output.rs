//! Reports as text for people and data for programs; one format a file.

mod concise;
mod excerpt;
mod full;
mod json;
pub mod rules;
mod shown;
mod sketch;
pub mod statistics;
mod summary;
mod terminal;
pub mod text;

use crate::report::Report;
use std::io;

pub use json::to_json;
pub use summary::Summary;
pub use terminal::{ColorChoice, Terminal};

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

/// Writes a report in one format.
pub trait Renderer {
    /// Writes all findings to `out`.
    ///
    /// # Errors
    /// Whatever `out` says; a broken pipe among them.
    fn render(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()>;
}

/// The renderer of a format for what the terminal can do.
pub fn renderer(format: Format, terminal: Terminal) -> Box<dyn Renderer> {
    match format {
        Format::Full => Box::new(full::Full { terminal }),
        Format::Concise => Box::new(concise::Concise { terminal }),
        Format::Json => Box::new(json::Json),
    }
}
