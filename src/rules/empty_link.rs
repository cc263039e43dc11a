//! `empty-link`: a link that leads nowhere.

use crate::declare_rule;
use crate::document::body::{Link, LinkKind};
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports links and images without a destination: `[text]()`, `[text](<>)`, `<a href="">text</a>`.
    ///
    /// Anchors (`<a name="top">`), `href="#"` and tags that a script fills in (with an `id`, a handler or a data
    /// attribute) are let pass.
    ///
    /// ## Why it matters
    ///
    /// The text looks like a link and leads back to the page it stands on.
    ///
    /// ## What to do
    ///
    /// Fill in the address, or take the brackets away.
    EmptyLink { id: "empty-link", summary: "a link without a destination", group: Links, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EmptyLink {}

impl Check for EmptyLink {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let text = subject.document.text;
        for link in subject.document.body.links.iter().filter(|link| link.dest.is_empty()) {
            let written = link.span.slice(text);
            let forgotten = match link.kind {
                LinkKind::Inline => !written.trim_start_matches('!').starts_with("[]"),
                LinkKind::Html => {
                    // A tag around nothing is seen by nobody.
                    let empty = text[link.span.end as usize..].trim_start().starts_with("</");
                    !link.image && !empty && is_plain_anchor(written)
                }
                _ => false,
            };
            if forgotten {
                let what = if link.image { "image" } else { "link" };
                cx.report(place(link), format!("this {what} has no destination"))
                    .help("fill in the address, or remove the brackets");
            }
        }
    }
}

/// The bytes between the delimiters; where there are none, the whole link.
fn place(link: &Link<'_>) -> crate::span::Span {
    if link.dest_span.is_empty() { link.span } else { link.dest_span }
}

/// True for an `a` tag that nothing but its destination makes work.
fn is_plain_anchor(tag: &str) -> bool {
    // One tag may hold very many empty addresses.
    const LONGEST: usize = 2000;
    if tag.len() > LONGEST {
        return false;
    }
    let mut words = tag.split_ascii_whitespace();
    let named = words.next().is_some_and(|name| name.eq_ignore_ascii_case("<a"));
    let scripted = |word: &str| {
        let word = word.to_ascii_lowercase();
        ["id=", "name=", "on", "data-", "role=", "v-", "x-", ":", "@"].iter().any(|start| word.starts_with(start))
    };
    named && !words.any(scripted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_a_script_fills_in_is_let_pass() {
        assert!(is_plain_anchor("<a href=\"\">"));
        assert!(is_plain_anchor("<A class=\"button\" href=\"\">"));
        assert!(!is_plain_anchor("<a href=\"\" onclick=\"go()\">"));
        assert!(!is_plain_anchor("<a href=\"\" id=\"next\">"));
        assert!(!is_plain_anchor("<area href=\"\">"));
    }
}
