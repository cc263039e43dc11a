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
pub(super) struct Told<'s> {
    pub(super) page: &'s Page,
    pub(super) link: &'s LinkFact,
    pub(super) fault: &'s Fault,
}

/// The links of a site that have something to tell.
pub(super) fn told(site: &Site) -> impl Iterator<Item = Told<'_>> {
    site.outcomes.iter().filter_map(|outcome| {
        let page = site.pages.get(outcome.page as usize)?;
        Some(Told { page, link: page.links.get(outcome.link as usize)?, fault: &outcome.fault })
    })
}

impl<'s> Told<'s> {
    /// The destination, decoded.
    pub(super) fn destination(self) -> &'s str {
        self.page.destination(self.link)
    }

    /// Reports a finding at the destination's own bytes.
    pub(super) fn report<'c>(self, message: impl Into<String>, cx: &'c mut Context<'_>) -> Report<'c> {
        cx.report_in(self.page.file, self.link.span, message)
    }

    /// Completes a finding with the destination as it should be written: help, and a fix where that can be written.
    pub(super) fn mended(self, right: &str, applicability: Applicability, report: Report<'_>) {
        let report = report.help(format!("write `{right}`"));
        if let Some(fix) = self.fix(right, applicability) {
            report.fix(fix);
        }
    }

    /// Completes a finding with the nearest target; `otherwise` is the help where none is near.
    pub(super) fn near(self, near: Option<&Near>, otherwise: &str, report: Report<'_>) {
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
    pub(super) fn missing(self, missing: &Missing, otherwise: &str, cx: &mut Context<'_>) {
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

/// Where a target was looked for, and why it may exist all the same.
fn note(missing: &Missing) -> Option<String> {
    let shown: Vec<String> = missing.looked.iter().take(SHOWN).map(|place| format!("`{place}`")).collect();
    let more = missing.looked.len().saturating_sub(SHOWN);
    let looked = match (shown.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(format!("looked for {}", shown.join(", "))),
        (false, more) => Some(format!("looked for {}, and {more} more", shown.join(", "))),
    };
    let doubt = missing.doubt.map(str::to_owned);
    match (looked, doubt) {
        (Some(looked), Some(doubt)) => Some(format!("{looked}; {doubt}")),
        (looked, doubt) => looked.or(doubt),
    }
}

/// The destinations of a page, each once: a reference's is its definition's.
pub(super) fn destinations<'b>(body: &'b Body<'_>) -> impl Iterator<Item = (&'b str, Span)> {
    let own = body.links.iter().filter(|link| !matches!(link.kind, LinkKind::Reference | LinkKind::Wiki));
    let links = own.map(|link| (&*link.dest, link.dest_span));
    links.chain(body.definitions.iter().map(|known| (&*known.dest, known.dest_span)))
}

/// The scheme (empty for `//example.org`) and the host of a web address, without user and port.
pub(super) fn authority(dest: &str) -> Option<(&str, &str)> {
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
    use super::super::{broken_image, broken_link, testing};
    use super::*;
    use crate::site::page::LinkForm;

    fn missing(looked: &[&str], near: Option<(&str, bool)>, doubt: Option<&'static str>) -> Fault {
        Fault::Missing(Missing {
            what: "page or file at `/blog/x/`".into(),
            looked: looked.iter().map(|&place| place.to_owned()).collect(),
            near: near.map(|(text, sure)| Near { text: text.into(), sure }),
            doubt,
        })
    }

    #[test]
    fn a_missing_target_is_told_with_where_it_was_looked_for() {
        let site = testing::site(vec![testing::page("a/").link("/blog/x/", LinkForm::Markdown, false)]);
        let site = testing::told(site, 0, missing(&["1", "2", "3", "4", "5", "6"], Some(("/blog/y/", true)), None));
        let found = testing::findings(&broken_link::RULE, &site);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "no page or file at `/blog/x/`");
        assert_eq!(found[0].severity, Severity::Error);
        assert_eq!(found[0].note.as_deref(), Some("looked for `1`, `2`, `3`, `4`, and 2 more"));
        assert_eq!(found[0].help.as_deref(), Some("did you mean `/blog/y/`?"));
        let fix = found[0].fix.as_ref().expect("one step away");
        assert_eq!((fix.applicability, &*fix.edits[0].text), (Applicability::Unsafe, "/blog/y/"));
        assert_eq!(fix.edits[0].span, found[0].primary.span);
        assert!(testing::findings(&broken_image::RULE, &site).is_empty());
    }

    #[test]
    fn a_doubt_makes_it_info_and_a_guess_is_no_fix() {
        let site = testing::site(vec![testing::page("a/").link("/x.png", LinkForm::Markdown, true)]);
        let site = testing::told(site, 0, missing(&["1"], Some(("/y.png", false)), Some("a plugin may make it")));
        let found = testing::findings(&broken_image::RULE, &site);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Info);
        assert_eq!(found[0].note.as_deref(), Some("looked for `1`; a plugin may make it"));
        assert!(found[0].fix.is_none());
        assert!(testing::findings(&broken_link::RULE, &site).is_empty());
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
