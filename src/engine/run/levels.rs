//! The level that each rule has here, for `foreword rules`.

use crate::engine::plan::{self, PlanError, Request};
use crate::meta::{Meta, Severity};
use crate::rules::METAS;
use crate::source::Files;

/// Each rule with its level in the first site of the request, outside of all collections; nothing where it is off.
///
/// # Errors
/// The project cannot be planned, or its configuration is broken.
pub fn levels(request: &Request) -> Result<Vec<(&'static Meta, Option<Severity>)>, LevelsError> {
    let files = Files::default();
    let mut plan = None;
    if let Some(project) = plan::projects(request)?.first() {
        plan = Some(plan::plan(request, project, &files, request.today())?);
    }
    if let Some(mistake) = plan.as_ref().and_then(|plan| plan.mistakes.first()) {
        let path = files.path(mistake.primary.file).display().to_string();
        return Err(LevelsError::Config { path, message: mistake.message.clone() });
    }
    let config = plan.as_ref().and_then(|plan| Some(&plan.sites.first()?.layout.config));
    let level = |meta: &'static Meta| (meta, config.and_then(|config| config.level_of(meta, None)));
    Ok(METAS.iter().copied().map(level).collect())
}

/// Why the levels cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum LevelsError {
    /// As for every run.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Foreword's configuration is broken.
    #[error("`{path}`: {message}; `foreword check` shows where")]
    Config {
        /// The configuration file.
        path: String,
        /// Its first mistake.
        message: String,
    },
}
