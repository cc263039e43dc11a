//! `gray_matter` with its own engines as an independent reader: wherever it reads a page rightly, our tree holds the
//! same data and the same body.
//!
//! Where it does not, a rule on the text or on the two results says so, never a file's name; each such class is
//! counted. Anything else is a difference and fails. The pages are those of the fixtures, and of the corpora where
//! they lie beside the repository.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

mod support;

use foreword::document::node::{NodeId, NodeRef, Style, Value};
use foreword::document::{Document, Format, ProblemKind, ReadAs};
use foreword::source::decode;
use gray_matter::engine::{Engine, JSON, TOML, YAML};
use gray_matter::{Matter, ParsedEntity, Pod};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Blocks that `gray_matter` may be given: longer ones can take it seconds or end the process.
const BLOCK: usize = 64 << 10;

/// It recurses without a limit of its own.
const STACK: usize = 512 << 20;

#[derive(Default)]
struct Tally {
    pages: usize,
    classes: BTreeMap<&'static str, usize>,
    differences: Vec<String>,
}

impl Tally {
    fn class(&mut self, name: &'static str) {
        *self.classes.entry(name).or_default() += 1;
    }

    fn differs(&mut self, page: &str, how: impl AsRef<str>) {
        self.differences.push(format!("{page}: {}", how.as_ref()));
    }

    fn settle(self, what: &str) {
        println!("{what}: {} pages", self.pages);
        for (class, count) in &self.classes {
            println!("{count:6}  {class}");
        }
        assert!(
            self.differences.is_empty(),
            "{} differences, such as\n{}",
            self.differences.len(),
            self.differences[..self.differences.len().min(20)].join("\n")
        );
    }
}

/// What the other reader says of a page.
enum Other {
    /// Its `Matter` read the whole page.
    Page(gray_matter::Result<ParsedEntity>),
    /// Only its engine could be asked, with the text of our block.
    Data(gray_matter::Result<Pod>),
}

fn page_with<E: Engine>(text: &str, fence: &str) -> Other {
    let mut matter = Matter::<E>::new();
    matter.delimiter = fence.to_owned();
    Other::Page(matter.parse(text))
}

fn compare(page: &str, bytes: &[u8], tally: &mut Tally) {
    tally.pages += 1;
    let Ok(text) = decode(bytes) else { return tally.class("not UTF-8: neither reads it") };
    let document = Document::parse(text, &ReadAs::default());
    let has = |kind: ProblemKind| document.problems.iter().any(|problem| problem.kind == kind);

    // Classes of pages that cannot be compared, or in part only.
    let bare = text.strip_prefix('\u{feff}');
    if bare.is_some() && document.block.is_some() {
        tally.class("byte order mark: no block for gray_matter; compared without the mark");
    }
    let text = bare.unwrap_or(text);
    let Some(block) = document.block else { return no_block(page, text, &document, tally) };
    if block.inner.len() > BLOCK || has(ProblemKind::Limit) {
        return tally.class("beyond a limit: gray_matter has none and is not asked");
    }
    let open = block.open.slice(document.text);
    let start = document.text.len() - text.len();
    if block.open.start as usize > start {
        tally.class("something before the fence: no block for either, and ours says so");
        return expect_none(page, text, tally);
    }
    if has(ProblemKind::Ignored) && block.close.is_none() {
        tally.class("block never closed: no data and no error there, a finding here");
        return expect_none(page, text, tally);
    }
    if has(ProblemKind::Ignored) && document.data.root().is_none() && document.format.is_some() {
        return tally.class("look-alike of a fence: a finding here, nothing or too much there");
    }
    let inner = block.inner.slice(document.text);
    let other = match (document.format, open) {
        (Some(Format::Yaml), "---") if block.close.is_some_and(|close| close.slice(document.text) != "---") => {
            tally.class("closed by `...`, which is no fence for gray_matter: its engine is asked");
            Other::Data(YAML::parse(inner))
        }
        (Some(Format::Yaml), "---") => page_with::<YAML>(text, "---"),
        (Some(Format::Toml), "+++") => page_with::<TOML>(text, "+++"),
        (Some(Format::Json), _) if inner.trim_start().starts_with('"') => {
            tally.class("JSON members closed by `;;;`, without braces: its engine is asked, with braces");
            Other::Data(JSON::parse(&format!("{{{inner}}}")))
        }
        (Some(Format::Json), "") => {
            tally.class("bare JSON object, which gray_matter cannot be told of: its engine is asked");
            Other::Data(JSON::parse(inner))
        }
        (Some(format), _) => {
            tally.class("`---` with a language, which is no fence for gray_matter: its engine is asked");
            Other::Data(match format {
                Format::Yaml => YAML::parse(inner),
                Format::Toml => TOML::parse(inner),
                _ => JSON::parse(inner),
            })
        }
        (None, _) => return tally.class("front matter in code, which is never run"),
    };

    let other = match other {
        Other::Data(data) => data,
        Other::Page(Ok(entity)) => {
            same_body(page, &document, &entity, tally);
            Ok(entity.data.unwrap_or(Pod::Null))
        }
        Other::Page(Err(error)) => Err(error),
    };
    let block_problem = |kind: ProblemKind| {
        document.problems.iter().find(|problem| problem.kind == kind && problem.span.start < block.inner.end)
    };
    let syntax = block_problem(ProblemKind::Syntax);
    let duplicate = block_problem(ProblemKind::DuplicateKey);
    match (syntax, duplicate, other) {
        (Some(_), _, Err(_)) => tally.class("broken block: both reject it"),
        (Some(problem), _, Ok(data)) => match accepted_there(&problem.message, inner, &data) {
            Some(class) => tally.class(class),
            None => tally.differs(page, format!("only we reject it: {}; gray_matter: {data:?}", problem.message)),
        },
        (None, Some(_), Err(_)) => tally.class("duplicate key: an error there, a finding here"),
        (None, Some(_), Ok(_)) if document.format == Some(Format::Json) => {
            tally.class("duplicate key in JSON: silent there, a finding here");
        }
        (None, Some(problem), Ok(_)) => tally.differs(page, format!("only we say: {}", problem.message)),
        (None, None, Err(error)) => match rejected_there(&document, inner) {
            Some(class) => tally.class(class),
            None => tally.differs(page, format!("only gray_matter rejects it: {error}")),
        },
        (None, None, Ok(data)) => {
            let before = tally.differences.len();
            match document.data.root() {
                Some(root) => Pair { page, document: &document, inner }.same(root, &data, "", tally),
                None => tally.differs(page, "our tree has no root and there is no problem"),
            }
            if tally.differences.len() == before {
                tally.class("same data, but for what else is counted here");
            }
        }
    }
}

/// We see no block: then gray_matter sees none, or takes prose between two rules for one.
fn no_block(page: &str, text: &str, document: &Document<'_>, tally: &mut Tally) {
    let first = text.lines().next().unwrap_or("").trim_end();
    if first != "---" && first != "+++" {
        tally.class("no block for either");
        return expect_none(page, text, tally);
    }
    if text.len() > BLOCK {
        return tally.class("beyond a limit: gray_matter has none and is not asked");
    }
    match Matter::<YAML>::new().parse::<Pod>(text) {
        Ok(entity) if entity.data.is_none() => tally.class("no block for either"),
        Ok(entity) if !matches!(entity.data, Some(Pod::Hash(_))) => {
            tally.class("prose between two rules: taken for a block there");
        }
        Err(_) => tally.class("prose between two rules: taken for a block there"),
        Ok(_) if text.contains("{{") => tally.class("template between two rules: taken for a block there"),
        Ok(entity) => tally.differs(page, format!("only gray_matter sees {:?} {:?}", entity.data, document.problems)),
    }
}

fn expect_none(page: &str, text: &str, tally: &mut Tally) {
    // What is no fence for either is not read, so nothing can go wrong.
    for (fence, other) in [("---", page_with::<YAML>(text, "---")), ("+++", page_with::<TOML>(text, "+++"))] {
        if let Other::Page(Ok(entity)) = other
            && entity.data.is_some()
        {
            tally.differs(page, format!("only gray_matter sees a `{fence}` block: {:?}", entity.data));
        }
    }
}

/// Its content has no line ends at its start and none at its end, and all are LF.
fn same_body(page: &str, document: &Document<'_>, entity: &ParsedEntity, tally: &mut Tally) {
    let body = document.body.span.slice(document.text);
    if body.contains("\r\n") {
        tally.class("CRLF: rewritten to LF there; compared by lines");
    }
    if entity.excerpt.is_some() {
        tally.class("a rule in the body: taken for the end of an excerpt there");
    }
    let lines: Vec<&str> = body.lines().collect();
    if lines.join("\n").trim_start_matches('\n') != entity.content {
        tally.differs(page, "the bodies differ");
    }
}

/// Why gray_matter accepts what we reject with this message.
fn accepted_there(message: &str, inner: &str, data: &Pod) -> Option<&'static str> {
    if inner.contains("{{") || inner.contains("{%") {
        return Some("template in the block: an empty mapping there, a finding here");
    }
    if !matches!(data, Pod::Hash(_)) {
        return Some("the block is no mapping: data there, a finding here");
    }
    if inner.lines().any(|line| line.starts_with("--- ") || line.starts_with("... ") || line == "...") {
        return Some("second YAML document in the block: left out there, a finding here");
    }
    if message.ends_with("stands inside the value it names") {
        return Some("alias within its own anchor: null there, a finding here");
    }
    // YAML 1.2.2, 5.1; libyaml and js-yaml refuse them as well.
    if message.starts_with("the control character") {
        return Some("control character: kept there, a finding here");
    }
    None
}

/// Why gray_matter rejects what we accept.
fn rejected_there(document: &Document<'_>, inner: &str) -> Option<&'static str> {
    let nodes = (0..document.data.len()).map(|at| document.data.data(NodeId(at as u32)));
    let mut quoted = nodes.filter(|node| matches!(node.style, Style::SingleQuoted | Style::DoubleQuoted));
    // YAML wants them indented; the parsers of the generators do not insist.
    let flush = |line: &str| !line.is_empty() && !line.starts_with([' ', '\t']);
    if document.format == Some(Format::Yaml)
        && quoted.any(|node| node.span.slice(document.text).lines().skip(1).any(flush))
    {
        return Some("lines of a quoted text that are not indented: an error there, read here");
    }
    if inner.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with(' ')) {
        return Some("indented block: its first indentation is trimmed and an error there, read here");
    }
    None
}

/// Two trees of one page.
struct Pair<'a> {
    page: &'a str,
    document: &'a Document<'a>,
    inner: &'a str,
}

impl Pair<'_> {
    fn same(&self, ours: NodeRef<'_, '_>, theirs: &Pod, path: &str, tally: &mut Tally) {
        match (ours.value(), theirs) {
            (Value::Map(_), Pod::Hash(_)) => {
                let merged = resolve(theirs);
                if merged != *theirs {
                    tally.class("merge key: literal there; resolved before comparing");
                }
                let Pod::Hash(theirs) = merged else { return };
                for entry in ours.entries() {
                    let path = format!("{path}/{}", entry.key());
                    match theirs.get(entry.key()) {
                        Some(value) => self.same(entry.value(), value, &path, tally),
                        None => match self.odd_key(entry.key_span().slice(self.document.text)) {
                            Some(class) => tally.class(class),
                            None => tally.differs(self.page, format!("only we have `{path}`")),
                        },
                    }
                }
                let mut odd = ours.entries().filter(|entry| !theirs.contains_key(entry.key())).count();
                for key in theirs.keys().filter(|key| ours.get(key).is_none()) {
                    if odd == 0 {
                        tally.differs(self.page, format!("only gray_matter has `{path}/{key}`"));
                    }
                    odd = odd.saturating_sub(1);
                }
            }
            // A block without any data.
            (Value::Map(_), Pod::Null) if ours.entries().next().is_none() => {}
            (Value::List(_), Pod::Array(items)) => {
                let own: Vec<_> = ours.as_list().into_iter().flatten().collect();
                if own.len() != items.len() {
                    tally.differs(self.page, format!("`{path}` has {} items, there {}", own.len(), items.len()));
                }
                for (at, (own, item)) in own.into_iter().zip(items).enumerate() {
                    self.same(own, item, &format!("{path}/{at}"), tally);
                }
            }
            (Value::Null, Pod::Null) => {}
            (Value::Bool(own), Pod::Boolean(value)) if own == value => {}
            (Value::Int(own), Pod::Integer(value)) if own == value => {}
            (Value::Int(own), Pod::Float(value)) if *own as f64 == *value => {}
            (Value::Float(own), Pod::Float(value)) if own == value || (own.is_nan() && value.is_nan()) => {}
            (Value::Float(own), Pod::Integer(value)) if *own == *value as f64 => {}
            (Value::Str(own), Pod::String(value)) if own == value => {}
            (Value::Date(own), Pod::String(value)) if own == value => {}
            _ => match self.odd_scalar(ours, theirs) {
                Some(class) => tally.class(class),
                None => tally.differs(self.page, format!("`{path}` is {:?}, there {theirs:?}", ours.value())),
            },
        }
    }

    fn odd_key(&self, raw: &str) -> Option<&'static str> {
        if raw.starts_with(['[', '{']) {
            return Some("key that is no scalar: left out there");
        }
        if raw == "~" || raw.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-') {
            return Some("key that is a number or null: rewritten there");
        }
        None
    }

    /// The class of two scalars that differ, by how ours is written.
    fn odd_scalar(&self, ours: NodeRef<'_, '_>, theirs: &Pod) -> Option<&'static str> {
        let text = self.document.text;
        let ours = ours.resolved();
        let raw = ours.span().slice(text);
        let before = text[..ours.span().start as usize].trim_end();
        if before.rsplit([' ', '\n', '\t', '[', '{', ',']).next().is_some_and(|word| word.starts_with('!')) {
            return Some("tag: YAML's own and foreign tags are taken otherwise there");
        }
        let yaml = self.document.format == Some(Format::Yaml);
        let plain = ours.style() == Style::Plain;
        match (ours.value(), theirs) {
            (Value::Float(own), _) if !own.is_finite() => Some("infinity or NaN: 0 or text there"),
            (Value::Float(own), _) if plain && own.abs() >= i64::MAX as f64 => Some("integer beyond 64 bits"),
            (Value::Null, Pod::String(word)) if word.eq_ignore_ascii_case("null") => {
                Some("`Null` and `NULL`: text there, null in YAML 1.2")
            }
            (_, _) if yaml && plain && octal(raw) => Some("number in octal, hexadecimal or with a sign"),
            (Value::Date(own), Pod::String(value)) if !yaml && one_form(own) == one_form(value) => {
                Some("TOML date: rewritten there; compared by its parts")
            }
            (Value::Str(own), Pod::String(value)) if own.replace("\r\n", "\n") == *value => {
                Some("CRLF in a text: rewritten to LF there")
            }
            (Value::Str(own), Pod::String(value))
                if own.trim_end() == value.trim_end()
                    && matches!(ours.style(), Style::Literal | Style::Folded)
                    && self.inner.trim_end().ends_with(raw.trim_end()) =>
            {
                Some("the last text of a block: its line ends are trimmed there")
            }
            _ => None,
        }
    }
}

fn octal(raw: &str) -> bool {
    let unsigned = raw.trim_start_matches(['+', '-']);
    raw.starts_with('+') || (unsigned.starts_with('0') && unsigned.len() > 1)
}

/// A TOML date with `T`, upper case, with seconds and without zeros at the end of its fraction.
fn one_form(date: &str) -> String {
    let date = date.replace(' ', "T").to_uppercase();
    let date = date.replace("+00:00", "Z").replace("-00:00", "Z");
    match date.split_once('.') {
        Some((whole, rest)) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let fraction = rest[..digits].trim_end_matches('0');
            format!("{whole}.{fraction}{}", &rest[digits..])
        }
        None => date,
    }
}

/// The mapping with the mappings under `<<` in it: own keys first, then the earlier of several.
fn resolve(data: &Pod) -> Pod {
    let Pod::Hash(entries) = data else { return data.clone() };
    let Some(sources) = entries.get("<<") else { return data.clone() };
    let sources = match sources {
        Pod::Array(items) => items.iter().map(resolve).collect(),
        one => vec![resolve(one)],
    };
    let mut merged = entries.clone();
    merged.remove("<<");
    for source in sources {
        let Pod::Hash(source) = source else { return data.clone() };
        for (key, value) in source {
            merged.entry(key).or_insert(value);
        }
    }
    Pod::Hash(merged)
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["md", "markdown", "mdx", "html"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn compare_all(top: &Path, what: &'static str) {
    let top = top.to_owned();
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut tally = Tally::default();
        for path in support::files(&top).into_iter().filter(|path| is_page(path)) {
            let name = path.strip_prefix(&top).unwrap_or(&path).display().to_string();
            compare(&name, &std::fs::read(&path).unwrap_or_default(), &mut tally);
        }
        tally.settle(what);
    });
    if let Err(panic) = worker.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

/// Each class has a page, so that no rule stays that nothing meets.
#[test]
fn the_classes_are_met() {
    let pages = [
        ("\u{feff}---\na: 1\n---\n", "byte order mark"),
        ("---\ntitle: a\ndate: 2024-05-01\n", "block never closed"),
        ("\n---\ntitle: a\ndate: 2024-05-01\n---\n", "something before the fence"),
        ("----\ntitle: a\ndate: 2024-05-01\n----\n", "look-alike of a fence"),
        ("---\na: 1\n---\nText.\n\n---\nMore.\n", "a rule in the body"),
        ("---\n\nText.\n\n---\n\nMore.\n", "prose between two rules"),
        ("---\na: 1\n...\nText.\n", "closed by `...`"),
        ("---\r\na: 1\r\n---\r\nText.\r\n", "CRLF: rewritten"),
        ("+++\r\na = \"\"\"b\r\nc\"\"\"\r\n+++\r\n", "CRLF in a text"),
        ("---\na: .inf\n---\n", "infinity or NaN"),
        ("---\na: .nan\n---\n", "infinity or NaN"),
        ("---\na: 1\na: 2\n---\n", "duplicate key:"),
        ("{\"a\": 1, \"a\": 2}\n", "duplicate key in JSON"),
        ("---\na: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n---\n", "merge key"),
        ("---\na: &a [*a]\n---\n", "alias within its own anchor"),
        ("---\na: 0o17\n---\n", "same data"),
        ("---\na: +017\n---\n", "same data"),
        ("---\na: 0O17\n---\n", "same data"),
        ("---\na: 0x-1F\n---\n", "number in octal"),
        ("---\na: yes\nb: 1_000\nc: 1:30\nd: On\n---\n", "same data"),
        ("---\na: NULL\n---\n", "`Null` and `NULL`"),
        ("---\na: 99999999999999999999\n---\n", "same data"),
        ("---\na: 0x1FFFFFFFFFFFFFFFF\n---\n", "integer beyond 64 bits"),
        ("---\na: !!str 12\n---\n", "same data"),
        ("---\na: !mine 12\n---\n", "same data"),
        ("---\na: !!int \"12\"\n---\n", "tag:"),
        ("---\n? [a, b]\n: 1\n---\n", "key that is no scalar"),
        ("---\n~: 1\n---\n", "key that is a number or null"),
        ("---\na: |+\n  b\n\n---\n", "the last text of a block"),
        ("---\na: \"b\nc\"\n---\n", "lines of a quoted text"),
        ("---\n  a: 1\n  b: 2\n---\n", "indented block"),
        ("---\n- a\n---\n", "the block is no mapping"),
        ("---\na: 1\n--- b\n---\n", "second YAML document"),
        ("---\ntitle: {{ title }}\n---\n", "template in the block"),
        ("---\na: [\n---\n", "broken block"),
        ("---\na: b\u{7}c\n---\n", "control character"),
        ("---json\n{\"a\": 1}\n---\n", "`---` with a language"),
        ("{\"a\": 1}\n", "bare JSON object"),
        ("\"a\": 1\n;;;\n", "JSON members"),
        ("---js\n({ a: 1 })\n---\n", "front matter in code"),
        ("+++\na = 2024-05-01 10:00:00.50z\n+++\n", "TOML date"),
        ("---\n# nothing\n---\n", "same data"),
    ];
    let mut wrong = String::new();
    for (page, class) in pages {
        let mut tally = Tally::default();
        compare("page", page.as_bytes(), &mut tally);
        if !tally.differences.is_empty() || !tally.classes.keys().any(|name| name.starts_with(class)) {
            wrong.push_str(&format!("{page:?}: {:?} {:?}\n", tally.classes.keys(), tally.differences));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn gray_matter_reads_the_fixtures_alike() {
    compare_all(&support::repository().join("fixtures"), "fixtures");
}

#[test]
fn gray_matter_reads_the_corpora_alike() {
    let Some(corpora) = support::shared("corpora") else {
        println!("skipped: no corpora beside the repository (FOREWORD_SHARED names another place)");
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let archives: Vec<PathBuf> =
        support::files(&corpora).into_iter().filter(|path| path.to_string_lossy().ends_with(".tar.gz")).collect();
    assert!(!archives.is_empty(), "the corpora hold archives");
    for archive in archives {
        let status =
            Command::new("tar").arg("xzf").arg(&archive).arg("-C").arg(folder.path()).status().expect("tar runs");
        assert!(status.success(), "tar unpacks {}", archive.display());
    }
    compare_all(folder.path(), "corpora");
}
