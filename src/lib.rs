//! Foreword: the linter for what comes before the words.
//!
//! ```text
//! bytes ─▶ source ─▶ Document ─┬▶ document rules ─▶ diagnostics ─┐
//!                              └▶ Page (facts) ─▶ Site ─▶ site rules ─▶ diagnostics ─┴▶ Report ─▶ output
//! ```
//!
//! Modules import downward, from `commands` to `span`; `docs/architecture.md` has the order, and the exceptions.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests lay out files of their own"))]

pub mod cli;
pub mod commands;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod dump;
pub mod edit;
pub mod engine;
pub mod event;
pub mod meta;
pub mod output;
pub mod reader;
pub mod report;
pub mod root;
pub mod rule;
pub mod rules;
pub mod schema;
pub mod site;
pub mod source;
pub mod span;
