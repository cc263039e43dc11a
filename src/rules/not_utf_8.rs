//! `not-utf-8`: a file that is not UTF-8.

use crate::declare_rule;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Check, Context, Unread};
use crate::span::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a file whose bytes are not UTF-8, with the offset of the first wrong byte and the likely encoding. The
    /// file is not checked further and never written.
    ///
    /// ## Why it matters
    ///
    /// Generators read UTF-8. Other encodings end in a failed build or in garbled letters.
    ///
    /// ## What to do
    ///
    /// Save the file as UTF-8, for instance with `iconv -f WINDOWS-1252 -t UTF-8`.
    NotUtf8 { id: "not-utf-8", summary: "a file that is not UTF-8", group: Housekeeping, default: DefaultLevel::On(Severity::Error), since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NotUtf8 {}

impl Check for NotUtf8 {
    fn unread(&self, why: &Unread, cx: &mut Context<'_>) {
        let Unread::NotUtf8(wrong) = why else { return };
        cx.report(Span::empty(wrong.at), why.to_string()).help("save the file as UTF-8; it was not checked further");
    }
}
