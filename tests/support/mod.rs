//! What the test programs share: laying out a case, running the engine on it, comparing with what is expected.
#![allow(dead_code, unreachable_pub, reason = "each test program uses a part of it")]

pub mod site;

use foreword::config::Selection;
use foreword::diagnostic::Diagnostic;
use foreword::engine::run::{Outcome, Request, run};
use foreword::meta::{DefaultLevel, FixAvailability, Meta};
use foreword::output::{self, Terminal};
use foreword::rule::Rule;
use libtest_mimic::Failed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The repository's root.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Material that is not part of the repository; tests that need it skip when it is absent.
pub fn shared(part: &str) -> Option<PathBuf> {
    let base = std::env::var_os("FOREWORD_SHARED").map_or_else(|| repository().join("../shared"), PathBuf::from);
    let path = base.join(part);
    path.exists().then_some(path)
}

/// Compares `actual` with the file `expected`; `SNAPSHOTS=overwrite` writes it instead.
pub fn compare(expected: &Path, actual: &str) -> Result<(), Failed> {
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        std::fs::create_dir_all(expected.parent().expect("a folder"))?;
        std::fs::write(expected, actual)?;
        return Ok(());
    }
    let text = std::fs::read_to_string(expected).unwrap_or_default();
    if text == actual {
        return Ok(());
    }
    let diff = snapbox::data::Data::text(text);
    let actual = snapbox::data::Data::text(actual.to_owned());
    let mut shown = String::new();
    let _ = snapbox::report::write_diff(
        &mut shown,
        &diff,
        &actual,
        Some(&expected.display()),
        Some(&"actual"),
        snapbox::report::Palette::plain(),
    );
    Err(format!("{shown}\nrun with SNAPSHOTS=overwrite to accept").into())
}

/// All files below `folder`, sorted; none when it does not exist.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// A case laid out in a folder of its own, away from the repository's `.git`.
pub struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    /// Where a file of the case lies.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    pub fn lay_out(source: &Path) -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        for file in files(source) {
            let relative = file.strip_prefix(source)?;
            if relative == Path::new("expected.txt") || relative.starts_with("fixed") {
                continue;
            }
            let target = folder.path().join(relative);
            std::fs::create_dir_all(target.parent().expect("a folder"))?;
            std::fs::copy(&file, target)?;
        }
        Ok(Self { folder })
    }

    /// Runs the engine. Pages of a case link to pages that it does not have: the rules about that are on only when
    /// `rule`, the one under test, is one of them, or where a whole site is checked. Their dates never grow old, so that of
    /// the future is told of likewise.
    pub fn check(&self, schema: Option<&str>, rule: Option<&str>) -> Result<Outcome, Failed> {
        const TARGETS: [&str; 4] = ["broken-link", "broken-image", "broken-anchor", "link-to-unpublished"];
        // Pages that differ in one thing often lack another, too; what lies ahead is told of every page.
        const OTHERS: [&str; 7] = [
            "missing-title",
            "missing-date",
            "missing-description",
            "missing-slug",
            "missing-tags",
            "missing-author",
            "future-date",
        ];
        let targets = TARGETS.iter().filter(|_| rule.is_some_and(|rule| !TARGETS.contains(&rule)));
        let others = targets.chain(OTHERS.iter().filter(|other| rule.is_some_and(|rule| rule != **other)));
        let ignore: Vec<String> = others.map(|rule| (*rule).to_owned()).collect();
        let metas = foreword::rules::METAS.iter().copied();
        let request = Request {
            paths: vec![PathBuf::from(".")],
            working_directory: self.folder.path().canonicalize()?,
            schema: schema.map(str::to_owned),
            selection: Selection::parse(None, &[], &ignore, metas)?,
            today: Some(jiff::civil::date(2026, 11, 22)),
            ..Request::default()
        };
        run(request).map_err(|error| Failed::from(format!("the run failed: {error:#}")))
    }

    /// The findings as a person sees them, without colours, or `no findings`.
    pub fn human(&self, outcome: &Outcome) -> Result<String, Failed> {
        let terminal = Terminal { color: false, links: false, unicode: true, width: 100 };
        let mut out = Vec::new();
        output::renderer(output::Format::Full, terminal).render(&outcome.report, &mut out)?;
        let text = String::from_utf8(out)?;
        Ok(if text.is_empty() { "no findings\n".to_owned() } else { text })
    }

    fn text(&self, outcome: &Outcome, file: foreword::source::FileId) -> Result<String, Failed> {
        let bytes = std::fs::read(self.folder.path().join(outcome.report.files.path(file)))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Fixtures of a rule show that rule alone.
    pub fn only_rule(&self, outcome: &Outcome, rule: &str) -> Result<(), Failed> {
        match outcome.report.diagnostics.iter().find(|d| d.rule.id != rule) {
            Some(other) => Err(format!("`{}` fires too: {}", other.rule.id, other.message).into()),
            None => Ok(()),
        }
    }

    /// Every span lies in its file, on character boundaries.
    pub fn spans_fit(&self, outcome: &Outcome) -> Result<(), Failed> {
        for diagnostic in &outcome.report.diagnostics {
            for label in std::iter::once(&diagnostic.primary).chain(&diagnostic.related) {
                if diagnostic.rule.id == "not-utf-8" {
                    continue;
                }
                let text = self.text(outcome, label.file)?;
                if text.get(label.span.range()).is_none() {
                    return Err(format!(
                        "{:?} is no slice of {}",
                        label.span,
                        outcome.report.files.path(label.file).display()
                    )
                    .into());
                }
            }
        }
        Ok(())
    }

    /// Paths of pages with findings, relative to the case.
    pub fn paths_with_findings(&self, outcome: &Outcome) -> BTreeSet<PathBuf> {
        outcome.report.diagnostics.iter().map(|d| outcome.report.files.path(d.primary.file).to_path_buf()).collect()
    }

    /// Applying every fix gives `fixed/`; what has no fix has no such folder.
    pub fn fixes_match(&self, outcome: &Outcome, fixed: &Path) -> Result<(), Failed> {
        let mut by_file: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in outcome.report.diagnostics.iter().filter(|d| d.fix.is_some()) {
            by_file.entry(diagnostic.primary.file).or_default().push(diagnostic);
        }
        for (file, diagnostics) in by_file {
            let text = self.text(outcome, file)?;
            let path = outcome.report.files.path(file);
            compare(&fixed.join(&*path), &apply(&text, &diagnostics))?;
        }
        Ok(())
    }
}

/// Applies disjoint fixes; where two touch, the first by position counts.
fn apply(text: &str, diagnostics: &[&Diagnostic]) -> String {
    let mut edits: Vec<_> = Vec::new();
    let mut end = 0;
    for fix in diagnostics.iter().filter_map(|d| d.fix.as_ref()) {
        if fix.edits.iter().all(|edit| edit.span.start >= end) {
            end = fix.edits.iter().map(|edit| edit.span.end).max().unwrap_or(end);
            edits.extend(&fix.edits);
        }
    }
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out + &text[at..]
}

pub fn level(meta: &Meta) -> &'static str {
    match meta.default {
        DefaultLevel::Off => "off",
        DefaultLevel::On(severity) => severity.name(),
    }
}

pub fn fix(meta: &Meta) -> &'static str {
    match meta.fix {
        FixAvailability::None => "no",
        FixAvailability::Sometimes => "sometimes",
        FixAvailability::Always => "yes",
    }
}

/// The documentation page of a rule.
pub fn rule_page(rule: &Rule) -> String {
    output::rules::page(rule.meta)
}
