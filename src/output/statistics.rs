//! How often each rule speaks, and how many adaptive rules do at all.

use super::to_json;
use crate::meta::{Meta, Severity};
use crate::report::{Habits, Report};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// The counts of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statistics {
    version: u8,
    statistics: Vec<Count>,
    adaptive: Adaptive,
    #[serde(skip)]
    checked: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Count {
    rule: &'static str,
    summary: &'static str,
    severity: &'static str,
    count: usize,
    fixable: usize,
}

/// Collections, counted once for each adaptive rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Adaptive {
    on: usize,
    off: usize,
}

impl Statistics {
    /// Counts findings by rule, the most frequent first.
    pub fn of(report: &Report, habits: &[Habits]) -> Self {
        let mut counts: BTreeMap<&'static str, (&'static Meta, Severity, usize, usize)> = BTreeMap::new();
        for finding in &report.diagnostics {
            let known = counts.entry(finding.rule.id).or_insert((finding.rule, finding.severity, 0, 0));
            known.1 = known.1.max(finding.severity);
            known.2 += 1;
            known.3 += usize::from(finding.fix.is_some());
        }
        let count = |(meta, severity, count, fixable): (&'static Meta, Severity, usize, usize)| Count {
            rule: meta.id,
            summary: meta.summary,
            severity: severity.name(),
            count,
            fixable,
        };
        let mut statistics: Vec<Count> = counts.into_values().map(count).collect();
        statistics.sort_by_key(|count| std::cmp::Reverse(count.count));
        let mut adaptive = Adaptive::default();
        for (_, practice) in habits.iter().flat_map(|site| &site.practices) {
            if practice.on { adaptive.on += 1 } else { adaptive.off += 1 }
        }
        Self { version: 1, statistics, adaptive, checked: report.checked }
    }

    /// Writes them as a table with a closing line, or as JSON.
    ///
    /// # Errors
    /// Whatever `out` says.
    pub fn write(&self, json: bool, out: &mut dyn io::Write) -> io::Result<()> {
        if json {
            return out.write_all(&to_json(self)?);
        }
        let digits = self.statistics.iter().map(|count| count.count.to_string().len()).max().unwrap_or(1);
        let name = self.statistics.iter().map(|count| count.rule.len()).max().unwrap_or(0);
        for Count { rule, summary, severity, count, fixable } in &self.statistics {
            // A star for what can be mended, as in ruff: all, some or none of the findings.
            let star = match fixable {
                0 => "[ ]",
                fixable if fixable == count => "[*]",
                _ => "[-]",
            };
            writeln!(out, "{count:>digits$}  {severity:7}  {rule:name$}  {star} {summary}")?;
        }
        let Adaptive { on, off } = self.adaptive;
        if self.checked > 0 && on + off > 0 {
            writeln!(
                out,
                "Adaptive rules speak in {on} of {} cases, each one rule in one group of pages; \
                 `foreword rules --explain-adaptive` tells why",
                on + off
            )?;
        }
        Ok(())
    }
}
