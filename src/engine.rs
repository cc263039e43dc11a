//! Rules over sites: reads files in parallel, runs the checks, gathers the report.

pub mod book;
pub mod facts;
pub mod run;
pub mod subject;
pub mod walk;

pub use subject::Subject;
