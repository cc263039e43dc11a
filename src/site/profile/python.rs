//! MkDocs and Pelican. Facts: mkdocs `mkdocs/utils/meta.py`, Python-Markdown `extensions/meta.py`, pelican `readers.py`.

use super::{BASE, BY_FILE, BY_URL, DefaultCollection, Generator, Habits, Marker, Profile, Titles};
use crate::document::roles::Role;
use crate::document::{Format, FrontSyntax, YamlDialect};
use crate::site::anchor::Anchors;
use crate::site::routing::Trust;

const FRONT: FrontSyntax =
    FrontSyntax { formats: &[Format::Yaml], yaml: YamlDialect::V11, languages: false, ..FrontSyntax::PLAIN };

/// The ways of MkDocs with the Material theme.
pub(super) static MKDOCS: Profile = Profile {
    generator: Generator::Mkdocs,
    list_marks: &["<!-- material/tags", "[TAGS]"],
    markers: &[Marker { path: "mkdocs.yml", test: None }, Marker { path: "mkdocs.yaml", test: None }],
    front: FRONT,
    content: &["docs"],
    // Posts of the blog plugin come from `settings`, which knows whether the plugin is on.
    collections: &[DefaultCollection { name: "docs", files: &["{content}/**"], schema: None }],
    exclude: &["site/**", "overrides/**"],
    roles: &[
        (Role::Title, &["title"]),
        (Role::Slug, &["slug"]),
        (Role::Date, &["date.created", "date"]),
        (Role::Updated, &["date.updated"]),
        (Role::Tags, &["tags"]),
        (Role::Categories, &["categories"]),
        (Role::Description, &["description"]),
        (Role::Draft, &["draft"]),
        (Role::Image, &["image"]),
        (Role::Author, &["authors", "author"]),
    ],
    anchors: Anchors::PythonMarkdown,
    markdown_in_html: true,
    links_by_file: true,
    habits: Habits {
        bases: BY_FILE,
        source_links: Trust::Always,
        without_ending: Trust::Never,
        statics: &[],
        generated: &["search/**", "sitemap.xml", "sitemap.xml.gz", "404.html", "assets/**"],
        lower_case: false,
        adds_base: Trust::Never,
        opaque: None,
    },
    ..BASE
};

/// The ways of Pelican.
pub(super) static PELICAN: Profile = Profile {
    generator: Generator::Pelican,
    markers: &[Marker { path: "pelicanconf.py", test: None }],
    // The reader lower-cases names (`pelican/readers.py`, `_parse_metadata`); a fence is optional and decoration.
    front: FrontSyntax { formats: &[Format::Headers, Format::Yaml], fold_case: true, ..FRONT },
    content: &["content"],
    collections: &[DefaultCollection { name: "content", files: &["{content}/**"], schema: Some("pelican") }],
    exclude: &["output/**", "theme/**", "themes/**"],
    roles: &[
        (Role::Title, &["title"]),
        (Role::Slug, &["slug"]),
        (Role::Date, &["date"]),
        (Role::Updated, &["modified"]),
        (Role::Tags, &["tags"]),
        (Role::Categories, &["category"]),
        (Role::Description, &["summary", "description"]),
        (Role::Url, &["url"]),
        (Role::Draft, &["status"]),
        (Role::Image, &["image", "cover"]),
        (Role::Author, &["author", "authors"]),
    ],
    titles: Titles::Written,
    automatic: &["summary"],
    anchors: Anchors::PythonMarkdown,
    references: &super::references::PELICAN,
    markdown_in_html: true,
    habits: Habits {
        bases: BY_URL,
        // Only `{filename}` leads to a file.
        source_links: Trust::Never,
        without_ending: Trust::Never,
        statics: &[],
        generated: &[
            "index.html",
            "index*.html",
            "archives.html",
            "categories.html",
            "tags.html",
            "authors.html",
            "tag/*",
            "category/*",
            "author/*",
            "feeds/**",
            "theme/**",
            "drafts/**",
        ],
        lower_case: false,
        adds_base: Trust::Never,
        opaque: None,
    },
    ..BASE
};
