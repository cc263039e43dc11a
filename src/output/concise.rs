//! One physical line a finding: `path:line:col: level[rule] message`.

use super::excerpt::Texts;
use super::full::Paint;
use super::shown::{Budget, Shown, more, shown, write_refused};
use super::{Renderer, Terminal, text};
use crate::meta::Severity;
use crate::report::Report;
use crate::source::Position;
use std::io;

/// The format `concise`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Concise {
    pub(crate) terminal: Terminal,
}

impl Renderer for Concise {
    fn render(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let texts = Texts::new(report);
        let mut budget = Budget::new();
        for shown in shown(report) {
            let line = match shown {
                Shown::Finding(finding) => {
                    let file = finding.primary.file;
                    // A line and a column always, for editors' problem matchers; the first when the file is gone.
                    let (Position { line, column }, _) = texts
                        .get(file)
                        .positions(finding.primary.span)
                        .unwrap_or((Position { line: 1, column: 1 }, Position { line: 1, column: 1 }));
                    let path = text::line_start(&text::shown_path(&texts.path(file), &report.working_directory));
                    let level = Paint::of(finding.severity).on(finding.severity.name(), self.terminal.color);
                    let message = text::message(&finding.message);
                    format!("{path}:{line}:{column}: {level}[{}] {message}\n", finding.rule.id)
                }
                Shown::More { file, rule, count } => {
                    let path = text::line_start(&text::shown_path(&texts.path(file), &report.working_directory));
                    let level = Paint::of(Severity::Info).on(Severity::Info.name(), self.terminal.color);
                    format!("{path}:1:1: {level}[{}] {}\n", rule.id, more(count, rule.id))
                }
            };
            if budget.takes(line.len()) {
                out.write_all(line.as_bytes())?;
            }
        }
        write_refused(&budget, out)
    }
}
