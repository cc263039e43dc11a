//! The document as its readers see it: exact places, fences, problems, and properties of any input.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::document::node::{Kind, NodeRef, Style, Value};
use foreword::document::{Document, Format, FrontSyntax, ProblemKind, ReadAs, YamlDialect, parse_data};
use foreword::dump;
use proptest::prelude::*;

fn read(text: &str) -> Document<'_> {
    Document::parse(text, &ReadAs::default())
}

/// The source under a value, found by a path of keys and list places.
fn at<'a, 's>(document: &'a Document<'s>, path: &str) -> NodeRef<'a, 's> {
    let mut node = document.root().expect("a mapping");
    for part in path.split('/') {
        node = match part.parse::<usize>() {
            Ok(place) => node.as_list().expect("a list").nth(place).expect("an item"),
            Err(_) => node.get(part).unwrap_or_else(|| panic!("no key {part}")),
        };
    }
    node
}

fn source<'s>(document: &Document<'s>, path: &str) -> &'s str {
    at(document, path).span().slice(document.text)
}

fn kinds(document: &Document<'_>) -> Vec<ProblemKind> {
    document.problems.iter().map(|problem| problem.kind).collect()
}

#[test]
fn values_behind_emoji_and_combining_marks_have_their_own_bytes() {
    let document = read("---\n\"🎉e\u{301}\": [é, {\"ü\": x}] # c\nname: y\n---\n");
    assert_eq!(document.problems, []);
    let root = document.root().expect("a root");
    let first = root.entries().next().expect("an entry");
    assert_eq!((first.key(), first.key_span().slice(document.text)), ("🎉e\u{301}", "\"🎉e\u{301}\""));
    assert_eq!(first.value().span().slice(document.text), "[é, {\"ü\": x}]");
    assert_eq!(source(&document, "🎉e\u{301}/1/ü"), "x");
    assert_eq!(source(&document, "name"), "y");
}

#[test]
fn every_line_end_gives_the_same_data() {
    for newline in ["\n", "\r\n", "\r"] {
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}---\na: 1\nb:\n  - x y\n---\nbody\n").replace('\n', newline);
            let document = read(&text);
            assert_eq!(document.problems, [], "{text:?}");
            assert_eq!(source(&document, "b/0"), "x y");
            assert_eq!(document.body.span.slice(&text), format!("body{newline}"));
            let block = document.block.expect("a block");
            assert_eq!((block.open.start as usize, block.open.slice(&text)), (mark.len(), "---"));
            assert_eq!(block.close.map(|close| close.slice(&text)), Some("---"));
        }
    }
}

#[test]
fn block_scalars_start_at_their_indicator() {
    let document = read("---\na: |\n  one\n  two\nb: &x >- # note\n  three\nc:\n  - |2\n     four\nd: |\n---\n");
    assert_eq!(source(&document, "a"), "|\n  one\n  two");
    assert_eq!(source(&document, "b"), ">- # note\n  three");
    assert_eq!(at(&document, "b").as_str(), Some("three"));
    assert_eq!(source(&document, "c/0"), "|2\n     four");
    assert_eq!(source(&document, "d"), "|");
    assert_eq!(at(&document, "a").style(), Style::Literal);
}

#[test]
fn quoted_values_may_go_on_without_indentation() {
    let document = read("---\na: \"one\ntwo\n\nthree\"\nb: 'x\ny'\nc: z\n---\n");
    assert_eq!(document.problems, []);
    assert_eq!(at(&document, "a").as_str(), Some("one two\nthree"));
    assert_eq!((source(&document, "b"), at(&document, "b").as_str()), ("'x\ny'", Some("x y")));
    assert_eq!(source(&document, "c"), "z");
}

#[test]
fn omitted_values_stand_behind_their_colon() {
    let text = "---\na:\nb : # note\nc: {d, e: }\n---\n";
    let document = read(text);
    for (path, place) in [("a", 6), ("b", 10), ("c/d", 23), ("c/e", 27)] {
        let node = at(&document, path);
        assert_eq!((node.kind(), node.style()), (Kind::Null, Style::Missing), "{path}");
        assert_eq!((node.span().start, node.span().end), (place, place), "{path}");
    }
}

#[test]
fn aliases_stand_where_they_are_written_and_merge_keys_bring_entries() {
    let document = read("---\nbase: &b {x: 1, y: 2}\nuse: *b\nmore:\n  y: 3\n  <<: [*b, {z: 4}]\n---\n");
    assert_eq!(document.problems, []);
    assert_eq!(source(&document, "use"), "*b");
    assert_eq!(at(&document, "use").resolved().id(), at(&document, "base").id());
    let more: Vec<(String, bool, &str)> = at(&document, "more")
        .entries()
        .map(|entry| (entry.key().to_owned(), entry.merged(), entry.value().span().slice(document.text)))
        .collect();
    assert_eq!(more, [("y".to_owned(), false, "3"), ("x".to_owned(), true, "1"), ("z".to_owned(), true, "4")]);
}

#[test]
fn alias_bombs_and_deep_values_are_limits() {
    let mut bomb = String::from("---\na0: &a0 [x, x]\n");
    for level in 1..30 {
        bomb += &format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1);
    }
    let deep = format!("---\na: {}\n---\n", "[".repeat(5_000));
    let dashes = format!("---\na:\n {}x\n---\n", "- ".repeat(5_000));
    let chain =
        format!("---\na: &a {}x{}\nb: {}*a{}\n---\n", "[".repeat(40), "]".repeat(40), "[".repeat(40), "]".repeat(40));
    let json = format!("{{\"a\": {}{}}}\n", "[".repeat(5_000), "]".repeat(5_000));
    for text in [bomb + "---\n", deep, dashes, chain, json] {
        let document = read(&text);
        assert_eq!(kinds(&document), [ProblemKind::Limit], "{}", &text[..60]);
        assert!(document.root().is_none());
    }
    let toml = format!("+++\na = {}{}\n+++\n", "[".repeat(5_000), "]".repeat(5_000));
    assert!(kinds(&read(&toml)).contains(&ProblemKind::Limit));
}

#[test]
fn duplicate_keys_name_both_places() {
    let yaml = "---\na: 1\nb: 2\na: 3\n---\n";
    let toml = "+++\n[t]\na = 1\nb.a = 2\na = 3\n+++\n";
    let json = "{\"a\": 1, \"b\": {\"a\": 0}, \"a\": 3}\n";
    for (text, first, later) in [(yaml, 4, 14), (toml, 8, 22), (json, 1, 24)] {
        let document = read(text);
        let problem = &document.problems[0];
        assert_eq!(problem.kind, ProblemKind::DuplicateKey, "{text}");
        assert_eq!((problem.span.start, problem.related[0].0.start), (later, first), "{text}");
    }
    let many: String = (0..20).map(|number| format!("key{number}: x\n")).collect();
    let document_text = format!("---\n{many}KEY7: y\n---\n");
    let hugo = ReadAs { front: FrontSyntax { fold_case: true, ..FrontSyntax::default() }, ..ReadAs::default() };
    assert_eq!(read(&document_text).problems, []);
    assert_eq!(kinds(&Document::parse(&document_text, &hugo)), [ProblemKind::DuplicateKey]);
}

#[test]
fn toml_tables_and_dates_keep_their_places() {
    let text = "+++\n#:schema ./s.json\ndate = 2024-05-06 07:08:09Z\na.b.c = 'x'\np = {q = [1, \"é\"]}\n[[menu]]\nname = \"m\"\n[[menu]]\nname = '''n'''\n+++\n";
    let document = read(text);
    assert_eq!(document.problems, []);
    assert_eq!(at(&document, "date").value(), &Value::Date("2024-05-06 07:08:09Z".into()));
    assert_eq!((source(&document, "a/b/c"), source(&document, "p/q/1")), ("'x'", "\"é\""));
    assert_eq!(at(&document, "menu").style(), Style::TableArray);
    assert_eq!((source(&document, "menu/1"), source(&document, "menu/1/name")), ("[[menu]]", "'''n'''"));
    assert_eq!(at(&document, "menu/1/name").style(), Style::MultiSingleQuoted);
    assert_eq!(document.schema_comment.map(|(name, span)| (name, span.slice(text))), Some(("./s.json", "./s.json")));
}

#[test]
fn scalars_are_typed_by_dialect() {
    let text = "a: yes\nb: 012\nc: 1_000\nd: 1:30\ne: 1e3\nf: 2024-01-02\ng: 99999999999999999999\nh: .nan\ni: !!str 1\nj: 0o14\n";
    let core =
        r#"{"a":"yes","b":12,"c":"1_000","d":"1:30","e":1000.0,"f":"2024-01-02","g":1e20,"h":"nan","i":"1","j":12}"#;
    let old = r#"{"a":true,"b":10,"c":1000,"d":90,"e":"1e3","f":"2024-01-02","g":1e20,"h":"nan","i":"1","j":"0o14"}"#;
    let fenced = format!("---\n{text}---\n");
    for (yaml, want) in [(YamlDialect::Core, core), (YamlDialect::V11, old)] {
        let read = ReadAs { front: FrontSyntax { yaml, ..FrontSyntax::default() }, ..ReadAs::default() };
        let document = Document::parse(&fenced, &read);
        let want: serde_json::Value = serde_json::from_str(want).expect("JSON");
        assert_eq!(dump::plain(document.root().expect("a root")), want, "{yaml:?}");
        assert_eq!(at(&document, "f").kind(), Kind::Date);
    }
}

#[test]
fn fences_that_no_generator_sees_are_named() {
    for (text, span) in [
        ("\n---\ntitle: x\n---\n", "---"),
        (" ---\n title: x\n ---\n", "---"),
        ("------\ntitle: x\n------\n", "------"),
        ("–––\ntitle: x\n–––\n", "–––"),
        ("---\ntitle: x\ndate: y\n\n# Text\n", "---"),
        ("---\ntitle: x\n----\ntext\n", "----"),
        ("---\ntitle: x\n—-\ntext\n", "—-"),
        ("+++\ntitle = 'x'\n---\ntext\n", "---"),
        ("---js\n{ a: 1 }\n---\n", "---js"),
        ("{\n  \"title\": \"x\n}\n\ntext\n", "{"),
    ] {
        let document = read(text);
        assert_eq!(kinds(&document), [ProblemKind::Ignored], "{text:?}");
        assert_eq!(document.problems[0].span.slice(text), span, "{text:?}");
    }
    let strict = ReadAs { front: FrontSyntax { bom: false, ..FrontSyntax::default() }, ..ReadAs::default() };
    let text = "\u{feff}---\ntitle: x\n---\n";
    assert_eq!(kinds(&Document::parse(text, &strict)), [ProblemKind::Ignored]);
    let zola =
        ReadAs { front: FrontSyntax { leading_blank_lines: true, ..FrontSyntax::default() }, ..ReadAs::default() };
    assert_eq!(Document::parse("\n\n+++\ntitle = 'x'\n+++\n", &zola).problems, []);
}

#[test]
fn prose_is_no_front_matter() {
    for text in [
        "",
        "# Title\n\n---\n\ntext: more\n",
        "---\n\nA break, then prose.\n\n---\n\nMore.\n",
        "---\nProse right below.\n\nMore of it.\n---\n",
        "---\nAn open break, and no other.\n",
        "----------\nA longer break.\n",
        "{{< shortcode \"x\" >}}\n\ntext\n",
        "{% include x %}\n",
        "{\"a quoted expression\"}\n\ntext\n",
        "Title: not a header here\n\ntext\n",
        "+ a list\n+ of items\n",
        "\n\n---\n\nText\n\n---\n",
    ] {
        let document = read(text);
        assert!(document.block.is_none() && document.problems.is_empty(), "{text:?}: {:?}", document.problems);
        assert_eq!(document.body.span.slice(text), text);
    }
}

#[test]
fn a_brace_or_a_complex_key_opens_data_also_when_it_does_not_parse() {
    for text in ["---\n{\"title\" [x\n---\n", "---\n? ? ? [\n---\n"] {
        assert_eq!(kinds(&read(text)), [ProblemKind::Syntax], "{text:?}");
    }
    for text in ["---\n{{ banner [ }}\n---\n", "---\n{% include a: [ %}\n---\n", "---\n{: .note [\n---\n"] {
        assert!(kinds(&read(text)).is_empty(), "{text:?}");
    }
}

#[test]
fn the_notations_of_single_generators_are_read() {
    let hexo = "\"title\": \"x\",\n\"n\": 1\n;;;\nbody\n";
    let document = read(hexo);
    assert_eq!((document.format, source(&document, "title")), (Some(Format::Json), "\"x\""));
    assert_eq!(document.body.span.slice(hexo), "body\n");
    assert_eq!(source(&read("---json\n{\"a\": [1]}\n---\n"), "a/0"), "1");
    assert_eq!(source(&read(";;;\n{\"a\": 1}\n;;;\n"), "a"), "1");
    let pelican = FrontSyntax { formats: &[Format::Headers, Format::Yaml], ..FrontSyntax::default() };
    let pelican = ReadAs { front: pelican, ..ReadAs::default() };
    let text = "Title: A: b\nTags: x,\n  y\n\nbody\n";
    let document = Document::parse(text, &pelican);
    assert_eq!((source(&document, "title"), source(&document, "tags")), ("A: b", "x,\n  y"));
    assert_eq!(document.body.span.slice(text), "body\n");
    let optional = FrontSyntax { opening_optional: true, ..FrontSyntax::default() };
    let optional = ReadAs { front: optional, ..ReadAs::default() };
    assert_eq!(source(&Document::parse("title: x\n---\nbody\n", &optional), "title"), "x");
}

#[test]
fn mistakes_are_named_where_they_were_made() {
    for (text, span, word) in [
        ("title: Foo: bar\n", "Foo: bar", "colon"),
        ("title: \"a\nb: c\n", "\"", "never closed"),
        ("a: 1\n\tb: 2\n", "\t", "tab"),
        ("title: @you\n", "@", "start with"),
        ("title: *bold* text\n", "*bold*", "anchor"),
        ("a: 1\ntitle:x\nb: 2\n", "title:x", "space behind its colon"),
        ("tags: [a, b\nc: d\n", "[", "never closed"),
        ("title: [x] y\n", "[x] y", "closing bracket"),
        ("a: 1\nplain words\nb: 2\n", "plain words", "neither"),
        ("title: {{ .Title }}\n", "{{ .Title }}", "template"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n", "<<<<<<< HEAD", "merge conflict"),
        ("- a\n- b\n", "a", "list, not a mapping"),
    ] {
        let text = format!("---\n{text}---\nbody\n");
        let document = read(&text);
        assert_eq!(kinds(&document), [ProblemKind::Syntax], "{text}");
        let problem = &document.problems[0];
        assert_eq!(problem.span.slice(&text), span, "{text}");
        assert!(problem.message.contains(word), "{text}: {}", problem.message);
        assert_eq!(document.body.span.slice(&text), "body\n");
    }
}

#[test]
fn ambiguous_scalars_are_quoted_byte_for_byte() {
    for (line, fixed) in [
        ("title: Issue #12", "title: \"Issue #12\""),
        ("version: 1.10", "version: \"1.10\""),
        ("tags: [no, x]", "tags: [\"no\", x]"),
        ("title: !important a\\b", "title: '!important a\\b'"),
        ("title: &co", "title: \"&co\""),
    ] {
        let text = format!("---\n{line}\n---\n");
        let document = read(&text);
        assert_eq!(kinds(&document), [ProblemKind::Ambiguous], "{line}");
        let fix = document.problems[0].fix.as_ref().expect("a fix");
        let mut mended = text.clone();
        mended.replace_range(fix.edits[0].span.range(), &fix.edits[0].text);
        assert_eq!(mended, format!("---\n{fixed}\n---\n"));
        assert_eq!(read(&mended).problems, [], "{mended}");
    }
    for line in [
        "title: A # note",
        "draft: yes",
        "weight: 1.10",
        "price: 3.50",
        "color: red #fff",
        "title: 1.5",
        "x: &a b\ny: *a",
    ] {
        let text = format!("---\n{line}\n---\n");
        assert_eq!(read(&text).problems, [], "{line}");
    }
}

/// Text that is likely to meet every branch.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---",
        "+++",
        "...",
        ";;;",
        "---json",
        "---js",
        "----",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "  ",
        "- ",
        "? ",
        ": ",
        ":",
        "key: ",
        "a = ",
        "a.b = ",
        "[",
        "]",
        "{",
        "}",
        "[[t]]",
        "[t]",
        ",",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "|",
        ">",
        "|2-",
        "&a ",
        "*a",
        "<<: ",
        "!!str ",
        "!x ",
        "#",
        " # c",
        "%",
        "@",
        "`",
        "\\",
        "\\u00e9",
        "🎉",
        "e\u{301}",
        "é",
        "\u{feff}",
        "\u{2028}",
        "\u{85}",
        "\0",
        "\u{1}",
        "x",
        "word",
        "1",
        "0x1f",
        "1.10",
        "2024-01-02",
        "true",
        "null",
        "~",
        "<<<<<<< a",
        "=======",
        ">>>>>>> b",
        "title: x\n",
        "“",
        "”",
        "{{ x }}",
    ]);
    let opening = prop::sample::select(vec![
        "",
        "---\n",
        "+++\n",
        "{",
        "\u{feff}---\n",
        "---\nk: ",
        "+++\nk = ",
        "\n---\n",
        ";;;\n",
    ]);
    let closing = prop::sample::select(vec!["", "\n---\n", "\n+++\n", "}", "\n;;;\n", "\n...\n"]);
    (opening, prop::collection::vec(pieces, 0..40), closing)
        .prop_map(|(open, pieces, close)| format!("{open}{}{close}", pieces.concat()))
}

/// Places are in bounds and on characters; children lie in their parents.
fn check_places(text: &str, node: NodeRef<'_, '_>) {
    let span = node.span();
    assert!(text.get(span.range()).is_some(), "{span:?} of {}", text.len());
    if node.style() == Style::Alias {
        return;
    }
    let holds = |child: NodeRef<'_, '_>| {
        matches!(node.style(), Style::Table | Style::TableArray) || span.contains(child.span())
    };
    for item in node.as_list().into_iter().flatten() {
        assert!(holds(item), "{:?} in {span:?} of {text:?}", item.span());
        check_places(text, item);
    }
    for entry in node.entries().filter(|entry| !entry.merged()) {
        assert!(text.get(entry.key_span().range()).is_some());
        assert!(holds(entry.value()), "{:?} in {span:?} of {text:?}", entry.value().span());
        check_places(text, entry.value());
    }
}

fn check(text: &str, read: &ReadAs) {
    let document = Document::parse(text, read);
    for problem in &document.problems {
        let spans = problem.related.iter().map(|(span, _)| *span).chain([problem.span]);
        let edits = problem.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        for span in spans.chain(edits) {
            assert!(text.get(span.range()).is_some(), "{problem:?} of {text:?}");
        }
    }
    if let Some(block) = document.block {
        for span in [block.open, block.inner, block.close.unwrap_or(block.open)] {
            assert!(text.get(span.range()).is_some(), "{block:?}");
        }
    }
    if let Some(root) = document.data.root() {
        check_places(text, root);
    }
    let _ = serde_json::to_string(&dump::dump(&document, "x.md")).expect("a dump is JSON");
    assert!(text.get(document.head().range()).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in hostile(), any in "\\PC*", v11: bool, headers: bool) {
        let formats: &'static [Format] = if headers { &[Format::Headers, Format::Yaml, Format::Json] } else { &[Format::Yaml, Format::Toml, Format::Json] };
        let yaml = if v11 { YamlDialect::V11 } else { YamlDialect::Core };
        let front = FrontSyntax { formats, yaml, opening_optional: headers, bom: v11, fold_case: v11, ..FrontSyntax::default() };
        let read = ReadAs { front, ..ReadAs::default() };
        check(&text, &read);
        check(&any, &read);
        for format in [Format::Yaml, Format::Toml, Format::Json, Format::Headers] {
            let (tree, _) = parse_data(&text, format);
            if let Some(root) = tree.root() {
                check_places(&text, root);
            }
        }
    }

    /// The bytes under a scalar say the scalar.
    #[test]
    fn a_scalar_read_alone_is_the_same(text in hostile()) {
        let document = read(&text);
        let (Some(format), Some(root)) = (document.format, document.root()) else { return Ok(()) };
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            if node.style() == Style::Alias {
                continue;
            }
            pending.extend(node.as_list().into_iter().flatten());
            pending.extend(node.entries().filter(|entry| !entry.merged()).map(|entry| entry.value()));
            // Lines of a longer scalar lean on the indentation around it, and a tag is not part of the value.
            let source = node.span().slice(&text);
            let before = &text[..node.span().start as usize];
            let line = before.rfind(['\n', '\r']).map_or(before, |at| &before[at + 1..]);
            let scalar = !matches!(node.kind(), Kind::List | Kind::Map) && node.style() != Style::Missing;
            if !scalar || source.contains(['\n', '\r']) || line.contains('!') || before.trim_end().ends_with("!!str") || before.trim_end().ends_with("!x") {
                continue;
            }
            if matches!(node.style(), Style::Literal | Style::Folded) {
                continue;
            }
            let alone = match format {
                Format::Toml => format!("v = {source}"),
                Format::Json => format!("{{\"v\": {source}}}"),
                _ => format!("v: {source}\n"),
            };
            let (tree, problems) = parse_data(&alone, format);
            let again = tree.root().and_then(|root| root.get("v"));
            prop_assert!(again.is_some(), "{alone:?} of {text:?}: {problems:?}");
            let same = again.map(|again| format!("{:?}", again.value()));
            prop_assert_eq!(same, Some(format!("{:?}", node.value())), "{:?} of {:?}", alone, text);
        }
    }
}
