use serde_json::{Value, json};
use testing::World;

use crate::scene::{Api, start_processor};

#[tokio::test]
async fn anothers_call_is_as_absent_as_one_that_never_was() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    world.deliver(&acme, &acme.vapi_call("call-1").report()).await;
    world.settled().await;
    let call = api.call(&acme, "call-1").await;
    let id = call["id"].as_str().unwrap();
    let bare = id.trim_start_matches("call_");
    let unknown = "call_01995b2e7c417e1b8d3a5f0a9b6c2d11";

    for bearer in [bolt.api_key.clone(), api.token(&bolt).await] {
        for part in ["", "/transcript", "/actions", "/tool-calls"] {
            let absent =
                api.get(&format!("/api/v1/calls/{unknown}{part}"), &bearer).await.problem(404, "not_found");
            for id in [id, bare] {
                let path = format!("/api/v1/calls/{id}{part}");
                assert_eq!(api.get(&path, &acme.api_key).await.status, 200, "{path}");
                assert_eq!(api.get(&path, &bearer).await.problem(404, "not_found"), absent, "{path}");
            }
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn no_filter_and_no_cursor_leads_to_anothers_calls() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    for number in 0..3 {
        world.deliver(&acme, &acme.vapi_call(&format!("call-{number}")).report()).await;
    }
    world.settled().await;
    let call = api.call(&acme, "call-1").await;
    let first = api.read("/api/v1/calls?limit=1", &acme.api_key).await;
    let cursor = first["next_cursor"].as_str().unwrap();

    for query in [
        String::new(),
        "vapi_call_id=call-1".to_owned(),
        format!("assistant_id={}", call["assistant_id"].as_str().unwrap()),
        format!("contact_id={}", call["contact"]["id"].as_str().unwrap()),
        "customer_number=%2B14155550199".to_owned(),
        format!("after={cursor}"),
    ] {
        let own = api.read(&format!("/api/v1/calls?{query}"), &acme.api_key).await;
        assert!(!own["data"].as_array().unwrap().is_empty(), "{query}");
        let others = api.read(&format!("/api/v1/calls?{query}"), &bolt.api_key).await;
        assert_eq!(others, json!({"data": [], "has_more": false, "next_cursor": null}), "{query}");
    }
    world.finish().await;
}

#[tokio::test]
async fn two_organizations_may_have_a_call_of_the_same_id_at_vapi_and_each_sees_its_own() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    for tenant in [&acme, &bolt] {
        let mut report = tenant.vapi_call("call-1").report();
        report["message"]["analysis"]["summary"] = json!(format!("for {}", tenant.name));
        world.deliver(tenant, &report).await;
    }
    world.settled().await;
    let calls: Vec<Value> = vec![api.call(&acme, "call-1").await, api.call(&bolt, "call-1").await];
    for (call, tenant) in calls.iter().zip([&acme, &bolt]) {
        assert_eq!(call["organization_id"], json!(tenant.id));
        assert_eq!(call["summary"], format!("for {}", tenant.name));
        assert_eq!(call["contact"]["call_count"], 1);
    }
    assert_ne!(calls[0]["id"], calls[1]["id"]);
    assert_ne!(calls[0]["contact"]["id"], calls[1]["contact"]["id"]);
    world.finish().await;
}
