//! The keys that say where a site's files are and what their URLs are like.

use crate::config::read::{At, Reader, Typed};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::DeValue;

/// `static`: folders, or folders with the URL path of each.
#[derive(Clone, Debug, Default)]
pub(in crate::config) struct StaticFolders {
    /// Written as a table, which is merged key by key.
    is_table: bool,
    /// Each folder with its URL path, if one is given.
    pub(in crate::config) folders: Vec<(At<String>, Option<At<String>>)>,
}

impl Typed for StaticFolders {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        if matches!(value.get_ref(), DeValue::Table(_)) {
            let texts = Texts::read(value, reader)?;
            let folders = texts.0.into_iter().map(|(folder, url)| (folder, Some(url))).collect();
            return Some(Self { is_table: true, folders });
        }
        let folders: Vec<At<String>> = reader.list(value, "a list of strings or a table")?;
        Some(Self { is_table: false, folders: folders.into_iter().map(|folder| (folder, None)).collect() })
    }

    fn merge(&mut self, over: Self) {
        if !(self.is_table && over.is_table) {
            *self = over;
            return;
        }
        merge_texts(&mut self.folders, over.folders);
    }
}

impl JsonSchema for StaticFolders {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "static".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = Texts::json_schema(generator);
        json_schema!({ "anyOf": [{ "type": "array", "items": { "type": "string" } }, table] })
    }
}

/// A table of texts, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(in crate::config) struct Texts(pub(in crate::config) Vec<(At<String>, At<String>)>);

impl Typed for Texts {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let table = reader.table(value)?;
        let mut texts = Vec::with_capacity(table.len());
        for (key, value) in table {
            if let Some(text) = At::read(value, reader) {
                texts.push((reader.key(key), text));
            }
        }
        Some(Self(texts))
    }

    fn merge(&mut self, over: Self) {
        merge_texts(&mut self.0, over.0);
    }
}

impl JsonSchema for Texts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": { "type": "string" } })
    }
}

/// Lays the values of `over` over those of `under`; new keys come last.
fn merge_texts<T>(under: &mut Vec<(At<String>, T)>, over: Vec<(At<String>, T)>) {
    for (key, value) in over {
        match under.iter_mut().find(|(known, _)| known.value == key.value) {
            Some(known) => *known = (key, value),
            None => under.push((key, value)),
        }
    }
}
