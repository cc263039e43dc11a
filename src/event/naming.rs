//! The date that a file's name or its folders hold, beside those of its front matter.

use super::Dated;
use crate::date::Precision;
use crate::document::node::NodeRef;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::site::inherit::date_of;
use crate::site::page::{Naming, NamingConflict};
use crate::site::{below, file_name, folders, parts::Parts};
use jiff::civil::Date;
use std::path::Path;

/// The roles of the dates that a file may be named after.
const ROLES: [Role; 7] =
    [Role::Date, Role::Publish, Role::Start, Role::End, Role::Updated, Role::CfpEnd, Role::RegistrationEnd];

/// The date that folders hold: a year, with a month, with a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Folders {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// How the file's own name, and its folders, go with the dates of the front matter; and where they do not, with which.
pub fn of(subject: &Subject<'_>) -> (Naming, Naming, Option<NamingConflict>) {
    let path = below(subject.project_path, &subject.layout.root);
    let begins = file_name(path).first().is_some_and(u8::is_ascii_digit);
    let name = if begins { date_of(path).and_then(|date| date.parse::<Date>().ok()) } else { None };
    let folders = Folders::of(path);
    if subject.is_data() || name.is_none() && folders.is_none() {
        return (Naming::Undated, Naming::Undated, None);
    }
    if is_from_elsewhere(subject) {
        return (Naming::Undated, Naming::Undated, None);
    }
    let dates = dates(subject.parts());
    let Some(shown) = dates.iter().find(|date| matches!(date.role, Role::Date | Role::Publish)) else {
        return (Naming::Undated, Naming::Undated, None);
    };
    let conflict = || NamingConflict { key: shown.key.into(), span: shown.span, says: shown.moment().day() };
    let judge = |agrees: &dyn Fn(Date) -> bool| {
        let agrees = dates.iter().any(|date| days_of(date).any(agrees));
        if agrees { Naming::Agrees } else { Naming::Differs }
    };
    let by_name = name.map_or(Naming::Undated, |name| judge(&|day| day == name));
    let by_folders = folders.map_or(Naming::Undated, |folders| judge(&|day| folders.hold(day)));
    let differs = by_name == Naming::Differs || by_folders == Naming::Differs;
    (by_name, by_folders, differs.then(conflict))
}

/// Keys with the address at which a page was published first: its date may be of that day, its file of the day on which
/// it was taken over.
const SOURCES: [&str; 7] =
    ["source_url", "sourceUrl", "external_url", "externalUrl", "original_url", "canonical_url", "canonicalUrl"];

fn is_from_elsewhere(subject: &Subject<'_>) -> bool {
    let mut entries = subject.document.root().into_iter().flat_map(NodeRef::entries);
    entries.any(|entry| {
        let text = SOURCES.contains(&entry.key()).then(|| entry.value().as_str()).flatten();
        text.is_some_and(|text| !text.trim().is_empty())
    })
}

/// The dates that the page itself holds.
fn dates<'a>(parts: &Parts<'a>) -> Vec<Dated<'a>> {
    ROLES.iter().flat_map(|&role| parts.all(role)).filter(|part| part.own).filter_map(|part| Dated::of(&part)).collect()
}

/// The days that a date may be on some clock: a time is a day earlier or later elsewhere.
fn days_of(date: &Dated<'_>) -> impl Iterator<Item = Date> + use<> {
    let day = date.moment().day();
    let timed = date.moment().precision > Precision::Day;
    let near = [day.yesterday().ok(), day.tomorrow().ok()].into_iter().flatten().filter(move |_| timed);
    [Some(day), date.reading.other].into_iter().flatten().chain(near)
}

impl Folders {
    /// `2023`, `2023/03` or `2023/03/05` among the folders of a path; the last such run.
    fn of(path: &Path) -> Option<Self> {
        let number = |name: &[u8], width: usize| {
            let digits = name.len() == width && name.iter().all(u8::is_ascii_digit);
            digits.then(|| name.iter().fold(0, |sum, digit| sum * 10 + i16::from(digit - b'0')))
        };
        let small = |name: Option<&[u8]>, most: i8| {
            let number = number(name?, 2).and_then(|number| i8::try_from(number).ok())?;
            (1..=most).contains(&number).then_some(number)
        };
        let mut found = None;
        let mut names = folders(path);
        while let Some(name) = names.next() {
            let Some(year) = number(name, 4).filter(|year| (1990..2100).contains(year)) else { continue };
            let mut below = names.clone();
            let month = small(below.next(), 12);
            let day = month.and_then(|_| small(below.next(), 31));
            found = Some(Self { year, month, day });
        }
        found
    }

    fn hold(self, day: Date) -> bool {
        day.year() == self.year
            && self.month.is_none_or(|month| month == day.month())
            && self.day.is_none_or(|own| own == day.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_may_hold_a_date() {
        let of = |path: &str| Folders::of(Path::new(path)).map(|found| (found.year, found.month, found.day));
        assert_eq!(of("blog/2023/03/x.md"), Some((2023, Some(3), None)));
        assert_eq!(of("blog/2023/03/05/x.md"), Some((2023, Some(3), Some(5))));
        assert_eq!(of("events/2023/x.md"), Some((2023, None, None)));
        assert_eq!(of("events/2023/summit/03/x.md"), Some((2023, None, None)));
        assert_eq!(of("rfc/2616/x.md"), None);
        assert_eq!(of("2023.md"), None);
    }
}
