//! What of a report is shown: the caps per rule, per file and in all. Counts and exit codes know nothing of it.

use crate::diagnostic::Diagnostic;
use crate::meta::Meta;
use crate::report::Report;
use crate::source::{FileId, LIMITS};
use std::io;

/// Largest output of one run in bytes; what comes after is counted instead.
const OUTPUT_BYTES: usize = 64 << 20;

/// A finding, or how many of its kind are left out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shown<'a> {
    Finding(&'a Diagnostic),
    More { file: FileId, rule: &'static Meta, count: usize },
}

/// What is shown, in the report's order; the lines of what is left out stand at the end of their file.
pub(crate) fn shown(report: &Report) -> impl Iterator<Item = Shown<'_>> {
    report.diagnostics.chunk_by(|a, b| a.primary.file == b.primary.file).flat_map(|findings| {
        let mut of_rule: Vec<(&'static Meta, usize, usize)> = Vec::new();
        let mut out = Vec::new();
        for diagnostic in findings {
            let at = of_rule.iter().position(|(rule, ..)| rule.id == diagnostic.rule.id).unwrap_or_else(|| {
                of_rule.push((diagnostic.rule, 0, 0));
                of_rule.len() - 1
            });
            let (_, shown, hidden) = &mut of_rule[at];
            if *shown < LIMITS.shown_per_rule && out.len() < LIMITS.shown_per_file {
                *shown += 1;
                out.push(Shown::Finding(diagnostic));
            } else {
                *hidden += 1;
            }
        }
        let file = findings[0].primary.file;
        let more = of_rule.into_iter().filter(|(.., hidden)| *hidden > 0);
        out.extend(more.map(|(rule, _, count)| Shown::More { file, rule, count }));
        out
    })
}

/// What may still be written.
pub(crate) struct Budget {
    left: usize,
    /// Findings that did not fit.
    pub(crate) refused: usize,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { left: OUTPUT_BYTES, refused: 0 }
    }

    /// True if `bytes` more may be written for one finding. After the first refusal there is no other answer, so that
    /// what is shown has no holes.
    pub(crate) fn takes(&mut self, bytes: usize) -> bool {
        if self.refused == 0 && bytes <= self.left {
            self.left -= bytes;
            true
        } else {
            self.refused += 1;
            false
        }
    }

    /// True when nothing more can be written.
    pub(crate) fn spent(&self) -> bool {
        self.refused > 0
    }
}

/// The line that stands for findings beyond the cap.
pub(crate) fn more(count: usize, rule: &str) -> String {
    format!("{count} more `{rule}` {} in this file", if count == 1 { "finding" } else { "findings" })
}

/// The line that stands for what did not fit into the output at all.
pub(crate) fn write_refused(budget: &Budget, out: &mut dyn io::Write) -> io::Result<()> {
    if budget.spent() {
        writeln!(out, "{} more findings are not shown, the output has reached its limit of 64 MiB", budget.refused)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_once_spent_stays_spent() {
        let mut budget = Budget::new();
        assert!(budget.takes(OUTPUT_BYTES - 1));
        assert!(!budget.takes(2));
        assert!(!budget.takes(1));
        assert_eq!(budget.refused, 2);
    }
}
