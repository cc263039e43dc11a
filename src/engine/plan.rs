//! Before anything is checked: which projects the paths belong to, their sites, configuration, rules and files.

use crate::config::{Config, Known, Origin, Selection};
use crate::diagnostic::Diagnostic;
use crate::document::{Format, Markup};
use crate::engine::book::{Active, Book};
use crate::engine::project::{Asked, PathError, Project, find_projects};
use crate::engine::walk::{self, Notice, SiteFiles, SiteSeed, Survey};
use crate::meta::Severity;
use crate::root::Root;
use crate::rules::{METAS, invalid_config};
use crate::schema::{SchemaName, parse_name};
use crate::site::Layout;
use crate::site::profile::Generator;
use crate::site::settings::Settings;
use crate::site::taxonomy::known;
use crate::source::{FileId, Files, LIMITS};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked of a run.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders to report on, absolute or relative to `working_directory`; none for that directory.
    pub paths: Vec<PathBuf>,
    /// The absolute directory that paths are relative to, typed and shown.
    pub working_directory: PathBuf,
    /// A text that replaces, or stands beside, the files on disk: its path and the text.
    pub overlay: Option<(PathBuf, Arc<str>)>,
    /// What stands behind each `--config`: a file, or `key = value`.
    pub config: Vec<String>,
    /// Configuration files count for nothing.
    pub isolated: bool,
    /// The schema of every page: a built-in name, or a file relative to `working_directory`.
    pub schema: Option<String>,
    /// The rules that the command line switches on and off.
    pub selection: Selection,
    /// Excluded files stay out even when they are named.
    pub force_exclude: bool,
    /// Worker threads; 0 for one per processor.
    pub threads: usize,
    /// The habits of the sites are wanted; see [`crate::engine::run::Outcome::habits`].
    pub explain: bool,
    /// The day on which the sites are built: what lies after it is not published yet. Without it the system's own day
    /// in UTC.
    pub today: Option<Date>,
}

impl Request {
    /// The day of the run; asks the clock where none is given, so ask once.
    pub(super) fn today(&self) -> Date {
        self.today.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
    }
}

/// Why nothing could be checked; exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A path of the command line.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The project's root cannot be opened.
    #[error("cannot open `{}`: {error}", path.display())]
    Root {
        /// The root.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The schema of the command line does not exist.
    #[error("there is no schema `{name}`: neither a file nor a built-in one; {help}")]
    Schema {
        /// As given.
        name: String,
        /// What to do.
        help: String,
    },
    /// Foreword's own configuration is broken, where that is no finding.
    #[error("`{path}`: {message}; `foreword check` shows where")]
    Config {
        /// The configuration file.
        path: String,
        /// Its first mistake.
        message: String,
    },
    /// No worker threads.
    #[error("cannot start worker threads: {0}")]
    Threads(#[source] rayon::ThreadPoolBuildError),
}

/// A file to check.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Relative to the project root; shared with [`Files`].
    pub path: Arc<Path>,
    /// Its name in diagnostics.
    pub file: FileId,
    /// How its body is read.
    pub markup: Markup,
    /// The notation of a standalone data file.
    pub data: Option<Format>,
    /// Its collection, by position in the configuration; matching the globs once per file is enough.
    pub collection: Option<usize>,
    /// True when findings in it are asked for.
    pub reported: bool,
}

/// A site to check.
pub struct SitePlan {
    /// What is known before its pages are read.
    pub layout: Arc<Layout>,
    /// Its rules.
    pub book: Book,
    /// Its files, by path.
    pub files: Vec<Planned>,
    /// True for the texts beside the content of the site planned before it, which are judged with it.
    pub beside: bool,
}

impl SitePlan {
    /// Leaves only findings of `rule` in files that are asked for and have its options, at the level their collection
    /// gives the rule. What is no page, such as a table of redirects, is asked for with the whole site.
    pub fn keep_wanted(&self, by_file: &FxHashMap<FileId, &Planned>, rule: &Active, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|diagnostic| {
            let (reported, collection) = match by_file.get(&diagnostic.primary.file) {
                Some(file) => (file.reported, file.collection),
                None => (self.files.iter().all(|file| file.reported), None),
            };
            let own = self.book.rules(collection).iter().filter(|_| reported);
            let Some(own) = own.into_iter().find(|own| Arc::ptr_eq(&own.check, &rule.check)) else { return false };
            diagnostic.severity = diagnostic.severity.min(own.severity);
            true
        });
    }

    /// Its files by their names in diagnostics.
    pub fn by_file(&self) -> FxHashMap<FileId, &Planned> {
        self.files.iter().map(|file| (file.file, file)).collect()
    }
}

/// One project to check.
pub struct Plan {
    /// Its root.
    pub root: Arc<Root>,
    /// Its sites, by path.
    pub sites: Vec<SitePlan>,
    /// The schema that the command line names.
    pub schema: Option<SchemaName>,
    /// Mistakes in configuration files; with any of them nothing is checked.
    pub mistakes: Vec<Diagnostic>,
    /// Names that the walk passed over.
    pub notices: Vec<Notice>,
    /// The day on which the sites are built.
    pub today: Date,
}

impl Plan {
    /// The plan, for those who can do nothing with a broken configuration.
    ///
    /// # Errors
    /// [`PlanError::Config`].
    pub fn sound(self, files: &Files) -> Result<Self, PlanError> {
        let Some(mistake) = self.mistakes.first() else { return Ok(self) };
        let path = files.path(mistake.primary.file).display().to_string();
        Err(PlanError::Config { path, message: mistake.message.clone() })
    }
}

/// Plans each project of the request in turn.
///
/// # Errors
/// See [`PlanError`].
pub fn projects(request: &Request) -> Result<Vec<Project>, PlanError> {
    let Some((path, _)) = &request.overlay else {
        return Ok(find_projects(&request.paths, &request.working_directory)?);
    };
    // Neither the file nor its folder need exist: the nearest folder that does tells the project.
    let path = request.working_directory.join(path);
    let folder = path.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(&request.working_directory);
    let mut projects = find_projects(&[folder.to_owned()], &request.working_directory)?;
    for asked in projects.iter_mut().flat_map(|project| &mut project.asked) {
        *asked = Asked { path: asked.path.join(path.strip_prefix(folder).unwrap_or(&path)), is_file: true };
    }
    Ok(projects)
}

/// Plans one project as it is `today`; its files are named in `files`.
///
/// # Errors
/// See [`PlanError`]. Mistakes in the configuration are part of the plan.
pub fn plan(request: &Request, project: &Project, files: &Files, today: Date) -> Result<Plan, PlanError> {
    let open = |path: &Path| Root::open(path).map_err(|error| PlanError::Root { path: path.to_owned(), error });
    let root = Arc::new(open(&project.root)?);
    files.enter(root.clone());
    let schema = request.schema.as_deref().map(|name| schema_named(name, request, &root)).transpose()?;
    let survey = walk::survey(&root, &project.asked);
    let within = |notice: &&Notice| project.asked.iter().any(|asked| notice.path.starts_with(&asked.path));
    let mut plan = Plan {
        root: root.clone(),
        sites: Vec::new(),
        schema,
        mistakes: Vec::new(),
        notices: survey.notices.iter().filter(within).cloned().collect(),
        today,
    };
    let planner = Planner { request, project, root: &root, files, survey: &survey };
    for (at, seed) in survey.sites.iter().enumerate() {
        // Sites come by path, so those around a folder are planned before it. What they exclude is not looked at, be
        // it a site of its own or not, unless it is what was asked for.
        let asked = project.asked.iter().any(|asked| asked.path.starts_with(&seed.root));
        if !asked && plan.sites.iter().any(|around| around.layout.excludes(&seed.root)) {
            continue;
        }
        match planner.site(at, seed) {
            Ok(sites) => plan.sites.extend(sites),
            // Sites may share one configuration: its mistakes are told once.
            Err(mistakes) => plan.mistakes.extend(
                mistakes
                    .into_iter()
                    .filter(|new| {
                        let told =
                            |old: &Diagnostic| old.message == new.message && old.primary.span == new.primary.span;
                        !plan.mistakes.iter().any(told)
                    })
                    .collect::<Vec<_>>(),
            ),
        }
    }
    Ok(plan)
}

/// A schema of the command line: a file where there is one, else a built-in name.
fn schema_named(name: &str, request: &Request, root: &Root) -> Result<SchemaName, PlanError> {
    let path = request.working_directory.join(name);
    match path.canonicalize() {
        Ok(path) if path.is_file() => {
            Ok(SchemaName::File(path.strip_prefix(root.path()).map_or(path.clone(), Path::to_path_buf)))
        }
        _ => match parse_name(name, Path::new("")) {
            builtin @ SchemaName::Builtin(_) => Ok(builtin),
            SchemaName::File(_) => {
                Err(PlanError::Schema { name: name.to_owned(), help: crate::schema::suggestion(name) })
            }
        },
    }
}

struct Planner<'a> {
    request: &'a Request,
    project: &'a Project,
    root: &'a Arc<Root>,
    files: &'a Files,
    survey: &'a Survey,
}

impl Planner<'_> {
    /// The site at position `at` of the survey, and behind it what lies beside its content, if anything does.
    fn site(&self, at: usize, seed: &SiteSeed) -> Result<Vec<SitePlan>, Vec<Diagnostic>> {
        let mut config = self.config(&seed.root)?;
        config.command_line = self.request.selection.clone();
        let generator = config.generator.unwrap_or(seed.generator);
        let names = self.survey.names_of(at);
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        let settings = Settings::read(self.root, self.files, &seed.root, generator, &names);
        let layout = Layout::new(seed.root.clone(), generator, config.clone(), settings);
        let book = Book::new(&layout.config)?;
        self.vocabularies(&layout)?;
        let mut found = self.survey.files_of(at, &layout, self.request.force_exclude);
        let beside = std::mem::take(&mut found.beside);
        let files = self.planned(&layout, found);
        let mut sites = vec![SitePlan { layout: Arc::new(layout), book, files, beside: false }];
        if !beside.is_empty() {
            let settings = Settings::read(self.root, self.files, &seed.root, Generator::Plain, &names);
            let layout = Layout::new(seed.root.clone(), Generator::Plain, config, settings);
            let book = Book::new(&layout.config)?;
            let files = self.planned(&layout, SiteFiles { pages: beside, ..SiteFiles::default() });
            sites.push(SitePlan { layout: Arc::new(layout), book, files, beside: true });
        }
        Ok(sites)
    }

    /// Reads the files of vocabularies.
    ///
    /// # Errors
    /// One of them holds no terms, as `invalid-config` findings.
    fn vocabularies(&self, layout: &Layout) -> Result<(), Vec<Diagnostic>> {
        let wrong = layout.config.vocabularies.iter().filter_map(|vocabulary| {
            let Err(fault) = known::terms(self.root, self.files, vocabulary) else { return None };
            let (file, span) = vocabulary.place;
            let message = format!("the vocabulary of `{}` cannot be read: {fault}", vocabulary.field);
            let help = "a vocabulary is a list of terms, a mapping by term, or a text with a term in each line";
            Some(Diagnostic::new(&invalid_config::META, Severity::Error, file, span, message).with_help(help))
        });
        let wrong: Vec<Diagnostic> = wrong.collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// The nearest configuration at or above the site, up to the project's root.
    fn config(&self, site: &Path) -> Result<Config, Vec<Diagnostic>> {
        let schema_file = |path: &Path| self.root.read(path, LIMITS.schema_bytes).map(drop);
        let known = Known { meta: &invalid_config::META, rules: METAS, schema_file: &schema_file };
        let origin = Origin::new(&self.request.config, self.request.isolated, self.root, self.files, known.meta)?;
        origin.load(&self.root.path().join(site), self.root, self.files, &known)
    }

    fn planned(&self, layout: &Layout, found: SiteFiles) -> Vec<Planned> {
        let pages = found.pages.into_iter().map(|path| (markup(&path), None, path));
        let html = found.html.into_iter().map(|path| (Markup::Html, None, path));
        let data = found.data.into_iter().map(|path| (Markup::Html, Some(data_format(&path)), path));
        let overlay = self.request.overlay.as_ref().and_then(|(_, text)| Some((self.project.asked.first()?, text)));
        let mut files: Vec<Planned> = pages
            .chain(html)
            .chain(data)
            .map(|(markup, data, path)| {
                let file = match overlay.filter(|(asked, _)| asked.path == path) {
                    Some((_, text)) => self.files.add_overlay(&path, text.clone()),
                    None => self.files.add(path),
                };
                let path = self.files.path(file);
                let within = |asked: &Asked| asked.path.as_os_str().is_empty() || path.starts_with(&asked.path);
                let reported = self.project.asked.iter().any(within);
                let collection = layout.collection_of(&path).map(|(at, _)| at);
                Planned { path, file, markup, data, collection, reported }
            })
            .collect();
        files.sort_unstable_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        files
    }
}

fn has_extension(path: &Path, names: &[&str]) -> bool {
    let extension = path.extension().unwrap_or_default().as_encoded_bytes();
    names.iter().any(|name| extension.eq_ignore_ascii_case(name.as_bytes()))
}

fn markup(path: &Path) -> Markup {
    if has_extension(path, &["mdx"]) {
        Markup::Mdx
    } else if has_extension(path, &["html", "htm"]) {
        Markup::Html
    } else {
        Markup::Markdown
    }
}

fn data_format(path: &Path) -> Format {
    if has_extension(path, &["toml"]) {
        Format::Toml
    } else if has_extension(path, &["json"]) {
        Format::Json
    } else {
        Format::Yaml
    }
}
