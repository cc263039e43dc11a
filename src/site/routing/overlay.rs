//! What Foreword's own configuration says of a site, laid over what the generator's says.

mod permalinks;

use super::{Mount, Routing};
use crate::config::Config;
use crate::site::settings::Settings;
use std::path::Path;

impl Routing {
    /// The routing with the configuration's base URL, static folders, external paths, permalinks and heading ids. `site` is the
    /// site's root, relative to the project root as the configured folders are.
    #[must_use]
    pub fn overlaid(mut self, config: &Config, site: &Path) -> Self {
        if let Some(base) = &config.base_url {
            self.base_path.clone_from(&base.path);
            if let Some(host) = &base.host {
                self.hosts = vec![host.clone()];
            }
        }
        for mount in &config.statics {
            let Some(folder) = below(&mount.folder, site) else { continue };
            let mount = Mount { folder, url: mount.url.clone() };
            if !self.statics.contains(&mount) {
                self.statics.push(mount);
            }
        }
        if !config.external_paths.is_empty() {
            self.external = config.external_paths.clone();
        }
        if let Some(anchors) = config.anchors {
            self.anchors = anchors;
        }
        permalinks::lay(&mut self, &config.permalinks);
        self
    }
}

/// Lays `config` over the settings of the site at `site`.
pub(in crate::site) fn overlay(settings: &mut Settings, config: &Config, site: &Path) {
    let content: Vec<String> = config.content.iter().filter_map(|folder| below(folder, site)).collect();
    // One configuration may serve several sites: a site that has none of its folders keeps the generator's.
    if !content.is_empty() {
        let before = std::mem::replace(&mut settings.content, content);
        let routing = &mut settings.routing;
        // What is served or looked for beside the pages moves with them.
        let moved = |folder: &String| !folder.is_empty() && before.contains(folder);
        if let Some(at) = routing.statics.iter().position(|mount| moved(&mount.folder)) {
            let url = routing.statics[at].url.clone();
            routing.statics.retain(|mount| !moved(&mount.folder));
            let mounts = settings.content.iter().map(|folder| Mount { folder: folder.clone(), url: url.clone() });
            routing.statics.extend(mounts);
        }
        if routing.source_links.roots.iter().any(moved) {
            routing.source_links.roots.retain(|folder| !moved(folder));
            routing.source_links.roots.extend(settings.content.iter().cloned());
        }
    }
    settings.routing = std::mem::take(&mut settings.routing).overlaid(config, site);
}

/// A folder relative to the site's root: empty where it is that or lies around it, `None` where it lies elsewhere.
fn below(folder: &str, site: &Path) -> Option<String> {
    if site.starts_with(folder) {
        return Some(String::new());
    }
    let rest = Path::new(folder).strip_prefix(site).ok()?;
    let names: Option<Vec<&str>> = rest.iter().map(|name| name.to_str()).collect();
    Some(names?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::BaseUrl;
    use crate::site::anchor::Anchors;

    fn settings(content: &str) -> Settings {
        let mut settings = Settings::default();
        settings.content = vec![content.to_owned()];
        settings
    }

    fn mount(folder: &str, url: &str) -> Mount {
        Mount { folder: folder.to_owned(), url: url.to_owned() }
    }

    #[test]
    fn nothing_configured_changes_nothing() {
        let mut after = settings("docs");
        after.routing.base_path = "x".to_owned();
        overlay(&mut after, &Config::default(), Path::new("site"));
        assert_eq!((after.content, after.routing.base_path.as_str()), (vec!["docs".to_owned()], "x"));
    }

    #[test]
    fn what_is_configured_counts() {
        let mut settings = settings("content");
        settings.routing.hosts = vec!["old.test".to_owned()];
        settings.routing.statics = vec![mount("static", ""), mount("content", "")];
        let config = Config {
            base_url: Some(BaseUrl { host: Some("new.test".to_owned()), path: "docs".to_owned() }),
            content: vec!["site/pages".to_owned(), "other/pages".to_owned()],
            statics: vec![mount("site/static", ""), mount("site/media", "m"), mount("other/media", "m")],
            anchors: Some(Anchors::Kramdown),
            ..Config::default()
        };
        overlay(&mut settings, &config, Path::new("site"));
        assert_eq!(settings.content, ["pages"]);
        let routing = settings.routing;
        assert_eq!((routing.base_path.as_str(), routing.hosts), ("docs", vec!["new.test".to_owned()]));
        assert_eq!(routing.statics, [mount("static", ""), mount("pages", ""), mount("media", "m")]);
        assert_eq!(routing.anchors, Anchors::Kramdown);
    }

    #[test]
    fn folders_around_and_beside_the_site() {
        let site = Path::new("web/site");
        assert_eq!(below("web/site/a/b", site).as_deref(), Some("a/b"));
        assert_eq!(below("web/site", site).as_deref(), Some(""));
        assert_eq!(below("", site).as_deref(), Some(""));
        assert_eq!(below("web/site2", site), None);
        assert_eq!(below("a", Path::new("")).as_deref(), Some("a"));
    }
}
