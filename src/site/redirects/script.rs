//! What can be told of configuration in JavaScript, and of JSON with comments, without running anything.

use crate::span::Span;

/// The text with spaces for comments, byte for byte as long as before. `quotes` are the signs that strings stand in.
pub(super) fn without_comments(text: &str, quotes: &[u8]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match (bytes[at], bytes.get(at + 1)) {
            (quote, _) if quotes.contains(&quote) => {
                at = string_end(&bytes, at);
                continue;
            }
            (b'/', Some(b'/')) => memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length),
            (b'/', Some(b'*')) => {
                let inner = memchr::memmem::find(&bytes[at + 2..], b"*/");
                inner.map_or(bytes.len(), |length| at + length + 4)
            }
            _ => {
                at += 1;
                continue;
            }
        };
        bytes[at..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        at = end;
    }
    // Whole characters were blanked, so this is UTF-8 still.
    String::from_utf8(bytes).unwrap_or_default()
}

/// The byte behind the string that starts at `at`, or behind its line where it does not end there.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let mut end = at + 1;
    while let Some(&byte) = bytes.get(end) {
        end += 1;
        match byte {
            b'\\' => end += 1,
            b'\n' if quote != b'`' => return end,
            _ if byte == quote => return end,
            _ => {}
        }
    }
    bytes.len()
}

/// A redirect of an `astro.config`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair<'s> {
    pub(super) from: &'s str,
    /// The key's bytes, quotes included.
    pub(super) span: Span,
    pub(super) to: &'s str,
    pub(super) status: Option<u16>,
}

/// The pairs of `redirects: { '/a': '/b', '/c': { destination: '/d', status: 302 } }`, as far as they are literals.
/// `text` is without comments.
pub(super) fn redirects(text: &str) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    for (at, word) in text.match_indices("redirects") {
        let own = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '.'));
        let mut reader = Reader { text, at: at + word.len() };
        if own && reader.take(':') && reader.take('{') {
            reader.table(&mut pairs);
        }
    }
    pairs
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Reader<'s> {
    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, sign: char) -> bool {
        self.skip_space();
        let found = self.text[self.at..].starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    /// A string without escapes or insertions, with its bytes.
    fn string(&mut self) -> Option<(&'s str, Span)> {
        self.skip_space();
        let text = self.text;
        let quote = *text.as_bytes().get(self.at).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
        let end = string_end(text.as_bytes(), self.at);
        let inner = text.get(self.at + 1..end.checked_sub(1)?)?;
        let span = Span::new(self.at, end);
        let plain = text.as_bytes()[end - 1] == quote && !inner.contains(['\\', '\n']) && !inner.contains("${");
        self.at = end;
        plain.then_some((inner, span))
    }

    /// A bare or quoted key.
    fn word(&mut self) -> &'s str {
        if let Some((word, _)) = self.string() {
            return word;
        }
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// The entries up to the first that is no literal.
    fn table(&mut self, pairs: &mut Vec<Pair<'s>>) {
        while let Some((from, span)) = self.string() {
            if !self.take(':') {
                return;
            }
            if self.take('{') {
                let (mut to, mut status) = (None, None);
                while !self.take('}') {
                    let key = self.word();
                    if !self.take(':') {
                        return;
                    }
                    match key {
                        "destination" => to = self.string().map(|(to, _)| to),
                        _ => status = self.word().parse().ok(),
                    }
                    if !self.take(',') && !self.text[self.at..].starts_with('}') {
                        return;
                    }
                }
                pairs.extend(to.map(|to| Pair { from, span, to, status }));
            } else {
                let Some((to, _)) = self.string() else { return };
                pairs.push(Pair { from, span, to, status: None });
            }
            if !self.take(',') {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces() {
        let text = "{ // é\n \"a\": \"//x\", /* b\n */ \"c\": 1 }";
        let plain = without_comments(text, b"\"");
        assert_eq!(plain.len(), text.len());
        assert_eq!(serde_json::from_str::<serde_json::Value>(&plain).unwrap(), serde_json::json!({"a": "//x", "c": 1}));
        for odd in ["/*", "/", "//", "\"", "\"\\", "/* é", "'é"] {
            assert_eq!(without_comments(odd, b"\"'`").len(), odd.len(), "{odd}");
        }
    }

    #[test]
    fn literals_of_a_script() {
        let text = "export default defineConfig({ redirects: {\n '/a': '/b',\n \"/c\": { status: 302, destination: '/d' },\n [x]: 1 } });";
        let pairs = redirects(text);
        let found: Vec<_> = pairs.iter().map(|pair| (pair.from, pair.to, pair.status)).collect();
        assert_eq!(found, [("/a", "/b", None), ("/c", "/d", Some(302))]);
        assert_eq!(pairs[0].span.slice(text), "'/a'");
        for odd in
            ["redirects", "redirects:{", "redirects:{'", "redirects:{'/a':", "redirects:{'/a':{", "redirects:{'/a':{é"]
        {
            assert_eq!(redirects(odd), [], "{odd}");
        }
        assert_eq!(redirects("my.redirects: {'/a': '/b'}"), []);
    }
}
