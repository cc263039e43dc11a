//! `placeholder-text`: a place-holder that was never filled in.

use crate::declare_rule;
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports values of known keys (title, description, dates, location, URL and the like) and link targets that are
    /// place-holders: `TODO`, `FIXME`, `YYYY-MM-DD`, `REDDIT_LINK_HERE`, `lorem ipsum`.
    ///
    /// A word such as `TODO` inside a sentence is no place-holder: it must be the whole value, or stand before a colon.
    ///
    /// ## Why it matters
    ///
    /// Readers see the place-holder, or follow a link to nowhere.
    ///
    /// ## What to do
    ///
    /// Fill in the real value, or remove the key or link.
    PlaceholderText { id: "placeholder-text", summary: "a place-holder that was never filled in", group: FrontMatter, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// Options of `placeholder-text`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PlaceholderText {
    /// Words that are place-holders when they are the whole value or stand before a colon; letter case counts.
    words: Vec<String>,
    /// More words, beside the usual ones.
    extend_words: Vec<String>,
}

impl Default for PlaceholderText {
    fn default() -> Self {
        let words = ["TODO", "FIXME", "XXX", "TBD-TITLE", "YYYY-MM-DD", "TKTKTK", "tktktk", "INSERT TITLE HERE"];
        Self { words: words.map(str::to_owned).to_vec(), extend_words: Vec::new() }
    }
}

/// Roles whose values readers see.
const ROLES: [Role; 14] = [
    Role::Title,
    Role::Slug,
    Role::Date,
    Role::Updated,
    Role::Publish,
    Role::Expiry,
    Role::Start,
    Role::End,
    Role::Description,
    Role::Url,
    Role::Image,
    Role::Location,
    Role::Author,
    Role::Timezone,
];

impl Check for PlaceholderText {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        for entry in subject.records().flat_map(NodeRef::entries) {
            if entry.merged() {
                continue;
            }
            let Some(text) = entry.value().as_str() else { continue };
            // The text first: it settles nearly every value, and finding a key's role takes longer.
            if self.is_placeholder(text) && ROLES.iter().any(|&role| subject.plays(entry.key(), role)) {
                cx.report(
                    entry.value().span(),
                    format!("`{}` is still a place-holder: `{}`", entry.key(), text.trim()),
                )
                .help("fill in the real value, or remove the key");
            }
        }
        for link in &subject.document.body.links {
            if self.is_placeholder_target(&link.dest) {
                cx.report(link.dest_span, format!("the link target `{}` is still a place-holder", link.dest))
                    .help("fill in the address, or remove the link");
            }
        }
    }
}

impl PlaceholderText {
    fn is_placeholder(&self, text: &str) -> bool {
        let text = text.trim();
        // Place-holders stand at the start: one look at the first letters settles nearly every value.
        let first = text.as_bytes().first();
        let starts = |word: &str| {
            word.as_bytes().first() == first
                && text.strip_prefix(word).is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with(':') || rest.trim_start_matches(['.', '!', '?', '…']).is_empty()
                })
        };
        self.words.iter().chain(&self.extend_words).any(|word| starts(word)) || is_generic(text)
    }

    fn is_placeholder_target(&self, dest: &str) -> bool {
        let first = dest.as_bytes().first();
        let is = |word: &String| word.as_bytes().first() == first && word == dest;
        first.is_some() && (self.words.iter().any(is) || self.extend_words.iter().any(is) || is_generic(dest))
    }
}

/// `SOMETHING_LINK_HERE`, `<YOUR-NAME>` in capitals, and the printer's Latin.
fn is_generic(text: &str) -> bool {
    let capitals = text.len() >= 9
        && text.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'_' | b'-' | b' '))
        && (text.ends_with("_HERE") || text.ends_with("-HERE") || text.ends_with(" HERE"));
    let latin = text.as_bytes().get(..11).is_some_and(|start| start.eq_ignore_ascii_case(b"lorem ipsum"));
    capitals || latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_a_sentence_is_no_place_holder() {
        let rule = PlaceholderText::default();
        for text in
            ["TODO", " TODO ", "TODO: write", "FIXME", "YYYY-MM-DD", "REDDIT_LINK_HERE", "Lorem ipsum dolor", "TODO..."]
        {
            assert!(rule.is_placeholder(text), "{text}");
        }
        for text in
            ["TODO lists that work", "Building a TODO app", "todo", "YOU ARE HERE NOW", "XXXL shirts", "Here", ""]
        {
            assert!(!rule.is_placeholder(text), "{text}");
        }
    }
}
