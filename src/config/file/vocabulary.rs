//! `[vocabularies]`: the terms that a taxonomy may have.

use crate::config::read::{At, Reader, Typed};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::DeValue;

/// The terms of each field, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(in crate::config) struct Vocabularies(pub(in crate::config) Vec<(At<String>, Terms)>);

/// The terms of one field.
#[derive(Clone, Debug)]
pub(in crate::config) enum Terms {
    /// They themselves.
    List(Vec<At<String>>),
    /// The file that holds them; `None` where the table says none.
    File(Option<At<String>>),
}

impl Typed for Vocabularies {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let table = reader.table(value)?;
        let mut vocabularies = Vec::with_capacity(table.len());
        for (key, value) in table {
            let terms = match value.get_ref() {
                DeValue::Table(table) => {
                    let mut file = None;
                    for (key, value) in table {
                        match key.get_ref().as_ref() {
                            "file" => file = At::read(value, reader),
                            _ => reader.unknown_key(key, "a vocabulary", &["file"]),
                        }
                    }
                    Some(Terms::File(file))
                }
                _ => reader.list(value, "a list of terms or a table").map(Terms::List),
            };
            vocabularies.extend(terms.map(|terms| (reader.key(key), terms)));
        }
        Some(Self(vocabularies))
    }

    fn merge(&mut self, over: Self) {
        for (key, terms) in over.0 {
            match self.0.iter_mut().find(|(known, _)| known.value == key.value) {
                Some(known) => *known = (key, terms),
                None => self.0.push((key, terms)),
            }
        }
    }
}

impl JsonSchema for Vocabularies {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "vocabularies".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    { "type": "array", "items": { "type": "string" } },
                    {
                        "type": "object",
                        "properties": { "file": { "type": "string" } },
                        "required": ["file"],
                        "additionalProperties": false
                    }
                ]
            }
        })
    }
}
