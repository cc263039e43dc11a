//! `undefined-reference`: a link whose label is defined nowhere.

use crate::declare_rule;
use crate::document::body::{Body, MissingKind};
use crate::document::directive::DirectiveKind;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports `[text][label]` and `[label][]` where the page has no definition `[label]: address`. A bare `[label]` is
    /// plain text more often than a link and never reported.
    ///
    /// Two pairs of brackets can mean something else: indexes (`a[i][j]`), citations (`[@key][]`), ranges of letters,
    /// tags at the start of a line. Such pairs are let pass, and so are pages that take in other files, where the
    /// definition may stand. Labels without a word for a text are only reported on pages that define others.
    ///
    /// ## Why it matters
    ///
    /// Readers see the brackets instead of a link.
    ///
    /// ## What to do
    ///
    /// Define the label, correct it, or write the address in parentheses.
    UndefinedReference { id: "undefined-reference", summary: "a link whose label is not defined", group: Links, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// Options of `undefined-reference`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UndefinedReference {
    /// Labels that are defined elsewhere, such as by a plugin; letter case does not count.
    allow: Vec<String>,
}

impl Check for UndefinedReference {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let body = &subject.document.body;
        let text = subject.document.text;
        if body.missing.iter().all(|missing| missing.kind == MissingKind::Shortcut)
            || subject.project_path.extension().is_some_and(|extension| extension == "mdx")
            || takes_in_others(body, text)
        {
            return;
        }
        let numbered = body.definitions.iter().any(|known| is_number(known.label));
        // A page with more mistakes than these has another problem than spelling.
        let mut looked_up = 0..100;
        for missing in body.missing.iter().filter(|missing| missing.kind != MissingKind::Shortcut) {
            let span = missing.span;
            let Some(pair) = Pair::read(span, missing.kind, text) else { continue };
            let hidden = body.directives.partition_point(|directive| directive.span.end <= span.start);
            if body.directives.get(hidden).is_some_and(|directive| directive.span.start < span.end)
                || !pair.is_link(body, numbered, text)
                || self.allow.iter().any(|label| label.to_lowercase() == pair.label.to_lowercase())
            {
                continue;
            }
            let report = cx.report(pair.label_span, format!("`{}` is not defined on this page", pair.label));
            if pair.is_address() {
                report.help(if pair.text == pair.label {
                    "write the address in angle brackets: `<address>`"
                } else {
                    "write the address in parentheses: `[text](address)`"
                });
            } else if let Some(near) = looked_up.next().and_then(|_| nearest(body, pair.label)) {
                report.help(format!("did you mean `{near}`?"));
            } else {
                report.help(format!("define it: `[{}]: address`", pair.label));
            }
        }
    }
}

/// `[text][label]` in its parts.
struct Pair<'s> {
    span: Span,
    text: &'s str,
    label: &'s str,
    label_span: Span,
}

impl<'s> Pair<'s> {
    fn read(span: Span, kind: MissingKind, source: &'s str) -> Option<Self> {
        let written = span.slice(source);
        let image = usize::from(written.starts_with('!'));
        let (text, label, at) = if kind == MissingKind::Collapsed {
            let inner = written.get(image + 1..)?.split("][").next()?.trim_end_matches(']');
            (inner, inner, image + 1)
        } else {
            let split = written.rfind("][")?;
            let label = written.get(split + 2..)?.strip_suffix(']')?;
            (written.get(image + 1..split)?, label, split + 2)
        };
        let start = span.start as usize + at;
        Some(Self { span, text, label, label_span: Span::new(start, start + label.len()) })
    }

    fn is_address(&self) -> bool {
        ["http://", "https://", "/", "./", "../", "mailto:", "www."].iter().any(|start| self.label.starts_with(start))
    }

    fn is_link(&self, body: &Body<'_>, numbered: bool, source: &str) -> bool {
        let (text, label) = (self.text.trim(), self.label.trim());
        let before = source[..self.span.start as usize].chars().next_back();
        let after = source[self.span.end as usize..].chars().next();
        // An index, a wiki link, a third pair of brackets, TeX, a regular expression.
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '[' | ']' | '$' | '\\' | '{' | '^'))
            || matches!(after, Some('[' | ']' | '$' | '+' | '?'))
            || matches!(text, "" | "x" | "X")
            || label.is_empty()
            || [text, label].iter().any(|part| part.starts_with(['@', '^', '-', '.', ':', '=', '!']) || is_range(part))
            || is_dotted_name(label)
        {
            return false;
        }
        if self.is_address() {
            return true;
        }
        let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
        // `[#12][]`: an issue that was to be linked.
        if text == label && label.strip_prefix('#').is_some_and(is_number) {
            return true;
        }
        if letters(text) < 2 {
            return false;
        }
        if letters(label) == 0 {
            // `[1][2]` are citations; a number is a label where the page has such labels.
            return is_number(label) && numbered;
        }
        if !body.definitions.is_empty() {
            return true;
        }
        // Without any definition only phrases and "here" in running text are clear: `[Fix][core]` is how some write tags,
        // `run [file][flags]` how some describe commands.
        const FAR: usize = 200;
        let start = self.span.start as usize;
        let near = &source[source.floor_char_boundary(start.saturating_sub(FAR))..start];
        let line = near.rsplit('\n').next().unwrap_or("");
        line.chars().any(char::is_alphabetic)
            && (text.contains(' ')
                || ["here", "this", "there", "link"].iter().any(|word| text.eq_ignore_ascii_case(word)))
    }
}

fn is_number(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit())
}

/// `a-z`, `0-9A-F`: a class of letters.
fn is_range(part: &str) -> bool {
    let bytes = part.as_bytes();
    bytes.len() >= 3
        && bytes.len() <= 12
        && bytes.windows(3).any(|w| matches!(w, b"a-z" | b"A-Z" | b"0-9" | b"1-9" | b"a-f" | b"A-F"))
}

/// `package.module.Name` or `module::name`: what documentation plugins link by themselves.
fn is_dotted_name(label: &str) -> bool {
    let name = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (label.contains('.') && label.split('.').all(name)) || (label.contains("::") && label.split("::").all(name))
}

/// True where definitions may come from another file.
fn takes_in_others(body: &Body<'_>, text: &str) -> bool {
    let taken = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["include", "import", "render", "read", "snippet", "embed", "partial", "links", "content", "insert"]
            .iter()
            .any(|word| name.contains(word))
    };
    body.directives.iter().any(|directive| match directive.kind {
        DirectiveKind::Expression => true,
        _ => taken(directive.name),
    }) || body.span.slice(text).contains("--8<--")
}

/// The defined label nearest to `label`, where one is near.
fn nearest<'b>(body: &'b Body<'_>, label: &str) -> Option<&'b str> {
    // Enough for any page written by hand, and keeps the cost of a hostile one down.
    const MOST: usize = 500;
    if label.len() > 80 || body.definitions.len() > MOST {
        return None;
    }
    let label = label.to_lowercase();
    let near = |known: &str| strsim::osa_distance(&known.to_lowercase(), &label);
    let known = body
        .definitions
        .iter()
        .map(|definition| definition.label)
        .filter(|known| known.len().abs_diff(label.len()) <= 3);
    let (distance, best) = known.map(|known| (near(known), known)).min()?;
    (distance <= (label.len() / 4).min(3)).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_code_are_no_labels() {
        assert!(is_dotted_name("package.module.Name"));
        assert!(is_dotted_name("std::vec::Vec"));
        assert!(!is_dotted_name("cargo/3221"));
        assert!(!is_dotted_name("https://example.org"));
        assert!(is_range("a-z"));
        assert!(is_range("A-Za-z0-9"));
        assert!(!is_range("a-zebra-crossing"));
    }
}
