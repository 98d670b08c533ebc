use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};
use web::Pace;

use crate::world::{LARGE, World};

const PATIENCE: Duration = Duration::from_mins(1);
/// Cuts off after a second who reads less than 4 MiB a second.
const STRICT: Pace =
    Pace { patience: Duration::from_secs(1), bytes_per_second: NonZeroU32::new(4 * 1024 * 1024).unwrap() };

async fn connect(world: &World) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    socket.connect(world.url.trim_start_matches("http://").parse().unwrap()).await.unwrap()
}

/// What a connection answers until it ends.
async fn all(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the connection ends").unwrap();
    String::from_utf8(answer).unwrap()
}

async fn until_a_slow_reader_was_cut_off() {
    let started = Instant::now();
    while !runtime::metrics::render().contains(r#"http_slow_readers_total{service="shop"} 1"#) {
        assert!(started.elapsed() < PATIENCE, "nobody was cut off");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Reads so many bytes at once and waits in between; gives how many it read until the end.
async fn read_slowly(mut stream: TcpStream, pause: Duration) -> usize {
    let mut piece = vec![0; 4096];
    let mut total = 0;
    while let Ok(read @ 1..) = timeout(PATIENCE, stream.read(&mut piece)).await.expect("an end") {
        total += read;
        sleep(pause).await;
    }
    total
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_cut_off() {
    let world = World::start_at(STRICT);
    let mut stream = connect(&world).await;
    stream.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    until_a_slow_reader_was_cut_off().await;
    assert!(read_slowly(stream, Duration::ZERO).await < LARGE);
    let others = world.get("/large").send().await.unwrap().bytes().await.unwrap();
    assert_eq!(others.len(), LARGE);
}

#[tokio::test]
async fn a_client_that_reads_a_little_now_and_then_is_cut_off_as_well() {
    let world = World::start_at(STRICT);
    let mut stream = connect(&world).await;
    stream.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(read_slowly(stream, Duration::from_millis(20)).await < LARGE);
    until_a_slow_reader_was_cut_off().await;
}

#[tokio::test]
async fn what_is_no_http_gets_a_problem() {
    let world = World::start();
    let long = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(200_000));
    for (sent, status, code) in [
        ("nonsense\r\n\r\n", 400, "malformed_request"),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400, "malformed_request"),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400, "malformed_request"),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n", 400, "malformed_request"),
        (long.as_str(), 431, "head_too_large"),
    ] {
        let mut stream = connect(&world).await;
        stream.write_all(sent.as_bytes()).await.unwrap();
        let answer = all(stream).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        assert!(head.contains("content-type: application/problem+json"), "{head}");
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!((&body["code"], &body["status"]), (&code.into(), &status.into()), "{sent:.40}");
        assert!(head.contains(body["request_id"].as_str().unwrap()), "{head}");
    }
}

#[tokio::test]
async fn what_is_no_http_behind_a_good_request_gets_a_problem_after_its_answer() {
    let world = World::start();
    let mut stream = connect(&world).await;
    stream.write_all(b"GET /own HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n").await.unwrap();
    let answer = all(stream).await;
    assert!(answer.starts_with("HTTP/1.1 409 "), "{answer}");
    let (_, second) = answer.split_once("\"own shape\"").unwrap();
    assert!(second.starts_with("HTTP/1.1 400 ") && second.contains("malformed_request"), "{answer}");
}

#[tokio::test]
async fn the_head_of_a_later_request_may_not_take_long_either() {
    let world = World::start();
    let mut stream = connect(&world).await;
    stream.write_all(b"GET /own HTTP/1.1\r\nHost: x\r\n\r\nGET /own HT").await.unwrap();
    let mut answer = Vec::new();
    // The end may be a reset.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the connection ends");
    assert!(answer.starts_with(b"HTTP/1.1 409 "));
}

#[tokio::test]
async fn head_is_answered_as_get_without_the_body() {
    let world = World::start();
    let answer = world.client.head(format!("{}/large", world.url)).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["content-length"], LARGE.to_string().as_str());
    assert!(answer.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn no_answer_is_stored_or_taken_for_something_else() {
    let world = World::start();
    for path in ["/orders/7", "/nothing", "/fault/till"] {
        let answer = world.get(path).send().await.unwrap();
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
    }
}
