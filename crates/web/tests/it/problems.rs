use serde_json::json;

use crate::world::{JSON_LIMIT, World, problem};

#[tokio::test]
async fn a_path_without_a_route_is_not_found() {
    let (status, body) = problem(World::start().get("/nothing/here?token=x")).await;
    assert_eq!(status, 404);
    assert_eq!(body["type"], "urn:callflex:problem:not_found");
    assert_eq!(body["code"], "not_found");
    assert_eq!(body["title"], "There is nothing here");
    assert_eq!(body["instance"], "/nothing/here");
    assert_eq!(body["retryable"], false);
}

#[tokio::test]
async fn a_wrong_method_is_answered_as_such() {
    let world = World::start();
    for path in ["/orders", "/scope/", "/scope", "/resource"] {
        let (status, body) = problem(world.client.delete(format!("{}{path}", world.url))).await;
        assert_eq!((status, &body["code"]), (405, &json!("method_not_allowed")), "{path}");
    }
    let (status, _) = problem(world.get("/files/missing")).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_wrong_field_of_a_body_is_pointed_at() {
    let world = World::start();
    for (body, pointer, code) in [
        (r#"{"lines": [{"count": 1}, {"count": "many"}]}"#, "/lines/1/count", "invalid"),
        (r#"{"lines": [{"count": 256}]}"#, "/lines/0/count", "invalid"),
        (r#"{"lines": 5}"#, "/lines", "invalid"),
        ("{}", "/lines", "required"),
        (r#"{"lines": [{}]}"#, "/lines/0/count", "required"),
        (r#"{"lines": [], "color": 1}"#, "/color", "unknown"),
        (r#"{"lines": [], "a/b~c": 1}"#, "/a~1b~0c", "unknown"),
        (r#"{"lines": [], "lines": []}"#, "/lines", "repeated"),
        ("[[]]", "", "invalid"),
        ("null", "", "invalid"),
    ] {
        let request = world.post("/orders").header("content-type", "application/json").body(body);
        let (status, problem) = problem(request).await;
        assert_eq!((status, &problem["code"]), (400, &json!("invalid_body")), "{body}");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
        assert_eq!(problem["errors"][0]["code"], code, "{body}");
    }
}

#[tokio::test]
async fn a_problem_is_short_however_long_the_request_was() {
    let world = World::start();
    let long = "x".repeat(40_000);
    let (status, body) = problem(world.get(&format!("/{long}"))).await;
    assert_eq!(status, 404);
    assert!(body.to_string().len() < 2_000, "{}", body.to_string().len());
    let request = world.post("/orders").header("content-type", "application/json");
    let unknown = (0..100).map(|number| format!(r#""{number}": 0, "#)).collect::<Vec<_>>().concat();
    let (_, body) = problem(request.body(format!(r#"{{{unknown}"lines": "{}"}}"#, &long[..400]))).await;
    assert!(body.to_string().len() < 2_000, "{body}");
}

#[tokio::test]
async fn what_is_not_json_is_rejected_as_such() {
    let world = World::start();
    for body in ["{", "", "{\"lines\": []} more", "\u{7f}"] {
        let request = world.post("/orders").header("content-type", "application/json").body(body);
        let (status, problem) = problem(request).await;
        assert_eq!((status, &problem["code"]), (400, &json!("malformed_json")), "{body:?}");
    }
    let (status, problem) = problem(world.post("/orders").body("{\"lines\": []}")).await;
    assert_eq!((status, &problem["code"]), (415, &json!("unsupported_media_type")));
}

#[tokio::test]
async fn a_body_over_the_limit_is_too_large_and_one_at_the_limit_is_not() {
    let world = World::start();
    let padded = |size: usize| format!("{:<size$}", r#"{"lines": [{"count": 2}]}"#);
    let post = |body| world.post("/orders").header("content-type", "application/json").body(body);

    let answer = post(padded(JSON_LIMIT)).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.text().await.unwrap().as_str()), (200, "2"));

    let (status, body) = problem(post(padded(JSON_LIMIT + 1))).await;
    assert_eq!((status, &body["code"]), (413, &json!("body_too_large")));
    assert_eq!(body["detail"], format!("the limit is {JSON_LIMIT} bytes"));
}

#[tokio::test]
async fn a_sender_of_far_too_much_gets_an_answer() {
    let world = World::start();
    let much = "x".repeat(20 * 1024 * 1024);
    let post = || world.post("/orders").header("content-type", "application/json");

    let (status, body) = problem(post().body(much.clone())).await;
    assert_eq!((status, &body["code"]), (413, &json!("body_too_large")));

    let unannounced = reqwest::Body::wrap(reqwest::Body::from(much));
    let (status, body) = problem(post().body(unannounced)).await;
    assert_eq!((status, &body["code"]), (413, &json!("body_too_large")));
}

#[tokio::test]
async fn an_extractor_of_actix_web_answers_in_the_same_shape() {
    let body = "x".repeat(300 * 1024);
    let (status, body) = problem(World::start().post("/text").body(body)).await;
    assert_eq!((status, &body["code"]), (413, &json!("body_too_large")));
}

#[tokio::test]
async fn a_wrong_part_of_the_path_is_named() {
    let (status, body) = problem(World::start().get("/orders/first")).await;
    assert_eq!((status, &body["code"]), (400, &json!("invalid_path")));
    assert_eq!(body["errors"][0]["pointer"], "{number}");
}

#[tokio::test]
async fn our_own_faults_do_not_show_their_causes() {
    let world = World::start();
    for kind in ["till", "foreign"] {
        let (status, body) = problem(world.get(&format!("/fault/{kind}"))).await;
        assert_eq!((status, &body["code"]), (500, &json!("internal")));
        assert_eq!(body["title"], "Something went wrong on our side");
        assert!(!body.to_string().contains("key"), "{body}");
        assert!(!body.to_string().contains("opening"), "{body}");
    }
}

#[tokio::test]
async fn a_passing_outage_is_answered_with_when_to_come_back() {
    let world = World::start();
    let answer = world.get("/fault/warehouse").send().await.unwrap();
    assert_eq!(answer.headers()["retry-after"], "2");
    let (status, body) = problem(world.get("/fault/warehouse")).await;
    assert_eq!((status, &body["code"], &body["retryable"]), (503, &json!("unavailable"), &json!(true)));
}

#[tokio::test]
async fn a_handlers_own_problem_is_answered_whole() {
    let world = World::start();
    let (status, body) = problem(world.get("/fault/invalid")).await;
    assert_eq!(status, 422);
    let expected = json!([{"pointer": "/lines/0/count", "code": "too_many", "message": "at most 3"}]);
    assert_eq!(body["errors"], expected);

    let answer = world.get("/fault/unauthorized").send().await.unwrap();
    assert_eq!(answer.headers()["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn an_answer_that_a_handler_shaped_itself_is_left_alone() {
    let answer = World::start().get("/own").send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 409);
    assert_eq!(answer.text().await.unwrap(), "\"own shape\"");
}
