//! The words that a field may have: a vocabulary of the configuration, or the entries of the site's own data.

use super::Field;
use crate::config::{Vocabulary, Words};
use crate::document::node::{NodeRef, Value};
use crate::document::{Format, parse_data};
use crate::root::Root;
use crate::site::Layout;
use crate::site::page::Page;
use crate::site::permalink::hugo::logical::normal;
use crate::site::settings::registries::Registry;
use crate::source::{Files, LIMITS};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The known words of each field of a site.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// By position in [`Layout::fields`].
    fields: Vec<Option<WordList>>,
}

/// The words that one field may have.
#[derive(Clone, Debug)]
pub struct WordList {
    /// Each word by what makes it one.
    words: FxHashMap<String, String>,
    /// True for a vocabulary, false for data.
    pub configured: bool,
    /// Where they stand, for people: the path of a file or folder; empty for the configuration itself.
    pub place: String,
    exact: bool,
}

/// More words than this are not compared with one that is not known.
const COMPARED: usize = 5_000;

impl Known {
    /// Reads what is known of the fields that `pages` use. What cannot be read knows nothing.
    pub fn read(root: &Root, files: &Files, layout: &Layout, pages: &[Page]) -> Self {
        if layout.config.vocabularies.is_empty() && layout.settings.registries.is_empty() {
            return Self::default();
        }
        let mut used = vec![false; layout.fields.len()];
        for fact in pages.iter().flat_map(|page| &page.terms) {
            if let Some(used) = used.get_mut(usize::from(fact.field)) {
                *used = true;
            }
        }
        let list = |(field, used): (&Field, &bool)| {
            if !used {
                return None;
            }
            let vocabulary = layout.config.vocabularies.iter().find(|each| each.field == field.name);
            let registry = || layout.settings.registries.iter().find(|each| each.name == field.name);
            match vocabulary {
                Some(vocabulary) => of_vocabulary(root, files, vocabulary),
                None => of_registry(root, files, &layout.root, registry()?),
            }
        };
        Self { fields: layout.fields.iter().zip(&used).map(list).collect() }
    }

    /// The words of a field, by its position.
    pub fn of(&self, field: usize) -> Option<&WordList> {
        self.fields.get(field)?.as_ref()
    }
}

impl WordList {
    fn new(words: impl IntoIterator<Item = String>, configured: bool, place: String, exact: bool) -> Self {
        let mut list = Self { words: FxHashMap::default(), configured, place, exact };
        for word in words {
            let key = list.key(&word).into_owned();
            list.words.entry(key).or_insert(word);
        }
        list
    }

    fn key<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.exact { Cow::Borrowed(text.trim()) } else { Cow::Owned(normal(text.trim())) }
    }

    /// True for a word of the list.
    pub fn has(&self, text: &str) -> bool {
        self.words.contains_key(self.key(text).as_ref())
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True when it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word that was probably meant: the same but for letter case and separators, else at most one edit in four
    /// letters away.
    pub fn near(&self, text: &str) -> Option<&str> {
        const LONGEST: usize = 64;
        if text.len() > LONGEST || self.words.len() > COMPARED {
            return None;
        }
        let folded = super::variant::fold(text);
        let most = folded.chars().count() / 4;
        let distance = |word: &str| {
            let word = super::variant::fold(word);
            let far = word.len().abs_diff(folded.len()) > 4 * most;
            (!far).then(|| strsim::osa_distance(&folded, &word)).filter(|&distance| distance <= most)
        };
        let near = self.words.values().filter_map(|word| Some((distance(word)?, word.as_str())));
        near.min().map(|(_, word)| word)
    }
}

fn of_vocabulary(root: &Root, files: &Files, vocabulary: &Vocabulary) -> Option<WordList> {
    // What cannot be read has stopped the run before.
    let words = terms(root, files, vocabulary).ok()?;
    let place = match &vocabulary.words {
        Words::List(_) => String::new(),
        Words::File(path) => shown(path, Path::new("")),
    };
    // A vocabulary says how its terms are spelt, also where the generator makes one page of several spellings.
    Some(WordList::new(words, true, place, true))
}

/// Why a vocabulary has no terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTerms {
    /// The system says no, or the file is too large.
    #[error("the file cannot be read")]
    Unread,
    /// Its bytes are not UTF-8.
    #[error("the file is not UTF-8")]
    NotUtf8,
    /// It does not parse.
    #[error("the file does not parse")]
    Broken,
    /// Nothing stands in it that could be a term.
    #[error("the file holds no terms")]
    Empty,
}

/// The terms of a vocabulary.
///
/// # Errors
/// See [`NoTerms`].
pub fn terms(root: &Root, files: &Files, vocabulary: &Vocabulary) -> Result<Vec<String>, NoTerms> {
    match &vocabulary.words {
        Words::List(words) => Ok(words.clone()),
        Words::File(path) => file(root, files, path, &vocabulary.field, false),
    }
}

fn of_registry(root: &Root, files: &Files, site: &Path, registry: &Registry) -> Option<WordList> {
    let mut words = Vec::new();
    for path in &registry.files {
        words.extend(file(root, files, path, registry.name, true).ok()?);
    }
    for folder in &registry.folders {
        let names = root.entries(folder).unwrap_or_default().into_iter();
        let names = names.filter_map(|(name, _)| name.into_string().ok());
        let stem = |name: String| name.split_once('.').map_or_else(|| name.clone(), |(stem, _)| stem.to_owned());
        words.extend(names.map(stem).filter(|stem| !matches!(stem.as_str(), "" | "index" | "_index")));
    }
    let places: Vec<&PathBuf> = registry.files.iter().chain(&registry.folders).collect();
    let place = places.first().map(|path| shown(path, site)).unwrap_or_default();
    (!words.is_empty()).then(|| WordList::new(words, false, place, false))
}

/// A path as people read it: below the site, with `/`.
fn shown(path: &Path, site: &Path) -> String {
    let path = path.strip_prefix(site).unwrap_or(path).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The words of a data file: a list, a mapping by word, or either under the field's own name; of a text, its lines.
/// With `all_names` an entry is known by everything it is called, else by its key or the first name it has.
fn file(root: &Root, files: &Files, path: &Path, name: &str, all_names: bool) -> Result<Vec<String>, NoTerms> {
    let bytes = root.read(path, LIMITS.schema_bytes).map_err(|_| NoTerms::Unread)?;
    let text = String::from_utf8(bytes).map_err(|_| NoTerms::NotUtf8)?;
    // UTF-16 without a mark is UTF-8 with zeros.
    if text.contains('\0') {
        return Err(NoTerms::NotUtf8);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let format = match path.extension().and_then(|end| end.to_str()) {
        Some("toml") => Format::Toml,
        Some("json") => Format::Json,
        Some("txt") => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            let lines: Vec<String> = lines.map(str::to_owned).collect();
            return if lines.is_empty() { Err(NoTerms::Empty) } else { Ok(lines) };
        }
        _ => Format::Yaml,
    };
    files.add(path.to_path_buf());
    let (tree, problems) = parse_data(text, format);
    if !problems.is_empty() {
        return Err(NoTerms::Broken);
    }
    let words = tree.root().map(|root| words(root, name, all_names)).unwrap_or_default();
    if words.is_empty() { Err(NoTerms::Empty) } else { Ok(words) }
}

/// Keys under which an entry says how it is called.
const NAMES: [&str; 11] =
    ["id", "key", "slug", "tag", "term", "username", "name", "title", "label", "short_name", "nickname"];

fn words(root: NodeRef<'_, '_>, name: &str, all_names: bool) -> Vec<String> {
    let inner = root.get(name).filter(|node| node.as_list().is_some() || node.as_map().is_some());
    let node = inner.unwrap_or(root);
    let mut found = Vec::new();
    for entry in node.entries() {
        found.push(entry.key().to_owned());
        if all_names {
            found.extend(names(entry.value()));
        }
    }
    for item in node.as_list().into_iter().flatten() {
        match text(item) {
            Some(word) => found.push(word),
            None => found.extend(names(item).take(if all_names { NAMES.len() } else { 1 })),
        }
    }
    found
}

fn names(entry: NodeRef<'_, '_>) -> impl Iterator<Item = String> {
    NAMES.into_iter().filter_map(move |key| text(entry.get(key)?))
}

fn text(node: NodeRef<'_, '_>) -> Option<String> {
    match node.value() {
        Value::Str(text) | Value::Date(text) => Some(text.to_string()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str, all_names: bool) -> Vec<String> {
        let (tree, _) = parse_data(yaml, Format::Yaml);
        words(tree.root().expect("data"), "authors", all_names)
    }

    #[test]
    fn words_of_every_form_are_found() {
        assert_eq!(read("[a, b, 2023]", true), ["a", "b", "2023"]);
        assert_eq!(read("jo:\n  name: Jo Ann\nbo: {}", true), ["jo", "Jo Ann", "bo"]);
        assert_eq!(read("jo:\n  name: Jo Ann\nbo: {}", false), ["jo", "bo"]);
        assert_eq!(read("authors:\n  jo: {name: Jo}", true), ["jo", "Jo"]);
        assert_eq!(read("- name: Jo\n  title: x\n- slug: bo", false), ["Jo", "bo"]);
    }

    #[test]
    fn near_words_are_few_edits_away() {
        let list = WordList::new(["accessibility", "open-source", "ux"].map(str::to_owned), true, String::new(), true);
        assert_eq!(list.near("acessibility"), Some("accessibility"));
        assert_eq!(list.near("Open Source"), Some("open-source"));
        assert_eq!(list.near("ui"), None);
        assert!(list.has("ux") && !list.has("UX"));
    }
}
