use db::webhook_quarantine::{self, Quarantined};
use domain::{OrganizationId, QuarantineReason, WebhookId};
use runtime::clock;
use serde_json::{Value, json};
use testing::{Tenant, World};

use crate::scene::{Api, start_everything};

/// A webhook that points at two organizations, as ingest leaves it.
async fn quarantined(world: &World, candidates: &[&Tenant], body: &Value) -> WebhookId {
    let id = WebhookId(clock::new_id());
    let webhook = Quarantined {
        id,
        provider: "vapi".to_owned(),
        kind: "end-of-call-report".to_owned(),
        reason: QuarantineReason::Contradictory,
        candidates: candidates.iter().map(|tenant| tenant.id).collect(),
        connection: Some(candidates[0].connection),
        verification: "x-vapi-secret".to_owned(),
        content_type: "application/json".to_owned(),
        body: body.to_string().into_bytes(),
        trace_id: None,
        received_at: clock::now(),
    };
    let tx = world.resources.db.system().await.unwrap();
    webhook_quarantine::add(&tx, webhook).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn make_operator(world: &World, tenant: &Tenant) {
    let tx = world.resources.db.identity().await.unwrap();
    assert!(db::users::make_operator(&tx, &tenant.email.to_uppercase()).await.unwrap());
    assert!(!db::users::make_operator(&tx, "nobody@example.com").await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn unassigned_webhooks_are_shown_to_operators_only() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let api = Api::start(&world).await;
    let id = quarantined(&world, &[&acme, &bolt], &json!({})).await;
    make_operator(&world, &bolt).await;
    let (one, release) = (format!("/api/v1/quarantine/{id}"), format!("/api/v1/quarantine/{id}/release"));

    // An operator's key is no operator.
    for bearer in [api.token(&acme).await, acme.api_key.clone(), bolt.api_key.clone()] {
        for path in ["/api/v1/quarantine", &one] {
            let problem = api.get(path, &bearer).await.problem(403, "forbidden");
            assert_eq!(problem["detail"], "this is for operators");
        }
        // The body is no concern of theirs.
        api.post(&release, &bearer, &json!("nonsense")).await.problem(403, "forbidden");
        api.post(&release, &bearer, &json!({"organization_id": acme.id})).await.problem(403, "forbidden");
    }
    let token = api.token(&bolt).await;
    assert_eq!(api.get(&one, &token).await.status, 200);
    world.execute("UPDATE users SET is_operator = false").await;
    api.get(&one, &token).await.problem(403, "forbidden");
    world.finish().await;
}

#[tokio::test]
async fn the_quarantine_is_listed_page_by_page_the_newest_first() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let api = Api::start(&world).await;
    make_operator(&world, &acme).await;
    let operator = api.token(&acme).await;
    let older = quarantined(&world, &[&acme, &bolt], &json!({"message": "older"})).await;
    let newer = quarantined(&world, &[&acme], &json!({})).await;

    let first = api.read("/api/v1/quarantine?limit=1", &operator).await;
    assert_eq!((&first["data"][0]["id"], &first["has_more"]), (&json!(newer), &json!(true)));
    let after = first["next_cursor"].as_str().unwrap();
    let second = api.read(&format!("/api/v1/quarantine?limit=1&after={after}"), &operator).await;
    let item = json!({
        "id": older, "provider": "vapi", "type": "end-of-call-report", "reason": "contradictory",
        "candidate_organization_ids": [acme.id, bolt.id], "connection_id": acme.connection,
        "connection_organization_id": acme.id, "verification": "x-vapi-secret", "content_type": "application/json",
        "trace_id": null, "received_at": second["data"][0]["received_at"],
    });
    assert_eq!(second, json!({"data": [item], "has_more": false, "next_cursor": null}));

    let shown = api.read(&format!("/api/v1/quarantine/{older}"), &operator).await;
    assert_eq!((&shown["body"], &shown["released"]), (&json!(r#"{"message":"older"}"#), &Value::Null));
    assert_eq!(shown["reason"], "contradictory");
    let unknown = WebhookId(clock::new_id());
    api.get(&format!("/api/v1/quarantine/{unknown}"), &operator).await.problem(404, "not_found");
    world.finish().await;
}

#[tokio::test]
async fn a_webhook_is_released_once_and_becomes_that_organizations_call() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let _ingest = start_everything(&world);
    let api = Api::start(&world).await;
    make_operator(&world, &acme).await;
    let operator = api.token(&acme).await;
    let id = quarantined(&world, &[&acme, &bolt], &bolt.vapi_call("call-1").report()).await;
    let path = format!("/api/v1/quarantine/{id}/release");

    let unknown = OrganizationId(clock::new_id());
    let answer = api.post(&path, &operator, &json!({"organization_id": unknown})).await;
    assert_eq!(answer.named(422, "invalid"), [("/organization_id".to_owned(), "unknown".to_owned())]);
    let unknown = format!("/api/v1/quarantine/{}/release", WebhookId(clock::new_id()));
    api.post(&unknown, &operator, &json!({"organization_id": bolt.id})).await.problem(404, "not_found");

    let released = api.post(&path, &operator, &json!({"organization_id": bolt.id})).await;
    assert_eq!(released.status, 200, "{released:?}");
    let expected = json!({"at": released.body["at"], "organization_id": bolt.id, "by": acme.email});
    assert_eq!(released.body, expected);
    api.post(&path, &operator, &json!({"organization_id": acme.id})).await.problem(409, "already_released");
    let shown = api.read(&format!("/api/v1/quarantine/{id}"), &operator).await;
    assert_eq!(shown["released"]["organization_id"], json!(bolt.id));
    assert_eq!(api.read("/api/v1/quarantine", &operator).await["data"], json!([]));

    world.settled().await;
    assert_eq!(api.call(&bolt, "call-1").await["is_final"], true);
    let page = api.read("/api/v1/calls?vapi_call_id=call-1", &acme.api_key).await;
    assert_eq!(page["data"], json!([]));
    world.finish().await;
}
