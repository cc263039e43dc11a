//! What a generator's own configuration says, read as data. Nothing is run: of configuration written in JavaScript or
//! Python only what stands there as plain text is used.

mod generators;
pub mod handed;
mod literal;
pub mod registries;
mod routing;
pub(crate) mod tokens;

use super::lies_in;
use super::profile::{Generator, Profile};
use super::routing::Routing;
use crate::document::node::{NodeRef, Tree, Value};
use crate::document::{Format, parse_data};
use crate::root::Root;
use crate::source::{FileId, Files, LIMITS};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::gitignore::Gitignore;
use regex::RegexSet;
use registries::Registry;
use rustc_hash::FxHashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A collection that the generator's configuration declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCollection {
    /// Its name.
    pub name: String,
    /// Globs relative to the site root.
    pub files: Vec<String>,
    /// The built-in schema.
    pub schema: Option<&'static str>,
}

/// A configuration file of the generator.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    /// The file.
    pub file: FileId,
    /// The part of the configuration it holds (`languages` for Hugo's `config/_default/languages.toml`); `None` for all.
    pub part: Option<&'static str>,
    /// Its data.
    pub tree: Arc<Tree<'static>>,
}

/// The parts of a generator's configuration that Foreword uses.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The configuration files, the most telling first.
    pub files: Vec<SettingsFile>,
    /// Folders that hold the pages, relative to the site root, with `/`; an empty name is the whole site.
    pub content: Vec<String>,
    /// Names of the site's taxonomies, as a page's key spells them; empty where the configuration names none.
    pub taxonomies: Vec<String>,
    /// Collections beside those of the profile.
    pub collections: Vec<OwnCollection>,
    /// Files that speak for their folder (`_index.md`), relative to the site root, with `/`: where a folder hands keys
    /// down, it does so in one of them.
    pub section_files: FxHashSet<Box<str>>,
    /// How pages become URLs and links find them.
    pub routing: Routing,
    /// What every page has where it does not say otherwise.
    pub handed: handed::Handed,
    /// The language of pages that say no other, as the configuration writes it.
    pub language: Option<String>,
    /// Where the site has entries that pages name.
    pub registries: Vec<Registry>,
    /// Globs of files left out, relative to the site root.
    exclude: GlobSet,
    /// Patterns of files left out (Hugo's `ignoreFiles`).
    ignore_files: Option<RegexSet>,
    /// Lines as in `.gitignore`, relative to the first content folder (MkDocs' `exclude_docs`).
    ignore_lines: Option<Gitignore>,
}

impl Settings {
    /// Reads the configuration of the generator in the folder `site`, relative to `root`.
    ///
    /// `names` are the paths of the site's pages and content adapters, relative to the site, with `/`.
    pub fn read(root: &Root, files: &Files, site: &Path, generator: Generator, names: &[&str]) -> Self {
        let mut reader = Reader { root, files, site, names, found: Vec::new() };
        let mut settings = generators::read(&mut reader, generator);
        if settings.content.is_empty() {
            let usual = Profile::of(generator).content;
            settings.content =
                if usual.is_empty() { vec![String::new()] } else { usual.iter().map(|&dir| dir.to_owned()).collect() };
        }
        let profile = Profile::of(generator);
        let names = names.iter().copied().filter(|_| !profile.section_files.is_empty());
        let speaks = |path: &&str| profile.is_section_file(path.rsplit('/').next().unwrap_or(path));
        settings.section_files = names.filter(speaks).map(Into::into).collect();
        settings.routing = routing::read(&mut reader, generator, &mut settings);
        settings.handed = handed::read(&reader, generator);
        settings.language = handed::language(&reader, generator);
        settings.registries = registries::read(&reader, generator, &settings);
        settings.files = reader.found;
        settings
    }

    /// Globs with `{content}` replaced by each content folder.
    pub fn expand(&self, globs: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        for glob in globs {
            let Some(rest) = glob.strip_prefix("{content}/") else {
                all.push((*glob).to_owned());
                continue;
            };
            all.extend(self.content.iter().map(|dir| below(dir, rest)));
        }
        all
    }

    /// True for files in a content folder; `path` is relative to the site root.
    pub fn is_content(&self, path: &Path) -> bool {
        self.content.is_empty() || self.content.iter().any(|dir| lies_in(path, Path::new(dir)))
    }

    /// True for files that the generator's configuration leaves out; `path` is relative to the site root.
    pub fn excludes(&self, path: &Path) -> bool {
        !self.exclude.is_empty() && self.exclude.is_match(path)
            || self.ignore_files.as_ref().is_some_and(|set| set.is_match(&path.to_string_lossy()))
            || self.ignore_lines.as_ref().is_some_and(|lines| {
                let docs = self.content.first().map_or("", String::as_str);
                path.strip_prefix(docs).is_ok_and(|path| lines.matched_path_or_any_parents(path, false).is_ignore())
            })
    }
}

/// Reads configuration files of one site and remembers them.
struct Reader<'a> {
    root: &'a Root,
    files: &'a Files,
    site: &'a Path,
    names: &'a [&'a str],
    found: Vec<SettingsFile>,
}

/// Hugo's content adapters, which make pages when the site is built: `_content.gotmpl`, `_content.fr.gotmpl`.
pub fn is_adapter(name: &str) -> bool {
    name.starts_with("_content.") && name.ends_with("gotmpl")
}

impl Reader<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let bytes = self.root.read(&self.site.join(name), LIMITS.schema_bytes).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// Reads the first of `names` that exists.
    fn first_of(&mut self, names: &[&str], part: Option<&'static str>) -> bool {
        names.iter().any(|name| self.data(name, part))
    }

    fn data(&mut self, name: &str, part: Option<&'static str>) -> bool {
        let format = match name.rsplit_once('.').map(|(_, end)| end) {
            Some("toml") => Format::Toml,
            Some("json") => Format::Json,
            _ => Format::Yaml,
        };
        let Some(text) = self.text(name) else { return false };
        let tree = parse_data(&text, format).0.into_owned();
        self.found.push(SettingsFile { file: self.files.add(self.site.join(name)), part, tree: Arc::new(tree) });
        true
    }

    fn get(&self, path: &[&str]) -> Option<NodeRef<'_, 'static>> {
        find(&self.found, path)
    }

    /// The text of a setting.
    fn str(&self, path: &[&str]) -> Option<&str> {
        self.get(path).and_then(NodeRef::as_str)
    }

    /// A yes or no.
    fn flag(&self, path: &[&str]) -> Option<bool> {
        match self.get(path)?.value() {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// True when something stands at `name`, relative to the site root.
    fn has(&self, name: &str) -> bool {
        self.root.exists(&self.site.join(name)).is_some()
    }
}

/// The first value at `path` in any of the files. Letter case counts only where it must: no generator has two
/// settings that differ in nothing else, and Hugo folds case.
pub(crate) fn find<'a>(files: &'a [SettingsFile], path: &[&str]) -> Option<NodeRef<'a, 'static>> {
    files.iter().find_map(|each| {
        let path = match each.part {
            None => path,
            Some(part) => path.strip_prefix(&[part])?,
        };
        path.iter().try_fold(each.tree.root()?, |node, key| {
            node.get(key).or_else(|| node.entries().find(|e| e.key().eq_ignore_ascii_case(key)).map(|e| e.value()))
        })
    })
}

/// The strings of a list, or the one string that stands where a list could.
pub(super) fn strings<'a>(node: Option<NodeRef<'a, '_>>) -> Vec<&'a str> {
    let Some(node) = node else { return Vec::new() };
    match node.as_list() {
        Some(items) => items.filter_map(NodeRef::as_str).collect(),
        None => node.as_str().into_iter().collect(),
    }
}

/// A folder as configured, relative to the site root and with `/`; `None` when it leads out of the site.
pub(crate) fn folder(text: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in Path::new(text).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// A glob below a literal folder.
pub(super) fn below(dir: &str, glob: &str) -> String {
    if dir.is_empty() { glob.to_owned() } else { format!("{}/{glob}", globset::escape(dir)) }
}

/// The set of those globs that are some; a generator's odd pattern is no reason to stop. `*` stays within a folder.
pub(crate) fn glob_set<'a>(globs: impl IntoIterator<Item = &'a str>, star_crosses: bool) -> GlobSet {
    /// A configuration with more or longer globs than these is no configuration but an attack on the compiler.
    const MOST: usize = 1_000;
    const LONGEST: usize = 512;
    let mut set = GlobSetBuilder::new();
    for glob in globs.into_iter().filter(|glob| glob.len() <= LONGEST).take(MOST) {
        if let Ok(glob) = GlobBuilder::new(glob).literal_separator(!star_crosses).build() {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}

/// The globs, each below the folder `dir`.
pub(super) fn globs_below(dir: &Path, globs: &[String]) -> GlobSet {
    let dir: PathBuf = dir.to_path_buf();
    let names: Vec<_> = dir.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let dir = names.join("/");
    let globs: Vec<String> = globs.iter().map(|glob| below(&dir, glob)).collect();
    glob_set(globs.iter().map(String::as_str), false)
}
