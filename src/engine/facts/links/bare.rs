//! Addresses of the site itself that stand bare in the text, where the generator makes links of those (goldmark's and
//! GFM's autolink extensions).

use crate::document::body::Body;
use crate::span::Span;
use memchr::memmem;

/// The addresses with one of the site's hosts that are no part of another link, of code or of a directive, by host and
/// position.
pub(super) fn of(text: &str, body: &Body<'_>, hosts: &[String]) -> Vec<Span> {
    let mut found = Vec::new();
    let inside = body.span.slice(text);
    for host in hosts {
        for at in memmem::find_iter(inside.as_bytes(), format!("://{host}").as_bytes()) {
            let scheme = ["https", "http"].into_iter().find(|scheme| inside[..at].ends_with(scheme));
            let Some(start) = scheme.map(|scheme| at - scheme.len()) else { continue };
            if starts_link(&inside[..start]) {
                let length = length(&inside[start..]);
                found.push(Span::new(start, start + length).shift(body.span.start as usize));
            }
        }
    }
    if found.is_empty() {
        return found;
    }
    let links = body.links.iter().map(|link| link.span);
    let definitions = body.definitions.iter().map(|definition| definition.span);
    let directives = body.directives.iter().map(|directive| directive.span);
    let taken = links.chain(definitions).chain(directives).chain(body.opaque.iter().copied());
    let mut taken: Vec<(u32, u32)> = taken.map(|span| (span.start, span.end)).collect();
    taken.sort_unstable();
    // Each with the farthest end up to it, as they may nest.
    let mut farthest = 0;
    for span in &mut taken {
        farthest = farthest.max(span.1);
        span.1 = farthest;
    }
    found.retain(|span| {
        let before = taken.partition_point(|taken| taken.0 < span.end);
        before == 0 || taken[before - 1].1 <= span.start
    });
    found
}

/// True where an address may begin: after white space, some marks or a line break, in a line that is no HTML block.
fn starts_link(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let marks = [' ', '\t', '*', '_', '~', '('];
    !line.trim_start().starts_with('<') && (line.is_empty() || line.ends_with(marks) || line.ends_with("/>"))
}

/// How far an address goes: up to white space or `<`, without the marks at its end.
fn length(text: &str) -> usize {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '"' | '`' | '|')).unwrap_or(text.len());
    text[..end].trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', ')', ']', '}', '\\']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_an_address_begins_and_ends() {
        assert!(starts_link("") && starts_link("See ") && starts_link("a\n") && starts_link("- a<br />"));
        assert!(!starts_link("[") && !starts_link("<p>See ") && !starts_link("href=\""));
        assert_eq!(length("https://a.example/b/, c"), "https://a.example/b/".len());
        assert_eq!(length("https://a.example/b).**"), "https://a.example/b".len());
    }
}
