//! What is known about a site before its pages are read: its generator's settings, its collections, inherited keys.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

mod support;

use foreword::document::{Document, ReadAs};
use foreword::site::inherit::Inheritance;
use foreword::site::profile::Generator;
use std::path::Path;
use support::site::Site;

impl Site {
    fn new(generator: Generator, files: &[(&str, &str)]) -> Self {
        Self::below("web", generator, files)
    }

    /// The collection of a page and its schema, as `name:schema`.
    fn collection(&self, page: &str) -> String {
        self.layout.collection_of(&Path::new("web").join(page)).map_or_else(String::new, |(_, each)| {
            use foreword::schema::SchemaName;
            let schema = match &each.schema {
                Some(SchemaName::Builtin(name)) => name.as_str(),
                _ => "",
            };
            format!("{}:{schema}", each.name)
        })
    }

    /// What a page inherits, as `key=value` with the text of the file, sorted.
    fn inherited(&self, page: &str) -> String {
        let own = self.files.add(page);
        let text = self.root.read(&self.layout.root.join(page), 9999).unwrap_or_default();
        let text = String::from_utf8(text).expect("UTF-8");
        let read_as = ReadAs { front: self.layout.profile.front.clone(), ..ReadAs::default() };
        let document = Document::parse(&text, &read_as);
        let inherited =
            Inheritance::new(&self.root, &self.files, &self.layout).for_page(Path::new(page), own, &document);
        let mut all: Vec<String> = inherited
            .keys
            .iter()
            .map(|key| {
                if key.file == own {
                    return format!("{}={}", key.key, key.node().as_str().expect("the date in the name"));
                }
                let text = self.root.read(&self.files.path(key.file), 9999).expect("the file is there");
                let text = String::from_utf8(text).expect("UTF-8");
                format!("{}={}", key.key, key.node().span().slice(&text))
            })
            .collect();
        all.sort();
        all.join(" ") + if inherited.unknown { " ?" } else { "" }
    }
}

#[test]
fn content_folders_come_from_the_configuration() {
    use Generator::*;
    type Case<'a> = (Generator, &'a [(&'a str, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (Hugo, &[("hugo.toml", "")], &["content"]),
        (Hugo, &[("config.toml", "contentdir = 'text/'")], &["text"]),
        (
            Hugo,
            &[("hugo.yaml", "languages:\n  en: {contentDir: content/en}\n  fr:\n    contentDir: content/fr")],
            &["content/en", "content/fr"],
        ),
        (
            Hugo,
            &[("config/_default/languages.toml", "[en]\ncontentDir = 'en'"), ("config/_default/hugo.toml", "")],
            &["en"],
        ),
        (
            Hugo,
            &[(
                "hugo.toml",
                "[[module.mounts]]\nsource = 'docs'\ntarget = 'content/docs'\n[[module.mounts]]\nsource = 'a'\ntarget = 'assets'",
            )],
            &["docs"],
        ),
        (Hugo, &[("hugo.toml", "contentDir = '../elsewhere'")], &["content"]),
        (Jekyll, &[("_config.yml", "source: src")], &["src"]),
        (Jekyll, &[("_config.yml", "")], &[""]),
        (Hexo, &[("_config.yml", "source_dir: text")], &["text"]),
        (Mkdocs, &[("mkdocs.yml", "docs_dir: text")], &["text"]),
        (Mkdocs, &[("mkdocs.yml", "site_name: x")], &["docs"]),
        (Mdbook, &[("book.toml", "[book]\nsrc = 'text'")], &["text"]),
        (Pelican, &[("pelicanconf.py", "AUTHOR = 'x'\nPATH = \"text\"  # here\n")], &["text"]),
        (Pelican, &[("pelicanconf.py", "PATH = os.path.join('a', 'b')\n")], &["content"]),
    ];
    for (generator, files, expected) in cases {
        let site = Site::new(*generator, files);
        assert_eq!(site.layout.settings.content, *expected, "{files:?}");
    }
}

#[test]
fn pages_fall_into_the_usual_collections() {
    let hugo = Site::new(Generator::Hugo, &[("hugo.toml", "contentDir = 'text'")]);
    assert_eq!(hugo.collection("text/posts/a.md"), "content:hugo");
    assert_eq!(hugo.collection("content/a.md"), "");

    let zola = Site::new(Generator::Zola, &[("config.toml", "")]);
    assert_eq!(zola.collection("content/_index.md"), "sections:zola-section");
    assert_eq!(zola.collection("content/a/_index.fr.md"), "sections:zola-section");
    assert_eq!(zola.collection("content/a/b.md"), "pages:zola-page");

    let jekyll = Site::new(
        Generator::Jekyll,
        &[("_config.yml", "source: src\ncollections: {talks: {output: true}, posts: {}}")],
    );
    assert_eq!(jekyll.collection("src/_posts/2020-01-01-a.md"), "posts:jekyll");
    assert_eq!(jekyll.collection("src/blog/_drafts/a.md"), "posts:jekyll");
    assert_eq!(jekyll.collection("src/_talks/a.md"), "talks:jekyll");
    assert_eq!(jekyll.collection("src/about.md"), "pages:jekyll");
    let list = Site::new(Generator::Jekyll, &[("_config.yml", "collections_dir: own\ncollections: [talks]")]);
    assert_eq!(list.collection("own/_talks/a.md"), "talks:jekyll");

    let plugin = "plugins:\n  - search\n  - blog:\n      blog_dir: news\n";
    let mkdocs = Site::new(Generator::Mkdocs, &[("mkdocs.yml", plugin)]);
    assert_eq!(mkdocs.collection("docs/news/posts/a.md"), "posts:mkdocs-blog");
    assert_eq!(mkdocs.collection("docs/news/index.md"), "docs:");
    let without = Site::new(Generator::Mkdocs, &[("mkdocs.yml", "plugins: [search]")]);
    assert_eq!(without.collection("docs/blog/posts/a.md"), "docs:");
    let named = Site::new(Generator::Mkdocs, &[("mkdocs.yml", "plugins:\n  blog: {}\nx: !!python/name:a.b")]);
    assert_eq!(named.collection("docs/blog/posts/a.md"), "posts:mkdocs-blog");

    let docusaurus = Site::new(Generator::Docusaurus, &[]);
    assert_eq!(docusaurus.collection("blog/a.mdx"), "blog:docusaurus-blog");
    assert_eq!(docusaurus.collection("versioned_docs/version-1/a.md"), "docs:docusaurus-docs");
    assert_eq!(docusaurus.collection("src/pages/a.md"), "pages:docusaurus-page");
    assert_eq!(docusaurus.collection("community/a.md"), "");

    let config = ("astro.config.mjs", "import starlight from '@astrojs/starlight'");
    let starlight = Site::new(Generator::Astro, &[config, ("src/content/docs/a.md", "")]);
    assert_eq!(starlight.collection("src/content/docs/a.md"), "docs:starlight");
    assert_eq!(starlight.collection("src/content/blog/a.md"), "content:");
}

#[test]
fn generators_leave_files_out() {
    let excludes = |site: &Site, path: &str| site.layout.settings.excludes(Path::new(path));
    let jekyll = Site::new(Generator::Jekyll, &[("_config.yml", "exclude: [private/, '*.tmp.md', /docs/a.md]")]);
    assert!(excludes(&jekyll, "private/x/y.md") && excludes(&jekyll, "a.tmp.md") && excludes(&jekyll, "docs/a.md"));
    assert!(!excludes(&jekyll, "other/private.md"));
    let hugo = Site::new(Generator::Hugo, &[("hugo.toml", "ignoreFiles = ['\\.tmp\\.md$', '(']")]);
    assert!(!excludes(&hugo, "content/a.tmp.md"), "one broken pattern: none is used");
    let hugo = Site::new(Generator::Hugo, &[("hugo.toml", "ignoreFiles = ['\\.tmp\\.md$']")]);
    assert!(excludes(&hugo, "content/a.tmp.md") && !excludes(&hugo, "content/a.md"));
    let zola = Site::new(Generator::Zola, &[("config.toml", "ignored_content = ['*.tmp.md', 'drafts/*']")]);
    assert!(excludes(&zola, "content/a/b.tmp.md") && excludes(&zola, "content/drafts/x.md"));
    let mkdocs = Site::new(Generator::Mkdocs, &[("mkdocs.yml", "exclude_docs: |\n  api/\n  /x.md\n  !api/kept\n")]);
    assert!(
        excludes(&mkdocs, "docs/a/api/b.md") && excludes(&mkdocs, "docs/x.md") && !excludes(&mkdocs, "docs/a/x.md")
    );
}

#[test]
fn jekyll_fills_in_defaults() {
    let config = "defaults:\n\
        - {scope: {path: ''}, values: {layout: base, author: a}}\n\
        - {scope: {path: '', type: posts}, values: {layout: post}}\n\
        - {scope: {path: blog/_posts}, values: {author: b}}\n\
        - {scope: {path: 'docs/*/deep'}, values: {toc: true}}\n\
        - {scope: {path: x, type: talks}, values: {layout: talk}}\n\
        - {scope: {path: ../up}, values: {layout: up}}\n\
        - {scope: {path: bad}, values: 1}\n\
        collections: [talks]\n";
    let site = Site::new(Generator::Jekyll, &[("_config.yml", config)]);
    assert_eq!(site.inherited("about.md"), "author=a layout=base");
    assert_eq!(site.inherited("_posts/2020-01-01-a.md"), "author=a date=2020-01-01 layout=post");
    assert_eq!(site.inherited("blog/_posts/2020-01-01-a.md"), "author=b date=2020-01-01 layout=post");
    assert_eq!(site.inherited("docs/a/deep/x.md"), "author=a layout=base toc=true");
    assert_eq!(site.inherited("docs/deep.md"), "author=a layout=base");
    assert_eq!(site.inherited("x/_talks/a.md"), "author=a layout=talk");
    assert_eq!(Site::new(Generator::Jekyll, &[("_config.yml", "title: x")]).inherited("a.md"), "");
}

#[test]
fn hugo_cascades() {
    let site = Site::new(
        Generator::Hugo,
        &[
            ("hugo.toml", "[cascade]\nauthor = 'site'\ntype = 'all'\n"),
            ("content/_index.md", "no front matter\n"),
            ("content/blog/_index.md", "\n---\ntitle: Blog\ncascade:\n  type: blog\n  Layout: wide\n---\ntext\n"),
            (
                "content/blog/old/_index.md",
                "+++\ncascade = [{layout = 'old', target = {path = '/blog/old/2*'}}]\n+++\n",
            ),
            (
                "content/docs/_index.md",
                "---\ncascade:\n- target: {kind: page}\n  toc: 1\n- _target: {lang: fr}\n  x: 1\n---\n",
            ),
            ("content/fr/_index.fr.md", "---\ncascade: {lang: francais}\n---\n"),
        ],
    );
    assert_eq!(site.inherited("content/a.md"), "author='site' type='all'");
    assert_eq!(site.inherited("content/blog/a.md"), "Layout=wide author='site' type=blog");
    assert_eq!(site.inherited("content/blog/old/2019.md"), "author='site' layout='old' type=blog");
    assert_eq!(site.inherited("content/blog/old/x/index.md"), "Layout=wide author='site' type=blog");
    assert_eq!(site.inherited("content/docs/a.md"), "author='site' toc=1 type='all' ?");
    assert_eq!(site.inherited("content/docs/_index.md"), "author='site' type='all' ?");
    assert_eq!(site.inherited("content/fr/a.fr.md"), "author='site' lang=francais type='all'");
    assert_eq!(site.inherited("content/fr/a.md"), "author='site' type='all'");
    assert_eq!(site.inherited("static/a.md"), "");
}

#[test]
fn eleventy_reads_directory_data() {
    let site = Site::new(
        Generator::Eleventy,
        &[
            ("posts/posts.json", r#"{"layout": "post", "tags": ["post"]}"#),
            ("posts/2020/2020.11tydata.json", r#"{"layout": "old"}"#),
            ("posts/2020/2020.json", r#"{"layout": "weaker", "year": 2020}"#),
            ("posts/2020/a.json", r#"{"year": 2021}"#),
            ("posts/2020/b.11tydata.js", "module.exports = {}"),
            ("talks/talks.11tydata.mjs", ""),
            ("talks/in/a.md", ""),
        ],
    );
    assert_eq!(site.inherited("index.md"), "");
    assert_eq!(site.inherited("posts/x.md"), r#"layout="post" tags=["post"]"#);
    assert_eq!(site.inherited("posts/2020/x.md"), r#"layout="old" tags=["post"] year=2020"#);
    assert_eq!(site.inherited("posts/2020/a.md"), r#"layout="old" tags=["post"] year=2021"#);
    assert_eq!(site.inherited("posts/2020/b.md"), r#"layout="old" tags=["post"] year=2020 ?"#);
    assert_eq!(site.inherited("talks/in/a.md"), " ?");
}

#[test]
fn other_generators_inherit_nothing() {
    let site = Site::new(Generator::Docusaurus, &[("docs/docs.json", "{\"a\": 1}")]);
    assert_eq!(site.inherited("docs/a.md"), "");
}
