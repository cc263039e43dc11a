//! Takes the values of a page's front matter apart into terms, each with its own bytes.

use super::{Field, FieldKind, Splits};
use crate::document::node::{NodeRef, Style, Value};
use crate::document::roles::Role;
use crate::site::lexicon::is_same;
use crate::site::page::{TermFact, Writing};
use crate::span::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One value with all its terms.
#[derive(Clone, Debug)]
pub struct List<'a> {
    /// The field, by position in [`crate::site::Layout::fields`].
    pub field: usize,
    /// How it is written: [`Style::Block`], [`Style::Flow`], or the style of the text that holds them.
    pub style: Style,
    /// The terms in their order.
    pub parts: Vec<Part<'a>>,
}

/// One term where it stands.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The term.
    pub text: Cow<'a, str>,
    /// Where its page is, if it says so itself (Docusaurus' `{label, permalink}`).
    pub address: Option<&'a str>,
    /// The term's own bytes, without quotes where that can be told.
    pub span: Span,
    /// The whole value, quotes included; of a text with several terms the part of this one.
    pub outer: Span,
    /// How it is written.
    pub writing: Writing,
}

/// Each list of a page's own front matter. `source` is the text of the file.
pub fn lists<'a>(
    fields: &[Field],
    roles: Option<&BTreeMap<Role, Vec<String>>>,
    front: NodeRef<'a, 'a>,
    source: &'a str,
    fold_case: bool,
) -> Vec<List<'a>> {
    let mut lists = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        for (node, splits) in field.values(roles, |key| own(front, key, fold_case)) {
            read(at, field, node, splits, source, &mut |list| lists.push(list));
        }
    }
    lists
}

/// The facts of terms that a page inherits, with the field of each; those of `front` come first.
pub fn inherited<'a>(
    fields: &[Field],
    front: Option<NodeRef<'_, '_>>,
    inherited: impl Iterator<Item = (&'a str, NodeRef<'a, 'static>)> + Clone,
    fold_case: bool,
    mut visit: impl FnMut(usize, &str),
) {
    for (at, field) in fields.iter().enumerate() {
        let is_there = |key: &str| front.is_some_and(|front| own(front, key, fold_case).is_some());
        let from_above = |key: &str| {
            let dot = key.bytes().position(|byte| byte == b'.');
            let (first, rest) = dot.map_or((key, ""), |dot| (&key[..dot], &key[dot + 1..]));
            let node = inherited.clone().find(|(known, _)| is_same(known, first, fold_case))?.1;
            if is_there(first) {
                return None;
            }
            if rest.is_empty() { Some(node) } else { node.get(rest) }
        };
        for (node, splits) in field.values(None, from_above) {
            read(at, field, node, splits, "", &mut |list| {
                list.parts.iter().for_each(|part| visit(at, &part.text));
            });
        }
    }
}

/// The value of a key, the last one of duplicates; no null.
fn own<'a, 's>(map: NodeRef<'a, 's>, key: &str, fold_case: bool) -> Option<NodeRef<'a, 's>> {
    let found = map.last_entry(|entry| is_same(entry.key(), key, fold_case) && !entry.merged());
    if let Some(entry) = found {
        return Some(entry.value()).filter(|node| !matches!(node.value(), Value::Null));
    }
    let dot = key.bytes().position(|byte| byte == b'.')?;
    own(map.get(&key[..dot])?, &key[dot + 1..], fold_case)
}

fn read<'a, 's>(
    at: usize,
    field: &Field,
    node: NodeRef<'a, 's>,
    splits: Splits,
    source: &'a str,
    visit: &mut impl FnMut(List<'a>),
) where
    's: 'a,
{
    let Some(items) = node.as_list() else {
        let parts = text_parts(node, splits, source);
        visit(List { field: at, style: node.style(), parts });
        return;
    };
    // What an alias stands for is written where its anchor is.
    let style = node.style();
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        match item.as_list() {
            // `[[a, b], [a, c]]`: two paths, and no deeper.
            Some(inner) => {
                let parts = inner.filter_map(|item| item_part(field, item, source)).collect();
                visit(List { field: at, style: item.style(), parts });
            }
            None => parts.extend(item_part(field, item, source)),
        }
    }
    visit(List { field: at, style, parts });
}

/// The keys of a mapping that stands for a term or a name.
const LABELS: [&str; 3] = ["label", "name", "title"];

fn item_part<'a, 's>(field: &Field, item: NodeRef<'a, 's>, source: &'a str) -> Option<Part<'a>>
where
    's: 'a,
{
    let named = match (item.as_map().is_some(), field.kind) {
        (false, _) => item,
        // Without a key it is an entry of its own and names none.
        (true, FieldKind::Names) => item.get("key")?,
        (true, FieldKind::Terms { .. }) => LABELS.iter().find_map(|label| item.get(label))?,
    };
    let mut part = scalar(named, source)?;
    if item.style() == Style::Alias {
        part.writing = Writing::Opaque;
    }
    part.outer = item.span();
    part.address = item.get("permalink").and_then(NodeRef::as_str);
    Some(part)
}

/// A scalar as a term.
fn scalar<'a, 's>(node: NodeRef<'a, 's>, source: &'a str) -> Option<Part<'a>>
where
    's: 'a,
{
    let span = node.span();
    let text: Cow<'a, str> = match node.value() {
        Value::Str(text) | Value::Date(text) => Cow::Borrowed(text.as_ref()),
        Value::Int(number) => number.to_string().into(),
        Value::Float(number) => source.get(span.range()).map_or_else(|| number.to_string().into(), Cow::Borrowed),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) | Value::Alias(_) => return None,
    };
    if text.trim().is_empty() || text.len() > LONGEST {
        return None;
    }
    let raw = source.get(span.range()).unwrap_or("");
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or("");
    let (span, writing) = match node.style() {
        Style::Plain if raw == text => (span, Writing::Plain),
        Style::SingleQuoted | Style::DoubleQuoted if inner == text => {
            (Span { start: span.start + 1, end: span.end - 1 }, Writing::Quoted)
        }
        _ => (span, Writing::Opaque),
    };
    Some(Part { text, address: None, span, outer: node.span(), writing })
}

/// Longer texts, in bytes, are no terms.
const LONGEST: usize = 500;

/// The terms of a text that stands where a list could.
fn text_parts<'a, 's>(node: NodeRef<'a, 's>, splits: Splits, source: &'a str) -> Vec<Part<'a>>
where
    's: 'a,
{
    if matches!(splits, Splits::Never | Splits::Unclear) {
        let unclear = |part: &Part<'_>| splits == Splits::Unclear && part.text.contains([',', ';']);
        return scalar(node, source).filter(|part| !unclear(part)).into_iter().collect();
    }
    let Some(text) = node.as_str() else { return scalar(node, source).into_iter().collect() };
    let span = node.span();
    let raw = source.get(span.range()).unwrap_or("");
    // Where the text stands as it is; with escapes or over several lines it is somewhere in the value.
    let start = match node.style() {
        Style::Plain if raw == text => Some(span.start),
        Style::SingleQuoted | Style::DoubleQuoted if raw.get(1..raw.len().saturating_sub(1)) == Some(text) => {
            Some(span.start + 1)
        }
        _ => None,
    };
    let base = text.as_ptr() as usize;
    let parts = text.split(|c| splits.at(c)).map(str::trim).filter(|part| !part.is_empty() && part.len() <= LONGEST);
    let place = |part: &'a str| {
        let offset = part.as_ptr() as usize - base;
        let own = start.map(|start| Span::new(start as usize + offset, start as usize + offset + part.len()));
        let writing = match own {
            Some(_) if splits == Splits::Commas => Writing::Commas,
            Some(_) => Writing::Blanks,
            None => Writing::Opaque,
        };
        let own = own.unwrap_or(span);
        Part { text: Cow::Borrowed(part), address: None, span: own, outer: own, writing }
    };
    parts.map(place).collect()
}

impl TermFact {
    /// True when `other` can be written in the place of the term as it is.
    pub fn can_become(&self, other: &str) -> bool {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+');
        let quotable = |c: char| !matches!(c, '\'' | '"' | '\\') && !c.is_control();
        // Words that YAML takes for something else than text, and numbers.
        let is_word = other.chars().any(char::is_alphabetic)
            && other.starts_with(char::is_alphanumeric)
            && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
                .iter()
                .any(|word| other.eq_ignore_ascii_case(word));
        match self.writing {
            Writing::Inherited | Writing::Opaque => false,
            Writing::Plain => {
                let based = ["0x", "0o", "0b"].iter().any(|base| other.starts_with(base));
                let number = based || other.replace('_', "").parse::<f64>().is_ok();
                is_word && !number && other.chars().all(|c| plain(c) || c == ' ') && other.trim() == other
            }
            Writing::Quoted => other.chars().all(quotable),
            Writing::Blanks => is_word && other.chars().all(plain),
            Writing::Commas => is_word && other.chars().all(|c| plain(c) || c == ' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::document::Format;
    use crate::site::profile::{Generator, Profile};
    use crate::site::settings::Settings;
    use crate::site::taxonomy::fields;

    fn site(generator: Generator) -> Vec<Field> {
        let taxonomies = vec!["tags".to_owned(), "topics".to_owned()];
        let mut settings = Settings::default();
        settings.taxonomies = taxonomies;
        fields(Profile::of(generator), &settings, &Config::default())
    }

    /// Each list as `field: term@bytes …`.
    fn told(generator: Generator, source: &str, format: Format) -> Vec<String> {
        let (tree, _) = crate::document::parse_data(source, format);
        let fields = site(generator);
        let found = lists(&fields, None, tree.root().expect("a mapping"), source, generator == Generator::Hugo);
        let told = found.iter().map(|list| {
            let parts: Vec<String> = list
                .parts
                .iter()
                .map(|part| format!("{}@{}", part.text, source.get(part.span.range()).unwrap_or("?")))
                .collect();
            format!("{}: {}", fields[list.field].name, parts.join(" "))
        });
        told.collect()
    }

    #[test]
    fn terms_stand_where_the_generator_reads_them() {
        let yaml = |generator, text| told(generator, text, Format::Yaml);
        assert_eq!(
            yaml(Generator::Hugo, "Tags: [a, 'b']\ntopics: one two"),
            ["tags: a@a b@b", "topics: one two@one two"]
        );
        assert_eq!(yaml(Generator::Zola, "categories: [a]\ntags: [a]"), [""; 0], "the site has no such taxonomy");
        assert_eq!(yaml(Generator::Zola, "tags: [a]\ntaxonomies:\n  tags: [b]"), ["tags: b@b"]);
        assert_eq!(yaml(Generator::Jekyll, "tags: a b\ntag: c d"), ["tags: a@a b@b", "tags: c d@c d"]);
        assert_eq!(yaml(Generator::Hexo, "categories: [[a, b], [a, c]]").len(), 3);
        assert_eq!(yaml(Generator::Docusaurus, "tags: [x, {label: y, permalink: /y}]"), ["tags: x@x y@y"]);
        assert_eq!(yaml(Generator::Plain, "tags: a, b"), ["tags: "], "nobody says what this is");
        assert_eq!(yaml(Generator::Jekyll, "tags: [3.10, 7]"), ["tags: 3.10@3.10 7@7"]);
        assert_eq!(yaml(Generator::Pelican, "tags: a b, c"), ["tags: a b@a b c@c"]);
        let toml = told(Generator::Zola, "[taxonomies]\ntags = [\"a\", \"\\u0062\"]", Format::Toml);
        assert_eq!(toml, ["tags: a@a b@\"\\u0062\""], "escapes cannot be told apart from the term");
    }

    #[test]
    fn a_term_is_written_as_the_place_allows() {
        let fact = |writing| TermFact { term: crate::site::page::Symbol::at(0), start: 0, len: 1, field: 0, writing };
        assert!(fact(Writing::Plain).can_become("open source"));
        for odd in ["a: b", "#x", "3.1", "0x1f", "yes", "a, b", "-a", " a"] {
            assert!(!fact(Writing::Plain).can_become(odd), "{odd}");
        }
        assert!(fact(Writing::Quoted).can_become("a: b, c") && !fact(Writing::Quoted).can_become("it's"));
        assert!(!fact(Writing::Blanks).can_become("open source"));
        assert!(!fact(Writing::Opaque).can_become("a"));
    }
}
