//! What `format` accepts, ours and those where front matter is written otherwise than RFC 3339 has it.
//!
//! - `date`: `2024-05-17`, a day of the calendar.
//! - `date-time`: RFC 3339, whose section 5.6 allows a blank for the `T`; and what generators read as an instant in the
//!   site's own zone: without offset, without seconds (TOML 1.1), with a blank before the offset or a short offset
//!   (`+2`, `+0200`: YAML 1.1 timestamps, Hugo), or a bare date, which is its midnight (TOML local dates).
//! - `time`: RFC 3339, and without seconds or offset (TOML local times).
//! - `duration`: ISO 8601 as in RFC 3339, appendix A.
//! - `uuid`: RFC 9562, either case.
//! - `slug`: lower-case letters and digits of any script, in words joined by single `-`, `_` or `.`
//!   (`helm-3.13`).
//! - `iana-time-zone`: a name in the time zone database.
//! - `language-tag`: the shape of BCP 47 (RFC 5646), registered or not.

use crate::date::form::{Clock, Day, Form, Gap, Joint, ZoneForm};
use crate::date::read::{Reading, strict};

/// Says whether a text has a format.
pub(super) type Check = fn(&str) -> bool;

/// The formats checked here, by name.
pub(super) const OWN: [(&str, Check); 8] = [
    ("date", date),
    ("date-time", date_time),
    ("time", time),
    ("duration", duration),
    ("uuid", uuid),
    ("slug", slug),
    ("iana-time-zone", iana_time_zone),
    ("language-tag", language_tag),
];

/// What a value of a format looks like, for messages.
pub(super) fn describe(format: &str) -> Option<&'static str> {
    Some(match format {
        "date" => "a date such as `2024-05-17`",
        "date-time" => "a date and time such as `2024-05-17T18:30:00+02:00`",
        "time" => "a time such as `18:30`",
        "duration" => "a duration such as `PT1H30M`",
        "uri" => "an absolute URL such as `https://example.com/a`",
        "uri-reference" => "a URL or a path",
        "iri" => "an absolute URL",
        "iri-reference" => "a URL or a path",
        "uri-template" => "a URI template such as `/posts/{slug}`",
        "email" | "idn-email" => "an e-mail address",
        "hostname" | "idn-hostname" => "a host name",
        "ipv4" => "an IPv4 address",
        "ipv6" => "an IPv6 address",
        "uuid" => "a UUID such as `123e4567-e89b-12d3-a456-426614174000`",
        "regex" => "a regular expression",
        "json-pointer" => "a JSON pointer such as `/a/0`",
        "relative-json-pointer" => "a relative JSON pointer such as `1/a`",
        "slug" => "a slug such as `my-first-post`",
        "iana-time-zone" => "a time zone such as `Europe/Berlin`",
        "language-tag" => "a language tag such as `en` or `pt-BR`",
        _ => return None,
    })
}

fn date(text: &str) -> bool {
    strict(text).is_some_and(|reading| reading.form == Form::of_day(Day::Iso))
}

fn time(text: &str) -> bool {
    // A day in front makes a date of it, whose parts are all known.
    strict(&format!("2000-01-01T{text}")).is_some_and(|reading| !reading.form.bare_hour)
}

fn date_time(text: &str) -> bool {
    strict(text).is_some_and(|reading| !reading.form.bare && !reading.form.bare_hour)
}

/// A date, with a time or without, as YAML and TOML both read it when it stands without quotes.
pub(super) fn is_instant(text: &str) -> bool {
    let Some(Reading { form, .. }) = strict(text) else { return false };
    let clock = matches!(form.clock, Clock::Seconds | Clock::Fraction) && form.joint == Joint::Upper;
    let zone = match form.zone {
        ZoneForm::None | ZoneForm::Zulu => true,
        // `+2:00` is an offset in YAML only.
        ZoneForm::Colon => text.len().checked_sub(6).is_some_and(|at| matches!(text.as_bytes()[at], b'+' | b'-')),
        _ => false,
    };
    let blank = form.gap != Gap::None;
    !form.bare && !form.bare_hour && (form.clock == Clock::None || clock && zone && !blank)
}

/// Units in their order, each at most once; weeks alone.
fn duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (day, clock) = match rest.split_once('T') {
        Some((_, "")) => return false,
        Some((day, clock)) => (day, clock),
        None => (rest, ""),
    };
    if rest.is_empty() {
        return false;
    }
    let units = |mut text: &str, order: &str| {
        let mut order = order.chars();
        while !text.is_empty() {
            let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
            let Some(unit) = text[end..].chars().next() else { return false };
            if end == 0 || !order.any(|known| known == unit) {
                return false;
            }
            text = &text[end + unit.len_utf8()..];
        }
        true
    };
    units(rest, "W") || (units(day, "YMD") && units(clock, "HMS"))
}

fn uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn slug(text: &str) -> bool {
    text.split(['-', '_', '.'])
        .all(|word| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase()))
}

fn iana_time_zone(text: &str) -> bool {
    jiff::tz::db().get(text).is_ok()
}

/// `langtag`, `privateuse` and the irregular tags of RFC 5646, section 2.1, by shape.
fn language_tag(text: &str) -> bool {
    if text.len() > 100 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("i-") || matches!(lower.as_str(), "en-gb-oed" | "sgn-be-fr" | "sgn-be-nl" | "sgn-ch-de") {
        return lower.split('-').all(|part| (1..=8).contains(&part.len()) && alphanumeric(part));
    }
    let mut parts = lower.split('-').peekable();
    if lower.split('-').any(|part| !(1..=8).contains(&part.len()) || !alphanumeric(part)) {
        return false;
    }
    let alphabetic = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let Some(primary) = parts.next() else { return false };
    if primary == "x" {
        return parts.next().is_some();
    }
    if primary.len() < 2 || !alphabetic(primary) {
        return false;
    }
    if primary.len() <= 3 {
        for _ in 0..3 {
            let _ = parts.next_if(|part| part.len() == 3 && alphabetic(part));
        }
    }
    let _ = parts.next_if(|part| part.len() == 4 && alphabetic(part));
    let _ = parts.next_if(|part| {
        (part.len() == 2 && alphabetic(part)) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    });
    while parts.next_if(|part| part.len() >= 5 || (part.len() == 4 && part.as_bytes()[0].is_ascii_digit())).is_some() {}
    while let Some(singleton) = parts.next() {
        if singleton.len() != 1 {
            return false;
        }
        let private = singleton == "x";
        let mut count = 0;
        while parts.next_if(|part| private || part.len() > 1).is_some() {
            count += 1;
        }
        if count == 0 {
            return false;
        }
    }
    true
}

fn alphanumeric(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: fn(&str) -> bool, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(format(text), "{text:?} is one");
        }
        for text in bad {
            assert!(!format(text), "{text:?} is none");
        }
    }

    #[test]
    fn dates_and_times() {
        check(date, &["2024-02-29"], &["2023-02-29", "2024-2-9", "2024-02-29T10:00", "", "é024-02-29"]);
        check(
            date_time,
            &[
                "2024-02-29T10:00:00Z",
                "2024-02-29 10:00",
                "2024-02-29 10:00:00 +0200",
                "2024-02-29t10:00:60.5-03:30",
                "2024-02-29",
                "2024-02-29 10:00:00 +2",
            ],
            &["2024-02-29T", "2024-02-29T25:00:00Z", "2024-02-29x10:00", "yesterday", "2024-02-29T10:00+25:00"],
        );
        check(time, &["10:00", "10:00:00.25", "10:00:00Z"], &["24:00", "10", "10:00:00."]);
        check(duration, &["P1D", "PT1H30M", "P2W", "P1Y2M3DT4H"], &["P", "PT", "1H", "P1H", "PT1H2H", "P1", "PTé"]);
    }

    #[test]
    fn names() {
        check(slug, &["a", "my-first-post", "größe_2"], &["", "My-Post", "a--b", "-a", "a b", "a/b"]);
        check(iana_time_zone, &["Europe/Berlin", "UTC"], &["Europe/Berlim", "CEST+2", ""]);
        check(
            language_tag,
            &["en", "pt-BR", "zh-Hant-TW", "de-1996", "x-own", "en-a-bbb-x-a"],
            &["", "e", "en_US", "english-US-en-a", "en-", "en-a"],
        );
        check(uuid, &["123e4567-e89b-12d3-a456-426614174000"], &["123e4567e89b12d3a456426614174000", ""]);
    }
}
