//! The embedded schemas, by name.

/// Name and text of each; a schema's file in `schemas/` has its name.
pub(super) static TABLE: &[(&str, &str)] = &[];

/// The address by which other schemas refer to an embedded one: `urn:foreword:schema:NAME`.
pub(super) const URN: &str = "urn:foreword:schema:";
