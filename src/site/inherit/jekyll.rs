//! Jekyll's `defaults:`. Facts: jekyll `lib/jekyll/frontmatter_defaults.rb`.

use super::{Gather, Inherited};
use crate::document::node::{NodeId, NodeRef, Tree};
use crate::site::settings::{Settings, find, folder, glob_set};
use crate::source::FileId;
use globset::GlobSet;
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

/// The entries of `defaults:`.
#[derive(Debug)]
pub(super) struct Defaults<'a> {
    settings: &'a Settings,
    file: FileId,
    tree: Arc<Tree<'static>>,
    scopes: Vec<Scope>,
    /// By the positions of the scopes that match.
    cache: RwLock<FxHashMap<Box<[u32]>, Inherited>>,
}

#[derive(Debug)]
struct Scope {
    path: String,
    glob: Option<GlobSet>,
    kind: Option<String>,
    values: NodeId,
}

impl<'a> Defaults<'a> {
    pub(super) fn new(settings: &'a Settings) -> Option<Self> {
        let list = find(&settings.files, &["defaults"])?;
        let config = settings.files.first()?;
        let scopes: Vec<Scope> = list.as_list()?.filter_map(Scope::new).collect();
        (!scopes.is_empty()).then(|| Self {
            settings,
            file: config.file,
            tree: config.tree.clone(),
            scopes,
            cache: RwLock::default(),
        })
    }

    pub(super) fn for_page(&self, path: &Path) -> Inherited {
        let source = self.settings.content.first().map_or("", String::as_str);
        let path = path.strip_prefix(source).unwrap_or(path);
        let kind = self.kind_of(path);
        let matching = self.scopes.iter().enumerate().filter(|(_, scope)| scope.applies(path, kind));
        let matching: Box<[u32]> = matching.map(|(at, _)| at as u32).collect();
        if matching.is_empty() {
            return Inherited::default();
        }
        if let Some(known) = self.cache.read().unwrap_or_else(PoisonError::into_inner).get(&matching) {
            return known.clone();
        }
        let inherited = self.merge(&matching);
        self.cache.write().unwrap_or_else(PoisonError::into_inner).insert(matching, inherited.clone());
        inherited
    }

    fn merge(&self, matching: &[u32]) -> Inherited {
        // The order of `all`: a set that has precedence over the last one that had goes to the front of the queue.
        let mut order: Vec<&Scope> = Vec::new();
        let mut last: Option<&Scope> = None;
        for scope in matching.iter().map(|&at| &self.scopes[at as usize]) {
            if last.is_none_or(|old| scope.has_precedence_over(old)) {
                order.insert(0, scope);
                last = Some(scope);
            } else {
                order.push(scope);
            }
        }
        let mut gather = Gather::new(false);
        for scope in order {
            gather.add(self.file, &self.tree, scope.values, &[]);
        }
        Inherited { keys: gather.keys.into(), unknown: false }
    }

    fn kind_of<'p>(&self, path: &'p Path) -> &'p str {
        for part in path.parent().into_iter().flat_map(Path::components) {
            match part.as_os_str().to_str() {
                Some("_posts") => return "posts",
                Some("_drafts") => return "drafts",
                Some(name) => {
                    let name = name.strip_prefix('_').unwrap_or("");
                    if !name.is_empty() && self.settings.collections.iter().any(|own| own.name == name) {
                        return name;
                    }
                }
                None => {}
            }
        }
        "pages"
    }
}

impl Scope {
    fn new(item: NodeRef<'_, '_>) -> Option<Self> {
        let scope = item.get("scope")?;
        let path = scope.get("path").and_then(NodeRef::as_str).unwrap_or("").trim_start_matches('/');
        let glob = path.contains('*').then(|| glob_set([path, format!("{path}/**").as_str()], false));
        let path = if glob.is_some() { path.to_owned() } else { folder(path)? };
        let kind = scope.get("type").and_then(NodeRef::as_str).map(str::to_owned);
        let values = item.get("values")?;
        drop(values.as_map()?);
        Some(Self { path, glob, kind, values: values.id() })
    }

    fn applies(&self, path: &Path, kind: &str) -> bool {
        let right_kind = match self.kind.as_deref() {
            None | Some("") => true,
            // A draft is a post once it is published.
            Some(wanted) => wanted == kind || wanted == "posts" && kind == "drafts",
        };
        right_kind && self.glob.as_ref().map_or_else(|| path.starts_with(&self.path), |glob| glob.is_match(path))
    }

    fn has_precedence_over(&self, old: &Self) -> bool {
        match self.path.len().cmp(&old.path.len()) {
            std::cmp::Ordering::Equal => self.kind.is_some() || old.kind.is_none(),
            order => order.is_gt(),
        }
    }
}
