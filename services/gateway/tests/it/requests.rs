//! Requests that are not quite as they should be, and what every answer has.

use reqwest::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};
use testing::World;

use crate::described::{Described, routes};
use crate::operators::make_operator;
use crate::scene::{Answer, Api};

async fn ask(api: &Api, method: &str, path: &str, bearer: &str) -> Answer {
    Answer::of(api.request(method, path).bearer_auth(bearer).send().await.unwrap()).await
}

#[tokio::test]
async fn every_address_names_its_methods_and_answers_head_as_get() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let routes = routes(&api).await;
    for route in &routes {
        let methods: Vec<&str> = routes
            .iter()
            .filter(|known| known.path == route.path)
            .flat_map(
                |known| if known.method == "GET" { vec!["GET", "HEAD"] } else { vec![known.method.as_str()] },
            )
            .collect();
        for other in ["PUT", "DELETE", "OPTIONS", "TRACE", "HEAD"] {
            if methods.contains(&other) {
                continue;
            }
            let answer = ask(&api, other, &route.address, &acme.api_key).await;
            let expected = (405, methods.join(", "));
            assert_eq!((answer.status, answer.header("allow").to_owned()), expected, "{route:?}");
        }
        if route.method == "GET" {
            let request = api.asks(&route.address, &acme.api_key);
            let get = request.send().await.unwrap();
            let head = ask(&api, "HEAD", &route.address, &acme.api_key).await;
            assert_eq!(head.status, get.status().as_u16(), "{route:?}");
            assert_eq!(head.headers["content-type"], get.headers()["content-type"], "{route:?}");
            assert_eq!(head.text, "", "{route:?}");
        }
    }
    let reader = ask(&api, "DELETE", "/api/docs/", "").await;
    assert_eq!((reader.status, reader.header("allow")), (405, "GET, HEAD"));
    assert_eq!(ask(&api, "HEAD", "/api/docs/", "").await.status, 200);
    world.finish().await;
}

#[tokio::test]
async fn a_header_that_says_one_thing_twice_is_rejected() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let good = format!("Bearer {}", acme.api_key);
    for (name, first, second) in [
        ("authorization", good.as_str(), good.as_str()),
        ("authorization", good.as_str(), "Bearer x"),
        ("authorization", "Bearer x", good.as_str()),
        ("content-type", "text/plain", "application/json"),
        ("last-event-id", "0", "1"),
    ] {
        let request = api.request("GET", "/api/v1/calls");
        let mut request = request.build().unwrap();
        for value in [first, second] {
            let (name, value) = (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
            request.headers_mut().append(name, value);
        }
        #[expect(clippy::disallowed_methods, reason = "the client is a third party, without our User-Agent")]
        let answer = reqwest::Client::new().execute(request).await.unwrap();
        Answer::of(answer).await.problem(400, "repeated_header");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_long_query_is_answered_briefly() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let many = (0..8_000).map(|number| format!("x{number}&")).collect::<Vec<_>>().concat();
    for query in [many, format!("{}=1", "x".repeat(60_000)), format!("limit={}", "9".repeat(60_000))] {
        let answer = api.get(&format!("/api/v1/calls?{query}"), &acme.api_key).await;
        assert!(answer.text.len() < 20_000, "{}", answer.text.len());
        assert!((1..=20).contains(&answer.named(400, "invalid_query").len()));
    }
    world.finish().await;
}

#[tokio::test]
async fn a_body_is_an_object_of_known_fields() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    make_operator(&world, &acme).await;
    let api = Api::start(&world).await;
    let operator = api.token(&acme).await;
    let with_body: Vec<Described> = routes(&api).await.into_iter().filter(Described::has_body).collect();
    assert!(with_body.len() > 1);
    for route in with_body {
        let bodies = [json!([]), json!(["a", "b", "c"]), json!("text"), json!(null), json!({})];
        for body in bodies.into_iter().chain([json!({"no_such_field": 1})]) {
            let named = api.post(&route.address, &operator, &body).await.named(400, "invalid_body");
            let pointer = named[0].0.as_str();
            match &body {
                Value::Object(fields) if fields.is_empty() => assert_ne!(pointer, "", "{route:?}"),
                Value::Object(_) => assert_eq!(pointer, "/no_such_field", "{route:?}"),
                _ => assert_eq!(pointer, "", "{route:?} {body}"),
            }
        }
        let text = api.request("POST", &route.address).bearer_auth(&operator).body("{}");
        let status = Answer::of(text.send().await.unwrap()).await.status;
        assert!(!route.operation["responses"][status.to_string()].is_null(), "{status} is not described");
    }
    world.finish().await;
}

#[tokio::test]
async fn personal_data_is_not_stored_and_the_reader_runs_only_its_own_scripts() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    for route in routes(&api).await {
        let request = api.request(&route.method, &route.address).bearer_auth(&acme.api_key);
        let answer = request.send().await.unwrap();
        let expected = if route.path == "/api/openapi.json" { "no-cache" } else { "no-store" };
        assert_eq!(answer.headers()["cache-control"], expected, "{route:?}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{route:?}");
    }
    for file in ["", "swagger-initializer.js", "swagger-ui.css"] {
        let answer = api.get(&format!("/api/docs/{file}"), "").await;
        assert_eq!((answer.status, answer.header("x-content-type-options")), (200, "nosniff"));
        let policy = answer.header("content-security-policy");
        for rule in ["default-src 'none'", "script-src 'self';", "frame-ancestors 'none'"] {
            assert!(policy.contains(rule), "{policy}");
        }
    }
    assert!(!api.get("/api/docs/", "").await.text.contains("<script>"), "nothing of the page is inline");
    world.finish().await;
}
