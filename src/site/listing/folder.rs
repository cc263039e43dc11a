//! One folder's names, small in memory and found without a search through all of them.

use crate::root::EntryKind;
use rustc_hash::FxHasher;
use std::ffi::OsString;
use std::hash::Hasher;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// A folder of more names than this is kept as hashes.
const MOST_NAMES: usize = 200_000;

/// A folder and, once a name was missing in it, its names without regard to case.
#[derive(Debug)]
pub(super) struct Folder {
    contents: Contents,
    /// Hashes of the folded names with their positions, by hash.
    folded: OnceLock<Box<[(u32, u32)]>>,
}

/// What is kept of a folder.
#[derive(Debug)]
pub(super) enum Contents {
    /// All names in one text, by name.
    Names { text: Box<str>, ends: Box<[u32]>, kinds: Box<[EntryKind]> },
    /// Hashes of the names, by hash, with what they are in the last two bits.
    Hashes(Box<[u64]>),
    /// It cannot be listed.
    Unreadable,
}

/// What a folder has under a name.
pub(super) enum Hit<'f> {
    /// An entry with its name on the disk.
    Entry(&'f str, EntryKind),
    Nothing,
    /// The folder does not tell.
    Unknown,
}

impl Contents {
    /// Names that are not UTF-8 are left out: no link can spell them.
    pub(super) fn of(entries: Vec<(OsString, EntryKind)>) -> Self {
        Self::limited(entries, MOST_NAMES)
    }

    fn limited(entries: Vec<(OsString, EntryKind)>, most: usize) -> Self {
        let mut named: Vec<(&str, EntryKind)> =
            entries.iter().filter_map(|(name, kind)| Some((name.to_str()?, *kind))).collect();
        if named.len() > most {
            let mut hashes: Vec<u64> = named.iter().map(|(name, kind)| hash(name) & !3 | bits(*kind)).collect();
            hashes.sort_unstable();
            return Self::Hashes(hashes.into());
        }
        // The system's order of names need not be that of their bytes (Windows).
        named.sort_unstable_by_key(|(name, _)| *name);
        let mut text = String::with_capacity(named.iter().map(|(name, _)| name.len()).sum());
        let mut ends = Vec::with_capacity(named.len());
        for (name, _) in &named {
            text.push_str(name);
            ends.push(text.len() as u32);
        }
        let kinds = named.iter().map(|(_, kind)| *kind).collect();
        Self::Names { text: text.into(), ends: ends.into(), kinds }
    }
}

impl Folder {
    pub(super) fn new(contents: Contents) -> Self {
        Self { contents, folded: OnceLock::new() }
    }

    /// All names, in the order of their bytes; none where only hashes are kept.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, EntryKind)> {
        let count = match &self.contents {
            Contents::Names { ends, .. } => ends.len(),
            Contents::Hashes(_) | Contents::Unreadable => 0,
        };
        (0..count).filter_map(|at| self.at(at))
    }

    fn at(&self, at: usize) -> Option<(&str, EntryKind)> {
        let Contents::Names { text, ends, kinds } = &self.contents else { return None };
        let start = if at == 0 { 0 } else { *ends.get(at - 1)? as usize };
        Some((text.get(start..*ends.get(at)? as usize)?, *kinds.get(at)?))
    }

    /// What has exactly this name.
    pub(super) fn exact(&self, name: &str) -> Option<EntryKind> {
        match &self.contents {
            Contents::Names { ends, .. } => {
                let (mut low, mut high) = (0, ends.len());
                while low < high {
                    let middle = low.midpoint(high);
                    let (here, kind) = self.at(middle)?;
                    match here.cmp(name) {
                        std::cmp::Ordering::Less => low = middle + 1,
                        std::cmp::Ordering::Equal => return Some(kind),
                        std::cmp::Ordering::Greater => high = middle,
                    }
                }
                None
            }
            Contents::Hashes(hashes) => {
                let wanted = hash(name) & !3;
                let found = *hashes.get(hashes.partition_point(|&hash| hash < wanted))?;
                (found & !3 == wanted).then(|| kind(found))
            }
            Contents::Unreadable => None,
        }
    }

    /// What has this name, or else one that differs in case or normal form only, the first by name.
    pub(super) fn find<'f>(&'f self, name: &'f str) -> Hit<'f> {
        if matches!(self.contents, Contents::Unreadable) {
            return Hit::Unknown;
        }
        if let Some(kind) = self.exact(name) {
            return Hit::Entry(name, kind);
        }
        let folded = self.folded.get_or_init(|| {
            let hashes = self.names().enumerate().map(|(at, (name, _))| (hash(&fold(name)) as u32, at as u32));
            let mut hashes: Vec<(u32, u32)> = hashes.collect();
            hashes.sort_unstable();
            hashes.into()
        });
        let wanted = fold(name);
        let key = hash(&wanted) as u32;
        let start = folded.partition_point(|(hash, _)| *hash < key);
        let alike = folded[start..].iter().take_while(|(hash, _)| *hash == key);
        let found = alike.filter_map(|&(_, at)| self.at(at as usize)).find(|(name, _)| fold(name) == wanted);
        found.map_or(Hit::Nothing, |(name, kind)| Hit::Entry(name, kind))
    }
}

/// The name without letter case and in one normal form.
fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // Lower case may take a text out of its normal form again.
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}

fn bits(kind: EntryKind) -> u64 {
    match kind {
        EntryKind::File => 0,
        EntryKind::Directory => 1,
        EntryKind::Link => 2,
        EntryKind::Other => 3,
    }
}

fn kind(bits: u64) -> EntryKind {
    match bits & 3 {
        0 => EntryKind::File,
        1 => EntryKind::Directory,
        2 => EntryKind::Link,
        _ => EntryKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: usize) -> Vec<(OsString, EntryKind)> {
        let kinds = [EntryKind::File, EntryKind::Directory, EntryKind::Link, EntryKind::Other];
        (0..count).map(|at| (format!("name-{at}.md").into(), kinds[at % 4])).collect()
    }

    #[test]
    fn a_huge_folder_is_kept_as_hashes() {
        for most in [0, 99, 100] {
            let folder = Folder::new(Contents::limited(entries(100), most));
            for (name, kind) in entries(100) {
                assert_eq!(folder.exact(name.to_str().expect("UTF-8")), Some(kind), "{name:?}");
            }
            assert_eq!(folder.exact("name-100.md"), None);
            let case = matches!(folder.find("NAME-4.md"), Hit::Entry("name-4.md", EntryKind::File));
            assert_eq!(case, most == 100, "hashes do not tell how a name is spelt");
            assert_eq!(folder.names().count(), if most == 100 { 100 } else { 0 });
        }
    }

    #[test]
    fn an_unreadable_folder_does_not_tell() {
        let folder = Folder::new(Contents::Unreadable);
        assert!(matches!(folder.find("x"), Hit::Unknown));
    }
}
