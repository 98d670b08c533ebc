use std::collections::BTreeSet;

use testing::World;

use crate::scene::{Answer, Api};

/// Every address, and how it is asked.
const ROUTES: [(&str, &str); 14] = [
    ("post", "/api/v1/auth/signin"),
    ("get", "/api/v1/auth/me"),
    ("get", "/api/v1/calls"),
    ("get", "/api/v1/calls/{id}"),
    ("get", "/api/v1/calls/{id}/transcript"),
    ("get", "/api/v1/calls/{id}/actions"),
    ("get", "/api/v1/calls/{id}/tool-calls"),
    ("get", "/api/v1/events"),
    ("get", "/api/v1/webhooks"),
    ("get", "/api/v1/webhooks/{id}"),
    ("get", "/api/v1/quarantine"),
    ("get", "/api/v1/quarantine/{id}"),
    ("post", "/api/v1/quarantine/{id}/release"),
    ("get", "/api/openapi.json"),
];

fn example(path: &str) -> String {
    path.replace("{id}", "call_01995b2e7c417e1b8d3a5f0a9b6c2d11")
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    for path in
        ["/", "/api", "/api/v1", "/api/v1/", "/api/v1/calls/", "/api/v1/nothing", "/api/v2/calls", "/healthz"]
    {
        api.get(path, &acme.api_key).await.problem(404, "not_found");
    }
    world.finish().await;
}

#[tokio::test]
async fn another_method_is_a_problem() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    for (method, path) in ROUTES {
        for other in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if other.eq_ignore_ascii_case(method) {
                continue;
            }
            let request = api.request(other, &example(path)).bearer_auth(&acme.api_key);
            Answer::of(request.send().await.unwrap()).await.problem(405, "method_not_allowed");
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn a_malformed_id_is_named() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    for id in ["nonsense", "org_01995b2e7c417e1b8d3a5f0a9b6c2d11", "call_7", "%00", "call_%C3%28"] {
        for part in ["", "/transcript", "/actions", "/tool-calls"] {
            let answer = api.get(&format!("/api/v1/calls/{id}{part}"), &acme.api_key).await;
            assert_eq!(answer.status, 400, "{id}{part}: {answer:?}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.body["errors"][0]["pointer"], "{id}", "{id}{part}: {answer:?}");
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn the_document_describes_every_address_and_every_address_is_there() {
    let world = World::start().await;
    let api = Api::start(&world).await;

    let answer = api.get("/api/openapi.json", "").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert!(answer.body["openapi"].as_str().unwrap().starts_with("3.1."), "{}", answer.body["openapi"]);
    let paths = answer.body["paths"].as_object().unwrap();
    let described: BTreeSet<(&str, &str)> = paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(|method| (method.as_str(), path.as_str()))
        })
        .collect();
    assert_eq!(described, BTreeSet::from(ROUTES));
    for (method, path) in ROUTES {
        let request = api.request(&method.to_uppercase(), &example(path));
        let status = request.send().await.unwrap().status().as_u16();
        // Without credentials and without a body.
        let expected = match path {
            "/api/openapi.json" => 200,
            "/api/v1/auth/signin" => 415,
            _ => 401,
        };
        assert_eq!(status, expected, "{method} {path}");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_reader_of_the_document_loads_nothing_from_elsewhere() {
    let world = World::start().await;
    let api = Api::start(&world).await;

    let moved = api.get("/api/docs", "").await;
    assert_eq!((moved.status, moved.header("location")), (307, "/api/docs/"));
    let page = api.get("/api/docs/", "").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"), "{page:?}");

    let loaded = references(&page.text);
    let ending_in =
        |end: &str| loaded.iter().filter(|reference| reference.ends_with(end)).collect::<Vec<_>>();
    let (scripts, styles) = (ending_in(".js"), ending_in(".css"));
    assert!(!scripts.is_empty() && !styles.is_empty(), "{loaded:?}");
    for reference in &loaded {
        assert!(!reference.contains("//") && !reference.contains(':'), "{reference} is elsewhere");
        let part = api.get(&format!("/api/docs/{}", reference.trim_start_matches("./")), "").await;
        assert_eq!(part.status, 200, "{reference}");
        assert!(!part.text.is_empty(), "{reference}");
    }
    for style in styles {
        let text = api.get(&format!("/api/docs/{}", style.trim_start_matches("./")), "").await.text;
        assert!(
            !text.contains("@import") && !text.contains("url(http") && !text.contains("url(//"),
            "{style}"
        );
    }
    let start = api.get("/api/docs/swagger-initializer.js", "").await.text;
    assert!(start.contains("/api/openapi.json"), "{start}");
    assert!(!start.contains("http:") && !start.contains("https:"), "{start}");
    world.finish().await;
}

/// What a page loads: the values of its `src` and `href`.
fn references(page: &str) -> Vec<String> {
    let values = ["src=", "href="].into_iter().flat_map(|attribute| page.split(attribute).skip(1));
    let quoted = values.map(|rest| rest.split(['"', '\'']).nth(1).unwrap_or_default());
    quoted.map(str::to_owned).collect()
}
