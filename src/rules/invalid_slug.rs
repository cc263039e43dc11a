//! `invalid-slug`: a slug that does not become the URL as it is written.

use crate::declare_rule;
use crate::document::node::{NodeRef, Style};
use crate::document::roles::Role;
use crate::edit::{Applicability, Fix};
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::habit::{Habit, Measure};
use crate::site::permalink::{published_slug, reads_slug};

declare_rule! {
    /// ## What it does
    ///
    /// Reports a `slug` with white space, with characters that end the path of a URL or must be escaped in one, or with
    /// characters that the generator leaves out or replaces. Dots are fine (`helm-3.13`), and so are letters of any script;
    /// where slugs may be paths, so are slashes.
    ///
    /// Upper case is reported only where the generator does not fold it and at least 90 % of at least 10 pages beside it
    /// have slugs in lower case.
    ///
    /// ## Why it matters
    ///
    /// The URL is another one than the page says, or one that has to be escaped in every link; each program that copies it
    /// may do that in its own way.
    ///
    /// ## What to do
    ///
    /// Write the slug as it is published; the fix does where the generator's way is known, so that the URL stays.
    InvalidSlug { id: "invalid-slug", summary: "a slug that is not published as it is written", group: Tags, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// Options of `invalid-slug`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InvalidSlug {
    /// Share of slugs in a collection that must be in lower case before upper case is reported, in per cent; 0 reports
    /// it everywhere.
    share: u8,
    /// How many pages with a slug there must be.
    pages: usize,
}

impl Default for InvalidSlug {
    fn default() -> Self {
        Self { share: 90, pages: 10 }
    }
}

impl Check for InvalidSlug {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        if !subject.parts().has(Role::Slug) || !reads_slug(subject.layout, subject.project_path) {
            return;
        }
        let Some(root) = subject.document.root() else { return };
        for entry in root.entries().filter(|entry| !entry.merged() && subject.plays(entry.key(), Role::Slug)) {
            let value = entry.value();
            if let Some(text) = value.as_str().filter(|text| !is_simple(text) && !text.trim().is_empty()) {
                judge(subject, value, text, cx);
            }
        }
    }

    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let measure = Measure { share: self.share, pages: self.pages };
        for group in site.siblings() {
            let slugs = || group.iter().filter(|page| page.roles.counts() && page.roles.has(Role::Slug));
            let habit = Habit::of(slugs(), |page| !page.roles.has_cased_slug());
            if habit.with == habit.of || !measure.holds(habit) {
                continue;
            }
            // The slug's own bytes are known where it decides the URL.
            for page in slugs().filter(|page| page.roles.has_cased_slug() && page.url_span != page.head) {
                cx.report_in(page.file, page.url_span, "the slug has upper case in it")
                    .note(habit.note("have a slug in lower case"))
                    .help("write it in lower case, and add an alias for the old URL");
            }
        }
    }
}

fn judge(subject: &Subject<'_>, value: NodeRef<'_, '_>, text: &str, cx: &mut Context<'_>) {
    let layout = subject.layout;
    let published = published_slug(layout, text);
    let what = if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        format!("slug `{text}` has white space")
    } else if is_escaped(text) {
        format!("slug `{text}` is percent-encoded")
    } else if let Some(c) = text.chars().find(|c| "\"<>\\^`{|}?#[]%".contains(*c)) {
        format!("slug `{text}` has a `{c}`, which must be escaped in a URL")
    } else if let Some(published) = published.as_deref().filter(|published| plain(published) != plain(text)) {
        format!("slug `{text}` is published as `{published}`")
    } else {
        return;
    };
    // A schema has the last word on its own values.
    if subject.violations().iter().any(|violation| violation.span == value.span()) {
        return;
    }
    let report = cx.report(value.span(), what);
    match published.filter(|published| is_clean(published)) {
        Some(right) => {
            let report = report.help(format!("write `{right}`, as {} publishes it", layout.profile.generator));
            if let Some(text) = rewritten(value, &right) {
                report.fix(Fix::one(format!("write `{right}`"), Applicability::Unsafe, value.span(), text));
            }
        }
        None => {
            report.help("use letters, digits and hyphens");
        }
    }
}

/// True for words of ASCII letters and digits with single hyphens between them, which every generator takes as they are
/// but for letter case.
fn is_simple(text: &str) -> bool {
    let mut before = b'-';
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() && (byte != b'-' || before == b'-') {
            return false;
        }
        before = byte;
    }
    before != b'-'
}

/// `%2F` and the like.
fn is_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|three| three[0] == b'%' && three[1..].iter().all(u8::is_ascii_hexdigit))
}

/// What two spellings of one slug share: letter case is judged by habit, slashes at the ends are taken off anyway, and
/// dots, which some generators turn into hyphens, are fine.
fn plain(text: &str) -> String {
    let letters = text.trim_matches('/').chars().flat_map(char::to_lowercase);
    letters.map(|c| if matches!(c, '.' | '_') { '-' } else { c }).collect()
}

fn is_clean(text: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || "-_./~".contains(c);
    !text.is_empty() && text.chars().all(fine)
}

/// The value in its own quotes; nothing for one that spans lines.
fn rewritten(value: NodeRef<'_, '_>, right: &str) -> Option<String> {
    let is_word = right.starts_with(char::is_alphabetic) && right.contains('-');
    match value.style() {
        Style::Plain if is_word => Some(right.to_owned()),
        Style::Plain | Style::DoubleQuoted => Some(format!("\"{right}\"")),
        Style::SingleQuoted => Some(format!("'{right}'")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_slugs_need_no_second_look() {
        assert!(is_simple("Open-source-2024") && is_simple("x"));
        for text in ["", "-", "a--b", "-a", "a-", "a b", "a/b", "helm-3.13", "caf\u{e9}"] {
            assert!(!is_simple(text), "{text}");
        }
    }

    #[test]
    fn escapes_are_told_from_per_cents() {
        assert!(is_escaped("caf%C3%A9"));
        assert!(!is_escaped("100%-sure"));
        assert!(!is_escaped("%"));
    }

    #[test]
    fn dots_case_and_outer_slashes_make_no_difference() {
        assert_eq!(plain("/Helm-3.13/"), plain("helm-3-13"));
        assert_ne!(plain("a&b"), plain("ab"));
    }
}
