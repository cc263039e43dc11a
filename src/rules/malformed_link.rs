//! `malformed-link`: a link whose address or punctuation is mistyped.

use crate::declare_rule;
use crate::document::body::{Body, LinkKind, Missing, MissingKind};
use crate::edit::{Applicability, Edit, Fix};
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::address::{host_of, in_address, is_address};
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports links that cannot work as they are written:
    ///
    /// - the punctuation: `[text] (https://…)` with a space, `(text)[https://…]` the wrong way round, parentheses doubled
    ///   or never closed around an address;
    /// - the scheme: `ttps://`, `https//`, `http:/`, `https:example.org`, `https://https://`, `mailto://`;
    /// - no scheme at all: `www.example.org`, `example.org/page`, and an e-mail address without `mailto:`.
    ///
    /// ## Why it matters
    ///
    /// Readers see brackets instead of a link, or follow it to a page of the site itself that does not exist.
    ///
    /// ## What to do
    ///
    /// Correct the address; most findings carry the mended one.
    MalformedLink { id: "malformed-link", summary: "a link whose address or punctuation is mistyped", group: Links, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// Options of `malformed-link`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MalformedLink {
    /// Folders or pages of the site whose names look like a host: `example.org`.
    allow: Vec<String>,
}

impl Check for MalformedLink {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let body = &subject.document.body;
        let text = subject.document.text;
        // The destination of a reference is the definition's, and reported there once.
        let own = body.links.iter().filter(|link| matches!(link.kind, LinkKind::Inline | LinkKind::Html));
        let links = own.map(|link| (&link.dest, link.dest_span, link.image));
        let definitions = body.definitions.iter().map(|known| (&known.dest, known.dest_span, false));
        for (dest, span, image) in links.chain(definitions) {
            let Some(wrong) = in_address(dest, image) else { continue };
            // The decoded address is mended only where it is the written one.
            let as_written = span.slice(text) == &**dest;
            if touches_directive(body, span) || (wrong.is_bare && self.allow.iter().any(|host| host == host_of(dest))) {
                continue;
            }
            let report = cx.report(span, format!("`{dest}` {}", wrong.what));
            let Some((mended, applicability)) = wrong.mended else {
                report.help("correct the address");
                continue;
            };
            let report = report.help(format!("write `{mended}`"));
            if as_written {
                report.fix(Fix::one(format!("write `{mended}`"), applicability, span, mended));
            }
        }
        for missing in body.missing.iter().filter(|missing| missing.kind == MissingKind::Shortcut) {
            around(missing, body, text, cx);
        }
    }
}

fn touches_directive(body: &Body<'_>, span: Span) -> bool {
    let next = body.directives.partition_point(|directive| directive.span.end <= span.start);
    body.directives.get(next).is_some_and(|directive| directive.span.start < span.end)
}

/// In bytes; servers refuse much longer ones.
const LONGEST_ADDRESS: usize = 1500;

/// Brackets beside parentheses that would be a link but for the punctuation.
fn around(missing: &Missing, body: &Body<'_>, text: &str, cx: &mut Context<'_>) {
    let (start, end) = (missing.span.start as usize, missing.span.end as usize);
    let written = missing.span.slice(text);
    let inner = written.trim_start_matches('!').trim_start_matches('[').trim_end_matches(']').trim();
    if text[..start].ends_with(')') && is_address(inner) && !inner.contains(char::is_whitespace) {
        return reversed(missing, inner, body, text, cx);
    }
    if text[end..].starts_with(": (") {
        return unclosed_definition(missing.span, inner, text, cx);
    }
    // A note, an index.
    let before = text[..start].chars().next_back();
    if inner.is_empty()
        || inner.starts_with('^')
        || before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '[' | ']' | '\\'))
    {
        return;
    }
    // At most the blanks of one line end.
    const FAR: usize = 80;
    let near = &text.as_bytes()[end..text.len().min(end + FAR)];
    let blanks = near.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).count();
    let gap = &text[end..end + blanks];
    let open = end + blanks;
    // `[1] (…)` and `[x] (…)` are a citation and a task, `[sic] (…)` a remark.
    let remark = inner.chars().filter(|c| c.is_alphabetic()).count() < 2 || inner.eq_ignore_ascii_case("sic");
    if gap.matches('\n').count() > 1 || (remark && !gap.is_empty()) || !text[open..].starts_with('(') {
        return;
    }
    let inside = text[open + 1..].trim_start_matches([' ', '(']);
    let address = open + 1 + (text.len() - open - 1 - inside.len());
    // As long as an address gets, so that many brackets before one long word cost little.
    let inside = &inside[..inside.floor_char_boundary(LONGEST_ADDRESS)];
    if !is_address(inside) {
        return;
    }
    let length = inside.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or(inside.len());
    if length == LONGEST_ADDRESS {
        return;
    }
    let word = &inside[..length];
    let whole = Span::new(start, address + length);
    if touches_directive(body, whole) {
        return;
    }
    let opened = text[open..address].matches('(').count();
    let closed = balance(word);
    let Some(close) = closed else {
        if gap.is_empty() {
            unclosed(whole, Span::new(open, address + length), word, inside, cx);
        }
        return;
    };
    let link = Span::new(start, address + close + 1);
    if opened > 1 {
        let doubled = word[close..].bytes().take_while(|b| *b == b')').count().min(opened);
        let around = Span::new(end, address + close + doubled);
        cx.report(around, "the parentheses around the address are doubled").help("write one pair").fix(Fix::one(
            "write one pair of parentheses",
            Applicability::Unsafe,
            around,
            format!("({})", &word[..close]),
        ));
    } else if !gap.is_empty() {
        let what = if gap.contains('\n') { "a line end" } else { "a space" };
        cx.report(link, format!("{what} before `({})` keeps this from being a link", &word[..close]))
            .help("close the gap")
            .fix(Fix::one("close the gap", Applicability::Unsafe, Span::new(end, open), ""));
    }
}

/// Where the parenthesis that was opened before `word` closes in it.
fn balance(word: &str) -> Option<usize> {
    let mut depth = 1usize;
    for (at, byte) in word.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `[text](https://example.org` up to a blank, without a title behind it.
fn unclosed(whole: Span, parenthesis: Span, word: &str, inside: &str, cx: &mut Context<'_>) {
    // The rest of the paragraph, as far as an address may go on.
    const FAR: usize = 200;
    let rest = &inside[word.len()..];
    let rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
    let rest: &str = rest.char_indices().nth(FAR).map_or(rest, |(end, _)| &rest[..end]);
    if rest.trim_start().starts_with(['"', '\'', '(']) || word.contains(['"', '`']) {
        return;
    }
    let closes = rest.find(')').filter(|&at| !rest[..at].contains('('));
    if closes.is_some() {
        // Where the address ends is for the author to say.
        cx.report(parenthesis, "white space in the address keeps this from being a link")
            .help("write `%20` for a space, or close the parenthesis behind the address");
    } else {
        cx.report(whole, "the parenthesis around the address is never closed").help("close it").fix(Fix {
            title: "close the parenthesis".to_owned(),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: Span::empty(whole.end as usize), text: ")".to_owned() }],
        });
    }
}

/// `[label]: (https://example.org` is no definition; with the second parenthesis it would be one, of a wrong address.
fn unclosed_definition(span: Span, label: &str, text: &str, cx: &mut Context<'_>) {
    let open = span.end as usize + 2;
    let rest = &text[open + 1..];
    let line = rest[..rest.floor_char_boundary(LONGEST_ADDRESS)].lines().next().unwrap_or("").trim_end();
    let before = text[..span.start as usize].trim_end_matches([' ', '\t']);
    if (before.is_empty() || before.ends_with('\n'))
        && is_address(line)
        && !line.contains([' ', '\t', ')'])
        && !label.is_empty()
    {
        let at = Span::new(open, open + 1 + line.len());
        cx.report(at, format!("a parenthesis before the address keeps `{label}` from being defined"))
            .help("remove the parenthesis")
            .fix(Fix::one("remove the parenthesis", Applicability::Unsafe, Span::new(open, open + 1), ""));
    }
}

/// `(text)[https://example.org]`
fn reversed(missing: &Missing, address: &str, body: &Body<'_>, text: &str, cx: &mut Context<'_>) {
    // The text of a link is seldom longer.
    const LONGEST: usize = 300;
    let close = missing.span.start as usize - 1;
    let mut depth = 0usize;
    let mut open = None;
    for (at, byte) in text.as_bytes()[..close].iter().enumerate().rev().take(LONGEST) {
        match byte {
            b'\n' => break,
            b')' => depth += 1,
            b'(' if depth == 0 => {
                open = Some(at);
                break;
            }
            b'(' => depth -= 1,
            _ => {}
        }
    }
    let Some(open) = open else { return };
    let label = &text[open + 1..close];
    let whole = Span::new(open, missing.span.end as usize);
    // `[text](address)[https://…]`: the parentheses are a link's own.
    if text[..open].ends_with(']')
        || label.trim().is_empty()
        || label.contains(['[', ']'])
        || touches_directive(body, whole)
    {
        return;
    }
    cx.report(whole, "brackets and parentheses are the wrong way round")
        .help("write the text in brackets and the address in parentheses")
        .fix(Fix::one("swap brackets and parentheses", Applicability::Unsafe, whole, format!("[{label}]({address})")));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(dest: &str) -> Option<String> {
        in_address(dest, false).and_then(|wrong| wrong.mended).map(|(mended, _)| mended)
    }

    #[test]
    fn mistyped_addresses_are_mended() {
        for (dest, meant) in [
            ("ttps://example.org/x", "https://example.org/x"),
            ("htp://example.org", "http://example.org"),
            ("https//example.org/x", "https://example.org/x"),
            ("http:/example.org/x", "http://example.org/x"),
            ("https:example.org", "https://example.org"),
            ("https://https://example.org", "https://example.org"),
            ("http://http:example.org", "http://example.org"),
            ("http://https//example.org", "https://example.org"),
            ("https:///example.org/x", "https://example.org/x"),
            ("(https://example.org/x)", "https://example.org/x"),
            ("%20https://example.org", "https://example.org"),
            ("mailto://ada@example.org", "mailto:ada@example.org"),
            ("ada@example.org?subject=hi", "mailto:ada@example.org?subject=hi"),
            ("www.example.org/x", "https://www.example.org/x"),
            ("example.com/x", "https://example.com/x"),
        ] {
            assert_eq!(mended(dest).as_deref(), Some(meant), "{dest}");
        }
    }

    #[test]
    fn paths_and_other_schemes_are_fine() {
        for dest in [
            "https://example.org",
            "https://web.archive.org/web/2020/https://example.org",
            "http/intro.md",
            "https-setup.html",
            "tel:+123",
            "notes.org",
            "asp.net",
            "guide.md",
            "post.html",
            "picture@2x.png",
            "post@10.md",
            "@/blog/x.md",
            "data:x",
            "github.com.md",
            "../example.com/x",
            "/www.example.org",
            "#www.example.org",
            "v1.0/notes",
            "//example.org/x",
            "http:/x",
            "app://example",
            "https://localhost:3000",
            "http://",
            "README",
            "ftp://example.org",
            "a/b@example.org",
        ] {
            assert!(in_address(dest, false).is_none(), "{dest}");
        }
    }
}
