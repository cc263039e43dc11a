//! One file a command; what they print and the exit codes they end with.

pub mod check;
pub mod dump;
pub mod schema;

use crate::cli::{Cli, Command};
use crate::output::text::Untrusted;
use std::io::{self, Write};
use std::process::ExitCode;

/// No finding at or above the level of `--fail-on`.
pub const CLEAN: u8 = 0;
/// Findings.
pub const FINDINGS: u8 = 1;
/// The command line, the configuration, a schema or a file could not be used.
pub const FAILURE: u8 = 2;

/// Runs the command and returns the exit code: 0 clean, 1 findings, 2 usage, configuration, schema or input error.
pub fn run(cli: Cli) -> ExitCode {
    let code = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Dump(args) => dump::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    ExitCode::from(code.unwrap_or_else(|error| fail(&error)))
}

/// Says in one line what went wrong. A reader that went away (`foreword … | head`) is no error.
fn fail(error: &anyhow::Error) -> u8 {
    if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
        return CLEAN;
    }
    let line = format!("{error:#}");
    let _ = writeln!(io::stderr().lock(), "error: {}", Untrusted(&line));
    FAILURE
}
