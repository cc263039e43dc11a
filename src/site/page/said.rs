//! What a page says itself: its terms, its date, how its path goes with that, and the texts that pages are compared by.

use super::Symbol;
use crate::document::roles::Role;
use crate::span::Span;
use jiff::civil::Date;

/// What a page says under a key of some role.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFact {
    /// The role.
    pub role: Role,
    /// The value's bytes.
    pub span: Span,
    /// The value.
    pub text: Box<str>,
}

/// All [`TextFact`]s of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts(pub Vec<TextFact>);

/// How a term is written, which decides how another can take its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Not in this file.
    Inherited,
    /// A bare scalar of its own.
    Plain,
    /// A quoted scalar; the quotes do not belong to the term's bytes.
    Quoted,
    /// A part of a text that is split at white space.
    Blanks,
    /// A part of a text that is split at commas.
    Commas,
    /// In some other way: its bytes are those of the whole value.
    Opaque,
}

/// A term of a page, or the name of an entry elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermFact {
    /// The term, interned in the site.
    pub term: Symbol,
    /// Where its bytes start.
    pub start: u32,
    /// How many they are.
    pub len: u16,
    /// The field it stands in, by position in [`crate::site::Layout::fields`].
    pub field: u8,
    /// How it is written.
    pub writing: Writing,
}

impl TermFact {
    /// Its bytes; `None` for one that is inherited.
    pub fn span(&self) -> Option<Span> {
        let start = self.start as usize;
        (self.writing != Writing::Inherited).then(|| Span::new(start, start + usize::from(self.len)))
    }
}

/// The date that a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateFact {
    /// Its bytes, quotes included.
    pub span: Span,
    /// How it is written, as a pattern; see [`crate::date::form::Form::habit`].
    pub form: Symbol,
}

/// How a date in a page's path goes with those of its front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// One of the two has no date.
    #[default]
    Undated,
    /// One of the page's dates is that day.
    Agrees,
    /// None of them is.
    Differs,
}

/// The date of a page that is not in its path.
#[derive(Clone, Debug, PartialEq)]
pub struct NamingConflict {
    /// Its key.
    pub key: Box<str>,
    /// The value's bytes.
    pub span: Span,
    /// The day.
    pub says: Date,
}
