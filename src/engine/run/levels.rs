//! The level that each rule has here, for `foreword rules`.

use crate::engine::plan::{self, PlanError, Request};
use crate::meta::{Meta, Severity};
use crate::rules::METAS;
use crate::source::Files;

/// Each rule with its level in the first site of the request, outside of all collections; nothing where it is off.
///
/// # Errors
/// The project cannot be planned, or its configuration is broken.
pub fn levels(request: &Request) -> Result<Vec<(&'static Meta, Option<Severity>)>, PlanError> {
    let files = Files::default();
    let mut plan = None;
    if let Some(project) = plan::projects(request)?.first() {
        plan = Some(plan::plan(request, project, &files, request.today())?.sound(&files)?);
    }
    let config = plan.as_ref().and_then(|plan| Some(&plan.sites.first()?.layout.config));
    let level = |meta: &'static Meta| (meta, config.and_then(|config| config.level_of(meta, None)));
    Ok(METAS.iter().copied().map(level).collect())
}
