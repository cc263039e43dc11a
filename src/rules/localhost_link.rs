//! `localhost-link`: a link to the author's own machine.

use crate::declare_rule;
use crate::engine::Subject;
use crate::meta::DefaultLevel;
use crate::rule::fault::{authority, destinations};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports links and images on `localhost`, names that end in `.localhost`, `127.0.0.1` and the rest of that network,
    /// `0.0.0.0` and `[::1]`, with or without a port. Links in code are let pass. Off by default: tutorials mean such
    /// links as they are.
    ///
    /// ## Why it matters
    ///
    /// The link works for its author while the preview runs, and for nobody else.
    ///
    /// ## What to do
    ///
    /// Link to the path on the site, or write the address as code.
    LocalhostLink { id: "localhost-link", summary: "a link to the author's own machine", group: Links, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LocalhostLink {}

impl Check for LocalhostLink {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        for (dest, span) in destinations(&subject.document.body) {
            if let Some(host) = authority(dest).map(|(_, host)| host).filter(|host| is_local(host)) {
                cx.report(span, format!("`{host}` is the machine of whoever follows the link"))
                    .help("link to the path on the site, or write the address as code");
            }
        }
    }
}

/// Names and addresses that mean the machine itself (RFC 6761, RFC 1122).
fn is_local(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_v4 = || host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok());
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host == "0.0.0.0"
        || (host.starts_with("127.") && is_v4())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_itself_has_many_names() {
        for host in
            ["localhost", "LOCALHOST", "localhost.", "app.localhost", "127.0.0.1", "127.1.2.3", "0.0.0.0", "[::1]"]
        {
            assert!(is_local(host), "{host}");
        }
        for host in ["localhost.example.org", "mylocalhost", "127.example.org", "127.0.0.1.example.org", "10.0.0.1", ""]
        {
            assert!(!is_local(host), "{host}");
        }
    }
}
