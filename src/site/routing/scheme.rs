//! What a site's configuration says about the way from its files to its URLs: one type for each kind of generator.
//! Data only; [`crate::site::permalink`] reads it.

use super::pattern::Pattern;
use globset::GlobSet;
use ignore::gitignore::Gitignore;
use jiff::tz::TimeZone;
use rustc_hash::FxHashSet;

/// How the URLs of a site are made.
#[derive(Clone, Debug, Default)]
pub enum Scheme {
    /// The file itself is what is served.
    #[default]
    Files,
    /// Hugo.
    Hugo(Box<Hugo>),
    /// Jekyll.
    Jekyll(Box<Jekyll>),
    /// Zola.
    Zola(Zola),
    /// Docusaurus.
    Docusaurus(Docusaurus),
    /// Folders of files of which each is a route.
    Tree(Tree),
    /// Eleventy.
    Eleventy(Eleventy),
    /// Hexo.
    Hexo(Box<Hexo>),
    /// MkDocs.
    Mkdocs(Box<Mkdocs>),
    /// Pelican.
    Pelican(Box<Pelican>),
}

/// The kinds of Hugo's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HugoKind {
    /// The `_index` at the top.
    Home,
    /// `_index` of a folder.
    Section,
    /// `_index` of a taxonomy.
    Taxonomy,
    /// `_index` of a term.
    Term,
    /// Any other file.
    Page,
}

/// A `[permalinks]` entry.
#[derive(Clone, Debug)]
pub struct HugoPermalink {
    /// The language that has it for its own; `None` for those that have none.
    pub language: Option<String>,
    /// The kind it is for.
    pub kind: Option<HugoKind>,
    /// Which logical paths (`/posts/x`) it is for; `None` for all.
    pub paths: Option<GlobSet>,
    /// The pattern.
    pub pattern: Pattern,
}

/// Where Hugo finds a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HugoDate {
    /// Under a key.
    Key(Box<str>),
    /// At the start of the file's name.
    FileName,
    /// In Git or the file system.
    Elsewhere,
}

/// A folder or file of Hugo's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HugoContent {
    /// Relative to the site root.
    pub source: String,
    /// Where it lies below the content root.
    pub target: String,
    /// The language of all its pages.
    pub language: Option<String>,
}

/// Hugo's rules.
#[derive(Clone, Debug, Default)]
pub struct Hugo {
    /// Its content.
    pub content: Vec<HugoContent>,
    /// The default language's code.
    pub default_language: String,
    /// `timeZone`
    pub timezone: Option<TimeZone>,
    /// The first matching entry counts.
    pub permalinks: Vec<HugoPermalink>,
    /// Sections with `uglyURLs`; `*` for all.
    pub ugly: Vec<String>,
    /// `disablePathToLower` is off.
    pub lower: bool,
    /// `removePathAccents`
    pub plain_letters: bool,
    /// Where `date` comes from, the first that has one counts.
    pub date: Vec<HugoDate>,
    /// Where `publishDate` comes from.
    pub publish: Vec<HugoDate>,
    /// Where `expiryDate` comes from.
    pub expiry: Vec<HugoDate>,
    /// `buildDrafts`
    pub drafts: bool,
    /// `buildFuture`
    pub future: bool,
    /// `buildExpired`
    pub expired: bool,
    /// `disableKinds`
    pub disabled: Vec<HugoKind>,
    /// The home page, sections, taxonomies and terms have an `index.xml`, as is usual.
    pub feeds: bool,
    /// There is a redirect between the top of the site and that of the default language.
    pub redirects_home: bool,
    /// Folders below the content root that have an `_index`, in lower case.
    pub sections: FxHashSet<String>,
    /// Folders, relative to the site root, that are leaf bundles (`index.md`) and hold more pages, which are resources
    /// of the bundle then.
    pub leaves: FxHashSet<String>,
    /// A language prefix also where the front matter gives the whole URL.
    pub prefix_always: bool,
}

/// Jekyll's rules.
#[derive(Clone, Debug)]
pub struct Jekyll {
    /// The source folder.
    pub source: String,
    /// `collections_dir`
    pub collections_dir: String,
    /// Names with a leading underscore or dot that are read all the same.
    pub include: GlobSet,
    /// The collections but `posts`.
    pub collections: Vec<JekyllCollection>,
    /// The pattern of posts.
    pub posts: Pattern,
    /// The pattern of pages whose name is not `index`.
    pub pages: Pattern,
    /// `show_drafts`
    pub drafts: bool,
    /// `future`
    pub future: bool,
    /// `unpublished`
    pub unpublished: bool,
    /// `timezone`
    pub timezone: Option<TimeZone>,
    /// Markdown files without front matter are pages, as on GitHub Pages.
    pub optional_front_matter: bool,
    /// `README.md` is the index of a folder without one.
    pub readme_index: bool,
}

/// A collection of Jekyll's.
#[derive(Clone, Debug)]
pub struct JekyllCollection {
    /// Its name.
    pub name: String,
    /// Its files become pages.
    pub output: bool,
    /// Its pattern.
    pub pattern: Pattern,
}

/// What Zola does to the parts of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZolaSlugs {
    /// Letters and digits of ASCII only.
    #[default]
    On,
    /// Without what file systems do not take.
    Safe,
    /// Nothing.
    Off,
}

/// Zola's rules.
#[derive(Clone, Debug, Default)]
pub struct Zola {
    /// The code of the default language.
    pub default_language: String,
    /// `slugify.paths`
    pub slugs: ZolaSlugs,
    /// `slugify.paths_keep_dates`
    pub keep_dates: bool,
}

/// A folder of Docusaurus and where its pages go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The folder, relative to the site root.
    pub folder: String,
    /// The URL path of its top.
    pub url: String,
}

/// Docusaurus' rules.
#[derive(Clone, Debug, Default)]
pub struct Docusaurus {
    /// Folders of docs, versions included.
    pub docs: Vec<Route>,
    /// Folders of posts.
    pub blogs: Vec<Route>,
    /// Folders of pages.
    pub pages: Vec<Route>,
    /// `trailingSlash`
    pub trailing_slash: Option<bool>,
}

/// The form of a page's URL, for the page `x`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// `x/`
    #[default]
    Folder,
    /// `x.html`
    Html,
    /// `x`
    Bare,
}

/// How names become parts of a URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// As they are.
    #[default]
    Same,
    /// By github-slugger.
    Slugged,
}

/// Rules of generators whose files are routes: Astro, VitePress, Next.js, mdBook.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Folders with routes; a page elsewhere is published somewhere unknown.
    pub routes: Vec<Route>,
    /// What the URLs look like.
    pub form: Form,
    /// Stems of the file that is its folder's page, in lower case.
    pub index: &'static [&'static str],
    /// Only such files are pages (`page.mdx` in Next's `app`).
    pub only_index: Vec<String>,
    /// How names are taken.
    pub names: Names,
    /// `slug` in the front matter is the path below the folder.
    pub slug: bool,
    /// The only files that are pages, relative to the site root, where a list names them (mdBook's `SUMMARY.md`).
    pub listed: Option<FxHashSet<String>>,
}

/// Eleventy's rules.
#[derive(Clone, Debug, Default)]
pub struct Eleventy {
    /// The folder with the templates.
    pub input: String,
    /// Code may give pages a `permalink` that have none of their own.
    pub moved: bool,
}

/// Hexo's rules.
#[derive(Clone, Debug, Default)]
pub struct Hexo {
    /// The source folder.
    pub source: String,
    /// The pattern of posts.
    pub permalink: Pattern,
    /// The pattern of the file names of posts.
    pub new_post_name: String,
    /// `render_drafts`
    pub drafts: bool,
    /// `future` is off.
    pub holds_future: bool,
    /// The category of posts without one.
    pub default_category: String,
}

/// MkDocs' rules.
#[derive(Clone, Debug, Default)]
pub struct Mkdocs {
    /// The folder with the pages.
    pub docs: String,
    /// `use_directory_urls`
    pub folders: bool,
    /// Codes of the i18n plugin's languages with a suffix in file names; the default one has no prefix.
    pub languages: Vec<String>,
    /// Blogs of the Material theme's plugin.
    pub blogs: Vec<MkdocsBlog>,
    /// `draft_docs`: pages that are made for a preview only.
    pub drafts: Option<Gitignore>,
}

/// A blog of the Material theme's plugin.
#[derive(Clone, Debug, Default)]
pub struct MkdocsBlog {
    /// The folder with the posts, relative to the docs folder.
    pub posts: String,
    /// The URL path of the blog.
    pub url: String,
    /// `post_url_format`
    pub format: Pattern,
    /// `post_url_date_format`, where it is understood.
    pub date: Option<Pattern>,
    /// The slug is made of the title as the plugin does by default.
    pub slugs: bool,
}

/// Pelican's patterns for the kinds of its pages.
#[derive(Clone, Debug, Default)]
pub struct PelicanPatterns {
    /// Of articles.
    pub article: Pattern,
    /// Of pages.
    pub page: Pattern,
    /// Of articles that are drafts.
    pub draft: Pattern,
    /// Of pages that are drafts.
    pub draft_page: Pattern,
}

/// Pelican's rules.
#[derive(Clone, Debug, Default)]
pub struct Pelican {
    /// The content folder.
    pub content: String,
    /// Folders of pages below it.
    pub page_paths: Vec<String>,
    /// Folders of articles below it; an empty name is all.
    pub article_paths: Vec<String>,
    /// `ARTICLE_URL`, `PAGE_URL`, `DRAFT_URL`, `DRAFT_PAGE_URL`
    pub patterns: PelicanPatterns,
    /// The same in other languages than the default one.
    pub translated: PelicanPatterns,
    /// `SLUGIFY_SOURCE = 'basename'`
    pub slug_of_name: bool,
    /// Settings that change how slugs are made are left alone.
    pub usual_slugs: bool,
    /// `USE_FOLDER_AS_CATEGORY`
    pub folder_is_category: bool,
    /// `DEFAULT_LANG`
    pub default_language: String,
}
