//! Merges, saves and announces.

use chrono::{DateTime, Duration, TimeZone, Utc};
use contracts::calls::{CallEnded, CallStarted, CallUpdated};
use db::TenantTx;
use db::calls::{FirstSight, Links};
use domain::CallId;
use domain::call::{Call, Change, Facts, Observation};
use runtime::clock;

/// What recording an observation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub call: CallId,
    pub is_new: bool,
    pub change: Change,
}

/// Records what a source saw of a call. The same observation again changes nothing and says nothing.
///
/// `call.ended` is said once a call, with its record; what comes before or after is `call.started` or `call.updated`.
pub async fn record(tx: &TenantTx, observation: Observation, source: &'static str) -> db::Result<Recorded> {
    let now = clock::now();
    let first =
        FirstSight { id: CallId(clock::new_id()), partition_at: placed_at(observation.facts.placed_at, now) };
    let mut locked = db::calls::lock(tx, &observation.vapi_call_id, first).await?;
    let (call, change) = locked.call.merge(observation);
    locked.call = call;
    let recorded = Recorded { call: locked.call.id, is_new: locked.is_new, change };
    if !change.must_save && !locked.is_new {
        return Ok(recorded);
    }
    db::calls::save(tx, &locked, links(tx, &locked.call.facts).await?, now).await?;
    announce(tx, &locked.call, recorded, source).await?;
    Ok(recorded)
}

async fn announce(tx: &TenantTx, call: &Call, recorded: Recorded, source: &'static str) -> db::Result<()> {
    let told = Some(call.into());
    if recorded.change.became_final {
        outbox::append(tx, &CallEnded { call: told }, source).await
    } else if recorded.is_new {
        outbox::append(tx, &CallStarted { call: told }, source).await
    } else if recorded.change.changed {
        outbox::append(tx, &CallUpdated { call: told }, source).await
    } else {
        Ok(())
    }
}

/// Our assistant and line, where we know them by Vapi's ids.
async fn links(tx: &TenantTx, facts: &Facts) -> db::Result<Links> {
    let mut links = Links::default();
    if let Some(id) = &facts.vapi_assistant_id {
        links.assistant = db::assistants::find_by_vapi_id(tx, id).await?.map(|assistant| assistant.id);
    }
    if let Some(id) = &facts.vapi_phone_number_id {
        links.phone_number = db::phone_numbers::find_by_vapi_id(tx, id).await?.map(|line| line.id);
    }
    Ok(links)
}

/// Where a call stands among the calls of its organization: when Vapi made it, if that can be.
fn placed_at(told: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    // Vapi is younger than that, and its clock no more than a day ahead of ours.
    let earliest = Utc.with_ymd_and_hms(2020, 1, 1, 0, 0, 0).single();
    told.filter(|at| earliest.is_some_and(|earliest| earliest <= *at) && *at <= now + Duration::days(1))
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_call_stands_where_vapi_placed_it_if_that_can_be() {
        let now = at("2026-11-20T16:00:00Z");
        assert_eq!(placed_at(Some(at("2026-11-19T00:00:00Z")), now), at("2026-11-19T00:00:00Z"));
        for impossible in [None, Some(at("1970-01-01T00:00:00Z")), Some(at("2126-01-01T00:00:00Z"))] {
            assert_eq!(placed_at(impossible, now), now);
        }
    }
}
