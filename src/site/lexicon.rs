//! Which keys play which roles in one collection, found by the key.

use super::profile::Profile;
use crate::document::roles::Role;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// True when `known` is `key`, to a generator that folds the letter case of keys or does not.
#[inline]
pub(crate) fn is_same(known: &str, key: &str, fold_case: bool) -> bool {
    known.len() == key.len() && (known == key || fold_case && known.eq_ignore_ascii_case(key))
}

/// What the keys of a mapping are for. Keys are unicode, but only ASCII letters are folded.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, Word>,
    /// By the first letter of a key, whatever its case, one bit for each length: most keys are told from those that are
    /// known without a look at the rest.
    shapes: [u32; 32],
    fold_case: bool,
}

/// What one key is for.
#[derive(Debug, Default)]
pub struct Word {
    /// The roles it plays, each with its rank among the keys of that role; the lowest is the most usual.
    pub roles: Vec<(Role, u8)>,
    /// One bit for each role of which it is a key as it is, and not only below the page's parameters.
    direct: u64,
    /// The keys of the mapping below it.
    pub below: Option<Box<Lexicon>>,
}

impl Lexicon {
    /// The keys of `profile`, but for the roles that `own` names keys for.
    pub fn new(profile: &Profile, own: &BTreeMap<Role, Vec<String>>) -> Self {
        let mut lexicon = Self { fold_case: profile.front.fold_case, ..Self::default() };
        for (role, keys) in profile.all_roles().filter(|(role, _)| !own.contains_key(role)) {
            for (rank, key) in keys.iter().enumerate() {
                lexicon.add(key, role, rank, true);
            }
        }
        if let Some(params) = profile.params {
            for (role, keys) in profile.all_roles().filter(|(role, _)| !own.contains_key(role)) {
                for (rank, key) in keys.iter().enumerate().filter(|(_, key)| !key.starts_with(params)) {
                    lexicon.add(&format!("{params}.{key}"), role, keys.len() + rank, false);
                }
            }
        }
        for (&role, keys) in own {
            for (rank, key) in keys.iter().enumerate() {
                lexicon.add(key, role, rank, true);
            }
        }
        lexicon
    }

    /// The same, with more keys for a role that the profile names.
    pub fn with(mut self, role: Role, keys: &[String]) -> Self {
        for (rank, key) in keys.iter().enumerate() {
            self.add(key, role, 8 + rank, true);
        }
        self
    }

    /// What `key` is for, if anything.
    pub fn word(&self, key: &str) -> Option<&Word> {
        let (at, bit) = shape(key)?;
        if self.shapes[at] & bit == 0 {
            return None;
        }
        if !self.fold_case || !key.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.words.get(key);
        }
        // No key of a role is longer.
        let mut buffer = [0; 64];
        let folded = buffer.get_mut(..key.len())?;
        folded.copy_from_slice(key.as_bytes());
        folded.make_ascii_lowercase();
        self.words.get(std::str::from_utf8(folded).ok()?)
    }

    /// A key with dots leads into mappings; it is also a key as it is.
    fn add(&mut self, path: &str, role: Role, rank: usize, direct: bool) {
        let rank = u8::try_from(rank).unwrap_or(u8::MAX);
        self.put(path, role, rank, direct);
        if let Some((first, rest)) = path.split_once('.') {
            let fold_case = self.fold_case;
            let below = &mut self.entry(first).below;
            below.get_or_insert_with(|| Box::new(Self { fold_case, ..Self::default() })).add(
                rest,
                role,
                rank.into(),
                direct,
            );
        }
    }

    fn put(&mut self, key: &str, role: Role, rank: u8, direct: bool) {
        let word = self.entry(key);
        word.direct |= u64::from(direct) << (role as u64);
        if !word.roles.iter().any(|(known, _)| *known == role) {
            word.roles.push((role, rank));
        }
    }

    fn entry(&mut self, key: &str) -> &mut Word {
        let key = if self.fold_case { key.to_ascii_lowercase() } else { key.to_owned() };
        if let Some((at, bit)) = shape(&key) {
            self.shapes[at] |= bit;
        }
        self.words.entry(key.into()).or_default()
    }
}

impl Word {
    /// True when it is one of the keys of a role itself: `author`, but not `params.author` where only the generator's way
    /// with parameters makes it one.
    pub fn is_key_of(&self, role: Role) -> bool {
        self.direct >> (role as u64) & 1 != 0
    }
}

/// The place of a key among the shapes; nothing for an empty one.
fn shape(key: &str) -> Option<(usize, u32)> {
    let first = *key.as_bytes().first()?;
    Some((usize::from(first % 32), 1 << (key.len() % 32)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::profile::Generator;

    fn roles(lexicon: &Lexicon, path: &str) -> Vec<Role> {
        let mut lexicon = Some(lexicon);
        let mut found = Vec::new();
        for key in path.split('.') {
            let word = lexicon.and_then(|lexicon| lexicon.word(key));
            found = word.map(|word| word.roles.iter().map(|(role, _)| *role).collect()).unwrap_or_default();
            lexicon = word.and_then(|word| word.below.as_deref());
        }
        found
    }

    #[test]
    fn keys_are_found_where_they_stand() {
        let hugo = Lexicon::new(Profile::of(Generator::Hugo), &BTreeMap::new());
        assert_eq!(roles(&hugo, "EVENTSTARTS"), []);
        assert_eq!(roles(&hugo, "Start_Date"), [Role::Start]);
        assert_eq!(roles(&hugo, "params.start_date"), [Role::Start]);
        assert_eq!(roles(&hugo, "event.start_date"), [Role::Start]);
        assert_eq!(roles(&hugo, "location.geo.lat"), [Role::Latitude]);
        let params = hugo.word("params").and_then(|word| word.below.as_deref()).expect("Hugo has parameters");
        assert!(params.word("author").is_some_and(|word| word.is_key_of(Role::Author)), "named in the profile");
        assert!(params.word("title").is_some_and(|word| !word.is_key_of(Role::Title)), "read by themes at most");
        let zola = Lexicon::new(Profile::of(Generator::Zola), &BTreeMap::new());
        assert_eq!(roles(&zola, "extra.endDate"), [Role::End]);
        assert_eq!(roles(&zola, "enddate"), [Role::End]);
        assert_eq!(roles(&zola, "EndDate"), [], "Zola minds letter case");
        assert_eq!(roles(&zola, "taxonomies.tags"), [Role::Tags]);
    }

    #[test]
    fn a_collection_has_words_of_its_own() {
        let own = BTreeMap::from([(Role::Start, vec!["when.from".to_owned()])]);
        let plain = Lexicon::new(Profile::of(Generator::Plain), &own);
        assert_eq!(roles(&plain, "when.from"), [Role::Start]);
        assert_eq!(roles(&plain, "start"), []);
        assert_eq!(roles(&plain, "end"), [Role::End]);
    }
}
