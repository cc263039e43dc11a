//! One run: every file of every site is read and checked in parallel, then each site is looked at as a whole.

mod guard;
mod inspect;
mod levels;
mod links;
mod verdict;

use crate::config::Collection;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Markup, ReadAs};
use crate::engine::facts;
use crate::engine::plan::{self, Plan, PlanError, Planned, SitePlan};
use crate::engine::subject::Subject;
use crate::engine::walk::Notice;
use crate::meta::{Meta, Severity};
use crate::report::{Habits, Report};
use crate::root::ReadError;
use crate::rule::{Context, Unread};
use crate::rules::{invalid_schema, outside_root};
use crate::schema::{Schema, SchemaName, Schemas, parse_name};
use crate::site::habit::{Groups, Practice};
use crate::site::inherit::Inheritance;
use crate::site::listing::Listing;
use crate::site::page::{Page, SymbolCache, Symbols};
use crate::site::redirects::Redirects;
use crate::site::taxonomy::known::Known;
use crate::site::{Site, below};
use crate::source::{FileId, Files, LIMITS, decode};
use crate::span::Span;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;

pub use crate::engine::plan::Request;
pub(crate) use guard::panic_reason;
use guard::{guarded, unread};
pub use inspect::{InspectError, inspect};
pub use levels::levels;
pub use verdict::Verdict;

/// What a run ends with.
pub struct Outcome {
    /// The findings.
    pub report: Report,
    /// True when something could not be checked: broken configuration or schema, unreadable file, a panic. Exit code 2.
    pub failed: bool,
    /// What each site says of its findings.
    pub verdicts: Vec<Verdict>,
    /// What the adaptive rules make of each site, where the request asks for it.
    pub habits: Vec<Habits>,
    /// What has a page's name or may hold pages, and was passed over; relative to the working directory if below it.
    pub notices: Vec<Notice>,
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
        let today = request.today();
        let mut outcome = Outcome {
            report: Report {
                diagnostics: Vec::new(),
                files: files.clone(),
                working_directory: request.working_directory.clone(),
                checked: 0,
            },
            failed: false,
            verdicts: Vec::new(),
            habits: Vec::new(),
            notices: Vec::new(),
        };
        for project in plan::projects(&request)? {
            let plan = plan::plan(&request, &project, &files, today)?;
            outcome.notices.extend(plan.notices.iter().map(|notice| {
                let path = plan.root.path().join(&notice.path);
                let path = path.strip_prefix(&request.working_directory).map(Path::to_path_buf).unwrap_or(path);
                Notice { path, ..notice.clone() }
            }));
            outcome.failed |= plan.notices.iter().any(|notice| notice.unreadable);
            Runner::new(&plan, &files, request.explain).run(&mut outcome);
        }
        outcome.report.sort();
        Ok(outcome)
    })
}

/// What one file gives beside its page, and a site as a whole.
#[derive(Default)]
struct Checked {
    diagnostics: Vec<Diagnostic>,
    /// The records of a data file behind the first.
    records: Vec<Page>,
    /// How many pages and data files are reported on.
    count: usize,
    failed: bool,
    practices: Vec<(&'static Meta, Practice)>,
}

struct Runner<'p> {
    plan: &'p Plan,
    files: &'p Files,
    schemas: Schemas,
    listing: Listing<'p>,
    symbols: Arc<Symbols>,
    explain: bool,
}

impl<'p> Runner<'p> {
    /// With nothing read yet. `explain` keeps what the adaptive rules have counted.
    fn new(plan: &'p Plan, files: &'p Files, explain: bool) -> Self {
        let schemas = Schemas::new(&invalid_schema::META);
        Self { plan, files, schemas, listing: Listing::new(&plan.root), symbols: Arc::default(), explain }
    }

    fn run(&self, outcome: &mut Outcome) {
        let found = &mut outcome.report.diagnostics;
        found.extend(self.plan.mistakes.iter().cloned());
        outcome.failed |= !self.plan.mistakes.is_empty();
        if !self.plan.mistakes.is_empty() {
            return;
        }
        // Side by side, so that no worker waits for the last file of a small site.
        let done: Vec<Checked> = self.plan.sites.par_iter().map(|site| self.site(site)).collect();
        for (site, done) in self.plan.sites.iter().zip(done) {
            outcome.report.checked += done.count;
            outcome.failed |= done.failed;
            let verdict = Verdict::new(&site.layout.config, &done.diagnostics);
            match outcome.verdicts.last_mut().filter(|_| site.beside) {
                Some(known) => known.add(verdict),
                None => outcome.verdicts.push(verdict),
            }
            found.extend(done.diagnostics);
            if self.explain {
                let (root, generator) = (site.layout.root.clone(), site.layout.profile.generator);
                outcome.habits.push(Habits { root, generator, practices: done.practices });
            }
        }
        let broken = self.schemas.mistakes();
        outcome.failed |= broken.iter().any(|mistake| mistake.severity == Severity::Error);
        found.extend(broken);
    }

    fn site(&self, site: &SitePlan) -> Checked {
        let inheritance = Inheritance::new(&self.plan.root, self.files, &site.layout);
        let workers = || (Vec::new(), SymbolCache::new(&self.symbols));
        // Pages are most of a large site's memory: each is written where it stays.
        let (mut pages, mut files) = (Vec::new(), Vec::new());
        let checked = site.files.par_iter().map_init(workers, |(buffer, symbols), file| {
            guarded(site, file, || self.file(site, &inheritance, file, buffer, symbols))
        });
        checked.unzip_into_vecs(&mut pages, &mut files);
        let mut done = Checked::default();
        let mut records = Vec::new();
        for (at, mut file) in files.into_iter().enumerate() {
            done.failed |= file.failed;
            done.count += file.count;
            done.diagnostics.append(&mut file.diagnostics);
            if !file.records.is_empty() {
                records.push((at, file.records));
            }
        }
        let pages = with_records(pages, records);
        let redirects = Redirects::read(&self.plan.root, &self.listing, self.files, &site.layout);
        let outcomes = self.outcomes(site, &pages, &redirects);
        let known = Known::read(&self.plan.root, self.files, &site.layout, &pages);
        let (layout, symbols) = (site.layout.clone(), self.symbols.clone());
        let whole = Site { layout, pages, symbols, outcomes, redirects, known, groups: Groups::default() };
        let by_file = OnceCell::new();
        for rule in site.book.anywhere() {
            let nowhere = FileId(0);
            let mut found = Vec::new();
            rule.check.site(&whole, &mut Context::new(rule.meta, rule.severity, nowhere, &mut found));
            if !found.is_empty() {
                site.keep_wanted(by_file.get_or_init(|| site.by_file()), &rule, &mut found);
                done.diagnostics.append(&mut found);
            }
            if self.explain {
                let practices = rule.check.practices(&whole).into_iter();
                let own = practices.filter(|each| site.book.uses(&rule, each.collection));
                done.practices.extend(own.map(|each| (rule.meta, each)));
            }
        }
        done
    }

    fn file(
        &self,
        site: &SitePlan,
        inheritance: &Inheritance<'_>,
        file: &Planned,
        buffer: &mut Vec<u8>,
        symbols: &mut SymbolCache<'_>,
    ) -> (Option<Page>, Checked) {
        self.with_subject(site, inheritance, file, buffer, |subject, diagnostics| {
            if file.reported {
                for rule in site.book.rules(file.collection) {
                    rule.check.document(subject, &mut Context::new(rule.meta, rule.severity, file.file, diagnostics));
                }
            }
            // HTML without front matter is copied by the generator as it is: no page.
            let is_page = file.markup != Markup::Html || file.data.is_some() || subject.has_front_matter();
            is_page.then(|| {
                let (mut page, records) = facts::pages(subject, file.collection.map(|at| at as u32), symbols);
                if site.book.compares_texts() {
                    page.texts = facts::texts(subject).map(Box::new);
                }
                (page, records)
            })
        })
        .map_or_else(
            |why| (None, unread(site, file, &why)),
            |(pages, diagnostics)| {
                let count = usize::from(file.reported && pages.is_some());
                let (page, records) = pages.unzip();
                (page, Checked { diagnostics, records: records.unwrap_or_default(), count, ..Checked::default() })
            },
        )
    }

    /// Reads and parses a file, and shows it to `visit` with all that belongs to it.
    fn with_subject<T>(
        &self,
        site: &SitePlan,
        inheritance: &Inheritance<'_>,
        file: &Planned,
        buffer: &mut Vec<u8>,
        visit: impl FnOnce(&Subject<'_>, &mut Vec<Diagnostic>) -> T,
    ) -> Result<(T, Vec<Diagnostic>), Unread> {
        let overlay = self.files.overlay(file.file);
        let text = match &overlay {
            Some(text) => &**text,
            None => self.read(&file.path, buffer)?,
        };
        let profile = site.layout.profile;
        let document = match file.data {
            Some(format) => Document::of_data(text, format),
            None => Document::parse(
                text,
                &ReadAs {
                    front: profile.front.clone(),
                    markup: file.markup,
                    wiki_links: profile.wiki_links,
                    markdown_in_html: profile.markdown_in_html,
                },
            ),
        };
        let mut diagnostics = Vec::new();
        let collection = file.collection.map(|at| &site.layout.config.collections[at]);
        let inherited = inheritance.for_page(below(&file.path, &site.layout.root), file.file, &document);
        let (schema, schema_configured) = self.schema(collection, file, &document).unwrap_or_else(|finding| {
            diagnostics.push(*finding);
            (None, true)
        });
        let subject = Subject {
            document: &document,
            file: file.file,
            project_path: &file.path,
            markup: file.markup,
            layout: &site.layout,
            collection,
            inherited: &inherited.keys,
            inherits_unknown: inherited.unknown,
            schema,
            schema_configured,
            violations: OnceCell::new(),
            parts: OnceCell::new(),
            among_events: OnceCell::new(),
            terms: OnceCell::new(),
            event: OnceCell::new(),
            agenda: OnceCell::new(),
            today: self.plan.today,
        };
        let seen = visit(&subject, &mut diagnostics);
        if overlay.is_none() && !diagnostics.is_empty() {
            self.files.remember(file.file, text.as_bytes());
        }
        Ok((seen, diagnostics))
    }

    fn read<'b>(&self, path: &Path, buffer: &'b mut Vec<u8>) -> Result<&'b str, Unread> {
        self.plan.root.read_into(path, LIMITS.page_bytes, buffer).map_err(|error| match error {
            ReadError::TooLarge { size, limit } => Unread::TooLarge { size, limit },
            ReadError::Outside => Unread::Outside,
            other => Unread::Io(other.to_string()),
        })?;
        decode(buffer).map_err(Unread::NotUtf8)
    }

    /// The schema that applies: the command line's, else the one the page names, else its collection's.
    fn schema(
        &self,
        collection: Option<&Collection>,
        file: &Planned,
        document: &Document<'_>,
    ) -> Result<(Option<Arc<Schema>>, bool), Box<Diagnostic>> {
        if let Some(name) = &self.plan.schema {
            return Ok((self.compiled(name), true));
        }
        // A page may name a file of its project. Nothing is ever fetched.
        if let Some((name, span)) = named(document) {
            if name.contains("://") {
                let message = format!("schema `{name}` is not read: nothing is fetched");
                let help = "name a built-in schema, or a file relative to this page";
                let finding = Diagnostic::new(&invalid_schema::META, Severity::Info, file.file, span, message);
                return Err(Box::new(finding.with_help(help)));
            }
            let name = parse_name(name, file.path.parent().unwrap_or(Path::new("")));
            if let SchemaName::File(path) = &name
                && let Err(fault) = self.plan.root.read(path, LIMITS.schema_bytes)
            {
                let message = format!("schema `{}` cannot be read: {fault}", span.slice(document.text));
                let help = "name a built-in schema, or a file relative to this page";
                let outside = matches!(fault, ReadError::Outside);
                let rule = if outside { &outside_root::META } else { &invalid_schema::META };
                let finding = Diagnostic::new(rule, Severity::Error, file.file, span, message);
                return Err(Box::new(finding.with_help(help)));
            }
            return Ok((self.compiled(&name), true));
        }
        let Some(collection) = collection else { return Ok((None, false)) };
        let schema = collection.schema.as_ref().and_then(|name| self.compiled(name));
        Ok((schema, collection.schema_configured))
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

/// The pages of all files, with the records of data files behind the first of theirs.
fn with_records(pages: Vec<Option<Page>>, records: Vec<(usize, Vec<Page>)>) -> Vec<Page> {
    if records.is_empty() {
        // In the same memory.
        return pages.into_iter().flatten().collect();
    }
    let mut records = records.into_iter().peekable();
    let mut all = Vec::with_capacity(pages.len());
    for (at, page) in pages.into_iter().enumerate() {
        all.extend(page);
        if let Some((_, records)) = records.next_if(|(of, _)| *of == at) {
            all.extend(records);
        }
    }
    all
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the trees that they check")]
mod tests;
