use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use runtime::{Settings, telemetry};
use tracing::info_span;

/// Takes one export, answers it and hands on what came.
fn collector() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (send, received) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut chunk = [0; 4096];
        while !is_whole(&request) {
            let count = stream.read(&mut chunk).unwrap();
            assert!(count > 0, "the connection was closed within a request");
            request.extend_from_slice(&chunk[..count]);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
        send.send(String::from_utf8_lossy(&request).into_owned()).unwrap();
    });
    (address, received)
}

/// Whether all of a request is there, by the length that its head announces.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, _)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let body: usize = length.expect("a length").trim().parse().unwrap();
    let head = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    request.len() >= head + body
}

#[tokio::test]
async fn traces_are_sent_to_the_collector_before_the_process_ends() {
    let (address, received) = collector();
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), address)];
    let settings = Settings::from_sources(variables, None).unwrap();

    let telemetry = telemetry::init("export-test", &settings.telemetry).unwrap();
    info_span!("a-span-of-the-test").in_scope(|| {});
    drop(telemetry);

    let export = received.recv_timeout(Duration::from_mins(1)).unwrap();
    assert!(export.starts_with("POST /v1/traces HTTP/1.1\r\n"), "{export}");
    assert!(export.contains("export-test"));
    assert!(export.contains("a-span-of-the-test"));
}
