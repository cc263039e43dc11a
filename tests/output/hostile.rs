//! Content cannot make an output misbehave, whatever it says and however much there is of it.

use super::{Case, RULE, everything, json, render, without_sgr};
use foreword::diagnostic::Diagnostic;
use foreword::edit::{Applicability, Edit, Fix};
use foreword::meta::{Meta, Severity};
use foreword::output::{Format, Summary, Terminal, renderer};
use foreword::source::FileId;
use foreword::span::Span;
use proptest::prelude::*;
use std::io;

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
    assert_eq!(
        concise.lines().last(),
        Some("a.md:1:1: info[schema-violation] 4900 more `schema-violation` findings in this file")
    );
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
    assert_eq!(
        last,
        [
            "a.md:1:1: info[k] 100 more `k` findings in this file",
            "a.md:1:1: info[l] 100 more `l` findings in this file"
        ]
    );
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
