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

/// The event page with front matter, as Hugo's `content/event/meetup.md`, and what is said of it.
fn event(keys: &str, change: impl Fn(String) -> String) -> Option<Vec<String>> {
    let site = site()?;
    let path = site.path("content/event/meetup.md");
    let text = std::fs::read_to_string(&path).expect("readable");
    let front = format!("---\ntitle: Kick-off\nlocation: Berlin\n{keys}---\n\n");
    std::fs::write(&path, format!("{front}{}", change(text))).expect("written");
    let outcome = site.check(None, None).expect("a run");
    let found = outcome.report.diagnostics.iter();
    Some(found.map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect())
}

const UTC: &str = "start: 2017-03-28T16:00:00Z\nend: 2017-03-28T19:00:00Z\n";

#[test]
fn the_event_in_utc_goes_with_its_agenda_in_berlin() {
    let as_it_is = |text: String| text;
    let Some(found) = event(UTC, as_it_is) else { return };
    assert_eq!(found, [""; 0]);
    assert_eq!(event(&format!("{UTC}timezone: Europe/Berlin\n"), as_it_is), Some(Vec::new()));
}

#[test]
fn whatever_breaks_the_event_is_said_and_nothing_else() {
    let late = |text: String| text.replace("[20:30 - 21:00]", "[21:30 - 22:00]");
    let Some(found) = event(UTC, late) else { return };
    assert_eq!(found, ["agenda-outside-event: the slot `21:30 - 22:00` goes on when the event is over"]);
    let berlin = format!("{UTC}timezone: Europe/Berlin\n");
    assert_eq!(event(&berlin, late), Some(found));
    let shifted = event(&format!("{UTC}timezone: Europe/London\n"), |text| text).expect("a run");
    let [only] = &shifted[..] else { panic!("one finding, not {shifted:?}") };
    assert!(only.starts_with("agenda-outside-event: the agenda from `18:00- 18:30` to `20:30 - 21:00`"), "{only}");
    let line = event("start: 2017-03-28T17:00:00Z\nend: 2017-03-28T20:00:00Z\n", |text| text).expect("a run");
    let [only] = &line[..] else { panic!("one finding, not {line:?}") };
    assert!(only.starts_with("human-date-mismatch: "), "{only}");
    let moved = event(&berlin, |text| text.replace("[18:30 - 19:00]", "[19:40 - 19:42]")).expect("a run");
    let [only] = &moved[..] else { panic!("one finding, not {moved:?}") };
    assert!(only.starts_with("agenda-order: "), "{only}");
}
