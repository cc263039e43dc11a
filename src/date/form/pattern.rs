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
        let mut time = self.clock_pattern().to_owned();
        if self.zone != ZoneForm::None {
            let zone = self.zone_pattern();
            match self.gap {
                Gap::None => time.push_str(zone),
                Gap::Blank => time.extend([" ", zone]),
                Gap::Bracket => time.extend([" (", zone, ")"]),
            }
        }
        let joint = match self.joint {
            Joint::Front => return format!("{time}, {date}{year}"),
            Joint::Inside => return format!("{date} {time}{year}"),
            Joint::None => "",
            Joint::Upper => "T",
            Joint::Lower => "t",
            Joint::Blank => " ",
            Joint::Comma => ", ",
            Joint::Dash => " - ",
            Joint::At => " at ",
        };
        format!("{date}{year}{joint}{time}")
    }

    fn day_pattern(self) -> (String, String) {
        let numeric = self.is_numeric();
        let (month, day) = match (self.bare, numeric) {
            (true, true) => ("M", "D"),
            (true, false) => ("M", if self.ordinal { "Dth" } else { "D" }),
            (false, _) => ("MM", if self.ordinal { "DDth" } else { "DD" }),
        };
        let year = if self.short_year { "YY" } else { "YYYY" };
        let name = if self.month == Name::Long { "Month" } else { "Mon" };
        let mut late = String::new();
        let text = match self.day {
            Day::Iso => format!("{year}-{month}-{day}"),
            Day::Basic => format!("{year}{month}{day}"),
            Day::YearSlash => format!("{year}/{month}/{day}"),
            Day::YearDot => format!("{year}.{month}.{day}"),
            Day::DaySlash => format!("{day}/{month}/{year}"),
            Day::DayDot => format!("{day}.{month}.{year}"),
            Day::DayDash => format!("{day}-{month}-{year}"),
            Day::MonthSlash => format!("{month}/{day}/{year}"),
            Day::MonthDot => format!("{month}.{day}.{year}"),
            Day::MonthDash => format!("{month}-{day}-{year}"),
            Day::DayName => format!("{day} {name} {year}"),
            Day::DayNameDash => format!("{day}-{name}-{year}"),
            Day::DayNameDot => format!("{day}. {name} {year}"),
            Day::NameDay => {
                late = if self.joint == Joint::Inside { format!(" {year}") } else { format!(", {year}") };
                format!("{name} {day}")
            }
            Day::YearName => format!("{year} {name} {day}"),
            Day::YearNameDash => format!("{year}-{name}-{day}"),
        };
        let text = match self.weekday {
            Name::None => text,
            Name::Short => format!("Day, {text}"),
            Name::Long => format!("Weekday, {text}"),
        };
        (text, late)
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
