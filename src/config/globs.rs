//! Globs over paths relative to one directory, with `/` on every system. `*` and `?` stay within a directory.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// The longest glob, in bytes; the compiled form may be a hundred times as large.
const LONGEST: usize = 512;
/// The most globs of one list.
pub(super) const MOST: usize = 1_000;
/// The deepest nesting of `{…}`; the glob compiler recurses.
const DEEPEST: usize = 8;

/// What is wrong with a glob, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct GlobError {
    /// Which glob of the list; `None` where only all together are too large.
    pub index: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The files that match any of `globs`.
///
/// # Errors
/// The first glob that is not one.
pub fn files(globs: &[&str]) -> Result<GlobSet, GlobError> {
    build(globs, |text| Ok(vec![compile(text)?]))
}

/// The files that match any of `globs`, and all files below directories that match.
///
/// # Errors
/// The first glob that is not one.
pub fn trees(globs: &[&str]) -> Result<GlobSet, GlobError> {
    build(globs, |text| {
        let glob = compile(text)?;
        Ok(if text.ends_with("**") { vec![glob] } else { vec![glob, compile(&format!("{text}/**"))?] })
    })
}

/// The URL paths that match any of `globs`, which have a leading `/`; the paths have none. A `/` at the end of either
/// counts for nothing.
///
/// # Errors
/// The first glob that is not one.
pub fn urls(globs: &[&str]) -> Result<GlobSet, GlobError> {
    build(globs, |text| {
        let Some(path) = text.strip_prefix('/') else {
            let message = format!("the URL path `{text}` has no leading `/`");
            return Err(GlobError { index: None, message, help: Some(format!("write `/{text}`")) });
        };
        let path = path.trim_end_matches('/');
        let glob = compile(path)?;
        if path.ends_with("**") {
            return Ok(vec![glob]);
        }
        let with_slash = GlobBuilder::new(&format!("{path}/")).literal_separator(true).backslash_escape(true).build();
        Ok(std::iter::once(glob).chain(with_slash).collect())
    })
}

fn build(globs: &[&str], each: fn(&str) -> Result<Vec<Glob>, GlobError>) -> Result<GlobSet, GlobError> {
    let mut set = GlobSetBuilder::new();
    for (index, text) in globs.iter().enumerate() {
        if index >= MOST {
            let message = format!("more than {MOST} globs in one list");
            return Err(GlobError { index: Some(index), message, help: None });
        }
        let compiled = each(text).map_err(|error| GlobError { index: Some(index), ..error })?;
        for glob in compiled {
            set.add(glob);
        }
    }
    set.build().map_err(|_| GlobError { index: None, message: "the globs are too large".to_owned(), help: None })
}

fn compile(text: &str) -> Result<Glob, GlobError> {
    let wrong = |message: String, help: Option<String>| Err(GlobError { index: None, message, help });
    if text.len() > LONGEST + "/**".len() {
        return wrong(format!("a glob of {} bytes, more than the limit of {LONGEST}", text.len()), None);
    }
    if text.is_empty() {
        return wrong("an empty glob matches nothing".to_owned(), None);
    }
    if let Some(rest) = text.strip_prefix('!') {
        let help = format!("write `{rest}` into `exclude`");
        return wrong(format!("the glob `{text}` begins with `!`, and there are no negated globs"), Some(help));
    }
    if text.starts_with('/') || text.as_bytes().get(1..3).is_some_and(|drive| drive == b":/" || drive == b":\\") {
        let help = "globs are relative to the directory of the configuration file: leave out the leading `/`";
        return wrong(format!("the glob `{text}` is absolute"), Some(help.to_owned()));
    }
    if text.split('/').any(|part| part == "..") {
        return wrong(format!("the glob `{text}` leads upward with `..`"), None);
    }
    let text = text.strip_prefix("./").unwrap_or(text);
    if let Some(directory) = text.strip_suffix('/') {
        let help = format!("write `{directory}/**` for all files below the directory");
        return wrong(format!("the glob `{text}` ends in `/` and matches no file"), Some(help));
    }
    let mut depth = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return wrong(format!("the glob `{text}` nests `{{` more than {DEEPEST} deep"), None);
        }
    }
    GlobBuilder::new(text)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
        .or_else(|error| wrong(format!("`{text}` is not a glob: {}", lower_first(&error.kind().to_string())), None))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn a_star_stays_within_its_directory() {
        let set = files(&["content/*.md", "./event/**"]).expect("globs");
        assert!(set.is_match("content/a.md"));
        assert!(!set.is_match("content/a/b.md"));
        assert!(set.is_match("event/2024/a.md"));
    }

    #[test]
    fn a_tree_is_what_matches_and_what_lies_below() {
        let set = trees(&["drafts", "**/node_modules", "old/**"]).expect("globs");
        for path in ["drafts", "drafts/a.md", "drafts/a/b.md", "x/node_modules/y.md", "node_modules/y.md", "old/z.md"] {
            assert!(set.is_match(path), "{path}");
        }
        assert!(!set.is_match("x/drafts/a.md"));
        assert!(!files(&["drafts"]).expect("globs").is_match("drafts/a.md"));
    }

    #[test]
    fn url_paths_have_a_leading_slash() {
        let set = urls(&["/api/**", "/feed/", "/shop/*.php"]).expect("globs");
        for path in ["api/v1/x", "api/", "feed", "feed/", "shop/a.php"] {
            assert!(set.is_match(path), "{path}");
        }
        for path in ["apis", "feed/x", "shop/a/b.php", ""] {
            assert!(!set.is_match(path), "{path}");
        }
        assert_eq!(urls(&["/a", "api"]).expect_err("no slash").help.as_deref(), Some("write `/api`"));
        assert!(urls(&["/"]).is_err() && urls(&["/../x"]).is_err() && urls(&["//x"]).is_err());
    }

    #[test]
    fn globs_that_can_never_match_are_mistakes() {
        for (glob, part) in [
            ("", "empty"),
            ("/content/**", "absolute"),
            ("C:/site/**", "absolute"),
            ("../other/**", "upward"),
            ("content/../x", "upward"),
            ("content/", "ends in `/`"),
            ("!drafts/**", "negated"),
            ("content/[a", "not a glob"),
            ("content/{a", "not a glob"),
        ] {
            let error = files(&["ok", glob]).expect_err(glob);
            assert!(error.message.contains(part), "{glob}: {}", error.message);
            assert_eq!(error.index, Some(1), "{glob}");
        }
    }

    #[test]
    fn bombs_end_in_an_error_or_in_time() {
        let start = Instant::now();
        let alternatives = "{a,b}".repeat(100);
        let stars = "*a".repeat(250);
        let trees_of_stars = "**/".repeat(170) + "x";
        for glob in [&*alternatives, &stars, &trees_of_stars] {
            if let Ok(set) = files(&[glob]) {
                assert!(!set.is_match("a".repeat(4_000) + "b/c"));
            }
        }
        assert!(files(&["{".repeat(400).as_str()]).is_err());
        assert!(files(&["{a,".repeat(100).as_str()]).is_err());
        assert!(files(&["x".repeat(1 << 20).as_str()]).is_err());
        let many = vec!["x".to_owned(); 100_000];
        assert!(files(&many.iter().map(String::as_str).collect::<Vec<_>>()).is_err());
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}
