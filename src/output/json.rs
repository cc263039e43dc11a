//! The machine format, version 1: a contract, published as `schemas/output.schema.json`.
//!
//! The structs below are the contract and nothing else uses them, so that no change inside Foreword changes the
//! output unseen. Keys are always there; what is absent is `null`. Within version 1 keys are added, never changed.

use super::excerpt::{Text, Texts};
use super::shown::{Budget, Shown, shown};
use super::summary::Summary;
use super::{Renderer, text};
use crate::diagnostic::Diagnostic;
use crate::edit::Fix;
use crate::report::Report;
use crate::source::{FileId, Position};
use crate::span::Span;
use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};
use std::borrow::Cow;
use std::io;

/// The format `json`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json;

#[derive(Serialize)]
struct WireDiagnostic<'a> {
    rule: &'static str,
    severity: &'static str,
    message: Cow<'a, str>,
    path: String,
    uri: Option<String>,
    span: Option<WireSpan>,
    related: Vec<WireRelated<'a>>,
    note: Option<Cow<'a, str>>,
    help: Option<Cow<'a, str>>,
    url: String,
    fix: Option<WireFix<'a>>,
}

#[derive(Serialize)]
struct WireRelated<'a> {
    message: Option<Cow<'a, str>>,
    path: String,
    uri: Option<String>,
    span: Option<WireSpan>,
}

#[derive(Serialize)]
struct WireSpan {
    start: WirePosition,
    end: WirePosition,
}

#[derive(Serialize)]
struct WirePosition {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct WireFix<'a> {
    applicability: crate::edit::Applicability,
    title: Cow<'a, str>,
    edits: Vec<WireEdit<'a>>,
}

#[derive(Serialize)]
struct WireEdit<'a> {
    span: WireSpan,
    text: &'a str,
}

#[derive(Serialize)]
struct WireSummary {
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
    files: usize,
    checked: usize,
    hidden: usize,
}

impl Renderer for Json {
    fn render(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let texts = Texts::new(report);
        let mut budget = Budget::new();
        let mut hidden = 0;
        let mut separator = "\n";
        let mut buffer = Vec::new();
        out.write_all(br#"{"version":1,"diagnostics":["#)?;
        for shown in shown(report) {
            match shown {
                Shown::Finding(_) if budget.spent() => {
                    budget.takes(0);
                }
                Shown::Finding(finding) => {
                    buffer.clear();
                    write_json(&mut buffer, &wire(report, &texts, finding))?;
                    if budget.takes(buffer.len()) {
                        out.write_all(separator.as_bytes())?;
                        out.write_all(&buffer)?;
                        separator = ",\n";
                    }
                }
                Shown::More { count, .. } => hidden += count,
            }
        }
        let Summary { errors, warnings, infos, fixable, files, checked, .. } = Summary::of(report);
        let hidden = hidden + budget.refused;
        out.write_all(if separator == "\n" { b"],\"summary\":" } else { b"\n],\"summary\":" })?;
        write_json(&mut *out, &WireSummary { errors, warnings, infos, fixable, files, checked, hidden })?;
        out.write_all(b"}\n")
    }
}

/// Any value as one line of JSON, escaped as in reports.
///
/// # Errors
/// The value has no JSON form.
pub fn to_json(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    write_json(&mut line, value)?;
    line.push(b'\n');
    Ok(line)
}

/// Writes a value with everything escaped that a terminal would obey.
fn write_json(out: impl io::Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Escaping);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

fn wire<'a>(report: &Report, texts: &Texts<'_>, finding: &'a Diagnostic) -> WireDiagnostic<'a> {
    let (path, uri) = names(report, texts, finding.primary.file);
    let text = texts.get(finding.primary.file);
    let masked = |text: &'a Option<String>| text.as_deref().map(text::masked);
    WireDiagnostic {
        rule: finding.rule.id,
        severity: finding.severity.name(),
        message: text::masked(&finding.message),
        path,
        uri,
        span: wire_span(&text, finding.primary.span),
        related: finding
            .related
            .iter()
            .map(|label| {
                let (path, uri) = names(report, texts, label.file);
                let span = wire_span(&texts.get(label.file), label.span);
                WireRelated { message: masked(&label.message), path, uri, span }
            })
            .collect(),
        note: masked(&finding.note),
        help: masked(&finding.help),
        url: finding.rule.url(),
        fix: finding.fix.as_ref().and_then(|fix| wire_fix(&text, fix)),
    }
}

/// A fix that cannot be given whole is not given: one for a text that has changed, and one whose new text holds
/// a secret, which must not be printed and cannot be masked.
fn wire_fix<'a>(text: &Text, fix: &'a Fix) -> Option<WireFix<'a>> {
    let edits = fix.edits.iter().map(|edit| {
        let span = wire_span(text, edit.span)?;
        text::secrets(&edit.text).is_empty().then_some(WireEdit { span, text: &edit.text })
    });
    let edits = edits.collect::<Option<Vec<_>>>()?;
    Some(WireFix { applicability: fix.applicability, title: text::masked(&fix.title), edits })
}

fn wire_span(text: &Text, span: Span) -> Option<WireSpan> {
    let (start, end) = text.positions(span)?;
    let wire = |Position { line, column }, offset| WirePosition { line, column, offset };
    Some(WireSpan { start: wire(start, span.start as usize), end: wire(end, span.end as usize) })
}

fn names(report: &Report, texts: &Texts<'_>, file: FileId) -> (String, Option<String>) {
    let path = texts.path(file);
    let shown = path.strip_prefix(&report.working_directory).unwrap_or(&path);
    (text::shown_path(&path, &report.working_directory), text::percent_encoded(shown))
}

/// JSON in which control, bidirectional and invisible characters are escapes, for serde_json leaves all but C0 raw,
/// and so is the second `#` of what build servers take for a command wherever it stands in a line.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        let mut before = ' ';
        for (at, c) in fragment.char_indices() {
            if text::needs_escape(c) || (c == '#' && before == '#' && text::is_log_command(&fragment[at..])) {
                writer.write_all(&fragment.as_bytes()[written..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                written = at + c.len_utf8();
            }
            before = c;
        }
        writer.write_all(&fragment.as_bytes()[written..])
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        CompactFormatter.write_char_escape(writer, escape)
    }
}
