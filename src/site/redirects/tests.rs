//! Redirects of small sites on the disk.

use super::*;
use crate::config::Config;
use crate::site::profile::Generator;
use crate::site::settings::Settings;

/// The redirects of a site of these files in the folder `site`, adjusted by `adjust`.
fn site(tree: &[(&str, &str)], generator: Generator, adjust: impl Fn(&mut Settings)) -> (Files, Redirects) {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::create_dir(directory.path().join("site")).expect("a directory");
    for (path, text) in tree {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
        std::fs::write(path, text).expect("a file");
    }
    let (root, files) = (Root::open(directory.path()).expect("a root"), Files::default());
    let mut settings = Settings::read(&root, &files, Path::new("site"), generator, &[]);
    adjust(&mut settings);
    let layout = Layout::new("site".into(), generator, Config::default(), settings);
    let redirects = Redirects::read(&root, &Listing::new(&root), &files, &layout);
    (files, redirects)
}

fn plain(path: &str, text: &str) -> Redirects {
    site(&[(&format!("site/{path}"), text)], Generator::Plain, |_| {}).1
}

#[track_caller]
fn leads(redirects: &Redirects, rows: &[(&str, Option<&str>)]) {
    for &(path, expected) in rows {
        assert_eq!(redirects.to(path).map(|redirect| redirect.to).as_deref(), expected, "{path}");
    }
}

#[test]
fn lines_of_redirects() {
    let text = "# moved\n/a /b\r\n/gone  /x 410\n  /c\t/d 302! # later\n/store id=:id /p/:id 301\n/ /de 302 Language=de\n\
                /old/keep /kept\n/old/* /new/:splat 301\n/old/late /never\n/api/* https://api.test/:splat 200\nbroken\n/e 301\n\
                https://blog.test/* /blog/:splat\n/f https://other.test/f#x 308\n/a /again\n";
    let redirects = plain("_redirects", text);
    leads(
        &redirects,
        &[
            ("a", Some("/b")),
            ("a/", Some("/b")),
            ("gone", None),
            ("c", Some("/d")),
            ("store", Some("/p/:id")),
            ("", Some("/de")),
            ("old/keep", Some("/kept")),
            ("old/late", Some("/new/late")),
            ("api/x", Some("https://api.test/x")),
            ("broken", None),
            ("e", None),
            ("f", Some("https://other.test/f#x")),
            ("other", None),
        ],
    );
    let at = |path: &str| redirects.to(path).expect("a redirect");
    assert!(at("a").permanent && !at("c").permanent && at("f").permanent);
    assert!(at("api/x").rewrite && !at("a").rewrite);
    let (_, span) = at("old/x").place.expect("a place");
    assert_eq!(span.slice(text), "/old/*");
    let twice: Vec<_> = redirects.literal().filter(|(path, _)| *path == "a").map(|(_, to)| to.to).collect();
    assert_eq!(twice, ["/b", "/again"]);
}

#[test]
fn rules_of_other_hosts_and_above_the_base_path() {
    let text = "https://blog.test/x /y\nhttps://else.test/z /y\n/docs/a /docs/b\n/docs/c/* /docs/d/:splat\n/docs /docs/home\n/docsify /e\n";
    let (_, redirects) = site(&[("site/_redirects", text)], Generator::Plain, |settings| {
        settings.routing.hosts = vec!["blog.test".to_owned()];
        settings.routing.base_path = "docs".to_owned();
    });
    leads(
        &redirects,
        &[
            ("x", Some("/y")),
            ("z", None),
            ("a", Some("/docs/b")),
            ("c/1", Some("/docs/d/1")),
            ("", Some("/docs/home")),
            ("ify", None),
        ],
    );
}

#[test]
fn folders_that_are_served_and_a_file_above_the_site() {
    let netlify = "[build]\nbase = \"/site/\"\n[[redirects]]\nfrom = \"/n\"\nto = \"/m\"\n";
    let tree = [("netlify.toml", netlify), ("site/static/_redirects", "/s /t\n"), ("site/assets/_redirects", "/u /v")];
    let (files, redirects) = site(&tree, Generator::Plain, |settings| {
        let mount = |folder: &str, url: &str| super::super::routing::Mount { folder: folder.into(), url: url.into() };
        settings.routing.statics = vec![mount("assets", "")];
    });
    leads(&redirects, &[("n", Some("/m")), ("s", Some("/t")), ("u", Some("/v"))]);
    let (file, _) = redirects.to("u").and_then(|redirect| redirect.place).expect("a place");
    assert_eq!(&*files.path(file), Path::new("site/assets/_redirects"));
    let other = netlify.replace("/site/", "elsewhere");
    assert!(site(&[("netlify.toml", &other)], Generator::Plain, |_| {}).1.is_empty());
}

#[test]
fn tables_of_netlify_and_vercel() {
    let text = "[[redirects]]\nfrom = '/a'\nto = '/b'\nstatus = 302\n[[redirects]]\nfrom = '/*'\nto = '/404.html'\nstatus = 404\n";
    let redirects = plain("netlify.toml", text);
    leads(&redirects, &[("a", Some("/b")), ("x", None)]);
    let place = redirects.to("a").and_then(|redirect| redirect.place).expect("a place");
    assert_eq!(place.1.slice(text), "'/a'");
    let text = "{ // rules\n \"redirects\": [{ \"source\": \"/a/:x*\", \"destination\": \"/b/:x*\" }, \
                { \"source\": \"/t\", \"destination\": \"/u\", \"permanent\": false }], \
                \"rewrites\": [{ \"source\": \"/api/(.*)\", \"destination\": \"/f\" }] }";
    let redirects = plain("vercel.json", text);
    leads(&redirects, &[("a/1/2", Some("/b/1/2")), ("t", Some("/u")), ("api/x", Some("/f")), ("b", None)]);
    assert!(redirects.to("a/1").is_some_and(|r| r.permanent) && redirects.to("t").is_some_and(|r| !r.permanent));
}

#[test]
fn tables_of_firebase_and_static_web_apps() {
    let text = r#"{"hosting": [{"redirects": [{"source": "/a{,/**}", "destination": "/b", "type": 301}],
        "rewrites": [{"source": "/f/**", "function": "f"}, {"regex": "/r.*", "destination": "/"}]}]}"#;
    leads(&plain("firebase.json", text), &[("a", Some("/b")), ("a/x", Some("/b")), ("f/1", Some("")), ("r1", None)]);
    let text = r#"{"routes": [{"route": "/a", "redirect": "/b", "statusCode": 301}, {"route": "/w/*", "rewrite": "/w.html"},
        {"route": "/admin/*", "allowedRoles": ["x"]}, {"route": "/gone", "statusCode": 404}]}"#;
    let redirects = plain("staticwebapp.config.json", text);
    leads(&redirects, &[("a", Some("/b")), ("w/x", Some("/w.html")), ("admin/x", None), ("gone", None)]);
}

#[test]
fn tables_of_generators() {
    let text = "plugins:\n  - search\n  - redirects:\n      redirect_maps:\n        old/a.md: new/b.md#part\n        c/index.md: https://x.test\n        d.md#e: f.md\n        docs/g.md: h.md\n";
    let (_, redirects) = site(&[("site/mkdocs.yml", text)], Generator::Mkdocs, |settings| {
        settings.routing.base_path = "docs".to_owned();
    });
    leads(
        &redirects,
        &[
            ("old/a/", Some("/docs/new/b/#part")),
            ("c/", Some("https://x.test")),
            ("d", None),
            ("docs/g/", Some("/docs/h/")),
        ],
    );
    let flat = format!("use_directory_urls: false\n{text}");
    let (_, redirects) = site(&[("site/mkdocs.yml", &flat)], Generator::Mkdocs, |_| {});
    leads(&redirects, &[("old/a.html", Some("/new/b.html#part")), ("c/index.html", Some("https://x.test"))]);
    let text = "[output.html.redirect]\n\"/a/b.html\" = \"../c.html\"\n\"/d.html\" = \"https://x.test\"\n";
    let (_, redirects) = site(&[("site/book.toml", text)], Generator::Mdbook, |_| {});
    leads(&redirects, &[("a/b.html", Some("/c.html")), ("d.html", Some("https://x.test"))]);
    let text = "export default {\n  // '/z': '/y'\n  redirects: { '/a/[...x]': '/b/[...x]', '/c': '/d' } }";
    let (_, redirects) = site(&[("site/astro.config.mjs", text)], Generator::Astro, |_| {});
    leads(&redirects, &[("a/1/2", Some("/b/1/2")), ("c", Some("/d")), ("z", None)]);
}

#[test]
fn malformed_files_are_read_as_far_as_possible() {
    for (name, text) in [
        ("_redirects", "\u{feff}/a /b\n\0 \u{fffd}\n/\n* *\n:a :b\n/c"),
        ("netlify.toml", "redirects = 3"),
        ("netlify.toml", "[[redirects]\n"),
        ("vercel.json", "{\"redirects\": [1, {}, {\"source\": 3}, {\"source\": \"\\\\\"}], \"rewrites\": {}}"),
        ("firebase.json", "{\"hosting\": null}"),
        ("staticwebapp.config.json", "[]"),
        ("staticwebapp.config.json", ""),
    ] {
        let redirects = plain(name, text);
        redirects.to("x");
        if name == "_redirects" {
            leads(&redirects, &[("a", Some("/b"))]);
        }
    }
    let many: String = (0..30_000).map(|at| format!("/{at}/* /x\n")).collect();
    assert_eq!(plain("_redirects", &many).patterns.len(), MOST_PATTERNS);
}
