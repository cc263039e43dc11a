//! Which files of a tree are read, and as which site: detection, excludes, several sites, ignore files, odd names.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use foreword::config::{Collection, CollectionKind, Config};
use foreword::engine::project::{Asked, PathError, find_projects};
use foreword::engine::walk::{SiteFiles, Survey, survey};
use foreword::root::Root;
use foreword::site::Layout;
use foreword::site::profile::Generator;
use foreword::site::settings::Settings;
use foreword::source::Files;
use globset::{Glob, GlobSet};
use std::path::{Path, PathBuf};

struct Tree {
    dir: tempfile::TempDir,
}

impl Tree {
    fn new(files: &[&str]) -> Self {
        let tree = Self { dir: tempfile::tempdir().expect("a temporary directory") };
        for file in files {
            tree.put(file, "x");
        }
        tree
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }

    fn root(&self) -> Root {
        Root::open(self.dir.path()).expect("the root opens")
    }

    fn survey(&self, asked: &[Asked]) -> Survey {
        survey(&self.root(), asked)
    }

    /// Each site with its generator and its pages.
    fn sites(&self, asked: &[Asked]) -> Vec<(String, Generator, Vec<String>)> {
        let found = self.survey(asked);
        let sites = found.sites.iter().enumerate();
        sites
            .map(|(at, seed)| (text(&seed.root), seed.generator, texts(&self.files(&found, at, false).pages)))
            .collect()
    }

    fn files(&self, found: &Survey, site: usize, force_exclude: bool) -> SiteFiles {
        let seed = &found.sites[site];
        let settings = Settings::read(&self.root(), &Files::default(), &seed.root, seed.generator, &[]);
        let layout = Layout::new(seed.root.clone(), seed.generator, Config::default(), settings);
        found.files_of(site, &layout, force_exclude)
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn texts(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| text(path)).collect()
}

fn folder(path: &str) -> Asked {
    Asked { path: path.into(), is_file: false }
}

fn file(path: &str) -> Asked {
    Asked { path: path.into(), is_file: true }
}

/// The generator and the pages of a tree that is one site.
fn only(tree: &Tree) -> (Generator, Vec<String>) {
    let mut sites = tree.sites(&[folder("")]);
    assert_eq!(sites.len(), 1, "{sites:?}");
    let (root, generator, pages) = sites.remove(0);
    assert_eq!(root, "");
    (generator, pages)
}

#[test]
fn generators_are_found_by_their_files() {
    use Generator::*;
    let cases: &[(&[(&str, &str)], Generator)] = &[
        (&[("hugo.toml", "")], Hugo),
        (&[("hugo.yml", "")], Hugo),
        (&[("config.toml", "baseURL = 'https://example.org'"), ("content/a.md", "")], Hugo),
        (&[("config.toml", "theme = 'x'\n[params]\n"), ("content/a.md", ""), ("themes/x/theme.toml", "")], Hugo),
        (&[("config.yaml", "baseurl: /\ntitle: x"), ("layouts/a.html", "")], Hugo),
        (&[("config.json", "{\n  \"baseURL\": \"/\"\n}"), ("content/a.md", "")], Hugo),
        (&[("config/_default/hugo.toml", ""), ("content/a.md", "")], Hugo),
        (&[("config.toml", "base_url = 'https://example.org'")], Zola),
        (&[("config.toml", "[server]\nbaseURL = 1"), ("content/a.md", "")], Plain),
        (&[("config.yml", "database:\n  baseURL: x"), ("content/a.md", "")], Plain),
        (&[("_config.yml", "title: x")], Jekyll),
        (&[("_config.yml", "")], Jekyll),
        (&[("_config.yml", "title: x"), ("source/_posts/a.md", "")], Hexo),
        (&[("_config.yml", "title: x"), ("_toc.yml", "")], Plain),
        (&[("docusaurus.config.ts", "")], Docusaurus),
        (&[("astro.config.mjs", "")], Astro),
        (&[(".eleventy.js", "")], Eleventy),
        (&[("eleventy.config.mjs", "")], Eleventy),
        (&[("mkdocs.yml", "")], Mkdocs),
        (&[(".vitepress/config.mts", "")], Vitepress),
        (&[("next.config.js", "")], Next),
        (&[("pelicanconf.py", "")], Pelican),
        (&[("book.toml", "")], Mdbook),
        (&[(".obsidian/app.json", "")], Obsidian),
        (&[("hugo.toml", ""), (".obsidian/app.json", "")], Hugo),
        (&[("README.md", "")], Plain),
    ];
    for (files, expected) in cases {
        let tree = Tree::new(&[]);
        for (path, text) in *files {
            tree.put(path, text);
        }
        let found = tree.survey(&[folder("")]);
        let generators: Vec<_> = found.sites.iter().map(|seed| seed.generator).collect();
        assert_eq!(generators, [*expected], "{files:?}");
    }
}

#[test]
fn only_content_is_read() {
    let tree = Tree::new(&[
        "hugo.toml",
        "README.md",
        "content/_index.md",
        "content/b.md",
        "content/a/index.markdown",
        "content/a/x.html",
        "content/a/x.txt",
        "content/node_modules/y.md",
        "archetypes/default.md",
        "themes/t/content/t.md",
        "themes/t/exampleSite/hugo.toml",
        "themes/t/exampleSite/content/e.md",
        "exampleSite/hugo.toml",
        "public/p.md",
        "layouts/l.md",
        ".hidden/h.md",
        "content/.h.md",
        "content/UP.MD",
        "content/vendor/v.md",
    ]);
    let expected =
        ["content/UP.MD", "content/_index.md", "content/a/index.markdown", "content/b.md", "content/vendor/v.md"];
    assert_eq!(only(&tree), (Generator::Hugo, expected.map(str::to_owned).to_vec()));
    let found = tree.survey(&[folder("")]);
    assert_eq!(texts(&tree.files(&found, 0, false).html), ["content/a/x.html"]);

    let jekyll = Tree::new(&[
        "_posts/2020-01-01-a.md",
        "_layouts/l.md",
        "_site/s.md",
        "README.md",
        "about.md",
        "docs/README.md",
    ]);
    jekyll.put("_config.yml", "title: x\n");
    let expected = ["_posts/2020-01-01-a.md", "about.md", "docs/README.md"];
    assert_eq!(only(&jekyll), (Generator::Jekyll, expected.map(str::to_owned).to_vec()));

    let cargo = Tree::new(&["a.md", "target/doc.md", "target/CACHEDIR.TAG", "x/target/kept.md"]);
    assert_eq!(only(&cargo).1, ["a.md", "x/target/kept.md"]);
}

#[test]
fn sites_under_one_root_are_apart() {
    let tree = Tree::new(&[
        ".git/HEAD",
        "README.md",
        "website/hugo.toml",
        "website/content/a.md",
        "website/content/x/mkdocs.yml",
        "website/content/x/docs/b.md",
        "docs/mkdocs.yml",
        "docs/docs/index.md",
        "apps/blog/foreword.toml",
        "apps/blog/p.md",
        "apps/note.md",
        "website/content/own/foreword.toml",
        "website/content/own/o.md",
    ]);
    let site = |root: &str, generator, pages: &[&str]| {
        (root.to_owned(), generator, pages.iter().map(|&page| page.to_owned()).collect::<Vec<_>>())
    };
    let plain = site("", Generator::Plain, &["README.md", "apps/note.md"]);
    let blog = site("apps/blog", Generator::Plain, &["apps/blog/p.md"]);
    let docs = site("docs", Generator::Mkdocs, &["docs/docs/index.md"]);
    let website = site("website", Generator::Hugo, &["website/content/a.md", "website/content/x/docs/b.md"]);
    let own = site("website/content/own", Generator::Plain, &["website/content/own/o.md"]);
    let all = vec![plain.clone(), blog.clone(), docs.clone(), website.clone(), own.clone()];
    assert_eq!(tree.sites(&[folder("")]), all);
    assert_eq!(tree.sites(&[folder("website")]), [website.clone(), own]);
    assert_eq!(tree.sites(&[folder("website/content/x")]), std::slice::from_ref(&website));
    assert_eq!(tree.sites(&[file("website/content/a.md"), file("README.md")]), [plain.clone(), website]);
    assert_eq!(tree.sites(&[folder("apps")]), [plain, blog]);
}

#[test]
fn an_example_site_that_is_named_is_a_site() {
    let tree = Tree::new(&["hugo.toml", "content/a.md", "exampleSite/hugo.toml", "exampleSite/content/e.md"]);
    let sites = tree.sites(&[folder("exampleSite")]);
    assert_eq!(sites, [("exampleSite".to_owned(), Generator::Hugo, vec!["exampleSite/content/e.md".to_owned()])]);
}

#[test]
fn gitignore_counts_without_git() {
    let tree = Tree::new(&["a.md", "drafts/b.md", "sub/c.tmp.md", "sub/d.md", "sub/keep.tmp.md", "sub/.h/e.md"]);
    tree.put(".gitignore", "drafts/\n*.tmp.md\n");
    tree.put("sub/.gitignore", "!keep.tmp.md\n");
    assert_eq!(only(&tree).1, ["a.md", "sub/d.md", "sub/keep.tmp.md"]);
    // What is named is read all the same, unless that is forbidden.
    let found = tree.survey(&[file("drafts/b.md")]);
    assert_eq!(texts(&tree.files(&found, 0, false).pages), ["a.md", "drafts/b.md", "sub/d.md", "sub/keep.tmp.md"]);
    assert_eq!(texts(&tree.files(&found, 0, true).pages), ["a.md", "sub/d.md", "sub/keep.tmp.md"]);
    for ignored in ["drafts", "sub/.h"] {
        let pages = &tree.sites(&[folder(ignored)])[0].2;
        assert!(pages.iter().any(|page| page.starts_with(ignored)), "{ignored}: {pages:?}");
    }
    // An ignore file above the project belongs to someone else.
    let outer = Tree::new(&["project/a.md"]);
    outer.put(".gitignore", "*\n");
    let root = Root::open(&outer.dir.path().join("project")).expect("the root opens");
    let found = survey(&root, &[folder("")]);
    assert_eq!(outer.files(&found, 0, false).pages, [PathBuf::from("a.md")]);
}

#[test]
fn configuration_adds_and_takes_away() {
    let tree = Tree::new(&[
        "web/hugo.toml",
        "web/content/a.md",
        "web/content/drafts/x/b.md",
        "web/notes/n.md",
        "web/data/e.yaml",
        "web/data/x.json",
        "web/themes/t/t.md",
    ]);
    let set = |glob: &str| GlobSet::builder().add(Glob::new(glob).expect("a glob")).build().expect("a set");
    let collection = |name: &str, files: &str, kind| Collection {
        name: name.to_owned(),
        files: set(files),
        exclude: GlobSet::empty(),
        kind,
        schema: None,
        schema_configured: false,
        roles: Default::default(),
        rules: Default::default(),
        format: None,
    };
    // The configuration stands above the site: its globs are relative to where it stands.
    let config = Config {
        exclude: set("web/content/drafts"),
        collections: vec![
            collection("notes", "web/notes/**", CollectionKind::Pages),
            collection("events", "web/data/*.yaml", CollectionKind::Data),
        ],
        ..Config::default()
    };
    let found = tree.survey(&[folder("web")]);
    let seed = &found.sites[0];
    let settings = Settings::read(&tree.root(), &Files::default(), &seed.root, seed.generator, &[]);
    let layout = Layout::new(seed.root.clone(), seed.generator, config, settings);
    let files = found.files_of(0, &layout, false);
    assert_eq!(texts(&files.pages), ["web/content/a.md", "web/notes/n.md"]);
    assert_eq!(texts(&files.data), ["web/data/e.yaml"]);
    let name_of = |path: &str| layout.collection_of(Path::new(path)).map(|(at, each)| (at, each.name.clone()));
    assert_eq!(name_of("web/notes/n.md"), Some((0, "notes".to_owned())));
    assert_eq!(name_of("web/content/a.md"), Some((2, "content".to_owned())));
}

#[test]
fn configured_content_folders_replace_the_generators() {
    let tree = Tree::new(&["web/hugo.toml", "web/content/a.md", "web/pages/b.md", "other/c.md"]);
    let found = tree.survey(&[folder("web")]);
    let seed = &found.sites[0];
    let pages = |content: &[&str]| {
        let settings = Settings::read(&tree.root(), &Files::default(), &seed.root, seed.generator, &[]);
        let content = content.iter().map(|&folder| folder.to_owned()).collect();
        let config = Config { content, ..Config::default() };
        let layout = Layout::new(seed.root.clone(), seed.generator, config, settings);
        texts(&found.files_of(0, &layout, false).pages)
    };
    assert_eq!(pages(&["web/pages"]), ["web/pages/b.md"]);
    assert_eq!(pages(&["web/pages", "web/content"]), ["web/content/a.md", "web/pages/b.md"]);
    assert_eq!(pages(&["other"]), ["web/content/a.md"], "a folder of another site");
}

#[test]
fn the_order_is_that_of_bytes() {
    let tree = Tree::new(&["b.md", "a/z.md", "a.md", "a-b/c.md", "B.md", "é.md", "a/é/x.md"]);
    let expected = ["B.md", "a-b/c.md", "a.md", "a/z.md", "a/é/x.md", "b.md", "é.md"];
    for _ in 0..5 {
        assert_eq!(only(&tree).1, expected);
    }
}

#[cfg(unix)]
#[test]
fn odd_names_are_carried() {
    use std::os::unix::ffi::OsStrExt;
    let tree = Tree::new(&["-n.md", "line\nbreak.md", "--help/a b.md"]);
    let latin = std::ffi::OsStr::from_bytes(b"caf\xE9.md");
    std::fs::write(tree.dir.path().join(latin), "x").expect("a file");
    let found = tree.survey(&[folder("")]);
    let pages = tree.files(&found, 0, false).pages;
    let expected = [Path::new("--help/a b.md"), Path::new("-n.md"), Path::new(latin), Path::new("line\nbreak.md")];
    assert_eq!(pages, expected);
    assert_eq!(tree.root().read(&pages[2], 9).expect("opens by its bytes"), b"x");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_passed_over() {
    use std::os::unix::fs::symlink;
    let tree = Tree::new(&["a.md", "sub/b.md"]);
    let outside = Tree::new(&["secret.md"]);
    let at = |name: &str| tree.dir.path().join(name);
    symlink("a.md", at("link.md")).expect("a link");
    symlink(".", at("sub/loop")).expect("a link");
    symlink("/", at("all")).expect("a link");
    symlink(outside.dir.path(), at("outside")).expect("a link");
    symlink(outside.dir.path().join("secret.md"), at("secret.md")).expect("a link");
    let made = std::process::Command::new("mkfifo").arg(at("fifo.md")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let found = tree.survey(&[folder("")]);
    assert_eq!(
        texts(&tree.files(&found, 0, false).pages),
        ["a.md", "secret.md", "sub/b.md"],
        "what leads out is to be told"
    );
    let notices: Vec<_> = found.notices.iter().map(|notice| (text(&notice.path), notice.reason.as_str())).collect();
    assert_eq!(notices, [("fifo.md".to_owned(), "not a regular file")]);

    let cwd = tree.dir.path().canonicalize().expect("a path");
    std::fs::create_dir(cwd.join(".git")).expect("a checkout");
    let find = |path: &str| find_projects(&[PathBuf::from(path)], &cwd);
    let linked = find("link.md").expect("ends below the project");
    assert_eq!(linked[0].asked, [file("link.md")]);
    assert_eq!(linked[0].root, cwd);
    assert!(matches!(find("secret.md"), Err(PathError::Outside { .. })));
    assert!(matches!(find("outside"), Err(PathError::Outside { .. })));
    assert!(matches!(find("outside/secret.md").map(|found| found[0].root != cwd), Ok(true)), "that is another project");
    assert!(matches!(find("fifo.md"), Err(PathError::NotRegular { .. })));
    assert_eq!(find("sub/loop/b.md").expect("a real file")[0].asked, [file("sub/b.md")]);
    let pages = tree.files(&tree.survey(&linked[0].asked), 0, false).pages;
    assert_eq!(texts(&pages), ["a.md", "link.md", "secret.md", "sub/b.md"]);
}

#[test]
fn projects_end_at_configuration_and_version_control() {
    let tree =
        Tree::new(&["repo/.git/HEAD", "repo/README.md", "repo/site/foreword.toml", "repo/site/a/b.md", "loose/x.md"]);
    let top = tree.dir.path().canonicalize().expect("a path");
    let find =
        |path: &str, cwd: &str| find_projects(&[PathBuf::from(path)], &top.join(cwd)).map(|mut all| all.remove(0));
    let repo = find("README.md", "repo").expect("a project");
    assert_eq!((repo.root, repo.asked), (top.join("repo"), vec![file("README.md")]));
    let site = find("site/a/b.md", "repo").expect("a project");
    assert_eq!((site.root, site.asked), (top.join("repo"), vec![file("site/a/b.md")]), "the checkout is the project");
    let site = find("..", "repo/site/a").expect("a project");
    assert_eq!((site.root, site.asked), (top.join("repo"), vec![folder("site")]));
    let loose = find("loose/x.md", "").expect("a project");
    assert_eq!((loose.root, loose.asked), (top.clone(), vec![file("loose/x.md")]), "the working directory is above");
    let loose = find("../loose", "repo").expect("a project");
    assert_eq!((loose.root, loose.asked), (top.join("loose"), vec![folder("")]));
    std::fs::write(top.join("loose/foreword.toml"), "").expect("a configuration");
    let loose = find("loose/x.md", "").expect("a project");
    assert_eq!((loose.root, loose.asked), (top.join("loose"), vec![file("x.md")]), "no checkout, but a configuration");
    let both = find_projects(&[PathBuf::from("repo/README.md"), PathBuf::from("loose")], &top).expect("two projects");
    assert_eq!(both.len(), 2);
    assert_eq!(find_projects(&[], &top.join("repo/site/a")).expect("here")[0].asked, [folder("site/a")]);
    let missing = find("no/such.md", "repo").expect_err("it is not there");
    assert_eq!(missing.to_string(), "no such file or directory: `no/such.md`");
    assert!(matches!(find("README.md/x", "repo"), Err(PathError::Missing { .. })));
}
