//! `agenda-order`: time slots that do not follow each other.

use crate::declare_rule;
use crate::engine::Subject;
use crate::event::agenda::fit::{Hours, Misfit};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};

declare_rule! {
    /// ## What it does
    ///
    /// Reports a time slot of an event that ends before it starts (`09:15 - 09:00`), and one that stands in another place
    /// of the agenda than its time tells.
    ///
    /// Slots are read from the event's front matter (`sessions`, `schedule`, `program`, `agenda` with start and end of each
    /// item) or from a list, table or run of lines in its body that start with a time, at least three of them. An agenda of
    /// several days or tracks is let pass, and so are slots over noon and midnight.
    ///
    /// ## Why it matters
    ///
    /// People come at the wrong time.
    ///
    /// ## What to do
    ///
    /// Correct the time, or move the slot.
    AgendaOrder { id: "agenda-order", summary: "time slots of an event that do not follow each other", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AgendaOrder {}

impl Check for AgendaOrder {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let (Some(event), Some(agenda)) = (subject.event(), subject.agenda()) else { return };
        let text = subject.document.text;
        for slot in &agenda.reversed {
            cx.report(slot.span, format!("the slot `{}` ends before it starts", slot.written(text)))
                .help("correct one of the two times");
        }
        let Some((above, below)) = agenda.astray().filter(|_| agenda.reversed.is_empty()) else { return };
        // A slot far outside the event is told as that.
        if let Some(Misfit::Slots(outside, _)) = Hours::of(event, agenda.clock).and_then(|hours| hours.misfit(agenda))
            && (outside.contains(&above) || outside.contains(&below))
        {
            return;
        }
        let message =
            format!("the slot `{}` starts before the one above it, `{}`", below.written(text), above.written(text));
        cx.report(below.span, message)
            .related(above.span, "this one stands above it")
            .help("correct one of the times, or let the two change places");
    }
}
