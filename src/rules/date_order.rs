//! `date-order`: two dates of one page that cannot both be right.

use crate::declare_rule;
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::event::order::Clocks;
use crate::event::{Dated, Event, dated};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::parts::Parts;

declare_rule! {
    /// ## What it does
    ///
    /// Reports two dates of one page or record that contradict each other:
    ///
    /// - an event that ends before it starts;
    /// - a call for papers that closes after the event has started, or before it opens;
    /// - a registration that closes after the event has ended, or before it opens;
    /// - a page that expires before it is published;
    /// - a page that was updated before it was written (a warning: it may have been planned for that day);
    /// - in a list of `releases`, an end of life before the release, or before the end of active support.
    ///
    /// Times are compared as instants where their zones are known, and on one clock where none is written. Where only one
    /// of two has a zone and the site's configuration names none either, a day between them is let pass.
    ///
    /// ## Why it matters
    ///
    /// Calendars refuse such an event or show it on the wrong day, and an expired page is never seen.
    ///
    /// ## What to do
    ///
    /// Correct the date that is wrong. Often it was left over from the page that this one was copied from.
    DateOrder { id: "date-order", summary: "two dates that contradict each other", group: Dates, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DateOrder {}

/// Roles of which one alone says nothing.
const LATER: [Role; 7] =
    [Role::End, Role::Expiry, Role::Updated, Role::CfpEnd, Role::RegistrationEnd, Role::Deadline, Role::Releases];

impl Check for DateOrder {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        // A generator's default says what it reads, not what was meant: that is for `missing-time-zone` to say.
        let assumed = subject.layout.zone().cloned();
        if subject.is_data() {
            for record in subject.records() {
                let parts = Parts::of_item(record, subject.lexicon());
                judge(&parts, Event::new(&parts, || true).as_ref(), subject, Clocks { named: None, assumed: None }, cx);
            }
        } else if subject.parts().has_any(&LATER) {
            judge(subject.parts(), subject.event(), subject, Clocks { named: None, assumed }, cx);
        }
    }
}

fn judge(
    parts: &Parts<'_>,
    event: Option<&Event<'_>>,
    subject: &Subject<'_>,
    mut clocks: Clocks,
    cx: &mut Context<'_>,
) {
    if let Some(event) = event {
        clocks.named.clone_from(&event.zone);
        of_event(event, parts, &mut Pairs { clocks: &clocks, cx });
    }
    let mut pairs = Pairs { clocks: &clocks, cx };
    let publish = dated(parts, Role::Publish).or_else(|| dated(parts, Role::Date));
    for expiry in parts.all(Role::Expiry).iter().filter_map(Dated::of) {
        pairs.check(publish.as_ref(), &expiry, "expires before it is published", "correct one of the two dates");
    }
    // The date of an event is no date of writing.
    if event.is_none() && !subject.is_place_of_events() {
        let written = dated(parts, Role::Date);
        for updated in parts.all(Role::Updated).iter().filter_map(Dated::of) {
            let help = "correct one of the two dates, or let the last change be the day of publication";
            pairs.at_most(Severity::Warning, written.as_ref(), &updated, "was updated before it was written", help);
        }
    }
    let releases = parts.all(Role::Releases);
    let items = releases.iter().filter(|part| part.own).filter_map(|part| part.node.as_list()).flatten();
    for item in items.filter(|item: &NodeRef<'_, '_>| item.as_map().is_some()) {
        of_release(&Parts::of_item(item, subject.lexicon()), &mut pairs);
    }
    if subject.is_data() {
        of_release(parts, &mut pairs);
    }
}

fn of_event(event: &Event<'_>, parts: &Parts<'_>, pairs: &mut Pairs<'_, '_, '_>) {
    if let Some(end) = &event.end {
        pairs.check(event.start.as_ref(), end, "ends before it starts", "correct one of the two dates");
    }
    let deadlines = [
        (Role::CfpEnd, event.start.as_ref(), "starts before proposals are due"),
        (Role::RegistrationEnd, event.last(), "is over before registration closes"),
        (Role::Deadline, event.last(), "is over before the deadline"),
    ];
    for (role, moment, fault) in deadlines {
        let Some(moment) = moment else { continue };
        for deadline in parts.all(role).iter().filter_map(Dated::of) {
            pairs.check(Some(&deadline), moment, fault, "correct the deadline, or the date of the event");
        }
    }
    for (opens, closes, fault) in [
        (Role::CfpStart, Role::CfpEnd, "closes for proposals before it opens for them"),
        (Role::RegistrationStart, Role::RegistrationEnd, "closes registration before it opens"),
    ] {
        let (Some(opens), Some(closes)) = (dated(parts, opens), dated(parts, closes)) else { continue };
        pairs.check(Some(&opens), &closes, fault, "correct one of the two dates");
    }
}

fn of_release(parts: &Parts<'_>, pairs: &mut Pairs<'_, '_, '_>) {
    let Some(life) = dated(parts, Role::EndOfLife) else { return };
    for (role, fault) in [
        (Role::Released, "has its end of life before it is released"),
        (Role::SupportEnd, "has its end of life before active support ends"),
    ] {
        pairs.check(dated(parts, role).as_ref(), &life, fault, "correct one of the two dates");
    }
}

/// Pairs of dates under the eyes of the rule.
struct Pairs<'p, 'c, 'x> {
    clocks: &'p Clocks,
    cx: &'c mut Context<'x>,
}

impl Pairs<'_, '_, '_> {
    fn check(&mut self, first: Option<&Dated<'_>>, second: &Dated<'_>, fault: &str, help: &str) {
        self.at_most(Severity::Error, first, second, fault, help);
    }

    /// Says so when what should come second comes first.
    fn at_most(&mut self, most: Severity, first: Option<&Dated<'_>>, second: &Dated<'_>, fault: &str, help: &str) {
        let Some(first) = first.filter(|first| self.clocks.is_before(second, first)) else { return };
        let what = match second.role {
            Role::EndOfLife => "the release",
            Role::Expiry | Role::Updated => "the page",
            _ => "the event",
        };
        // A deadline is shown rather than the event's own date. What a configuration file fills in is not the page's fault.
        let deadline = matches!(first.role, Role::CfpEnd | Role::RegistrationEnd | Role::Deadline);
        let (shown, other) = match (first.own, second.own) {
            (false, false) => return,
            (false, true) => (second, first),
            (true, true) if !deadline => (second, first),
            (true, _) => (first, second),
        };
        let relation = if std::ptr::eq(shown, second) { "before" } else { "after" };
        let message = format!(
            "{what} {fault}: `{}` is `{}`, {relation} `{}` (`{}`)",
            shown.key,
            shown.written(),
            other.key,
            other.written()
        );
        let mut report = self.cx.report(shown.span, message).at_most(most).help(help);
        let readings = [shown, other].into_iter().filter_map(|date| {
            let swapped = date.reading.other?;
            Some(format!("`{}` is {} or {swapped}", date.text.trim(), date.moment().day()))
        });
        let readings = readings.collect::<Vec<_>>().join(", ");
        if !readings.is_empty() {
            report = report.note(format!("{readings}: wrong either way"));
        }
        if other.own {
            report.related(other.span, format!("`{}` is here", other.key));
        } else {
            report.note(format!("`{}` comes from the site's configuration or the file's name", other.key));
        }
    }
}
