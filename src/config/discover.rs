//! Finds the configuration: nearest wins, upward from a directory, and never beyond the root of the version control.

use crate::diagnostic::Diagnostic;
use crate::meta::{Meta, Severity};
use crate::root::{ReadError, Root};
use crate::source::{FileId, Files, LIMITS, decode};
use crate::span::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The names, relative to the directory that the configuration is for. At most one of them may exist.
pub const NAMES: [&str; 3] = ["foreword.toml", ".foreword.toml", ".config/foreword.toml"];

/// What marks the root of a version control; `.git` may be a file, as in worktrees and submodules.
const VCS: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// A configuration file that exists, whatever it is: it is not opened here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// The directory that its globs and paths are relative to.
    pub base: PathBuf,
    /// Other configuration files for the same directory, which is a mistake.
    pub others: Vec<PathBuf>,
}

/// The root of the version control that `directory` is in, if any. `directory` is absolute.
pub fn vcs_root(directory: &Path) -> Option<&Path> {
    directory.ancestors().find(|ancestor| VCS.iter().any(|name| exists(&ancestor.join(name))))
}

/// The nearest configuration at or above `directory`, up to and including `last`; both are absolute.
///
/// Where there is no version control, give `directory` as `last`, or the root of the file system to look everywhere
/// above.
pub fn find(directory: &Path, last: &Path) -> Option<Found> {
    for base in directory.ancestors() {
        let mut paths = NAMES.iter().map(|name| base.join(name)).filter(|path| exists(path));
        if let Some(path) = paths.next() {
            return Some(Found { path, base: base.to_owned(), others: paths.collect() });
        }
        if base == last {
            break;
        }
    }
    None
}

/// True for anything of this name; a symbolic link counts even when it leads nowhere.
pub(super) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Reads a configuration file below the root and names it.
///
/// # Errors
/// A second configuration for the same directory; a file that is none, too large, not UTF-8, or a symbolic link that
/// leads out of the root. Its content is never quoted then.
pub fn read(
    found: &Found,
    root: &Root,
    files: &Files,
    meta: &'static Meta,
) -> Result<(FileId, Arc<str>), Vec<Diagnostic>> {
    let relative = found.path.strip_prefix(root.path()).unwrap_or(&found.path);
    let file = files.add(relative);
    let mistake = |message: String| Diagnostic::new(meta, Severity::Error, file, Span::empty(0), message);
    if let Some(other) = found.others.first() {
        let name = |path: &Path| path.strip_prefix(&found.base).unwrap_or(path).display().to_string();
        let message = format!("both `{}` and `{}` configure this directory", name(&found.path), name(other));
        let other = files.add(other.strip_prefix(root.path()).unwrap_or(other));
        let mistake = mistake(message).with_related(other, Span::empty(0), "the other one");
        return Err(vec![mistake.with_help("keep one of them")]);
    }
    text_of(root.read(relative, LIMITS.schema_bytes))
        .map(|text| (file, text))
        .map_err(|fault| vec![mistake(fault.message).with_help(fault.help)])
}

/// Reads the file of `--config FILE`, which may lie outside the project because the user names it.
///
/// # Errors
/// A file that is none, missing, too large or not UTF-8.
pub fn read_named(
    path: &Path,
    root: &Root,
    files: &Files,
    meta: &'static Meta,
) -> Result<(FileId, Arc<str>), Vec<Diagnostic>> {
    let absolute = path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let file = files.add(absolute.strip_prefix(root.path()).unwrap_or(&absolute));
    // The link is the user's own, and resolved by now; what it leads to is read like any other file.
    let bytes = match (absolute.parent(), absolute.file_name()) {
        (Some(directory), Some(name)) => Root::open(directory)
            .map_err(ReadError::from)
            .and_then(|directory| directory.read(Path::new(name), LIMITS.schema_bytes)),
        _ => Err(ReadError::NotRegular),
    };
    text_of(bytes).map(|text| (file, text)).map_err(|fault| {
        vec![Diagnostic::new(meta, Severity::Error, file, Span::empty(0), fault.message).with_help(fault.help)]
    })
}

struct Fault {
    message: String,
    help: String,
}

fn text_of(bytes: Result<Vec<u8>, ReadError>) -> Result<Arc<str>, Fault> {
    let fault = |message: String, help: &str| Err(Fault { message, help: help.to_owned() });
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(ReadError::Outside) => {
            let help = "replace the symbolic link by a file, or name the file with `--config`";
            return fault("the configuration is a link that leads out of the project".to_owned(), help);
        }
        Err(error) => {
            let error = match error {
                ReadError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => ReadError::Missing,
                error => error,
            };
            let help = "write a regular TOML file, or check without it with `--isolated`";
            return fault(format!("the configuration cannot be read: {error}"), help);
        }
    };
    match decode(&bytes) {
        Ok(text) => Ok(text.into()),
        Err(wrong) => {
            let message =
                format!("the configuration is not UTF-8 from byte {} on, probably {}", wrong.at, wrong.likely);
            fault(message, "save it as UTF-8")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::invalid_config::META;

    fn fault(bytes: Result<Vec<u8>, ReadError>) -> (String, String) {
        text_of(bytes).map_or_else(|fault| (fault.message, fault.help), |text| panic!("{text} was read"))
    }

    #[test]
    fn what_is_no_configuration_is_told_without_its_content() {
        let (message, help) = fault(Err(ReadError::Outside));
        assert_eq!(message, "the configuration is a link that leads out of the project");
        assert!(help.contains("`--config`"));
        let (message, _) = fault(Err(ReadError::NotRegular));
        assert_eq!(message, "the configuration cannot be read: not a regular file");
        let (message, _) = fault(Err(ReadError::TooLarge { size: 3 << 20, limit: 2 << 20 }));
        assert_eq!(message, "the configuration cannot be read: 3145728 bytes, more than the limit of 2097152");
        let (message, _) = fault(Ok(b"\xff\xfe\x00x".to_vec()));
        assert_eq!(message, "the configuration is not UTF-8 from byte 0 on, probably UTF-16LE");
        let (message, _) = fault(Ok(b"# caf\xe9 secret".to_vec()));
        assert!(!message.contains("secret"), "{message}");
    }

    #[test]
    fn two_configurations_for_one_directory_are_a_mistake() {
        let directory = tempfile::tempdir().expect("a directory");
        for name in ["foreword.toml", ".foreword.toml"] {
            std::fs::write(directory.path().join(name), "").expect("a file");
        }
        let (root, files) = (Root::open(directory.path()).expect("a root"), Files::default());
        let found = find(root.path(), root.path()).expect("a configuration");
        let mistakes = read(&found, &root, &files, &META).expect_err("two");
        assert_eq!(mistakes[0].message, "both `foreword.toml` and `.foreword.toml` configure this directory");
        assert_eq!(&*files.path(mistakes[0].related[0].file), Path::new(".foreword.toml"));
    }
}
