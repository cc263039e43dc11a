//! Which keys of a page hold terms, or names that stand elsewhere (people, rooms), how the generator takes their values
//! apart, and when it takes two terms for one.
//!
//! Facts: jekyll `lib/jekyll/utils.rb` (`pluralized_array_from_hash`), hugo `hugolib/content_map_page.go` and
//! `common/types/convert.go` (`ToStringSlicePreserveString`), pelican `readers.py` (`ensure_metadata_list`), hexo
//! `lib/plugins/processor/post.ts`, Docusaurus `docusaurus-utils/src/tags.ts`.

pub mod apart;
pub(crate) mod class;
pub mod known;
mod lists;
pub mod variant;

pub use lists::{List, Part, inherited, lists};

use super::permalink::hugo::logical::normal;
use super::profile::{Generator, Profile};
use super::settings::Settings;
use crate::config::Config;
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A part of the front matter that holds terms or names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called, in the plural: `tags`, `authors`.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
    /// The role that a collection may give to other keys.
    role: Option<Role>,
    /// Its keys; a path with dots leads into mappings.
    keys: Vec<(String, Splits)>,
}

/// What the values of a [`Field`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Terms of a taxonomy.
    Terms {
        /// Letter case, and blanks for hyphens, make no other term.
        folds: bool,
        /// A path of terms from the widest to the narrowest (Hexo's categories), which may name one twice.
        path: bool,
    },
    /// Names of entries of the site's data.
    Names,
}

/// How a text that stands where a list could is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Splits {
    /// It is one term.
    Never,
    /// At white space.
    Blanks,
    /// At commas and semicolons.
    Commas,
    /// At white space and commas.
    Both,
    /// Nobody knows: a text with a comma is no term.
    Unclear,
}

impl Splits {
    fn at(self, c: char) -> bool {
        match self {
            Self::Never | Self::Unclear => false,
            Self::Blanks => c.is_whitespace(),
            Self::Commas => matches!(c, ',' | ';'),
            Self::Both => c == ',' || c.is_whitespace(),
        }
    }
}

/// The most fields of a site: a term knows its field by one byte.
const FIELDS: usize = 200;

/// The fields of a site.
pub(super) fn fields(profile: &Profile, settings: &Settings, config: &Config) -> Vec<Field> {
    use Generator::{Docusaurus, Hexo, Hugo, Obsidian, Pelican, Zola};
    let generator = profile.generator;
    let folds = matches!(generator, Hugo | Zola | Docusaurus | Pelican | Obsidian);
    let mut fields: Vec<Field> = Vec::new();
    let mut add = |name: &str, kind, role, keys: Vec<(String, Splits)>| {
        if fields.len() < FIELDS && !fields.iter().any(|known| known.name == name) {
            fields.push(Field { name: name.to_owned(), kind, role, keys });
        }
    };
    match generator {
        Hugo => settings.taxonomies.iter().for_each(|name| {
            let kind = FieldKind::Terms { folds, path: false };
            add(name, kind, None, vec![(name.clone(), Splits::Never)]);
        }),
        Zola => settings.taxonomies.iter().for_each(|name| {
            let kind = FieldKind::Terms { folds, path: false };
            add(name, kind, None, vec![(format!("taxonomies.{name}"), Splits::Never)]);
        }),
        _ => {}
    }
    // Hugo's and Zola's terms are those of the configuration; keys that are none of these may be read by templates.
    for (name, role) in
        [("tags", Role::Tags), ("categories", Role::Categories)].into_iter().filter(|_| generator != Zola)
    {
        let kind =
            FieldKind::Terms { folds: folds && generator != Hugo, path: generator == Hexo && role == Role::Categories };
        let keys = profile.keys_of(role).iter().map(|&key| (key.to_owned(), splits(generator, key)));
        add(name, kind, Some(role), keys.collect());
    }
    for registry in &settings.registries {
        let keys = registry.keys.iter().map(|&key| (key.to_owned(), Splits::Unclear)).collect();
        add(registry.name, FieldKind::Names, None, keys);
    }
    for vocabulary in &config.vocabularies {
        let kind = FieldKind::Terms { folds: false, path: false };
        add(&vocabulary.field, kind, None, vec![(vocabulary.field.clone(), Splits::Unclear)]);
    }
    fields
}

/// The site's own taxonomies that stand in the place of tags, where it has none of that name.
pub(crate) fn topics(profile: &Profile, settings: &Settings) -> Vec<String> {
    let tags = profile.keys_of(Role::Tags);
    let plays = |name: &String| profile.all_roles().any(|(_, keys)| keys.contains(&name.as_str()));
    let has_tags = settings.taxonomies.iter().any(|name| tags.contains(&name.as_str()));
    let others = settings.taxonomies.iter().filter(|name| !has_tags && !plays(name));
    others.filter(|name| TOPICS.contains(&name.as_str())).cloned().collect()
}

/// Taxonomies that say what a page is about.
const TOPICS: [&str; 8] = ["topics", "topic", "keywords", "subjects", "themes", "labels", "terms", "areas"];

fn splits(generator: Generator, key: &str) -> Splits {
    match generator {
        // The singular holds one, the plural a list.
        Generator::Jekyll if matches!(key, "tags" | "categories") => Splits::Blanks,
        Generator::Hugo | Generator::Jekyll | Generator::Hexo | Generator::Eleventy => Splits::Never,
        Generator::Pelican if key == "tags" => Splits::Commas,
        Generator::Pelican => Splits::Never,
        Generator::Obsidian if key == "tags" => Splits::Both,
        _ => Splits::Unclear,
    }
}

/// True for what [`normal`] leaves as it is, as nearly all terms.
fn is_normal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b' ')
}

impl Field {
    /// What makes two terms of this field one: equal terms are equal to the generator.
    pub fn identity<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = text.trim();
        match self.kind {
            FieldKind::Terms { folds: true, .. } if !is_normal(text) => Cow::Owned(normal(text)),
            _ => Cow::Borrowed(text),
        }
    }

    /// True when two of its terms may not be compared letter by letter: they name people, who may be called alike.
    pub fn is_of_people(&self) -> bool {
        const PEOPLE: [&str; 9] = [
            "author",
            "authors",
            "speakers",
            "presenters",
            "people",
            "contributors",
            "instructors",
            "organizers",
            "members",
        ];
        PEOPLE.contains(&self.name.as_str())
    }

    /// The value that counts, by key.
    fn values<'r, 'a, 's>(
        &'r self,
        roles: Option<&'r BTreeMap<Role, Vec<String>>>,
        get: impl Fn(&str) -> Option<NodeRef<'a, 's>>,
    ) -> impl Iterator<Item = (NodeRef<'a, 's>, Splits)>
    where
        's: 'a,
    {
        let own = self.role.and_then(|role| roles?.get(&role));
        let usual = if own.is_some() { &[] } else { self.keys.as_slice() };
        let own = own.into_iter().flatten().map(|key| (key, Splits::Unclear));
        own.chain(usual.iter().map(|(key, splits)| (key, *splits)))
            .filter_map(move |(key, splits)| Some((get(key)?, splits)))
    }
}
