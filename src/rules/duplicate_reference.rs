//! `duplicate-reference`: one label, two destinations.

use crate::declare_rule;
use crate::document::body::Definition;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::span::Span;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a reference definition whose label is already defined with another destination. Labels are compared as
    /// Markdown does: letter case and the amount of white space do not count.
    ///
    /// The same destination twice is harmless and not reported, nor one that differs only in `http` for `https`, letter
    /// case or a slash at the end.
    ///
    /// ## Why it matters
    ///
    /// Only one of the two is used, without a word: the first by CommonMark, the last by kramdown. The links that mean
    /// the other one lead to the wrong page.
    ///
    /// ## What to do
    ///
    /// Rename one of the labels, or remove the definition that is out of date.
    DuplicateReference { id: "duplicate-reference", summary: "a reference label with two destinations", group: Links, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DuplicateReference {}

impl Check for DuplicateReference {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let definitions = &subject.document.body.definitions;
        if definitions.len() < 2 {
            return;
        }
        let mut firsts: FxHashMap<String, &Definition<'_>> = FxHashMap::default();
        for definition in definitions {
            let first = firsts.entry(normal(definition.label)).or_insert(definition);
            if is_other(&first.dest, &definition.dest) {
                cx.report(
                    label(definition),
                    format!("`{}` is already defined with another destination", definition.label),
                )
                .related(label(first), format!("first defined here, as `{}`", first.dest))
                .help("rename one of the labels, or remove the definition that is out of date");
            }
        }
    }
}

/// True unless the two differ in the scheme's `s`, letter case or a slash at the end only: such lead to the same page nearly
/// always.
fn is_other(first: &str, second: &str) -> bool {
    let bare = |dest: &str| -> String {
        let dest = dest.strip_prefix("https://").or_else(|| dest.strip_prefix("http://")).unwrap_or(dest);
        dest.trim_end_matches('/').to_lowercase()
    };
    first != second && bare(first) != bare(second)
}

/// The label without its bracket.
fn label(definition: &Definition<'_>) -> Span {
    let start = definition.span.start as usize + 1;
    Span::new(start, start + definition.label.len())
}

/// As labels are matched (CommonMark 0.31, "matches"): white space collapsed, case folded; upper case after lower case folds
/// what has several lower-case forms.
fn normal(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    let label = words.join(" ");
    if label.is_ascii() { label.to_ascii_uppercase() } else { label.to_lowercase().to_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_match_as_in_markdown() {
        assert_eq!(normal("The  Guide"), normal("the\nguide"));
        assert_eq!(normal("ẞ"), normal("SS"));
        assert!(!is_other("http://example.org/", "https://Example.org"));
        assert!(is_other("/a", "/b"));
        assert_ne!(normal("guide-1"), normal("guide-2"));
    }
}
