//! Sites made by hand, for the tests of rules that look at a whole site.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::meta::{DefaultLevel, Severity};
use crate::rule::{Context, Rule};
use crate::site::habit::Groups;
use crate::site::outcome::{Fault, Outcome};
use crate::site::page::{AliasFact, LinkFact, LinkForm, Page, Symbols};
use crate::site::profile::Generator;
use crate::site::redirects::Redirects;
use crate::site::settings::Settings;
use crate::site::taxonomy::known::Known;
use crate::site::{Layout, Site};
use crate::source::FileId;
use crate::span::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// A page to be, before it has a file.
pub(crate) struct Draft(pub(crate) Page);

/// A published page at `url`.
pub(crate) fn page(url: &str) -> Draft {
    Draft(Page {
        has_front_matter: true,
        head: Span::new(0, 3),
        url: Some(url.into()),
        url_span: Span::new(4, 8),
        ..Page::new(FileId(0))
    })
}

impl Draft {
    /// Adds a link whose bytes are the destination as it is.
    pub(crate) fn link(mut self, dest: &str, form: LinkForm, image: bool) -> Self {
        let page = &mut self.0;
        let start = page.link_text.len();
        let text = Span::new(start, start + dest.len());
        page.link_text = format!("{}{dest}", page.link_text).into();
        let mut links = std::mem::take(&mut page.links).into_vec();
        links.push(LinkFact { span: text.shift(100), text, form, image, elsewhere: false });
        page.links = links.into();
        self
    }

    /// Adds an alias.
    pub(crate) fn alias(mut self, url: &str) -> Self {
        let mut aliases = std::mem::take(&mut self.0.aliases).into_vec();
        let start = 20 + 10 * aliases.len();
        aliases.push(AliasFact { url: url.into(), span: Span::new(start, start + 5) });
        self.0.aliases = aliases.into();
        self
    }

    /// Changes any fact.
    pub(crate) fn but(mut self, change: impl FnOnce(&mut Page)) -> Self {
        change(&mut self.0);
        self
    }
}

/// A site of these pages, each a file of its own.
pub(crate) fn site(pages: Vec<Draft>) -> Site {
    let layout = Layout::new(PathBuf::new(), Generator::Hugo, Config::default(), Settings::default());
    let number = |(at, draft): (usize, Draft)| Page { file: FileId(at as u32), ..draft.0 };
    Site {
        layout: Arc::new(layout),
        pages: pages.into_iter().enumerate().map(number).collect(),
        symbols: Arc::new(Symbols::default()),
        outcomes: Vec::new(),
        redirects: Redirects::default(),
        known: Known::default(),
        groups: Groups::default(),
    }
}

/// The site with something to tell of the first link of page `at`.
pub(crate) fn told(mut site: Site, at: u32, fault: Fault) -> Site {
    site.outcomes.push(Outcome { page: at, link: 0, fault });
    site
}

/// What a rule says of a site, at its own level.
pub(crate) fn findings(rule: &Rule, site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let severity = match rule.meta.default {
        DefaultLevel::On(severity) => severity,
        DefaultLevel::Off => Severity::Warning,
    };
    let check = (rule.build)(&toml::Table::new()).expect("no options");
    check.site(site, &mut Context::new(rule.meta, severity, FileId(0), &mut found));
    found
}
