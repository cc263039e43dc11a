//! A small drawing of the few lines that labels stand on, in place of the file they come from.
//!
//! `miette` draws it. It looks for lines by walking the whole source once a label, drops labels at the end of a file,
//! counts columns in bytes, prints control characters raw and never cuts a line; so it is not given the file, but
//! a text made for it: the lines in question, escaped, masked and cut to the terminal, every one with a line end,
//! and the labels moved to match. Its cost depends on the width of the terminal, not on the size of the file.

use super::excerpt::Here;
use super::text;
use crate::source::Position;
use crate::span::Span;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::fmt;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A label over more lines than this is cut to its first one.
const LABEL_LINES: usize = 4;
/// Columns of a tab, an upper bound where lines are cut.
pub(crate) const TAB: usize = 4;
/// Columns left for text on even the narrowest terminal.
const LEAST_COLUMNS: usize = 20;
/// Bytes before and after a cut line's window in which the start of a secret is looked for.
const SECRET_MARGIN: usize = 2 << 10;

/// A label still in the file's coordinates.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) message: Option<String>,
    pub(crate) primary: bool,
}

/// What `miette` is given instead of the file.
#[derive(Debug)]
pub(crate) struct Sketch {
    name: String,
    text: String,
    /// The file's 0-based number of the first line.
    first: usize,
    /// Where each line starts in `text`.
    starts: Vec<usize>,
    labels: Vec<Placed>,
}

#[derive(Debug)]
struct Placed {
    span: Range<usize>,
    position: Position,
    message: Option<String>,
    primary: bool,
}

/// Where a mark stands: 0-based lines, and bytes that keep clear of line ends.
struct Place {
    lines: Range<usize>,
    bytes: Range<usize>,
}

impl Place {
    fn of(here: &Here, span: Span) -> Self {
        let (start, end) = (span.start as usize, span.end as usize);
        let first = here.lines.line_of(start);
        let last = here.lines.line_of(end.saturating_sub(1).max(start));
        let last = if last - first >= LABEL_LINES { first } else { last };
        let start = start.min(here.line(first).end);
        let end = end.min(here.line(last).end).max(start);
        Self { lines: first..last + 1, bytes: start..end }
    }

    fn is_long(&self) -> bool {
        self.lines.len() > 1
    }
}

/// True if `new` can be drawn in one picture with `marks`: it stands near, so that the picture has no gap, and labels
/// that overlap, or that meet on a line which must be cut, get a picture each.
pub(crate) fn joins(here: &Here, marks: &[Mark], new: Span, width: usize) -> bool {
    let new = Place::of(here, new);
    let old = || marks.iter().map(|mark| Place::of(here, mark.span));
    // One line of context on either side makes neighbours of labels with two lines between them.
    let near = |old: Place| new.lines.start <= old.lines.end + 2 && old.lines.start <= new.lines.end + 2;
    let beside = |old: Place| {
        let apart = new.lines.end <= old.lines.start || old.lines.end <= new.lines.start;
        let disjoint = new.bytes.end < old.bytes.start || old.bytes.end < new.bytes.start;
        let fits = here.line(new.lines.start).len() + LEAST_COLUMNS <= width;
        apart || (disjoint && fits && !old.is_long() && !new.is_long())
    };
    old().any(near) && old().all(beside)
}

impl Sketch {
    /// Draws `marks` for a terminal of `width` columns; `ellipsis` stands where a line is cut.
    pub(crate) fn new(here: &Here, name: String, marks: Vec<Mark>, width: usize, ellipsis: &str) -> Self {
        let mut places: Vec<(Place, Mark)> = marks.into_iter().map(|m| (Place::of(here, m.span), m)).collect();
        places.sort_by_key(|(place, _)| place.bytes.start);
        let numbers = shown_lines(here, &places);
        let digits = numbers.end.to_string().len();
        let gutter = if places.iter().any(|(place, _)| place.is_long()) { 4 } else { 0 };
        let columns = width.saturating_sub(digits + 4 + gutter).max(LEAST_COLUMNS);

        let mut sketch =
            Self { name, text: String::new(), first: numbers.start, starts: Vec::new(), labels: Vec::new() };
        let mut laid = Vec::with_capacity(numbers.len());
        for number in numbers {
            // The label a cut line is centred on: its first byte where it starts, its last where it only ends.
            let focus = places.iter().filter(|(place, _)| place.lines.contains(&number));
            let focus = focus.max_by_key(|(_, mark)| mark.primary).map(|(place, _)| match number {
                first if first == place.lines.start => place.bytes.start,
                last if last + 1 == place.lines.end => place.bytes.end,
                _ => 0,
            });
            sketch.starts.push(sketch.text.len());
            laid.push(lay(here, here.line(number), focus, columns, ellipsis, &mut sketch.text));
            sketch.text.push('\n');
        }
        for (place, mark) in places {
            let at = |line: usize, byte: usize| laid.get(line - sketch.first).map_or(0, |line: &Laid| line.at(byte));
            let start = at(place.lines.start, place.bytes.start);
            let end = at(place.lines.end - 1, place.bytes.end).max(start);
            let line_start = sketch.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let column = sketch.text[line_start..start].width() + sketch.text[start..end].width() / 2;
            let room = width.saturating_sub(digits + 4 + gutter + column + 4).max(LEAST_COLUMNS);
            let message = mark.message.map(|m| text::wrapped(&text::message(&m), room, 0).join("\n"));
            let position = here.position(mark.span.start as usize);
            sketch.labels.push(Placed { span: start..end, position, message, primary: mark.primary });
        }
        sketch
    }

    /// For each label, in the order in which they are drawn, whether it is the primary one.
    pub(crate) fn order(&self) -> impl Iterator<Item = bool> {
        self.labels.iter().map(|label| label.primary)
    }
}

/// The lines of the labels and what is between, and one before and after unless that is blank.
fn shown_lines(here: &Here, places: &[(Place, Mark)]) -> Range<usize> {
    let says_something = |line: &usize| {
        let bytes = here.line(*line);
        // Only the start is looked at: a line may be as long as the file.
        let end = here.text.floor_char_boundary(bytes.end.min(bytes.start + 256));
        !here.text[bytes.start..end].trim().is_empty()
    };
    let first = places.iter().map(|(place, _)| place.lines.start).min().unwrap_or(0);
    let end = places.iter().map(|(place, _)| place.lines.end).max().unwrap_or(1);
    let before = first.checked_sub(1).filter(says_something).unwrap_or(first);
    let after = Some(end).filter(|line| *line < here.lines.lines()).filter(says_something).map_or(end, |line| line + 1);
    before..after
}

/// Where the characters of one line went: byte in the file, byte in the drawing; ascending.
struct Laid {
    characters: Vec<(usize, usize)>,
    end: usize,
}

impl Laid {
    fn at(&self, byte: usize) -> usize {
        let found = self.characters.partition_point(|(from, _)| *from < byte);
        self.characters.get(found).map_or(self.end, |(_, to)| *to)
    }
}

/// Writes the part of `line` around `focus` that fits `columns`.
fn lay(here: &Here, line: Range<usize>, focus: Option<usize>, columns: usize, cut: &str, out: &mut String) -> Laid {
    let text = &*here.text;
    let reach = |from: usize, columns: usize| {
        let mut left = columns;
        // Characters without width are counted too: thousands of them may stand on one letter.
        for (count, (at, c)) in text[from..line.end].char_indices().enumerate() {
            left = match left.checked_sub(width(c)) {
                Some(left) if count < 4 * columns => left,
                _ => return from + at,
            };
        }
        line.end
    };
    let mut start = line.start;
    let mut end = reach(start, columns);
    if end < line.end {
        let focus = focus.unwrap_or(start).clamp(line.start, line.end);
        if focus > reach(start, columns * 2 / 3) {
            let mut left = columns / 3;
            let before = text[line.start..focus].char_indices().rev().take(columns);
            start = before
                .take_while(|(_, c)| {
                    left = left.saturating_sub(width(*c));
                    left > 0
                })
                .last()
                .map_or(focus, |(at, _)| line.start + at);
        }
        let cuts = if start > line.start { 2 } else { 1 };
        end = reach(start, columns.saturating_sub(cuts * cut.width()));
    }

    let from = text.floor_char_boundary(start.saturating_sub(SECRET_MARGIN).max(line.start));
    let to = text.floor_char_boundary((end + SECRET_MARGIN).min(line.end));
    let secrets = text::secrets(&text[from..to]);
    if start > line.start {
        out.push_str(cut);
    }
    let mut laid = Laid { characters: Vec::with_capacity(end - start), end: 0 };
    for (at, c) in text[start..end].char_indices() {
        let at = start + at;
        laid.characters.push((at, out.len()));
        let command = c == '#' && text[line.start..at].ends_with('#') && text::is_log_command(&text[at..line.end]);
        if secrets.iter().any(|secret| secret.contains(&(at - from))) {
            out.push('*');
        } else if command {
            out.push_str("\\u{23}");
        } else if c == '\t' {
            out.push('\t');
        } else {
            // Writing to a string cannot fail.
            let _ = text::write_char(out, c);
        }
    }
    laid.end = out.len();
    if end < line.end {
        out.push_str(cut);
    }
    laid
}

/// Columns of a character as it will be written.
fn width(c: char) -> usize {
    match c {
        '\t' => TAB,
        c if text::needs_escape(c) => 4 + c.to_string().len() + 3,
        c => c.width().unwrap_or(0),
    }
}

impl SourceCode for Sketch {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let of_byte = |byte: usize| self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let first = of_byte(span.offset()).saturating_sub(before);
        let last = (of_byte(span.offset() + span.len()) + after).min(self.starts.len() - 1);
        // Without context `miette` wants to know a label's line and column for the headline.
        let label = self.labels.iter().find(|label| before == 0 && label.span.start == span.offset());
        let start = self.starts[first];
        let end = self.starts.get(last + 1).map_or(self.text.len(), |start| *start);
        let (line, column) =
            label.map_or((self.first + first, 0), |label| (label.position.line - 1, label.position.column - 1));
        let data = self.text.as_bytes().get(start..end).ok_or(MietteError::OutOfBounds)?;
        let span = (start, end - start).into();
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, span, line, column, last + 1 - first)))
    }
}

// What `miette` draws is an error with labels; its headline stays empty, see `full`.
impl fmt::Display for Sketch {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Sketch {}

impl miette::Diagnostic for Sketch {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().map(|label| {
            let span = (label.span.start, label.span.len());
            match label.primary {
                true => LabeledSpan::new_primary_with_span(label.message.clone(), span),
                false => LabeledSpan::new_with_span(label.message.clone(), span),
            }
        })))
    }
}
