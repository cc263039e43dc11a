//! The name of a spelling for messages: `YYYY-MM-DD HH:MM ±hh:mm`.

use super::{Clock, Day, Form, Gap, Joint, Name, ZoneForm};
use std::borrow::Cow;

impl Form {
    /// The pattern without what differs from date to date in one habit: how many digits a day or hour happens to need, how
    /// exact seconds are.
    pub fn habit(mut self) -> Cow<'static, str> {
        if self == Self::of_day(Day::Iso) {
            return Cow::Borrowed("YYYY-MM-DD");
        }
        if self.day != Day::Iso {
            self.bare = !self.is_numeric();
        }
        self.bare_hour = false;
        if self.clock == Clock::Fraction {
            self.clock = Clock::Seconds;
        }
        Cow::Owned(self.pattern())
    }

    /// The spelling as a pattern.
    pub fn pattern(self) -> String {
        let (date, year) = self.day_pattern();
        let zone = self.zone_pattern();
        let [open, close] = match self.gap {
            Gap::Blank if self.zone != ZoneForm::None => [" ", ""],
            Gap::Bracket if self.zone != ZoneForm::None => [" (", ")"],
            _ => ["", ""],
        };
        let time = [self.clock_pattern(), open, zone, close];
        let joint = match self.joint {
            Joint::None => "",
            Joint::Upper => "T",
            Joint::Lower => "t",
            Joint::Blank | Joint::Inside => " ",
            Joint::Comma | Joint::Front => ", ",
            Joint::Dash => " - ",
            Joint::At => " at ",
        };
        let joint = [joint];
        let pieces: [&[&str]; 4] = match self.joint {
            Joint::Front => [&time, &joint, &date, &year],
            Joint::Inside => [&date, &joint, &time, &year],
            _ => [&date, &year, &joint, &time],
        };
        // Longer than nearly all patterns.
        let mut text = String::with_capacity(32);
        text.extend(pieces.into_iter().flatten().copied());
        text
    }

    /// The pieces of the day, and those of a year behind the time.
    fn day_pattern(self) -> ([&'static str; 6], [&'static str; 2]) {
        let numeric = self.is_numeric();
        let (month, day) = match (self.bare, numeric) {
            (true, true) => ("M", "D"),
            (true, false) => ("M", if self.ordinal { "Dth" } else { "D" }),
            (false, _) => ("MM", if self.ordinal { "DDth" } else { "DD" }),
        };
        let year = if self.short_year { "YY" } else { "YYYY" };
        let name = if self.month == Name::Long { "Month" } else { "Mon" };
        let mut late = ["", ""];
        let [a, b, c, d, e] = match self.day {
            Day::Iso => [year, "-", month, "-", day],
            Day::Basic => [year, "", month, "", day],
            Day::YearSlash => [year, "/", month, "/", day],
            Day::YearDot => [year, ".", month, ".", day],
            Day::DaySlash => [day, "/", month, "/", year],
            Day::DayDot => [day, ".", month, ".", year],
            Day::DayDash => [day, "-", month, "-", year],
            Day::MonthSlash => [month, "/", day, "/", year],
            Day::MonthDot => [month, ".", day, ".", year],
            Day::MonthDash => [month, "-", day, "-", year],
            Day::DayName => [day, " ", name, " ", year],
            Day::DayNameDash => [day, "-", name, "-", year],
            Day::DayNameDot => [day, ". ", name, " ", year],
            Day::NameDay => {
                late = [if self.joint == Joint::Inside { " " } else { ", " }, year];
                [name, " ", day, "", ""]
            }
            Day::YearName => [year, " ", name, " ", day],
            Day::YearNameDash => [year, "-", name, "-", day],
        };
        let weekday = match self.weekday {
            Name::None => "",
            Name::Short => "Day, ",
            Name::Long => "Weekday, ",
        };
        ([weekday, a, b, c, d, e], late)
    }

    fn clock_pattern(self) -> &'static str {
        match (self.clock, self.bare_hour) {
            (Clock::None, _) => "",
            (Clock::Minutes, false) => "HH:MM",
            (Clock::Minutes, true) => "H:MM",
            (Clock::Seconds, false) => "HH:MM:SS",
            (Clock::Seconds, true) => "H:MM:SS",
            (Clock::Fraction, false) => "HH:MM:SS.sss",
            (Clock::Fraction, true) => "H:MM:SS.sss",
            (Clock::BasicMinutes, _) => "HHMM",
            (Clock::BasicSeconds, _) => "HHMMSS",
            (Clock::Dot, _) => "HH.MM",
            (Clock::Letter, _) => "HHhMM",
            (Clock::Half, _) => "H:MM pm",
            (Clock::HalfSeconds, _) => "H:MM:SS pm",
            (Clock::HalfDot, _) => "H.MMpm",
            (Clock::HalfHour, _) => "Hpm",
            (Clock::Word, _) => "noon",
        }
    }

    fn zone_pattern(self) -> &'static str {
        match self.zone {
            ZoneForm::None => "",
            ZoneForm::Zulu => "Z",
            ZoneForm::SmallZulu => "z",
            ZoneForm::Colon => "±hh:mm",
            ZoneForm::Plain => "±hhmm",
            ZoneForm::Hours => "±hh",
            ZoneForm::Hour => "±h",
            ZoneForm::Utc => "UTC",
            ZoneForm::UtcOffset => "UTC±h",
            ZoneForm::Name => "ZONE",
        }
    }
}
