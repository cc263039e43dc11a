//! `future-date`: a page that is dated after today.

use crate::date::Zone;
use crate::declare_rule;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::event::Dated;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::permalink::Publication;
use crate::site::profile::Generator;
use jiff::tz::TimeZone;

declare_rule! {
    /// ## What it does
    ///
    /// Tells of a page that is no draft and is dated after today. Where the generator holds such pages back (Hugo without
    /// `buildFuture`, Jekyll's posts without `future`) it says so.
    ///
    /// An event may well lie in the future, so its date counts only where the generator hides the page. Today is the day in UTC,
    /// or that of `--today`; a time without a zone is read in UTC.
    ///
    /// ## Why it matters
    ///
    /// The page is not on the site until it is built again on that day; or the year is mistyped, and it stays on top of the list.
    ///
    /// ## What to do
    ///
    /// Nothing, if it is meant; else correct the date.
    FutureDate { id: "future-date", summary: "a page that is dated after today", group: Dates, default: DefaultLevel::On(Severity::Info), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FutureDate {}

impl Check for FutureDate {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let parts = subject.parts();
        let own = |role| parts.find(role, |part| Dated::of(part).filter(|date| date.own));
        let Some(date) = own(Role::Publish).or_else(|| own(Role::Date)) else { return };
        let moment = date.moment();
        // A day is let pass without a look at the zone; it is told below.
        if moment.day() <= subject.today || subject.is_section_file() || date.reading.other.is_some() {
            return;
        }
        let generator = subject.layout.profile.generator;
        let message = match subject.place().publication {
            Publication::Future => {
                format!("`{}` is `{}`: until then {generator} does not build the page", date.key, date.text.trim())
            }
            // They are told to build such pages, or have no page here.
            _ if matches!(generator, Generator::Hugo | Generator::Jekyll | Generator::Hexo) => return,
            Publication::Published if subject.event().is_none() => {
                format!("`{}` is `{}`, which lies in the future", date.key, date.text.trim())
            }
            _ => return,
        };
        let zone = match moment.zone {
            Zone::Unstated => "the date is read in UTC".to_owned(),
            _ => match moment.instant(&TimeZone::UTC) {
                Some(instant) => format!("the date is {} in UTC", instant.strftime("%Y-%m-%d %H:%M")),
                None => "the date is in a zone that is not known".to_owned(),
            },
        };
        cx.report(date.span, message).note(format!("{zone}; today is {}", subject.today));
    }
}
