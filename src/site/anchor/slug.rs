//! What an id is made of, once it is known which text counts.
//!
//! Classes of characters are those of Unicode's general categories, since none of the generators goes by Rust's
//! `char::is_alphanumeric` but mdBook.

use super::{Anchors, fold};
use regex_syntax::hir::{Class, ClassUnicode, HirKind};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The id of `text`, not yet numbered.
pub(super) fn of(anchors: Anchors, text: &str) -> String {
    match anchors {
        Anchors::None => String::new(),
        Anchors::Github | Anchors::Docusaurus | Anchors::Astro => github(text),
        Anchors::Hugo => hugo(text),
        Anchors::HugoAscii => hugo_ascii(text),
        Anchors::HugoBlackfriday => blackfriday(text),
        Anchors::Kramdown => kramdown(text),
        Anchors::KramdownPlain => kramdown_plain(text),
        Anchors::Zola => zola(text),
        Anchors::ZolaSafe => text.replace(|c: char| c.is_ascii_whitespace(), "_"),
        Anchors::PythonMarkdown => python_ascii(text, '-'),
        Anchors::PythonMarkdownUnderscore => python_ascii(text, '_'),
        Anchors::PythonMarkdownUnicode => python(text, '-'),
        Anchors::Mdbook => mdbook(text),
        Anchors::Vitepress => vitepress(text),
        Anchors::Hexo => hexo(text),
        Anchors::Obsidian => obsidian(text),
    }
}

/// A class of characters.
struct Set(LazyLock<Option<ClassUnicode>>);

impl Set {
    fn has(&self, c: char) -> bool {
        let Some(class) = self.0.as_ref() else { return c.is_alphanumeric() };
        let ranges = class.ranges();
        let at = ranges.partition_point(|range| range.end() < c);
        ranges.get(at).is_some_and(|range| range.start() <= c)
    }
}

fn class(pattern: &str) -> Option<ClassUnicode> {
    match regex_syntax::parse(pattern).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class),
        _ => None,
    }
}

/// What Ruby calls `\p{Word}`, and what github-slugger keeps beside the hyphen.
static WORD: Set = Set(LazyLock::new(|| class(r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]")));
/// Go's `unicode.IsLetter` and `unicode.IsDigit`.
static LETTER_OR_DIGIT: Set = Set(LazyLock::new(|| class(r"[\p{L}\p{Nd}]")));
/// Go's `unicode.IsLetter` and `unicode.IsNumber`; Python's `str.isalnum`.
static LETTER_OR_NUMBER: Set = Set(LazyLock::new(|| class(r"[\p{L}\p{N}]")));

/// github-slugger `index.js`: lower case with the whole text in view (final sigma), then what is no word goes.
fn github(text: &str) -> String {
    if text.is_ascii() {
        return gathered(text.len(), text.bytes().filter_map(|byte| kept(byte, b"-_", b" ")));
    }
    let lower = text.to_lowercase();
    let keep = |c: char| match c {
        ' ' => Some('-'),
        '-' => Some('-'),
        c => word(c).then_some(c),
    };
    lower.chars().filter_map(keep).collect()
}

fn word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { WORD.has(c) }
}

/// The characters as a text of about `length` bytes: an iterator that leaves some out does not say how many it has.
fn gathered(length: usize, chars: impl Iterator<Item = char>) -> String {
    let mut text = String::with_capacity(length);
    text.extend(chars);
    text
}

/// An ASCII letter or digit in lower case, one of `marks`, or a hyphen for one of `blanks`.
fn kept(byte: u8, marks: &[u8], blanks: &[u8]) -> Option<char> {
    if byte.is_ascii_alphanumeric() {
        Some(char::from(byte.to_ascii_lowercase()))
    } else if marks.contains(&byte) {
        Some(char::from(byte))
    } else {
        blanks.contains(&byte).then_some('-')
    }
}

/// Go's `unicode.ToLower`: one character for one.
fn simple_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// hugo `markup/goldmark/autoid.go`.
fn hugo(text: &str) -> String {
    let keep = |c: char| {
        if c.is_ascii() {
            return kept(c as u8, b"-_", b" ");
        }
        LETTER_OR_DIGIT.has(c).then(|| simple_lower(c))
    };
    heading_if_empty(gathered(text.len(), text.trim().chars().filter_map(keep)), text)
}

/// The same behind `text.RemoveAccents`.
fn hugo_ascii(text: &str) -> String {
    let id = text.trim().nfd().filter(char::is_ascii).filter_map(|c| kept(c as u8, b"-_", b" ")).collect();
    heading_if_empty(id, text)
}

/// hugo `markup/blackfriday/anchors.go`.
fn blackfriday(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if if c.is_ascii() { c.is_ascii_alphanumeric() } else { LETTER_OR_NUMBER.has(c) } {
            if gap && !id.is_empty() {
                id.push('-');
            }
            gap = false;
            id.push(simple_lower(c));
        } else {
            gap = true;
        }
    }
    heading_if_empty(id, text)
}

/// goldmark gives a heading without content no id, Hugo one without any letter this one.
fn heading_if_empty(id: String, text: &str) -> String {
    if id.is_empty() && !text.is_empty() { "heading".to_owned() } else { id }
}

/// kramdown-parser-gfm `generate_gfm_header_id`.
fn kramdown(text: &str) -> String {
    if text.is_ascii() {
        return text.bytes().filter_map(|byte| kept(byte, b"-_", b" \t")).collect();
    }
    let lower = text.chars().flat_map(char::to_lowercase);
    let keep = |c: char| match c {
        ' ' | '\t' | '-' => Some('-'),
        c => word(c).then_some(c),
    };
    lower.filter_map(keep).collect()
}

/// kramdown `converter/base.rb`, `generate_id`.
fn kramdown_plain(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let id: String = text.bytes().filter_map(|byte| kept(byte, b"-", b" ")).collect();
    if id.is_empty() { "section".to_owned() } else { id }
}

/// The crate `slug`.
fn zola(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let mut push = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            id.push(char::from(byte.to_ascii_lowercase()));
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            push(c as u8);
        } else {
            deunicode::deunicode_char(c).unwrap_or("-").bytes().for_each(&mut push);
        }
    }
    if id.ends_with('-') {
        id.pop();
    }
    id
}

/// Python-Markdown `extensions/toc.py`, `slugify`.
fn python_ascii(text: &str, separator: char) -> String {
    if text.is_ascii() {
        python(text, separator)
    } else {
        python(&text.nfkd().filter(char::is_ascii).collect::<String>(), separator)
    }
}

/// The same with `unicode=True`.
fn python(text: &str, separator: char) -> String {
    let keep = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || is_python_blank(c)
        } else {
            is_python_blank(c) || LETTER_OR_NUMBER.has(c)
        }
    };
    let kept: String = text.chars().filter(|c| keep(*c)).collect();
    let kept = kept.trim_matches(is_python_blank);
    let lower = if kept.is_ascii() { kept.to_ascii_lowercase() } else { kept.to_lowercase() };
    let mut id = String::with_capacity(lower.len());
    for c in lower.chars() {
        if c != separator && !is_python_blank(c) {
            id.push(c);
        } else if !id.ends_with(separator) {
            id.push(separator);
        }
    }
    id
}

/// Python's `\s` for text: `str.isspace`.
fn is_python_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// mdBook `mdbook-html/src/utils.rs`, `id_from_content`.
fn mdbook(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let keep = |c: char| match c {
        c if c.is_alphanumeric() || matches!(c, '_' | '-') => Some(c),
        c => c.is_whitespace().then_some('-'),
    };
    lower.chars().filter_map(keep).collect()
}

/// `@mdit-vue/shared` `slugify`.
fn vitepress(text: &str) -> String {
    let curly = ['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}'];
    let id = if text.is_ascii() {
        special(text.chars(), &[])
    } else {
        special(text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)), &curly)
    };
    let id = if id.starts_with(|c: char| c.is_ascii_digit()) { format!("_{id}") } else { id };
    if id.is_ascii() { id.to_ascii_lowercase() } else { id.to_lowercase() }
}

/// hexo-util `slugize`.
fn hexo(text: &str) -> String {
    if text.is_ascii() { special(text.chars(), &[]) } else { special(fold::folded(text).chars(), &[]) }
}

/// Controls go, and every run of blanks and ASCII punctuation or `more` between others is a hyphen.
fn special(text: impl Iterator<Item = char>, more: &[char]) -> String {
    let mut id = String::new();
    let mut gap = false;
    for c in text.filter(|c| *c > '\u{1f}') {
        // JavaScript's `\s` knows the byte order mark, but not NEL.
        let blank = c == '\u{feff}' || c.is_whitespace() && c != '\u{85}';
        if blank || c.is_ascii_punctuation() || more.contains(&c) {
            gap = true;
        } else {
            if gap && !id.is_empty() {
                id.push('-');
            }
            gap = false;
            id.push(c);
        }
    }
    id
}

/// Obsidian compares the text itself, whatever its case; what would end a link is left out of it.
pub(super) fn obsidian(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '#' | '|' | '^' | ':' | '%' | '[' | ']' | '\\')) {
        if !word.is_empty() {
            if !id.is_empty() {
                id.push(' ');
            }
            id.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    id
}
