//! The rule book as a list and page by page, and what adaptive rules make of a site.

use super::text::Untrusted;
use super::to_json;
use crate::meta::{DefaultLevel, FixAvailability, Meta, Severity};
use crate::report::Habits;
use crate::site::habit::Practice;
use serde::Serialize;
use std::fmt::Write as _;
use std::io;

/// How the list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document.
    Json,
}

#[derive(Serialize)]
struct WireList {
    version: u8,
    rules: Vec<WireRule>,
}

#[derive(Serialize)]
struct WireRule {
    id: &'static str,
    summary: &'static str,
    group: &'static str,
    level: Option<&'static str>,
    default: &'static str,
    adaptive: bool,
    fix: &'static str,
    since: &'static str,
    url: String,
}

#[derive(Serialize)]
struct WireHabits<'a> {
    version: u8,
    sites: Vec<WireSite<'a>>,
}

#[derive(Serialize)]
struct WireSite<'a> {
    root: String,
    generator: crate::site::profile::Generator,
    habits: Vec<WirePractice<'a>>,
}

#[derive(Serialize)]
struct WirePractice<'a> {
    rule: &'static str,
    group: &'a str,
    on: bool,
    with: usize,
    of: usize,
    unit: &'static str,
    what: &'a str,
    why_not: Option<String>,
}

/// The default level as a word, without regard to habits.
fn level(meta: &Meta) -> &'static str {
    match meta.default {
        DefaultLevel::Off => "off",
        DefaultLevel::On(severity) => severity.name(),
    }
}

fn fix(meta: &Meta) -> &'static str {
    match meta.fix {
        FixAvailability::None => "no",
        FixAvailability::Sometimes => "sometimes",
        FixAvailability::Always => "yes",
    }
}

/// Writes the rules with their levels here; nothing for a level where a rule is off.
///
/// # Errors
/// Whatever `out` says.
pub fn list(rules: &[(&'static Meta, Option<Severity>)], format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    if format == Format::Json {
        let wire = |(meta, here): &(&'static Meta, Option<Severity>)| WireRule {
            id: meta.id,
            summary: meta.summary,
            group: meta.group.name(),
            level: here.map(Severity::name),
            default: level(meta),
            adaptive: meta.adaptive,
            fix: fix(meta),
            since: meta.since,
            url: meta.url(),
        };
        return out.write_all(&to_json(&WireList { version: 1, rules: rules.iter().map(wire).collect() })?);
    }
    let name = rules.iter().map(|(meta, _)| meta.id.len()).max().unwrap_or(0);
    for (meta, here) in rules {
        let here = here.map_or("off", Severity::name);
        let adaptive = if meta.adaptive { "adaptive" } else { "" };
        writeln!(out, "{:name$}  {here:7}  {adaptive:8}  {}", meta.id, meta.summary)?;
    }
    Ok(())
}

/// The documentation page of a rule, in Markdown.
pub fn page(meta: &Meta) -> String {
    let adaptive = if meta.adaptive { " (adaptive)" } else { "" };
    let mut page = format!(
        "# {}\n\n{}.\n\n| group | default level | fix | since |\n| --- | --- | --- | --- |\n| {} | {}{adaptive} | {} | {} |\n\n",
        meta.id,
        capitalized(meta.summary),
        meta.group.name(),
        level(meta),
        fix(meta),
        meta.since,
    );
    for line in meta.docs.lines() {
        page.push_str(line.strip_prefix(' ').unwrap_or(line));
        page.push('\n');
    }
    let mut generator = schemars::SchemaGenerator::default();
    let _ = (meta.options.schema)(&mut generator);
    let definitions = generator.take_definitions(false);
    let properties =
        definitions.values().next().and_then(|schema| schema.get("properties")).and_then(|p| p.as_object());
    if let Some(properties) = properties.filter(|p| !p.is_empty()) {
        page.push_str("\n## Options\n\n");
        for (name, property) in properties {
            let text = property.get("description").and_then(|d| d.as_str()).unwrap_or_default().replace('\n', " ");
            let default = property.get("default").map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(page, "- `{name}` (default `{default}`): {text}");
        }
    }
    page
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// Writes what the pages of each collection do, and which adaptive rules are on because of it.
///
/// # Errors
/// Whatever `out` says.
pub fn explain(sites: &[Habits], format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    if format == Format::Json {
        let sites = sites.iter().map(|site| WireSite {
            root: root(site),
            generator: site.generator,
            habits: site.practices.iter().map(|(meta, practice)| wire(meta, practice)).collect(),
        });
        return out.write_all(&to_json(&WireHabits { version: 1, sites: sites.collect() })?);
    }
    for (at, site) in sites.iter().filter(|site| !site.practices.is_empty()).enumerate() {
        let gap = if at == 0 { "" } else { "\n" };
        writeln!(out, "{gap}Site `{}`, {}", Untrusted(&root(site)), site.generator)?;
        let mut groups: Vec<&str> = site.practices.iter().map(|(_, practice)| practice.group.as_str()).collect();
        groups.sort_unstable();
        groups.dedup();
        let name = site.practices.iter().map(|(meta, _)| meta.id.len()).max().unwrap_or(0);
        for group in groups {
            writeln!(out, "\n{}", Untrusted(group))?;
            for (meta, practice) in site.practices.iter().filter(|(_, practice)| practice.group == group) {
                let Practice { habit, unit, what, on, .. } = practice;
                let decision = if *on { "on " } else { "off" };
                let why = practice.why_not().map(|why| format!(" ({why})")).unwrap_or_default();
                let what = Untrusted(what);
                writeln!(out, "  {decision}  {:name$}  {} of {} {unit} {what}{why}", meta.id, habit.with, habit.of)?;
            }
        }
    }
    Ok(())
}

fn root(site: &Habits) -> String {
    if site.root.as_os_str().is_empty() { ".".to_owned() } else { site.root.display().to_string() }
}

fn wire<'a>(meta: &'static Meta, practice: &'a Practice) -> WirePractice<'a> {
    WirePractice {
        rule: meta.id,
        group: &practice.group,
        on: practice.on,
        with: practice.habit.with,
        of: practice.habit.of,
        unit: practice.unit,
        what: &practice.what,
        why_not: practice.why_not(),
    }
}
