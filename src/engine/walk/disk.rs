//! The walk itself: names below a root, nothing opened but directories and `.gitignore` files.

use super::{FileKind, Notice, distinct, is_hidden_config};
use crate::config::discover::NAMES;
use crate::root::{ReadError, Root};
use crate::site::below;
use crate::site::profile::detect;
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Folders that hold no site's content anywhere.
const NEVER: [&str; 6] = ["node_modules", "bower_components", "_site", "__pycache__", "jspm_packages", "site-packages"];

/// What was seen; paths are relative to the root.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files whose names count, in no order.
    pub(super) files: Vec<(PathBuf, FileKind)>,
    /// Folders that may be site roots, by path.
    pub(super) suspects: Vec<PathBuf>,
    /// What was passed over, by path.
    pub(super) notices: Vec<Notice>,
    /// Which of the folders that were named the walk came to.
    reached: Vec<PathBuf>,
}

/// Walks everything below `starts`; `named` are folders below them that are walked even when they are ignored or hidden.
pub(super) fn walk(root: &Root, starts: &[PathBuf], named: &[PathBuf]) -> Found {
    let named: Vec<PathBuf> = distinct(starts.iter().chain(named).cloned());
    let mut found = Found::default();
    // From the root, so that the `.gitignore` files between it and a start are heard, but not those above the root,
    // which are another project's.
    walk_from(root, Path::new(""), starts, &named, &mut found);
    for folder in &named {
        if !found.reached.contains(folder) && !folder.as_os_str().is_empty() {
            walk_from(root, folder, std::slice::from_ref(folder), &named, &mut found);
        }
    }
    found.suspects = distinct(found.suspects);
    found.notices.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk_from(root: &Root, from: &Path, starts: &[PathBuf], named: &[PathBuf], found: &mut Found) {
    // Two workers at least: reading directories waits for the disk.
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    let sink: Mutex<Found> = Mutex::default();
    let mut builder = WalkBuilder::new(root.path().join(from));
    builder
        .hidden(false)
        .parents(false)
        .require_git(false)
        // A user's global ignore file would make two machines see two sites.
        .git_global(false)
        .follow_links(false)
        .threads(threads);
    builder.build_parallel().run(|| {
        let mut worker = Worker { root, starts, named, own: Found::default(), sink: &sink };
        Box::new(move |entry| match entry {
            Ok(entry) => worker.visit(&entry),
            Err(error) => {
                worker.complain(&error);
                WalkState::Continue
            }
        })
    });
    found.append(sink.into_inner().unwrap_or_else(PoisonError::into_inner));
}

impl Found {
    fn append(&mut self, mut other: Self) {
        self.files.append(&mut other.files);
        self.suspects.append(&mut other.suspects);
        self.notices.append(&mut other.notices);
        self.reached.append(&mut other.reached);
    }
}

/// One thread's part of a walk; it hands over what it found when it ends.
struct Worker<'a> {
    root: &'a Root,
    starts: &'a [PathBuf],
    named: &'a [PathBuf],
    own: Found,
    sink: &'a Mutex<Found>,
}

impl Drop for Worker<'_> {
    fn drop(&mut self) {
        let own = std::mem::take(&mut self.own);
        self.sink.lock().unwrap_or_else(PoisonError::into_inner).append(own);
    }
}

impl Worker<'_> {
    fn visit(&mut self, entry: &DirEntry) -> WalkState {
        let Some(kind) = entry.file_type() else { return WalkState::Skip };
        let name = entry.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        let named =
            FileKind::of(Path::new(name)).filter(|named| !hidden && (!kind.is_symlink() || *named == FileKind::Page));
        let marks = (!hidden || is_hidden_config(name)) && detect::is_marker(name);
        // Half of all files are images and the like, whose names end the matter before any path is looked at.
        if !kind.is_dir() && named.is_none() && !marks && !NAMES.iter().any(|config| name == *config) {
            return WalkState::Continue;
        }
        let path = below(entry.path(), self.root.path());
        if path.is_absolute() {
            return WalkState::Skip;
        }
        if kind.is_dir() {
            return self.visit_folder(path, entry.depth() == 0);
        }
        if !self.starts.iter().any(|start| start.as_os_str().is_empty() || path.starts_with(start)) {
            return WalkState::Continue;
        }
        if NAMES.iter().any(|config| name == *config) {
            self.own.suspects.extend(path.parent().map(Path::to_path_buf));
        }
        if marks {
            self.own.suspects.extend(detect::suspect(path));
        }
        if let Some(named) = named {
            // Links are not followed. A page that leads out of the project is told when it is not read.
            if kind.is_file() || kind.is_symlink() && self.leads_out(path) {
                self.own.files.push((path.to_path_buf(), named));
            } else if !kind.is_symlink() {
                let reason = "not a regular file".to_owned();
                self.own.notices.push(Notice { path: path.to_path_buf(), reason, unreadable: false });
            }
        }
        WalkState::Continue
    }

    fn visit_folder(&mut self, path: &Path, is_first: bool) -> WalkState {
        if !is_first {
            let name = path.file_name().unwrap_or_default();
            if name.as_encoded_bytes().starts_with(b".") {
                if is_hidden_config(name) {
                    self.own.suspects.extend(path.parent().map(Path::to_path_buf));
                }
                return WalkState::Skip;
            }
            let is_cargo_target = || name == "target" && self.root.exists(&path.join("CACHEDIR.TAG")).is_some();
            if NEVER.iter().any(|never| name == *never) || is_cargo_target() {
                return WalkState::Skip;
            }
            let leads = |start: &PathBuf| path.starts_with(start) || start.starts_with(path);
            if !self.starts.iter().any(|start| start.as_os_str().is_empty() || leads(start)) {
                return WalkState::Skip;
            }
            if detect::is_marker(name) {
                self.own.suspects.extend(detect::suspect(path));
            }
        }
        if self.named.iter().any(|named| named == path) {
            self.own.reached.push(path.to_path_buf());
        }
        WalkState::Continue
    }

    fn leads_out(&self, link: &Path) -> bool {
        matches!(self.root.read(link, 0), Err(ReadError::Outside))
    }

    fn complain(&mut self, error: &ignore::Error) {
        let mut inner = error;
        let mut path = PathBuf::new();
        loop {
            inner = match inner {
                ignore::Error::WithPath { path: place, err } => {
                    path = place.strip_prefix(self.root.path()).unwrap_or(place).to_path_buf();
                    err
                }
                ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
                _ => break,
            };
        }
        self.own.notices.push(Notice { path, reason: inner.to_string(), unreadable: true });
    }
}
