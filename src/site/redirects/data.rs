//! Redirects in the configuration of hosts and generators that is YAML, TOML or JSON.

use super::pattern::{self, Source};
use super::{Action, Rule};
use crate::document::node::{NodeRef, Value};

/// Takes a rule with the sources that its path is spelt out into.
pub(super) type Add<'a> = &'a mut dyn FnMut(Rule, Vec<Source>);

/// `netlify.toml`: `[[redirects]]`.
pub(super) fn netlify(root: NodeRef<'_, '_>, add: Add<'_>) {
    for table in items(root.get("redirects")) {
        let Some(from) = table.get("from").or_else(|| table.get("origin")) else { continue };
        let to = text(table, "to").or_else(|| text(table, "destination"));
        let action = Action::of(number(table, "status").unwrap_or(301));
        let has = |key| table.get(key).is_some_and(|node| node.entries().next().is_some());
        push(from, to, action, has("conditions") || has("query"), pattern::netlify, add);
    }
}

/// `vercel.json`: `redirects` and `rewrites`.
pub(super) fn vercel(root: NodeRef<'_, '_>, add: Add<'_>) {
    for (key, rewrite) in [("redirects", false), ("rewrites", true)] {
        for table in items(root.get(key)) {
            let Some(from) = table.get("source") else { continue };
            // Without `permanent` a redirect is permanent (vercel/vercel packages/routing-utils, `convertRedirects`).
            let lasting = !matches!(table.get("permanent").map(NodeRef::value), Some(Value::Bool(false)));
            let usual = if rewrite {
                200
            } else if lasting {
                308
            } else {
                307
            };
            let action = Action::of(number(table, "statusCode").unwrap_or(usual));
            let conditional = table.get("has").is_some() || table.get("missing").is_some();
            push(from, text(table, "destination"), action, conditional, pattern::path_to_regexp, add);
        }
    }
}

/// `firebase.json`: `hosting.redirects` and `hosting.rewrites`, of one site or of several. Sources that are regular
/// expressions are not read.
pub(super) fn firebase(root: NodeRef<'_, '_>, add: Add<'_>) {
    let Some(hosting) = root.get("hosting") else { return };
    let sites: Vec<NodeRef<'_, '_>> = hosting.as_list().map_or_else(|| vec![hosting], Iterator::collect);
    for site in sites {
        for (key, usual) in [("redirects", 301), ("rewrites", 200)] {
            for table in items(site.get(key)) {
                let Some(from) = table.get("source").or_else(|| table.get("glob")) else { continue };
                let action = Action::of(number(table, "type").unwrap_or(usual));
                // A rewrite may lead to a function instead of a path.
                let to = text(table, "destination").or((usual == 200).then_some(""));
                push(from, to, action, false, |source| pattern::glob(source, false), add);
            }
        }
    }
}

/// `staticwebapp.config.json`: `routes` with `redirect` or `rewrite`.
pub(super) fn static_web_app(root: NodeRef<'_, '_>, add: Add<'_>) {
    for table in items(root.get("routes")) {
        let Some(from) = table.get("route") else { continue };
        let (to, usual) = match (text(table, "redirect"), text(table, "rewrite")) {
            (Some(to), _) => (Some(to), 302),
            (None, Some(to)) => (Some(to), 200),
            // Only a status makes the path answer otherwise; roles and headers do not.
            (None, None) => (number(table, "statusCode").filter(|&status| status >= 400).map(|_| ""), 404),
        };
        let action = Action::of(number(table, "statusCode").unwrap_or(usual));
        push(from, to, action, table.get("methods").is_some(), |source| pattern::glob(source, true), add);
    }
}

/// `mkdocs.yml`: the plugin `redirects` with its `redirect_maps`, from one Markdown file to another or to a URL. `base`
/// is the path that all URLs of the site start with.
pub(super) fn mkdocs(root: NodeRef<'_, '_>, base: &str, add: Add<'_>) {
    let folders = !matches!(root.get("use_directory_urls").map(NodeRef::value), Some(Value::Bool(false)));
    let Some(plugins) = root.get("plugins") else { return };
    let listed = plugins.as_list().into_iter().flatten().filter_map(|plugin| plugin.get("redirects"));
    for options in listed.chain(plugins.get("redirects")) {
        for entry in options.get("redirect_maps").into_iter().flat_map(NodeRef::entries) {
            let Some(to) = entry.value().as_str() else { continue };
            let from = entry.key();
            // A key with `#` leads on from a heading of a page that exists.
            if from.contains('#') {
                continue;
            }
            let to = if to.contains("://") { to.to_owned() } else { format!("{}{}", top(base), page_url(to, folders)) };
            let source = pattern::literal(&page_url(from, folders));
            let from = from.to_owned();
            let rule = Rule {
                from,
                to,
                action: Action::Moved { permanent: true },
                conditional: false,
                span: entry.key_span(),
            };
            add(rule, vec![source]);
        }
    }
}

/// `book.toml`: `[output.html.redirect]`, from the path of a page to a URL or a path relative to that page.
pub(super) fn mdbook(root: NodeRef<'_, '_>, base: &str, add: Add<'_>) {
    let table = root.get("output").and_then(|output| output.get("html")).and_then(|html| html.get("redirect"));
    for entry in table.into_iter().flat_map(NodeRef::entries) {
        let Some(to) = entry.value().as_str() else { continue };
        let from = entry.key();
        if from.contains('#') {
            continue;
        }
        let to = if to.contains("://") || to.starts_with('/') {
            to.to_owned()
        } else {
            let mut folders: Vec<&str> = from.trim_start_matches('/').split('/').collect();
            folders.pop();
            for part in to.split('/') {
                match part {
                    "." => {}
                    ".." => drop(folders.pop()),
                    part => folders.push(part),
                }
            }
            format!("{}{}", top(base), folders.join("/"))
        };
        let source = pattern::literal(from);
        let from = from.to_owned();
        let rule =
            Rule { from, to, action: Action::Moved { permanent: true }, conditional: false, span: entry.key_span() };
        add(rule, vec![source]);
    }
}

/// The site's own top, with slashes at both ends.
fn top(base: &str) -> String {
    if base.is_empty() { "/".to_owned() } else { format!("/{base}/") }
}

/// The URL of a Markdown file in MkDocs, `folders` being `use_directory_urls`, with the anchor it may have.
fn page_url(file: &str, folders: bool) -> String {
    let (file, anchor) = file.split_at(file.find('#').unwrap_or(file.len()));
    let Some(stem) = file.strip_suffix(".md") else { return format!("{file}{anchor}") };
    let (folder, name) = stem.split_at(stem.rfind('/').map_or(0, |at| at + 1));
    match name {
        "index" | "README" if folders => format!("{folder}{anchor}"),
        "README" => format!("{folder}index.html{anchor}"),
        _ if folders => format!("{stem}/{anchor}"),
        _ => format!("{stem}.html{anchor}"),
    }
}

fn push(
    from: NodeRef<'_, '_>,
    to: Option<&str>,
    action: Action,
    conditional: bool,
    read: impl Fn(&str) -> Vec<Source>,
    add: Add<'_>,
) {
    // Where nothing is served any more no target is needed.
    let to = to.or((action == Action::Gone).then_some(""));
    let (Some(text), Some(to)) = (from.as_str(), to) else { return };
    let rule = Rule { from: text.to_owned(), to: to.to_owned(), action, conditional, span: from.span() };
    let sources = read(rule.path());
    add(rule, sources);
}

fn items<'a, 's>(node: Option<NodeRef<'a, 's>>) -> impl Iterator<Item = NodeRef<'a, 's>> {
    node.and_then(NodeRef::as_list).into_iter().flatten()
}

fn text<'a>(table: NodeRef<'a, '_>, key: &str) -> Option<&'a str> {
    table.get(key)?.as_str()
}

fn number(table: NodeRef<'_, '_>, key: &str) -> Option<u16> {
    match table.get(key)?.value() {
        Value::Int(number) => u16::try_from(*number).ok(),
        Value::Str(text) => text.parse().ok(),
        _ => None,
    }
}
