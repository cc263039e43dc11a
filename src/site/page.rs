//! The little that other files may ask about a page.

mod said;

pub use said::{DateFact, Naming, NamingConflict, TermFact, TextFact, Texts, Writing};

use super::permalink::Publication;
use super::roles::RoleFacts;
use crate::document::node::Kind;
use crate::document::roles::Role;
use crate::source::FileId;
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, PoisonError, RwLock};

/// A key of a page's front matter, top level only.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFact {
    /// The key, interned in the site.
    pub key: Symbol,
    /// Where the key's bytes start.
    pub start: u32,
    /// How many they are.
    pub len: u16,
    /// The kind of its value.
    pub kind: Kind,
}

impl KeyFact {
    /// The fact of a key that stands at `span`; of one that is no word (it is longer than 64 KiB) only where it starts.
    pub fn new(key: Symbol, kind: Kind, span: Span) -> Self {
        Self { key, start: span.start, len: u16::try_from(span.len()).unwrap_or(0), kind }
    }

    /// The key's bytes.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.start + u32::from(self.len) }
    }
}

/// A text known to a [`Symbols`] table. Numbers depend on the order of reading: compare and sort by text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(NonZeroU32);

impl Symbol {
    /// The symbol of the text at a position of the table.
    pub const fn at(position: u32) -> Self {
        Self(NonZeroU32::MIN.saturating_add(position))
    }

    fn position(self) -> usize {
        self.0.get() as usize - 1
    }
}

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
        let symbol = Symbol::at(table.texts.len() as u32);
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
        self.table.read().unwrap_or_else(PoisonError::into_inner).texts[symbol.position()].clone()
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

/// How a reference is written, which decides how it is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkForm {
    /// Markdown: `[text](destination)`, autolinks and definitions.
    Markdown,
    /// An attribute of raw HTML or JSX, which a generator hands on as it is.
    Html,
    /// A value of the front matter.
    FrontMatter,
    /// A path that a template puts behind the site's base: `{{ '/x' | relative_url }}`, `{{ site.baseurl }}/x`.
    Template,
    /// A resource that a shortcode looks for beside the page and in the site's assets: `figure src`.
    Resource,
    /// `[[Page]]`
    Wiki,
    /// The generator's own way to name a source file.
    Lookup(Lookup),
}

/// How a generator finds the source file that a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lookup {
    /// Hugo's `ref` and `relref`: a path from the content folder or the page's own, or a name that is only there once.
    Ref,
    /// Jekyll's `post_url`: a post's file name without its ending.
    PostUrl,
    /// A path from the content folder: Zola's `@/`, Jekyll's `link`.
    FromContent,
    /// A path from the site root: Docusaurus' `@site/`.
    FromSite,
    /// A path from the page's folder, or with a leading slash from the content folder: Pelican's `{filename}`.
    ByFile,
    /// A page's file name without its ending: Hexo's `post_link`.
    ByStem,
    /// A file in the page's own folder of assets: Hexo's `asset_path`.
    PostAsset,
    /// A page without a file, of a tag or the like: Pelican's `{tag}`. Not followed.
    Generated,
}

/// A reference of a page to something that may be part of its own site.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkFact {
    /// The destination's own bytes.
    pub span: Span,
    /// The destination, decoded: a range of [`Page::link_text`].
    pub text: Span,
    /// How it is written.
    pub form: LinkForm,
    /// An image.
    pub image: bool,
    /// It asks for another language; see [`Page::language_asked`].
    pub elsewhere: bool,
}

/// Another URL that leads to a page.
#[derive(Clone, Debug, PartialEq)]
pub struct AliasFact {
    /// The URL path, in the form of [`Page::url`].
    pub url: Box<str>,
    /// Its bytes.
    pub span: Span,
}

/// The facts of one page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Its path relative to the site root, with `/`.
    pub source: Box<str>,
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
    /// The date in its file's name.
    pub named: Naming,
    /// The date in its folders.
    pub filed: Naming,
    /// The date that is not in its path, where one of the two differs.
    pub naming: Option<Box<NamingConflict>>,
    /// Where a finding about the page as a whole stands.
    pub head: Span,
    /// Its keys, in order.
    pub keys: Box<[KeyFact]>,
    /// Its own date, where it is a scalar that can be read.
    pub date: Option<DateFact>,
    /// Which roles it plays.
    pub roles: RoleFacts,
    /// The byte at which the line of another key can be put behind the others; 0 where none can.
    pub tail: u32,
    /// What it says in words that pages are compared by; empty unless a rule that is on compares them.
    pub texts: Option<Box<Texts>>,
    /// Its URL path below the site's base path, decoded, without leading slash; see [`super::permalink::Place::url`].
    pub url: Option<Box<str>>,
    /// The bytes of the front matter that decide the URL; [`Page::head`] where the file's name does.
    pub url_span: Span,
    /// False when it is published at a URL that cannot be known.
    pub url_known: bool,
    /// Whether readers will see it.
    pub publication: Publication,
    /// Its language, where the site has several.
    pub language: Option<Symbol>,
    /// The source folder whose other files are served beside it, relative to the site root.
    pub bundle: Option<Box<str>>,
    /// Other URLs that lead here.
    pub aliases: Box<[AliasFact]>,
    /// Its terms, and the names of entries that the site has elsewhere; see [`super::taxonomy`].
    pub terms: Box<[TermFact]>,
    /// The texts of [`Page::links`], one behind the other.
    pub link_text: Box<str>,
    /// Its references to what may be part of the site, by position.
    pub links: Box<[LinkFact]>,
    /// The template that it names.
    pub template: Option<Symbol>,
    /// The ids that a fragment can name, each followed by a line end.
    pub anchors: Box<str>,
    /// True when it may have ids that cannot be seen: shortcodes, components, includes.
    pub hidden_anchors: bool,
    /// True when it is not known whether it has such ids.
    pub doubtful_anchors: bool,
}

impl Page {
    /// The page of `file`, of which nothing more is known.
    pub fn new(file: FileId) -> Self {
        Self {
            file,
            source: Box::default(),
            collection: None,
            section: Symbol::at(0),
            is_section: false,
            has_front_matter: false,
            schema_configured: false,
            broken: false,
            named: Naming::Undated,
            filed: Naming::Undated,
            naming: None,
            head: Span::default(),
            keys: Box::default(),
            date: None,
            roles: RoleFacts::default(),
            tail: 0,
            texts: None,
            url: None,
            url_span: Span::default(),
            url_known: true,
            publication: Publication::Published,
            language: None,
            bundle: None,
            aliases: Box::default(),
            terms: Box::default(),
            link_text: Box::default(),
            links: Box::default(),
            template: None,
            anchors: Box::default(),
            hidden_anchors: false,
            doubtful_anchors: false,
        }
    }

    /// What it says under the first key of a role; see [`Page::texts`].
    pub fn text(&self, role: Role) -> Option<&TextFact> {
        self.texts.as_deref()?.0.iter().find(|fact| fact.role == role)
    }

    /// The destination of one of its links, decoded.
    pub fn destination(&self, link: &LinkFact) -> &str {
        link.text.slice(&self.link_text)
    }

    /// The language that a reference asks for, where it names one: it stands behind the destination, up to a line end.
    pub fn language_asked(&self, link: &LinkFact) -> Option<&str> {
        let rest = self.link_text.get(link.text.end as usize..).filter(|_| link.elsewhere)?;
        rest.lines().next()
    }

    /// True when a fragment is exactly an id that can be seen.
    pub fn has_anchor(&self, fragment: &str) -> bool {
        let anchors = self.anchors.as_bytes();
        let ends =
            |at: usize| (at == 0 || anchors[at - 1] == b'\n') && anchors.get(at + fragment.len()) == Some(&b'\n');
        !fragment.is_empty() && memchr::memmem::find_iter(anchors, fragment).any(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_small() {
        // Half a million of them are held at once.
        assert!(size_of::<Page>() <= 232, "{}", size_of::<Page>());
        assert_eq!((size_of::<KeyFact>(), size_of::<TermFact>(), size_of::<Option<DateFact>>()), (12, 12, 12));
    }

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
