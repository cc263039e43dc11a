//! One run: every file of every site is read and checked in parallel, then each site is looked at as a whole.

use crate::config::FailOn;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, ReadAs};
use crate::engine::facts;
use crate::engine::plan::{self, Plan, PlanError, Planned, SitePlan};
use crate::engine::subject::Subject;
use crate::meta::Severity;
use crate::report::Report;
use crate::root::ReadError;
use crate::rule::{Context, Unread};
use crate::rules::{internal_error, invalid_schema};
use crate::schema::{Schema, SchemaName, Schemas, parse_name};
use crate::site::Site;
use crate::site::inherit::Inheritance;
use crate::site::page::{Page, SymbolCache, Symbols};
use crate::source::{FileId, Files, LIMITS, decode};
use crate::span::Span;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

pub use crate::engine::plan::Request;

/// What a run ends with.
pub struct Outcome {
    /// The findings.
    pub report: Report,
    /// True when something could not be checked: broken configuration or schema, unreadable file, a panic. Exit code 2.
    pub failed: bool,
    /// From which level on findings fail the run.
    pub fail_on: FailOn,
    /// More warnings than this fail the run.
    pub max_warnings: Option<usize>,
}

/// Runs the rules.
///
/// # Errors
/// Nothing could be checked at all: a path does not exist, the project cannot be opened. Mistakes in the configuration
/// are findings of the outcome.
pub fn run(request: Request) -> Result<Outcome, PlanError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(request.threads)
        // Parsers bound their depth for 2 MiB; the rest is margin. Memory is only used when touched.
        .stack_size(16 << 20)
        .build()
        .map_err(PlanError::Threads)?;
    pool.install(|| {
        let files = Arc::new(Files::default());
        let mut outcome = Outcome {
            report: Report { diagnostics: Vec::new(), files: files.clone(), working_directory: request.working_directory.clone(), checked: 0 },
            failed: false,
            fail_on: FailOn::default(),
            max_warnings: None,
        };
        for project in plan::projects(&request)? {
            let plan = plan::plan(&request, &project, &files)?;
            outcome.fail_on = plan.fail_on.unwrap_or(outcome.fail_on);
            outcome.max_warnings = outcome.max_warnings.or(plan.max_warnings);
            let schemas = Schemas::new(&invalid_schema::META);
            Runner { plan: &plan, files: &files, schemas: &schemas, symbols: Arc::default() }.run(&mut outcome);
        }
        outcome.report.sort();
        Ok(outcome)
    })
}

/// What one file gives.
#[derive(Default)]
struct Checked {
    diagnostics: Vec<Diagnostic>,
    pages: Vec<Page>,
    failed: bool,
}

struct Runner<'p> {
    plan: &'p Plan,
    files: &'p Files,
    schemas: &'p Schemas,
    symbols: Arc<Symbols>,
}

impl Runner<'_> {
    fn run(&self, outcome: &mut Outcome) {
        let found = &mut outcome.report.diagnostics;
        found.extend(self.plan.mistakes.iter().cloned());
        outcome.failed |= !self.plan.mistakes.is_empty();
        if !self.plan.mistakes.is_empty() {
            return;
        }
        for site in &self.plan.sites {
            let done = self.site(site);
            outcome.report.checked += site.files.iter().filter(|file| file.reported).count();
            outcome.failed |= done.failed;
            found.extend(done.diagnostics);
        }
        let broken = self.schemas.mistakes();
        outcome.failed |= broken.iter().any(|mistake| mistake.severity == Severity::Error);
        found.extend(broken);
    }

    fn site(&self, site: &SitePlan) -> Checked {
        let inheritance = Inheritance::new(&self.plan.root, self.files, &site.layout);
        let workers = || (Vec::new(), SymbolCache::new(&self.symbols));
        let files: Vec<Checked> = site
            .files
            .par_iter()
            .map_init(workers, |(buffer, symbols), file| guarded(site, file, || self.file(site, &inheritance, file, buffer, symbols)))
            .collect();
        let mut done = Checked::default();
        for mut file in files {
            done.failed |= file.failed;
            done.diagnostics.append(&mut file.diagnostics);
            done.pages.append(&mut file.pages);
        }
        let whole = Site { layout: site.layout.clone(), pages: std::mem::take(&mut done.pages), symbols: self.symbols.clone() };
        let mut found = Vec::new();
        for rule in site.book.anywhere() {
            let nowhere = FileId(0);
            rule.check.site(&whole, &mut Context::new(rule.meta, rule.severity, nowhere, &mut found));
        }
        site.keep_wanted(&mut found);
        done.diagnostics.append(&mut found);
        done
    }

    fn file(&self, site: &SitePlan, inheritance: &Inheritance<'_>, file: &Planned, buffer: &mut Vec<u8>, symbols: &mut SymbolCache<'_>) -> Checked {
        let overlay = self.files.overlay(file.file);
        let text = match &overlay {
            Some(text) => &**text,
            None => match self.read(&file.path, buffer) {
                Ok(text) => text,
                Err(why) => return unread(site, file, &why),
            },
        };
        let read = ReadAs { front: site.layout.profile.front.clone(), markup: file.markup, wiki_links: plan::wiki_links(site.layout.profile.generator) };
        let document = match file.data {
            Some(format) => Document::of_data(text, format),
            None => Document::parse(text, &read),
        };
        self.document(site, inheritance, file, &document, symbols)
    }

    fn read<'b>(&self, path: &Path, buffer: &'b mut Vec<u8>) -> Result<&'b str, Unread> {
        self.plan.root.read_into(path, LIMITS.page_bytes, buffer).map_err(|error| match error {
            ReadError::TooLarge { size, limit } => Unread::TooLarge { size, limit },
            ReadError::Outside => Unread::Outside,
            other => Unread::Io(other.to_string()),
        })?;
        decode(buffer).map_err(Unread::NotUtf8)
    }

    fn document(&self, site: &SitePlan, inheritance: &Inheritance<'_>, file: &Planned, document: &Document<'_>, symbols: &mut SymbolCache<'_>) -> Checked {
        let mut done = Checked::default();
        let collection = site.layout.collection_of(&file.path);
        let inherited = inheritance.for_page(file.path.strip_prefix(&site.layout.root).unwrap_or(&file.path));
        let (schema, schema_configured) = self.schema(site, file, document, &mut done);
        let subject = Subject {
            document,
            file: file.file,
            project_path: &file.path,
            layout: &site.layout,
            collection: collection.map(|(_, collection)| collection),
            inherited: &inherited.keys,
            inherits_unknown: inherited.unknown,
            schema,
            schema_configured,
            violations: OnceCell::new(),
        };
        if file.reported {
            for rule in site.book.rules(collection.map(|(at, _)| at)) {
                let mut cx = Context::new(rule.meta, rule.severity, file.file, &mut done.diagnostics);
                rule.check.document(&subject, &mut cx);
            }
        }
        done.pages = facts::pages(&subject, collection.map(|(at, _)| at as u32), symbols);
        done
    }

    /// The schema that applies: the command line's, else the one the page names, else its collection's.
    fn schema(&self, site: &SitePlan, file: &Planned, document: &Document<'_>, done: &mut Checked) -> (Option<Arc<Schema>>, bool) {
        let collection = site.layout.collection_of(&file.path).map(|(_, collection)| collection);
        if let Some(name) = &self.plan.schema {
            return (self.compiled(name), true);
        }
        if let Some((name, span)) = named(document) {
            if name.contains("://") {
                return (collection.and_then(|c| c.schema.as_ref()).and_then(|name| self.compiled(name)), false);
            }
            let base = file.path.parent().unwrap_or(Path::new(""));
            let name = parse_name(name, base);
            if let Some(fault) = self.schemas.unreadable(&name, &self.plan.root) {
                let message = format!("schema `{}` cannot be read: {fault}", span.slice(document.text));
                done.diagnostics.push(Diagnostic::new(&invalid_schema::META, Severity::Error, file.file, span, message));
                done.failed = true;
                return (None, true);
            }
            return (self.compiled(&name), true);
        }
        let Some(collection) = collection else { return (None, false) };
        let schema = collection.schema.as_ref().and_then(|name| self.compiled(name));
        (schema, collection.schema_configured)
    }

    /// `None` for a broken schema, whose mistakes are reported once at the end.
    fn compiled(&self, name: &SchemaName) -> Option<Arc<Schema>> {
        self.schemas.get(name, &self.plan.root, self.files).ok()
    }
}

/// A schema named by the page itself: `$schema` in the front matter, or an editor's comment.
fn named<'d>(document: &'d Document<'_>) -> Option<(&'d str, Span)> {
    let key = document.root().and_then(|root| root.get("$schema")).and_then(|node| Some((node.as_str()?, node.span())));
    key.or(document.schema_comment)
}

/// A file that was not read is a finding of the rules that know why.
fn unread(site: &SitePlan, file: &Planned, why: &Unread) -> Checked {
    let mut done = Checked { failed: matches!(why, Unread::Io(_) | Unread::Panic(_)), ..Checked::default() };
    let collection = site.layout.collection_of(&file.path).map(|(at, _)| at);
    for rule in site.book.rules(collection).iter().filter(|_| file.reported) {
        let mut cx = Context::new(rule.meta, rule.severity, file.file, &mut done.diagnostics);
        rule.check.unread(why, &mut cx);
    }
    done
}

/// A panic in one file is a finding there, and the run goes on.
fn guarded(site: &SitePlan, file: &Planned, work: impl FnOnce() -> Checked) -> Checked {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let message = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("it gave no reason");
        let mut done = unread(site, file, &Unread::Panic(message.to_owned()));
        if done.diagnostics.is_empty() {
            let finding = Diagnostic::new(&internal_error::META, Severity::Error, file.file, Span::default(), "Foreword failed on this file");
            done.diagnostics.push(finding);
        }
        done
    })
}

