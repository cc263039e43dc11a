//! How each generator's pages refer to other pages beside plain Markdown: shortcodes, tags, filters and prefixes.

use crate::document::directive::DirectiveKind;
use crate::site::page::{LinkForm, Lookup};

/// Which argument of a directive names its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The first one, or the one of this name.
    First(&'static str),
    /// The one of this name only.
    Named(&'static str),
    /// The first one with a dot in it: behind class names, a file.
    File,
    /// All of the text behind the directive's name.
    Whole,
}

/// A shortcode or tag that names a target.
#[derive(Clone, Copy, Debug)]
pub struct TargetDirective {
    /// Which language it is.
    pub kind: DirectiveKind,
    /// Its name.
    pub name: &'static str,
    /// Where the target stands in it.
    pub argument: Argument,
    /// How the target is followed.
    pub form: LinkForm,
    /// True when it is an image.
    pub image: bool,
}

/// The references of one generator.
#[derive(Debug)]
pub struct References {
    /// Shortcodes and tags that name a target.
    pub directives: &'static [TargetDirective],
    /// Starts of destinations with a meaning of their own.
    pub prefixes: &'static [(&'static str, LinkForm)],
    /// Filters that make a path of the site from a string: `{{ '/x' | relative_url }}`.
    pub filters: &'static [&'static str],
    /// Outputs that stand for the address or base path of the site at the start of a destination.
    pub bases: &'static [&'static str],
    /// Shortcodes and tags that make no headings or ids. All others may.
    pub plain: &'static [&'static str],
}

const fn tag(name: &'static str, argument: Argument, lookup: Lookup) -> TargetDirective {
    let form = LinkForm::Lookup(lookup);
    TargetDirective { kind: DirectiveKind::Tag, name, argument, form, image: false }
}

const fn shortcode(name: &'static str, argument: Argument, form: LinkForm, image: bool) -> TargetDirective {
    TargetDirective { kind: DirectiveKind::Shortcode, name, argument, form, image }
}

/// No more than Markdown.
pub(super) static NONE: References =
    References { directives: &[], prefixes: &[], filters: &[], bases: &[], plain: &[] };

/// Hugo: `tpl/tplimpl/embedded/templates/_shortcodes`.
pub(super) static HUGO: References = References {
    directives: &[
        shortcode("ref", Argument::First("path"), LinkForm::Lookup(Lookup::Ref), false),
        shortcode("relref", Argument::First("path"), LinkForm::Lookup(Lookup::Ref), false),
        shortcode("figure", Argument::Named("src"), LinkForm::Resource, true),
        shortcode("figure", Argument::Named("link"), LinkForm::Html, false),
    ],
    plain: &[
        "ref",
        "relref",
        "figure",
        "highlight",
        "youtube",
        "vimeo",
        "gist",
        "x",
        "x_simple",
        "tweet",
        "twitter",
        "twitter_simple",
        "instagram",
        "param",
        "qr",
        "details",
    ],
    ..NONE
};

/// Jekyll: `lib/jekyll/tags/{post_url,link}.rb`, `lib/jekyll/filters/url_filters.rb`.
pub(super) static JEKYLL: References = References {
    directives: &[tag("post_url", Argument::Whole, Lookup::PostUrl), tag("link", Argument::Whole, Lookup::FromContent)],
    filters: &["relative_url", "absolute_url"],
    bases: &["site.baseurl", "site.url", "site.github.url", "site.base_url", "baseurl"],
    plain: &[
        "post_url",
        "link",
        "raw",
        "endraw",
        "comment",
        "endcomment",
        "highlight",
        "endhighlight",
        "assign",
        "if",
        "elsif",
        "else",
        "endif",
        "unless",
        "endunless",
        "capture",
        "endcapture",
        "case",
        "when",
        "endcase",
    ],
    ..NONE
};

/// Hexo: `lib/plugins/tag`.
pub(super) static HEXO: References = References {
    directives: &[
        tag("post_link", Argument::First(""), Lookup::ByStem),
        tag("post_path", Argument::First(""), Lookup::ByStem),
        tag("asset_path", Argument::First(""), Lookup::PostAsset),
        tag("asset_link", Argument::First(""), Lookup::PostAsset),
        TargetDirective { image: true, ..tag("asset_img", Argument::File, Lookup::PostAsset) },
    ],
    plain: &["post_link", "post_path", "asset_path", "asset_link", "asset_img", "img", "youtube", "codeblock", "raw"],
    ..NONE
};

/// Zola: `components/markdown/src/markdown.rs`, internal links.
pub(super) static ZOLA: References = References { prefixes: &[("@/", LinkForm::Lookup(Lookup::FromContent))], ..NONE };

/// Docusaurus: `packages/docusaurus-mdx-loader/src/remark/transformLinks`.
pub(super) static DOCUSAURUS: References =
    References { prefixes: &[("@site/", LinkForm::Lookup(Lookup::FromSite))], ..NONE };

/// Eleventy: `src/Filters/Url.js`.
pub(super) static ELEVENTY: References = References {
    filters: &["url", "htmlBaseUrl", "absoluteUrl"],
    bases: &["site.baseurl", "site.url", "site.baseUrl", "pathPrefix", "metadata.url"],
    plain: &["raw", "endraw", "comment", "endcomment", "set", "if", "elif", "else", "endif", "assign"],
    ..NONE
};

/// Pelican: `pelican/contents.py`, `_link_replacer`.
pub(super) static PELICAN: References = References {
    prefixes: &[
        ("{filename}", LinkForm::Lookup(Lookup::ByFile)),
        ("{static}", LinkForm::Lookup(Lookup::ByFile)),
        ("{attach}", LinkForm::Lookup(Lookup::ByFile)),
        ("|filename|", LinkForm::Lookup(Lookup::ByFile)),
        ("|static|", LinkForm::Lookup(Lookup::ByFile)),
        ("|attach|", LinkForm::Lookup(Lookup::ByFile)),
        ("{tag}", LinkForm::Lookup(Lookup::Generated)),
        ("{category}", LinkForm::Lookup(Lookup::Generated)),
        ("{author}", LinkForm::Lookup(Lookup::Generated)),
        ("{index}", LinkForm::Lookup(Lookup::Generated)),
        ("|tag|", LinkForm::Lookup(Lookup::Generated)),
        ("|category|", LinkForm::Lookup(Lookup::Generated)),
        ("|author|", LinkForm::Lookup(Lookup::Generated)),
        ("|index|", LinkForm::Lookup(Lookup::Generated)),
    ],
    ..NONE
};
