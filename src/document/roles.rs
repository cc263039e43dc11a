//! What a key is for, whatever a generator calls it.

use serde::{Deserialize, Serialize};

/// A part that a key plays. Rules ask for roles, never for keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The page's title.
    Title,
    /// The last part of its URL.
    Slug,
    /// When it was written; for some events, when they start.
    Date,
    /// When it was last changed.
    Updated,
    /// When it goes online.
    Publish,
    /// When it goes offline.
    Expiry,
    /// When an event starts.
    Start,
    /// When an event ends.
    End,
    /// The zone of an event's times.
    Timezone,
    /// Free terms.
    Tags,
    /// Closed terms.
    Categories,
    /// A summary for lists and search engines.
    Description,
    /// Other URLs that lead here.
    Aliases,
    /// The page's whole URL or its pattern.
    Url,
    /// Not to be published.
    Draft,
    /// A picture.
    Image,
    /// Where an event takes place.
    Location,
    /// Who wrote it.
    Author,
}

impl Role {
    /// All roles, in the order of the documentation.
    pub const ALL: [Self; 18] = [
        Self::Title,
        Self::Slug,
        Self::Date,
        Self::Updated,
        Self::Publish,
        Self::Expiry,
        Self::Start,
        Self::End,
        Self::Timezone,
        Self::Tags,
        Self::Categories,
        Self::Description,
        Self::Aliases,
        Self::Url,
        Self::Draft,
        Self::Image,
        Self::Location,
        Self::Author,
    ];
}
