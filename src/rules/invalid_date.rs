//! `invalid-date`: a value that should be a date and is none.

use crate::date::Zone;
use crate::date::form::format;
use crate::date::read::{Refusal, is_common_day, read, strict, time};
use crate::declare_rule;
use crate::document::Format;
use crate::document::node::{Entry, Kind, NodeRef, Style, Value};
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context, Report};
use crate::site::inherit::date_of;
use crate::site::parts::{Part, Parts};
use crate::site::profile::Generator;
use crate::site::profile::dates::Reader;
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports dates that no calendar or clock has (`2024-02-30`, `2024-01-05 18:000:00`), values of date keys that are
    /// no dates (`2026-07-xx`), and dates in a spelling that the site's generator does not read (`October 15, 2023` as
    /// the `date` of a page in Hugo), and posts of Jekyll whose file is named after such a date.
    ///
    /// Dates are judged as they are written. Whatever can be read as a date is one, unless the generator is known to
    /// refuse it; keys that only the site's own templates read may hold anything that does not look like a mistyped date.
    /// Deep inside of data, a date is judged when its key speaks of a date, or the same key holds dates elsewhere in the
    /// file. Empty values and templates (`{{ date }}`) are let pass, and what a
    /// schema refuses is left to `schema-violation`.
    ///
    /// ## Why it matters
    ///
    /// The build fails, or the page gets the date 1 January of the year 1, or sorts as text.
    ///
    /// ## What to do
    ///
    /// Correct the date. `2024-05-17` and `2024-05-17T18:30:00+02:00` are read everywhere.
    InvalidDate { id: "invalid-date", summary: "a value that should be a date and is none", group: Dates, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None, adaptive: false }
}

/// Options of `invalid-date`.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InvalidDate {
    /// Keys whose values are not judged.
    allow: Vec<String>,
    /// Words that stand for a date, in any case: `TBD`.
    words: Vec<String>,
}

/// What keys of dates are called, in small letters.
const HINTS: [&str; 14] = [
    "date", "day", "time", "eol", "eoas", "support", "release", "start", "end", "publish", "updated", "modified",
    "expir", "deadline",
];

impl Check for InvalidDate {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        if subject.layout.profile.generator == Generator::Jekyll {
            named(subject, cx);
        }
        let mut told = Vec::new();
        subject.each_parts(|parts| self.parts(parts, subject, &mut told, cx));
        if let Some(root) = subject.document.data.root() {
            self.deep(root, subject, &mut told, cx);
        }
    }
}

/// A post of Jekyll whose name begins with a date that no calendar has: such a file makes no post.
fn named(subject: &Subject<'_>, cx: &mut Context<'_>) {
    let mut folders = subject.project_path.components().rev().skip(1);
    if !folders.any(|folder| folder.as_os_str() == "_posts") {
        return;
    }
    let Some(date) = date_of(subject.project_path) else { return };
    if let Err(Refusal::Impossible(why)) = read(date) {
        let message = format!("the file's name begins with `{date}`, which is no date: {why}");
        cx.report(subject.document.head(), message).help("give the file the name of a day that exists");
    }
}

impl InvalidDate {
    fn allows(&self, key: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == key)
    }

    fn parts(&self, parts: &Parts<'_>, subject: &Subject<'_>, told: &mut Vec<Span>, cx: &mut Context<'_>) {
        if !parts.has_any(&Role::DAYS) {
            return;
        }
        for part in parts.iter().filter(|part| part.own && Role::DAYS.contains(&part.role) && !self.allows(part.key)) {
            match part.node.kind() {
                Kind::List => {
                    for item in part.node.as_list().into_iter().flatten() {
                        self.value(part, item, subject, told, cx);
                    }
                }
                Kind::Str | Kind::Date => self.value(part, part.node, subject, told, cx),
                _ => {}
            }
        }
    }

    fn value(
        &self,
        part: &Part<'_>,
        node: NodeRef<'_, '_>,
        subject: &Subject<'_>,
        told: &mut Vec<Span>,
        cx: &mut Context<'_>,
    ) {
        let Some(text) = node.as_str() else { return };
        let dates = &subject.layout.profile.dates;
        let is_read = !subject.is_data() && dates.roles.contains(&part.role);
        let refusal = match read(text) {
            Ok(reading) => {
                // A date of TOML's own is read by its parser.
                let native = matches!(node.value(), Value::Date(_)) && subject.document.format == Some(Format::Toml);
                if is_read
                    && !native
                    && !dates.reader.reads(&reading)
                    && !told.contains(&node.span())
                    && !subject.is_refused(node.span())
                {
                    told.push(node.span());
                    let generator = subject.layout.profile.generator;
                    let moment = reading.moment;
                    let clear = reading.other.is_none() && !matches!(moment.zone, Zone::Name(_));
                    let report =
                        cx.report(node.span(), format!("{generator} does not read `{}` as a date", text.trim()));
                    // Hugo's former YAML library took single digits in plain values.
                    let report =
                        if matches!(node.value(), Value::Date(_)) { report.at_most(Severity::Warning) } else { report };
                    if clear {
                        report.help(format!("write `{}`", format(&moment, dates.reader.nearest(reading.form))));
                    } else {
                        report.help("write it as `YYYY-MM-DD`, with a time as `YYYY-MM-DDTHH:MM:SS±hh:mm`");
                    }
                }
                return;
            }
            Err(refusal) => refusal,
        };
        if is_spared(text)
            || dates
                .words
                .iter()
                .copied()
                .chain(self.words.iter().map(String::as_str))
                .any(|word| text.trim().eq_ignore_ascii_case(word))
        {
            return;
        }
        let digits = text.bytes().any(|byte| byte.is_ascii_digit());
        let speaks = match refusal {
            Refusal::Impossible(_) => true,
            // Ruby's parser finds a day in nearly everything.
            Refusal::NoDate if is_read && dates.reader != Reader::Ruby => digits || dates.reader == Reader::Go,
            Refusal::NoDate => is_attempt(text) && time(text).is_err(),
        };
        if speaks && !told.contains(&node.span()) && !subject.is_refused(node.span()) {
            told.push(node.span());
            let guessed = is_read && dates.reader == Reader::Ruby && refusal == Refusal::NoDate;
            let report = say(part.key, node, text, refusal, cx);
            if guessed {
                report.at_most(Severity::Warning);
            }
        }
    }

    /// Looks through all mappings, those in lists too, for dates that are mistyped.
    fn deep(&self, root: NodeRef<'_, '_>, subject: &Subject<'_>, told: &mut Vec<Span>, cx: &mut Context<'_>) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if let Some(items) = node.as_list() {
                open.extend(items.filter(|item| is_container(*item)));
            }
            let Some(entries) = node.as_map() else { continue };
            for entry in entries.filter(|entry| !entry.merged()) {
                let value = entry.value();
                let Some(text) = value.as_str() else {
                    if is_container(value) {
                        open.push(value);
                    }
                    continue;
                };
                if !starts_like_a_date(text) || is_common_day(text) {
                    continue;
                }
                let Err(refusal) = read(text) else { continue };
                if is_spared(text) || told.contains(&value.span()) || self.allows(entry.key()) {
                    continue;
                }
                let hints = || {
                    let key = entry.key().to_ascii_lowercase();
                    HINTS.iter().any(|hint| key.contains(hint))
                };
                let speaks = match refusal {
                    Refusal::Impossible(_) => hints() || has_dates(root, entry),
                    Refusal::NoDate => is_slip(text) && has_dates(root, entry),
                };
                if speaks && !subject.is_refused(value.span()) {
                    told.push(value.span());
                    say(entry.key(), value, text, refusal, cx);
                }
            }
        }
    }
}

fn say<'c>(key: &str, node: NodeRef<'_, '_>, text: &str, refusal: Refusal, cx: &'c mut Context<'_>) -> Report<'c> {
    let text = text.trim();
    let (message, help) = match refusal {
        Refusal::Impossible(why) => (format!("`{text}` is no date: {why}"), "correct the date"),
        Refusal::NoDate => (
            format!("`{key}` is no date: `{text}`"),
            "write a date such as `2024-05-17` or `2024-05-17T18:30:00+02:00`",
        ),
    };
    cx.report(node.span(), message).help(help)
}

fn is_container(node: NodeRef<'_, '_>) -> bool {
    // What an alias stands for is looked at where it stands.
    node.style() != Style::Alias && matches!(node.kind(), Kind::List | Kind::Map)
}

/// Empty, or filled in by a template or program.
fn is_spared(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || ["{{", "{%", "<%", "${", "`"].iter().any(|mark| text.contains(mark)) || text.starts_with('%')
}

/// A year and a dash, with at most one slip of the finger: versions are written with dots.
fn starts_like_a_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 8 && bytes[4] == b'-' && bytes[..4].iter().filter(|byte| byte.is_ascii_digit()).count() >= 3
}

/// Written as a date would be, up to a fault: `2026-07-xx`, `0-12-31 19:3:00`, `2020-02-27 14:30 14:30:00`.
fn is_attempt(text: &str) -> bool {
    let text = text.trim();
    let year = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut parts = text.splitn(3, '-');
    let (_, month, day) = (parts.next(), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let range = ["/", " to ", " - ", "\u{2013}", "\u{2014}", "..", "&", " and "].iter().any(|mark| text.contains(mark));
    let two = |part: &str| {
        part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit() || byte.eq_ignore_ascii_case(&b'x'))
    };
    let begins = day.get(..2).unwrap_or(day);
    (year == 4 || year == 1 && day.contains(':')) && two(month) && two(begins) && text.len() <= 40 && !range
}

/// A day with a slip of the finger: `2025-10.28`, `20l2-09-26`.
fn is_slip(text: &str) -> bool {
    let text = text.trim();
    let count = |test: fn(&u8) -> bool| text.bytes().filter(test).count();
    let digits = count(u8::is_ascii_digit);
    let marks = count(|byte| matches!(byte, b'-' | b'.' | b'/' | b'_'));
    (8..=11).contains(&text.len()) && digits >= 6 && marks == 2 && digits + marks + 2 >= text.len()
}

/// A day or instant as ISO 8601 has it.
fn is_day(text: &str) -> bool {
    strict(text).is_some()
}

/// True when the same key holds dates in other mappings of the file, at least three.
fn has_dates(root: NodeRef<'_, '_>, like: Entry<'_, '_>) -> bool {
    let mut open = vec![root];
    let mut found = 0;
    while let Some(node) = open.pop() {
        if let Some(items) = node.as_list() {
            open.extend(items.filter(|item| is_container(*item)));
        }
        for entry in node.entries() {
            let value = entry.value();
            if is_container(value) {
                open.push(value);
            } else if entry.key() == like.key() && value.as_str().is_some_and(is_day) {
                found += 1;
            }
        }
    }
    found >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_told_from_other_values() {
        for text in ["2026-07-xx", "2020-03-19 15:30 15:30:00 -0500", "0-12-31 19:3:00 -0500", "2024-05-17T"] {
            assert!(is_attempt(text), "{text}");
        }
        for text in
            ["2024", "2024-05", "2024-W12-1", "soon", "2024-05-17 to 2024-05-19", "2024-05-17/19", "1-2-3", "18:30"]
        {
            assert!(!is_attempt(text), "{text}");
        }
        assert!(is_slip("2025-10.28") && is_slip("20l2-09-26"));
        assert!(!is_slip("10.2.15-rc") && !is_slip("2025-10"));
    }
}
