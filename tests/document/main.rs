//! The document as its readers see it: exact places, fences, problems.

mod properties;

use foreword::document::node::{Kind, NodeRef, Style, Value};
use foreword::document::{Document, Format, FrontSyntax, ProblemKind, ReadAs, YamlDialect};
use foreword::dump;

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
        ("- a\n- b\n", "- a", "list, not a mapping"),
        ("title: a\u{1b}b\n", "\u{1b}", "control character U+001B"),
        ("ti\0tle: a\n", "\0", "control character U+0000"),
        ("title: a\u{9b}b\n", "\u{9b}", "control character U+009B"),
        ("title: `a`\n", "`", "a backtick"),
        ("tags: [a, b],\nc: d\n", ",", "comma follows"),
        ("title: \"a\",\n", ",", "comma follows"),
        ("\"title\": \"a\",\n\"date\": \"b\"\n", ",", "comma follows"),
        ("title a\ndate: 1\n", "title a", "neither"),
        ("title = \"a\"\ndate: 1\n", "=", "TOML"),
        ("title：a\ndate: 1\n", "：", "full-width colon"),
        ("title:\u{a0}a\ndate: 1\n", "\u{a0}", "U+00A0"),
        ("title: \"C:\\path\"\n", "\\p", "no escape"),
        ("title: \"\\x4\"\n", "\\x4", "hexadecimal"),
        ("title: \"\\ud800\"\n", "\\ud800", "no Unicode character"),
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
fn one_mistake_in_toml_or_json_is_one_finding() {
    for (text, span, word) in [
        ("+++\nt = [1, 2\nx = 1\n+++\n", "[", "never closed"),
        ("+++\nt = [1, [2]\nx = 1\ny = abc\n+++\n", "[", "never closed"),
        ("+++\ns = \"[\" # [\nt = { a = 1\nx = 1\n+++\n", "{", "never closed"),
        ("+++\ntitle: a\n+++\n", ":", "YAML"),
        ("+++\ntitle: a\ndate: b\n+++\n", ":", "YAML"),
        ("{\"a\": \"\\ud800\"}\n", "\\ud800", "surrogate"),
        ("{\"a\": \"\\ud800\\u0041\"}\n", "\\ud800", "surrogate"),
        ("{\n// c\n\"title\": \"a\"\n}\n", "// c", "comments"),
    ] {
        let document = read(text);
        assert_eq!(kinds(&document), [ProblemKind::Syntax], "{text} {:?}", document.problems);
        let problem = &document.problems[0];
        assert_eq!(problem.span.slice(text), span, "{text}");
        assert!(problem.message.contains(word), "{text}: {}", problem.message);
    }
    assert_eq!(read("{\"a\": \"\\ud83d\\ude00\"}\n").problems, []);
}

#[test]
fn a_first_fence_is_front_matter_where_the_generator_says_so() {
    let front = FrontSyntax { first_fence_always: true, ..FrontSyntax::default() };
    let always = ReadAs { front, ..ReadAs::default() };
    for (text, kind) in [
        ("---\nsome text\n---\n", ProblemKind::Syntax),
        ("---\n\nsome text\n\n---\n", ProblemKind::Syntax),
        ("---\n@x: 3\n---\n", ProblemKind::Syntax),
        ("---\n\"title: a\"\n---\n", ProblemKind::Syntax),
        ("---\n3\n---\n", ProblemKind::Syntax),
        ("---\nunknown: 1\n\ntext\n", ProblemKind::Ignored),
        ("---\n  a: b\n  ---\ntext\n", ProblemKind::Ignored),
        ("---\nsome text\n", ProblemKind::Ignored),
    ] {
        assert_eq!(kinds(&Document::parse(text, &always)), [kind], "{text:?}");
    }
    let front = FrontSyntax { leading_blank_lines: true, ..always.front.clone() };
    let behind_blanks = ReadAs { front, ..ReadAs::default() };
    assert_eq!(kinds(&Document::parse("\n---\n@x: 3\n---\n", &behind_blanks)), [ProblemKind::Syntax]);
    assert_eq!(kinds(&Document::parse("\n---\n@x: 3\n---\n", &always)), []);
    for text in ["---\n\nsome text\n", "---\n---\n", "---\n\n\n---\ntext\n", "---\n# only\n---\n"] {
        assert_eq!(kinds(&Document::parse(text, &always)), [], "{text:?}");
    }
    for text in ["---\nsome text\n---\n", "---\n@x: 3\n---\n", "---\nunknown: 1\n\ntext\n", "---\n3\n---\n"] {
        assert_eq!(kinds(&read(text)), [], "{text:?}");
    }
}

#[test]
fn fences_that_only_look_right_are_named() {
    for (text, at, word) in [
        ("---\ntitle: a\n ---\n\nx\n", "---", "indented"),
        ("---\ntitle: a\n ---\n\nx y\n\n---\nz\n", "---", "indented"),
        ("+++\ntitle = \"a\"\n +++\nx\n", "+++", "indented"),
        ("---\ntitle: a\n--- # z\nx\n", "--- # z", "does not close"),
        ("---\ntitle: a\n---\u{a0}\nx\n", "---\u{a0}", "invisible"),
        ("---\u{a0}\ntitle: a\n---\nx\n", "\u{a0}", "U+00A0"),
        ("\u{200b}---\ntitle: a\n---\nx\n", "\u{200b}", "U+200B"),
        ("\u{feff}\u{feff}---\ntitle: a\n---\nx\n", "\u{feff}", "U+FEFF"),
        ("---json\n{\"title\": \"a\"}\n\ntext\n", "---json", "never closed"),
        ("+++\ntitle: a\n---\nx\n", "+++", "YAML"),
        ("---\ntitle = \"a\"\ndate = 2024-01-01\n---\nx\n", "title = \"a\"", "TOML"),
    ] {
        let document = read(text);
        assert_eq!(kinds(&document), [ProblemKind::Ignored], "{text:?} {:?}", document.problems);
        let problem = &document.problems[0];
        assert_eq!(problem.span.slice(text), at, "{text:?}");
        assert!(problem.message.contains(word), "{text:?}: {}", problem.message);
        // What the fix leaves is front matter.
        let mut edits = problem.fix.as_ref().expect("a fix").edits.clone();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
        let mut mended = text.to_owned();
        for edit in edits {
            mended.replace_range(edit.span.range(), &edit.text);
        }
        assert_eq!(read(&mended).problems, [], "{mended:?}");
        assert!(read(&mended).root().is_some(), "{mended:?}");
    }
    for text in [
        "---\ntitle: |\n  a\n  ---\n  b\n---\nx\n",
        "+++\ntitle = \"\"\"\n +++\n\"\"\"\n+++\nx\n",
        "---\n\nNote: x\n\n ---\n\ny\n",
        "---\na = b\nc = d\n---\n",
        "---\n\nx\n",
    ] {
        assert_eq!(read(text).problems, [], "{text:?}");
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
        ("color: #fff", "color: \"#fff\""),
        ("tags:\n- c++ #x", "tags:\n- \"c++ #x\""),
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
