//! Starting and stopping.

use std::net::SocketAddr;

use sandbox::faults::ApiFaults;
use sandbox::{Sandbox, SandboxError, SandboxSettings};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::world::{PATIENCE, Receiver, until};

#[actix_web::test]
async fn a_sandbox_stops_in_time_with_a_call_in_progress_and_a_request_held_back() {
    let sandbox = Sandbox::build(SandboxSettings::default()).unwrap();
    let (url, handle, shutdown) = (sandbox.url(), sandbox.handle(), CancellationToken::new());
    let running = actix_web::rt::spawn(sandbox.run(shutdown.clone()));
    let (client, receiver) = (reqwest::Client::builder().no_proxy().build().unwrap(), Receiver::start());

    let play = json!({"count": 20, "target": {"url": receiver.url}, "options": {"pace": "real_time"}});
    let started = client.post(format!("{url}/_sandbox/play")).json(&play).send().await.unwrap();
    assert_eq!(started.status(), 202);
    let slow = ApiFaults { latency_ms: 60_000, ..ApiFaults::default() };
    handle.vapi().set_api_faults(slow).unwrap();
    let held = actix_web::rt::spawn(client.get(format!("{url}/vapi/call")).send());
    until("a webhook has come", async || !receiver.received().is_empty()).await;

    shutdown.cancel();
    let stopped = tokio::time::timeout(PATIENCE, running).await;
    stopped.expect("the sandbox stops within its deadline").unwrap().unwrap();
    held.await.unwrap().unwrap_err();
}

#[test]
fn an_address_in_use_is_named() {
    let first = Sandbox::build(SandboxSettings::default()).unwrap();
    let bind: SocketAddr = first.url().trim_start_matches("http://").parse().unwrap();
    let error = Sandbox::build(SandboxSettings { bind, ..SandboxSettings::default() }).unwrap_err();
    assert!(matches!(error, SandboxError::Bind { address, .. } if address == bind));
}
