//! The only way to the disk: a directory handle that opens regular files below it and nothing else.

use std::path::{Path, PathBuf};

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
    /// The path, or a symbolic link in it, leads out of the root.
    #[error("outside the project")]
    Outside,
    /// It does not exist.
    #[error("no such file")]
    Missing,
    /// The system says no.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// A directory below which files are read; the project's root.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
}

impl Root {
    /// Opens the directory at `path`.
    ///
    /// # Errors
    /// It is not a directory or cannot be opened.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        Ok(Self { path: path.canonicalize()? })
    }

    /// The absolute path with symbolic links resolved.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads a regular file of at most `limit` bytes; `relative` is below the root.
    ///
    /// # Errors
    /// See [`ReadError`]. The size is checked on the open descriptor before anything is read.
    pub fn read(&self, _relative: &Path, _limit: u64) -> Result<Vec<u8>, ReadError> {
        Err(ReadError::Missing)
    }

    /// Reads into `buffer` (cleared first), so that a worker reuses one allocation.
    ///
    /// # Errors
    /// See [`Root::read`].
    pub fn read_into(&self, _relative: &Path, _limit: u64, _buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        Err(ReadError::Missing)
    }
}
