//! Sources in each notation, the paths they match and the targets that come of it.

use super::notation::MOST_ALTERNATIVES;
use super::*;
use std::time::{Duration, Instant};

/// The target for `path`, if any way to spell out the source matches.
fn lead(sources: Vec<Source>, target: &str, path: &str) -> Option<String> {
    sources.iter().find_map(|source| match source {
        Source::Literal(literal) => (literal == path.trim_end_matches('/')).then(|| target.to_owned()),
        Source::Pattern(pattern) => pattern.matches(path, &mut Fuel::new()).map(|caught| fill(target, &caught)),
    })
}

#[track_caller]
fn table(read: impl Fn(&str) -> Vec<Source>, rows: &[(&str, &str, &str, Option<&str>)]) {
    for &(source, target, path, expected) in rows {
        assert_eq!(lead(read(source), target, path).as_deref(), expected, "{source} {path}");
    }
}

#[test]
fn sources_of_netlify() {
    table(
        netlify,
        &[
            ("/home", "/", "home", Some("/")),
            ("/home/", "/", "home", Some("/")),
            ("/a%20b", "/", "a b", Some("/")),
            ("/news/*", "/blog/:splat", "news/2004/story", Some("/blog/2004/story")),
            ("/news/*", "/blog/:splat", "news/2004/", Some("/blog/2004/")),
            ("/news/*", "/blog/:splat", "news", Some("/blog/")),
            ("/news/*", "/blog/:splat", "newsletter", None),
            ("/*", "/:splat", "", Some("/")),
            ("/:y/:m/x", "/:m-:y", "2024/05/x", Some("/05-2024")),
            ("/:y/:m/x", "/:m-:y", "2024/05/06/x", None),
            ("/:y-:m.html", "/:y/:m", "2024-05.html", Some("/2024/05")),
            ("/wiki/Category:Music", "/m", "wiki/Category:Music", Some("/m")),
            ("/a/*/b", "https://x.test:80/:splat", "a/1/2/b/", Some("https://x.test:80/1/2")),
            ("/café/*", "/c/:splat", "café/é", Some("/c/é")),
        ],
    );
}

#[test]
fn sources_of_vercel() {
    table(
        path_to_regexp,
        &[
            ("/docs/:path*", "/d/:path*", "docs/a/b", Some("/d/a/b")),
            ("/docs/:path*", "/d/:path*", "docs", Some("/d/:path*")),
            ("/docs/:path+", "/d/:path+", "docs", None),
            ("/post/:id(\\d+)", "/p/:id", "post/12", Some("/p/12")),
            ("/post/:id(\\d+)", "/p/:id", "post/1/2", None),
            ("/old/(.*)", "/new/$1", "old/a/b", Some("/new/a/b")),
            ("/(en|fr)/x", "/x", "fr/x", Some("/x")),
            ("/(en|fr)/x", "/x", "de/x", None),
            ("/:path((?!uk/).*)", "/uk/:path*", "a/b", Some("/uk/a/b")),
            ("/a{/:x}?", "/", "a/b", Some("/")),
            ("/a{/:x}?", "/", "a", Some("/")),
            ("/a\\(b", "/", "a(b", Some("/")),
            ("/:lang?/x", "/y", "x", Some("/y")),
        ],
    );
}

#[test]
fn sources_of_globs() {
    let firebase = |source: &str| glob(source, false);
    table(
        firebase,
        &[
            ("/foo{,/**}", "/bar", "foo/x/y", Some("/bar")),
            ("/foo/**", "/bar", "foo/x/y", Some("/bar")),
            ("/foo/*", "/bar", "foo/x", Some("/bar")),
            ("/foo/*", "/bar", "foo/x/y", None),
            ("/blog/:post*", "/b/:post*", "blog/a/b", Some("/b/a/b")),
            ("/users/:id/profile", "/u/:id", "users/7/profile", Some("/u/7")),
            ("/@(a|b)/c", "/d", "b/c", Some("/d")),
            ("**", "/i", "a/b", Some("/i")),
            ("/x.[jt]s", "/", "x.js", Some("/")),
        ],
    );
    table(|source| glob(source, true), &[("/img/*.{png,gif}", "/i", "img/a/b.gif", Some("/i"))]);
}

#[test]
fn sources_of_astro() {
    table(brackets, &[("/b/[...slug]", "/c/[...slug]", "b/x/y", Some("/c/x/y")), ("/b/[id]", "/c", "b/x/y", None)]);
}

#[test]
fn hostile_patterns_end_in_time() {
    let start = Instant::now();
    let path = "a".repeat(4_000) + "/b";
    for source in ["/*a".repeat(30), "/:x-".repeat(200), "(".repeat(4_000), "{a,b}".repeat(500), ":a*".repeat(500)] {
        for sources in [netlify(&source), path_to_regexp(&source), glob(&source, false), brackets(&source)] {
            assert!(sources.len() <= MOST_ALTERNATIVES);
            lead(sources, "/", &path);
        }
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn odd_texts_are_read_without_panic() {
    for source in
        ["", "/", "*", ":", "é:é*", "[", "[é", "(é", "@(", "{", "\\", "\\é", "%", "%F", "%FF", "$", "/:a(", "**/"]
    {
        for sources in [netlify(source), path_to_regexp(source), glob(source, false), brackets(source)] {
            for path in ["", "é", "a/é", "é/", "/"] {
                lead(sources.clone(), source, path);
            }
        }
    }
}
