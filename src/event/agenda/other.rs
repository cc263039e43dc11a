//! Lists of times that are no agenda: the chapters of a video, clocks around the world, opening hours, timetables.

use super::Raw;
use super::clock::city;
use crate::date::locale::Locales;
use crate::document::Document;

/// Words in the heading or line above a list that make it something else.
const ABOVE: [&str; 16] = [
    "hours",
    "open",
    "video",
    "chapter",
    "timestamp",
    "recording",
    "train",
    "bus",
    "shuttle",
    "departure",
    "arrival",
    "around the world",
    "clock",
    "getting there",
    "öffnungszeiten",
    "anreise",
];

/// Whether the run of slots is no agenda, or may well be none.
pub(super) fn is_none(document: &Document<'_>, run: &[Raw<'_>]) -> bool {
    let text = document.text;
    let Some(first) = run.first() else { return true };
    // Chapters begin at 0:00 and are counted in seconds.
    if first.from == 0 || run.iter().any(|slot| slot.span.slice(text).split(['-', '–', '—', ' ']).any(has_seconds))
    {
        return true;
    }
    if run.iter().all(|slot| slot.to.is_none()) && run.iter().any(|slot| slot.from % 5 != 0) {
        return true;
    }
    let after = |slot: &Raw<'_>| {
        let from = slot.span.end as usize;
        text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    };
    let english = Locales::default();
    let names_weekday = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric()).take(3).any(|word| word.len() > 2 && english.weekday(word).is_some())
    };
    // In a table the place may stand in front of the time.
    let place = |slot: &&Raw<'_>| {
        let mut cells = after(slot).split('|').chain(slot.what.split('|'));
        cells.any(|cell| city(cell.trim_matches(|c: char| !c.is_alphanumeric())))
    };
    if run.iter().filter(place).count() > 1 || run.iter().filter(|slot| names_weekday(after(slot))).count() > 1 {
        return true;
    }
    let start = first.span.start;
    let heading = document.body.headings.partition_point(|heading| heading.span.start < start);
    let heading = heading.checked_sub(1).and_then(|at| document.body.headings.get(at));
    let heading = heading.filter(|heading| heading.span.end <= start).map(|heading| heading.text.to_lowercase());
    let line = text[..start as usize].rfind('\n').unwrap_or(0).max(document.body.span.start as usize);
    let mut above = text[document.body.span.start as usize..line].lines().rev().map(str::trim);
    let above = above.find(|line| !line.is_empty()).unwrap_or_default().to_lowercase();
    let is_other = |line: &str| line.len() < 200 && ABOVE.iter().any(|word| line.contains(word));
    heading.is_some_and(|heading| is_other(&heading)) || !above.starts_with('|') && is_other(&above)
}

/// `0:10:30`.
fn has_seconds(clock: &str) -> bool {
    clock.matches(':').count() > 1
}
