//! Rows for tests to look at.

use std::time::Duration;

use chrono::{DateTime, TimeZone as _, Utc};
use db::calls::{FirstSight, Links};
use db::events::NewEvent;
use db::inbound_integrations::InboundIntegration;
use db::notifications::Planned;
use db::usage_records::UsageRecord;
use db::webhook_events::WebhookEvent;
use db::webhook_spool::Spooled;
use db::{
    TenantTx, awaited_reports, claims, contacts, inbound_integrations, leads, notifications, usage_records,
    webhook_events, webhook_outcomes,
};
use domain::call::{Change, Observation};
use domain::{
    CallId, ConnectionId, ContactId, EventId, IntegrationScheme, LeadId, Micros, NotificationChannel,
    NotificationId, PhoneNumber, WebhookId, WebhookOutcome,
};
use testing::{Tables, Tenant};
use uuid::Uuid;

/// When the calls of these tests are placed.
pub(crate) fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 12, 0, 0).unwrap()
}

/// Merges an observation into its call, as `calls` does.
pub(crate) async fn save(tx: &TenantTx, observation: Observation, at: DateTime<Utc>) -> (CallId, Change) {
    let first = FirstSight { id: CallId(Uuid::new_v4()), partition_at: at };
    let mut locked = db::calls::lock(tx, &observation.vapi_call_id, first).await.unwrap();
    let (call, change) = locked.call.merge(observation);
    locked.call = call;
    db::calls::save(tx, &locked, Links::default(), at).await.unwrap();
    (locked.call.id, change)
}

pub(crate) fn report(tenant: &Tenant, id: &str) -> Observation {
    vapi::observe_message(tenant.vapi_call(id).report().to_string().as_bytes()).unwrap().unwrap()
}

pub(crate) fn event() -> NewEvent {
    NewEvent {
        id: EventId(Uuid::new_v4()),
        name: "call.ended",
        message_type: "callflex.calls.v1.CallEnded".to_owned(),
        schema_version: 1,
        payload: Vec::new(),
        source: "tests",
        traceparent: None,
        occurred_at: noon(),
    }
}

/// Gives an organization a row in every table that is about organizations.
pub(crate) async fn fill(world: &Tables, tenant: &Tenant) {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let (call, _) = save(&tx, report(tenant, "call-1"), noon()).await;
    let phone = PhoneNumber::parse("+14155550199").unwrap();
    let contact = contacts::find_or_make(&tx, ContactId(Uuid::new_v4()), &phone, Some("Ann")).await.unwrap();
    db::calls::link_contact(&tx, call, contact.id).await.unwrap();
    leads::open(&tx, LeadId(Uuid::new_v4()), contact.id, call).await.unwrap();
    notifications::plan(&tx, planned(call)).await.unwrap();
    let day = noon().date_naive();
    let usage = UsageRecord { call, day, seconds: Some(15), cost: Some(Micros(19_600)) };
    usage_records::put(&tx, None, &usage, event()).await.unwrap();
    let webhook = WebhookEvent {
        id: WebhookId(Uuid::new_v4()),
        connection: Some(tenant.connection),
        provider: "vapi".to_owned(),
        kind: "hang".to_owned(),
        vapi_call_id: Some("call-1".to_owned()),
        is_noise: false,
        verification: "x-vapi-secret".to_owned(),
        content_type: "application/json".to_owned(),
        body: b"{}".to_vec(),
        trace_id: None,
        received_at: noon(),
    };
    webhook_outcomes::put(&tx, webhook.id, "tests", WebhookOutcome::Recorded).await.unwrap();
    webhook_events::add(&tx, webhook).await.unwrap();
    assert!(claims::take(&tx, "tests", "filling").await.unwrap());
    awaited_reports::add(&tx, call, noon()).await.unwrap();
    crate::work::fill(&tx, call).await;
    inbound_integrations::put(&tx, &integration(tenant)).await.unwrap();
    tx.commit().await.unwrap();
    trial(world, tenant).await;
    spool(world, tenant).await;
}

/// Nothing of ours makes trials yet.
async fn trial(world: &Tables, tenant: &Tenant) {
    let (organization, assistant, trial) = (tenant.id.0, tenant.assistant.0, Uuid::new_v4());
    world
        .execute(&format!(
            "INSERT INTO prompt_trials (organization_id, id, assistant_id, started_at)
                 VALUES ('{organization}', '{trial}', '{assistant}', now());
             INSERT INTO prompt_trial_arms (organization_id, trial_id, arm, weight, assistant_id)
                 VALUES ('{organization}', '{trial}', 1, 1, '{assistant}')"
        ))
        .await;
}

fn integration(tenant: &Tenant) -> InboundIntegration {
    InboundIntegration {
        id: ConnectionId(Uuid::new_v4()),
        organization_id: tenant.id,
        provider: "calendar".to_owned(),
        scheme: IntegrationScheme::StandardWebhooks,
        secret: b"sealed".to_vec(),
        previous_secret: None,
        previous_secret_until: None,
    }
}

pub(crate) fn planned(call: CallId) -> Planned {
    Planned {
        id: NotificationId(Uuid::new_v4()),
        call: Some(call),
        subject: call.0,
        kind: "call-summary",
        channel: NotificationChannel::Sms,
        recipient: "+14155550123".to_owned(),
    }
}

pub(crate) async fn spool(world: &Tables, tenant: &Tenant) -> WebhookId {
    let id = WebhookId(Uuid::new_v4());
    let spooled = Spooled {
        id,
        organization_id: Some(tenant.id),
        routing_key: "vapi.hang".to_owned(),
        message: b"message".to_vec(),
        traceparent: None,
        received_at: noon(),
    };
    let tx = world.db.system().await.unwrap();
    db::webhook_spool::add(&tx, spooled).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) const A_MINUTE: Duration = Duration::from_mins(1);
