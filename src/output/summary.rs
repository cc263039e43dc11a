//! The run in one line, for the end of standard error, and in numbers, for programs.

use crate::edit::Applicability;
use crate::meta::Severity;
use crate::report::Report;
use serde::Serialize;

/// Counts over all findings, shown or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Findings that carry a fix, safe or unsafe.
    pub fixable: usize,
    /// Findings whose fix is unsafe.
    pub unsafe_fixes: usize,
    /// Files with findings.
    pub files: usize,
    /// Pages and data files that were checked.
    pub checked: usize,
}

impl Summary {
    /// Counts what is in `report`.
    pub fn of(report: &Report) -> Self {
        let fixes = || report.diagnostics.iter().filter_map(|d| d.fix.as_ref());
        Self {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            fixable: fixes().count(),
            unsafe_fixes: fixes().filter(|fix| fix.applicability == Applicability::Unsafe).count(),
            files: report.diagnostics.chunk_by(|a, b| a.primary.file == b.primary.file).count(),
            checked: report.checked,
        }
    }

    /// One line without its end, such as `Found 3 errors, 2 warnings in 2 of 120 files (4 fixable)`.
    pub fn line(&self) -> String {
        let counts: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            // "infos" is no word people use.
            .map(|(count, name)| if name == "info" { format!("{count} info") } else { counted(count, name) })
            .collect();
        if counts.is_empty() {
            return match self.checked {
                0 => "No files to check".into(),
                1 => "The file is clean".into(),
                2 => "Both files are clean".into(),
                checked => format!("All {checked} files are clean"),
            };
        }
        // More than were checked: configuration files have findings too.
        let files = if self.files >= self.checked {
            counted(self.files, "file")
        } else {
            format!("{} of {}", self.files, counted(self.checked, "file"))
        };
        let fixable = match (self.fixable, self.unsafe_fixes) {
            (0, _) => String::new(),
            (fixable, 0) => format!(" ({fixable} fixable)"),
            (fixable, risky) if fixable == risky => format!(" ({fixable} fixable, unsafe)"),
            (fixable, risky) => format!(" ({fixable} fixable, {risky} of them unsafe)"),
        };
        format!("Found {} in {files}{fixable}", counts.join(", "))
    }
}

fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAN: Summary =
        Summary { errors: 0, warnings: 0, infos: 0, fixable: 0, unsafe_fixes: 0, files: 0, checked: 0 };

    #[test]
    fn the_line_reads_well() {
        for (summary, line) in [
            (Summary { checked: 120, ..CLEAN }, "All 120 files are clean"),
            (Summary { checked: 1, ..CLEAN }, "The file is clean"),
            (CLEAN, "No files to check"),
            (
                Summary { errors: 3, warnings: 2, fixable: 4, files: 2, checked: 120, ..CLEAN },
                "Found 3 errors, 2 warnings in 2 of 120 files (4 fixable)",
            ),
            (
                Summary { errors: 1, infos: 1, fixable: 2, unsafe_fixes: 1, files: 1, checked: 1, ..CLEAN },
                "Found 1 error, 1 info in 1 file (2 fixable, 1 of them unsafe)",
            ),
            (Summary { errors: 1, files: 1, ..CLEAN }, "Found 1 error in 1 file"),
        ] {
            assert_eq!(summary.line(), line);
        }
    }
}
