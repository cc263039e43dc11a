//! The keywords of the five drafts: which hold subschemas, and how their names are spelt.

use jsonschema::Draft;

/// What stands under a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// One schema.
    Schema,
    /// A list of schemas.
    List,
    /// A schema or a list of them: `items` before 2020-12.
    SchemaOrList,
    /// A mapping of schemas by name.
    Map,
    /// A mapping by name of schemas or lists of names: `dependencies`.
    MapOrNames,
    /// No schema.
    Data,
}

/// Every keyword of every draft.
const KEYWORDS: [(&str, Holds); 66] = [
    ("$anchor", Holds::Data),
    ("$comment", Holds::Data),
    ("$defs", Holds::Map),
    ("$dynamicAnchor", Holds::Data),
    ("$dynamicRef", Holds::Data),
    ("$id", Holds::Data),
    ("$recursiveAnchor", Holds::Data),
    ("$recursiveRef", Holds::Data),
    ("$ref", Holds::Data),
    ("$schema", Holds::Data),
    ("$vocabulary", Holds::Data),
    ("additionalItems", Holds::Schema),
    ("additionalProperties", Holds::Schema),
    ("allOf", Holds::List),
    ("anyOf", Holds::List),
    ("const", Holds::Data),
    ("contains", Holds::Schema),
    ("contentEncoding", Holds::Data),
    ("contentMediaType", Holds::Data),
    ("contentSchema", Holds::Schema),
    ("default", Holds::Data),
    ("definitions", Holds::Map),
    ("dependencies", Holds::MapOrNames),
    ("dependentRequired", Holds::Data),
    ("dependentSchemas", Holds::Map),
    ("deprecated", Holds::Data),
    ("description", Holds::Data),
    ("else", Holds::Schema),
    ("enum", Holds::Data),
    ("examples", Holds::Data),
    ("exclusiveMaximum", Holds::Data),
    ("exclusiveMinimum", Holds::Data),
    ("format", Holds::Data),
    ("id", Holds::Data),
    ("if", Holds::Schema),
    ("items", Holds::SchemaOrList),
    ("maxContains", Holds::Data),
    ("maxItems", Holds::Data),
    ("maxLength", Holds::Data),
    ("maxProperties", Holds::Data),
    ("maximum", Holds::Data),
    ("minContains", Holds::Data),
    ("minItems", Holds::Data),
    ("minLength", Holds::Data),
    ("minProperties", Holds::Data),
    ("minimum", Holds::Data),
    ("multipleOf", Holds::Data),
    ("not", Holds::Schema),
    ("oneOf", Holds::List),
    ("pattern", Holds::Data),
    ("patternProperties", Holds::Map),
    ("prefixItems", Holds::List),
    ("properties", Holds::Map),
    ("propertyNames", Holds::Schema),
    ("readOnly", Holds::Data),
    ("required", Holds::Data),
    ("then", Holds::Schema),
    ("title", Holds::Data),
    ("type", Holds::Data),
    ("unevaluatedItems", Holds::Schema),
    ("unevaluatedProperties", Holds::Schema),
    ("uniqueItems", Holds::Data),
    ("writeOnly", Holds::Data),
    // Written by editors and generators of schemas so often that nobody means another keyword by them.
    ("example", Holds::Data),
    // Our words for a violation, as in the JSON editor of VS Code.
    ("errorMessage", Holds::Data),
    ("patternErrorMessage", Holds::Data),
];

/// What stands under `keyword`; nothing of ours under an unknown one.
pub(super) fn holds(keyword: &str) -> Holds {
    KEYWORDS.iter().find(|(name, _)| *name == keyword).map_or(Holds::Data, |(_, holds)| *holds)
}

/// The keyword that `word` is probably meant to be, unless it is one or an extension (`x-…`).
pub(super) fn meant(word: &str) -> Option<&'static str> {
    if KEYWORDS.iter().any(|(name, _)| *name == word) || word.starts_with("x-") || word.starts_with("markdown") {
        return None;
    }
    let near = |name: &str| strsim::osa_distance(&name.to_lowercase(), &word.to_lowercase());
    // One slip in a short word makes it another word; three-letter keywords are left alone.
    let allowed = |name: &str| match name.len() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    };
    let names = KEYWORDS.iter().map(|(name, _)| *name).filter(|name| near(name) <= allowed(name));
    names.min_by_key(|name| near(name))
}

/// The draft that a `$schema` names; `None` for an unknown one.
pub(super) fn draft(address: &str) -> Option<Draft> {
    let bare = address.trim_end_matches('#');
    let bare = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"))?;
    Some(match bare {
        "json-schema.org/draft-04/schema" => Draft::Draft4,
        "json-schema.org/draft-06/schema" => Draft::Draft6,
        "json-schema.org/draft-07/schema" => Draft::Draft7,
        "json-schema.org/draft/2019-09/schema" => Draft::Draft201909,
        "json-schema.org/draft/2020-12/schema" => Draft::Draft202012,
        _ => return None,
    })
}

/// The draft's usual name.
pub(super) fn draft_name(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft4 => "draft 4",
        Draft::Draft6 => "draft 6",
        Draft::Draft7 => "draft 7",
        Draft::Draft201909 => "2019-09",
        _ => "2020-12",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_recognised() {
        assert_eq!(meant("requried"), Some("required"));
        assert_eq!(meant("additionalproperties"), Some("additionalProperties"));
        assert_eq!(meant("propertys"), Some("properties"));
        assert_eq!(meant("typ"), Some("type"));
        for fine in ["required", "x-order", "nullable", "tsType", "if", "is", "markdownDescription", "author"] {
            assert_eq!(meant(fine), None, "{fine}");
        }
    }
}
