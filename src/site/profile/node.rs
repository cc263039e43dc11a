//! The generators of the Node world: Docusaurus, Astro, Eleventy, VitePress, Next.js.
//!
//! Facts: gray-matter `index.js`, astro `packages/internal-helpers` and `markdown/remark/src/frontmatter.ts`.

use super::{BASE, BY_FILE, BY_URL, DefaultCollection, Generator, HOUSE_FILES, Habits, Marker, Profile, Titles};
use crate::document::roles::Role;
use crate::document::{Format, FrontSyntax};
use crate::site::anchor::Anchors;
use crate::site::routing::{Bases, Trust};

/// gray-matter: the fence at the first byte behind a byte order mark, js-yaml.
const GRAY_MATTER: FrontSyntax =
    FrontSyntax { formats: &[Format::Yaml], dots_close: false, first_fence_always: true, ..FrontSyntax::PLAIN };

const ROLES: &[(Role, &[&str])] = &[
    (Role::Title, &["title"]),
    (Role::Slug, &["slug"]),
    (Role::Date, &["date", "pubDate", "publishDate", "pubDatetime", "publishedAt"]),
    (Role::Updated, &["updated", "updatedDate", "lastmod", "lastUpdated", "modDatetime", "updatedAt"]),
    (Role::Tags, &["tags"]),
    (Role::Categories, &["categories", "category"]),
    (Role::Description, &["description", "summary", "excerpt"]),
    (Role::Url, &["permalink"]),
    (Role::Draft, &["draft"]),
    (Role::Image, &["image", "heroImage", "cover", "thumbnail"]),
    (Role::Author, &["author", "authors"]),
];

/// The ways of Docusaurus.
pub(super) static DOCUSAURUS: Profile = Profile {
    generator: Generator::Docusaurus,
    markers: &[
        Marker { path: "docusaurus.config.js", test: None },
        Marker { path: "docusaurus.config.ts", test: None },
        Marker { path: "docusaurus.config.mjs", test: None },
        Marker { path: "docusaurus.config.cjs", test: None },
        Marker { path: "docusaurus.config.mts", test: None },
        Marker { path: "docusaurus.config.cts", test: None },
    ],
    front: GRAY_MATTER,
    // The folders are set in JavaScript, so the whole site is read; only the usual ones have a schema.
    content: &[],
    collections: &[
        DefaultCollection { name: "blog", files: &["blog/**"], schema: Some("docusaurus-blog") },
        DefaultCollection { name: "docs", files: &["docs/**", "versioned_docs/**"], schema: Some("docusaurus-docs") },
        DefaultCollection { name: "pages", files: &["src/pages/**"], schema: Some("docusaurus-page") },
    ],
    exclude: &[
        "**/node_modules/**",
        "build/**",
        "i18n/**",
        "static/**",
        "src/theme/**",
        "src/components/**",
        // Partials: both plugins leave out names and folders with an underscore.
        "{docs,blog,versioned_docs}/**/_*.{md,mdx}",
        "{docs,blog,versioned_docs}/**/_*/**",
        "src/pages/**/_*.{md,mdx}",
    ],
    house: HOUSE_FILES,
    roles: ROLES,
    anchors: Anchors::Docusaurus,
    references: &super::references::DOCUSAURUS,
    dated_names: true,
    links_by_file: true,
    habits: Habits {
        // `/docs/x` is served with and without a slash at its end unless `trailingSlash` is set.
        bases: Bases { url: Trust::Always, above_url: Trust::Always, file: Trust::Always },
        source_links: Trust::Always,
        without_ending: Trust::Never,
        statics: &[("static", "")],
        generated: &[
            "sitemap.xml",
            "404.html",
            "search",
            "search/**",
            "**/tags/**",
            "**/tags",
            "category/**",
            "**/category/**",
        ],
        lower_case: false,
        adds_base: Trust::Always,
        opaque: None,
    },
    ..BASE
};

/// The ways of Astro. With Starlight, `settings` adds its collection.
pub(super) static ASTRO: Profile = Profile {
    generator: Generator::Astro,
    markers: &[
        Marker { path: "astro.config.mjs", test: None },
        Marker { path: "astro.config.js", test: None },
        Marker { path: "astro.config.ts", test: None },
        Marker { path: "astro.config.mts", test: None },
        Marker { path: "astro.config.cjs", test: None },
        Marker { path: "astro.config.cts", test: None },
    ],
    front: FrontSyntax {
        formats: &[Format::Yaml, Format::Toml],
        leading_blank_lines: true,
        languages: false,
        ..GRAY_MATTER
    },
    content: &["src/content", "src/pages"],
    collections: &[DefaultCollection { name: "content", files: &["{content}/**"], schema: None }],
    exclude: &["**/node_modules/**", "dist/**", "public/**", "**/_*.{md,mdx}", "src/content/**/_*/**"],
    roles: ROLES,
    titles: Titles::Heading,
    anchors: Anchors::Astro,
    habits: Habits {
        bases: Bases { url: Trust::Always, above_url: Trust::Perhaps, file: Trust::Perhaps },
        source_links: Trust::Perhaps,
        without_ending: Trust::Perhaps,
        statics: &[("public", "")],
        generated: &["sitemap-index.xml", "sitemap-*.xml", "404", "404.html", "rss.xml", "**/rss.xml"],
        lower_case: false,
        adds_base: Trust::Perhaps,
        opaque: Some("pages may come from the site's own routes"),
    },
    ..BASE
};

/// The ways of Eleventy.
pub(super) static ELEVENTY: Profile = Profile {
    generator: Generator::Eleventy,
    markers: &[
        Marker { path: ".eleventy.js", test: None },
        Marker { path: "eleventy.config.js", test: None },
        Marker { path: "eleventy.config.cjs", test: None },
        Marker { path: "eleventy.config.mjs", test: None },
        Marker { path: "eleventy.config.ts", test: None },
    ],
    front: FrontSyntax { formats: &[Format::Yaml, Format::Json, Format::Toml], ..GRAY_MATTER },
    collections: &[DefaultCollection { name: "pages", files: &["**"], schema: Some("eleventy") }],
    exclude: &[
        "**/node_modules/**",
        "_site/**",
        "dist/**",
        "public/**",
        "**/_includes/**",
        "**/_layouts/**",
        "**/_data/**",
    ],
    house: HOUSE_FILES,
    roles: ROLES,
    titles: Titles::Heading,
    anchors: Anchors::None,
    references: &super::references::ELEVENTY,
    dates: super::dates::ELEVENTY,
    dated_names: true,
    habits: Habits {
        bases: Bases { file: Trust::Perhaps, ..BY_URL },
        source_links: Trust::Perhaps,
        without_ending: Trust::Never,
        statics: &[],
        generated: &[],
        lower_case: false,
        adds_base: Trust::Perhaps,
        opaque: Some("pages may come from the site's own code"),
    },
    ..BASE
};

/// The ways of VitePress: the site root is the folder that holds `.vitepress`.
pub(super) static VITEPRESS: Profile = Profile {
    generator: Generator::Vitepress,
    markers: &[
        Marker { path: ".vitepress/config.js", test: None },
        Marker { path: ".vitepress/config.ts", test: None },
        Marker { path: ".vitepress/config.mjs", test: None },
        Marker { path: ".vitepress/config.mts", test: None },
        Marker { path: ".vitepress/config", test: None },
    ],
    front: GRAY_MATTER,
    collections: &[DefaultCollection { name: "pages", files: &["**"], schema: Some("vitepress") }],
    exclude: &["**/node_modules/**", "public/**", "dist/**"],
    roles: ROLES,
    anchors: Anchors::Vitepress,
    links_by_file: true,
    habits: Habits {
        bases: BY_FILE,
        source_links: Trust::Always,
        without_ending: Trust::Always,
        statics: &[("public", "")],
        generated: &["sitemap.xml", "404.html"],
        lower_case: false,
        adds_base: Trust::Always,
        opaque: None,
    },
    ..BASE
};

/// The ways of Next.js and Nextra, which say little: each site reads its Markdown itself.
pub(super) static NEXT: Profile = Profile {
    generator: Generator::Next,
    markers: &[
        Marker { path: "next.config.js", test: None },
        Marker { path: "next.config.mjs", test: None },
        Marker { path: "next.config.ts", test: None },
        Marker { path: "next.config.cjs", test: None },
    ],
    front: FrontSyntax {
        formats: &[Format::Yaml, Format::Toml, Format::Json],
        // Each site brings a reader of its own.
        first_fence_always: false,
        ..GRAY_MATTER
    },
    exclude: &["**/node_modules/**", "build/**", "dist/**", "out/**", "_site/**", ".*/**"],
    house: HOUSE_FILES,
    roles: ROLES,
    titles: Titles::Heading,
    anchors: Anchors::Github,
    habits: Habits {
        bases: Bases { url: Trust::Perhaps, above_url: Trust::Perhaps, file: Trust::Perhaps },
        source_links: Trust::Perhaps,
        without_ending: Trust::Perhaps,
        statics: &[("public", "")],
        generated: &["sitemap.xml", "robots.txt", "feed.xml", "rss.xml", "api/**", "_next/**"],
        lower_case: false,
        adds_base: Trust::Perhaps,
        opaque: Some("pages may come from the site's own code"),
    },
    ..BASE
};
