//! A site on the disk, as far as it is known before any page is read.

use foreword::config::Config;
use foreword::root::Root;
use foreword::site::Layout;
use foreword::site::profile::Generator;
use foreword::site::settings::Settings;
use foreword::source::Files;
use std::path::Path;

pub struct Site {
    _dir: tempfile::TempDir,
    pub root: Root,
    pub files: Files,
    pub layout: Layout,
}

impl Site {
    /// A site of these files in the folder `top` of a project; empty for the project itself.
    pub fn below(top: &str, generator: Generator, files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        for (path, text) in files {
            let path = dir.path().join(top).join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        let root = Root::open(dir.path()).expect("the root opens");
        let names = Files::default();
        let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
        let settings = Settings::read(&root, &names, Path::new(top), generator, &paths);
        let layout = Layout::new(top.into(), generator, Config::default(), settings);
        Self { _dir: dir, root, files: names, layout }
    }
}
