//! The day of a date: its three parts in any order, as written and then as the calendar has them.

use super::cursor::{Cursor, Number};
use crate::date::form::{Day, Form, Name};
use crate::date::names;
use jiff::civil::Date;

/// A day as written, not yet looked up in the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'s> {
    /// Nothing where the year stands behind the time.
    pub(super) year: Option<Number<'s>>,
    month: Month<'s>,
    day: Number<'s>,
    pub(super) form: Form,
}

#[derive(Clone, Copy, Debug)]
enum Month<'s> {
    Digits(Number<'s>),
    Named(u32),
}

/// A day of the calendar.
pub(super) struct Known {
    pub(super) date: Date,
    pub(super) other: Option<Date>,
    pub(super) form: Form,
}

/// The day at the cursor, which then stands behind it.
pub(super) fn read<'s>(cursor: &mut Cursor<'s>) -> Option<Written<'s>> {
    let mut ahead = *cursor;
    let found = match ahead.number() {
        Some(first) => match first.text.len() {
            1 | 2 => day_first(&mut ahead, first),
            4 => year_first(&mut ahead, first),
            8 => basic(&ahead, first),
            // A year beyond the calendar, where nothing else can be meant.
            5.. => year_first(&mut ahead, first).filter(|found| found.is_plausible()),
            _ => None,
        },
        None => name_first(&mut ahead),
    }?;
    *cursor = ahead;
    Some(found)
}

fn year_first<'s>(cursor: &mut Cursor<'s>, year: Number<'s>) -> Option<Written<'s>> {
    let written = |month, day, form| Some(Written { year: Some(year), month, day, form });
    let separator = ['-', '/', '.'].into_iter().find(|&separator| cursor.eat(separator));
    if let Some(separator) = separator
        && let Some(month) = cursor.number()
    {
        let order = match separator {
            '-' => Day::Iso,
            '/' => Day::YearSlash,
            _ => Day::YearDot,
        };
        let day = cursor.eat(separator).then(|| cursor.number())??;
        let fits = month.text.len() <= 3 && day.text.len() <= 3 && !cursor.rest.starts_with(['-', '/', '.']);
        let form = Form { bare: month.is_bare() || day.is_bare(), ..Form::of_day(order) };
        return fits.then(|| written(Month::Digits(month), day, form))?;
    }
    let dash = match separator {
        None => {
            cursor.eat(',');
            cursor.blanks();
            false
        }
        Some('-') => true,
        Some(_) => return None,
    };
    let (month, name) = month_name(cursor)?;
    if dash {
        cursor.eat('-').then_some(())?;
    } else {
        cursor.blanks();
    }
    let day = cursor.number().filter(|day| day.text.len() <= 2)?;
    let order = if dash { Day::YearNameDash } else { Day::YearName };
    written(Month::Named(month), day, Form { month: name, bare: !day.text.starts_with('0'), ..Form::of_day(order) })
}

/// `20240517`, which is a number unless a time follows.
fn basic<'s>(cursor: &Cursor<'s>, digits: Number<'s>) -> Option<Written<'s>> {
    let time = cursor.rest.strip_prefix(['T', 't'])?;
    time.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let part = |range: std::ops::Range<usize>| {
        let text = digits.text.get(range)?;
        Some(Number { text, value: text.parse().ok()? })
    };
    Some(Written {
        year: Some(part(0..4)?),
        month: Month::Digits(part(4..6)?),
        day: part(6..8)?,
        form: Form::of_day(Day::Basic),
    })
}

fn day_first<'s>(cursor: &mut Cursor<'s>, first: Number<'s>) -> Option<Written<'s>> {
    let ordinal = ordinal(cursor);
    let separator = ['/', '.', '-'].into_iter().find(|&separator| !ordinal && cursor.eat(separator));
    if let Some(separator) = separator
        && let Some(second) = cursor.number().filter(|number| number.text.len() <= 2)
    {
        // Which of both is the day shows in `resolve`.
        let order = match separator {
            '/' => Day::MonthSlash,
            '.' => Day::DayDot,
            _ => Day::DayDash,
        };
        let year = cursor.eat(separator).then(|| cursor.number())??;
        let fits = year.text.len() == 4 && !cursor.rest.starts_with(['-', '/', '.']);
        let (month, day) = if order == Day::MonthSlash { (first, second) } else { (second, first) };
        let form = Form { bare: first.is_bare() || second.is_bare(), ..Form::of_day(order) };
        return fits.then_some(Written { year: Some(year), month: Month::Digits(month), day, form });
    }
    let order = match separator {
        None => Day::DayName,
        Some('-') => Day::DayNameDash,
        Some('.') => Day::DayNameDot,
        Some(_) => return None,
    };
    if order != Day::DayNameDash {
        cursor.blanks();
        if cursor.eat_word("of") {
            cursor.blanks();
        }
    }
    let (month, name) = month_name(cursor)?;
    if order == Day::DayNameDash {
        cursor.eat('-').then_some(())?;
    } else {
        cursor.eat(',');
        cursor.blanks();
    }
    let year =
        cursor.number().filter(|year| matches!(year.text.len(), 2 | 4) && !cursor.rest.starts_with([':', '.']))?;
    let form = Form {
        month: name,
        bare: !first.text.starts_with('0'),
        ordinal,
        short_year: year.text.len() == 2,
        ..Form::of_day(order)
    };
    Some(Written { year: Some(year), month: Month::Named(month), day: first, form })
}

fn name_first<'s>(cursor: &mut Cursor<'s>) -> Option<Written<'s>> {
    let (month, name) = month_name(cursor)?;
    cursor.blanks();
    let day = cursor.number().filter(|day| day.text.len() <= 2)?;
    let ordinal = ordinal(cursor);
    let form = Form { month: name, bare: !day.text.starts_with('0'), ordinal, ..Form::of_day(Day::NameDay) };
    let written = Written { year: None, month: Month::Named(month), day, form };
    let mut ahead = *cursor;
    let comma = ahead.eat(',');
    if !(ahead.blanks() | comma) {
        return None;
    }
    match ahead.number() {
        Some(year) if year.text.len() == 4 && !ahead.rest.starts_with(':') => {
            *cursor = ahead;
            Some(Written { year: Some(year), ..written })
        }
        // `Sun Oct 15 10:00:00 2023`
        Some(_) if ahead.rest.starts_with(':') => Some(written),
        _ => None,
    }
}

/// `st`, `nd`, `rd`, `th` directly behind a number.
fn ordinal(cursor: &mut Cursor<'_>) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| cursor.eat_word(ending))
}

fn month_name(cursor: &mut Cursor<'_>) -> Option<(u32, Name)> {
    let mut ahead = *cursor;
    let (month, name) = names::month(ahead.word()?)?;
    ahead.eat('.');
    *cursor = ahead;
    Some((month, name))
}

impl<'s> Written<'s> {
    /// True for two digits each that a month and a day can have.
    fn is_plausible(&self) -> bool {
        let two = |number: Number<'_>, most| number.text.len() == 2 && (1..=most).contains(&number.value);
        matches!(self.month, Month::Digits(month) if two(month, 12)) && two(self.day, 31)
    }

    /// The day in the calendar, or what is wrong with it; `year` where it stands behind the time.
    pub(super) fn resolve(self, year: Option<Number<'s>>) -> Option<Result<Known, String>> {
        let year = self.year.or(year)?;
        let year = match (year.text.len(), year.value) {
            // As Go and POSIX have it.
            (2, value) if value >= 69 => Number { value: 1900 + value, ..year },
            (2, value) => Number { value: 2000 + value, ..year },
            _ => year,
        };
        let known = |date, form| Known { date, other: None, form };
        let month = match self.month {
            Month::Named(month) => {
                return Some(look_up(year, month, self.day.value).map(|date| known(date, self.form)));
            }
            Month::Digits(month) => month,
        };
        if let Some((part, name)) =
            [(month, "month"), (self.day, "day")].into_iter().find(|(part, _)| part.text.len() > 2)
        {
            return Some(Err(format!("`{}` is no {name}", part.text)));
        }
        let usual = look_up(year, month.value, self.day.value);
        let Some(swapped) = self.form.day.swapped() else { return Some(usual.map(|date| known(date, self.form))) };
        let changed = look_up(year, self.day.value, month.value);
        Some(match (usual, changed) {
            (Ok(date), Ok(other)) if other != date && self.form.day != Day::DayDot => {
                Ok(Known { other: Some(other), ..known(date, self.form) })
            }
            (Ok(date), _) => Ok(known(date, self.form)),
            (Err(_), Ok(date)) => Ok(known(date, Form { day: swapped, ..self.form })),
            // The order in which the larger number is the day tells more.
            (Err(usual), Err(changed)) => Err(if month.value > 12 && self.day.value <= 12 { changed } else { usual }),
        })
    }
}

impl Day {
    /// The order with day and month in each other's place, where both orders are in use.
    fn swapped(self) -> Option<Self> {
        match self {
            Self::MonthSlash => Some(Self::DaySlash),
            Self::DayDot => Some(Self::MonthDot),
            Self::DayDash => Some(Self::MonthDash),
            _ => None,
        }
    }
}

fn look_up(year: Number<'_>, month: u32, day: u32) -> Result<Date, String> {
    if year.value == 0 {
        return Err(format!("there is no year `{}`", year.text));
    }
    if year.value > 9999 {
        return Err(format!("the year `{}` has more than four digits", year.text));
    }
    let (year, month) = (year.value as i16, month as i8);
    let Ok(first) = Date::new(year, month, 1) else { return Err(format!("there is no month {month}")) };
    match i8::try_from(day).ok().and_then(|day| Date::new(year, month, day).ok()) {
        Some(date) => Ok(date),
        None if day == 0 => Err("there is no day 0".to_owned()),
        None if month == 2 => Err(format!("February {year} has {} days", first.days_in_month())),
        None => Err(format!("{} has {} days", names::MONTHS[month as usize - 1], first.days_in_month())),
    }
}
