//! Zola. Facts: zola `components/content/src/front_matter/{page,section,split}.rs`.

use super::{BASE, BY_URL, DefaultCollection, Generator, Habits, Marker, Misplaced, Profile, Titles};
use crate::document::roles::Role;
use crate::document::{Format, FrontSyntax};
use crate::site::anchor::Anchors;
use crate::site::routing::Trust;

/// The ways of Zola.
pub(super) static ZOLA: Profile = Profile {
    generator: Generator::Zola,
    markers: &[
        Marker { path: "zola.toml", test: None },
        Marker { path: "config.toml", test: Some(|look| look.has_key(&["base_url"])) },
    ],
    front: FrontSyntax {
        formats: &[Format::Toml, Format::Yaml],
        leading_blank_lines: true,
        dots_close: false,
        first_fence_always: true,
        languages: false,
        ..FrontSyntax::PLAIN
    },
    content: &["content"],
    collections: &[
        DefaultCollection {
            name: "sections",
            files: &["{content}/**/_index.md", "{content}/**/_index.*.md"],
            schema: Some("zola-section"),
        },
        DefaultCollection { name: "pages", files: &["{content}/**"], schema: Some("zola-page") },
    ],
    exclude: &["themes/**", "templates/**", "public/**", "static/**", "sass/**"],
    section_files: &["_index"],
    roles: &[
        (Role::Title, &["title"]),
        (Role::Slug, &["slug"]),
        (Role::Date, &["date"]),
        (Role::Updated, &["updated"]),
        (Role::Tags, &["taxonomies.tags"]),
        (Role::Categories, &["taxonomies.categories"]),
        (Role::Description, &["description"]),
        (Role::Aliases, &["aliases"]),
        (Role::Url, &["path"]),
        (Role::Draft, &["draft"]),
        (Role::Image, &["extra.image", "extra.cover", "extra.thumbnail"]),
        (Role::Author, &["authors", "extra.author"]),
    ],
    params: Some("extra"),
    known: &[
        "title",
        "description",
        "updated",
        "date",
        "datetime",
        "datetime_tuple",
        "weight",
        "draft",
        "render",
        "slug",
        "path",
        "taxonomies",
        "aliases",
        "authors",
        "in_search_index",
        "template",
        "extra",
    ],
    titles: Titles::Written,
    summary_marks: &["<!--more-->", "<!-- more -->"],
    anchors: Anchors::Zola,
    references: &super::references::ZOLA,
    dates: super::dates::ZOLA,
    dated_names: true,
    misplaced: &[
        Misplaced { key: "tags", belongs: "taxonomies" },
        Misplaced { key: "tag", belongs: "taxonomies" },
        Misplaced { key: "categories", belongs: "taxonomies" },
        Misplaced { key: "category", belongs: "taxonomies" },
        Misplaced { key: "series", belongs: "taxonomies" },
        Misplaced { key: "author", belongs: "extra" },
        Misplaced { key: "image", belongs: "extra" },
        Misplaced { key: "images", belongs: "extra" },
        Misplaced { key: "cover", belongs: "extra" },
        Misplaced { key: "thumbnail", belongs: "extra" },
        Misplaced { key: "toc", belongs: "extra" },
        Misplaced { key: "math", belongs: "extra" },
        Misplaced { key: "comments", belongs: "extra" },
        Misplaced { key: "keywords", belongs: "extra" },
        Misplaced { key: "summary", belongs: "extra" },
        Misplaced { key: "subtitle", belongs: "extra" },
        Misplaced { key: "lang", belongs: "extra" },
    ],
    habits: Habits {
        bases: BY_URL,
        // Only `@/` leads to a file.
        source_links: Trust::Never,
        without_ending: Trust::Never,
        statics: &[("static", "")],
        generated: &["sitemap.xml", "robots.txt", "404.html", "**/page/*/**", "elasticlunr.*", "search_index.*"],
        lower_case: false,
        adds_base: Trust::Never,
        opaque: None,
    },
    ..BASE
};
