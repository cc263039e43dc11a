//! Hugo. Facts: hugo `parser/pageparser/pagelexer_intro.go`, `resources/page/pagemeta/page_frontmatter.go`.

use super::{BASE, BY_URL, DefaultCollection, Generator, Habits, Marker, Profile, Titles};
use crate::document::FrontSyntax;
use crate::document::roles::Role;
use crate::site::anchor::Anchors;
use crate::site::routing::Trust;

/// `config.toml` and friends were Hugo's names before 0.110 and are many other tools' names too.
const OLD: Option<fn(&super::Look<'_>) -> bool> = Some(|look| {
    if look.has_key(&["base_url"]) {
        return false; // Zola
    }
    look.has_key(&["baseURL", "languageCode", "defaultContentLanguage"])
        && ["content", "layouts", "themes", "archetypes"].iter().any(|dir| look.has(dir))
        || look.has_key(&["theme"]) && look.has("content") && look.has("themes")
});

/// `config/_default` is Hugo's alone, but a Rails or Node project may have one; Hugo needs content or layouts beside it.
const FOLDER: Option<fn(&super::Look<'_>) -> bool> = Some(|look| {
    ["hugo", "config"].iter().any(|stem| {
        ["toml", "yaml", "yml", "json"].iter().any(|end| look.has(&format!("config/_default/{stem}.{end}")))
    }) && ["content", "layouts", "themes", "archetypes", "go.mod"].iter().any(|name| look.has(name))
});

/// The ways of Hugo.
pub(super) static HUGO: Profile = Profile {
    generator: Generator::Hugo,
    markers: &[
        Marker { path: "hugo.toml", test: None },
        Marker { path: "hugo.yaml", test: None },
        Marker { path: "hugo.yml", test: None },
        Marker { path: "hugo.json", test: None },
        Marker { path: "config.toml", test: OLD },
        Marker { path: "config.yaml", test: OLD },
        Marker { path: "config.yml", test: OLD },
        Marker { path: "config.json", test: OLD },
        Marker { path: "config/_default", test: FOLDER },
    ],
    front: FrontSyntax {
        // lexIntroSection skips white space and a byte order mark; only the same three characters close a block.
        leading_blank_lines: true,
        dots_close: false,
        // An unclosed or unreadable block stops the build.
        first_fence_always: true,
        languages: false,
        fold_case: true,
        ..FrontSyntax::PLAIN
    },
    content: &["content"],
    collections: &[DefaultCollection { name: "content", files: &["{content}/**"], schema: Some("hugo") }],
    exclude: &[
        "archetypes/**",
        "themes/**",
        "exampleSite/**",
        "layouts/**",
        "public/**",
        "resources/_gen/**",
        "vendor/**",
        "_vendor/**",
    ],
    section_files: &["_index"],
    roles: &[
        (Role::Title, &["title"]),
        (Role::Slug, &["slug"]),
        (Role::Date, &["date"]),
        (Role::Updated, &["lastmod", "modified"]),
        (Role::Publish, &["publishDate", "pubdate", "published"]),
        (Role::Expiry, &["expiryDate", "unpublishdate"]),
        (Role::Tags, &["tags"]),
        (Role::Categories, &["categories"]),
        (Role::Description, &["description", "summary"]),
        (Role::Aliases, &["aliases"]),
        (Role::Url, &["url"]),
        (Role::Draft, &["draft"]),
        (Role::Image, &["image", "images", "featured_image", "cover", "thumbnail"]),
        (Role::Author, &["author", "authors", "params.author", "params.authors"]),
    ],
    params: Some("params"),
    // Unknown keys become `.Params`, so no key is lost.
    known: &[],
    titles: Titles::Written,
    summary_marks: &["<!--more-->", "<!-- more -->"],
    dates: super::dates::HUGO,
    anchors: Anchors::Hugo,
    references: &super::references::HUGO,
    habits: Habits {
        bases: BY_URL,
        // The embedded link hook, which a theme or the configuration may replace.
        source_links: Trust::Never,
        without_ending: Trust::Never,
        statics: &[("static", "")],
        generated: &["sitemap.xml", "*/sitemap.xml", "robots.txt", "404.html", "*/404.html", "**/page/*/**"],
        lower_case: true,
        adds_base: Trust::Never,
        opaque: None,
    },
    ..BASE
};
