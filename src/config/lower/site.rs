//! Where a site's files are and what their URLs are like: folders and addresses judged as text.

use super::{Lowering, join};
use crate::config::BaseUrl;
use crate::config::file::site::{StaticFolders, Texts};
use crate::config::globs;
use crate::config::read::At;
use crate::site::routing::Mount;
use globset::GlobSet;
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// The most folders of one list.
const FOLDERS: usize = 100;
/// The longest permalink pattern, in bytes.
const LONGEST_PATTERN: usize = 512;
/// The most permalink patterns.
const PATTERNS: usize = 1_000;

impl Lowering<'_> {
    pub(super) fn base_url(&mut self, text: &At<String>) -> Option<BaseUrl> {
        let At { place, value } = text;
        match parse_base(value) {
            Ok(base) => Some(base),
            Err(problem) => {
                let help = "write an address such as `https://example.org/docs/`, or its path alone, such as `/docs/`";
                self.mistakes.add(*place, format!("the base URL `{value}` {problem}"), Some(help.to_owned()));
                None
            }
        }
    }

    /// Folders relative to the project root, with `/`.
    pub(super) fn content(&mut self, texts: &[At<String>]) -> Vec<String> {
        texts.iter().take(self.few_folders(texts)).filter_map(|text| self.folder(text)).collect()
    }

    pub(super) fn statics(&mut self, typed: StaticFolders) -> Vec<Mount> {
        let keys: Vec<At<String>> = typed.folders.iter().map(|(folder, _)| folder.clone()).collect();
        let few = self.few_folders(&keys);
        let mut mounts = Vec::new();
        for (folder, url) in typed.folders.into_iter().take(few) {
            let url = url.map_or(Some(String::new()), |url| self.url_path(&url));
            if let (Some(folder), Some(url)) = (self.folder(&folder), url) {
                mounts.push(Mount { folder, url });
            }
        }
        mounts
    }

    pub(super) fn external_paths(&mut self, texts: &[At<String>]) -> GlobSet {
        self.globs_by(texts, globs::urls)
    }

    pub(super) fn permalinks(&mut self, typed: Texts) -> BTreeMap<String, String> {
        if let Some((key, _)) = typed.0.get(PATTERNS) {
            self.mistakes.add(key.place, format!("more than {PATTERNS} permalinks"), None);
        }
        let mut permalinks = BTreeMap::new();
        for (key, pattern) in typed.0.into_iter().take(PATTERNS) {
            let text = &pattern.value;
            let problem = if text.is_empty() {
                "is empty"
            } else if text.len() > LONGEST_PATTERN {
                "is longer than 512 bytes"
            } else if text.contains("://") {
                "has a host"
            } else if text.split('/').any(|part| part == "..") {
                "leads upward with `..`"
            } else {
                permalinks.insert(key.value, pattern.value);
                continue;
            };
            let help = "write a path in the generator's own tokens, such as `/:year/:slug/`";
            let message = format!("the permalink of `{}` {problem}", key.value);
            self.mistakes.add(pattern.place, message, Some(help.to_owned()));
        }
        permalinks
    }

    /// How many of the folders count.
    fn few_folders(&mut self, texts: &[At<String>]) -> usize {
        if let Some(text) = texts.get(FOLDERS) {
            self.mistakes.add(text.place, format!("more than {FOLDERS} folders in one list"), None);
        }
        FOLDERS
    }

    fn folder(&mut self, text: &At<String>) -> Option<String> {
        let At { place, value } = text;
        let relative = "write a path relative to the directory of this file";
        // No part of the folder may lie above the directory, even where more parts lead down again.
        let below = join(Path::new(""), value).is_some();
        let (message, help) = if value.contains('\\') {
            (format!("the folder `{value}` has a `\\`"), "write paths with `/` on every system")
        } else if value.contains('\0') {
            ("the folder has a NUL character".to_owned(), relative)
        } else if value.is_empty() {
            ("the folder has no name".to_owned(), "write `.` for the directory of this file")
        } else if value.starts_with('/') || is_drive(value) || !below {
            (format!("the folder `{value}` leads out of the site"), relative)
        } else {
            let path = join(self.base, value)?;
            let names = path.components().filter_map(|part| match part {
                Component::Normal(name) => name.to_str(),
                _ => None,
            });
            return Some(names.collect::<Vec<_>>().join("/"));
        };
        self.mistakes.add(*place, message, Some(help.to_owned()));
        None
    }

    /// A URL path without slashes at its ends.
    fn url_path(&mut self, text: &At<String>) -> Option<String> {
        let At { place, value } = text;
        match path_problem(value) {
            None => Some(value.trim_matches('/').to_owned()),
            Some(problem) => {
                let help = "write a URL path such as `assets`, or nothing for the top of the site";
                self.mistakes.add(*place, format!("the URL path `{value}` {problem}"), Some(help.to_owned()));
                None
            }
        }
    }
}

/// True for `C:` and the like, which are absolute on one system and names on the others.
fn is_drive(text: &str) -> bool {
    text.as_bytes().get(1) == Some(&b':') && text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The host and the path of an address, or of a path alone.
fn parse_base(text: &str) -> Result<BaseUrl, &'static str> {
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme));
    let (host, path) = match scheme {
        Some(scheme) => {
            let rest = &text[scheme.len()..];
            let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
            if host.contains('@') {
                return Err("has a user name");
            }
            (Some(host_of(host).ok_or("has no host")?), path)
        }
        None if text.starts_with("//") || text.contains("://") => return Err("is no address of a web site"),
        None if !text.starts_with('/') => return Err("is neither an absolute URL nor a path with a leading `/`"),
        None => (None, text),
    };
    match path_problem(path) {
        Some(problem) => Err(problem),
        None => Ok(BaseUrl { host, path: path.trim_matches('/').to_owned() }),
    }
}

/// The host without its port, in lower case.
fn host_of(text: &str) -> Option<String> {
    let (host, port) = match text.rfind(':').filter(|&at| !text[at..].contains(']')) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let fine = match inner {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')) && !host.starts_with('.'),
    };
    let fine = fine && !host.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    fine.then(|| host.to_lowercase())
}

/// What is wrong with a URL path.
fn path_problem(path: &str) -> Option<&'static str> {
    if path.contains(['?', '#']) {
        Some("has a query or a fragment")
    } else if path.contains("://") {
        Some("has a host")
    } else if path.contains('\\') || path.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Some("has a character that no URL path has")
    } else if path.split('/').any(|part| matches!(part, "." | "..")) {
        Some("has `.` or `..` for a part")
    } else {
        None
    }
}
