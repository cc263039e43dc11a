//! The words of the wire for kinds and styles; once written they stay.

use crate::document::body::LinkKind;
use crate::document::directive::DirectiveKind;
use crate::document::node::Style;
use crate::site::permalink::Publication;

pub(super) fn publication(publication: Publication) -> &'static str {
    match publication {
        Publication::Published => "published",
        Publication::Draft => "draft",
        Publication::Future => "future",
        Publication::Expired => "expired",
        Publication::Hidden => "hidden",
    }
}

pub(super) fn style(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::SingleQuoted => "single-quoted",
        Style::DoubleQuoted => "double-quoted",
        Style::MultiSingleQuoted => "multi-single-quoted",
        Style::MultiDoubleQuoted => "multi-double-quoted",
        Style::Literal => "literal",
        Style::Folded => "folded",
        Style::Block => "block",
        Style::Flow => "flow",
        Style::Table => "table",
        Style::TableArray => "table-array",
        Style::Alias => "alias",
        Style::Missing => "missing",
    }
}

pub(super) fn link_kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Inline => "inline",
        LinkKind::Reference => "reference",
        LinkKind::Autolink => "autolink",
        LinkKind::Wiki => "wiki",
        LinkKind::Html => "html",
    }
}

pub(super) fn directive_kind(kind: DirectiveKind) -> &'static str {
    match kind {
        DirectiveKind::Shortcode => "shortcode",
        DirectiveKind::Tag => "tag",
        DirectiveKind::Output => "output",
        DirectiveKind::Expression => "expression",
    }
}
