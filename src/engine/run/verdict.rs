//! Whether the findings fail the run.

use super::Outcome;
use crate::config::{Config, FailOn};
use crate::diagnostic::Diagnostic;
use crate::meta::Severity;

/// How the findings of one site weigh. Each site is judged by its own configuration: one that is lenient, or was added
/// to be so, changes nothing for the others.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// From which level on findings fail the run.
    pub fail_on: FailOn,
    /// More warnings than this fail the run.
    pub max_warnings: Option<usize>,
    /// The most severe finding.
    pub worst: Option<Severity>,
    /// How many warnings there are.
    pub warnings: usize,
}

impl Verdict {
    /// What `config` makes of the findings in its site.
    pub(super) fn new(config: &Config, findings: &[Diagnostic]) -> Self {
        Self {
            fail_on: config.fail_on.unwrap_or_default(),
            max_warnings: config.max_warnings,
            worst: findings.iter().map(|finding| finding.severity).max(),
            warnings: findings.iter().filter(|finding| finding.severity == Severity::Warning).count(),
        }
    }

    /// Adds the findings of files that are judged with the site.
    pub(super) fn add(&mut self, other: Self) {
        self.worst = self.worst.max(other.worst);
        self.warnings += other.warnings;
    }
}

impl Outcome {
    /// True when the findings fail the run. What the command line says counts for every site.
    pub fn fails(&self, fail_on: Option<FailOn>, max_warnings: Option<usize>) -> bool {
        let too_bad = |site: &Verdict| site.worst.is_some_and(|worst| fail_on.unwrap_or(site.fail_on).includes(worst));
        let too_many = match max_warnings {
            Some(most) => self.report.count(Severity::Warning) > most,
            None => self.verdicts.iter().any(|site| site.max_warnings.is_some_and(|most| site.warnings > most)),
        };
        too_many || self.verdicts.iter().any(too_bad)
    }
}
