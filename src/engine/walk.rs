//! Finds the sites of a project and the files of each.
//!
//! The disk is walked once, in parallel, by `.gitignore`'s rules also where there is no git; names alone are looked at.
//! Then the names are split into sites, each of which is a folder with a generator's configuration or a Foreword
//! configuration. Symbolic links are not followed, so every path found is a real one below the root.

mod disk;

use super::project::Asked;
use crate::config::CollectionKind;
use crate::config::discover::NAMES;
use crate::root::{EntryKind, Root};
use crate::site::profile::{Generator, Profile, detect};
use crate::site::settings::{glob_set, is_adapter};
use crate::site::{Layout, below};
use globset::{Candidate, GlobSet};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What kind of file a name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Markdown, with or without front matter.
    Page,
    /// HTML, of which only a front matter counts.
    Html,
    /// YAML, TOML or JSON.
    Data,
    /// What makes pages when the site is built.
    Adapter,
}

impl FileKind {
    /// By the name's extension; letter case counts nowhere (`.Rmd`, `README.MD`).
    pub fn of(path: &Path) -> Option<Self> {
        let bytes = path.as_os_str().as_encoded_bytes();
        let dot = memchr::memrchr(b'.', bytes)?;
        // `.md` is a name without extension.
        if dot == 0 || std::path::is_separator(char::from(bytes[dot - 1])) {
            return None;
        }
        let extension = &bytes[dot + 1..];
        let is = |names: &[&str]| names.iter().any(|name| extension.eq_ignore_ascii_case(name.as_bytes()));
        if is(&["md", "markdown", "mkd", "mdown", "mdx", "qmd", "rmd", "mdoc"]) {
            Some(Self::Page)
        } else if is(&["html", "htm"]) {
            Some(Self::Html)
        } else if is(&["yaml", "yml", "toml", "json"]) {
            Some(Self::Data)
        } else {
            let name = (extension == b"gotmpl").then(|| path.file_name().and_then(OsStr::to_str)).flatten();
            name.filter(|name| is_adapter(name)).map(|_| Self::Adapter)
        }
    }
}

/// A site that a walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteSeed {
    /// Its root, relative to the project root; empty when they are the same.
    pub root: PathBuf,
    /// Its generator as its files show it; configuration may say otherwise.
    pub generator: Generator,
    /// True when a Foreword configuration stands in its root.
    pub configured: bool,
}

/// The files of one site, as paths relative to the project root, sorted by bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteFiles {
    /// Markdown pages.
    pub pages: Vec<PathBuf>,
    /// HTML files; those with front matter have a URL.
    pub html: Vec<PathBuf>,
    /// Data files of data collections.
    pub data: Vec<PathBuf>,
    /// Markdown beside the content, such as the README: no page of the site, but a page of its forge.
    pub beside: Vec<PathBuf>,
}

/// A name that was passed over, to be told to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Relative to the project root.
    pub path: PathBuf,
    /// Why, in words.
    pub reason: String,
    /// True for what might hold pages and cannot be read, false for what is no page whatever its name.
    pub unreadable: bool,
}

/// What a walk saw.
#[derive(Debug)]
pub struct Survey {
    /// The sites that have something to do with what was asked, by path.
    pub sites: Vec<SiteSeed>,
    /// FIFOs, sockets and devices with a page's name, and folders that cannot be read, by path.
    pub notices: Vec<Notice>,
    /// Everything with a name that counts, with its site; by site, then by path.
    files: Vec<(PathBuf, FileKind, u32)>,
    /// Files that were named one by one, with their sites.
    named: Vec<(PathBuf, u32)>,
}

/// Walks the sites that enclose `asked` and all sites below directories that are asked for.
pub fn survey(root: &Root, asked: &[Asked]) -> Survey {
    let mut detector = Detector { root, known: FxHashMap::default() };
    let mut starts: Vec<PathBuf> = asked
        .iter()
        .map(|asked| {
            let dir = if asked.is_file { asked.path.parent().unwrap_or(Path::new("")) } else { &asked.path };
            detector.enclosing(dir)
        })
        .collect();
    starts.sort();
    starts.dedup();
    let folders: Vec<PathBuf> = asked.iter().filter(|asked| !asked.is_file).map(|asked| asked.path.clone()).collect();
    let found = disk::walk(root, &starts, &folders);

    // Folders above others come first, so that the site around a candidate is known when the candidate is judged.
    let mut candidates: Vec<PathBuf> = found.suspects;
    candidates.extend(starts.iter().cloned());
    candidates.sort();
    candidates.dedup();
    let mut split = Split { sites: Vec::new(), by_root: FxHashMap::default() };
    for dir in candidates {
        let is_start = starts.binary_search(&dir).is_ok();
        match detector.seed(&dir) {
            Some(seed) if is_start || split.accepts(&dir, seed.configured) => split.add(seed),
            None if is_start => split.add(SiteSeed { root: dir, generator: Generator::Plain, configured: false }),
            _ => {}
        }
    }
    let wanted = split.wanted(asked);
    let mut numbers = vec![None; wanted.len()];
    let mut sites = Vec::new();
    for (at, seed) in split.sites.iter().enumerate().filter(|(at, _)| wanted[*at]) {
        numbers[at] = Some(sites.len() as u32);
        sites.push(seed.clone());
    }
    let site_of = |dir: &Path| split.around_dir(dir).and_then(|at| numbers[at]);
    // The files of a folder mostly come together.
    let mut folder = (PathBuf::new(), site_of(Path::new("")));
    let files = found.files.into_iter().filter_map(|(path, kind)| {
        let dir = path.parent()?;
        if folder.0.as_os_str() != dir.as_os_str() {
            folder = (dir.to_path_buf(), site_of(dir));
        }
        folder.1.map(|site| (path, kind, site))
    });
    let mut files: Vec<_> = files.collect();
    files.sort_unstable_by(|a, b| (a.2, a.0.as_os_str()).cmp(&(b.2, b.0.as_os_str())));
    files.dedup_by(|a, b| a.0.as_os_str() == b.0.as_os_str());
    let named = asked.iter().filter(|asked| asked.is_file);
    let named = named.filter_map(|asked| Some((asked.path.clone(), site_of(asked.path.parent()?)?))).collect();
    Survey { sites, notices: found.notices, files, named }
}

impl Survey {
    /// The files of the site at position `site` of [`Survey::sites`] whose names count, relative to the site, with `/`;
    /// those whose names are no text are left out.
    pub fn names_of(&self, site: usize) -> Vec<Cow<'_, str>> {
        let root = &self.sites[site].root;
        let from = self.files.partition_point(|(_, _, at)| (*at as usize) < site);
        let files = self.files[from..].iter().take_while(|(_, _, at)| *at as usize == site);
        let paths = files.filter_map(|(path, ..)| below(path, root).to_str());
        paths
            .map(|path| if std::path::MAIN_SEPARATOR == '/' { path.into() } else { path.replace('\\', "/").into() })
            .collect()
    }

    /// The files of the site at position `site` of [`Survey::sites`], by its layout's content folders, excludes and
    /// collections. Files that were named one by one are among them also when they are excluded, unless `force_exclude`.
    pub fn files_of(&self, site: usize, layout: &Layout, force_exclude: bool) -> SiteFiles {
        let house = glob_set(layout.profile.house.iter().copied(), false);
        let excludes = Excludes { folders: usual_excludes(layout.profile.generator), house: &house };
        let mut files = SiteFiles::default();
        let from = self.files.partition_point(|(_, _, at)| (*at as usize) < site);
        for (path, kind, _) in self.files[from..].iter().take_while(|(_, _, at)| *at as usize == site) {
            files.add(layout, excludes, path, *kind, false);
        }
        if !force_exclude {
            let named: Vec<_> = self.named.iter().filter(|(_, at)| *at as usize == site).collect();
            for (path, _) in &named {
                files.add(layout, excludes, path, FileKind::of(path).unwrap_or(FileKind::Page), true);
            }
            if !named.is_empty() {
                for list in [&mut files.pages, &mut files.html, &mut files.data, &mut files.beside] {
                    list.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
                    list.dedup();
                }
            }
        }
        files
    }
}

/// What a generator leaves out.
#[derive(Clone, Copy)]
struct Excludes<'a> {
    /// What is no content of any kind.
    folders: &'a GlobSet,
    /// What is written for the readers of the repository.
    house: &'a GlobSet,
}

impl SiteFiles {
    fn add(&mut self, layout: &Layout, excludes: Excludes<'_>, path: &Path, kind: FileKind, named: bool) {
        let in_site = below(path, &layout.root);
        let in_base = below(path, &layout.config.base);
        let exclude = &layout.config.exclude;
        if !named && !exclude.is_empty() && (exclude.is_match(in_base) || is_excluded_folder(exclude, in_base)) {
            return;
        }
        // What a configured collection names is content, whatever the generator's habits are.
        let collection = (layout.configured_collections > 0).then(|| layout.collection_of(path)).flatten();
        let configured = collection.is_some_and(|(at, _)| at < layout.configured_collections);
        let candidate = Candidate::new(in_site);
        let excluded = excludes.folders.is_match_candidate(&candidate);
        let house = excludes.house.is_match_candidate(&candidate);
        let left_out = layout.settings.excludes(in_site);
        let content = configured || !excluded && !house && !left_out && layout.settings.is_content(in_site);
        // What the site's own configuration leaves out may be anything; only in its root it is for people.
        let beside = !content && !excluded && (!left_out || house || in_site.parent() == Some(Path::new("")));
        match kind {
            FileKind::Page if beside => self.beside.push(path.to_path_buf()),
            FileKind::Page if content || named => self.pages.push(path.to_path_buf()),
            FileKind::Html if content || named => self.html.push(path.to_path_buf()),
            // A generator's own collections hold pages only.
            FileKind::Data if collection.is_some_and(|(_, each)| each.kind == CollectionKind::Data) => {
                self.data.push(path.to_path_buf());
            }
            _ => {}
        }
    }
}

/// What a generator leaves out by itself, compiled once: a project may hold many sites.
fn usual_excludes(generator: Generator) -> &'static GlobSet {
    const COUNT: usize = Generator::Plain as usize + 1;
    static KNOWN: [OnceLock<GlobSet>; COUNT] = [const { OnceLock::new() }; COUNT];
    KNOWN[generator as usize].get_or_init(|| glob_set(Profile::of(generator).exclude.iter().copied(), false))
}

/// `exclude = ["drafts"]` means the folder with all that is in it.
fn is_excluded_folder(exclude: &GlobSet, path: &Path) -> bool {
    !exclude.is_empty() && path.ancestors().skip(1).any(|dir| !dir.as_os_str().is_empty() && exclude.is_match(dir))
}

/// Which folders are sites, each looked at once.
struct Detector<'a> {
    root: &'a Root,
    known: FxHashMap<PathBuf, Option<SiteSeed>>,
}

impl Detector<'_> {
    /// The root of the site around `dir`; the project root where there is none.
    fn enclosing(&mut self, dir: &Path) -> PathBuf {
        let mut seeds = dir.ancestors().filter_map(|dir| self.seed(dir));
        let Some(mut nearest) = seeds.next() else { return PathBuf::new() };
        for outer in seeds {
            if !nearest.configured && is_in_content(&outer.root, outer.generator, &nearest.root) {
                nearest = outer;
            }
        }
        nearest.root
    }

    fn seed(&mut self, dir: &Path) -> Option<SiteSeed> {
        if let Some(known) = self.known.get(dir) {
            return known.clone();
        }
        let generator = detect::detect(self.root, dir);
        let file = |name: &str| self.root.exists(&dir.join(name)) == Some(EntryKind::File);
        let configured = NAMES.iter().any(|name| file(name));
        let seed = (generator.is_some() || configured).then(|| SiteSeed {
            root: dir.to_path_buf(),
            generator: generator.unwrap_or_default(),
            configured,
        });
        self.known.insert(dir.to_path_buf(), seed.clone());
        seed
    }
}

/// True when `dir` lies in a folder that holds pages of the generator's site at `site`.
fn is_in_content(site: &Path, generator: Generator, dir: &Path) -> bool {
    let inside = dir.strip_prefix(site).unwrap_or(dir);
    Profile::of(generator).content.iter().any(|content| inside.starts_with(content))
}

/// The sites found so far, the outer ones first.
struct Split {
    sites: Vec<SiteSeed>,
    by_root: FxHashMap<PathBuf, usize>,
}

impl Split {
    fn add(&mut self, seed: SiteSeed) {
        self.by_root.insert(seed.root.clone(), self.sites.len());
        self.sites.push(seed);
    }

    /// True unless the folder is one that the site around it leaves out (a theme's `exampleSite`), or that holds its
    /// pages (a page's example with a `mkdocs.yml`); for the latter a Foreword configuration of its own decides.
    fn accepts(&self, dir: &Path, configured: bool) -> bool {
        let Some(seed) = self.around_dir(dir).map(|at| &self.sites[at]) else { return true };
        let excludes = usual_excludes(seed.generator);
        let inside = dir.strip_prefix(&seed.root).unwrap_or(dir);
        !excludes.is_match(inside.join("x.md")) && (configured || !is_in_content(&seed.root, seed.generator, dir))
    }

    /// Which sites count: those below a folder that is asked for, and those around what is asked for.
    fn wanted(&self, asked: &[Asked]) -> Vec<bool> {
        let mut wanted = vec![false; self.sites.len()];
        for asked in asked {
            let around = if asked.is_file { self.around(&asked.path) } else { self.around_dir(&asked.path) };
            around.into_iter().for_each(|at| wanted[at] = true);
            if !asked.is_file {
                for (at, seed) in self.sites.iter().enumerate() {
                    wanted[at] |= seed.root.starts_with(&asked.path);
                }
            }
        }
        wanted
    }

    /// The site of a file.
    fn around(&self, path: &Path) -> Option<usize> {
        self.around_dir(path.parent()?)
    }

    fn around_dir(&self, dir: &Path) -> Option<usize> {
        dir.ancestors().find_map(|dir| self.by_root.get(dir).copied())
    }
}

/// True for a hidden file name that counts although it is hidden.
fn is_hidden_config(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| {
        NAMES.iter().any(|config| config.split('/').next() == Some(name)) || detect::is_hidden_marker(name)
    })
}

/// The folders named by `paths`, each once.
fn distinct(paths: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
    let distinct: FxHashSet<PathBuf> = paths.into_iter().collect();
    let mut distinct: Vec<PathBuf> = distinct.into_iter().collect();
    distinct.sort();
    distinct
}
