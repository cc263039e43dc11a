//! How each generator does things, as data. The data itself lies in the rooms below, one for few generators.

pub mod dates;
pub mod detect;
mod events;
mod hugo;
mod jekyll;
mod node;
mod plain;
mod python;
pub mod references;
mod zola;

use super::anchor::Anchors;
use super::routing::{Bases, Trust};
use crate::document::FrontSyntax;
use crate::document::roles::Role;
use detect::Look;
use references::References;

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

impl std::fmt::Display for Generator {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Zola => "Zola",
            Self::Docusaurus => "Docusaurus",
            Self::Astro => "Astro",
            Self::Eleventy => "Eleventy",
            Self::Hexo => "Hexo",
            Self::Mkdocs => "MkDocs",
            Self::Vitepress => "VitePress",
            Self::Next => "Next.js",
            Self::Pelican => "Pelican",
            Self::Mdbook => "mdBook",
            Self::Obsidian => "Obsidian",
            Self::Plain => "the generator",
        })
    }
}

/// A collection that a generator has by convention.
#[derive(Debug)]
pub struct DefaultCollection {
    /// Its name.
    pub name: &'static str,
    /// Globs relative to the site root. `{content}` at the start stands for each of the site's content folders.
    pub files: &'static [&'static str],
    /// The built-in schema.
    pub schema: Option<&'static str>,
}

/// A file or folder that shows which generator a folder belongs to.
#[derive(Debug)]
pub struct Marker {
    /// Its path relative to the site root.
    pub path: &'static str,
    /// What else must hold, where several generators use that name.
    pub test: Option<fn(&Look<'_>) -> bool>,
}

/// A key that this generator ignores at the top level of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// The key as people write it.
    pub key: &'static str,
    /// Where the generator looks for it.
    pub belongs: &'static str,
}

/// Where a page's title comes from beside its front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// From nowhere.
    Written,
    /// From its first heading, if the site's templates or plugins do that.
    Heading,
    /// The same, and for pages in a folder that starts with `_` from its name: posts, and documents of collections.
    HeadingOrName,
    /// From its first heading or its name: no page is without.
    Always,
}

/// How a generator publishes and links, unless its configuration says otherwise.
#[derive(Debug)]
pub struct Habits {
    /// Where relative links start.
    pub bases: Bases,
    /// Links to source files become links to pages.
    pub source_links: Trust,
    /// Their ending may be left out.
    pub without_ending: Trust,
    /// Folders served as they are, with the URL path of their top.
    pub statics: &'static [(&'static str, &'static str)],
    /// Globs of URL paths that the generator makes by itself.
    pub generated: &'static [&'static str],
    /// Letter case counts for nothing.
    pub lower_case: bool,
    /// Links with a leading `/` get the site's base path in front.
    pub adds_base: Trust,
    /// Why URLs may exist that cannot be known.
    pub opaque: Option<&'static str>,
}

/// Relative links start at the page's URL only.
pub(crate) const BY_URL: Bases = Bases { url: Trust::Always, above_url: Trust::Never, file: Trust::Never };

/// Relative links start at the file, and what is left alone at the page's URL.
pub(crate) const BY_FILE: Bases = Bases { url: Trust::Always, above_url: Trust::Never, file: Trust::Always };

/// Files that are their own pages.
const PLAIN_HABITS: Habits = Habits {
    bases: BY_FILE,
    source_links: Trust::Always,
    without_ending: Trust::Never,
    statics: &[("", "")],
    generated: &[],
    lower_case: false,
    adds_base: Trust::Never,
    opaque: None,
};

/// The ways of one generator.
#[derive(Debug)]
pub struct Profile {
    /// Which one.
    pub generator: Generator,
    /// What shows that a folder is a site of this generator.
    pub markers: &'static [Marker],
    /// Its front matter.
    pub front: FrontSyntax,
    /// Folders that hold the pages unless the generator's configuration says otherwise; empty for the whole site.
    pub content: &'static [&'static str],
    /// Collections by convention, the first match wins.
    pub collections: &'static [DefaultCollection],
    /// Globs relative to the site root that are not content.
    pub exclude: &'static [&'static str],
    /// Globs relative to the site root of Markdown for readers of the repository: no pages of the site, but of its forge.
    pub house: &'static [&'static str],
    /// Stems of the files that speak for a whole folder and have keys of their own (`_index` for `_index.fr.md`).
    pub section_files: &'static [&'static str],
    /// The usual keys of each role but those of events, which are the same everywhere. A dot leads into a mapping.
    pub roles: &'static [(Role, &'static [&'static str])],
    /// The mapping that holds the keys of the site's own, where there is one.
    pub params: Option<&'static str>,
    /// Keys that a page (no section file) may have at the top level. Empty where any key is allowed there.
    pub known: &'static [&'static str],
    /// Where titles come from.
    pub titles: Titles,
    /// Keys of the role `description` whose value the generator takes from the start of the text: no page is without.
    pub automatic: &'static [&'static str],
    /// What authors write behind the part of the text that is its summary.
    pub summary_marks: &'static [&'static str],
    /// What stands in a page where the generator puts a list of all terms.
    pub list_marks: &'static [&'static str],
    /// How it reads dates.
    pub dates: dates::Dates,
    /// `YYYY-MM-DD-` at the start of a file's name is the page's date where it has no other.
    pub dated_names: bool,
    /// How headings get their ids.
    pub anchors: Anchors,
    /// How its pages refer to others beside plain Markdown.
    pub references: &'static References,
    /// `[[Page]]` is a link.
    pub wiki_links: bool,
    /// The Markdown in `<div markdown="1">` is read.
    pub markdown_in_html: bool,
    /// Relative links start at the file they stand in, not at the page's URL.
    pub links_by_file: bool,
    /// Keys that people put at the top level of a page though they belong elsewhere.
    pub misplaced: &'static [Misplaced],
    /// How it publishes and links.
    pub habits: Habits,
}

/// Texts of a repository that no generator publishes from its root.
const HOUSE_FILES: &[&str] =
    &["README.md", "CONTRIBUTING.md", "LICENSE.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "SECURITY.md"];

/// What a profile that says no more has: nothing of its own.
const BASE: Profile = Profile {
    generator: Generator::Plain,
    markers: &[],
    front: FrontSyntax::PLAIN,
    content: &[],
    collections: &[],
    exclude: &[],
    house: &[],
    section_files: &[],
    roles: &[],
    params: None,
    known: &[],
    titles: Titles::Always,
    automatic: &[],
    summary_marks: &[],
    list_marks: &[],
    dates: dates::ANY,
    dated_names: false,
    anchors: Anchors::None,
    references: &references::NONE,
    wiki_links: false,
    markdown_in_html: false,
    links_by_file: false,
    misplaced: &[],
    habits: PLAIN_HABITS,
};

impl Profile {
    /// The profile of `generator`.
    pub fn of(generator: Generator) -> &'static Self {
        match generator {
            Generator::Hugo => &hugo::HUGO,
            Generator::Jekyll => &jekyll::JEKYLL,
            Generator::Zola => &zola::ZOLA,
            Generator::Docusaurus => &node::DOCUSAURUS,
            Generator::Astro => &node::ASTRO,
            Generator::Eleventy => &node::ELEVENTY,
            Generator::Hexo => &jekyll::HEXO,
            Generator::Mkdocs => &python::MKDOCS,
            Generator::Vitepress => &node::VITEPRESS,
            Generator::Next => &node::NEXT,
            Generator::Pelican => &python::PELICAN,
            Generator::Mdbook => &plain::MDBOOK,
            Generator::Obsidian => &plain::OBSIDIAN,
            Generator::Plain => &plain::PLAIN,
        }
    }

    /// The usual keys of `role`, the most usual first.
    pub fn keys_of(&self, role: Role) -> &'static [&'static str] {
        self.all_roles().find(|(known, _)| *known == role).map_or(&[], |(_, keys)| keys)
    }

    /// Every role that has usual keys, with them.
    pub fn all_roles(&self) -> impl Iterator<Item = (Role, &'static [&'static str])> {
        self.roles.iter().chain(events::ROLES).copied()
    }

    /// True when a finding about `file_name` concerns a section and not a page.
    pub fn is_section_file(&self, file_name: &str) -> bool {
        let stem = file_name.split('.').next().unwrap_or(file_name);
        self.section_files.contains(&stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::settings::glob_set;

    fn all() -> impl Iterator<Item = &'static Profile> {
        use Generator::*;
        [
            Hugo, Jekyll, Zola, Docusaurus, Astro, Eleventy, Hexo, Mkdocs, Vitepress, Next, Pelican, Mdbook, Obsidian,
            Plain,
        ]
        .into_iter()
        .map(Profile::of)
    }

    #[test]
    fn every_glob_is_one() {
        for profile in all() {
            let usual = profile.collections.iter().flat_map(|each| each.files);
            for glob in profile.exclude.iter().chain(usual) {
                let glob = glob.replace("{content}", "x");
                assert_eq!(glob_set([glob.as_str()], false).len(), 1, "{:?}: {glob}", profile.generator);
            }
        }
    }

    #[test]
    fn roles_and_keys_do_not_contradict() {
        for profile in all() {
            let mut roles: Vec<Role> = profile.all_roles().map(|(role, _)| role).collect();
            roles.sort_unstable();
            let count = roles.len();
            roles.dedup();
            assert_eq!(roles.len(), count, "{:?} names a role twice", profile.generator);
            for misplaced in profile.misplaced {
                assert!(!profile.known.contains(&misplaced.key), "`{}` is known", misplaced.key);
                assert!(profile.known.contains(&misplaced.belongs), "`{}` is unknown", misplaced.belongs);
            }
        }
        assert_eq!(Profile::of(Generator::Hugo).keys_of(Role::Updated), ["lastmod", "modified"]);
        assert!(Profile::of(Generator::Plain).keys_of(Role::Author).contains(&"author"));
    }

    #[test]
    fn section_files_have_languages() {
        let zola = Profile::of(Generator::Zola);
        assert!(zola.is_section_file("_index.md") && zola.is_section_file("_index.fr.md"));
        assert!(!zola.is_section_file("index.md") && !Profile::of(Generator::Plain).is_section_file("_index.md"));
    }
}
