//! Counts and sums that are kept by the difference are what a recount gives.

use chrono::{Duration, NaiveDate};
use db::usage_records::{self, UsageRecord};
use db::{calls, contacts};
use domain::call::{Facts, Observation, Source, SourceRank, Stamp, Status, VapiCallId};
use domain::{CallId, ContactId, Micros, PhoneNumber};
use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use testing::{Tables, Tenant};
use uuid::Uuid;

use crate::filling::{event, noon, save};

/// Calls that change at once.
const MANY: usize = 8;

const CONTACTS: [&str; 3] = ["+14155550171", "+14155550172", "+14155550173"];

const KEPT: &str = "SELECT id, call_count, last_called_at FROM contacts ORDER BY id";

const COUNTED: &str = "
    SELECT p.id, count(c.id) AS call_count, max(coalesce(c.started_at, c.partition_at)) AS last_called_at
    FROM contacts p LEFT JOIN calls c ON c.organization_id = p.organization_id AND c.contact_id = p.id
    GROUP BY p.organization_id, p.id ORDER BY p.id";

const SUMS: &str = "SELECT day, calls, seconds, cost_micros FROM daily_usage
                    WHERE (calls, seconds, cost_micros) <> (0, 0, 0) ORDER BY day";

const SUMMED: &str = "
    SELECT day, count(*) AS calls, coalesce(sum(seconds), 0)::bigint AS seconds,
           coalesce(sum(cost_micros), 0)::bigint AS cost_micros
    FROM usage_records GROUP BY day ORDER BY day";

async fn assert_same(world: &Tables, kept: &str, counted: &str, after: &impl std::fmt::Debug) {
    let [kept, counted]: [Vec<Value>; 2] = [world.query(kept).await, world.query(counted).await];
    assert_eq!(kept, counted, "after {after:#?}");
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// It is linked to a contact.
    Linked(usize),
    /// It began so many minutes after noon, as is seen now.
    Began(i64),
}

fn anything() -> impl Strategy<Value = Change> {
    prop_oneof![(0..CONTACTS.len()).prop_map(Change::Linked), (-3_i64..4).prop_map(Change::Began)]
}

/// The later it is `seen`, the more it counts.
fn observation(call: usize, facts: Facts, seen: i64) -> Observation {
    Observation {
        vapi_call_id: VapiCallId::parse(&format!("call-{call}")).unwrap(),
        stamp: Stamp {
            rank: SourceRank::Record,
            at: noon() + Duration::seconds(seen),
            source: Source::Message,
            hash: 1,
        },
        status: Some(Status::Ended),
        is_final: true,
        is_complete: true,
        facts,
        derived: Facts::default(),
    }
}

async fn add_call(world: &Tables, tenant: &Tenant, call: usize) -> CallId {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let (id, _) = save(&tx, observation(call, Facts::default(), 0), noon()).await;
    tx.commit().await.unwrap();
    id
}

async fn change(world: &Tables, tenant: &Tenant, (call, id): (usize, CallId), change: Change, seen: i64) {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    match change {
        Change::Linked(contact) => {
            calls::lock_key(&tx, id).await.unwrap();
            let phone = PhoneNumber::parse(CONTACTS[contact]).unwrap();
            let new = ContactId(Uuid::new_v4());
            let contact = contacts::find_or_make(&tx, new, &phone, None).await.unwrap().id;
            calls::link_contact(&tx, id, contact).await.unwrap();
        }
        Change::Began(minute) => {
            let facts = Facts { started_at: Some(noon() + Duration::minutes(minute)), ..Facts::default() };
            save(&tx, observation(call, facts, seen), noon()).await;
        }
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_contacts_count_follows_its_calls_through_every_link_and_correction() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let mut ids = Vec::new();
    for call in 0..4 {
        ids.push((call, add_call(&world, &acme, call).await));
    }
    let mut runner = TestRunner::default();
    let draws = (0..ids.len(), anything());
    let mut changes = Vec::new();
    for seen in 1..60 {
        let (call, next) = draws.new_tree(&mut runner).unwrap().current();
        change(&world, &acme, ids[call], next, seen).await;
        changes.push((call, next));
        assert_same(&world, KEPT, COUNTED, &changes).await;
    }
    world.finish().await;
}

#[tokio::test]
async fn a_contact_counts_calls_that_are_linked_and_corrected_at_once_each_once() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let mut runner = TestRunner::default();
    let minutes = prop::collection::vec(-3_i64..4, 6).new_tree(&mut runner).unwrap().current();
    // Every call is linked twice and corrected again and again, all of them of one contact.
    let work = (0..MANY).map(async |call| {
        let id = (call, add_call(&world, &acme, call).await);
        for (seen, minute) in (1..).zip(&minutes) {
            let linking = change(&world, &acme, id, Change::Linked(0), seen);
            let minute = *minute + i64::try_from(call).unwrap();
            tokio::join!(linking, change(&world, &acme, id, Change::Began(minute), seen));
        }
    });
    join_all(work).await;
    assert_same(&world, KEPT, COUNTED, &minutes).await;
    assert_eq!(world.query("SELECT call_count FROM contacts").await[0]["call_count"], MANY);
    world.finish().await;
}

fn used(call: CallId, (day, seconds, cents): (u64, u32, i64)) -> UsageRecord {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() + chrono::Days::new(day);
    UsageRecord { call, day, seconds: Some(seconds), cost: Some(Micros(cents * 10_000)) }
}

/// As billing does it.
async fn put(world: &Tables, tenant: &Tenant, record: UsageRecord) {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    calls::lock_key(&tx, record.call).await.unwrap();
    let former = usage_records::find(&tx, record.call).await.unwrap();
    usage_records::put(&tx, former.as_ref(), &record, event()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_sums_of_days_follow_records_that_many_replace_and_move_at_once() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let mut runner = TestRunner::default();
    // A call more or less costs nothing, and some are given back.
    let usage = (0_u64..3, 0_u32..600, -5_i64..500);
    let draws = prop::collection::vec(prop::collection::vec(usage, 12), MANY);
    let all = draws.new_tree(&mut runner).unwrap().current();
    let work = all.iter().enumerate().map(async |(call, records)| {
        let id = add_call(&world, &acme, call).await;
        for record in records {
            put(&world, &acme, used(id, *record)).await;
            put(&world, &acme, used(id, *record)).await;
        }
    });
    join_all(work).await;
    assert_same(&world, SUMS, SUMMED, &all).await;
    // Whatever became of a day's sum, the next record has it summed up from all of them.
    world.execute("DELETE FROM daily_usage").await;
    let later = (0..3).map(async |day| {
        let call = MANY + usize::try_from(day).unwrap();
        let id = add_call(&world, &acme, call).await;
        put(&world, &acme, used(id, (day, 60, 1))).await;
    });
    join_all(later).await;
    assert_same(&world, SUMS, SUMMED, &all).await;
    world.finish().await;
}
