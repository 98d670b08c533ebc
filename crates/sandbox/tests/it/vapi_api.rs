//! `GET /vapi/call` and `GET /vapi/call/{id}`.

use std::collections::HashSet;

use sandbox::callers::{History, Line};
use sandbox::{SandboxSettings, VapiKey};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::World;

const KEY: &str = "sandbox-vapi-private-key";

fn history(count: u64) -> History {
    serde_json::from_value(json!({
        "count": count, "from": "2026-11-01T00:00:00Z", "to": "2026-11-08T00:00:00Z", "seed": 5,
    }))
    .unwrap()
}

fn fill(world: &World, history: &History) {
    history.calls().unwrap().for_each(|call| world.sandbox.vapi().keep_call(call));
}

fn ids(calls: &[Value]) -> Vec<&str> {
    calls.iter().map(|call| call["id"].as_str().unwrap()).collect()
}

fn moments(calls: &[Value]) -> Vec<&str> {
    calls.iter().map(|call| call["createdAt"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_list_is_a_bare_array_of_a_hundred_newest_first_and_at_most_a_thousand() {
    let world = World::start();
    fill(&world, &history(1_200));

    let hundred = world.calls("").await;
    assert_eq!(hundred.len(), 100);
    assert!(moments(&hundred).is_sorted_by(|newer, older| newer >= older));
    assert_eq!(world.calls("?limit=1000").await.len(), 1_000);
    assert_eq!(world.calls("?limit=0").await.len(), 0);

    let rejected = world.get("/vapi/call?limit=1001&colour=red").bearer_auth(KEY).send().await.unwrap();
    assert_eq!(rejected.status(), 400);
    let body: Value = rejected.json().await.unwrap();
    assert_eq!(body["statusCode"], 400);
    assert_eq!(body["error"], "Bad Request");
    assert_eq!(
        body["message"],
        json!(["limit must not be greater than 1000", "property colour should not exist"])
    );
}

#[actix_web::test]
async fn a_page_ends_between_calls_of_the_same_moment_so_that_only_an_overlap_finds_them_all() {
    let world = World::start();
    fill(&world, &history(1_200));

    let first = world.calls("?limit=1000").await;
    let edge = moments(&first).last().unwrap().to_string();
    let after = world.calls(&format!("?limit=1000&createdAtLt={edge}")).await;
    assert!(first.len() + after.len() < 1_200, "calls of the edge's own moment are lost without an overlap");

    let overlapping = world.calls(&format!("?limit=1000&createdAtLe={edge}")).await;
    let all: HashSet<&str> = ids(&first).into_iter().chain(ids(&overlapping)).collect();
    assert_eq!(all.len(), 1_200);
}

#[actix_web::test]
async fn windows_include_or_exclude_their_edges_as_their_names_say() {
    let world = World::start();
    for (id, second) in [(1, 1), (2, 2), (3, 3)] {
        let moment = format!("2026-11-01T00:00:0{second}.000Z");
        let call = json!({
            "id": Uuid::from_u128(id), "orgId": sandbox::VAPI_ORGANIZATION, "createdAt": moment,
            "updatedAt": moment, "assistantId": Uuid::from_u128(40 + id),
        });
        world.sandbox.vapi().keep_raw_call(call).unwrap();
    }
    let edge = "2026-11-01T00:00:02.000Z";
    for field in ["createdAt", "updatedAt"] {
        for (bound, found) in [("Gt", 1), ("Ge", 2), ("Lt", 1), ("Le", 2)] {
            assert_eq!(world.calls(&format!("?{field}{bound}={edge}")).await.len(), found, "{field}{bound}");
        }
    }
    let assistant = Uuid::from_u128(42);
    assert_eq!(
        ids(&world.calls(&format!("?assistantId={assistant}")).await),
        [Uuid::from_u128(2).to_string()]
    );
    assert!(world.calls(&format!("?phoneNumberId={assistant}")).await.is_empty());
}

#[actix_web::test]
async fn a_call_is_found_by_its_id_and_an_unknown_id_is_404() {
    let world = World::start();
    fill(&world, &history(3));
    let listed = world.calls("").await;
    let id = listed[0]["id"].as_str().unwrap();

    let found = world.get(&format!("/vapi/call/{id}")).bearer_auth(KEY).send().await.unwrap();
    assert_eq!(found.json::<Value>().await.unwrap(), listed[0]);

    let missing = world.get(&format!("/vapi/call/{}", Uuid::nil())).bearer_auth(KEY).send().await.unwrap();
    assert_eq!(missing.status(), 404);
    assert_eq!(missing.json::<Value>().await.unwrap()["error"], "Not Found");
}

#[actix_web::test]
async fn a_wrong_key_is_401_and_a_request_without_a_user_agent_403_from_the_edge() {
    let world = World::start();
    for request in [world.get("/vapi/call"), world.get("/vapi/call").bearer_auth("wrong")] {
        let rejected = request.send().await.unwrap();
        assert_eq!(rejected.status(), 401);
        let body: Value = rejected.json().await.unwrap();
        assert_eq!(body["error"], "Unauthorized");
        assert!(body["message"].as_str().unwrap().starts_with("Invalid Key."));
    }

    let anonymous = reqwest::Client::builder().no_proxy().build().unwrap();
    let rejected = anonymous.get(format!("{}/vapi/call", world.url)).bearer_auth(KEY).send().await.unwrap();
    assert_eq!(rejected.status(), 403);
    assert_eq!(rejected.text().await.unwrap(), "error code: 1010");
}

#[actix_web::test]
async fn requests_over_the_rate_limit_are_429() {
    let settings = SandboxSettings { vapi_requests_per_second: Some(1), ..SandboxSettings::default() };
    let world = World::with(settings);
    let mut limited = 0;
    for _ in 0..10 {
        let answer = world.get("/vapi/call").bearer_auth(KEY).send().await.unwrap();
        if answer.status() == 429 {
            assert_eq!(answer.json::<Value>().await.unwrap()["message"], "Rate limit exceeded");
            limited += 1;
        }
    }
    assert!((1..=9).contains(&limited), "{limited} of 10");
}

#[actix_web::test]
async fn a_key_shows_only_the_calls_of_its_own_organization() {
    let other = Uuid::from_u128(77);
    let world = World::start();
    world.sandbox.vapi().add_key(VapiKey { secret: "other-key".to_owned(), organization_id: other });
    fill(&world, &history(4));
    fill(
        &world,
        &History {
            seed: 6,
            count: 2,
            line: Line { organization_id: other, ..Line::default() },
            ..history(0)
        },
    );

    assert_eq!(world.calls("").await.len(), 4);
    let theirs: Vec<Value> =
        world.get("/vapi/call").bearer_auth("other-key").send().await.unwrap().json().await.unwrap();
    assert_eq!(theirs.len(), 2);
    let id = theirs[0]["id"].as_str().unwrap();
    let mine = world.get(&format!("/vapi/call/{id}")).bearer_auth(KEY).send().await.unwrap();
    assert_eq!(mine.status(), 404);
}

#[actix_web::test]
async fn history_is_made_over_http_and_forgotten_over_http() {
    let world = World::start();
    let made = world.post("/_sandbox/seed-calls").json(&history(250)).send().await.unwrap();
    assert_eq!(made.status(), 201);
    assert_eq!(world.read("/_sandbox").await["remembers"]["/_sandbox/calls"], 250);
    assert_eq!(world.read("/_sandbox/calls?limit=7").await.as_array().unwrap().len(), 7);

    let backwards = json!({"count": 1, "from": "2026-11-02T00:00:00Z", "to": "2026-11-01T00:00:00Z"});
    let rejected = world.post("/_sandbox/seed-calls").json(&backwards).send().await.unwrap();
    assert_eq!(rejected.status(), 422);

    let forgotten = world.client.delete(format!("{}/_sandbox", world.url)).send().await.unwrap();
    assert_eq!(forgotten.status(), 204);
    assert!(world.calls("").await.is_empty());
}
