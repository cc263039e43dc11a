//! The Node world, whose configuration is a program: what stands there as plain literals is used, nothing is run.

use super::{address, mount, route};
use crate::root::EntryKind;
use crate::site::routing::scheme::{Docusaurus, Eleventy, Form, Names, Route, Scheme, Tree};
use crate::site::routing::{FileRoutes, Language, Routing, Trust};
use crate::site::settings::literal::{self, js_blocks, js_flag, js_text, js_texts};
use crate::site::settings::{Reader, below, folder};

const ENDS: [&str; 6] = ["mjs", "js", "ts", "mts", "cjs", "cts"];

const SCRIPTS: &[&str] = &["js", "jsx", "ts", "tsx"];

/// The text of the configuration `stem.*`.
fn config(reader: &Reader<'_>, stem: &str) -> String {
    ENDS.iter().find_map(|end| reader.text(&format!("{stem}.{end}"))).unwrap_or_default()
}

fn file_routes(folder: &str, endings: &'static [&'static str], index: &'static str) -> FileRoutes {
    FileRoutes { folder: folder.to_owned(), url: String::new(), endings, index, only_index: index == "page" }
}

/// A relative path as configured.
fn relative(text: &str) -> Option<String> {
    folder(text.trim_start_matches("./").trim_matches('/'))
}

pub(super) fn docusaurus(reader: &Reader<'_>, routing: &mut Routing) -> Vec<String> {
    let text = config(reader, "docusaurus.config");
    if let Some(url) = js_text(&text, "url").filter(|url| url.contains("://")) {
        address(routing, url);
    }
    if let Some(base) = js_text(&text, "baseUrl") {
        routing.base_path.clear();
        address(routing, base);
    }
    if let Some(folders) = js_blocks(&text, "staticDirectories").next() {
        let folders = literal::items(folders).into_iter().filter_map(relative);
        routing.statics = folders.map(|folder| mount(&folder, "")).collect();
    }
    let mut rules = Docusaurus { trailing_slash: js_flag(&text, "trailingSlash"), ..Docusaurus::default() };
    if rules.trailing_slash.is_some() {
        // The browser is where the site says.
        routing.bases.above_url = crate::site::routing::Trust::Never;
    }
    let versions = reader.text("versions.json").unwrap_or_default();
    let mut usual = [("docs", "docs"), ("blog", "blog"), ("pages", "src/pages")].map(|(key, path)| (key, path, true));
    // URL paths of what lies outside of the site, which is another site here.
    let mut outside: Vec<String> = Vec::new();
    // Options of the preset, and those of further instances of the plugins.
    for (key, path, wanted) in &mut usual {
        let Some(options) = js_blocks(&text, key).find(|block| is_options(block)) else {
            *wanted = js_flag(&text, key) != Some(false);
            continue;
        };
        *wanted = false;
        let base = js_text(options, "routeBasePath").unwrap_or(match *key {
            "pages" => "",
            key => key,
        });
        let own = js_text(options, "path").unwrap_or(path);
        let Some(own) = relative(own).filter(|own| reader.has(own)) else {
            outside.push(base.trim_matches('/').to_owned());
            continue;
        };
        add(&mut rules, key, route(&own, base), &versions);
    }
    for (key, path, wanted) in usual {
        let base = if key == "pages" { "" } else { path };
        if wanted && !reader.has(path) && key == "docs" {
            // Docs are on unless they are switched off; where, the program says.
            outside.push(path.to_owned());
        }
        if wanted {
            add(&mut rules, key, route(path, base), &versions);
        }
    }
    for (name, key) in
        [("plugin-content-docs", "docs"), ("plugin-content-blog", "blog"), ("plugin-content-pages", "pages")]
    {
        for (at, _) in text.match_indices(name) {
            // `['@docusaurus/plugin-content-docs', { id: …, path: …, routeBasePath: … }]`
            let rest = &text[at + name.len()..];
            let Some(open) = rest
                .find('{')
                .filter(|open| rest[..*open].trim_matches(['\'', '"', ',', ' ', '\n', '\r', '\t']).is_empty())
            else {
                continue;
            };
            let Some(options) = literal::block(&rest[open..]) else { continue };
            let Some(path) = js_text(options, "path") else { continue };
            let base = js_text(options, "routeBasePath").unwrap_or(if key == "pages" { "" } else { key });
            let Some(own) = relative(path).filter(|own| reader.has(own)) else {
                outside.push(base.trim_matches('/').to_owned());
                continue;
            };
            let own = route(&own, base);
            let id = js_text(options, "id");
            if let (Some(id), "docs") = (id, key) {
                version_routes(
                    &mut rules.docs,
                    &format!("{id}_versioned_docs"),
                    &own.url,
                    &reader.text(&format!("{id}_versions.json")).unwrap_or_default(),
                );
            }
            add(&mut rules, key, own, "");
        }
    }
    let locales = js_blocks(&text, "i18n").next().map(|i18n| {
        let locales = js_blocks(i18n, "locales").next().map(literal::items).unwrap_or_default();
        (js_text(i18n, "defaultLocale").unwrap_or("en"), locales)
    });
    if let Some((default, locales)) = locales {
        languages(routing, default, &locales);
        // A page without translation is built from its original.
        routing.language_fallback = true;
    }
    routing.source_links.roots = std::iter::once(String::new())
        .chain(rules.docs.iter().chain(&rules.blogs).chain(&rules.pages).map(|route| route.folder.clone()))
        .collect();
    for pages in &rules.pages {
        let routes = file_routes(&pages.folder, SCRIPTS, "index");
        routing.file_routes.push(FileRoutes { url: pages.url.clone(), ..routes });
    }
    let mut globs: Vec<String> = outside.iter().map(|base| below(base, "**")).collect();
    for blog in &rules.blogs {
        for made in [
            "",
            "tags/**",
            "archive",
            "archive/**",
            "authors/**",
            "authors",
            "page/**",
            "rss.xml",
            "atom.xml",
            "feed.json",
        ] {
            let url = globset::escape(&blog.url);
            globs.push(format!("{url}/{made}").trim_matches('/').to_owned());
            globs.push(format!("*/{url}/{made}").trim_end_matches('/').to_owned());
        }
    }
    for docs in &rules.docs {
        let url = globset::escape(&docs.url);
        globs.push(format!("{url}/category/**").trim_start_matches('/').to_owned());
    }
    if text.contains("docusaurus-plugin-") && !text.contains("docusaurus-plugin-content")
        || text.contains("./plugins/")
        || text.contains("./src/plugins/")
    {
        routing.opaque = Some("pages may come from plugins");
    }
    routing.scheme = Scheme::Docusaurus(rules);
    globs
}

/// True for the options of a plugin and not, say, a group of links in the footer.
fn is_options(block: &str) -> bool {
    [
        "path",
        "routeBasePath",
        "sidebarPath",
        "editUrl",
        "showReadingTime",
        "blogTitle",
        "feedOptions",
        "exclude",
        "remarkPlugins",
    ]
    .iter()
    .any(|key| block.contains(key))
}

fn add(rules: &mut Docusaurus, key: &str, own: Route, versions: &str) {
    match key {
        "docs" => {
            let current = own.url.clone();
            let mut own = own;
            let versions_found = version_routes(&mut rules.docs, "versioned_docs", &current, versions);
            // Without `lastVersion` the newest version is at the top and the files in `docs` are what comes next.
            if versions_found {
                own.url = format!("{current}/next").trim_start_matches('/').to_owned();
            }
            rules.docs.push(own);
        }
        "blog" => rules.blogs.push(own),
        _ => rules.pages.push(own),
    }
}

fn version_routes(docs: &mut Vec<Route>, folder: &str, base: &str, versions: &str) -> bool {
    let versions = literal::items(versions);
    for (at, version) in versions.iter().enumerate() {
        let url = if at == 0 { base.to_owned() } else { format!("{base}/{version}") };
        docs.push(route(&format!("{folder}/version-{version}"), &url));
    }
    !versions.is_empty()
}

fn languages(routing: &mut Routing, default: &str, codes: &[&str]) {
    if codes.len() < 2 {
        return;
    }
    for code in codes {
        let is_default = *code == default;
        let prefix = if is_default { String::new() } else { (*code).to_owned() };
        let at = if is_default { 0 } else { routing.languages.len() };
        routing.languages.insert(at, Language { code: (*code).to_owned(), prefix, content: None });
    }
}

pub(super) fn astro(reader: &Reader<'_>, routing: &mut Routing) -> Vec<String> {
    let text = config(reader, "astro.config");
    if let Some(site) = js_text(&text, "site") {
        address(routing, site);
    }
    if let Some(base) = js_text(&text, "base") {
        routing.base_path.clear();
        address(routing, base);
    }
    if let Some(public) = js_text(&text, "publicDir").and_then(relative) {
        routing.statics = vec![mount(&public, "")];
    }
    let form = match js_text(&text, "format") {
        Some("file") => Form::Html,
        _ => Form::Folder,
    };
    let mut routes = vec![route("src/pages", "")];
    let mut slugged = Names::Same;
    let mut slug = false;
    if text.contains("@astrojs/starlight") && reader.has("src/content/docs") {
        routes = vec![route("src/content/docs", ""), route("src/pages", "")];
        (slugged, slug) = (Names::Slugged, true);
        // Every page is a file of the collection or of `src/pages`.
        routing.opaque = None;
        routing.source_links.roots = vec!["src/content/docs".to_owned(), String::new()];
        routing.language_fallback = true;
        if let Some(locales) = js_blocks(&text, "locales").next() {
            let default = js_text(&text, "defaultLocale").unwrap_or("en");
            let folders = reader.root.entries(&reader.site.join("src/content/docs")).unwrap_or_default();
            let names =
                folders.iter().filter(|(_, kind)| *kind == EntryKind::Directory).filter_map(|(name, _)| name.to_str());
            let codes: Vec<&str> = names.filter(|name| js_blocks(locales, name).next().is_some()).collect();
            for code in codes {
                let at = if code == default { 0 } else { routing.languages.len() };
                routing
                    .languages
                    .insert(at, Language { code: code.to_owned(), prefix: code.to_owned(), content: None });
            }
            if js_blocks(locales, "root").next().is_some() && !routing.languages.is_empty() {
                let own = Language { code: "root".to_owned(), prefix: String::new(), content: None };
                routing.languages.insert(0, own);
            }
        }
    } else {
        routing.source_links.roots = vec!["src/content".to_owned(), "src/pages".to_owned(), String::new()];
    }
    routing.file_routes.push(file_routes("src/pages", &["astro", "html", "js", "ts", "md", "mdx"], "index"));
    let index = &["index"];
    routing.scheme = Scheme::Tree(Tree { routes, form, index, names: slugged, slug, ..Tree::default() });
    Vec::new()
}

pub(super) fn eleventy(reader: &Reader<'_>, routing: &mut Routing) -> Vec<String> {
    let text = reader.text(".eleventy.js").unwrap_or_else(|| config(reader, "eleventy.config"));
    let dir = js_blocks(&text, "dir").find(|block| block.contains("input")).unwrap_or("");
    let input = js_text(dir, "input")
        .or_else(|| literal::calls(&text, "setInputDirectory").find_map(|call| Some(literal::quoted(call)?.0)));
    let input = input.and_then(relative).unwrap_or_default();
    if let Some(prefix) = js_text(&text, "pathPrefix") {
        address(routing, prefix);
    }
    // The plugin `HtmlBasePlugin` rewrites the finished HTML, and so may any transform.
    if !["HtmlBase", "addTransform", "addLinter"].iter().any(|word| text.contains(word)) {
        routing.adds_base = crate::site::routing::Trust::Never;
    }
    for call in literal::calls(&text, "addPassthroughCopy") {
        let pairs = match literal::quoted(call) {
            Some((from, _)) => vec![(from, None)],
            None => literal::block(call)
                .map(literal::pairs)
                .unwrap_or_default()
                .into_iter()
                .map(|(a, b)| (a, Some(b)))
                .collect(),
        };
        for (from, to) in pairs {
            let has_glob = from.contains(['*', '{', '?']);
            // A glob keeps the folders above; what it picks is of no matter.
            let literal = from.split(['*', '{', '?']).next().unwrap_or("");
            let from = if has_glob { literal.rsplit_once('/').map_or("", |(folders, _)| folders) } else { literal };
            let Some(from) = relative(from) else { continue };
            let to = match to {
                Some(to) => to.trim_matches(['/', '.']).to_owned(),
                // The input folder is no part of what is served.
                None => from.strip_prefix(&input).unwrap_or(&from).trim_start_matches('/').to_owned(),
            };
            routing.statics.push(mount(&from, &to));
        }
    }
    routing.source_links.roots = vec![input.clone()];
    // Nothing but code of the configuration's own rewrites links and gives ids to headings.
    const HANDS: [&str; 6] = ["addPlugin", "addTransform", "addPreprocessor", "Library(", "import", "require"];
    if !text.is_empty() && !HANDS.iter().any(|hand| text.contains(hand)) {
        routing.source_links.trust = Trust::Never;
        routing.bases.file = Trust::Never;
        routing.no_other_ids = true;
    }
    const TEMPLATES: &[&str] =
        &["njk", "liquid", "html", "hbs", "ejs", "pug", "haml", "mustache", "11ty.js", "11ty.cjs", "11ty.mjs", "webc"];
    routing.file_routes.push(file_routes(&input, TEMPLATES, "index"));
    // `addGlobalData("permalink", …)` and computed data reach every page.
    let data = js_text(dir, "data").unwrap_or("_data");
    let data = format!("{input}/{data}");
    let computed = ["permalink", "eleventyComputed"].iter().any(|name| {
        ["js", "cjs", "mjs", "json"]
            .iter()
            .any(|end| reader.has(format!("{data}/{name}.{end}").trim_start_matches('/')))
    });
    let moved =
        computed || text.contains("addGlobalData") && (text.contains("permalink") || text.contains("eleventyComputed"));
    routing.scheme = Scheme::Eleventy(Eleventy { input, moved });
    Vec::new()
}

pub(super) fn vitepress(reader: &Reader<'_>, routing: &mut Routing) -> Vec<String> {
    let text = config(reader, ".vitepress/config");
    let text = if text.is_empty() { config(reader, ".vitepress/config/index") } else { text };
    if let Some(base) = js_texts(&text, "base").next() {
        address(routing, base);
    }
    let src = js_text(&text, "srcDir").and_then(relative).unwrap_or_default();
    let public = if src.is_empty() { "public".to_owned() } else { format!("{src}/public") };
    routing.statics = vec![mount(&public, "")];
    routing.source_links.roots = vec![src.clone()];
    let form = if js_flag(&text, "cleanUrls") == Some(true) { Form::Bare } else { Form::Html };
    // `rewrites` move pages in ways that a program says.
    let moved = js_blocks(&text, "rewrites").next().is_some() || text.contains("rewrites");
    if moved {
        routing.opaque = Some("pages are moved by `rewrites`");
    }
    let routes = if moved { Vec::new() } else { vec![route(&src, "")] };
    if let Some(locales) = js_blocks(&text, "locales").next() {
        let folders = reader.root.entries(&reader.site.join(&src)).unwrap_or_default();
        let names =
            folders.iter().filter(|(_, kind)| *kind == EntryKind::Directory).filter_map(|(name, _)| name.to_str());
        for code in names.filter(|name| js_blocks(locales, name).next().is_some()) {
            let language = Language { code: code.to_owned(), prefix: code.to_owned(), content: None };
            routing.languages.push(language);
        }
        if !routing.languages.is_empty() {
            let own = Language { code: "root".to_owned(), prefix: String::new(), content: None };
            routing.languages.insert(0, own);
        }
    }
    routing.scheme = Scheme::Tree(Tree { routes, form, index: &["index"], ..Tree::default() });
    Vec::new()
}

pub(super) fn next(reader: &Reader<'_>, routing: &mut Routing) -> Vec<String> {
    let text = config(reader, "next.config");
    if let Some(base) = js_text(&text, "basePath") {
        address(routing, base);
    }
    let nextra = text.contains("nextra") || reader.text("package.json").is_some_and(|text| text.contains("\"nextra\""));
    let mut routes = Vec::new();
    let mut only_index = Vec::new();
    for folder in ["pages", "src/pages"] {
        if reader.has(folder) {
            routes.push(route(folder, ""));
            routing.file_routes.push(file_routes(folder, SCRIPTS, "index"));
        }
    }
    for folder in ["app", "src/app"] {
        if reader.has(folder) {
            routes.push(route(folder, ""));
            only_index.push(folder.to_owned());
            routing.file_routes.push(file_routes(folder, SCRIPTS, "page"));
        }
    }
    // Nextra 4 takes its pages from `content`; with other sites that folder means what their code says.
    if nextra && routes.iter().all(|route| !route.folder.ends_with("pages")) {
        for folder in ["content", "src/content"] {
            if reader.has(folder) {
                routes.push(route(folder, ""));
            }
        }
    }
    routing.source_links.roots = routes.iter().map(|route| route.folder.clone()).chain([String::new()]).collect();
    let form = if js_flag(&text, "trailingSlash") == Some(true) { Form::Folder } else { Form::Bare };
    routing.scheme = Scheme::Tree(Tree { routes, form, index: &["index"], only_index, ..Tree::default() });
    Vec::new()
}
