//! Which of two dates comes first, as far as it is certain.

use super::Dated;
use crate::date::{Moment, Precision, Zone};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// What is known of times without a zone.
#[derive(Clone, Debug, Default)]
pub struct Clocks {
    /// The zone that the page names for them.
    pub named: Option<TimeZone>,
    /// The zone in which the generator reads them.
    pub assumed: Option<TimeZone>,
}

impl Clocks {
    /// True when `a` lies before `b`, however what is not written is understood.
    ///
    /// Two times are compared as instants where both zones are known, and on one clock where neither is. Where only one
    /// is known, or a day is written without a time, days count, with a day between them for the zone.
    pub fn is_before(&self, a: &Dated<'_>, b: &Dated<'_>) -> bool {
        let (first, second) = (a.moment(), b.moment());
        let swaps = a.reading.other.is_some() || b.reading.other.is_some();
        if is_timed(&first) && is_timed(&second) && !swaps {
            match (first.zone, second.zone) {
                (Zone::Unstated, Zone::Unstated) => return first.at < second.at,
                (Zone::Unstated, _) | (_, Zone::Unstated) => {
                    if let Some(zone) = self.named.as_ref().or(self.assumed.as_ref())
                        && let (Some(first), Some(second)) = (first.instant(zone), second.instant(zone))
                    {
                        return first < second;
                    }
                }
                _ => {
                    if let (Some(first), Some(second)) = (first.instant(&TimeZone::UTC), second.instant(&TimeZone::UTC))
                    {
                        return first < second;
                    }
                }
            }
        }
        let latest = a.reading.other.map_or(first.day(), |other| other.max(first.day()));
        let earliest = b.reading.other.map_or(second.day(), |other| other.min(second.day()));
        let between = if same_clock(&first, &second) { 0 } else { 1 };
        days(latest, earliest) > between
    }
}

/// Midnight is what programs write for a day without a time.
fn is_timed(moment: &Moment<'_>) -> bool {
    moment.precision > Precision::Day && moment.at.time() != Time::midnight()
}

/// Two days that are written alike are days on one clock.
fn same_clock(a: &Moment<'_>, b: &Moment<'_>) -> bool {
    a.zone == b.zone || a.precision == Precision::Day && b.precision == Precision::Day
}

/// How many days `b` lies after `a`; negative when it lies before.
pub fn days(a: Date, b: Date) -> i32 {
    let day = |date: Date| date.duration_since(Date::ZERO).as_hours() / 24;
    i32::try_from(day(b) - day(a)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::read::read;
    use crate::document::roles::Role;
    use crate::span::Span;

    fn at(text: &str) -> Dated<'_> {
        let reading = read(text).unwrap_or_else(|_| panic!("{text} is a date"));
        Dated { role: Role::Date, key: "date", span: Span::default(), own: true, text, time: None, reading }
    }

    #[test]
    fn only_what_is_certain_is_before() {
        let clocks = Clocks::default();
        for (a, b) in [
            ("2024-05-03", "2024-05-04"),
            ("2024-05-03 13:00", "2024-05-03 14:00"),
            ("2024-05-03 13:00:00 -0500", "2024-05-03 14:00:00 -0500"),
            ("2024-05-03T20:00:00+02:00", "2024-05-03T18:30:00Z"),
            ("2024-05-01T20:00:00Z", "2024-05-03"),
            ("2024-05-03 13:00:00 -0500", "2024-05-05 02:00:00"),
        ] {
            assert!(clocks.is_before(&at(a), &at(b)), "{a} < {b}");
            assert!(!clocks.is_before(&at(b), &at(a)), "{b} < {a}");
        }
        for (a, b) in [
            ("2024-05-03", "2024-05-03T10:00:00Z"),
            ("2024-05-03T00:00:00Z", "2024-05-03T18:00:00Z"),
            ("2024-05-03T23:00:00Z", "2024-05-04"),
            ("2024-05-03 13:00:00", "2024-05-03 14:00:00 -0500"),
            ("2024-05-03 13:00:00", "2024-05-04 14:00:00 -0500"),
            ("05/04/2024", "2024-04-30"),
        ] {
            assert!(!clocks.is_before(&at(a), &at(b)), "{a} < {b}");
        }
    }

    #[test]
    fn a_generator_may_know_the_zone() {
        let hugo = Clocks { named: None, assumed: Some(TimeZone::UTC) };
        assert!(hugo.is_before(&at("2020-01-08 15:30:00"), &at("2020-01-08 14:30:00 -0500")));
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let named = Clocks { named: Some(berlin), assumed: Some(TimeZone::UTC) };
        assert!(named.is_before(&at("2024-05-03 15:30:00"), &at("2024-05-03T14:00:00Z")));
    }
}
