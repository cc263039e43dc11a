//! Templates that decide about links: render hooks, which say what becomes of the links and images of Hugo's Markdown, and
//! shortcodes, which may make ids.
//!
//! Facts: <https://gohugo.io/render-hooks/links/>, hugo `tpl/tplimpl/embedded/templates/_markup`; Hugo 0.147 and 0.168
//! were asked when the embedded ones are used.

use super::{is_true, themes};
use crate::document::node::NodeRef;
use crate::root::EntryKind;
use crate::site::routing::scheme::HugoContent;
use crate::site::routing::{Routing, Trust};
use crate::site::settings::Reader;

pub(super) fn read(reader: &Reader<'_>, content: &[HugoContent], routing: &mut Routing) {
    let themes = themes(reader);
    let layouts = std::iter::once("layouts".to_owned()).chain(themes.iter().map(|theme| format!("{theme}/layouts")));
    let layouts: Vec<String> = layouts.collect();
    let own: Vec<Hook> = layouts.iter().flat_map(|layouts| hooks(reader, layouts, "render-link")).collect();
    let unseen = reader.get(&["module", "imports"]).is_some() || themes.iter().any(|theme| !reader.has(theme));
    let links = &mut routing.source_links;
    links.roots = content.iter().map(|content| content.source.clone()).collect();
    links.trust = match own.iter().map(|hook| hook.follows).max() {
        Some(follows) => follows,
        None if is_embedded(reader) => Trust::Always,
        None if unseen => Trust::Perhaps,
        None => Trust::Never,
    };
    links.by_tree = links.trust == Trust::Always;
    // Render hooks are for Markdown.
    links.in_html = Trust::Never;
    // `GetPage` and `relref`, which hooks are made of, ask for no ending.
    let only_md = links.by_tree && !own.is_empty() && own.iter().all(|hook| hook.only_md);
    links.without_ending = if only_md { Trust::Never } else { links.trust.min(Trust::Perhaps) };
    // The embedded hook hands on the URL of a page, and leaves all else as it is; both settings rewrite the finished HTML.
    let rewrites = ["canonifyURLs", "relativeURLs"].iter().any(|key| reader.flag(&[key]) == Some(true));
    let hooked = || !own.is_empty() || layouts.iter().any(|layouts| !hooks(reader, layouts, "render-image").is_empty());
    routing.id_makers = Some(layouts.iter().flat_map(|layouts| id_makers(reader, layouts)).collect());
    routing.adds_base = match () {
        () if rewrites => Trust::Always,
        () if unseen || hooked() => Trust::Perhaps,
        () => Trust::Never,
    };
}

/// True where Hugo's own hook for links is in force.
fn is_embedded(reader: &Reader<'_>) -> bool {
    let option = |key| reader.get(&["markup", "goldmark", "renderHooks", "link", key]);
    match option("useEmbedded").and_then(NodeRef::as_str).map(str::to_ascii_lowercase).as_deref() {
        Some("always" | "fallback") => true,
        Some("never") => false,
        // `auto`: a configuration with languages, even with one.
        _ => option("enableDefault").map(|node| is_true(Some(node))).unwrap_or_else(|| {
            reader.get(&["languages"]).is_some()
                && reader.flag(&["markup", "goldmark", "duplicateResourceFiles"]) != Some(true)
        }),
    }
}

/// The shortcodes below a folder of layouts whose templates make ids, or hand on to what may.
fn id_makers(reader: &Reader<'_>, layouts: &str) -> Vec<String> {
    const WORDS: [&str; 8] = ["id=", "<h", "name=", "partial", "template", "RenderString", ".Content", "readFile"];
    let mut found = Vec::new();
    for folder in ["shortcodes", "_shortcodes"].map(|name| format!("{layouts}/{name}")) {
        for (name, _) in reader.root.entries(&reader.site.join(&folder)).unwrap_or_default() {
            let Some(name) = name.to_str() else { continue };
            let text = reader.text(&format!("{folder}/{name}")).unwrap_or_default();
            if WORDS.iter().any(|word| text.contains(word)) {
                found.push(name.split('.').next().unwrap_or(name).to_owned());
            }
        }
    }
    found
}

/// A hook of the site or its theme.
struct Hook {
    /// Whether it makes links to files links to pages.
    follows: Trust,
    /// It looks at `.md` only.
    only_md: bool,
}

/// The hooks below a folder of layouts.
fn hooks(reader: &Reader<'_>, layouts: &str, kind: &str) -> Vec<Hook> {
    let entries = |folder: &str| reader.root.entries(&reader.site.join(folder)).unwrap_or_default();
    let folders = entries(layouts).into_iter().filter(|(_, kind)| *kind == EntryKind::Directory);
    let folders = folders.filter_map(|(name, _)| name.into_string().ok());
    let places = folders.map(|name| match name.as_str() {
        "_markup" => format!("{layouts}/_markup"),
        name => format!("{layouts}/{name}/_markup"),
    });
    let mut found = Vec::new();
    for place in places {
        for (name, _) in entries(&place) {
            let Some(name) = name.to_str().filter(|name| name.starts_with(kind)) else { continue };
            let text = reader.text(&format!("{place}/{name}")).unwrap_or_default();
            let general = place.ends_with("/_default/_markup") || place == format!("{layouts}/_markup");
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let follows = match () {
                () if has(&["GetPage", "ref "]) && general => Trust::Always,
                // A hook of one section, or one that hands the link on to who knows what.
                () if has(&["GetPage", "ref ", "partial", "GetMatch"]) => Trust::Perhaps,
                () => Trust::Never,
            };
            found.push(Hook { follows, only_md: has(&["HasSuffix"]) && has(&["\".md\"", "`.md`"]) });
        }
    }
    found
}
