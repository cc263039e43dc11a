//! `filename-date-mismatch`: a file named after another day than its front matter says.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::naming::breaches;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::habit::Measure;
use crate::site::inherit::date_of;
use crate::site::page::Page;
use std::path::Path;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a file whose name starts with a date (`2020-09-02-title.md`) that is none of the dates in its front matter.
    ///
    /// All dates of the page count: a file may be named after the day of the event that it announces. A time may be on
    /// the day before or after in another zone, so one day apart is let pass where a time is written. A page that names
    /// its source (`source_url`, `canonical_url`) may have that one's date and is let pass. Without
    /// configuration at least 10 pages beside each other must have both dates, and 90 % of them the same. Where the
    /// generator itself reads the date of the name (Jekyll, Docusaurus, Eleventy, Zola), and in folders named `_posts`, any
    /// such page is reported unless most of those beside it are named otherwise.
    ///
    /// ## Why it matters
    ///
    /// One of the two is wrong. Readers see one, the URL or the order of the list may show the other.
    ///
    /// ## What to do
    ///
    /// Correct the date in the front matter, or rename the file. Where both are meant, switch the rule off for the collection.
    FilenameDateMismatch { id: "filename-date-mismatch", summary: "a file named after another day than its front matter says", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// Options of `filename-date-mismatch`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FilenameDateMismatch {
    /// Share of pages whose two dates must agree, in per cent.
    share: u8,
    /// How many pages beside each other must have both dates.
    pages: usize,
}

impl Default for FilenameDateMismatch {
    fn default() -> Self {
        Self { share: 90, pages: 10 }
    }
}

impl Check for FilenameDateMismatch {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        let measure = Measure { share: self.share, pages: self.pages };
        // `_posts` is Jekyll's folder, whoever reads it now.
        let meant =
            |page: &Page| site.layout.profile.dated_names || page.source.split('/').any(|part| part == "_posts");
        for (page, habit) in breaches(site, |page| page.named, measure, meant) {
            let named = date_of(Path::new(&*page.source));
            let Some((conflict, named)) = page.naming.as_deref().zip(named) else { continue };
            let message = format!("`{}` says `{}`, the file's name says `{named}`", conflict.key, conflict.says);
            let report = cx.report_in(page.file, conflict.span, message);
            let report = report.help("correct the date, or rename the file");
            if habit.with > 1 {
                report.note(format!("{} of {} pages here are named after one of their dates", habit.with, habit.of));
            }
        }
    }
}
