//! Who asks for much and reads little: bounded, and no harm to others.

use db::webhook_events::{self, WebhookEvent};
use domain::WebhookId;
use futures_util::future::join_all;
use gateway::StreamTiming;
use reqwest::Response;
use runtime::clock;
use serde_json::{Value, json};
use testing::{PATIENCE, Tenant, World, eventually};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::scene::{Answer, Api, add_key};

const READERS: usize = 60;
/// As large as the one that the bounds are for.
const BODY_BYTES: usize = 13_600_000;
/// What the process may grow by: what one caller may hold, two that are being loaded, and the allocator's
/// own reserve.
const MAX_GROWTH_KB: usize = 300 * 1024;

/// A large webhook in the archive, as ingest leaves it.
async fn archived(world: &World, tenant: &Tenant) -> String {
    let id = WebhookId(clock::new_id());
    let event = WebhookEvent {
        id,
        connection: Some(tenant.connection),
        provider: "vapi".to_owned(),
        kind: "end-of-call-report".to_owned(),
        vapi_call_id: None,
        is_noise: false,
        verification: "x-vapi-secret".to_owned(),
        content_type: "application/json".to_owned(),
        body: json!({"message": {"transcript": "word ".repeat(BODY_BYTES / 5)}}).to_string().into_bytes(),
        trace_id: None,
        received_at: clock::now(),
    };
    let tx = world.resources.db.tenant(tenant.id).await.unwrap();
    webhook_events::add(&tx, event).await.unwrap();
    tx.commit().await.unwrap();
    format!("/api/v1/webhooks/{id}")
}

/// Asks, and reads no more than the status.
async fn ask_without_reading(api: &Api, path: &str, bearer: &str) -> (u16, TcpStream) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let mut stream = socket.connect(api.address().parse().unwrap()).await.unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {bearer}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut status = [0; 12];
    timeout(PATIENCE, stream.read_exact(&mut status)).await.expect("an answer").unwrap();
    (String::from_utf8_lossy(&status)[9..].parse().unwrap(), stream)
}

/// How many kilobytes of the process are in memory.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_nobody_reads_are_bounded_and_given_up_while_others_are_served() {
    let world = World::start().await;
    let (acme, bolt) = (world.organization("Acme Dental").await, world.organization("Bolt Plumbing").await);
    let (large, other_large) = (archived(&world, &acme).await, archived(&world, &bolt).await);
    let settings = world.settings_with(&[("CALLFLEX__GATEWAY__READ_PATIENCE", "5s")]);
    let api = Api::start_as(&world, &settings, StreamTiming::default()).await;
    let key = add_key(&world, &acme, &["webhooks:read"]).await;
    let other_key = add_key(&world, &bolt, &["webhooks:read"]).await;
    let whole = api.read(&large, &key).await;
    assert_eq!(whole["body"].as_str().unwrap().len(), BODY_BYTES + r#"{"message":{"transcript":""}}"#.len());

    let before = resident();
    let readers = (0..READERS).map(|_| ask_without_reading(&api, &large, &key));
    let readers = join_all(readers).await;
    let grown = resident().saturating_sub(before);
    let statuses: Vec<u16> = readers.iter().map(|(status, _)| *status).collect();
    println!("{READERS} answers that nobody reads: {statuses:?}, {grown} kB");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 429)), "{statuses:?}");
    assert!(statuses.contains(&200) && statuses.contains(&429), "{statuses:?}");
    assert!(grown < MAX_GROWTH_KB, "{grown} kB");

    // Others are served meanwhile, and answers as large.
    assert_eq!(
        api.read(&other_large, &other_key).await["body"].as_str().unwrap().len(),
        whole_length(&whole)
    );
    eventually("the slow readers are cut off", async || api.get(&large, &key).await.status == 200).await;
    drop(readers);
    world.finish().await;
}

fn whole_length(whole: &Value) -> usize {
    whole["body"].as_str().unwrap().len()
}

#[tokio::test]
async fn one_key_does_not_take_the_streams_of_others() {
    let world = World::start().await;
    let (acme, bolt) = (world.organization("Acme Dental").await, world.organization("Bolt Plumbing").await);
    let settings = world.settings_with(&[
        ("CALLFLEX__GATEWAY__MAX_STREAMS", "6"),
        ("CALLFLEX__GATEWAY__LIMITS__ORGANIZATION__STREAMS", "4"),
        ("CALLFLEX__GATEWAY__LIMITS__CALLER__STREAMS", "3"),
    ]);
    let api = Api::start_as(&world, &settings, StreamTiming::default()).await;
    let second_key = add_key(&world, &acme, &["events:read"]).await;
    let third = world.organization("Third").await;

    let mut open = Vec::new();
    for (key, expected) in [
        (&acme.api_key, vec![200, 200, 200, 429]),
        (&second_key, vec![200, 429]),
        (&bolt.api_key, vec![200, 200]),
        (&third.api_key, vec![503]),
    ] {
        for status in expected {
            let response = stream(&api, key).await;
            assert_eq!(response.status().as_u16(), status);
            if status == 200 {
                open.push(response);
            } else {
                let answer = Answer::of(response).await;
                assert_eq!(answer.header("retry-after"), "5");
                assert_eq!(answer.body["detail"], "too many live streams are open");
            }
        }
    }
    drop(open);
    eventually("there is room again", async || stream(&api, &third.api_key).await.status() == 200).await;
    world.finish().await;
}

async fn stream(api: &Api, key: &str) -> Response {
    api.asks("/api/v1/events", key).send().await.unwrap()
}

#[tokio::test]
async fn a_client_that_closes_its_side_follows_no_stream_any_more() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let settings = world.settings_with(&[("CALLFLEX__GATEWAY__LIMITS__CALLER__STREAMS", "1")]);
    let api = Api::start_as(&world, &settings, StreamTiming::default()).await;
    let (status, mut half_closed) = ask_without_reading(&api, "/api/v1/events", &acme.api_key).await;
    assert_eq!(status, 200);
    half_closed.shutdown().await.unwrap();
    let mut rest = Vec::new();
    timeout(PATIENCE, half_closed.read_to_end(&mut rest)).await.expect("the stream ends").unwrap();
    eventually("there is room again", async || stream(&api, &acme.api_key).await.status() == 200).await;
    world.finish().await;
}
