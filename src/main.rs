//! The `foreword` program: parses the command line, runs the command, turns errors into exit codes.

use clap::Parser;
use foreword::cli::Cli;
use foreword::commands;
use std::process::ExitCode;

/// A seventh of a run is spent on small allocations, most of them the parsers'.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // 130 as shells expect of an interrupted program; a failure to install the handler changes nothing else.
    let _ = ctrlc::set_handler(|| std::process::exit(130));
    match Cli::try_parse() {
        Ok(cli) => commands::run(cli),
        Err(error) => commands::usage(error),
    }
}
