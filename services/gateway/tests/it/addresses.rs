use testing::World;

use crate::described::routes;
use crate::scene::{Answer, Api};

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
    let routes = routes(&api).await;
    for route in &routes {
        for other in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if routes.iter().any(|known| known.path == route.path && known.method == other) {
                continue;
            }
            let request = api.request(other, &route.address).bearer_auth(&acme.api_key);
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
async fn every_address_that_is_described_is_there() {
    let world = World::start().await;
    let api = Api::start(&world).await;

    let answer = api.get("/api/openapi.json", "").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert!(answer.body["openapi"].as_str().unwrap().starts_with("3.1."), "{}", answer.body["openapi"]);
    for route in routes(&api).await {
        let request = api.request(&route.method, &route.address);
        let status = request.send().await.unwrap().status().as_u16();
        // Without credentials and without a body.
        let expected = match &route {
            route if !route.is_open() => 401,
            route if route.has_body() => 415,
            _ => 200,
        };
        assert_eq!(status, expected, "{route:?}");
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
