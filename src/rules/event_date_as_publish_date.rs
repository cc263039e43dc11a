//! `event-date-as-publish-date`: a coming event that the generator hides, because its start stands where the page's date does.

use crate::declare_rule;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::event::dated;
use crate::meta::DefaultLevel;
use crate::rule::{Check, Context};
use crate::site::permalink::Publication;

declare_rule! {
    /// ## What it does
    ///
    /// Reports an event page whose `date` is the day of the event and lies in the future, where the generator does not build
    /// pages before their date (Hugo without `buildFuture`, Jekyll's posts without `future`). Off by default.
    ///
    /// ## Why it matters
    ///
    /// The announcement appears on the day of the event.
    ///
    /// ## What to do
    ///
    /// Let `date` (or `publishDate`) be the day on which the page goes online, and write the start of the event under a key of
    /// its own, such as `event_start`.
    EventDateAsPublishDate { id: "event-date-as-publish-date", summary: "a coming event that is hidden until it starts", group: Dates, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EventDateAsPublishDate {}

impl Check for EventDateAsPublishDate {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let parts = subject.parts();
        let Some(date) = dated(parts, Role::Date).filter(|date| date.own && !parts.has(Role::Publish)) else { return };
        if date.moment().day() <= subject.today {
            return;
        }
        let start = subject.event().and_then(|event| event.start.as_ref());
        let is_start = start.is_some_and(|start| start.moment().day() == date.moment().day());
        if is_start && subject.place().publication == Publication::Future {
            let generator = subject.layout.profile.generator;
            cx.report(
                date.span,
                format!("`{}` is when the event starts: until then {generator} hides the page", date.key),
            )
            .help("let `date` be the day on which the page goes online, and write the start under a key of its own");
        }
    }
}
