//! The rule book: one file a rule, named as its id.

use crate::meta::Meta;
use crate::rule::Rule;

macro_rules! rule_book {
    ($($module:ident),+ $(,)?) => {
        $(pub mod $module;)+

        /// All rules, by id.
        pub static RULES: &[&Rule] = &[$(&$module::RULE),+];

        /// What is known about them, in the same order.
        pub static METAS: &[&Meta] = &[$(&$module::META),+];
    };
}

rule_book! {
    agenda_order,
    agenda_outside_event,
    agenda_overlap,
    alias_loop,
    alias_shadows_page,
    ambiguous_scalar,
    broken_anchor,
    broken_image,
    broken_link,
    date_format,
    date_order,
    duplicate_alias,
    duplicate_key,
    duplicate_reference,
    duplicate_tag,
    duplicate_title,
    duplicate_url,
    empty_link,
    empty_value,
    event_contradiction,
    event_date_as_publish_date,
    filename_date_mismatch,
    front_matter_ignored,
    front_matter_missing,
    front_matter_syntax,
    future_date,
    human_date_mismatch,
    insecure_link,
    internal_error,
    invalid_config,
    invalid_date,
    invalid_schema,
    invalid_slug,
    invalid_time_zone,
    key_type_outlier,
    key_typo,
    limit_exceeded,
    link_case_mismatch,
    link_to_alias,
    link_to_unpublished,
    localhost_link,
    malformed_link,
    misplaced_key,
    missing_alt,
    missing_author,
    missing_date,
    missing_description,
    missing_key,
    missing_slug,
    missing_tags,
    missing_time_zone,
    missing_title,
    not_utf_8,
    outside_root,
    path_date_mismatch,
    placeholder_text,
    schema_violation,
    slug_filename_mismatch,
    tag_variant,
    translation_drift,
    undefined_reference,
    unknown_key,
    unknown_reference,
    unknown_tag,
    unsafe_url_scheme,
    untracked_target,
    weekday_mismatch,
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.meta.id.cmp(id)).ok().map(|at| RULES[at])
}
