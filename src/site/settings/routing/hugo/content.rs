//! Hugo's content: which folders are mounted where, and what lies in them that decides about the pages beside it.

use super::get_str;
use crate::document::node::NodeRef;
use crate::site::reference::{descend, under};
use crate::site::routing::scheme::HugoContent;
use crate::site::settings::{Reader, Settings, folder, is_adapter};
use rustc_hash::FxHashSet;

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
    /// Leaf bundles, relative to the site root.
    pub(super) leaves: FxHashSet<String>,
    /// Folders below the content root with a content adapter, in lower case.
    pub(super) adapters: Vec<String>,
}

/// Looks through the names of the site's files.
pub(super) fn survey(reader: &Reader<'_>, content: &[HugoContent]) -> Survey {
    let mut survey = Survey::default();
    for path in reader.names {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (section, adapter) = (name.starts_with("_index."), is_adapter(name));
        let leaf = name.starts_with("index.") && name.ends_with(".md");
        if leaf {
            survey.leaves.insert(folder.to_owned());
        }
        if !section && !adapter {
            continue;
        }
        for content in content {
            let Some(below) = under(folder, &content.source) else { continue };
            let target = descend(&content.target, below).to_lowercase();
            if section {
                survey.sections.insert(target);
            } else {
                survey.adapters.push(target);
            }
        }
    }
    survey
}
