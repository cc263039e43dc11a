//! Where the configuration comes from: what `--config` and `--isolated` say, over what is found.

use super::discover::{exists, find, read, read_named};
use super::{Config, Known};
use crate::diagnostic::Diagnostic;
use crate::meta::{Meta, Severity};
use crate::root::Root;
use crate::source::{FileId, Files};
use crate::span::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name under which the settings of the command line have their places.
pub const INLINE: &str = "--config";

/// What stands behind `--config`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A file, which takes the place of the one that would be found.
    File(PathBuf),
    /// TOML that is laid over the configuration.
    Inline(String),
}

impl Argument {
    /// Tells a file from `key = value`: a text with `=` is TOML, unless a file has that name.
    pub fn parse(text: &str) -> Self {
        let path = Path::new(text);
        if text.contains('=') && !exists(path) { Self::Inline(text.to_owned()) } else { Self::File(path.to_owned()) }
    }
}

impl std::str::FromStr for Argument {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::parse(text))
    }
}

/// Where the command line says that the configuration comes from.
#[derive(Debug)]
pub struct Origin {
    isolated: bool,
    /// The file of `--config FILE`, its text, and what its globs are relative to, itself relative to the project root.
    named: Option<(FileId, Arc<str>, PathBuf)>,
    overrides: Vec<(FileId, Arc<str>)>,
}

impl Origin {
    /// Takes the values of `--config` in their order, and whether `--isolated` stands there: then no file is looked for,
    /// nor is one that `--config` or the environment names; what stands there as `key = value` counts.
    ///
    /// # Errors
    /// A file that cannot be read, or more than one.
    pub fn new(
        arguments: &[String],
        isolated: bool,
        root: &Root,
        files: &Files,
        meta: &'static Meta,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut origin = Self { isolated, named: None, overrides: Vec::new() };
        for argument in arguments {
            match Argument::parse(argument) {
                Argument::Inline(text) => {
                    let text: Arc<str> = text.into();
                    origin.overrides.push((files.add_overlay(INLINE, text.clone()), text));
                }
                Argument::File(_) if isolated => {}
                Argument::File(_) if origin.named.is_some() => {
                    let file = files.add_overlay(INLINE, argument.as_str());
                    let span = Span::new(0, argument.len());
                    let message = format!("`{argument}` is a second configuration file");
                    let mistake = Diagnostic::new(meta, Severity::Error, file, span, message);
                    let help = "name one file, and lay settings over it with `--config 'key = value'`";
                    return Err(vec![mistake.with_help(help)]);
                }
                Argument::File(path) => {
                    let (file, text) = read_named(&path, root, files, meta)?;
                    // Outside the project there is nothing to match: globs are then relative to the project itself.
                    let name = files.path(file);
                    let base = match name.parent() {
                        Some(directory) if !name.is_absolute() => directory,
                        _ => Path::new(""),
                    };
                    let base = if base.ends_with(".config") { base.parent().unwrap_or(base) } else { base };
                    origin.named = Some((file, text, base.to_owned()));
                }
            }
        }
        Ok(origin)
    }

    /// The configuration for `directory`, which is at or below the root and has its symbolic links resolved.
    ///
    /// # Errors
    /// All mistakes, as in [`load`](super::load).
    pub fn load(
        &self,
        directory: &Path,
        root: &Root,
        files: &Files,
        known: &Known<'_>,
    ) -> Result<Config, Vec<Diagnostic>> {
        let relative = |path: &Path| path.strip_prefix(root.path()).map(Path::to_owned).unwrap_or_default();
        let found = if self.isolated || self.named.is_some() { None } else { find(directory, root.path()) };
        let (file, base) = match (&self.named, found) {
            (Some((file, text, base)), _) => (Some((*file, text.clone())), base.clone()),
            (None, Some(found)) => (Some(read(&found, root, files, known.meta)?), relative(&found.base)),
            (None, None) => (None, relative(directory)),
        };
        let overrides: Vec<_> = self.overrides.iter().map(|(file, text)| (*file, &**text)).collect();
        super::load(file.as_ref().map(|(file, text)| (*file, &**text)), &overrides, &base, known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root::ReadError;
    use crate::rules::invalid_config::META;

    static KNOWN: Known<'static> = Known { meta: &META, rules: &[], schema_file: &|_| Err(ReadError::Missing) };

    fn origin(arguments: &[&str], isolated: bool, root: &Root, files: &Files) -> Result<Origin, Vec<Diagnostic>> {
        let arguments: Vec<_> = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Origin::new(&arguments, isolated, root, files, &META)
    }

    #[test]
    fn a_missing_file_that_the_command_line_names_is_a_mistake() {
        let directory = tempfile::tempdir().expect("a directory");
        let (root, files) = (Root::open(directory.path()).expect("a root"), Files::default());
        let path = root.path().join("no.toml");
        let mistakes = origin(&[path.to_str().expect("UTF-8")], false, &root, &files).expect_err("missing");
        assert_eq!(mistakes[0].message, "the configuration cannot be read: no such file");
        assert_eq!(&*files.path(mistakes[0].primary.file), Path::new("no.toml"));
    }

    #[test]
    fn settings_of_the_command_line_need_no_file_and_have_spans() {
        let directory = tempfile::tempdir().expect("a directory");
        let (root, files) = (Root::open(directory.path()).expect("a root"), Files::default());
        let good = origin(&["max-warnings = 1", "max-warnings = 2"], false, &root, &files).expect("an origin");
        let config = good.load(root.path(), &root, &files, &KNOWN).expect("a configuration");
        assert_eq!((config.file, config.max_warnings), (None, Some(2)));
        let bad = origin(&["max-warning = 1"], false, &root, &files).expect("an origin");
        let mistakes = bad.load(root.path(), &root, &files, &KNOWN).expect_err("a mistake");
        let at = &mistakes[0].primary;
        assert_eq!(&*files.path(at.file), Path::new("--config"));
        assert_eq!(at.span.slice(&files.overlay(at.file).expect("its text")), "max-warning");
    }

    #[test]
    fn isolated_looks_at_no_file() {
        let directory = tempfile::tempdir().expect("a directory");
        std::fs::create_dir(directory.path().join("foreword.toml")).expect("no file at all");
        let (root, files) = (Root::open(directory.path()).expect("a root"), Files::default());
        let open = origin(&[], false, &root, &files).expect("an origin");
        assert!(open.load(root.path(), &root, &files, &KNOWN).is_err(), "what has the name must be a file");
        let isolated = origin(&["fail-on = 'info'"], true, &root, &files).expect("an origin");
        assert!(isolated.load(root.path(), &root, &files, &KNOWN).is_ok());
    }
}
