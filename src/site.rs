//! A site: its generator, its collections, and the facts of its pages that other files may ask about.

pub(crate) mod address;
pub mod alias;
pub mod anchor;
pub mod habit;
pub mod ignored;
pub mod index;
pub mod inherit;
pub mod lexicon;
pub mod listing;
pub mod outcome;
pub mod page;
pub mod parts;
pub mod permalink;
pub mod profile;
pub mod redirects;
pub mod reference;
pub mod resolve;
pub mod rewrite;
pub mod roles;
pub mod routing;
pub mod settings;
pub mod taxonomy;

use crate::config::{Collection, CollectionKind, Config};
use crate::document::roles::Role;
use crate::schema::SchemaName;
use globset::GlobSet;
use habit::Groups;
use jiff::tz::TimeZone;
use lexicon::Lexicon;
use outcome::Outcome;
use page::{Page, Symbols};
use profile::{Generator, Profile};
use redirects::Redirects;
use routing::scheme::Scheme;
use rustc_hash::FxHashMap;
use settings::Settings;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use taxonomy::Field;
use taxonomy::known::Known;

/// `path` relative to `base`, both without `.` and `..` and of one origin; `path` itself where it does not
/// lie there. [`Path::strip_prefix`] compares part by part, which is felt when it is asked several times per file.
pub fn below<'p>(path: &'p Path, base: &Path) -> &'p Path {
    if base.as_os_str().is_empty() {
        return path;
    }
    stripped(path, base).unwrap_or_else(|| path.strip_prefix(base).unwrap_or(path))
}

/// The names of the folders that a path leads through, the outermost first, as bytes of the system's encoding.
pub fn folders(path: &Path) -> impl Iterator<Item = &[u8]> + Clone {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut from = 0;
    memchr::memchr2_iter(b'/', b'\\', bytes).map(move |end| {
        let name = &bytes[from..end];
        from = end + 1;
        name
    })
}

/// What follows the folders.
pub fn file_name(path: &Path) -> &[u8] {
    let bytes = path.as_os_str().as_encoded_bytes();
    &bytes[memchr::memrchr2(b'/', b'\\', bytes).map_or(0, |at| at + 1)..]
}

/// A path with `/`.
pub(crate) fn slashed(path: &Path) -> Cow<'_, str> {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path } else { path.replace(std::path::MAIN_SEPARATOR, "/").into() }
}

/// True for `path` itself and all below `base`; see [`below`].
pub(crate) fn lies_in(path: &Path, base: &Path) -> bool {
    base.as_os_str().is_empty() || stripped(path, base).is_some() || path.starts_with(base)
}

/// Byte by byte, which needs no look at whether a path is text.
#[cfg(unix)]
fn stripped<'p>(path: &'p Path, base: &Path) -> Option<&'p Path> {
    use std::os::unix::ffi::OsStrExt;
    let rest = path.as_os_str().as_bytes().strip_prefix(base.as_os_str().as_bytes())?.strip_prefix(b"/")?;
    Some(Path::new(std::ffi::OsStr::from_bytes(rest)))
}

#[cfg(not(unix))]
fn stripped<'p>(path: &'p Path, base: &Path) -> Option<&'p Path> {
    let rest = path.to_str()?.strip_prefix(base.to_str()?)?;
    rest.strip_prefix(std::path::is_separator).map(Path::new)
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
    /// The parts of a page's front matter that hold terms, or names of the site's entries.
    pub fields: Vec<Field>,
    /// What keys are for.
    lexicon: Lexicon,
    /// The same for the collections that have words of their own, by name.
    lexicons: FxHashMap<String, Lexicon>,
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
        let fields = taxonomy::fields(profile, &settings, &config);
        let own = config.collections.iter().filter(|collection| !collection.roles.is_empty());
        let topics = taxonomy::topics(profile, &settings);
        let own = own.map(|own| {
            let topics = if own.roles.contains_key(&Role::Tags) { &[][..] } else { &topics };
            (own.name.clone(), Lexicon::new(profile, &own.roles).with(Role::Tags, topics))
        });
        let lexicons = own.collect();
        let lexicon = Lexicon::new(profile, &BTreeMap::new()).with(Role::Tags, &topics);
        Self { root, profile, config: Arc::new(config), configured_collections, settings, fields, lexicon, lexicons }
    }

    /// The zone in which the generator reads times without one, where its configuration says so.
    pub fn zone(&self) -> Option<&TimeZone> {
        match &self.settings.routing.scheme {
            Scheme::Jekyll(rules) => rules.timezone.as_ref(),
            Scheme::Hugo(rules) => rules.timezone.as_ref(),
            _ => None,
        }
    }

    /// What keys are for in a collection.
    pub fn lexicon(&self, collection: Option<&Collection>) -> &Lexicon {
        let own = collection.filter(|collection| !collection.roles.is_empty());
        own.and_then(|own| self.lexicons.get(&own.name)).unwrap_or(&self.lexicon)
    }

    /// The part of the site a page belongs to: the first folder below its content folder, or nothing for pages that lie
    /// there directly; for pages of no collection their own folder. `source` is relative to the site root, with `/`.
    pub fn section_of<'p>(&self, source: &'p str, in_collection: bool) -> &'p str {
        if !in_collection {
            return source.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
        let folders = self.settings.content.iter().filter(|folder| !folder.is_empty());
        let in_content = folders.filter_map(|folder| reference::under(source, folder.trim_end_matches('/')));
        let in_content = in_content.min_by_key(|rest| rest.len()).unwrap_or(source);
        let Some((first, rest)) = in_content.split_once('/') else { return "" };
        // `a/index.md` is a page with a folder of its own where folders have other files to speak for them.
        let is_bundle = !self.profile.section_files.is_empty()
            && !rest.contains('/')
            && rest.split('.').next().is_some_and(|stem| stem == "index");
        if is_bundle { "" } else { first }
    }

    /// True unless the generator makes pages of files without front matter too.
    pub fn needs_front_matter(&self) -> bool {
        !matches!(&self.settings.routing.scheme, Scheme::Jekyll(rules) if rules.optional_front_matter)
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
            || self.profile.all_roles().any(|(_, keys)| keys.contains(&key))
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
    /// The words that each field may have, where the configuration or the site's data tells them.
    pub known: Known,
    /// Which pages can be expected to be alike; see [`Site::siblings`].
    pub groups: Groups,
}
