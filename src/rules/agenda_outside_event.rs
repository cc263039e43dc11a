//! `agenda-outside-event`: a time slot before the event starts or after it ends.

use crate::declare_rule;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::event::agenda;
use crate::event::agenda::fit::{Hours, Misfit};
use crate::event::{Dated, Event};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context, Report};

declare_rule! {
    /// ## What it does
    ///
    /// Reports time slots of an event that lie outside its start and end, and an agenda that would only fit on another clock.
    ///
    /// Times are compared on the clock of the event: its `timezone`, else the offset of its times. Times in UTC without a
    /// `timezone` do not say where the event takes place: from 16:00 to 19:00 UTC goes with an agenda from 18:00 to 21:00 in
    /// Berlin, and an agenda that fits into the event on the clock of any zone is let pass. So are doors that open before the
    /// start and a dinner after the end. What counts as an agenda is said under `agenda-order`.
    ///
    /// ## Why it matters
    ///
    /// The calendar entry and the page send people to different times.
    ///
    /// ## What to do
    ///
    /// Correct the slot, or the event's start, end or `timezone`.
    AgendaOutsideEvent { id: "agenda-outside-event", summary: "a time slot outside the hours of its event", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AgendaOutsideEvent {}

impl Check for AgendaOutsideEvent {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let Some(event) = subject.event() else { return };
        days(subject, event, cx);
        let Some(agenda) = subject.agenda().filter(|agenda| agenda.reversed.is_empty()) else { return };
        let Some(hours) = Hours::of(event, agenda.clock) else { return };
        let text = subject.document.text;
        let zone = subject.parts().all(Role::Timezone).into_iter().find_map(|part| part.node.as_str());
        let zone = zone.filter(|_| event.zone.is_some()).map(str::to_owned);
        let clock = agenda.clock.name().or(zone).map(|zone| format!(" ({zone})")).unwrap_or_default();
        match hours.misfit(agenda) {
            None => {}
            Some(Misfit::All) => {
                let Some(first) = agenda.slots.first() else { return };
                let last = agenda.slots.last().unwrap_or(first);
                let message = format!(
                    "the agenda from `{}` to `{}` does not go with the event, which lasts {hours}{clock}",
                    first.written(text),
                    last.written(text),
                );
                let report = cx.report(first.span, message);
                with_event(report, event).help("correct the times of one of the two, or the event's zone");
            }
            Some(Misfit::Slots(slots, hours)) => {
                // One word for each side: where several slots lie outside, the event's own time may be the wrong one.
                for (early, fault, faults) in [
                    (true, "starts before the event does", "start before the event does"),
                    (false, "goes on when the event is over", "go on when the event is over"),
                ] {
                    let mut side = slots.iter().filter(|slot| (slot.from < hours.from) == early);
                    let Some(first) = side.next() else { continue };
                    let written = first.written(text);
                    let message = match side.count() {
                        0 => format!("the slot `{written}` {fault}"),
                        1 => format!("the slot `{written}` and another one {faults}"),
                        more => format!("the slot `{written}` and {more} others {faults}"),
                    };
                    with_event(cx.report(first.span, message), event)
                        .note(format!("on the clock of the agenda the event lasts {hours}{clock}"))
                        .help("correct the slot, or the event's start or end");
                }
            }
        }
    }
}

/// Reports sessions on other days than the event's. The day before the first may be one of workshops.
fn days(subject: &Subject<'_>, event: &Event<'_>, cx: &mut Context<'_>) {
    let (Some(start), Some(last)) = (&event.start, event.last()) else { return };
    let is_day = |date: &Dated<'_>| date.own && date.reading.other.is_none();
    let (Ok(first), Ok(after)) = (start.moment().day().yesterday(), last.moment().day().tomorrow()) else { return };
    // What has a time may lie on the next day elsewhere, and fits into the hours below or not.
    if !is_day(start) || !is_day(last) || start.is_timed() || last.is_timed() || first >= after {
        return;
    }
    let sessions = agenda::sessions(subject).filter(|date| !date.is_timed() && is_day(date));
    let mut outside = sessions.filter(|date| date.moment().day() < first || date.moment().day() >= after);
    let Some(session) = outside.next() else { return };
    let message = match outside.count() {
        0 => format!("a session takes place on `{}`, outside the days of its event", session.text.trim()),
        more => {
            format!("a session on `{}` and {more} more take place outside the days of their event", session.text.trim())
        }
    };
    with_event(cx.report(session.span, message), event).help("correct the session's day, or the event's start or end");
}

/// Shows the start and end of the event where the page holds them.
fn with_event<'r>(mut report: Report<'r>, event: &Event<'_>) -> Report<'r> {
    let own = |date: &&Dated<'_>| date.own;
    if let Some(start) = event.start.as_ref().filter(own) {
        report = report.related(start.span, "the event starts");
    }
    if let Some(end) = event.end.as_ref().filter(own) {
        report = report.related(end.span, "and ends");
    }
    report
}
