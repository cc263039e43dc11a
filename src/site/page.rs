//! The little that other files may ask about a page.

use crate::document::node::Kind;
use crate::source::FileId;
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// A key of a page's front matter, top level only.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFact {
    /// The key, interned in the site.
    pub key: Symbol,
    /// The kind of its value.
    pub kind: Kind,
    /// The key's bytes.
    pub span: Span,
}

/// A text known to a [`Symbols`] table. Numbers depend on the order of reading: compare and sort by text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// The texts that many pages share, such as the names of keys; one table for a run, shared by all workers.
#[derive(Debug, Default)]
pub struct Symbols {
    table: RwLock<Table>,
}

#[derive(Debug, Default)]
struct Table {
    numbers: FxHashMap<Arc<str>, Symbol>,
    texts: Vec<Arc<str>>,
}

impl Symbols {
    /// The symbol of `text`, which is made when it is new.
    pub fn intern(&self, text: &str) -> Symbol {
        if let Some(symbol) = self.lookup(text) {
            return symbol;
        }
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(&symbol) = table.numbers.get(text) {
            return symbol;
        }
        let symbol = Symbol(table.texts.len() as u32);
        let text: Arc<str> = text.into();
        table.texts.push(text.clone());
        table.numbers.insert(text, symbol);
        symbol
    }

    /// The symbol of `text` if some page has it.
    pub fn lookup(&self, text: &str) -> Option<Symbol> {
        self.table.read().unwrap_or_else(PoisonError::into_inner).numbers.get(text).copied()
    }

    /// The text of a symbol of this table.
    pub fn text(&self, symbol: Symbol) -> Arc<str> {
        self.table.read().unwrap_or_else(PoisonError::into_inner).texts[symbol.0 as usize].clone()
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.table.read().unwrap_or_else(PoisonError::into_inner).texts.len()
    }

    /// True when nothing was interned.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One worker's memory of a [`Symbols`] table, so that the common keys cost no lock.
#[derive(Debug)]
pub struct SymbolCache<'a> {
    shared: &'a Symbols,
    known: FxHashMap<Box<str>, Symbol>,
}

impl<'a> SymbolCache<'a> {
    /// More texts than this are not remembered: keys that are data (a map by user name) must not fill every worker.
    const CAPACITY: usize = 4096;

    /// An empty memory in front of `shared`.
    pub fn new(shared: &'a Symbols) -> Self {
        Self { shared, known: FxHashMap::default() }
    }

    /// The symbol of `text`; the same as [`Symbols::intern`].
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(&symbol) = self.known.get(text) {
            return symbol;
        }
        let symbol = self.shared.intern(text);
        if self.known.len() < Self::CAPACITY {
            self.known.insert(text.into(), symbol);
        }
        symbol
    }
}

/// The facts of one page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Its collection, by position in the configuration.
    pub collection: Option<u32>,
    /// The part of the site it belongs to; see [`super::Layout::section_of`].
    pub section: Symbol,
    /// True for a file that speaks for its folder (`_index.md`).
    pub is_section: bool,
    /// True when a front matter block stands at its top, whether it parses or not.
    pub has_front_matter: bool,
    /// True when the user chose a schema for it.
    pub schema_configured: bool,
    /// True when its front matter does not parse or is not seen by the generator: what it lacks is not to be told.
    pub broken: bool,
    /// Where a finding about the page as a whole stands.
    pub head: Span,
    /// Its keys, in order.
    pub keys: Box<[KeyFact]>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_agree_on_symbols() {
        let symbols = Symbols::default();
        let names: Vec<String> = (0..5000).map(|n| format!("key-{n}")).collect();
        std::thread::scope(|scope| {
            for worker in 0..4 {
                let (symbols, names) = (&symbols, &names);
                scope.spawn(move || {
                    let mut cache = SymbolCache::new(symbols);
                    for at in 0..names.len() {
                        let name = &names[(at * 7 + worker * 1250) % names.len()];
                        let symbol = cache.intern(name);
                        assert_eq!(cache.intern(name), symbol);
                        assert_eq!(&*symbols.text(symbol), name.as_str());
                    }
                });
            }
        });
        assert_eq!(symbols.len(), names.len());
        assert_eq!(symbols.lookup("other"), None);
    }
}
