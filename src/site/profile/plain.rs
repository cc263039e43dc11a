//! Trees without a generator of their own ways: plain files, Obsidian vaults, mdBook.

use super::{BASE, BY_FILE, DefaultCollection, Generator, Habits, Marker, PLAIN_HABITS, Profile};
use crate::document::roles::Role;
use crate::document::{Format, FrontSyntax};
use crate::site::anchor::Anchors;
use crate::site::routing::Trust;

const ROLES: &[(Role, &[&str])] = &[
    (Role::Title, &["title"]),
    (Role::Slug, &["slug"]),
    (Role::Date, &["date", "pubDate", "created"]),
    (Role::Updated, &["updated", "lastmod", "last_modified_at", "modified", "updatedDate"]),
    (Role::Publish, &["publishDate", "publish_date"]),
    (Role::Expiry, &["expiryDate", "expires"]),
    (Role::Tags, &["tags"]),
    (Role::Categories, &["categories", "category"]),
    (Role::Description, &["description", "summary", "excerpt"]),
    (Role::Aliases, &["aliases", "redirect_from"]),
    (Role::Url, &["url", "permalink"]),
    (Role::Draft, &["draft"]),
    (Role::Image, &["image", "cover", "thumbnail"]),
    (Role::Author, &["author", "authors"]),
];

/// Files as they are.
pub(super) static PLAIN: Profile = Profile {
    generator: Generator::Plain,
    front: FrontSyntax::PLAIN,
    exclude: &["**/vendor/**", "archetypes/**", "**/exampleSite/**"],
    roles: ROLES,
    anchors: Anchors::Github,
    links_by_file: true,
    ..BASE
};

/// The ways of Obsidian.
pub(super) static OBSIDIAN: Profile = Profile {
    generator: Generator::Obsidian,
    markers: &[Marker { path: ".obsidian", test: None }],
    front: FrontSyntax {
        formats: &[Format::Yaml],
        dots_close: false,
        templates: false,
        languages: false,
        ..FrontSyntax::PLAIN
    },
    // The usual folder of the Templates plugin; its files hold `{{date}}`.
    exclude: &["**/{templates,Templates,_templates}/**"],
    roles: ROLES,
    anchors: Anchors::Obsidian,
    wiki_links: true,
    links_by_file: true,
    habits: Habits { without_ending: Trust::Always, ..PLAIN_HABITS },
    ..BASE
};

/// The ways of mdBook, which has no front matter of its own.
pub(super) static MDBOOK: Profile = Profile {
    generator: Generator::Mdbook,
    markers: &[Marker { path: "book.toml", test: None }],
    front: FrontSyntax::PLAIN,
    content: &["src"],
    collections: &[DefaultCollection { name: "chapters", files: &["{content}/**"], schema: None }],
    exclude: &["book/**", "theme/**"],
    roles: ROLES,
    anchors: Anchors::Mdbook,
    links_by_file: true,
    habits: Habits {
        bases: BY_FILE,
        source_links: Trust::Always,
        without_ending: Trust::Never,
        statics: &[],
        generated: &["print.html", "404.html", "index.html", "toc.html", "searchindex.*"],
        lower_case: false,
        adds_base: Trust::Never,
        opaque: None,
    },
    ..BASE
};
