//! `slug-filename-mismatch`: a slug that is not the name of its file.

use crate::declare_rule;
use crate::document::roles::Role;
use crate::engine::Subject;
use crate::meta::DefaultLevel;
use crate::rule::{Check, Context};
use crate::site::inherit::date_of;
use std::path::Path;

declare_rule! {
    /// ## What it does
    ///
    /// Reports a `slug` that differs from the file's name (the folder's for an `index` file). A date at the start of the
    /// name, its ending and language, and letter case do not count; of a path only the last part does.
    ///
    /// ## Why it matters
    ///
    /// The page behind a URL is hard to find in the source tree when it has another name there.
    ///
    /// ## What to do
    ///
    /// Rename the file, or leave the rule off: many sites keep short names and long slugs.
    SlugFilenameMismatch { id: "slug-filename-mismatch", summary: "a slug that is not the file's name", group: Tags, default: DefaultLevel::Off, since: "0.1.0", fix: None }
}

/// The rule takes no options.
#[derive(Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SlugFilenameMismatch {}

impl Check for SlugFilenameMismatch {
    fn document(&self, subject: &Subject<'_>, cx: &mut Context<'_>) {
        if !subject.parts().has(Role::Slug) || subject.is_section_file() {
            return;
        }
        let Some(root) = subject.document.root() else { return };
        let Some(name) = name(subject.project_path) else { return };
        for entry in root.entries().filter(|entry| !entry.merged() && subject.plays(entry.key(), Role::Slug)) {
            let Some(slug) = entry.value().as_str() else { continue };
            let last = slug.trim().trim_matches('/').rsplit('/').next().unwrap_or_default();
            if !last.is_empty() && !last.eq_ignore_ascii_case(name) && !last.eq_ignore_ascii_case(bare(name)) {
                cx.report(entry.value().span(), format!("slug `{slug}` is not the file's name, `{name}`"))
                    .help("rename the file, or the slug");
            }
        }
    }
}

/// What names the page: the file without ending and language, or its folder.
fn name(path: &Path) -> Option<&str> {
    let file = path.file_name()?.to_str()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = match stem.rsplit_once('.') {
        Some((stem, language))
            if (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase()) =>
        {
            stem
        }
        _ => stem,
    };
    if stem.eq_ignore_ascii_case("index") { path.parent()?.file_name()?.to_str() } else { Some(stem) }
}

/// Without the date at its start.
fn bare(name: &str) -> &str {
    date_of(Path::new(name)).map_or(name, |date| name[date.len()..].trim_start_matches(['-', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_name_pages() {
        for (path, expected) in [
            ("blog/hello.md", "hello"),
            ("blog/hello.fr.md", "hello"),
            ("blog/helm-3.13.md", "helm-3.13"),
            ("blog/hello/index.md", "hello"),
            ("blog/hello/index.fr.md", "hello"),
        ] {
            assert_eq!(name(Path::new(path)), Some(expected), "{path}");
        }
        assert_eq!(bare("2024-01-02-hello"), "hello");
    }
}
