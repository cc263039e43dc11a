//! Files: their names, how bytes become text, and how offsets become lines and columns.

use crate::root::Root;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// Names one file of a run. Compare files by path, not by id: ids depend on the order of discovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Sizes that are checked before or while reading; beyond them a finding of `limit-exceeded` stands.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest page, in bytes.
    pub page_bytes: u64,
    /// Largest front matter block, in bytes.
    pub block_bytes: usize,
    /// Largest schema or configuration file, in bytes.
    pub schema_bytes: u64,
    /// Nodes of one block with aliases expanded.
    pub expanded_nodes: usize,
    /// Nesting in YAML.
    pub yaml_depth: usize,
    /// Nesting in TOML.
    pub toml_depth: usize,
    /// Nesting in JSON.
    pub json_depth: usize,
    /// Findings shown for one rule in one file.
    pub shown_per_rule: usize,
    /// Findings shown for one file.
    pub shown_per_file: usize,
}

/// The limits in force.
pub const LIMITS: Limits = Limits {
    page_bytes: 8 << 20,
    block_bytes: 1 << 20,
    schema_bytes: 2 << 20,
    expanded_nodes: 100_000,
    yaml_depth: 64,
    toml_depth: 80,
    json_depth: 128,
    shown_per_rule: 100,
    shown_per_file: 1_000,
};

/// Bytes that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// Offset of the first byte that is not UTF-8.
    pub at: usize,
    /// What the bytes probably are: `UTF-16LE`, `UTF-16BE`, `UTF-32LE`, `UTF-32BE`, `Latin-1 or Windows-1252`, or
    /// `UTF-8 with a damaged character`.
    pub likely: &'static str,
}

/// The text of a page. A byte order mark stays in the text (offsets are the file's own).
///
/// # Errors
/// [`NotUtf8`] with the offset of the first wrong byte and the likely encoding.
pub fn decode(bytes: &[u8]) -> Result<&str, NotUtf8> {
    let utf16 = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some("UTF-32LE"),
        [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32BE"),
        [0xFF, 0xFE, ..] => Some("UTF-16LE"),
        [0xFE, 0xFF, ..] => Some("UTF-16BE"),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some("UTF-16LE"),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some("UTF-16BE"),
        _ => None,
    };
    if let Some(likely) = utf16 {
        return Err(NotUtf8 { at: 0, likely });
    }
    // Twice as fast; where it fails it does not say why.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(text);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        // Whole characters of several bytes hardly ever come about by chance.
        let damaged = !bytes[..at].is_ascii();
        NotUtf8 { at, likely: if damaged { "UTF-8 with a damaged character" } else { "Latin-1 or Windows-1252" } }
    })
}

/// The names of all files of a run, and the text of those that do not come from the disk.
///
/// Paths are relative to the project root; the names of files outside it (only those that the command line
/// names) are absolute.
#[derive(Debug, Default)]
pub struct Files {
    entries: RwLock<Vec<Entry>>,
    /// The projects entered so far, each with the number of files before it.
    roots: RwLock<Vec<(usize, Arc<Root>)>>,
}

#[derive(Debug)]
struct Entry {
    path: Arc<Path>,
    overlay: Option<Arc<str>>,
    /// Hash of the bytes that were checked.
    checked: Option<u64>,
}

impl Files {
    /// Says that files added from now on belong to another project.
    pub fn enter(&self, root: Arc<Root>) {
        let before = self.entries.read().unwrap_or_else(std::sync::PoisonError::into_inner).len();
        self.roots.write().unwrap_or_else(std::sync::PoisonError::into_inner).push((before, root));
    }

    /// The project that a file belongs to.
    pub fn root(&self, id: FileId) -> Option<Arc<Root>> {
        let roots = self.roots.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        roots.iter().rev().find(|(before, _)| *before <= id.0 as usize).map(|(_, root)| root.clone())
    }

    /// Adds a file of the disk.
    pub fn add(&self, path: impl Into<PathBuf>) -> FileId {
        self.push(path.into(), None)
    }

    /// Adds a file whose text is given, such as standard input or an editor's buffer.
    pub fn add_overlay(&self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> FileId {
        self.push(path.into(), Some(text.into()))
    }

    fn push(&self, path: PathBuf, overlay: Option<Arc<str>>) -> FileId {
        let mut entries = self.entries.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        entries.push(Entry { path: path.into(), overlay, checked: None });
        FileId((entries.len() - 1) as u32)
    }

    /// Remembers which bytes were checked, so that no excerpt is ever taken from others. Only files with findings
    /// need this.
    pub fn remember(&self, id: FileId, bytes: &[u8]) {
        let mut entries = self.entries.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        entries[id.0 as usize].checked = Some(hash(bytes));
    }

    /// False if other bytes than these are remembered.
    pub fn is_as_checked(&self, id: FileId, bytes: &[u8]) -> bool {
        let entries = self.entries.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        entries[id.0 as usize].checked.is_none_or(|checked| checked == hash(bytes))
    }

    /// The file's path.
    pub fn path(&self, id: FileId) -> Arc<Path> {
        let entries = self.entries.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        entries[id.0 as usize].path.clone()
    }

    /// The text that replaces the file on disk, if any.
    pub fn overlay(&self, id: FileId) -> Option<Arc<str>> {
        let entries = self.entries.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        entries[id.0 as usize].overlay.clone()
    }
}

/// No defence against forgery: it tells a file that was saved again from one that was not.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    std::hash::Hasher::write(&mut hasher, bytes);
    std::hash::Hasher::finish(&hasher)
}

/// A place as people count: both 1-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line; CR, LF and CRLF end one, NEL, LS and PS do not.
    pub line: usize,
    /// Column in Unicode scalar values.
    pub column: usize,
}

/// Finds the line of an offset in one text.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`; one pass over its bytes.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at as u32 + 1);
        }
        Self { starts }
    }

    /// Number of lines; an empty text has one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based line that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The byte at which the 0-based `line` starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.starts[line] as usize
    }

    /// Line and column of byte `offset`, which is clamped to the text and to a character boundary.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self.line_of(offset);
        let column = text[self.line_start(line)..offset].chars().count() + 1;
        Position { line: line + 1, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_cr_lf_and_crlf_only() {
        let text = "a\r\nb\rc\n\u{2028}d\u{85}e";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 4);
        let at = text.find('e').expect("e");
        assert_eq!(index.position(text, at), Position { line: 4, column: 4 });
    }

    #[test]
    fn columns_count_scalars() {
        let text = "é🎉x";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 6), Position { line: 1, column: 3 });
        assert_eq!(index.position(text, 4), Position { line: 1, column: 2 }, "inside a character: its start");
    }

    #[test]
    fn a_file_saved_again_is_noticed() {
        let files = Files::default();
        let file = files.add("a.md");
        assert!(files.is_as_checked(file, b"anything"), "nothing is remembered yet");
        files.remember(file, b"---");
        assert!(files.is_as_checked(file, b"---"));
        assert!(!files.is_as_checked(file, b"--- "));
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(decode(b"\xFF\xFE-\0"), Err(NotUtf8 { at: 0, likely: "UTF-16LE" }));
        assert_eq!(decode(b"\0-\0-"), Err(NotUtf8 { at: 0, likely: "UTF-16BE" }));
        assert_eq!(decode(b"caf\xE9"), Err(NotUtf8 { at: 3, likely: "Latin-1 or Windows-1252" }));
        assert_eq!(decode(b"a\0b"), Ok("a\0b"));
    }
}
