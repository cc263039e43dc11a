//! HTML blocks whose Markdown is read: `<div markdown="1">` of kramdown and of Python-Markdown's `md_in_html`.
//!
//! CommonMark hands such a block on as it is, down to the first empty line. Its start tag is overwritten, so that what
//! follows is read as any other text.

use crate::document::directive::{Fill, Mask};
use crate::span::Span;
use memchr::{memchr, memmem, memrchr};
use std::borrow::Cow;

/// Longer tags are none.
const LONGEST: usize = 512;

/// Overwrites the tags and gives the ids that they hold.
pub(super) fn open<'s>(mask: &mut Mask<'s>) -> Vec<(Cow<'s, str>, Span)> {
    let source = mask.source;
    let bytes = source.as_bytes();
    let mut ids = Vec::new();
    let mut done = 0;
    for at in memmem::find_iter(bytes, " markdown") {
        let name_end = at + " markdown".len();
        if at < done || !matches!(bytes.get(name_end), Some(b'=' | b'>' | b' ')) {
            continue;
        }
        let Some(start) = memrchr(b'<', &bytes[done.max(at.saturating_sub(LONGEST))..at]) else { continue };
        let start = done.max(at.saturating_sub(LONGEST)) + start;
        let window = &bytes[start..bytes.len().min(start + LONGEST)];
        let Some(end) = memchr(b'>', window).map(|end| start + end + 1).filter(|&end| end > name_end) else { continue };
        let range = start..end;
        let is_off = bytes[name_end..end].starts_with(b"=\"0\"");
        if is_off || !bytes[start + 1].is_ascii_alphabetic() || !mask.alone(&range) {
            continue;
        }
        let tag = &source[range.clone()];
        if let Some(value) = tag.find(" id=\"").map(|id| id + 5)
            && let Some(length) = tag[value..].find('"').filter(|&length| length > 0)
        {
            let id = start + value..start + value + length;
            ids.push((Cow::Borrowed(&source[id.clone()]), mask.span(&id)));
        }
        mask.fill(range, Fill::Blank);
        done = end;
    }
    ids
}
