//! What the rules about links share: going through the outcomes of a site and the destinations of a page, and saying what
//! was looked for.

use crate::document::body::{Body, LinkKind};
use crate::edit::{Applicability, Fix};
use crate::meta::Severity;
use crate::rule::{Context, Report};
use crate::site::Site;
use crate::site::outcome::{Fault, Missing, Near};
use crate::site::page::{LinkFact, Page};
use crate::site::rewrite::rewritten;
use crate::span::Span;

/// How many of the places that were looked at a finding names.
const SHOWN: usize = 4;

/// A link with something to tell, with the page it stands in.
#[derive(Clone, Copy)]
pub(crate) struct Told<'s> {
    pub(crate) page: &'s Page,
    pub(crate) link: &'s LinkFact,
    pub(crate) fault: &'s Fault,
}

/// The links of a site that have something to tell.
pub(crate) fn told(site: &Site) -> impl Iterator<Item = Told<'_>> {
    site.outcomes.iter().filter_map(|outcome| {
        let page = site.pages.get(outcome.page as usize)?;
        Some(Told { page, link: page.links.get(outcome.link as usize)?, fault: &outcome.fault })
    })
}

impl<'s> Told<'s> {
    /// The destination, decoded.
    pub(crate) fn destination(self) -> &'s str {
        self.page.destination(self.link)
    }

    /// Reports a finding at the destination's own bytes.
    pub(crate) fn report<'c>(self, message: impl Into<String>, cx: &'c mut Context<'_>) -> Report<'c> {
        cx.report_in(self.page.file, self.link.span, message)
    }

    /// Completes a finding with the destination as it should be written: help, and a fix where that can be written.
    pub(crate) fn mended(self, right: &str, applicability: Applicability, report: Report<'_>) {
        let report = report.help(format!("write `{right}`"));
        if let Some(fix) = self.fix(right, applicability) {
            report.fix(fix);
        }
    }

    /// Completes a finding with the nearest target; `otherwise` is the help where none is near.
    pub(crate) fn near(self, near: Option<&Near>, otherwise: &str, report: Report<'_>) {
        let Some(near) = near else {
            report.help(otherwise);
            return;
        };
        let report = report.help(format!("did you mean `{}`?", near.text));
        if let Some(fix) = self.fix(&near.text, Applicability::Unsafe).filter(|_| near.sure) {
            report.fix(fix);
        }
    }

    /// Replaces exactly the destination's bytes.
    fn fix(self, right: &str, applicability: Applicability) -> Option<Fix> {
        let LinkFact { span, form, .. } = *self.link;
        let text = rewritten(form, self.destination(), span.len(), right)?;
        Some(Fix::one(format!("write `{right}`"), applicability, span, text))
    }

    /// Reports a link that leads nowhere.
    pub(crate) fn missing(self, missing: &Missing, otherwise: &str, cx: &mut Context<'_>) {
        let mut report = self.report(format!("no {}", missing.what), cx);
        if missing.doubt.is_some() {
            report = report.at_most(Severity::Info);
        }
        if let Some(note) = note(missing) {
            report = report.note(note);
        }
        self.near(missing.near.as_ref(), otherwise, report);
    }
}

/// Where a target was looked for, unless the message says it, and why it may exist all the same.
fn note(missing: &Missing) -> Option<String> {
    let mut places: Vec<String> = Vec::new();
    for place in missing.looked.iter().map(|place| format!("`{place}`")) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let more = places.len().saturating_sub(SHOWN);
    let shown = places[..places.len() - more].join(", ");
    let looked = match (&places[..], more) {
        ([], _) => None,
        ([place], _) if missing.what.ends_with(place.as_str()) => None,
        (_, 0) => Some(format!("looked for {shown}")),
        (_, more) => Some(format!("looked for {shown}, and {more} more")),
    };
    let doubt = missing.doubt.map(str::to_owned);
    match (looked, doubt) {
        (Some(looked), Some(doubt)) => Some(format!("{looked}; {doubt}")),
        (looked, doubt) => looked.or(doubt),
    }
}

/// The destinations of a page, each once: a reference's is its definition's.
pub(crate) fn destinations<'b>(body: &'b Body<'_>) -> impl Iterator<Item = (&'b str, Span)> {
    let own = body.links.iter().filter(|link| !matches!(link.kind, LinkKind::Reference | LinkKind::Wiki));
    let links = own.map(|link| (&*link.dest, link.dest_span));
    links.chain(body.definitions.iter().map(|known| (&*known.dest, known.dest_span)))
}

/// The scheme (empty for `//example.org`) and the host of a web address, without user and port.
pub(crate) fn authority(dest: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = dest.trim_ascii_start().split_once("//")?;
    let scheme = if scheme.is_empty() { scheme } else { scheme.strip_suffix(':')? };
    if !["", "http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) {
        return None;
    }
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next()?;
    let port = host.rfind(':').filter(|&at| host[at + 1..].bytes().all(|byte| byte.is_ascii_digit()));
    Some((scheme, &host[..port.unwrap_or(host.len())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_twice() {
        let note = |looked: &[&str]| {
            let looked = looked.iter().map(|&place| place.to_owned()).collect();
            note(&Missing { what: "page or file at `/blog/x/`".into(), looked, near: None, doubt: None })
        };
        assert_eq!(note(&["/blog/x/", "/blog/x/"]), None, "the message has it");
        assert_eq!(note(&["a", "b", "a"]).as_deref(), Some("looked for `a`, `b`"));
        assert_eq!(note(&[]), None);
    }

    #[test]
    fn hosts_stand_between_user_and_port() {
        assert_eq!(authority("http://ada@example.org:80/x"), Some(("http", "example.org")));
        assert_eq!(authority("//[::1]:3000?x"), Some(("", "[::1]")));
        assert_eq!(authority("HTTPS://Example.org"), Some(("HTTPS", "Example.org")));
        assert_eq!(authority("/a//b"), None);
        assert_eq!(authority("ftp://example.org"), None);
        assert_eq!(authority("../x?to=http://localhost"), None);
    }
}
