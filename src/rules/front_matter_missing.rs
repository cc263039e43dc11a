//! `front-matter-missing`: a page without front matter where there should be some.

use crate::declare_rule;
use crate::document::body::Heading;
use crate::edit::{Applicability, Fix};
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::habit::{Habit, Measure, Practice};
use crate::site::page::Page;
use crate::site::permalink::Publication;
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports pages without front matter: as an error where a schema was configured (or given with `--schema`), else
    /// as a warning where at least 90 % of at least 10 sibling pages have it.
    ///
    /// ## Why it matters
    ///
    /// Generators skip such a page, copy it as it stands, or publish it without title and date.
    ///
    /// ## What to do
    ///
    /// Add a block at the very top of the file. Where a schema applies, the fix inserts one with the keys that it
    /// requires, the title taken from the first heading.
    FrontMatterMissing { id: "front-matter-missing", summary: "a page without front matter", group: FrontMatter, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: Sometimes, adaptive: true }
}

/// Options of `front-matter-missing`.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrontMatterMissing {
    /// Share of sibling pages that must have front matter before the rule speaks without a configured schema, in per
    /// cent.
    share: u8,
    /// How many sibling pages there must be.
    pages: usize,
}

impl Default for FrontMatterMissing {
    fn default() -> Self {
        Self { share: 90, pages: 10 }
    }
}

impl Check for FrontMatterMissing {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        if !subject.schema_configured || subject.has_front_matter() || subject.is_data() {
            return;
        }
        let schema = subject.schema.as_deref();
        let required = schema.map(crate::schema::Schema::required).unwrap_or_default();
        let title = first_title(&subject.document.body.headings, subject.document.text);
        let keys = required.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let what = match schema {
            Some(schema) => format!("the page has no front matter, and schema `{}` applies to it", schema.name),
            None => "the page has no front matter".to_owned(),
        };
        let help = if keys.is_empty() {
            "start the file with a block between two lines of `---`".to_owned()
        } else {
            format!("start the file with a block between two lines of `---` that holds {keys}")
        };
        let date = crate::site::inherit::date_of(subject.project_path).unwrap_or("");
        cx.report(subject.document.head(), what).help(help).fix(skeleton(&required, title, date));
    }

    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        if !site.layout.needs_front_matter() {
            return;
        }
        for group in site.siblings() {
            let habit = habit(&group);
            if habit.with == habit.of || !self.measure().holds(habit) {
                continue;
            }
            for page in group.iter().filter(|page| speaks_for(page)) {
                cx.report_in(page.file, page.head, "the page has no front matter")
                    .at_most(Severity::Warning)
                    .note(habit.note(HABIT))
                    .help("start the file with a block between two lines of `---`");
            }
        }
    }

    fn practices(&self, site: &Site) -> Vec<Practice> {
        let groups = if site.layout.needs_front_matter() { site.siblings() } else { Vec::new() };
        groups.iter().map(|group| Practice::new(group, habit(group), HABIT, self.measure())).collect()
    }
}

impl FrontMatterMissing {
    fn measure(&self) -> Measure {
        Measure { share: self.share, pages: self.pages }
    }
}

/// What the pages do.
const HABIT: &str = "have front matter";

fn habit(pages: &[&Page]) -> Habit {
    Habit::of(pages.iter().filter(|page| !is_no_page(page)), |page| page.has_front_matter)
}

/// A text that the generator never makes a page of: a note in a page's own folder, a file among dated posts without date.
fn is_no_page(page: &Page) -> bool {
    !page.has_front_matter && page.publication == Publication::Hidden
}

/// Pages with a configured schema were reported with their document.
fn speaks_for(page: &Page) -> bool {
    !page.has_front_matter && !page.schema_configured && !page.broken && !is_no_page(page)
}

/// The first heading, else the first line of text that could be a title; a `Key: value` line could not.
fn first_title<'d>(headings: &'d [Heading<'_>], text: &'d str) -> &'d str {
    let line = || text.trim_start_matches('\u{feff}').lines().map(str::trim).find(|line| !line.is_empty());
    headings
        .first()
        .map(|heading| heading.text.as_ref())
        .or_else(line)
        .filter(|title| title.len() <= 200 && !is_header(title))
        .unwrap_or("")
}

/// A line of the kind that Pelican reads.
fn is_header(line: &str) -> bool {
    let word =
        |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    line.split_once(": ").is_some_and(|(key, _)| word(key))
}

fn skeleton(required: &[String], title: &str, date: &str) -> Fix {
    let mut block = String::from("---\n");
    for key in required.iter().map(String::as_str).chain(required.is_empty().then_some("title")) {
        let value = match key {
            "title" | "name" => format!("{title:?}"),
            "date" => date.to_owned(),
            _ => String::new(),
        };
        block.push_str(format!("{key}: {value}").trim_end());
        block.push('\n');
    }
    block.push_str("---\n\n");
    Fix::one("insert a front matter block", Applicability::Unsafe, Span::empty(0), block)
}
