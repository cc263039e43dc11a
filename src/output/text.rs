//! Untrusted text made fit to be shown: escaped, masked, wrapped. Every output goes through this room.

use regex::Regex;
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthStr;

/// A message longer than this many bytes is cut where people read it; findings quote content of any size.
const MESSAGE_BYTES: usize = 4 << 10;

/// Text from a page, a name or a schema, displayed on one line: what a terminal would obey is shown instead.
///
/// `\n`, `\r` and `\t` are written as such, other control and invisible formatting characters as `\u{..}`, and
/// log commands that build servers find anywhere in a line (`##[error]`, `##vso[…]`) are broken up.
#[derive(Clone, Copy, Debug)]
pub struct Untrusted<'a>(pub &'a str);

impl fmt::Display for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(needs_escape) {
            write_plain(f, &rest[..at])?;
            rest = &rest[at..];
            let c = rest.chars().next().unwrap_or_default();
            write_char(f, c)?;
            rest = &rest[c.len_utf8()..];
        }
        write_plain(f, rest)
    }
}

/// Text without characters to escape, with log commands broken up.
fn write_plain(f: &mut fmt::Formatter<'_>, mut text: &str) -> fmt::Result {
    while let Some(at) = text.find("##") {
        let (before, after) = text.split_at(at + 1);
        f.write_str(before)?;
        text = after;
        if is_log_command(after) {
            f.write_str("\\u{23}")?;
            text = &after[1..];
        }
    }
    f.write_str(text)
}

/// True for `#[`, `#vso[`, `#teamcity[` and the like: Azure and TeamCity agents and GitHub's runner look for these,
/// with a second `#` before, anywhere in a line.
pub(crate) fn is_log_command(after_first_hash: &str) -> bool {
    let Some(rest) = after_first_hash.strip_prefix('#') else { return false };
    let name = rest.bytes().take(24).take_while(u8::is_ascii_alphabetic).count();
    rest.as_bytes().get(name) == Some(&b'[')
}

/// Writes one character, escaped if it must be.
pub(crate) fn write_char(out: &mut dyn Write, c: char) -> fmt::Result {
    match c {
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        c if needs_escape(c) => write!(out, "\\u{{{:x}}}", c as u32),
        c => out.write_char(c),
    }
}

/// Characters that a terminal or a reader's eye would obey rather than show: C0, DEL, C1, bidirectional controls,
/// line and paragraph separators, byte order marks, interlinear annotations, tag characters.
pub(crate) fn needs_escape(c: char) -> bool {
    matches!(c, '\0'..='\x1F' | '\x7F'..='\u{9F}')
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// A message fit for one line of a human format: masked, cut, escaped.
pub(crate) fn message(text: &str) -> String {
    // Masked before it is cut, so that half a secret is not missed.
    let masked = masked(&text[..text.floor_char_boundary(2 * MESSAGE_BYTES)]);
    let cut = masked.floor_char_boundary(MESSAGE_BYTES);
    let ellipsis = if cut < masked.len() { "…" } else { "" };
    format!("{}{ellipsis}", Untrusted(&masked[..cut]))
}

/// The text with its secrets replaced by `***`.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for secret in secrets {
        out.push_str(&text[at..secret.start]);
        out.push_str("***");
        at = secret.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

static CREDENTIALS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)[a-z][a-z0-9+.-]{0,30}:(?:\\?/){2}([^\s/?#"'<>`\\]*)@"#).ok());

static PARAMETERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let long = "[a-z0-9_.-]*(?:token|apikey|accesskey|secret|signature|password|passwd|credential)[a-z0-9_.-]*";
    let short = "(?:[a-z0-9_.-]*[_.-])?(?:key|sig|pwd|auth)";
    Regex::new(&format!(r#"(?i)[?&;](?:{long}|{short})=([^\s&#"'<>`;)\]]+)"#)).ok()
});

/// Credentials in URLs and the values of query parameters that are named like secrets; ascending, disjoint.
pub(crate) fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.contains('@')
        && let Some(credentials) = &*CREDENTIALS
    {
        // A bare user name is no secret (`ssh://git@…`); one as long as a token probably is.
        let all = credentials.captures_iter(text).filter_map(|c| c.get(1));
        found.extend(all.filter(|m| m.as_str().contains(':') || m.len() >= 20).map(|m| m.range()));
    }
    if text.contains('=')
        && let Some(parameters) = &*PARAMETERS
    {
        found.extend(parameters.captures_iter(text).filter_map(|c| c.get(1)).map(|m| m.range()));
    }
    found.sort_unstable_by_key(|range| range.start);
    found.dedup_by(|later, earlier| {
        let overlap = later.start < earlier.end;
        if overlap {
            earlier.end = earlier.end.max(later.end);
        }
        overlap
    });
    found
}

/// How a file is called in every output: relative to the working directory or absolute, with `/`; lossy.
pub(crate) fn shown_path(absolute: &Path, working_directory: &Path) -> String {
    let path = absolute.strip_prefix(working_directory).unwrap_or(absolute);
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// A path for the start of a line: escaped, and never a workflow command (`::error`, `##[…]`), which build servers
/// recognise behind white space too.
pub(crate) fn line_start(path: &str) -> String {
    let escaped = Untrusted(path).to_string();
    if is_command_start(&escaped) { format!("./{escaped}") } else { escaped }
}

/// True for text that must not begin a line; white space of any kind before it does not count.
fn is_command_start(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with("::") || start.starts_with("##")
}

/// A non-UTF-8 path as a relative reference of RFC 3986, percent-encoded; `None` when the path is UTF-8.
pub(crate) fn percent_encoded(path: &Path) -> Option<String> {
    if path.to_str().is_some() {
        return None;
    }
    let mut out = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    Some(out)
}

/// Breaks `text` at spaces so that lines fit `width` columns, the first one `first` columns shorter.
///
/// A word is never broken, and none that a build server takes for a command begins a line.
pub(crate) fn wrapped(text: &str, width: usize, first: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = first;
    for word in text.split(' ') {
        let columns = word.width();
        let line = lines.last().map_or(0, String::len);
        let command = is_command_start(word);
        let breakable = line > 0 || (lines.len() == 1 && first > 0);
        if breakable && used + 1 + columns > width && !command && !word.is_empty() {
            lines.push(word.to_owned());
            used = columns;
        } else if let Some(last) = lines.last_mut() {
            if line > 0 {
                last.push(' ');
                used += 1;
            }
            last.push_str(word);
            used += columns;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        let hostile = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2028}\u{feff}\u{e0041}\n\t\r\0b";
        assert_eq!(
            Untrusted(hostile).to_string(),
            r"a\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2028}\u{feff}\u{e0041}\n\t\r\u{0}b"
        );
        assert_eq!(Untrusted("é 🎉 日本 👩\u{200d}🌾").to_string(), "é 🎉 日本 👩\u{200d}🌾");
    }

    #[test]
    fn log_commands_are_broken_up() {
        assert_eq!(Untrusted("x ##[error]y").to_string(), r"x #\u{23}[error]y");
        assert_eq!(Untrusted("###vso[task]").to_string(), r"##\u{23}vso[task]");
        assert_eq!(Untrusted("## Heading").to_string(), "## Heading");
        assert_eq!(line_start("::error.md"), "./::error.md");
        assert_eq!(line_start(" \u{a0}::error.md"), "./ \u{a0}::error.md");
        assert_eq!(line_start("##[x].md"), r"#\u{23}[x].md");
        assert_eq!(line_start("## x.md"), "./## x.md");
        assert_eq!(line_start("a::b.md"), "a::b.md");
    }

    #[test]
    fn secrets_are_masked() {
        for (text, expected) in [
            ("see `https://user:pass@example.org/x`", "see `https://***@example.org/x`"),
            ("https://u:p@ss@example.org", "https://***@example.org"),
            ("ssh://git@example.org/x", "ssh://git@example.org/x"),
            ("https://ghp_0123456789abcdefghij@example.org", "https://***@example.org"),
            ("https://example.org/?a=1&access_token=abc&b=2", "https://example.org/?a=1&access_token=***&b=2"),
            ("https://example.org/?X-Amz-Signature=abc#f", "https://example.org/?X-Amz-Signature=***#f"),
            ("https://example.org/?key=abc&amp;sig=d", "https://example.org/?key=***&amp;sig=***"),
            ("https://example.org/?keyword=hugo", "https://example.org/?keyword=hugo"),
            ("a@example.org and key=value", "a@example.org and key=value"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn wrapping_keeps_words_and_starts_no_command() {
        assert_eq!(wrapped("one two three", 8, 0), ["one two", "three"]);
        assert_eq!(wrapped("one ::error three", 5, 0), ["one ::error", "three"]);
        assert_eq!(wrapped("", 5, 0), [""]);
        assert_eq!(wrapped("日本語 日本語", 9, 2), ["日本語", "日本語"]);
        assert_eq!(wrapped("message", 8, 7), ["", "message"]);
    }

    #[test]
    fn messages_have_an_end() {
        let long = message(&"x".repeat(100_000));
        assert!(long.len() < 5000 && long.ends_with('…'));
        assert_eq!(message("short"), "short");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_are_percent_encoded() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"a b/caf\xE9.md"));
        assert_eq!(percent_encoded(path).as_deref(), Some("a%20b/caf%E9.md"));
        assert_eq!(percent_encoded(Path::new("café.md")), None);
    }
}
