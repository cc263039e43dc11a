//! Brackets that are no link because no definition has their label. The parser tells of them while it runs.

use crate::span::Span;
use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, LinkType};

/// How the reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingKind {
    /// `[text][label]`
    Full,
    /// `[label][]`
    Collapsed,
    /// `[label]`: as a rule plain text in brackets.
    Shortcut,
}

/// Brackets whose label has no definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The whole construct, `!` of an image included.
    pub span: Span,
    /// How it is written.
    pub kind: MissingKind,
}

/// Takes down what the parser finds undefined, in offsets of the parsed text, and leaves it text.
pub(crate) struct Gather<'g> {
    pub(crate) found: &'g mut Vec<Missing>,
}

impl<'m> BrokenLinkCallback<'m> for Gather<'_> {
    fn handle_broken_link(&mut self, link: BrokenLink<'m>) -> Option<(CowStr<'m>, CowStr<'m>)> {
        let kind = match link.link_type {
            LinkType::Reference => MissingKind::Full,
            LinkType::Collapsed => MissingKind::Collapsed,
            _ => MissingKind::Shortcut,
        };
        self.found.push(Missing { span: Span::new(link.span.start, link.span.end), kind });
        None
    }
}
