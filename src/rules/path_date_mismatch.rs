//! `path-date-mismatch`: a file in the folder of another year, month or day than its front matter says.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::naming::breaches;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::habit::Measure;
use crate::site::page::Naming;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a file below folders that hold a date (`2023/03/`, `2023/`) into which none of the dates in its front
    /// matter falls.
    ///
    /// All dates of the page count, and one day apart is let pass where a time is written. At least 10 pages beside each
    /// other must lie in such folders, and 90 % of them in the right one. A file whose own name holds another date as
    /// well is left to `filename-date-mismatch`.
    ///
    /// ## Why it matters
    ///
    /// The page is filed where nobody looks for it, or its date is wrong: copied from another page, or last year's.
    ///
    /// ## What to do
    ///
    /// Correct the date, or move the file.
    PathDateMismatch { id: "path-date-mismatch", summary: "a file in the folder of another date than its front matter says", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// Options of `path-date-mismatch`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathDateMismatch {
    /// Share of pages that must lie in the right folder, in per cent.
    share: u8,
    /// How many pages beside each other must lie in folders with dates.
    pages: usize,
}

impl Default for PathDateMismatch {
    fn default() -> Self {
        Self { share: 90, pages: 10 }
    }
}

impl Check for PathDateMismatch {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let measure = Measure { share: self.share, pages: self.pages };
        for (page, habit) in breaches(site, |page| page.filed, measure, |_| false) {
            let Some(conflict) = page.naming.as_deref().filter(|_| page.named != Naming::Differs) else { continue };
            let folder = page.source.rsplit_once('/').map_or("", |(folder, _)| folder);
            let message = format!("`{}` says `{}`, the file lies in `{folder}/`", conflict.key, conflict.says);
            cx.report_in(page.file, conflict.span, message)
                .note(format!("{} of {} pages here lie in the folder of their date", habit.with, habit.of))
                .help("correct the date, or move the file");
        }
    }
}
