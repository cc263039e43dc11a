//! The only way to the disk: a directory handle that opens regular files below it and nothing else.
//!
//! Paths are first checked as text, then opened below the handle (`openat2` with `RESOLVE_BENEATH` where the system has
//! it), so that neither `..` nor a symbolic link nor a race with someone who swaps a directory leads out. Opening never
//! blocks: a FIFO is opened with `O_NONBLOCK` and then refused because the open descriptor is no regular file.

use cap_fs_ext::OpenOptionsSyncExt;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

/// Why a file below a [`Root`] was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Larger than allowed; nothing was read.
    #[error("{size} bytes, more than the limit of {limit}")]
    TooLarge {
        /// The file's size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A FIFO, socket, device or directory.
    #[error("not a regular file")]
    NotRegular,
    /// The path, or a symbolic link in it, leads out of the root. An absolute symbolic link counts as leading out.
    #[error("outside the project")]
    Outside,
    /// It does not exist.
    #[error("no such file")]
    Missing,
    /// The system says no.
    #[error("{0}")]
    Io(std::io::Error),
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            // A name with a NUL byte or too long for the disk cannot exist, nor can anything below a file.
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput | ErrorKind::InvalidFilename => {
                Self::Missing
            }
            ErrorKind::IsADirectory => Self::NotRegular,
            // cap-std reports an escape as a permission error of its own, without an error number of the system.
            ErrorKind::PermissionDenied if error.raw_os_error().is_none() => Self::Outside,
            // Opening a socket: ENXIO on Linux, EOPNOTSUPP elsewhere; no `ErrorKind` names the first.
            _ if matches!(error.raw_os_error(), Some(6)) && cfg!(unix) => Self::NotRegular,
            ErrorKind::Unsupported if cfg!(unix) => Self::NotRegular,
            _ => Self::Io(error),
        }
    }
}

/// What stands under a name, symbolic links below the root followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link that was not followed; only in [`Root::entries`].
    Link,
    /// A FIFO, socket or device.
    Other,
}

/// A directory below which files are read; the project's root.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
    dir: Dir,
    options: OpenOptions,
}

impl Root {
    /// Opens the directory at `path`.
    ///
    /// # Errors
    /// It is not a directory or cannot be opened.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let path = path.canonicalize()?;
        let dir = Dir::open_ambient_dir(&path, ambient_authority())?;
        let mut options = OpenOptions::new();
        options.read(true).nonblock(true);
        Ok(Self { path, dir, options })
    }

    /// The absolute path with symbolic links resolved.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads a regular file of at most `limit` bytes; `relative` is below the root.
    ///
    /// # Errors
    /// See [`ReadError`]. The size is checked on the open descriptor before anything is read.
    pub fn read(&self, relative: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        let mut buffer = Vec::new();
        self.read_into(relative, limit, &mut buffer)?;
        Ok(buffer)
    }

    /// Reads into `buffer` (cleared first), so that a worker reuses one allocation.
    ///
    /// # Errors
    /// See [`Root::read`].
    pub fn read_into(&self, relative: &Path, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        buffer.clear();
        let file = self.dir.open_with(inside(relative)?, &self.options)?.into_std();
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(ReadError::NotRegular);
        }
        let size = metadata.len();
        if size > limit {
            return Err(ReadError::TooLarge { size, limit });
        }
        // As much as the file had when it was opened: `take` spares the read that finds the end, keeps std from asking
        // for size and position a second time, and leaves what is added meanwhile to the next run.
        buffer.reserve(size as usize);
        (&file).take(size).read_to_end(buffer)?;
        Ok(())
    }

    /// What stands at `relative`; nothing where there is nothing, where it cannot be looked at, or outside the root.
    pub fn exists(&self, relative: &Path) -> Option<EntryKind> {
        let kind = self.dir.metadata(inside(relative).ok()?).ok()?.file_type();
        Some(if kind.is_file() {
            EntryKind::File
        } else if kind.is_dir() {
            EntryKind::Directory
        } else {
            EntryKind::Other
        })
    }

    /// The path of `relative` with all symbolic links followed, itself relative to the root; empty for the root.
    ///
    /// # Errors
    /// See [`ReadError`]; a link that leads out is not followed beyond the root.
    pub fn real(&self, relative: &Path) -> Result<PathBuf, ReadError> {
        let path = self.dir.canonicalize(inside(relative)?)?;
        Ok(path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path))
    }

    /// The names in a directory with what they are, by name; links are not followed.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn entries(&self, relative: &Path) -> Result<Vec<(OsString, EntryKind)>, ReadError> {
        let mut entries = Vec::new();
        for entry in self.dir.read_dir(inside(relative)?)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let kind = if kind.is_file() {
                EntryKind::File
            } else if kind.is_dir() {
                EntryKind::Directory
            } else if kind.is_symlink() {
                EntryKind::Link
            } else {
                EntryKind::Other
            };
            entries.push((entry.file_name(), kind));
        }
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(entries)
    }
}

/// The path without `.` and `..`, judged as text before any system call.
fn inside(relative: &Path) -> Result<Cow<'_, Path>, ReadError> {
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !relative.as_os_str().is_empty() {
        return Ok(Cow::Borrowed(relative));
    }
    let mut normal = PathBuf::new();
    for part in relative.components() {
        match part {
            Component::Normal(name) => normal.push(name),
            Component::CurDir => {}
            Component::ParentDir if normal.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return Err(ReadError::Outside),
        }
    }
    if normal.as_os_str().is_empty() {
        normal.push(".");
    }
    Ok(Cow::Owned(normal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> (tempfile::TempDir, Root) {
        let outer = tempfile::tempdir().expect("a temporary directory");
        let site = outer.path().join("site");
        std::fs::create_dir_all(site.join("a/b")).expect("directories");
        std::fs::write(site.join("a/page.md"), "hello").expect("a page");
        std::fs::write(outer.path().join("secret"), "secret").expect("a secret");
        let root = Root::open(&site).expect("the root opens");
        (outer, root)
    }

    #[test]
    fn reads_regular_files_and_reuses_the_buffer() {
        let (_outer, root) = root();
        let mut buffer = b"something longer than the page".to_vec();
        root.read_into(Path::new("a/page.md"), 5, &mut buffer).expect("five bytes are allowed");
        assert_eq!(buffer, b"hello");
        assert_eq!(root.read(Path::new("./a/b/../page.md"), 9).expect("normalised"), b"hello");
        assert!(matches!(root.read(Path::new("a/page.md"), 4), Err(ReadError::TooLarge { size: 5, limit: 4 })));
    }

    #[test]
    fn refuses_what_is_no_file_or_outside() {
        let (outer, root) = root();
        assert!(matches!(root.read(Path::new("../secret"), 99), Err(ReadError::Outside)));
        assert!(matches!(root.read(&outer.path().join("secret"), 99), Err(ReadError::Outside)));
        assert!(matches!(root.read(Path::new("a"), 99), Err(ReadError::NotRegular)));
        assert!(matches!(root.read(Path::new(""), 99), Err(ReadError::NotRegular)));
        assert!(matches!(root.read(Path::new("no"), 99), Err(ReadError::Missing)));
        assert!(matches!(root.read(Path::new("a/page.md/x"), 99), Err(ReadError::Missing)));
        assert!(matches!(root.read(Path::new("a\0b"), 99), Err(ReadError::Missing)));
        assert!(matches!(root.read(Path::new(&"n".repeat(5000)), 99), Err(ReadError::Missing)));
        assert_eq!(root.exists(Path::new("../secret")), None);
        assert_eq!(root.exists(Path::new("a")), Some(EntryKind::Directory));
        assert_eq!(root.exists(Path::new("")), Some(EntryKind::Directory));
        assert_eq!(root.exists(Path::new("a/page.md")), Some(EntryKind::File));
        let names = root.entries(Path::new("a")).expect("a directory");
        assert_eq!(names, [("b".into(), EntryKind::Directory), ("page.md".into(), EntryKind::File)]);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_but_below_the_root() {
        use std::os::unix::fs::symlink;
        let (outer, root) = root();
        symlink("page.md", root.path().join("a/in.md")).expect("a link");
        symlink("../../secret", root.path().join("a/out.md")).expect("a link");
        symlink(outer.path().join("secret"), root.path().join("a/absolute.md")).expect("a link");
        symlink("..", root.path().join("up")).expect("a link");
        symlink("loop.md", root.path().join("loop.md")).expect("a link");
        assert_eq!(root.read(Path::new("a/in.md"), 99).expect("ends below the root"), b"hello");
        for path in ["a/out.md", "a/absolute.md", "up/secret"] {
            assert!(matches!(root.read(Path::new(path), 99), Err(ReadError::Outside)), "{path}");
            assert_eq!(root.exists(Path::new(path)), None, "{path}");
        }
        assert!(root.read(Path::new("loop.md"), 99).is_err());
        assert_eq!(root.real(Path::new("a/in.md")).expect("below the root"), Path::new("a/page.md"));
        assert_eq!(root.real(Path::new("a/../up")).ok(), None, "`up` is the folder above the root");
        symlink(".", root.path().join("here")).expect("a link");
        assert_eq!(root.real(Path::new("here")).expect("the root itself"), Path::new(""));
        assert!(matches!(root.real(Path::new("a/out.md")), Err(ReadError::Outside)));
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_a_fifo_and_a_sparse_file_cost_nothing() {
        let (_outer, root) = root();
        let _socket = std::os::unix::net::UnixListener::bind(root.path().join("socket.md")).expect("a socket");
        assert!(matches!(root.read(Path::new("socket.md"), 99), Err(ReadError::NotRegular)));
        let made = std::process::Command::new("mkfifo").arg(root.path().join("fifo.md")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
        assert!(matches!(root.read(Path::new("fifo.md"), 99), Err(ReadError::NotRegular)));
        let sparse = std::fs::File::create(root.path().join("sparse.md")).expect("a file");
        sparse.set_len(3 << 30).expect("three GiB of nothing");
        let mut buffer = Vec::new();
        let read = root.read_into(Path::new("sparse.md"), 8 << 20, &mut buffer);
        assert!(matches!(read, Err(ReadError::TooLarge { size: 0xC000_0000, .. })));
        assert_eq!(buffer.capacity(), 0, "nothing was allocated");
    }
}
