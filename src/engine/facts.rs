//! Boils a document down to the facts that other files may ask about.

mod anchors;
mod links;
mod roles;
mod terms;

use crate::date::read::read;
use crate::document::node::{Entry, NodeRef};
use crate::document::roles::Role;
use crate::document::{Document, ProblemKind};
use crate::engine::subject::Subject;
use crate::event::naming;
use crate::site::below;
use crate::site::page::{AliasFact, DateFact, KeyFact, Page, Symbol, SymbolCache, TextFact, Texts};
use crate::site::permalink::Place;

/// The facts of one file: one page, or one for each record of a data file, the first apart.
pub(super) fn pages(
    subject: &Subject<'_>,
    collection: Option<u32>,
    symbols: &mut SymbolCache<'_>,
) -> (Page, Vec<Page>) {
    let data = subject.is_data();
    let records: Vec<NodeRef<'_, '_>> = subject.records().collect();
    let place = if data { Place { known: true, ..Place::default() } } else { subject.place() };
    let links = if data { links::Links::default() } else { links::of(subject) };
    let anchors = if data { anchors::Ids::default() } else { anchors::of(subject) };
    let first = page(subject, collection, records.first().copied(), symbols);
    let head = first.head;
    let (roles, tail) = roles::of(subject, &first.source, &place);
    let (named, filed, naming) = naming::of(subject);
    let first = Page {
        named,
        filed,
        naming: naming.map(Box::new),
        url: place.url.map(String::into_boxed_str),
        url_span: place.decided_by.unwrap_or(head),
        url_known: place.known,
        publication: place.publication,
        date: date(subject, symbols),
        roles,
        tail,
        template: template(subject, symbols),
        language: place.language.map(|language| symbols.intern(&language)),
        bundle: place.bundle.map(String::into_boxed_str),
        aliases: place.aliases.into_iter().map(|(url, span)| AliasFact { url: url.into(), span }).collect(),
        terms: if data { Box::default() } else { terms::of(subject, symbols) },
        link_text: links.text.into(),
        links: links.facts.into(),
        anchors: anchors.ids.into(),
        hidden_anchors: anchors.hidden,
        doubtful_anchors: anchors.doubtful,
        ..first
    };
    let others = records.into_iter().skip(1).map(|record| page(subject, collection, Some(record), symbols));
    (first, others.collect())
}

/// What the rules that compare pages with each other read, word by word.
pub(super) fn texts(subject: &Subject<'_>) -> Option<Texts> {
    let root = subject.document.root().filter(|_| subject.parts().has_any(&COMPARED))?;
    let lexicon = subject.lexicon();
    let fact = |entry: Entry<'_, '_>| {
        let word = lexicon.word(entry.key())?;
        let role = COMPARED.into_iter().find(|role| word.is_key_of(*role))?;
        let text = entry.value().as_str()?.trim();
        (!text.is_empty()).then(|| TextFact { role, span: entry.value().span(), text: text.into() })
    };
    let texts: Vec<TextFact> = root.entries().filter_map(fact).collect();
    (!texts.is_empty()).then_some(Texts(texts))
}

/// Roles whose texts are compared.
const COMPARED: [Role; 4] = [Role::Title, Role::Date, Role::Start, Role::End];

/// A page without what only pages with a body have.
fn page(
    subject: &Subject<'_>,
    collection: Option<u32>,
    record: Option<NodeRef<'_, '_>>,
    symbols: &mut SymbolCache<'_>,
) -> Page {
    let source = source(subject);
    let name = source.rsplit_once('/').map_or(&*source, |(_, name)| name);
    Page {
        file: subject.file,
        collection,
        section: symbols.intern(subject.layout.section_of(&source, collection.is_some())),
        is_section: subject.layout.profile.is_section_file(name),
        has_front_matter: subject.has_front_matter(),
        schema_configured: subject.schema_configured,
        broken: is_broken(subject.document),
        head: record.filter(|_| subject.is_data()).map_or_else(|| subject.document.head(), NodeRef::span),
        keys: record.map(|record| keys(record, symbols)).unwrap_or_default(),
        source,
        ..Page::new(subject.file)
    }
}

/// The template that a page names itself.
fn template(subject: &Subject<'_>, symbols: &mut SymbolCache<'_>) -> Option<Symbol> {
    let root = subject.document.root()?;
    let named = ["layout", "template"].iter().find_map(|key| root.get(key)?.as_str())?;
    Some(symbols.intern(named))
}

/// The date of a page, as the page itself has it.
fn date(subject: &Subject<'_>, symbols: &mut SymbolCache<'_>) -> Option<DateFact> {
    let parts = subject.parts();
    if !parts.has(Role::Date) {
        return None;
    }
    let part = parts.iter().find(|part| part.role == Role::Date && part.own)?;
    let form = read(part.node.as_str()?).ok()?.form;
    Some(DateFact { span: part.node.span(), form: symbols.intern(&form.habit()) })
}

fn source(subject: &Subject<'_>) -> Box<str> {
    let path = below(subject.project_path, &subject.layout.root).to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into() } else { path.replace(std::path::MAIN_SEPARATOR, "/").into() }
}

fn keys(record: NodeRef<'_, '_>, symbols: &mut SymbolCache<'_>) -> Box<[KeyFact]> {
    let own = record.entries().filter(|entry| !entry.merged());
    own.map(|entry| KeyFact::new(symbols.intern(entry.key()), entry.value().kind(), entry.key_span())).collect()
}

fn is_broken(document: &Document<'_>) -> bool {
    document
        .problems
        .iter()
        .any(|problem| matches!(problem.kind, ProblemKind::Syntax | ProblemKind::Ignored | ProblemKind::Limit))
}
