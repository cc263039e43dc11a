//! `foreword dump FILE`.

use crate::cli::DumpArgs;
use crate::commands::{CLEAN, check};
use crate::dump;
use crate::engine::run::inspect;
use crate::output::to_json;
use std::io::{self, Write};

/// Prints what was understood of one file, as JSON of the shape that [`crate::dump`] documents.
///
/// # Errors
/// The file cannot be read, or standard output is gone.
pub fn run(args: &DumpArgs) -> anyhow::Result<u8> {
    let mut request = check::request(&args.config, &args.facts)?;
    request.paths = vec![args.file.clone()];
    let path = args.file.display().to_string();
    let line = inspect(&request, |subject| to_json(&dump::subject(subject, path)))??;
    let mut out = io::stdout().lock();
    out.write_all(&line)?;
    out.flush()?;
    Ok(CLEAN)
}
