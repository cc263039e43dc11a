//! Where values stand that granit places at their text or at the next token: omitted ones and block scalars.

use super::Build;
use crate::span::Span;

impl Build<'_> {
    /// Where an omitted value stands: behind its key's colon, its dash, its tag or anchor.
    pub(super) fn missing_at(&self, span: Span, tag_end: Option<usize>) -> usize {
        let upto = (span.start as usize).max(self.base);
        let key = self.stack.last().and_then(|frame| frame.key.as_ref());
        if let Some(key) = key {
            let from = key.span.end as usize;
            let rest = &self.text[from..self.end];
            if let Some(colon) = colon(rest) {
                return from + colon + 1;
            }
            return from;
        }
        if let Some(end) = tag_end {
            return end;
        }
        let before = &self.text[self.base..upto];
        self.base + before.trim_end_matches([' ', '\t', '\n', '\r']).len()
    }

    /// A block scalar from its indicator to the end of its last line; granit starts at the text.
    pub(super) fn block_scalar(&self, span: Span, indicator: u8) -> Span {
        let bytes = self.text.as_bytes();
        let mut at = self.token_end.min(span.start as usize);
        let stop = self.end;
        while at < stop && bytes[at] != indicator {
            at = match bytes[at] {
                b'&' | b'!' => at + bytes[at..stop].iter().position(u8::is_ascii_whitespace).unwrap_or(stop - at),
                b'#' => at + bytes[at..stop].iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(stop - at),
                _ => at + 1,
            };
        }
        let start = if at < stop { at } else { span.start as usize };
        let content = &self.text[start..(span.end as usize).max(start)];
        // The header alone, when the scalar holds nothing.
        let header = content.find(['\n', '\r']).unwrap_or(content.len());
        let end = content.trim_end_matches(['\n', '\r', ' ']).len().max(content[..header].trim_end().len()).max(1);
        let end = end.min(self.end - start);
        let content_end =
            if span.end as usize <= start { start + header_len(&self.text[start..self.end]) } else { start + end };
        Span::new(start, content_end)
    }
}

/// The place of a key's colon in what follows the key; comments and line ends may stand before it (`? key`).
fn colon(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b':' => return Some(at),
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'#' => at += bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r'))?,
            _ => return None,
        }
    }
}

fn header_len(text: &str) -> usize {
    text[..text.find(['\n', '\r']).unwrap_or(text.len())].trim_end().len()
}
