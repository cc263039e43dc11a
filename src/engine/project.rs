//! Which project the paths of the command line belong to: the directory that everything is read below.

use crate::config::discover;
use rustc_hash::FxHashMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Why a path of the command line cannot be checked; exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum PathError {
    /// There is nothing.
    #[error("no such file or directory: `{}`", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A symbolic link that ends outside the project.
    #[error("`{}` is a symbolic link that leads out of the project `{}`", path.display(), project.display())]
    Outside {
        /// The path as given.
        path: PathBuf,
        /// The project's root.
        project: PathBuf,
    },
    /// A FIFO, socket or device.
    #[error("not a file or directory: `{}`", path.display())]
    NotRegular {
        /// The path as given.
        path: PathBuf,
    },
    /// The system says no.
    #[error("cannot read `{}`: {error}", path.display())]
    Io {
        /// The path as given.
        path: PathBuf,
        /// What it says.
        error: std::io::Error,
    },
}

/// A path of the command line inside its project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Relative to the project root; empty for the root itself.
    pub path: PathBuf,
    /// True for a file, false for a directory.
    pub is_file: bool,
}

/// A project and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The absolute path of its root, symbolic links resolved.
    pub root: PathBuf,
    /// The paths to report on, in the order given.
    pub asked: Vec<Asked>,
}

/// Sorts the paths of the command line into projects; without paths `cwd` is meant. `cwd` is absolute.
///
/// The root of a path's project is the root of its version control checkout; without one the directory of the nearest
/// Foreword configuration above it; without that the path's own directory, or `cwd` where that lies above it.
///
/// # Errors
/// See [`PathError`]; the first path that cannot be checked.
pub fn find_projects(paths: &[PathBuf], cwd: &Path) -> Result<Vec<Project>, PathError> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let io = |path: &Path| {
        let path = path.to_path_buf();
        move |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput => PathError::Missing { path },
            _ => PathError::Io { path, error },
        }
    };
    let cwd = cwd.canonicalize().map_err(io(cwd))?;
    let mut projects: Vec<Project> = Vec::new();
    // A hook names thousands of files in few folders.
    let mut folders: FxHashMap<PathBuf, (PathBuf, PathBuf)> = FxHashMap::default();
    for given in paths {
        let absolute = cwd.join(given);
        let metadata = absolute.symlink_metadata().map_err(io(given))?;
        let (project, asked) = if metadata.is_symlink() {
            through_link(given, &absolute, &cwd, io(given))?
        } else if metadata.is_dir() {
            let real = absolute.canonicalize().map_err(io(given))?;
            (root_of(&real, &cwd), (real, false))
        } else if let (true, Some(folder), Some(name)) = (metadata.is_file(), absolute.parent(), absolute.file_name()) {
            let known = folders.get(folder).cloned();
            let (project, real) = match known {
                Some(known) => known,
                None => {
                    let real = folder.canonicalize().map_err(io(given))?;
                    let found = (root_of(&real, &cwd), real);
                    folders.insert(folder.to_path_buf(), found.clone());
                    found
                }
            };
            (project, (real.join(name), true))
        } else {
            return Err(PathError::NotRegular { path: given.clone() });
        };
        let (real, is_file) = asked;
        let path = real.strip_prefix(&project).unwrap_or(&real).to_path_buf();
        let asked = Asked { path, is_file };
        match projects.iter_mut().find(|known| known.root == project) {
            Some(known) => known.asked.push(asked),
            None => projects.push(Project { root: project, asked: vec![asked] }),
        }
    }
    Ok(projects)
}

/// A link is followed when it ends below the project it stands in. A link to a directory that stands in no marked
/// project is its user's own way to get there.
fn through_link(
    given: &Path,
    absolute: &Path,
    cwd: &Path,
    io: impl FnOnce(std::io::Error) -> PathError,
) -> Result<(PathBuf, (PathBuf, bool)), PathError> {
    let ends = absolute.canonicalize().and_then(|target| Ok((target.metadata()?, target)));
    let (metadata, target) = ends.map_err(io)?;
    let standing = real_path(absolute).unwrap_or_else(|_| absolute.to_path_buf());
    let outside = |project: PathBuf| PathError::Outside { path: given.to_path_buf(), project };
    if !metadata.is_file() && !metadata.is_dir() {
        return Err(PathError::NotRegular { path: given.to_path_buf() });
    }
    let project = root_of(parent(&standing), cwd);
    if target.starts_with(&project) {
        // A file keeps the name it was given; a directory is walked under its own.
        let path = if metadata.is_file() { standing } else { target };
        return Ok((project, (path, metadata.is_file())));
    }
    if metadata.is_file() || marked_root(parent(&standing)).is_some() {
        return Err(outside(project));
    }
    Ok((root_of(&target, cwd), (target, false)))
}

/// The path with all links resolved but the last name's own.
fn real_path(absolute: &Path) -> std::io::Result<PathBuf> {
    match (absolute.parent(), absolute.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => Ok(parent.canonicalize()?.join(name)),
        _ => absolute.canonicalize(),
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

fn root_of(directory: &Path, cwd: &Path) -> PathBuf {
    let own = || if directory.starts_with(cwd) { cwd } else { directory }.to_path_buf();
    marked_root(directory).unwrap_or_else(own)
}

/// The root of the checkout; without one the nearest directory with a configuration.
fn marked_root(directory: &Path) -> Option<PathBuf> {
    let checkout = discover::vcs_root(directory).map(Path::to_path_buf);
    let top = directory.ancestors().last().unwrap_or(directory);
    checkout.or_else(|| discover::find(directory, top).map(|found| found.base))
}
