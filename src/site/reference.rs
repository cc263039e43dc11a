//! Reads a destination as written: what of it is a path of this site, and what a fragment.
//!
//! Follows the WHATWG URL standard as far as a site needs it: percent-encoding is decoded once, `?` and `#` end the path,
//! `.` and `..` are taken out, `..` at the top stays at the top.

use std::borrow::Cow;

/// A destination, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'d> {
    /// Where its path starts.
    pub start: Start,
    /// Its path, percent-decoded, without the slash at its start. A slash at its end stays.
    pub path: Cow<'d, str>,
    /// Its fragment, percent-decoded, without `#`.
    pub fragment: Option<Cow<'d, str>>,
    /// Where the path stands in the destination, as bytes.
    pub path_at: (usize, usize),
}

/// Where the path of a destination starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// There is no path: a fragment or a query of the page itself.
    Here,
    /// At the page.
    Page,
    /// At the top of the host.
    Host,
    /// At the top of the host, named by an address with a host of the site.
    Address,
}

/// Addresses longer than this lead nowhere on any disk (`PATH_MAX` of Linux, in bytes).
pub const LONGEST: usize = 4096;

/// True where a destination may concern the site itself; a quick look that settles nearly every link.
pub fn may_be_local(dest: &str, hosts: &[String]) -> bool {
    // Most links lead elsewhere.
    if let Some(rest) = dest.strip_prefix("https:").or_else(|| dest.strip_prefix("http:")) {
        return !hosts.is_empty() && host(rest).is_some_and(|host| is_own(host, hosts));
    }
    match scheme(dest) {
        Some(scheme) => {
            is_web_scheme(scheme) && host(&dest[scheme.len() + 1..]).is_some_and(|host| is_own(host, hosts))
        }
        None if dest.starts_with("//") => host(dest).is_some_and(|host| is_own(host, hosts)),
        None => !dest.is_empty(),
    }
}

/// True for addresses with the usual schemes.
pub fn is_web(dest: &str) -> bool {
    dest.starts_with("https://") || dest.starts_with("http://")
}

/// Splits a destination; `None` for one that leads elsewhere, to another scheme or host.
pub fn parse<'d>(dest: &'d str, hosts: &[String]) -> Option<Reference<'d>> {
    let (start, at) = match scheme(dest) {
        Some(scheme) => {
            let rest = &dest[scheme.len() + 1..];
            let host = is_web_scheme(scheme).then(|| host(rest)).flatten().filter(|host| is_own(host, hosts))?;
            (Start::Address, scheme.len() + 1 + 2 + host.len())
        }
        None if dest.starts_with("//") => {
            let host = host(dest).filter(|host| is_own(host, hosts))?;
            (Start::Address, 2 + host.len())
        }
        None if dest.starts_with('/') => (Start::Host, 0),
        None => (Start::Page, 0),
    };
    let rest = &dest[at..];
    let path_end = memchr::memchr2(b'?', b'#', rest.as_bytes()).unwrap_or(rest.len());
    let path = &rest[..path_end];
    let fragment = memchr::memchr(b'#', rest.as_bytes()).map(|hash| decode(&rest[hash + 1..]));
    let slash = usize::from(start != Start::Page && path.starts_with('/'));
    let start = if start == Start::Page && path.is_empty() { Start::Here } else { start };
    Some(Reference { start, path: decode(&path[slash..]), fragment, path_at: (at + slash, at + path_end) })
}

/// The scheme in front of a colon, without it.
fn scheme(dest: &str) -> Option<&str> {
    let end = dest.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')))?;
    let starts = dest.as_bytes()[0].is_ascii_alphabetic();
    (starts && dest.as_bytes()[end] == b':').then(|| &dest[..end])
}

fn is_web_scheme(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// The authority behind `//`.
fn host(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix("//")?;
    Some(&rest[..memchr::memchr3(b'/', b'?', b'#', rest.as_bytes()).unwrap_or(rest.len())])
}

/// Another port, and another name in front of the host, is another site.
fn is_own(authority: &str, hosts: &[String]) -> bool {
    let (name, port) = match memchr::memchr(b':', authority.as_bytes()) {
        Some(colon) => (&authority[..colon], &authority[colon + 1..]),
        None => (authority, ""),
    };
    matches!(port, "" | "80" | "443") && hosts.iter().any(|host| host.eq_ignore_ascii_case(name))
}

/// Percent-decoded once. What is no encoding, or gives no UTF-8, stays as it is.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|b| (*b as char).to_digit(16));
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// `text` as a path of a URL: blanks, controls and what would end the path are percent-encoded, letters of any script
/// are not.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '%' | '?' | '#' | '"' | '<' | '>' | '(' | ')' | '[' | ']' | '`' | '{' | '}' | '|' | '\\' | '^'
            | '\'' => {
                encoded.push_str(&format!("%{:02X}", c as u32));
            }
            c if c.is_ascii_control() => encoded.push_str(&format!("%{:02X}", c as u32)),
            c => encoded.push(c),
        }
    }
    encoded
}

/// A path with its segments as [`encode`] writes them.
pub fn encode_path(path: &str) -> String {
    path.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// A path relative to the folder `base` (without slashes at its ends), without `.` and `..`; a slash at its end stays. `None` where it climbs above the top and `clamp` is not set.
pub fn join(base: &str, path: &str, clamp: bool) -> Option<String> {
    let mut joined = String::with_capacity(base.len() + path.len() + 1);
    let add = |joined: &mut String, part: &str| {
        if !joined.is_empty() {
            joined.push('/');
        }
        joined.push_str(part);
    };
    if base.starts_with('/') || base.ends_with('/') || base.contains("//") {
        base.split('/').filter(|part| !part.is_empty()).for_each(|part| add(&mut joined, part));
    } else {
        joined.push_str(base);
    }
    let mut folder = false;
    let mut rest = Some(path);
    while let Some(ahead) = rest {
        let slash = memchr::memchr(b'/', ahead.as_bytes());
        let part = slash.map_or(ahead, |slash| &ahead[..slash]);
        rest = slash.map(|slash| &ahead[slash + 1..]);
        folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => {
                if !clamp {
                    return None;
                }
            }
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            name => add(&mut joined, name),
        }
    }
    if folder && !joined.is_empty() {
        joined.push('/');
    }
    Some(joined)
}

/// Two parts of a path put together, either of which may be empty; slashes where they meet count once.
pub fn descend(first: &str, second: &str) -> String {
    match (first.trim_end_matches('/'), second.trim_start_matches('/')) {
        ("", second) => second.to_owned(),
        (first, "") => first.to_owned(),
        (first, second) => [first, "/", second].concat(),
    }
}

/// What is left of `path` below `top` (without slashes at its ends); `None` where it does not lie there.
pub fn under<'p>(path: &'p str, top: &str) -> Option<&'p str> {
    if top.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(top)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(dest: &str) -> Option<(Start, String, Option<String>)> {
        let hosts = ["example.org".to_owned()];
        assert_eq!(may_be_local(dest, &hosts), parse(dest, &hosts).is_some() && !dest.is_empty(), "{dest}");
        let reference = parse(dest, &hosts)?;
        Some((reference.start, reference.path.into_owned(), reference.fragment.map(Cow::into_owned)))
    }

    #[test]
    fn destinations_are_split() {
        let some =
            |start, path: &str, fragment: Option<&str>| Some((start, path.to_owned(), fragment.map(str::to_owned)));
        assert_eq!(split("a/b%20c.md?x=1#y%21"), some(Start::Page, "a/b c.md", Some("y!")));
        assert_eq!(split("/a/"), some(Start::Host, "a/", None));
        assert_eq!(split("#a?b"), some(Start::Here, "", Some("a?b")));
        assert_eq!(split("?page=2"), some(Start::Here, "", None));
        assert_eq!(split("https://example.org/a#b"), some(Start::Address, "a", Some("b")));
        assert_eq!(split("HTTP://Example.org:80"), some(Start::Address, "", None));
        assert_eq!(split("//example.org/a"), some(Start::Address, "a", None));
        assert_eq!(split("a:b/c"), None, "a scheme");
        assert_eq!(split("v1.0/a:b"), some(Start::Page, "v1.0/a:b", None));
        for elsewhere in [
            "https://example.com/a",
            "https://www.example.org/a",
            "https://example.org:8443/a",
            "mailto:a@example.org",
            "//cdn.example.com/x",
            "data:,x",
            "tel:1",
        ] {
            assert_eq!(split(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn what_is_no_encoding_stays() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%41"), "%zzA");
        assert_eq!(decode("%FF"), "%FF", "no UTF-8");
        assert_eq!(decode("%25%32%35"), "%25", "once only");
        assert_eq!(encode("a b(ü).md"), "a%20b%28ü%29.md");
    }

    #[test]
    fn dots_are_taken_out() {
        assert_eq!(join("a/b", "../c", true).as_deref(), Some("a/c"));
        assert_eq!(join("a", "./b/", true).as_deref(), Some("a/b/"));
        assert_eq!(join("a", "..", true).as_deref(), Some(""));
        assert_eq!(join("a", "../../x", true).as_deref(), Some("x"));
        assert_eq!(join("a", "../../x", false), None);
        assert_eq!(join("", "a//b", true).as_deref(), Some("a/b"));
        assert_eq!(join("a/b", "", true).as_deref(), Some("a/b/"), "the folder itself");
    }
}
