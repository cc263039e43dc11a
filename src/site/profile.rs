//! How each generator does things, as data.

use crate::document::FrontSyntax;
use crate::document::roles::Role;

/// A site generator.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Generator {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
    /// Docusaurus.
    Docusaurus,
    /// Astro, Starlight included.
    Astro,
    /// Eleventy.
    Eleventy,
    /// Hexo.
    Hexo,
    /// MkDocs, Material included.
    Mkdocs,
    /// VitePress.
    Vitepress,
    /// Next.js and Nextra.
    Next,
    /// Pelican.
    Pelican,
    /// mdBook.
    Mdbook,
    /// Obsidian.
    Obsidian,
    /// Files as they are, such as on GitHub.
    #[default]
    Plain,
}

/// A collection that a generator has by convention.
#[derive(Debug)]
pub struct DefaultCollection {
    /// Its name.
    pub name: &'static str,
    /// Globs relative to the site root.
    pub files: &'static [&'static str],
    /// The built-in schema.
    pub schema: Option<&'static str>,
}

/// The ways of one generator.
#[derive(Debug)]
pub struct Profile {
    /// Which one.
    pub generator: Generator,
    /// Its front matter.
    pub front: FrontSyntax,
    /// Collections by convention, the first match wins.
    pub collections: &'static [DefaultCollection],
    /// Globs relative to the site root that are not content.
    pub exclude: &'static [&'static str],
    /// The usual keys of each role.
    pub roles: &'static [(Role, &'static [&'static str])],
}
