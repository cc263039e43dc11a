//! How findings are drawn for people.

use super::{Case, META, PAGE, everything, json, render, several_lines};
use foreword::diagnostic::Diagnostic;
use foreword::meta::Severity;
use foreword::output::{Format, Terminal};
use foreword::source::FileId;
use foreword::span::Span;
use snapbox::{assert_data_eq, str};

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
