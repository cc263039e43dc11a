//! From events to nodes.

mod merge;
mod place;

use super::{errors, scalar};
use crate::document::node::{EntryData, NodeId, Style, Value};
use crate::document::{FrontSyntax, Parsed, Problem, ProblemKind, YamlDialect};
use crate::source::LIMITS;
use crate::span::Span;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle, Tag};
use merge::mergeable;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

const CORE: &str = "tag:yaml.org,2002:";

/// A collection whose end is not reached.
struct Frame<'s> {
    map: bool,
    flow: bool,
    /// The opening bracket, or where granit saw the collection begin.
    start: Span,
    /// What the children cover.
    cover: Option<Span>,
    anchor: usize,
    items: Vec<NodeId>,
    entries: Vec<EntryData<'s>>,
    /// The key whose value comes next.
    key: Option<Key<'s>>,
    /// The values of merge keys, with the key's place.
    merges: Vec<(Cow<'s, str>, Span, NodeId)>,
}

struct Key<'s> {
    text: Cow<'s, str>,
    span: Span,
    merge: bool,
}

/// Builds one tree.
pub(super) struct Build<'s> {
    text: &'s str,
    base: usize,
    end: usize,
    dialect: YamlDialect,
    fold_case: bool,
    pub(super) parsed: Parsed<'s>,
    stack: Vec<Frame<'s>>,
    /// Anchors by granit's number; `None` while the collection is still open.
    anchors: FxHashMap<usize, Option<NodeId>>,
    /// For each node the number of nodes below it with aliases expanded, and its height.
    costs: Vec<(u64, u32)>,
    /// Where the last token that is no comment ended.
    token_end: usize,
    /// Entries that merge keys have brought, and values that were looked through for them.
    merged: usize,
    looked_through: u64,
    /// The quote of a value whose next line is not indented, when that has stopped the reader.
    pub(super) underindented: Option<usize>,
}

type Outcome<T = ()> = Result<T, Box<Problem>>;

fn limit(span: Span, message: String) -> Box<Problem> {
    Box::new(Problem::new(ProblemKind::Limit, span, message))
}

impl<'s> Build<'s> {
    pub(super) fn new(text: &'s str, inner: Span, syntax: &FrontSyntax) -> Self {
        Self {
            text,
            base: inner.start as usize,
            end: inner.end as usize,
            dialect: syntax.yaml,
            fold_case: syntax.fold_case,
            parsed: Parsed::default(),
            stack: Vec::new(),
            anchors: FxHashMap::default(),
            costs: Vec::new(),
            token_end: inner.start as usize,
            merged: 0,
            looked_through: 0,
            underindented: None,
        }
    }

    /// Reads one document; the problem that stops it, if any.
    pub(super) fn run(&mut self, source: &'s str) -> Outcome {
        let options = granit_parser::options! {
            emit_unresolved_aliases: true,
            max_buffered_comment_events: usize::MAX,
            // Ours comes first, with a place; this one keeps granit's own stack small.
            flow_nesting_limit: LIMITS.yaml_depth + 2,
            block_nesting_limit: LIMITS.yaml_depth + 2,
        };
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(source, options) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    if matches!(error.kind(), ErrorKind::InvalidQuotedScalarIndent) {
                        let inner = Span::new(self.base, self.end);
                        self.underindented = errors::quote_open(self.text, inner, self.token_end);
                    }
                    return Err(errors::translate(self.text, Span::new(self.base, self.end), &error, self.token_end));
                }
            };
            let tag_end = span.tag_span().and_then(|tag| tag.byte_range()).map(|range| range.end + self.base);
            let range = span.byte_range().unwrap_or(0..0);
            let clamp = |at: usize| self.text.floor_char_boundary((self.base + at).min(self.end));
            let span = Span::new(clamp(range.start), clamp(range.end.max(range.start)));
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        let at = self.text.floor_char_boundary(span.start as usize);
                        return Err(Box::new(
                            Problem::new(
                                ProblemKind::Syntax,
                                Span::new(at, span.end as usize),
                                "a second YAML document starts here",
                            )
                            .with_help("keep one document; `...` and `---` end it"),
                        ));
                    }
                }
                Event::Comment(comment, _) => {
                    self.comment(&comment, span);
                    continue;
                }
                event => self.event(event, span, tag_end)?,
            }
            self.token_end = self.token_end.max(span.end as usize);
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'s>, span: Span, tag_end: Option<usize>) -> Outcome {
        match event {
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag.as_deref(), span, tag_end),
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => Err(errors::unknown_alias(self.text, span, &name)),
            Event::SequenceStart(style, anchor, _) => self.open(false, style, anchor, span),
            Event::MappingStart(style, anchor, _) => self.open(true, style, anchor, span),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => Ok(()),
        }
    }

    /// `# yaml-language-server: $schema=…`
    fn comment(&mut self, comment: &str, span: Span) {
        if self.parsed.schema_comment.is_some() || !comment.trim_start().starts_with("yaml-language-server:") {
            return;
        }
        let whole = span.slice(self.text);
        let Some(at) = whole.find("$schema=") else { return };
        let name = &whole[at + "$schema=".len()..];
        let name = &name[..name.find(char::is_whitespace).unwrap_or(name.len())];
        if !name.is_empty() {
            let start = span.start as usize + at + "$schema=".len();
            self.parsed.schema_comment = Some((name, Span::new(start, start + name.len())));
        }
    }

    fn open(&mut self, map: bool, style: StructureStyle, anchor: usize, span: Span) -> Outcome {
        if self.stack.len() >= LIMITS.yaml_depth {
            return Err(limit(span, format!("values are nested more than {} deep", LIMITS.yaml_depth)));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
        let bracket = self.text.as_bytes().get(span.start as usize).is_some_and(|b| matches!(b, b'[' | b'{'));
        self.stack.push(Frame {
            map,
            flow: style == StructureStyle::Flow && bracket,
            start: span,
            cover: None,
            anchor,
            items: Vec::new(),
            entries: Vec::new(),
            key: None,
            merges: Vec::new(),
        });
        Ok(())
    }

    fn close(&mut self, span: Span) -> Outcome {
        let Some(mut frame) = self.stack.pop() else { return Ok(()) };
        let whole = match frame.cover {
            _ if frame.flow => frame.start.cover(span),
            Some(cover) => cover,
            None => Span::empty(frame.start.start as usize),
        };
        let style = if frame.flow { Style::Flow } else { Style::Block };
        let id = if frame.map {
            self.parsed.problems.extend(crate::document::duplicates(&frame.entries, self.fold_case));
            self.merge(&mut frame)?;
            let cost = self.sum(frame.entries.iter().map(|entry| entry.value));
            let id = self.parsed.tree.push_map(whole, style, frame.entries);
            self.cost(id, cost, whole)?;
            id
        } else {
            let cost = self.sum(frame.items.iter().copied());
            let id = self.parsed.tree.push_list(whole, style, frame.items);
            self.cost(id, cost, whole)?;
            id
        };
        self.finish(id, frame.anchor, whole)
    }

    fn sum(&self, children: impl Iterator<Item = NodeId>) -> (u64, u32) {
        children.fold((1, 1), |(nodes, height), id| {
            let (more, below) = self.costs[id.0 as usize];
            (nodes.saturating_add(more), height.max(below + 1))
        })
    }

    /// Keeps what the node costs; aliases are never copied, yet whoever walks the tree meets them expanded.
    fn cost(&mut self, id: NodeId, cost: (u64, u32), span: Span) -> Outcome {
        debug_assert_eq!(id.0 as usize, self.costs.len());
        self.costs.push(cost);
        if cost.0 > LIMITS.expanded_nodes as u64 || self.costs.len() > LIMITS.expanded_nodes {
            let message = format!("the front matter has more than {} values, aliases expanded", LIMITS.expanded_nodes);
            return Err(limit(span, message));
        }
        if cost.1 as usize > LIMITS.yaml_depth {
            return Err(limit(
                span,
                format!("values are nested more than {} deep, aliases expanded", LIMITS.yaml_depth),
            ));
        }
        Ok(())
    }

    fn alias(&mut self, id: usize, span: Span) -> Outcome {
        let name = span.slice(self.text);
        let Some(&Some(target)) = self.anchors.get(&id) else {
            let message = format!("`{name}` stands inside the value it names");
            return Err(Box::new(
                Problem::new(ProblemKind::Syntax, span, message).with_help("write the value out, without the alias"),
            ));
        };
        // The target may be an anchored alias-free node only, so one step always resolves it.
        let target = match self.parsed.tree.data(target).value {
            Value::Alias(further) => further,
            _ => target,
        };
        if self.expects_key() {
            let text = match &self.parsed.tree.data(target).value {
                Value::Str(text) | Value::Date(text) => text.clone(),
                _ => Cow::Borrowed(self.parsed.tree.data(target).span.slice(self.text)),
            };
            self.key(text, span, false);
            return Ok(());
        }
        let cost = self.costs[target.0 as usize];
        let id = self.parsed.tree.push(span, Style::Alias, Value::Alias(target));
        self.cost(id, cost, span)?;
        self.finish(id, 0, span)
    }

    fn expects_key(&self) -> bool {
        self.stack.last().is_some_and(|frame| frame.map && frame.key.is_none())
    }

    fn key(&mut self, text: Cow<'s, str>, span: Span, merge: bool) {
        if let Some(frame) = self.stack.last_mut() {
            frame.cover = Some(frame.cover.map_or(span, |cover| cover.cover(span)));
            frame.key = Some(Key { text, span, merge });
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
        tag_end: Option<usize>,
    ) -> Outcome {
        let empty = style == ScalarStyle::Plain && span.is_empty();
        let (span, style) = match style {
            // granit gives an omitted value as `~` with an empty span at the next token.
            ScalarStyle::Plain if empty => (Span::empty(self.missing_at(span, tag_end)), Style::Missing),
            ScalarStyle::Plain => (span, Style::Plain),
            ScalarStyle::SingleQuoted => (span, Style::SingleQuoted),
            ScalarStyle::DoubleQuoted => (span, Style::DoubleQuoted),
            ScalarStyle::Literal => (self.block_scalar(span, b'|'), Style::Literal),
            ScalarStyle::Folded => (self.block_scalar(span, b'>'), Style::Folded),
        };
        if self.expects_key() {
            let merge = style == Style::Plain && tag.is_none() && text == "<<";
            let key = if empty { Cow::Borrowed("") } else { text.clone() };
            if anchor > 0 {
                let id = self.parsed.tree.push(span, style, Value::Str(key.clone()));
                self.cost(id, (1, 1), span)?;
                self.anchors.insert(anchor, Some(id));
            }
            self.key(key, span, merge);
            return Ok(());
        }
        let value = self.value(text, style, tag);
        let id = self.parsed.tree.push(span, style, value);
        self.cost(id, (1, 1), span)?;
        self.finish(id, anchor, span)
    }

    fn value(&self, text: Cow<'s, str>, style: Style, tag: Option<&Tag>) -> Value<'s> {
        let Some(tag) = tag else {
            return match style {
                Style::Plain => scalar::resolve(text, self.dialect),
                Style::Missing => Value::Null,
                _ => Value::Str(text),
            };
        };
        let text = if style == Style::Missing { Cow::Borrowed("") } else { text };
        if tag.handle() != CORE {
            return Value::Str(text);
        }
        match tag.suffix() {
            "int" | "float" | "bool" | "null" | "timestamp" => {
                let float = tag.suffix() == "float";
                match scalar::resolve(text.clone(), self.dialect) {
                    Value::Int(int) if float => Value::Float(int as f64),
                    Value::Date(text) if tag.suffix() != "timestamp" => Value::Str(text),
                    value => value,
                }
            }
            _ => Value::Str(text),
        }
    }

    /// Puts a complete node where it belongs.
    fn finish(&mut self, id: NodeId, anchor: usize, span: Span) -> Outcome {
        if anchor > 0 {
            self.anchors.insert(anchor, Some(id));
        }
        if self.stack.last().is_some_and(|frame| frame.key.as_ref().is_some_and(|key| key.merge)) {
            // What is merged is looked through once per use, whether it brings entries or not.
            self.looked_through = self.looked_through.saturating_add(self.costs[id.0 as usize].0);
            if self.looked_through > 10 * LIMITS.expanded_nodes as u64 {
                return Err(limit(span, "merge keys refer to too many values".to_owned()));
            }
        }
        let text = self.text;
        let Some(frame) = self.stack.last_mut() else {
            self.parsed.tree.set_root(id);
            return Ok(());
        };
        frame.cover = Some(frame.cover.map_or(span, |cover| cover.cover(span)));
        if !frame.map {
            frame.items.push(id);
            return Ok(());
        }
        match frame.key.take() {
            None => {
                let start = span.start as usize;
                if frame.flow
                    && frame.start.end == span.start
                    && text[..start].ends_with('{')
                    && text[start..].starts_with('{')
                {
                    return Err(errors::template(text, Span::new(self.base, self.end), start - 1));
                }
                frame.key = Some(Key { text: Cow::Borrowed(span.slice(text)), span, merge: false });
            }
            Some(key) if key.merge && mergeable(&self.parsed.tree, id) => frame.merges.push((key.text, key.span, id)),
            Some(key) => {
                frame.entries.push(EntryData { key: key.text, key_span: key.span, value: id, merged: false });
            }
        }
        Ok(())
    }
}
