//! Heading ids against the generators' own: the tables in `tests/anchors`, which `generate.py` there makes.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::document::{Document, FrontSyntax, Markup, ReadAs};
use foreword::site::anchor::Anchors;
use foreword::site::profile::{Generator, Profile};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn lines(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/anchors").join(file);
    let text = std::fs::read_to_string(&path).expect("a table");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The ids that the page's headings have.
fn ids(anchors: Anchors, read: &ReadAs, text: &str) -> Vec<String> {
    let document = Document::parse(text, read);
    let headings = &document.body.headings;
    // Their tables are made of what their Markdown parser says, which does not look into raw HTML.
    let markdown_only = matches!(anchors, Anchors::Docusaurus | Anchors::Zola | Anchors::ZolaSafe);
    let ids = anchors.ids(headings.iter()).into_iter().zip(headings);
    let ids = ids.filter(|(id, heading)| !(id.is_empty() || markdown_only && heading.markdown.is_empty()));
    ids.map(|(id, _)| id).collect()
}

fn read_as(generator: Option<Generator>) -> ReadAs {
    let mut read = ReadAs::default();
    if let Some(generator) = generator {
        let profile = Profile::of(generator);
        let (wiki_links, markdown_in_html) = (profile.wiki_links, profile.markdown_in_html);
        read = ReadAs { front: profile.front.clone(), markup: Markup::Markdown, wiki_links, markdown_in_html };
    }
    // The documents have no front matter, but some open with a brace.
    read.front = FrontSyntax { formats: &[], ..read.front };
    read
}

/// Compares with the table of that name; `exceptions` are documents that are read differently, each with the reason.
fn compare(anchors: &str, generator: Option<Generator>, exceptions: &[(&str, &str)]) {
    let algorithm = Anchors::parse(anchors).expect("a name");
    if let Some(generator) = generator {
        assert_eq!(Profile::of(generator).anchors, algorithm, "the profile of {generator:?}");
    }
    let read = read_as(generator);
    let table: BTreeMap<String, Value> = lines(&format!("{anchors}.jsonl"))
        .drain(1..)
        .map(|line| (line["name"].as_str().expect("a name").to_owned(), line["headings"].clone()))
        .collect();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for document in lines("documents.jsonl") {
        let name = document["name"].as_str().expect("a name");
        let text = document["markdown"].as_str().expect("a document");
        // What the generator refuses to build has no ids.
        let Some(headings) = table[name].as_array() else { continue };
        let expected: Vec<&str> = headings.iter().filter_map(|heading| heading[1].as_str()).collect();
        let expected: Vec<&str> = expected.into_iter().filter(|id| !id.is_empty()).collect();
        let found = ids(algorithm, &read, text);
        let excepted = exceptions.iter().any(|(exception, _)| *exception == name);
        if (found == expected) == excepted {
            wrong.push(format!("{name} {text:?}: expected {expected:?}, found {found:?}, exception: {excepted}"));
        }
        compared += 1;
    }
    assert!(compared > 350, "{compared} documents are few");
    assert!(wrong.is_empty(), "{anchors}: {} of {compared} documents differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Why our reader and a generator's differ over whole headings.
const INDENTED: (&str, &str) =
    ("indent", "there blanks before `#` make it text; here the document's reader follows CommonMark");
const IN_HTML: (&str, &str) =
    ("html-block", "there nothing in an HTML block is Markdown, here it is behind a blank line");
const SEVEN: (&str, &str) = ("levels", "there seven `#` are six and text, here they are a paragraph");
const NO_BLANK: (&str, &str) = ("no-blank", "there `##x` is a heading, here it is a paragraph");
const EMPTY_ID: (&str, &str) = ("explicit-13", "there `{#}` is an id without a character, which no link can name");
const FOOTNOTES: (&str, &str) = ("footnote", "there the list of footnotes has a heading of its own");
const TWO_LISTS: (&str, &str) = ("explicit-22", "there two lists in braces are no list, here the last one is");
const TILDES: (&str, &str) = ("span-34", "there one tilde within a word strikes out, here it is a tilde");
const ABOVE: (&str, &str) = ("ial-2", "there an attribute list above the heading is the heading's");
const TWO_IDS: (&str, &str) =
    ("ial-4", "there the list below wins over the one in the line, here it is not looked for");
const NEEDS_BLANK: [(&str, &str); 2] = [
    ("paragraph", "there a heading needs a blank line above, here it does not"),
    ("break", "there a heading needs a blank line above, here it does not"),
];

#[test]
fn github() {
    compare("github", Some(Generator::Plain), &[FOOTNOTES]);
}

#[test]
fn docusaurus() {
    compare(
        "docusaurus",
        Some(Generator::Docusaurus),
        &[("indent", "MDX has no indented code, here the document is read as Markdown")],
    );
}

#[test]
fn astro() {
    compare("astro", Some(Generator::Astro), &[FOOTNOTES]);
}

#[test]
fn hugo() {
    compare("hugo", Some(Generator::Hugo), &[EMPTY_ID]);
}

#[test]
fn hugo_ascii() {
    compare("hugo-ascii", None, &[EMPTY_ID]);
}

#[test]
fn hugo_blackfriday() {
    compare("hugo-blackfriday", None, &[EMPTY_ID, TILDES]);
}

#[test]
fn kramdown() {
    compare("kramdown", Some(Generator::Jekyll), &[INDENTED, IN_HTML, ABOVE, TWO_IDS]);
}

#[test]
fn kramdown_plain() {
    compare(
        "kramdown-plain",
        None,
        &[INDENTED, IN_HTML, ABOVE, TWO_IDS, SEVEN, NO_BLANK, NEEDS_BLANK[0], NEEDS_BLANK[1]],
    );
}

#[test]
fn zola() {
    compare("zola", Some(Generator::Zola), &[]);
}

#[test]
fn zola_safe() {
    compare(
        "zola-safe",
        None,
        &[
            ("blank-05", "a heading's Markdown ends here without blanks of any kind, there some count"),
            ("tabs", "a heading's Markdown ends here without blanks of any kind, there some count"),
        ],
    );
}

#[test]
fn python_markdown() {
    compare("python-markdown", Some(Generator::Mkdocs), &[EMPTY_ID, TWO_LISTS, SEVEN, INDENTED, NO_BLANK, IN_HTML]);
}

#[test]
fn python_markdown_unicode() {
    compare("python-markdown-unicode", None, &[EMPTY_ID, TWO_LISTS, SEVEN, INDENTED, NO_BLANK, IN_HTML]);
}

#[test]
fn mdbook() {
    compare("mdbook", Some(Generator::Mdbook), &[]);
}

#[test]
fn vitepress() {
    compare(
        "vitepress",
        Some(Generator::Vitepress),
        &[("emoji-19", "there only names of emoji go, here any word between colons")],
    );
}

#[test]
fn hexo() {
    compare(
        "hexo",
        Some(Generator::Hexo),
        &[
            TILDES,
            ("explicit-06", "there a quote behind `=` closes"),
            ("dup-19", "there names that every JavaScript object has are counted from NaN"),
        ],
    );
}
