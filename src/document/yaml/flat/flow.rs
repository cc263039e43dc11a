//! `[a, 'b', "c"]` and `{a: b, c: 'd'}` of scalars on one line.

use super::Flat;
use crate::document::node::{EntryData, NodeId, Style};
use crate::span::Span;
use memchr::memchr;
use std::borrow::Cow;

impl<'s> Flat<'s> {
    /// The list from `start` to `stop`.
    pub(super) fn flow_list(&mut self, start: usize, stop: usize) -> Option<NodeId> {
        let end = self.inside(start, stop, b']')?;
        let mut at = self.skip(start + 1, end);
        let mut items = Vec::new();
        while at < end {
            let (item, behind) = self.flow_scalar(at, end)?;
            items.push(item);
            at = self.next_item(behind, end)?;
        }
        Some(self.tree.push_list(Span::new(start, stop), Style::Flow, items))
    }

    /// The mapping from `start` to `stop`; every key has a value.
    pub(super) fn flow_map(&mut self, start: usize, stop: usize) -> Option<NodeId> {
        let end = self.inside(start, stop, b'}')?;
        let mut at = self.skip(start + 1, end);
        let mut entries = Vec::new();
        while at < end {
            let length = self.key_length(at, end)?;
            let (key, key_span) = (Cow::Borrowed(&self.text[at..at + length]), Span::new(at, at + length));
            let (value, behind) = self.flow_scalar(self.skip(at + length + 1, end), end)?;
            entries.push(EntryData { key, key_span, value, merged: false });
            at = self.next_item(behind, end)?;
        }
        self.problems.extend(crate::document::duplicates(&entries, self.fold_case));
        Some(self.tree.push_map(Span::new(start, stop), Style::Flow, entries))
    }

    /// Where the closing bracket stands, at the end of the value.
    fn inside(&self, start: usize, stop: usize, close: u8) -> Option<usize> {
        stop.checked_sub(1).filter(|&end| end > start && self.bytes()[end] == close)
    }

    fn skip(&self, at: usize, end: usize) -> usize {
        at + self.bytes()[at..end].iter().take_while(|b| **b == b' ').count()
    }

    /// The scalar at `at`, and what follows it and the blanks behind it.
    fn flow_scalar(&mut self, at: usize, end: usize) -> Option<(NodeId, usize)> {
        let bytes = self.bytes();
        let quote = *bytes.get(at)?;
        let upto = if matches!(quote, b'"' | b'\'') {
            at + 1 + memchr(quote, &bytes[at + 1..end])? + 1
        } else {
            memchr(b',', &bytes[at..end]).map_or(end, |found| at + found)
        };
        let blanks = bytes[at..upto].iter().rev().take_while(|b| **b == b' ').count();
        Some((self.scalar(at, upto - blanks, true)?, self.skip(upto, end)))
    }

    /// Where the next item begins, or the end; a comma stands between two, and none before the end.
    fn next_item(&self, at: usize, end: usize) -> Option<usize> {
        if at == end {
            return Some(end);
        }
        let next = self.skip(at + 1, end);
        (self.bytes()[at] == b',' && next < end).then_some(next)
    }
}
