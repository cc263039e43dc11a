//! From what is typed to what is meant: globs compiled, schemas and rules found, options tried on their rules.

mod site;
mod vocabulary;

use super::file::{CollectionFormat, CollectionTable, ConfigFile, RuleEntry, RuleTables, SelectorText};
use super::globs::{self, GlobError};
use super::read::{At, Mistakes, Place};
use super::select::{Selection, Selector};
use super::{Collection, CollectionKind, Config, RuleConfig, suggest};
use crate::meta::Meta;
use crate::root::ReadError;
use crate::schema::{self, SchemaName};
use globset::GlobSet;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// What the configuration is checked against.
pub struct Known<'a> {
    /// The rule that mistakes are reported under.
    pub meta: &'static Meta,
    /// The rule book.
    pub rules: &'a [&'static Meta],
    /// Tells whether a schema file, relative to the project root, can be read.
    pub schema_file: &'a (dyn Fn(&Path) -> Result<(), ReadError> + Sync),
}

impl Known<'_> {
    fn metas(&self) -> impl Iterator<Item = &Meta> + Clone {
        self.rules.iter().copied()
    }
}

/// All globs of one configuration together, in bytes: what the matching of one path costs grows with it.
const GLOB_BYTES: usize = 64 << 10;
/// The most collections; each file is compared with one after the other.
const COLLECTIONS: usize = 500;

/// Lowers one merged configuration.
pub(super) struct Lowering<'a> {
    known: &'a Known<'a>,
    base: &'a Path,
    mistakes: &'a mut Mistakes,
    /// What is left of [`GLOB_BYTES`].
    glob_bytes: usize,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(known: &'a Known<'a>, base: &'a Path, mistakes: &'a mut Mistakes) -> Self {
        Self { known, base, mistakes, glob_bytes: GLOB_BYTES }
    }

    pub(super) fn config(&mut self, typed: ConfigFile) -> Config {
        let select = typed.select.map(|select| self.selectors(select));
        let selection = Selection {
            select,
            extend_select: self.selectors(typed.extend_select.unwrap_or_default()),
            ignore: self.selectors(typed.ignore.unwrap_or_default()),
        };
        let exclude = typed.exclude.map(|globs| self.globs(&globs, true)).unwrap_or_default();
        let rules = self.rules(typed.rules.unwrap_or_default());
        let mut collections = typed.collections.unwrap_or_default().0;
        if let Some((name, _)) = collections.get(COLLECTIONS) {
            self.mistakes.add(name.place, format!("more than {COLLECTIONS} collections"), None);
            collections.truncate(COLLECTIONS);
        }
        Config {
            file: None,
            base: self.base.to_owned(),
            generator: typed.generator.map(|generator| generator.value),
            exclude,
            base_url: typed.base_url.and_then(|url| self.base_url(&url)),
            content: typed.content.map(|folders| self.content(&folders)).unwrap_or_default(),
            statics: typed.static_folders.map(|folders| self.statics(folders)).unwrap_or_default(),
            external_paths: typed.external_paths.map(|globs| self.external_paths(&globs)).unwrap_or_default(),
            permalinks: typed.permalinks.map(|permalinks| self.permalinks(permalinks)).unwrap_or_default(),
            anchors: typed.anchors.map(|anchors| anchors.value),
            vocabularies: typed.vocabularies.map(|typed| self.vocabularies(typed)).unwrap_or_default(),
            collections: collections.into_iter().map(|(name, table)| self.collection(name, table)).collect(),
            rules,
            selection,
            command_line: Selection::default(),
            fail_on: typed.fail_on.map(|level| level.value),
            max_warnings: typed.max_warnings.map(|most| most.value),
        }
    }

    fn selectors(&mut self, texts: Vec<At<SelectorText>>) -> Vec<Selector> {
        let mut selectors = Vec::with_capacity(texts.len());
        for text in texts {
            match Selector::parse(&text.value.0, self.known.metas()) {
                Ok(selector) => selectors.push(selector),
                Err(error) => self.mistakes.add(text.place, error.to_string(), error.help),
            }
        }
        selectors
    }

    fn globs(&mut self, texts: &[At<String>], below: bool) -> GlobSet {
        self.globs_by(texts, if below { globs::trees } else { globs::files })
    }

    fn globs_by(&mut self, texts: &[At<String>], build: fn(&[&str]) -> Result<GlobSet, GlobError>) -> GlobSet {
        let bytes: usize = texts.iter().map(|text| text.value.len()).sum();
        let Some(left) = self.glob_bytes.checked_sub(bytes) else {
            if let Some(text) = texts.iter().max_by_key(|text| text.value.len()) {
                let message = format!("the globs of the configuration are longer than {GLOB_BYTES} bytes together");
                self.mistakes.add(text.place, message, None);
            }
            return GlobSet::empty();
        };
        self.glob_bytes = left;
        let globs: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
        match build(&globs) {
            Ok(set) => set,
            Err(_) => {
                // One by one, to find all that are wrong and not only the first.
                let mut all_fine = true;
                for text in texts.iter().take(globs::MOST) {
                    let Err(GlobError { message, help, .. }) = build(&[text.value.as_str()]) else { continue };
                    self.mistakes.add(text.place, message, help);
                    all_fine = false;
                }
                if let Some(last) = texts.last().filter(|_| all_fine) {
                    let message = format!("the {} globs of this list are too large together", texts.len());
                    self.mistakes.add(last.place, message, None);
                }
                GlobSet::empty()
            }
        }
    }

    fn collection(&mut self, name: At<String>, table: CollectionTable) -> Collection {
        if table.files.is_none() {
            let message = format!("the collection `{}` has no `files`", name.value);
            let help = "add `files = [\"content/…/**\"]`, relative to the directory of this file";
            self.mistakes.add(name.place, message, Some(help.to_owned()));
        }
        let files = table.files.unwrap_or_default().0;
        let mut roles = BTreeMap::new();
        for (role, keys) in table.roles.unwrap_or_default().0 {
            for key in keys.iter().filter(|key| key.value.is_empty()) {
                self.mistakes.add(key.place, "an empty key plays no role".to_owned(), None);
            }
            roles.insert(role.value, keys.into_iter().map(|key| key.value).collect());
        }
        let schema = table.schema.and_then(|schema| self.schema(&schema));
        Collection {
            files: self.globs(&files, false),
            exclude: table.exclude.map(|globs| self.globs(&globs, true)).unwrap_or_default(),
            kind: match table.format.map(|format| format.value) {
                Some(CollectionFormat::Data) => CollectionKind::Data,
                Some(CollectionFormat::Pages) | None => CollectionKind::Pages,
            },
            schema_configured: schema.is_some(),
            schema,
            roles,
            rules: self.rules(table.rules.unwrap_or_default()),
            format: None,
            name: name.value,
        }
    }

    fn schema(&mut self, text: &At<String>) -> Option<SchemaName> {
        let At { place, value } = text;
        let outside = |help: &str| (format!("the schema `{value}` is outside the project"), Some(help.to_owned()));
        let builtin: Vec<&str> = schema::builtin().iter().map(|(name, _)| *name).collect();
        let (message, help) = if value.contains("://") {
            let message = format!("the schema `{value}` is a URL, and schemas are never fetched");
            (message, Some("save it below the project root and write its path".to_owned()))
        } else if value.contains('\\') {
            (format!("the schema path `{value}` has a `\\`"), Some("write paths with `/` on every system".to_owned()))
        } else if value.starts_with('/') || Path::new(value).is_absolute() {
            outside("write a path relative to the directory of this file")
        } else if let Some(name) = builtin.contains(&value.as_str()).then(|| schema::parse_name(value, self.base)) {
            return Some(name);
        } else if let Some(path) = join(self.base, value) {
            match (self.known.schema_file)(&path) {
                Ok(()) => return Some(SchemaName::File(path)),
                Err(ReadError::Missing) => {
                    let near = suggest::nearest(value, &builtin);
                    let help = near.map_or_else(
                        || {
                            "write a built-in schema's name, or a path relative to the directory of this file"
                                .to_owned()
                        },
                        |near| format!("did you mean the built-in schema `{near}`?"),
                    );
                    (format!("there is no schema `{value}`"), Some(help))
                }
                Err(ReadError::Outside) => outside("a symbolic link leads out of the project root"),
                Err(error) => (format!("the schema `{value}` cannot be read: {error}"), None),
            }
        } else {
            outside("schemas are read below the project root only")
        };
        self.mistakes.add(*place, message, help);
        None
    }

    fn rules(&mut self, tables: RuleTables) -> BTreeMap<String, RuleConfig> {
        let mut rules = BTreeMap::new();
        for (id, entry) in tables.0 {
            match self.known.rules.iter().find(|rule| rule.id == id.value) {
                Some(rule) => {
                    self.try_options(rule, id.place, &entry);
                    rules.insert(id.value, rule_config(id.place, entry));
                }
                None => self.unknown_rule(&id),
            }
        }
        rules
    }

    fn unknown_rule(&mut self, id: &At<String>) {
        let text = &id.value;
        let is_selector = Selector::parse(text, self.known.metas()).is_ok();
        let (message, help) = if is_selector {
            let help = "name each rule here, or use `select`, `extend-select` and `ignore` for groups";
            (format!("`{text}` is not one rule but several"), Some(help.to_owned()))
        } else {
            let ids: Vec<&str> = self.known.metas().map(|meta| meta.id).collect();
            let help = suggest::nearest(text, &ids).map(|near| format!("did you mean `{near}`?"));
            (format!("unknown rule `{text}`"), help)
        };
        self.mistakes.add(id.place, message, help);
    }

    /// Tries each option alone, to point to each wrong one, and then all together.
    fn try_options(&mut self, rule: &Meta, place: Place, entry: &RuleEntry) {
        let id = rule.id;
        let mut all = toml::Table::new();
        let mut wrong = false;
        for (key, value) in &entry.options {
            all.insert(key.value.clone(), value.value.clone());
            let alone = toml::Table::from_iter([(key.value.clone(), value.value.clone())]);
            if key.value == "share" && value.value.as_integer().is_some_and(|share| (101..=255).contains(&share)) {
                wrong = true;
                let message = format!("the option `share` of `{id}` is in per cent, at most 100");
                self.mistakes.add(value.place, message, None);
                continue;
            }
            let Err(error) = (rule.options.check)(&alone) else { continue };
            wrong = true;
            let said = error.message().trim_end();
            // serde's own words; a nested table's unknown field names another key than this one.
            if said.starts_with(&format!("unknown field `{}`", key.value)) {
                let known: Vec<&str> = said[said.find("`, ").unwrap_or(said.len())..]
                    .split('`')
                    .skip(2)
                    .step_by(2)
                    .chain(["level"])
                    .collect();
                let help = suggest::help(&key.value, known.into_iter());
                self.mistakes.add(key.place, format!("the rule `{id}` has no option `{}`", key.value), help);
            } else {
                let message = format!("the option `{}` of `{id}` does not fit: {said}", key.value);
                self.mistakes.add(value.place, message, None);
            }
        }
        if wrong {
            return;
        }
        if let Err(error) = (rule.options.check)(&all) {
            let message = format!("the options of `{id}` do not fit: {}", error.message().trim_end());
            self.mistakes.add(place, message, None);
        }
    }
}

fn rule_config(place: Place, entry: RuleEntry) -> RuleConfig {
    RuleConfig {
        level: entry.level.map(|level| level.value),
        options: entry.options.into_iter().map(|(key, value)| (key.value, value.value)).collect(),
        place: Some((place.file, place.span)),
    }
}

/// `base` and `relative`, both below the root, without `.` and `..`; `None` when it leads out.
fn join(base: &Path, relative: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for component in base.components().chain(Path::new(relative).components()) {
        match component {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir if path.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}
