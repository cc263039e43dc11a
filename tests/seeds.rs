//! The two real pages that the project started from, laid into a small Hugo site. They are not part of the repository.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

mod support;

use support::Case;

/// Lays the pages out; `None` when they cannot be had.
fn site() -> Option<Case> {
    let Some(seeds) = support::shared("seeds") else {
        println!("skipped: the seed pages are not there (FOREWORD_SHARED names another folder)");
        return None;
    };
    let page = |start: &str| {
        let files = support::files(&seeds);
        let file =
            files.iter().find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start)));
        std::fs::read(file.expect("the seed page")).expect("readable")
    };
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    };
    put("hugo.toml", b"baseURL = \"https://example.org/\"\n");
    put("foreword.toml", b"[collections.events]\nfiles = [\"content/event/**\"]\nschema = \"event\"\n");
    put("content/post/cloudnativecon.md", &page("002_"));
    put("content/event/meetup.md", &page("000_"));
    Some(Case::lay_out(folder.path()).expect("a case"))
}

#[test]
fn the_post_has_no_error_and_the_event_lacks_front_matter() {
    let Some(site) = site() else { return };
    let outcome = site.check(None, None).expect("a run");
    let found: Vec<_> = outcome.report.diagnostics.iter().collect();
    let [missing] = &found[..] else { panic!("one finding, not {found:?}") };
    assert_eq!(missing.rule.id, "front-matter-missing");
    assert_eq!(&*outcome.report.files.path(missing.primary.file), std::path::Path::new("content/event/meetup.md"));
    assert_eq!(missing.severity, foreword::meta::Severity::Error);
    let help = missing.help.as_deref().expect("a help");
    assert!(help.contains("`title`") && help.contains("`start`"), "{help}");
    let fix = missing.fix.as_ref().expect("a fix");
    assert!(fix.edits[0].text.contains("CloudNativeCon kick-off"), "the title comes from the page");
}
