//! `event-contradiction`: two things that a page says of an event and that cannot both be true.

use crate::declare_rule;
use crate::document::node::{Kind, NodeRef, Value};
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::event::order::days;
use crate::event::{Event, Mode, Status};
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::schema::ViolationKind;
use crate::site::permalink::Publication;

declare_rule! {
    /// ## What it does
    ///
    /// Reports an event page that contradicts itself:
    ///
    /// - it is `online`, but nothing on the page leads there;
    /// - it is `onsite`, but the page is empty and no place is given;
    /// - its status is `upcoming` though it is over, or `past` though it is still to come;
    /// - it has an end, but no start;
    /// - its latitude or longitude is none.
    ///
    /// Only what is written counts: an event without mode or status contradicts nothing.
    ///
    /// ## Why it matters
    ///
    /// Visitors cannot take part, and lists of coming events show old ones.
    ///
    /// ## What to do
    ///
    /// Correct whichever of the two is wrong.
    EventContradiction { id: "event-contradiction", summary: "an event page that contradicts itself", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EventContradiction {}

impl Check for EventContradiction {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let Some(event) = subject.event() else { return };
        mode(subject, event, cx);
        status(subject, event, cx);
        let parts = subject.parts();
        if let Some(end) = event.end.as_ref().filter(|end| end.own)
            && !parts.has_any(&[Role::Start, Role::Date])
            && !subject.inherits_unknown
            // A schema that asks for the start has said so.
            && subject.violations().iter().all(|violation| violation.kind != ViolationKind::Missing)
        {
            cx.report(end.span, format!("the event has an end, `{}`, but no start", end.key))
                .help("say when it starts");
        }
        for (role, most, other) in [(Role::Latitude, 90.0, Role::Longitude), (Role::Longitude, 180.0, Role::Latitude)] {
            // What a schema refuses is left to it.
            let own = parts.all(role).into_iter().filter(|part| part.own && !subject.is_refused(part.node.span()));
            for part in own {
                let Some(degrees) = degrees(part.node).filter(|degrees| degrees.abs() > most) else { continue };
                let message = format!("`{}` is `{degrees}`, which is not between -{most} and {most}", part.key);
                let swapped = role == Role::Latitude
                    && degrees.abs() <= 180.0
                    && parts.all(other).iter().any(|part| self::degrees(part.node).is_some_and(|it| it.abs() <= 90.0));
                let help =
                    if swapped { "have latitude and longitude changed places?" } else { "correct the coordinate" };
                cx.report(part.node.span(), message).help(help);
            }
        }
    }
}

/// Words in keys whose values lead to an event online.
const WAYS: [&str; 14] = [
    "youtube",
    "stream",
    "video",
    "zoom",
    "meet",
    "webex",
    "teams",
    "jitsi",
    "twitch",
    "discord",
    "channel",
    "broadcast",
    "link",
    "url",
];

fn mode(subject: &Subject<'_>, event: &Event<'_>, cx: &mut Context<'_>) {
    let Some((mode, part)) = event.mode.filter(|(_, part)| part.own) else { return };
    let (text, parts) = (subject.document.text, subject.parts());
    let written = part.node.span().slice(text);
    match mode {
        Mode::Online => {
            let keys = subject.document.root().into_iter().flat_map(|root| root.entries());
            let mut filled = keys.filter(|entry| entry.value().kind() != Kind::Null);
            let leads = ["://", "www.", "@", "mailto:"].iter().any(|sign| text.contains(sign))
                || !subject.document.body.links.is_empty()
                || parts.has(Role::EventUrl)
                || filled.any(|entry| {
                    let key = entry.key().to_ascii_lowercase();
                    WAYS.iter().any(|way| key.contains(way))
                });
            if !leads {
                let message = format!("`{}` is `{written}`, but nothing on the page leads to the event", part.key);
                cx.report(part.node.span(), message).help("add its address, such as `event_url`");
            }
        }
        Mode::OnSite => {
            let empty = subject.document.body.span.slice(text).trim().is_empty();
            if empty && !parts.has(Role::Location) && !subject.inherits_unknown {
                cx.report(part.node.span(), format!("`{}` is `{written}`, but no place is given", part.key))
                    .help("say where it takes place, such as in `location`");
            }
        }
        Mode::Hybrid => {}
    }
}

/// A day is let pass for the zone.
fn status(subject: &Subject<'_>, event: &Event<'_>, cx: &mut Context<'_>) {
    let Some((status, part)) = event.status.filter(|(_, part)| part.own) else { return };
    // What nobody sees misleads nobody.
    let draft = subject.document.root().and_then(|root| root.get("draft")).map(|node| node.value());
    if subject.place().publication == Publication::Draft || matches!(draft, Some(Value::Bool(true))) {
        return;
    }
    let (date, fault, away) = match status {
        Status::Upcoming => (event.last(), "is over since", -1),
        Status::Past => (event.start.as_ref(), "starts on", 1),
    };
    let Some(date) = date.filter(|date| date.reading.other.is_none()) else { return };
    let day = date.moment().day();
    if days(subject.today, day).saturating_mul(away) > 1 {
        let written = part.node.span().slice(subject.document.text);
        let report =
            cx.report(part.node.span(), format!("`{}` is `{written}`, but the event {fault} `{day}`", part.key));
        let report = report.note(format!("today is {}", subject.today)).help("correct the status, or the date");
        if date.own {
            report.related(date.span, format!("`{}` is here", date.key));
        }
    }
}

/// A number, also as text.
fn degrees(node: NodeRef<'_, '_>) -> Option<f64> {
    let number = match node.value() {
        Value::Int(number) => *number as f64,
        Value::Float(number) => *number,
        Value::Str(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}
