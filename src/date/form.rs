//! How a date is spelled, apart from what it says: to compare spellings, to name them, and to write in one of them.

mod pattern;
mod write;

pub use write::format;

/// The spelling of a date. Two dates of one habit have equal forms, but for what a single value cannot show
/// (see [`Form::bare`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// The weekday in front or behind.
    pub weekday: Name,
    /// The order and the joints of the day's parts.
    pub day: Day,
    /// The name of the month, where it is a name.
    pub month: Name,
    /// A month or day is written without the zero in front that it could have: `2024-3-15`, `5 May 2024`.
    pub bare: bool,
    /// The year is written with two digits.
    pub short_year: bool,
    /// An ending behind the day: `15th`.
    pub ordinal: bool,
    /// What stands between day and time.
    pub joint: Joint,
    /// The time.
    pub clock: Clock,
    /// The hour is written with one digit.
    pub bare_hour: bool,
    /// What stands in front of the zone.
    pub gap: Gap,
    /// The zone.
    pub zone: ZoneForm,
}

/// A name that may be there, short or long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// Not there.
    None,
    /// `Oct`, `Sun`.
    Short,
    /// `October`, `Sunday`.
    Long,
}

/// The order of a day's parts, and what joins them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Day {
    /// `2024-05-17`
    Iso,
    /// `20240517`, only with a time behind it.
    Basic,
    /// `2024/05/17`
    YearSlash,
    /// `2024.05.17`
    YearDot,
    /// `17/05/2024`
    DaySlash,
    /// `17.05.2024`
    DayDot,
    /// `17-05-2024`
    DayDash,
    /// `05/17/2024`
    MonthSlash,
    /// `05.17.2024`
    MonthDot,
    /// `05-17-2024`
    MonthDash,
    /// `17 May 2024`
    DayName,
    /// `17-May-2024`
    DayNameDash,
    /// `17. May 2024`
    DayNameDot,
    /// `May 17, 2024`
    NameDay,
    /// `2024 May 17`
    YearName,
    /// `2024-May-17`
    YearNameDash,
}

/// What stands between day and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joint {
    /// There is no time.
    None,
    /// `T`
    Upper,
    /// `t`
    Lower,
    /// A blank.
    Blank,
    /// A comma.
    Comma,
    /// A dash between blanks.
    Dash,
    /// `at` or `@`.
    At,
    /// The time stands in front of the day.
    Front,
    /// The time stands between the day and its year: `Sun Oct 15 10:00:00 2023`.
    Inside,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clock {
    /// There is none.
    None,
    /// `18:30`
    Minutes,
    /// `18:30:05`
    Seconds,
    /// `18:30:05.25`
    Fraction,
    /// `1830`
    BasicMinutes,
    /// `183005`
    BasicSeconds,
    /// `18.30`
    Dot,
    /// `18h30`
    Letter,
    /// `6:30 pm`
    Half,
    /// `6:30:05 pm`
    HalfSeconds,
    /// `6.30pm`
    HalfDot,
    /// `6pm`
    HalfHour,
    /// `noon`, `midnight`
    Word,
}

/// What stands in front of the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nothing.
    None,
    /// A blank.
    Blank,
    /// A bracket: `[Europe/Berlin]`, `(CET)`.
    Bracket,
}

/// How a zone is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneForm {
    /// It is not.
    None,
    /// `Z`
    Zulu,
    /// `z`
    SmallZulu,
    /// `+02:00`
    Colon,
    /// `+0200`
    Plain,
    /// `+02`
    Hours,
    /// `+2`
    Hour,
    /// `UTC`, `GMT`
    Utc,
    /// `UTC+2`
    UtcOffset,
    /// A name.
    Name,
}

impl Form {
    /// A day of that order and no more, with all zeros where the order is of digits.
    pub const fn of_day(day: Day) -> Self {
        Self {
            weekday: Name::None,
            day,
            month: Name::None,
            bare: false,
            short_year: false,
            ordinal: false,
            joint: Joint::None,
            clock: Clock::None,
            bare_hour: false,
            gap: Gap::None,
            zone: ZoneForm::None,
        }
    }

    /// True where the day is written in digits alone.
    pub fn is_numeric(self) -> bool {
        self.month == Name::None
    }
}
