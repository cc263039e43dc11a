//! One file on its own, with all that belongs to it, for `foreword dump`.

use super::Runner;
use crate::engine::plan::{self, PlanError, Request, SitePlan};
use crate::engine::subject::Subject;
use crate::site::inherit::Inheritance;
use crate::source::Files;

/// Shows the one file of the request to `visit`, with all that belongs to it.
///
/// # Errors
/// The project cannot be planned, its configuration is broken, or the file cannot be read.
pub fn inspect<T>(request: &Request, visit: impl FnOnce(&Subject<'_>) -> T) -> Result<T, InspectError> {
    let files = Files::default();
    let [project] = &plan::projects(request)?[..] else { return Err(InspectError::NotAFile) };
    let [asked] = &project.asked[..] else { return Err(InspectError::NotAFile) };
    let plan = plan::plan(request, project, &files, request.today())?.sound(&files)?;
    let at = |site: &'_ SitePlan| site.files.iter().position(|file| *file.path == *asked.path);
    let found = plan.sites.iter().find_map(|site| Some((site, &site.files[at(site)?])));
    let Some((site, file)) = found else { return Err(InspectError::NotAFile) };
    let runner = Runner::new(&plan, &files, false);
    let inheritance = Inheritance::new(&plan.root, &files, &site.layout);
    let (seen, ..) = runner
        .with_subject(site, &inheritance, file, &mut Vec::new(), |subject, _| visit(subject))
        .map_err(|why| InspectError::Unread(why.to_string()))?;
    Ok(seen)
}

/// Why a file cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// As for every run.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A folder, or a name that is no page and no data file.
    #[error("give one page, or one data file of a collection")]
    NotAFile,
    /// It cannot be read.
    #[error("{0}")]
    Unread(String),
}
