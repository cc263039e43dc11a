//! What a plain YAML scalar is: YAML 1.2's core schema (section 10.3.2) or YAML 1.1's types.

use crate::document::YamlDialect;
use crate::document::node::Value;
use std::borrow::Cow;

/// Types a plain scalar.
pub(super) fn resolve<'s>(text: Cow<'s, str>, dialect: YamlDialect) -> Value<'s> {
    match typed(&text, dialect) {
        Typed::Str => Value::Str(text),
        Typed::Date => Value::Date(text),
        Typed::Null => Value::Null,
        Typed::Bool(value) => Value::Bool(value),
        Typed::Int(value) => Value::Int(value),
        Typed::Float(value) => Value::Float(value),
    }
}

enum Typed {
    Str,
    Date,
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
}

fn typed(text: &str, dialect: YamlDialect) -> Typed {
    // Most scalars are words: one look at the first byte decides.
    match text.as_bytes().first() {
        None => return Typed::Null,
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {}
        Some(b'~' | b'n' | b'N') if matches!(text, "~" | "null" | "Null" | "NULL") => return Typed::Null,
        Some(_) => return boolean(text, dialect).map_or(Typed::Str, Typed::Bool),
    }
    if is_date(text) {
        return Typed::Date;
    }
    let number = match dialect {
        YamlDialect::Core => core_number(text),
        YamlDialect::V11 => v11_number(text),
    };
    number.or_else(|| special(text)).unwrap_or(Typed::Str)
}

fn boolean(text: &str, dialect: YamlDialect) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ if dialect == YamlDialect::Core => None,
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Infinities and NaN, alike in both versions.
fn special(text: &str) -> Option<Typed> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => Some(Typed::Float(f64::NEG_INFINITY)),
        ".inf" | ".Inf" | ".INF" => Some(Typed::Float(f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => Some(Typed::Float(f64::NAN)),
        _ => None,
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn integer(text: &str, radix: u32, negative: bool) -> Option<Typed> {
    let Ok(value) = i128::from_str_radix(text, radix) else {
        return (radix == 10)
            .then(|| text.parse().ok())
            .flatten()
            .map(|value: f64| Typed::Float(if negative { -value } else { value }));
    };
    let value = if negative { -value } else { value };
    Some(i64::try_from(value).map_or(Typed::Float(value as f64), Typed::Int))
}

fn core_number(text: &str) -> Option<Typed> {
    if let Some(octal) = text.strip_prefix("0o") {
        return octal.bytes().all(|b| matches!(b, b'0'..=b'7')).then(|| integer(octal, 8, false)).flatten();
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return hex.bytes().all(|b| b.is_ascii_hexdigit()).then(|| integer(hex, 16, false)).flatten();
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits(unsigned) {
        return integer(unsigned, 10, text.starts_with('-'));
    }
    is_core_float(unsigned).then(|| text.parse().ok().map(Typed::Float)).flatten()
}

/// `[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?` or `\.[0-9]+…`
fn is_core_float(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let mantissa_holds = match mantissa.split_once('.') {
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && (fraction.is_empty() || digits(fraction)),
        None => digits(mantissa),
    };
    mantissa_holds && exponent.is_none_or(digits)
}

/// The types of yaml.org/type as PyYAML and Psych read them.
fn v11_number(text: &str) -> Option<Typed> {
    let negative = text.starts_with('-');
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = || unsigned.chars().filter(|c| *c != '_').collect::<String>();
    let only = |rest: &str, digit: fn(&u8) -> bool| !rest.is_empty() && rest.bytes().all(|b| b == b'_' || digit(&b));
    if let Some(rest) = unsigned.strip_prefix("0b") {
        return only(rest, |b| matches!(b, b'0' | b'1')).then(|| integer(&plain()[2..], 2, negative)).flatten();
    }
    if let Some(rest) = unsigned.strip_prefix("0x") {
        return only(rest, u8::is_ascii_hexdigit).then(|| integer(&plain()[2..], 16, negative)).flatten();
    }
    if unsigned == "0" {
        return Some(Typed::Int(0));
    }
    if let Some(rest) = unsigned.strip_prefix('0')
        && only(rest, u8::is_ascii_digit)
    {
        return only(rest, |b| matches!(b, b'0'..=b'7')).then(|| integer(&plain(), 8, negative)).flatten();
    }
    if unsigned.starts_with(|c: char| c.is_ascii_digit()) && only(unsigned, u8::is_ascii_digit) {
        return integer(&plain(), 10, negative);
    }
    if unsigned.contains(':') {
        return sexagesimal(unsigned, negative);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.')?;
    let holds = (whole.is_empty() || only(whole, u8::is_ascii_digit))
        && (fraction.is_empty() || only(fraction, u8::is_ascii_digit))
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|e| e.starts_with(['+', '-']) && digits(&e[1..]));
    let value: f64 = holds.then(|| plain().parse().ok()).flatten()?;
    Some(Typed::Float(if negative { -value } else { value }))
}

/// `1:30` is 90 in YAML 1.1.
fn sexagesimal(unsigned: &str, negative: bool) -> Option<Typed> {
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    let mut total: i64 = 0;
    for (at, part) in whole.split(':').enumerate() {
        let value: i64 = digits(part).then(|| part.parse().ok()).flatten()?;
        if at > 0 && (part.len() > 2 || value > 59) || at == 0 && part.starts_with('0') && part.len() > 1 {
            return None;
        }
        total = total.checked_mul(60)?.checked_add(value)?;
    }
    let sign = if negative { -1 } else { 1 };
    match fraction {
        None => Some(Typed::Int(sign * total)),
        Some(rest) if rest.is_empty() || digits(rest) => {
            let fraction: f64 = format!("0.{rest}0").parse().ok()?;
            Some(Typed::Float(sign as f64 * (total as f64 + fraction)))
        }
        Some(_) => None,
    }
}

/// `YYYY-MM-DD`, or YAML 1.1's timestamp: `YYYY-M-D` with a time behind `T` or white space, and perhaps a zone.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !(8..=64).contains(&bytes.len()) || !digits(&text[..text.floor_char_boundary(4)]) || bytes[4] != b'-' {
        return false;
    }
    let Some(dash) = memchr::memchr(b'-', &bytes[5..]) else { return false };
    let (month, rest) = (&text[5..5 + dash], &text[6 + dash..]);
    let day_end = rest.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
    let (day, time) = rest.split_at(day_end);
    let short = |part: &str| digits(part) && part.len() <= 2;
    if time.is_empty() {
        return month.len() == 2 && day.len() == 2 && digits(month);
    }
    short(month) && short(day) && is_time(time)
}

fn is_time(text: &str) -> bool {
    let clock = match text.as_bytes()[0] {
        b'T' | b't' => &text[1..],
        b' ' | b'\t' => text.trim_start_matches([' ', '\t']),
        _ => return false,
    };
    let mut parts = clock.splitn(3, ':');
    let (Some(hour), Some(minute), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let end = rest.bytes().position(|b| !(b.is_ascii_digit() || b == b'.')).unwrap_or(rest.len());
    let (second, zone) = rest.split_at(end);
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    let zone = zone.trim_start_matches([' ', '\t']);
    let zone_holds = match zone.as_bytes().first() {
        None => true,
        Some(b'Z') => zone.len() == 1,
        Some(b'+' | b'-') => {
            let (hours, minutes) = zone[1..].split_once(':').unwrap_or((&zone[1..], "00"));
            digits(hours)
                && digits(minutes)
                && minutes.len() == 2
                && (hours.len() <= 2 || (hours.len() == 4 && !zone.contains(':')))
        }
        Some(_) => false,
    };
    digits(hour)
        && hour.len() <= 2
        && digits(minute)
        && minute.len() == 2
        && digits(second)
        && second.len() == 2
        && (fraction.is_empty() || digits(fraction))
        && zone_holds
}
