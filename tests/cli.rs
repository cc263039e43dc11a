//! The program from the outside: arguments, exit codes, what goes to which stream.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Clean.
const CLEAN: &str = "---\ntitle: A page\n---\n";
/// One error.
const BROKEN: &str = "---\ntitle: [\n---\n";
/// One warning.
const RISKY: &str = "---\ntitle: A page\n---\n\n[x](javascript:void)\n";

struct Tree {
    dir: tempfile::TempDir,
}

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self { dir: tempfile::tempdir().expect("a temporary directory") };
        for (path, text) in files {
            let path = tree.path(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        tree
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foreword"));
        command.current_dir(self.dir.path()).args(args).stdin(Stdio::null());
        for name in ["FOREWORD_CONFIG", "FOREWORD_THREADS", "FOREWORD_OUTPUT_FORMAT", "FOREWORD_TODAY"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().expect("the program starts"))
    }

    /// `foreword check --output-format concise` with more arguments.
    fn check(&self, args: &[&str]) -> Run {
        self.run(&[&["check", "--output-format", "concise"], args].concat())
    }

    fn check_stdin(&self, args: &[&str], text: &[u8]) -> Run {
        let mut command = self.command(&[&["check", "--output-format", "concise"], args].concat());
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        child.stdin.take().expect("a pipe").write_all(text).expect("it reads");
        Run::of(child.wait_with_output().expect("it ends"))
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Run {
    code: i32,
    out: String,
    log: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            log: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    fn rules(&self) -> Vec<&str> {
        self.out.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0)).collect()
    }
}

#[test]
fn exit_codes_tell_clean_findings_and_failure() {
    let tree = Tree::new(&[("clean.md", CLEAN), ("broken.md", BROKEN), ("risky.md", RISKY)]);
    let clean = tree.check(&["clean.md"]);
    assert_eq!((clean.code, &*clean.out), (0, ""));
    assert_eq!(tree.check(&["broken.md"]).code, 1);
    assert_eq!(tree.check(&["risky.md"]).code, 0, "warnings do not fail a run");
    let missing = tree.check(&["missing.md"]);
    assert_eq!((missing.code, &*missing.out), (2, ""));
    assert_eq!(missing.log, "error: no such file or directory: `missing.md`\n");
    assert_eq!(tree.check(&["--no-such-option"]).code, 2);
    assert_eq!(tree.run(&["--help"]).code, 0);
    assert_eq!(tree.run(&["--version"]).code, 0);
}

#[test]
fn the_level_that_fails_a_run_can_be_chosen() {
    let tree = Tree::new(&[("broken.md", BROKEN), ("risky.md", RISKY)]);
    assert_eq!(tree.check(&["--fail-on", "warning", "risky.md"]).code, 1);
    assert_eq!(tree.check(&["--fail-on", "info", "risky.md"]).code, 1);
    assert_eq!(tree.check(&["--fail-on", "never", "broken.md"]).code, 0);
    assert_eq!(tree.check(&["--max-warnings", "0", "risky.md"]).code, 1);
    assert_eq!(tree.check(&["--max-warnings", "1", "risky.md"]).code, 0);
    let forgiven = tree.check(&["--exit-zero", "broken.md"]);
    assert_eq!((forgiven.code, forgiven.rules()), (0, vec!["front-matter-syntax"]));
    assert_eq!(tree.check(&["--exit-zero", "missing.md"]).code, 2, "a failure stays one");
}

#[test]
fn rules_are_chosen_on_the_command_line() {
    let tree = Tree::new(&[("a.md", BROKEN), ("b.md", RISKY)]);
    assert_eq!(tree.check(&[]).rules(), ["front-matter-syntax", "unsafe-url-scheme"]);
    assert_eq!(tree.check(&["--select", "unsafe-url-scheme"]).rules(), ["unsafe-url-scheme"]);
    assert_eq!(tree.check(&["--ignore", "unsafe-url-scheme"]).rules(), ["front-matter-syntax"]);
    let both = ["--select", "unsafe-url-scheme", "--extend-select", "front-matter-syntax"];
    assert_eq!(tree.check(&both).rules(), ["front-matter-syntax", "unsafe-url-scheme"]);
    let typo = tree.check(&["--select", "unsafe-url-sceme"]);
    assert_eq!(typo.code, 2);
    assert!(typo.log.contains("unsafe-url-scheme"), "{}", typo.log);
}

#[test]
fn configuration_is_found_laid_over_and_left_aside() {
    let off = "[rules]\nunsafe-url-scheme = \"off\"\n";
    let tree = Tree::new(&[("foreword.toml", off), ("a.md", RISKY), ("other.toml", "fail-on = \"warning\"\n")]);
    assert_eq!(tree.check(&[]).rules(), [""; 0]);
    assert_eq!(tree.check(&["--isolated"]).rules(), ["unsafe-url-scheme"]);
    assert_eq!(tree.check(&["--config", "other.toml"]).code, 1);
    assert_eq!(tree.check(&["--isolated", "--config", "fail-on = 'warning'"]).code, 1);
    assert_eq!(tree.check(&["--config", "rules.unsafe-url-scheme = 'error'"]).code, 1);
    let typo = tree.check(&["--config", "fail-onn = 'info'"]);
    assert_eq!((typo.code, typo.rules()), (2, vec!["invalid-config"]));
    assert_eq!(tree.check(&["--config", "missing.toml"]).code, 2);
}

#[test]
fn a_schema_is_a_file_or_a_built_in_name() {
    let schema = r#"{ "properties": { "title": { "type": "number" } } }"#;
    let tree = Tree::new(&[("a.md", "---\ntitle: A page\ndate: [1]\n---\n"), ("number.json", schema)]);
    let file = tree.check(&["--schema", "number.json", "a.md"]);
    assert_eq!((file.code, file.rules()), (1, vec!["schema-violation"]));
    assert!(file.out.starts_with("a.md:2:8: "), "{}", file.out);
    let name = tree.check(&["--schema", "blog", "a.md"]);
    assert_eq!(name.code, 1);
    assert!(name.out.contains("a.md:3:7: "), "{}", name.out);
    assert_eq!(tree.check(&["--schema", "no-such-schema", "a.md"]).code, 2);
    assert!(tree.run(&["schema"]).out.lines().any(|name| name == "blog"));
    assert!(tree.run(&["schema", "blog"]).out.starts_with('{'));
    assert_eq!(tree.run(&["schema", "bloc"]).code, 2);
}

#[test]
fn the_day_of_the_run_is_an_option_a_variable_or_the_clock() {
    let tree = Tree::new(&[
        ("hugo.toml", "baseURL = 'https://example.org/'"),
        ("content/a.md", "---\ntitle: A\ndate: 2031-05-03\n---\n"),
    ]);
    let publication = |args: &[&str], variable: &str| {
        let output = tree.command(&[&["dump", "content/a.md"], args].concat()).env("FOREWORD_TODAY", variable).output();
        let run = Run::of(output.expect("the program starts"));
        let at = run.out.find("\"publication\":").map(|at| &run.out[at..]);
        (run.code, at.map(|text| text.contains("\"future\"")))
    };
    assert_eq!(publication(&["--today", "2031-05-02"], ""), (0, Some(true)));
    assert_eq!(publication(&["--today", "2031-05-03"], "2031-05-02"), (0, Some(false)));
    assert_eq!(publication(&[], "2031-05-02"), (0, Some(true)));
    assert_eq!(publication(&["--today", "tomorrow"], ""), (2, None));
    assert_eq!(publication(&["--today", "2031-02-30"], ""), (2, None));
}

#[test]
fn standard_input_stands_for_a_file() {
    let tree = Tree::new(&[("a.md", CLEAN), ("foreword.toml", "")]);
    let unnamed = tree.check_stdin(&["-"], BROKEN.as_bytes());
    assert_eq!(unnamed.code, 1);
    assert!(unnamed.out.starts_with("stdin.md:2:8: "), "{}", unnamed.out);
    for name in ["a.md", "new.md"] {
        let named = tree.check_stdin(&["-", "--stdin-filename", name], BROKEN.as_bytes());
        assert!(named.out.starts_with(&format!("{name}:2:8: ")), "{}", named.out);
    }
    let latin = tree.check_stdin(&["-"], b"---\ntitle: caf\xe9\n---\n");
    assert_eq!((latin.code, &*latin.out), (2, ""));
    assert_eq!(tree.check_stdin(&["-", "a.md"], b"").code, 2);
    assert_eq!(tree.check_stdin(&["-"], b"").code, 0);
}

#[test]
fn a_new_file_may_lie_in_a_new_folder() {
    let tree = Tree::new(&[("foreword.toml", "")]);
    let run = tree.check_stdin(&["-", "--stdin-filename", "new/folder/a.md"], BROKEN.as_bytes());
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.starts_with("new/folder/a.md:2:8: error[front-matter-syntax]"), "{run:?}");
    assert_eq!(tree.check(&["--stdin-filename", "a.md"]).code, 2, "without `-` it stands for nothing");
    std::fs::create_dir(tree.path("folder")).expect("a folder");
    assert_eq!(tree.check_stdin(&["-", "--stdin-filename", "folder"], CLEAN.as_bytes()).code, 2);
}

#[test]
fn each_site_is_judged_by_its_own_configuration() {
    let tree = Tree::new(&[("r.md", BROKEN), ("a/foreword.toml", "fail-on = \"never\"\n"), ("a/x.md", BROKEN)]);
    assert_eq!(tree.check(&["a"]).code, 0, "it never fails");
    assert_eq!(tree.check(&["r.md"]).code, 1);
    assert_eq!(tree.check(&["."]).code, 1, "a lenient folder does not excuse the others");
    assert_eq!(tree.check(&["a", "--fail-on", "error"]).code, 1, "the command line counts for all");
    let tree = Tree::new(&[("foreword.toml", "fail-on = \"warning\"\n"), ("b/foreword.toml", ""), ("b/x.md", RISKY)]);
    assert_eq!(tree.check(&["."]).code, 0, "a strict folder does not judge the others");
}

#[test]
fn what_is_excluded_is_not_looked_at_even_if_it_is_a_site() {
    let tree = Tree::new(&[
        ("foreword.toml", "exclude = [\"fx\"]\n"),
        ("a.md", CLEAN),
        ("fx/foreword.toml", "no such key = 1\n"),
        ("fx/b.md", BROKEN),
    ]);
    let run = tree.check(&["."]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert_eq!(tree.check(&["fx"]).code, 2, "named, it is looked at");
}

#[test]
fn json_is_written_where_nothing_could_be_checked() {
    let tree = Tree::new(&[]);
    let run = tree.run(&["check", "--output-format", "json", "nowhere"]);
    assert_eq!(run.code, 2);
    let document: serde_json::Value = serde_json::from_str(&run.out).expect("a document");
    assert_eq!(document["diagnostics"], serde_json::json!([]));
    assert!(run.log.contains("no such file or directory: `nowhere`"), "{run:?}");
}

#[test]
fn a_page_that_names_an_unusable_schema_is_a_finding_of_that_page() {
    let page = |schema: &str| format!("---\n$schema: {schema}\ntitle: A page\n---\n");
    let tree = Tree::new(&[
        ("address.md", page("https://example.org/s.json").as_str()),
        ("missing.md", page("no.json").as_str()),
        ("outside.md", page("../../s.json").as_str()),
    ]);
    let run = tree.check(&["."]);
    assert_eq!(run.code, 1, "{run:?}");
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(
        lines[0].starts_with("address.md:2:10: info[invalid-schema] schema `https://example.org/s.json` is not read")
    );
    assert!(lines[1].starts_with("missing.md:2:10: error[invalid-schema]"), "{run:?}");
    assert!(lines[2].starts_with("outside.md:2:10: error[outside-root]"), "{run:?}");
}

#[test]
fn nothing_to_check_is_told() {
    let tree = Tree::new(&[("notes.txt", "x")]);
    let empty = tree.check(&[]);
    assert_eq!(empty.code, 0);
    assert!(empty.log.starts_with("warning: there is nothing to check"), "{}", empty.log);
    let error = tree.check(&["--error-on-empty"]);
    assert_eq!(error.code, 2);
    assert!(error.log.starts_with("error: there is nothing to check"), "{}", error.log);
}

#[test]
fn findings_and_summary_go_to_their_own_streams() {
    let tree = Tree::new(&[("a.md", BROKEN)]);
    let run = tree.check(&[]);
    assert_eq!((run.out.lines().count(), &*run.log), (1, "Found 1 error in 1 file\n"));
    let quiet = tree.check(&["--quiet"]);
    assert_eq!((quiet.out, &*quiet.log), (run.out, ""));
    let json = tree.run(&["check", "--output-format", "json"]);
    assert_eq!((json.code, &*json.log), (1, ""));
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("one document");
    assert_eq!(value["diagnostics"][0]["rule"], "front-matter-syntax");
}

#[test]
fn output_depends_neither_on_threads_nor_on_the_order_of_arguments() {
    let names: Vec<String> = (0..60).map(|at| format!("p{at}/page.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), BROKEN)).collect();
    let tree = Tree::new(&files);
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    let first = tree.check(&[&["--threads", "1"], &names[..]].concat());
    assert_eq!(first.out.lines().count(), 60);
    assert_eq!(tree.check(&[&["--threads", "2"], &names[..]].concat()), first);
    names.reverse();
    assert_eq!(tree.check(&[&["--threads", "7"], &names[..]].concat()), first);
    assert_eq!(tree.check(&[]), first, "as the walk finds them");
}

#[test]
fn two_projects_give_one_report() {
    let tree = Tree::new(&[
        ("a/foreword.toml", ""),
        ("a/x.md", BROKEN),
        ("b/foreword.toml", "[rules]\nunsafe-url-scheme = \"off\"\n"),
        ("b/y.md", BROKEN),
        ("b/z.md", RISKY),
    ]);
    let run = tree.check(&["b", "a"]);
    let places: Vec<&str> = run.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(places, ["a/x.md", "b/y.md"]);
    assert_eq!(run, tree.check(&["a", "b"]));
    assert_eq!(run.log, "Found 2 errors in 2 of 3 files\n");
}

#[test]
fn a_name_may_look_like_an_option() {
    let tree = Tree::new(&[("-x.md", BROKEN)]);
    assert!(tree.check(&["--", "-x.md"]).out.starts_with("-x.md:2:8: "));
    assert_eq!(tree.check(&["-x.md"]).code, 2);
}

#[test]
fn what_is_quoted_of_the_command_line_is_escaped() {
    let tree = Tree::new(&[("a.md", CLEAN)]);
    let hostile = "\u{1b}[31mx\n::error::x";
    let option = format!("--sel{hostile}");
    let assignment = format!("{hostile} = 1");
    let calls: [&[&str]; 9] = [
        &["check", hostile],
        &["check", &option],
        &["check", "--fail-on", hostile],
        &["check", "--select", hostile],
        &["check", "--schema", hostile],
        &["check", "--config", hostile],
        &["check", "--config", &assignment],
        &["check", "--threads", hostile],
        &[hostile],
    ];
    for call in calls {
        let run = tree.run(call);
        assert_eq!(run.code, 2, "{call:?}");
        let text = run.out + &run.log;
        assert!(!text.contains('\u{1b}'), "{text:?}");
        assert!(!text.lines().any(|line| line.starts_with("::")), "{text:?}");
        assert!(text.contains("\\u{1b}[31mx"), "{text:?}");
    }
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let names: Vec<String> = (0..800).map(|at| format!("page-{at}.md")).collect();
    let tree = Tree::new(&names.iter().map(|name| (name.as_str(), BROKEN)).collect::<Vec<_>>());
    let mut command = tree.command(&["check"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().expect("it ends"));
    assert_eq!((run.code, &*run.log), (0, ""));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::symlink;

    fn fifo(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
    }

    #[test]
    fn what_is_no_file_is_refused_or_passed_over() {
        let tree = Tree::new(&[("a.md", CLEAN), ("folder.md/b.md", BROKEN)]);
        fifo(&tree.path("fifo.md"));
        let named = tree.check(&["fifo.md"]);
        assert_eq!((named.code, &*named.log), (2, "error: not a file or directory: `fifo.md`\n"));
        let walked = tree.check(&[]);
        assert!(walked.out.starts_with("folder.md/b.md:2:8: "), "{}", walked.out);
        assert!(walked.log.starts_with("warning: `fifo.md` is passed over: not a regular file\n"), "{}", walked.log);
    }

    #[test]
    fn links_out_of_the_project_are_not_followed() {
        let tree = Tree::new(&[("site/foreword.toml", ""), ("site/a.md", CLEAN), ("secret.md", BROKEN)]);
        symlink("../secret.md", tree.path("site/link.md")).expect("a link");
        let named = tree.check(&["site/link.md"]);
        assert_eq!((named.code, &*named.out), (2, ""));
        assert!(named.log.contains("leads out of the project"), "{}", named.log);
        let walked = tree.check(&["site"]);
        let told = "site/link.md:1:1: error[outside-root] the file is a symbolic link that leads out of the project\n";
        assert_eq!((walked.code, &*walked.out), (1, told));
        symlink("a.md", tree.path("site/twin.md")).expect("a link");
        assert_eq!(tree.check(&["site"]).out, told, "a link within the project is another name for what is checked");
    }

    #[test]
    fn an_unreadable_file_is_a_finding_and_the_others_are_checked() {
        use std::os::unix::fs::PermissionsExt;
        let tree = Tree::new(&[("a.md", CLEAN), ("b.md", BROKEN)]);
        let locked = tree.path("a.md");
        std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("the mode changes");
        if std::fs::File::open(&locked).is_ok() {
            eprintln!("skipped: the superuser may read everything");
            return;
        }
        let run = tree.check(&[]);
        assert_eq!((run.code, run.rules()), (2, vec!["internal-error", "front-matter-syntax"]));
    }

    #[test]
    fn an_interrupted_run_ends_with_130() {
        let tree = Tree::new(&[]);
        let mut child = tree.command(&["check", "-"]).stdin(Stdio::piped()).spawn().expect("the program starts");
        // It waits for its input; the handler stands by then.
        std::thread::sleep(std::time::Duration::from_millis(500));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        assert_eq!(child.wait().expect("it ends").code(), Some(130));
    }
}
