//! Words, numbers and the gaps between them, to both sides of a place in a text.

use crate::span::Span;

/// Longer words name nothing here.
const LONGEST_WORD: usize = 24;
/// Wider gaps part what they stand between.
const WIDEST_GAP: usize = 64;

/// Bytes of a text, outside of which nothing is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A run of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: usize,
    /// 0 where there are more than four digits.
    pub(super) value: i16,
}

/// The first digit from `at` on.
pub(super) fn next_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    // Whole chunks are judged without a branch per byte, which compilers turn into a few wide instructions.
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<32>) {
        if chunk.iter().fold(false, |any, byte| any | byte.is_ascii_digit()) {
            break;
        }
        at += chunk.len();
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(u8::is_ascii_digit).map(|found| at + found)
}

impl<'t> Text<'t> {
    /// What stands in front of `at`.
    pub(super) fn before(&self, at: usize) -> &'t str {
        self.text.get(self.start..at).unwrap_or("")
    }

    /// What stands from `at` on.
    pub(super) fn after(&self, at: usize) -> &'t str {
        self.text.get(at..self.end).unwrap_or("")
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end.max(start))
    }

    /// The run of digits at `at`.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let bytes = self.after(at).as_bytes();
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let value = bytes[..digits.min(4)].iter().fold(0, |value, byte| value * 10 + i16::from(byte - b'0'));
        let value = if digits > 4 { 0 } else { value };
        (digits > 0).then_some(Number { start: at, end: at + digits, digits, value })
    }

    /// Whether digits at `at` begin something of their own: they are no part of a word, a fraction, a path, a price.
    pub(super) fn starts_number(&self, at: usize) -> bool {
        let mut chars = self.before(at).chars().rev();
        let Some(last) = chars.next() else { return true };
        let previous = chars.next();
        match last {
            // `rev-5`, `4-6`; a list's bullet and a dash between blanks are no part of a number.
            '-' | '−' => !previous.is_some_and(char::is_alphanumeric),
            // `1.5`; `Sept.5` is two words.
            '.' => previous.is_some_and(char::is_alphabetic),
            // `2:30`, `1,500`.
            ',' | ':' => !previous.is_some_and(char::is_numeric),
            '+' | '/' | '\\' | '$' | '€' | '£' | '#' | '=' | '@' | '~' | '%' => false,
            _ => !last.is_alphanumeric(),
        }
    }

    /// Where the blanks and emphasis marks that end at `at` begin.
    pub(super) fn blanks_left(&self, at: usize) -> usize {
        let before = self.before(at);
        let mut rest = before;
        while before.len() - rest.len() < WIDEST_GAP {
            let shorter = rest.strip_suffix("&nbsp;").unwrap_or_else(|| rest.trim_end_matches(is_blank));
            if shorter.len() == rest.len() {
                break;
            }
            rest = shorter;
        }
        at - (before.len() - rest.len())
    }

    /// Where the blanks and emphasis marks that begin at `at` end.
    pub(super) fn blanks(&self, at: usize) -> usize {
        let after = self.after(at);
        let mut rest = after;
        while after.len() - rest.len() < WIDEST_GAP {
            let shorter = rest.strip_prefix("&nbsp;").unwrap_or_else(|| rest.trim_start_matches(is_blank));
            if shorter.len() == rest.len() {
                break;
            }
            rest = shorter;
        }
        at + (after.len() - rest.len())
    }

    /// [`Text::blanks`], over the end of a line that goes on in the next.
    pub(super) fn gap(&self, at: usize) -> usize {
        let end = self.blanks(at);
        let rest = self.after(end);
        let Some(rest) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) else { return end };
        let next = self.blanks(self.end - rest.len());
        if self.goes_on(end) && self.after(next).starts_with(char::is_alphanumeric) { next } else { end }
    }

    /// [`Text::blanks_left`], over the end of a line that goes on in the next.
    pub(super) fn gap_left(&self, at: usize) -> usize {
        let start = self.blanks_left(at);
        let before = self.before(start);
        let Some(before) = before.strip_suffix('\n') else { return start };
        let before = before.strip_suffix('\r').unwrap_or(before);
        let previous = self.blanks_left(self.start + before.len());
        let joins = |c: char| c.is_alphanumeric() || c == ',';
        if self.before(previous).ends_with(joins) && self.goes_on(previous) { previous } else { start }
    }

    /// Whether the line that holds `at` is one of running text; headings and rows of tables end with their line.
    fn goes_on(&self, at: usize) -> bool {
        let before = self.before(at);
        let line = &before[memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1)..];
        !line.trim_start().starts_with(['#', '|'])
    }

    /// The word that ends at `at`.
    pub(super) fn word_left(&self, at: usize) -> Option<(usize, &'t str)> {
        let before = self.before(at);
        let rest = before.trim_end_matches(char::is_alphabetic);
        let word = &before[rest.len()..];
        // Digits glued to it, an address: no word of its own.
        let alone = !rest.ends_with(|c: char| c.is_numeric() || matches!(c, '@' | '/' | '\\' | '#' | '=' | '\'' | '’'));
        (!word.is_empty() && word.len() <= LONGEST_WORD && alone).then_some((at - word.len(), word))
    }

    /// The word that begins at `at`.
    pub(super) fn word(&self, at: usize) -> Option<(usize, &'t str)> {
        let after = self.after(at);
        let rest = after.trim_start_matches(char::is_alphabetic);
        let word = &after[..after.len() - rest.len()];
        (!word.is_empty() && word.len() <= LONGEST_WORD).then_some((at + word.len(), word))
    }

    /// Whether a letter or digit stands at `at`.
    pub(super) fn alphanumeric(&self, at: usize) -> bool {
        self.after(at).starts_with(char::is_alphanumeric)
    }

    /// Where `what` ends that begins at `at`.
    pub(super) fn eat(&self, at: usize, what: &[&str]) -> Option<usize> {
        let after = self.after(at);
        what.iter().find(|each| after.starts_with(**each)).map(|each| at + each.len())
    }

    /// Where the dash that stands at `at` ends, written in any of the ways Markdown writers have.
    pub(super) fn dash(&self, at: usize) -> Option<usize> {
        self.eat(at, &["–", "—", "---", "--", "-", "−", "‐", "‑", "&ndash;", "&mdash;", "&#8211;"])
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '*' | '_')
}
