//! Jekyll and Hexo, which share the name `_config.yml`.
//!
//! Facts: jekyll `lib/jekyll/document.rb` (`YAML_FRONT_MATTER_REGEXP`), hexo-front-matter `lib/front_matter.ts`.

use super::{BASE, BY_URL, DefaultCollection, Generator, HOUSE_FILES, Habits, Look, Marker, Profile, Titles};
use crate::document::roles::Role;
use crate::document::{Format, FrontSyntax, YamlDialect};
use crate::site::anchor::Anchors;
use crate::site::routing::Trust;

fn is_hexo(look: &Look<'_>) -> bool {
    look.has("source/_posts")
        || look.has_key(&["new_post_name", "default_layout", "post_asset_folder", "source_dir"])
        || look.has("scaffolds") && look.has("source")
}

/// GitHub Pages builds nearly every folder with a `_config.yml`; only Jupyter Book's (beside `_toc.yml`) and
/// configuration without a single key of Jekyll's are something else.
fn is_jekyll(look: &Look<'_>) -> bool {
    const KEYS: &[&str] = &[
        "title",
        "description",
        "theme",
        "remote_theme",
        "plugins",
        "gems",
        "markdown",
        "kramdown",
        "permalink",
        "baseurl",
        "url",
        "collections",
        "defaults",
        "exclude",
        "include",
        "source",
        "paginate",
        "highlighter",
        "encoding",
        "sass",
        "future",
        "timezone",
        "incremental",
        "safe",
    ];
    const FOLDERS: &[&str] = &["_posts", "_layouts", "_includes", "_data", "_sass", "_drafts"];
    !is_hexo(look)
        && !look.has("_toc.yml")
        && (look.text().trim().is_empty() || look.has_key(KEYS) || FOLDERS.iter().any(|dir| look.has(dir)))
}

const JEKYLL_FRONT: FrontSyntax = FrontSyntax {
    formats: &[Format::Yaml],
    yaml: YamlDialect::V11,
    // `Convertible#validate_data!` stops at whatever is no mapping.
    first_fence_always: true,
    languages: false,
    ..FrontSyntax::PLAIN
};

/// The ways of Jekyll.
pub(super) static JEKYLL: Profile = Profile {
    generator: Generator::Jekyll,
    markers: &[
        Marker { path: "_config.yml", test: Some(is_jekyll) },
        Marker { path: "_config.yaml", test: Some(is_jekyll) },
        Marker { path: "_config.toml", test: Some(is_jekyll) },
    ],
    front: JEKYLL_FRONT,
    collections: &[
        DefaultCollection {
            name: "posts",
            files: &["{content}/**/_posts/**", "{content}/**/_drafts/**"],
            schema: Some("jekyll"),
        },
        DefaultCollection { name: "pages", files: &["{content}/**"], schema: Some("jekyll") },
    ],
    exclude: &[
        "_site/**",
        "**/_includes/**",
        "**/_layouts/**",
        "**/_sass/**",
        "**/_plugins/**",
        "**/.jekyll-cache/**",
        "vendor/**",
    ],
    house: HOUSE_FILES,
    roles: &[
        (Role::Title, &["title"]),
        (Role::Slug, &["slug"]),
        (Role::Date, &["date"]),
        (Role::Updated, &["last_modified_at", "updated", "last_modified"]),
        (Role::Tags, &["tags", "tag"]),
        (Role::Categories, &["categories", "category"]),
        (Role::Description, &["description", "excerpt"]),
        (Role::Aliases, &["redirect_from"]),
        (Role::Url, &["permalink"]),
        (Role::Draft, &["draft"]),
        (Role::Image, &["image", "thumbnail", "cover"]),
        (Role::Author, &["author", "authors"]),
    ],
    titles: Titles::HeadingOrName,
    automatic: &["excerpt"],
    summary_marks: &["<!--more-->", "<!-- more -->", "<!-- excerpt"],
    anchors: Anchors::Kramdown,
    references: &super::references::JEKYLL,
    markdown_in_html: true,
    dates: super::dates::JEKYLL,
    dated_names: true,
    habits: Habits {
        bases: BY_URL,
        // jekyll-relative-links, which GitHub Pages has by itself.
        source_links: Trust::Perhaps,
        without_ending: Trust::Never,
        statics: &[],
        generated: &["feed.xml", "atom.xml", "sitemap.xml", "robots.txt", "redirects.json", "feed/**"],
        lower_case: false,
        adds_base: Trust::Never,
        opaque: None,
    },
    ..BASE
};

/// The ways of Hexo.
pub(super) static HEXO: Profile = Profile {
    generator: Generator::Hexo,
    markers: &[
        Marker { path: "_config.yml", test: Some(is_hexo) },
        Marker { path: "_config.yaml", test: Some(is_hexo) },
    ],
    front: FrontSyntax {
        formats: &[Format::Yaml, Format::Json],
        dots_close: false,
        opening_optional: true,
        first_fence_always: false,
        // js-yaml 4 reads `yes` as a string and `012` as twelve.
        yaml: YamlDialect::Core,
        ..JEKYLL_FRONT
    },
    content: &["source"],
    collections: &[
        DefaultCollection {
            name: "posts",
            files: &["{content}/_posts/**", "{content}/_drafts/**"],
            schema: Some("hexo"),
        },
        DefaultCollection { name: "pages", files: &["{content}/**"], schema: Some("hexo") },
    ],
    exclude: &["themes/**", "scaffolds/**", "public/**", "**/_data/**"],
    roles: &[
        (Role::Title, &["title"]),
        (Role::Slug, &["slug"]),
        (Role::Date, &["date"]),
        (Role::Updated, &["updated"]),
        (Role::Tags, &["tags", "tag"]),
        (Role::Categories, &["categories", "category"]),
        (Role::Description, &["description", "excerpt"]),
        (Role::Url, &["permalink"]),
        (Role::Draft, &["draft"]),
        (Role::Image, &["cover", "thumbnail", "banner", "image"]),
        (Role::Author, &["author", "authors"]),
    ],
    titles: Titles::Written,
    summary_marks: &["<!--more-->", "<!-- more -->"],
    anchors: Anchors::Hexo,
    references: &super::references::HEXO,
    habits: Habits {
        bases: BY_URL,
        source_links: Trust::Never,
        without_ending: Trust::Never,
        statics: &[],
        generated: &[
            "index.html",
            "page/**",
            "archives/**",
            "categories/**",
            "tags/**",
            "atom.xml",
            "rss2.xml",
            "sitemap.xml",
        ],
        lower_case: false,
        adds_base: Trust::Perhaps,
        opaque: None,
    },
    ..BASE
};
