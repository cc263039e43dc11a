//! `missing-time-zone`: an event's time that is a different moment in each place.

use crate::date::field;
use crate::date::read::zone::{Abbreviation, abbreviation};
use crate::date::{Precision, Zone};
use crate::declare_rule;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::parts::{Part, Parts};
use crate::span::Span;
use jiff::civil::Time;

declare_rule! {
    /// ## What it does
    ///
    /// Reports the times of events (when they start and end, until when people can sign up or hand in) that have neither an
    /// offset nor a zone, and zones that are abbreviated: `PDT`, `CET`.
    ///
    /// Days without a time are let pass, and midnight, which programs write for such days. So are pages with a key for
    /// the zone (`timezone: Europe/Berlin`), and sites whose configuration names a zone.
    ///
    /// ## Why it matters
    ///
    /// People from elsewhere come an hour early or late. An abbreviation does not help machines: `CST` and `IST` are three
    /// zones each, and `PST` in July is an hour off.
    ///
    /// ## What to do
    ///
    /// Write the offset (`2024-05-17T18:30:00+02:00`), or name the zone: `timezone: Europe/Berlin`.
    MissingTimeZone { id: "missing-time-zone", summary: "an event's time without a time zone", group: Dates, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: None, adaptive: false }
}

/// Options of `missing-time-zone`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingTimeZone {
    /// Abbreviations that may stand for a zone here.
    allow: Vec<String>,
}

impl Check for MissingTimeZone {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        subject.each_parts(|parts| self.event(parts, subject, cx));
    }
}

impl MissingTimeZone {
    fn event(&self, parts: &Parts<'_>, subject: &Subject<'_>, cx: &mut Context<'_>) {
        if !parts.has_any(&Role::EVENT_DAYS) {
            return;
        }
        for part in parts.iter().filter(|part| part.own && part.role == Role::Timezone) {
            if let Some(name) = part.node.as_str().map(str::trim) {
                self.abbreviated(name, part.node.span(), cx);
            }
        }
        let settled = parts.has(Role::Timezone) || subject.layout.zone().is_some();
        let mut without = Vec::new();
        for part in parts.iter().filter(|part| part.own && is_of_event(part, parts)) {
            let Some(field) = field::one(part.node) else { continue };
            let Ok(reading) = field.reading else { continue };
            let moment = reading.moment;
            match moment.zone {
                Zone::Unstated
                    if !settled && moment.precision > Precision::Day && moment.at.time() != Time::midnight() =>
                {
                    without.push((part, field.span, field.text));
                }
                Zone::Name(name) => self.abbreviated(name, field.span, cx),
                _ => {}
            }
        }
        let Some((part, span, text)) = without.first() else { return };
        let mut report = cx.report(*span, format!("the time of `{}` has no zone: `{}`", part.key, text.trim()));
        for (other, span, _) in &without[1..] {
            report = report.related(*span, format!("nor has `{}`", other.key));
        }
        report.help("write the offset, such as `2024-05-17T18:30:00+02:00`, or add a key `timezone`");
    }

    fn abbreviated(&self, name: &str, span: Span, cx: &mut Context<'_>) {
        // Anywhere on Earth is what it says.
        let allowed = name.eq_ignore_ascii_case("AoE") || self.allow.iter().any(|known| known == name);
        let Some(meaning) = abbreviation(name).filter(|_| !allowed) else { return };
        let report = cx.report(span, format!("`{name}` is no unambiguous time zone"));
        match meaning {
            Abbreviation::Season(_, zone) | Abbreviation::Zone(zone) => {
                report.help(format!("name the zone, such as `{zone}`, or write the offset"))
            }
            _ => report.help("name the zone, such as `Europe/Berlin`, or write the offset"),
        };
    }
}

/// `date` is the start of what has an end but no start of its own.
fn is_of_event(part: &Part<'_>, parts: &Parts<'_>) -> bool {
    Role::EVENT_DAYS.contains(&part.role) || part.role == Role::Date && parts.has(Role::End) && !parts.has(Role::Start)
}
