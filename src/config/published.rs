//! The published JSON Schema of `foreword.toml`, generated from what is typed and from the rule book.

use super::Level;
use super::file::ConfigFile;
use super::select;
use crate::meta::Meta;
use crate::schema;
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// The schema. Draft 7: the one that all editors' TOML plug-ins understand and that the SchemaStore asks for.
pub fn json_schema(rules: &[&Meta]) -> Value {
    let mut generator = SchemaSettings::draft07().into_generator();
    let level = generator.subschema_for::<Level>().to_value();
    let by_rule: Map<String, Value> =
        rules.iter().map(|rule| (rule.id.to_owned(), rule_schema(rule, &level, &mut generator))).collect();
    let generated = generator.into_root_schema_for::<ConfigFile>().to_value();
    let mut root = json!({ "$schema": generated["$schema"], "title": "Configuration of Foreword" });
    for key in ["description", "type", "properties", "additionalProperties", "definitions"] {
        root[key] = generated[key].clone();
    }
    root["definitions"]["rules"] = json!({
        "description": "The level of each rule, or a table with its level and its options.",
        "type": "object",
        "properties": by_rule,
        "additionalProperties": false,
    });
    root["definitions"]["selector"] = json!({
        "description": "A rule's id, a group's name, or `ALL`.",
        "enum": select::names(rules.iter().copied()),
    });
    let builtin: Vec<&str> = schema::builtin().iter().map(|(name, _)| *name).collect();
    if let Some(name) = root.pointer_mut("/definitions/CollectionTable/properties/schema") {
        // The names first, so that editors offer them; any other string is a path.
        name["anyOf"] = json!([{ "enum": builtin }, { "type": "string" }]);
    }
    tidy(&mut root);
    without_unused(&mut root);
    root
}

/// Drops the definitions that nothing refers to, such as those of options that stand in their rule's place.
fn without_unused(root: &mut Value) {
    loop {
        let text = root.to_string();
        let Some(Value::Object(definitions)) = root.get_mut("definitions") else { return };
        let before = definitions.len();
        definitions.retain(|name, _| text.contains(&format!("\"#/definitions/{name}\"")));
        if definitions.len() == before {
            return;
        }
    }
}

/// A level, or a table with the level and the rule's options.
fn rule_schema(rule: &Meta, level: &Value, generator: &mut SchemaGenerator) -> Value {
    let mut options = inlined((rule.options.schema)(generator), generator);
    options["type"] = json!("object");
    options["additionalProperties"] = json!(false);
    if let Some(table) = options.as_object_mut() {
        table.remove("title");
        table.remove("description");
        let properties = table.entry("properties").or_insert_with(|| json!({}));
        properties["level"] = level.clone();
    }
    json!({ "description": rule.summary, "anyOf": [level, options] })
}

/// The schema itself where it is a reference to a definition.
fn inlined(schema: Schema, generator: &SchemaGenerator) -> Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|address| address.rsplit('/').next());
    name.and_then(|name| generator.definitions().get(name).cloned()).unwrap_or_else(|| {
        let schema = schema.to_value();
        // Options without any field may be `true`.
        if schema.is_object() { schema } else { json!({}) }
    })
}

/// Makes of Rust's optional fields and wrapped comments what an author of schemas would write. TOML has no null: what
/// is optional is left out. The depth is that of our own types.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|name| name != "null");
                if let [one] = types.as_slice() {
                    let one = one.clone();
                    map.insert("type".to_owned(), one);
                }
            }
            if map.get("default") == Some(&Value::Null) {
                map.remove("default");
            }
            if let Some(Value::Array(branches)) = map.get_mut("anyOf") {
                branches.retain(|branch| branch != &json!({ "type": "null" }));
                if let [Value::Object(one)] = branches.as_mut_slice() {
                    let one = std::mem::take(one);
                    map.remove("anyOf");
                    // Beside a `$ref` draft 7 reads nothing, so a description needs `allOf` around it.
                    if one.contains_key("$ref") && !map.is_empty() {
                        map.insert("allOf".to_owned(), json!([one]));
                    } else {
                        map.extend(one);
                    }
                }
            }
            // Rust's widths are not formats that validators know.
            map.retain(|key, value| {
                key != "format" || !value.as_str().is_some_and(|format| format.starts_with("uint"))
            });
            if let Some(Value::String(text)) = map.get_mut("description") {
                let paragraphs: Vec<_> = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
                *text = paragraphs.join("\n\n");
            }
            map.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}
