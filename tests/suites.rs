//! The conformance suites of YAML, TOML and JSON, read as front matter and as data files.
//!
//! A case that can be front matter is wrapped in fences and must be accepted with equal values or rejected; one that
//! cannot (a fence line inside, several documents, a root that is no mapping) is read as a data file. Which is which
//! follows from the case itself, never from a list.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::document::node::{NodeRef, Value};
use foreword::document::{Document, Format, Problem, ProblemKind, ReadAs, parse_data};
use foreword::dump;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Unpacks a suite, or says why the test skips.
fn unpack(name: &str) -> Option<tempfile::TempDir> {
    let shared = std::env::var_os("FOREWORD_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let archive = shared.join("suites").join(format!("{name}.tar.gz"));
    if !archive.is_file() {
        println!("skipped: no suite {name} beside the repository (FOREWORD_SHARED names another place)");
        return None;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let status = Command::new("tar").arg("xzf").arg(&archive).arg("-C").arg(folder.path()).status().expect("tar runs");
    assert!(status.success(), "tar unpacks {name}");
    Some(folder)
}

fn rejects(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.kind != ProblemKind::Ambiguous)
}

fn messages(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn plain(root: Option<NodeRef<'_, '_>>) -> Json {
    root.map_or(Json::Null, dump::plain)
}

/// What the front matter reader makes of a file: its data, or why it is rejected.
fn front(text: &str) -> Result<Json, String> {
    let document = Document::parse(text, &ReadAs::default());
    let dumped = serde_json::to_value(dump::dump(&document, "case.md")).expect("a dump is JSON");
    assert_eq!(dumped["data"].is_null(), document.data.root().is_none());
    if rejects(&document.problems) || document.block.is_none() {
        return Err(messages(&document.problems));
    }
    Ok(plain(document.data.root()))
}

fn data(text: &str, format: Format) -> Result<Json, String> {
    let (tree, problems) = parse_data(text, format);
    if rejects(&problems) { Err(messages(&problems)) } else { Ok(plain(tree.root())) }
}

/// Numbers by value, everything else by identity.
fn equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => {
            a == b || a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| (a - b).abs() <= a.abs() * f64::EPSILON)
        }
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        _ => a == b,
    }
}

/// Every failure is a listed exception, and every listed exception fails.
fn settle(suite: &str, mut failures: Vec<(String, String)>, exceptions: &[(&str, &str)]) {
    assert!(exceptions.len() <= 5, "at most five exceptions in {suite}");
    let stale: Vec<&str> = exceptions
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !failures.iter().any(|(case, _)| case == name))
        .collect();
    failures.retain(|(case, _)| !exceptions.iter().any(|(name, _)| name == case));
    let lines: Vec<String> = failures.iter().map(|(case, why)| format!("{case}: {why}")).collect();
    assert!(lines.is_empty(), "{suite}: {} unexpected\n{}", lines.len(), lines.join("\n"));
    assert!(stale.is_empty(), "{suite}: these exceptions agree by now: {stale:?}");
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Cases of yaml-test-suite that we read otherwise, and why.
const YAML_EXCEPTIONS: &[(&str, &str)] = &[
    (
        "9C9N",
        "lines of a flow list that are not indented: PyYAML, Psych and js-yaml read them, and so do the generators",
    ),
    ("QB6E", "lines of a quoted value that are not indented: the same, and many pages are written so"),
];

#[test]
fn yaml_test_suite() {
    let Some(folder) = unpack("yaml-test-suite-data") else { return };
    let mut paths = Vec::new();
    files(folder.path(), &mut paths);
    let mut failures = Vec::new();
    let (mut as_front, mut as_data) = (0, 0);
    for path in paths.iter().filter(|path| path.ends_with("in.yaml")) {
        let case = path.parent().expect("a folder");
        let name: PathBuf = case.strip_prefix(folder.path()).expect("inside").components().skip(1).collect();
        let name = name.to_string_lossy().replace('\\', "/");
        // The same cases once more, by name and by tag.
        if name.starts_with("name/") || name.starts_with("tags/") {
            continue;
        }
        let source = std::fs::read_to_string(path).expect("UTF-8");
        let error = case.join("error").exists();
        let expected: Option<Vec<Json>> = std::fs::read_to_string(case.join("in.json")).ok().map(|json| {
            serde_json::Deserializer::from_str(&json).into_iter().map(|value| value.expect("JSON")).collect()
        });
        if expected.as_ref().is_some_and(|documents| documents.len() > 1) {
            assert!(data(&source, Format::Yaml).is_err(), "{name}: a stream of documents is no data file");
            continue;
        }
        // A line that starts with a document marker ends the block, and a directive needs such a line.
        let marked =
            source.split(['\n', '\r']).any(|line| ["---", "...", "%"].iter().any(|mark| line.starts_with(mark)));
        let expected = expected.and_then(|mut documents| documents.pop());
        let mut check = |how: &str, got: Result<Json, String>| match (error, got, &expected) {
            (true, Ok(got), _) => failures.push((name.clone(), format!("{how}: accepted as {got}"))),
            (false, Err(why), Some(_)) => failures.push((name.clone(), format!("{how}: rejected: {why}"))),
            (false, Ok(got), Some(want)) if !equal(&got, want) => {
                failures.push((name.clone(), format!("{how}: read as {got}, not {want}")));
            }
            _ => {}
        };
        if !marked && (error || expected.as_ref().is_some_and(Json::is_object)) {
            as_front += 1;
            let newline = if source.ends_with(['\n', '\r']) { "" } else { "\n" };
            check("front matter", front(&format!("---\n{source}{newline}---\nbody\n")));
        }
        as_data += 1;
        check("data file", data(&source, Format::Yaml));
    }
    println!("{as_front} as front matter, {as_data} as data files");
    assert!(as_front > 100, "only {as_front} cases were tried as front matter");
    settle("yaml-test-suite", failures, YAML_EXCEPTIONS);
}

/// Cases of toml-test that we read otherwise, and why.
const TOML_EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn toml_test() {
    let Some(folder) = unpack("toml-test") else { return };
    let tests = folder.path().join("toml-test/tests");
    let list = std::fs::read_to_string(tests.join("files-toml-1.1.0")).expect("the list of TOML 1.1");
    let mut failures = Vec::new();
    let mut as_front = 0;
    for name in list.lines().filter(|line| line.ends_with(".toml")) {
        let bytes = std::fs::read(tests.join(name)).expect("a case");
        let expected: Option<Json> = name.starts_with("valid/").then(|| {
            let json = std::fs::read_to_string(tests.join(name).with_extension("json")).expect("the values");
            serde_json::from_str(&json).expect("JSON")
        });
        let Ok(source) = foreword::source::decode(&bytes) else {
            if expected.is_some() {
                failures.push((name.to_owned(), "not UTF-8".to_owned()));
            }
            continue;
        };
        let mut check = |how: &str, problems: &[Problem], root: Option<NodeRef<'_, '_>>| {
            let why = match (&expected, rejects(problems), root) {
                (None, true, _) => return,
                (None, false, _) => "accepted".to_owned(),
                (Some(_), true, _) => format!("rejected: {}", messages(problems)),
                (Some(_), false, None) => "no data".to_owned(),
                (Some(want), false, Some(root)) => match same_toml(root, want) {
                    Ok(()) => return,
                    Err(why) => why,
                },
            };
            failures.push((name.to_owned(), format!("{how}: {why}")));
        };
        let (tree, problems) = parse_data(source, Format::Toml);
        check("data file", &problems, tree.root());
        // A line `+++` ends the block, a byte order mark would stand in its middle, and what is wrong only for a
        // missing line end is right before a fence.
        let fenced = source.split('\n').any(|line| line.trim_end() == "+++");
        if fenced || source.starts_with('\u{feff}') || (expected.is_none() && !source.ends_with('\n')) {
            continue;
        }
        as_front += 1;
        let newline = if source.ends_with('\n') { "" } else { "\n" };
        let text = format!("+++\n{source}{newline}+++\nbody\n");
        let document = Document::parse(&text, &ReadAs::default());
        assert!(document.block.is_some(), "{name}: no block");
        check("front matter", &document.problems, document.data.root());
    }
    println!("{as_front} as front matter");
    assert!(as_front > 400, "only {as_front} cases were tried as front matter");
    settle("toml-test", failures, TOML_EXCEPTIONS);
}

/// Compares with toml-test's tagged values: `{"type": "integer", "value": "1"}`.
fn same_toml(node: NodeRef<'_, '_>, want: &Json) -> Result<(), String> {
    let differs = || Err(format!("read {:?}, not {want}", node.value()));
    let size = want.as_object().map(serde_json::Map::len);
    if let (Some(kind), Some(value), Some(2)) = (want["type"].as_str(), want["value"].as_str(), size) {
        let same = match (node.value(), kind) {
            (Value::Str(text), "string") => text == value,
            (Value::Int(number), "integer") => number.to_string() == value,
            (Value::Bool(flag), "bool") => flag.to_string() == value,
            (Value::Float(number), "float") => {
                let wanted: f64 = value.parse().expect("a number");
                *number == wanted
                    || (number.is_nan() && wanted.is_nan())
                    || (number - wanted).abs() < wanted.abs() * 1e-12
            }
            (Value::Date(text), "datetime" | "datetime-local" | "date-local" | "time-local") => {
                moment(text) == moment(value)
            }
            _ => false,
        };
        return if same { Ok(()) } else { differs() };
    }
    match want {
        Json::Object(entries) => {
            if node.as_map().is_none_or(|map| map.len() != entries.len()) {
                return differs();
            }
            entries
                .iter()
                .try_for_each(|(key, want)| node.get(key).map_or_else(differs, |value| same_toml(value, want)))
        }
        Json::Array(items) => match node.as_list() {
            Some(list) if list.len() == items.len() => {
                list.zip(items).try_for_each(|(node, want)| same_toml(node, want))
            }
            _ => differs(),
        },
        _ => differs(),
    }
}

/// A date or time in one spelling: `T`, seconds written, milliseconds without trailing zeros.
fn moment(text: &str) -> String {
    let mut text = text.to_uppercase().replace(' ', "T");
    if let Some(clock) = text.find(':') {
        let zone = text[clock..].find(['Z', '+', '-']).map_or(text.len(), |at| clock + at);
        let zone = text.split_off(zone);
        if text[clock..].matches(':').count() == 1 {
            text.push_str(":00");
        }
        if let Some(dot) = text.find('.') {
            text.truncate(text.len().min(dot + 4));
            text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        }
        text.push_str(if zone == "+00:00" { "Z" } else { &zone });
    }
    text
}

/// Cases of JSONTestSuite that we read otherwise, and why.
const JSON_EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn json_test_suite() {
    let Some(folder) = unpack("JSONTestSuite") else { return };
    let mut paths = Vec::new();
    files(folder.path(), &mut paths);
    let mut failures = Vec::new();
    let mut as_front = 0;
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = std::fs::read(path).expect("a case");
        // `y_` must be accepted, `n_` rejected; `i_` and the transformations only must come to an end.
        let must = match &name[..2] {
            "y_" => Some(true),
            "n_" => Some(false),
            _ => None,
        };
        let Ok(source) = foreword::source::decode(&bytes) else {
            if must == Some(true) {
                failures.push((name, "not UTF-8".to_owned()));
            }
            continue;
        };
        // A key that stands twice is a finding of ours and valid JSON: the last one counts.
        let fatal = |problems: &[Problem]| problems.iter().any(|problem| problem.kind != ProblemKind::DuplicateKey);
        let mut check = |how: &str, rejected: bool, got: Json| match must {
            Some(true) if rejected => failures.push((name.clone(), format!("{how}: rejected"))),
            Some(true) => {
                let want: Json = serde_json::from_str(source).expect("serde_json reads what must be accepted");
                if !equal(&got, &want) {
                    failures.push((name.clone(), format!("{how}: read as {got}, not {want}")));
                }
            }
            Some(false) if !rejected => failures.push((name.clone(), format!("{how}: accepted as {got}"))),
            _ => {}
        };
        let (tree, problems) = parse_data(source, Format::Json);
        check("data file", fatal(&problems), plain(tree.root()));
        let text = format!("{source}\nbody\n");
        let document = Document::parse(&text, &ReadAs::default());
        // What follows the closing brace is the body.
        let whole = document.block.is_none_or(|block| block.inner.slice(&text).len() == source.trim_end().len());
        if source.starts_with('{') && whole {
            as_front += 1;
            let rejected = fatal(&document.problems) || document.block.is_none();
            check("front matter", rejected, plain(document.data.root()));
        }
    }
    println!("{as_front} as front matter");
    assert!(as_front > 30, "only {as_front} cases were tried as front matter");
    settle("JSONTestSuite", failures, JSON_EXCEPTIONS);
}
