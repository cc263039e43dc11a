//! Hugo's content: which folders are mounted where, and what lies in them that decides about the pages beside it.

use super::get_str;
use crate::document::node::NodeRef;
use crate::root::EntryKind;
use crate::site::routing::scheme::HugoContent;
use crate::site::settings::{Reader, Settings, folder};
use rustc_hash::FxHashSet;

/// A folder of content with more folders than this is not looked through for sections.
const MOST_FOLDERS: usize = 50_000;

/// The content folders of the site and where they lie in the tree of content.
pub(super) fn read(reader: &Reader<'_>, settings: &Settings) -> Vec<HugoContent> {
    let mut content: Vec<HugoContent> = Vec::new();
    for (source, target, options) in mounts(reader) {
        if let Some(target) = target.strip_prefix("content").filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            let language = get_str(options, "lang").map(str::to_owned);
            content.push(HugoContent { source, target: target.trim_matches('/').to_owned(), language });
        }
    }
    if !content.is_empty() {
        return content;
    }
    let usual = reader.str(&["contentDir"]).and_then(folder).unwrap_or_else(|| "content".to_owned());
    if let Some(languages) = reader.get(&["languages"]) {
        for entry in languages.entries() {
            let own = get_str(entry.value(), "contentDir").and_then(folder);
            if let Some(source) = own.filter(|own| *own != usual) {
                content.push(HugoContent { source, target: String::new(), language: Some(entry.key().to_owned()) });
            }
        }
    }
    for source in settings.content.iter().cloned().chain([usual]) {
        if content.iter().all(|known| known.source != source) {
            content.push(HugoContent { source, target: String::new(), language: None });
        }
    }
    content
}

/// `module.mounts` that lie in the site: source, target, options.
pub(super) fn mounts<'r>(reader: &'r Reader<'_>) -> impl Iterator<Item = (String, &'r str, NodeRef<'r, 'static>)> {
    let list = reader.get(&["module", "mounts"]).and_then(|mounts| mounts.as_list());
    list.into_iter().flatten().filter_map(|mount| {
        let source = folder(get_str(mount, "source")?)?;
        Some((source, get_str(mount, "target")?.trim_matches('/'), mount))
    })
}

/// What the folders of the content hold that decides about the pages in them.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Folders below the content root with an `_index`, in lower case.
    pub(super) sections: FxHashSet<String>,
    /// Leaf bundles with more pages in them, relative to the site root.
    pub(super) leaves: FxHashSet<String>,
    /// Folders below the content root with a content adapter, in lower case.
    pub(super) adapters: Vec<String>,
}

/// Looks through the content folders, once per site.
pub(super) fn survey(reader: &Reader<'_>, content: &[HugoContent]) -> Survey {
    let mut survey = Survey::default();
    let mut queue: Vec<(String, String)> =
        content.iter().map(|content| (content.source.clone(), content.target.to_lowercase())).collect();
    let mut seen = 0;
    while let Some((source, target)) = queue.pop() {
        seen += 1;
        if seen > MOST_FOLDERS {
            break;
        }
        let (mut is_leaf, mut holds_more) = (false, false);
        for (name, kind) in reader.root.entries(&reader.site.join(&source)).unwrap_or_default() {
            let Some(name) = name.to_str() else { continue };
            if kind == EntryKind::Directory {
                let lower = name.to_lowercase();
                let target = if target.is_empty() { lower } else { format!("{target}/{lower}") };
                queue.push((format!("{source}/{name}"), target));
                holds_more = true;
            } else if name.starts_with("_index.") {
                survey.sections.insert(target.clone());
            } else if name.starts_with("_content.") && name.ends_with("gotmpl") {
                survey.adapters.push(target.clone());
            } else if name.ends_with(".md") {
                let index = name.starts_with("index.");
                is_leaf |= index;
                holds_more |= !index;
            }
        }
        if is_leaf && holds_more {
            survey.leaves.insert(source);
        }
    }
    survey
}
