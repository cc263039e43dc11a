//! Jekyll and Hexo. Facts: jekyll `lib/jekyll/{configuration,collection,utils}.rb`, hexo `lib/hexo/default_config.ts`.

use super::{add_host, address, mount};
use crate::document::node::{NodeRef, Value};
use crate::site::anchor::Anchors;
use crate::site::routing::pattern::Pattern;
use crate::site::routing::scheme::{Hexo, Jekyll, JekyllCollection, Scheme};
use crate::site::routing::{Routing, Trust};
use crate::site::settings::{Reader, Settings, below, folder, glob_set, strings, tokens};
use jiff::tz::TimeZone;

pub(super) fn read(reader: &Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    let source = settings.content.first().cloned().unwrap_or_default();
    if let Some(url) = reader.str(&["url"]) {
        address(routing, url);
    }
    if let Some(base) = reader.str(&["baseurl"]) {
        routing.base_path.clear();
        address(routing, base);
    }
    if let Some(name) = reader.text("CNAME") {
        add_host(routing, name.trim());
    }
    routing.statics = vec![mount(&source, "")];
    let gems = ["Gemfile", "gems.rb"].iter().find_map(|name| reader.text(name));
    let plugins: Vec<&str> =
        ["plugins", "gems", "whitelist"].iter().flat_map(|key| strings(reader.get(&[key]))).collect();
    let names = |plugin: &str| plugins.contains(&plugin) || gems.as_deref().is_some_and(|gems| has_gem(gems, plugin));
    // GitHub builds what has no Gemfile, or one that asks for its own gem.
    let on_github = gems.is_none() || names("github-pages");
    let off = |key: &str| reader.flag(&[key, "enabled"]) == Some(false);
    routing.source_links.trust = match names("jekyll-relative-links") || names("github-pages") {
        _ if off("relative_links") => Trust::Never,
        true => Trust::Always,
        false => Trust::Perhaps,
    };
    routing.source_links.roots = vec![source.clone()];
    if routing.source_links.trust == Trust::Always {
        // It reads Markdown only, and documents of collections when it is told to.
        routing.source_links.in_html = Trust::Never;
        if reader.flag(&["relative_links", "collections"]) != Some(true) {
            routing.source_links.except = glob_set(["**/_*/**"], false);
        }
    }
    // GitHub Pages finds nothing at `/a/` where `a.html` is; these hosts do, or lead there.
    const HOSTS: [&str; 4] = ["netlify.toml", "_redirects", "_headers", "vercel.json"];
    routing.lone_files = !HOSTS.iter().any(|name| reader.has(name));
    if reader.has(&folder(reader.str(&["plugins_dir"]).unwrap_or("_plugins")).unwrap_or_default()) {
        routing.opaque = Some("pages may come from `_plugins`");
    }
    if reader.str(&["markdown"]).is_some_and(|name| name.to_ascii_lowercase().starts_with("commonmark")) {
        routing.anchors = Anchors::Github;
    }
    if reader.str(&["kramdown", "input"]).is_some_and(|input| !input.eq_ignore_ascii_case("gfm")) {
        routing.anchors = Anchors::KramdownPlain;
    }
    if reader.flag(&["kramdown", "auto_ids"]) == Some(false) {
        routing.anchors = Anchors::None;
    }
    let style = reader.str(&["permalink"]).unwrap_or("date");
    let collections_dir = reader.str(&["collections_dir"]).and_then(folder).unwrap_or_default();
    let mut collections = Vec::with_capacity(settings.collections.len());
    for own in &settings.collections {
        let (collection, url) = collection(reader, &own.name, style);
        if collection.output {
            // `StaticFile#url`: its other files are served beside its pages.
            let files = [source.as_str(), &collections_dir, &format!("_{}", own.name)].join("/");
            routing.statics.push(mount(files.trim_start_matches('/').replace("//", "/").as_str(), &url));
        }
        collections.push(collection);
    }
    let posts = reader.str(&["collections", "posts", "permalink"]).map_or_else(|| style_of_posts(style), str::to_owned);
    let include = strings(reader.get(&["include"]));
    let include = include.into_iter().map(|name| name.trim_matches('/').trim_start_matches("./"));
    let flag = |key| reader.flag(&[key]) == Some(true);
    // A folder with an index keeps it; of folders below the top it is rare that they have both.
    let has_index = ["index.md", "index.html", "index.markdown"]
        .iter()
        .any(|name| reader.has(format!("{source}/{name}").trim_start_matches('/')));
    let readme_index = !has_index && !off("readme_index");
    routing.scheme = Scheme::Jekyll(Box::new(Jekyll {
        collections_dir,
        include: glob_set(include, false),
        collections,
        posts: Pattern::colons(&posts, tokens::JEKYLL, true),
        pages: Pattern::colons(&with_suffix("/:path/:basename", style), tokens::JEKYLL_PAGE, true),
        drafts: flag("show_drafts"),
        future: flag("future"),
        unpublished: flag("unpublished"),
        timezone: reader.str(&["timezone"]).and_then(|name| TimeZone::get(name).ok()),
        optional_front_matter: !off("optional_front_matter") && (on_github || names("jekyll-optional-front-matter")),
        readme_index: readme_index && (on_github || names("jekyll-readme-index")),
        source,
    }));
    let mut globs = Vec::new();
    if let Some(pattern) = reader.str(&["paginate_path"]) {
        globs.push(below("", &format!("{}*/**", pattern.split(':').next().unwrap_or("").trim_start_matches('/'))));
    }
    if reader.get(&["paginate"]).is_some() || reader.get(&["pagination"]).is_some() {
        globs.extend(["page*/**".to_owned(), "**/page/**".to_owned(), "**/page*/**".to_owned()]);
    }
    if names("jekyll-archives") {
        routing.opaque = Some("pages may come from `jekyll-archives`");
    }
    if names("jekyll-multiple-languages-plugin") || names("jekyll-polyglot") {
        routing.opaque = Some("pages may come from a plugin for languages");
    }
    globs
}

/// True when a Gemfile asks for a gem.
fn has_gem(gems: &str, name: &str) -> bool {
    gems.lines().any(|line| {
        let line = line.trim_start();
        !line.starts_with('#') && (line.contains(&format!("\"{name}\"")) || line.contains(&format!("'{name}'")))
    })
}

/// A collection and the URL path of its top.
fn collection(reader: &Reader<'_>, name: &str, style: &str) -> (JekyllCollection, String) {
    let pattern = reader.str(&["collections", name, "permalink"]);
    let pattern = pattern.map_or_else(|| with_suffix("/:collection/:path", style), str::to_owned);
    let named = pattern.replace(":collection", name);
    let top = named.split(':').next().unwrap_or("").trim_matches('/').to_owned();
    let collection = JekyllCollection {
        name: name.to_owned(),
        output: reader.flag(&["collections", name, "output"]) == Some(true),
        pattern: Pattern::colons(&pattern, tokens::JEKYLL, true),
    };
    (collection, top)
}

/// `Configuration#style_to_permalink`
fn style_of_posts(style: &str) -> String {
    match style {
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "simple" => "/:categories/:title/",
        "none" => "/:categories/:title:output_ext",
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        other => other,
    }
    .to_owned()
}

/// `Utils.add_permalink_suffix`
fn with_suffix(pattern: &str, style: &str) -> String {
    match style {
        "pretty" | "simple" => format!("{pattern}/"),
        "date" | "ordinal" | "none" | "weekdate" => format!("{pattern}:output_ext"),
        other if other.ends_with('/') => format!("{pattern}/"),
        other if other.ends_with(":output_ext") => format!("{pattern}:output_ext"),
        _ => pattern.to_owned(),
    }
}

pub(super) fn hexo(reader: &Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    let source = settings.content.first().cloned().unwrap_or_default();
    if let Some(url) = reader.str(&["url"]) {
        address(routing, url);
    }
    if let Some(root) = reader.str(&["root"]) {
        routing.base_path.clear();
        address(routing, root);
    }
    routing.statics = vec![mount(&source, "")];
    if let Some(theme) = reader.str(&["theme"]) {
        routing.statics.push(mount(&format!("themes/{theme}/source"), ""));
    }
    let text = |key: &str, usual: &str| reader.str(&[key]).unwrap_or(usual).to_owned();
    let permalink = text("permalink", ":year/:month/:day/:title/");
    let holds_future =
        reader.get(&["future"]).is_some_and(|node: NodeRef<'_, '_>| matches!(node.value(), Value::Bool(false)));
    routing.copies_excluded = true;
    routing.scheme = Scheme::Hexo(Box::new(Hexo {
        permalink: Pattern::colons(&permalink, tokens::HEXO, false),
        new_post_name: text("new_post_name", ":title.md"),
        drafts: reader.flag(&["render_drafts"]) == Some(true),
        holds_future,
        default_category: text("default_category", "uncategorized"),
        source,
    }));
    ["archive_dir", "category_dir", "tag_dir"]
        .iter()
        .filter_map(|key| reader.str(&[key]))
        .map(|name| below("", &format!("{}/**", globset::escape(name.trim_matches('/')))))
        .collect()
}
