//! Which generator a folder belongs to. Configuration is looked at as text, never run.

use super::{Generator, Marker, Profile};
use crate::root::{EntryKind, Root};
use crate::source::LIMITS;
use rustc_hash::FxHashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// In which order generators are asked. A folder may show several: an Obsidian vault that Hugo publishes is a Hugo
/// site, and `_config.yml` is often left over from GitHub Pages.
const ORDER: [Generator; 13] = [
    Generator::Hugo,
    Generator::Zola,
    Generator::Docusaurus,
    Generator::Astro,
    Generator::Vitepress,
    Generator::Eleventy,
    Generator::Mkdocs,
    Generator::Pelican,
    Generator::Mdbook,
    Generator::Hexo,
    Generator::Jekyll,
    Generator::Next,
    Generator::Obsidian,
];

/// What a marker's test may look at.
#[derive(Debug)]
pub struct Look<'a> {
    root: &'a Root,
    dir: &'a Path,
    text: Option<String>,
}

impl Look<'_> {
    /// True when something stands at `path`, relative to the folder in question.
    pub(super) fn has(&self, path: &str) -> bool {
        self.root.exists(&self.dir.join(path)).is_some()
    }

    /// The marker's text; empty for folders and for files that cannot be read.
    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or("")
    }

    /// True when a line starts with one of these keys, before the first `[table]` header.
    pub(super) fn has_key(&self, keys: &[&str]) -> bool {
        self.text().lines().take_while(|line| !line.starts_with('[')).any(|line| {
            let name = line.trim_start_matches(['"', '\'', '{', ' ']);
            // Only keys of the top level: a YAML line that is indented belongs to another key. JSON is always indented.
            let top = !line.starts_with(' ') || name.len() < line.trim_start().len();
            top && keys.iter().any(|key| {
                name.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key))
                    && name[key.len()..].trim_start_matches(['"', '\'', ' ', '\t']).starts_with([':', '='])
            })
        })
    }
}

/// The generator whose site root is the folder `dir`, relative to `root`.
pub fn detect(root: &Root, dir: &Path) -> Option<Generator> {
    // Hugo's `config/production/hugo.toml` belongs to the site above.
    let config = dir.parent().filter(|parent| parent.ends_with("config"));
    if config.is_some_and(|config| root.exists(&config.join("_default")).is_some()) {
        return None;
    }
    // One look at the folder spares the questions for the many names that are not there.
    let names = root.entries(dir).unwrap_or_default();
    let may_have = |marker: &Marker| {
        let first = marker.path.split('/').next().unwrap_or(marker.path);
        names.binary_search_by(|(name, _)| name.as_os_str().cmp(OsStr::new(first))).is_ok()
    };
    let shown = |marker: &Marker| may_have(marker) && shows(root, dir, marker);
    ORDER.into_iter().find(|&generator| Profile::of(generator).markers.iter().any(shown))
}

fn shows(root: &Root, dir: &Path, marker: &Marker) -> bool {
    let path = dir.join(marker.path);
    let Some(kind) = root.exists(&path) else { return false };
    let Some(test) = marker.test else { return true };
    let text = (kind == EntryKind::File)
        .then(|| root.read(&path, LIMITS.schema_bytes).ok())
        .flatten()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    test(&Look { root, dir, text })
}

/// True for the last part of a marker's path; for the walker, which asks it of every name.
pub fn is_marker(name: &OsStr) -> bool {
    static NAMES: OnceLock<FxHashSet<&[u8]>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let markers = ORDER.into_iter().flat_map(|generator| Profile::of(generator).markers);
        markers.filter_map(|marker| marker.path.as_bytes().rsplit(|b| *b == b'/').next()).collect()
    });
    names.contains(name.as_encoded_bytes())
}

/// The folder that may be a site root because `path` (relative to the project) stands in it; for the walker, which sees
/// names only. Whether it is one, [`detect`] says.
pub fn suspect(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    ORDER.into_iter().flat_map(|generator| Profile::of(generator).markers).find_map(|marker| {
        // Most names are no marker's: comparing their last letters settles that.
        let folders = marker.path.strip_suffix(name)?;
        let parent = path.parent()?;
        if folders.is_empty() {
            return Some(parent.to_path_buf());
        }
        let folders = folders.strip_suffix('/')?;
        let rest = parent.ancestors().nth(folders.split('/').count())?;
        (rest.join(folders) == parent).then(|| rest.to_path_buf())
    })
}

/// True for a hidden name that the walker must look at because it is, or holds, a marker.
pub fn is_hidden_marker(name: &str) -> bool {
    ORDER.into_iter().flat_map(|generator| Profile::of(generator).markers).any(|marker| {
        let first = marker.path.split('/').next().unwrap_or(marker.path);
        first == name
    })
}
