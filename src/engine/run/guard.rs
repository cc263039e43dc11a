//! Files that cannot be checked: each is a finding, and the run goes on.

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::engine::plan::{Planned, SitePlan};
use crate::meta::Severity;
use crate::rule::{Context, Unread};
use crate::rules::internal_error;
use crate::span::Span;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A file that was not read is a finding of the rules that know why.
pub(super) fn unread(site: &SitePlan, file: &Planned, why: &Unread) -> Checked {
    let failed = matches!(why, Unread::Io(_) | Unread::Panic(_));
    let mut done = Checked { failed, count: usize::from(file.reported), ..Checked::default() };
    for rule in site.book.rules(file.collection).iter().filter(|_| file.reported) {
        let mut cx = Context::new(rule.meta, rule.severity, file.file, &mut done.diagnostics);
        rule.check.unread(why, &mut cx);
    }
    done
}

/// A panic in one file is a finding there, and the run goes on.
pub(super) fn guarded<T>(
    site: &SitePlan,
    file: &Planned,
    work: impl FnOnce() -> (Option<T>, Checked),
) -> (Option<T>, Checked) {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let mut done = unread(site, file, &Unread::Panic(panic_reason(&*payload).to_owned()));
        if done.diagnostics.is_empty() {
            let finding = Diagnostic::new(
                &internal_error::META,
                Severity::Error,
                file.file,
                Span::default(),
                "Foreword failed on this file",
            );
            done.diagnostics.push(finding);
        }
        (None, done)
    })
}

/// What a panic says of itself.
pub(crate) fn panic_reason(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("it gave no reason")
}
