//! The formats, from reports made by hand: how they look, and that content cannot make them misbehave.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

mod full;
mod hostile;

use foreword::diagnostic::Diagnostic;
use foreword::edit::{Applicability, Fix};
use foreword::meta::{DefaultLevel, FixAvailability, Group, Meta, Severity};
use foreword::output::{Format, Terminal, renderer};
use foreword::report::Report;
use foreword::root::Root;
use foreword::source::{FileId, Files};
use foreword::span::Span;
use snapbox::{IntoData, assert_data_eq, str};
use std::path::PathBuf;
use std::sync::Arc;

static META: Meta = RULE;

const RULE: Meta = Meta {
    id: "schema-violation",
    summary: "a value is not what the schema asks for",
    docs: "",
    file: file!(),
    group: Group::FrontMatter,
    default: DefaultLevel::On(Severity::Error),
    since: "0.1.0",
    fix: FixAvailability::None,
    adaptive: false,
    options: foreword::meta::Options::ANY,
};

/// A report under construction, over files that are in memory only.
struct Case {
    files: Files,
    texts: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    root: PathBuf,
}

impl Case {
    fn new() -> Self {
        let root = Arc::new(Root::open(&std::env::temp_dir()).expect("a directory"));
        let files = Files::default();
        files.enter(Arc::clone(&root));
        Self { files, texts: Vec::new(), diagnostics: Vec::new(), root: root.path().to_owned() }
    }

    fn file(&mut self, path: impl Into<PathBuf>, text: &str) -> FileId {
        self.texts.push(text.to_owned());
        self.files.add_overlay(path, text)
    }

    /// The span of the first `needle` in a file.
    fn span(&self, file: FileId, needle: &str) -> Span {
        let start = self.texts[file.0 as usize].find(needle).expect("the needle is in the text");
        Span::new(start, start + needle.len())
    }

    fn error(&mut self, file: FileId, span: Span, message: &str) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(&META, Severity::Error, file, span, message));
        self.diagnostics.last_mut().expect("just pushed")
    }

    /// One error under `needle` in one file.
    fn one(path: impl Into<PathBuf>, text: &str, needle: &str, message: &str, label: &str) -> Self {
        let mut case = Self::new();
        let file = case.file(path, text);
        let span = case.span(file, needle);
        case.error(file, span, message).primary.message = Some(label.to_owned());
        case
    }

    fn report(self) -> Report {
        let checked = self.texts.len();
        Report { diagnostics: self.diagnostics, files: Arc::new(self.files), working_directory: self.root, checked }
    }

    fn full(self) -> String {
        render(&self.report(), Format::Full, Terminal::PLAIN)
    }

    fn at_width(self, width: usize) -> String {
        render(&self.report(), Format::Full, Terminal { width, ..Terminal::PLAIN })
    }
}

fn render(report: &Report, format: Format, terminal: Terminal) -> String {
    let mut out = Vec::new();
    renderer(format, terminal).render(report, &mut out).expect("writing to memory");
    String::from_utf8(out).expect("UTF-8")
}

const PAGE: &str = "---\ntitle: A page\ndat: 2024-01-01\ntags: [a, b]\n---\n\nText.\n";

fn everything() -> Case {
    let mut case =
        Case::one("content/post/a.md", PAGE, "dat", "`dat` is not a key of the schema `post`", "not in the schema");
    let schema = case.file("schemas/post.json", "{\n  \"properties\": { \"date\": {} }\n}\n");
    let title = case.span(FileId(0), "title");
    let date = case.span(schema, "\"date\"");
    let key = case.span(FileId(0), "dat");
    let finding = case.diagnostics.remove(0);
    case.diagnostics.push(
        finding
            .with_related(FileId(0), title, "a key that is known")
            .with_related(schema, date, "the schema knows this one")
            .with_note("the collection `post` uses this schema")
            .with_help("did you mean `date`?")
            .with_fix(Fix::one("rename the key to `date`", Applicability::Safe, key, "date")),
    );
    case
}

fn several_lines() -> Case {
    let mut case = Case::new();
    let text = "---\nimage:\n  src: a.png\n  alt: b\ntags:\n- a\n- b\n- c\n- d\n---\n";
    let file = case.file("a.md", text);
    let (image, tags) = (case.span(file, "src: a.png\n  alt: b\n"), case.span(file, "- a\n- b\n- c\n- d"));
    case.error(file, image, "`image` is not a string").primary.message = Some("a map".into());
    case.error(file, tags, "too many tags").primary.message = Some("four of them".into());
    case
}

#[test]
fn concise_is_one_line_each() {
    let mut case = Case::one("b\n.md", "x\ny: 日本 z\n", "z", "a\nb", "label");
    let span = case.span(FileId(0), "z");
    case.error(FileId(0), span, "`\u{1b}[31m`").severity = Severity::Warning;
    case.error(FileId(0), span, "m").severity = Severity::Info;
    assert_data_eq!(
        render(&case.report(), Format::Concise, Terminal::PLAIN).raw(),
        str![[r#"
b/n.md:2:7: error[schema-violation] a/nb
b/n.md:2:7: warning[schema-violation] `/u{1b}[31m`
b/n.md:2:7: info[schema-violation] m

"#]]
    );
}

#[test]
fn colours_and_links_only_where_asked_for() {
    let report = everything().report();
    let plain = render(&report, Format::Full, Terminal::PLAIN);
    assert!(!plain.contains('\x1b'));
    let colored = render(&report, Format::Full, Terminal { color: true, ..Terminal::PLAIN });
    assert!(colored.contains("\x1b[1;31merror[schema-violation]\x1b[0m: \x1b[1m`dat`"), "{colored}");
    assert!(!colored.contains("\x1b]8"));
    assert_eq!(without_sgr(&colored), plain);
    let report = several_lines().report();
    let colored = render(&report, Format::Full, Terminal { color: true, ..Terminal::PLAIN });
    assert_eq!(without_sgr(&colored), render(&report, Format::Full, Terminal::PLAIN));
    let report = everything().report();
    let linked = render(&report, Format::Full, Terminal { color: true, links: true, ..Terminal::PLAIN });
    assert!(linked.contains("\x1b]8;;https://"), "{linked}");
}

/// The text without colours.
fn without_sgr(text: &str) -> String {
    let pattern = regex::Regex::new("\x1b\\[[0-9;]*m").expect("a pattern");
    text.lines().map(|line| pattern.replace_all(line, "").trim_end().to_owned() + "\n").collect()
}

fn json(report: &Report) -> serde_json::Value {
    let text = render(report, Format::Json, Terminal::PLAIN);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schemas/output.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    value
}

#[test]
fn json_is_the_contract() {
    let report = everything().report();
    json(&report);
    assert_data_eq!(
        render(&report, Format::Json, Terminal::PLAIN),
        str![[r#"
{"version":1,"diagnostics":[
{"rule":"schema-violation","severity":"error","message":"`dat` is not a key of the schema `post`","path":"content/post/a.md","uri":null,"span":{"start":{"line":3,"column":1,"offset":18},"end":{"line":3,"column":4,"offset":21}},"related":[{"message":"a key that is known","path":"content/post/a.md","uri":null,"span":{"start":{"line":2,"column":1,"offset":4},"end":{"line":2,"column":6,"offset":9}}},{"message":"the schema knows this one","path":"schemas/post.json","uri":null,"span":{"start":{"line":2,"column":19,"offset":20},"end":{"line":2,"column":25,"offset":26}}}],"note":"the collection `post` uses this schema","help":"did you mean `date`?","url":"https://github.com/foreword-lint/foreword/blob/main/docs/rules/schema-violation.md","fix":{"applicability":"safe","title":"rename the key to `date`","edits":[{"span":{"start":{"line":3,"column":1,"offset":18},"end":{"line":3,"column":4,"offset":21}},"text":"date"}]}}
],"summary":{"errors":1,"warnings":0,"infos":0,"fixable":1,"files":1,"checked":2,"hidden":0}}

"#]]
    );
    assert_data_eq!(
        render(&Case::new().report(), Format::Json, Terminal::PLAIN),
        str![[r#"
{"version":1,"diagnostics":[],"summary":{"errors":0,"warnings":0,"infos":0,"fixable":0,"files":0,"checked":0,"hidden":0}}

"#]]
    );
}

#[test]
fn the_schema_refuses_what_is_not_the_contract() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schemas/output.schema.json")).expect("the schema is JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let good = json(&everything().report());
    for pointer in ["/diagnostics/0/rule", "/diagnostics/0/span/start/line", "/summary/errors", "/version"] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect(pointer) = serde_json::json!(-1);
        assert!(!jsonschema::draft202012::is_valid(&schema, &bad), "{pointer}");
    }
    for key in good["diagnostics"][0].as_object().expect("an object").keys() {
        let mut bad = good.clone();
        bad["diagnostics"][0].as_object_mut().expect("an object").remove(key);
        assert!(!jsonschema::draft202012::is_valid(&schema, &bad), "{key} is promised");
    }
}

#[test]
fn json_columns_are_scalars_and_offsets_bytes() {
    let case = Case::one("a.md", "\u{feff}---\nt: 日本🎉x\n", "🎉", "m", "l");
    let value = json(&case.report());
    let span = serde_json::json!({
        "start": { "line": 2, "column": 6, "offset": 16 },
        "end": { "line": 2, "column": 7, "offset": 20 },
    });
    assert_eq!(value["diagnostics"][0]["span"], span);
}

#[cfg(unix)]
#[test]
fn json_names_that_are_not_utf8() {
    use std::os::unix::ffi::OsStringExt;
    let name = std::ffi::OsString::from_vec(b"caf\xE9\x1b.md".to_vec());
    let value = json(&Case::one(name, "x", "x", "m", "l").report());
    assert_eq!(value["diagnostics"][0]["path"], "caf\u{fffd}\u{1b}.md");
    assert_eq!(value["diagnostics"][0]["uri"], "caf%E9%1B.md");
}

#[test]
fn paths_outside_the_working_directory_are_absolute() {
    let mut report = Case::one("a.md", "x", "x", "m", "l").report();
    let root = report.working_directory.clone();
    report.working_directory = root.join("deeper");
    let line = render(&report, Format::Concise, Terminal::PLAIN);
    let absolute = root.join("a.md").to_string_lossy().replace('\\', "/");
    assert!(line.starts_with(&format!("{absolute}:1:1: ")), "{line}");
}
