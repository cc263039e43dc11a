//! Schemas at work: each keyword's message and bytes, references, formats, and schemas that are broken or hostile.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::diagnostic::Diagnostic;
use foreword::document::node::{Style, Tree, Value};
use foreword::document::{Document, ReadAs};
use foreword::meta::Severity;
use foreword::root::Root;
use foreword::rules::invalid_schema::META;
use foreword::schema::{Instance, Schema, SchemaName, Schemas, Violation, ViolationKind, builtin};
use foreword::site::inherit::InheritedKey;
use foreword::source::Files;
use foreword::span::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// A project of some files.
struct Project {
    folder: tempfile::TempDir,
    files: Files,
    schemas: Schemas,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            let path = folder.path().join("site").join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        Self { folder, files: Files::default(), schemas: Schemas::new(&META) }
    }

    fn get(&self, name: &str) -> Result<Arc<Schema>, Arc<Vec<Diagnostic>>> {
        let root = Root::open(&self.folder.path().join("site")).expect("the site");
        self.schemas.get(&SchemaName::File(PathBuf::from(name)), &root, &self.files)
    }
}

fn schema(text: &str) -> Result<Arc<Schema>, Arc<Vec<Diagnostic>>> {
    Project::new(&[("schema.json", text)]).get("schema.json")
}

fn check(schema: &Schema, text: &str) -> Vec<Violation> {
    let document = Document::parse(text, &ReadAs::default());
    assert!(document.problems.is_empty(), "{:?}", document.problems);
    let node = document.data.root().expect("a root");
    schema.validate(Instance { document: &document, node, inherited: &[] })
}

/// Validates one page with a schema and compares `bytes: message` of each violation.
#[track_caller]
fn says(schema_text: &str, page: &str, expected: &[&str]) {
    let schema = schema(schema_text).unwrap_or_else(|broken| panic!("{schema_text}: {broken:?}"));
    let found: Vec<_> = check(&schema, page)
        .iter()
        .map(|violation| format!("{} ⟶ {}", violation.span.slice(page), violation.message))
        .collect();
    assert_eq!(found, expected, "{schema_text}\n{page}");
}

/// The same for one key `v` in YAML.
#[track_caller]
fn value(keywords: &str, value: &str, expected: &[&str]) {
    let page = format!("---\ntitle: A\nv: {value}\n---\n");
    says(&format!(r#"{{"properties": {{"v": {{{keywords}}}}}}}"#), &page, expected);
}

/// What is wrong with a schema: `bytes: message` of each diagnostic.
#[track_caller]
fn broken(text: &str, expected: &[&str]) {
    let Err(diagnostics) = schema(text) else { panic!("{text} is not broken") };
    let found: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| format!("{} ⟶ {}", diagnostic.primary.span.slice(text), diagnostic.message))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn scalars() {
    value(r#""type": "number""#, "free", &["free ⟶ `v` is `free`, expected a number"]);
    value(r#""type": "integer""#, "1.5", &["1.5 ⟶ `v` is `1.5`, expected a whole number"]);
    value(r#""type": ["string", "null", "boolean"]"#, "3", &["3 ⟶ `v` is `3`, expected a boolean or a string"]);
    value(r#""type": "array", "items": {"type": "string"}"#, "x", &["x ⟶ `v` is `x`, expected a list of strings"]);
    value(r#""type": "string""#, "[a]", &["[a] ⟶ `v` is a list, expected a string"]);
    value(r#""type": "string""#, "", &["v ⟶ `v` is empty, expected a string"]);
    value(r#""type": "string""#, "~", &["~ ⟶ `v` is `null`, expected a string"]);
    value(
        r#""enum": ["beginner", "intermediate"]"#,
        "advanced",
        &["advanced ⟶ `v`: `advanced` is not one of `beginner`, `intermediate`"],
    );
    value(r#""const": "event""#, "post", &["post ⟶ `v` is `post`, expected `event`"]);
    value(r#""minLength": 3"#, "ab", &["ab ⟶ `v` has 2 characters, expected at least 3"]);
    value(r#""minLength": 1"#, "''", &["'' ⟶ `v` is empty"]);
    value(r#""maxLength": 1"#, "äb", &["äb ⟶ `v` has 2 characters, expected at most 1"]);
    value(r#""minimum": 2"#, "1", &["1 ⟶ `v` is `1`, expected at least `2`"]);
    value(r#""maximum": 2"#, "3", &["3 ⟶ `v` is `3`, expected at most `2`"]);
    value(r#""exclusiveMinimum": 2"#, "2", &["2 ⟶ `v` is `2`, expected more than `2`"]);
    value(r#""exclusiveMaximum": 2"#, "2.0", &["2.0 ⟶ `v` is `2.0`, expected less than `2`"]);
    value(r#""multipleOf": 5"#, "7", &["7 ⟶ `v` is `7`, expected a multiple of `5`"]);
    value(r#""pattern": "^a+$""#, "b", &["b ⟶ `v` is `b`, which does not match the pattern `^a+$`"]);
    value(r#""format": "date""#, "tomorrow", &["tomorrow ⟶ `v` is `tomorrow`, expected a date such as `2024-05-17`"]);
    value(r#""not": {"const": "x"}"#, "x", &["x ⟶ `v` is `x`, expected anything but `x`"]);
    value(r#""not": {"required": ["a", "b"]}"#, "{a: 1, b: 2}", &["b ⟶ the keys `a`, `b` exclude each other"]);
    value(r#""type": "boolean""#, "'true'", &["'true' ⟶ `v` is the string `true`, expected `true` or `false`"]);
    value(r#""not": {}"#, "x", &["x ⟶ `v` is `x`, which the schema rules out"]);
    value(r#""type": "number""#, ".nan", &[".nan ⟶ `v` is `.nan`, expected a number"]);
    value(r#""type": "string""#, "2024-05-17", &[]);
}

#[test]
fn lists_and_mappings() {
    value(r#""minItems": 2"#, "[a]", &["[a] ⟶ `v` has 1 item, expected at least 2"]);
    value(r#""maxItems": 1"#, "[a, b]", &["b ⟶ `v` has 2 items, expected at most 1"]);
    value(r#""uniqueItems": true"#, "[a, b, a]", &["a ⟶ `a` stands twice in `v`"]);
    value(r#""contains": {"const": "x"}"#, "[a]", &["[a] ⟶ `v` has no item that is `x`"]);
    value(
        r#""contains": {"const": "x"}, "maxContains": 1"#,
        "[x, x]",
        &["[x, x] ⟶ `v` has too many items of the kind that the schema limits"],
    );
    value(r#""items": {"type": "string"}"#, "[a, 1]", &["1 ⟶ `v[1]` is `1`, expected a string"]);
    value(r#""prefixItems": [{}], "items": false"#, "[a, b]", &["b ⟶ `v[1]` is not allowed here"]);
    value(
        r#""prefixItems": [{}], "unevaluatedItems": false"#,
        "[a, b]",
        &["b ⟶ `v` has 1 item that the schema does not know"],
    );
    value(r#""minProperties": 2"#, "{a: 1}", &["{a: 1} ⟶ `v` has 1 key, expected at least 2"]);
    value(r#""maxProperties": 1"#, "{a: 1, b: 2}", &["{a: 1, b: 2} ⟶ `v` has 2 keys, expected at most 1"]);
    value(
        r#""propertyNames": {"pattern": "^[a-z]+$"}"#,
        "{a: 1, B: 2}",
        &["B ⟶ the key `B` does not match the pattern `^[a-z]+$`"],
    );
    value(r#""properties": {"a": false}"#, "{a: 1}", &["a ⟶ `v.a` is not allowed here"]);
    value(r#""patternProperties": {"^x": {"type": "number"}}"#, "{xa: b}", &["b ⟶ `v.xa` is `b`, expected a number"]);
    value(r#""additionalProperties": {"type": "number"}"#, "{a: b}", &["b ⟶ `v.a` is `b`, expected a number"]);
    value(r#""dependentSchemas": {"a": {"required": ["b"]}}"#, "{a: 1}", &["v ⟶ `b` is missing in `v`"]);
    value(r#""dependentRequired": {"a": ["b"]}"#, "{a: 1}", &["v ⟶ `a` needs `b` in `v`, which is missing"]);
    value(r#""if": {"required": ["a"]}, "then": {"required": ["b"]}"#, "{a: 1}", &["v ⟶ `b` is missing in `v`"]);
}

#[test]
fn missing_keys_stand_at_the_fence_with_an_insertion() {
    let text = r#"{"required": ["draft"], "properties": {"draft": {"type": "boolean", "description": "Not to be published."}}}"#;
    let schema = schema(text).expect("a schema");
    for (page, fixed, line) in [
        ("---\ntitle: A\n---\n", "---\ntitle: A\ndraft: false\n---\n", "draft:"),
        ("---\n---\n", "---\ndraft: false\n---\n", "draft:"),
        ("---\n# Nothing yet.\n---\n", "---\n# Nothing yet.\ndraft: false\n---\n", "draft:"),
        (
            "+++\ntitle = 'A'\n[extra]\nb = 1\n+++\n",
            "+++\ntitle = 'A'\ndraft = false\n[extra]\nb = 1\n+++\n",
            "draft = …",
        ),
        ("---\r\ntitle: A\r\n---\r\n", "---\r\ntitle: A\r\ndraft: false\r\n---\r\n", "draft:"),
        ("{\n  \"title\": \"A\"\n}\n", "{\n  \"title\": \"A\",\n  \"draft\": false\n}\n", "\"draft\": …"),
    ] {
        let found = check(&schema, page);
        let [violation] = &found[..] else { panic!("{page}: {found:?}") };
        assert_eq!(violation.kind, ViolationKind::Missing);
        assert_eq!(violation.message, "`draft` is missing");
        assert_eq!(violation.span.start, 0);
        assert_eq!(violation.help.as_deref(), Some(&*format!("add `{line}`: Not to be published")));
        assert_eq!(violation.note, "in schema `schema.json`, at `/required`");
        let edit = &violation.fix.as_ref().expect("a fix").edits[0];
        let mut after = page.to_owned();
        after.replace_range(edit.span.range(), &edit.text);
        assert_eq!(after, fixed);
    }
}

#[test]
fn a_schema_may_have_its_own_words() {
    let pattern = r#""pattern": "^[a-z]+$", "patternErrorMessage": "expected small letters.""#;
    value(pattern, "Tea", &["Tea ⟶ `v` is `Tea`, expected small letters"]);
    let words = r#""type": "string", "minLength": 2, "errorMessage": "expected a word""#;
    value(words, "3", &["3 ⟶ `v` is `3`, expected a word"]);
    value(words, "a", &["a ⟶ `v` has 1 character, expected at least 2"]);
    let ruled_out = r#""not": {"enum": ["no"], "errorMessage": "expected anything else"}"#;
    value(ruled_out, "no", &["no ⟶ `v` is the string `no`, expected anything else"]);
    let names = r#""propertyNames": {"pattern": "^[a-z]+$", "patternErrorMessage": "keys have small letters"}"#;
    value(names, "{A: 1}", &["A ⟶ the key `A` is not allowed here, keys have small letters"]);
    // Another shape of it belongs to another validator.
    value(r#""type": "string", "errorMessage": {"type": "no"}"#, "3", &["3 ⟶ `v` is `3`, expected a string"]);
}

#[test]
fn unknown_keys_are_one_violation_each_with_the_likely_name() {
    let text = r#"{"properties": {"title": {}, "tags": {}}, "additionalProperties": false}"#;
    let schema = schema(text).expect("a schema");
    let page = "---\n\"titel\": A\nother: 1\n---\n";
    let found = check(&schema, page);
    let [titel, other] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (titel.kind, titel.span.slice(page), &*titel.message),
        (ViolationKind::Unknown, "\"titel\"", "unknown key `titel`")
    );
    assert_eq!(titel.help.as_deref(), Some("did you mean `title`?"));
    assert_eq!(titel.fix.as_ref().expect("a fix").edits[0].text, "\"title\"");
    assert_eq!(other.help.as_deref(), Some("remove it; the schema knows `title`, `tags`"));
    assert!(other.fix.is_none());
    says(
        r#"{"properties": {"title": {}}, "unevaluatedProperties": false}"#,
        page,
        &["\"titel\" ⟶ unknown key `titel`", "other ⟶ unknown key `other`"],
    );
}

#[test]
fn the_alternative_that_fits_best_is_reported() {
    let list = r#""anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]"#;
    value(list, "3", &["3 ⟶ `v` is `3`, expected a string or a list of strings"]);
    value(list, "[a, 3]", &["3 ⟶ `v[1]` is `3`, expected a string"]);
    let kinds = r#""oneOf": [
        {"properties": {"kind": {"const": "talk"}, "speaker": {"type": "string"}, "room": {"type": "string"}}, "required": ["kind"]},
        {"properties": {"kind": {"const": "break"}}, "required": ["kind"]}]"#;
    value(
        kinds,
        "{kind: talk, speaker: 1, room: 2}",
        &["1 ⟶ `v.speaker` is `1`, expected a string", "2 ⟶ `v.room` is `2`, expected a string"],
    );
    value(
        r#""oneOf": [{"type": "integer"}, {"type": "number"}, {"type": "string"}]"#,
        "3",
        &["3 ⟶ `v` fits the alternatives 1 and 2 of the schema, exactly one is allowed"],
    );
    value(
        r#""anyOf": [{"const": "talk"}, {"const": "break"}]"#,
        "tolk",
        &["tolk ⟶ `v` is `tolk`, expected `talk` or `break`"],
    );
    says(
        r#"{"anyOf": [{"required": ["title"]}, {"required": ["name"]}]}"#,
        "---\na: 1\n---\n",
        &["--- ⟶ one of the keys `title` or `name` is missing"],
    );
    value(
        r##""oneOf": [{"$ref": "#/$defs/d"}, {"type": "array"}]}}, "$defs": {"d": {"format": "date", "type": "string""##,
        "3",
        &["3 ⟶ `v` is `3`, expected a date such as `2024-05-17` or a list"],
    );
}

#[test]
fn all_five_drafts() {
    for (draft, definitions) in [
        ("http://json-schema.org/draft-04/schema#", "definitions"),
        ("http://json-schema.org/draft-06/schema#", "definitions"),
        ("http://json-schema.org/draft-07/schema#", "definitions"),
        ("https://json-schema.org/draft/2019-09/schema", "$defs"),
        ("https://json-schema.org/draft/2020-12/schema", "$defs"),
    ] {
        let text = format!(
            r##"{{"$schema": "{draft}", "properties": {{"v": {{"$ref": "#/{definitions}/n"}}}}, "{definitions}": {{"n": {{"type": "integer", "maximum": 5}}}}}}"##
        );
        says(&text, "---\nv: 6\n---\n", &["6 ⟶ `v` is `6`, expected at most `5`"]);
        says(&text, "---\nv: x\n---\n", &["x ⟶ `v` is `x`, expected a whole number"]);
    }
    let old = r#"{"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"end": ["start"]}, "properties": {"l": {"items": [{}], "additionalItems": false}}}"#;
    says(
        old,
        "---\nend: 1\nl: [a, b]\n---\n",
        &["--- ⟶ `end` needs `start`, which is missing", "b ⟶ `l` has 2 items, expected at most 1"],
    );
    broken(
        r#"{"$schema": "https://example.com/mine"}"#,
        &["\"https://example.com/mine\" ⟶ unknown `$schema` `https://example.com/mine`"],
    );
}

#[test]
fn yaml_toml_and_json_pages() {
    let text = r#"{"properties": {"date": {"format": "date-time"}, "tags": {"items": {"type": "string"}}, "n": {"type": "string"}}}"#;
    says(text, "+++\ndate = 2024-05-17 10:00:00\ntags = [\"a\"]\nn = 1\n+++\n", &["1 ⟶ `n` is `1`, expected a string"]);
    says(text, "---\ndate: 2024-05-17 10:00\ntags: [a]\nn: 1\n---\n", &["1 ⟶ `n` is `1`, expected a string"]);
    says(
        text,
        "{\"date\": \"2024-05-17\", \"tags\": [1], \"n\": \"a\"}\n",
        &["1 ⟶ `tags[0]` is `1`, expected a string"],
    );
}

#[test]
fn aliases_and_merges() {
    let text = r#"{"properties": {"a": {"properties": {"n": {"type": "number"}}}, "b": {"properties": {"n": {"type": "number"}}, "maxProperties": 2}}}"#;
    let page = "---\nbase: &x {n: one}\nb:\n  <<: *x\n  m: 1\n---\n";
    says(text, page, &["one ⟶ `b.n` is `one`, expected a number"]);
    says(text, "---\nbase: &x {n: one}\na: *x\n---\n", &["one ⟶ `a.n` is `one`, expected a number"]);
}

#[test]
fn references_to_files() {
    let project = Project::new(&[
        (
            "schemas/page.json",
            r#"{"properties": {"start": {"$ref": "common/defs.json#/$defs/date"}, "w": {"$ref": "../other.yaml"}}}"#,
        ),
        ("schemas/common/defs.json", r#"{"$defs": {"date": {"type": "string", "format": "date"}}}"#),
        ("other.yaml", "type: number\nmaximum: 3\n"),
        ("ids.json", r#"{"$id": "https://example.com/s/ids.json", "properties": {"w": {"$ref": "other.yaml"}}}"#),
        ("embedded.json", r#"{"allOf": [{"$ref": "urn:foreword:schema:event"}]}"#),
    ]);
    let schema = project.get("schemas/page.json").expect("a schema");
    let page = "---\nstart: soon\nw: 4\n---\n";
    let found = check(&schema, page);
    let told: Vec<_> = found.iter().map(|violation| (violation.message.as_str(), violation.note.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                "`start` is `soon`, expected a date such as `2024-05-17`",
                "in schema `schemas/common/defs.json`, at `/$defs/date/format`"
            ),
            ("`w` is `4`, expected at most `3`", "in schema `other.yaml`, at `/maximum`"),
        ]
    );
    assert_eq!(check(&project.get("ids.json").expect("a schema"), page).len(), 1);
    assert!(!check(&project.get("embedded.json").expect("a schema"), page).is_empty());
}

#[test]
fn references_that_are_refused() {
    for (reference, reason) in [
        (
            "https://example.com/a.json",
            "is on the network, where schemas are never loaded from; save it in the project and refer to it by a relative path",
        ),
        (
            "file:///etc/hostname",
            "is a `file:` URL, which is never followed; save it in the project and refer to it by a relative path",
        ),
        ("../outside.json", "leads out of the project"),
        ("/etc/hostname", "leads out of the project"),
        ("nothing.json", "does not exist"),
        ("#/$defs/none", "leads nowhere"),
        ("urn:foreword:schema:none", "is not a built-in schema"),
    ] {
        let text = format!(r#"{{"properties": {{"a": {{"$ref": "{reference}"}}}}}}"#);
        broken(&text, &[&format!("\"{reference}\" ⟶ reference `{reference}` {reason}")]);
    }
    let project = Project::new(&[("a.json", r#"{"$ref": "secret.txt"}"#), ("secret.txt", "the secret\n")]);
    let Err(diagnostics) = project.get("a.json") else { panic!("a text is no schema") };
    assert_eq!(diagnostics[0].message, "reference `secret.txt` is not a JSON Schema");
}

#[test]
fn cycles_are_fine_where_the_page_ends() {
    let text = r##"{"$ref": "#/$defs/menu", "$defs": {"menu": {"properties": {"name": {"type": "string"}, "sub": {"items": {"$ref": "#/$defs/menu"}}}}}}"##;
    says(text, "---\nsub: [{sub: [{name: 3}]}]\n---\n", &["3 ⟶ `sub[0].sub[0].name` is `3`, expected a string"]);
    says(r##"{"$ref": "#"}"##, "---\na: 1\n---\n", &[]);
}

#[test]
fn broken_schemas_say_where() {
    for text in ["", "{\"type\": }", "{\"type\": \"object\"", "schema"] {
        let Err(diagnostics) = schema(text) else { panic!("{text} is not broken") };
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert!(diagnostics[0].primary.span.range().end <= text.len());
    }
}

#[test]
fn wrong_keywords_say_where() {
    broken(
        r#"{"properties": {"a": {"type": "strin"}}}"#,
        &[
            "\"strin\" ⟶ `properties.a.type` is `strin`, expected one of `array`, `boolean`, `integer`, `null`, `number`, `object`, `string` or a list",
        ],
    );
    broken(r#"{"minLength": -1}"#, &["-1 ⟶ `minLength` is `-1`, expected at least `0`"]);
    broken(r#"{"pattern": "([a"}"#, &["\"([a\" ⟶ pattern `([a` is not a regular expression, or too large"]);
    broken("[1]", &["[1] ⟶ the schema is a list, expected a mapping"]);
    broken(r#"{"anyOf": []}"#, &["[] ⟶ `anyOf` is an empty list"]);
}

#[test]
fn what_works_but_is_odd_is_a_notice() {
    let text = r#"{"requried": ["a"], "properties": {"requried": {"format": "data"}, "b": {"pattern": "^(?!x)"}}, "x-own": 1}"#;
    let schema = schema(text).expect("a schema");
    let told: Vec<_> = schema
        .notices
        .iter()
        .map(|notice| {
            (notice.severity, notice.primary.span.slice(text), notice.message.as_str(), notice.help.as_deref())
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Severity::Warning,
                "\"requried\"",
                "unknown keyword `requried`, so it has no effect",
                Some("did you mean `required`?")
            ),
            (
                Severity::Warning,
                "\"data\"",
                "unknown format `data`, so it is not checked",
                Some("did you mean `date`?")
            ),
            (
                Severity::Info,
                "\"^(?!x)\"",
                "pattern `^(?!x)` needs look-around or back-references: it gets 50000 steps, and texts of more than \
                 2000 bytes are not matched at all",
                None
            ),
        ]
    );
    let page = "---\nb: xa\n---\n";
    assert_eq!(check(&schema, page)[0].message, "`b` is `xa`, which does not match the pattern `^(?!x)`");
    let long = format!("---\nb: x{}\n---\n", "a".repeat(3_000));
    let found = check(&schema, &long);
    let [open] = &found[..] else { panic!("{found:?}") };
    assert_eq!((open.span.slice(&long).len(), open.at_most), (3_001, Some(Severity::Info)));
    assert_eq!(
        open.message,
        "this text of 3001 bytes is not checked against the schema's pattern: with look-around or back-references, \
         2000 bytes are the most"
    );
}

#[test]
fn what_hangs_on_a_match_that_was_not_tried_is_left_open() {
    let long = "x".repeat(3_000);
    let page = format!("---\nv: {long}\nn: one\n---\n");
    for keyword in [
        r#""not": {"pattern": "^(?!x)"}"#,
        r#""oneOf": [{"pattern": "^(?!x)"}, {"type": "string"}]"#,
        r#""anyOf": [{"pattern": "^(?!x)"}, {"type": "number"}]"#,
        r#""if": {"pattern": "^(?!x)"}, "then": {"maxLength": 3}"#,
    ] {
        let schema = schema(&format!(
            r#"{{"properties": {{"v": {{{keyword}}}, "n": {{"type": "number"}}}}, "required": ["o"]}}"#
        ))
        .expect("a schema");
        let found = check(&schema, &page);
        let told: Vec<_> = found.iter().map(|violation| (&*violation.message, violation.at_most)).collect();
        let [("`o` is missing", None), (open, Some(Severity::Info)), ("`n` is `one`, expected a number", None)] =
            told[..]
        else {
            panic!("{keyword}: {told:?}")
        };
        assert!(open.starts_with("this text of 3000 bytes is not checked"), "{open}");
    }
}

#[test]
fn no_key_at_all_may_be_allowed() {
    let page = "---\na: 1\nb: 2\n---\n";
    let each = ["a ⟶ unknown key `a`", "b ⟶ unknown key `b`"];
    says(r#"{"additionalProperties": false}"#, page, &each);
    says(r#"{"unevaluatedProperties": false}"#, page, &each);
    says(r#"{"propertyNames": false}"#, page, &each);
    says(r#"{"patternProperties": {"^a": {}}, "additionalProperties": false}"#, page, &each[1..]);
    value(r#""additionalProperties": false"#, "{x: 1, y: 2}", &["x ⟶ unknown key `x`", "y ⟶ unknown key `y`"]);
    value(r#""unevaluatedProperties": false"#, "{x: 1, y: 2}", &["x ⟶ unknown key `x`", "y ⟶ unknown key `y`"]);
    value(r#""items": {"additionalProperties": false}"#, "[{x: 1}]", &["x ⟶ unknown key `x`"]);
    let named = r#"{"properties": {"additionalProperties": false}}"#;
    let message = "additionalProperties ⟶ `additionalProperties` is not allowed here";
    says(named, "---\nadditionalProperties: {a: 1}\n---\n", &[message]);
    says("{\"not\": {}}", page, &["--- ⟶ the front matter is a mapping, which the schema rules out"]);
}

#[test]
fn the_key_that_names_the_schema_is_no_data() {
    let page = "---\n$schema: schema.json\ntitle: A\n---\n";
    for strict in [
        r#"{"properties": {"title": {}}, "additionalProperties": false}"#,
        r#"{"properties": {"title": {}}, "unevaluatedProperties": false}"#,
        r#"{"propertyNames": {"enum": ["title"]}, "maxProperties": 1}"#,
        r#"{"properties": {"title": {}, "$schema": {"type": "string"}}, "required": ["$schema", "title"]}"#,
    ] {
        says(strict, page, &[]);
    }
    let inner = r#"{"properties": {"v": {"additionalProperties": false}}}"#;
    says(inner, "---\nv: {$schema: a}\n---\n", &["$schema ⟶ unknown key `$schema`"]);
}

#[test]
fn values_that_look_alike_are_told_apart() {
    let mixed = r#""enum": [1, "1", null]"#;
    value(mixed, "2", &["2 ⟶ `v`: `2` is not one of the number `1`, the string `1`, `null`"]);
    let schema = schema(r#"{"properties": {"v": {"enum": ["", "left"]}}}"#).expect("a schema");
    assert_eq!(check(&schema, "---\nv: x\n---\n")[0].help, None, "nobody means an empty string by a letter");
}

#[test]
fn a_slug_may_have_dots() {
    value(r#""format": "slug""#, "helm-3.13", &[]);
    value(
        r#""format": "slug""#,
        "helm-3..13",
        &["helm-3..13 ⟶ `v` is `helm-3..13`, expected a slug such as `my-first-post`"],
    );
}

#[test]
fn an_absolute_path_may_lead_anywhere_and_its_references_stay_beside_it() {
    let project = Project::new(&[("a", "")]);
    let outside = project.folder.path().join("out");
    std::fs::create_dir_all(outside.join("parts")).expect("a folder");
    std::fs::write(outside.join("main.json"), r#"{"properties": {"v": {"$ref": "parts/n.json"}}}"#).expect("a file");
    std::fs::write(outside.join("parts/n.json"), r#"{"type": "number"}"#).expect("a file");
    std::fs::write(outside.join("away.json"), r#"{"$ref": "../site/a"}"#).expect("a file");
    let name = |file: &str| outside.join(file).to_string_lossy().into_owned();
    let schema = project.get(&name("main.json")).expect("a schema");
    assert_eq!(check(&schema, "---\nv: x\n---\n")[0].message, "`v` is `x`, expected a number");
    let broken = project.get(&name("away.json")).expect_err("it leaves its folder");
    assert!(broken[0].message.ends_with("leads out of the project"), "{broken:?}");
}

#[test]
fn look_around_in_the_pattern_of_a_key_is_shown_at_the_key() {
    let text = r#"{"patternProperties": {"^(?!x)": {"type": "number"}}}"#;
    let schema = schema(text).expect("a schema");
    assert_eq!(schema.notices[0].primary.span.slice(text), "\"^(?!x)\"");
}

#[test]
fn embedded_schemas_compile_without_notices() {
    let project = Project::new(&[("a", "")]);
    let root = Root::open(&project.folder.path().join("site")).expect("the site");
    assert!(builtin().len() >= 16);
    for (name, _) in builtin() {
        match project.schemas.get(&SchemaName::Builtin((*name).to_owned()), &root, &project.files) {
            Ok(schema) => assert!(schema.notices.is_empty(), "{name}: {:?}", schema.notices),
            Err(diagnostics) => panic!("{name}: {diagnostics:?}"),
        }
    }
}

#[test]
fn inherited_keys_fill_what_a_page_lacks() {
    let schema = schema(
        r#"{"required": ["layout", "title"], "properties": {"layout": {"enum": ["post"]}, "n": {"type": "number"}}}"#,
    )
    .expect("a schema");
    let mut tree = Tree::new();
    let value = tree.push(Span::new(500, 504), Style::Plain, Value::Str("page".into()));
    let other = tree.push(Span::new(600, 604), Style::Plain, Value::Str("none".into()));
    let tree = Arc::new(tree);
    let files = Files::default();
    let file = files.add("_config.yml");
    let key = |key: &str, value| InheritedKey { key: key.to_owned(), file, tree: Arc::clone(&tree), value };
    let inherited = [key("layout", value), key("n", other)];
    let page = "---\ntitle: A\nn: 1\n---\n";
    let document = Document::parse(page, &ReadAs::default());
    let node = document.root().expect("a root");
    let found = schema.validate(Instance { document: &document, node, inherited: &inherited });
    let [violation] = &found[..] else { panic!("{found:?}") };
    assert_eq!(violation.message, "`layout` is `page`, expected `post`");
    assert_eq!(violation.span.slice(page), "---");
    assert!(violation.note.ends_with("; the page inherits `layout`"), "{}", violation.note);
}

#[test]
fn of_duplicate_keys_the_last_counts() {
    let schema = schema(r#"{"maxProperties": 2, "properties": {"a": {"type": "number"}}}"#).expect("a schema");
    let page = "---\na: x\nb: 1\na: 2\n---\n";
    let document = Document::parse(page, &ReadAs::default());
    if let Some(node) = document.root() {
        let found = schema.validate(Instance { document: &document, node, inherited: &[] });
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn aliases_that_nest_without_end_are_refused() {
    let schema = schema(
        r##"{"additionalProperties": {"$ref": "#/$defs/n"}, "$defs": {"n": {"items": {"$ref": "#/$defs/n"}}}}"##,
    )
    .expect("a schema");
    let mut page = String::from("---\na0: &a0 [x]\n");
    for level in 1..400 {
        page.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    page.push_str("---\n");
    let document = Document::parse(&page, &ReadAs::default());
    if let Some(node) = document.root() {
        let found = schema.validate(Instance { document: &document, node, inherited: &[] });
        assert_eq!(found[0].message, "nested more than 160 levels deep with aliases followed, too deep for a schema");
    }
}

#[test]
fn what_costs_too_much_is_cut_short() {
    let text = r##"{"properties": {"v": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"anyOf": [
        {"type": "array", "items": {"$ref": "#/$defs/n"}, "minItems": 0}, {"type": "array", "items": {"$ref": "#/$defs/n"}, "maxItems": 99}]}}}"##;
    let page = format!("---\nv: {}x{}\n---\n", "[".repeat(40), "]".repeat(40));
    says(text, &page, &["--- ⟶ checking this against the schema takes too many steps"]);
    let mut doubling = String::from(r##"{"$ref": "#/$defs/d30", "$defs": {"d0": {"type": "integer"}"##);
    for level in 1..=30 {
        let below = format!("{{\"$ref\": \"#/$defs/d{}\"}}", level - 1);
        doubling.push_str(&format!(", \"d{level}\": {{\"anyOf\": [{below}, {below}]}}"));
    }
    doubling.push_str("}}");
    broken(&doubling, &[" ⟶ the schema stands for more than 100000 subschemas when its references are written out"]);
}

#[test]
fn schemas_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Schema>();
    shared::<Schemas>();
}

#[test]
fn help_and_fixes() {
    for (keywords, value, help, fixed) in [
        (r#""type": "string""#, "1.50", "put it in quotes", Some("\"1.50\"")),
        (r#""type": "number""#, "'3'", "remove the quotes", None),
        (r#""type": "boolean""#, "'true'", "remove the quotes", None),
        (r#""type": "array""#, "a b", "write it as a list: `[a b]`", None),
        (r#""enum": ["beginner", "expert"]"#, "beginer", "did you mean `beginner`?", None),
        (r#""anyOf": [{"const": "talk"}, {"const": "break"}]"#, "talks", "did you mean `talk`?", None),
    ] {
        let schema = schema(&format!(r#"{{"properties": {{"v": {{{keywords}}}}}}}"#)).expect("a schema");
        let found = check(&schema, &format!("---\nv: {value}\n---\n"));
        assert_eq!(found[0].help.as_deref(), Some(help), "{value}");
        assert_eq!(found[0].fix.as_ref().map(|fix| fix.edits[0].text.as_str()), fixed, "{value}");
    }
}

#[test]
fn what_a_page_needs() {
    let text = r#"{"required": ["title"], "allOf": [{"required": ["date"]}], "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#;
    assert_eq!(schema(text).expect("a schema").required(), ["title", "date", "a"]);
}

#[test]
fn embedded_schemas_accept_good_pages_and_refuse_bad_ones() {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/_schemas");
    let project = Project::new(&[("a", "")]);
    let root = Root::open(&project.folder.path().join("site")).expect("the site");
    let mut wrong = Vec::new();
    for (name, _) in builtin() {
        let schema =
            project.schemas.get(&SchemaName::Builtin((*name).to_owned()), &root, &project.files).expect("a schema");
        for side in ["good", "bad"] {
            let Ok(pages) = std::fs::read_dir(fixtures.join(name).join(side)) else { continue };
            for page in pages {
                let path = page.expect("a page").path();
                let text = std::fs::read_to_string(&path).expect("a text");
                let document = Document::parse(&text, &ReadAs::default());
                let Some(node) = document.root() else { continue };
                let found = schema.validate(Instance { document: &document, node, inherited: &[] });
                if found.is_empty() != (side == "good") {
                    wrong.push(format!("{}: {found:?}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The hostile schemas of the shared corpus, laid out by its own generator.
#[test]
fn hostile_schemas_end() {
    let Some(cases) = std::env::var_os("FOREWORD_HOSTILE_SCHEMAS").map(PathBuf::from) else {
        eprintln!("skipped: FOREWORD_HOSTILE_SCHEMAS does not name a folder of generated cases");
        return;
    };
    let mut names: Vec<_> =
        std::fs::read_dir(&cases).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    names.sort();
    for case in names {
        let start = std::time::Instant::now();
        let schemas = Schemas::new(&META);
        let files = Files::default();
        let root = Root::open(&case).expect("a root");
        let text = std::fs::read_to_string(case.join("doc.md")).unwrap_or_default();
        let document = Document::parse(&text, &ReadAs::default());
        let outcome = match schemas.get(&SchemaName::File("schema.json".into()), &root, &files) {
            Err(diagnostics) => format!("refused: {}", diagnostics[0].message),
            Ok(schema) => match document.root() {
                Some(node) => {
                    let found = schema.validate(Instance { document: &document, node, inherited: &[] });
                    format!("{} violations {:?}", found.len(), found.first().map(|violation| &violation.message))
                }
                None => "no front matter".to_owned(),
            },
        };
        let outcome: String = outcome.chars().take(150).collect();
        eprintln!(
            "{:>6} ms {}: {outcome}",
            start.elapsed().as_millis(),
            case.file_name().expect("a name").to_string_lossy()
        );
    }
}

#[test]
fn a_metaschema_that_cannot_be_used_is_said_at_the_reference() {
    let text = r#"{"properties": {"v": {"$ref": "http://json-schema.org/draft-07/schema#"}}}"#;
    broken(
        text,
        &[
            "\"http://json-schema.org/draft-07/schema#\" ⟶ reference `http://json-schema.org/draft-07/schema#` leads to no \
           metaschema that a schema of 2020-12 can use",
        ],
    );
    let own = r#"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"v": {"$ref": "http://json-schema.org/draft-07/schema#"}}}"#;
    says(own, "---\nv: {minLength: -1}\n---\n", &["-1 ⟶ `v.minLength` is `-1`, expected at least `0`"]);
}

#[test]
fn a_broken_file_is_shown_itself() {
    let part = "{\n  \"type\": \"string\",,\n}";
    let project = Project::new(&[("a.json", r#"{"properties": {"v": {"$ref": "part.json"}}}"#), ("part.json", part)]);
    let Err(diagnostics) = project.get("a.json") else { panic!("it does not parse") };
    let [only] = &diagnostics[..] else { panic!("{diagnostics:?}") };
    assert_eq!(project.files.path(only.primary.file).to_string_lossy(), "part.json");
    assert_eq!(only.primary.span.start, 21);
}

#[test]
fn a_fraction_is_no_text() {
    let schema = schema(r#"{"properties": {"v": {"type": ["integer", "string", "null"]}}}"#).expect("a schema");
    let found = check(&schema, "---\nv: 1.5\n---\n");
    assert_eq!(found[0].message, "`v` is `1.5`, expected a whole number");
    assert_eq!((&found[0].help, &found[0].fix), (&None, &None));
}

#[test]
fn dates_are_inserted_without_quotes() {
    let keywords = r#""type": "string", "default": "2024-05-17""#;
    for (keywords, page, line) in [
        (format!(r#"{keywords}, "format": "date""#), "---\na: 1\n---\n", "d: 2024-05-17\n"),
        (format!(r#"{keywords}, "format": "date-time""#), "+++\na = 1\n+++\n", "d = 2024-05-17\n"),
        (format!(r#"{keywords}, "format": "date""#), "{\"a\": 1}\n", ",\n  \"d\": \"2024-05-17\""),
        (keywords.to_owned(), "---\na: 1\n---\n", "d: \"2024-05-17\"\n"),
    ] {
        let schema =
            schema(&format!(r#"{{"required": ["d"], "properties": {{"d": {{{keywords}}}}}}}"#)).expect("a schema");
        let found = check(&schema, page);
        assert_eq!(found[0].fix.as_ref().expect("a fix").edits[0].text, line);
    }
}

#[test]
fn one_slip_in_a_key_of_an_alternative_is_one_finding() {
    let text = r#"{"anyOf": [
        {"type": "object", "properties": {"title": {}, "kind": {"const": "talk"}}, "required": ["title"], "additionalProperties": false},
        {"type": "object", "properties": {"name": {}, "kind": {"const": "break"}}, "required": ["name"], "additionalProperties": false}]}"#;
    says(text, "---\ntitel: A\nkind: talk\n---\n", &["titel ⟶ unknown key `titel`"]);
    let both = ["--- ⟶ `title` is missing", "other ⟶ unknown key `other`"];
    says(text, "---\nother: A\nkind: talk\n---\n", &both);
}

#[test]
fn a_schema_may_say_where_unknown_keys_belong() {
    let text =
        r#"{"properties": {"title": {}}, "additionalProperties": false, "errorMessage": "move it below `extra`."}"#;
    let schema = schema(text).expect("a schema");
    assert_eq!(check(&schema, "---\ntags: 1\n---\n")[0].help.as_deref(), Some("move it below `extra`"));
    assert_eq!(check(&schema, "---\ntitel: 1\n---\n")[0].help.as_deref(), Some("did you mean `title`?"));
}

#[test]
fn a_match_that_takes_too_long_is_left_open() {
    let slow = r#""pattern": "^(?:(a+)\\1?)+b$""#;
    let text = format!("{}!", "a".repeat(60));
    for keywords in [slow.to_owned(), format!(r#""not": {{{slow}}}"#)] {
        let schema = schema(&format!(r#"{{"properties": {{"v": {{{keywords}}}}}}}"#)).expect("a schema");
        let found = check(&schema, &format!("---\nv: {text}\n---\n"));
        let [open] = &found[..] else { panic!("{found:?}") };
        assert_eq!(open.message, "matching this text against the schema's pattern takes more than 50000 steps");
        assert_eq!(open.at_most, Some(Severity::Info));
    }
}
