//! `foreword rules [RULE]`: the rule book, and why adaptive rules are on.

use crate::cli::RulesArgs;
use crate::commands::{CLEAN, FAILURE, check};
use crate::engine::run::{levels, run as check_all};
use crate::output::rules::{self, Format};
use crate::output::text::Untrusted;
use crate::rules::{METAS, find};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Prints the list of rules, the pages of those named, or what adaptive rules make of the site.
///
/// # Errors
/// There is no such rule, the site cannot be read, or standard output is gone.
pub fn run(args: &RulesArgs) -> anyhow::Result<u8> {
    let mut out = BufWriter::new(io::stdout().lock());
    if !args.names.is_empty() && !args.explain_adaptive {
        for name in &args.names {
            let Some(rule) = find(name) else {
                let near = METAS.iter().map(|meta| (strsim::osa_distance(name, meta.id), meta.id)).min();
                match near.filter(|(distance, _)| *distance <= name.chars().count().div_ceil(3)) {
                    Some((_, near)) => anyhow::bail!("there is no rule `{name}`; did you mean `{near}`?"),
                    None => anyhow::bail!("there is no rule `{name}`; `foreword rules` lists all"),
                }
            };
            match args.output_format {
                Format::Text => out.write_all(rules::page(rule.meta).as_bytes())?,
                Format::Json => rules::list(&[(rule.meta, None)], Format::Json, &mut out)?,
            }
        }
        out.flush()?;
        return Ok(CLEAN);
    }
    let mut request = check::request(&args.config, &args.facts)?;
    request.selection = check::selection(&args.rules)?;
    if !args.explain_adaptive {
        request.paths = vec![PathBuf::from(".")];
        rules::list(&levels(&request)?, args.output_format, &mut out)?;
        out.flush()?;
        return Ok(CLEAN);
    }
    request.paths = args.names.iter().map(PathBuf::from).collect();
    request.explain = true;
    let outcome = check_all(request)?;
    rules::explain(&outcome.habits, args.output_format, &mut out)?;
    out.flush()?;
    if outcome.failed && outcome.habits.is_empty() {
        let why = outcome.report.diagnostics.first().map_or("", |finding| finding.message.as_str());
        let _ = writeln!(io::stderr().lock(), "error: {}; `foreword check` shows where", Untrusted(why));
        return Ok(FAILURE);
    }
    Ok(CLEAN)
}
