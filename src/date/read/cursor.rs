//! A place in a scalar that moves on over digits, words and blanks.

/// Digits as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number<'s> {
    /// The digits.
    pub(super) text: &'s str,
    /// Their value.
    pub(super) value: u32,
}

impl Number<'_> {
    /// A digit less than it could have: `9` for `09`.
    pub(super) fn is_bare(self) -> bool {
        self.text.len() == 1
    }
}

/// What is still to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'s> {
    pub(super) rest: &'s str,
}

impl<'s> Cursor<'s> {
    pub(super) fn is_done(self) -> bool {
        self.rest.is_empty()
    }

    fn advance(&mut self, bytes: usize) -> &'s str {
        let (head, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        head
    }

    /// Skips white space of any script; true when there was some.
    pub(super) fn blanks(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any
    }

    /// Skips `wanted`.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Skips `wanted` as a whole word, whatever its case.
    pub(super) fn eat_word(&mut self, wanted: &str) -> bool {
        let mut ahead = *self;
        let found = ahead.word().is_some_and(|word| word.eq_ignore_ascii_case(wanted));
        if found {
            *self = ahead;
        }
        found
    }

    /// Up to nine ASCII digits, where no tenth follows.
    pub(super) fn number(&mut self) -> Option<Number<'s>> {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).take(10).count();
        if !(1..=9).contains(&count) {
            return None;
        }
        let text = self.advance(count);
        Some(Number { text, value: text.parse().ok()? })
    }

    /// All ASCII digits here, maybe none.
    pub(super) fn digits(&mut self) -> &'s str {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        self.advance(count)
    }

    /// Letters of any script, at least one.
    pub(super) fn word(&mut self) -> Option<&'s str> {
        self.run(char::is_alphabetic)
    }

    /// The longest run of characters that `fit`, at least one.
    pub(super) fn run(&mut self, fit: impl Fn(char) -> bool) -> Option<&'s str> {
        let end = self.rest.find(|c| !fit(c)).unwrap_or(self.rest.len());
        (end > 0).then(|| self.advance(end))
    }

    /// What lies between `open`, which stands here, and the next `close`.
    pub(super) fn within(&mut self, open: char, close: char) -> Option<&'s str> {
        let inner = self.rest.strip_prefix(open)?;
        let (inner, rest) = inner.split_once(close)?;
        self.rest = rest;
        Some(inner.trim())
    }
}
