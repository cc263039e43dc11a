//! The ids of a page that a fragment can name.

use crate::document::Document;
use crate::document::body::Heading;
use crate::document::directive::DirectiveKind;
use crate::engine::subject::Subject;
use crate::site::anchor::Anchors;

/// The ids of one page.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Each followed by a line end.
    pub(super) ids: String,
    /// True when there are more, most likely.
    pub(super) hidden: bool,
    /// True when there may be more.
    pub(super) doubtful: bool,
}

/// The ids that the generator gives to headings, those of raw HTML, and those that authors write in braces.
pub(super) fn of(subject: &Subject<'_>) -> Ids {
    let body = &subject.document.body;
    let algorithm = subject.layout.settings.routing.anchors;
    // A page without a single heading gets what it shows from its layout, and its ids too.
    let bare = body.headings.is_empty() && body.anchors.is_empty();
    let more = algorithm == Anchors::None && !subject.layout.settings.routing.no_other_ids;
    let unknown = unknown_shortcodes(subject);
    let doubtful = bare || unknown == Some(true);
    // Where there are more than can be seen, nobody asks which ones can.
    if more || unknown.is_none() && bare || hides(subject) {
        return Ids { ids: String::new(), hidden: true, doubtful };
    }
    let mut ids = String::new();
    let mut add = |id: &str| {
        if !id.is_empty() && memchr::memchr(b'\n', id.as_bytes()).is_none() {
            ids.push_str(id);
            ids.push('\n');
        }
    };
    if subject.layout.settings.routing.plain_dashes {
        // An escaped hyphen is one.
        let escaped: Vec<String> = body.headings.iter().map(|each| each.markdown.replace("--", r"\-\-")).collect();
        let headings = body.headings.iter().zip(&escaped);
        let headings: Vec<Heading<'_>> =
            headings.map(|(each, markdown)| Heading { markdown, ..each.clone() }).collect();
        algorithm.ids(headings.iter()).iter().for_each(|id| add(id));
    } else {
        algorithm.ids(body.headings.iter()).iter().for_each(|id| add(id));
    }
    body.anchors.iter().for_each(|(id, _)| add(id));
    let text = body.span.slice(subject.document.text);
    in_braces(text, &mut add);
    if algorithm.reads_html_blocks() && has_markdown_attribute(text) {
        in_html_blocks(subject, algorithm, &mut add);
    }
    Ids { ids, hidden: false, doubtful }
}

/// `{#id}`, `{: #id}`, `{ #id }` and `{.class #id}`, wherever generators or their plugins allow it.
fn in_braces(text: &str, add: &mut impl FnMut(&str)) {
    /// Longer attribute lists are none.
    const LONGEST: usize = 200;
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'{', bytes) {
        // Python-Markdown allows blanks: `{ #id }`.
        if !matches!(bytes.get(at + 1), Some(b'#' | b':' | b'.' | b' ')) {
            continue;
        }
        let rest = &bytes[at + 1..bytes.len().min(at + LONGEST)];
        let Some(end) = memchr::memchr2(b'}', b'\n', rest).filter(|&end| rest[end] == b'}') else { continue };
        let list = text[at + 1..at + 1 + end].trim_start_matches(':');
        for word in list.split_ascii_whitespace() {
            if let Some(id) = word.strip_prefix('#') {
                add(id);
            }
        }
    }
}

/// True when some element may ask for its Markdown to be read: `<div markdown="1">`, `<div markdown>`.
fn has_markdown_attribute(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), " markdown")
        .any(|at| matches!(text.as_bytes().get(at + 9), Some(b'=' | b'>' | b' ')))
}

/// Lines that are headings only where the Markdown in an HTML block is read.
fn in_html_blocks(subject: &Subject<'_>, algorithm: Anchors, add: &mut impl FnMut(&str)) {
    let body = &subject.document.body;
    let mut headings = body.headings.iter().map(|heading| heading.span).peekable();
    let mut code = body.opaque.iter().peekable();
    let mut at = body.span.start;
    for line in body.span.slice(subject.document.text).split_inclusive('\n') {
        let start = at;
        at += line.len() as u32;
        let text = line.trim_start().trim_start_matches('#');
        let marks = line.trim_start().len() - text.len();
        while headings.next_if(|heading| heading.end <= start).is_some() {}
        while code.next_if(|code| code.end <= start).is_some() {}
        let known = [headings.peek(), code.peek().copied()].into_iter().flatten().any(|span| span.start <= start);
        if (1..=6).contains(&marks) && !known {
            add(&algorithm.slug(text.trim()));
        }
    }
}

/// Whether the body has shortcodes of which nobody knows what they make; nothing where that is so of all of them.
fn unknown_shortcodes(subject: &Subject<'_>) -> Option<bool> {
    subject.layout.settings.routing.id_makers.as_ref()?;
    let plain = subject.layout.profile.references.plain;
    let mut directives = subject.document.body.directives.iter();
    Some(
        directives
            .any(|each| each.kind == DirectiveKind::Shortcode && !plain.contains(&each.name.trim_start_matches('/'))),
    )
}

/// True when something in the body may make headings or ids that the source does not show.
fn hides(subject: &Subject<'_>) -> bool {
    let document: &Document<'_> = subject.document;
    let references = subject.layout.profile.references;
    let makers = subject.layout.settings.routing.id_makers.as_ref();
    // The body of an HTML file is not read.
    let is_html = document.body.headings.is_empty()
        && subject.project_path.extension().is_some_and(|end| end == "html" || end == "htm");
    is_html
        || document.body.directives.iter().any(|directive| match directive.kind {
            DirectiveKind::Shortcode | DirectiveKind::Tag => {
                let name = directive.name.trim_start_matches('/');
                !references.plain.contains(&name) && makers.is_none_or(|makers| makers.contains(name))
            }
            // An imported component or partial; `{frontmatter.title}` makes no id.
            DirectiveKind::Expression => directive.name == "import",
            DirectiveKind::Output => !directive.args.contains('|') && !references.bases.contains(&directive.name),
        })
}
