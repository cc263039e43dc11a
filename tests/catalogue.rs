//! What must hold of the rule book as a whole.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

mod support;

use foreword::rules::RULES;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use support::repository;

/// Rules whose finding no file in a repository can cause, with the test that shows it instead.
const SHOWN_ELSEWHERE: [(&str, &str); 2] =
    [("internal-error", "src/engine/run.rs"), ("untracked-target", "src/rules/untracked_target.rs")];

fn cases(id: &str) -> Vec<std::path::PathBuf> {
    let folder = repository().join("fixtures").join(id);
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

#[test]
fn ids_are_sorted_and_name_file_and_fixtures() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
    assert!(ids.is_sorted(), "the table in src/rules.rs is sorted by id, `find` relies on it");
    for rule in RULES {
        let id = rule.meta.id;
        assert_eq!(rule.meta.file, format!("src/rules/{}.rs", id.replace('-', "_")));
        assert!(foreword::rules::find(id).is_some());
        assert!(repository().join(rule.meta.file).exists());
        assert!(repository().join("fixtures").join(id).is_dir(), "{id} has no fixtures");
    }
}

#[test]
fn every_rule_has_a_firing_and_a_silent_case() {
    for rule in RULES {
        let id = rule.meta.id;
        let outputs: Vec<String> = cases(id)
            .iter()
            .map(|case| {
                std::fs::read_to_string(case.join("expected.txt")).unwrap_or_else(|e| panic!("{}: {e}", case.display()))
            })
            .collect();
        if !SHOWN_ELSEWHERE.iter().any(|(elsewhere, _)| *elsewhere == id) {
            let head = format!("[{id}]");
            assert!(outputs.iter().any(|text| text.contains(&head)), "{id} never fires in its fixtures");
        }
        assert!(outputs.iter().any(|text| text == "no findings\n"), "{id} has no silent case");
    }
}

#[test]
fn every_rule_documents_what_why_and_what_to_do() {
    for rule in RULES {
        for heading in ["## What it does", "## Why it matters", "## What to do"] {
            assert!(rule.meta.docs.contains(heading), "{} lacks `{heading}`", rule.meta.id);
        }
        assert!(rule.meta.summary.starts_with(|c: char| !c.is_uppercase()), "{}", rule.meta.id);
        assert!(!rule.meta.summary.ends_with('.'), "{}", rule.meta.id);
    }
}

/// An id that was released once stays: it may be deprecated, never reused or dropped.
#[test]
fn no_id_disappears() {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
    for id in include_str!("rule-ids.txt").lines() {
        assert!(ids.contains(id), "{id} was in the rule book once");
    }
}

#[test]
fn rule_pages_are_fresh() {
    for rule in RULES {
        let page = support::rule_page(rule);
        support::compare(&repository().join("docs/rules").join(format!("{}.md", rule.meta.id)), &page)
            .unwrap_or_else(|e| panic!("{}", e.message().unwrap_or_default()));
    }
    let known: BTreeSet<String> = RULES.iter().map(|rule| format!("{}.md", rule.meta.id)).collect();
    for page in support::files(&repository().join("docs/rules")) {
        let name = page.file_name().expect("a file").to_string_lossy().into_owned();
        assert!(known.contains(&name) || name == "README.md", "docs/rules/{name} documents no rule");
    }
}

#[test]
fn the_table_of_rules_is_fresh() {
    let mut table =
        String::from("# Rules\n\n| rule | group | default | fix | what |\n| --- | --- | --- | --- | --- |\n");
    for rule in RULES {
        let meta = rule.meta;
        let (level, fix) = (support::level(meta), support::fix(meta));
        writeln!(table, "| [`{0}`]({0}.md) | {1} | {level} | {fix} | {2} |", meta.id, meta.group.name(), meta.summary)
            .expect("a string");
    }
    support::compare(&repository().join("docs/rules/README.md"), &table)
        .unwrap_or_else(|e| panic!("{}", e.message().unwrap_or_default()));
}
