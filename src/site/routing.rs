//! How the sources of one site become URLs, and from where its links are followed: the generator's habits with what its
//! configuration and Foreword's own say. Data only; [`super::permalink`] and [`super::resolve`] read it.

pub(super) mod overlay;
pub mod pattern;
pub mod scheme;

use super::anchor::Anchors;
use globset::GlobSet;
use pattern::Pattern;
use rustc_hash::FxHashSet;
use scheme::Scheme;
use std::collections::BTreeMap;

/// How far a way of resolving may be relied on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The generator does not do it.
    #[default]
    Never,
    /// A plugin, theme or hook that Foreword cannot see may do it: what resolves so is not told as broken.
    Perhaps,
    /// The generator does it.
    Always,
}

/// A folder whose files are served as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The folder (or a single file), relative to the site root, with `/`; empty for the site root itself.
    pub folder: String,
    /// The URL path of its top below the site's base path, without slashes at its ends.
    pub url: String,
}

/// A language of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its code as file names (`name.fr.md`) and configuration spell it.
    pub code: String,
    /// The first segment of its URLs; empty for the default language where that has none.
    pub prefix: String,
    /// The folder with its pages, relative to the site root, where it has one of its own.
    pub content: Option<String>,
}

/// Where relative links of a page start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bases {
    /// At the page's URL: `/a/b/` for a page in its own folder, `/a/` for `/a/b.html`.
    pub url: Trust,
    /// One level above that: a browser at `/a/b` without a slash, where the generator or its host serves so.
    pub above_url: Trust,
    /// At the folder of the source file; the target is a file as it lies in the source tree.
    pub file: Trust,
}

/// How links to source files (`other.md`, `/docs/other.md`) are taken.
#[derive(Clone, Debug, Default)]
pub struct SourceLinks {
    /// Whether they become links to the page.
    pub trust: Trust,
    /// The ending may be left out (`./other`).
    pub without_ending: Trust,
    /// Those in raw HTML, which only plugins look into.
    pub in_html: Trust,
    /// Only files in the content folders are served.
    pub confined: bool,
    /// Only the ending is exchanged: a page that is published under another name than its file's is not found.
    pub by_name: bool,
    /// Pages, relative to the site root, whose links are left alone.
    pub except: GlobSet,
    /// They are looked up by the logical paths of the pages in the own language, as `ref` does (Hugo's `GetPage`).
    pub by_tree: bool,
    /// Folders, relative to the site root, from which links with a leading `/` start; empty text is the site root.
    pub roots: Vec<String>,
}

/// URL patterns of Foreword's own configuration, for generators that have none.
#[derive(Clone, Debug, Default)]
pub struct Permalinks {
    /// By collection, or first folder of the content.
    pub named: BTreeMap<String, Pattern>,
    /// For all others.
    pub others: Option<Pattern>,
}

impl Permalinks {
    /// True where nothing is configured.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.others.is_none()
    }
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Routing {
    /// How the generator makes the URL of a page.
    pub scheme: Scheme,
    /// How URLs are made where the scheme knows no patterns.
    pub permalinks: Permalinks,
    /// The path that every URL of the site starts with, without slashes at its ends: `docs` for
    /// `https://example.org/docs/`. Empty where the site has its host for itself or nothing is known.
    pub base_path: String,
    /// Hosts whose absolute URLs mean this site, in lower case, without port.
    pub hosts: Vec<String>,
    /// Folders served as they are.
    pub statics: Vec<Mount>,
    /// The languages, the default one first; empty for a site of one language.
    pub languages: Vec<Language>,
    /// A page that a language lacks is served from the default language.
    pub language_fallback: bool,
    /// A page at `/a` is the file `a.html`, and `/a/` is left to the host.
    pub lone_files: bool,
    /// Where relative links start.
    pub bases: Bases,
    /// The generator makes no links to `x` that mean `x.html`: only its host may answer there.
    pub whole_names: bool,
    /// Links to source files.
    pub source_links: SourceLinks,
    /// URL paths (without leading slash) that the generator makes by itself: feeds, site maps, pagination, term pages
    /// that cannot be told from the pages.
    pub generated: GlobSet,
    /// URL paths (without leading slash) where pages are made out of data when the site is built; one that is missing
    /// there is `info`.
    pub at_build: GlobSet,
    /// URL paths (without leading slash) that something else serves; never judged. From `external-paths`.
    pub external: GlobSet,
    /// Source folders in which files of other kinds are pages (`src/pages/about.astro`, `app/about/page.tsx`), relative to the site root.
    pub file_routes: Vec<FileRoutes>,
    /// Letter case of a page's path counts for nothing in `ref` and the like, and URLs are in lower case.
    pub lower_case: bool,
    /// Links with a leading `/` get the base path in front; where that is [`Trust::Never`], a link that lacks it leads
    /// out of the site.
    pub adds_base: Trust,
    /// What the configuration leaves out of the pages is copied as it is (Hexo's `skip_render`).
    pub copies_excluded: bool,
    /// Why URLs of this site may exist that cannot be known without running it; a page that is missing is `info` then.
    pub opaque: Option<&'static str>,
    /// How headings get their ids.
    pub anchors: Anchors,
    /// Addresses that stand bare in the text become links.
    pub bare_addresses: bool,
    /// Where `anchors` gives no ids, nothing else does.
    pub no_other_ids: bool,
    /// Two hyphens in a heading are no dash: the typographer is off.
    pub plain_dashes: bool,
    /// Shortcodes whose templates make headings or ids; what others make, if anything, is not known. `None` where no
    /// template was looked at: any of them may.
    pub id_makers: Option<FxHashSet<String>>,
}

/// A folder of routes made by file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRoutes {
    /// The folder, relative to the site root.
    pub folder: String,
    /// The URL path of its top.
    pub url: String,
    /// Endings of files that are routes, without dot.
    pub endings: &'static [&'static str],
    /// The file that is its folder's route: `index`, or `page` where only such files are routes (Next's `app`).
    pub index: &'static str,
    /// Only `index` files are routes.
    pub only_index: bool,
}
