//! What version control leaves out on purpose. Such a file is made by a script before the site is built: that it does not
//! lie here says nothing about the site.

use super::listing::{Listing, Look};
use super::reference::LONGEST;
use crate::root::Root;
use crate::source::LIMITS;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Lines longer than this, or more of them in one file, are no patterns of a person.
const LONGEST_LINE: usize = 512;
const MOST_LINES: usize = 2_000;

/// The `.gitignore` files of a project, each read when it is first asked for. Shared by all workers.
#[derive(Debug)]
pub struct Ignored<'r> {
    root: &'r Root,
    listing: &'r Listing<'r>,
    folders: Mutex<FxHashMap<Box<str>, Option<Arc<Gitignore>>>>,
}

impl<'r> Ignored<'r> {
    /// Nothing is read yet.
    pub fn new(root: &'r Root, listing: &'r Listing<'r>) -> Self {
        Self { root, listing, folders: Mutex::default() }
    }

    /// True when a `.gitignore` leaves out the file at `path`, relative to the project root, with `/`, or a folder it
    /// lies in. The nearest file that says anything counts.
    pub fn is_ignored(&self, path: &str) -> bool {
        if path.len() > LONGEST {
            return false;
        }
        // The text of a link is never handed to the system: only folders that were seen are looked into.
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let folders: Vec<&str> =
            [""].into_iter().chain(folders.take_while(|folder| self.listing.look(folder) == Look::Directory)).collect();
        for folder in folders.into_iter().rev() {
            let Some(lines) = self.lines(folder) else { continue };
            let below = path[folder.len()..].trim_start_matches('/');
            let found = lines.matched_path_or_any_parents(below, false);
            if !found.is_none() {
                return found.is_ignore();
            }
        }
        false
    }

    fn lines(&self, folder: &str) -> Option<Arc<Gitignore>> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(folder) {
            return known.clone();
        }
        let read = self.read(folder).map(Arc::new);
        folders.insert(folder.into(), read.clone());
        read
    }

    fn read(&self, folder: &str) -> Option<Gitignore> {
        let bytes = self.root.read(&Path::new(folder).join(".gitignore"), LIMITS.schema_bytes).ok()?;
        let mut builder = GitignoreBuilder::new("");
        for line in String::from_utf8_lossy(&bytes).lines().take(MOST_LINES).filter(|line| line.len() <= LONGEST_LINE) {
            // Git passes over what is no pattern.
            drop(builder.add_line(None, line));
        }
        builder.build().ok()
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the trees that they check")]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_nearest_file_that_says_anything_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("content/docs")).expect("folders");
        fs::write(folder.path().join(".gitignore"), "*.log\n/public\n").expect("a file");
        fs::write(folder.path().join("content/docs/.gitignore"), "*\n!kept.md\n").expect("a file");
        let root = Root::open(folder.path()).expect("a root");
        let listing = Listing::new(&root);
        let ignored = Ignored::new(&root, &listing);
        assert!(ignored.is_ignored("content/docs/guide.md"));
        assert!(ignored.is_ignored("content/docs/guide/deep/page.md"), "below a folder that is left out");
        assert!(!ignored.is_ignored("content/docs/kept.md"));
        assert!(ignored.is_ignored("public/x.html") && ignored.is_ignored("content/a.log"));
        assert!(!ignored.is_ignored("content/page.md"));
    }
}
