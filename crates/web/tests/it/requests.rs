use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::world::World;

/// The id in the header of an answer, and the one that its problem names.
async fn id_of(world: &World, given: Option<&str>) -> (String, String) {
    let request = world.get("/nothing");
    let request = match given {
        Some(id) => request.header("x-request-id", id),
        None => request,
    };
    let answer = request.send().await.unwrap();
    let header = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let problem: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    (header, problem["request_id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_callers_request_id_is_taken_over() {
    let world = World::start();
    let longest = "x".repeat(128);
    for id in ["a", "42", "order-7-Retry-2", "0af76519-16cd-43dd-8448-eb211c80319c", &longest] {
        assert_eq!(id_of(&world, Some(id)).await, (id.to_owned(), id.to_owned()));
    }
}

#[tokio::test]
async fn an_unusable_request_id_is_replaced() {
    let world = World::start();
    let too_long = "x".repeat(129);
    for id in [
        None,
        Some(""),
        Some("two words"),
        Some("a\tb"),
        Some(too_long.as_str()),
        Some("+14155550142"),
        Some("14155550142"),
        Some("1-415-555-0142"),
        Some("tel:+14155550142"),
        Some("(415)555.0142"),
        Some("ann@example.com"),
        Some("a_b"),
        Some("a/b"),
        Some("a=b"),
    ] {
        let (header, seen) = id_of(&world, id).await;
        assert_eq!(header, seen);
        assert_eq!(seen.len(), 36, "{id:?} gave {seen}");
    }
}

#[tokio::test]
async fn the_callers_trace_is_continued() {
    let world = World::start();
    let trace_id = "0af7651916cd43dd8448eb211c80319c";
    let parent = format!("00-{trace_id}-b7ad6b7169203331-01");
    let answer = world.get("/trace").header("traceparent", parent).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), trace_id);
}

#[tokio::test]
async fn of_a_callers_trace_nothing_but_the_ids_is_taken_over() {
    let world = World::start();
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let request = world.get("/trace-state").header("traceparent", parent);
    let answer = request.header("tracestate", "crm=14155550142").send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "");
}

#[tokio::test]
async fn a_request_without_a_trace_begins_one() {
    let world = World::start();
    let mut seen = Vec::new();
    for parent in [None, Some("nonsense"), None] {
        let request = world.get("/trace");
        let request = match parent {
            Some(parent) => request.header("traceparent", parent),
            None => request,
        };
        seen.push(request.send().await.unwrap().text().await.unwrap());
    }
    assert!(seen.iter().all(|id| id.len() == 32 && id.bytes().any(|digit| digit != b'0')), "{seen:?}");
    assert_ne!(seen[0], seen[1]);
    assert_ne!(seen[0], seen[2]);
}

#[tokio::test]
async fn requests_are_counted_by_route_and_not_by_path() {
    let world = World::start();
    for path in ["/orders/1", "/orders/2", "/nowhere/1", "/nowhere/2"] {
        world.get(path).send().await.unwrap();
    }
    let metrics = runtime::metrics::render();
    let line = |route: &str, status: u16| {
        let labels = format!(r#"service="shop",method="GET",route="{route}",status="{status}""#);
        let found = metrics.lines().find(|line| line.contains(&labels)).map(str::to_owned);
        found.unwrap_or_else(|| panic!("no {labels} in {metrics}"))
    };
    assert!(line("/orders/{number}", 200).starts_with("http_request"));
    assert!(line("none", 404).starts_with("http_request"));
    assert!(!metrics.contains("nowhere"));
    assert!(metrics.contains("http_request_duration_seconds_bucket"));
    assert!(metrics.contains("http_requests_total"));
}

#[tokio::test]
async fn what_is_no_http_is_counted_and_the_next_request_answered() {
    let world = World::start();
    let counted = || {
        let metrics = runtime::metrics::render();
        let of_any = metrics.lines().filter(|line| line.starts_with("http_malformed_requests_total{"));
        of_any.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum::<u64>()
    };
    let before = counted();
    for malformed in
        ["GET / HTTP/1.1\r\nno header\r\n\r\n", "+14155550142 please\r\n\r\n", "GET \u{7f} HTTP/1.1\r\n\r\n"]
    {
        let mut stream = TcpStream::connect(world.url.strip_prefix("http://").unwrap()).await.unwrap();
        stream.write_all(malformed.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 400 "), "{malformed}: {}", String::from_utf8_lossy(&answer));
    }
    assert!(counted() >= before + 3, "{} after {before}", counted());
    assert_eq!(world.get("/orders/1").send().await.unwrap().status(), 200);
}
