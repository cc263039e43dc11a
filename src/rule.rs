//! What a rule is: metadata, options and a check over documents or over the whole site.

pub(crate) mod calendar;
pub(crate) mod fault;
pub(crate) mod missing;
pub(crate) mod naming;
#[cfg(test)]
pub(crate) mod testing;

use crate::diagnostic::{Diagnostic, Label};
use crate::document::{Document, ProblemKind};
use crate::edit::Fix;
use crate::engine::Subject;
use crate::meta::{Meta, Severity};
use crate::schema::ViolationKind;
use crate::site::Site;
use crate::site::habit::Practice;
use crate::source::{FileId, NotUtf8};
use crate::span::Span;

/// A rule at work. Checks are pure: no clock, disk, network or environment.
pub trait Check: Send + Sync {
    /// Once per document, while its text is in memory.
    fn document(&self, _subject: &Subject<'_>, _cx: &mut Context<'_>) {}

    /// Once per file that could not be read or checked.
    fn unread(&self, _why: &Unread, _cx: &mut Context<'_>) {}

    /// Once per run and site, for what only several pages together can show.
    fn site(&self, _site: &Site, _cx: &mut Context<'_>) {}

    /// What an adaptive rule makes of each group of the site: the numbers that its findings rest on.
    fn practices(&self, _site: &Site) -> Vec<Practice> {
        Vec::new()
    }
}

/// Why a file has no [`Document`].
#[derive(Clone, Debug)]
pub enum Unread {
    /// Its bytes are not UTF-8.
    NotUtf8(NotUtf8),
    /// It is larger than allowed.
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A symbolic link leads out of the project.
    Outside,
    /// The system says no.
    Io(String),
    /// Foreword panicked on it.
    Panic(String),
}

/// A rule of the book: what is known about it, and how to make it from its options table.
pub struct Rule {
    /// The metadata.
    pub meta: &'static Meta,
    /// Builds the check from the rule's options.
    ///
    /// # Errors
    /// The options do not fit the rule.
    pub build: fn(&toml::Table) -> Result<Box<dyn Check>, toml::de::Error>,
}

/// Declares a rule: a doc comment that is its page, its metadata, and the struct that is its options table.
#[macro_export]
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])+
        $name:ident { id: $id:literal, summary: $summary:literal, group: $group:ident, default: $default:expr, since: $since:literal, fix: $fix:ident $(, adaptive: $adaptive:literal)? }
    ) => {
        #[doc = $summary]
        pub static META: $crate::meta::Meta = $crate::meta::Meta {
            id: $id,
            summary: $summary,
            docs: concat!($($doc, "\n"),+),
            file: file!(),
            group: $crate::meta::Group::$group,
            default: $default,
            adaptive: false $(|| $adaptive)?,
            since: $since,
            fix: $crate::meta::FixAvailability::$fix,
            options: $crate::meta::Options {
                check: |table| {
                    <$name as serde::Deserialize>::deserialize(toml::Value::Table(table.clone())).map(drop)
                },
                schema: |generator| generator.subschema_for::<$name>(),
            },
        };

        #[doc = $summary]
        pub static RULE: $crate::rule::Rule = $crate::rule::Rule {
            meta: &META,
            build: |table| {
                let rule: $name = serde::Deserialize::deserialize(toml::Value::Table(table.clone()))?;
                Ok(Box::new(rule))
            },
        };
    };
}

impl std::fmt::Display for Unread {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotUtf8(wrong) => write!(out, "byte {} is not UTF-8; the file looks like {}", wrong.at, wrong.likely),
            Self::TooLarge { size, limit } => write!(out, "the file has {size} bytes, more than the limit of {limit}"),
            Self::Outside => write!(out, "the file is a symbolic link that leads out of the project"),
            Self::Io(message) => write!(out, "the file cannot be read: {message}"),
            Self::Panic(message) => write!(out, "Foreword failed on this file: {message}"),
        }
    }
}

/// Where a rule speaks.
pub struct Context<'a> {
    meta: &'static Meta,
    severity: Severity,
    file: FileId,
    sink: &'a mut Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A context for one rule at its level in one file.
    pub fn new(meta: &'static Meta, severity: Severity, file: FileId, sink: &'a mut Vec<Diagnostic>) -> Self {
        Self { meta, severity, file, sink }
    }

    /// Reports a finding in the current file; more is added to what is returned.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> Report<'_> {
        self.report_in(self.file, span, message)
    }

    /// Reports a finding in another file, as site rules do.
    pub fn report_in(&mut self, file: FileId, span: Span, message: impl Into<String>) -> Report<'_> {
        self.sink.push(Diagnostic::new(self.meta, self.severity, file, span, message));
        let at = self.sink.len() - 1;
        Report { diagnostic: &mut self.sink[at] }
    }

    /// Reports the document's problems of one kind, as they were found while it was parsed.
    pub fn problems(&mut self, document: &Document<'_>, kind: ProblemKind) {
        for problem in document.problems.iter().filter(|problem| problem.kind == kind) {
            let mut report = self.report(problem.span, &problem.message);
            for (span, message) in &problem.related {
                report = report.related(*span, message);
            }
            report.diagnostic.help.clone_from(&problem.help);
            report.diagnostic.fix.clone_from(&problem.fix);
        }
    }

    /// Reports how the subject does not fit its schema, one kind of violations.
    pub fn violations(&mut self, subject: &Subject<'_>, kind: ViolationKind) {
        for violation in subject.violations().iter().filter(|violation| violation.kind == kind) {
            let mut report = self.report(violation.span, &violation.message).note(&violation.note);
            if let Some(most) = violation.at_most {
                report = report.at_most(most);
            }
            report.diagnostic.help.clone_from(&violation.help);
            report.diagnostic.fix.clone_from(&violation.fix);
        }
    }
}

/// A finding just made, to be completed.
pub struct Report<'a> {
    diagnostic: &'a mut Diagnostic,
}

impl Report<'_> {
    /// Reports at another severity than the rule's own, never above it.
    pub fn at_most(self, severity: Severity) -> Self {
        self.diagnostic.severity = self.diagnostic.severity.min(severity);
        self
    }

    /// Another place in the same file.
    pub fn related(self, span: Span, message: impl Into<String>) -> Self {
        let file = self.diagnostic.primary.file;
        self.related_in(file, span, message)
    }

    /// Another place in any file of the site.
    pub fn related_in(self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        self.diagnostic.related.push(Label { file, span, message: Some(message.into()) });
        self
    }

    /// Background.
    pub fn note(self, note: impl Into<String>) -> Self {
        self.diagnostic.note = Some(note.into());
        self
    }

    /// What to do.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.diagnostic.help = Some(help.into());
        self
    }

    /// How to mend it.
    pub fn fix(self, fix: Fix) -> Self {
        self.diagnostic.fix = Some(fix);
        self
    }
}
