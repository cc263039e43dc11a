//! Zola. Facts: zola `components/config/src/config/{mod,slugify,languages}.rs`.

use super::{address, mount};
use crate::document::node::{NodeRef, Value};
use crate::site::routing::scheme::{Scheme, Zola, ZolaSlugs};
use crate::site::routing::{Language, Routing};
use crate::site::settings::{Reader, Settings, below, strings};

pub(super) fn read(reader: &Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    if let Some(url) = reader.str(&["base_url"]) {
        address(routing, url);
    }
    let default_language = reader.str(&["default_language"]).unwrap_or("en").to_owned();
    if let Some(languages) = reader.get(&["languages"]) {
        let codes = languages.entries().map(|entry| entry.key().to_owned()).filter(|code| *code != default_language);
        let others = codes.map(|code| Language { prefix: code.clone(), code, content: None });
        routing.languages.extend(others);
        if !routing.languages.is_empty() {
            let own = Language { code: default_language.clone(), prefix: String::new(), content: None };
            routing.languages.insert(0, own);
        }
    }
    if let Some(theme) = reader.str(&["theme"]) {
        routing.statics.push(mount(&format!("themes/{theme}/static"), ""));
    }
    // Files beside a co-located page are served with it, files of a section at their own path.
    routing.statics.extend(settings.content.iter().map(|folder| mount(folder, "")));
    let slugs = match reader.get(&["slugify", "paths"]).map(NodeRef::value) {
        Some(Value::Str(word)) if word.eq_ignore_ascii_case("safe") => ZolaSlugs::Safe,
        Some(Value::Str(word)) if word.eq_ignore_ascii_case("off") => ZolaSlugs::Off,
        Some(Value::Bool(false)) => ZolaSlugs::Off,
        _ => ZolaSlugs::On,
    };
    let keep_dates = reader.flag(&["slugify", "paths_keep_dates"]) == Some(true);
    routing.scheme = Scheme::Zola(Zola { default_language, slugs, keep_dates });
    let mut globs = Vec::new();
    let prefixes = || std::iter::once("").chain(routing.languages.iter().map(|language| language.prefix.as_str()));
    for taxonomy in &settings.taxonomies {
        for prefix in prefixes() {
            globs.push(below(prefix, &format!("{}/**", globset::escape(taxonomy))));
        }
    }
    let feeds = strings(reader.get(&["feed_filenames"]));
    let feeds = feeds.into_iter().chain(reader.str(&["feed_filename"])).chain(["atom.xml", "rss.xml"]);
    globs.extend(feeds.map(|name| format!("**/{}", globset::escape(name))));
    // Sass files become style sheets of the same name.
    globs.push("**/*.css".to_owned());
    globs
}
