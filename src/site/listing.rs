//! What lies on the disk below the project's root, by exact name on every file system, and read from folder listings:
//! the text of a link is compared with names and never handed to the system.

mod folder;

use crate::root::{EntryKind, ReadError, Root};
use folder::{Contents, Folder, Hit};
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// The longest path that is looked for, in bytes: `PATH_MAX` of Linux.
const LONGEST_PATH: usize = 4_096;
/// The longest name that is looked for, in bytes: `NAME_MAX` of nearly every file system.
const LONGEST_NAME: usize = 255;

/// What is found under a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// A regular file of exactly this name.
    File,
    /// A folder of exactly this name.
    Directory,
    /// A file or folder whose name, or that of a folder above it, differs in letter case or in Unicode normal form: the
    /// path as the disk spells it.
    Case(String),
    /// Nothing that could be served.
    Nothing,
    /// It cannot be told: a symbolic link on the way leads out of the project, where nobody looks, or a folder on the
    /// way cannot be listed.
    Unknown,
}

/// The folders of a project, each listed when it is first asked for. Shared by all workers.
#[derive(Debug)]
pub struct Listing<'r> {
    root: &'r Root,
    /// By real path: exactly spelt, without symbolic links.
    folders: RwLock<FxHashMap<Box<str>, Arc<OnceLock<Folder>>>>,
    /// Where symbolic links end, by real path of their folder and their name. So a loop is followed once.
    links: RwLock<FxHashMap<Box<str>, Ending>>,
}

/// Where a symbolic link ends.
#[derive(Clone, Debug)]
enum Ending {
    File,
    /// Its real path.
    Directory(Arc<str>),
    Nothing,
    Unknown,
}

/// The names of one folder, for suggestions.
#[derive(Clone, Debug)]
pub struct Names(Arc<OnceLock<Folder>>);

impl Names {
    /// The names with what they are, by name; none for folders of more than 200,000 names. Links are not followed.
    pub fn iter(&self) -> impl Iterator<Item = (&str, EntryKind)> {
        self.0.get().into_iter().flat_map(Folder::names)
    }
}

/// How far a path could be followed.
enum Walk {
    /// To its end: what stands there, and the path as the disk spells it where that is another.
    End {
        is_file: bool,
        real: String,
        other: Option<String>,
    },
    Nothing,
    Unknown,
}

impl<'r> Listing<'r> {
    /// Nothing is listed yet.
    pub fn new(root: &'r Root) -> Self {
        Self { root, folders: RwLock::default(), links: RwLock::default() }
    }

    /// What lies at `path`, relative to the project root, with `/` and normalised; empty for the root itself. A path
    /// with `.`, `..`, empty parts or NUL, or one too long for any disk, leads to nothing without a system call.
    pub fn look(&self, path: &str) -> Look {
        if path.is_empty() {
            return Look::Directory;
        }
        if !is_plain(path) {
            return Look::Nothing;
        }
        let (parent, name) = super::index::split(path);
        // Folders are known by their real paths only, so a known one is spelt right.
        if let Some(folder) = self.known(parent).as_ref().and_then(|cell| cell.get()) {
            match folder.find(name) {
                Hit::Entry(right, EntryKind::File | EntryKind::Directory) if right != name => {
                    return Look::Case([&path[..path.len() - name.len()], right].concat());
                }
                Hit::Entry(_, EntryKind::File) => return Look::File,
                Hit::Entry(_, EntryKind::Directory) => return Look::Directory,
                Hit::Entry(_, EntryKind::Link | EntryKind::Other) => {}
                Hit::Nothing => return Look::Nothing,
                Hit::Unknown => return Look::Unknown,
            }
        }
        match self.walk(path, true) {
            Walk::End { other: Some(other), .. } => Look::Case(other),
            Walk::End { is_file: true, .. } => Look::File,
            Walk::End { is_file: false, .. } => Look::Directory,
            Walk::Nothing => Look::Nothing,
            Walk::Unknown => Look::Unknown,
        }
    }

    /// The names in `folder`, a path as for [`Listing::look`]; `None` where that is no folder of exactly this name.
    pub fn names(&self, folder: &str) -> Option<Names> {
        if folder.is_empty() {
            return Some(Names(self.folder("")));
        }
        if let Some(known) = self.known(folder).filter(|cell| cell.get().is_some()) {
            return Some(Names(known));
        }
        if !is_plain(folder) {
            return None;
        }
        match self.walk(folder, true) {
            Walk::End { is_file: false, real, other: None } => Some(Names(self.folder(&real))),
            _ => None,
        }
    }

    /// Follows `path` name by name from the root downwards.
    fn walk(&self, path: &str, follow: bool) -> Walk {
        let mut real = String::with_capacity(path.len());
        let mut spelt = String::with_capacity(path.len());
        let mut is_file = false;
        // From the nearest folder that is known, and so spelt right.
        let mut ancestors = memchr::memrchr_iter(b'/', path.as_bytes()).map(|slash| &path[..slash]);
        let nearest = ancestors.find(|folder| self.known(folder).is_some_and(|cell| cell.get().is_some()));
        let rest = nearest.map_or(path, |folder| &path[folder.len() + 1..]);
        real.push_str(nearest.unwrap_or_default());
        spelt.push_str(nearest.unwrap_or_default());
        for name in rest.split('/') {
            if is_file {
                return Walk::Nothing;
            }
            let cell = self.folder(&real);
            let Some(folder) = cell.get() else { return Walk::Unknown };
            let (name, kind) = match folder.find(name) {
                Hit::Entry(name, kind) => (name, kind),
                Hit::Nothing => return Walk::Nothing,
                Hit::Unknown => return Walk::Unknown,
            };
            join(&mut spelt, name);
            join(&mut real, name);
            is_file = match kind {
                EntryKind::File => true,
                EntryKind::Directory => false,
                EntryKind::Link if follow => match self.ending(&real) {
                    Ending::File => true,
                    Ending::Directory(ending) => {
                        real.clear();
                        real.push_str(&ending);
                        false
                    }
                    Ending::Nothing => return Walk::Nothing,
                    Ending::Unknown => return Walk::Unknown,
                },
                EntryKind::Link | EntryKind::Other => return Walk::Nothing,
            };
        }
        let other = (spelt != path).then_some(spelt);
        Walk::End { is_file, real, other }
    }

    fn known(&self, real: &str) -> Option<Arc<OnceLock<Folder>>> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).get(real).cloned()
    }

    /// The folder at a real path, listed once however many workers ask.
    fn folder(&self, real: &str) -> Arc<OnceLock<Folder>> {
        let cell = self.known(real).unwrap_or_else(|| {
            let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
            folders.entry(real.into()).or_default().clone()
        });
        cell.get_or_init(|| {
            Folder::new(match self.root.entries(Path::new(real)) {
                Ok(entries) => Contents::of(entries),
                // It has gone since its own folder was listed.
                Err(ReadError::Missing | ReadError::NotRegular) => Contents::of(Vec::new()),
                Err(_) => Contents::Unreadable,
            })
        });
        cell
    }

    /// Where the link at `path`, a name in a real folder, ends.
    fn ending(&self, path: &str) -> Ending {
        if let Some(ending) = self.links.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return ending.clone();
        }
        let ending = self.follow(path);
        self.links.write().unwrap_or_else(PoisonError::into_inner).insert(path.into(), ending.clone());
        ending
    }

    fn follow(&self, path: &str) -> Ending {
        let target = match self.root.real(Path::new(path)) {
            Ok(target) => target,
            Err(ReadError::Outside) => return Ending::Unknown,
            // Dangling, or a loop.
            Err(_) => return Ending::Nothing,
        };
        match self.root.exists(&target) {
            Some(EntryKind::File) => return Ending::File,
            Some(EntryKind::Directory) => {}
            _ => return Ending::Nothing,
        }
        if target.as_os_str().is_empty() {
            return Ending::Directory("".into());
        }
        let names: Option<Vec<&str>> = target.iter().map(|name| name.to_str()).collect();
        let Some(names) = names else { return Ending::Unknown };
        // A system that folds case follows a link whose text is spelt otherwise than the folder.
        match self.walk(&names.join("/"), false) {
            Walk::End { is_file: false, real, .. } => Ending::Directory(real.into()),
            Walk::End { .. } | Walk::Nothing => Ending::Nothing,
            Walk::Unknown => Ending::Unknown,
        }
    }
}

/// True for paths that could name something below the root, judged as text.
fn is_plain(path: &str) -> bool {
    let name = |name: &[u8]| !matches!(name, b"" | b"." | b"..") && name.len() <= LONGEST_NAME;
    let bytes = path.as_bytes();
    path.len() <= LONGEST_PATH && memchr::memchr(0, bytes).is_none() && bytes.split(|b| *b == b'/').all(name)
}

fn join(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> (tempfile::TempDir, Root) {
        let outer = tempfile::tempdir().expect("a temporary directory");
        let top = outer.path().join("project");
        std::fs::create_dir(&top).expect("a directory");
        for file in files {
            let path = top.join(file);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
            std::fs::write(path, "").expect("a file");
        }
        let root = Root::open(&top).expect("a root");
        (outer, root)
    }

    fn case(path: &str) -> Look {
        Look::Case(path.to_owned())
    }

    #[test]
    fn names_are_compared_exactly_from_the_root_downwards() {
        let (_outer, root) = tree(&["Docs/Guide/a.md", "docs.md", "Docs/b.txt"]);
        let listing = Listing::new(&root);
        assert_eq!(listing.look(""), Look::Directory);
        assert_eq!(listing.look("Docs"), Look::Directory);
        assert_eq!(listing.look("Docs/Guide/a.md"), Look::File);
        assert_eq!(listing.look("Docs/Guide/a.md"), Look::File, "again, out of the cache");
        assert_eq!(listing.look("docs/guide/A.md"), case("Docs/Guide/a.md"));
        assert_eq!(listing.look("docs/Guide"), case("Docs/Guide"));
        assert_eq!(listing.look("Docs/Guide/b.md"), Look::Nothing);
        assert_eq!(listing.look("Docs/b.txt/c"), Look::Nothing, "nothing lies below a file");
        assert_eq!(listing.look("docs.md."), Look::Nothing);
    }

    #[test]
    fn what_is_not_normalised_leads_to_nothing() {
        let (outer, root) = tree(&["a/b.md"]);
        std::fs::write(outer.path().join("secret"), "").expect("a file");
        let listing = Listing::new(&root);
        let long = "a/".repeat(3_000) + "b.md";
        let name = "n".repeat(256);
        for path in ["../secret", "a/../a/b.md", "./a", "a//b.md", "/a", "a/", "a/b.md\0", &long, &name] {
            assert_eq!(listing.look(path), Look::Nothing, "{path}");
            assert!(listing.names(path).is_none(), "{path}");
        }
        assert!(listing.folders.read().unwrap().is_empty(), "no folder was looked at");
    }

    #[test]
    fn normal_forms_differ_by_name() {
        let (_outer, root) = tree(&["cafe\u{301}/x.md"]);
        let listing = Listing::new(&root);
        assert_eq!(listing.look("cafe\u{301}/x.md"), Look::File);
        assert_eq!(listing.look("caf\u{e9}/x.md"), case("cafe\u{301}/x.md"));
        assert_eq!(listing.look("CAF\u{c9}/x.md"), case("cafe\u{301}/x.md"));
    }

    #[test]
    fn names_of_a_folder() {
        let (_outer, root) = tree(&["a/y.md", "a/x.md", "a/z/w.md"]);
        let listing = Listing::new(&root);
        let names = listing.names("a").expect("a folder");
        let expected = [("x.md", EntryKind::File), ("y.md", EntryKind::File), ("z", EntryKind::Directory)];
        assert_eq!(names.iter().collect::<Vec<_>>(), expected);
        assert!(listing.names("A").is_none() && listing.names("a/x.md").is_none());
        assert_eq!(listing.names("").expect("the root").iter().count(), 1);
    }

    #[test]
    fn many_workers_see_the_same() {
        let files: Vec<String> = (0..200).map(|at| format!("d{}/f{at}.md", at % 7)).collect();
        let (_outer, root) = tree(&files.iter().map(String::as_str).collect::<Vec<_>>());
        let listing = Listing::new(&root);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for file in &files {
                        assert_eq!(listing.look(file), Look::File);
                        assert_eq!(listing.look(&file.to_uppercase()), Look::Case(file.clone()));
                    }
                });
            }
        });
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_below_the_root_only() {
        use std::os::unix::fs::symlink;
        let (outer, root) = tree(&["real/page.md", "sub/doc.md"]);
        std::fs::create_dir(outer.path().join("outside")).expect("a directory");
        std::fs::write(outer.path().join("outside/page.md"), "").expect("a file");
        for (target, name) in [
            ("../real", "sub/in"),
            ("../real/page.md", "sub/in.md"),
            ("../../outside", "sub/out"),
            ("../../outside/page.md", "sub/out.md"),
            ("/", "sub/slash"),
            ("nowhere", "sub/dangling"),
            ("loop-b", "loop-a"),
            ("loop-a", "loop-b"),
            ("..", "sub/up"),
        ] {
            symlink(target, root.path().join(name)).expect("a link");
        }
        let listing = Listing::new(&root);
        assert_eq!(listing.look("sub/in.md"), Look::File);
        assert_eq!(listing.look("sub/in"), Look::Directory);
        assert_eq!(listing.look("sub/in/page.md"), Look::File);
        assert_eq!(listing.look("sub/IN/Page.md"), case("sub/in/page.md"), "by the link's name");
        for path in ["sub/out", "sub/out.md", "sub/out/page.md", "sub/out/no.md", "sub/slash/etc/passwd"] {
            assert_eq!(listing.look(path), Look::Unknown, "{path}");
        }
        for path in ["sub/dangling", "loop-a", "loop-b/x"] {
            assert_eq!(listing.look(path), Look::Nothing, "{path}");
        }
        let far = "sub/up/".repeat(500) + "sub/doc.md";
        assert_eq!(listing.look(&far), Look::File);
        assert_eq!(listing.folders.read().unwrap().len(), 3, "a loop is no new folder");
        let names = listing.names("sub/in").expect("a folder");
        assert_eq!(names.iter().collect::<Vec<_>>(), [("page.md", EntryKind::File)]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_nothing() {
        let (_outer, root) = tree(&["a.md"]);
        let _socket = std::os::unix::net::UnixListener::bind(root.path().join("socket.md")).expect("a socket");
        assert_eq!(Listing::new(&root).look("socket.md"), Look::Nothing);
    }
}
