//! The slots in a page's body: in a list, a table, headings or lines of text.

use super::clock::{Stated, header};
use super::{Agenda, LEAST, Raw, agenda, is_sure, other};
use crate::date::Zone;
use crate::date::locale::Locales;
use crate::date::prose::{Clock, Place, Placed, What, of_body};
use crate::engine::Subject;
use crate::span::Span;

/// The one run of slots in the body, each at the start of its line, item or row.
pub(super) fn of_text<'a>(subject: &Subject<'a>) -> Option<Agenda<'a>> {
    let document = subject.document;
    // Most pages have too few lines that could be slots.
    lines_with_number(document.body.span.slice(document.text)).nth(LEAST - 1)?;
    let headings = &document.body.headings;
    let mut runs: Vec<Vec<Raw<'a>>> = Vec::new();
    let mut before: Option<Before> = None;
    for placed in of_body(document, Locales::default(), |_| true) {
        let What::Slot(slot) = placed.mention.what else {
            // A day between two slots: those below it are of that day.
            before = None;
            continue;
        };
        if placed.foreign || placed.template || placed.quoted {
            continue;
        }
        if let Some(before) = before.filter(|before| before.line == placed.line) {
            let last = runs.last_mut().and_then(|run| run.last_mut());
            if let Some(last) = last.filter(|last| last.to.is_none() && slot.end.is_none())
                && is_end(document.text, before.span, &placed)
            {
                last.to = Some(i32::from(slot.start.minutes));
                last.span = Span { end: placed.mention.span.end, ..last.span };
            }
            continue;
        }
        if !leads(document.text, &placed) {
            continue;
        }
        if !slot.certain {
            before = None;
            continue;
        }
        let heading = headings.partition_point(|heading| heading.span.start <= placed.line.start);
        let same = before.is_some_and(|before| {
            // An agenda in headings is parted by those of the level that are none of it.
            let goes_on = match placed.place {
                Place::Heading => {
                    let level = |at: usize| headings.get(at.wrapping_sub(1)).map(|heading| heading.level);
                    let between = headings.get(before.heading..heading.saturating_sub(1)).unwrap_or_default();
                    let deeper = between.iter().all(|between| Some(between.level) > level(heading));
                    level(heading) == level(before.heading) && deeper
                }
                _ => heading == before.heading,
            };
            before.place == placed.place && before.indent == placed.indent && goes_on
        });
        let span = placed.mention.span;
        before = Some(Before { place: placed.place, indent: placed.indent, line: placed.line, heading, span });
        let sure = |clock: Clock| is_sure(clock.span.slice(document.text));
        let raw = Raw {
            from: i32::from(slot.start.minutes),
            to: slot.end.map(|end| i32::from(end.minutes)),
            span,
            room: None,
            what: placed.line.slice(document.text),
            sure: sure(slot.start) || slot.end.is_some_and(sure),
            zone: slot.zone,
        };
        match runs.last_mut().filter(|_| same) {
            Some(run) => run.push(raw),
            None => runs.push(vec![raw]),
        }
    }
    let mut runs = runs.into_iter().filter(|run| run.len() > 1);
    let (Some(run), None) = (runs.next(), runs.next()) else { return None };
    let first = *run.first()?;
    if run.iter().any(|slot| slot.zone != first.zone) || other::is_none(document, &run) {
        return None;
    }
    let clock = match first.zone {
        Zone::Unstated => Stated::around(document, first.span),
        zone => Stated::Zone(zone),
    };
    agenda(run, clock)
}

/// The slot before.
#[derive(Clone, Copy)]
struct Before {
    place: Place,
    indent: usize,
    line: Span,
    /// How many headings stand above it, itself included.
    heading: usize,
    span: Span,
}

/// Whether a time stands at the start of its line, or in the column of a table that is called after times.
fn leads(text: &str, placed: &Placed<'_>) -> bool {
    let start = placed.line.start.min(placed.mention.span.start);
    let lead = Span { start, end: placed.mention.span.start }.slice(text);
    if !lead.contains(char::is_alphanumeric) {
        return true;
    }
    if placed.place != Place::Row {
        return false;
    }
    let column = lead.matches('|').count();
    let cell = lead.rsplit('|').next().unwrap_or_default();
    let called = || {
        let name =
            header(text, placed.line)?.trim().trim_start_matches('|').split('|').nth(column)?.trim().to_lowercase();
        Some(["time", "when", "start", "uhrzeit", "zeit", "heure", "hora"].iter().any(|word| name.starts_with(word)))
    };
    column > 0 && !cell.contains(char::is_alphanumeric) && called().unwrap_or(false)
}

/// Whether a time is the end of the slot in the cell in front of it, by the names of the two columns.
fn is_end(text: &str, first: Span, placed: &Placed<'_>) -> bool {
    let between = text.get(first.end as usize..placed.mention.span.start as usize).unwrap_or("-");
    if placed.place != Place::Row || between.trim_matches([' ', '*', '_', '\t']) != "|" {
        return false;
    }
    let start = placed.line.start.min(first.start);
    let column = Span { start, end: first.start }.slice(text).matches('|').count();
    let Some(header) = header(text, placed.line) else { return false };
    let mut cells =
        header.trim().trim_start_matches('|').split('|').skip(column).map(|cell| cell.trim().to_lowercase());
    let is =
        |cell: Option<String>, words: &[&str]| cell.is_some_and(|cell| words.iter().any(|word| cell.starts_with(word)));
    is(cells.next(), &["start", "from", "begin", "von"]) && is(cells.next(), &["end", "to", "until", "bis", "finish"])
}

/// Where lines begin in which no word stands in front of the first number, and rows of tables.
fn lines_with_number(text: &str) -> impl Iterator<Item = usize> {
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
    starts.filter(|&start| {
        let rest = &text[start..];
        let mut line = rest.chars().take_while(|&c| c != '\n');
        rest.starts_with('|') || line.find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_ascii_digit())
    })
}
