//! A site: its generator, its collections, and the facts of its pages that other files may ask about.

pub mod inherit;
pub mod page;
pub mod profile;
pub mod settings;

use crate::config::{Collection, CollectionKind, Config};
use crate::schema::SchemaName;
use globset::GlobSet;
use page::Page;
use profile::{Generator, Profile};
use settings::Settings;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// A site at `root` (relative to the project root), with the generator's own collections behind the configured
    /// ones. Their globs are made relative to [`Config::base`], as those of configured collections are.
    pub fn new(root: PathBuf, generator: Generator, mut config: Config, settings: Settings) -> Self {
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

    /// The collection of a file, with its position; `path` is relative to the project root.
    pub fn collection_of(&self, path: &Path) -> Option<(usize, &Collection)> {
        let path = path.strip_prefix(&self.config.base).unwrap_or(path);
        let mut collections = self.config.collections.iter().enumerate();
        collections.find(|(_, each)| each.files.is_match(path) && !each.exclude.is_match(path))
    }
}

/// A site with its pages.
#[derive(Debug)]
pub struct Site {
    /// What was known before.
    pub layout: Arc<Layout>,
    /// The pages, by path.
    pub pages: Vec<Page>,
}
