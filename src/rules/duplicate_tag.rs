//! `duplicate-tag`: the same term twice in one list.

use crate::declare_rule;
use crate::document::node::Style;
use crate::edit::{Applicability, Fix};
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::page::Writing;
use crate::site::taxonomy::{Field, FieldKind, List, Part};
use crate::span::Span;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cell::OnceCell;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a term that stands twice in one list of a taxonomy: tags, categories, and those that the generator's
    /// configuration names. Terms are compared as the generator does: letter case, and a blank for a hyphen, make no other
    /// term where it makes one page of both (Hugo, Zola, Docusaurus, Pelican, Obsidian).
    ///
    /// Hexo's categories are a path, which may have one name twice, and are let pass. So is what the page's schema
    /// reports already.
    ///
    /// ## Why it matters
    ///
    /// Templates show the term twice, and some generators (Jekyll) list the page twice under it.
    ///
    /// ## What to do
    ///
    /// Remove one of them. The fix removes the later one.
    DuplicateTag { id: "duplicate-tag", summary: "the same term twice in one list", group: Tags, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DuplicateTag {}

impl Check for DuplicateTag {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        for list in subject.terms().iter().filter(|list| list.parts.len() > 1) {
            let field = &subject.layout.fields[list.field];
            if matches!(field.kind, FieldKind::Terms { path: false, .. }) {
                repeated(subject, field, list, cx);
            }
        }
    }
}

/// Reports the terms of one list that stand in it before.
fn repeated(subject: &Subject<'_>, field: &Field, list: &List<'_>, cx: &mut Context<'_>) {
    let mut firsts: FxHashMap<(Cow<'_, str>, Option<&str>), &Part<'_>> =
        FxHashMap::with_capacity_and_hasher(list.parts.len(), FxBuildHasher);
    // A schema that forbids it (`uniqueItems`) has told it.
    let told = OnceCell::new();
    let tell = || subject.violations().iter().map(|violation| violation.span).collect::<FxHashSet<Span>>();
    for (at, part) in list.parts.iter().enumerate() {
        // Docusaurus makes a term of each permalink, whatever it is labelled.
        let first = *firsts.entry((field.identity(&part.text), part.address)).or_insert(part);
        if std::ptr::eq(first, part) || told.get_or_init(tell).contains(&part.outer) {
            continue;
        }
        let (term, before, name) = (part.text.trim(), first.text.trim(), &field.name);
        let (message, applicability) = if before == term {
            (format!("`{term}` stands twice in `{name}`"), Applicability::Safe)
        } else {
            (format!("`{term}` is the same term as `{before}`, which `{name}` has already"), Applicability::Unsafe)
        };
        let report = cx.report(part.span, message).related(first.span, "first given here");
        let report = report.help("remove one of them");
        if let Some(span) = removal(subject.document.text, list, at) {
            report.fix(Fix::one(format!("remove the second `{term}`"), applicability, span, ""));
        }
    }
}

/// The bytes of a term that is not the first, with its separator; `None` where more would go than the term.
fn removal(source: &str, list: &List<'_>, at: usize) -> Option<Span> {
    let (before, part) = (&list.parts[at.checked_sub(1)?], &list.parts[at]);
    let outer = part.outer.range();
    if list.style == Style::Block {
        let start = source[..outer.start].rfind('\n').map_or(0, |end| end + 1);
        let end = source[outer.end..].find('\n').map_or(source.len(), |end| outer.end + end + 1);
        let dash = source[start..outer.start].trim() == "-" && !ends_with_comment(&source[..start]);
        // A comment beside it may say why it is there.
        return (dash && source[outer.end..end].trim().is_empty()).then(|| Span::new(start, end));
    }
    // A comment behind it belongs to it, and would go to the term before.
    let line = source[outer.end..].lines().next().unwrap_or("");
    if line.contains('#')
        || source[..outer.start].lines().next_back().is_some_and(|line| line.trim_start().starts_with('#'))
    {
        return None;
    }
    let between = source.get(before.outer.range().end..outer.start)?;
    let separates = match part.writing {
        Writing::Blanks => between.chars().all(|c| c.is_whitespace() || c == ','),
        Writing::Commas => matches!(between.trim(), "," | ";"),
        _ if list.style == Style::Flow => between.trim() == ",",
        _ => false,
    };
    separates.then(|| Span::new(before.outer.range().end, outer.end))
}

/// True when the last whole line is a comment, which may say why the next one is there.
fn ends_with_comment(above: &str) -> bool {
    above.lines().next_back().is_some_and(|line| line.trim_start().starts_with('#'))
}
