//! How another destination is written in the place of one: escaped as the notation around it asks.

use super::page::LinkForm;
use std::borrow::Cow;

/// Punctuation that means nothing special in any notation that holds destinations.
const PLAIN: &str = "-._~/#?=%@+";

/// The bytes for `new` in the place of the destination `old`, which covers `length` bytes of the file. `None` where `new`
/// may need quotes or escapes that depend on what stands around.
///
/// URLs in Markdown and HTML are percent-encoded, which holds between any delimiters. Names of files and texts in front
/// matter are not URLs: there only what the old destination shows to be harmless is used.
pub fn rewritten<'n>(form: LinkForm, old: &str, length: usize, new: &'n str) -> Option<Cow<'n, str>> {
    if new.is_empty() || new.contains(char::is_control) {
        return None;
    }
    match form {
        LinkForm::Markdown => Some(encoded(new, !is_balanced(new), form)),
        LinkForm::Html => Some(encoded(new, false, form)),
        LinkForm::Wiki => (!new.contains(['[', ']', '|', '\\'])).then_some(Cow::Borrowed(new)),
        LinkForm::FrontMatter | LinkForm::Template | LinkForm::Resource | LinkForm::Lookup(_) => {
            // As many bytes as it has: the old one is written without escapes.
            let literal = if old.len() == length { old } else { "" };
            let known = |c: char| {
                c.is_alphanumeric()
                    || PLAIN.contains(c)
                    || (literal.contains(c) && !matches!(c, '"' | '\'' | '`' | '\\' | '{' | '}' | '|'))
            };
            // What starts a plain YAML scalar, and what ends one.
            let starts = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_') || literal.starts_with(c);
            let ends = new.contains(" #") || new.contains(": ") || new.ends_with(':') || new.trim() != new;
            (!literal.is_empty() && new.starts_with(starts) && new.chars().all(known) && !ends)
                .then_some(Cow::Borrowed(new))
        }
    }
}

/// `new` with everything percent-encoded that the notation could take for its own.
fn encoded(new: &str, parentheses: bool, form: LinkForm) -> Cow<'_, str> {
    let special = |c: char| match c {
        '(' | ')' => parentheses,
        ' ' | '<' | '>' | '"' | '\'' | '`' | '\\' | '{' | '}' | '|' => true,
        _ => c.is_whitespace(),
    };
    if !new.contains(|c| special(c) || c == '&') {
        return Cow::Borrowed(new);
    }
    let mut out = String::with_capacity(new.len() + 8);
    for (at, c) in new.char_indices() {
        if c == '&' {
            out.push_str(if is_entity(&new[at + 1..], form) { "&amp;" } else { "&" });
        } else if special(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push('%');
                out.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// True when what follows an ampersand may be read as an entity with it. HTML knows some without a semicolon, but not in
/// attributes before `=` (HTML, "named character reference state").
fn is_entity(rest: &str, form: LinkForm) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && (name.starts_with(';') || (form == LinkForm::Html && !name.starts_with('=')))
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    text.bytes().all(|byte| match byte {
        b'(' => {
            depth += 1;
            true
        }
        b')' => depth.checked_sub(1).map(|less| depth = less).is_some(),
        _ => true,
    }) && depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::body;
    use crate::document::{ReadAs, node::NodeRef};
    use crate::site::page::Lookup;

    fn with(form: LinkForm, old: &str, new: &str) -> Option<String> {
        rewritten(form, old, old.len(), new).map(Cow::into_owned)
    }

    #[test]
    fn markdown_reads_back_what_was_written() {
        for new in
            ["/a b/", "x(1", "x(1)", "a)b(", "a<b>", "a|b", "a\\b", "/?x=1&copy;=2", "/?a=1&b=2", "ä ö", "{{ x }}"]
        {
            let written = with(LinkForm::Markdown, "/old", new).expect("Markdown takes any text");
            for text in [format!("[t]({written})\n"), format!("[t](<{written}>)\n"), format!("[t]: {written}\n\n[t]\n")]
            {
                let body = body::parse(&text, 0, &ReadAs::default());
                let [link] = &body.links[..] else { panic!("one link in {text}: {:?}", body.links) };
                assert_eq!(decoded(&link.dest), new, "{text}");
            }
        }
    }

    #[test]
    fn html_reads_back_what_was_written() {
        for new in ["/a b/", "it's", "a\"b", "a<b>", "/?a=1&copy=2", "/?x&copy", "/?x&copy;", "a`b", "{x}"] {
            let written = with(LinkForm::Html, "/old", new).expect("HTML takes any text");
            for text in
                [format!("<a href=\"{written}\">"), format!("<a href='{written}'>"), format!("<a href={written} x>")]
            {
                let text = format!("x {text}y</a>\n");
                if !text.contains('"') && !text.contains("='") && new.contains('=') {
                    // CommonMark wants quotes then. A query comes with the old destination, which had them already.
                    continue;
                }
                let body = body::parse(&text, 0, &ReadAs::default());
                let [link] = &body.links[..] else { panic!("one link in {text}: {:?}", body.links) };
                assert_eq!(decoded(&link.dest), new, "{text}");
            }
        }
    }

    fn decoded(dest: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = dest.as_bytes();
        while let [first, tail @ ..] = rest {
            let byte = match (first, tail) {
                (b'%', [a, b, ..]) => u8::from_str_radix(std::str::from_utf8(&[*a, *b]).unwrap_or(""), 16).ok(),
                _ => None,
            };
            bytes.push(byte.unwrap_or(*first));
            rest = if byte.is_some() { &tail[2..] } else { tail };
        }
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn front_matter_reads_back_what_was_written() {
        for new in ["/img/a.png", "../x.png", "a b.png", "it's", "@home", "- x", "a: b", "a #b", "x:", "\u{7}", "ä.png"]
        {
            for old in ["/img/old.png", "old name.png"] {
                let Some(written) = with(LinkForm::FrontMatter, old, new) else { continue };
                for text in [format!("i: {written}\n"), format!("i: '{written}'\n"), format!("i: \"{written}\"\n")] {
                    let (tree, problems) = crate::document::parse_data(&text, crate::document::Format::Yaml);
                    assert!(problems.is_empty(), "{text}");
                    let value = tree.root().and_then(|root| root.get("i")).and_then(NodeRef::as_str).map(str::to_owned);
                    assert_eq!(value.as_deref(), Some(new), "{text}");
                }
            }
        }
        assert_eq!(with(LinkForm::FrontMatter, "/img/old.png", "/img/new.png").as_deref(), Some("/img/new.png"));
        assert_eq!(with(LinkForm::FrontMatter, "/old.png", "a b.png"), None, "blanks may need quotes");
        assert_eq!(with(LinkForm::FrontMatter, "an old.png", "a b.png").as_deref(), Some("a b.png"));
        let escaped = rewritten(LinkForm::FrontMatter, "old.png", 9, "new.png");
        assert_eq!(escaped, None, "quotes or escapes that would be lost");
    }

    #[test]
    fn names_of_sources_are_never_encoded() {
        assert_eq!(with(LinkForm::Lookup(Lookup::FromContent), "_posts/a.md", "_posts/b c.md"), None);
        assert_eq!(with(LinkForm::Lookup(Lookup::FromContent), "@/a.md", "@/b.md").as_deref(), Some("@/b.md"));
        assert_eq!(with(LinkForm::Wiki, "A page", "Another page").as_deref(), Some("Another page"));
        assert_eq!(with(LinkForm::Wiki, "A page", "a|b"), None);
    }
}
