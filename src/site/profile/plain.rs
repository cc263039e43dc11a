//! Trees without a generator of their own ways: plain files, Obsidian vaults, mdBook.

use super::{DefaultCollection, Generator, Marker, Profile};
use crate::document::roles::Role;
use crate::document::{Format, FrontSyntax, YamlDialect};
use crate::site::anchor::Anchors;

const FRONT: FrontSyntax = FrontSyntax {
    formats: &[Format::Yaml, Format::Toml, Format::Json],
    leading_blank_lines: false,
    bom: true,
    dots_close: true,
    opening_optional: false,
    trailing_space: true,
    fold_case: false,
    yaml: YamlDialect::Core,
    templates: true,
};

const ROLES: &[(Role, &[&str])] = &[
    (Role::Title, &["title"]),
    (Role::Slug, &["slug"]),
    (Role::Date, &["date", "pubDate", "created"]),
    (Role::Updated, &["updated", "lastmod", "last_modified_at", "modified", "updatedDate"]),
    (Role::Publish, &["publishDate", "publish_date"]),
    (Role::Expiry, &["expiryDate", "expires"]),
    (Role::Start, &["start", "start_date", "startDate", "startdate", "date_start", "event_start"]),
    (Role::End, &["end", "end_date", "endDate", "enddate", "date_end", "event_end"]),
    (Role::Timezone, &["timezone", "time_zone", "tz"]),
    (Role::Tags, &["tags"]),
    (Role::Categories, &["categories", "category"]),
    (Role::Description, &["description", "summary", "excerpt"]),
    (Role::Aliases, &["aliases", "redirect_from"]),
    (Role::Url, &["url", "permalink"]),
    (Role::Draft, &["draft"]),
    (Role::Image, &["image", "cover", "thumbnail"]),
    (Role::Location, &["location", "venue", "place"]),
    (Role::Author, &["author", "authors"]),
];

/// Files as they are.
pub(super) static PLAIN: Profile = Profile {
    generator: Generator::Plain,
    markers: &[],
    front: FRONT,
    content: &[],
    collections: &[],
    exclude: &["**/vendor/**", "archetypes/**", "**/exampleSite/**"],
    section_files: &[],
    roles: ROLES,
    known: &[],
    anchors: Anchors::Github,
    dated_names: false,
    links_by_file: true,
    misplaced: &[],
};

/// The ways of Obsidian.
pub(super) static OBSIDIAN: Profile = Profile {
    generator: Generator::Obsidian,
    markers: &[Marker { path: ".obsidian", test: None }],
    front: FrontSyntax { formats: &[Format::Yaml], dots_close: false, templates: false, ..FRONT },
    content: &[],
    collections: &[],
    // The usual folder of the Templates plugin; its files hold `{{date}}`.
    exclude: &["**/{templates,Templates,_templates}/**"],
    section_files: &[],
    roles: ROLES,
    known: &[],
    anchors: Anchors::None,
    dated_names: false,
    links_by_file: true,
    misplaced: &[],
};

/// The ways of mdBook, which has no front matter of its own.
pub(super) static MDBOOK: Profile = Profile {
    generator: Generator::Mdbook,
    markers: &[Marker { path: "book.toml", test: None }],
    front: FRONT,
    content: &["src"],
    collections: &[DefaultCollection { name: "chapters", files: &["{content}/**"], schema: None }],
    exclude: &["book/**", "theme/**"],
    section_files: &[],
    roles: ROLES,
    known: &[],
    anchors: Anchors::Mdbook,
    dated_names: false,
    links_by_file: true,
    misplaced: &[],
};
