//! One file a command; what they print and the exit codes they end with.

pub mod check;
pub mod dump;
pub mod rules;
pub mod schema;

use crate::cli::{Cli, Command};
use crate::engine::run::panic_reason;
use crate::output::text::Untrusted;
use clap::error::{ContextKind, ContextValue};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;

/// No finding at or above the level of `--fail-on`.
pub const CLEAN: u8 = 0;
/// Findings.
pub const FINDINGS: u8 = 1;
/// The command line, the configuration, a schema or a file could not be used.
pub const FAILURE: u8 = 2;

/// Runs the command and returns the exit code: 0 clean, 1 findings, 2 usage, configuration, schema or input error.
pub fn run(cli: Cli) -> ExitCode {
    // A panic becomes a finding or the line below: what the default hook prints may quote a page, escapes and all.
    set_hook(Box::new(|_| {}));
    let work = || match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Dump(args) => dump::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    let code = catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|payload| Err(anyhow::anyhow!("internal error: {}", panic_reason(&*payload))));
    ExitCode::from(code.unwrap_or_else(|error| fail(&error)))
}

/// Prints what clap has to say of a command line that asks for help or cannot be used.
///
/// Arguments come from scripts that may pass on names found in a repository, so what clap quotes is escaped first.
pub fn usage(mut error: clap::Error) -> ExitCode {
    let shown = |text: &String| Untrusted(text).to_string();
    let quoted: Vec<(ContextKind, ContextValue, bool)> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, ContextValue::String(shown(text)), *text != shown(text))),
            ContextValue::Strings(texts) => {
                let hostile = texts.iter().any(|text| *text != shown(text));
                Some((kind, ContextValue::Strings(texts.iter().map(shown).collect()), hostile))
            }
            _ => None,
        })
        .collect();
    for (kind, value, hostile) in quoted {
        error.insert(kind, value);
        if hostile {
            // The tip repeats the argument in styled text, which cannot be rewritten.
            error.remove(ContextKind::Suggested);
        }
    }
    // Nobody is left to tell when this fails.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { FAILURE } else { CLEAN })
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
