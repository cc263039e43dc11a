//! What a generator's configuration gives to every page, and the language that its pages are in.

use super::{Reader, literal};
use crate::document::node::{NodeId, Style, Tree, Value};
use crate::document::roles::Role;
use crate::document::{Format, parse_data};
use crate::root::EntryKind;
use crate::site::profile::{Generator, Profile};
use crate::source::{FileId, LIMITS};
use crate::span::Span;
use std::borrow::Cow;
use std::sync::Arc;

/// Keys that every page has where it does not say otherwise.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// The keys, the strongest first.
    pub keys: Vec<HandedKey>,
    /// True when there may be others that only running code would tell.
    pub unknown: bool,
    /// The name of the files that hold the keys of the pages in and below their folder (Material's plugin `meta`).
    pub folder_file: Option<String>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct HandedKey {
    /// The key.
    pub key: String,
    /// The file that says so.
    pub file: FileId,
    /// Its tree.
    pub tree: Arc<Tree<'static>>,
    /// The value in it.
    pub value: NodeId,
}

/// Roles whose keys in global data are taken for those of pages: others are as likely to be tables of the site's own.
const GLOBAL: [Role; 4] = [Role::Title, Role::Date, Role::Description, Role::Author];

pub(super) fn read(reader: &Reader<'_>, generator: Generator) -> Handed {
    match generator {
        Generator::Pelican => pelican(reader),
        Generator::Eleventy => eleventy(reader),
        Generator::Mkdocs => Handed { folder_file: meta_file(reader), ..Handed::default() },
        _ => Handed::default(),
    }
}

/// `AUTHOR`, `DEFAULT_DATE` and `DEFAULT_METADATA`; see pelican `readers.py` (`default_metadata`).
fn pelican(reader: &Reader<'_>) -> Handed {
    let text = reader.text("pelicanconf.py").unwrap_or_default();
    let mut handed = Handed::default();
    let file = reader.files.add(reader.site.join("pelicanconf.py"));
    let mut give = |key: &str, text: &str| {
        let mut tree = Tree::new();
        let value = tree.push(Span::default(), Style::Plain, Value::Str(Cow::Owned(text.to_owned())));
        handed.keys.push(HandedKey { key: key.to_owned(), file, tree: Arc::new(tree), value });
    };
    for (key, text) in literal::py_block(&text, "DEFAULT_METADATA").map(literal::pairs).unwrap_or_default() {
        give(&key.to_lowercase(), text);
    }
    match literal::py_text(&text, "AUTHOR") {
        Some(author) if !author.is_empty() => give("author", author),
        _ => {}
    }
    let says = |key| literal::py_has(&text, key);
    let author_by_code = says("AUTHOR") && literal::py_text(&text, "AUTHOR").is_none();
    let data_by_code = says("DEFAULT_METADATA") && literal::py_block(&text, "DEFAULT_METADATA").is_none();
    // Their patterns name the keys that they fill.
    let by_pattern = says("PATH_METADATA") || says("FILENAME_METADATA") || says("EXTRA_PATH_METADATA");
    handed.unknown = author_by_code || data_by_code || by_pattern || says("DEFAULT_DATE");
    handed
}

/// Global data: `_data/author.json`, `addGlobalData("author", …)`; see <https://www.11ty.dev/docs/data-global/>.
fn eleventy(reader: &Reader<'_>) -> Handed {
    const CODE: [&str; 4] = ["js", "cjs", "mjs", "ts"];
    const CONFIGS: [&str; 4] = [".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"];
    let profile = Profile::of(Generator::Eleventy);
    let is_asked = |key: &str| GLOBAL.iter().any(|role| key != "authors" && profile.keys_of(*role).contains(&key));
    let matters = |key: &str| key == "eleventyComputed" || is_asked(key);
    let text = CONFIGS.iter().find_map(|name| reader.text(name)).unwrap_or_default();
    let mut folders = vec!["_data".to_owned(), "src/_data".to_owned()];
    let dir = literal::js_blocks(&text, "dir").find(|block| block.contains("input")).unwrap_or("");
    let (input, data) = (literal::js_text(dir, "input"), literal::js_text(dir, "data"));
    folders.extend(super::folder(&format!("{}/{}", input.unwrap_or("."), data.unwrap_or("_data"))));
    let mut handed = Handed::default();
    for folder in folders {
        let listed = reader.root.entries(&reader.site.join(&folder)).unwrap_or_default().into_iter();
        let names = listed.filter(|(_, kind)| *kind == EntryKind::File).filter_map(|(name, _)| name.into_string().ok());
        for name in names {
            let Some((stem, ending)) = name.split_once('.').filter(|(stem, _)| matters(stem)) else { continue };
            handed.unknown |= CODE.contains(&ending);
            if ending != "json" || handed.keys.iter().any(|known| known.key == stem) {
                continue;
            }
            let path = reader.site.join(&folder).join(&name);
            let bytes = reader.root.read(&path, LIMITS.schema_bytes).ok();
            let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
            let tree = parse_data(&text, Format::Json).0.into_owned();
            let Some(value) = tree.root().map(|root| root.id()) else { continue };
            let file = reader.files.add(path);
            handed.keys.push(HandedKey { key: stem.to_owned(), file, tree: Arc::new(tree), value });
        }
    }
    let given = literal::calls(&text, "addGlobalData").filter_map(|call| Some(literal::quoted(call)?.0));
    handed.unknown |= given.into_iter().any(|name| matters(name.split('.').next().unwrap_or(name)));
    handed
}

/// See <https://squidfunk.github.io/mkdocs-material/plugins/meta/>.
fn meta_file(reader: &Reader<'_>) -> Option<String> {
    let is_meta = |name: &str| matches!(name, "meta" | "material/meta");
    let plugins = reader.get(&["plugins"])?;
    let in_list = plugins.as_list().into_iter().flatten();
    let mut options = in_list
        .clone()
        .flat_map(|plugin| plugin.entries().filter(|entry| is_meta(entry.key())).collect::<Vec<_>>())
        .chain(plugins.entries().filter(|entry| is_meta(entry.key())))
        .map(|entry| entry.value());
    let named = options.next();
    let alone = in_list.into_iter().any(|plugin| plugin.as_str().is_some_and(is_meta));
    let file = named.and_then(|options| options.get("meta_file")?.as_str()).unwrap_or(".meta.yml");
    (alone || named.is_some()).then(|| file.to_owned())
}

/// The language of pages that say no other, as the configuration writes it.
pub(super) fn language(reader: &Reader<'_>, generator: Generator) -> Option<String> {
    let of_data = |paths: &[&[&str]]| paths.iter().find_map(|path| reader.str(path)).map(str::to_owned);
    match generator {
        Generator::Hugo => {
            of_data(&[&["defaultContentLanguage"], &["languageCode"], &["locale"]]).or_else(|| Some("en".to_owned()))
        }
        Generator::Zola => of_data(&[&["default_language"]]).or_else(|| Some("en".to_owned())),
        Generator::Jekyll => of_data(&[&["lang"], &["locale"], &["language"]]),
        Generator::Mkdocs => of_data(&[&["theme", "language"], &["theme", "locale"]]),
        // A site in several languages has a list, the first of which is its own.
        Generator::Hexo => {
            let first = || super::strings(reader.get(&["language"])).first().map(|&code| code.to_owned());
            of_data(&[&["language"]]).or_else(first)
        }
        Generator::Mdbook => of_data(&[&["book", "language"]]),
        Generator::Pelican => {
            let text = reader.text("pelicanconf.py")?;
            literal::py_text(&text, "DEFAULT_LANG").map(str::to_owned)
        }
        Generator::Docusaurus => {
            const CONFIGS: [&str; 4] =
                ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"];
            let text = CONFIGS.iter().find_map(|name| reader.text(name))?;
            literal::js_text(&text, "defaultLocale").map(str::to_owned)
        }
        _ => None,
    }
}
