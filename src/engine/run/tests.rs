//! A panic in one file stays in that file.

use super::*;
use crate::engine::book::Active;
use crate::rule::Check;
use crate::rules::key_typo;
use std::fs;

struct Panics;

impl Check for Panics {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        assert!(subject.project_path != Path::new("b.md"), "no `b.md`, please");
        cx.report(Span::default(), "seen".to_owned());
    }
}

#[test]
fn a_panic_in_one_file_is_a_finding_and_the_others_are_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.md", "b.md", "c.md"] {
        fs::write(folder.path().join(name), "---\ntitle: A page\n---\n").expect("a page");
    }
    let working_directory = folder.path().canonicalize().expect("a path");
    let request = Request { paths: vec![".".into()], working_directory, isolated: true, ..Request::default() };
    let files = Arc::new(Files::default());
    let [project] = &plan::projects(&request).expect("projects")[..] else { panic!("one project") };
    let mut plan = plan::plan(&request, project, &files, jiff::civil::date(2026, 11, 22)).expect("a plan");
    let check = Arc::new(Panics);
    plan.sites[0].book.put(Active { meta: &key_typo::META, severity: Severity::Warning, check });

    let report = Report {
        diagnostics: Vec::new(),
        files: files.clone(),
        working_directory: request.working_directory.clone(),
        checked: 0,
    };
    let mut outcome = Outcome { report, failed: false, verdicts: Vec::new(), habits: Vec::new(), notices: Vec::new() };
    Runner::new(&plan, &files, false).run(&mut outcome);
    outcome.report.sort();

    let name = |found: &Diagnostic| files.path(found.primary.file).display().to_string();
    let found = outcome.report.diagnostics.iter().map(|found| (name(found), found.rule.id, &*found.message));
    let expected = [("a.md", "key-typo"), ("b.md", "internal-error"), ("c.md", "key-typo")];
    let seen: Vec<_> = found.clone().map(|(path, rule, _)| (path, rule)).collect();
    assert_eq!(seen, expected.map(|(path, rule)| (path.to_owned(), rule)));
    assert!(found.clone().nth(1).is_some_and(|(.., message)| message.contains("no `b.md`, please")));
    assert!(outcome.failed);
    assert_eq!(outcome.report.checked, 3);
}
