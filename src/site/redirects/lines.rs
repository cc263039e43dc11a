//! `_redirects`, as Netlify, Cloudflare Pages and GitLab Pages read it: one rule a line.

use super::pattern;
use super::{Action, Rule};
use crate::span::Span;

/// A longer line is no rule (Cloudflare's limit is 1,000 characters, Netlify's is not documented).
const LONGEST_LINE: usize = 4_096;

/// The rules of the file, in its order: `from [name=:value …] to [status[!]] [Condition=…]`.
pub(super) fn read(text: &str, mut add: impl FnMut(Rule, Vec<pattern::Source>)) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = if start == 0 { line.trim_start_matches('\u{feff}') } else { line };
        if line.len() > LONGEST_LINE {
            continue;
        }
        let mut words = line.split_whitespace().take_while(|word| !word.starts_with('#'));
        let Some(from) = words.next() else { continue };
        let place = start + text[start..at].find(from).unwrap_or(0);
        let words: Vec<&str> = words.collect();
        let is_target = |word: &&str| word.starts_with('/') || word.contains("://");
        let Some(to) = words.iter().position(is_target) else { continue };
        let (query, rest) = (&words[..to], &words[to + 1..]);
        let mut status = None;
        let mut conditional = !query.is_empty();
        for word in rest {
            match word.trim_end_matches('!').parse::<u16>() {
                Ok(number) if status.is_none() => status = Some(number),
                _ => conditional |= word.contains('='),
            }
        }
        // What follows `#` never reaches the server.
        let from_path = from.split('#').next().unwrap_or(from);
        let rule = Rule {
            from: from_path.to_owned(),
            to: words[to].to_owned(),
            action: Action::of(status.unwrap_or(301)),
            conditional,
            span: Span::new(place, place + from.len()),
        };
        let sources = pattern::netlify(rule.path());
        add(rule, sources);
    }
}
