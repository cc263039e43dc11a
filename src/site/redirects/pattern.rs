//! From where a redirect leads: literal paths, and patterns in the four notations of the hosts, with what they catch.
//!
//! A pattern may match more than its host would (a class of characters counts as any), never less: what is
//! redirected is not broken.

mod notation;

pub(super) use notation::{brackets, glob, literal, netlify, path_to_regexp};

/// Steps that all patterns together may take for one path; only made-up patterns need more.
const MOST_STEPS: usize = 200_000;

/// One part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// These bytes.
    Text(String),
    /// Any bytes.
    Wild(Wild),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wild {
    /// The name under which the target speaks of it; a number for groups without one.
    name: String,
    /// It may hold `/`.
    slash: bool,
    /// It may be empty.
    empty: bool,
}

/// A path with wild parts, without slashes at its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

/// What a path is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// This path alone, percent-decoded, without slashes at its ends.
    Literal(String),
    Pattern(Pattern),
}

/// What is left of [`MOST_STEPS`].
#[derive(Debug)]
pub(super) struct Fuel(usize);

impl Fuel {
    pub(super) fn new() -> Self {
        Self(MOST_STEPS)
    }
}

/// What the wild parts of a pattern caught, by name.
pub(super) type Caught<'p> = Vec<(&'p str, &'p str)>;

impl Pattern {
    /// The pattern without the folder `base` that it starts with, if it does.
    pub(super) fn below(mut self, base: &str) -> Self {
        if let Some(Part::Text(text)) = self.0.first_mut()
            && !base.is_empty()
            && let Some(rest) = text.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'))
        {
            *text = rest.to_owned();
            self.0.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
        }
        self
    }

    /// What the wild parts catch in `path`, which has no leading slash; `None` when it does not match.
    pub(super) fn matches<'p>(&'p self, path: &'p str, fuel: &mut Fuel) -> Option<Caught<'p>> {
        let parts = self.0.as_slice();
        // A slash at the end belongs to what a last wild part catches, and counts for nothing elsewhere.
        let open = matches!(parts.last(), Some(Part::Wild(wild)) if wild.slash);
        let path = if open { path } else { path.trim_end_matches('/') };
        if let Some(Part::Text(text)) = parts.first()
            && !path.starts_with(text.trim_end_matches('/'))
        {
            return None;
        }
        let wild = parts.iter().filter(|part| matches!(part, Part::Wild(_))).count();
        let failed = if wild > 1 { vec![false; parts.len() * (path.len() + 1)] } else { Vec::new() };
        let mut search = Search { parts, path, failed, fuel, ends: Vec::with_capacity(wild) };
        if !search.from(0, 0) {
            return None;
        }
        let names = parts.iter().filter_map(|part| match part {
            Part::Wild(wild) => Some(wild.name.as_str()),
            Part::Text(_) => None,
        });
        let ends = search.ends.iter().rev();
        Some(names.zip(ends.map(|&(start, end)| &path[start..end])).collect())
    }
}

struct Search<'p, 'f> {
    parts: &'p [Part],
    path: &'p str,
    /// Parts and places from which there is no way on, so that nothing is tried twice.
    failed: Vec<bool>,
    fuel: &'f mut Fuel,
    /// What was caught, the last first.
    ends: Vec<(usize, usize)>,
}

impl Search<'_, '_> {
    /// True when the parts from `part` on match all of the path from `at` on. Depth: the number of parts.
    fn from(&mut self, part: usize, at: usize) -> bool {
        let (parts, path) = (self.parts, self.path);
        let rest = &path[at..];
        match parts.get(part) {
            None => rest.is_empty(),
            Some(Part::Text(text)) if rest.starts_with(text.as_str()) => self.from(part + 1, at + text.len()),
            // `/news/*` also leads on from `/news`.
            Some(Part::Text(text)) => match &parts[part + 1..] {
                [Part::Wild(wild)] if wild.slash && wild.empty && text.strip_suffix('/') == Some(rest) => {
                    self.ends.push((path.len(), path.len()));
                    true
                }
                _ => false,
            },
            Some(Part::Wild(wild)) => {
                let place = part * (path.len() + 1) + at;
                if self.failed.get(place) == Some(&true) {
                    return false;
                }
                let most = if wild.slash { rest.len() } else { rest.find('/').unwrap_or(rest.len()) };
                let least = usize::from(!wild.empty);
                // As much as possible first, which is right where the pattern ends or goes on with `/`.
                for length in (least..=most).rev().filter(|&length| rest.is_char_boundary(length)) {
                    let Some(left) = self.fuel.0.checked_sub(1) else { return false };
                    self.fuel.0 = left;
                    if self.from(part + 1, at + length) {
                        self.ends.push((at, at + length));
                        return true;
                    }
                }
                if let Some(failed) = self.failed.get_mut(place) {
                    *failed = true;
                }
                false
            }
        }
    }
}

/// The target with what was caught in the place of `:name`, `:name*`, `$1` and `[name]`.
pub(super) fn fill(target: &str, caught: &Caught<'_>) -> String {
    let mut filled = String::with_capacity(target.len());
    let mut rest = target;
    while let Some(at) = rest.find([':', '$', '[']) {
        filled.push_str(&rest[..at]);
        let sign = &rest[at..=at];
        let after = &rest[at + 1..];
        let name = match sign {
            "[" => group(&rest[at..], '[', ']').unwrap_or(""),
            _ => &after[..after.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()],
        };
        let known = caught.iter().find(|(known, _)| *known == name.trim_start_matches('.'));
        rest = match known {
            Some((_, value)) => {
                filled.push_str(value);
                let after = &after[name.len()..];
                if sign == "[" { &after[1..] } else { after.strip_prefix(['*', '+', '?']).unwrap_or(after) }
            }
            None => {
                filled.push_str(sign);
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

/// What stands between `open` at the very start and the `close` that belongs to it.
fn group(text: &str, open: char, close: char) -> Option<&str> {
    let inner = text.strip_prefix(open)?;
    let mut depth = 1_usize;
    for (at, c) in inner.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
        }
        if depth == 0 {
            return Some(&inner[..at]);
        }
    }
    None
}

#[cfg(test)]
mod tests;
