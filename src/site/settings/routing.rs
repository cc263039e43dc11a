//! From a generator's habits and its configuration to the site's routing; one room for each family of generators.

mod hugo;
mod jekyll;
mod node;
mod python;
mod zola;

use super::{Reader, Settings, glob_set};
use crate::site::profile::{Generator, Profile};
use crate::site::routing::scheme::{Form, Route, Scheme, Tree};
use crate::site::routing::{Mount, Routing, SourceLinks, Trust};
use rustc_hash::FxHashSet;

/// The routing of a site whose other settings are known.
pub(super) fn read(reader: &mut Reader<'_>, generator: Generator, settings: &mut Settings) -> Routing {
    let profile = Profile::of(generator);
    let habits = &profile.habits;
    let mut routing = Routing {
        statics: habits.statics.iter().map(|(folder, url)| mount(folder, url)).collect(),
        bases: habits.bases,
        source_links: SourceLinks {
            trust: habits.source_links,
            without_ending: habits.without_ending,
            // Raw HTML is handed on as it is; only plugins look into it.
            in_html: Trust::Perhaps,
            confined: false,
            by_name: false,
            except: Default::default(),
            by_tree: false,
            roots: settings.content.clone(),
        },
        lower_case: habits.lower_case,
        adds_base: habits.adds_base,
        opaque: habits.opaque,
        anchors: profile.anchors,
        ..Routing::default()
    };
    let generated = match generator {
        Generator::Hugo => hugo::read(reader, settings, &mut routing),
        Generator::Jekyll => jekyll::read(reader, settings, &mut routing),
        Generator::Hexo => jekyll::hexo(reader, settings, &mut routing),
        Generator::Zola => zola::read(reader, settings, &mut routing),
        Generator::Docusaurus => node::docusaurus(reader, &mut routing),
        Generator::Astro => node::astro(reader, &mut routing),
        Generator::Eleventy => node::eleventy(reader, &mut routing),
        Generator::Vitepress => node::vitepress(reader, &mut routing),
        Generator::Next => node::next(reader, &mut routing),
        Generator::Mkdocs => python::mkdocs(reader, settings, &mut routing),
        Generator::Pelican => python::pelican(reader, settings, &mut routing),
        Generator::Mdbook => mdbook(reader, settings, &mut routing),
        Generator::Obsidian | Generator::Plain => {
            // GitHub and editors take `/x` from the top of the repository.
            routing.source_links.roots = vec![String::new()];
            Vec::new()
        }
    };
    let usual = habits.generated.iter().copied();
    routing.generated = glob_set(usual.chain(generated.iter().map(String::as_str)), false);
    routing
}

fn mount(folder: &str, url: &str) -> Mount {
    Mount { folder: folder.to_owned(), url: url.to_owned() }
}

fn route(folder: &str, url: &str) -> Route {
    Route { folder: folder.to_owned(), url: url.trim_matches('/').to_owned() }
}

/// Takes the host and the path of the site's own address, which may be a path only.
fn address(routing: &mut Routing, url: &str) {
    let url = url.trim();
    let rest = match url.split_once("://").map(|(_, rest)| rest).or_else(|| url.strip_prefix("//")) {
        Some(rest) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            add_host(routing, &rest[..end]);
            &rest[end..]
        }
        None => url,
    };
    let path = rest.split(['?', '#']).next().unwrap_or("").trim_matches('/');
    // `/` and `./` are what people write for a site of which nothing is known.
    if !path.is_empty() && path != "." && !path.contains(['{', '$']) {
        routing.base_path = path.to_owned();
    }
}

/// Takes a host for the site's own.
fn add_host(routing: &mut Routing, authority: &str) {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next().unwrap_or("").trim().to_lowercase();
    // Names for any site are none of this one.
    let usual = matches!(host.as_str(), "" | "localhost" | "127.0.0.1" | "example.com" | "example.org" | "example.net");
    if !usual && !routing.hosts.contains(&host) {
        routing.hosts.push(host);
    }
}

/// mdBook: what `SUMMARY.md` lists is rendered, nothing else.
fn mdbook(reader: &mut Reader<'_>, settings: &Settings, routing: &mut Routing) -> Vec<String> {
    let src = settings.content.first().cloned().unwrap_or_default();
    if let Some(url) = reader.str(&["output", "html", "site-url"]) {
        let url = url.to_owned();
        address(routing, &url);
    }
    routing.statics = vec![mount(&src, "")];
    // `x.md` becomes `x.html`, also for `README.md`, which is published as `index.html`.
    routing.source_links.by_name = true;
    routing.source_links.confined = true;
    let name = if src.is_empty() { "SUMMARY.md".to_owned() } else { format!("{src}/SUMMARY.md") };
    let listed = reader.text(&name).map(|text| summary(&src, &text));
    routing.scheme = Scheme::Tree(Tree {
        routes: vec![route(&src, "")],
        form: Form::Html,
        index: &["index", "readme"],
        listed,
        ..Tree::default()
    });
    Vec::new()
}

/// The destinations of the links in a `SUMMARY.md`, relative to the site root.
fn summary(src: &str, text: &str) -> FxHashSet<String> {
    let mut listed = FxHashSet::default();
    for line in text.lines() {
        let Some((_, rest)) = line.split_once("](") else { continue };
        let Some((path, _)) = rest.rsplit_once(')') else { continue };
        let path = path.trim().trim_start_matches('<').trim_end_matches('>').replace("%20", " ");
        if let Some(path) = super::folder(format!("{src}/{path}").trim_start_matches('/')) {
            listed.insert(path);
        }
    }
    listed
}
