//! The ids that generators give to headings, compared with the generators' own in `tests/anchors.rs` (Zola's with a
//! rewriting of its source; Obsidian's rule is not compared with anything).
//!
//! Three rooms, in order of use: what of a heading counts as its text (`text`), what an id is made of (`slug`), and
//! how repeated ids are told apart (`number`).

mod explicit;
mod fold;
mod number;
mod slug;
mod text;

use crate::document::body::Heading;
use number::Numbers;
use std::borrow::Cow;

/// How heading ids are made.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Anchors {
    /// github-slugger on the heading's text, as rehype-slug does; taken for GitHub and Nextra too, which were not run.
    #[default]
    Github,
    /// Docusaurus: github-slugger, the alternative text of images counted, `{#id}` and `{/* #id */}`.
    Docusaurus,
    /// Astro: github-slugger behind smart punctuation.
    Astro,
    /// Hugo's `autoIDType` `github`, the default.
    Hugo,
    /// Hugo's `github-ascii`.
    HugoAscii,
    /// Hugo's `blackfriday`: every run of other characters is one hyphen.
    HugoBlackfriday,
    /// kramdown reading GFM, as Jekyll has it.
    Kramdown,
    /// kramdown reading kramdown (`input: kramdown`): ASCII from the first letter on.
    KramdownPlain,
    /// Zola's `slugify.anchors = "on"`, the default: transliterated.
    Zola,
    /// Zola's `slugify.anchors = "safe"` and `"off"`.
    ZolaSafe,
    /// Python-Markdown's `toc` with its own slugs: MkDocs, Pelican.
    PythonMarkdown,
    /// The same with `slugify_unicode`.
    PythonMarkdownUnicode,
    /// The same with `separator: "_"`.
    PythonMarkdownUnderscore,
    /// mdBook.
    Mdbook,
    /// VitePress: `slugify` of `@mdit-vue/shared`.
    Vitepress,
    /// Hexo with hexo-renderer-marked: case is kept.
    Hexo,
    /// Obsidian: a fragment is a heading's own text.
    Obsidian,
    /// No ids but explicit ones.
    None,
}

impl Anchors {
    /// Every algorithm with its name in the configuration.
    const NAMES: [(&'static str, Self); 18] = [
        ("github", Self::Github),
        ("docusaurus", Self::Docusaurus),
        ("astro", Self::Astro),
        ("hugo", Self::Hugo),
        ("hugo-ascii", Self::HugoAscii),
        ("hugo-blackfriday", Self::HugoBlackfriday),
        ("kramdown", Self::Kramdown),
        ("kramdown-plain", Self::KramdownPlain),
        ("zola", Self::Zola),
        ("zola-safe", Self::ZolaSafe),
        ("python-markdown", Self::PythonMarkdown),
        ("python-markdown-unicode", Self::PythonMarkdownUnicode),
        ("python-markdown-underscore", Self::PythonMarkdownUnderscore),
        ("mdbook", Self::Mdbook),
        ("vitepress", Self::Vitepress),
        ("hexo", Self::Hexo),
        ("obsidian", Self::Obsidian),
        ("none", Self::None),
    ];

    /// The algorithm of that name in the configuration.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, anchors)| *anchors)
    }

    /// The ids of a page's headings, in order; empty for headings without one.
    pub fn ids<'h, 's: 'h>(self, headings: impl Iterator<Item = &'h Heading<'s>>) -> Vec<String> {
        let headings: Vec<&Heading<'_>> = headings.collect();
        let mut ids: Vec<String> = Vec::with_capacity(headings.len());
        let mut numbers = Numbers::new(self, headings.len());
        if numbers.explicit_first() {
            ids.extend(headings.iter().map(|heading| self.explicit(heading).unwrap_or_default().into_owned()));
            let known = (0..ids.len()).filter(|&at| !ids[at].is_empty() && !headings[at].markdown.is_empty());
            known.for_each(|at| numbers.take(&ids, at));
        }
        for (at, heading) in headings.iter().enumerate() {
            if ids.len() > at && !ids[at].is_empty() {
                continue;
            }
            let (id, own) = match self.explicit(heading) {
                Some(id) => (id.into_owned(), true),
                None => (self.base(heading).unwrap_or_default(), false),
            };
            let blank = id.is_empty() && !own && !self.is_numbered_when_empty(heading);
            if at < ids.len() {
                ids[at] = id;
            } else {
                ids.push(id);
            }
            if own && heading.markdown.is_empty() {
                // Raw HTML passes the generators by.
            } else if own {
                numbers.take_explicit(&ids, at);
            } else if !blank {
                numbers.tell_apart(&mut ids, at);
            }
        }
        ids
    }

    /// The id of one heading's text, before duplicates are numbered.
    pub fn slug(self, text: &str) -> String {
        slug::of(self, text)
    }

    /// True where Markdown in HTML blocks may be asked for.
    pub fn reads_html_blocks(self) -> bool {
        use Anchors::{Kramdown, KramdownPlain, PythonMarkdown, PythonMarkdownUnderscore, PythonMarkdownUnicode};
        matches!(self, Kramdown | KramdownPlain | PythonMarkdown | PythonMarkdownUnderscore | PythonMarkdownUnicode)
    }

    /// Whether `fragment` (of a link, without `#`, percent-encoded or not) is on a page whose headings have these ids.
    /// `others` are the ids and names of its raw HTML.
    pub fn matches<'i>(self, fragment: &str, mut ids: impl Iterator<Item = &'i str>) -> bool {
        // The directive behind `:~:` is the browser's own (WICG scroll-to-text-fragment).
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        let decoded = percent_decoded(fragment);
        // "Find a potential indicated element": exact, then decoded; empty and `top` are the top of the page (HTML 7.4.6.3).
        if decoded.is_empty() || decoded.eq_ignore_ascii_case("top") {
            return true;
        }
        if self != Self::Obsidian {
            return ids.any(|id| id == fragment || id == decoded);
        }
        // `#A#B` is B below A; blocks (`^id`) are no headings.
        let last = decoded.rsplit('#').next().unwrap_or_default().trim();
        let wanted = slug::obsidian(last);
        last.starts_with('^') || ids.any(|id| id == wanted)
    }

    /// The id before numbering; `None` for a heading that gets none.
    fn base(self, heading: &Heading<'_>) -> Option<String> {
        if heading.markdown.is_empty() && self != Self::Github || !self.is_heading(heading.markdown) {
            return None;
        }
        Some(slug::of(self, &text::of(self, heading)))
    }

    /// True where a heading whose id came out empty still takes part in the numbering.
    fn is_numbered_when_empty(self, heading: &Heading<'_>) -> bool {
        match self {
            Self::None | Self::Obsidian | Self::Hugo | Self::HugoAscii | Self::HugoBlackfriday => false,
            Self::Github => true,
            _ => !heading.markdown.is_empty() && self.is_heading(heading.markdown),
        }
    }

    /// True where this generator, too, takes `markdown` for a heading.
    fn is_heading(self, markdown: &str) -> bool {
        let blocks =
            matches!(self, Self::PythonMarkdown | Self::PythonMarkdownUnderscore | Self::PythonMarkdownUnicode);
        let kramdown = matches!(self, Self::Kramdown | Self::KramdownPlain);
        if !markdown.starts_with('#') {
            // Both know setext headings of one line only.
            return !(blocks || kramdown) || markdown.bytes().filter(|byte| *byte == b'\n').count() < 2;
        }
        match self {
            Self::Kramdown => !markdown.trim_start_matches('#').is_empty(),
            Self::KramdownPlain => !text::raw(markdown).is_empty(),
            _ => true,
        }
    }

    /// The id that the author wrote, where this generator reads it as one.
    fn explicit<'h>(self, heading: &'h Heading<'_>) -> Option<Cow<'h, str>> {
        explicit::of(self, heading)
    }
}

/// The bytes behind `%XX` as text; the fragment itself where they are none.
fn percent_decoded(fragment: &str) -> Cow<'_, str> {
    if !fragment.contains('%') {
        return Cow::Borrowed(fragment);
    }
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = fragment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (digit(bytes.get(at + 1)), digit(bytes.get(at + 2)));
        if let (b'%', (Some(high), Some(low))) = (bytes[at], pair) {
            decoded.push((high * 16 + low) as u8);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(fragment), Cow::Owned)
}

#[cfg(test)]
mod tests;
