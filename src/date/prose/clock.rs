//! One time of day: `18:30`, `6.30pm`, `18h30`, `18 Uhr`, `noon`.

use super::words::{Number, Text};

/// Which half of the day a time says it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// `am`
    Morning,
    /// `pm`
    Afternoon,
    /// `Uhr`, `h`, noon: the hour says it.
    Whole,
}

/// A time as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) hour: u16,
    pub(super) minute: u16,
    /// Hour and minute, parted by a colon or a dot.
    pub(super) parted: Option<char>,
    /// What is said of the half of the day.
    pub(super) half: Option<Half>,
    /// Digits of the hour.
    pub(super) digits: usize,
}

impl Written {
    /// Minutes since midnight, with what is known of the half of the day.
    pub(super) fn minutes(&self, half: Option<Half>) -> u16 {
        let hour = match half {
            Some(Half::Morning) if self.hour == 12 => 0,
            Some(Half::Afternoon) if self.hour < 12 => self.hour + 12,
            _ => self.hour,
        };
        hour * 60 + self.minute
    }
}

/// The time whose hour is `number`; a bare hour is one too.
pub(super) fn read(text: Text<'_>, number: Number) -> Option<Written> {
    if number.digits > 2 || number.value > 24 {
        return None;
    }
    let mut end = number.end;
    let mut minute = 0;
    let mut parted = None;
    let mut half = None;
    if let Some(at) = text.eat(end, &[":", ".", "h", "H"])
        && let Some(read) = text.number(at).filter(|read| read.digits == 2 && read.value < 60)
    {
        let sign = text.after(end).chars().next()?;
        parted = Some(if sign == 'H' { 'h' } else { sign });
        minute = read.value as u16;
        end = read.end;
        if parted == Some('h') {
            half = Some(Half::Whole);
        }
        // Seconds.
        if let Some(at) = text.eat(end, &[":"]).filter(|_| parted == Some(':'))
            && let Some(read) = text.number(at).filter(|read| read.digits == 2 && read.value < 60)
        {
            end = read.end;
        }
    }
    if half.is_none()
        && let Some((found, after)) = half_at(text, end)
    {
        half = Some(found);
        end = after;
    }
    let hour = number.value as u16;
    let mut rest = text.after(end).chars();
    let goes_on = match rest.next() {
        Some('.' | ',' | ':' | '/') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        Some('%' | '°' | '$' | '€') => true,
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    let impossible = hour * 60 + minute > 24 * 60 || (hour == 0 && half == Some(Half::Afternoon));
    (!goes_on && !impossible).then_some(Written {
        start: number.start,
        end,
        hour,
        minute,
        parted,
        half,
        digits: number.digits,
    })
}

/// `noon` or `midnight` at `at`, the latter as the end of the day.
pub(super) fn word(text: Text<'_>, at: usize) -> Option<Written> {
    let (end, word) = text.word(at)?;
    let hour = match word {
        "noon" | "Noon" | "midday" => 12,
        "midnight" | "Midnight" => 24,
        _ => return None,
    };
    Some(Written { start: at, end, hour, minute: 0, parted: None, half: Some(Half::Whole), digits: 2 })
}

fn half_at(text: Text<'_>, end: usize) -> Option<(Half, usize)> {
    let at = text.blanks(end);
    let rest = text.after(at).as_bytes();
    let half = match rest.first()? {
        b'a' | b'A' => Half::Morning,
        b'p' | b'P' => Half::Afternoon,
        b'U' | b'u' if rest.len() >= 3 && rest[1..3].eq_ignore_ascii_case(b"hr") => {
            return (!text.alphanumeric(at + 3)).then_some((Half::Whole, at + 3));
        }
        b'h' if at == end => return (!text.alphanumeric(at + 1)).then_some((Half::Whole, at + 1)),
        _ => return None,
    };
    let dotted = rest.get(1) == Some(&b'.');
    let letter = if dotted { 2 } else { 1 };
    if !rest.get(letter).is_some_and(|m| m.eq_ignore_ascii_case(&b'm')) {
        return None;
    }
    let mut after = at + letter + 1;
    if dotted {
        after = text.eat(after, &["."]).unwrap_or(after);
    }
    (!text.alphanumeric(after)).then_some((half, after))
}
