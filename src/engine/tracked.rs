//! Which files git tracks: what a clone of the repository will have, other than this disk. The only process that
//! Foreword starts, and only when it is asked for.
//!
//! The repository may be a stranger's, so nothing in it may start another program: git itself is taken from an absolute
//! folder of `PATH` outside the project, hooks and the file system monitor are off, nothing is fetched, and no
//! variable of the environment that speaks to git is handed on.

use crate::root::Root;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long git may take. A million files take a second.
const LONGEST: Duration = Duration::from_secs(20);
/// The most bytes of names; more than any repository has.
const MOST_BYTES: u64 = 256 << 20;

/// The files below a project's root that git tracks, asked for once.
#[derive(Debug)]
pub struct Tracked {
    root: PathBuf,
    names: OnceLock<Option<Names>>,
}

/// Names in one text, by their bytes.
#[derive(Debug)]
struct Names {
    bytes: Vec<u8>,
    /// The start and end of each.
    ranges: Vec<(u32, u32)>,
}

impl Tracked {
    /// Nothing is asked of git yet.
    pub fn new(root: &Root) -> Self {
        Self { root: root.path().to_owned(), names: OnceLock::new() }
    }

    /// True for a file that git tracks, a folder that holds one, and what lies in a submodule. `path` is relative to the
    /// project root, with `/`. `None` where nobody knows: there is no git, no checkout, or nothing in it is tracked yet.
    pub fn is_tracked(&self, path: &str) -> Option<bool> {
        let names = self.names.get_or_init(|| list(&self.root)).as_ref()?;
        Some(names.has(path.trim_end_matches('/')))
    }
}

impl Names {
    /// Takes what `git ls-files -z` says; `None` where that is nothing.
    fn new(bytes: Vec<u8>) -> Option<Self> {
        let mut ranges = Vec::new();
        let mut start = 0;
        for end in memchr::memchr_iter(0, &bytes) {
            ranges.push((start as u32, end as u32));
            start = end + 1;
        }
        let name = |&(start, end): &(u32, u32)| &bytes[start as usize..end as usize];
        if !ranges.is_sorted_by_key(name) {
            ranges.sort_unstable_by(|a, b| name(a).cmp(name(b)));
        }
        (!ranges.is_empty()).then_some(Self { bytes, ranges })
    }

    fn name(&self, &(start, end): &(u32, u32)) -> &[u8] {
        &self.bytes[start as usize..end as usize]
    }

    fn has(&self, path: &str) -> bool {
        if path.is_empty() {
            return true;
        }
        let is_name = |path: &str| self.ranges.binary_search_by(|at| self.name(at).cmp(path.as_bytes())).is_ok();
        let folder = format!("{path}/");
        let first = self.ranges.partition_point(|at| self.name(at) < folder.as_bytes());
        let is_folder = self.ranges.get(first).is_some_and(|at| self.name(at).starts_with(folder.as_bytes()));
        // Of a submodule git names the folder and nothing below it.
        is_folder || is_name(path) || path.match_indices('/').any(|(at, _)| is_name(&path[..at]))
    }
}

fn list(root: &Path) -> Option<Names> {
    let mut child = command(&program(root, std::env::var_os("PATH")?)?, root).spawn().ok()?;
    let until = Instant::now() + LONGEST;
    let bytes = output(&mut child, until);
    let finished = bytes.is_some() && ended_well(&mut child, until);
    if !finished {
        // It may have ended in between, which is as good; `wait` leaves no zombie behind.
        drop(child.kill());
        drop(child.wait());
        return None;
    }
    Names::new(bytes?)
}

/// git by its absolute path. `.` in `PATH`, or a folder of the project there, would let the project choose the program.
fn program(root: &Path, path: OsString) -> Option<PathBuf> {
    let name = format!("git{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .filter_map(|folder| folder.join(&name).canonicalize().ok().zip(Some(folder.join(&name))))
        .find(|(real, _)| real.is_file() && !real.starts_with(root))
        .map(|(_, program)| program)
}

#[expect(clippy::disallowed_methods, reason = "the one process: git, asked for the names of files")]
fn command(program: &Path, root: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().to_ascii_uppercase().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .args(["--no-pager", "-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null"])
        // A folder that merely looks like a bare repository has no say, and no protocol may be spoken.
        .args(["-c", "safe.bareRepository=explicit", "-c", "protocol.allow=never"])
        .arg("-C")
        .arg(root)
        .args(["ls-files", "-z"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// All that the child writes, unless that is too much or takes too long.
fn output(child: &mut Child, until: Instant) -> Option<Vec<u8>> {
    let mut stdout = child.stdout.take()?.take(MOST_BYTES + 1);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.read_to_end(&mut bytes);
        // Nobody listens any more when the time is over.
        drop(sender.send(read.is_ok().then_some(bytes)));
    });
    let bytes = receiver.recv_timeout(until.saturating_duration_since(Instant::now())).ok()??;
    (bytes.len() as u64 <= MOST_BYTES).then_some(bytes)
}

fn ended_well(child: &mut Child, until: Instant) -> bool {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < until => std::thread::sleep(Duration::from_millis(1)),
            Ok(None) | Err(_) => return false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
mod tests {
    use super::*;

    /// A repository with these files, of which the first `tracked` ones are added; `None` without git.
    fn repository(files: &[&str], tracked: usize) -> Option<(tempfile::TempDir, Root)> {
        let directory = tempfile::tempdir().expect("a directory");
        for file in files {
            let path = directory.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
            std::fs::write(path, "x").expect("a file");
        }
        let git = |arguments: &[&str]| {
            let mut command = Command::new("git");
            for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
                command.env_remove(name);
            }
            command.arg("-C").arg(directory.path()).args(arguments).stdout(Stdio::null()).status()
        };
        if git(&["init", "-q"]).is_err() {
            eprintln!("skipped: there is no git");
            return None;
        }
        if tracked > 0 {
            let add: Vec<&str> = ["add", "-f", "--"].into_iter().chain(files[..tracked].iter().copied()).collect();
            assert!(git(&add).is_ok_and(|status| status.success()));
        }
        let root = Root::open(directory.path()).expect("a root");
        Some((directory, root))
    }

    #[test]
    fn files_and_folders_that_git_has() {
        let Some((_directory, root)) = repository(&["a/b.md", "a b.md", "é.md", "a/c.md", "d/e.md"], 3) else {
            return;
        };
        let tracked = Tracked::new(&root);
        for path in ["a/b.md", "a b.md", "é.md", "a", "a/", ""] {
            assert_eq!(tracked.is_tracked(path), Some(true), "{path}");
        }
        for path in ["a/c.md", "d/e.md", "d", "a/b", "no.md", "A/b.md"] {
            assert_eq!(tracked.is_tracked(path), Some(false), "{path}");
        }
    }

    #[test]
    fn without_a_checkout_nobody_knows() {
        let Some((_directory, root)) = repository(&["a.md"], 0) else { return };
        assert_eq!(Tracked::new(&root).is_tracked("a.md"), None, "nothing is tracked yet");
        let plain = tempfile::tempdir().expect("a directory");
        let root = Root::open(plain.path()).expect("a root");
        assert_eq!(Tracked::new(&root).is_tracked("a.md"), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_repository_starts_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let Some((directory, root)) = repository(&["a.md", "git", "hooks/post-index-change"], 1) else { return };
        let canary = directory.path().join("canary");
        let script = format!("#!/bin/sh\ntouch '{}'\n", canary.display());
        for name in ["git", "hooks/post-index-change"] {
            let path = directory.path().join(name);
            std::fs::write(&path, &script).expect("a script");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("executable");
        }
        let program_of = |name: &str| directory.path().join(name).display().to_string();
        let config = format!(
            "[core]\n\tfsmonitor = {0}\n\thooksPath = {1}\n\tpager = {0}\n[pager]\n\tls-files = {0}\n[alias]\n\tls-files = !{0}\n",
            program_of("git"),
            program_of("hooks"),
        );
        let path = directory.path().join(".git/config");
        let before = std::fs::read_to_string(&path).expect("a configuration");
        std::fs::write(&path, before + &config).expect("a configuration");
        assert_eq!(Tracked::new(&root).is_tracked("a.md"), Some(true));
        assert!(!canary.exists(), "the repository has started a program");
        let own = std::env::join_paths([Path::new("."), root.path()]).expect("a path");
        assert_eq!(program(root.path(), own), None, "git is not taken from the project");
    }

    #[test]
    fn names_below_a_submodule_and_beside_a_folder() {
        let names = Names::new(b"a.md\0a/b\0sub\0a-b\0".to_vec()).expect("names");
        for path in ["a", "a/b", "sub", "sub/x/y", "a-b", "a.md"] {
            assert!(names.has(path), "{path}");
        }
        for path in ["b", "su", "a/bc", "a-b.md"] {
            assert!(!names.has(path), "{path}");
        }
        assert!(Names::new(Vec::new()).is_none());
    }
}
