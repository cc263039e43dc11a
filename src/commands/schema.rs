//! `foreword schema [NAME]`: the built-in schemas.

use crate::cli::SchemaArgs;
use crate::commands::CLEAN;
use crate::schema::{builtin, suggestion};
use std::io::{self, Write};

/// Prints one schema, or the names of all, one a line.
///
/// # Errors
/// There is no schema of that name, or standard output is gone.
pub fn run(args: &SchemaArgs) -> anyhow::Result<u8> {
    let mut out = io::stdout().lock();
    match &args.name {
        None => {
            for (name, _) in builtin() {
                writeln!(out, "{name}")?;
            }
        }
        Some(name) => {
            let found = builtin().iter().find(|(known, _)| known == name);
            let Some((_, text)) = found else {
                anyhow::bail!("there is no built-in schema `{name}`; {}", suggestion(name))
            };
            out.write_all(text.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(CLEAN)
}
