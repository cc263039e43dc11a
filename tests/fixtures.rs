//! Turns each folder under `fixtures/` into a test.
//!
//! `fixtures/<rule>/<case>/` is a tiny site with `expected.txt` (the human output, or `no findings`) and, where the rule
//! fixes, `fixed/`. `fixtures/_sites/<generator>/` are whole sites, `fixtures/_schemas/<name>/{good,bad}/` pages for the
//! built-in schemas. `SNAPSHOTS=overwrite cargo test --test fixtures` updates the expectations.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

mod support;

use foreword::meta::Group;
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use support::{Case, repository};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for group in folders(&repository().join("fixtures")) {
        let name = file_name(&group);
        for case in folders(&group) {
            let title = format!("{name}::{}", file_name(&case));
            let rule = name.clone();
            let test = move || match rule.as_str() {
                "_schemas" => schema_pages(&case),
                "_sites" => site(&case, None),
                _ => site(&case, Some(&rule)),
            };
            trials.push(Trial::test(title, test));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// One small site: its output, and what must hold of every finding.
fn site(folder: &Path, rule: Option<&str>) -> Result<(), Failed> {
    let case = Case::lay_out(folder)?;
    let outcome = case.check(None, rule)?;
    if let Some(rule) = rule {
        case.only_rule(&outcome, rule)?;
    }
    case.spans_fit(&outcome)?;
    support::compare(&folder.join("expected.txt"), &case.human(&outcome)?)?;
    case.fixes_match(&outcome, &folder.join("fixed"))
}

/// Good pages fit their schema, each bad one does not, and says so as expected.
fn schema_pages(folder: &Path) -> Result<(), Failed> {
    let name = file_name(folder);
    let case = Case::lay_out(folder)?;
    let mut outcome = case.check(Some(&name), Some("schema-violation"))?;
    // What else is to be said of a page's dates or links is no matter of its schema.
    outcome.report.diagnostics.retain(|found| found.rule.group == Group::FrontMatter);
    case.spans_fit(&outcome)?;
    let found = case.paths_with_findings(&outcome);
    for page in support::files(&folder.join("bad")) {
        let page = Path::new("bad").join(file_name(&page));
        if !found.contains(&page) {
            return Err(format!("{} fits schema `{name}`", page.display()).into());
        }
    }
    if let Some(page) = found.iter().find(|page| page.starts_with("good")) {
        return Err(format!("{} does not fit schema `{name}`:\n{}", page.display(), case.human(&outcome)?).into());
    }
    support::compare(&folder.join("expected.txt"), &case.human(&outcome)?)
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(parent).into_iter().flatten().flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    found.sort();
    found
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
