//! The ids that generators give to headings. Small first versions, to be proved against the generators themselves.

use crate::document::body::Heading;
use rustc_hash::{FxHashMap, FxHashSet};

/// How heading ids are made.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Anchors {
    /// github-slugger: GitHub, Docusaurus, Astro and most JavaScript generators.
    #[default]
    Github,
    /// Hugo's `autoHeadingIDType: github` (`markup/goldmark/autoid.go`).
    HugoGithub,
    /// The same without anything but ASCII.
    HugoGithubAscii,
    /// Hugo's `blackfriday`: every run of other characters is one hyphen.
    HugoBlackfriday,
    /// kramdown (`converter/base.rb`, `basic_generate_id`): Jekyll.
    Kramdown,
    /// Zola's `slugify.anchors = "on"`.
    Zola,
    /// Python-Markdown's `toc.slugify`: MkDocs, Pelican.
    PythonMarkdown,
    /// mdBook's `id_from_content`.
    Mdbook,
    /// No ids but explicit ones.
    None,
}

impl Anchors {
    /// The ids of a page's headings, in order; empty for headings without one. Explicit ids win; a repeated id gets a
    /// number.
    pub fn ids<'h, 's: 'h>(self, headings: impl Iterator<Item = &'h Heading<'s>>) -> Vec<String> {
        let mut taken: FxHashSet<String> = FxHashSet::default();
        // The last number given per id, so that many equal headings cost no search.
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let joint = if self == Self::PythonMarkdown { '_' } else { '-' };
        headings
            .map(|heading| {
                if let Some((id, _)) = &heading.id {
                    taken.insert(id.to_string());
                    return id.to_string();
                }
                let base = self.slug(&heading.text);
                if base.is_empty() || taken.insert(base.clone()) {
                    return base;
                }
                let number = numbers.entry(base.clone()).or_insert(0);
                loop {
                    *number += 1;
                    let id = format!("{base}{joint}{number}");
                    if taken.insert(id.clone()) {
                        return id;
                    }
                }
            })
            .collect()
    }

    /// The id of one heading's text, before duplicates are numbered.
    pub fn slug(self, text: &str) -> String {
        let lower = |keep: &dyn Fn(char) -> bool| -> String {
            let kept = text.trim().chars().filter(|c| keep(*c) || *c == ' ');
            kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
        };
        match self {
            Self::None => String::new(),
            Self::Github | Self::HugoGithub | Self::Mdbook => lower(&|c| c.is_alphanumeric() || matches!(c, '-' | '_')),
            Self::HugoGithubAscii => lower(&|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')),
            Self::HugoBlackfriday => runs(text.chars().flat_map(char::to_lowercase), |c| c.is_alphanumeric()),
            Self::Zola => runs(text.chars().flat_map(char::to_lowercase), |c| c.is_ascii_alphanumeric()),
            Self::Kramdown => {
                let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
                let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
                let id: String = kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect();
                if id.is_empty() { "section".to_owned() } else { id }
            }
            Self::PythonMarkdown => {
                let kept = text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '));
                let kept: String = kept.collect();
                let words = kept.trim().split([' ', '-']).filter(|word| !word.is_empty());
                words.collect::<Vec<_>>().join("-").to_lowercase()
            }
        }
    }
}

/// Kept characters, with one hyphen for each run of others between them.
fn runs(text: impl Iterator<Item = char>, keep: impl Fn(char) -> bool) -> String {
    let mut id = String::new();
    let mut gap = false;
    for c in text {
        if keep(c) {
            if gap && !id.is_empty() {
                id.push('-');
            }
            gap = false;
            id.push(c);
        } else {
            gap = true;
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn heading(text: &str) -> Heading<'_> {
        Heading { span: Span::default(), level: 1, text: text.into(), id: None }
    }

    #[test]
    fn slugs() {
        let text = "1. Über uns: It's a_b – C++!";
        assert_eq!(Anchors::Github.slug(text), "1-über-uns-its-a_b--c");
        assert_eq!(Anchors::HugoBlackfriday.slug(text), "1-über-uns-it-s-a-b-c");
        assert_eq!(Anchors::Kramdown.slug(text), "über-uns-its-a_b--c");
        assert_eq!(Anchors::None.slug(text), "");
    }

    #[test]
    fn repeated_ids_are_numbered_and_explicit_ids_win() {
        let mut headings = [heading("A"), heading("A"), heading("A-1"), heading("B")];
        headings[3].id = Some(("own".into(), Span::default()));
        assert_eq!(Anchors::Github.ids(headings.iter()), ["a", "a-1", "a-1-1", "own"]);
        assert_eq!(Anchors::PythonMarkdown.ids(headings[..2].iter()), ["a", "a_1"]);
    }
}
