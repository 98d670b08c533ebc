//! One call out of many observations.
//!
//! Every fact of a call remembers the stamp of the observation it came from. A fact with a greater stamp
//! replaces one with a smaller; a fact that an observation does not have changes nothing. Taking the greatest
//! is commutative, associative and idempotent, so the order of arrival and repeats make no difference. What is
//! only derived from other facts has the smallest stamp there is, so that it fills gaps and nothing else.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::assistant_seen::AssistantSeen;
use super::cost::CostItem;
use super::fault::EndedReason;
use super::status::{CallType, Status};
use super::transcript::Turn;
use super::transfer::{SentOn, Transfer, TransferTarget, add_sent_on};
use crate::{CallId, Micros, OrganizationId, PartyNumber, usage};

/// Vapi's own id of a call: a UUID today, kept as the text that it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
pub struct VapiCallId(String);

/// Longer than any id that Vapi has used, short enough for a key.
const MAX_VAPI_CALL_ID: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the id of a call: 1 to {MAX_VAPI_CALL_ID} letters, digits, dashes or underscores")]
pub struct VapiCallIdError;

impl VapiCallId {
    pub fn parse(text: &str) -> Result<Self, VapiCallIdError> {
        let fits = (1..=MAX_VAPI_CALL_ID).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if fits && plain { Ok(Self(text.to_owned())) } else { Err(VapiCallIdError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for VapiCallId {
    type Err = VapiCallIdError;

    fn from_str(text: &str) -> Result<Self, VapiCallIdError> {
        Self::parse(text)
    }
}

impl fmt::Display for VapiCallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What one source reports of one call at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    pub vapi_call_id: VapiCallId,
    pub stamp: Stamp,
    pub status: Option<Status>,
    /// The end-of-call report, or its equivalent from the API: with it the record is there.
    pub is_final: bool,
    /// Nothing more is to be awaited: the report has come, with its summary if there is to be one.
    pub is_complete: bool,
    pub facts: Facts,
    /// What the source does not report but what follows from what it does. Anything reported is worth more.
    pub derived: Facts,
}

/// How much an observation is worth against another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    #[serde(rename = "r")]
    pub rank: SourceRank,
    /// The source's own time, to the millisecond.
    #[serde(rename = "t", with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// Decides between the two ways to learn of one moment.
    #[serde(rename = "s", default)]
    pub source: Source,
    /// Of the content: decides between two that differ and claim the same moment.
    #[serde(rename = "h")]
    pub hash: u64,
}

impl Stamp {
    /// Of the message in which a call was seen sent on, but for its hash. Only messages show it.
    fn of_sent_on(seen: &SentOn) -> Self {
        Self { rank: SourceRank::Status, at: seen.at, source: Source::Message, hash: 0 }
    }

    /// The stamp of what is derived from an observation with this one.
    pub(super) fn derived(self) -> Self {
        Self { rank: SourceRank::Derived, ..self }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceRank {
    /// Nobody reported it: it follows from what was reported.
    Derived,
    /// A status update: what was known while the call went on.
    Status,
    /// The report or the API: the record.
    Record,
}

/// Where an observation comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A webhook. Stamps from before sources were distinguished count as this.
    #[default]
    Message,
    /// `GET /call`.
    Api,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        /// What is known of a call, or what one observation knows of it.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Facts {
            $($(#[$doc])* pub $name: Option<$type>,)*
            /// Every time that the call was seen sent on, the earliest first. None replaces another: they are a
            /// set, and each remembers the message that it came from by its time.
            pub sent_on: Vec<SentOn>,
        }

        /// Where each fact of a call came from.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        pub struct Stamps {
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub status: Option<Stamp>,
            $(#[serde(default, skip_serializing_if = "Option::is_none")] pub $name: Option<Stamp>,)*
        }

        /// Takes every fact whose stamp is greater; returns whether one has another value now.
        fn take_facts(facts: &mut Facts, stamps: &mut Stamps, seen: Facts, stamp: Stamp) -> bool {
            let mut changed = false;
            $(
                if seen.$name.is_some() && stamps.$name < Some(stamp) {
                    changed |= facts.$name != seen.$name;
                    facts.$name = seen.$name;
                    stamps.$name = Some(stamp);
                }
            )*
            changed |= add_sent_on(&mut facts.sent_on, seen.sent_on);
            changed
        }

        /// Forgets every fact whose stamp is one of these.
        pub(super) fn forget_facts(facts: &mut Facts, stamps: &mut Stamps, is_one: impl Fn(Stamp) -> bool) {
            $(
                if stamps.$name.is_some_and(&is_one) {
                    facts.$name = None;
                    stamps.$name = None;
                }
            )*
            facts.sent_on.retain(|seen| !is_one(Stamp::of_sent_on(seen)));
        }
    };
}

facts! {
    call_type: CallType,
    ended_reason: EndedReason,
    /// When Vapi made the call.
    placed_at: DateTime<Utc>,
    started_at: DateTime<Utc>,
    ended_at: DateTime<Utc>,
    /// How long the call was by Vapi's own count.
    reported_seconds: u32,
    transcript: String,
    turns: Vec<Turn>,
    summary: String,
    /// Vapi's judgement, as text whatever its type was.
    success_evaluation: String,
    structured_data: Value,
    recording_url: String,
    stereo_recording_url: String,
    /// Absent where the customer withholds it.
    customer_number: PartyNumber,
    customer_name: String,
    /// The customer as Vapi described it.
    customer_info: Value,
    /// The business's own number.
    line_number: PartyNumber,
    vapi_phone_number_id: String,
    vapi_assistant_id: String,
    assistant_name: String,
    /// The assistants that the call was with, in their order.
    assistants: Vec<AssistantSeen>,
    /// Where the call was last said to be sent on to; `Call::transferred_to` is whether it was.
    destination: TransferTarget,
    /// What is on record of every transfer, in their order.
    transfers: Vec<Transfer>,
    cost: Micros,
    costs: Vec<CostItem>,
    /// What Vapi sent, without its secrets.
    raw_data: Value,
}

/// A call as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub id: CallId,
    pub organization: OrganizationId,
    pub vapi_call_id: VapiCallId,
    pub status: Status,
    /// The record is there: `call.ended` has been published.
    pub is_final: bool,
    pub facts: Facts,
    pub stamps: Stamps,
}

/// What an observation did to a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Something has another value now.
    pub changed: bool,
    /// The record came with this observation.
    pub became_final: bool,
    /// The row differs, if only in where its facts come from.
    pub must_save: bool,
}

impl Call {
    /// A call of which nothing is known yet.
    pub fn unknown(id: CallId, organization: OrganizationId, vapi_call_id: VapiCallId) -> Self {
        Self {
            id,
            organization,
            vapi_call_id,
            status: Status::Queued,
            is_final: false,
            facts: Facts::default(),
            stamps: Stamps::default(),
        }
    }

    /// Adds what an observation reports.
    pub fn merge(mut self, observation: Observation) -> (Self, Change) {
        let Observation { stamp, status, is_final, mut facts, derived, .. } = observation;
        let stamps_before = self.stamps.clone();

        // The API words the same call otherwise than a report: another wording alone is no news.
        let wording = Facts { raw_data: facts.raw_data.take(), ..Facts::default() };
        take_facts(&mut self.facts, &mut self.stamps, wording, stamp);
        let mut changed = self.take_status(status, stamp);
        changed |= take_facts(&mut self.facts, &mut self.stamps, derived, stamp.derived());
        changed |= take_facts(&mut self.facts, &mut self.stamps, facts, stamp);
        let became_final = is_final && !self.is_final;
        self.is_final |= is_final;

        let must_save = changed || became_final || self.stamps != stamps_before;
        (self, Change { changed: changed || became_final, became_final, must_save })
    }

    /// A status tells where the call is now, so the later one wins whoever reported it; ended never reopens.
    fn take_status(&mut self, status: Option<Status>, stamp: Stamp) -> bool {
        let Some(seen) = status else { return false };
        let worth = |status: &Status, stamp: Stamp| {
            (*status == Status::Ended, stamp.at, stamp.rank, stamp.source, stamp.hash)
        };
        let known = self.stamps.status.map(|known| worth(&self.status, known));
        if known >= Some(worth(&seen, stamp)) {
            return false;
        }
        let changed = known.is_none() || self.status != seen;
        self.status = seen;
        self.stamps.status = Some(stamp);
        changed
    }

    /// Whole seconds; `None` while nothing shows how long the call was.
    ///
    /// From the start to the end; where these are one moment, or one of them is only derived, Vapi's own count
    /// is worth more.
    pub fn duration_seconds(&self) -> Option<u32> {
        let Facts { started_at, ended_at, reported_seconds, .. } = self.facts;
        let between = usage::seconds(started_at, ended_at);
        let is_derived = [self.stamps.started_at, self.stamps.ended_at]
            .into_iter()
            .flatten()
            .any(|stamp| stamp.rank == SourceRank::Derived);
        let measured = between.filter(|seconds| *seconds > 0 && !is_derived);
        measured.or(reported_seconds).or(between)
    }
}

#[cfg(test)]
mod tests;
