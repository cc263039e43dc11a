//! `missing-alt`: an image that says nothing to those who do not see it.

use crate::declare_rule;
use crate::document::body::{Link, LinkKind};
use crate::engine::Subject;
use crate::meta::DefaultLevel;
use crate::rule::{Check, Context};
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports images without alternative text: `![](picture.png)` in Markdown, and `<img>` (in MDX `<Image>` too) without
    /// an `alt` attribute. Off by default.
    ///
    /// `alt=""` in HTML says that a picture is an ornament, and is let pass, as are pictures hidden from screen readers
    /// (`aria-hidden`, `role="presentation"`), tags whose attributes a template or `{...spread}` fills in, and images in
    /// code.
    ///
    /// ## Why it matters
    ///
    /// Screen readers read out the name of the file instead, and readers without the picture get nothing.
    ///
    /// ## What to do
    ///
    /// Say in a few words what the picture shows. An ornament gets `alt=""` in HTML.
    MissingAlt { id: "missing-alt", summary: "an image without alternative text", group: Links, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MissingAlt {}

impl Check for MissingAlt {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let text = subject.document.text;
        // A tag with `src` and `srcset` is two links.
        let mut last = None;
        for link in subject.document.body.links.iter().filter(|link| link.image) {
            if last.replace(link.span) == Some(link.span) {
                continue;
            }
            if let Some(length) = without_alt(link, link.span.slice(text)) {
                let start = link.span.start as usize;
                cx.report(Span::new(start, start + length), "this image has no alternative text")
                    .help(match link.kind {
                        LinkKind::Html => "say in `alt` what it shows, or write `alt=\"\"` for an ornament",
                        _ => "say between the brackets what it shows",
                    });
            }
        }
    }
}

/// How many bytes at the start of an image show that it has no alternative text.
fn without_alt(link: &Link<'_>, written: &str) -> Option<usize> {
    match link.kind {
        LinkKind::Inline | LinkKind::Reference => {
            let inner = written.strip_prefix("![")?;
            let close = inner.trim_ascii_start();
            close.starts_with(']').then(|| written.len() - close.len() + 1)
        }
        LinkKind::Html => {
            let name = written.strip_prefix('<')?;
            let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
            let is_image = name[..length].eq_ignore_ascii_case("img") || &name[..length] == "Image";
            (is_image && !is_described(&name[length..])).then_some(1 + length)
        }
        LinkKind::Autolink | LinkKind::Wiki => None,
    }
}

/// True when the attributes hold an alternative text, do without one on purpose, or cannot all be seen.
fn is_described(attributes: &str) -> bool {
    if ["{{", "{%", "{...", "{ ..."].iter().any(|filled| attributes.contains(filled)) {
        return true;
    }
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        // Vue, Alpine and Angular compute attributes: `:alt`, `v-bind:alt`, `[alt]`.
        let bare = name.rsplit(':').next().unwrap_or(name).trim_matches(['[', ']']).to_ascii_lowercase();
        let after_blanks = after.trim_ascii_start();
        let Some(value) = after_blanks.strip_prefix('=') else {
            if bare == "alt" {
                return true;
            }
            if name.is_empty() {
                return false;
            }
            rest = after;
            continue;
        };
        let (value, after) = split_value(value.trim_ascii_start());
        match bare.as_str() {
            "alt" => return true,
            "aria-hidden" if value != "false" => return true,
            "role" if matches!(value, "presentation" | "none") => return true,
            _ => {}
        }
        rest = after;
    }
}

/// An attribute's value without quotes, and what follows it.
fn split_value(text: &str) -> (&str, &str) {
    let until = |text: &'_ str, end: char| text.find(end).unwrap_or(text.len());
    let (value, end) = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let end = 1 + until(&text[1..], quote);
            (&text[1..end], (end + 1).min(text.len()))
        }
        Some('{') => {
            let end = until(text, '}');
            (text.get(1..end).unwrap_or(""), (end + 1).min(text.len()))
        }
        _ => {
            let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len());
            (&text[..end], end)
        }
    };
    (value, &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_a_description() {
        for attributes in [
            " src=x alt>",
            " src=\"x\" alt=\"\">",
            " alt = 'a fox' src=x>",
            " src='a>b' ALT=fox/>",
            " :alt=\"text\" src=x>",
            " v-bind:alt=\"text\">",
            " src={x} alt={y}>",
            " src=x {...rest}>",
            " src=x {{ attributes }}>",
            " src=x aria-hidden=\"true\">",
            " src=x aria-hidden={true}>",
            " role=presentation src=x>",
        ] {
            assert!(is_described(attributes), "{attributes}");
        }
        for attributes in [
            " src=x>",
            " src=\"alt=x\">",
            " src=x data-alt=\"fox\">",
            " src=x title='alt'/>",
            " src=x role=img>",
            " src=x aria-hidden=false>",
            " src=\"never closed",
            " = = =>",
            "",
        ] {
            assert!(!is_described(attributes), "{attributes}");
        }
    }
}
