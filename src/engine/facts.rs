//! Boils a document down to the facts that other files may ask about.

use crate::document::node::NodeRef;
use crate::document::{Document, ProblemKind};
use crate::engine::subject::Subject;
use crate::site::page::{KeyFact, Page, SymbolCache};
use crate::site::permalink::Publication;
use crate::span::Span;

/// The facts of one file: one page, or one for each record of a data file.
pub(super) fn pages(subject: &Subject<'_>, collection: Option<u32>, symbols: &mut SymbolCache<'_>) -> Vec<Page> {
    let section = symbols.intern(&subject.layout.section_of(subject.project_path, collection.is_some()));
    let name = subject.project_path.file_name().unwrap_or_default().to_string_lossy();
    let is_section = subject.layout.profile.is_section_file(&name);
    let broken = is_broken(subject.document);
    let page = |record: Option<NodeRef<'_, '_>>, symbols: &mut SymbolCache<'_>| Page {
        file: subject.file,
        collection,
        section,
        is_section,
        has_front_matter: subject.has_front_matter(),
        schema_configured: subject.schema_configured,
        broken,
        head: record.filter(|_| subject.is_data()).map_or_else(|| subject.document.head(), NodeRef::span),
        keys: record.map(|record| keys(record, symbols)).unwrap_or_default(),
        url: None,
        url_span: Span::default(),
        url_known: false,
        publication: Publication::Published,
        language: None,
        bundle: None,
        aliases: Box::default(),
        link_text: Box::default(),
        links: Box::default(),
        anchors: Box::default(),
        hidden_anchors: true,
    };
    let pages: Vec<Page> = subject.records().map(|record| page(Some(record), symbols)).collect();
    if pages.is_empty() { vec![page(None, symbols)] } else { pages }
}

fn keys(record: NodeRef<'_, '_>, symbols: &mut SymbolCache<'_>) -> Box<[KeyFact]> {
    let own = record.entries().filter(|entry| !entry.merged());
    own.map(|entry| KeyFact { key: symbols.intern(entry.key()), kind: entry.value().kind(), span: entry.key_span() })
        .collect()
}

fn is_broken(document: &Document<'_>) -> bool {
    document
        .problems
        .iter()
        .any(|problem| matches!(problem.kind, ProblemKind::Syntax | ProblemKind::Ignored | ProblemKind::Limit))
}
