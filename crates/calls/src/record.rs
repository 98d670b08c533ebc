//! Merges, saves and announces.

use chrono::{DateTime, Duration, TimeZone, Utc};
use contracts::Event as _;
use contracts::calls::{CallEnded, CallSettled, CallStarted, CallSummarized, CallUpdated};
use db::calls::{FirstSight, Links, LockedCall};
use db::{TenantTx, awaited_reports};
use domain::CallId;
use domain::call::{Call, Change, Facts, Observation};
use runtime::clock;

use crate::attribution::attribute;
use crate::numbers;

/// What recording an observation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub call: CallId,
    pub is_new: bool,
    pub change: Change,
    /// The name of the event that was published, if any.
    pub event: Option<&'static str>,
}

/// What a source saw of a call, and when it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub observation: Observation,
    pub at: DateTime<Utc>,
}

/// Records what a source saw of a call. The same observation again changes nothing and publishes nothing.
///
/// `call.ended` is published once a call, with its record; what comes before or after is `call.started` or
/// `call.updated`.
pub async fn record(
    tx: &TenantTx,
    observation: Observation,
    seen_at: DateTime<Utc>,
    source: &'static str,
) -> db::Result<Recorded> {
    let locked = db::calls::lock(tx, &observation.vapi_call_id, first_sight(&observation, seen_at)).await?;
    merge(tx, locked, observation, seen_at, source).await
}

/// The same for a call that was not on record a moment ago.
pub async fn record_new(
    tx: &TenantTx,
    observation: Observation,
    seen_at: DateTime<Utc>,
    source: &'static str,
) -> db::Result<Recorded> {
    let locked = db::calls::make(tx, &observation.vapi_call_id, first_sight(&observation, seen_at)).await?;
    merge(tx, locked, observation, seen_at, source).await
}

async fn merge(
    tx: &TenantTx,
    mut locked: LockedCall,
    observation: Observation,
    seen_at: DateTime<Utc>,
    source: &'static str,
) -> db::Result<Recorded> {
    let mut observation = with_numbers(tx, observation, &locked).await?;
    let (is_complete, was_summarised) = (observation.is_complete, locked.call.facts.summary.is_some());
    attribute(tx, &mut observation, locked.call.facts.ended_reason.as_ref()).await?;
    let (call, change) = locked.call.merge(observation);
    locked.call = call;
    if change.must_save || locked.is_new {
        save(tx, &locked).await?;
    }
    let news = News { change, is_complete, was_summarised, seen_at };
    announce(tx, &locked, news, source).await
}

/// Records a call anew from all that a source saw of it, whatever it was read as before: all of one call.
/// What others saw of it stays. It is saved even where nothing has changed, as what is derived from it may
/// have.
///
/// Seen nothing, recorded nothing.
pub async fn rebuild(tx: &TenantTx, seen: Vec<Seen>, source: &'static str) -> db::Result<Option<Recorded>> {
    let Some(first) = seen.first() else { return Ok(None) };
    let sight = first_sight(&first.observation, first.at);
    let mut locked = db::calls::lock(tx, &first.observation.vapi_call_id, sight).await?;
    let seen_at = seen.iter().map(|seen| seen.at).max().unwrap_or(first.at);
    let is_complete = seen.iter().any(|seen| seen.observation.is_complete);
    let was_summarised = locked.call.facts.summary.is_some();
    let mut observations = Vec::with_capacity(seen.len());
    for seen in seen {
        let mut observation = with_numbers(tx, seen.observation, &locked).await?;
        attribute(tx, &mut observation, locked.call.facts.ended_reason.as_ref()).await?;
        observations.push(observation);
    }
    let (call, change) = locked.call.rebuild(observations);
    locked.call = call;
    save(tx, &locked).await?;
    let news = News { change, is_complete, was_summarised, seen_at };
    announce(tx, &locked, news, source).await.map(Some)
}

/// Ends the wait for a report that is late: the call has settled as it is known.
pub async fn settle_late(tx: &TenantTx, call: CallId, source: &'static str) -> db::Result<()> {
    // Locked, so that a report which comes now is either in it or finds it settled.
    let Some(stored) = db::calls::lock_known(tx, call).await? else { return Ok(()) };
    if awaited_reports::take(tx, call).await? {
        outbox::append(tx, CallSettled { call: Some((&stored.call).into()) }, source).await?;
    }
    Ok(())
}

/// What was seen of a call, as its events need it.
struct News {
    change: Change,
    is_complete: bool,
    was_summarised: bool,
    seen_at: DateTime<Utc>,
}

async fn with_numbers(
    tx: &TenantTx,
    observation: Observation,
    locked: &LockedCall,
) -> db::Result<Observation> {
    let line = locked.call.facts.line_number.as_ref();
    Ok(Observation { facts: numbers::read(tx, observation.facts, line).await?, ..observation })
}

fn first_sight(observation: &Observation, seen_at: DateTime<Utc>) -> FirstSight {
    let partition_at = placed_at(observation.facts.placed_at, seen_at);
    FirstSight { id: CallId(clock::new_id()), partition_at }
}

async fn save(tx: &TenantTx, locked: &LockedCall) -> db::Result<()> {
    db::calls::save(tx, locked, links(tx, &locked.call.facts).await?, clock::now()).await
}

async fn announce(
    tx: &TenantTx,
    locked: &LockedCall,
    news: News,
    source: &'static str,
) -> db::Result<Recorded> {
    let change = news.change;
    let (call, data) = (locked.call.id, Some((&locked.call).into()));
    let event = if change.became_final {
        let historic = is_historic(&locked.call, news.seen_at);
        let awaits_report = !news.is_complete && !historic;
        if awaits_report {
            awaited_reports::add(tx, call, clock::now()).await?;
        }
        outbox::append(tx, CallEnded { call: data, historic, awaits_report }, source).await?;
        Some(CallEnded::ROUTING_KEY)
    } else if locked.is_new {
        outbox::append(tx, CallStarted { call: data }, source).await?;
        Some(CallStarted::ROUTING_KEY)
    } else if change.changed {
        outbox::append(tx, CallUpdated { call: data }, source).await?;
        Some(CallUpdated::ROUTING_KEY)
    } else {
        None
    };
    if !change.became_final {
        announce_completion(tx, locked, &news, source).await?;
    }
    Ok(Recorded { call, is_new: locked.is_new, change, event })
}

/// Announces what came after the end: the report that was awaited, or a summary that nobody awaited any more.
async fn announce_completion(
    tx: &TenantTx,
    locked: &LockedCall,
    news: &News,
    source: &'static str,
) -> db::Result<()> {
    let call = &locked.call;
    if !call.is_final || !news.is_complete {
        return Ok(());
    }
    if awaited_reports::take(tx, call.id).await? {
        return outbox::append(tx, CallSettled { call: Some(call.into()) }, source).await;
    }
    if call.facts.summary.is_some() && !news.was_summarised {
        let historic = is_historic(call, news.seen_at);
        outbox::append(tx, CallSummarized { call: Some(call.into()), historic }, source).await?;
    }
    Ok(())
}

/// More than 24 hours: a call that ended so long before it was seen is no news to anyone.
const HISTORIC_AFTER: Duration = Duration::hours(24);

/// A call whose end is not known ended when it was reported ended.
fn is_historic(call: &Call, seen_at: DateTime<Utc>) -> bool {
    let reported = call.stamps.ended_reason.map(|stamp| stamp.at);
    let ended = call.facts.ended_at.or(reported).or(call.facts.started_at);
    ended.is_some_and(|ended| seen_at - ended > HISTORIC_AFTER)
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
fn placed_at(reported: Option<DateTime<Utc>>, seen_at: DateTime<Utc>) -> DateTime<Utc> {
    // Vapi is younger than that, and its clock no more than a day ahead of ours.
    let earliest = Utc.with_ymd_and_hms(2020, 1, 1, 0, 0, 0).single();
    reported
        .filter(|at| earliest.is_some_and(|earliest| earliest <= *at) && *at <= seen_at + Duration::days(1))
        .unwrap_or(seen_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_call_stands_where_vapi_placed_it_if_that_can_be() {
        let seen_at = at("2026-11-20T16:00:00Z");
        assert_eq!(placed_at(Some(at("2026-11-19T00:00:00Z")), seen_at), at("2026-11-19T00:00:00Z"));
        for impossible in [None, Some(at("1970-01-01T00:00:00Z")), Some(at("2126-01-01T00:00:00Z"))] {
            assert_eq!(placed_at(impossible, seen_at), seen_at);
        }
    }
}
