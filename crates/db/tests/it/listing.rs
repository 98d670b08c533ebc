//! Pages of calls.

use std::collections::BTreeSet;

use chrono::Duration;
use db::calls::{CallFilter, CallSummary};
use db::{Cursor, TenantTx, contacts};
use domain::call::{
    CallType, EndedReason, Facts, FaultOwner, Observation, Source, SourceRank, Stamp, Status, VapiCallId,
};
use domain::{CallId, ContactId, PartyNumber, PhoneNumber};
use testing::{Tables, Tenant};
use uuid::Uuid;

use crate::filling::{noon, save};

const CALLS: usize = 250;
/// So few that many calls share a time, and pages end in between.
const MOMENTS: usize = 4;

fn observation(number: usize) -> Observation {
    let ended = EndedReason { reason: "customer-busy".to_owned(), owner: FaultOwner::Caller };
    let facts = Facts {
        call_type: Some(if number.is_multiple_of(3) { CallType::Inbound } else { CallType::Outbound }),
        ended_reason: number.is_multiple_of(5).then_some(ended),
        customer_number: PartyNumber::read(&format!("+1415555{:04}", number % 7), None),
        ..Facts::default()
    };
    Observation {
        vapi_call_id: VapiCallId::parse(&format!("call-{number}")).unwrap(),
        stamp: Stamp { rank: SourceRank::Record, at: noon(), source: Source::Message, hash: 1 },
        status: Some(if number.is_multiple_of(5) { Status::Ended } else { Status::InProgress }),
        is_final: false,
        is_complete: false,
        facts,
        derived: Facts::default(),
    }
}

async fn add(world: &Tables, tenant: &Tenant, calls: usize) -> BTreeSet<CallId> {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let mut ids = BTreeSet::new();
    for number in 0..calls {
        let minutes = i64::try_from(number % MOMENTS).unwrap();
        ids.insert(save(&tx, observation(number), noon() + Duration::minutes(minutes)).await.0);
    }
    tx.commit().await.unwrap();
    ids
}

/// Every call that a filter lets through, page by page, each page's cursor written and read again.
async fn walk(tx: &TenantTx, filter: &CallFilter, page: u64) -> Vec<CallSummary> {
    let mut walked: Vec<CallSummary> = Vec::new();
    let mut after: Option<Cursor<CallId>> = None;
    loop {
        let calls = db::calls::list(tx, filter, after, page).await.unwrap();
        let Some(last) = calls.last() else { return walked };
        after = Some(last.cursor().to_string().parse().unwrap());
        walked.extend(calls);
        assert!(walked.len() <= CALLS, "the walk does not end");
    }
}

#[tokio::test]
async fn a_walk_over_pages_misses_no_call_and_shows_none_twice() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    let ids = add(&world, &acme, CALLS).await;
    add(&world, &other, 3).await;

    let tx = world.db.tenant(acme.id).await.unwrap();
    for page in [1, 7, 62, 63, 200, 250] {
        let walked = walk(&tx, &CallFilter::default(), page).await;
        assert_eq!(walked.len(), CALLS, "in pages of {page}");
        assert_eq!(walked.iter().map(|call| call.id).collect::<BTreeSet<_>>(), ids, "in pages of {page}");
        let places = walked.iter().map(|call| (call.partition_at, call.id));
        assert!(
            places.is_sorted_by(|earlier, later| earlier > later),
            "the newest first, in pages of {page}"
        );
    }
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn a_filter_lets_through_what_it_names() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    add(&world, &acme, 60).await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let phone = PhoneNumber::parse("+14155550001").unwrap();
    let contact = contacts::find_or_make(&tx, ContactId(Uuid::new_v4()), &phone, None).await.unwrap().id;
    let vapi = |id: &str| CallFilter { vapi_call_id: VapiCallId::parse(id).ok(), ..CallFilter::default() };
    let one = db::calls::list(&tx, &vapi("call-1"), None, 9).await.unwrap();
    assert!(db::calls::link_contact(&tx, one[0].id, contact).await.unwrap());

    let any = CallFilter::default;
    let later = noon() + Duration::minutes(2);
    let ended = CallFilter { statuses: vec![Status::Ended], ..any() };
    let either = CallFilter { statuses: vec![Status::Ended, Status::InProgress], ..any() };
    let both = CallFilter { call_type: Some(CallType::Inbound), ..ended.clone() };
    for (what, filter, expected) in [
        ("everything", any(), 60),
        ("a status", ended, 12),
        ("one of two statuses", either, 60),
        ("a type", CallFilter { call_type: Some(CallType::Inbound), ..any() }, 20),
        ("two at once", both, 4),
        ("a reason", CallFilter { ended_reason: Some("customer-busy".to_owned()), ..any() }, 12),
        ("a fault", CallFilter { fault_owner: Some(FaultOwner::Caller), ..any() }, 12),
        ("a fault of no call", CallFilter { fault_owner: Some(FaultOwner::Vapi), ..any() }, 0),
        ("an id at Vapi", vapi("call-7"), 1),
        ("a number", CallFilter { customer_number: PhoneNumber::parse("+14155550006").ok(), ..any() }, 8),
        ("a contact", CallFilter { contact: Some(contact), ..any() }, 1),
        ("an assistant", CallFilter { assistant: Some(acme.assistant), ..any() }, 0),
        ("from a moment on", CallFilter { created_from: Some(later), ..any() }, 30),
        ("before a moment", CallFilter { created_before: Some(later), ..any() }, 30),
    ] {
        assert_eq!(walk(&tx, &filter, 7).await.len(), expected, "{what}");
    }
    tx.commit().await.unwrap();
    world.finish().await;
}
