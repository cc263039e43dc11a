//! How generators make parts of a URL out of names and titles.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Letters, decimal digits and marks, as Go's `unicode` and Python's `\w` take them.
static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{L}\p{Nd}\p{M}]$").ok());

fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    LETTER.as_ref().is_some_and(|regex| regex.is_match(letter.encode_utf8(&mut [0; 4])))
}

/// Hugo's `paths.Sanitize`: spaces become one hyphen, other characters than these are left out.
pub(super) fn hugo(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'_' | b'-');
    if bytes.iter().all(plain) {
        return Cow::Borrowed(text);
    }
    let allowed = |at: usize, letter: char| {
        is_letter(letter)
            || matches!(letter, '.' | '/' | '\\' | '_' | '#' | '+' | '~' | '-' | '@')
            || letter == '%' && bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    };
    if text.char_indices().all(|(at, letter)| allowed(at, letter)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut hyphen_due, mut was_hyphen) = (false, false);
    for (at, letter) in text.char_indices() {
        if allowed(at, letter) {
            was_hyphen = letter == '-';
            if hyphen_due && !was_hyphen {
                out.push('-');
            }
            hyphen_due = false;
            out.push(letter);
        } else if !out.is_empty() && !was_hyphen && letter.is_whitespace() {
            hyphen_due = true;
        }
    }
    Cow::Owned(out)
}

/// The modes of Jekyll's `Utils.slugify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Jekyll {
    Default,
    Pretty,
}

/// Jekyll's `Utils.slugify`.
pub(super) fn jekyll(text: &str, mode: Jekyll, cased: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        // Ruby's `[:alnum:]`
        let keeps = letter.is_alphanumeric()
            || is_letter(letter)
            || mode == Jekyll::Pretty && "._~!$&'()+,;=@".contains(letter);
        if keeps {
            out.push(letter);
        } else if !out.ends_with('\u{0}') {
            out.push('\u{0}');
        }
    }
    let out = out.replace('\u{0}', "-");
    // `gsub(/^\-|\-$/)`: one hyphen on either side.
    let out = out.strip_prefix('-').unwrap_or(&out);
    let out = out.strip_suffix('-').unwrap_or(out);
    if cased { out.to_owned() } else { out.to_lowercase() }
}

/// The crate `slug`, used by Zola, and Pelican's kind: ASCII only. `None` where a letter's transcription is not known
/// here.
pub(super) fn ascii(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut push = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    };
    for letter in text.chars() {
        if letter.is_ascii() {
            push(letter);
        } else {
            latin(letter)?.chars().for_each(&mut push);
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    Some(out)
}

/// Pelican's `slugify` with its default substitutions: no mark but `_`, hyphens for spaces.
pub(super) fn pelican(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() { plain.push(letter) } else { plain.push_str(latin(letter)?) }
    }
    let kept: String = plain
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || c.is_ascii_whitespace())
        .collect();
    for letter in kept.trim().chars() {
        match letter {
            '-' | ' ' | '\t' | '\n' | '\r' if out.ends_with('-') => {}
            '-' | ' ' | '\t' | '\n' | '\r' => out.push('-'),
            letter => out.push(letter.to_ascii_lowercase()),
        }
    }
    Some(out)
}

/// github-slugger without its numbers: lower case, hyphens for spaces, other marks left out.
pub(super) fn github(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    letters
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '_' => Some(letter),
            letter if is_letter(letter) || letter.is_alphanumeric() => Some(letter),
            _ => None,
        })
        .collect()
}

/// pymdownx' `slugify(case="lower")`: as github-slugger's, and white space at the ends is left out.
pub(super) fn pymdownx(text: &str) -> String {
    github(text.trim())
}

/// The plain letters of a Latin letter with marks; those that the transcriptions of Ruby, Python and Rust agree on.
pub(super) fn latin(letter: char) -> Option<&'static str> {
    const TABLE: &[(&str, &str)] = &[
        ("àáâãåāăą", "a"),
        ("ÀÁÂÃÅĀĂĄ", "A"),
        ("æ", "ae"),
        ("Æ", "AE"),
        ("çćĉċč", "c"),
        ("ÇĆĈĊČ", "C"),
        ("ďđ", "d"),
        ("ĎĐ", "D"),
        ("èéêëēĕėęě", "e"),
        ("ÈÉÊËĒĔĖĘĚ", "E"),
        ("ĝğġģ", "g"),
        ("ĜĞĠĢ", "G"),
        ("ìíîïĩīĭįı", "i"),
        ("ÌÍÎÏĨĪĬĮİ", "I"),
        ("ĺļľł", "l"),
        ("ĹĻĽŁ", "L"),
        ("ñńņň", "n"),
        ("ÑŃŅŇ", "N"),
        ("òóôõøōŏő", "o"),
        ("ÒÓÔÕØŌŎŐ", "O"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("ŔŖŘ", "R"),
        ("śŝşš", "s"),
        ("ŚŜŞŠ", "S"),
        ("ß", "ss"),
        ("ţťț", "t"),
        ("ŢŤȚ", "T"),
        ("ùúûũūŭůűų", "u"),
        ("ÙÚÛŨŪŬŮŰŲ", "U"),
        ("ýÿŷ", "y"),
        ("ÝŶŸ", "Y"),
        ("źżž", "z"),
        ("ŹŻŽ", "Z"),
        ("\u{2018}\u{2019}", "'"),
        ("\u{201c}\u{201d}", "\""),
        ("\u{2013}", "-"),
        ("\u{2014}", "--"),
        ("\u{2026}", "..."),
        ("\u{a0}", " "),
        ("äÄöÖüÜ", ""),
    ];
    let found = TABLE.iter().find(|(letters, _)| letters.contains(letter))?.1;
    // German umlauts are `a` for one library and `ae` for the next.
    match letter {
        'ä' => Some("a"),
        'ö' => Some("o"),
        'ü' => Some("u"),
        'Ä' => Some("A"),
        'Ö' => Some("O"),
        'Ü' => Some("U"),
        _ => Some(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hugo_sanitizes() {
        // `common/paths/path_test.go`, TestSanitize
        for (text, expected) in [
            ("  Foo bar  ", "Foo-bar"),
            ("Foo.Bar/foo_Bar-Foo", "Foo.Bar/foo_Bar-Foo"),
            ("fOO,bar:foobAR", "fOObarfoobAR"),
            ("FOo/BaR.html", "FOo/BaR.html"),
            ("FOo/Ba---R.html", "FOo/Ba---R.html"),
            ("FOo/Ba       R.html", "FOo/Ba-R.html"),
            ("трям/трям", "трям/трям"),
            ("은행", "은행"),
            ("Банковский кассир", "Банковский-кассир"),
            ("संस्कृत", "संस्कृत"),
            ("this+is+a+test", "this+is+a+test"),
            ("~foo", "~foo"),
            ("foo--bar", "foo--bar"),
            ("foo@bar", "foo@bar"),
        ] {
            assert_eq!(hugo(text), expected, "{text}");
        }
    }

    #[test]
    fn jekyll_slugs() {
        // `test/test_utils.rb`
        for (text, mode, cased, expected) in [
            ("The _config.yml file?", Jekyll::Default, false, "the-config-yml-file"),
            ("The _config.yml file?", Jekyll::Pretty, false, "the-_config.yml-file"),
            ("The _config.yml file?", Jekyll::Pretty, true, "The-_config.yml-file"),
            ("Working with drafts", Jekyll::Default, false, "working-with-drafts"),
            ("  Working   with drafts   ", Jekyll::Default, false, "working-with-drafts"),
            ("Pre-releases, 1.0", Jekyll::Default, false, "pre-releases-1-0"),
            ("5時には食べる", Jekyll::Default, false, "5時には食べる"),
        ] {
            assert_eq!(jekyll(text, mode, cased), expected, "{text}");
        }
    }

    #[test]
    fn ascii_slugs() {
        assert_eq!(ascii("Hello, Wörld & more!").as_deref(), Some("hello-world-more"));
        assert_eq!(ascii("日本"), None);
        assert_eq!(pelican("C++: A – short_story's end").as_deref(), Some("c-a-short_storys-end"));
        assert_eq!(github("Hello, World_2 – x"), "hello-world_2--x");
    }
}
