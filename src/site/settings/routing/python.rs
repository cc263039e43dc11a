//! MkDocs and Pelican. Facts: mkdocs `config/defaults.py`, mkdocs-material `plugins/blog/config.py`, pelican
//! `settings.py`.

use super::{address, mount};
use crate::document::node::{NodeRef, Value};
use crate::site::anchor::Anchors;
use crate::site::routing::pattern::Pattern;
use crate::site::routing::scheme::{Mkdocs, MkdocsBlog, Pelican, PelicanPatterns, Scheme};
use crate::site::routing::{Language, Routing, Trust};
use crate::site::settings::generators::ignore_lines;
use crate::site::settings::literal::{self, py_block, py_flag, py_has, py_text};
use crate::site::settings::{Reader, Settings, tokens};

/// Plugins of MkDocs that rewrite no links in raw HTML.
const LEAVES_HTML: [&str; 22] = [
    "search",
    "material/search",
    "blog",
    "material/blog",
    "tags",
    "material/tags",
    "social",
    "material/social",
    "meta",
    "offline",
    "minify",
    "redirects",
    "rss",
    "awesome-nav",
    "awesome-pages",
    "literate-nav",
    "section-index",
    "git-revision-date",
    "git-revision-date-localized",
    "git-authors",
    "git-committers",
    "exclude",
];

pub(super) fn mkdocs(reader: &Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    let docs = settings.content.first().cloned().unwrap_or_default();
    if let Some(url) = reader.str(&["site_url"]) {
        address(routing, url);
    }
    routing.statics = vec![mount(&docs, "")];
    let drafts = reader.get(&["draft_docs"]).and_then(NodeRef::as_str);
    let mut rules = Mkdocs {
        docs,
        folders: reader.flag(&["use_directory_urls"]) != Some(false),
        drafts: drafts.and_then(|lines| ignore_lines(lines.lines())),
        ..Mkdocs::default()
    };
    // MkDocs hands raw HTML on as it is; other plugins may look into it.
    let usual = entries(reader.get(&["plugins"])).iter().all(|(name, _)| LEAVES_HTML.contains(name));
    if usual && reader.get(&["hooks"]).is_none() {
        routing.source_links.in_html = Trust::Never;
    }
    // A link with a leading `/` is left alone unless this is set.
    routing.source_links.roots.clear();
    routing.source_links.confined = true;
    let absolute = [&["validation", "links", "absolute_links"][..], &["validation", "absolute_links"]];
    if absolute.iter().any(|path| reader.str(path) == Some("relative_to_docs")) {
        routing.source_links.roots.push(rules.docs.clone());
        routing.adds_base = Trust::Always;
    }
    let mut globs = vec!["tags".to_owned(), "tags/**".to_owned()];
    for (name, options) in entries(reader.get(&["plugins"])) {
        let text = |key| options.and_then(|node| node.get(key)).and_then(NodeRef::as_str);
        match name {
            "blog" | "material/blog" => {
                let blog = text("blog_dir").unwrap_or("blog").trim_matches('/');
                let blog = if blog == "." { "" } else { blog };
                rules.blogs.push(material_blog(blog, options));
                for key in [
                    "archive_url_format",
                    "categories_url_format",
                    "pagination_url_format",
                    "authors_profiles_url_format",
                ] {
                    let usual = match key {
                        "archive_url_format" => "archive/{date}",
                        "categories_url_format" => "category/{slug}",
                        "authors_profiles_url_format" => "author/{slug}",
                        _ => "page/{page}",
                    };
                    let made = text(key).unwrap_or(usual).split('{').next().unwrap_or("");
                    let made = format!("{blog}/**/{made}**").replace("//", "/");
                    globs.push(made.trim_start_matches('/').to_owned());
                    let direct = format!("{blog}/{}**", text(key).unwrap_or(usual).split('{').next().unwrap_or(""));
                    globs.push(direct.trim_start_matches('/').to_owned());
                }
            }
            "i18n" | "static-i18n" => i18n(options, &mut rules, routing),
            // They write pages of their own.
            "gen-files" | "mkdocs-simple-hooks" | "macros" | "literate-nav" if name == "gen-files" => {
                routing.opaque = Some("pages may come from the plugin `gen-files`");
            }
            "monorepo" | "multirepo" | "awesome-nav" if name != "awesome-nav" => {
                routing.opaque = Some("pages may come from other repositories");
            }
            "git-latest-changes" | "autoapi" | "api-autonav" | "mkdoxy" => {
                routing.opaque = Some("pages may come from plugins");
            }
            "rss" => globs.extend(["feed_rss_*.xml".to_owned(), "feed_json_*.json".to_owned()]),
            _ => {}
        }
    }
    if reader.get(&["hooks"]).is_some() {
        routing.opaque = Some("pages may come from hooks");
    }
    for (name, options) in entries(reader.get(&["markdown_extensions"])) {
        if let "toc" | "markdown.extensions.toc" = name {
            routing.anchors = anchors(reader, options);
        }
    }
    routing.scheme = Scheme::Mkdocs(Box::new(rules));
    globs
}

/// The ids that the extension `toc` gives; those of a function that is not Python-Markdown's own are not known.
fn anchors(reader: &Reader<'_>, options: Option<NodeRef<'_, '_>>) -> Anchors {
    let option = |key| options.and_then(|node| node.get(key)).filter(|node| !matches!(node.value(), Value::Null));
    let separator = option("separator").and_then(NodeRef::as_str).unwrap_or("-");
    if option("slugify").is_some() {
        // The function is named by a tag (`!!python/name:…`), of which the data tell nothing.
        let texts = ["mkdocs.yml", "mkdocs.yaml"].iter().filter_map(|name| reader.text(name));
        let usual = texts.into_iter().any(|text| text.contains("markdown.extensions.toc.slugify_unicode"));
        return if usual && separator == "-" { Anchors::PythonMarkdownUnicode } else { Anchors::None };
    }
    match separator {
        "-" => Anchors::PythonMarkdown,
        "_" => Anchors::PythonMarkdownUnderscore,
        _ => Anchors::None,
    }
}

/// The names of a list or mapping of plugins with their options.
fn entries<'a>(node: Option<NodeRef<'a, 'static>>) -> Vec<(&'a str, Option<NodeRef<'a, 'static>>)> {
    let Some(node) = node else { return Vec::new() };
    let mut found: Vec<(&str, Option<NodeRef<'_, '_>>)> = Vec::new();
    for item in node.as_list().into_iter().flatten() {
        found.extend(item.as_str().map(|name| (name, None)));
        found.extend(item.entries().map(|entry| (entry.key(), Some(entry.value()))));
    }
    found.extend(node.entries().map(|entry| (entry.key(), Some(entry.value()))));
    found
}

fn material_blog(blog: &str, options: Option<NodeRef<'_, '_>>) -> MkdocsBlog {
    let text = |key| options.and_then(|node| node.get(key)).and_then(NodeRef::as_str);
    let posts = text("post_dir").unwrap_or("{blog}/posts").replace("{blog}", blog);
    let date = text("post_url_date_format").unwrap_or("yyyy/MM/dd");
    MkdocsBlog {
        posts: posts.trim_matches('/').to_owned(),
        url: blog.to_owned(),
        format: Pattern::braces(text("post_url_format").unwrap_or("{date}/{slug}"), tokens::MKDOCS),
        date: babel(date),
        slugs: options
            .is_none_or(|node| node.get("post_slugify").is_none() && node.get("post_slugify_separator").is_none()),
    }
}

/// A date format of Babel's, such as `yyyy/MM/dd`; `None` where it asks for more than digits.
fn babel(format: &str) -> Option<Pattern> {
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let count = rest.chars().take_while(|c| *c == first).count();
        let run = &rest[..count * first.len_utf8()];
        out.push_str(match (first, count) {
            ('y', 1 | 4) => "%Y",
            ('y', 2) => "%y",
            ('M', 2) => "%m",
            ('d', 2) => "%d",
            ('/' | '-' | '.' | '_', _) => run,
            _ => return None,
        });
        rest = &rest[run.len()..];
    }
    Some(Pattern::braces(&format!("{{date:{out}}}"), &[]))
}

/// mkdocs-static-i18n with language suffixes; its other kind has a folder for each language.
fn i18n(options: Option<NodeRef<'_, '_>>, rules: &mut Mkdocs, routing: &mut Routing) {
    let Some(options) = options else { return };
    let in_folders = options.get("docs_structure").and_then(NodeRef::as_str) == Some("folder");
    let default = options.get("default_language").and_then(NodeRef::as_str);
    let mut codes: Vec<(String, bool)> = Vec::new();
    if let Some(languages) = options.get("languages") {
        for language in languages.as_list().into_iter().flatten() {
            let is_default = matches!(language.get("default").map(NodeRef::value), Some(Value::Bool(true)));
            codes.extend(language.get("locale").and_then(NodeRef::as_str).map(|code| (code.to_owned(), is_default)));
        }
        codes.extend(languages.entries().map(|entry| (entry.key().to_owned(), default == Some(entry.key()))));
    }
    codes.sort_by_key(|(_, is_default)| !is_default);
    if codes.len() < 2 {
        return;
    }
    routing.language_fallback = true;
    for (at, (code, _)) in codes.into_iter().enumerate() {
        let prefix = if at == 0 { String::new() } else { code.clone() };
        routing.languages.push(Language { code: code.clone(), prefix, content: None });
        if !in_folders {
            rules.languages.push(code);
        }
    }
    if in_folders {
        // The default language's folder is the site's top.
        routing.opaque = Some("pages are moved by the plugin `i18n`");
    }
}

pub(super) fn pelican(reader: &Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    let text = reader.text("pelicanconf.py").unwrap_or_default();
    let publish = reader.text("publishconf.py").unwrap_or_default();
    for config in [&text, &publish] {
        if let Some(url) = py_text(config, "SITEURL").filter(|url| !url.is_empty()) {
            address(routing, url);
        }
    }
    let content = settings.content.first().cloned().unwrap_or_default();
    let folders = |key: &str, usual: &str| -> Vec<String> {
        let found = py_block(&text, key).map(literal::items);
        let found = found.unwrap_or_else(|| vec![usual]);
        found.into_iter().map(|folder| folder.trim_matches('/').to_owned()).collect()
    };
    // `'extra/CNAME': {'path': 'CNAME'}`
    let moved = py_block(&text, "EXTRA_PATH_METADATA").map(literal::items).unwrap_or_default();
    let moved = || moved.windows(3).filter(|window| window[1] == "path");
    for window in moved() {
        routing.statics.push(mount(&format!("{content}/{}", window[0]), window[2].trim_matches('/')));
    }
    for folder in folders("STATIC_PATHS", "images").into_iter().filter(|path| !moved().any(|window| window[0] == path))
    {
        let source = format!("{content}/{folder}");
        routing.statics.push(mount(source.trim_matches('/'), &folder));
    }
    // The usual extensions of Python-Markdown are `codehilite`, `extra` and `meta`: `toc`, which gives ids, is none of them.
    let plugins = py_has(&text, "PLUGINS") || py_has(&publish, "PLUGINS");
    let own = py_block(&text, "MARKDOWN");
    if own.is_none_or(|own| !own.contains("toc")) {
        routing.anchors = Anchors::None;
        let is_read = own.is_some() || !["MARKDOWN", "MD_EXTENSIONS"].iter().any(|key| py_has(&text, key));
        routing.no_other_ids = is_read && !plugins;
    }
    let pattern = |key: &str, usual: &str| match py_text(&text, key) {
        Some(pattern) => Pattern::braces(pattern, tokens::PELICAN),
        // Set, but not as plain text.
        None if py_has(&text, key) => Pattern::braces("{?}", tokens::PELICAN),
        None => Pattern::braces(usual, tokens::PELICAN),
    };
    let changed = [
        "SLUG_REGEX_SUBSTITUTIONS",
        "ARTICLE_REGEX_SUBSTITUTIONS",
        "SLUG_SUBSTITUTIONS",
        "SLUGIFY_USE_UNICODE",
        "PATH_METADATA",
        "FILENAME_METADATA",
    ];
    routing.scheme = Scheme::Pelican(Box::new(Pelican {
        page_paths: folders("PAGE_PATHS", "pages"),
        article_paths: folders("ARTICLE_PATHS", ""),
        patterns: PelicanPatterns {
            article: pattern("ARTICLE_URL", "{slug}.html"),
            page: pattern("PAGE_URL", "pages/{slug}.html"),
            draft: pattern("DRAFT_URL", "drafts/{slug}.html"),
            draft_page: pattern("DRAFT_PAGE_URL", "drafts/pages/{slug}.html"),
        },
        translated: PelicanPatterns {
            article: pattern("ARTICLE_LANG_URL", "{slug}-{lang}.html"),
            page: pattern("PAGE_LANG_URL", "pages/{slug}-{lang}.html"),
            draft: pattern("DRAFT_LANG_URL", "drafts/{slug}-{lang}.html"),
            draft_page: pattern("DRAFT_PAGE_LANG_URL", "drafts/pages/{slug}-{lang}.html"),
        },
        slug_of_name: py_text(&text, "SLUGIFY_SOURCE") == Some("basename"),
        usual_slugs: changed.iter().all(|key| !py_has(&text, key)),
        folder_is_category: py_flag(&text, "USE_FOLDER_AS_CATEGORY") != Some(false),
        default_language: py_text(&text, "DEFAULT_LANG").unwrap_or("en").to_owned(),
        content,
    }));
    if plugins {
        routing.opaque = Some("pages may come from plugins");
    }
    let mut globs = Vec::new();
    for key in [
        "TAG_URL",
        "CATEGORY_URL",
        "AUTHOR_URL",
        "YEAR_ARCHIVE_SAVE_AS",
        "MONTH_ARCHIVE_SAVE_AS",
        "DAY_ARCHIVE_SAVE_AS",
        "YEAR_ARCHIVE_URL",
        "MONTH_ARCHIVE_URL",
    ] {
        if let Some(made) =
            py_text(&text, key).map(|made| made.split('{').next().unwrap_or("")).filter(|made| !made.is_empty())
        {
            globs.push(format!("{}**", globset::escape(made)));
        }
    }
    for key in [
        "ARCHIVES_SAVE_AS",
        "CATEGORIES_SAVE_AS",
        "TAGS_SAVE_AS",
        "AUTHORS_SAVE_AS",
        "FEED_ALL_ATOM",
        "FEED_ALL_RSS",
        "INDEX_SAVE_AS",
        "ARCHIVES_URL",
        "TAGS_URL",
        "CATEGORIES_URL",
    ] {
        globs.extend(py_text(&text, key).map(|made| globset::escape(made.trim_start_matches('/'))));
    }
    globs
}
