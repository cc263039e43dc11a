//! Rules over sites: reads files in parallel, runs the checks, gathers the report.

pub mod book;
mod facts;
pub mod plan;
pub mod project;
pub mod run;
pub mod subject;
pub mod tracked;
pub mod walk;

pub use subject::Subject;
