//! `invalid-time-zone`: a zone that does not exist, or a time that it does not have.

use crate::date::field::{self, Field};
use crate::date::read::is_common_day;
use crate::date::read::zone::{Abbreviation, abbreviation};
use crate::date::{Precision, Zone};
use crate::declare_rule;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context};
use crate::site::parts::Parts;
use crate::span::Span;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

declare_rule! {
    /// ## What it does
    ///
    /// Reports time zones that the time zone database does not have (`Europe/Berlim`), times that are skipped when clocks
    /// go forward (`2024-03-31 02:30` in Berlin), and offsets that the zone beside them does not have on that day
    /// (`2024-07-01T10:00:00+01:00` with `timezone: Europe/Berlin`).
    ///
    /// Times in UTC may stand beside any zone: it is then the one to show them in.
    ///
    /// ## Why it matters
    ///
    /// Programs fail, fall back to UTC, or show another time than was meant.
    ///
    /// ## What to do
    ///
    /// Correct the name, the time or the offset.
    InvalidTimeZone { id: "invalid-time-zone", summary: "a time zone, or a time in it, that does not exist", group: Dates, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None, adaptive: false }
}

/// Options of `invalid-time-zone`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InvalidTimeZone {
    /// Names that stand for a zone here.
    allow: Vec<String>,
}

/// Roles whose times are meant in the zone that the page names.
const EVENT: [Role; 2] = [Role::Start, Role::End];

impl Check for InvalidTimeZone {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        subject.each_parts(|parts| self.parts(parts, subject, cx));
    }
}

impl InvalidTimeZone {
    fn parts(&self, parts: &Parts<'_>, subject: &Subject<'_>, cx: &mut Context<'_>) {
        let mut named = None;
        if parts.has(Role::Timezone) {
            for part in parts.all(Role::Timezone) {
                let Some(name) = part.node.as_str().map(str::trim) else { continue };
                match TimeZone::get(name) {
                    Ok(zone) => named = named.or(Some((name, zone))),
                    Err(_) if part.own && !subject.is_refused(part.node.span()) => {
                        self.unknown(name, part.node.span(), cx)
                    }
                    Err(_) => {}
                }
            }
        }
        for part in parts.iter().filter(|part| part.own && Role::DAYS.contains(&part.role)) {
            // Nearly all values are days, with nothing to look up.
            if part.node.as_str().is_some_and(is_common_day) {
                continue;
            }
            let Some(field) = field::one(part.node) else { continue };
            let Ok(reading) = &field.reading else { continue };
            let moment = reading.moment;
            if let Zone::Name(name) = moment.zone
                && name.contains('/')
            {
                match TimeZone::get(name) {
                    Ok(zone) => skipped(name, &zone, moment.at, &field, cx),
                    Err(_) => self.unknown(name, field.span, cx),
                }
            }
            if let (Zone::Offset(offset), Some(beside)) = (moment.zone, reading.beside) {
                self.beside(beside, offset, moment.at, &field, cx);
            }
            if let Some((name, zone)) = &named
                && EVENT.contains(&part.role)
                && moment.precision > Precision::Day
            {
                match moment.zone {
                    Zone::Unstated => skipped(name, zone, moment.at, &field, cx),
                    Zone::Offset(offset) if offset != Offset::UTC => {
                        compare(name, zone, offset, moment.at, &field, cx);
                    }
                    _ => {}
                }
            }
        }
    }

    /// A name behind an offset in one value.
    fn beside(&self, name: &str, offset: Offset, at: DateTime, field: &Field<'_>, cx: &mut Context<'_>) {
        match abbreviation(name) {
            Some(Abbreviation::Season(minutes, _) | Abbreviation::Fixed(minutes))
                if offset.seconds() != minutes * 60 =>
            {
                let is = Offset::from_seconds(minutes * 60).map(said).unwrap_or_default();
                cx.report(field.span, format!("`{name}` is `{is}`, not `{}`", said(offset)))
                    .help("correct the offset or the zone");
            }
            Some(_) => {}
            None if name.contains('/') => match TimeZone::get(name) {
                Ok(zone) => compare(name, &zone, offset, at, field, cx),
                Err(_) => self.unknown(name, field.span, cx),
            },
            None => {}
        }
    }

    fn unknown(&self, name: &str, span: Span, cx: &mut Context<'_>) {
        let shape = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() > 4 && name.chars().all(shape);
        let is_offset = ["utc", "gmt"].iter().any(|zero| name.get(..3).is_some_and(|it| it.eq_ignore_ascii_case(zero)));
        if !is_name || is_offset || self.allow.iter().any(|known| known == name) {
            return;
        }
        let report = cx.report(span, format!("there is no time zone `{name}`"));
        // A city alone is a zone to some libraries.
        let report = if name.contains('/') { report } else { report.at_most(Severity::Warning) };
        match nearest(name) {
            Some(near) => report.help(format!("did you mean `{near}`?")),
            None => report.help("write a name of the time zone database, such as `Europe/Berlin`"),
        };
    }
}

/// The zone whose name, or the name of its city, is nearest, if near enough to be meant.
fn nearest(name: &str) -> Option<String> {
    if name.len() > 40 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let city_alone = !name.contains('/');
    let zones = jiff::tz::db().available();
    let distance = |zone: &str| {
        let zone = zone.to_ascii_lowercase();
        let zone = if city_alone { zone.rsplit('/').next().unwrap_or(&zone) } else { &zone };
        strsim::damerau_levenshtein(&name, zone)
    };
    let near = zones.map(|zone| (distance(zone.as_str()), zone.as_str().to_owned())).min()?;
    (near.0 <= 2).then_some(near.1)
}

/// Reports a time that clocks in the zone never show.
fn skipped(name: &str, zone: &TimeZone, at: DateTime, field: &Field<'_>, cx: &mut Context<'_>) {
    if let AmbiguousOffset::Gap { .. } = zone.to_ambiguous_timestamp(at).offset() {
        cx.report(field.span, format!("`{}` is skipped in `{name}`: clocks go forward then", field.text.trim()))
            .help("write a time before or after the change");
    }
}

/// Reports an offset that the zone does not have then.
fn compare(name: &str, zone: &TimeZone, offset: Offset, at: DateTime, field: &Field<'_>, cx: &mut Context<'_>) {
    let Ok(instant) = offset.to_timestamp(at) else { return };
    let is = zone.to_offset(instant);
    if is != offset {
        cx.report(field.span, format!("`{name}` is `{}` from UTC on that day, not `{}`", said(is), said(offset)))
            .help("correct the offset or the zone");
    }
}

/// `+05:30`
fn said(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
