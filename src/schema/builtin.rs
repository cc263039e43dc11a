//! The embedded schemas, by name.

macro_rules! table {
    ($($name:literal),+ $(,)?) => {
        /// Name and text of each; a schema's file in `schemas/` has its name.
        pub(super) static TABLE: &[(&str, &str)] = &[
            $(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/", $name, ".json")))),+
        ];
    };
}

table! {
    "astro",
    "blog",
    "docusaurus-blog",
    "docusaurus-docs",
    "docusaurus-page",
    "eleventy",
    "event",
    "hexo",
    "hugo",
    "jekyll",
    "mkdocs-blog",
    "pelican",
    "starlight",
    "vitepress",
    "zola-page",
    "zola-section",
}

/// The address by which other schemas refer to an embedded one: `urn:foreword:schema:NAME`.
pub(super) const URN: &str = "urn:foreword:schema:";

#[cfg(test)]
mod tests {
    use super::*;

    /// Which is not asked again when they are compiled.
    #[test]
    fn every_embedded_schema_is_one_by_its_metaschema() {
        for (name, text) in TABLE {
            let schema: serde_json::Value = serde_json::from_str(text).unwrap();
            assert!(jsonschema::meta::is_valid(&schema), "{name}");
        }
    }
}
