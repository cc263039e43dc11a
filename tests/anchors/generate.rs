//! The part of generate.py that stands for Zola, which no registry has: its way to heading ids, rewritten after its
//! source (`components/markdown/src/markdown.rs`, `components/utils/src/slugs.rs`). Documents as JSON in, headings as
//! JSON out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value, json};

fn main() {
    let on = std::env::args().nth(1).as_deref() == Some("on");
    let documents: Map<String, Value> = serde_json::from_reader(std::io::stdin()).unwrap();
    let out: Map<String, Value> =
        documents.iter().map(|(name, text)| (name.clone(), headings(text.as_str().unwrap(), on))).collect();
    println!("{}", Value::Object(out));
}

fn headings(text: &str, on: bool) -> Value {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    let mut open = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                found.push((String::new(), id.map(|id| id.to_string())));
                open = true;
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            Event::Text(text) | Event::Code(text) if open => found.last_mut().unwrap().0.push_str(&text),
            _ => {}
        }
    }
    let mut taken: Vec<String> = found.iter().filter_map(|(_, id)| id.clone()).collect();
    let with_ids = found.into_iter().map(|(title, id)| {
        let id = id.unwrap_or_else(|| {
            let slug = if on { slug::slugify(&title) } else { title.replace(|c: char| c.is_ascii_whitespace(), "_") };
            let numbered = (1..).map(|number| format!("{slug}-{number}"));
            std::iter::once(slug.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap()
        });
        taken.push(id.clone());
        json!([title, id])
    });
    Value::Array(with_ids.collect())
}
