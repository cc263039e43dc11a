//! Everything about one file: its front matter as a spanned tree, its body's headings, links and references.
//!
//! Parsing never fails: what is wrong is a [`Problem`] with a span, and the rest is read as far as it goes.

pub mod body;
mod conflict;
pub mod directive;
mod duplicate;
pub mod headers;
pub mod html;
pub mod json;
pub mod node;
mod problem;
pub mod roles;
pub mod split;
mod tail;
pub mod toml;
pub mod yaml;

pub use problem::{Problem, ProblemKind};

use crate::source::LIMITS;
use crate::span::Span;
use body::Body;
use duplicate::duplicates;
use node::{NodeRef, Tree};

/// The notation of a front matter block.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `---`
    Yaml,
    /// `+++`
    Toml,
    /// `{`, `---json` or closed by `;;;`
    Json,
    /// Pelican-style `Key: value` lines without a fence.
    Headers,
}

/// Which Markdown the body is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// CommonMark with the usual extensions.
    #[default]
    Markdown,
    /// Markdown with JSX and `{expressions}`.
    Mdx,
    /// HTML: front matter only.
    Html,
}

/// What a generator accepts as front matter. [`FrontSyntax::PLAIN`], the default, accepts `---`, `+++` and JSON at the
/// first byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontSyntax {
    /// Formats the generator reads.
    pub formats: &'static [Format],
    /// Blank lines before the opening fence are accepted (Zola).
    pub leading_blank_lines: bool,
    /// A byte order mark before the fence is accepted.
    pub bom: bool,
    /// `...` closes a YAML block (Jekyll).
    pub dots_close: bool,
    /// The opening `---` may be left out (Hexo).
    pub opening_optional: bool,
    /// White space after a fence is accepted.
    pub trailing_space: bool,
    /// Keys that differ only in case are the same key (Hugo).
    pub fold_case: bool,
    /// The YAML version whose scalars the generator's parser reads.
    pub yaml: YamlDialect,
    /// A first line `---` always opens front matter, whatever stands below it; elsewhere it may be a thematic break.
    pub first_fence_always: bool,
    /// A word behind the opening fence names the notation, as in `---json` (gray-matter).
    pub languages: bool,
    /// Braces and `{%` in the text are the generator's own (`{{< >}}`, Liquid, Nunjucks).
    pub templates: bool,
}

/// Which plain scalars are booleans, numbers and dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum YamlDialect {
    /// YAML 1.2 core schema; plain dates are still [`node::Value::Date`].
    #[default]
    Core,
    /// YAML 1.1: `yes`/`no`/`on`/`off` are booleans, `012` is octal, `1_000` and `1:30` are numbers.
    V11,
}

impl FrontSyntax {
    /// What files are read by that belong to no generator.
    pub const PLAIN: Self = Self {
        formats: &[Format::Yaml, Format::Toml, Format::Json],
        leading_blank_lines: false,
        bom: true,
        dots_close: true,
        opening_optional: false,
        trailing_space: true,
        fold_case: false,
        yaml: YamlDialect::Core,
        first_fence_always: false,
        languages: true,
        templates: true,
    };
}

impl Default for FrontSyntax {
    fn default() -> Self {
        Self::PLAIN
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadAs {
    /// The front matter the generator accepts.
    pub front: FrontSyntax,
    /// The body.
    pub markup: Markup,
    /// `[[Page]]` is a link.
    pub wiki_links: bool,
    /// The Markdown in `<div markdown="1">` is read.
    pub markdown_in_html: bool,
}

/// The lines of a front matter block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The opening fence without its line end; empty where there is none (JSON, headers).
    pub open: Span,
    /// What stands between the fences, line ends included. For JSON the object with its braces.
    pub inner: Span,
    /// The closing fence without its line end; `None` where the format has none or it is missing.
    pub close: Option<Span>,
}

/// What the reader of one notation hands back.
#[derive(Debug, Default)]
struct Parsed<'s> {
    tree: Tree<'s>,
    schema_comment: Option<(&'s str, Span)>,
    problems: Vec<Problem>,
}

/// One file, parsed. All spans are bytes of `text`.
#[derive(Clone, Debug)]
pub struct Document<'s> {
    /// The whole decoded text, a byte order mark included.
    pub text: &'s str,
    /// The notation of the block, if there is one.
    pub format: Option<Format>,
    /// Where the block stands, if there is one.
    pub block: Option<Block>,
    /// The block's data; an empty mapping for an empty block, without root where there is no block or it does not parse.
    pub data: Tree<'s>,
    /// A `$schema=` from a `# yaml-language-server:` or `#:schema` comment in the block, with the span of the name.
    pub schema_comment: Option<(&'s str, Span)>,
    /// The Markdown behind the block.
    pub body: Body<'s>,
    /// Everything wrong, by position.
    pub problems: Vec<Problem>,
}

impl<'s> Document<'s> {
    /// Reads a file's text. What is wrong with it is in [`Document::problems`].
    pub fn parse(text: &'s str, read: &ReadAs) -> Self {
        let mut split = split::split(text, &read.front);
        let mut parsed = Parsed::default();
        let mut conflicts = Vec::new();
        if let (Some(format), Some(block), false) = (split.format, split.block, split.unreadable) {
            conflicts = conflict::in_block(text, block.inner);
            if conflicts.is_empty() {
                parsed = match format {
                    Format::Yaml => yaml::parse(text, block.inner, &read.front, true),
                    Format::Toml => toml::parse(text, block.inner, read.front.fold_case),
                    Format::Json if members(block.inner.slice(text)) => {
                        json::parse_members(text, block.inner, read.front.fold_case)
                    }
                    Format::Json => json::parse(text, block.inner, read.front.fold_case),
                    Format::Headers => headers::parse(text, block.inner, read.front.fold_case),
                };
                if format != Format::Yaml {
                    mapping_only(text, &mut parsed);
                }
            }
            let mapping = parsed.tree.root().is_some_and(|root| root.kind() == node::Kind::Map);
            let doubtful = !split.sure && (split.doubtful || (format == Format::Yaml && !parsed.problems.is_empty()));
            if doubtful && !mapping && conflicts.is_empty() && !is_front_matter(block.inner.slice(text)) {
                // Prose between two thematic breaks.
                let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
                split = split::Split { body_start: start, ..split::Split::default() };
                parsed = Parsed::default();
            }
        }
        if let (Some(block), None, false) = (split.block, parsed.tree.root(), split.unreadable)
            && conflicts.is_empty()
            && parsed.problems.is_empty()
        {
            // Nothing, or comments only: no key is set, and that is what a schema judges.
            let root = parsed.tree.push_map(Span::empty(block.inner.start as usize), node::Style::Block, []);
            parsed.tree.set_root(root);
        }
        let body = body::parse(text, split.body_start, read);
        let mut problems = split.problems;
        problems.append(&mut parsed.problems);
        problems.append(&mut conflicts);
        problems.extend(conflict::in_body(text, &body));
        problems.sort_by_key(|problem| (problem.span, problem.kind));
        Self {
            text,
            format: split.format,
            block: split.block,
            data: parsed.tree,
            schema_comment: parsed.schema_comment,
            body,
            problems,
        }
    }

    /// The root of the front matter when it is a mapping.
    pub fn root(&self) -> Option<NodeRef<'_, 's>> {
        self.data.root().filter(|root| root.kind() == node::Kind::Map)
    }

    /// Where a finding about the block as a whole stands: the opening fence, else the first line.
    pub fn head(&self) -> Span {
        match self.block {
            Some(block) if !block.open.is_empty() => block.open,
            Some(block) => {
                let inner = block.inner.slice(self.text);
                let end = inner.find(['\n', '\r']).unwrap_or(inner.len()).min(inner.len());
                Span::new(block.inner.start as usize, block.inner.start as usize + end)
            }
            None => {
                let start = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
                let end = self.text[start..].find(['\n', '\r']).map_or(self.text.len(), |at| start + at);
                Span::new(start, end)
            }
        }
    }
}

impl<'s> Document<'s> {
    /// A standalone data file: the whole text is the block, and there is no body.
    pub fn of_data(text: &'s str, format: Format) -> Self {
        let (data, problems) = parse_data(text, format);
        let block = Block { open: Span::empty(0), inner: Span::new(0, text.len()), close: None };
        let body = Body { span: Span::empty(text.len()), ..Body::default() };
        Self { text, format: Some(format), block: Some(block), data, schema_comment: None, body, problems }
    }
}

/// Hexo's JSON between `;;;` lines leaves the braces out.
fn members(inner: &str) -> bool {
    let inner = inner.trim_start();
    inner.starts_with('"')
}

/// Whether what is no mapping between two `---` lines is meant as one, and not prose between two thematic breaks.
fn is_front_matter(inner: &str) -> bool {
    let mut lines = inner.split(['\n', '\r']).map(str::trim_end);
    if inner.trim().is_empty() {
        return inner.len() <= 8;
    }
    let keys = lines.clone().filter(|line| yaml::is_key_line(line)).count();
    let dense = inner.trim_end().lines().all(|line| !line.trim().is_empty());
    if dense {
        // A brace opens a flow mapping; doubled, or with `%`, a template.
        let flow = inner.strip_prefix('{').is_some_and(|rest| !rest.starts_with(['{', '%', ':', '#', '<']));
        return flow || inner.starts_with('#') || inner.starts_with("- ") || inner.starts_with("? ") || keys > 0;
    }
    // Prose may hold a line such as `Note: …`; two such lines, or a key everyone knows, are data.
    keys > 1 || lines.find(|line| !line.is_empty()).is_some_and(split::is_well_known)
}

/// Only mappings are front matter.
fn mapping_only(text: &str, parsed: &mut Parsed<'_>) {
    let Some(root) = parsed.tree.root().filter(|root| root.kind() != node::Kind::Map) else { return };
    let span = root.span();
    let end = span.slice(text).find(['\n', '\r']).map_or(span.end as usize, |at| span.start as usize + at);
    let message = format!("front matter is a {}, not a mapping", root.kind().name());
    let problem = Problem::new(ProblemKind::Syntax, Span::new(span.start as usize, end), message);
    parsed.problems.push(problem.with_help("write keys with values"));
    parsed.tree = Tree::new();
}

/// Reads a data file: the whole text is the block, and its root may be any value.
pub fn parse_data(text: &str, format: Format) -> (Tree<'_>, Vec<Problem>) {
    parse_data_with(text, format, &FrontSyntax::default())
}

/// [`parse_data`] by the ways of one generator.
pub fn parse_data_with<'s>(text: &'s str, format: Format, syntax: &FrontSyntax) -> (Tree<'s>, Vec<Problem>) {
    // YAML and TOML readers skip a byte order mark, JSON has none to skip but is kindly read without (RFC 8259, 8.1).
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let inner = Span::new(start, text.len());
    let conflicts = conflict::in_block(text, inner);
    if !conflicts.is_empty() {
        return (Tree::new(), conflicts);
    }
    let limit = usize::try_from(LIMITS.schema_bytes).unwrap_or(usize::MAX);
    if inner.len() > limit {
        let message = format!("the file has {} bytes, more than the {limit} that are read", inner.len());
        return (Tree::new(), vec![Problem::new(ProblemKind::Limit, Span::empty(start), message)]);
    }
    let mut parsed = match format {
        Format::Yaml => yaml::parse(text, inner, syntax, false),
        Format::Toml => toml::parse(text, inner, syntax.fold_case),
        Format::Json => json::parse(text, inner, syntax.fold_case),
        Format::Headers => headers::parse(text, inner, syntax.fold_case),
    };
    parsed.problems.sort_by_key(|problem| (problem.span, problem.kind));
    (parsed.tree, parsed.problems)
}
