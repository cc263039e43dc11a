//! A site: its generator, its collections, and the facts of its pages that other files may ask about.

pub(crate) mod address;
pub mod alias;
pub mod anchor;
pub mod ignored;
pub mod index;
pub mod inherit;
pub mod listing;
pub mod outcome;
pub mod page;
pub mod permalink;
pub mod profile;
pub mod redirects;
pub mod reference;
pub mod resolve;
pub mod rewrite;
pub mod routing;
pub mod settings;

use crate::config::{Collection, CollectionKind, Config};
use crate::schema::SchemaName;
use globset::GlobSet;
use outcome::Outcome;
use page::{Page, Symbols};
use profile::{Generator, Profile};
use redirects::Redirects;
use routing::scheme::Scheme;
use settings::Settings;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `path` relative to `base`, both without `.` and `..` and of one origin; `path` itself where it does not
/// lie there. [`Path::strip_prefix`] compares part by part, which is felt when it is asked several times per file.
pub fn below<'p>(path: &'p Path, base: &Path) -> &'p Path {
    if base.as_os_str().is_empty() {
        return path;
    }
    let rest = path.to_str().zip(base.to_str()).and_then(|(path, base)| path.strip_prefix(base));
    match rest.and_then(|rest| rest.strip_prefix(std::path::is_separator)) {
        Some(rest) => Path::new(rest),
        None => path.strip_prefix(base).unwrap_or(path),
    }
}

/// What is known about a site before any page is read.
#[derive(Debug)]
pub struct Layout {
    /// The site's root, relative to the project root; empty when they are the same.
    pub root: PathBuf,
    /// The generator's ways.
    pub profile: &'static Profile,
    /// Its configuration, with the profile's own collections behind the configured ones.
    pub config: Arc<Config>,
    /// How many of the collections are the configuration's own; they come first.
    pub configured_collections: usize,
    /// What the generator's own configuration says.
    pub settings: Settings,
}

impl Layout {
    /// A site at `root` (relative to the project root): the settings with the configuration laid over them, and the
    /// generator's own collections behind the configured ones. Their globs are made relative to [`Config::base`], as those of configured collections are.
    pub fn new(root: PathBuf, generator: Generator, mut config: Config, mut settings: Settings) -> Self {
        routing::overlay::overlay(&mut settings, &config, &root);
        let profile = Profile::of(generator);
        let configured_collections = config.collections.len();
        let below_base = root.strip_prefix(&config.base).unwrap_or(&root).to_path_buf();
        let of_settings = settings.collections.iter().map(|own| (own.name.as_str(), own.files.clone(), own.schema));
        let of_profile =
            profile.collections.iter().map(|usual| (usual.name, settings.expand(usual.files), usual.schema));
        for (name, globs, schema) in of_settings.chain(of_profile) {
            config.collections.push(Collection {
                name: name.to_owned(),
                files: settings::globs_below(&below_base, &globs),
                exclude: GlobSet::empty(),
                kind: CollectionKind::Pages,
                schema: schema.map(|name| SchemaName::Builtin(name.to_owned())),
                schema_configured: false,
                roles: BTreeMap::new(),
                rules: BTreeMap::new(),
                format: None,
            });
        }
        Self { root, profile, config: Arc::new(config), configured_collections, settings }
    }

    /// The part of the site a page belongs to: the first folder below its content folder, or nothing for pages that lie
    /// there directly; for pages of no collection their own folder. `path` is relative to the project root.
    pub fn section_of<'p>(&self, path: &'p Path, in_collection: bool) -> Cow<'p, str> {
        let in_site = below(path, &self.root);
        if !in_collection {
            return in_site.parent().unwrap_or(Path::new("")).to_string_lossy();
        }
        let folders = self.settings.content.iter().filter(|folder| !folder.is_empty());
        let in_content =
            folders.filter_map(|folder| in_site.strip_prefix(folder).ok()).min_by_key(|rest| rest.as_os_str().len());
        let mut parts = in_content.unwrap_or(in_site).components();
        match (parts.next(), parts.next()) {
            (Some(first), Some(_)) => first.as_os_str().to_string_lossy(),
            _ => Cow::Borrowed(""),
        }
    }

    /// True where files are served as they lie in the source tree: a repository on its forge, a vault.
    pub fn is_as_it_is(&self) -> bool {
        matches!(self.settings.routing.scheme, Scheme::Files)
    }

    /// True when the configuration excludes a folder of this site; `path` is relative to the project root.
    pub fn excludes(&self, path: &Path) -> bool {
        let exclude = &self.config.exclude;
        !exclude.is_empty()
            && path.starts_with(&self.root)
            && path.strip_prefix(&self.config.base).is_ok_and(|path| path.ancestors().any(|dir| exclude.is_match(dir)))
    }

    /// True when the generator gives the key a meaning, so that its rare use is no typo.
    pub fn knows_key(&self, key: &str) -> bool {
        self.profile.known.contains(&key)
            || self.settings.taxonomies.iter().any(|name| name == key)
            || self.profile.roles.iter().any(|(_, keys)| keys.contains(&key))
    }

    /// The collection of a file, with its position; `path` is relative to the project root.
    pub fn collection_of(&self, path: &Path) -> Option<(usize, &Collection)> {
        self.config.collection_of(below(path, &self.config.base))
    }
}

/// A site with its pages.
#[derive(Debug)]
pub struct Site {
    /// What was known before.
    pub layout: Arc<Layout>,
    /// The pages, by path.
    pub pages: Vec<Page>,
    /// The texts that pages share.
    pub symbols: Arc<Symbols>,
    /// What is to be told of the links of pages that are reported on, by page and link.
    pub outcomes: Vec<Outcome>,
    /// What the site's host is told to redirect.
    pub redirects: Redirects,
}

impl Site {
    /// Pages that can be expected to be alike, in groups: those of a configured collection, else those of a collection
    /// by convention in one section of the site. Section files (`_index.md`) have ways of their own.
    pub fn siblings(&self) -> Vec<Vec<&Page>> {
        let mut groups: BTreeMap<_, Vec<&Page>> = BTreeMap::new();
        for page in &self.pages {
            let configured = page.collection.is_some_and(|at| (at as usize) < self.layout.configured_collections);
            let section = if configured { Arc::from("") } else { self.symbols.text(page.section) };
            groups.entry((page.collection, section, page.is_section)).or_default().push(page);
        }
        groups.into_values().collect()
    }
}
