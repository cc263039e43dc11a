//! From a file to its URL: tables of configuration, path and front matter for each generator, taken from the
//! generators' own tests and documentation.
#![allow(clippy::disallowed_methods, reason = "tests write the sites that they read")]

mod support;

use foreword::document::{Document, ReadAs};
use foreword::site::anchor::Anchors;
use foreword::site::inherit::Inheritance;
use foreword::site::permalink::{Place, Publication, Source, place};
use foreword::site::profile::Generator;
use foreword::site::routing::Trust;
use std::path::Path;
use support::site::Site;

const TODAY: jiff::civil::Date = jiff::civil::date(2025, 6, 15);

impl Site {
    fn new(generator: Generator, files: &[(&str, &str)]) -> Self {
        Self::below("", generator, files)
    }

    fn place(&self, path: &str, front: &str) -> Place {
        let read_as = ReadAs { front: self.layout.profile.front.clone(), ..ReadAs::default() };
        let document = Document::parse(front, &read_as);
        let file = self.files.add(path);
        let inherited = Inheritance::new(&self.root, &self.files, &self.layout).for_page(Path::new(path), file);
        let collection = self.layout.collection_of(Path::new(path)).map(|(_, collection)| collection);
        let source = Source {
            path: Path::new(path),
            collection: collection.map(|collection| collection.name.as_str()),
            front: document.root(),
            inherited: &inherited.keys,
            inherits_unknown: inherited.unknown,
            roles: collection.map(|collection| &collection.roles),
        };
        place(&self.layout, &source, TODAY)
    }

    /// The URL, or a word for what stands instead.
    fn url(&self, path: &str, keys: &str) -> String {
        let place = self.place(path, &yaml(keys));
        match (place.url, place.known) {
            (Some(url), true) => format!("/{url}"),
            (None, true) => "none".to_owned(),
            (None, false) => "unknown".to_owned(),
            (Some(url), false) => panic!("{path} is at {url}, and that is not known"),
        }
    }

    fn check(&self, cases: &[(&str, &str, &str)]) {
        for (path, keys, expected) in cases {
            assert_eq!(self.url(path, keys), *expected, "{path} with {keys:?}");
        }
    }
}

fn yaml(keys: &str) -> String {
    format!("---\n{keys}\n---\nText.\n")
}

#[test]
fn hugo() {
    let site = Site::new(Generator::Hugo, &[("hugo.toml", "baseURL = 'https://example.net/sub/'\n")]);
    assert_eq!(site.layout.settings.routing.base_path, "sub");
    site.check(&[
        ("content/_index.md", "title: x", "/"),
        ("content/posts/_index.md", "title: x", "/posts/"),
        ("content/posts/My First Post.md", "title: x", "/posts/my-first-post/"),
        ("content/posts/UPPER.md", "", "/posts/upper/"),
        ("content/posts/a.b.md", "", "/posts/a.b/"),
        ("content/posts/bundle/index.md", "", "/posts/bundle/"),
        ("content/posts/x.md", "slug: Other Slug", "/posts/other-slug/"),
        ("content/posts/bundle/index.md", "slug: other", "/posts/other/"),
        ("content/posts/x.md", "url: /my/Place", "/my/Place/"),
        ("content/posts/x.md", "url: my/place/", "/my/place/"),
        ("content/posts/x.md", "url: /my/place.html", "/my/place.html"),
        ("content/posts/x.md", "url: /my/index.html", "/my/"),
        ("content/posts/x.md", "url: /:year/:slug/\ndate: 2024-05-06\nslug: s", "/2024/s/"),
        ("content/about.md", "", "/about/"),
        ("content/x.md", "build:\n  render: never", "none"),
        ("content/x/index.md", "headless: true", "none"),
        ("layouts/x.md", "", "unknown"),
    ]);
    let place = site.place("content/posts/bundle/index.md", &yaml("aliases: [/old/, other, /old.html, a b]"));
    assert_eq!(place.bundle.as_deref(), Some("content/posts/bundle"));
    let aliases: Vec<&str> = place.aliases.iter().map(|(url, _)| url.as_str()).collect();
    assert_eq!(aliases, ["old/", "posts/other/", "old.html", "posts/a b/"]);
    assert_eq!(place.aliases[0].1.slice(&yaml("aliases: [/old/, other, /old.html, a b]")), "/old/");
    for (keys, expected) in [
        ("draft: true", Publication::Draft),
        ("date: 2025-06-16", Publication::Future),
        ("publishDate: 2025-06-16\ndate: 2020-01-01", Publication::Future),
        ("expiryDate: 2025-06-14", Publication::Expired),
        ("date: 2025-06-15T23:00:00Z", Publication::Published),
    ] {
        assert_eq!(site.place("content/x.md", &yaml(keys)).publication, expected, "{keys}");
    }
}

#[test]
fn hugo_permalinks() {
    let config = "baseURL: https://x.org/\npermalinks:\n  posts: /:year/:month/:day/:slug/\n  books: /:sections[1:]/:contentbasename\n  notes: /:section/:filename/\n  page:\n    docs: /manual/:slugorcontentbasename/\n  section:\n    docs: /manual/\nfrontmatter:\n  date: [date, ':filename']\n";
    let site = Site::new(
        Generator::Hugo,
        &[("hugo.yaml", config), ("content/books/a/_index.md", ""), ("content/books/a/b/c.md", "")],
    );
    site.check(&[
        ("content/posts/x.md", "title: My Title\ndate: 2024-01-02", "/2024/01/02/my-title/"),
        ("content/posts/x.md", "title: C++ & more\ndate: 2024-01-02T23:30:00-05:00", "/2024/01/02/c-more/"),
        ("content/posts/x.md", "title: T\nslug: s\ndate: 2024-01-02", "/2024/01/02/s/"),
        ("content/posts/2023-04-05-named.md", "title: T", "/2023/04/05/named/"),
        ("content/posts/x.md", "title: T", "/0001/01/01/t/"),
        ("content/posts/x.md", "title: T\ndate: next week", "unknown"),
        // The nearest section has an `_index.md`; folders below it are none.
        ("content/books/a/b/c.md", "", "/a/c/"),
        ("content/notes/n/index.md", "", "/notes/n/"),
        ("content/docs/x.md", "", "/manual/x/"),
        ("content/docs/_index.md", "", "/manual/"),
        ("content/docs/deep/_index.md", "", "/manual/"),
        ("content/about.md", "", "/about/"),
    ]);
}

#[test]
fn hugo_languages_and_mounts() {
    let config = "baseURL = 'https://x.org/'\ndefaultContentLanguage = 'en'\n[languages.en]\n[languages.fr]\n[languages.pt-BR]\ncontentDir = 'content.pt'\n";
    let site = Site::new(Generator::Hugo, &[("config.toml", config)]);
    site.check(&[
        ("content/a/x.md", "", "/a/x/"),
        ("content/a/x.fr.md", "", "/fr/a/x/"),
        ("content/_index.fr.md", "", "/fr/"),
        ("content/a/index.fr.md", "url: /chez/", "/chez/"),
        ("content/a/x.fr.md", "url: chez", "/fr/chez/"),
        ("content.pt/a/x.md", "", "/pt-br/a/x/"),
        ("content/a/x.de.md", "", "/a/x.de/"),
    ]);
    assert_eq!(site.place("content/a/x.fr.md", "").language.as_deref(), Some("fr"));
    let config = "uglyURLs = true\ndefaultContentLanguageInSubdir = true\n[module]\n[[module.mounts]]\nsource = 'docs'\ntarget = 'content/manual'\n";
    let site = Site::new(Generator::Hugo, &[("hugo.toml", config)]);
    site.check(&[("docs/x.md", "", "/en/manual/x.html"), ("docs/_index.md", "", "/en/manual/")]);
}

#[test]
fn hugo_bundles_hold_pages() {
    let files = [
        ("hugo.toml", ""),
        ("content/b/index.md", ""),
        ("content/b/extra.md", ""),
        ("content/b/deep/more.md", ""),
        ("content/c/_index.md", ""),
    ];
    let site = Site::new(Generator::Hugo, &files);
    site.check(&[
        ("content/b/index.md", "", "/b/"),
        ("content/b/extra.md", "", "none"),
        ("content/b/deep/more.md", "", "none"),
        ("content/c/extra.md", "", "/c/extra/"),
    ]);
}

#[test]
fn jekyll() {
    let config = "url: https://x.org\nbaseurl: /blog\ntimezone: America/New_York\ncollections:\n  docs:\n    output: true\n  notes:\n    output: true\n    permalink: /:collection/:title/\n  hidden:\n    output: false\ninclude: [_pages]\ndefaults:\n  - scope: { path: _posts/pinned }\n    values: { permalink: '/pinned/:title.html' }\n";
    let site = Site::new(Generator::Jekyll, &[("_config.yml", config)]);
    assert_eq!(site.layout.settings.routing.base_path, "blog");
    assert_eq!(site.layout.settings.routing.hosts, ["x.org"]);
    site.check(&[
        ("_posts/2024-01-02-Hello-World.md", "title: x", "/2024/01/02/Hello-World.html"),
        ("_posts/2024-1-2-x.md", "title: x", "/2024/01/02/x.html"),
        ("news/_posts/2024-01-02-x.md", "categories: Two Three", "/news/two/three/2024/01/02/x.html"),
        ("_posts/2024-01-02-x.md", "category: A B", "/a b/2024/01/02/x.html"),
        ("_posts/2024-01-02-x.md", "slug: My Slug", "/2024/01/02/My-Slug.html"),
        ("_posts/2024-01-02-x.md", "permalink: /:year/:title/", "/2024/x/"),
        ("_posts/2024-01-02-x.md", "permalink: /here", "/here"),
        ("_posts/2024-01-02-x.md", "date: 2024-03-04", "/2024/03/04/x.html"),
        // Psych's times without a zone are UTC, which is the day before in New York.
        ("_posts/2024-01-02-x.md", "date: 2024-03-04 01:00:00", "/2024/03/03/x.html"),
        ("_posts/2024-01-02-x.md", "date: 2024-03-04 01:00:00 -0500", "/2024/03/04/x.html"),
        ("_posts/pinned/2024-01-02-x.md", "title: x", "/pinned/x.html"),
        ("_posts/no-date.md", "title: x", "none"),
        ("_docs/guide/start.md", "title: x", "/docs/guide/start.html"),
        ("_notes/My note.md", "title: x", "/notes/My-note/"),
        ("_notes/2024-01-02-x.md", "title: x", "/notes/x/"),
        ("_hidden/x.md", "title: x", "none"),
        ("_other/x.md", "title: x", "none"),
        ("_pages/about.md", "title: x", "/_pages/about.html"),
        ("about.md", "title: x", "/about.html"),
        ("a/index.md", "title: x", "/a/"),
        ("index.md", "title: x", "/"),
        ("a/b.md", "permalink: /c/", "/c/"),
        ("a/b.md", "published: false", "none"),
    ]);
    // Asked of Jekyll 4.3.
    let config = "permalink: /:categories/:year/:title\ncollections:\n  docs:\n    output: true\n  notes:\n    output: true\n    permalink: /n/:path:output_ext\n";
    let asked = Site::new(Generator::Jekyll, &[("_config.yml", config)]);
    asked.check(&[
        ("_posts/2024-01-02-Weird Näme & (x) [y].md", "title: t", "/2024/Weird-Näme-&-(x)-y"),
        ("_posts/2024-01-02-dots.in.name.md", "title: t", "/2024/dots.in.name"),
        ("_posts/2024-01-02-trailing-.md", "title: t", "/2024/trailing"),
        ("_posts/2024-01-02-under_score.md", "categories: [B C, D/E, b c]", "/b c/d/e/2024/under_score"),
        ("cat/_posts/deep/2024-01-02-x.md", "category: one two", "/cat/one two/2024/x"),
        ("_posts/24-1-2-short.md", "title: t", "/2024/short"),
        ("_posts/2024-01-02-s.md", "slug: A Slug_here. x.", "/2024/A-Slug_here.-x."),
        ("_posts/2024-01-02-pl.md", "permalink: /:year/:slug/:i_day/x", "/2024/pl/2/x"),
        ("_docs/sub/Page One.md", "title: t", "/docs/sub/Page One"),
        ("_notes/a/2024-01-02-n.md", "title: t", "/n/a/2024-01-02-n.html"),
        ("sub.dir/Page Two.md", "title: t", "/sub.dir/Page Two"),
        ("pg.md", "permalink: /x/:basename:output_ext", "/x/pg.html"),
        ("pg2.md", "permalink: pretty", "/pretty"),
    ]);
    let of = |path: &str, keys: &str| site.place(path, &yaml(keys)).publication;
    assert_eq!(of("_posts/2026-01-01-x.md", "title: x"), Publication::Future);
    assert_eq!(of("_drafts/x.md", "title: x"), Publication::Draft);
    let place = site.place("a.md", &yaml("redirect_from: /old/path/"));
    assert_eq!(place.aliases[0].0, "old/path/");
}

#[test]
fn jekyll_styles() {
    // `features/permalinks.feature`, `test/test_generated_site.rb`
    for (style, post, page) in [
        ("none", "/c/x.html", "/a/b.html"),
        ("date", "/c/2009/03/27/x.html", "/a/b.html"),
        ("pretty", "/c/2009/03/27/x/", "/a/b/"),
        ("ordinal", "/c/2009/086/x.html", "/a/b.html"),
        ("weekdate", "/c/2009/W13/Fri/x.html", "/a/b.html"),
        ("/blog/:year-:i_month/:title", "/blog/2009-3/x", "/a/b"),
        ("/:short_year/:title/", "/09/x/", "/a/b/"),
        ("news/:title:output_ext", "/news/x.html", "/a/b.html"),
    ] {
        let config = format!("permalink: '{style}'\n");
        let site = Site::new(Generator::Jekyll, &[("_config.yml", config.as_str())]);
        site.check(&[("_posts/2009-03-27-x.md", "categories: [c]", post), ("a/b.md", "title: x", page)]);
    }
    // Without a zone a time near midnight is another day on another machine.
    let site = Site::new(Generator::Jekyll, &[("_config.yml", "title: x\n")]);
    site.check(&[
        ("_posts/2024-01-02-x.md", "date: 2024-03-04 12:00:00", "/2024/03/04/x.html"),
        ("_posts/2024-01-02-x.md", "date: 2024-03-04 22:00:00 -0800", "unknown"),
    ]);
}

#[test]
fn zola() {
    let config = "base_url = 'https://x.org'\n[languages.fr]\n";
    let site = Site::new(Generator::Zola, &[("config.toml", config)]);
    site.check(&[
        ("content/_index.md", "", "/"),
        ("content/_index.fr.md", "", "/fr/"),
        ("content/posts/_index.md", "", "/posts/"),
        ("content/posts/intro/start.md", "slug: hello-world", "/posts/intro/hello-world/"),
        ("content/start.md", "slug: hello-&-world", "/hello-world/"),
        ("content/posts/start.md", "path: hello-world", "/hello-world/"),
        ("content/posts/start.md", "path: /hello-world", "/hello-world/"),
        ("content/posts/with-assets/index.md", "", "/posts/with-assets/"),
        ("content/posts/with-assets/index.md", "slug: hey", "/posts/hey/"),
        ("content/posts/2018-10-08_hello.md", "", "/posts/hello/"),
        ("content/posts/2018-10-08-hello.md", "", "/posts/hello/"),
        ("content/posts/2018-10-02T15:00:00Z-hello.md", "", "/posts/hello/"),
        ("content/posts/2018-10-08-with-assets/index.md", "", "/posts/with-assets/"),
        ("content/ file with space.md", "", "/file-with-space/"),
        ("content/hello.fr.md", "", "/fr/hello/"),
        ("content/日本.md", "", "unknown"),
        ("content/x.md", "render: false", "none"),
    ]);
    assert_eq!(site.place("content/x.md", &yaml("draft: true")).publication, Publication::Draft);
    let safe = "base_url = 'x'\n[slugify]\npaths = 'safe'\npaths_keep_dates = true\n";
    let site = Site::new(Generator::Zola, &[("config.toml", safe)]);
    site.check(&[("content/日本.md", "", "/日本/"), ("content/2018-10-08-Hello.md", "", "/2018-10-08-Hello/")]);
}

#[test]
fn docusaurus() {
    let config = "export default {\n  url: 'https://x.org',\n  baseUrl: '/base/',\n  presets: [['classic', {\n    docs: { sidebarPath: './sidebars.js', routeBasePath: 'manual' },\n    blog: { showReadingTime: true },\n  }]],\n  plugins: [['@docusaurus/plugin-content-docs', { id: 'team', path: 'team', routeBasePath: 'community' }]],\n};\n";
    let folders = ["docs/x.md", "blog/x.md", "team/x.md"].map(|path| (path, ""));
    let files: Vec<_> = folders.into_iter().chain([("docusaurus.config.js", config)]).collect();
    let site = Site::new(Generator::Docusaurus, &files);
    assert_eq!(site.layout.settings.routing.base_path, "base");
    site.check(&[
        ("docs/intro.md", "", "/manual/intro/"),
        ("docs/01-guides/02-setup.md", "", "/manual/guides/setup/"),
        ("docs/01-guides/index.md", "", "/manual/guides/"),
        ("docs/guides/README.md", "", "/manual/guides/"),
        ("docs/guides/guides.mdx", "", "/manual/guides/"),
        ("docs/guides/x.md", "id: y", "/manual/guides/y/"),
        ("docs/guides/x.md", "slug: y", "/manual/guides/y/"),
        ("docs/guides/x.md", "slug: /", "/manual/"),
        ("docs/2021-01-31-x.md", "", "/manual/2021-01-31-x/"),
        ("team/x.md", "", "/community/x/"),
        ("blog/2024-01-02-hello.md", "", "/blog/2024/01/02/hello/"),
        ("blog/2024-01-02-hello/index.md", "", "/blog/2024/01/02/hello/"),
        ("blog/2024/01/02/hello.mdx", "", "/blog/2024/01/02/hello/"),
        ("blog/hello.md", "date: 2024-01-02", "/blog/hello/"),
        ("blog/2024-01-02-hello.md", "slug: my/slug", "/blog/my/slug/"),
        ("src/pages/about.md", "", "/about/"),
        ("src/pages/a/index.mdx", "", "/a/"),
        ("other/x.md", "", "unknown"),
    ]);
    let config = "module.exports = { trailingSlash: false };";
    let versions = "[\"2.0\", \"1.0\"]";
    let site = Site::new(Generator::Docusaurus, &[("docusaurus.config.js", config), ("versions.json", versions)]);
    site.check(&[
        ("docs/x.md", "", "/docs/next/x"),
        ("versioned_docs/version-2.0/x.md", "", "/docs/x"),
        ("versioned_docs/version-1.0/a/index.md", "", "/docs/1.0/a"),
    ]);
    // What lies outside of the site cannot be missed in it.
    let config = "module.exports = { presets: [['classic', { docs: { path: '../docs', routeBasePath: '/manual' } }]] }";
    let site = Site::new(Generator::Docusaurus, &[("docusaurus.config.js", config)]);
    assert!(site.layout.settings.routing.generated.is_match("manual/intro"));
    assert!(!site.layout.settings.routing.generated.is_match("other"));
}

#[test]
fn routes_by_files() {
    let site =
        Site::new(Generator::Astro, &[("astro.config.mjs", "export default { site: 'https://x.org', base: '/b' }")]);
    site.check(&[
        ("src/pages/a/b.md", "", "/a/b/"),
        ("src/pages/index.md", "", "/"),
        ("src/pages/[slug].md", "", "unknown"),
        ("src/content/blog/x.md", "", "unknown"),
    ]);
    let starlight = "import starlight from '@astrojs/starlight'\nexport default { integrations: [starlight({ locales: { root: { label: 'E' }, fr: { label: 'F' } } })] }";
    let files = [("astro.config.mjs", starlight), ("src/content/docs/fr/x.md", "")];
    let site = Site::new(Generator::Astro, &files);
    site.check(&[
        ("src/content/docs/Guides/First Steps.md", "", "/guides/first-steps/"),
        ("src/content/docs/index.mdx", "", "/"),
        ("src/content/docs/x.md", "slug: a/b", "/a/b/"),
        ("src/content/docs/fr/x.md", "", "/fr/x/"),
    ]);
    assert_eq!(site.place("src/content/docs/fr/x.md", "").language.as_deref(), Some("fr"));
    let config = "export default { base: '/docs/', srcDir: './src' }";
    let site = Site::new(Generator::Vitepress, &[(".vitepress/config.mts", config)]);
    site.check(&[("src/a/b.md", "", "/a/b.html"), ("src/a/index.md", "", "/a/"), ("x.md", "", "unknown")]);
    let site = Site::new(Generator::Next, &[("next.config.js", ""), ("pages/x.md", ""), ("app/page.tsx", "")]);
    site.check(&[
        ("pages/a/b.mdx", "", "/a/b"),
        ("pages/index.mdx", "", "/"),
        ("app/about/page.mdx", "", "/about/"),
        ("app/about/text.mdx", "", "none"),
        ("posts/x.md", "", "unknown"),
    ]);
    let files =
        [("book.toml", "[book]\n"), ("src/SUMMARY.md", "# S\n\n[Intro](README.md)\n- [A](./a/b.md)\n  - [D]()\n")];
    let site = Site::new(Generator::Mdbook, &files);
    site.check(&[
        ("src/README.md", "", "/"),
        ("src/a/b.md", "", "/a/b.html"),
        ("src/SUMMARY.md", "", "none"),
        ("src/part.md", "", "none"),
    ]);
    for generator in [Generator::Plain, Generator::Obsidian] {
        let site = Site::new(generator, &[]);
        site.check(&[("docs/x.md", "draft: true", "/docs/x.md"), ("README.md", "", "/README.md")]);
    }
}

#[test]
fn eleventy() {
    let config = "module.exports = (c) => { c.addPassthroughCopy('src/img'); c.addPassthroughCopy({ 'assets': 'static' });\n return { pathPrefix: '/pre/', dir: { input: 'src' } }; };";
    let site = Site::new(Generator::Eleventy, &[(".eleventy.js", config)]);
    assert_eq!(site.layout.settings.routing.base_path, "pre");
    let statics = &site.layout.settings.routing.statics;
    assert!(statics.iter().any(|mount| mount.folder == "src/img" && mount.url == "img"), "{statics:?}");
    assert!(statics.iter().any(|mount| mount.folder == "assets" && mount.url == "static"), "{statics:?}");
    site.check(&[
        ("src/about.md", "", "/about/"),
        ("src/index.md", "", "/"),
        // Asked of Eleventy 2.0.
        ("src/blog/2024-01-02-post.md", "", "/blog/2024-01-02-post/"),
        ("src/docs/docs.md", "", "/docs/"),
        ("src/2024-01-02-dir/index.md", "", "/2024-01-02-dir/"),
        ("src/2024-01-02-dir/index.md", "permalink: '/p/{{ page.fileSlug }}/'", "/p/dir/"),
        (
            "src/2024-01-02-dir/2024-01-03-st.md",
            "permalink: '/s{{ page.filePathStem }}.html'",
            "/s/2024-01-02-dir/st.html",
        ),
        ("src/q/same/2024-01-02-same.md", "", "/q/same/2024-01-02-same/"),
        ("src/g.md", "permalink: /noext", "/noext"),
        ("src/sp ace.md", "", "/sp ace/"),
        ("src/x.md", "permalink: /y.html", "/y.html"),
        ("src/x.md", "permalink: y/index.html", "/y/"),
        ("src/x.md", "permalink: false", "none"),
        ("src/2024-01-02-x.md", "permalink: '/posts/{{ page.fileSlug }}/'", "/posts/x/"),
        ("src/x.md", "permalink: '/{{ title | slugify }}/'\ntitle: Hello World", "/hello-world/"),
        ("src/x.md", "permalink: '/{{ title | other }}/'\ntitle: Hello World", "unknown"),
        ("src/x.md", "permalink: '/{{ page.date | date: \"%Y\" }}/'", "unknown"),
        ("src/x.md", "pagination: { data: y, size: 1 }", "unknown"),
        ("other/x.md", "", "none"),
    ]);
    // What code says is not known.
    let files = [(".eleventy.js", ""), ("posts/posts.11tydata.js", "")];
    let site = Site::new(Generator::Eleventy, &files);
    site.check(&[("posts/x.md", "", "unknown"), ("posts/x.md", "permalink: /y/", "/y/"), ("x.md", "", "/x/")]);
}

#[test]
fn hexo() {
    let config = "url: http://x.org/blog\nroot: /blog/\npermalink: :year/:month/:day/:title/\n";
    let site = Site::new(Generator::Hexo, &[("_config.yml", config)]);
    assert_eq!(site.layout.settings.routing.base_path, "blog");
    site.check(&[
        ("source/_posts/hello-world.md", "date: 2014-01-02 08:09:10", "/2014/01/02/hello-world/"),
        ("source/_posts/a/b.md", "date: 2014-01-02", "/2014/01/02/a/b/"),
        ("source/_posts/x.md", "permalink: /custom/y.html", "/custom/y.html"),
        ("source/_posts/x.md", "title: no date", "unknown"),
        ("source/about/index.md", "", "/about/"),
        ("source/about.md", "", "/about.html"),
        ("source/_data/x.md", "", "none"),
    ]);
    // Asked of Hexo 7.
    let config = "permalink: :category/:year/:i_month/:title/\n";
    let asked = Site::new(Generator::Hexo, &[("_config.yml", config)]);
    asked.check(&[
        ("source/_posts/2014-05-06-dated.md", "date: 2014-01-02", "/uncategorized/2014/1/2014-05-06-dated/"),
        ("source/_posts/d.md", "date: 2014-01-02\ncategories: [web, dev]", "/web/dev/2014/1/d/"),
        ("source/_posts/g.md", "date: 2014-01-02\ncategories: Web Dev", "/Web-Dev/2014/1/g/"),
        ("source/_posts/f.md", "date: 2014-01-02\nslug: other", "/uncategorized/2014/1/f/"),
        ("source/_posts/a/My Post.md", "date: 2014-01-02", "/uncategorized/2014/1/a/My Post/"),
        ("source/_posts/h.md", "permalink: noend", "/noend"),
        ("source/k.md", "permalink: /kk", "/kk.html"),
        ("source/k.md", "permalink: kk/", "/kk/"),
        ("source/sub/p q.md", "", "/sub/p q.html"),
    ]);
    assert_eq!(site.place("source/_drafts/x.md", &yaml("date: 2014-01-02")).publication, Publication::Draft);
    let config = "permalink: :category/:name.html\nnew_post_name: :year-:month-:day-:title.md\n";
    let site = Site::new(Generator::Hexo, &[("_config.yml", config)]);
    site.check(&[
        ("source/_posts/2014-01-02-x.md", "categories: [web]", "/web/x.html"),
        ("source/_posts/x.md", "", "/uncategorized/x.html"),
    ]);
}

#[test]
fn mkdocs() {
    let config = "site_name: x\nsite_url: https://x.org/sub/\nplugins:\n  - search\n  - blog:\n      blog_dir: news\n";
    let site = Site::new(Generator::Mkdocs, &[("mkdocs.yml", config)]);
    assert_eq!(site.layout.settings.routing.base_path, "sub");
    site.check(&[
        ("docs/index.md", "", "/"),
        ("docs/README.md", "", "/"),
        ("docs/a/b.md", "", "/a/b/"),
        ("docs/news/posts/x.md", "date: 2024-01-02\nslug: s", "/news/2024/01/02/s/"),
        ("docs/news/posts/x.md", "date: 2024-01-02\ntitle: Hello, World", "/news/2024/01/02/hello-world/"),
        ("docs/news/posts/x.md", "date:\n  created: 2024-01-02\nslug: s", "/news/2024/01/02/s/"),
        ("docs/news/posts/x.md", "date: 2024-01-02", "unknown"),
        ("docs/news/index.md", "", "/news/"),
    ]);
    let config = "site_name: x\nuse_directory_urls: false\n";
    let site = Site::new(Generator::Mkdocs, &[("mkdocs.yml", config)]);
    site.check(&[("docs/a/b.md", "", "/a/b.html"), ("docs/a/index.md", "", "/a/")]);
}

#[test]
fn pelican() {
    let config = "PATH = 'content'\nSITEURL = 'https://x.org'\nARTICLE_URL = 'posts/{date:%Y}/{date:%b}/{slug}/'\nSTATIC_PATHS = ['images', 'extra/CNAME']\nEXTRA_PATH_METADATA = {'extra/CNAME': {'path': 'CNAME'}}\n";
    let site = Site::new(Generator::Pelican, &[("pelicanconf.py", config)]);
    let statics = &site.layout.settings.routing.statics;
    assert!(statics.iter().any(|mount| mount.folder == "content/extra/CNAME" && mount.url == "CNAME"), "{statics:?}");
    let url = |path: &str, head: &str| site.place(path, head).url;
    assert_eq!(
        url("content/x.md", "Title: My super post!\nDate: 2010-12-03 10:20\n\nText.\n").as_deref(),
        Some("posts/2010/Dec/my-super-post/")
    );
    assert_eq!(url("content/pages/about.md", "Title: About Us\n\nText.\n").as_deref(), Some("pages/about-us.html"));
    assert_eq!(url("content/x.md", "Title: x\nSlug: s\nSave_as: y.html\n\nText.\n").as_deref(), Some("y.html"));
    // Asked of Pelican 4.12.
    let site = Site::new(Generator::Pelican, &[("pelicanconf.py", "PATH = 'content'\n")]);
    let url = |path: &str, head: &str| site.place(path, &format!("{head}\nDate: 2010-12-03\n\nText.\n")).url;
    for (path, head, expected) in [
        ("content/b.md", "Title: C++: A \u{2013} short_story's end", "c-a-short_storys-end.html"),
        ("content/c.md", "Title: Café & Crème über Straße", "cafe-creme-uber-strasse.html"),
        ("content/d.md", "Title: x  --  y \"quoted\" (2.0)", "x-y-quoted-20.html"),
        ("content/g.md", "Title: Translated\nLang: fr", "translated-fr.html"),
        ("content/k.md", "Title: Own slug\nSlug: My Slug", "My Slug.html"),
        ("content/l.md", "Title: Łódź Æther Ökonomie naïve … – — “q”", "lodz-aether-okonomie-naive-q.html"),
        ("content/pages/p.md", "Title: Dr page\nStatus: draft", "drafts/pages/dr-page.html"),
        ("content/cats/z.md", "Title: In cat", "in-cat.html"),
    ] {
        assert_eq!(url(path, head).as_deref(), Some(expected), "{head}");
    }
    let draft = site.place("content/x.md", "Title: x\nStatus: draft\nDate: 2010-12-03\n\nText.\n");
    assert_eq!((draft.publication, draft.url.as_deref()), (Publication::Published, Some("drafts/x.html")));
}

#[test]
fn hugo_follows_source_links_with_a_hook() {
    let trust = |files: &[(&str, &str)]| Site::new(Generator::Hugo, files).layout.settings.routing.source_links.trust;
    let plain = ("hugo.toml", "baseURL = 'https://x.org'\n");
    assert_eq!(trust(&[plain]), Trust::Never);
    // Hugo 0.147 and 0.168: the embedded hook is on as soon as there are languages.
    assert_eq!(trust(&[("hugo.toml", "[languages.en]\n")]), Trust::Always);
    let duplicates = "[languages.en]\n[markup.goldmark]\nduplicateResourceFiles = true\n";
    assert_eq!(trust(&[("hugo.toml", duplicates)]), Trust::Never);
    assert_eq!(trust(&[("hugo.toml", "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'always'\n")]), Trust::Always);
    assert_eq!(trust(&[("hugo.toml", "[markup.goldmark.renderHooks.link]\nenableDefault = true\n")]), Trust::Always);
    let hook = "layouts/_default/_markup/render-link.html";
    assert_eq!(trust(&[plain, (hook, "{{ with .Page.GetPage .Destination }}{{ end }}")]), Trust::Always);
    assert_eq!(trust(&[plain, (hook, "<a href=\"{{ .Destination }}\">{{ .Text }}</a>")]), Trust::Never);
    assert_eq!(trust(&[plain, (hook, "{{ partial \"link\" . }}")]), Trust::Perhaps);
    assert_eq!(trust(&[("hugo.toml", "theme = 'missing'\n")]), Trust::Perhaps);
    assert_eq!(trust(&[("hugo.toml", "theme = 'here'\n"), ("themes/here/theme.toml", "")]), Trust::Never);
}

#[test]
fn hugo_routing() {
    let config = "baseURL = 'https://User@X.org:8080/a/b/'\nstaticDir = ['static', 'files']\ntheme = ['t']\n[taxonomies]\ntag = 'themen'\n[outputFormats.Data]\nbaseName = 'feed'\n[markup.goldmark.parser]\nautoHeadingIDType = 'blackfriday'\n";
    let files = [("hugo.toml", config), ("content/talks/2024/_content.gotmpl", "")];
    let routing = Site::new(Generator::Hugo, &files).layout.settings.routing;
    assert_eq!((routing.base_path.as_str(), routing.hosts.as_slice()), ("a/b", &["x.org".to_owned()][..]));
    let statics: Vec<&str> = routing.statics.iter().map(|mount| mount.folder.as_str()).collect();
    assert_eq!(statics, ["static", "files", "themes/t/static", "content"]);
    for path in ["index.xml", "posts/index.xml", "posts/page/2/", "a/feed.json"] {
        assert!(routing.generated.is_match(path), "{path}");
    }
    assert!(routing.at_build.is_match("talks/2024/any/") && !routing.at_build.is_match("talks/2023/any/"));
    // Terms are made of what the pages say.
    for path in ["posts/x/", "talks/2023/any/", "themen/x/", "tags/x/"] {
        assert!(!routing.generated.is_match(path), "{path}");
    }
    assert_eq!(routing.anchors, Anchors::HugoBlackfriday);
    assert!(routing.lower_case && routing.languages.is_empty() && routing.opaque.is_none());
    let mounted = "[[module.mounts]]\nsource = 'elsewhere/docs'\ntarget = 'content/docs'\n";
    assert!(Site::new(Generator::Hugo, &[("hugo.toml", mounted)]).layout.settings.routing.opaque.is_some());
}

#[test]
fn jekyll_routing() {
    let read = |files: &[(&str, &str)]| Site::new(Generator::Jekyll, files).layout.settings.routing;
    let routing = read(&[("_config.yml", "title: x\n"), ("CNAME", "www.X.org\n")]);
    assert_eq!(routing.hosts, ["www.x.org"]);
    assert_eq!((routing.source_links.trust, routing.anchors), (Trust::Perhaps, Anchors::Kramdown));
    let routing = read(&[("_config.yml", "plugins: [jekyll-relative-links]\nkramdown: { auto_ids: false }\n")]);
    assert_eq!((routing.source_links.trust, routing.anchors), (Trust::Always, Anchors::None));
    let routing = read(&[("_config.yml", "title: x\n"), ("Gemfile", "gem \"github-pages\", group: :jekyll_plugins\n")]);
    assert_eq!(routing.source_links.trust, Trust::Always);
    let routing = read(&[("_config.yml", "title: x\n"), ("_plugins/x.rb", "")]);
    assert_eq!(routing.opaque, Some("pages may come from `_plugins`"));
}
