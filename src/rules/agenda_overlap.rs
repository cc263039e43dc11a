//! `agenda-overlap`: a time slot that starts before the one before it is over.

use crate::declare_rule;
use crate::engine::Subject;
use crate::event::agenda::{Agenda, Slot};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a time slot of an event that starts before the one before it is over.
    ///
    /// Where sessions name their rooms, slots in one room are compared. Where they do not, two slots that start together, or
    /// one that lies inside the other, may well take place side by side, as may everything in an agenda with more than one
    /// overlap: these are let pass. What counts as an agenda is said under `agenda-order`.
    ///
    /// ## Why it matters
    ///
    /// Speakers find their room taken, and nobody can hear both.
    ///
    /// ## What to do
    ///
    /// Correct the end of the first slot or the start of the second.
    AgendaOverlap { id: "agenda-overlap", summary: "time slots of an event that overlap", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AgendaOverlap {}

impl Check for AgendaOverlap {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let Some(agenda) = subject.agenda().filter(|agenda| agenda.is_ordered()) else { return };
        let found = if agenda.slots.iter().all(|slot| slot.room.is_some()) { in_rooms(agenda) } else { alone(agenda) };
        let text = subject.document.text;
        for (first, second) in found {
            let message =
                format!("the slot `{}` starts before `{}` is over", second.written(text), first.written(text));
            let report = cx
                .report(second.span, message)
                .related(first.span, "this one is not over then")
                .help("correct the end of the first slot or the start of the second");
            if let Some(room) = second.room {
                report.note(format!("both take place in `{room}`"));
            }
        }
    }
}

/// Slots of one room that overlap in any way.
fn in_rooms<'a>(agenda: &Agenda<'a>) -> Vec<(Slot<'a>, Slot<'a>)> {
    let mut last: FxHashMap<&str, Slot<'a>> = FxHashMap::default();
    let mut found = Vec::new();
    for &slot in &agenda.slots {
        let before = last.entry(slot.room.unwrap_or_default()).or_insert(slot);
        if *before != slot && before.to.is_some_and(|to| slot.from < to) {
            found.push((*before, slot));
        }
        if slot.last() >= before.last() {
            *before = slot;
        }
    }
    found
}

/// The one overlap of neighbours that cannot be meant, if it is the only one.
fn alone<'a>(agenda: &Agenda<'a>) -> Vec<(Slot<'a>, Slot<'a>)> {
    let overlap = |a: &Slot<'_>, b: &Slot<'_>| a.to.is_some_and(|to| b.from < to);
    let pairs = agenda.slots.windows(2).map(|pair| (pair[0], pair[1]));
    let found: Vec<_> = pairs.filter(|(a, b)| overlap(a, b)).collect();
    match found[..] {
        [(a, b)] if a.from < b.from && b.to.is_none_or(|to| a.last() < to) => found,
        _ => Vec::new(),
    }
}
