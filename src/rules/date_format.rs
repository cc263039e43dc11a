//! `date-format`: a date written otherwise than nearly all of its siblings.

use crate::date::read::{is_common_day, strict};
use crate::declare_rule;
use crate::document::node::NodeRef;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::habit::{Habit, Measure, Practice, Siblings};
use crate::site::page::{DateFact, Page, Symbol};
use crate::span::Span;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a page whose date is written in another form than the dates of nearly all pages beside it: `Oct 15, 2023`
    /// among `2023-10-15`. Without configuration at least 20 pages must have a date, and at least 95 % of them the same
    /// form. Where only the time is more or less exact (`2023-10-15T10:00:00Z` among `2023-10-15`), it is no more than
    /// information.
    ///
    /// In a list of at least ten items in one page, days with single digits (`2023-5-1`) are reported in the same way.
    ///
    /// ## Why it matters
    ///
    /// What reads dates reads the usual form. Others may be refused, taken for another day, or shown as they are.
    ///
    /// ## What to do
    ///
    /// Write the date as its siblings do.
    DateFormat { id: "date-format", summary: "a date written otherwise than its siblings", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None, adaptive: true }
}

/// Options of `date-format`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateFormat {
    /// Share of dates that must have the usual form, in per cent.
    share: u8,
    /// How many pages must have a date.
    pages: usize,
}

impl Default for DateFormat {
    fn default() -> Self {
        Self { share: 95, pages: 20 }
    }
}

/// A list of fewer items has no habit.
const ITEMS: usize = 10;

impl Check for DateFormat {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        for entry in subject.records().filter_map(NodeRef::as_map).flatten() {
            let Some(items) = entry.value().as_list().filter(|items| items.len() >= ITEMS) else { continue };
            self.items(items, cx);
        }
    }

    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for group in site.siblings() {
            let Some((usual, habit)) = usual(site, &group) else { continue };
            if habit.with == habit.of || !self.measure().holds(habit) {
                continue;
            }
            let should = site.symbols.text(usual);
            for (page, date) in dated(&group).filter(|(_, date)| date.form != usual) {
                let is = site.symbols.text(date.form);
                let report = cx
                    .report_in(page.file, date.span, format!("the date is written as `{is}`"))
                    .note(habit.note(&format!("have `{should}`")))
                    .help(format!("write it as `{should}`"));
                if day_of(&is) == day_of(&should) {
                    report.at_most(Severity::Info);
                }
            }
        }
    }

    fn practices(&self, site: &Site) -> Vec<Practice> {
        let practice = |group: &Siblings<'_>| {
            let (usual, habit) = usual(site, group)?;
            let what = format!("write dates as `{}`", site.symbols.text(usual));
            Some(Practice::new(group, habit, what, self.measure()))
        };
        site.siblings().iter().filter_map(practice).collect()
    }
}

/// The days under one key of the items of a list.
#[derive(Default)]
struct Days<'a> {
    /// How many have two digits for month and day.
    full: usize,
    /// The others.
    bare: Vec<(Span, &'a str)>,
}

impl DateFormat {
    /// Reports days with single digits among days of ISO 8601 under one key of the items of a list.
    fn items<'a>(&self, items: impl Iterator<Item = NodeRef<'a, 'a>>, cx: &mut Context<'_>) {
        let mut days: FxHashMap<&str, Days<'_>> = FxHashMap::default();
        for entry in items.filter_map(NodeRef::as_map).flatten().filter(|entry| !entry.merged()) {
            let Some(text) = entry.value().as_str() else { continue };
            let bare = if is_common_day(text) {
                false
            } else {
                let Some(reading) = strict(text) else { continue };
                reading.form.bare
            };
            let days = days.entry(entry.key()).or_default();
            if bare {
                days.bare.push((entry.value().span(), text));
            } else {
                days.full += 1;
            }
        }
        let measure = Measure { pages: ITEMS, ..self.measure() };
        for (key, days) in days {
            let habit = Habit { with: days.full, of: days.full + days.bare.len() };
            for (span, text) in days.bare.into_iter().filter(|_| measure.holds(habit)) {
                cx.report(span, format!("`{key}` is written as `{text}`, with a single digit"))
                    .note(format!("{} of {} values beside it have two digits for month and day", habit.with, habit.of))
                    .help("write month and day with two digits");
            }
        }
    }

    /// A share of nothing would make every date a habit.
    fn measure(&self) -> Measure {
        Measure { share: self.share.max(51), pages: self.pages }
    }
}

fn dated<'s>(pages: &[&'s Page]) -> impl Iterator<Item = (&'s Page, DateFact)> {
    pages.iter().filter_map(|page| Some((*page, page.date?)))
}

/// The form that most dates have, and how many have it.
fn usual(site: &Site, pages: &[&Page]) -> Option<(Symbol, Habit)> {
    let mut counts: FxHashMap<Symbol, usize> = FxHashMap::default();
    for (_, date) in dated(pages) {
        *counts.entry(date.form).or_default() += 1;
    }
    let of = counts.values().sum();
    // Numbers of symbols depend on the order of reading.
    let (form, with) = counts.into_iter().max_by_key(|(form, count)| (*count, site.symbols.text(*form)))?;
    Some((form, Habit { with, of }))
}

/// The day's part of a form, where it is that of ISO 8601.
fn day_of(form: &str) -> &str {
    form.get(..10).filter(|day| *day == "YYYY-MM-DD").unwrap_or(form)
}
