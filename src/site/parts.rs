//! The values of one mapping by the roles that their keys play.

use super::inherit::InheritedKey;
use super::lexicon::Lexicon;
use crate::document::node::{Kind, NodeRef};
use crate::document::roles::Role;
use crate::span::Span;

/// A value that plays a role.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// What it is for.
    pub role: Role,
    /// The key, without those above it.
    pub key: &'a str,
    /// The key's bytes; of no use where the page does not hold the value itself.
    pub key_span: Span,
    /// The value.
    pub node: NodeRef<'a, 'a>,
    /// The page itself holds it; false for what the generator fills in.
    pub own: bool,
    rank: u8,
}

/// Most records have no more parts than this.
const USUAL: usize = 8;

/// The values of one mapping, and of those that its keys lead into, that play a role.
#[derive(Clone, Debug, Default)]
pub struct Parts<'a> {
    list: Vec<Part<'a>>,
    /// One bit for each role.
    roles: u64,
}

impl<'a> Parts<'a> {
    /// The parts of a page or record, with the keys that its generator fills in.
    pub fn new(record: Option<NodeRef<'a, 'a>>, inherited: &'a [InheritedKey], lexicon: &Lexicon) -> Self {
        let mut parts = Self::default();
        if let Some(record) = record {
            parts.list.reserve(USUAL);
            parts.gather(record, lexicon);
        }
        let own = parts.list.len();
        for key in inherited {
            let Some(word) = lexicon.word(&key.key) else { continue };
            for &(role, rank) in &word.roles {
                let overridden = parts.list[..own].iter().any(|part| part.role == role && part.key == key.key);
                if !overridden && key.node().kind() != Kind::Null {
                    let part =
                        Part { role, key: &key.key, key_span: Span::default(), node: key.node(), own: false, rank };
                    parts.push(part);
                }
            }
        }
        parts
    }

    /// The parts of a mapping inside another one, such as a session of an event.
    pub fn of_item(item: NodeRef<'a, 'a>, lexicon: &Lexicon) -> Self {
        Self::new(Some(item), &[], lexicon)
    }

    /// True when some value plays the role.
    pub fn has(&self, role: Role) -> bool {
        self.roles & bit(role) != 0
    }

    /// True when some value plays one of the roles.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|&role| self.has(role))
    }

    /// The values of a role, in the order in which the lexicon prefers their keys.
    pub fn all(&self, role: Role) -> Vec<Part<'a>> {
        if !self.has(role) {
            return Vec::new();
        }
        let mut found: Vec<Part<'a>> = self.list.iter().copied().filter(|part| part.role == role).collect();
        found.sort_by_key(|part| part.rank);
        found
    }

    /// What `of` finds in the value of a role whose key the lexicon prefers, of those in which it finds something.
    pub fn find<T>(&self, role: Role, of: impl Fn(&Part<'a>) -> Option<T>) -> Option<T> {
        if !self.has(role) {
            return None;
        }
        let mut best: Option<(u8, T)> = None;
        for part in self.list.iter().filter(|part| part.role == role) {
            if best.as_ref().is_none_or(|(rank, _)| part.rank < *rank)
                && let Some(found) = of(part)
            {
                best = Some((part.rank, found));
            }
        }
        best.map(|(_, found)| found)
    }

    /// The values of a role that are written in the page itself or filled in, as they come.
    pub fn iter(&self) -> impl Iterator<Item = &Part<'a>> {
        self.list.iter()
    }

    /// The depth is that of the lexicon.
    fn gather(&mut self, map: NodeRef<'a, 'a>, lexicon: &Lexicon) {
        for entry in map.entries() {
            let Some(word) = lexicon.word(entry.key()) else { continue };
            let node = entry.value();
            match node.kind() {
                Kind::Null => continue,
                Kind::Map => {
                    if let Some(below) = &word.below {
                        self.gather(node, below);
                    }
                }
                _ => {}
            }
            for &(role, rank) in &word.roles {
                let own = !entry.merged();
                self.push(Part { role, key: entry.key(), key_span: entry.key_span(), node, own, rank });
            }
        }
    }

    fn push(&mut self, part: Part<'a>) {
        self.roles |= bit(part.role);
        self.list.push(part);
    }
}

fn bit(role: Role) -> u64 {
    1 << (role as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, ReadAs};
    use crate::site::profile::{Generator, Profile};
    use std::collections::BTreeMap;

    #[test]
    fn values_are_found_by_what_they_are_for() {
        let text = "---\ntitle: x\nend_date: 2024-05-04\nevent:\n  start_date: 2024-05-03\n  end_date: 2024-05-05\nstart:\n---\n";
        let document = Document::parse(text, &ReadAs::default());
        let lexicon = Lexicon::new(Profile::of(Generator::Plain), &BTreeMap::new());
        let parts = Parts::new(document.root(), &[], &lexicon);
        let texts = |role| parts.all(role).iter().filter_map(|part| part.node.as_str()).collect::<Vec<_>>();
        assert_eq!(texts(Role::Start), ["2024-05-03"], "an empty value plays no role");
        assert_eq!(texts(Role::End), ["2024-05-04", "2024-05-05"]);
        assert!(parts.has(Role::Title) && !parts.has(Role::Status));
    }

    #[test]
    fn every_role_has_a_bit() {
        assert!(Role::ALL.len() <= 64);
        assert!(Role::ALL.iter().enumerate().all(|(at, &role)| role as usize == at));
    }
}
