use serde_json::json;

use crate::world::World;

#[actix_web::test]
async fn a_web_page_can_drive_no_emulator() {
    let world = World::start();
    let play = json!({"count": 1, "target": {"url": "http://127.0.0.1:9/hook"}}).to_string();
    let faults = json!({"resend": {"error_rate": 1.0}}).to_string();
    let command = json!({"type": "end-call"}).to_string();
    for (path, body) in [
        ("/_sandbox/play", &play),
        ("/_sandbox/seed-calls", &play),
        ("/vapi-control/call-1/control", &command),
        ("/_sandbox/calls", &play),
    ] {
        for content_type in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
        {
            let sent = world.post(path).header("Content-Type", content_type).body(body.clone());
            assert_eq!(sent.send().await.unwrap().status(), 415, "{path} as {content_type}");
        }
        let untyped = world.post(path).body(body.clone()).send().await.unwrap();
        assert_eq!(untyped.status(), 415, "{path} without a type");
        let foreign = world.post(path).header("Content-Type", "application/json").body(body.clone());
        let foreign = foreign.header("Origin", "https://evil.example").send().await.unwrap();
        assert_eq!(foreign.status(), 403, "{path} from a page");
    }
    // What a browser asks beforehand gets no leave.
    let asked = world.client.request(reqwest::Method::OPTIONS, format!("{}/_sandbox/faults", world.url));
    let asked = asked.header("Origin", "https://evil.example").send().await.unwrap();
    assert!(!asked.status().is_success() && !asked.headers().contains_key("access-control-allow-origin"));
    let put =
        world.client.put(format!("{}/_sandbox/faults", world.url)).header("Origin", "null").body(faults);
    assert_eq!(put.send().await.unwrap().status(), 403);

    assert!(world.sandbox.vapi().commands().is_empty());
    assert_eq!(world.read("/_sandbox/play").await, json!([]));
}

#[actix_web::test]
async fn a_name_that_a_page_points_at_this_machine_shows_nothing() {
    let world = World::start();
    for host in ["evil.example", "evil.example:8090", "203.0.113.9", "127.0.0.1.evil.example"] {
        for path in ["/_sandbox", "/_sandbox/sms", "/vapi/call"] {
            let answer = world.get(path).header("Host", host).send().await.unwrap();
            assert_eq!(answer.status(), 421, "{path} of {host}");
        }
    }
    assert_eq!(world.get("/_sandbox").header("Host", "localhost:8090").send().await.unwrap().status(), 200);
}
