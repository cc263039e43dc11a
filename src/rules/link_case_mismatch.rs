//! `link-case-mismatch`: a link that only letter case keeps from its target.

use crate::declare_rule;
use crate::edit::Applicability;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::fault::told;
use crate::rule::{Check, Context};
use crate::site::Site;
use crate::site::outcome::Fault;
use crate::site::reference;

declare_rule! {
    /// ## What it does
    ///
    /// Reports links and images whose target exists under a name that differs in letter case, or in the way accented
    /// letters are stored (Unicode normal form).
    ///
    /// Links that the generator itself looks up without regard to case, such as Hugo's `ref`, are let pass.
    ///
    /// ## Why it matters
    ///
    /// The link works on the disks of macOS and Windows, and is broken on nearly every server.
    ///
    /// ## What to do
    ///
    /// Write the name as it is; the fix does.
    LinkCaseMismatch { id: "link-case-mismatch", summary: "a link that differs from its target in letter case", group: Links, default: DefaultLevel::On(Severity::Warning), since: "0.1.0", fix: Sometimes }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkCaseMismatch {}

impl Check for LinkCaseMismatch {
    fn site(&self, site: &Site, cx: &mut Context<'_>) {
        for told in told(site) {
            let Fault::Case { right } = told.fault else { continue };
            let wrong = told.destination();
            let what = if folded(wrong) == folded(right) { "letter case" } else { "the way its letters are stored" };
            let report = told.report(format!("`{wrong}` differs from its target in {what}"), cx);
            let report = report.note("this works on some disks only, and on few servers");
            told.mended(right, Applicability::Safe, report);
        }
    }
}

/// Without letter case, and without the way it is encoded.
fn folded(dest: &str) -> String {
    reference::decode(dest).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{findings, page, site, told};
    use crate::site::page::LinkForm;

    #[test]
    fn the_right_name_is_written_as_the_notation_asks() {
        let page = page("a/").link("My%20Pic.png", LinkForm::Markdown, true);
        let found = findings(&RULE, &told(site(vec![page]), 0, Fault::Case { right: "my pic.png".into() }));
        let fix = found[0].fix.as_ref().expect("a fix");
        assert_eq!((fix.applicability, &*fix.edits[0].text), (Applicability::Safe, "my%20pic.png"));
    }

    #[test]
    fn blanks_may_be_written_in_two_ways() {
        let page = page("a/").link("my notes.md", LinkForm::Markdown, false);
        let found = findings(&RULE, &told(site(vec![page]), 0, Fault::Case { right: "My%20Notes.md".into() }));
        assert_eq!(found[0].message, "`my notes.md` differs from its target in letter case");
    }

    #[test]
    fn normal_forms_are_not_letter_case() {
        let page = page("a/").link("cafe\u{301}.png", LinkForm::Markdown, true);
        let found = findings(&RULE, &told(site(vec![page]), 0, Fault::Case { right: "caf\u{e9}.png".into() }));
        assert!(found[0].message.ends_with("in the way its letters are stored"), "{}", found[0].message);
    }
}
