//! Dates, times, zones and weekdays as generators and people write them. No clock: what day it is enters from outside.

pub mod field;
pub mod form;
pub mod locale;
pub mod names;
pub mod prose;
pub mod read;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// A date as someone wrote it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment<'s> {
    /// The date and time on the writer's clock; midnight where no time is written.
    pub at: DateTime,
    /// How exact it is written.
    pub precision: Precision,
    /// What is written of the zone.
    pub zone: Zone<'s>,
}

/// How exact a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A day.
    Day,
    /// An hour and a minute of it.
    Minute,
    /// A second, with or without a fraction.
    Second,
}

/// What is written of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone<'s> {
    /// Nothing.
    Unstated,
    /// An offset from UTC; `Z`, `UTC` and `GMT` are the offset zero.
    Offset(Offset),
    /// A name as written: an IANA name or an abbreviation (`PDT`, `CET`).
    Name(&'s str),
}

impl Moment<'_> {
    /// The day on the writer's clock.
    pub fn day(&self) -> Date {
        self.at.date()
    }

    /// The instant, where an offset, a known IANA name or an abbreviation that leaves no doubt is written;
    /// without any of them on a clock in `zone`.
    pub fn instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        match self.zone {
            Zone::Offset(offset) => offset.to_timestamp(self.at).ok(),
            Zone::Name(name) => read::zone::offset_of(name, self.at)?.to_timestamp(self.at).ok(),
            Zone::Unstated => zone.to_timestamp(self.at).ok(),
        }
    }
}
