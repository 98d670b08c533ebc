use serde_json::{Value, json};
use testing::{Tenant, World};

use crate::scene::{Api, Ingest, add_key, archived as as_archived};

async fn types(api: &Api, query: &str, bearer: &str) -> Vec<String> {
    let page = api.read(&format!("/api/v1/webhooks{query}"), bearer).await;
    let items = page["data"].as_array().unwrap().iter();
    items.map(|item| item["type"].as_str().unwrap().to_owned()).collect()
}

/// Three messages of two calls, received one after the other and archived.
async fn archived(world: &World, tenant: &Tenant) -> Value {
    let ingest = Ingest::start(world);
    let report = tenant.vapi_call("call-1").report();
    for message in
        [tenant.vapi_call("call-1").in_progress(), report.clone(), tenant.vapi_call("call-2").in_progress()]
    {
        let answer = ingest.post(tenant, &message).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        world.settled().await;
    }
    report
}

#[tokio::test]
async fn the_archive_is_searched_page_by_page_and_shows_bodies_as_received() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let report = archived(&world, &acme).await;
    let key = add_key(&world, &acme, &["webhooks:read"]).await;

    let all = types(&api, "", &key).await;
    assert_eq!(all, ["status-update", "end-of-call-report", "status-update"]);
    assert_eq!(types(&api, "?type=end-of-call-report", &key).await, ["end-of-call-report"]);
    assert_eq!(types(&api, "?vapi_call_id=call-2", &key).await, ["status-update"]);
    assert!(types(&api, "?received_at[lt]=2020-01-01T00:00:00Z", &key).await.is_empty());
    assert!(types(&api, "?provider=stripe", &key).await.is_empty());

    let mut query = String::from("?limit=1");
    for (place, kind) in all.iter().enumerate() {
        let page = api.read(&format!("/api/v1/webhooks{query}"), &key).await;
        assert_eq!(page["data"][0]["type"], *kind);
        assert_eq!(page["has_more"], place < 2);
        query = format!("?limit=1&after={}", page["next_cursor"].as_str().unwrap_or_default());
    }

    let found = api.read("/api/v1/webhooks?type=end-of-call-report", &key).await;
    let item = &found["data"][0];
    assert_eq!(
        (&item["provider"], &item["vapi_call_id"], &item["is_noise"]),
        (&json!("vapi"), &json!("call-1"), &json!(false))
    );
    assert_eq!(item["connection_id"], json!(acme.connection));
    let shown = api.read(&format!("/api/v1/webhooks/{}", item["id"].as_str().unwrap()), &key).await;
    let body: Value = serde_json::from_str(shown["body"].as_str().unwrap()).unwrap();
    assert_eq!(body, as_archived(&report));
    assert!(report["message"]["call"]["monitor"]["controlUrl"].is_string());
    assert_ne!(body, report, "it holds no secret");
    assert_eq!((&shown["id"], &shown["received_at"]), (&item["id"], &item["received_at"]));
    world.finish().await;
}

#[tokio::test]
async fn the_archive_is_for_who_runs_the_organization_and_shows_its_own_webhooks_only() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let api = Api::start(&world).await;
    archived(&world, &acme).await;
    let owner = api.token(&acme).await;
    let found = api.read("/api/v1/webhooks?type=end-of-call-report", &owner).await;
    let one = format!("/api/v1/webhooks/{}", found["data"][0]["id"].as_str().unwrap());
    assert_eq!(api.get(&one, &owner).await.status, 200);
    api.get("/api/v1/webhooks/nonsense", &owner).await.problem(400, "invalid_path");

    let other_owner = api.token(&bolt).await;
    assert!(types(&api, "", &other_owner).await.is_empty());
    api.get(&one, &other_owner).await.problem(404, "not_found");
    let other_key = add_key(&world, &acme, &["calls:read", "events:read"]).await;
    world.execute("UPDATE memberships SET role = 'analyst'").await;
    for bearer in [other_key, api.token(&acme).await] {
        for path in ["/api/v1/webhooks", &one] {
            let problem = api.get(path, &bearer).await.problem(403, "forbidden");
            assert_eq!(problem["detail"], "this needs webhooks:read");
        }
    }
    world.finish().await;
}
