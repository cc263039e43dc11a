//! Findings with excerpts and carets, for people; `miette` draws the excerpts.

use super::excerpt::{Here, Texts};
use super::shown::{Budget, Shown, more, shown, write_refused};
use super::sketch::{Mark, Sketch, TAB, joins};
use super::{Renderer, Terminal, text};
use crate::diagnostic::{Diagnostic, Label};
use crate::edit::Applicability;
use crate::meta::Severity;
use crate::report::Report;
use crate::span::Span;
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};
use std::fmt::Write;
use std::io;

/// Widest output; longer lines are hard to read and to compare.
const WIDEST: usize = 120;
/// Narrowest terminal that is taken seriously.
const NARROWEST: usize = 30;
/// Related places drawn for one finding.
const RELATED: usize = 8;

/// The format `full`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Full {
    pub(crate) terminal: Terminal,
}

/// A colour: parameters of the escape sequence SGR.
#[derive(Clone, Copy)]
pub(crate) struct Paint(&'static str);

impl Paint {
    const STRONG: Self = Self("1");
    const CALM: Self = Self("1;36");

    pub(crate) fn of(severity: Severity) -> Self {
        Self(match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;36",
        })
    }

    /// The text in this colour if colours are `enabled`.
    pub(crate) fn on(self, text: &str, enabled: bool) -> String {
        if enabled { format!("\x1b[{}m{text}\x1b[0m", self.0) } else { text.to_owned() }
    }
}

impl Renderer for Full {
    fn render(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let texts = Texts::new(report);
        let mut budget = Budget::new();
        for shown in shown(report) {
            if budget.spent() {
                // Nothing more is drawn, only counted.
                budget.takes(0);
                continue;
            }
            let block = match shown {
                Shown::Finding(finding) => self.finding(report, &texts, finding),
                Shown::More { file, rule, count } => {
                    let path = text::line_start(&text::shown_path(&texts.path(file), &report.working_directory));
                    format!("{path}: {}\n\n", more(count, rule.id))
                }
            };
            if budget.takes(block.len()) {
                out.write_all(block.as_bytes())?;
            }
        }
        write_refused(&budget, out)
    }
}

impl Full {
    fn width(&self) -> usize {
        self.terminal.width.clamp(NARROWEST, WIDEST)
    }

    /// Headline, excerpts and what is to be said below them, and an empty line.
    fn finding(&self, report: &Report, texts: &Texts<'_>, finding: &Diagnostic) -> String {
        let mut out = self.headline(finding);
        let mut later: Vec<&Label> = Vec::new();
        let primary = &finding.primary;
        let text = texts.get(primary.file);
        match text.at(primary.span) {
            Ok(here) => {
                let mut marks = vec![mark(primary, true)];
                for label in finding.related.iter().take(RELATED) {
                    let same_file = label.file == primary.file && here.fits(label.span);
                    if same_file && joins(here, &marks, label.span, self.width()) {
                        marks.push(mark(label, false));
                    } else {
                        later.push(label);
                    }
                }
                out.push_str(&self.excerpt(report, texts, primary, here, marks, finding.severity));
            }
            Err(reason) => {
                out.push_str(&self.no_excerpt(report, texts, primary, reason));
                later.extend(finding.related.iter().take(RELATED));
            }
        }
        for label in later {
            match texts.get(label.file).at(label.span) {
                Ok(here) => {
                    let marks = vec![mark(label, false)];
                    out.push_str(&self.excerpt(report, texts, label, here, marks, finding.severity));
                }
                Err(reason) => out.push_str(&self.no_excerpt(report, texts, label, reason)),
            }
        }
        if finding.related.len() > RELATED {
            self.footer(&mut out, "note", &format!("and {} more places", finding.related.len() - RELATED));
        }
        if let Some(note) = &finding.note {
            self.footer(&mut out, "note", note);
        }
        if let Some(help) = &finding.help {
            self.footer(&mut out, "help", help);
        }
        if let Some(fix) = &finding.fix {
            let how = match fix.applicability {
                Applicability::Safe => "safe",
                Applicability::Unsafe => "unsafe",
            };
            self.footer(&mut out, "fix", &format!("{} ({how})", fix.title));
        }
        out.push('\n');
        out
    }

    /// `error[rule-id]: message`.
    fn headline(&self, finding: &Diagnostic) -> String {
        let Terminal { color, links, .. } = self.terminal;
        let (level, rule) = (finding.severity.name(), finding.rule.id);
        let first = level.len() + rule.len() + 4;
        let lines = text::wrapped(&text::message(&finding.message), self.width().saturating_sub(2), first);
        let rule =
            if links { format!("\x1b]8;;{}\x1b\\{rule}\x1b]8;;\x1b\\", finding.rule.url()) } else { rule.to_owned() };
        let mut out = Paint::of(finding.severity).on(&format!("{level}[{rule}]"), color);
        out.push(':');
        for (at, line) in lines.iter().enumerate() {
            if !line.is_empty() {
                out.push_str(if at == 0 { " " } else { "  " });
                out.push_str(&Paint::STRONG.on(line, color));
            }
            out.push('\n');
        }
        out
    }

    fn excerpt(
        &self,
        report: &Report,
        texts: &Texts<'_>,
        label: &Label,
        here: &Here,
        marks: Vec<Mark>,
        severity: Severity,
    ) -> String {
        let name = text::Untrusted(&text::shown_path(&texts.path(label.file), &report.working_directory)).to_string();
        let ellipsis = if self.terminal.unicode { "…" } else { "..." };
        let sketch = Sketch::new(here, name, marks, self.width(), ellipsis);
        let mut drawn = String::new();
        let handler = GraphicalReportHandler::new_themed(self.theme(&sketch, severity))
            // Without this, escape sequences for links are written even where there are no colours.
            .with_links(false)
            .without_cause_chain()
            .without_syntax_highlighting()
            .with_context_lines(1)
            .tab_width(TAB)
            .with_width(self.width());
        if handler.render_report(&mut drawn, &sketch).is_err() {
            return self.no_excerpt(report, texts, label, "it cannot be drawn");
        }
        // The first line is miette's headline, which is empty: it has no room for the level, ours stands above.
        let mut out = String::with_capacity(drawn.len());
        for line in drawn.lines().skip(1) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    fn theme(&self, sketch: &Sketch, severity: Severity) -> GraphicalTheme {
        let characters = if self.terminal.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let mut styles = if self.terminal.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let primary = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        styles.highlights = sketch.order().map(|is_primary| if is_primary { primary } else { styles.help }).collect();
        styles.link = styles.help;
        GraphicalTheme { characters, styles }
    }

    fn no_excerpt(&self, report: &Report, texts: &Texts<'_>, label: &Label, reason: &str) -> String {
        let path = text::shown_path(&texts.path(label.file), &report.working_directory);
        let arrow = if self.terminal.unicode { "  ─▶" } else { "  -->" };
        let mut out = format!("{arrow} {}", text::Untrusted(&path));
        // A finding about the file as such, such as its size, needs no excuse.
        if label.span != Span::default() {
            let _ = write!(out, " (no excerpt: {})", text::message(reason));
        }
        out.push('\n');
        if let Some(said) = &label.message {
            self.footer(&mut out, "note", said);
        }
        out
    }

    /// `  help: what to do`, with a hanging indent.
    fn footer(&self, out: &mut String, name: &str, said: &str) {
        let indent = name.len() + 4;
        let said = text::message(said);
        for (at, line) in text::wrapped(&said, self.width().saturating_sub(indent), 0).iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = match at {
                0 => writeln!(out, "  {} {line}", Paint::CALM.on(&format!("{name}:"), self.terminal.color)),
                _ => writeln!(out, "{:indent$}{line}", ""),
            };
        }
    }
}

fn mark(label: &Label, primary: bool) -> Mark {
    Mark { span: label.span, message: label.message.clone().filter(|message| !message.is_empty()), primary }
}
