//! `insecure-link`: a link without encryption.

use crate::declare_rule;
use crate::edit::{Applicability, Fix};
use crate::engine::Subject;
use crate::meta::DefaultLevel;
use crate::rule::fault::{authority, destinations};
use crate::rule::{Check, Context};
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports links and images with `http://`. Off by default: nothing is fetched, so whether the server has `https://`
    /// is not known.
    ///
    /// Machines without a name of their own are let pass: `localhost`, IP addresses, names without a dot and names that
    /// end in `.localhost`, `.local`, `.test`, `.internal` or `.onion`. Links in code are not links.
    ///
    /// ## Why it matters
    ///
    /// What is read and sent on the way can be seen and changed; on a page with `https://`, browsers do not load such
    /// images and scripts.
    ///
    /// ## What to do
    ///
    /// Write `https://` where the server has it; the fix does, and is worth a look at each.
    InsecureLink { id: "insecure-link", summary: "a link with `http://`", group: Links, default: DefaultLevel::Off, since: "0.1.0", fix: Sometimes }
}

/// Options of `insecure-link`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InsecureLink {
    /// Hosts that have no `https://`; those below them are meant too.
    allow: Vec<String>,
}

impl Check for InsecureLink {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let text = subject.document.text;
        for (dest, span) in destinations(&subject.document.body) {
            let Some((scheme, host)) = authority(dest) else { continue };
            if !scheme.eq_ignore_ascii_case("http") || is_private(host) || self.allows(host) {
                continue;
            }
            let report = cx.report(span, format!("`http://{host}` is not encrypted"));
            let report = report.help("write `https://`, if the server has it");
            let written = span.slice(text);
            if written.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://")) {
                let start = span.start as usize;
                let scheme = Span::new(start, start + "http".len());
                report.fix(Fix::one("write `https://`", Applicability::Unsafe, scheme, "https"));
            }
        }
    }
}

impl InsecureLink {
    fn allows(&self, host: &str) -> bool {
        let host = host.to_lowercase();
        self.allow.iter().any(|allowed| {
            let rest = host.strip_suffix(&allowed.to_lowercase());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// Hosts for which nobody gives out a certificate, or which need none.
fn is_private(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let last = host.rsplit('.').next().unwrap_or("");
    !host.contains('.')
        || host.starts_with('[')
        || last.bytes().all(|byte| byte.is_ascii_digit())
        || ["localhost", "local", "test", "internal", "onion"].contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_names_can_have_a_certificate() {
        for host in ["localhost", "printer", "printer.local", "10.0.0.1", "[::1]", "x.onion", ""] {
            assert!(is_private(host), "{host}");
        }
        assert!(!is_private("example.org") && !is_private("local.example.org"));
    }

    #[test]
    fn allowed_hosts_cover_those_below() {
        let rule = InsecureLink { allow: vec!["Example.org".into()] };
        assert!(rule.allows("example.org") && rule.allows("www.EXAMPLE.org"));
        assert!(!rule.allows("myexample.org") && !rule.allows("example.com"));
    }
}
