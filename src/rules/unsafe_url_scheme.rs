//! `unsafe-url-scheme`: a link that runs a script or opens a local file.

use crate::declare_rule;
use crate::document::body::Link;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports links with the scheme `javascript:`, `vbscript:`, `data:` (except pictures) or `file:`, also when
    /// letter case, entities or white space hide it. Empty handlers (`javascript:void(0)`) are let pass.
    ///
    /// ## Why it matters
    ///
    /// A `javascript:` link runs code in the reader's browser; a `file:` link points to the author's own disk.
    ///
    /// ## What to do
    ///
    /// Link to a page with `https:` or a path of the site.
    UnsafeUrlScheme { id: "unsafe-url-scheme", summary: "a link with a scheme that runs code or opens local files", group: Housekeeping, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnsafeUrlScheme {}

impl Check for UnsafeUrlScheme {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        for link in &subject.document.body.links {
            if let Some(scheme) = unsafe_scheme(link) {
                let why = match scheme {
                    "javascript" | "vbscript" => "runs a script on the page",
                    "data" => "leads to a document made by the link itself",
                    _ => "leads to a file of the reader's own machine",
                };
                cx.report(link.dest_span, format!("a `{scheme}:` link {why}"))
                    .help("link with `https:` or to a path of the site");
            }
        }
    }
}

/// The scheme, by the rules of the URL standard: white space and controls at the start, tabs and line ends anywhere
/// are ignored, case is folded.
fn unsafe_scheme(link: &Link<'_>) -> Option<&'static str> {
    // Every page has hundreds of ordinary links; two bytes tell them apart.
    let first = link.dest.bytes().find(|b| !b.is_ascii_control() && *b != b' ')?;
    if !matches!(first, b'j' | b'J' | b'v' | b'V' | b'd' | b'D' | b'f' | b'F') || !link.dest.contains(':') {
        return None;
    }
    let clean: String = link
        .dest
        .trim_start_matches(|c: char| c.is_ascii_control() || c == ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    let (scheme, rest) = clean.split_once(':')?;
    match scheme {
        "javascript" if matches!(rest.trim_end_matches(';').trim(), "" | "void(0)" | "void 0") => None,
        "javascript" => Some("javascript"),
        "vbscript" => Some("vbscript"),
        "data" if rest.starts_with("image/") => None,
        "data" => Some("data"),
        "file" => Some("file"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::body::LinkKind;
    use crate::span::Span;

    #[test]
    fn hidden_schemes_are_seen() {
        let scheme = |dest: &'static str| {
            let link = Link {
                span: Span::default(),
                dest_span: Span::default(),
                dest: dest.into(),
                image: false,
                kind: LinkKind::Inline,
            };
            unsafe_scheme(&link)
        };
        assert_eq!(scheme("JavaScript:alert(1)"), Some("javascript"));
        assert_eq!(scheme(" java\tscript:alert(1)"), Some("javascript"));
        assert_eq!(scheme("javascript:void(0);"), None);
        assert_eq!(scheme("data:text/html,x"), Some("data"));
        assert_eq!(scheme("data:image/png;base64,AA"), None);
        assert_eq!(scheme("file:///etc/hosts"), Some("file"));
        assert_eq!(scheme("docs/data:x"), None);
        assert_eq!(scheme("dev.html"), None);
    }
}
