//! The archive of webhooks: what is found in it, and what is let go.

use chrono::{DateTime, TimeDelta, Utc};
use db::webhook_events::{self, ArchiveFilter, WebhookEvent};
use db::webhook_outcomes;
use domain::{UnreadableReason, WebhookId, WebhookOutcome};
use serde_json::json;
use sqlx::AssertSqlSafe;
use testing::{Tables, Tenant};
use uuid::{NoContext, Timestamp, Uuid};

use crate::filling::noon;

/// Fewer would mean that the question is wrong.
const DELETING: usize = 6;

fn webhook(tenant: &Tenant, kind: &str, call: Option<&str>, received_at: DateTime<Utc>) -> WebhookEvent {
    WebhookEvent {
        id: WebhookId(Uuid::new_v4()),
        connection: Some(tenant.connection),
        provider: "vapi".to_owned(),
        kind: kind.to_owned(),
        vapi_call_id: call.map(str::to_owned),
        is_noise: kind == "speech-update",
        verification: "x-vapi-secret".to_owned(),
        content_type: "application/json".to_owned(),
        body: format!("{{\"said\": \"{kind}\"}}").into_bytes(),
        trace_id: None,
        received_at,
    }
}

fn made_at(time: DateTime<Utc>) -> WebhookId {
    let seconds = time.timestamp().unsigned_abs();
    WebhookId(Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, 0)))
}

async fn add(world: &Tables, tenant: &Tenant, webhook: &WebhookEvent) {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    webhook_events::add(&tx, webhook.clone()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn found(world: &Tables, tenant: &Tenant, filter: &ArchiveFilter) -> Vec<String> {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let page = webhook_events::search(&tx, filter, None, 100).await.unwrap();
    tx.commit().await.unwrap();
    page.into_iter().map(|webhook| webhook.kind).collect()
}

#[tokio::test]
async fn a_webhook_is_found_by_what_it_is_and_by_no_other_organization() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    let mut hang = webhook(&acme, "hang", Some("call-1"), noon());
    hang.trace_id = Some("4bf92f3577b34da6a3ce929d0e0e4736".to_owned());
    let mut paid = webhook(&acme, "invoice.paid", None, noon() + TimeDelta::days(1));
    paid.provider = "stripe".to_owned();
    add(&world, &acme, &hang).await;
    add(&world, &acme, &paid).await;
    add(&world, &acme, &webhook(&acme, "speech-update", Some("call-1"), noon())).await;

    let any = ArchiveFilter::default;
    let text = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (any(), vec!["invoice.paid", "hang"]),
        (ArchiveFilter { provider: text("stripe"), ..any() }, vec!["invoice.paid"]),
        (ArchiveFilter { kind: text("hang"), ..any() }, vec!["hang"]),
        (ArchiveFilter { vapi_call_id: text("call-1"), ..any() }, vec!["hang"]),
        (ArchiveFilter { vapi_call_id: text("call-2"), ..any() }, vec![]),
        (ArchiveFilter { trace_id: hang.trace_id.clone(), ..any() }, vec!["hang"]),
        (ArchiveFilter { since: Some(noon() + TimeDelta::seconds(1)), ..any() }, vec!["invoice.paid"]),
        (ArchiveFilter { until: Some(noon() + TimeDelta::seconds(1)), ..any() }, vec!["hang"]),
        (ArchiveFilter { text: text("\"invoice"), ..any() }, vec!["invoice.paid"]),
        (ArchiveFilter { kind: text("speech-update"), with_noise: true, ..any() }, vec!["speech-update"]),
    ] {
        assert_eq!(found(&world, &acme, &filter).await, expected, "{filter:?}");
        assert_eq!(found(&world, &other, &filter).await, Vec::<String>::new(), "{filter:?}");
    }
    world.finish().await;
}

#[tokio::test]
async fn pages_of_the_archive_hold_every_webhook_once() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    // Several in the same moment, on two days.
    for n in 0..7 {
        let at = noon() + TimeDelta::hours(12 * (n / 3));
        add(&world, &acme, &webhook(&acme, "hang", None, at)).await;
    }
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = webhook_events::search(&tx, &ArchiveFilter::default(), after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.cursor());
        seen.extend(page.iter().map(|webhook| (webhook.received_at, webhook.id)));
    }
    let mut expected = seen.clone();
    expected.sort_unstable_by(|left, right| right.cmp(left));
    expected.dedup();
    assert_eq!((seen.len(), &seen), (7, &expected));
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn the_same_webhook_again_changes_nothing_and_shows_what_came_of_it() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let hang = webhook(&acme, "hang", Some("call-1"), noon());
    add(&world, &acme, &hang).await;
    add(&world, &acme, &hang).await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    for outcome in [WebhookOutcome::Ignored, WebhookOutcome::Recorded, WebhookOutcome::Unchanged] {
        webhook_outcomes::put(&tx, hang.id, "tests", outcome).await.unwrap();
    }
    let page = webhook_events::search(&tx, &ArchiveFilter::default(), None, 10).await.unwrap();
    assert_eq!(page.len(), 1);
    assert_eq!(page[0].outcome.as_deref(), Some("tests: recorded"));
    assert_eq!(webhook_events::find(&tx, hang.id).await.unwrap().unwrap().body, hang.body);
    assert_eq!(webhook_events::of_call(&tx, "call-1", 10).await.unwrap().len(), 1);
    let day = noon() - TimeDelta::hours(12);
    assert_eq!(webhook_events::calls_between(&tx, day, day + TimeDelta::days(1)).await.unwrap(), ["call-1"]);
    assert_eq!(webhook_events::extent(&tx).await.unwrap(), Some((noon(), noon())));
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn what_can_not_be_read_shows_why() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let status = webhook(&acme, "status-update", None, noon());
    add(&world, &acme, &status).await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    for reason in [UnreadableReason::Chat, UnreadableReason::Chat] {
        webhook_outcomes::put_unreadable(&tx, status.id, "archive", reason).await.unwrap();
    }
    webhook_outcomes::put(&tx, status.id, "tests", WebhookOutcome::Ignored).await.unwrap();
    let page = webhook_events::search(&tx, &ArchiveFilter::default(), None, 10).await.unwrap();
    assert_eq!(page[0].outcome.as_deref(), Some("archive: unreadable (chat), tests: ignored"));
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn noise_is_deleted_by_one_at_a_time_and_nothing_else_is() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    for tenant in [&acme, &other] {
        for kind in ["speech-update", "speech-update", "hang"] {
            add(&world, tenant, &webhook(tenant, kind, None, noon())).await;
        }
        add(&world, tenant, &webhook(tenant, "speech-update", None, noon() + TimeDelta::hours(2))).await;
    }
    let db = &world.db;
    let before = noon() + TimeDelta::hours(1);
    let (mine, theirs) = (db.retention().await.unwrap(), db.retention().await.unwrap());
    assert!(webhook_events::take_turn(&mine).await.unwrap());
    assert!(!webhook_events::take_turn(&theirs).await.unwrap());
    let days = webhook_events::days(&mine, before).await.unwrap();
    assert_eq!(days, [noon().date_naive()]);
    for expected in [3, 1, 0] {
        assert_eq!(webhook_events::delete_noise(&mine, days[0], before, 3).await.unwrap(), expected);
    }
    let no_day = noon().date_naive() + TimeDelta::days(9);
    assert_eq!(webhook_events::delete_noise(&mine, no_day, before, 3).await.unwrap(), 0);
    mine.commit().await.unwrap();
    assert!(webhook_events::take_turn(&theirs).await.unwrap());
    let left = world
        .query("SELECT type, count(*), count(DISTINCT organization_id) AS of FROM webhook_events GROUP BY type ORDER BY type")
        .await;
    let expected = ["hang", "speech-update"].map(|kind| json!({"type": kind, "count": 2, "of": 2}));
    assert_eq!(left, expected);
    drop(theirs);
    world.finish().await;
}

#[tokio::test]
async fn a_day_that_is_over_is_dropped_whole_and_never_the_last() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for days in 0..3 {
        add(&world, &acme, &webhook(&acme, "hang", None, noon() + TimeDelta::days(days))).await;
    }
    // What was archived late, such as by a release from quarantine, keeps its day.
    let tx = world.db.retention().await.unwrap();
    assert_eq!(webhook_events::drop_days(&tx, noon() + TimeDelta::days(3), 9).await.unwrap(), 0);
    tx.commit().await.unwrap();
    world.execute("UPDATE webhook_events SET archived_at = received_at").await;

    let tx = world.db.retention().await.unwrap();
    // The third day is not over an hour before it is.
    let before = noon() + TimeDelta::hours(59);
    for expected in [1, 1, 0] {
        assert_eq!(webhook_events::drop_days(&tx, before, 1).await.unwrap(), expected);
    }
    tx.commit().await.unwrap();
    assert_eq!(found(&world, &acme, &ArchiveFilter::default()).await, ["hang"]);
    // A day is made again for what comes late.
    add(&world, &acme, &webhook(&acme, "hang", None, noon())).await;
    assert_eq!(found(&world, &acme, &ArchiveFilter::default()).await.len(), 2);
    world.finish().await;
}

#[tokio::test]
async fn nothing_is_deleted_before_it_is_old_enough_whoever_asks_for_it() {
    let world = Tables::start().await;
    let functions = world
        .query(
            "SELECT proname AS relname, pg_get_function_identity_arguments(oid) AS arguments FROM pg_proc
             WHERE pronamespace = 'public'::regnamespace AND prosecdef AND proname ~ '^(delete|drop)_' ORDER BY 1",
        )
        .await;
    assert!(functions.len() >= DELETING, "{functions:?}");
    for function in &functions {
        let (name, arguments) =
            (&function["relname"].as_str().unwrap(), function["arguments"].as_str().unwrap());
        let day = if arguments.contains("day date") { "current_date, " } else { "" };
        for before in ["'infinity'", "now() + interval '1 day'", "now()", "now() - interval '59 minutes'"] {
            let call = format!("SET ROLE callflex_retention; SELECT {name}({day}{before}, 1)");
            let rejected = sqlx::raw_sql(AssertSqlSafe(call)).execute(world.owner()).await.unwrap_err();
            let text = rejected.to_string();
            assert!(text.contains("is not old enough"), "{name} with {before}: {text}");
        }
        let call = format!(
            "SET ROLE callflex_retention; SELECT {name}({day}now() - interval '25 hours', 1); RESET ROLE"
        );
        world.execute(&call).await;
    }
    world.finish().await;
}

#[tokio::test]
async fn outcomes_are_deleted_with_what_they_are_of() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    for _ in 0..3 {
        webhook_outcomes::put(&tx, WebhookId(Uuid::new_v4()), "tests", WebhookOutcome::Ignored)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let tx = world.db.retention().await.unwrap();
    assert_eq!(webhook_events::delete_outcomes(&tx, noon(), 2).await.unwrap(), 0);
    world.execute("UPDATE webhook_outcomes SET at = '2026-03-01'").await;
    for expected in [2, 1, 0] {
        assert_eq!(webhook_events::delete_outcomes(&tx, noon(), 2).await.unwrap(), expected);
    }
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn quarantine_and_questions_go_once_they_are_over() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let organization = acme.id.0;
    world
        .execute(&format!(
            "INSERT INTO webhook_quarantine (id, provider, type, reason, candidates, verification, content_type, body, is_noise,
                                             received_at, released_at, released_to, released_by)
             VALUES (gen_random_uuid(), 'vapi', 'noise', 'unknown', '{{}}', '', '', '', true, '2026-03-02', NULL, NULL, NULL),
                    (gen_random_uuid(), 'vapi', 'waits', 'unknown', '{{}}', '', '', '', false, '2026-03-02', NULL, NULL, NULL),
                    (gen_random_uuid(), 'vapi', 'late', 'unknown', '{{}}', '', '', '', false, '2026-03-02', '2026-03-09', '{organization}', 'me'),
                    (gen_random_uuid(), 'vapi', 'early', 'unknown', '{{}}', '', '', '', false, '2026-03-02', '2026-03-03', '{organization}', 'me');
             INSERT INTO live_questions (organization_id, vapi_call_id, question_id, webhook_id, kind, outcome, asked_at)
             VALUES ('{organization}', 'call-1', 'old', gen_random_uuid(), 'tool-calls', 'missed', '2026-03-02'),
                    ('{organization}', 'call-1', 'new', gen_random_uuid(), 'tool-calls', 'missed', '2026-03-09')"
        ))
        .await;
    let before = "2026-03-05T00:00:00Z".parse().unwrap();
    let tx = world.db.retention().await.unwrap();
    for expected in [1, 0] {
        assert_eq!(webhook_events::delete_quarantined_noise(&tx, before, 9).await.unwrap(), expected);
    }
    for expected in [1, 1, 0] {
        assert_eq!(webhook_events::delete_quarantined(&tx, before, 1).await.unwrap(), expected);
    }
    assert_eq!(webhook_events::delete_questions(&tx, before, 9).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(world.query("SELECT type FROM webhook_quarantine").await, [json!({"type": "late"})]);
    assert_eq!(world.query("SELECT question_id FROM live_questions").await, [json!({"question_id": "new"})]);
    world.finish().await;
}

#[tokio::test]
async fn a_webhook_is_found_by_an_id_of_the_time_it_was_received() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for (distance, is_found) in
        [(TimeDelta::zero(), true), (TimeDelta::hours(-23), true), (TimeDelta::days(-3), false)]
    {
        let mut hang = webhook(&acme, "hang", None, noon() + distance);
        hang.id = made_at(noon());
        add(&world, &acme, &hang).await;
        let tx = world.db.tenant(acme.id).await.unwrap();
        let found = webhook_events::find(&tx, hang.id).await.unwrap();
        assert_eq!(found.map(|found| found.received_at), is_found.then_some(hang.received_at));
        tx.commit().await.unwrap();
    }
    world.finish().await;
}

#[test]
fn no_body_is_shown_by_accident() {
    let message = webhook_events::ArchivedMessage {
        id: WebhookId(Uuid::nil()),
        provider: "vapi".to_owned(),
        kind: "hang".to_owned(),
        vapi_call_id: None,
        content_type: String::new(),
        body: vec![222; 9],
        received_at: noon(),
    };
    let shown = format!("{message:?}");
    assert!(shown.contains("hang") && !shown.contains("222"), "{shown}");
}
