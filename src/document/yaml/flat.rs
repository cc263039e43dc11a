//! The YAML that nearly all front matter is: mappings and lists of scalars, most on one line each.
//!
//! A full YAML reader takes longer for it than Markdown's parser for the page behind it. What is read here is read as
//! [`super::build`] reads it, to the byte, which tests hold; at the first sign of anything else nothing is read here.

mod flow;
mod folded;

use super::scalar;
use crate::document::node::{EntryData, NodeId, Style, Tree, Value};
use crate::document::{FrontSyntax, Parsed, Problem, YamlDialect};
use crate::source::LIMITS;
use crate::span::Span;
use memchr::{memchr, memchr_iter, memchr2_iter, memchr3_iter, memmem};
use std::borrow::Cow;

/// Longer keys are left to the full reader, which knows YAML's limit; so is what is deep or large.
const LONGEST_KEY: usize = 128;
const DEEPEST: usize = LIMITS.yaml_depth / 2;
const MOST: usize = LIMITS.expanded_nodes / 2;

/// The bytes of keys that are read here.
static IN_KEY: [bool; 256] = {
    let mut known = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        known[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/');
        byte += 1;
    }
    known
};

/// Why a block was not read.
pub(super) struct Unread {
    /// The quote of a value whose next line is not indented, all before it having been read.
    pub(super) underindented: Option<usize>,
}

/// Reads the block under `inner`; an error where it needs the full reader.
pub(super) fn read<'s>(text: &'s str, inner: Span, syntax: &FrontSyntax) -> Result<Parsed<'s>, Unread> {
    let (start, end) = (inner.start as usize, inner.end as usize);
    let block = text.get(start..end).filter(|block| is_printable(block)).ok_or(Unread { underindented: None })?;
    let lines = memchr_iter(b'\n', block.as_bytes()).count() + 1;
    let mut flat = Flat {
        text,
        end,
        next: start,
        dialect: syntax.yaml,
        fold_case: syntax.fold_case,
        tree: Tree::with_capacity(lines + 1),
        problems: Vec::new(),
        entries: Vec::with_capacity(lines),
        items: Vec::new(),
        frames: Vec::new(),
        underindented: None,
    };
    while flat.next < end {
        let at = flat.next;
        let stop = flat.advance();
        flat.line(at, stop).ok_or(Unread { underindented: flat.underindented })?;
    }
    flat.finish().ok_or(Unread { underindented: None })
}

/// True for text without tabs, control characters, lone carriage returns and what else has a meaning of its own.
fn is_printable(block: &str) -> bool {
    let bytes = block.as_bytes();
    // Without a way out in between, so that the compiler makes one step of many bytes.
    let no_controls = bytes.iter().fold(true, |all, b| all & matches!(b, b' '..=b'~' | b'\n' | b'\r' | 0x80..));
    let whole_ends = memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'));
    // U+0080 to U+009F, U+2028 and U+2029, U+FEFF, U+FFFE and U+FFFF, by the only bytes they begin with.
    let plain = |at: usize| match bytes[at..] {
        [0xC2, second, ..] => second >= 0xA0,
        [0xE2, 0x80, third, ..] => !matches!(third, 0xA8 | 0xA9),
        [0xEF, 0xBB, third, ..] => third != 0xBF,
        [0xEF, 0xBF, third, ..] => third < 0xBE,
        _ => true,
    };
    no_controls && whole_ends && memchr3_iter(0xC2, 0xE2, 0xEF, bytes).all(plain)
}

/// A mapping or list whose end is not reached.
struct Frame<'s> {
    map: bool,
    /// The column of its keys or dashes.
    column: usize,
    /// Where its entries or items begin among those of all frames.
    from: usize,
    /// What the children cover.
    cover: Option<Span>,
    /// The key whose value is not complete.
    key: Option<(&'s str, Span)>,
}

struct Flat<'s> {
    text: &'s str,
    /// Where the block ends.
    end: usize,
    /// Where the line behind the one being read begins.
    next: usize,
    dialect: YamlDialect,
    fold_case: bool,
    tree: Tree<'s>,
    problems: Vec<Problem>,
    entries: Vec<EntryData<'s>>,
    items: Vec<NodeId>,
    frames: Vec<Frame<'s>>,
    /// See [`Unread`].
    underindented: Option<usize>,
}

impl<'s> Flat<'s> {
    fn bytes(&self) -> &'s [u8] {
        self.text.as_bytes()
    }

    /// Goes on to the next line; gives the end of this one, without its line end and the blanks before it.
    fn advance(&mut self) -> usize {
        let (at, bytes) = (self.next, self.bytes());
        let line_end = memchr(b'\n', &bytes[at..self.end]).map_or(self.end, |found| at + found);
        let mut stop = line_end;
        if line_end < self.end && stop > at && bytes[stop - 1] == b'\r' {
            stop -= 1;
        }
        while stop > at && bytes[stop - 1] == b' ' {
            stop -= 1;
        }
        self.next = line_end + 1;
        stop
    }

    /// Reads the line from `at` to `stop`, without its line end and the blanks before it.
    fn line(&mut self, at: usize, stop: usize) -> Option<()> {
        let line = &self.bytes()[at..stop];
        let column = line.iter().take_while(|b| **b == b' ').count();
        let Some(first) = line.get(column) else { return Some(()) };
        if *first == b'#' {
            return self.is_mere_comment(at + column, stop).then_some(());
        }
        let dash = line[column..].starts_with(b"- ");
        while let Some(top) = self.frames.last() {
            // A list may stand below its key without being indented; the next key ends it.
            let beside = top.column == column && !top.map && !dash;
            if top.column <= column && !beside {
                break;
            }
            self.close()?;
        }
        let deeper = match self.frames.last() {
            None => !dash && column == 0,
            Some(top) if top.column == column && top.map != dash => false,
            // Only a key without a value may have something below it.
            Some(top) => top.map && top.key.is_some() && (top.column < column || dash),
        };
        if deeper {
            self.open(!dash, column)?;
        } else if self.frames.last().is_none_or(|top| top.column != column || top.map == dash) {
            return None;
        }
        if dash { self.item(at, column, stop) } else { self.entry(at + column, stop) }
    }

    /// True when the comment does not name a schema.
    fn is_mere_comment(&self, start: usize, stop: usize) -> bool {
        memmem::find(&self.bytes()[start..stop], b"yaml-language-server:").is_none()
    }

    fn open(&mut self, map: bool, column: usize) -> Option<()> {
        let from = if map { self.entries.len() } else { self.items.len() };
        self.frames.push(Frame { map, column, from, cover: None, key: None });
        (self.frames.len() <= DEEPEST).then_some(())
    }

    /// The length of the key at `at`, when one with a colon stands there.
    fn key_length(&self, at: usize, stop: usize) -> Option<usize> {
        let line = &self.bytes()[at..stop];
        let length = line.iter().position(|b| !IN_KEY[usize::from(*b)])?;
        let starts = line[0].is_ascii_alphanumeric() || line[0] == b'_';
        let ends = line[length] == b':' && line.get(length + 1).is_none_or(|b| *b == b' ');
        (starts && ends && length <= LONGEST_KEY).then_some(length)
    }

    /// `key:` and `key: value`.
    fn entry(&mut self, at: usize, stop: usize) -> Option<()> {
        let length = self.key_length(at, stop)?;
        self.complete();
        if self.tree.len() > MOST {
            return None;
        }
        let span = Span::new(at, at + length);
        let top = self.frames.last_mut()?;
        top.cover = Some(top.cover.map_or(span, |cover| cover.cover(span)));
        top.key = Some((&self.text[at..at + length], span));
        match self.value(at + length + 1, stop)? {
            Some(value) => self.attach(value),
            None => Some(()),
        }
    }

    /// `- value` or `- key: value`.
    fn item(&mut self, at: usize, column: usize, stop: usize) -> Option<()> {
        if self.tree.len() > MOST {
            return None;
        }
        let rest = &self.bytes()[at + column + 1..stop];
        let inner = column + 1 + rest.iter().take_while(|b| **b == b' ').count();
        if self.key_length(at + inner, stop).is_some() {
            self.open(true, inner)?;
            return self.entry(at + inner, stop);
        }
        let value = self.value(at + column + 1, stop)??;
        self.attach(value)
    }

    /// The value between `at` and `stop`, comments left out; `Some(None)` where there is none.
    fn value(&mut self, at: usize, stop: usize) -> Option<Option<NodeId>> {
        let bytes = self.bytes();
        let start = at + bytes[at..stop].iter().take_while(|b| **b == b' ').count();
        if start == stop {
            return Some(None);
        }
        let first = bytes[start];
        let mut end = stop;
        // Where a comment begins: behind the closing quote, or at the first number sign behind a blank.
        let from = match first {
            b'#' => start - 1,
            b'|' | b'>' => return self.block(start, stop).map(Some),
            b'"' | b'\'' => match memchr(first, &bytes[start + 1..stop]) {
                Some(found) => start + 1 + found,
                None => return self.quoted_lines(start, stop).map(Some),
            },
            _ => start,
        };
        let mut hashes = memchr_iter(b'#', &bytes[from..stop]).map(|found| from + found);
        if let Some(hash) = hashes.find(|&hash| hash > from && bytes[hash - 1] == b' ') {
            if !self.is_mere_comment(hash, stop) {
                return None;
            }
            end = hash - 1;
            while end > start && bytes[end - 1] == b' ' {
                end -= 1;
            }
        }
        if end <= start {
            return Some(None);
        }
        match first {
            b'[' => self.flow_list(start, end),
            b'{' => self.flow_map(start, end),
            b'"' | b'\'' => self.scalar(start, end, false),
            // What a comment ends does not go on.
            _ if end == stop && self.goes_on()? => self.plain_lines(start, stop),
            _ => self.scalar(start, end, false),
        }
        .map(Some)
    }

    /// A scalar on one line that needs no decoding.
    fn scalar(&mut self, start: usize, stop: usize, in_flow: bool) -> Option<NodeId> {
        let written = self.text.get(start..stop)?;
        let (style, value) = match written.as_bytes() {
            [b'\'', within @ .., b'\''] if memchr(b'\'', within).is_none() => (Style::SingleQuoted, None),
            [b'"', within @ .., b'"'] if memchr2_iter(b'"', b'\\', within).next().is_none() => {
                (Style::DoubleQuoted, None)
            }
            bytes if is_plain(bytes, in_flow) => {
                (Style::Plain, Some(scalar::resolve(Cow::Borrowed(written), self.dialect)))
            }
            _ => return None,
        };
        let value = value.unwrap_or_else(|| Value::Str(Cow::Borrowed(&self.text[start + 1..stop - 1])));
        Some(self.tree.push(Span::new(start, stop), style, value))
    }

    /// Gives the key before its value: nothing.
    fn complete(&mut self) {
        let Some((key, span)) = self.frames.last_mut().and_then(|top| top.key.take()) else { return };
        let colon_end = Span::empty(span.end as usize + 1);
        let value = self.tree.push(colon_end, Style::Missing, Value::Null);
        let top = self.frames.last_mut();
        top.into_iter().for_each(|top| top.cover = top.cover.map(|cover| cover.cover(colon_end)));
        self.entries.push(EntryData { key: Cow::Borrowed(key), key_span: span, value, merged: false });
    }

    /// Puts a complete value into the frame it stands in.
    fn attach(&mut self, value: NodeId) -> Option<()> {
        let span = self.tree.data(value).span;
        let Some(top) = self.frames.last_mut() else {
            self.tree.set_root(value);
            return Some(());
        };
        top.cover = Some(top.cover.map_or(span, |cover| cover.cover(span)));
        if top.map {
            let (key, key_span) = top.key.take()?;
            self.entries.push(EntryData { key: Cow::Borrowed(key), key_span, value, merged: false });
        } else {
            self.items.push(value);
        }
        Some(())
    }

    /// Completes the innermost mapping or list.
    fn close(&mut self) -> Option<()> {
        self.complete();
        let Frame { map, from, cover, .. } = self.frames.pop()?;
        let value = if map {
            self.problems.extend(crate::document::duplicates(&self.entries[from..], self.fold_case));
            self.tree.push_map(cover?, Style::Block, self.entries.drain(from..))
        } else {
            self.tree.push_list(cover?, Style::Block, self.items.drain(from..))
        };
        self.attach(value)
    }

    fn finish(mut self) -> Option<Parsed<'s>> {
        while !self.frames.is_empty() {
            self.close()?;
        }
        self.tree.root()?;
        Some(Parsed { tree: self.tree, schema_comment: None, problems: self.problems })
    }
}

/// True for a plain scalar that begins harmlessly and holds nothing that could end it or make a mapping of it.
fn is_plain(bytes: &[u8], in_flow: bool) -> bool {
    let begins = match bytes {
        [b'-', second, ..] => second.is_ascii_alphanumeric(),
        [first, ..] => {
            first.is_ascii_alphanumeric()
                || !first.is_ascii()
                || matches!(first, b'/' | b'.' | b'(' | b'_' | b'$' | b'+' | b'~' | b'<' | b'^')
        }
        [] => false,
    };
    // What ends a plain scalar: a colon before a blank or the end, a number sign behind a blank.
    let goes_on = |at: usize| match bytes[at] {
        b':' => !in_flow && bytes.get(at + 1).is_some_and(|b| *b != b' '),
        _ => bytes[at - 1] != b' ',
    };
    begins
        && memchr2_iter(b':', b'#', bytes).all(goes_on)
        && !(in_flow && bytes.iter().any(|b| matches!(b, b'[' | b']' | b'{' | b'}' | b',')))
}

#[cfg(test)]
mod tests;
