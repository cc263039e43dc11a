//! Everything about one file: its front matter as a spanned tree, its body's headings, links and references.
//!
//! Parsing never fails: what is wrong is a [`Problem`] with a span, and the rest is read as far as it goes.

pub mod body;
pub mod directive;
pub mod headers;
pub mod html;
pub mod json;
pub mod node;
pub mod roles;
pub mod split;
pub mod toml;
pub mod yaml;

use crate::span::Span;
use body::Body;
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

/// What a generator accepts as front matter. The defaults accept `---`, `+++` and JSON at the first byte.
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

impl Default for FrontSyntax {
    fn default() -> Self {
        Self {
            formats: &[Format::Yaml, Format::Toml, Format::Json],
            leading_blank_lines: false,
            bom: true,
            dots_close: true,
            opening_optional: false,
            trailing_space: true,
            fold_case: false,
            yaml: YamlDialect::Core,
            templates: true,
        }
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadAs {
    /// The front matter the generator accepts.
    pub front: FrontSyntax,
    /// The body.
    pub markup: Markup,
    /// Wiki links `[[Page]]` are links (Obsidian).
    pub wiki_links: bool,
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

/// What is wrong with a file, apart from what rules find in its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The block does not parse; goes to `front-matter-syntax`.
    Syntax,
    /// A block stands there that the generator will not see; goes to `front-matter-ignored`.
    Ignored,
    /// The same key twice; goes to `duplicate-key`.
    DuplicateKey,
    /// A scalar that says something else than it seems to; goes to `ambiguous-scalar`.
    Ambiguous,
    /// A size, nesting or alias limit; goes to `limit-exceeded`.
    Limit,
}

/// One thing wrong with a file. Messages are written as in a [`crate::diagnostic::Diagnostic`].
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which rule reports it.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Other places in the same file.
    pub related: Vec<(Span, String)>,
    /// How to mend it.
    pub fix: Option<crate::edit::Fix>,
}

impl Problem {
    /// A problem with its message; the rest is added with the `with_*` methods.
    pub fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: None, related: Vec::new(), fix: None }
    }

    /// What to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place in the same file.
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// How to mend it.
    pub fn with_fix(mut self, fix: crate::edit::Fix) -> Self {
        self.fix = Some(fix);
        self
    }
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
    /// The block's data; without root where there is no block, it is empty or does not parse.
    pub data: Tree<'s>,
    /// A `$schema=` from a `# yaml-language-server:` or `#:schema` comment in the block, with the span of the name.
    pub schema_comment: Option<(&'s str, Span)>,
    /// The Markdown behind the block.
    pub body: Body<'s>,
    /// Everything wrong, by position.
    pub problems: Vec<Problem>,
}

impl<'s> Document<'s> {
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
