//! TOML front matter: the `toml` crate's recoverable parser into a [`Tree`].

mod errors;

use super::node::{EntryData, NodeId, Style, Tree, Value};
use super::{Parsed, Problem, ProblemKind};
use crate::source::LIMITS;
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the TOML under `inner`.
pub(super) fn parse<'s>(text: &'s str, inner: Span, fold_case: bool) -> Parsed<'s> {
    let source = inner.slice(text);
    let base = inner.start as usize;
    // The parser skips a byte order mark wherever its text starts; in a file that place is not the start.
    if source.starts_with('\u{feff}') {
        let span = Span::new(base, base + '\u{feff}'.len_utf8());
        let problem = Problem::new(ProblemKind::Syntax, span, "a byte order mark stands inside the file");
        return Parsed { problems: vec![problem.with_help("remove it")], ..Parsed::default() };
    }
    let (table, errors) = DeTable::parse_recoverable(source);
    let mut others = Vec::new();
    let mut duplicates = Vec::new();
    for error in &errors {
        let span = error.span().unwrap_or(source.len()..source.len());
        let span =
            Span::new(source.floor_char_boundary(span.start), source.ceil_char_boundary(span.end.max(span.start)));
        if error.message() == "duplicate key" {
            duplicates.push(span);
        } else {
            others.push((span, error.message()));
        }
    }
    let mut problems: Vec<Problem> =
        errors::problems(source, others.into_iter()).into_iter().map(|problem| problem.shifted(base)).collect();
    let broken = !problems.is_empty();
    if !duplicates.is_empty() {
        let firsts = first_definitions(source, &mut duplicates);
        for (span, first) in duplicates.iter().zip(firsts) {
            let key = span.slice(source);
            let mut problem =
                Problem::new(ProblemKind::DuplicateKey, span.shift(base), format!("the key `{key}` stands here twice"))
                    .with_help("keep one of the two");
            if let Some(first) = first {
                problem = problem.with_related(first.shift(base), "first here");
            }
            problems.push(problem);
        }
    }
    let mut build = Build { text, source, base, tree: Tree::new(), problems, fold_case, nodes: 0 };
    if !broken {
        let root = build.table(table.get_ref(), inner, Style::Table, 1);
        match root {
            Ok(root) => build.tree.set_root(root),
            Err(problem) => {
                build.tree = Tree::new();
                build.problems.push(*problem);
            }
        }
    }
    Parsed { tree: build.tree, schema_comment: schema_comment(source, base), problems: build.problems }
}

/// Taplo's directive: `#:schema NAME` in a comment before the first key.
fn schema_comment(source: &str, base: usize) -> Option<(&str, Span)> {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let content = line.trim();
        if let Some(name) = content.strip_prefix("#:schema") {
            let name = name.trim_start();
            let name = &name[..name.find([' ', '\t']).unwrap_or(name.len())];
            if name.is_empty() {
                return None;
            }
            let start =
                at + line.find(content).unwrap_or(0) + content.len() - content["#:schema".len()..].trim_start().len();
            return Some((name, Span::new(start, start + name.len()).shift(base)));
        }
        if !content.is_empty() && !content.starts_with('#') {
            return None;
        }
        at += line.len();
    }
    None
}

/// For each duplicate the key it repeats.
///
/// The parser's errors carry one span only. Giving every duplicate a name of its own and parsing once more shows which
/// table each belongs to; the first definition is its neighbour there.
fn first_definitions(source: &str, duplicates: &mut Vec<Span>) -> Vec<Option<Span>> {
    duplicates.sort_unstable();
    duplicates.dedup();
    let mut renamed = String::with_capacity(source.len() + duplicates.len() * 16);
    let mut names = Vec::with_capacity(duplicates.len());
    let mut at = 0;
    // The place in `renamed` and how far it is shifted from there on.
    let mut shifts: Vec<(usize, isize)> = vec![(0, 0)];
    for (number, span) in duplicates.iter().enumerate() {
        if (span.start as usize) < at {
            names.push(None);
            continue;
        }
        renamed.push_str(&source[at..span.start as usize]);
        let name = format!("foreword-{}-{number}", source.len());
        renamed.push_str(&name);
        at = span.end as usize;
        shifts.push((renamed.len(), renamed.len() as isize - at as isize));
        let raw = span.slice(source);
        let key = DeTable::parse(&format!("{raw} = 0")).ok().and_then(|table| {
            let key = table.get_ref().keys().next()?;
            Some(key.get_ref().to_string())
        });
        names.push(key.map(|key| (name, key)));
    }
    renamed.push_str(&source[at..]);
    let (table, _) = DeTable::parse_recoverable(&renamed);
    let mut wanted: FxHashMap<&str, usize> = FxHashMap::default();
    for (number, name) in names.iter().enumerate() {
        if let Some((name, _)) = name {
            wanted.insert(name, number);
        }
    }
    let original = |span: std::ops::Range<usize>| {
        let shift = shifts[shifts.partition_point(|(from, _)| *from <= span.start) - 1].1;
        let moved = |at: usize| usize::try_from(at as isize - shift).unwrap_or(0).min(source.len());
        Span::new(moved(span.start), moved(span.end))
    };
    let mut firsts = vec![None; duplicates.len()];
    let mut tables = vec![table.get_ref()];
    let mut values: Vec<&DeValue<'_>> = Vec::new();
    while let Some(table) = tables.pop() {
        for (key, value) in table.iter() {
            values.push(value.get_ref());
            let Some(&number) = wanted.get(key.get_ref().as_ref()) else { continue };
            let Some((_, name)) = &names[number] else { continue };
            firsts[number] = table.get_key_value(name.as_str()).map(|(key, _)| original(key.span()));
        }
        while let Some(value) = values.pop() {
            match value {
                DeValue::Table(table) => tables.push(table),
                DeValue::Array(items) => values.extend(items.iter().map(Spanned::get_ref)),
                _ => {}
            }
        }
    }
    firsts
}

struct Build<'s> {
    text: &'s str,
    source: &'s str,
    base: usize,
    tree: Tree<'s>,
    problems: Vec<Problem>,
    fold_case: bool,
    nodes: usize,
}

impl<'s> Build<'s> {
    fn table(&mut self, table: &DeTable<'s>, span: Span, style: Style, depth: usize) -> Result<NodeId, Box<Problem>> {
        self.guard(span, depth)?;
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table.iter() {
            let key_span = self.span(key.span());
            let value = self.value(value, depth + 1)?;
            entries.push(EntryData { key: key.get_ref().clone(), key_span, value, merged: false });
        }
        if self.fold_case {
            self.problems.extend(super::duplicates(&entries, true));
        }
        Ok(self.tree.push_map(span, style, entries))
    }

    fn value(&mut self, value: &Spanned<DeValue<'s>>, depth: usize) -> Result<NodeId, Box<Problem>> {
        let span = self.span(value.span());
        self.guard(span, depth)?;
        let raw = span.slice(self.text);
        let (style, data) = match value.get_ref() {
            DeValue::String(text) => (string_style(raw), Value::Str(text.clone())),
            DeValue::Integer(number) => {
                let data = match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(int) => Value::Int(int),
                    Err(_) => match i128::from_str_radix(number.as_str(), number.radix()) {
                        Ok(int) => Value::Float(int as f64),
                        Err(_) => Value::Float(number.as_str().parse().unwrap_or(f64::INFINITY)),
                    },
                };
                if !matches!(data, Value::Int(_)) {
                    // TOML 1.1: an integer that cannot be represented losslessly is an error.
                    return Err(Box::new(
                        Problem::new(ProblemKind::Syntax, span, format!("the integer `{raw}` does not fit 64 bits"))
                            .with_help("quote it, or write it with a fraction"),
                    ));
                }
                (Style::Plain, data)
            }
            DeValue::Float(number) => (Style::Plain, Value::Float(number.as_str().parse().unwrap_or(f64::NAN))),
            DeValue::Boolean(value) => (Style::Plain, Value::Bool(*value)),
            DeValue::Datetime(_) => (Style::Plain, Value::Date(Cow::Borrowed(raw))),
            DeValue::Array(items) => {
                let of_tables = items
                    .first()
                    .is_some_and(|item| item.get_ref().is_table() && self.source[item.span().start..].starts_with('['));
                let style = if of_tables { Style::TableArray } else { Style::Flow };
                let mut nodes = Vec::with_capacity(items.len());
                for item in items.iter() {
                    nodes.push(self.value(item, depth + 1)?);
                }
                return Ok(self.tree.push_list(span, style, nodes));
            }
            DeValue::Table(table) => {
                let style = if raw.starts_with('{') { Style::Flow } else { Style::Table };
                return self.table(table, span, style, depth);
            }
        };
        Ok(self.tree.push(span, style, data))
    }

    fn guard(&mut self, span: Span, depth: usize) -> Result<(), Box<Problem>> {
        self.nodes += 1;
        // Keys of a dotted name and brackets count alike; the parser stops at the same depth by itself.
        if depth > LIMITS.toml_depth * 2 {
            let message = format!("values are nested more than {} deep", LIMITS.toml_depth);
            return Err(Box::new(Problem::new(ProblemKind::Limit, span, message)));
        }
        if self.nodes > LIMITS.expanded_nodes {
            let message = format!("the front matter has more than {} values", LIMITS.expanded_nodes);
            return Err(Box::new(Problem::new(ProblemKind::Limit, span, message)));
        }
        Ok(())
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::from(range).shift(self.base)
    }
}

fn string_style(raw: &str) -> Style {
    if raw.starts_with("'''") {
        Style::MultiSingleQuoted
    } else if raw.starts_with("\"\"\"") {
        Style::MultiDoubleQuoted
    } else if raw.starts_with('\'') {
        Style::SingleQuoted
    } else {
        Style::DoubleQuoted
    }
}
