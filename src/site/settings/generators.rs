//! Which setting of which generator means what.

use super::{OwnCollection, Reader, Settings, below, folder, glob_set, literal, strings};
use crate::document::node::NodeRef;
use crate::site::profile::Generator;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use regex::RegexSetBuilder;
use std::path::Path;

pub(super) fn read(reader: &mut Reader<'_>, generator: Generator) -> Settings {
    match generator {
        Generator::Hugo => hugo(reader),
        Generator::Jekyll => jekyll(reader),
        Generator::Hexo => hexo(reader),
        Generator::Mkdocs => mkdocs(reader),
        Generator::Zola => zola(reader),
        Generator::Mdbook => mdbook(reader),
        Generator::Pelican => pelican(reader),
        Generator::Astro => astro(reader),
        Generator::Eleventy => eleventy(reader),
        Generator::Docusaurus | Generator::Vitepress | Generator::Next | Generator::Obsidian | Generator::Plain => {
            Settings::default()
        }
    }
}

fn hugo(reader: &mut Reader<'_>) -> Settings {
    const ENDS: [&str; 4] = ["toml", "yaml", "yml", "json"];
    let in_root = ["hugo", "config"].iter().flat_map(|stem| ENDS.map(|end| format!("{stem}.{end}")));
    let in_root: Vec<String> = in_root.collect();
    reader.first_of(&in_root.iter().map(String::as_str).collect::<Vec<_>>(), None);
    for stem in ["hugo", "config"] {
        let names = ENDS.map(|end| format!("config/_default/{stem}.{end}"));
        reader.first_of(&names.each_ref().map(String::as_str), None);
    }
    for part in [
        "languages",
        "module",
        "taxonomies",
        "cascade",
        "permalinks",
        "markup",
        "outputs",
        "outputFormats",
        "frontmatter",
    ] {
        let names = ENDS.map(|end| format!("config/_default/{part}.{end}"));
        reader.first_of(&names.each_ref().map(String::as_str), Some(part));
    }
    let mut content: Vec<String> = Vec::new();
    let mut add = |dir: &str| {
        if let Some(dir) = folder(dir).filter(|dir| !content.contains(dir)) {
            content.push(dir);
        }
    };
    // Mounts onto `content` replace the content folder; they are folders or single files of this site or of modules.
    if let Some(mounts) = reader.get(&["module", "mounts"]).and_then(|mounts| mounts.as_list()) {
        for mount in mounts {
            let target = get(mount, "target").and_then(NodeRef::as_str).unwrap_or("");
            if target == "content" || target.starts_with("content/") {
                get(mount, "source").and_then(NodeRef::as_str).into_iter().for_each(&mut add);
            }
        }
    }
    let usual = reader.get(&["contentDir"]).and_then(NodeRef::as_str).unwrap_or("content");
    if let Some(languages) = reader.get(&["languages"]) {
        for language in languages.entries() {
            // A language without a folder of its own has its pages in the usual one.
            add(get(language.value(), "contentDir").and_then(NodeRef::as_str).unwrap_or(usual));
        }
    }
    if content.is_empty() {
        content.extend(folder(usual));
    }
    let mut settings = Settings { content, ..Settings::default() };
    settings.taxonomies = match reader.get(&["taxonomies"]) {
        Some(map) => map.entries().filter_map(|e| e.value().as_str()).map(str::to_owned).collect(),
        None => vec!["tags".to_owned(), "categories".to_owned()],
    };
    let ignored: Vec<&str> = strings(reader.get(&["ignoreFiles"])).into_iter().filter(|p| p.len() <= 512).collect();
    if !ignored.is_empty() {
        // Go's RE2 and this crate share their syntax; a pattern that is none to us is not used at all.
        settings.ignore_files = RegexSetBuilder::new(ignored.iter().take(100)).size_limit(1 << 20).build().ok();
    }
    settings
}

fn jekyll(reader: &mut Reader<'_>) -> Settings {
    reader.first_of(&["_config.yml", "_config.yaml", "_config.toml"], None);
    let source = reader.get(&["source"]).and_then(NodeRef::as_str).and_then(folder).unwrap_or_default();
    let collections_dir =
        reader.get(&["collections_dir"]).and_then(NodeRef::as_str).and_then(folder).unwrap_or_default();
    let names: Vec<&str> = match reader.get(&["collections"]) {
        Some(node) if node.as_map().is_some() => node.entries().map(|entry| entry.key()).collect(),
        node => strings(node),
    };
    let collections = names.into_iter().filter(|&name| name != "posts").map(|name| {
        let dir = folder(&format!("{source}/{collections_dir}/_{name}").trim_start_matches('/').replace("//", "/"));
        let files = dir.map(|dir| below(&dir, "**")).into_iter().collect();
        OwnCollection { name: name.to_owned(), files, schema: Some("jekyll") }
    });
    let collections = collections.collect();
    // EntryFilter#glob_include?: a pattern is matched against the path from the source, a folder stands for what it holds.
    let mut globs = Vec::new();
    for pattern in strings(reader.get(&["exclude"])) {
        let pattern = pattern.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
        if !pattern.is_empty() {
            globs.push(below(&source, pattern));
            globs.push(below(&source, &format!("{pattern}/**")));
        }
    }
    Settings {
        content: vec![source],
        collections,
        exclude: glob_set(globs.iter().map(String::as_str), false),
        ..Settings::default()
    }
}

fn hexo(reader: &mut Reader<'_>) -> Settings {
    reader.first_of(&["_config.yml", "_config.yaml"], None);
    let source = reader.get(&["source_dir"]).and_then(NodeRef::as_str).and_then(folder);
    let source = source.unwrap_or_else(|| "source".to_owned());
    let mut globs = Vec::new();
    // What `skip_render` matches is copied as it is, front matter and all.
    for key in ["exclude", "skip_render"] {
        globs.extend(strings(reader.get(&[key])).into_iter().map(|glob| below(&source, glob)));
    }
    let exclude = glob_set(globs.iter().map(String::as_str), false);
    Settings { content: vec![source], exclude, ..Settings::default() }
}

/// `.eleventyignore` and `ignores.add("…")`; see <https://www.11ty.dev/docs/ignores/>.
fn eleventy(reader: &mut Reader<'_>) -> Settings {
    let configs = [".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"];
    let text = configs.iter().find_map(|name| reader.text(name)).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    let dir = literal::js_blocks(&text, "dir").find_map(|block| literal::js_text(block, "input"));
    for folder in ["", dir.and_then(folder).as_deref().unwrap_or("src")] {
        let own = reader.text(&below(folder, ".eleventyignore")).unwrap_or_default();
        // A line is read from the folder that the file lies in.
        let own = own.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.extend(own.map(|line| {
            if folder.is_empty() {
                line.to_owned()
            } else {
                below(folder, line.trim_start_matches("./").trim_start_matches('/'))
            }
        }));
    }
    let added = literal::calls(&text, "ignores.add").filter_map(|call| Some(literal::quoted(call)?.0));
    lines.extend(added.map(|line| line.trim_start_matches("./").to_owned()));
    let ignore_lines = if lines.is_empty() { None } else { ignore_lines(lines.iter().map(String::as_str)) };
    Settings { ignore_lines, ..Settings::default() }
}

fn mkdocs(reader: &mut Reader<'_>) -> Settings {
    reader.first_of(&["mkdocs.yml", "mkdocs.yaml"], None);
    let docs = reader.get(&["docs_dir"]).and_then(NodeRef::as_str).and_then(folder);
    let docs = docs.unwrap_or_else(|| "docs".to_owned());
    let mut settings = Settings { content: vec![docs.clone()], ..Settings::default() };
    // `structure/files.py`, `_default_exclude`.
    let usual = [".*", "/templates/"];
    let lines = reader.get(&["exclude_docs"]).and_then(NodeRef::as_str).unwrap_or_default();
    settings.ignore_lines = ignore_lines(usual.into_iter().chain(lines.lines()));
    let is_blog = |name: &str| matches!(name, "blog" | "material/blog");
    let mut blogs: Vec<Option<NodeRef<'_, '_>>> = Vec::new();
    if let Some(plugins) = reader.get(&["plugins"]) {
        for plugin in plugins.as_list().into_iter().flatten() {
            if plugin.as_str().is_some_and(is_blog) {
                blogs.push(None);
            }
            blogs.extend(plugin.entries().filter(|e| is_blog(e.key())).map(|e| Some(e.value())));
        }
        blogs.extend(plugins.entries().filter(|e| is_blog(e.key())).map(|e| Some(e.value())));
    }
    for options in blogs {
        let text = |key| options.and_then(|node| node.get(key)).and_then(NodeRef::as_str);
        let blog = text("blog_dir").unwrap_or("blog");
        let posts = text("post_dir").unwrap_or("{blog}/posts").replace("{blog}", blog);
        if let Some(dir) = folder(&format!("{docs}/{posts}")) {
            let files = vec![below(&dir, "**")];
            settings.collections.push(OwnCollection { name: "posts".to_owned(), files, schema: Some("mkdocs-blog") });
        }
    }
    settings
}

/// Lines as in `.gitignore`.
pub(super) fn ignore_lines<'l>(lines: impl Iterator<Item = &'l str>) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for line in lines.take(1_000).filter(|line| line.len() <= 512) {
        // A line that is no pattern is left out; MkDocs itself stops at it.
        drop(builder.add_line(None, line));
    }
    builder.build().ok()
}

fn zola(reader: &mut Reader<'_>) -> Settings {
    reader.first_of(&["zola.toml", "config.toml"], None);
    let taxonomies = reader.get(&["taxonomies"]).and_then(|node| node.as_list()).into_iter().flatten();
    let taxonomies = taxonomies.filter_map(|each| each.get("name")?.as_str()).map(str::to_owned).collect();
    // Zola's glob set lets `*` cross folders and sees whole paths.
    let ignored: Vec<String> = strings(reader.get(&["ignored_content"])).into_iter().map(str::to_owned).collect();
    let anywhere: Vec<String> = ignored.iter().map(|glob| format!("**/{glob}")).collect();
    let exclude = glob_set(ignored.iter().chain(&anywhere).map(String::as_str), true);
    Settings { taxonomies, exclude, ..Settings::default() }
}

fn mdbook(reader: &mut Reader<'_>) -> Settings {
    reader.first_of(&["book.toml"], None);
    let src = reader.get(&["book", "src"]).and_then(NodeRef::as_str).and_then(folder);
    Settings { content: src.into_iter().collect(), ..Settings::default() }
}

/// `PATH = 'content'` as it stands; anything that needs Python to know is not used.
fn pelican(reader: &mut Reader<'_>) -> Settings {
    let text = reader.text("pelicanconf.py").unwrap_or_default();
    let path = text.lines().rev().find_map(|line| {
        let value = line.strip_prefix("PATH")?.trim_start().strip_prefix('=')?.trim();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (path, rest) = value[1..].split_once(quote)?;
        let rest = rest.trim();
        (rest.is_empty() || rest.starts_with('#')).then(|| path.to_owned())
    });
    Settings { content: path.as_deref().and_then(folder).into_iter().collect(), ..Settings::default() }
}

fn astro(reader: &mut Reader<'_>) -> Settings {
    let ends = ["mjs", "js", "ts", "mts", "cjs", "cts"];
    let text = ends.iter().find_map(|end| reader.text(&format!("astro.config.{end}"))).unwrap_or_default();
    let mut settings = Settings::default();
    if text.contains("@astrojs/starlight")
        && reader.root.exists(&reader.site.join(Path::new("src/content/docs"))).is_some()
    {
        let files = vec!["src/content/docs/**".to_owned()];
        settings.collections.push(OwnCollection { name: "docs".to_owned(), files, schema: Some("starlight") });
    }
    settings
}

/// A setting of Hugo's, whose keys fold case.
fn get<'a, 's>(node: NodeRef<'a, 's>, key: &str) -> Option<NodeRef<'a, 's>> {
    node.entries().find(|entry| entry.key().eq_ignore_ascii_case(key)).map(|entry| entry.value())
}
