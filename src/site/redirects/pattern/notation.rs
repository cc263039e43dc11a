//! The notations of the hosts, each read into all the ways that a source is spelt out into.

use super::{Part, Pattern, Source, Wild, group};

/// Alternatives that one source may be spelt out into.
pub(super) const MOST_ALTERNATIVES: usize = 32;
/// Parts of one pattern; the matcher's depth.
const MOST_PARTS: usize = 32;

/// A source that is being read: all the ways to spell it out so far.
struct Draft {
    ways: Vec<Vec<Part>>,
    unnamed: usize,
}

impl Draft {
    fn new() -> Self {
        Self { ways: vec![Vec::new()], unnamed: 0 }
    }

    fn text(&mut self, text: &str) {
        for way in &mut self.ways {
            match way.last_mut() {
                Some(Part::Text(before)) => before.push_str(text),
                _ => way.push(Part::Text(text.to_owned())),
            }
        }
    }

    fn wild(&mut self, name: &str, slash: bool, empty: bool) {
        let name = if name.is_empty() {
            self.unnamed += 1;
            self.unnamed.to_string()
        } else {
            name.to_owned()
        };
        for way in &mut self.ways {
            match way.last_mut() {
                // Two side by side are one.
                Some(Part::Wild(before)) => {
                    before.slash |= slash;
                    before.empty &= empty;
                }
                _ => way.push(Part::Wild(Wild { name: name.clone(), slash, empty })),
            }
        }
    }

    /// Each of `texts`; anything where they are too many.
    fn either(&mut self, texts: &[&str]) {
        if self.ways.len() * texts.len() > MOST_ALTERNATIVES {
            return self.wild("", false, true);
        }
        let before = std::mem::take(&mut self.ways);
        for text in texts {
            let mut with = Self { ways: before.clone(), unnamed: 0 };
            with.text(text);
            self.ways.append(&mut with.ways);
        }
    }

    /// The wild part with the slash before it, or neither.
    fn optional(&mut self, name: &str, slash: bool) {
        if self.ways.len() * 2 > MOST_ALTERNATIVES {
            return self.wild(name, true, true);
        }
        let mut without = self.ways.clone();
        for way in &mut without {
            if let Some(Part::Text(text)) = way.last_mut()
                && text.ends_with('/')
            {
                text.pop();
            }
        }
        self.wild(name, slash, false);
        self.ways.append(&mut without);
    }

    fn finish(self) -> Vec<Source> {
        let sources = self.ways.into_iter().filter(|way| way.len() <= MOST_PARTS).map(|mut way| {
            for part in &mut way {
                if let Part::Text(text) = part {
                    *text = decode(text);
                }
            }
            if let Some(Part::Text(first)) = way.first_mut() {
                *first = first.trim_start_matches('/').to_owned();
            }
            if let Some(Part::Text(last)) = way.last_mut() {
                *last = last.trim_end_matches('/').to_owned();
            }
            match way.as_mut_slice() {
                [] => Source::Literal(String::new()),
                [Part::Text(text)] => Source::Literal(std::mem::take(text)),
                _ => {
                    way.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
                    Source::Pattern(Pattern(way))
                }
            }
        });
        sources.collect()
    }
}

/// `_redirects` and `netlify.toml`: `*` is all that follows, `:name` a part of the path.
pub(in crate::site::redirects) fn netlify(source: &str) -> Vec<Source> {
    let mut draft = Draft::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let before = source.as_bytes().get((source.len() - rest.len()).wrapping_sub(1));
        let name = name_of(&rest[first.len_utf8()..]);
        rest = match first {
            '*' => {
                draft.wild("splat", true, true);
                &rest[1..]
            }
            // `Category:Music` is a name like any other.
            ':' if !name.is_empty() && before.is_none_or(|before| !before.is_ascii_alphanumeric()) => {
                draft.wild(name, false, false);
                &rest[1 + name.len()..]
            }
            _ => {
                draft.text(&rest[..first.len_utf8()]);
                &rest[first.len_utf8()..]
            }
        };
    }
    draft.finish()
}

/// `vercel.json`: path-to-regexp 6. `:name`, `:name(regex)`, `(regex)`, each with `*`, `+` or `?`; `{…}` for groups.
pub(in crate::site::redirects) fn path_to_regexp(source: &str) -> Vec<Source> {
    let mut draft = Draft::new();
    // The source up to the last `{`.
    let mut opened = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let name = if first == ':' { name_of(&rest[1..]) } else { "" };
        let after = if name.is_empty() { rest } else { &rest[1 + name.len()..] };
        let group = group(after, '(', ')');
        if !name.is_empty() || group.is_some() {
            let after = group.map_or(after, |group| &after[group.len() + 2..]);
            let modifier = after.chars().next().filter(|c| matches!(c, '*' | '+' | '?'));
            let words: Option<Vec<&str>> = group.map(|group| group.split('|').collect());
            let words = words.filter(|words| words.iter().all(|word| is_word(word)));
            let crosses = group.is_some_and(|group| group.contains('.') || group.contains("[^"));
            match (modifier, words) {
                (Some('*'), _) => draft.optional(name, true),
                (Some('+'), _) => draft.wild(name, true, false),
                (Some(_), _) => draft.optional(name, crosses),
                (None, Some(words)) if name.is_empty() => draft.either(&words),
                (None, _) => draft.wild(name, crosses, group.is_some_and(|group| group.ends_with('*'))),
            }
            rest = &after[modifier.map_or(0, char::len_utf8)..];
            continue;
        }
        let escaped = if first == '\\' { rest[1..].chars().next() } else { None };
        rest = match (first, escaped) {
            ('{', _) => {
                opened = draft.ways.clone();
                &rest[1..]
            }
            ('}', _) => {
                let after = rest[1..].trim_start_matches(['?', '*']);
                if after.len() + 1 < rest.len() && draft.ways.len() + opened.len() <= MOST_ALTERNATIVES {
                    draft.ways.append(&mut opened);
                }
                after.strip_prefix('+').unwrap_or(after)
            }
            (_, Some(escaped)) => {
                draft.text(&rest[1..1 + escaped.len_utf8()]);
                &rest[1 + escaped.len_utf8()..]
            }
            _ => {
                draft.text(&rest[..first.len_utf8()]);
                &rest[first.len_utf8()..]
            }
        };
    }
    draft.finish()
}

/// `firebase.json` and `staticwebapp.config.json`: globs with `**`, `{a,b}`, `@(a|b)`, and Firebase's `:name`, `:name*`.
/// `crossing`: one `*` crosses folders too.
pub(in crate::site::redirects) fn glob(source: &str, crossing: bool) -> Vec<Source> {
    let mut draft = Draft::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let name = if first == ':' { name_of(&rest[1..]) } else { "" };
        let one_of = if first == '{' { group(rest, '{', '}') } else { None };
        let extended = if matches!(first, '@' | '?' | '!' | '+' | '*') { group(&rest[1..], '(', ')') } else { None };
        if !name.is_empty() {
            let after = &rest[1 + name.len()..];
            rest = after.strip_prefix('*').unwrap_or(after);
            if rest.len() < after.len() { draft.optional(name, true) } else { draft.wild(name, false, false) }
        } else if let Some(list) = one_of {
            match list.split(',').collect::<Vec<_>>() {
                words if words.iter().all(|word| is_word(word)) => draft.either(&words),
                _ => draft.wild("", true, true),
            }
            rest = &rest[list.len() + 2..];
        } else if let Some(list) = extended {
            let mut words: Vec<&str> = list.split('|').collect();
            if first == '?' {
                words.push("");
            }
            let plain = matches!(first, '@' | '?') && words.iter().all(|word| is_word(word));
            if plain {
                draft.either(&words)
            } else {
                draft.wild("", true, true)
            }
            rest = &rest[list.len() + 3..];
        } else if let Some(after) = rest.strip_prefix("**") {
            draft.wild("", true, true);
            rest = after.strip_prefix('/').filter(|after| !after.is_empty()).unwrap_or(after);
        } else {
            match first {
                '*' => draft.wild("", crossing, true),
                '?' | '[' => draft.wild("", false, false),
                _ => draft.text(&rest[..first.len_utf8()]),
            }
            let length =
                if first == '[' { group(rest, '[', ']').map_or(1, |set| set.len() + 2) } else { first.len_utf8() };
            rest = &rest[length..];
        }
    }
    draft.finish()
}

/// Astro: `[name]` is a part of the path, `[...name]` all that follows.
pub(in crate::site::redirects) fn brackets(source: &str) -> Vec<Source> {
    let mut draft = Draft::new();
    let mut rest = source;
    while let Some(open) = rest.find('[') {
        let Some(name) = group(&rest[open..], '[', ']') else { break };
        draft.text(&rest[..open]);
        match name.strip_prefix("...") {
            Some(name) => draft.wild(name, true, true),
            None => draft.wild(name, false, false),
        }
        rest = &rest[open + name.len() + 2..];
    }
    draft.text(rest);
    draft.finish()
}

/// A path that stands for itself.
pub(in crate::site::redirects) fn literal(path: &str) -> Source {
    Source::Literal(decode(path).trim_matches('/').to_owned())
}

/// The name at the start of `text`; empty where there is none.
fn name_of(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return "";
    }
    &text[..text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()]
}

/// True for a text without signs of any pattern; it may be empty.
fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | ' ' | '.'))
        && !text.contains(".*")
        && text != "."
}

/// The text with `%XX` as the bytes they mean; as it stands where that is no UTF-8.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
