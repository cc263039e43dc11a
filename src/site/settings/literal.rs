//! Literals in configuration that is a program: `key: 'text'` in JavaScript, `KEY = 'text'` in Python. What needs the
//! program to run is not found.

/// The texts that stand as plain literals behind `key:` in JavaScript, in order.
pub(super) fn js_texts<'t>(text: &'t str, key: &'t str) -> impl Iterator<Item = &'t str> {
    values(text, key).filter_map(|value| quoted(value).map(|(text, _)| text))
}

/// The first of [`js_texts`].
pub(super) fn js_text<'t>(text: &'t str, key: &'t str) -> Option<&'t str> {
    js_texts(text, key).next()
}

/// The first yes or no behind `key:`.
pub(super) fn js_flag(text: &str, key: &str) -> Option<bool> {
    values(text, key).find_map(|value| match value.split(|c: char| !c.is_ascii_alphanumeric()).next() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => None,
    })
}

/// What stands between the brackets or braces behind each `key:`.
pub(super) fn js_blocks<'t>(text: &'t str, key: &'t str) -> impl Iterator<Item = &'t str> {
    values(text, key).filter_map(block)
}

/// The literals of a list such as `['a', "b"]`, given what stands between its brackets.
pub(super) fn items(mut text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    while let Some(at) = text.find(['\'', '"', '`']) {
        match quoted(&text[at..]) {
            Some((item, rest)) => {
                found.push(item);
                text = rest;
            }
            None => break,
        }
    }
    found
}

/// The literals `'a': 'b'` of a mapping, given what stands between its braces.
pub(super) fn pairs(mut text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while let Some(at) = text.find(['\'', '"', '`']) {
        let Some((key, rest)) = quoted(&text[at..]) else { break };
        text = rest;
        let Some(value) = rest.trim_start().strip_prefix(':') else { continue };
        if let Some((value, rest)) = quoted(value.trim_start()) {
            found.push((key, value));
            text = rest;
        }
    }
    found
}

/// What follows each call `name(`.
pub(super) fn calls<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(name).filter_map(move |(at, _)| {
        let rest = text[at + name.len()..].trim_start().strip_prefix('(')?;
        (!is_comment(text, at)).then(|| rest.trim_start())
    })
}

/// A quoted text at the start of `text`, and what follows it; nothing where it has escapes or is a template.
pub(super) fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"' | '`'))?;
    let (inner, rest) = text[1..].split_once(quote)?;
    let is_plain = !inner.contains(['\n', '\\']) && (quote != '`' || !inner.contains("${"));
    is_plain.then_some((inner, rest))
}

/// What stands between the bracket or brace at the start of `text` and its counterpart.
pub(super) fn block(text: &str) -> Option<&str> {
    text.starts_with(['{', '[', '(']).then_some(())?;
    let mut depth = 0usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), byte) if open == byte || byte == b'\n' && open != b'`' => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"' | b'`') => quote = Some(byte),
            (None, b'{' | b'[' | b'(') => depth += 1,
            (None, b'}' | b']' | b')') => {
                depth -= 1;
                if depth == 0 {
                    return Some(&text[1..at]);
                }
            }
            _ => {}
        }
    }
    None
}

/// The text of `KEY = …` at the start of a line of Python, the last one where there are several.
fn assigned<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let mut found = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let value = line.strip_prefix(key).and_then(|rest| rest.trim_start().strip_prefix('='));
        if let Some(value) = value.filter(|value| !value.starts_with('=')) {
            found = Some(text[at + line.len() - value.len()..].trim_start());
        }
        at += line.len();
    }
    found
}

/// `KEY = 'text'` in Python.
pub(super) fn py_text<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let (value, rest) = quoted(assigned(text, key)?)?;
    let rest = rest.split('\n').next().unwrap_or("").trim();
    (rest.is_empty() || rest.starts_with('#')).then_some(value)
}

/// `KEY = True` in Python.
pub(super) fn py_flag(text: &str, key: &str) -> Option<bool> {
    match assigned(text, key)?.split(|c: char| !c.is_ascii_alphanumeric()).next() {
        Some("True") => Some(true),
        Some("False") => Some(false),
        _ => None,
    }
}

/// What stands between the brackets or braces of `KEY = […]` in Python.
pub(super) fn py_block<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    block(assigned(text, key)?)
}

/// True when `KEY` is set in Python at all.
pub(super) fn py_has(text: &str, key: &str) -> bool {
    assigned(text, key).is_some()
}

/// What follows each `key:`, also where the key is quoted; comment lines are left out.
fn values<'t>(text: &'t str, key: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(key).filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-')) || is_comment(text, at) {
            return None;
        }
        let rest = &text[at + key.len()..];
        let rest = rest.strip_prefix(['\'', '"']).unwrap_or(rest);
        rest.trim_start().strip_prefix(':').map(str::trim_start)
    })
}

fn is_comment(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or("");
    let start = line.trim_start();
    start.starts_with("//") || start.starts_with('*') || line.contains(" // ") || start.starts_with("/*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_literals() {
        let text = "export default {\n  // base: '/no/',\n  base: \"/yes/\", url: `https://x.org`,\n  'dir': {\n    input: 'src', // comment\n    odd: '}',\n    flag: true },\n  baseUrl: `/${name}/`,\n  locales: ['en', \"fr\"],\n};\n";
        assert_eq!(js_text(text, "base"), Some("/yes/"));
        assert_eq!(js_text(text, "url"), Some("https://x.org"));
        assert_eq!(js_text(text, "baseUrl"), None);
        let dir = js_blocks(text, "dir").next().expect("a block");
        assert_eq!(js_text(dir, "input"), Some("src"));
        assert_eq!(js_flag(dir, "flag"), Some(true));
        assert_eq!(items(js_blocks(text, "locales").next().expect("a list")), ["en", "fr"]);
        assert_eq!(pairs("'a/b': 'c', \"d\": 'e'"), [("a/b", "c"), ("d", "e")]);
        assert_eq!(calls("x.add('a');\n// x.add('b')\n", ".add").count(), 1);
    }

    #[test]
    fn python_literals() {
        let text = "PATH = 'content'\nPATH2 = 'x'\nSITEURL = os.environ['URL']\nPAGES = ['a',\n  'b']\nRSS = None\nFOLDER = False\n";
        assert_eq!(py_text(text, "PATH"), Some("content"));
        assert_eq!(py_text(text, "SITEURL"), None);
        assert_eq!(py_block(text, "PAGES").map(items), Some(vec!["a", "b"]));
        assert_eq!(py_flag(text, "FOLDER"), Some(false));
        assert!(py_has(text, "RSS") && !py_has(text, "RSS2"));
    }

    #[test]
    fn hostile_text_is_no_trouble() {
        for text in ["{", "key: {", "key: '", "key: }", "key: {'", "key: [)]", "\u{e4}key: 'x"] {
            assert!(js_text(text, "key").is_none());
            assert!(js_blocks(text, "key").all(|block| block.len() <= text.len()));
        }
    }
}
