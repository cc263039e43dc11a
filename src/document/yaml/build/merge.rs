//! What YAML merge keys (`<<`) bring into a mapping.

use super::{Build, Frame, Outcome, limit};
use crate::document::node::{EntryData, NodeId, Tree, Value};
use crate::source::LIMITS;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

impl<'s> Build<'s> {
    /// Adds what merge keys bring: own keys win, then earlier mappings (yaml.org/type/merge).
    pub(super) fn merge(&mut self, frame: &mut Frame<'s>) -> Outcome {
        if frame.merges.is_empty() {
            return Ok(());
        }
        let mut seen: FxHashSet<Cow<'s, str>> = frame.entries.iter().map(|entry| entry.key.clone()).collect();
        for (_, key_span, value) in std::mem::take(&mut frame.merges) {
            let tree = &self.parsed.tree;
            let sources: Vec<NodeId> = match tree.node(value).value() {
                Value::List(range) => tree.items(range.clone()).to_vec(),
                _ => vec![value],
            };
            for source in sources {
                let Value::Map(range) = tree.node(source).value() else { continue };
                let entries = tree.entries(range.clone());
                self.merged += entries.len() + 1;
                if self.merged > LIMITS.expanded_nodes {
                    let message = format!("merge keys bring more than {} entries", LIMITS.expanded_nodes);
                    return Err(limit(key_span, message));
                }
                for entry in entries {
                    if seen.insert(entry.key.clone()) {
                        frame.entries.push(EntryData { merged: true, ..entry.clone() });
                    }
                }
            }
        }
        Ok(())
    }
}

/// A mapping, or a list of mappings, aliases followed.
pub(super) fn mergeable(tree: &Tree<'_>, id: NodeId) -> bool {
    let map = |id: NodeId| matches!(tree.node(id).value(), Value::Map(_));
    match tree.node(id).value() {
        Value::Map(_) => true,
        Value::List(range) => !range.is_empty() && tree.items(range.clone()).iter().all(|&id| map(id)),
        _ => false,
    }
}
