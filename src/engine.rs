//! Rules over a site: reads files in parallel, runs the checks, gathers the report.

pub mod project;
pub mod walk;

use crate::config::Collection;
use crate::document::Document;
use crate::schema::Schema;
use crate::site::Layout;
use crate::site::inherit::InheritedKey;
use crate::source::FileId;
use std::path::Path;
use std::sync::Arc;

/// What a document rule sees.
pub struct Subject<'a> {
    /// The parsed file.
    pub document: &'a Document<'a>,
    /// Its name in diagnostics.
    pub file: FileId,
    /// Its path relative to the site root.
    pub path: &'a Path,
    /// Its site.
    pub layout: &'a Layout,
    /// Its collection.
    pub collection: Option<&'a Collection>,
    /// Keys it inherits.
    pub inherited: &'a [InheritedKey],
    /// The schema that applies.
    pub schema: Option<Arc<Schema>>,
}
