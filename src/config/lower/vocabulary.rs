//! Vocabularies: which file or list of terms belongs to which field.

use super::{Lowering, join};
use crate::config::file::vocabulary::{Terms, Vocabularies};
use crate::config::read::At;
use crate::config::{Vocabulary, Words};
use crate::root::ReadError;
use std::path::{Path, PathBuf};

/// The most vocabularies.
const MOST: usize = 50;
/// The most terms in one list of the configuration.
const TERMS: usize = 10_000;

impl Lowering<'_> {
    pub(super) fn vocabularies(&mut self, typed: Vocabularies) -> Vec<Vocabulary> {
        if let Some((key, _)) = typed.0.get(MOST) {
            self.mistakes.add(key.place, format!("more than {MOST} vocabularies"), None);
        }
        let mut vocabularies = Vec::new();
        for (field, terms) in typed.0.into_iter().take(MOST) {
            let words = match terms {
                Terms::List(terms) => self.terms(&field, terms).map(Words::List),
                Terms::File(Some(file)) => self.data_file(&file).map(Words::File),
                Terms::File(None) => {
                    let message = format!("the vocabulary of `{}` has no `file`", field.value);
                    let help = "write `{ file = \"data/tags.yml\" }`, or a list of terms";
                    self.mistakes.add(field.place, message, Some(help.to_owned()));
                    None
                }
            };
            let place = (field.place.file, field.place.span);
            vocabularies.extend(words.map(|words| Vocabulary { field: field.value, words, place }));
        }
        vocabularies
    }

    fn terms(&mut self, field: &At<String>, terms: Vec<At<String>>) -> Option<Vec<String>> {
        if let Some(term) = terms.get(TERMS) {
            let help = "put them into a data file";
            self.mistakes.add(term.place, format!("more than {TERMS} terms in one list"), Some(help.to_owned()));
        }
        if terms.is_empty() {
            let help = "name at least one term, or leave the vocabulary out";
            self.mistakes.add(field.place, format!("the vocabulary of `{}` is empty", field.value), Some(help.into()));
            return None;
        }
        Some(terms.into_iter().take(TERMS).map(|term| term.value).collect())
    }

    fn data_file(&mut self, text: &At<String>) -> Option<PathBuf> {
        const ENDS: [&str; 5] = ["yml", "yaml", "toml", "json", "txt"];
        let At { place, value } = text;
        let relative = "write a path relative to the directory of this file";
        let (message, help) = if value.contains('\\') {
            (format!("the path `{value}` has a `\\`"), Some("write paths with `/` on every system"))
        } else if value.starts_with('/') || Path::new(value).is_absolute() {
            (format!("the file `{value}` is outside the project"), Some(relative))
        } else if let Some(path) = join(self.base, value) {
            let end = path.extension().and_then(|end| end.to_str()).unwrap_or("");
            match (self.known.schema_file)(&path) {
                _ if !ENDS.contains(&end) => {
                    (format!("`{value}` is no data file"), Some("name a YAML, TOML, JSON or text file"))
                }
                Ok(()) => return Some(path),
                Err(ReadError::Missing) => (format!("there is no file `{value}`"), Some(relative)),
                Err(ReadError::Outside) => (format!("the file `{value}` is outside the project"), Some(relative)),
                Err(error) => (format!("the file `{value}` cannot be read: {error}"), None),
            }
        } else {
            (format!("the file `{value}` is outside the project"), Some(relative))
        };
        self.mistakes.add(*place, message, help.map(str::to_owned));
        None
    }
}
