//! Hugo. Facts: <https://gohugo.io/configuration/>, hugo `config/allconfig`, `markup/goldmark/goldmark_config`.

mod content;
mod hooks;

use super::{add_host, address, mount};
use crate::document::node::{NodeRef, Value};
use crate::site::anchor::Anchors;
use crate::site::routing::pattern::Pattern;
use crate::site::routing::scheme::{Hugo, HugoContent, HugoDate, HugoKind, HugoPermalink, Scheme};
use crate::site::routing::{Language, Mount, Routing};
use crate::site::settings::{Reader, Settings, below, folder, glob_set, strings, tokens};
use jiff::tz::TimeZone;

pub(super) fn read(reader: &Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    if let Some(url) = reader.str(&["baseURL"]) {
        address(routing, url);
    }
    let default_language = reader.str(&["defaultContentLanguage"]).unwrap_or("en").to_owned();
    let in_subfolder = reader.flag(&["defaultContentLanguageInSubdir"]) == Some(true);
    languages(reader, &default_language, in_subfolder, routing);
    let content = content::read(reader, settings);
    statics(reader, &content, routing);
    hooks::read(reader, &content, routing);
    anchors(reader, routing);
    let flag = |key| reader.flag(&[key]) == Some(true);
    let mut rules = Hugo {
        permalinks: all_permalinks(reader),
        ugly: ugly(reader.get(&["uglyURLs"])),
        lower: !flag("disablePathToLower"),
        plain_letters: flag("removePathAccents"),
        date: dates(reader, "date", &["date", "publishdate", "pubdate", "published", "lastmod", "modified"]),
        publish: dates(reader, "publishDate", &["publishdate", "pubdate", "published", "date"]),
        expiry: dates(reader, "expiryDate", &["expirydate", "unpublishdate"]),
        drafts: flag("buildDrafts"),
        future: flag("buildFuture"),
        expired: flag("buildExpired"),
        disabled: strings(reader.get(&["disableKinds"])).into_iter().filter_map(kind).collect(),
        feeds: !has_outputs(reader)
            && !strings(reader.get(&["disableKinds"])).iter().any(|kind| kind.eq_ignore_ascii_case("rss")),
        // `renderMainLanguageRedirect`
        redirects_home: !flag("disableDefaultLanguageRedirect") && (in_subfolder || routing.languages.len() > 1),
        prefix_always: in_subfolder,
        default_language,
        timezone: reader.str(&["timeZone"]).and_then(|name| TimeZone::get(name).ok()),
        content,
        ..Hugo::default()
    };
    routing.lower_case = rules.lower;
    routing.whole_names = true;
    let survey = content::survey(reader, &rules.content);
    rules.sections = survey.sections;
    rules.leaves = survey.leaves;
    // A content adapter can make any page below its folder.
    let adapters: Vec<String> = survey.adapters.iter().map(|folder| below(folder, "**")).collect();
    routing.at_build = glob_set(adapters.iter().map(String::as_str), false);
    routing.scheme = Scheme::Hugo(Box::new(rules));
    generated(reader)
}

/// The entries of a mapping by key; Hugo folds case.
fn get<'a, 's>(node: NodeRef<'a, 's>, key: &str) -> Option<NodeRef<'a, 's>> {
    node.entries().find(|entry| entry.key().eq_ignore_ascii_case(key)).map(|entry| entry.value())
}

fn get_str<'a>(node: NodeRef<'a, '_>, key: &str) -> Option<&'a str> {
    get(node, key).and_then(NodeRef::as_str)
}

fn is_true(node: Option<NodeRef<'_, '_>>) -> bool {
    node.is_some_and(|node| matches!(node.value(), Value::Bool(true)))
}

fn languages(reader: &Reader<'_>, default: &str, in_subfolder: bool, routing: &mut Routing) {
    let Some(configured) = reader.get(&["languages"]) else {
        if in_subfolder {
            let code = default.to_owned();
            routing.languages.push(Language { prefix: code.to_lowercase(), code, content: None });
        }
        return;
    };
    let disabled = strings(reader.get(&["disableLanguages"]));
    let mut hosts = 0;
    for entry in configured.entries() {
        let (code, options) = (entry.key(), entry.value());
        if disabled.contains(&code) || is_true(get(options, "disabled")) {
            continue;
        }
        let is_default = code.eq_ignore_ascii_case(default);
        if let Some(url) = get_str(options, "baseURL") {
            hosts += 1;
            if let Some((_, rest)) = url.split_once("://") {
                add_host(routing, rest.split('/').next().unwrap_or(""));
            }
        }
        let prefix = if is_default && !in_subfolder { String::new() } else { code.to_lowercase() };
        let content = get_str(options, "contentDir").and_then(folder);
        let language = Language { code: code.to_owned(), prefix, content };
        let at = if is_default { 0 } else { routing.languages.len() };
        routing.languages.insert(at, language);
    }
    if hosts > 0 {
        // One host for each language, none has a prefix.
        routing.languages.iter_mut().for_each(|language| language.prefix.clear());
    }
    if routing.languages.len() == 1 && routing.languages[0].prefix.is_empty() {
        routing.languages.clear();
    }
}

fn statics(reader: &Reader<'_>, content: &[HugoContent], routing: &mut Routing) {
    let mut found: Vec<Mount> = Vec::new();
    for (source, target, _) in content::mounts(reader) {
        if let Some(target) = target.strip_prefix("static").filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            found.push(mount(&source, target.trim_matches('/')));
        }
        let serves = ["static", "content"].iter().any(|part| target.split('/').next() == Some(part));
        if serves && !reader.has(&source) {
            routing.opaque = Some("pages and files may come from module mounts that are not here");
        }
    }
    if found.is_empty() {
        for key in ["staticDir", "staticDir0", "staticDir1", "staticDir2", "staticDir3"] {
            let folders = strings(reader.get(&[key])).into_iter().filter_map(folder);
            found.extend(folders.map(|folder| mount(&folder, "")));
        }
        if let Some(languages) = reader.get(&["languages"]) {
            for entry in languages.entries() {
                let folders = strings(get(entry.value(), "staticDir")).into_iter().filter_map(folder);
                found.extend(folders.map(|folder| mount(&folder, "")));
            }
        }
        if found.is_empty() {
            found.append(&mut routing.statics);
        }
    }
    for theme in themes(reader) {
        found.push(mount(&format!("{theme}/static"), ""));
    }
    let imports = reader.get(&["module", "imports"]).and_then(|imports| imports.as_list());
    for import in imports.into_iter().flatten() {
        let own = get(import, "mounts").and_then(|mounts| mounts.as_list()).into_iter().flatten();
        let targets = own.filter_map(|mount| get_str(mount, "target"));
        if targets.into_iter().any(|target| target.starts_with("content") || target.starts_with("static")) {
            routing.opaque = Some("pages and files may come from modules that are not here");
        }
    }
    // Files beside the pages are served with them.
    found.extend(content.iter().map(|content| mount(&content.source, &content.target)));
    routing.statics = found;
}

/// The folders of the site's themes, relative to the site root, whether they are there or not.
fn themes(reader: &Reader<'_>) -> Vec<String> {
    let folder = reader.str(&["themesDir"]).and_then(folder).unwrap_or_else(|| "themes".to_owned());
    strings(reader.get(&["theme"])).into_iter().map(|theme| format!("{folder}/{theme}")).collect()
}

fn anchors(reader: &Reader<'_>, routing: &mut Routing) {
    let parser = |key| reader.get(&["markup", "goldmark", "parser", key]);
    let kind = parser("autoHeadingIDType").or_else(|| parser("autoIDType")).and_then(NodeRef::as_str);
    match kind.map(str::to_ascii_lowercase).as_deref() {
        Some("github-ascii") => routing.anchors = Anchors::HugoAscii,
        Some("blackfriday") => routing.anchors = Anchors::HugoBlackfriday,
        _ => {}
    }
    routing.bare_addresses = reader.flag(&["markup", "goldmark", "extensions", "linkify"]) != Some(false);
    routing.plain_dashes = reader.flag(&["markup", "goldmark", "extensions", "typographer", "disable"]) == Some(true)
        || reader.flag(&["markup", "goldmark", "extensions", "typographer"]) == Some(false);
    if parser("autoHeadingID").is_some_and(|node| matches!(node.value(), Value::Bool(false))) {
        routing.anchors = Anchors::None;
    }
}

fn kind(name: &str) -> Option<HugoKind> {
    match name.to_ascii_lowercase().as_str() {
        "home" => Some(HugoKind::Home),
        "section" => Some(HugoKind::Section),
        "taxonomy" => Some(HugoKind::Taxonomy),
        "term" => Some(HugoKind::Term),
        "page" => Some(HugoKind::Page),
        _ => None,
    }
}

/// `permalinks` of the site and of its languages.
fn all_permalinks(reader: &Reader<'_>) -> Vec<HugoPermalink> {
    let mut found = reader.get(&["permalinks"]).map(permalinks).unwrap_or_default();
    for entry in reader.get(&["languages"]).into_iter().flat_map(NodeRef::entries) {
        let Some(own) = get(entry.value(), "permalinks") else { continue };
        let language = Some(entry.key().to_owned());
        found.extend(permalinks(own).into_iter().map(|own| HugoPermalink { language: language.clone(), ..own }));
    }
    found
}

fn has_outputs(reader: &Reader<'_>) -> bool {
    reader.get(&["outputs"]).is_some() || reader.get(&["outputFormats"]).is_some()
}

/// `decodePermalinksConfig`: a map by section, a map by kind and section, or a list of targets.
fn permalinks(node: NodeRef<'_, '_>) -> Vec<HugoPermalink> {
    let pattern = |text: &str| Pattern::colons(text, tokens::HUGO, false);
    if let Some(list) = node.as_list() {
        let read = |each: NodeRef<'_, '_>| {
            let target = get(each, "target");
            let text = |key| target.and_then(|target| get_str(target, key)).map(str::to_lowercase);
            let paths = text("path").map(|path| glob_set([path.as_str()], false));
            let kind = text("kind").as_deref().and_then(kind);
            Some(HugoPermalink { language: None, kind, paths, pattern: pattern(get_str(each, "pattern")?) })
        };
        return list.filter_map(read).collect();
    }
    let mut found = Vec::new();
    let mut add = |of_kind: HugoKind, section: &str, text: &str| {
        let section = globset::escape(section.trim_matches([' ', '/']).to_lowercase().as_str());
        let globs = if section.is_empty() {
            vec!["/*".to_owned()]
        } else {
            vec![format!("/{section}"), format!("/{section}/**")]
        };
        let paths = Some(glob_set(globs.iter().map(String::as_str), false));
        found.push(HugoPermalink { language: None, kind: Some(of_kind), paths, pattern: pattern(text) });
    };
    for entry in node.entries() {
        if let Some(text) = entry.value().as_str() {
            add(HugoKind::Page, entry.key(), text);
            add(HugoKind::Term, entry.key(), text);
        } else if let Some(of_kind) = kind(entry.key()) {
            for section in entry.value().entries() {
                if let Some(text) = section.value().as_str() {
                    add(of_kind, section.key(), text);
                }
            }
        }
    }
    found
}

fn ugly(node: Option<NodeRef<'_, '_>>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    if is_true(Some(node)) {
        return vec!["*".to_owned()];
    }
    node.entries().filter(|entry| is_true(Some(entry.value()))).map(|entry| entry.key().to_owned()).collect()
}

/// `[frontmatter]`, with the usual order where it says `:default` or nothing.
fn dates(reader: &Reader<'_>, of: &str, usual: &[&str]) -> Vec<HugoDate> {
    let configured = strings(reader.get(&["frontmatter", of]));
    let usual = || usual.iter().map(|key| HugoDate::Key((*key).into()));
    if configured.is_empty() {
        return usual().collect();
    }
    let mut found = Vec::new();
    for source in configured {
        match source.to_ascii_lowercase().as_str() {
            ":default" => found.extend(usual()),
            ":filename" => found.push(HugoDate::FileName),
            key if key.starts_with(':') => found.push(HugoDate::Elsewhere),
            key => found.push(HugoDate::Key(key.into())),
        }
    }
    found
}

fn generated(reader: &Reader<'_>) -> Vec<String> {
    let mut globs = Vec::new();
    if let Some(name) = reader.str(&["sitemap", "filename"]) {
        globs.push(format!("**/{}", globset::escape(name)));
    }
    let mut endings = vec!["json", "ics", "csv", "webmanifest", "txt", "md"];
    if let Some(formats) = reader.get(&["outputFormats"]) {
        for format in formats.entries() {
            let name = get_str(format.value(), "baseName").unwrap_or("index");
            if name != "index" {
                globs.push(format!("**/{}.*", globset::escape(name)));
            } else if let Some(media) = get_str(format.value(), "mediaType") {
                endings.extend(media.rsplit(['/', '+']).next().filter(|ending| *ending != "html"));
            }
            if let Some(path) = get_str(format.value(), "path") {
                let path = globset::escape(path.trim_matches('/'));
                globs.push(format!("**/{path}/**"));
            }
        }
    }
    if has_outputs(reader) {
        globs.extend(["index.xml", "**/index.xml"].map(str::to_owned));
        globs.extend(endings.iter().map(|ending| format!("**/index.{}", globset::escape(ending))));
        globs.push("amp/**".to_owned());
    }
    globs
}
