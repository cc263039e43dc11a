//! Redirects that the site's host or generator is told of in files of their own: `_redirects`, `netlify.toml`,
//! `vercel.json`, `firebase.json`, `staticwebapp.config.json`, and the tables in `mkdocs.yml`, `book.toml` and
//! `astro.config.*`. Data only: nothing is run, and what is malformed is read as far as it can be.

mod data;
mod lines;
mod pattern;
mod script;

use super::listing::{Listing, Look};
use super::{Layout, slashed};
use crate::document::node::NodeRef;
use crate::document::{Format, parse_data};
use crate::root::Root;
use crate::source::{FileId, Files, LIMITS};
use crate::span::Span;
use pattern::{Fuel, Pattern, Source};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// The most patterns of one site; a path is compared with one after the other.
const MOST_PATTERNS: usize = 10_000;
/// The most literal paths of one site.
const MOST_LITERALS: usize = 200_000;
/// The most folders in which `_redirects` is looked for.
const MOST_FOLDERS: usize = 64;
/// The longest path that is compared with patterns, in bytes.
const LONGEST_PATH: usize = 4_096;

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The target as the host sends it: a URL or a path from the host's top. Empty for a rewrite to a program.
    pub to: String,
    /// The old path is given up for good (301, 308).
    pub permanent: bool,
    /// The target is served under the path itself (status 200): nobody is sent on.
    pub rewrite: bool,
    /// The bytes that name the path or pattern.
    pub place: Option<(FileId, Span)>,
}

/// What a rule does with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Moved {
        permanent: bool,
    },
    Rewritten,
    /// There is nothing: 404, 410 and the like.
    Gone,
}

impl Action {
    fn of(status: u16) -> Self {
        match status {
            200..300 => Self::Rewritten,
            300..400 => Self::Moved { permanent: matches!(status, 301 | 308) },
            _ => Self::Gone,
        }
    }
}

/// A rule as it stands in its file.
#[derive(Clone, Debug)]
struct Rule {
    from: String,
    to: String,
    action: Action,
    /// It depends on more than the path: the visitor's country or language, a query.
    conditional: bool,
    /// The bytes of `from`.
    span: Span,
}

impl Rule {
    /// The path of `from`, behind the host where it names one.
    fn path(&self) -> &str {
        match self.from.split_once("://") {
            Some((_, rest)) if !self.from.starts_with('/') => rest.find('/').map_or("/", |at| &rest[at..]),
            _ => &self.from,
        }
    }

    /// The host that `from` names.
    fn host(&self) -> Option<&str> {
        let (_, rest) = self.from.split_once("://").filter(|_| !self.from.starts_with('/'))?;
        rest.split(['/', ':']).next()
    }
}

/// A rule for a path or a pattern.
#[derive(Clone, Debug)]
struct Lead {
    /// Its number among all rules: the first one counts.
    order: usize,
    to: Box<str>,
    action: Action,
    file: FileId,
    span: Span,
}

/// The redirects of one site.
#[derive(Debug, Default)]
pub struct Redirects {
    /// By path, percent-decoded, without slashes at its ends.
    literal: FxHashMap<Box<str>, Lead>,
    patterns: Vec<(Pattern, Lead)>,
    /// Patterns and paths whose rules depend on more than the path.
    conditional: Vec<(Source, Lead)>,
    /// Literal rules that an earlier one of the same path leaves without effect.
    shadowed: Vec<(Box<str>, Lead)>,
    count: usize,
}

impl Redirects {
    /// Reads what lies in the site's root, in the folders that are served as they are, and in its configuration.
    pub fn read(root: &Root, listing: &Listing<'_>, files: &Files, layout: &Layout) -> Self {
        let mut reader = Reader { root, listing, files, layout, redirects: Self::default() };
        for folder in reader.folders() {
            reader.lines(&folder.join("_redirects"));
            reader.data(&folder.join("staticwebapp.config.json"), Format::Json, data::static_web_app);
        }
        reader.data(&layout.root.join("netlify.toml"), Format::Toml, data::netlify);
        reader.netlify_above();
        reader.data(&layout.root.join("vercel.json"), Format::Json, data::vercel);
        reader.data(&layout.root.join("firebase.json"), Format::Json, data::firebase);
        reader.settings();
        reader.astro();
        reader.redirects
    }

    /// Where the URL path `path` leads, below the site's base path, percent-decoded, without leading slash; a slash at
    /// its end counts for nothing. `None` also where a rule says that nothing is there.
    pub fn to(&self, path: &str) -> Option<Redirect> {
        let path = path.trim_start_matches('/');
        if path.len() > LONGEST_PATH {
            return None;
        }
        let literal = self.literal.get(path.trim_end_matches('/'));
        let first = literal.map_or(usize::MAX, |lead| lead.order);
        let mut fuel = Fuel::new();
        for (pattern, lead) in self.patterns.iter().take_while(|(_, lead)| lead.order < first) {
            if let Some(caught) = pattern.matches(path, &mut fuel) {
                return lead.redirect(pattern::fill(&lead.to, &caught));
            }
        }
        if let Some(lead) = literal {
            return lead.redirect(lead.to.to_string());
        }
        // For some visitors at least.
        self.conditional.iter().find_map(|(source, lead)| match source {
            Source::Literal(literal) => {
                (literal == path.trim_end_matches('/')).then(|| lead.redirect(lead.to.to_string()))?
            }
            Source::Pattern(pattern) => {
                let caught = pattern.matches(path, &mut fuel)?;
                lead.redirect(pattern::fill(&lead.to, &caught))
            }
        })
    }

    /// The redirects from single paths, without slashes at their ends, also those that an earlier one leaves without
    /// effect; in no order.
    pub fn literal(&self) -> impl Iterator<Item = (&str, Redirect)> {
        let all = self.literal.iter().chain(self.shadowed.iter().map(|(path, lead)| (path, lead)));
        all.filter_map(|(path, lead)| Some((&**path, lead.redirect(lead.to.to_string())?)))
    }

    /// True where the site has none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn add(&mut self, source: Source, lead: Lead, conditional: bool) {
        if conditional {
            if self.conditional.len() < MOST_PATTERNS && lead.action != Action::Gone {
                self.conditional.push((source, lead));
            }
            return;
        }
        match source {
            Source::Literal(path) if self.literal.len() + self.shadowed.len() < MOST_LITERALS => {
                let path: Box<str> = path.into();
                match self.literal.entry(path.clone()) {
                    std::collections::hash_map::Entry::Occupied(_) => self.shadowed.push((path, lead)),
                    std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(lead)),
                }
            }
            Source::Pattern(pattern) if self.patterns.len() < MOST_PATTERNS => self.patterns.push((pattern, lead)),
            Source::Literal(_) | Source::Pattern(_) => {}
        }
    }
}

impl Lead {
    fn redirect(&self, to: String) -> Option<Redirect> {
        let (permanent, rewrite) = match self.action {
            Action::Moved { permanent } => (permanent, false),
            Action::Rewritten => (false, true),
            Action::Gone => return None,
        };
        Some(Redirect { to, permanent, rewrite, place: Some((self.file, self.span)) })
    }
}

/// What the paths of a file are relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paths {
    /// The host's top: those below the site's base path lose it.
    OfHost,
    /// The site's own top.
    OfSite,
}

/// Gathers the rules of one site.
struct Reader<'a> {
    root: &'a Root,
    listing: &'a Listing<'a>,
    files: &'a Files,
    layout: &'a Layout,
    redirects: Redirects,
}

impl Reader<'_> {
    /// The site's root and the folders of which the site's top is made.
    fn folders(&self) -> Vec<PathBuf> {
        let settings = &self.layout.settings;
        let mounts = settings.routing.statics.iter().filter(|mount| mount.url.is_empty()).map(|mount| &mount.folder);
        let usual = ["static", "public"].map(str::to_owned);
        let mut folders = vec![self.layout.root.clone()];
        for folder in mounts.chain(&settings.content).chain(&usual).filter(|folder| !folder.is_empty()) {
            let folder = self.layout.root.join(folder);
            if !folders.contains(&folder) && folders.len() < MOST_FOLDERS {
                folders.push(folder);
            }
        }
        folders
    }

    /// A text that can be read; what is not UTF-8, too large or outside the project is not.
    fn text(&self, path: &Path) -> Option<String> {
        // Few of the many names exist, and links have most of these folders listed anyway.
        if self.listing.look(&slashed(path)) == Look::Nothing {
            return None;
        }
        String::from_utf8(self.root.read(path, LIMITS.schema_bytes).ok()?).ok()
    }

    fn lines(&mut self, path: &Path) {
        let Some(text) = self.text(path) else { return };
        let file = self.files.add(path);
        lines::read(&text, |rule, sources| self.add(file, rule, sources, Paths::OfHost));
    }

    fn data(&mut self, path: &Path, format: Format, read: fn(NodeRef<'_, '_>, data::Add<'_>)) {
        let Some(text) = self.text(path) else { return };
        let text = if format == Format::Json { script::without_comments(&text, b"\"") } else { text };
        let file = self.files.add(path);
        let tree = parse_data(&text, format).0;
        if let Some(root) = tree.root() {
            read(root, &mut |rule, sources| self.add(file, rule, sources, Paths::OfHost));
        }
    }

    /// A `netlify.toml` above the site whose `build.base` names it.
    fn netlify_above(&mut self) {
        let site = self.layout.root.clone();
        for folder in site.ancestors().skip(1) {
            let path = folder.join("netlify.toml");
            let Some(text) = self.text(&path) else { continue };
            let tree = parse_data(&text, Format::Toml).0;
            let Some(root) = tree.root() else { return };
            let base = root.get("build").and_then(|build| build.get("base")).and_then(NodeRef::as_str);
            let base = base.and_then(|base| super::settings::folder(base.trim_start_matches('/')));
            if base.is_some_and(|base| folder.join(base) == site) {
                let file = self.files.add(&path);
                data::netlify(root, &mut |rule, sources| self.add(file, rule, sources, Paths::OfHost));
            }
            return;
        }
    }

    /// The tables in the generator's own configuration, which is known by the names of its files.
    fn settings(&mut self) {
        let layout = self.layout;
        let base = layout.settings.routing.base_path.as_str();
        for each in layout.settings.files.iter().filter(|each| each.part.is_none()) {
            let path = self.files.path(each.file);
            let read = match path.file_name().and_then(|name| name.to_str()) {
                Some("mkdocs.yml" | "mkdocs.yaml") => data::mkdocs,
                Some("book.toml") => data::mdbook,
                _ => continue,
            };
            if let Some(root) = each.tree.root() {
                read(root, base, &mut |rule, sources| self.add(each.file, rule, sources, Paths::OfSite));
            }
        }
    }

    fn astro(&mut self) {
        for end in ["mjs", "js", "ts", "mts", "cjs", "cts"] {
            let path = self.layout.root.join(format!("astro.config.{end}"));
            let Some(text) = self.text(&path) else { continue };
            let file = self.files.add(&path);
            let text = script::without_comments(&text, b"\"'`");
            for pair in script::redirects(&text) {
                let rule = Rule {
                    from: pair.from.to_owned(),
                    to: pair.to.to_owned(),
                    action: Action::of(pair.status.unwrap_or(301)),
                    conditional: false,
                    span: pair.span,
                };
                self.add(file, rule, pattern::brackets(pair.from), Paths::OfSite);
            }
            return;
        }
    }

    fn add(&mut self, file: FileId, rule: Rule, sources: Vec<Source>, paths: Paths) {
        let routing = &self.layout.settings.routing;
        if let Some(host) = rule.host()
            && !routing.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
        {
            return;
        }
        let base = if paths == Paths::OfHost { routing.base_path.as_str() } else { "" };
        let order = self.redirects.count;
        self.redirects.count += 1;
        for source in sources {
            let source = match source {
                Source::Literal(path) if !base.is_empty() => {
                    let below = path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
                    Source::Literal(below.map_or(path.as_str(), |rest| rest.trim_start_matches('/')).to_owned())
                }
                Source::Pattern(pattern) => Source::Pattern(pattern.below(base)),
                literal @ Source::Literal(_) => literal,
            };
            let to = rule.to.as_str().into();
            let lead = Lead { order, to, action: rule.action, file, span: rule.span };
            self.redirects.add(source, lead, rule.conditional);
        }
    }
}

#[cfg(test)]
mod tests;
