//! Properties that hold for any text: places lie in it and on characters, a scalar's bytes say the scalar.

use super::read;
use foreword::document::node::{Kind, NodeRef, Style};
use foreword::document::{Document, Format, FrontSyntax, ReadAs, YamlDialect, parse_data};
use foreword::dump;
use proptest::prelude::*;

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
