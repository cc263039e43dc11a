//! Where a site keeps the entries that pages name: people, rooms, series. Only looked for here; what is found is read
//! once some page names an entry.
//!
//! Facts: Docusaurus `authors.yml` in the blog's folder, mkdocs-material `.authors.yml` in the blog's folder, Jekyll
//! `_data`, Hugo and Hexo `data`, and collections named as the key.

use super::{Reader, Settings};
use crate::root::EntryKind;
use crate::site::profile::Generator;
use std::path::{Path, PathBuf};

/// Data that values of the front matter refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// What its entries are, in the plural.
    pub name: &'static str,
    /// The keys whose values name entries.
    pub keys: &'static [&'static str],
    /// Data files with all entries, relative to the project root.
    pub files: Vec<PathBuf>,
    /// Folders with one file or folder for each entry, relative to the project root.
    pub folders: Vec<PathBuf>,
}

/// The name, the keys, and how files and folders with the entries are called.
type Usual = (&'static str, &'static [&'static str], &'static [&'static str]);

const USUAL: [Usual; 8] = [
    ("authors", &["authors", "author"], &["authors", "author"]),
    ("speakers", &["speakers", "speaker"], &["speakers"]),
    ("presenters", &["presenters", "presenter", "presenter_slugs"], &["presenters"]),
    ("instructors", &["instructors", "instructor"], &["instructors"]),
    ("organizers", &["organizers", "organisers"], &["organizers", "organisers"]),
    ("contributors", &["contributors"], &["contributors"]),
    ("rooms", &["room", "rooms"], &["rooms"]),
    ("series", &["series"], &["series"]),
];

const ENDS: [&str; 4] = ["yml", "yaml", "toml", "json"];

pub(super) fn read(reader: &Reader<'_>, generator: Generator, settings: &Settings) -> Vec<Registry> {
    let data = data_folders(reader, generator, settings);
    let listed: Vec<(&str, Vec<(String, EntryKind)>)> =
        data.iter().map(|folder| (folder.as_str(), entries(reader, folder))).collect();
    let mut found = Vec::new();
    for (name, keys, called) in USUAL {
        let mut registry = Registry { name, keys, files: Vec::new(), folders: Vec::new() };
        for (folder, entries) in &listed {
            for (entry, kind) in entries {
                let path = reader.site.join(folder).join(entry);
                let stem = entry.rsplit_once('.').filter(|(_, end)| ENDS.contains(end)).map(|(stem, _)| stem);
                match kind {
                    EntryKind::File if stem.is_some_and(|stem| called.contains(&stem)) => registry.files.push(path),
                    EntryKind::Directory if called.contains(&entry.as_str()) => registry.folders.push(path),
                    _ => {}
                }
            }
        }
        for called in called {
            let own = match generator {
                Generator::Jekyll => format!("_{called}"),
                _ => (*called).to_owned(),
            };
            for folder in settings.content.iter().filter(|_| generator != Generator::Docusaurus) {
                let path = reader.site.join(join(folder, &own));
                if reader.root.exists(&path) == Some(EntryKind::Directory) && !registry.folders.contains(&path) {
                    registry.folders.push(path);
                }
            }
        }
        if name == "authors" {
            registry.files.extend(author_files(reader, generator, settings));
        }
        if !registry.files.is_empty() || !registry.folders.is_empty() {
            found.push(registry);
        }
    }
    found
}

/// The folders with the site's data, relative to the site root.
fn data_folders(reader: &Reader<'_>, generator: Generator, settings: &Settings) -> Vec<String> {
    let content = settings.content.first().map_or("", String::as_str);
    match generator {
        Generator::Jekyll => vec![join(content, reader.str(&["data_dir"]).unwrap_or("_data"))],
        Generator::Hexo => vec![join(content, "_data")],
        Generator::Hugo => vec![reader.str(&["dataDir"]).unwrap_or("data").to_owned()],
        Generator::Eleventy => vec!["_data".to_owned(), "src/_data".to_owned(), "data".to_owned()],
        Generator::Next | Generator::Astro => vec!["data".to_owned(), "src/data".to_owned()],
        _ => Vec::new(),
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn entries(reader: &Reader<'_>, folder: &str) -> Vec<(String, EntryKind)> {
    let listed = reader.root.entries(&reader.site.join(folder)).unwrap_or_default();
    let mut named: Vec<(String, EntryKind)> =
        listed.into_iter().filter_map(|(name, kind)| Some((name.into_string().ok()?, kind))).collect();
    named.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    named
}

/// The authors of the blogs of Docusaurus and MkDocs.
fn author_files(reader: &Reader<'_>, generator: Generator, settings: &Settings) -> Vec<PathBuf> {
    /// A site with more folders at its top has no blog in each.
    const MOST: usize = 50;
    let mut folders: Vec<String> = Vec::new();
    let names: &[&str] = match generator {
        Generator::Docusaurus => {
            // Where the blogs are is said in JavaScript.
            for name in reader.names {
                let first = name.split_once('/').map_or("", |(first, _)| first);
                if folders.last().is_none_or(|last| last != first) && !folders.iter().any(|known| known == first) {
                    folders.push(first.to_owned());
                }
                if folders.len() == MOST {
                    break;
                }
            }
            &["authors.yml", "authors.yaml", "authors.json"]
        }
        Generator::Mkdocs => {
            folders.extend(settings.content.iter().flat_map(|docs| [docs.clone(), join(docs, "blog")]));
            &[".authors.yml"]
        }
        _ => &[],
    };
    let paths = folders.iter().flat_map(|folder| names.iter().map(|name| Path::new(folder).join(name)));
    paths.map(|path| reader.site.join(path)).filter(|path| reader.root.exists(path) == Some(EntryKind::File)).collect()
}
