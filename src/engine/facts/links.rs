//! The references of a page to what may be part of its own site: in Markdown, raw HTML, shortcodes, tags and front matter.

mod bare;

use crate::document::body::LinkKind;
use crate::document::directive::{Directive, DirectiveKind};
use crate::document::node::{NodeRef, Style};
use crate::document::roles::Role;
use crate::engine::subject::Subject;
use crate::site::address::in_address;
use crate::site::page::{LinkFact, LinkForm, Lookup};
use crate::site::profile::references::{Argument, References};
use crate::site::reference;
use crate::span::Span;

/// The references of one page.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Their destinations, one behind the other.
    pub(super) text: String,
    /// The references, by position.
    pub(super) facts: Vec<LinkFact>,
}

/// Gathers the references of a page.
pub(super) fn of(subject: &Subject<'_>) -> Links {
    let body = &subject.document.body;
    let mut gather = Gather {
        text: subject.document.text,
        references: subject.layout.profile.references,
        hosts: &subject.layout.settings.routing.hosts,
        links: Links::default(),
    };
    let hosts = gather.hosts;
    // Most links lead elsewhere, which their first letters tell. Before a base of the site stands no address.
    let elsewhere = |dest: &str| reference::is_web(dest) && !reference::may_be_local(dest, hosts);
    for link in &body.links {
        if link.kind != LinkKind::Wiki && elsewhere(&link.dest) {
            continue;
        }
        // `<ada@example.org>` is an address without a scheme, and never a path.
        if link.kind == LinkKind::Autolink && !link.dest.contains("://") || is_mistyped(&link.dest, link.image) {
            continue;
        }
        let form = match link.kind {
            LinkKind::Html => LinkForm::Html,
            LinkKind::Wiki => LinkForm::Wiki,
            _ => LinkForm::Markdown,
        };
        gather.destination(&link.dest, link.dest_span, form, link.image);
    }
    // A definition counts with the links that use it; one that none uses leads no reader anywhere.
    if subject.layout.settings.routing.bare_addresses {
        for span in bare::of(gather.text, body, gather.hosts) {
            gather.push(span, [span.slice(gather.text), ""], LinkForm::Markdown, false);
        }
    }
    if !gather.references.directives.is_empty() {
        let mut code = body.opaque.iter().peekable();
        for directive in &body.directives {
            while code.next_if(|code| code.end <= directive.span.start).is_some() {}
            if code.peek().is_none_or(|code| !code.contains(directive.span)) {
                gather.directive(directive);
            }
        }
    }
    gather.front_matter(subject);
    let mut links = gather.links;
    links.facts.sort_by_key(|fact| (fact.span, fact.form));
    // Several links may share one definition, and a destination may be a directive.
    links.facts.dedup_by(|later, first| later.span == first.span);
    links
}

/// A web or e-mail address that was mistyped: no path of the site, whatever a browser makes of it. `malformed-link` says
/// so.
fn is_mistyped(dest: &str, image: bool) -> bool {
    in_address(dest, image).is_some()
}

struct Gather<'a> {
    text: &'a str,
    references: &'static References,
    hosts: &'a [String],
    links: Links,
}

impl Gather<'_> {
    fn push(&mut self, span: Span, parts: [&str; 2], form: LinkForm, image: bool) {
        let start = self.links.text.len();
        parts.iter().for_each(|part| self.links.text.push_str(part));
        let text = Span::new(start, self.links.text.len());
        self.links.facts.push(LinkFact { span, text, form, image, elsewhere: false });
    }

    /// The last reference asks for a language, which is put behind its destination.
    fn in_language(&mut self, language: Option<&str>) {
        if let (Some(language), Some(fact)) = (language, self.links.facts.last_mut()) {
            fact.elsewhere = true;
            self.links.text.push_str(language);
            self.links.text.push('\n');
        }
    }

    /// A destination of Markdown or HTML.
    fn destination(&mut self, dest: &str, span: Span, form: LinkForm, image: bool) {
        let bytes = dest.as_bytes();
        if memchr::memchr_iter(b'{', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%'))) {
            self.template(span, image);
        } else if let Some((_, form)) = self.references.prefixes.iter().find(|(prefix, _)| dest.starts_with(prefix)) {
            self.push(span, [dest, ""], *form, image);
        } else if form == LinkForm::Wiki || reference::may_be_local(dest, self.hosts) {
            self.push(span, [dest, ""], form, image);
        }
    }

    /// A destination with directives: bases of the site in front, then a path or one directive that names a target, then
    /// a fragment. Whatever else it holds is known to the generator alone.
    fn template(&mut self, span: Span, image: bool) {
        let mut at = span.start as usize;
        let end = span.end as usize;
        let text = self.text;
        let mut based = false;
        while let Some(rest) = text.get(at..end) {
            let Some(inner_end) = directive_end(rest) else {
                if based && !rest.contains("{{") && !rest.contains("{%") {
                    self.push(Span::new(at, end), [rest, ""], LinkForm::Template, image);
                }
                return;
            };
            let inner = trim(&rest[2..inner_end - 2]);
            let suffix = &rest[inner_end..];
            if rest.starts_with("{{") && self.references.bases.contains(&inner) {
                based = true;
                at += inner_end;
                continue;
            }
            let plain = suffix.is_empty() || suffix.starts_with('#') || suffix.starts_with('?');
            if plain && let Some(path) = self.filtered(inner) {
                self.push(offset(text, path), [path, suffix], LinkForm::Template, image);
            } else if plain && let Some((target, form, language)) = self.target_in(rest, inner) {
                self.push(offset(text, target), [target, suffix], form, image);
                self.in_language(language);
            }
            return;
        }
    }

    /// The string in `'/x' | relative_url`.
    fn filtered<'t>(&self, inner: &'t str) -> Option<&'t str> {
        let (string, filter) = inner.split_once('|')?;
        let filter = filter.trim();
        let name = filter.split([' ', ':', '|', '(']).next().unwrap_or(filter);
        let based = name == "prepend" && self.references.bases.iter().any(|base| filter.contains(base));
        if !based && !self.references.filters.contains(&name) {
            return None;
        }
        unquote(string.trim()).filter(|path| !path.contains("{{"))
    }

    /// The target that a directive as the whole destination names.
    fn target_in<'t>(&self, whole: &str, inner: &'t str) -> Option<(&'t str, LinkForm, Option<&'t str>)> {
        let (kind, inner) = match &whole.as_bytes()[..3] {
            b"{{<" | b"{{%" => (DirectiveKind::Shortcode, trim(inner.get(1..inner.len().checked_sub(1)?)?)),
            [b'{', b'%', _] => (DirectiveKind::Tag, inner),
            _ => return None,
        };
        let inner = inner.trim_end_matches('/').trim();
        let name = inner.split_whitespace().next()?;
        let args = inner[name.len()..].trim();
        let known = self.references.directives.iter().find(|known| known.kind == kind && known.name == name)?;
        Some((argument(args, known.argument)?, known.form, language_in(args, known.form)))
    }

    /// A directive in the text.
    fn directive(&mut self, directive: &Directive<'_>) {
        let references = self.references;
        for known in references.directives {
            if known.kind == directive.kind
                && known.name == directive.name
                && let Some(target) = argument(directive.args, known.argument)
                && !target.contains("{{")
                && (matches!(known.form, LinkForm::Lookup(_)) || reference::may_be_local(target, self.hosts))
            {
                self.push(offset(self.text, target), [target, ""], known.form, known.image);
                self.in_language(language_in(directive.args, known.form));
            }
        }
    }

    /// Images of the front matter.
    fn front_matter(&mut self, subject: &Subject<'_>) {
        for entry in subject.records().flat_map(NodeRef::entries) {
            if !entry.merged() && subject.plays(entry.key(), Role::Image) {
                self.images(entry.value().resolved());
            }
        }
    }

    /// A path, a list of them, or a mapping that holds one.
    fn images(&mut self, node: NodeRef<'_, '_>) {
        const KEYS: [&str; 5] = ["path", "src", "url", "image", "file"];
        if let Some(items) = node.as_list() {
            for item in items {
                self.image(item);
            }
        } else if node.as_map().is_some() {
            for entry in node.entries().filter(|entry| KEYS.contains(&entry.key())) {
                self.image(entry.value());
            }
        } else {
            self.image(node);
        }
    }

    fn image(&mut self, node: NodeRef<'_, '_>) {
        let Some(path) = node.as_str() else { return };
        // A name without an ending, or a path that starts nowhere, is the theme's own affair (`image: hero.png`).
        let starts = path.starts_with(['/', '.']) || path.contains("//");
        let named = starts && path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if named && !path.contains(['{', '\n']) && reference::may_be_local(path, self.hosts) {
            let quotes = usize::from(matches!(node.style(), Style::SingleQuoted | Style::DoubleQuoted));
            let span = node.span();
            if span.len() >= 2 * quotes {
                let span = Span::new(span.start as usize + quotes, span.end as usize - quotes);
                self.push(span, [path, ""], LinkForm::FrontMatter, true);
            }
        }
    }
}

/// The language that a `ref` asks for.
fn language_in(args: &str, form: LinkForm) -> Option<&str> {
    if form == LinkForm::Lookup(Lookup::Ref) { argument(args, Argument::Named("lang")) } else { None }
}

/// Where the directive at the start of `text` ends.
fn directive_end(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        _ => return None,
    };
    text[2..].find(close).map(|at| at + 4)
}

fn trim(inner: &str) -> &str {
    inner.trim().trim_matches('-').trim()
}

/// The argument of a directive that names its target.
fn argument(args: &str, which: Argument) -> Option<&str> {
    let name = match which {
        Argument::Whole => return Some(args.trim().trim_matches(['"', '\''])).filter(|args| !args.is_empty()),
        Argument::First(name) | Argument::Named(name) => name,
        Argument::File => "",
    };
    let mut rest = args;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let key_end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
        let after = rest[key_end..].trim_start();
        let (key, value) = match after.strip_prefix('=') {
            Some(value) if key_end > 0 => (&rest[..key_end], value.trim_start()),
            _ => ("", rest),
        };
        let (value, tail) = word(value);
        let counts = match which {
            Argument::First(_) => key.is_empty() || key == name,
            Argument::File => value.contains('.'),
            Argument::Named(_) | Argument::Whole => !key.is_empty() && key == name,
        };
        if counts {
            return Some(value).filter(|value| !value.is_empty());
        }
        rest = tail;
    }
}

/// The first word, quotes taken off, and what stands behind it.
fn word(text: &str) -> (&str, &str) {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        let inner = &text[1..];
        let end = inner.find(quote).unwrap_or(inner.len());
        return (&inner[..end], inner.get(end + 1..).unwrap_or(""));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

fn unquote(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].strip_suffix(quote).filter(|inner| !inner.contains(quote))
}

/// Where `part` stands in `text`, of which it is a slice.
fn offset(text: &str, part: &str) -> Span {
    let at = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    if at <= text.len() && at + part.len() <= text.len() { Span::new(at, at + part.len()) } else { Span::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_argument_that_names_the_target() {
        let first = Argument::First("path");
        assert_eq!(argument(r#""post.md""#, first), Some("post.md"));
        assert_eq!(argument(r#"path="post.md" lang="fr""#, first), Some("post.md"));
        assert_eq!(argument(r#"lang="fr" path = `a b.md`"#, first), Some("a b.md"));
        assert_eq!(argument("post.md", first), Some("post.md"));
        let source = Argument::Named("src");
        assert_eq!(argument(r#"class="x" src="/a.png" alt="src=no""#, source), Some("/a.png"));
        assert_eq!(argument(r#""/a.png""#, source), None);
        assert_eq!(argument(r#"src="unclosed"#, source), Some("unclosed"));
        assert_eq!(argument(r#"left big "a b.png" 100 "A. B.""#, Argument::File), Some("a b.png"));
        assert_eq!(argument("left big", Argument::File), None);
        assert_eq!(argument("  a b.md ", Argument::Whole), Some("a b.md"));
        assert_eq!(argument("", Argument::Whole), None);
    }

    fn templated(text: &str, references: &'static References) -> Vec<(String, String, LinkForm)> {
        let mut gather = Gather { text, references, hosts: &[], links: Links::default() };
        gather.destination(text, Span::new(0, text.len()), LinkForm::Markdown, false);
        let links = gather.links;
        let show =
            |fact: &LinkFact| (fact.span.slice(text).to_owned(), fact.text.slice(&links.text).to_owned(), fact.form);
        links.facts.iter().map(show).collect()
    }

    #[test]
    fn destinations_with_directives_are_taken_apart() {
        use crate::site::page::Lookup;
        use crate::site::profile::{Generator, Profile};
        let of = |generator| Profile::of(generator).references;
        let one = |text: &str, generator, span: &str, dest: &str, form| {
            assert_eq!(templated(text, of(generator)), [(span.to_owned(), dest.to_owned(), form)], "{text}");
        };
        one(r#"{{< ref "a.md" >}}#b"#, Generator::Hugo, "a.md", "a.md#b", LinkForm::Lookup(Lookup::Ref));
        one(r#"{{%relref "a.md#b"%}}"#, Generator::Hugo, "a.md#b", "a.md#b", LinkForm::Lookup(Lookup::Ref));
        one("{{ '/a/' | relative_url }}#b", Generator::Jekyll, "/a/", "/a/#b", LinkForm::Template);
        one("{{ site.baseurl }}/a", Generator::Jekyll, "/a", "/a", LinkForm::Template);
        one(
            "{{site.url}}{{ site.baseurl }}{% link _posts/a.md %}",
            Generator::Jekyll,
            "_posts/a.md",
            "_posts/a.md",
            LinkForm::Lookup(Lookup::FromContent),
        );
        one(r#"{{ "/a" | prepend: site.baseurl }}"#, Generator::Jekyll, "/a", "/a", LinkForm::Template);
        one(
            "{% post_url 2020-01-01-a %}",
            Generator::Jekyll,
            "2020-01-01-a",
            "2020-01-01-a",
            LinkForm::Lookup(Lookup::PostUrl),
        );
        one("@/a.md#b", Generator::Zola, "@/a.md#b", "@/a.md#b", LinkForm::Lookup(Lookup::FromContent));
        for text in [
            "{{ page.url }}",
            "/a/{{ page.slug }}/",
            "{{ site.baseurl }}/{{ x }}",
            "{% x %}",
            "{{ '/a' | upcase }}",
            "{{ unclosed",
        ] {
            assert_eq!(templated(text, of(Generator::Jekyll)), [], "{text}");
        }
    }
}
