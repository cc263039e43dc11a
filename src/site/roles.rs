//! What a page says of itself that the pages beside it say too, in one number.

use crate::document::roles::Role;

/// Roles that the rules about what is missing ask for.
pub const ASKED: [Role; 6] = [Role::Title, Role::Date, Role::Description, Role::Slug, Role::Tags, Role::Author];

/// How a slug is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// Without quotes.
    #[default]
    None,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
}

/// Which of the roles in [`ASKED`] a page plays, and how its block is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoleFacts(u32);

const COUNTS: u32 = 1 << 16;
const TABLES: u32 = 1 << 17;
const CRLF: u32 = 1 << 18;
const SINGLE: u32 = 1 << 19;
const DOUBLE: u32 = 1 << 20;
const CASED: u32 = 1 << 21;
const DOUBTFUL: u32 = 1 << 22;
const COMMENTED: u32 = 1 << 23;

/// Where the bits of a role start: the page has a value, its key has none, it needs none.
const HAS: u32 = 0;
const EMPTY: u32 = 8;
const EXCUSED: u32 = 24;

fn bit(role: Role, start: u32) -> u32 {
    let at = ASKED.iter().position(|asked| *asked == role);
    at.map_or(0, |at| 1 << (start + at as u32))
}

impl RoleFacts {
    /// A page that is compared with those beside it.
    pub fn compared() -> Self {
        Self(COUNTS)
    }

    /// The same, with a value for `role`.
    pub fn with(self, role: Role) -> Self {
        Self(self.0 | bit(role, HAS))
    }

    /// The same, with a key for `role` that has no value.
    pub fn with_empty(self, role: Role) -> Self {
        Self(self.0 | bit(role, EMPTY))
    }

    /// The same, with something else in the place of `role`: a whole URL where others have a slug.
    pub fn excused(self, role: Role) -> Self {
        Self(self.0 | bit(role, EXCUSED))
    }

    /// The same, written in TOML, whose tables end the plain keys.
    pub fn with_tables(self) -> Self {
        Self(self.0 | TABLES)
    }

    /// The same, with comments on lines of their own.
    pub fn with_comments(self) -> Self {
        Self(self.0 | COMMENTED)
    }

    /// True when comments stand in the block, each above what it is about.
    pub fn has_comments(self) -> bool {
        self.0 & COMMENTED != 0
    }

    /// The same, with `\r\n` at the end of each line.
    pub fn with_crlf(self) -> Self {
        Self(self.0 | CRLF)
    }

    /// The same, with a slug written so.
    pub fn with_quotes(self, quotes: Quotes) -> Self {
        match quotes {
            Quotes::None => self,
            Quotes::Single => Self(self.0 | SINGLE),
            Quotes::Double => Self(self.0 | DOUBLE),
        }
    }

    /// The same, which may inherit what only running code would tell.
    pub fn in_doubt(self) -> Self {
        Self(self.0 | DOUBTFUL)
    }

    /// True when the page may inherit what it does not write.
    pub fn is_doubtful(self) -> bool {
        self.0 & DOUBTFUL != 0
    }

    /// The same, with upper case in the slug as it is published.
    pub fn with_cased_slug(self) -> Self {
        Self(self.0 | CASED)
    }

    /// True when its slug is published with upper case in it.
    pub fn has_cased_slug(self) -> bool {
        self.0 & CASED != 0
    }

    /// True for a page that readers see, with front matter that can be read, that does more than lead to another.
    pub fn counts(self) -> bool {
        self.0 & COUNTS != 0
    }

    /// True when the page has a value for `role`, inherited ones included.
    pub fn has(self, role: Role) -> bool {
        self.0 & bit(role, HAS) != 0
    }

    /// True when the page has no value for `role` and needs none.
    pub fn is_excused(self, role: Role) -> bool {
        !self.has(role) && self.0 & bit(role, EXCUSED) != 0
    }

    /// True when a key for `role` stands there without a value.
    pub fn is_empty(self, role: Role) -> bool {
        !self.has(role) && self.0 & bit(role, EMPTY) != 0
    }

    /// True for TOML.
    pub fn has_tables(self) -> bool {
        self.0 & TABLES != 0
    }

    /// The line end of the block.
    pub fn newline(self) -> &'static str {
        if self.0 & CRLF == 0 { "\n" } else { "\r\n" }
    }

    /// How its slug is written.
    pub fn quotes(self) -> Quotes {
        match self.0 & (SINGLE | DOUBLE) {
            0 => Quotes::None,
            SINGLE => Quotes::Single,
            _ => Quotes::Double,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_beside_an_empty_key_is_a_value() {
        let facts = RoleFacts::compared().with_empty(Role::Tags).with_empty(Role::Slug).with(Role::Slug);
        assert!(facts.counts() && facts.is_empty(Role::Tags) && !facts.has(Role::Tags));
        assert!(facts.has(Role::Slug) && !facts.is_empty(Role::Slug));
        assert!(facts.excused(Role::Tags).is_excused(Role::Tags) && !facts.excused(Role::Slug).is_excused(Role::Slug));
        assert!(!facts.with(Role::Draft).has(Role::Draft), "nobody asks for it");
    }

    #[test]
    fn the_way_of_writing_is_kept() {
        let facts = RoleFacts::default().with_quotes(Quotes::Double).with_crlf();
        assert_eq!((facts.quotes(), facts.newline(), facts.has_tables()), (Quotes::Double, "\r\n", false));
    }
}
