//! The texts that findings point into, read again when they are shown and one file at a time.

use crate::config::origin::INLINE;
use crate::report::Report;
use crate::root::{ReadError, Root};
use crate::source::{FileId, LIMITS, LineIndex, Position};
use crate::span::Span;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Why there is no excerpt of a file that is there.
const CHANGED: &str = "the file has changed since it was checked";

/// Reads texts while findings are written. Findings come ordered by file, so two texts are held at most: that of
/// the finding and that of a related place elsewhere.
pub(crate) struct Texts<'a> {
    report: &'a Report,
    held: RefCell<Vec<(FileId, Rc<Text>)>>,
}

/// One file's text, or why there is none.
pub(crate) enum Text {
    /// The text as it is now.
    Here(Here),
    /// It cannot be read (any more); the reason, for people.
    Gone(String),
}

/// A text with its lines.
pub(crate) struct Here {
    pub(crate) text: Arc<str>,
    pub(crate) lines: LineIndex,
    /// The place asked for last: columns of the next place in the same line are counted on from there, so that many
    /// findings in one very long line cost one pass and not one each.
    last: Cell<(usize, Position)>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(report: &'a Report) -> Self {
        Self { report, held: RefCell::new(Vec::with_capacity(2)) }
    }

    /// The text of `file`.
    pub(crate) fn get(&self, file: FileId) -> Rc<Text> {
        let mut held = self.held.borrow_mut();
        if let Some(at) = held.iter().position(|(id, _)| *id == file) {
            let found = held.remove(at);
            held.push(found);
        } else {
            if held.len() == 2 {
                held.remove(0);
            }
            held.push((file, Rc::new(self.read(file))));
        }
        held.last().map_or_else(|| Rc::new(Text::Gone(String::new())), |(_, text)| Rc::clone(text))
    }

    fn read(&self, file: FileId) -> Text {
        if let Some(text) = self.report.files.overlay(file) {
            return Text::Here(Here::new(text));
        }
        let Some(root) = self.report.files.root(file) else { return Text::Gone("no project has it".to_owned()) };
        match bytes(&root, &self.report.files.path(file)) {
            Ok(bytes) if !self.report.files.is_as_checked(file, &bytes) => Text::Gone(CHANGED.into()),
            Ok(bytes) => Text::Here(Here::new(same_length(bytes).into())),
            Err(error) => Text::Gone(error.to_string()),
        }
    }

    /// The absolute path of `file`.
    pub(crate) fn path(&self, file: FileId) -> PathBuf {
        let path = self.report.files.path(file);
        if *path == *Path::new(INLINE) {
            return path.to_path_buf();
        }
        self.report.files.root(file).map_or_else(|| path.to_path_buf(), |root| root.path().join(&path))
    }
}

/// A file outside the root is there because the command line names it; it is read below its own directory.
fn bytes(root: &Root, path: &Path) -> Result<Vec<u8>, ReadError> {
    match (path.is_absolute(), path.parent(), path.file_name()) {
        (true, Some(parent), Some(name)) => Root::open(parent)?.read(Path::new(name), LIMITS.page_bytes),
        _ => root.read(path, LIMITS.page_bytes),
    }
}

/// The bytes as text of the same length: a byte that is not UTF-8 becomes `?`, so that offsets stay true.
fn same_length(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.into_bytes();
            let mut out = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                out.push_str(chunk.valid());
                out.extend(chunk.invalid().iter().map(|_| '?'));
            }
            out
        }
    }
}

impl Here {
    fn new(text: Arc<str>) -> Self {
        let lines = LineIndex::new(&text);
        Self { text, lines, last: Cell::new((0, Position { line: 1, column: 1 })) }
    }

    /// True when `span` can stand in this text; otherwise the file has changed since it was checked.
    pub(crate) fn fits(&self, span: Span) -> bool {
        self.text.get(span.range()).is_some()
    }

    /// Line and column of an offset that [`Here::fits`].
    pub(crate) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.line_of(offset);
        let (from, last) = self.last.get();
        let (from, column) = if last.line == line + 1 && from <= offset {
            (from, last.column)
        } else {
            (self.lines.line_start(line), 1)
        };
        let column = column + self.text.get(from..offset).map_or(0, |text| text.chars().count());
        let position = Position { line: line + 1, column };
        self.last.set((offset, position));
        position
    }

    /// The bytes of the 0-based `line` without its end.
    pub(crate) fn line(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.lines.line_start(line);
        let end = if line + 1 < self.lines.lines() { self.lines.line_start(line + 1) } else { self.text.len() };
        start..start + self.text[start..end].trim_end_matches(['\r', '\n']).len()
    }
}

impl Text {
    /// The text, if `span` stands in it.
    ///
    /// # Errors
    /// The reason why nothing can be shown, for people.
    pub(crate) fn at(&self, span: Span) -> Result<&Here, &str> {
        match self {
            Self::Here(here) if here.fits(span) => Ok(here),
            Self::Here(_) => Err(CHANGED),
            Self::Gone(reason) => Err(reason),
        }
    }

    /// Line and column of both ends; the start of a file has a position even when it cannot be read.
    pub(crate) fn positions(&self, span: Span) -> Option<(Position, Position)> {
        match self.at(span) {
            Ok(here) => Some((here.position(span.start as usize), here.position(span.end as usize))),
            Err(_) if span == Span::default() => {
                Some((Position { line: 1, column: 1 }, Position { line: 1, column: 1 }))
            }
            Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_keep_their_place() {
        assert_eq!(same_length(b"caf\xE9 \xF0\x9F\x8E x".to_vec()), "caf? ??? x");
    }

    #[test]
    fn positions_do_not_depend_on_the_order_of_questions() {
        let here = Here::new("aé\r\nb🎉c\n".into());
        for offset in [0, 1, 3, 5, 6, 10, 11, 6, 0, 12, 5] {
            assert_eq!(here.position(offset), here.lines.position(&here.text, offset), "{offset}");
        }
        assert_eq!(here.line(0), 0..3);
        assert_eq!(here.line(2), 12..12);
        assert!(!here.fits(Span::new(2, 3)));
    }
}
