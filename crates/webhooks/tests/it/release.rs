use contracts::webhooks::WebhookReceived;
use contracts::{Incoming, Name as _};
use db::webhook_quarantine::{self, Quarantined};
use domain::{OrganizationId, QuarantineReason, WebhookId};
use serde_json::json;
use testing::{Tables, Tenant};
use uuid::Uuid;
use webhooks::{ReleaseError, release};

const BODY: &[u8] = br#"{"message":{"type":"call-end","call":{"id":"call-1"}}}"#;

async fn quarantined(world: &Tables, candidates: &[&Tenant]) -> WebhookId {
    let id = WebhookId(Uuid::new_v4());
    let webhook = Quarantined {
        id,
        provider: "vapi".to_owned(),
        kind: "call-end".to_owned(),
        reason: QuarantineReason::Contradictory,
        candidates: candidates.iter().map(|tenant| tenant.id).collect(),
        connection: Some(candidates[0].connection),
        verification: "bearer".to_owned(),
        content_type: "application/json".to_owned(),
        body: BODY.to_vec(),
        trace_id: None,
        received_at: "2026-11-20T16:00:10Z".parse().unwrap(),
    };
    let tx = world.db.system().await.unwrap();
    // Delivered twice, as a queue may do.
    webhook_quarantine::add(&tx, webhook.clone()).await.unwrap();
    webhook_quarantine::add(&tx, webhook.clone()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = world.db.identity().await.unwrap();
    let found = webhook_quarantine::find(&tx, id).await.unwrap().unwrap();
    assert_eq!(found.quarantined, webhook);
    assert_eq!((found.connection_organization, found.release), (Some(candidates[0].id), None));
    tx.commit().await.unwrap();
    id
}

async fn try_release(world: &Tables, id: WebhookId, to: OrganizationId) -> Result<(), ReleaseError> {
    let tx = world.db.identity().await.unwrap();
    release(&tx, id, to, "ops@callflex.example").await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn waiting(world: &Tables) -> Vec<WebhookId> {
    let tx = world.db.identity().await.unwrap();
    let found = webhook_quarantine::list(&tx, None, 10).await.unwrap();
    found.into_iter().map(|entry| entry.quarantined.id).collect()
}

#[tokio::test]
async fn a_released_webhook_is_spooled_as_the_organizations_own() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let id = quarantined(&world, &[&acme, &bolt]).await;
    assert_eq!(waiting(&world).await, [id]);

    try_release(&world, id, bolt.id).await.unwrap();

    let tx = world.db.system().await.unwrap();
    let minute = std::time::Duration::from_mins(1);
    let spooled = db::webhook_spool::lease(&tx, 10, 1024, minute).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(spooled.len(), 1);
    assert_eq!((spooled[0].id, spooled[0].organization_id), (id, Some(bolt.id)));
    assert_eq!(spooled[0].routing_key, "vapi.end-of-call-report");
    let message =
        <WebhookReceived as Incoming>::decode(&WebhookReceived::full_name(), &spooled[0].message).unwrap();
    assert_eq!((message.id, message.organization_id), (id.to_string(), Some(bolt.id.to_string())));
    assert_eq!((message.r#type.as_str(), &message.body[..]), ("call-end", BODY));
    assert_eq!((message.verification.as_str(), message.quarantine_reason), ("bearer", None));
    assert!(waiting(&world).await.is_empty());
    world.finish().await;
}

#[tokio::test]
async fn a_second_release_fails_with_the_first_and_does_nothing() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let id = quarantined(&world, &[&acme, &bolt]).await;

    let (first, second) = tokio::join!(try_release(&world, id, acme.id), try_release(&world, id, bolt.id));
    let errors = [first, second].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(matches!(errors.as_slice(), [ReleaseError::Released(_)]), "{errors:?}");
    assert!(errors[0].to_string().contains("by ops@callflex.example on 20"), "{}", errors[0]);
    assert_eq!(world.query("SELECT count(*) FROM webhook_spool").await, [json!({"count": 1})]);
    world.finish().await;
}

#[tokio::test]
async fn what_waits_is_listed_by_the_page_the_newest_first() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(quarantined(&world, &[&acme]).await);
    }
    ids.sort();
    ids.reverse();
    try_release(&world, ids.remove(1), acme.id).await.unwrap();
    let tx = world.db.identity().await.unwrap();
    let mut listed = Vec::new();
    while let [.., _] = webhook_quarantine::list(&tx, listed.last().copied(), 3).await.unwrap().as_slice() {
        let page = webhook_quarantine::list(&tx, listed.last().copied(), 3).await.unwrap();
        assert!(page.iter().all(|entry| entry.quarantined.body.is_empty()));
        listed.extend(page.into_iter().map(|entry| entry.quarantined.id));
    }
    tx.commit().await.unwrap();
    assert_eq!(listed, ids);
    world.finish().await;
}

#[tokio::test]
async fn nothing_is_released_to_an_unknown_organization_and_no_unknown_webhook_is_released() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let id = quarantined(&world, &[&acme]).await;
    world.execute("UPDATE organizations SET is_active = false WHERE name = 'Bolt Plumbing'").await;

    for unusable in [bolt.id, OrganizationId(Uuid::new_v4())] {
        assert!(matches!(try_release(&world, id, unusable).await, Err(ReleaseError::Organization)));
    }
    let unknown = WebhookId(Uuid::new_v4());
    assert!(matches!(try_release(&world, unknown, acme.id).await, Err(ReleaseError::Unknown)));
    assert_eq!(waiting(&world).await, [id]);
    assert_eq!(world.query("SELECT count(*) FROM webhook_spool").await, [json!({"count": 0})]);
    world.finish().await;
}
