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
    /// The time of day at which an event or session starts, where its day stands elsewhere.
    StartTime,
    /// The time of day at which an event or session ends.
    EndTime,
    /// An event that lasts whole days.
    AllDay,
    /// The date of an event in words, beside the one that machines read.
    HumanDate,
    /// When proposals for an event are first taken.
    CfpStart,
    /// When proposals are last taken.
    CfpEnd,
    /// When people can first sign up.
    RegistrationStart,
    /// When they can last sign up.
    RegistrationEnd,
    /// Until when something is to be done that has no name.
    Deadline,
    /// The sessions of an event: a list of mappings with times of their own.
    Sessions,
    /// The room of a session.
    Room,
    /// On site, online or both.
    Mode,
    /// Planned, cancelled, over.
    Status,
    /// Where an event is found online.
    EventUrl,
    /// Who speaks.
    Speakers,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// The releases of a product: a list of mappings with dates of their own.
    Releases,
    /// When a release came out.
    Released,
    /// When its active support ends.
    SupportEnd,
    /// When its life ends.
    EndOfLife,
}

impl Role {
    /// Roles of events alone whose values are days, or times of days.
    pub const EVENT_DAYS: [Self; 7] = [
        Self::Start,
        Self::End,
        Self::CfpStart,
        Self::CfpEnd,
        Self::RegistrationStart,
        Self::RegistrationEnd,
        Self::Deadline,
    ];

    /// Roles whose values are days, or times of days.
    pub const DAYS: [Self; 14] = [
        Self::Date,
        Self::Updated,
        Self::Publish,
        Self::Expiry,
        Self::Start,
        Self::End,
        Self::CfpStart,
        Self::CfpEnd,
        Self::RegistrationStart,
        Self::RegistrationEnd,
        Self::Deadline,
        Self::Released,
        Self::SupportEnd,
        Self::EndOfLife,
    ];

    /// All roles, in the order of the documentation.
    pub const ALL: [Self; 39] = [
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
        Self::StartTime,
        Self::EndTime,
        Self::AllDay,
        Self::HumanDate,
        Self::CfpStart,
        Self::CfpEnd,
        Self::RegistrationStart,
        Self::RegistrationEnd,
        Self::Deadline,
        Self::Sessions,
        Self::Room,
        Self::Mode,
        Self::Status,
        Self::EventUrl,
        Self::Speakers,
        Self::Latitude,
        Self::Longitude,
        Self::Releases,
        Self::Released,
        Self::SupportEnd,
        Self::EndOfLife,
    ];
}
