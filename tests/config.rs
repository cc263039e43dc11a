//! The configuration, from the outside: what is accepted, what is a mistake and where, and the published schema.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::config::discover;
use foreword::config::origin::Argument;
use foreword::config::{CollectionKind, Config, FailOn, Known, Level, Words, load, published};
use foreword::declare_rule;
use foreword::diagnostic::Diagnostic;
use foreword::document::roles::Role;
use foreword::meta::{DefaultLevel, Meta, Severity};
use foreword::root::{ReadError, Root};
use foreword::rule::Check;
use foreword::rules::METAS;
use foreword::rules::invalid_config::META as INVALID;
use foreword::schema::SchemaName;
use foreword::site::anchor::Anchors;
use foreword::site::profile::Generator;
use foreword::site::routing::Mount;
use foreword::source::{FileId, Files};
use std::path::{Path, PathBuf};

mod words {
    use super::*;

    declare_rule! {
        /// A rule with options.
        ForbiddenWords {
            id: "forbidden-words", summary: "a word that must not stand in a title", group: FrontMatter,
            default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None
        }
    }

    /// Words.
    #[derive(Default, serde::Deserialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
    struct ForbiddenWords {
        /// The words.
        words: Vec<String>,
        /// Whether `A` is `a`.
        ignore_case: bool,
    }

    impl Check for ForbiddenWords {}
}

mod plain {
    use super::*;

    declare_rule! {
        /// A rule without options.
        KeyTypo {
            id: "key-typo", summary: "a key that is nearly another", group: FrontMatter,
            default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None
        }
    }

    /// Nothing.
    #[derive(Default, serde::Deserialize, schemars::JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    struct KeyTypo {}

    impl Check for KeyTypo {}
}

static BOOK: [&Meta; 2] = [&words::META, &plain::META];

/// The schema files that the tests know.
fn schema_file(path: &Path) -> Result<(), ReadError> {
    match path.to_str() {
        Some("schemas/event.json" | "site/schemas/event.json" | "event.json") => Ok(()),
        Some("schemas/link.json") => Err(ReadError::Outside),
        Some("schemas/pipe.json") => Err(ReadError::NotRegular),
        _ => Err(ReadError::Missing),
    }
}

fn known() -> Known<'static> {
    Known { meta: &INVALID, rules: &BOOK, schema_file: &schema_file }
}

fn load_all(text: &str, overrides: &[&str], base: &str) -> Result<Config, Vec<Diagnostic>> {
    let overrides: Vec<_> = overrides.iter().enumerate().map(|(at, text)| (FileId(at as u32 + 1), *text)).collect();
    load(Some((FileId(0), text)), &overrides, Path::new(base), &known())
}

fn good(text: &str) -> Config {
    load_all(text, &[], "").unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn bad(text: &str) -> Vec<Diagnostic> {
    load_all(text, &[], "").expect_err(text)
}

/// The text must have exactly one mistake, under `under`, whose message holds `part`, with this help.
#[track_caller]
fn one(text: &str, under: &str, part: &str, help: Option<&str>) {
    let mistakes = bad(text);
    assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
    let mistake = &mistakes[0];
    assert_eq!(mistake.primary.span.slice(text), under, "{}", mistake.message);
    assert!(mistake.message.contains(part), "{}", mistake.message);
    match help {
        Some(help) => assert!(mistake.help.as_deref().is_some_and(|h| h.contains(help)), "{:?}", mistake.help),
        None => assert_eq!(mistake.help, None),
    }
    assert_eq!((mistake.rule.id, mistake.severity), ("invalid-config", Severity::Error));
}

const FULL: &str = r##"#:schema ./schemas/config.schema.json
"$schema" = "./schemas/config.schema.json"
generator = "hugo"
exclude = ["drafts"]
base-url = "https://Example.org:8080/docs/"
content = ["content", "./blog"]
external-paths = ["/api/**", "/feed/"]
anchors = "kramdown"
permalinks = { posts = "/:year/:slug/", "*" = "/:slug/" }
vocabularies = { tags = ["fog", "open sea"] }
select = ["ALL"]
extend-select = ["front-matter"]
ignore = ["key-typo"]
fail-on = "never"
max-warnings = 10

[static]
assets = ""
"media/img" = "/images/"

[rules]
key-typo = "off"
forbidden-words = { level = "error", words = ["XXX"] }

[collections.events]
files = ["content/event/**"]
exclude = ["**/_index.md"]
schema = "schemas/event.json"
roles.start = "event_start"
roles.end = ["event_end", "until"]

[collections.events.rules]
key-typo = "warning"
forbidden-words.ignore-case = true

[collections.people]
files = ["data/*.yaml"]
format = "data"

[collections.all]
files = ["content/**"]
format = "pages"
"##;

#[test]
fn everything_that_can_be_said() {
    let config = good(FULL);
    assert_eq!(config.file, Some(FileId(0)));
    assert_eq!(config.generator, Some(Generator::Hugo));
    assert_eq!(config.fail_on, Some(FailOn::Never));
    assert_eq!(config.max_warnings, Some(10));
    assert!(config.exclude.is_match("drafts/a/b.md"));
    assert_eq!(config.rules["key-typo"].level, Some(Level::Off));
    let names: Vec<_> = config.collections.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["events", "people", "all"], "in the order of the file");
    let events = &config.collections[0];
    assert_eq!(events.schema, Some(SchemaName::File(PathBuf::from("schemas/event.json"))));
    assert!(events.schema_configured);
    assert_eq!(events.roles[&Role::Start], ["event_start"]);
    assert_eq!(events.roles[&Role::End], ["event_end", "until"]);
    assert_eq!(config.collections[1].kind, CollectionKind::Data);
    let of = |path: &str| config.collection_of(Path::new(path)).map(|(_, c)| c.name.as_str());
    assert_eq!(of("content/event/a.md"), Some("events"));
    assert_eq!(of("content/event/_index.md"), Some("all"));
    assert_eq!(of("README.md"), None);
    let options = config.options_of(&words::META, Some(events));
    assert_eq!(options["words"], toml::Value::from(vec!["XXX"]));
    assert_eq!(options["ignore-case"], toml::Value::from(true));
    assert_eq!(config.level_of(&plain::META, None), None);
    assert_eq!(config.level_of(&plain::META, Some(events)), Some(Severity::Warning));
    assert_eq!(config.level_of(&words::META, Some(events)), Some(Severity::Error));
}

#[test]
fn where_the_site_is() {
    let config = good(FULL);
    let base = config.base_url.expect("a base URL");
    assert_eq!((base.host.as_deref(), base.path.as_str()), (Some("example.org"), "docs"));
    assert_eq!(config.content, ["content", "blog"]);
    let mount = |folder: &str, url: &str| Mount { folder: folder.to_owned(), url: url.to_owned() };
    assert_eq!(config.statics, [mount("assets", ""), mount("media/img", "images")]);
    assert!(config.external_paths.is_match("api/v1/pets") && config.external_paths.is_match("feed"));
    assert!(!config.external_paths.is_match("apis"));
    assert_eq!(config.anchors, Some(Anchors::Kramdown));
    assert_eq!(config.permalinks["*"], "/:slug/");
    let over = ["static.assets = 'a'", "permalinks.posts = '/p/'", "content = ['.']", "base-url = '/'"];
    let config = load_all(FULL, &over, "site").expect("a good configuration");
    assert_eq!(config.statics, [mount("site/assets", "a"), mount("site/media/img", "images")]);
    assert_eq!((config.permalinks["posts"].as_str(), config.permalinks.len()), ("/p/", 2));
    assert_eq!((config.content, config.base_url.map(|base| base.path)), (vec!["site".to_owned()], Some(String::new())));
    assert_eq!(load_all(FULL, &["static = ['x']"], "").expect("a list").statics, [mount("x", "")]);
    assert_eq!(good("base-url = 'http://[::1]:1313'").base_url.and_then(|base| base.host).as_deref(), Some("[::1]"));
}

#[test]
fn addresses_and_folders_that_are_none() {
    for (url, part) in [
        ("example.org", "neither an absolute URL nor a path"),
        ("", "neither an absolute URL nor a path"),
        ("ftp://example.org", "no address of a web site"),
        ("//example.org/", "no address of a web site"),
        ("https:///docs", "has no host"),
        ("https://exa mple.org", "has no host"),
        ("https://example.org:x/", "has no host"),
        ("https://me@example.org/", "has a user name"),
        ("https://example.org/?a=b", "has a query"),
        ("/docs/../x", "`.` or `..`"),
        ("/a b", "a character that no URL path has"),
    ] {
        one(&format!("base-url = '{url}'"), &format!("'{url}'"), part, Some("https://example.org/docs/"));
    }
    for (folder, part, help) in [
        ("../other", "leads out of the site", "relative to the directory"),
        ("a/../../a", "leads out of the site", "relative to the directory"),
        ("/srv/site", "leads out of the site", "relative to the directory"),
        ("C:/site", "leads out of the site", "relative to the directory"),
        ("a\\b", "has a `\\`", "with `/`"),
        ("", "has no name", "write `.`"),
    ] {
        one(&format!("content = ['ok', '{folder}']"), &format!("'{folder}'"), part, Some(help));
        one(&format!("static = ['{folder}']"), &format!("'{folder}'"), part, Some(help));
    }
    assert!(load_all("content = ['../other']", &[], "web/site").is_err(), "beside the configuration is outside, too");
    one("static = { a = '../b' }", "'../b'", "`.` or `..`", Some("such as `assets`"));
    one("static = { a = 1 }", "1", "expected a string, found an integer", None);
    one("static = 'a'", "'a'", "expected a list of strings or a table, found a string", None);
    one("external-paths = ['api/**']", "'api/**'", "no leading `/`", Some("write `/api/**`"));
    one("external-paths = ['/[a']", "'/[a'", "not a glob", None);
    one("anchors = 'kramdwon'", "'kramdwon'", "unknown algorithm `kramdwon`", Some("did you mean `kramdown`?"));
    one("anchors = 1", "1", "expected an algorithm, found an integer", None);
    one("permalinks = { posts = '' }", "''", "the permalink of `posts` is empty", Some("tokens"));
    one("permalinks = { posts = 'https://x.test/:slug' }", "'https://x.test/:slug'", "has a host", Some("tokens"));
    let many: Vec<String> = (0..101).map(|at| format!("'f{at}'")).collect();
    one(&format!("content = [{}]", many.join(",")), "'f100'", "more than 100 folders", None);
}

#[test]
fn nothing_and_a_byte_order_mark_are_fine() {
    assert_eq!(good("").fail_on, None);
    assert_eq!(good("# only a comment").max_warnings, None);
    assert_eq!(good("\u{feff}max-warnings = 0x10\r\n").max_warnings, Some(16));
}

#[test]
fn syntax_errors_have_the_parsers_place() {
    let text = "select = [\"ALL\"]\nmax-warnings = \nfail-on = 'error\n";
    let mistakes = bad(text);
    assert!(mistakes.len() >= 2, "{mistakes:#?}");
    assert!(mistakes.iter().all(|m| m.message.starts_with("not TOML: ")), "{mistakes:#?}");
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let lines: Vec<_> = mistakes.iter().map(|m| line(m.primary.span.start as usize)).collect();
    assert!(lines.contains(&2) && lines.contains(&3), "{lines:?}");
    let text = "a = 1\na = 2\n";
    assert!(bad(text)[0].message.contains("duplicate key"), "{:?}", bad(text));
    assert_eq!(bad(text)[0].primary.span.range(), 6..7);
}

#[test]
fn unknown_keys() {
    one("selct = []", "selct", "unknown key `selct` in the configuration", Some("did you mean `select`?"));
    one("extend_select = []", "extend_select", "unknown key", Some("did you mean `extend-select`?"));
    one("extends = '/etc/passwd'", "extends", "there is no `extends`", Some("--config"));
    one("é = 1\n", "é", "not TOML: invalid unquoted key", None);
    one("\u{feff}slect = []", "slect", "unknown key", Some("did you mean `select`?"));
    one("\"é🎉\" = 1\n", "\"é🎉\"", "unknown key `é🎉`", Some("known are"));
    one("[rule]\nkey-typo = 'off'", "rule", "unknown key", Some("did you mean `rules`?"));
    let collection = "[collections.a]\nfiles = ['a']\n";
    one(&format!("{collection}shema = 'x'"), "shema", "in a collection", Some("did you mean `schema`?"));
    one(&format!("{collection}extends = 'x'"), "extends", "there is no `extends`", Some("--config"));
}

#[test]
fn wrong_types() {
    one("select = 'ALL'", "'ALL'", "expected a list of strings, found a string", None);
    one("select = ['ALL', 3]", "3", "expected a string, found an integer", None);
    one("exclude = { a = 1 }", "{ a = 1 }", "expected a list of strings, found a table", None);
    one("generator = 1979-05-27", "1979-05-27", "expected a generator, found a date or time", None);
    one("max-warnings = -1", "-1", "expected a whole number from 0 up", None);
    one("max-warnings = 99999999999999999999", "99999999999999999999", "expected a whole number", None);
    one("max-warnings = 1.5", "1.5", "expected a whole number, found a float", None);
    one("rules = []", "[]", "expected a table, found a list", None);
    one("[rules]\nkey-typo = false", "false", "expected a level or a table, found a boolean", None);
    one("[rules]\nkey-typo = { level = 1 }", "1", "expected a level, found an integer", None);
    one("collections = { a = 1 }", "1", "expected a table, found an integer", None);
    one("[collections.a]\nfiles = 'a'", "'a'", "expected a list of strings, found a string", None);
    one("[collections.a]\nfiles = ['a']\nroles = { start = 1 }", "1", "expected a string or a list of strings", None);
}

#[test]
fn unknown_words() {
    one("generator = 'hogu'", "'hogu'", "unknown generator `hogu`", Some("did you mean `hugo`?"));
    one("generator = 'gatsby'", "'gatsby'", "unknown generator", Some("known are `hugo`"));
    one("fail-on = 'off'", "'off'", "unknown level `off`", Some("known are `error`, `warning`, `info`, `never`"));
    one("[rules]\nkey-typo = 'warn'", "'warn'", "unknown level `warn`", Some("`warning`"));
    one("[rules]\nkey-tpyo = 'off'", "key-tpyo", "unknown rule `key-tpyo`", Some("did you mean `key-typo`?"));
    one("[rules]\nfront-matter = 'off'", "front-matter", "not one rule but several", Some("`extend-select`"));
    one("ignore = ['KEY_TYPO']", "'KEY_TYPO'", "unknown rule or group", Some("did you mean `key-typo`?"));
    let collection = "[collections.a]\nfiles = ['a']\n";
    one(&format!("{collection}format = 'date'"), "'date'", "unknown format `date`", Some("did you mean `data`?"));
    one(&format!("{collection}roles.strat = 'x'"), "strat", "unknown role `strat`", Some("did you mean `start`?"));
    one(&format!("{collection}roles.start = ['']"), "''", "an empty key", None);
}

#[test]
fn options_that_do_not_fit() {
    let rule = |options: &str| format!("[rules]\nforbidden-words = {options}");
    one(&rule("{ word = ['x'] }"), "word", "has no option `word`", Some("did you mean `words`?"));
    one(&rule("{ levle = 'off' }"), "levle", "has no option `levle`", Some("did you mean `level`?"));
    one(&rule("{ words = [1] }"), "[1]", "the option `words` of `forbidden-words` does not fit", None);
    one(&rule("{ ignore-case = 'yes' }"), "'yes'", "does not fit: invalid type", None);
    one("[rules.key-typo]\nwords = []", "words", "the rule `key-typo` has no option `words`", Some("`level`"));
    let both = rule("{ words = 'x', ignore-case = 3, level = 'loud' }");
    let spans: Vec<_> = bad(&both).iter().map(|m| m.primary.span.slice(&both).to_owned()).collect();
    assert_eq!(spans, ["'x'", "3", "'loud'"], "each wrong option has its own mistake");
}

#[test]
fn collections_without_files() {
    one("[collections.posts]\nformat = 'data'", "posts", "the collection `posts` has no `files`", Some("files ="));
    one("[collections.posts]\nfiles = []", "[]", "`files` is empty", Some("at least one glob"));
    one("[collections.\"a b\"]\n", "\"a b\"", "has no `files`", Some("files ="));
}

#[test]
fn vocabularies() {
    let config = good(FULL);
    let words = Words::List(vec!["fog".to_owned(), "open sea".to_owned()]);
    let [vocabulary] = &config.vocabularies[..] else { panic!("one vocabulary") };
    assert_eq!((vocabulary.field.as_str(), &vocabulary.words), ("tags", &words));
    one("vocabularies.tags = 'fog'", "'fog'", "expected a list of terms or a table, found a string", None);
    one("vocabularies.tags = []", "tags", "the vocabulary of `tags` is empty", Some("at least one term"));
    one("vocabularies.tags = {}", "tags", "the vocabulary of `tags` has no `file`", Some("file ="));
    one("vocabularies.tags = { fil = 'x' , file = 'schemas/event.json' }", "fil", "in a vocabulary", Some("`file`"));
    one("vocabularies.tags.file = 'none.yml'", "'none.yml'", "there is no file `none.yml`", Some("relative"));
    one("vocabularies.tags.file = 'none.rs'", "'none.rs'", "`none.rs` is no data file", Some("YAML"));
    for outside in ["'../tags.yml'", "'/etc/tags.yml'"] {
        one(&format!("vocabularies.tags.file = {outside}"), outside, "is outside the project", Some("relative"));
    }
}

#[test]
fn globs_that_are_none() {
    one("exclude = ['ok', '[a']", "'[a'", "`[a` is not a glob", None);
    one("exclude = ['/drafts/**']", "'/drafts/**'", "absolute", Some("leading `/`"));
    one("[collections.a]\nfiles = ['../x/**']", "'../x/**'", "upward", None);
    one("[collections.a]\nfiles = ['!x']", "'!x'", "negated", Some("`exclude`"));
    let two = "exclude = ['[a', 'b', '{c']";
    assert_eq!(bad(two).len(), 2);
    let bomb = format!("exclude = ['{}', '{}']", "{a,b}".repeat(4_000), "**/".repeat(2_000));
    assert_eq!(bad(&bomb).len(), 2);
}

#[test]
fn schemas_outside_the_project_or_missing() {
    let schema = |name: &str| format!("[collections.a]\nfiles = ['a']\nschema = '{name}'");
    for (name, part) in [
        ("/etc/passwd", "outside the project"),
        ("../schemas/event.json", "outside the project"),
        ("schemas/../../event.json", "outside the project"),
        ("schemas/link.json", "outside the project"),
        ("https://example.org/event.json", "never fetched"),
        ("schemas\\event.json", "has a `\\`"),
        ("$HOME/event.json", "there is no schema `$HOME/event.json`"),
        ("schemas/pipe.json", "cannot be read: not a regular file"),
        ("", "there is no schema ``"),
    ] {
        let text = schema(name);
        let mistakes = bad(&text);
        assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
        assert_eq!(mistakes[0].primary.span.slice(&text), format!("'{name}'"));
        assert!(mistakes[0].message.contains(part), "{}", mistakes[0].message);
    }
    let file = |text: &str, base| {
        load_all(text, &[], base).map(|config| config.collections[0].schema.clone()).expect("a schema file")
    };
    assert_eq!(file(&schema("schemas/event.json"), "site"), Some(SchemaName::File("site/schemas/event.json".into())));
    assert_eq!(file(&schema("../schemas/./event.json"), "site"), Some(SchemaName::File("schemas/event.json".into())));
}

#[test]
fn every_mistake_of_a_file_is_told_in_its_order() {
    let text = "extends = 'x'\nselect = ['nothing']\nmax-warnings = 'x'\n[rules]\nnope = 'off'\n[collections.a]\n";
    let under: Vec<_> = bad(text).iter().map(|m| m.primary.span.slice(text).to_owned()).collect();
    assert_eq!(under, ["extends", "'nothing'", "'x'", "nope", "a"]);
}

#[test]
fn a_flood_of_mistakes_is_cut() {
    let text: String = (0..100_000).map(|at| format!("k{at} = 1\n")).collect();
    let mistakes = bad(&text);
    assert_eq!(mistakes.len(), 100);
    assert_eq!(mistakes[99].note.as_deref(), Some("and 99900 more mistakes"));
    assert!(!bad(&format!("a = {}", "[".repeat(100_000))).is_empty(), "deep nesting is a mistake, not a crash");
    assert!(!bad(&"[[[\n".repeat(50_000)).is_empty());
}

#[test]
fn whatever_is_cut_off_or_torn_the_spans_fit() {
    let text = FULL.replace("event_start", "é🎉\u{301}");
    let check = |text: &str| {
        for mistake in load_all(text, &[], "").err().into_iter().flatten() {
            assert!(text.get(mistake.primary.span.range()).is_some(), "{mistake:#?}");
        }
    };
    for (at, char) in text.char_indices() {
        check(&text[..at]);
        check(&format!("{}{}", &text[..at], &text[at + char.len_utf8()..]));
    }
}

#[test]
fn a_hostile_configuration_costs_little() {
    let start = std::time::Instant::now();
    let lists = |glob: &str| {
        let list: Vec<_> = std::iter::repeat_n(format!("'{glob}'"), 1_000).collect();
        format!("exclude = [{}]", list.join(","))
    };
    for glob in ["{a,b}".repeat(100), "**/*a".repeat(100), "[!a-z]?".repeat(70)] {
        let mistakes = bad(&lists(&glob));
        assert!(mistakes[0].message.contains("longer than 65536 bytes together"), "{}", mistakes[0].message);
        if let Ok(config) = load_all(&format!("exclude = ['{glob}']"), &[], "") {
            assert!(!config.exclude.is_match("a".repeat(4_000)));
        }
    }
    good(&lists("**/{a,b}*[cd]?.md"));
    let many: String = (0..20_000).map(|at| format!("[collections.c{at}]\nfiles = ['c{at}/**']\n")).collect();
    let mistakes = bad(&many);
    assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
    assert_eq!(mistakes[0].message, "more than 500 collections");
    assert_eq!(mistakes[0].primary.span.slice(&many), "c500");
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn the_command_line_lies_over_the_file() {
    let overrides = [
        "fail-on = 'info'",
        "rules.forbidden-words.words = ['a']\nrules.forbidden-words.level = 'info'",
        "rules.forbidden-words = 'warning'",
        "collections.events.schema = 'event.json'",
        "collections.new.files = ['new/**']",
        "exclude = []",
    ];
    let config = load_all(FULL, &overrides, "").expect("a good configuration");
    assert_eq!(config.fail_on, Some(FailOn::Info));
    assert_eq!(config.max_warnings, Some(10), "what is not said stays");
    assert_eq!(config.rules["forbidden-words"].level, Some(Level::Warning), "the last one counts");
    assert_eq!(config.rules["forbidden-words"].options["words"], toml::Value::from(vec!["a"]));
    assert_eq!(config.collections[0].schema, Some(SchemaName::File("event.json".into())));
    assert!(config.collections[0].contains(Path::new("content/event/a.md")));
    assert_eq!(config.collections[3].name, "new");
    assert!(!config.exclude.is_match("drafts/a.md"));

    let mistakes = load_all("fail-on = 'error'", &["max-warnings = 1", "fail-om = 'x'"], "").expect_err("a mistake");
    assert_eq!(mistakes.len(), 1);
    assert_eq!((mistakes[0].primary.file, mistakes[0].primary.span.range()), (FileId(2), 0..7));
    let text = "collections.events.schema = 'event.json'";
    let mistakes = load_all("[collections.events", &[text], "").expect_err("a syntax error");
    assert!(mistakes.iter().all(|m| m.primary.file == FileId(0)), "nothing follows from what was not read");
    let alone = load(None, &[(FileId(0), "max-warnings = 3")], Path::new(""), &known()).expect("no file");
    assert_eq!((alone.file, alone.max_warnings), (None, Some(3)));
}

#[test]
fn what_is_behind_config() {
    assert_eq!(Argument::parse("max-warnings = 3"), Argument::Inline("max-warnings = 3".to_owned()));
    assert_eq!(Argument::parse("ci/foreword.toml"), Argument::File("ci/foreword.toml".into()));
    let directory = tempfile::tempdir().expect("a directory");
    let odd = directory.path().join("a=b.toml");
    std::fs::write(&odd, "").expect("a file");
    assert_eq!(Argument::parse(odd.to_str().expect("UTF-8")), Argument::File(odd.clone()));
}

#[test]
fn the_nearest_configuration_wins_up_to_the_root_of_version_control() {
    let directory = tempfile::tempdir().expect("a directory");
    let top = directory.path();
    let write = |path: &str| {
        let path = top.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
        std::fs::write(path, "").expect("a file");
    };
    write("foreword.toml");
    write("repo/.git/HEAD");
    write("repo/a/b/x.md");
    let repo = top.join("repo");
    assert_eq!(discover::vcs_root(&repo.join("a/b")), Some(repo.as_path()));
    assert_eq!(discover::find(&repo.join("a/b"), &repo), None, "nothing beyond the root of version control");
    write("repo/.config/foreword.toml");
    let found = discover::find(&repo.join("a/b"), &repo).expect("a configuration");
    assert_eq!(found.path, repo.join(".config/foreword.toml"));
    assert_eq!(found.base, repo, "globs are not relative to `.config`");
    write("repo/a/.foreword.toml");
    let found = discover::find(&repo.join("a/b"), &repo).expect("a configuration");
    assert_eq!((found.path, found.others), (repo.join("a/.foreword.toml"), vec![]));
    write("repo/a/foreword.toml");
    let found = discover::find(&repo.join("a"), &repo).expect("a configuration");
    assert_eq!((found.path, found.others), (repo.join("a/foreword.toml"), vec![repo.join("a/.foreword.toml")]));
    // A worktree or a submodule has a file of this name.
    write("repo/a/b/.git");
    assert_eq!(discover::vcs_root(&repo.join("a/b")), Some(repo.join("a/b").as_path()));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_neither_followed_nor_quoted() {
    let directory = tempfile::tempdir().expect("a directory");
    let project = directory.path().join("project");
    std::fs::create_dir(&project).expect("a directory");
    std::fs::write(directory.path().join("outside.toml"), "canary = 1").expect("a file");
    std::os::unix::fs::symlink("../outside.toml", project.join("foreword.toml")).expect("a link");
    let (root, files) = (Root::open(&project).expect("a root"), Files::default());
    let found = discover::find(root.path(), root.path()).expect("a configuration");
    let mistakes = discover::read(&found, &root, &files, &INVALID).expect_err("a link out");
    assert!(!format!("{mistakes:?}").contains("canary"), "{mistakes:?}");
    assert_eq!(mistakes[0].primary.span.range(), 0..0);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_still_a_configuration() {
    let directory = tempfile::tempdir().expect("a directory");
    std::os::unix::fs::symlink("../nowhere", directory.path().join("foreword.toml")).expect("a link");
    assert!(discover::find(directory.path(), directory.path()).is_some(), "it must be told, not passed over");
}

#[test]
fn the_published_schema_agrees_with_the_reader() {
    let schema = published::json_schema(&BOOK);
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let judge = |text: &str| {
        let table: toml::Table = text.parse().expect("TOML");
        validator.is_valid(&serde_json::to_value(table).expect("JSON"))
    };
    assert!(judge(FULL), "{:#?}", {
        let table: toml::Table = FULL.parse().expect("TOML");
        let value = serde_json::to_value(table).expect("JSON");
        validator.iter_errors(&value).map(|e| format!("{} {e}", e.instance_path())).collect::<Vec<_>>()
    });
    for text in [
        "extends = 'x'",
        "select = 'ALL'",
        "select = ['nothing']",
        "generator = 'gatsby'",
        "fail-on = 'off'",
        "max-warnings = -1",
        "base-url = 1",
        "content = 'a'",
        "static = 'a'",
        "static.a = 1",
        "external-paths = '/a'",
        "permalinks = '/:slug/'",
        "anchors = 'markdown'",
        "rules.nope = 'off'",
        "rules.key-typo = 'warn'",
        "rules.key-typo = { words = [] }",
        "rules.forbidden-words = { words = 'x' }",
        "rules.forbidden-words = { level = 'x' }",
        "collections.a.schema = 'x'",
        "collections.a = { files = [] }",
        "collections.a = { files = ['a'], shema = 'x' }",
        "collections.a = { files = ['a'], roles = { strat = 'x' } }",
        "collections.a = { files = ['a'], roles = { start = 1 } }",
        "collections.a = { files = ['a'], rules = { nope = 'off' } }",
    ] {
        assert!(!judge(text), "the schema accepts {text}");
        assert!(load_all(text, &[], "").is_err(), "the reader accepts {text}");
    }
    for text in ["", "rules.forbidden-words.level = 'info'", "rules.forbidden-words.words = ['a']", "select = []"] {
        assert!(judge(text), "the schema refuses {text}");
        assert!(load_all(text, &[], "").is_ok(), "the reader refuses {text}");
    }
    assert!(!schema.to_string().contains("null"), "TOML has no null");
}

#[test]
fn the_published_schema_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/config.schema.json");
    let fresh = format!("{:#}\n", published::json_schema(METAS));
    if std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &fresh).expect("written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        committed == fresh,
        "schemas/config.schema.json is stale: run `SNAPSHOTS=overwrite cargo test --test config`"
    );
}

#[cfg(unix)]
#[test]
fn the_disk_is_read_through_the_root() {
    use foreword::config::origin::Origin;
    let directory = tempfile::tempdir().expect("a directory");
    let top = directory.path();
    let write = |path: &str, text: &str| {
        let path = top.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
        std::fs::write(path, text).expect("a file");
    };
    write("project/.config/foreword.toml", "max-warnings = 1");
    write("project/site/foreword.toml", "max-warnings = 2");
    write("project/ci/strict.toml", "max-warnings = 3");
    write("outside.toml", "max-warnings = 4");
    write("project/latin/foreword.toml", "x");
    std::fs::write(top.join("project/latin/foreword.toml"), b"# caf\xe9").expect("a file");
    write("project/large/foreword.toml", &"#".repeat((2 << 20) + 1));
    std::fs::create_dir_all(top.join("project/odd/foreword.toml")).expect("a directory");
    std::fs::create_dir_all(top.join("project/link")).expect("a directory");
    std::os::unix::fs::symlink("../../outside.toml", top.join("project/link/foreword.toml")).expect("a link");

    let (root, files) = (Root::open(&top.join("project")).expect("a root"), Files::default());
    let load = |arguments: &[&std::path::Path], isolated, directory: &str| {
        let arguments: Vec<_> = arguments.iter().map(|a| a.to_str().expect("UTF-8").to_owned()).collect();
        Origin::new(&arguments, isolated, &root, &files, &INVALID)?.load(
            &root.path().join(directory),
            &root,
            &files,
            &known(),
        )
    };
    let ok = |arguments: &[&Path], isolated, directory| {
        let config = load(arguments, isolated, directory).expect("a configuration");
        (config.max_warnings, config.base.to_str().expect("UTF-8").to_owned())
    };
    assert_eq!(ok(&[], false, ""), (Some(1), String::new()), "`.config` is not what globs are relative to");
    assert_eq!(ok(&[], false, "site"), (Some(2), "site".to_owned()));
    assert_eq!(ok(&[], false, "ci"), (Some(1), String::new()), "the nearest above");
    assert_eq!(ok(&[], true, "site"), (None, "site".to_owned()));
    assert_eq!(ok(&[&top.join("project/ci/strict.toml")], false, "site"), (Some(3), "ci".to_owned()));
    assert_eq!(ok(&[&top.join("outside.toml")], false, "site"), (Some(4), String::new()));
    assert_eq!(ok(&[Path::new("max-warnings = 9")], false, "site"), (Some(9), "site".to_owned()));
    for (directory, part) in [
        ("latin", "not UTF-8 from byte 5"),
        ("large", "more than the limit"),
        ("odd", "not a regular file"),
        ("link", "leads out of the project"),
    ] {
        let mistakes = load(&[], false, directory).expect_err(directory);
        assert!(mistakes[0].message.contains(part), "{directory}: {}", mistakes[0].message);
    }
    let twice = [&*top.join("outside.toml"), &*top.join("project/ci/strict.toml")];
    assert!(load(&twice, false, "").expect_err("two files")[0].message.contains("second configuration file"));
}
