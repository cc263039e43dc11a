//! Hugo. Facts: <https://gohugo.io/configuration/>, hugo `config/allconfig`, `markup/goldmark/goldmark_config`.

mod content;

use super::{add_host, address, mount};
use crate::document::node::{NodeRef, Value};
use crate::root::EntryKind;
use crate::site::anchor::Anchors;
use crate::site::routing::pattern::Pattern;
use crate::site::routing::scheme::{Hugo, HugoContent, HugoDate, HugoKind, HugoPermalink, Scheme};
use crate::site::routing::{Language, Mount, Routing, Trust};
use crate::site::settings::{Reader, Settings, below, folder, glob_set, strings, tokens};

pub(super) fn read(reader: &Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    if let Some(url) = reader.str(&["baseURL"]) {
        address(routing, url);
    }
    let default_language = reader.str(&["defaultContentLanguage"]).unwrap_or("en").to_owned();
    let in_subfolder = reader.flag(&["defaultContentLanguageInSubdir"]) == Some(true);
    languages(reader, &default_language, in_subfolder, routing);
    let content = content::read(reader, settings);
    statics(reader, &content, routing);
    source_links(reader, &content, routing);
    anchors(reader, routing);
    let flag = |key| reader.flag(&[key]) == Some(true);
    let mut rules = Hugo {
        permalinks: reader.get(&["permalinks"]).map(permalinks).unwrap_or_default(),
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
        prefix_always: in_subfolder,
        default_language,
        content,
        ..Hugo::default()
    };
    routing.lower_case = rules.lower;
    let survey = content::survey(reader, &rules.content);
    rules.sections = survey.sections;
    rules.leaves = survey.leaves;
    let mut generated = generated(reader, settings, routing);
    // A content adapter can make any page below its folder.
    generated.extend(survey.adapters.iter().map(|folder| below(folder, "**")));
    routing.scheme = Scheme::Hugo(Box::new(rules));
    generated
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

fn source_links(reader: &Reader<'_>, content: &[HugoContent], routing: &mut Routing) {
    routing.source_links.roots = content.iter().map(|content| content.source.clone()).collect();
    let hook = ["markup", "goldmark", "renderHooks", "link"];
    let option = |key| reader.get(&[hook[0], hook[1], hook[2], hook[3], key]);
    let duplicates = reader.flag(&["markup", "goldmark", "duplicateResourceFiles"]) == Some(true);
    let embedded = match option("useEmbedded").and_then(NodeRef::as_str).map(str::to_ascii_lowercase).as_deref() {
        Some("always" | "fallback") => true,
        Some("never") => false,
        _ => match option("enableDefault").map(|node| is_true(Some(node))) {
            Some(enabled) => enabled,
            // `auto`: a configuration with languages, even with one; Hugo 0.147 and 0.168 were asked.
            None => reader.get(&["languages"]).is_some() && !duplicates,
        },
    };
    let themes = themes(reader);
    let layouts = std::iter::once("layouts".to_owned()).chain(themes.iter().map(|theme| format!("{theme}/layouts")));
    let own = layouts.filter_map(|layouts| own_hook(reader, &layouts)).max();
    let imports = reader.get(&["module", "imports"]).is_some();
    let unseen = imports || themes.iter().any(|theme| !reader.has(theme));
    routing.source_links.trust = match own {
        Some(own) => own,
        None if embedded => Trust::Always,
        None if unseen => Trust::Perhaps,
        None => Trust::Never,
    };
    // Hooks hand on a page's own URL, and both settings rewrite the finished HTML.
    let rewrites = ["canonifyURLs", "relativeURLs"].iter().any(|key| reader.flag(&[key]) == Some(true));
    routing.adds_base = if rewrites { Trust::Perhaps } else { routing.source_links.trust.min(Trust::Perhaps) };
    // `GetPage` and `relref`, which hooks are made of, ask for no ending.
    routing.source_links.without_ending = routing.source_links.trust.min(Trust::Perhaps);
}

/// What the `render-link` hooks below a folder of layouts do with a link to a file; nothing where there is none.
fn own_hook(reader: &Reader<'_>, layouts: &str) -> Option<Trust> {
    let entries = |folder: &str| reader.root.entries(&reader.site.join(folder)).unwrap_or_default();
    let folders = entries(layouts).into_iter().filter(|(_, kind)| *kind == EntryKind::Directory);
    let folders = folders.filter_map(|(name, _)| name.into_string().ok());
    let places = folders.flat_map(|name| match name.as_str() {
        "_markup" => vec![format!("{layouts}/_markup")],
        name => vec![format!("{layouts}/{name}/_markup")],
    });
    let mut found = None;
    for place in places {
        for (name, _) in entries(&place) {
            let Some(name) = name.to_str().filter(|name| name.starts_with("render-link")) else { continue };
            let text = reader.text(&format!("{place}/{name}")).unwrap_or_default();
            let general = place.ends_with("/_default/_markup") || place == format!("{layouts}/_markup");
            let trust = match () {
                () if ["GetPage", "ref "].iter().any(|word| text.contains(word)) && general => Trust::Always,
                // A hook of one section, or one that hands the link on to who knows what.
                () if ["GetPage", "ref ", "partial", "GetMatch"].iter().any(|word| text.contains(word)) => {
                    Trust::Perhaps
                }
                () => Trust::Never,
            };
            found = found.max(Some(trust));
        }
    }
    found
}

fn anchors(reader: &Reader<'_>, routing: &mut Routing) {
    let parser = |key| reader.get(&["markup", "goldmark", "parser", key]);
    let kind = parser("autoHeadingIDType").or_else(|| parser("autoIDType")).and_then(NodeRef::as_str);
    match kind.map(str::to_ascii_lowercase).as_deref() {
        Some("github-ascii") => routing.anchors = Anchors::HugoAscii,
        Some("blackfriday") => routing.anchors = Anchors::HugoBlackfriday,
        _ => {}
    }
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

/// `decodePermalinksConfig`: a map by section, a map by kind and section, or a list of targets.
fn permalinks(node: NodeRef<'_, '_>) -> Vec<HugoPermalink> {
    let pattern = |text: &str| Pattern::colons(text, tokens::HUGO, false);
    if let Some(list) = node.as_list() {
        let read = |each: NodeRef<'_, '_>| {
            let target = get(each, "target");
            let text = |key| target.and_then(|target| get_str(target, key)).map(str::to_lowercase);
            let paths = text("path").map(|path| glob_set([path.as_str()], false));
            let kind = text("kind").as_deref().and_then(kind);
            Some(HugoPermalink { kind, paths, pattern: pattern(get_str(each, "pattern")?) })
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
        found.push(HugoPermalink { kind: Some(of_kind), paths, pattern: pattern(text) });
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

fn generated(reader: &Reader<'_>, settings: &Settings, routing: &Routing) -> Vec<String> {
    let mut globs = Vec::new();
    for taxonomy in &settings.taxonomies {
        let name = globset::escape(&taxonomy.to_lowercase());
        for prefix in std::iter::once("").chain(routing.languages.iter().map(|language| language.prefix.as_str())) {
            globs.push(below(prefix, &name));
            globs.push(below(prefix, &format!("{name}/**")));
        }
    }
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
    if reader.get(&["outputs"]).is_some() || reader.get(&["outputFormats"]).is_some() {
        globs.extend(endings.iter().map(|ending| format!("**/index.{}", globset::escape(ending))));
        globs.push("amp/**".to_owned());
    }
    globs
}
