//! Both YAML readers agree wherever the flat one reads at all.

use super::*;
use crate::document::YamlDialect;
use crate::document::yaml::build::Build;
use proptest::prelude::*;

/// Asserts that both readers agree; gives whether the text was read here.
fn agrees(text: &str) -> bool {
    let inner = Span::new(0, text.len());
    for (yaml, fold_case) in [(YamlDialect::Core, false), (YamlDialect::V11, true)] {
        let syntax = FrontSyntax { yaml, fold_case, ..FrontSyntax::default() };
        let flat = read(text, inner, &syntax);
        let mut build = Build::new(text, inner, &syntax);
        let flat = match flat {
            Ok(flat) => flat,
            Err(Unread { underindented: None }) => return false,
            Err(Unread { underindented }) => {
                assert!(build.run(text).is_err(), "the full reader takes {text:?}");
                assert_eq!(underindented, build.underindented, "{text:?}");
                return false;
            }
        };
        assert!(build.run(text).is_ok(), "the full reader refuses {text:?}");
        assert_eq!(flat.tree, build.parsed.tree, "{text:?}");
        assert_eq!(flat.problems, build.parsed.problems, "{text:?}");
        assert_eq!(flat.schema_comment, build.parsed.schema_comment, "{text:?}");
    }
    true
}

#[test]
fn usual_front_matter_is_read_as_by_the_full_reader() {
    for text in [
        "title: A page\ndate: 2024-02-03\ndraft: false\nweight: 10\n",
        "title: \"A: page\"  \r\nslug: 'it is # here'\r\n\r\nempty:\r\nend: ''\r\n",
        "tags:\n  - one\n  -   two words\n  - 'three'\nother: x\n",
        "tags:\n- one\n- 2\n\n# a comment\n- \"three\"\n",
        "tags: [ one, 'two, too', \"three\" , 4]\nnone: []\nurl: https://example.org/a#b\n",
        "title: Über “uns” 🎉\nauthor: ~\na: 012\nb: 1_000\nc: yes\nd: -5\ne: .5\nf: 1e3\n",
        "a: 1\nA: 2\nb: x\nb: y\nlast:",
        "a:\n  b:\n    c: 1\n    d:\n  e: [x]\nf:\n- g: 1\n  h:\n  - i\n  j: 2\n-   k: 3\n    l:\n      m: 4\n- n\no: 5\n",
        "a: b # c\nd: 'e # f' # g\nh: # i\n  - j # k\n  # l\n      # m\n  - n\no: [p, q] # r\ns: t#u\nv: w # x # y\n",
        "a:\n  b: 1\n  b: 2\n\n   \nc:\n    - d: 1\n      d: 2\na: x\n",
        "a: b c  \n  d\r\n    e-f\ng: 1\n  2\nh:\n  - i\n    j\n  - k: l\n      m\nn: 2020-01-02\n  10:00:00\n",
        "a: \"b: c  \n  d # e\r\n  f \"\ng: 'h\n  i'\nj:\n- \"\n  k\"\n- 'l\n \'\n",
        "a: |\n  b: 'c # d\r\n    e\r\n\r\n\r\n  f\r\n\r\ng: |-\n # h\n",
        "a:\n  - >\n    b\n    c\n\n    d\n\n\n    e\n\n  - f: >-\n      g\n      h\n    i: |-\n     j\nk: l\n",
        "a: b\n  c\n\n\nd: e\n  f\n# g\nh: i\n  j\n  # k\n",
        "a: {b: c, d: 'e, f' , g: \"h\"}\ni: {}\nj:\n  - { k: 1, k: 2020-01-02 } # l\n  - {m: -n}\n",
        "a: ^b(?P<c>\\d+)\\.{2}[d-e]$ # f\nb: -c\n",
        "sidebar_position: 1\na.b: c/d\nk/l: (m)\npath: /x/y: z",
    ] {
        let read_here = agrees(text);
        assert_eq!(read_here, !text.ends_with(": z"), "{text:?}");
    }
}

#[test]
fn everything_else_is_left_to_the_full_reader() {
    for text in [
        "",
        "# only a comment\n",
        "a: b: c\n",
        "a: b:\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !t b\n",
        "a: |\n  b",
        "a: |+\n  b\n",
        "a: |2\n  b\n",
        "a: | # b\n  c\n",
        "a: |\n\n  b\n",
        "a: |\n    b\n  c\n",
        "a: >\n  b\n    c\n",
        "a: |\n  b \n",
        "a: |\nb: c\n",
        "a: b\n\n  c\n",
        "a: b\n  c: d\n",
        "a: b\n  # c\n  d\n",
        "a: b # c\n  d\n",
        "a: b\n  c # d\n",
        "a: 'b''c'\n",
        "a: \"b\\n\"\n",
        "a: \"b\nc\"\n",
        "a: \"b\n\n  c\"\n",
        "a: \"b\\\n  c\"\n",
        "a: \"b\n  c\" # d\n",
        "a: 'b\n  c''d'\n",
        "a: {b}\n",
        "a: {b:c}\n",
        "a: {b: }\n",
        "a: {b: c,}\n",
        "a: {b: c, d: e: f}\n",
        "a: {b: {c: d}}\n",
        "a: {\"b\": c}\n",
        "a: {<<: c}\n",
        "a: [b, [c]]\n",
        "a: [b,\n c]\n",
        "a: [b,]\n",
        "a: [b: c]\n",
        "a: [b c:d]\n",
        " a: b\n",
        "a :b\n",
        "a:b\n",
        "a:\tb\n",
        "a: b\n- c\n",
        "a:\n  - b\n - c\n",
        "a:\n  -\n",
        "- a\n",
        "a:\n  b\n",
        "a:\n  b: c\n d: e\n",
        "a: b\n  c: d\n",
        "a:\n- b\n  c: d\n",
        "a:\n  b: c\n  - d\n",
        "a:\n  - - b\n",
        "a:\n  - b: c\n   d: e\n",
        "a:\n  - b\n  c: d\n",
        "---\na: b\n",
        "a: b\n...\n",
        "a: b\u{85}\n",
        "a: b\rc: d\n",
        "<<: b\n",
        "? a\n",
        "a: -\n",
        "a: - b\n",
        "a: @b\n",
        "a: `b`\n",
        "a: %b\n",
        "a: b\n\0",
        "a: {{ b }}\n",
        "a: b\u{feff}\n",
        "# yaml-language-server: $schema=x.json\na: b\n",
        "a: b # yaml-language-server: $schema=x.json\n",
    ] {
        assert!(!agrees(text), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_readers_agree_on_anything_read_here(
        lines in prop::collection::vec(
            prop_oneof![
                4 => "[a-c]{1,2}:( {1,2}[-a-z0-9.,:#'\"/\\[\\]{}~+_() <é]{0,8})?[ ]{0,2}\r?",
                4 => " {0,4}[a-c]:( [a-z#]{0,3})?( #[a-c]| 'a'| \"b\")?",
                3 => " {0,4}- {1,3}[a-c]:( [a-z]{0,3})?",
                2 => "( {0,3}- {1,2})[-a-z0-9.,:#'\"/\\[\\] é]{0,6}",
                2 => "[a-c]: \\[( ?(a|'b, c'|\"d\"|2|e f) ?,?){0,4}\\]",
                2 => "([a-c]:|-) \\{( ?(a: [ab]|b: 'b, c'|c: \"d\"|a: -2|b:|c) ?,?){0,4}\\}",
                2 => "[a-c]: [-^][-a-c.:#\\[{(]{0,5}",
                2 => "[ ]{0,4}[-a-c#:\"' ]{0,5}",
                2 => "([a-c]: |- )['\"][a-c:# ]{0,3}",
                2 => "([a-c]: |- |- a: )[|>]-?",
                2 => "[ ]{0,3}[-a-c.#]{0,4}['\"]?",
                1 => "[ ]{0,2}",
                1 => "#[ a-z]{0,4}",
            ],
            0..7,
        ),
        newline in any::<bool>(),
    ) {
        let mut text = lines.join("\n");
        if newline {
            text.push('\n');
        }
        agrees(&text);
    }
}
