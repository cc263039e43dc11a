//! Which of the roles that siblings share a page plays, and whether it is to be compared with them at all.

use crate::document::node::{Kind, NodeRef, Style, Value};
use crate::document::roles::Role;
use crate::document::{Document, Format, Markup};
use crate::engine::subject::Subject;
use crate::schema::ViolationKind;
use crate::site::Layout;
use crate::site::lexicon::Lexicon;
use crate::site::permalink::{Place, Publication, published_slug};
use crate::site::profile::Titles;
use crate::site::roles::{ASKED, Quotes, RoleFacts};
use crate::site::routing::scheme::{HugoDate, Scheme};

/// Keys of pages that only lead to another one.
const REDIRECTS: &[&str] =
    &["redirect_to", "redirect", "redirectto", "redirect_url", "redirecturl", "redirect-to", "redirectURL"];

/// The facts of a page, and where its block takes another key. `source` is its path with `/`.
pub(super) fn of(subject: &Subject<'_>, source: &str, place: &Place) -> (RoleFacts, u32) {
    let document = subject.document;
    let Some(root) = document.root().filter(|_| is_compared(subject, source, place)) else { return Default::default() };
    let mut facts = written(subject, root).or_elsewhere(subject);
    if subject.inherits_unknown {
        facts = facts.in_doubt();
    }
    if document.format == Some(Format::Toml) {
        facts = facts.with_tables();
    }
    let block = document.block.as_ref().and_then(|block| document.text.get(block.inner.range()));
    if block.is_some_and(|text| text.contains('#') && text.lines().any(|line| line.trim_start().starts_with('#'))) {
        facts = facts.with_comments();
    }
    if document.newline() == "\r\n" {
        facts = facts.with_crlf();
    }
    (facts, document.tail(root).and_then(|at| u32::try_from(at).ok()).unwrap_or(0))
}

/// True for a page that can be held to what the pages beside it do.
fn is_compared(subject: &Subject<'_>, source: &str, place: &Place) -> bool {
    let published = matches!(place.publication, Publication::Published | Publication::Future);
    let name = &source[memchr::memrchr(b'/', source.as_bytes()).map_or(0, |slash| slash + 1)..];
    let stem = memchr::memrchr(b'.', name.as_bytes()).map_or(name, |dot| &name[..dot]);
    published
        && !subject.is_data()
        && subject.markup != Markup::Html
        && !["404", "README", "readme"].contains(&stem)
        && !stem.starts_with('_')
        && !place.url.as_deref().is_some_and(is_no_page)
        && !subject.document.root().is_some_and(is_set_apart)
        && !is_list_of_terms(subject)
}

/// A page whose text is a place for a list that the generator makes.
fn is_list_of_terms(subject: &Subject<'_>) -> bool {
    let marks = subject.layout.profile.list_marks;
    marks.iter().any(|mark| memchr::memmem::find(subject.document.text.as_bytes(), mark.as_bytes()).is_some())
}

/// A feed or table that a template makes.
fn is_no_page(url: &str) -> bool {
    let ending = url.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["xml", "rss", "json", "txt", "ics", "csv", "js", "css", "yml", "webmanifest"].contains(&ending)
}

/// A page that only leads to another one, or that its author keeps out of lists.
fn is_set_apart(root: NodeRef<'_, '_>) -> bool {
    let on = |node: NodeRef<'_, '_>| !matches!(node.value(), Value::Null | Value::Bool(false));
    root.entries().any(|entry| {
        let (key, value) = (entry.key(), entry.value());
        match key.len() {
            4 if key.eq_ignore_ascii_case("type") => says(value, &["redirect", "alias"]),
            6 if key.eq_ignore_ascii_case("layout") => {
                says(value, &["redirect", "redirected", "none", "null", "search", "archive", "archives"]) || !on(value)
            }
            6 if key == "status" => says(value, &["draft", "hidden", "skip"]),
            6 if key == "hidden" => on(value),
            8 if key == "unlisted" || key == "headless" => on(value),
            6 if key == "output" => !on(value),
            // It makes the pages of a list.
            10 if key == "pagination" => on(value),
            7 if key == "sitemap" => !on(value),
            7 if key == "noindex" => on(value),
            10 if key == "skip_index" => on(value),
            30 if key == "eleventyExcludeFromCollections" => on(value),
            8.. if key.as_bytes()[..8].eq_ignore_ascii_case(b"redirect") => {
                REDIRECTS.iter().any(|known| key.eq_ignore_ascii_case(known)) && on(value)
            }
            _ => false,
        }
    })
}

fn says(node: NodeRef<'_, '_>, words: &[&str]) -> bool {
    node.as_str().is_some_and(|text| words.iter().any(|word| text.eq_ignore_ascii_case(word)))
}

/// What the page itself says.
fn written<'a>(subject: &Subject<'a>, root: NodeRef<'a, 'a>) -> RoleFacts {
    let lexicon = subject.lexicon();
    let mut facts = RoleFacts::compared();
    for entry in root.entries() {
        roles_of(lexicon, entry.key(), entry.value(), &mut |role, value| {
            facts = facts.and(subject.layout, role, value);
        });
    }
    facts
}

fn quotes(value: NodeRef<'_, '_>) -> Quotes {
    match value.style() {
        Style::SingleQuoted => Quotes::Single,
        Style::DoubleQuoted => Quotes::Double,
        _ => Quotes::None,
    }
}

/// What a value says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nothing is written, or the empty text.
    Nothing,
    /// An empty list: that there are none.
    NoneAtAll,
    Something,
}

fn says_of(value: NodeRef<'_, '_>) -> Says {
    match value.kind() {
        Kind::Null => Says::Nothing,
        Kind::List if value.as_list().is_some_and(|items| items.len() == 0) => Says::NoneAtAll,
        _ if value.as_str().is_some_and(|text| text.trim().is_empty()) => Says::Nothing,
        _ => Says::Something,
    }
}

/// Calls `each` with every role that a key plays or leads to, and with the value.
fn roles_of<'a>(lexicon: &Lexicon, key: &str, value: NodeRef<'a, 'a>, each: &mut impl FnMut(Role, NodeRef<'a, 'a>)) {
    // Eleventy computes the keys below it and puts them beside the page's own.
    if key == "eleventyComputed" {
        return value.entries().for_each(|entry| {
            if let Some(word) = lexicon.word(entry.key()) {
                word.roles
                    .iter()
                    .filter(|(role, _)| word.is_key_of(*role))
                    .for_each(|&(role, _)| each(role, entry.value()));
            }
        });
    }
    let Some(word) = lexicon.word(key) else { return };
    for &(role, _) in word.roles.iter().filter(|(role, _)| word.is_key_of(*role)) {
        each(role, value);
    }
    // The depth is that of the lexicon.
    if let Some(below) = &word.below {
        value.entries().for_each(|entry| roles_of(below, entry.key(), entry.value(), each));
    }
}

/// Roles that stand for another: a page with a whole URL needs no last part of one.
fn stands_for(role: Role) -> Option<Role> {
    match role {
        Role::Url => Some(Role::Slug),
        Role::Publish | Role::Start => Some(Role::Date),
        _ => None,
    }
}

impl RoleFacts {
    /// Adds what one value of the page says for a role.
    fn and(self, layout: &Layout, role: Role, value: NodeRef<'_, '_>) -> Self {
        if ASKED.contains(&role) {
            return match says_of(value) {
                Says::Something if role == Role::Slug => self.with_slug(layout, value),
                Says::Something => self.with(role),
                Says::NoneAtAll => self.excused(role),
                Says::Nothing => self.with_empty(role),
            };
        }
        match stands_for(role) {
            Some(asked) if says_of(value) == Says::Something => self.excused(asked),
            _ => self,
        }
    }

    fn with_slug(self, layout: &Layout, value: NodeRef<'_, '_>) -> Self {
        let facts = self.with(Role::Slug).with_quotes(quotes(value));
        let cased = |text: &str| match text.is_ascii() {
            true => text.bytes().any(|byte| byte.is_ascii_uppercase()),
            false => text.contains(char::is_uppercase),
        };
        let is_cased = value
            .as_str()
            .filter(|text| cased(text))
            .is_some_and(|text| published_slug(layout, text).is_none_or(|published| cased(&published)));
        if is_cased { facts.with_cased_slug() } else { facts }
    }

    /// Adds what the page has without writing it: by inheritance, by its name, by its headings; and what the schema
    /// has already been heard about.
    fn or_elsewhere(mut self, subject: &Subject<'_>) -> Self {
        for inherited in subject.inherited {
            // What the file's name says comes with the page itself as its source.
            let named = inherited.file == subject.file;
            roles_of(subject.lexicon(), &inherited.key, inherited.node(), &mut |role, value| {
                if says_of(value) != Says::Something {
                    return;
                }
                self = match stands_for(role) {
                    Some(asked) => self.excused(asked),
                    None if named => self.excused(role),
                    None => self.with(role),
                };
            });
        }
        if !self.has(Role::Date) && is_dated_elsewhere(subject) {
            self = self.excused(Role::Date);
        }
        if !self.has(Role::Description) && has_summary(subject) {
            self = self.excused(Role::Description);
        }
        if !self.has(Role::Title) && is_titled_elsewhere(subject) {
            self = self.excused(Role::Title);
        }
        let mut told = subject.violations.get().into_iter().flatten();
        if told.any(|violation| violation.kind == ViolationKind::Missing)
            && let Some(schema) = &subject.schema
        {
            let required = schema.required();
            let is_required = |role: &Role| subject.keys_of(*role).any(|key| is_in(key, &required));
            self = ASKED.into_iter().filter(is_required).fold(self, Self::excused);
        }
        self
    }
}

fn is_in(key: &str, keys: &[String]) -> bool {
    keys.iter().any(|known| known == key)
}

/// A date in the path, or one that the generator takes from Git or the file system.
fn is_dated_elsewhere(subject: &Subject<'_>) -> bool {
    let elsewhere = match &subject.layout.settings.routing.scheme {
        Scheme::Hugo(rules) => rules.date.contains(&HugoDate::Elsewhere),
        _ => false,
    };
    elsewhere || subject.project_path.iter().any(|name| name.to_str().is_some_and(is_dated))
}

/// `2024-01-02-name`, `2024-1-2.md`, `24-01-02`: three numbers at the start of a name.
fn is_dated(name: &str) -> bool {
    let mut rest = name;
    for (at, digits) in [2..=4, 1..=2, 1..=2].into_iter().enumerate() {
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !digits.contains(&count) {
            return false;
        }
        rest = &rest[count..];
        if at < 2 {
            let Some(behind) = rest.strip_prefix('-') else { return false };
            rest = behind;
        }
    }
    !rest.starts_with(|next: char| next.is_alphanumeric())
}

/// True when the author has marked the start of the text as its summary.
fn has_summary(subject: &Subject<'_>) -> bool {
    let marks = subject.layout.profile.summary_marks;
    marks.iter().any(|mark| memchr::memmem::find(subject.document.text.as_bytes(), mark.as_bytes()).is_some())
}

fn is_titled_elsewhere(subject: &Subject<'_>) -> bool {
    let document: &Document<'_> = subject.document;
    match subject.layout.profile.titles {
        Titles::Written => false,
        Titles::Heading => document.body.headings.iter().any(|heading| heading.level == 1),
        Titles::HeadingOrName => {
            let folders = subject.project_path.parent().into_iter().flat_map(std::path::Path::iter);
            let mut folders = folders.filter_map(|name| name.to_str());
            folders.any(|name| name.starts_with('_')) || document.body.headings.iter().any(|heading| heading.level == 1)
        }
        Titles::Always => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_start_with_a_date() {
        for name in ["2024-01-02-x.md", "2017-2-5-zeroes.md", "2024-01-02", "2024-01-02.md", "24-01-02-x.md"] {
            assert!(is_dated(name), "{name}");
        }
        for name in ["2024", "2024-01", "1-2-3-go.md", "2024-01-025.md", "20240-01-02", "x-2024-01-02"] {
            assert!(!is_dated(name), "{name}");
        }
    }

    #[test]
    fn feeds_are_no_pages() {
        assert!(is_no_page("feed.xml") && is_no_page("data/events.ics"));
        assert!(!is_no_page("blog/helm-3.13/") && !is_no_page("a.html") && !is_no_page("about"));
    }
}
