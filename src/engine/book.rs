//! The rules that are on in one site, with their levels and options.

use crate::config::{Collection, Config};
use crate::diagnostic::Diagnostic;
use crate::meta::{Meta, Severity};
use crate::rule::{Check, Rule};
use crate::rules::{RULES, invalid_config};
use std::sync::Arc;

/// A rule that is on.
#[derive(Clone)]
pub struct Active {
    /// Its metadata.
    pub meta: &'static Meta,
    /// Its level here.
    pub severity: Severity,
    /// Its check, options built in.
    pub check: Arc<dyn Check>,
}

/// The active rules of a site: for files outside of all collections, and for each collection.
pub struct Book {
    base: Vec<Active>,
    collections: Vec<Vec<Active>>,
}

impl Book {
    /// Assembles the rules.
    ///
    /// # Errors
    /// Options that do not fit their rule, as `invalid-config` findings.
    pub fn new(config: &Config) -> Result<Self, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let base = shelf(config, None, &[], &mut wrong);
        let collections = config.collections.iter().map(|c| shelf(config, Some(c), &base, &mut wrong)).collect();
        if wrong.is_empty() { Ok(Self { base, collections }) } else { Err(wrong) }
    }

    /// Every rule that is on for some file, once for all files that have the same options for it, at its highest level
    /// among these.
    pub fn anywhere(&self) -> Vec<Active> {
        let mut all: Vec<Active> = Vec::new();
        for rule in self.collections.iter().flatten().chain(&self.base) {
            match all.iter_mut().find(|known| Arc::ptr_eq(&known.check, &rule.check)) {
                Some(known) => known.severity = known.severity.max(rule.severity),
                None => all.push(rule.clone()),
            }
        }
        all
    }

    /// True when files of a collection, or of none, are judged by this very check.
    pub fn uses(&self, rule: &Active, collection: Option<usize>) -> bool {
        self.rules(collection).iter().any(|own| Arc::ptr_eq(&own.check, &rule.check))
    }

    /// True when some rule compares the texts of pages.
    pub fn compares_texts(&self) -> bool {
        self.collections.iter().flatten().chain(&self.base).any(|rule| rule.check.compares_texts())
    }

    /// Adds a rule for files outside of all collections.
    #[cfg(test)]
    pub(super) fn put(&mut self, rule: Active) {
        self.base.push(rule);
    }

    /// The rules for files of a collection, or of none.
    pub fn rules(&self, collection: Option<usize>) -> &[Active] {
        collection.map_or(&self.base, |at| &self.collections[at])
    }
}

fn shelf(
    config: &Config,
    collection: Option<&Collection>,
    base: &[Active],
    wrong: &mut Vec<Diagnostic>,
) -> Vec<Active> {
    let mut active = Vec::new();
    for rule in RULES {
        let Some(severity) = config.level_of(rule.meta, collection) else { continue };
        let own = collection.and_then(|c| c.rules.get(rule.meta.id)).filter(|own| !own.options.is_empty());
        let shared = base.iter().find(|known| known.meta.id == rule.meta.id).filter(|_| own.is_none());
        let check = match shared {
            Some(known) => Some(known.check.clone()),
            None => build(rule, config, collection, wrong),
        };
        active.extend(check.map(|check| Active { meta: rule.meta, severity, check }));
    }
    active
}

/// The rule with its options; mistakes in them are told where the innermost of them stand.
fn build(
    rule: &Rule,
    config: &Config,
    collection: Option<&Collection>,
    wrong: &mut Vec<Diagnostic>,
) -> Option<Arc<dyn Check>> {
    match (rule.build)(&config.options_of(rule.meta, collection)) {
        Ok(check) => Some(check.into()),
        Err(error) => {
            let own = collection.and_then(|collection| collection.rules.get(rule.meta.id)?.place);
            let (file, span) = own.or_else(|| config.rules.get(rule.meta.id)?.place)?;
            let message = format!("the options do not fit `{}`: {}", rule.meta.id, error.message());
            wrong.push(Diagnostic::new(&invalid_config::META, Severity::Error, file, span, message));
            None
        }
    }
}
