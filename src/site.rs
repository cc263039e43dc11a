//! A site: its generator, its collections, and the facts of its pages that other files may ask about.

pub mod anchor;
pub mod inherit;
pub mod page;
pub mod profile;
pub mod settings;

use crate::config::Config;
use page::Page;
use profile::Profile;
use std::path::PathBuf;
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
    /// What the generator's own configuration says.
    pub settings: settings::Settings,
}

/// A site with its pages.
#[derive(Debug)]
pub struct Site {
    /// What was known before.
    pub layout: Arc<Layout>,
    /// The pages, by path.
    pub pages: Vec<Page>,
}
