//! Which spellings of dates a generator reads by itself, and under which roles it does.

use crate::date::form::{Clock, Day, Form, Gap, Joint, Name, ZoneForm};
use crate::date::read::Reading;
use crate::document::roles::Role;

/// How a generator reads dates.
#[derive(Debug)]
pub struct Dates {
    /// What it takes for a date.
    pub reader: Reader,
    /// The roles whose values it reads; those of all others are for the site's templates.
    pub roles: &'static [Role],
    /// Words that stand for a date, in any case.
    pub words: &'static [&'static str],
}

/// What a program takes for a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Not known, or whatever people write.
    Any,
    /// The layouts of Go's `time` that `spf13/cast` tries.
    Go,
    /// Ruby's `Time.parse`.
    Ruby,
    /// RFC 3339 and plain days.
    Rfc,
    /// ISO 8601.
    Iso,
}

/// Whatever people write.
pub(super) const ANY: Dates = Dates { reader: Reader::Any, roles: &[], words: &[] };

/// Hugo 0.168 was asked with each spelling; `cast` `StringToDateInDefaultLocation` has the list.
pub(super) const HUGO: Dates =
    Dates { reader: Reader::Go, roles: &[Role::Date, Role::Updated, Role::Publish, Role::Expiry], words: &[] };

/// Jekyll `lib/jekyll/utils.rb` `parse_date`.
pub(super) const JEKYLL: Dates = Dates { reader: Reader::Ruby, roles: &[Role::Date], words: &[] };

/// Zola `components/content/src/front_matter/page.rs` `parse_datetime`; an `updated` that is no date is dropped.
pub(super) const ZOLA: Dates = Dates { reader: Reader::Rfc, roles: &[Role::Date, Role::Updated], words: &[] };

/// Eleventy `src/Template.js` `getMappedDate`.
pub(super) const ELEVENTY: Dates = Dates {
    reader: Reader::Iso,
    roles: &[Role::Date],
    words: &["last modified", "created", "git last modified", "git created"],
};

impl Reader {
    /// True when the program reads this spelling as the date it is. Where it is not certain, it does.
    pub fn reads(self, reading: &Reading<'_>) -> bool {
        let form = reading.form;
        match self {
            Self::Any => true,
            Self::Go => go(form),
            // `10/15/2023`: month and day are taken the other way round, and there is no month 15.
            Self::Ruby => form.day != Day::MonthSlash || reading.moment.day().day() <= 12,
            Self::Rfc => form.day == Day::Iso && !form.bare,
            Self::Iso => matches!(form.day, Day::Iso | Day::Basic),
        }
    }

    /// A spelling that the program reads, nearest to `form`.
    pub fn nearest(self, form: Form) -> Form {
        let mut near = Form::of_day(Day::Iso);
        if form.clock != Clock::None {
            near.clock = Clock::Seconds;
            near.joint = if form.joint == Joint::Upper { Joint::Upper } else { Joint::Blank };
            if form.zone != ZoneForm::None {
                near.zone = ZoneForm::Colon;
                near.joint = Joint::Upper;
                near.gap = Gap::None;
            }
        }
        near
    }
}

fn go(form: Form) -> bool {
    // RFC 822, 850 and 1123, and those of C and Unix.
    if form.weekday != Name::None || form.short_year || form.joint == Joint::Inside {
        return true;
    }
    match form.day {
        Day::Iso if form.bare => false,
        Day::Iso => match (form.clock, form.joint) {
            (Clock::None, _) => form.zone == ZoneForm::None,
            (Clock::Seconds | Clock::Fraction, Joint::Upper | Joint::Blank) => {
                matches!(form.zone, ZoneForm::None | ZoneForm::Zulu | ZoneForm::Colon | ZoneForm::Plain)
            }
            _ => false,
        },
        Day::DayName => form.month == Name::Short && !form.ordinal,
        _ => false,
    }
}
