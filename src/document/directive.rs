//! What is not Markdown in Markdown: Hugo shortcodes, Liquid and Nunjucks tags, MDX expressions and ESM.

use crate::span::Span;

/// Which language a directive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DirectiveKind {
    /// Hugo `{{< … >}}` and `{{% … %}}`.
    Shortcode,
    /// Liquid, Nunjucks or Jinja `{% … %}`.
    Tag,
    /// Liquid, Nunjucks, Jinja or Zola `{{ … }}`.
    Output,
    /// MDX `{…}`, `import` and `export`.
    Expression,
}

/// One directive: an opaque span whose name is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive<'s> {
    /// The whole construct, braces included.
    pub span: Span,
    /// Which language.
    pub kind: DirectiveKind,
    /// The first word: `figure`, `ref`, `/highlight`, `post_url`.
    pub name: &'s str,
    /// What stands behind the name, trimmed.
    pub args: &'s str,
}
