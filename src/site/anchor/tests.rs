//! What the tables in `tests/anchors` do not show: matching, names, numbering at size.

use super::*;
use crate::span::Span;

fn heading(text: &str) -> Heading<'_> {
    Heading { span: Span::default(), level: 1, text: text.into(), markdown: "# x", id: None }
}

#[test]
fn names_are_those_of_serde() {
    for (name, anchors) in Anchors::NAMES {
        assert_eq!(serde_json::to_value(anchors).expect("a name"), name);
        assert_eq!(Anchors::parse(name), Some(anchors));
    }
    assert_eq!(Anchors::parse("Github"), None);
}

#[test]
fn fragments_match_as_browsers_do() {
    let has = |fragment: &str| Anchors::Github.matches(fragment, ["über-uns", "a%20b", "Case"].into_iter());
    assert!(has("über-uns") && has("%C3%BCber-uns") && has("%c3%bcber-uns") && has("a%20b") && has("Case"));
    assert!(has("") && has("top") && has("TOP") && has(":~:text=any%20words") && has("Case:~:text=x"));
    assert!(!has("case") && !has("missing") && !has("missing:~:text=x") && !has("%FF") && !has("%"));
}

#[test]
fn obsidian_compares_the_text() {
    let headings = [heading("Über: uns"), heading("A  b")];
    let ids = Anchors::Obsidian.ids(headings.iter());
    let has = |fragment: &str| Anchors::Obsidian.matches(fragment, ids.iter().map(String::as_str));
    assert!(has("über uns") && has("ÜBER%20UNS") && has("A b") && has("Über: uns#A b") && has("^block"));
    assert!(!has("uns"));
}

#[test]
fn many_equal_headings_cost_no_search() {
    for anchors in [Anchors::Github, Anchors::Kramdown, Anchors::PythonMarkdown, Anchors::Zola] {
        let many: Vec<Heading<'_>> = (0..20_000).map(|_| heading("a_9")).collect();
        let mut ids = anchors.ids(many.iter());
        assert_eq!(ids.len(), 20_000);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 20_000, "{anchors:?}");
    }
    let texts: Vec<String> = (9..10_000).chain(9..10_000).map(|number| format!("a_{number}")).collect();
    let many: Vec<Heading<'_>> = texts.iter().map(|text| heading(text)).collect();
    assert_eq!(Anchors::PythonMarkdown.ids(many.iter()).last().map(String::as_str), Some("a_19990"));
}

#[test]
fn no_ids_but_explicit_ones() {
    let mut headings = [heading("A"), heading("B")];
    headings[1].id = Some(("own".into(), Span::default()));
    assert_eq!(Anchors::None.ids(headings.iter()), ["", "own"]);
    headings[1].markdown = "";
    assert_eq!(Anchors::Hugo.ids(headings.iter()), ["a", "own"]);
}

#[test]
fn python_markdown_takes_other_separators() {
    // Asked of Python-Markdown 3.10.
    assert_eq!(Anchors::PythonMarkdownUnderscore.slug("A-b c_d  -  _x"), "a-b_c_d_-_x");
    assert_eq!(Anchors::PythonMarkdownUnderscore.slug("é - ü"), "e_-_u");
}
