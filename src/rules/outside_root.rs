//! `outside-root`: something leads out of the project.

use crate::declare_rule;
use crate::document::body::LinkKind;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context, Unread};
use crate::site::reference::decode;
use crate::span::Span;
use std::borrow::Cow;
use std::path::{Component, Path};

declare_rule! {
    /// ## What it does
    ///
    /// Reports relative links whose `..` lead above the project's root, in sites whose relative links start at the file
    /// (plain Markdown, MkDocs, mdBook, Docusaurus, VitePress, Obsidian), and files reached through a symbolic link that
    /// ends outside of it. Nothing outside is opened, not even to see whether it exists.
    ///
    /// ## Why it matters
    ///
    /// The target is not part of the site: the link works on one machine at most.
    ///
    /// ## What to do
    ///
    /// Copy the target into the site, or link to its public address.
    OutsideRoot { id: "outside-root", summary: "a link or file that leads out of the site", group: Housekeeping, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutsideRoot {}

/// Pages of a repository on its forge, which relative links reach from the page that shows a file.
const FORGE_PAGES: [&str; 24] = [
    "actions",
    "archive",
    "blob",
    "branches",
    "commit",
    "commits",
    "compare",
    "contributors",
    "discussions",
    "forks",
    "graphs",
    "issues",
    "labels",
    "milestones",
    "network",
    "projects",
    "pull",
    "pulls",
    "raw",
    "releases",
    "security",
    "tags",
    "tree",
    "wiki",
];

impl Check for OutsideRoot {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        // Elsewhere a relative link starts at the page's URL, whose depth is another than that of its file.
        if !subject.layout.profile.links_by_file {
            return;
        }
        let directory = subject.project_path.parent().unwrap_or(Path::new(""));
        let depth = directory.components().filter(|part| matches!(part, Component::Normal(_))).count();
        for link in &subject.document.body.links {
            if link.kind == LinkKind::Autolink || !(link.dest.contains("..") || link.dest.contains('%')) {
                continue;
            }
            let Some(rest) = climbs_out(&link.dest, depth) else { continue };
            if !FORGE_PAGES.contains(&rest.split(['/', '?', '#']).next().unwrap_or("")) {
                cx.report(link.dest_span, format!("`{}` leads out of the project", link.dest))
                    .help("link to a page or file of this site, or to a public address");
            }
        }
    }

    fn unread(&self, why: &Unread, cx: &mut Context<'_>) {
        if matches!(why, Unread::Outside) {
            cx.report(Span::default(), why.to_string())
                .help("the file was not read; replace the link by the file itself");
        }
    }
}

/// What is left of a relative destination once its `..` have left a directory `depth` levels below the root. Servers
/// decode a path before they look for it, slashes included.
fn climbs_out(dest: &str, depth: usize) -> Option<Cow<'_, str>> {
    let path = dest.split(['?', '#']).next().unwrap_or("");
    if path.starts_with('/') || path.contains(':') {
        return None;
    }
    let path = decode(path);
    let mut level = depth;
    let mut rest = &*path;
    while !rest.is_empty() {
        let (part, tail) = rest.split_once('/').unwrap_or((rest, ""));
        match part {
            "" | "." => {}
            ".." => {
                level = match level.checked_sub(1) {
                    Some(level) => level,
                    None => return Some(Cow::Owned(tail.trim_start_matches("../").to_owned())),
                }
            }
            _ => level += 1,
        }
        rest = tail;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_climbs_above_the_root_is_outside() {
        assert_eq!(climbs_out("../a.md", 1), None);
        assert_eq!(climbs_out("../../a.md", 1).as_deref(), Some("a.md"));
        assert_eq!(climbs_out("b/../../a.md", 0).as_deref(), Some("a.md"));
        assert_eq!(climbs_out("%2e%2E/a", 0).as_deref(), Some("a"));
        assert_eq!(climbs_out("b/..%2f..%2Fa", 0).as_deref(), Some("a"));
        assert_eq!(climbs_out("/../a", 0), None, "a browser stays at the root");
        assert_eq!(climbs_out("https://example.org/../a", 0), None);
    }
}
