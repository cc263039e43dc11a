//! The body reader: exact bytes of every construct, hostile input, and spans that always fit.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::document::body::{Body, LinkKind, parse};
use foreword::document::directive::DirectiveKind;
use foreword::document::{Markup, ReadAs};
use foreword::span::Span;
use proptest::prelude::*;

fn md(text: &str) -> Body<'_> {
    checked(text, 0, &ReadAs::default())
}

fn mdx(text: &str) -> Body<'_> {
    checked(text, 0, &ReadAs { markup: Markup::Mdx, ..ReadAs::default() })
}

fn wiki(text: &str) -> Body<'_> {
    checked(text, 0, &ReadAs { wiki_links: true, ..ReadAs::default() })
}

/// Parses, and checks what holds for every text.
fn checked<'s>(text: &'s str, start: usize, read: &ReadAs) -> Body<'s> {
    let body = parse(text, start, read);
    let sound = |span: Span, what: &str| {
        assert!(span.start <= span.end && text.get(span.range()).is_some(), "{what} {span:?} does not fit");
        assert!(span.start as usize >= start, "{what} {span:?} lies before the body");
        span.start
    };
    let sorted = |starts: Vec<u32>, what: &str| assert!(starts.is_sorted(), "{what} not sorted");
    sorted(body.headings.iter().map(|h| sound(h.span, "heading")).collect(), "headings");
    sorted(body.links.iter().map(|l| sound(l.span, "link")).collect(), "links");
    sorted(body.definitions.iter().map(|d| sound(d.span, "definition")).collect(), "definitions");
    sorted(body.anchors.iter().map(|a| sound(a.1, "anchor")).collect(), "anchors");
    sorted(body.directives.iter().map(|d| sound(d.span, "directive")).collect(), "directives");
    sorted(body.opaque.iter().map(|&o| sound(o, "opaque")).collect(), "opaque");
    for link in &body.links {
        sound(link.dest_span, "destination");
    }
    for definition in &body.definitions {
        sound(definition.dest_span, "destination");
    }
    for (_, span) in body.headings.iter().filter_map(|h| h.id.as_ref()) {
        sound(*span, "id");
    }
    body
}

/// `(whole, destination as written, destination)` of every link.
fn links(text: &str) -> Vec<(&str, &str, String)> {
    shown(text, &md(text))
}

fn shown<'s>(text: &'s str, body: &Body<'s>) -> Vec<(&'s str, &'s str, String)> {
    body.links.iter().map(|l| (l.span.slice(text), l.dest_span.slice(text), l.dest.to_string())).collect()
}

/// Asserts the one link of a text.
#[track_caller]
fn one(text: &str, whole: &str, written: &str, dest: &str) {
    assert_eq!(links(text), [(whole, written, dest.to_owned())], "{text:?}");
}

/// The same where the destination is as written and the link is all of the text.
#[track_caller]
fn all(text: &str, dest: &str) {
    one(text, text, dest, dest);
}

#[test]
fn markdown_in_html_is_read_where_the_generator_reads_it() {
    let text =
        "<div id=\"note\" markdown=\"1\">\n## Title\n[a](b)\n</div>\n\n<p>\n[c](d)\n</p>\n\n`<i markdown>` [e](f)\n";
    let read = ReadAs { markdown_in_html: true, ..ReadAs::default() };
    let body = checked(text, 0, &read);
    assert_eq!(body.links.iter().map(|link| &*link.dest).collect::<Vec<_>>(), ["b", "f"]);
    assert_eq!(body.headings.iter().map(|heading| heading.span.slice(text).trim()).collect::<Vec<_>>(), ["## Title"]);
    assert_eq!(body.anchors.iter().map(|(id, span)| (&**id, span.slice(text))).collect::<Vec<_>>(), [("note", "note")]);
    let plain = checked(text, 0, &ReadAs::default());
    assert_eq!(plain.links.iter().map(|link| &*link.dest).collect::<Vec<_>>(), ["f"]);
}

#[test]
fn inline_links() {
    one("a [b](c.md) d", "[b](c.md)", "c.md", "c.md");
    one("😀é [b](c.md \"t [x](y)\") d", "[b](c.md \"t [x](y)\")", "c.md", "c.md");
    all("[b](<a b.md>)", "a b.md");
    all("[b](<a b.md> 't')", "a b.md");
    all("[b]()", "");
    all("[b](<>)", "");
    all("[](c)", "c");
    all("[b](a(b)c)", "a(b)c");
    all("[b](  c.md\n  \"t\")", "c.md");
    all("[b](\nc.md\n)", "c.md");
    one("> - [b](c.md)", "[b](c.md)", "c.md", "c.md");
    one("| a | b |\n|--|--|\n| 😀 | [b](c.md) |", "[b](c.md)", "c.md", "c.md");
    one("1. x\n\n   [b](c.md)\n", "[b](c.md)", "c.md", "c.md");
    one("# [b](c.md)\n", "[b](c.md)", "c.md", "c.md");
    one("[b](c.md)\r\n", "[b](c.md)", "c.md", "c.md");
}

#[test]
fn escapes_and_entities_in_destinations() {
    one(r"[b](a\_b.md)", r"[b](a\_b.md)", r"a\_b.md", "a_b.md");
    one("[b](a&amp;b)", "[b](a&amp;b)", "a&amp;b", "a&b");
    one(r"[`](`x](a\)b)", r"[`](`x](a\)b)", r"a\)b", "a)b");
    one(r"[](a\)b)", r"[](a\)b)", r"a\)b", "a)b");
    one(r"[**b**](<a\>b c> (t))", r"[**b**](<a\>b c> (t))", r"a\>b c", "a>b c");
    one("> [b](\n> a\\_b)", "[b](\n> a\\_b)", r"a\_b", "a_b");
    let text = r"[![i](a\_1)](b\_2)";
    assert_eq!(links(text), [(text, r"b\_2", "b_2".into()), (r"![i](a\_1)", r"a\_1", "a_1".into())]);
    one("[b](a%20b&uuml;)", "[b](a%20b&uuml;)", "a%20b&uuml;", "a%20bü");
}

#[test]
fn images_nest_in_links() {
    let text = "[![alt](i.png)](p.md)";
    let body = md(text);
    assert_eq!(shown(text, &body), [(text, "p.md", "p.md".into()), ("![alt](i.png)", "i.png", "i.png".into())]);
    assert_eq!(body.links.iter().map(|l| l.image).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn reference_links_point_into_the_definition() {
    let text = "[a][r] [r][] [r] ![r]\n\n[r]: /x\\_y 'title'\n";
    let body = md(text);
    let wholes: Vec<_> = body.links.iter().map(|l| l.span.slice(text)).collect();
    assert_eq!(wholes, ["[a][r]", "[r][]", "[r]", "![r]"]);
    for link in &body.links {
        assert_eq!((link.dest_span.slice(text), &*link.dest, link.kind), (r"/x\_y", "/x_y", LinkKind::Reference));
    }
    let definition = &body.definitions[0];
    assert_eq!((definition.label, &*definition.dest, definition.dest_span.slice(text)), ("r", "/x_y", r"/x\_y"));
    assert_eq!(definition.span.slice(text).trim_end(), "[r]: /x\\_y 'title'");
}

#[test]
fn definitions_with_duplicates() {
    let text = "[A]: <one two>\n[a]: two.md \"t\"\n\nword\n[a]: no\n\n```\n[a]: code\n```\n\n> [a]: three\\_3\n\n- [a]: four\n\n[^a]: note\n";
    let body = md(text);
    let found: Vec<_> = body.definitions.iter().map(|d| (d.label, d.dest_span.slice(text), &*d.dest)).collect();
    assert_eq!(
        found,
        [("A", "one two", "one two"), ("a", "two.md", "two.md"), ("a", r"three\_3", "three_3"), ("a", "four", "four")]
    );
    assert_eq!(body.definitions[1].span.slice(text).trim_end(), "[a]: two.md \"t\"");
    assert!(md("<div>\n[a]: b\n</div>\n").definitions.is_empty());
    assert_eq!(md("[comment]: <>\n").definitions[0].dest, "");
}

#[test]
fn autolinks_and_wiki_links() {
    one("<https://example.org/a>", "<https://example.org/a>", "https://example.org/a", "https://example.org/a");
    one("x <me@example.org>", "<me@example.org>", "me@example.org", "me@example.org");
    assert!(links("[[Page]]").is_empty());
    let text = "[[Page#H|text]] ![[i.png]]";
    let body = wiki(text);
    assert_eq!(
        shown(text, &body),
        [("[[Page#H|text]]", "Page#H", "Page#H".into()), ("![[i.png]]", "i.png", "i.png".into())]
    );
    assert_eq!(body.links[0].kind, LinkKind::Wiki);
}

#[test]
fn code_and_comments_are_opaque() {
    let text = "`[a](b)`\n\n```\n[a](b)\n<a href=x>\n```\n\n    [a](b)\n\n<!-- [a](b) <a href=c> -->\n\nx <!-- <a href=d> --> y\n";
    let body = md(text);
    assert_eq!(body.links, []);
    assert_eq!(body.opaque.len(), 5);
    assert_eq!(body.opaque[4].slice(text), "<!-- <a href=d> -->");
    let cut = "<div>\n<!--\n\n[a](b)\n\n# H\n\n-->\n\n[c](d)\n";
    let body = md(cut);
    assert_eq!(shown(cut, &body), [("[c](d)", "d", "d".into())]);
    assert!(body.headings.is_empty());
}

#[track_caller]
fn heading(text: &str, level: u8, shown: &str, id: Option<&str>) {
    let body = md(text);
    let heading = &body.headings[0];
    assert_eq!((heading.level, &*heading.text, heading.id.as_ref().map(|id| &*id.0)), (level, shown, id), "{text:?}");
    if let Some((id, span)) = &heading.id {
        assert_eq!(span.slice(text), id);
    }
}

#[test]
fn headings() {
    heading("## A *b* `c` [d](e) ![f](g) &amp; h\n", 2, "A b c d  & h", None);
    heading("# Title {#the-id .c}\n", 1, "Title", Some("the-id"));
    heading("Title\n=====\n", 1, "Title", None);
    heading("A\nb\n---\n", 2, "A b", None);
    heading("# Title {: #kram .x}\n", 1, "Title", Some("kram"));
    heading("# Title\n{: .x #kram }\n", 1, "Title", Some("kram"));
    heading("# Title\r\n{: #kram}\r\n", 1, "Title", Some("kram"));
    heading("<h3 class=\"x\" id=\"h\">Raw <b>HTML</b> &amp; more</h3>\n", 3, "Raw HTML & more", Some("h"));
    heading("> # 😀 Quoted #\n", 1, "😀 Quoted", None);
    heading("# {{< x >}} and {{ page.title }}\n", 1, "{{< x >}} and {{ page.title }}", None);
    assert_eq!(md("# Title\n\ntext").headings[0].span.slice("# Title\n\ntext"), "# Title");
}

#[test]
fn raw_html() {
    let text = "<p><a href=\"a.md\" id='x'>t</a>\n<img alt=\"\" src=b.png srcset=\"c.png 1x, d.png 2x\">\n<VIDEO SRC='e'></VIDEO>\n\
                <object data=\"f\"></object><link href=g><area href=h><a name=\"😀n\"></a><iframe src=\"i\"/></p>\n";
    let body = md(text);
    let dests: Vec<_> = body.links.iter().map(|l| l.dest_span.slice(text)).collect();
    assert_eq!(dests, ["a.md", "b.png", "c.png", "d.png", "e", "f", "g", "h", "i"]);
    assert_eq!(body.links[0].span.slice(text), "<a href=\"a.md\" id='x'>");
    assert!(body.links[1].image && !body.links[0].image && body.links[0].kind == LinkKind::Html);
    let anchors: Vec<_> = body.anchors.iter().map(|(id, span)| (&**id, span.slice(text))).collect();
    assert_eq!(anchors, [("x", "x"), ("😀n", "😀n")]);

    one("é <a href='x?a&amp;b'>y</a>", "<a href='x?a&amp;b'>", "x?a&amp;b", "x?a&b");
    one("x <a\r\n class=\"c\"\r\n href=\"d\">y</a>", "<a\r\n class=\"c\"\r\n href=\"d\">", "d", "d");
    one("<div>\r\n<a href=\" d \">\r\n", "<a href=\" d \">", "d", "d");
    assert!(links("<script>\nvar a = '<a href=\"x\">';\n</script>\n").is_empty());
    assert!(links("<a data-href=\"x\" title=\"href=y\">z</a>\n").is_empty());
    assert_eq!(md("a <span id=\"s\"></span>").anchors[0].0, "s");
}

fn directives(text: &str) -> Vec<(DirectiveKind, &str, &str)> {
    md(text).directives.iter().map(|d| (d.kind, d.name, d.args)).collect()
}

#[test]
fn shortcodes() {
    all("[x]({{< ref \"post.md\" >}})", "{{< ref \"post.md\" >}}");
    all("[x]({{< ref `a )` >}}#b \"t\")", "{{< ref `a )` >}}#b");
    all("[x]({{%\n  ref\n  \"p\" %}})", "{{%\n  ref\n  \"p\" %}}");
    all("[x]({{< ref \"é😀\" >}})", "{{< ref \"é😀\" >}}");
    let text = "{{< x \"a >}} b\" >}}\n{{% /note %}}\n{{</* ref \"y\" */>}} {{< fig src=\"a.png\" />}}\n";
    assert_eq!(
        directives(text),
        [
            (DirectiveKind::Shortcode, "x", "\"a >}} b\""),
            (DirectiveKind::Shortcode, "/note", ""),
            (DirectiveKind::Shortcode, "fig", "src=\"a.png\""),
        ]
    );
    let text = "{{< highlight go >}}\n[a](b)\n\n# no\n{{< /highlight >}}\n\n[c](d)\n";
    let body = md(text);
    assert_eq!(shown(text, &body), [("[c](d)", "d", "d".into())]);
    assert!(body.headings.is_empty());
    assert_eq!(body.directives.len(), 2);
    let text = "{{< note >}}\n[a](b)\n{{< /note >}}\n";
    assert_eq!(shown(text, &md(text)).len(), 1);
    assert_eq!(directives("{{< unclosed\n\n{{< closed >}}"), [(DirectiveKind::Shortcode, "closed", "")]);
    assert_eq!(directives("{{< stray \" >}}\ntext"), [(DirectiveKind::Shortcode, "stray", "\"")]);
}

#[test]
fn liquid() {
    all("[x]({% post_url 2020-01-01-a %})", "{% post_url 2020-01-01-a %}");
    all("[x]({{ '/a b/' | relative_url }})", "{{ '/a b/' | relative_url }}");
    all("<a href=\"{{ \"/x\" | url }}#y\">", "{{ \"/x\" | url }}#y");
    assert_eq!(
        directives("{%- include a.html x=\"y\" -%} {{ page.title | upcase }}"),
        [(DirectiveKind::Tag, "include", "a.html x=\"y\""), (DirectiveKind::Output, "page.title", "| upcase")]
    );
    let raw = "{% raw %}{{ x }} [a](b){% endraw %} {{ y }}";
    assert_eq!(directives(raw).iter().map(|d| d.1).collect::<Vec<_>>(), ["raw", "endraw", "y"]);
    assert_eq!(links(raw).len(), 1);
    let comment = "{% comment %}\n[a](b) {{ z }}\n{%- endcomment -%}\n[c](d)\n{# [e](f) #} [g](h)\n";
    assert_eq!(links(comment).iter().map(|l| l.1).collect::<Vec<_>>(), ["d", "h"]);
    assert_eq!(md(comment).opaque.len(), 2);
    let code = "{% highlight ruby %}\n[a](b)\n{% endhighlight %}\n[c](d)\n";
    assert_eq!(links(code).iter().map(|l| l.1).collect::<Vec<_>>(), ["d"]);
    let loops = "{% if a %}\n[r]: x\n{% endif %}\n\n# H\n{% if b %}\n---\n";
    assert_eq!(md(loops).definitions.len(), 1);
    assert_eq!(md(loops).headings.len(), 1);
    assert!(directives("TeX {{a} b\n\n}} {% open\n\n%}").is_empty());
    let fenced = "```\n{{ open\n```\n[a](b)\n```\n}}\n```\n";
    assert_eq!(links(fenced).len(), 1);
}

#[test]
fn mdx_tags_expressions_and_esm() {
    let text = "import X from './x'\nexport const a = {\n\n  b: '[n](o)',\n}\n\n<Card title=\"t\" href=\"a.md\">\n[b](c.md) {d.e} {/* [f](g) */}\n</Card>\n\
                <Link to={x > y} href={`h`}>[i](j.md)</Link> and <img alt={'>'} src=\"k.png\"/>\n\n## H <Badge text=\"x\" /> {v}\n\n`{` [l](m.md) `}`\n";
    let body = mdx(text);
    let dests: Vec<_> = body.links.iter().map(|l| l.dest_span.slice(text)).collect();
    assert_eq!(dests, ["a.md", "c.md", "j.md", "k.png", "m.md"]);
    assert_eq!(body.links[0].span.slice(text), "<Card title=\"t\" href=\"a.md\">");
    assert_eq!(body.links[3].span.slice(text), "<img alt={'>'} src=\"k.png\"/>");
    assert_eq!(body.headings[0].text, "H  {v}");
    let names: Vec<_> = body.directives.iter().map(|d| d.name).collect();
    assert_eq!(names, ["import", "d.e", "x", "`h`", "'>'", "v"]);
    assert!(body.directives.iter().all(|d| d.kind == DirectiveKind::Expression));
}

#[test]
fn mdx_code_and_prose() {
    let text = "import this text, please\n\n```jsx\n<a href=\"x\">{y}</a>\n```\n\n\\{no} \\<A href=\"b\"> a < b <c@d.e> `<A href=\"z\">`\n";
    let body = mdx(text);
    assert_eq!(body.directives, []);
    assert_eq!(body.links.len(), 1);
    let text = "# T {#id}\n\n<div>\n  [a](b)\n</div>\n\n<Tabs>\n<Tab id=\"t\">\n\n- [c](d)\n\n</Tab>\n</Tabs>\n";
    let body = mdx(text);
    assert_eq!(body.headings[0].id.as_ref().map(|id| &*id.0), Some("id"));
    assert_eq!(body.links.len(), 2);
    assert_eq!(body.anchors[0].0, "t");
}

#[test]
fn spans_count_from_the_file() {
    let text = "---\na: 1\n---\n\n# 😀 {#i}\n\n[b]({{< c >}}) <a href=d>\n\n[e]: f\n[E]: g\n";
    let body = checked(text, 13, &ReadAs::default());
    assert_eq!(body.span, Span::new(13, text.len()));
    assert_eq!(
        shown(text, &body),
        [("[b]({{< c >}})", "{{< c >}}", "{{< c >}}".into()), ("<a href=d>", "d", "d".into())]
    );
    assert_eq!(body.headings[0].id.as_ref().map(|(_, span)| span.slice(text)), Some("i"));
    assert_eq!(body.directives[0].span.slice(text), "{{< c >}}");
    assert_eq!(body.definitions.iter().map(|d| d.dest_span.slice(text)).collect::<Vec<_>>(), ["f", "g"]);
    assert!(parse(text, 13, &ReadAs { markup: Markup::Html, ..ReadAs::default() }).links.is_empty());
}

/// Quadratic code would take minutes on these; linear code takes moments.
#[test]
fn hostile_bodies_end() {
    let bytes = 40_000;
    let both = [ReadAs { wiki_links: true, ..ReadAs::default() }, ReadAs { markup: Markup::Mdx, ..ReadAs::default() }];
    for piece in HOSTILE {
        let text = piece.repeat(bytes / piece.len());
        for read in &both {
            checked(&text, 0, read);
        }
    }
    let closed = format!("{}-->", "<div>\n<!--\n\n".repeat(5_000));
    checked(&closed, 0, &both[0]);
}

const HOSTILE: &[&str] = &[
    "[",
    "![",
    "<",
    "<!--",
    "<a ",
    "<a \"",
    "<a href=\"",
    "<a href='x' ",
    "{{",
    "{{<",
    "{{< \"",
    "{{< `",
    "{{< \"\\",
    "{{< x \"\\\" ",
    "{%",
    "{% raw %}",
    "{% comment %}",
    "{% highlight %}",
    "{{< highlight >}}",
    "{# ",
    "{",
    "{`",
    "{\"",
    "{/*",
    "`",
    "`a``",
    "> ",
    "- ",
    "]:",
    "[a]:",
    "[a]: b\n",
    "[a][b]",
    "<div>\n<!--\n\n",
    "<h1>\n\n",
    "<h1 id=a>",
    "export const a = `\n\n",
    "<A {",
    "<A b='",
    "{%x%}",
    "{{x}}",
    "{{x}}\n",
    "<A/>",
    "<A/>\n",
    "# {: #a\n",
    "# a\n{: #",
    "&#x",
    "\\",
    "\r",
    "[a](b\\_",
    "[a](b&amp;c)",
    "<!-- x --> ",
    "[a]({{< b >}})",
    "<i\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read(text in ".{0,80}") {
        for read in [
            ReadAs { markdown_in_html: true, ..ReadAs::default() },
            ReadAs::default(),
            ReadAs { markup: Markup::Mdx, wiki_links: true, ..ReadAs::default() },
        ] {
            checked(&text, 0, &read);
        }
    }

    #[test]
    fn any_mixture_is_read(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        let text = parts.concat();
        for read in [
            ReadAs { markdown_in_html: true, ..ReadAs::default() },
            ReadAs::default(),
            ReadAs { markup: Markup::Mdx, wiki_links: true, ..ReadAs::default() },
        ] {
            checked(&text, 0, &read);
        }
    }
}

const PARTS: &[&str] = &[
    "[",
    "]",
    "(",
    ")",
    "![",
    "[[",
    "]]",
    "|",
    "<",
    ">",
    "</",
    "/>",
    "<a href=",
    "<img src='",
    "<h2 id=",
    "</h2>",
    "<!--",
    "-->",
    "\"",
    "'",
    "`",
    "```",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "===",
    "---",
    "{{",
    "}}",
    "{{<",
    ">}}",
    "{{%",
    "%}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{: #i}",
    "{#i}",
    "raw",
    "endraw",
    "comment",
    "endcomment",
    "highlight",
    "endhighlight",
    "/highlight",
    "é",
    "😀",
    "\u{0}",
    "a",
    " b ",
    "]:",
    "[a]:",
    "](",
    "\\",
    "&amp;",
    "&",
    "*",
    "_",
    "{",
    "}",
    "{/*",
    "*/}",
    "import a from 'b'",
    "export {",
    "<A ",
    "=",
    "$",
    "~~~",
    "[^n]",
    "[x]",
    "\u{feff}",
    "|--|",
    "<div markdown=\"1\" id=\"k\">",
    "https://a.b",
    "srcset=",
];
