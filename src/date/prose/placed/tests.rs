//! Where in a page a day or time stands.

use super::*;
use crate::date::locale::Locales;
use crate::date::prose::mentions;
use crate::document::ReadAs;

/// The mentions of a page: the words, where they stand, the line, and whose words they are.
fn shown(text: &str) -> Vec<String> {
    let document = Document::parse(text, &ReadAs::default());
    of_body_by_all(&document, mentions(text, document.body.span, Locales::default()), |_| true)
        .map(|placed| {
            let whose = [(placed.foreign, " foreign"), (placed.quoted, " quoted"), (placed.template, " template")];
            let whose: String = whose.into_iter().filter_map(|(is, word)| is.then_some(word)).collect();
            let mention = placed.mention.span.slice(text);
            format!("{mention} @{:?} in {}{whose}", placed.place, placed.line.slice(text))
        })
        .collect()
}

#[test]
fn structure() {
    let text = "---\ndate: 2020-04-05\n---\n\n## Day 1: April 5\n\n- 18:30 Doors\n  * 19:00 Talk\n1. 20:00 End  \n\n| 10:30 | Tea |\n\nWe meet on 5 May.\n";
    assert_eq!(
        shown(text),
        [
            "April 5 @Heading in Day 1: April 5",
            "18:30 @Item in 18:30 Doors",
            "19:00 @Item in 19:00 Talk",
            "20:00 @Item in 20:00 End",
            "10:30 @Row in 10:30 | Tea |",
            "5 May @Text in We meet on 5 May.",
        ]
    );
}

#[test]
fn whose_words() {
    let text = "> 5 May\ngoes 6 May on\n\n[7 May](https://a.b/) [on 8 May](https://a.b/) [on 9 May](/here)\n";
    let found: Vec<String> =
        shown(text).iter().map(|line| line.split(" @").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(found, ["5 May", "6 May", "7 May", "8 May", "9 May"]);
    let flags: Vec<bool> =
        shown(text).iter().map(|line| line.ends_with("foreign") || line.ends_with("quoted")).collect();
    assert_eq!(flags, [true, true, false, true, false]);
}

#[test]
fn what_is_no_text() {
    let text = "`5 May`\n\n```\n5 May\n```\n\n<!-- 5 May -->\n\n[a](b \"5 May\") <b title=\"5 May\">x</b>\n\n[a]: b \"5 May\"\n";
    assert_eq!(shown(text), [""; 0]);
}
