//! The terms of a page, and the names it gives to entries that the site has elsewhere.

use crate::engine::subject::Subject;
use crate::site::page::{SymbolCache, TermFact, Writing};
use crate::site::taxonomy;

/// Those of its own front matter, in order, and behind them those it inherits.
pub(super) fn of(subject: &Subject<'_>, symbols: &mut SymbolCache<'_>) -> Box<[TermFact]> {
    let fields = &subject.layout.fields;
    let fold_case = subject.layout.profile.front.fold_case;
    let front = subject.document.root();
    let lists = subject.terms();
    let mut facts = Vec::with_capacity(lists.iter().map(|list| list.parts.len()).sum());
    for list in lists {
        facts.extend(list.parts.iter().map(|part| TermFact {
            term: symbols.intern(&part.text),
            start: part.span.start,
            len: u16::try_from(part.span.len()).unwrap_or(0),
            field: list.field as u8,
            writing: part.writing,
        }));
    }
    if !subject.inherited.is_empty() {
        let above = subject.inherited.iter().map(|inherited| (inherited.key.as_str(), inherited.node()));
        taxonomy::inherited(fields, front, above, fold_case, |field, term| {
            let writing = Writing::Inherited;
            facts.push(TermFact { term: symbols.intern(term), start: 0, len: 0, field: field as u8, writing });
        });
    }
    facts.into()
}
