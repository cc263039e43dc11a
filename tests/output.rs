//! The formats, from reports made by hand: how they look, and that content cannot make them misbehave.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::diagnostic::Diagnostic;
use foreword::edit::{Applicability, Edit, Fix};
use foreword::meta::{DefaultLevel, FixAvailability, Group, Meta, Severity};
use foreword::output::{Format, Summary, Terminal, renderer};
use foreword::report::Report;
use foreword::root::Root;
use foreword::source::{FileId, Files};
use foreword::span::Span;
use proptest::prelude::*;
use snapbox::{IntoData, assert_data_eq, str};
use std::io;
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

#[test]
fn full_shows_everything() {
    assert_data_eq!(
        everything().full(),
        str![[r#"
error[schema-violation]: `dat` is not a key of the schema `post`
   ╭─[content/post/a.md:3:1]
 1 │ ---
 2 │ title: A page
   · ──┬──
   ·   ╰── a key that is known
 3 │ dat: 2024-01-01
   · ─┬─
   ·  ╰── not in the schema
 4 │ tags: [a, b]
   ╰────
   ╭─[schemas/post.json:2:19]
 1 │ {
 2 │   "properties": { "date": {} }
   ·                   ───┬──
   ·                      ╰── the schema knows this one
 3 │ }
   ╰────
  note: the collection `post` uses this schema
  help: did you mean `date`?
  fix: rename the key to `date` (safe)


"#]]
    );
}

#[test]
fn full_in_ascii() {
    let terminal = Terminal { unicode: false, ..Terminal::PLAIN };
    assert_data_eq!(
        render(&everything().report(), Format::Full, terminal),
        str![[r#"
error[schema-violation]: `dat` is not a key of the schema `post`
   ,-[content/post/a.md:3:1]
 1 | ---
 2 | title: A page
   : ^^|^^
   :   `-- a key that is known
 3 | dat: 2024-01-01
   : ^|^
   :  `-- not in the schema
 4 | tags: [a, b]
   `----
   ,-[schemas/post.json:2:19]
 1 | {
 2 |   "properties": { "date": {} }
   :                   ^^^|^^
   :                      `-- the schema knows this one
 3 | }
   `----
  note: the collection `post` uses this schema
  help: did you mean `date`?
  fix: rename the key to `date` (safe)


"#]]
    );
}

#[test]
fn full_at_forty_columns() {
    assert_data_eq!(
        everything().at_width(40),
        str![[r#"
error[schema-violation]: `dat` is not
  a key of the schema `post`
   ╭─[content/post/a.md:3:1]
 1 │ ---
 2 │ title: A page
   · ──┬──
   ·   ╰── a key that is known
 3 │ dat: 2024-01-01
   · ─┬─
   ·  ╰── not in the schema
 4 │ tags: [a, b]
   ╰────
   ╭─[schemas/post.json:2:19]
 1 │ {
 2 │   "properties": { "date": {} }
   ·                   ───┬──
   ·                      ╰─┤ the schema knows
   ·                        │ this one
 3 │ }
   ╰────
  note: the collection `post` uses this
        schema
  help: did you mean `date`?
  fix: rename the key to `date` (safe)


"#]]
    );
}

#[test]
fn full_cuts_long_lines_around_the_label() {
    let line = format!("description: {}WRONG{}", "before ".repeat(100), " after".repeat(100_000));
    let text = format!("---\n{line}\n---\n");
    let case = || Case::one("a.md", &text, "WRONG", "`WRONG` is wrong", "here");
    assert_data_eq!(
        case().at_width(60),
        str![[r#"
error[schema-violation]: `WRONG` is wrong
   ╭─[a.md:2:714]
 1 │ ---
 2 │ …re before before WRONG after after after after after …
   ·                   ──┬──
   ·                     ╰── here
 3 │ ---
   ╰────


"#]]
    );
    for width in [1, 40, 100, 1000] {
        for line in case().at_width(width).lines() {
            assert!(line.chars().count() <= width.clamp(30, 120), "{width}: {line}");
        }
    }
}

#[test]
fn full_aligns_wide_characters_tabs_and_combining_ones() {
    let text = "---\n\ttitle: 日本語 🎉 e\u{301}e\u{301} WRONG\r\n\r\nx: 1\r\n---\r\n";
    assert_data_eq!(
        Case::one("a.md", text, "WRONG", "message", "here").full(),
        str![[r#"
error[schema-violation]: message
   ╭─[a.md:2:20]
 1 │ ---
 2 │     title: 日本語 🎉 éé WRONG
   ·                         ──┬──
   ·                           ╰── here
   ╰────


"#]]
    );
    assert_data_eq!(
        Case::one("a.md", text, "🎉", "message", "party").full(),
        str![[r#"
error[schema-violation]: message
   ╭─[a.md:2:13]
 1 │ ---
 2 │     title: 日本語 🎉 éé WRONG
   ·                   ─┬
   ·                    ╰── party
   ╰────


"#]]
    );
}

#[test]
fn full_shows_places_without_text() {
    let mut case = Case::new();
    let file = case.file("a.md", "---\ntitle: x\n\n---");
    for (at, label) in
        [(17, "at the end of the file"), (13, "on an empty line"), (0, "at the start"), (12, "at a line's end")]
    {
        case.error(file, Span::empty(at), "something is missing").primary.message = Some(label.into());
    }
    let empty = case.file("empty.md", "");
    case.error(empty, Span::empty(0), "front matter is missing");
    assert_data_eq!(
        case.full(),
        str![[r#"
error[schema-violation]: something is missing
   ╭─[a.md:4:4]
 4 │ ---
   ·    ▲
   ·    ╰── at the end of the file
   ╰────

error[schema-violation]: something is missing
   ╭─[a.md:3:1]
 2 │ title: x
 3 │
   · ▲
   · ╰── on an empty line
 4 │ ---
   ╰────

error[schema-violation]: something is missing
   ╭─[a.md:1:1]
 1 │ ---
   · ▲
   · ╰── at the start
 2 │ title: x
   ╰────

error[schema-violation]: something is missing
   ╭─[a.md:2:9]
 1 │ ---
 2 │ title: x
   ·         ▲
   ·         ╰── at a line's end
   ╰────

error[schema-violation]: front matter is missing
   ╭─[empty.md:1:1]
 1 │
   · ▲
   ╰────


"#]]
    );
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
fn full_shows_labels_over_several_lines() {
    let case = several_lines();
    assert_data_eq!(
        case.full(),
        str![[r#"
error[schema-violation]: `image` is not a string
   ╭─[a.md:3:3]
 2 │     image:
 3 │ ╭─▶   src: a.png
 4 │ ├─▶   alt: b
   · ╰──── a map
 5 │     tags:
   ╰────

error[schema-violation]: too many tags
    ╭─[a.md:6:1]
  5 │     tags:
  6 │ ╭─▶ - a
  7 │ │   - b
  8 │ │   - c
  9 │ ├─▶ - d
    · ╰──── four of them
 10 │     ---
    ╰────


"#]]
    );
}

#[test]
fn full_draws_overlapping_labels_apart() {
    let mut case = Case::one("a.md", PAGE, "[a, b]", "message", "the list");
    let (a, far) = (case.span(FileId(0), "a, b"), case.span(FileId(0), "Text"));
    let finding = case.diagnostics.remove(0);
    case.diagnostics.push(finding.with_related(FileId(0), a, "within").with_related(FileId(0), far, "far away"));
    assert_data_eq!(
        case.full(),
        str![[r#"
error[schema-violation]: message
   ╭─[a.md:4:7]
 3 │ dat: 2024-01-01
 4 │ tags: [a, b]
   ·       ───┬──
   ·          ╰── the list
 5 │ ---
 6 │
 7 │ Text.
   · ──┬─
   ·   ╰── far away
   ╰────
   ╭─[a.md:4:8]
 3 │ dat: 2024-01-01
 4 │ tags: [a, b]
   ·        ──┬─
   ·          ╰── within
 5 │ ---
   ╰────


"#]]
    );
}

#[test]
fn full_draws_what_the_finding_is_about_first() {
    let text = "---\ntitle: x\na: 1\nb: 2\nc: 3\n\n\nd: 4\ntitle: y\n---\n";
    let mut case = Case::new();
    let file = case.file("a.md", text);
    let (first, c, d) = (case.span(file, "title"), case.span(file, "c"), case.span(file, "d"));
    let again = text.rfind("title").expect("it is there");
    let finding = Diagnostic::new(&META, Severity::Error, file, Span::new(again, again + 5), "duplicate key `title`");
    case.diagnostics.push(finding.with_related(file, first, "first here").with_related(file, d, "near").with_related(
        file,
        c,
        "near that",
    ));
    assert_data_eq!(
        case.full(),
        str![[r#"
error[schema-violation]: duplicate key `title`
    ╭─[a.md:9:1]
  4 │ b: 2
  5 │ c: 3
    · ┬
    · ╰── near that
  6 │
  7 │
  8 │ d: 4
    · ┬
    · ╰── near
  9 │ title: y
    · ─────
 10 │ ---
    ╰────
   ╭─[a.md:2:1]
 1 │ ---
 2 │ title: x
   · ──┬──
   ·   ╰── first here
 3 │ a: 1
   ╰────


"#]]
    );
}

#[test]
fn full_says_so_when_there_is_no_text() {
    let mut case = Case::one("a.md", PAGE, "dat", "message", "label");
    case.diagnostics[0].primary.span = Span::new(1000, 1001);
    let gone = case.files.add("gone.md");
    case.error(gone, Span::new(3, 4), "message");
    case.error(gone, Span::default(), "larger than allowed");
    let report = case.report();
    assert_data_eq!(
        render(&report, Format::Full, Terminal::PLAIN),
        str![[r#"
error[schema-violation]: message
  ─▶ a.md (no excerpt: the file has changed since it was checked)
  note: label

error[schema-violation]: message
  ─▶ gone.md (no excerpt: no such file)

error[schema-violation]: larger than allowed
  ─▶ gone.md


"#]]
    );
    assert_data_eq!(
        render(&report, Format::Concise, Terminal::PLAIN),
        str![[r#"
a.md:1:1: error[schema-violation] message
gone.md:1:1: error[schema-violation] message
gone.md:1:1: error[schema-violation] larger than allowed

"#]]
    );
    let json = json(&report);
    assert_eq!(json["diagnostics"][0]["span"], serde_json::Value::Null);
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
        serde_json::from_str(include_str!("../schemas/output.schema.json")).expect("the schema is JSON");
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
        serde_json::from_str(include_str!("../schemas/output.schema.json")).expect("the schema is JSON");
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

const HOSTILE: &[&str] = &[
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://example.org\x07link\x1b]8;;\x07",
    "\x1b]52;c;aGk=\x07",
    "\u{9b}31m\u{9d}52;c;aGk=\u{9c}",
    "a\rb\x08\x08\x7fc\0",
    "\u{202e}drowssap\u{2066}\u{200f}\u{61c}",
    "line\u{2028}separator\u{2029}",
    "\u{e0041}\u{e0042}tags\u{feff}",
    "\n::error file=x::pwned",
    "\n::stop-commands::x\n",
    "::add-mask::x",
    "##[error]pwned",
    "x ##vso[task.setvariable variable=a]b",
    "##teamcity[message text='x']",
    "\n##[group]x\r\n::endgroup::",
    "a  ::error::x ::warning::y ##[error]z",
    "\u{301}\u{301}\u{301}zalgo",
    "\t\ttabs\t",
    "words enough to be wrapped at any width: \u{a0}::error::x \u{3000}##[error]x ## ## ## :: :: ::",
];

#[test]
fn content_is_shown_never_obeyed() {
    for hostile in HOSTILE {
        for width in [30, 100] {
            for unicode in [true, false] {
                let text = format!("---\ntitle: {hostile}\n{hostile}\n---\n{hostile}");
                let mut case = Case::one(format!("{hostile}.md"), &text, hostile, hostile, hostile);
                let end = text.len();
                let related = Span::new(end - hostile.len(), end);
                let finding = case.diagnostics.remove(0);
                case.diagnostics.push(
                    finding
                        .with_related(FileId(0), related, *hostile)
                        .with_note(*hostile)
                        .with_help(*hostile)
                        .with_fix(Fix::one(*hostile, Applicability::Unsafe, related, *hostile)),
                );
                let report = case.report();
                let terminal = Terminal { width, unicode, ..Terminal::PLAIN };
                for format in [Format::Full, Format::Concise] {
                    harmless(&render(&report, format, terminal));
                }
                let colored = Terminal { color: true, ..terminal };
                harmless(&without_sgr(&render(&report, Format::Full, colored)));
                json(&report);
                let document = render(&report, Format::Json, terminal);
                harmless(&document);
                assert_eq!(json(&report)["diagnostics"][0]["fix"]["edits"][0]["text"], *hostile);
            }
        }
    }
}

fn harmless(output: &str) {
    for c in output.chars() {
        let control = c != '\n' && c.is_control();
        let hidden = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        assert!(!control && !hidden, "{c:?} in {output}");
    }
    for line in output.lines() {
        // Build servers look behind white space as well.
        let start = line.trim_start();
        assert!(!start.starts_with("::") && !start.starts_with("##"), "{line}");
        assert!(!line.contains("##[") && !line.contains("##vso[") && !line.contains("##teamcity["), "{line}");
    }
}

#[test]
fn secrets_are_masked_everywhere() {
    let url = "https://user:hunter2@example.org/?token=hunter2&x=1";
    let text = format!("---\nurl: {url}\n---\n");
    let mut case = Case::one("a.md", &text, "url", url, url);
    let span = case.span(FileId(0), url);
    let finding = case.diagnostics.remove(0);
    case.diagnostics.push(finding.with_related(FileId(0), span, url).with_note(url).with_help(url).with_fix(Fix::one(
        url,
        Applicability::Safe,
        span,
        url,
    )));
    let report = case.report();
    for format in [Format::Full, Format::Concise, Format::Json] {
        let output = render(&report, format, Terminal::PLAIN);
        assert!(!output.contains("hunter2"), "{output}");
        assert!(output.contains("example.org"), "{output}");
    }
}

#[test]
fn many_findings_are_counted_but_not_all_shown() {
    let mut case = Case::new();
    let line = "x: 1\n";
    let file = case.file("a.md", &line.repeat(5000));
    for at in 0..5000 {
        case.error(file, Span::new(at * line.len(), at * line.len() + 1), "m");
    }
    let report = case.report();
    let concise = render(&report, Format::Concise, Terminal::PLAIN);
    assert_eq!(concise.lines().count(), 101);
    assert_eq!(concise.lines().last(), Some("a.md: 4900 more `schema-violation` findings in this file"));
    assert!(render(&report, Format::Full, Terminal::PLAIN).contains("a.md: 4900 more `schema-violation` findings"));
    let value = json(&report);
    assert_eq!(value["diagnostics"].as_array().map(Vec::len), Some(100));
    assert_eq!(value["summary"]["hidden"], 4900);
    assert_eq!(value["summary"]["errors"], 5000);
    assert_eq!(Summary::of(&report).line(), "Found 5000 errors in 1 file");
}

#[test]
fn many_rules_in_one_file_are_capped_too() {
    let mut case = Case::new();
    let file = case.file("a.md", "x");
    for at in 0..1200 {
        let id = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"][at / 100];
        let rule: &'static Meta = Box::leak(Box::new(Meta { id, ..RULE }));
        case.diagnostics.push(Diagnostic::new(rule, Severity::Info, file, Span::empty(0), "m"));
    }
    let report = case.report();
    let concise = render(&report, Format::Concise, Terminal::PLAIN);
    let last: Vec<&str> = concise.lines().skip(1000).collect();
    assert_eq!(last, ["a.md: 100 more `k` findings in this file", "a.md: 100 more `l` findings in this file"]);
    assert_eq!(json(&report)["summary"]["hidden"], 200);
}

#[test]
fn many_findings_in_one_long_line_are_not_quadratic() {
    let mut case = Case::new();
    let file = case.file("a.md", &"wrong ".repeat(1 << 20));
    for at in 0..100 {
        let at = at * 60_000;
        case.error(file, Span::new(at, at + 5), "m").fix = Some(Fix {
            title: "t".into(),
            applicability: Applicability::Safe,
            edits: vec![Edit { span: Span::empty(at), text: "x".into() }],
        });
    }
    let report = case.report();
    let start = std::time::Instant::now();
    for format in [Format::Full, Format::Concise, Format::Json] {
        render(&report, format, Terminal::PLAIN);
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_broken_pipe_is_passed_up() {
    struct Broken;
    impl io::Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let report = everything().report();
    for format in [Format::Full, Format::Concise, Format::Json] {
        let error = renderer(format, Terminal::PLAIN).render(&report, &mut Broken).expect_err("it is broken");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}

proptest! {
    #[test]
    fn any_text_and_any_labels_are_drawn(
        text in "(\\PC|[a-z \t\r\n\u{1b}\u{301}#:日🎉]){0,400}",
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
        width in 1..130_usize,
    ) {
        let mut case = Case::new();
        let file = case.file("a.md", &text);
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let spans: Vec<Span> = places
            .iter()
            .map(|(a, b)| (*a.get(&boundaries), *b.get(&boundaries)))
            .map(|(a, b)| Span::new(a.min(b), a.max(b)))
            .collect();
        case.error(file, spans[0], &text).related = spans
            .iter()
            .map(|span| foreword::diagnostic::Label { file, span: *span, message: Some("a label of several words".into()) })
            .collect();
        let report = case.report();
        let full = render(&report, Format::Full, Terminal { width, ..Terminal::PLAIN });
        harmless(&full);
        prop_assert!(full.contains("[a.md:"), "{}", full);
        prop_assert!(!full.contains("no excerpt"), "{}", full);
        let concise = render(&report, Format::Concise, Terminal::PLAIN);
        harmless(&concise);
        prop_assert_eq!(concise.lines().count(), 1);
        harmless(&render(&report, Format::Json, Terminal::PLAIN));
        json(&report);
    }
}
