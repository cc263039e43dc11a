//! What is typed in `foreword.toml`: the tables and keys, their documentation, and nothing of what they mean.
//!
//! [`table!`] makes one declaration serve three readers: the struct, the reader that finds every mistake in one run,
//! and the published JSON Schema. So the three cannot drift apart.

pub(super) mod site;
pub(super) mod vocabulary;

use super::read::{At, Reader, Typed};
use super::{FailOn, Level};
use crate::document::roles::Role;
use crate::site::anchor::Anchors;
use crate::site::profile::Generator;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use site::{StaticFolders, Texts};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::DeValue;
use vocabulary::Vocabularies;

/// Declares a table of the configuration: every key is optional, every other key is a mistake.
macro_rules! table {
    ($(#[$about:meta])* $name:ident, $called:literal { $($(#[$doc:meta])* $field:ident $key:literal: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$doc])* #[schemars(rename = $key)] pub(super) $field: Option<$type>,)*
        }

        impl $name {
            const KEYS: &'static [&'static str] = &[$($key),*];
        }

        impl Typed for $name {
            fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
                let table = reader.table(value)?;
                let mut typed = Self::default();
                for (key, value) in table {
                    match key.get_ref().as_ref() {
                        $($key => typed.$field = Typed::read(value, reader),)*
                        _ => reader.unknown_key(key, $called, Self::KEYS),
                    }
                }
                Some(typed)
            }

            fn merge(&mut self, over: Self) {
                $(match (&mut self.$field, over.$field) {
                    (Some(under), Some(over)) => under.merge(over),
                    (under @ None, over) => *under = over,
                    (Some(_), None) => {}
                })*
            }
        }
    };
}

table! {
    /// The configuration of Foreword: which files are checked, against what, and how strictly. All keys are optional.
    ConfigFile, "the configuration" {
        /// The address of this schema, for editors; not read.
        schema_address "$schema": At<String>,
        /// The site generator; detected from the files of the site when not given.
        generator "generator": At<Generator>,
        /// Where the site is published: an absolute URL, or its path alone with a leading `/`.
        base_url "base-url": At<String>,
        /// Folders that hold the pages, relative to the directory of this file, in the place of the generator's own.
        content "content": Vec<At<String>>,
        /// Folders whose files are served as they are, relative to the directory of this file, beside the generator's
        /// own: a list, or a table with the URL path of each.
        static_folders "static": StaticFolders,
        /// Globs of URL paths, with a leading `/`, that something else serves: links to them are never judged.
        external_paths "external-paths": Vec<At<String>>,
        /// The URL pattern of each collection or Hugo section, in the generator's own tokens, else in `:year`, `:month`,
        /// `:day`, `:slug`, `:title`, `:filename`, `:path`, `:section` and `:sections`; `*` stands for all others.
        permalinks "permalinks": Texts,
        /// How headings get their ids; the generator's own way when not given.
        anchors "anchors": At<Anchors>,
        /// The terms that a taxonomy (or another key) may have: a list, or a table with the data file that holds them.
        vocabularies "vocabularies": Vocabularies,
        /// Globs of files that are never looked at, relative to the directory of this file. A glob that matches a
        /// directory leaves out all below it.
        exclude "exclude": Vec<At<String>>,
        /// Rules, groups or `ALL`: these alone are on. Without it, each rule has its own default.
        select "select": Vec<At<SelectorText>>,
        /// Rules, groups or `ALL` that are on besides.
        extend_select "extend-select": Vec<At<SelectorText>>,
        /// Rules, groups or `ALL` that are off.
        ignore "ignore": Vec<At<SelectorText>>,
        /// Findings at or above this level make the exit code 1: `error` (the default), `warning`, `info` or `never`.
        fail_on "fail-on": At<FailOn>,
        /// More warnings than this make the exit code 1.
        max_warnings "max-warnings": At<usize>,
        /// The level of each rule, or a table with its level and its options.
        rules "rules": RuleTables,
        /// Named sets of files that belong together, by name. Where a file is in several, the first one in this file
        /// counts.
        collections "collections": Collections,
    }
}

table! {
    /// A named set of files that belong together.
    CollectionTable, "a collection" {
        /// Globs of the files, relative to the directory of this file: `*` stays within one directory, `**` does not.
        files "files": CollectionFiles,
        /// Globs of files that are left out again.
        exclude "exclude": Vec<At<String>>,
        /// The JSON Schema that each page's front matter must fit: the name of a built-in one, or a path relative to
        /// the directory of this file.
        schema "schema": At<String>,
        /// `pages` (the default): pages with front matter. `data`: standalone YAML, TOML or JSON files, one record or
        /// a list of records per file.
        format "format": At<CollectionFormat>,
        /// Which keys play which role, where they differ from the generator's usual spellings.
        roles "roles": Roles,
        /// The level of each rule in this collection, or a table with its level and its options.
        rules "rules": RuleTables,
    }
}

/// The globs of a collection; without any it would be no collection.
#[derive(Clone, Debug, Default, JsonSchema)]
#[schemars(inline)]
pub(super) struct CollectionFiles(#[schemars(length(min = 1))] pub(super) Vec<At<String>>);

impl Typed for CollectionFiles {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        if matches!(value.get_ref(), DeValue::Array(items) if items.is_empty()) {
            let help = "name at least one glob, or leave the collection out";
            reader.mistake(value.span(), "`files` is empty".to_owned(), Some(help.to_owned()));
        }
        // A wrong type is noted once; that the collection has no files need not be said besides.
        Some(Self(Typed::read(value, reader).unwrap_or_default()))
    }
}

/// What the files of a collection are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum CollectionFormat {
    /// Pages with front matter.
    Pages,
    /// Standalone YAML, TOML or JSON files: one record or a list of records per file.
    Data,
}

impl Typed for CollectionFormat {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.word(value, "a format").map(|word| word.value)
    }
}

/// A rule's id, a group's name, or `ALL`.
#[derive(Clone, Debug)]
pub(super) struct SelectorText(pub(super) String);

impl Typed for SelectorText {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        String::read(value, reader).map(Self)
    }
}

impl JsonSchema for SelectorText {
    fn schema_name() -> Cow<'static, str> {
        "selector".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Replaced by the names of the rule book in `published`.
        json_schema!({ "type": "string" })
    }
}

/// `[rules]`: what is said about each rule, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleTables(pub(super) Vec<(At<String>, RuleEntry)>);

/// What is said about one rule: `"level"`, or a table with `level` and options.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleEntry {
    pub(super) level: Option<At<Level>>,
    /// Each option with its key and its value.
    pub(super) options: Vec<(At<String>, At<toml::Value>)>,
}

impl Typed for RuleTables {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let table = reader.table(value)?;
        let mut tables = Vec::with_capacity(table.len());
        for (key, value) in table {
            if let Some(entry) = RuleEntry::read(value, reader) {
                tables.push((reader.key(key), entry));
            }
        }
        Some(Self(tables))
    }

    fn merge(&mut self, over: Self) {
        merge_named(&mut self.0, over.0);
    }
}

impl Typed for RuleEntry {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            let level = reader.word(value, "a level or a table")?;
            return Some(Self { level: Some(level), options: Vec::new() });
        };
        let mut entry = Self::default();
        for (key, value) in table {
            if key.get_ref() == "level" {
                entry.level = At::read(value, reader);
            } else {
                entry.options.push((reader.key(key), reader.any(value)));
            }
        }
        Some(entry)
    }

    fn merge(&mut self, over: Self) {
        self.level = over.level.or(self.level.take());
        for (key, value) in over.options {
            match self.options.iter_mut().find(|(known, _)| known.value == key.value) {
                Some(option) => *option = (key, value),
                None => self.options.push((key, value)),
            }
        }
    }
}

impl JsonSchema for RuleTables {
    fn schema_name() -> Cow<'static, str> {
        "rules".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Replaced by the rule book in `published`.
        json_schema!({ "type": "object" })
    }
}

/// `[collections]`, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Collections(pub(super) Vec<(At<String>, CollectionTable)>);

impl Typed for Collections {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let table = reader.table(value)?;
        let mut collections = Vec::with_capacity(table.len());
        for (key, value) in table {
            if let Some(collection) = CollectionTable::read(value, reader) {
                collections.push((reader.key(key), collection));
            }
        }
        Some(Self(collections))
    }

    fn merge(&mut self, over: Self) {
        merge_named(&mut self.0, over.0);
    }
}

impl JsonSchema for Collections {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "collections".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut collection = generator.subschema_for::<CollectionTable>();
        collection.insert("required".into(), serde_json::json!(["files"]));
        json_schema!({ "type": "object", "additionalProperties": collection })
    }
}

/// `roles`: the keys that play each role.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles(pub(super) Vec<(At<Role>, Vec<At<String>>)>);

impl Typed for Roles {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let table = reader.table(value)?;
        let mut roles = Vec::with_capacity(table.len());
        for (key, value) in table {
            let role = reader.known_word(key.get_ref(), key.span(), "role");
            let keys = match value.get_ref() {
                DeValue::String(_) => At::read(value, reader).map(|key| vec![key]),
                _ => reader.list(value, "a string or a list of strings"),
            };
            if let (Some(role), Some(keys)) = (role, keys) {
                roles.push((role, keys));
            }
        }
        Some(Self(roles))
    }

    fn merge(&mut self, over: Self) {
        for (role, keys) in over.0 {
            match self.0.iter_mut().find(|(known, _)| known.value == role.value) {
                Some(under) => *under = (role, keys),
                None => self.0.push((role, keys)),
            }
        }
    }
}

impl JsonSchema for Roles {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "roles".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let role = generator.subschema_for::<Role>();
        json_schema!({
            "type": "object",
            "propertyNames": role,
            "additionalProperties": {
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
            }
        })
    }
}

/// Lays the named tables of `over` over those of `under`; new ones come last.
fn merge_named<T: Typed>(under: &mut Vec<(At<String>, T)>, over: Vec<(At<String>, T)>) {
    for (name, table) in over {
        match under.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((_, known)) => known.merge(table),
            None => under.push((name, table)),
        }
    }
}
