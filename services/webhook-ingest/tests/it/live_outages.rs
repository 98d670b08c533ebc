use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use testing::{OwnServers, World, eventually};

use crate::asking::{ask, count, is_fallback, leave_message, message, results};
use crate::station::Station;

/// The [`station`]'s `tool_deadline`, and what it may be late by on a small and busy machine.
const DEADLINE: Duration = Duration::from_secs(5 + 2);

/// Far below any deadline: none was waited for.
const AT_ONCE: Duration = Duration::from_secs(3);

/// With the deadline of tools as it is by default.
fn station(world: &World) -> Station {
    Station::start_with(world, &world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__TOOL_DEADLINE", "5s")]))
}

/// Stops or continues every process of a Postgres, as when its machine hangs.
fn signal(data_dir: &Path, signal: &str) {
    let lines = std::fs::read_to_string(data_dir.join("data/postmaster.pid")).unwrap();
    let postmaster = lines.lines().next().unwrap().trim().to_owned();
    let children = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let pid = entry.unwrap().file_name().into_string().unwrap();
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // After the name in brackets: the state, then the parent.
        let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
        (parent == postmaster).then_some(pid)
    });
    let all: Vec<String> = std::iter::once(postmaster.clone()).chain(children).collect();
    assert!(all.len() > 1, "no processes of the Postgres {postmaster}");
    // A child may have ended meanwhile.
    let _ = Command::new("kill").arg(signal).args(all).status().unwrap();
}

#[tokio::test]
async fn tools_answer_without_rabbitmq_and_callers_hear_the_fallback_without_postgres() {
    let mut servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    let station = station(&world);
    let question = |n: u32| leave_message(&acme, &format!("c{n}"), &format!("call_{n}"));
    let request = message(&acme, "c0", &json!({"type": "assistant-request"}));
    let (answer, _) = ask(&station, &acme, &question(1)).await;
    assert!(results(&answer, &["call_1"])[0]["result"].is_string(), "{answer:?}");
    world.settled().await;

    servers.rabbitmq.stop().await;
    let (answer, took) = ask(&station, &acme, &question(2)).await;
    assert!(results(&answer, &["call_2"])[0]["result"].is_string(), "{answer:?}");
    assert!(took < DEADLINE, "{took:?}");
    eventually("it is spooled", async || count(&world, "webhook_spool").await == 1).await;
    servers.rabbitmq.start_again().await.unwrap();
    assert!(world.resources.bus.until_up().await);
    eventually("the spool is empty", async || count(&world, "webhook_spool").await == 0).await;

    servers.postgres.stop().await;
    let (answer, took) = ask(&station, &acme, &question(3)).await;
    assert!(is_fallback(&results(&answer, &["call_3"])[0]), "{answer:?}");
    assert!(took < AT_ONCE, "the first after Postgres went down: {took:?}");
    let (answer, took) = ask(&station, &acme, &question(4)).await;
    assert!(is_fallback(&results(&answer, &["call_4"])[0]), "{answer:?}");
    assert!(took < AT_ONCE, "by then it is known: {took:?}");
    // Who takes a call is known from memory.
    let (answer, took) = ask(&station, &acme, &request).await;
    assert_eq!(answer.body["assistantId"], json!(acme.vapi_assistant_id), "{answer:?}");
    assert!(took < AT_ONCE, "{took:?}");

    servers.postgres.start_again().await.unwrap();
    eventually("tools work again", async || {
        let (answer, _) = ask(&station, &acme, &question(5)).await;
        results(&answer, &["call_5"])[0]["result"].is_string()
    })
    .await;
    eventually("what was missed is recorded", async || {
        count(&world, "live_questions WHERE outcome = 'missed' AND question_id IN ('call_3', 'call_4')").await
            == 2
            && count(&world, "live_questions WHERE kind = 'assistant-request'").await == 1
    })
    .await;
    assert_eq!(count(&world, "call_actions").await, 3);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn callers_hear_the_fallback_at_the_deadline_while_postgres_hangs() {
    let servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    let station = station(&world);
    let question = |n: u32| leave_message(&acme, &format!("c{n}"), &format!("call_{n}"));
    let request = message(&acme, "c0", &json!({"type": "assistant-request"}));
    ask(&station, &acme, &question(1)).await;
    world.settled().await;

    signal(servers.postgres.data_dir(), "-STOP");
    let (answer, took) = ask(&station, &acme, &question(2)).await;
    let (routed, routed_after) = ask(&station, &acme, &request).await;
    let (later, later_after) = ask(&station, &acme, &question(3)).await;
    signal(servers.postgres.data_dir(), "-CONT");
    assert!(is_fallback(&results(&answer, &["call_2"])[0]), "{answer:?}");
    assert!(took < DEADLINE, "{took:?}");
    assert_eq!(routed.body["assistantId"], json!(acme.vapi_assistant_id), "{routed:?}");
    assert!(routed_after < AT_ONCE, "{routed_after:?}");
    assert!(is_fallback(&results(&later, &["call_3"])[0]), "{later:?}");
    assert!(later_after < DEADLINE, "{later_after:?}");

    eventually("tools work again", async || {
        let (answer, _) = ask(&station, &acme, &question(4)).await;
        results(&answer, &["call_4"])[0]["result"].is_string()
    })
    .await;
    // Each is done or undone, and what was done is recorded as done.
    eventually("all is recorded", async || count(&world, "live_questions").await == 5).await;
    let done = count(&world, "live_questions WHERE kind = 'tool-calls' AND outcome = 'answered'").await;
    assert_eq!(count(&world, "call_actions").await, done);
    world.settled().await;
    world.finish().await;
}
