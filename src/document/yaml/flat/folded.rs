//! Scalars of several lines. In plain and quoted ones line ends are folded to blanks (YAML 1.2.2, section 6.5); with an
//! empty line or an escape among them they are left to the full reader. Block scalars are read without indentation
//! indicators, trailing blanks and, where they are folded, lines that are indented more (section 8.1).

use super::{Flat, is_plain};
use crate::document::node::{NodeId, Style, Value};
use crate::document::yaml::scalar;
use crate::span::Span;
use memchr::memchr;
use std::borrow::Cow;

impl<'s> Flat<'s> {
    /// True when the line ahead belongs to the scalar that was begun: it is indented deeper than what holds that.
    /// `None` where an empty line stands between them.
    pub(super) fn goes_on(&self) -> Option<bool> {
        let column = self.frames.last()?.column;
        let ahead = self.bytes().get(self.next..self.end).unwrap_or_default();
        let blanks = ahead.iter().take_while(|b| **b == b' ').count();
        match ahead.get(blanks) {
            None | Some(b'#') => Some(false),
            Some(b'\n' | b'\r') => {
                // Only line ends and blanks up to what stands at the left again.
                let gap = ahead.iter().take_while(|b| matches!(b, b' ' | b'\n' | b'\r')).count();
                let indent = ahead[..gap].iter().rev().take_while(|b| **b == b' ').count();
                (gap == ahead.len() || indent <= column).then_some(false)
            }
            Some(_) => Some(blanks > column),
        }
    }

    /// True when the line ahead has text of the value that is not indented deeper than what holds it: neither the closing
    /// quote, which may stand there, nor a mark of YAML's own.
    fn stands_left(&self, quote: u8) -> bool {
        let ahead = self.bytes().get(self.next..self.end).unwrap_or_default();
        let blanks = ahead.iter().take_while(|b| **b == b' ').count();
        let text = &ahead[blanks..];
        let mark = text.starts_with(b"---") || text.starts_with(b"...");
        self.frames.last().is_some_and(|top| blanks <= top.column)
            && text.first().is_some_and(|first| *first != quote && !matches!(first, b'\n' | b'\r' | b'#'))
            && !mark
    }

    /// The line ahead, which is then read: where its text begins and ends.
    fn take_line(&mut self) -> (usize, usize) {
        let at = self.next;
        let stop = self.advance();
        (at + self.bytes()[at..stop].iter().take_while(|b| **b == b' ').count(), stop)
    }

    /// A plain scalar from `start` that goes on behind `stop`.
    pub(super) fn plain_lines(&mut self, start: usize, mut stop: usize) -> Option<NodeId> {
        let mut from = start;
        let mut folded = String::new();
        loop {
            let line = self.text.get(from..stop).filter(|line| is_plain(line.as_bytes(), false))?;
            folded.push_str(line);
            if !self.goes_on()? {
                break;
            }
            folded.push(' ');
            (from, stop) = self.take_line();
        }
        let value = scalar::resolve(Cow::Owned(folded), self.dialect);
        Some(self.tree.push(Span::new(start, stop), Style::Plain, value))
    }

    /// A quoted scalar from `start` that does not end before `stop`.
    pub(super) fn quoted_lines(&mut self, start: usize, mut stop: usize) -> Option<NodeId> {
        let quote = self.bytes()[start];
        let style = if quote == b'"' { Style::DoubleQuoted } else { Style::SingleQuoted };
        let mut from = start + 1;
        let mut folded = String::new();
        loop {
            let line = self.text.get(from..stop)?;
            if quote == b'"' && line.contains('\\') {
                return None;
            }
            match memchr(quote, line.as_bytes()) {
                // Neither a second quote nor a comment.
                Some(close) if close + 1 == line.len() => {
                    folded.push_str(&line[..close]);
                    break;
                }
                Some(_) => return None,
                None => folded.push_str(line),
            }
            if !self.goes_on()? {
                self.underindented = self.stands_left(quote).then_some(start);
                return None;
            }
            folded.push(' ');
            (from, stop) = self.take_line();
        }
        Some(self.tree.push(Span::new(start, stop), style, Value::Str(Cow::Owned(folded))))
    }

    /// A block scalar whose header stands from `start` to `stop`.
    pub(super) fn block(&mut self, start: usize, mut stop: usize) -> Option<NodeId> {
        let (style, chomp) = match &self.text[start..stop] {
            "|" => (Style::Literal, "\n"),
            "|-" => (Style::Literal, ""),
            ">" => (Style::Folded, "\n"),
            ">-" => (Style::Folded, ""),
            _ => return None,
        };
        let column = self.frames.last()?.column;
        let mut indent = None;
        let mut value = String::new();
        let mut empty = 0;
        while self.next < self.end {
            let at = self.next;
            let (from, end) = self.take_line();
            let (blanks, line_end) = (from - at, self.next - 1);
            let trailing = self.bytes()[end..line_end] != *b"" && self.bytes()[end..line_end] != *b"\r";
            if from == end && indent.is_some() && !trailing {
                empty += 1;
                continue;
            }
            if from < end && blanks <= column {
                self.next = at;
                break;
            }
            let indent = *indent.get_or_insert(blanks);
            if from == end || trailing || blanks < indent || (blanks > indent && style == Style::Folded) {
                return None;
            }
            let line = &self.text[at + indent..end];
            if !value.is_empty() {
                let breaks = empty + usize::from(style == Style::Literal || empty == 0);
                let break_as = if style == Style::Folded && empty == 0 { " " } else { "\n" };
                value.extend(std::iter::repeat_n(break_as, breaks));
            }
            value.push_str(line);
            (stop, empty) = (end, 0);
        }
        // Without a line end behind the last line there is none to keep.
        if value.is_empty() || self.bytes().get(stop).is_none_or(|b| !matches!(b, b'\n' | b'\r')) {
            return None;
        }
        value.push_str(chomp);
        Some(self.tree.push(Span::new(start, stop), style, Value::Str(Cow::Owned(value))))
    }
}
