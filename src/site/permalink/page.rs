//! One page under the eyes of a generator's rules: its path and the values of its front matter, inherited ones included.

use super::date::{self, Moment};
use super::{Place, Publication, Source};
use crate::document::node::{NodeRef, Value};
use crate::document::roles::Role;
use crate::site::Layout;
use crate::site::lexicon::is_same;
use crate::span::Span;
use jiff::civil::Date;
use std::borrow::Cow;

/// The page.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) layout: &'a Layout,
    pub(super) source: &'a Source<'a>,
    /// Its path below the site root, with `/`.
    pub(super) path: &'a str,
    /// The day on which the site is built.
    pub(super) today: Date,
}

/// A value with its place, if the page itself holds it.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) node: NodeRef<'a, 'a>,
    pub(super) own: bool,
}

impl<'a> Found<'a> {
    /// Where it stands in the page; nowhere for what is inherited.
    pub(super) fn span(self) -> Option<Span> {
        self.own.then(|| self.node.span())
    }

    /// A scalar as text; the empty text and what is no scalar are nothing.
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        text(self.node)
    }
}

/// A scalar as text; the empty text and what is no scalar are nothing.
pub(super) fn text<'a>(node: NodeRef<'a, '_>) -> Option<Cow<'a, str>> {
    match node.value() {
        Value::Str(text) | Value::Date(text) => (!text.trim().is_empty()).then(|| Cow::Borrowed(text.as_ref())),
        Value::Int(number) => Some(number.to_string().into()),
        _ => None,
    }
}

impl<'a> Page<'a> {
    /// The value of a key; a path with dots leads into mappings where no key has that name.
    pub(super) fn get(&self, key: &str) -> Option<Found<'a>> {
        let fold = self.layout.profile.front.fold_case;
        let is = |known: &str| is_same(known, key, fold);
        if let Some(front) = self.source.front {
            // Of duplicates the last one wins.
            let own = front.last_entry(|entry| is(entry.key()));
            if let Some(entry) = own.filter(|entry| !matches!(entry.value().value(), Value::Null)) {
                return Some(Found { node: entry.value(), own: true });
            }
        }
        let inherited = self.source.inherited.iter().find(|inherited| is(&inherited.key));
        if let Some(inherited) = inherited {
            return Some(Found { node: inherited.node(), own: false });
        }
        let dot = key.bytes().position(|byte| byte == b'.')?;
        let (first, rest) = (&key[..dot], &key[dot + 1..]);
        let map = self.get(first)?;
        Some(Found { node: map.node.get(rest)?, own: map.own })
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key)?.text()
    }

    /// The words of a list, or of a text that stands where a list could, split at white space if `split`.
    pub(super) fn words(&self, key: &str, split: bool) -> Vec<Cow<'a, str>> {
        let Some(found) = self.get(key) else { return Vec::new() };
        match found.node.as_list() {
            Some(items) => items.filter_map(text).collect(),
            None if split => match found.text() {
                Some(Cow::Borrowed(text)) => text.split_whitespace().map(Cow::Borrowed).collect(),
                other => other.into_iter().collect(),
            },
            None => found.text().into_iter().collect(),
        }
    }

    /// A yes or no.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        flag(self.get(key)?.node)
    }

    /// True when a key of the role `draft` says so.
    pub(super) fn is_draft(&self) -> bool {
        self.keys(Role::Draft).any(|key| self.flag(key) == Some(true))
    }

    /// The keys that play a role.
    pub(super) fn keys(&self, role: Role) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = self.source.roles.and_then(|roles| roles.get(&role));
        let usual = if own.is_some() { &[] } else { self.layout.profile.keys_of(role) };
        own.into_iter().flatten().map(String::as_str).chain(usual.iter().copied())
    }

    /// The date of a key.
    pub(super) fn date(&self, key: &str) -> Option<Moment> {
        date::read(&self.text(key)?)
    }

    /// The texts under keys of the role `aliases`.
    pub(super) fn aliases(&self) -> Vec<(Cow<'a, str>, Span)> {
        let mut found = Vec::new();
        for value in self.keys(Role::Aliases).filter_map(|key| self.get(key)).filter(|value| value.own) {
            match value.node.as_list() {
                Some(items) => found.extend(items.filter_map(|item| Some((text(item)?, item.span())))),
                None => found.extend(value.text().map(|text| (text, value.node.span()))),
            }
        }
        found
    }

    /// A page that is published at `url`.
    pub(super) fn at(&self, url: impl AsRef<str> + Into<String>) -> Place {
        let url = if is_tidy(url.as_ref()) { url.into() } else { tidy(url.as_ref()) };
        Place { url: Some(url), known: true, publication: self.draft(), ..Place::default() }
    }

    /// A page that is published somewhere.
    pub(super) fn somewhere(&self) -> Place {
        Place { publication: self.draft(), ..Place::default() }
    }

    fn draft(&self) -> Publication {
        if self.is_draft() { Publication::Draft } else { Publication::Published }
    }
}

impl Place {
    /// A file that becomes no page.
    pub(super) fn nowhere() -> Self {
        Self { known: true, publication: Publication::Hidden, ..Self::default() }
    }

    /// The same, decided by a value of the front matter.
    pub(super) fn decided_by(mut self, found: Option<Found<'_>>) -> Self {
        self.decided_by = found.and_then(Found::span);
        self
    }
}

/// A yes or no, also as text: which words are one differs from one YAML reader to the next.
pub(super) fn flag(node: NodeRef<'_, '_>) -> Option<bool> {
    match node.value() {
        Value::Bool(value) => Some(*value),
        Value::Str(text) => {
            let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
            if is(["true", "yes", "on"]) { Some(true) } else { is(["false", "no", "off"]).then_some(false) }
        }
        _ => None,
    }
}

/// What follows `folder` in `path`; the path itself where the folder has no name.
pub(super) fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// The folders of a path and its name without ending.
pub(super) fn split(path: &str) -> (&str, &str) {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    (folders, name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem }))
}

/// True for what [`tidy`] leaves as it is.
fn is_tidy(url: &str) -> bool {
    let bytes = url.as_bytes();
    let is_odd = |at: usize| matches!(bytes.get(at), Some(b'/' | b'.'));
    !is_odd(0) && !memchr::memchr_iter(b'/', bytes).any(|slash| is_odd(slash + 1)) && !url.ends_with("index.html")
}

/// A URL path in the form of [`Place::url`]: no leading slash, no doubled ones, no `index.html`, no dots that lead away.
pub(super) fn tidy(url: &str) -> String {
    // Nearly every URL is tidy but for the slash at its start.
    let bare = url.strip_prefix('/').unwrap_or(url);
    if is_tidy(bare) {
        return bare.to_owned();
    }
    let folder = url.ends_with('/') || url.ends_with("/.") || url.ends_with("/..");
    let mut parts: Vec<&str> = Vec::new();
    for part in url.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut folder = folder;
    if parts.last() == Some(&"index.html") && !folder {
        parts.pop();
        folder = true;
    }
    let mut out = parts.join("/");
    if folder && !out.is_empty() {
        out.push('/');
    }
    out
}
