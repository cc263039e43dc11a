//! `foreword check [PATHS…]`.

use crate::cli::{CheckArgs, ConfigArgs, FactArgs, FailOn, RuleArgs};
use crate::commands::{CLEAN, FAILURE, FINDINGS};
use crate::config::{self, Selection};
use crate::engine::run::{Outcome, Request, run as check};
use crate::output::statistics::Statistics;
use crate::output::text::{Untrusted, message};
use crate::output::{self, Format, Summary, Terminal};
use crate::report::Report;
use crate::rules::METAS;
use anyhow::Context as _;
use jiff::civil::Date;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A tree may hold any number of FIFOs; more than this many are not told.
const NOTICES: usize = 20;

/// Checks, prints the findings to standard output and the summary to standard error, and returns the exit code.
///
/// # Errors
/// The command line cannot be carried out; exit code 2.
pub fn run(args: &CheckArgs) -> anyhow::Result<u8> {
    let mut request = request(&args.config, &args.facts)?;
    request.selection = selection(&args.rules)?;
    request.explain = args.output.statistics;
    request.force_exclude = args.files.force_exclude;
    request.threads = args.files.threads;
    request.paths.clone_from(&args.paths);
    if args.paths.iter().any(|path| path == Path::new("-")) {
        anyhow::ensure!(args.paths.len() == 1, "standard input (`-`) cannot be checked together with files");
        request.overlay = Some(standard_input(args)?);
    } else if let Some(path) = &args.files.stdin_filename {
        anyhow::bail!("`--stdin-filename {}` needs `-` as the path to check", path.display());
    }
    let json = args.output.output_format == Format::Json;
    let directory = request.working_directory.clone();
    // Programs that read JSON get a document also where nothing could be checked; the reason goes to standard error.
    let outcome = check(request).inspect_err(|_| {
        if json {
            let _ =
                output::renderer(Format::Json, Terminal::PLAIN).render(&Report::empty(directory), &mut io::stdout());
        }
    })?;

    let terminal = Terminal::detect(args.output.color, io::stdout().is_terminal());
    let mut out = BufWriter::new(io::stdout().lock());
    if args.output.statistics {
        Statistics::of(&outcome.report, &outcome.habits).write(json, &mut out)?;
    } else {
        output::renderer(args.output.output_format, terminal).render(&outcome.report, &mut out)?;
    }
    out.flush()?;

    let empty = outcome.report.checked == 0 && !outcome.failed;
    // A log that nobody reads changes neither the findings nor the exit code.
    let mut log = io::stderr().lock();
    for notice in outcome.notices.iter().take(NOTICES).filter(|_| !args.output.quiet) {
        let path = notice.path.display().to_string();
        let _ = writeln!(log, "warning: `{}` is passed over: {}", Untrusted(&path), message(&notice.reason));
    }
    if empty {
        let level = if args.files.error_on_empty { "error" } else { "warning" };
        let _ = writeln!(log, "{level}: there is nothing to check; no page or data file of a collection was found");
    } else if !args.output.quiet && args.output.output_format != Format::Json {
        let _ = writeln!(log, "{}", Summary::of(&outcome.report).line());
    }
    Ok(if empty && args.files.error_on_empty { FAILURE } else { exit_code(args, &outcome) })
}

/// The request without paths.
pub(super) fn request(args: &ConfigArgs, facts: &FactArgs) -> anyhow::Result<Request> {
    Ok(Request {
        working_directory: std::env::current_dir()
            .and_then(|directory| directory.canonicalize())
            .context("cannot tell the working directory")?,
        // CI systems set variables that are empty.
        config: args.config.iter().filter(|text| !text.is_empty()).cloned().collect(),
        isolated: args.isolated,
        schema: args.schema.clone(),
        today: facts.today.as_deref().filter(|text| !text.is_empty()).map(day).transpose()?,
        ..Request::default()
    })
}

fn day(text: &str) -> anyhow::Result<Date> {
    let well_formed = text.len() == 10;
    let day = text.parse().ok().filter(|_| well_formed);
    // An argument beats the variable.
    let is_argument = std::env::args_os().any(|arg| arg.to_string_lossy().starts_with("--today"));
    let name = if is_argument { format!("--today {text}") } else { format!("FOREWORD_TODAY={text}") };
    day.with_context(|| format!("`{name}` is no day of the calendar; write it as YYYY-MM-DD"))
}

/// The rules that the command line switches on and off.
pub(super) fn selection(args: &RuleArgs) -> anyhow::Result<Selection> {
    let select = (!args.select.is_empty()).then_some(args.select.as_slice());
    let metas = METAS.iter().copied();
    Selection::parse(select, &args.extend_select, &args.ignore, metas).map_err(|unknown| {
        let help = unknown.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        anyhow::anyhow!("{unknown}{help}")
    })
}

fn standard_input(args: &CheckArgs) -> anyhow::Result<(PathBuf, Arc<str>)> {
    let path = args.files.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("stdin.md"));
    anyhow::ensure!(!path.is_dir(), "`--stdin-filename {}` names a folder", path.display());
    let limit = crate::source::LIMITS.page_bytes;
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).context("cannot read standard input")?;
    anyhow::ensure!(bytes.len() as u64 <= limit, "standard input is larger than {limit} bytes");
    let text = crate::source::decode(&bytes).map_err(|wrong| {
        anyhow::anyhow!("standard input is not UTF-8 from byte {} on, probably {}", wrong.at, wrong.likely)
    })?;
    Ok((path, text.into()))
}

fn exit_code(args: &CheckArgs, outcome: &Outcome) -> u8 {
    let level = args.exit.fail_on.map(|level| match level {
        FailOn::Error => config::FailOn::Error,
        FailOn::Warning => config::FailOn::Warning,
        FailOn::Info => config::FailOn::Info,
        FailOn::Never => config::FailOn::Never,
    });
    if outcome.failed {
        FAILURE
    } else if !args.exit.exit_zero && outcome.fails(level, args.exit.max_warnings) {
        FINDINGS
    } else {
        CLEAN
    }
}
