//! The archive read anew.

mod day;
mod rows;

use call_processor::CallProcessor;
use runtime::settings::Settings;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use testing::{Tenant, World};
use webhook_ingest::WebhookIngest;

use self::rows::everything;
use crate::console::{attempt, callflex};

/// One message at a time a queue: contacts and leads take what comes first.
fn in_order(world: &World) -> Settings {
    // What comes too late gets another answer, which no replay gives.
    let patient = ("CALLFLEX__WEBHOOK_INGEST__TOOL_DEADLINE", "60s");
    world.settings_with(&[("CALLFLEX__BUS__PREFETCH", "1"), patient])
}

fn start_workers(world: &World) {
    let settings = in_order(world);
    world.run_with::<CallProcessor>(&settings);
    world.run_with::<billing::Billing>(&settings);
}

fn start_ingest(world: &World) -> String {
    world.run_with::<WebhookIngest>(&in_order(world)).url()
}

/// The days on which the archive received something: one, but around midnight.
async fn days(world: &World) -> Vec<String> {
    let days = "SELECT DISTINCT (received_at AT TIME ZONE 'UTC')::date AS day FROM webhook_events ORDER BY 1";
    world.query(days).await.iter().map(|row| row["day"].as_str().unwrap().to_owned()).collect()
}

/// A figure of the table at the end.
fn figure(output: &str, name: &str) -> u64 {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = output.lines().map(cells).filter(|cells| cells.len() == 4);
    let found = rows.into_iter().find(|cells| cells[1] == name);
    found.unwrap_or_else(|| panic!("no {name} in:\n{output}"))[2].parse().unwrap()
}

/// Three calls on record and in the archive.
async fn three_calls(world: &World, tenant: &Tenant) {
    for n in 1..=3 {
        let call = tenant.vapi_call(&format!("call-{n}")).from(&format!("+1415555017{n}"));
        for message in [call.in_progress(), call.ended(), call.report()] {
            world.deliver(tenant, &message).await;
        }
    }
    world.settled().await;
}

#[tokio::test]
async fn a_dry_run_shows_what_would_change_and_applying_it_changes_that() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_ingest(&world);
    start_workers(&world);
    three_calls(&world, &acme).await;
    let right = everything(&world).await;
    let events = world.events(&acme).await.len();

    // As if yesterday's code had misread two of the calls.
    world
        .execute(
            "UPDATE calls SET summary = 'misread', cost = 9 WHERE vapi_call_id = 'call-2';
             UPDATE usage_records SET cost_micros = 9000000
                WHERE call_id = (SELECT call_id FROM call_keys WHERE vapi_call_id = 'call-2');
             UPDATE daily_usage SET cost_micros = (SELECT sum(cost_micros) FROM usage_records);
             UPDATE call_transcripts SET text = 'misheard'
                WHERE turn = 0 AND call_id = (SELECT call_id FROM call_keys WHERE vapi_call_id = 'call-3');
             DELETE FROM call_participants
                WHERE call_id = (SELECT call_id FROM call_keys WHERE vapi_call_id = 'call-3')",
        )
        .await;
    let misread = everything(&world).await;
    let organization = acme.id.to_string();
    let output = callflex(&world, &["replay", "--organization", &organization]).await;
    for line in [
        "call-2: 2 values differ, call.updated\n",
        "  calls.cost: 9.0 -> 0.0196\n",
        "  calls.summary: \"misread\" -> \"The caller booked",
        "call-3: 3 values differ, call.updated\n",
        "  call_participants.agent 1: null -> {",
        "  call_transcripts.00000.text: \"misheard\" -> ",
        "A dry run: nothing was changed.",
    ] {
        assert!(output.contains(line), "{line:?} is not in:\n{output}");
    }
    for (name, expected) in
        [("messages read", 9), ("calls unchanged", 1), ("calls changed", 2), ("events call.updated", 2)]
    {
        assert_eq!(figure(&output, name), expected, "{name}");
    }
    world.settled().await;
    assert_eq!(everything(&world).await, misread, "a dry run has changed something");
    assert_eq!(world.events(&acme).await.len(), events, "a dry run has published something");

    callflex(&world, &["replay", "--organization", &organization, "--apply"]).await;
    world.settled().await;
    for ((table, rows), (_, right)) in everything(&world).await.iter().zip(&right) {
        assert_eq!(rows, right, "{table}");
    }
    assert_eq!(
        world.events(&acme).await[events..].iter().filter(|(name, _)| name == "call.updated").count(),
        2
    );
    let again = callflex(&world, &["replay", "--organization", &organization, "--apply"]).await;
    assert_eq!(figure(&again, "calls unchanged"), 3);
    world.finish().await;
}

#[tokio::test]
async fn what_was_archived_and_never_recorded_is_recorded_by_a_replay() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    start_ingest(&world);
    three_calls(&world, &acme).await;
    world.deliver(&acme, &json!({"message": {"type": "hang", "call": {"id": "call-1"}}})).await;
    let poison = json!({"message": {"type": "end-of-call-report", "call": {"id": "call 4"}}});
    let poison = world.deliver(&acme, &poison).await.to_string();
    let report = world.deliver(&acme, &acme.vapi_call("call-5").report()).await.to_string();
    world.settled().await;

    let count = async || world.query("SELECT count(*) FROM calls").await[0]["count"].clone();
    let (acmes, others) = (acme.id.to_string(), other.id.to_string());
    let output = callflex(&world, &["replay", "--call", "call-1"]).await;
    assert!(output.contains("call-1: new, call.ended\n"), "{output}");
    assert_eq!(figure(&output, "messages ignored"), 1);
    assert_eq!(figure(&output, "events call.ended"), 1);
    assert_eq!(count().await, 0);

    let output = callflex(&world, &["replay", "--message", &poison, "--organization", &acmes]).await;
    assert!(output.contains(&format!("{poison} (end-of-call-report) reports no call")), "{output}");
    // A webhook of another organization is not found.
    let replay = ["replay", "--message", &report, "--organization", &others, "--apply", "--notify"];
    let (succeeded, output) = attempt(&world, &replay).await;
    assert!(!succeeded && output.contains(&format!("the archive has no {report}")), "{output}");
    let (succeeded, output) = attempt(&world, &["replay", "--call", "call-99"]).await;
    assert!(!succeeded && output.contains("the archive has no call call-99"), "{output}");
    assert_eq!(count().await, 0);

    // A notification would go out for a call that is long over.
    let dry = callflex(&world, &["replay", "--message", &report]).await;
    assert_eq!(figure(&dry, "calls left out without --notify"), 1);
    let (succeeded, output) = attempt(&world, &["replay", "--message", &report, "--apply"]).await;
    assert!(!succeeded && output.contains("call-5: left out"), "{output}");
    assert_eq!(count().await, 0);
    assert!(world.events(&acme).await.is_empty());

    callflex(&world, &["replay", "--message", &report, "--apply", "--notify"]).await;
    assert_eq!(count().await, 1);
    let came =
        format!("SELECT outcome FROM webhook_outcomes WHERE handler = '{}'", call_processor::RECORD_CALL);
    assert_eq!(world.query(&came).await, [json!({"outcome": "recorded"})]);
    for day in days(&world).await {
        callflex(&world, &["replay", "--day", &day, "--apply", "--notify"]).await;
    }
    assert_eq!(count().await, 4);
    world.finish().await;
}

#[tokio::test]
async fn a_question_that_was_missed_is_shown_and_not_answered_again() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_ingest(&world);
    start_workers(&world);
    three_calls(&world, &acme).await;
    world
        .execute(&format!(
            "INSERT INTO live_questions (organization_id, vapi_call_id, question_id, webhook_id, kind, tool, outcome, asked_at)
             VALUES ('{}', 'call-1', 'tool-1', gen_random_uuid(), 'tool-calls', 'takeMessage', 'missed', now())",
            acme.id.0
        ))
        .await;
    let output = callflex(&world, &["replay", "--call", "call-1", "--apply"]).await;
    assert_eq!(figure(&output, "questions missed"), 1);
    assert_eq!(world.query("SELECT outcome FROM live_questions").await, [json!({"outcome": "missed"})]);
    world.finish().await;
}

#[tokio::test]
async fn a_replay_must_name_what_it_reads_and_a_fresh_database_is_filled_only_with_apply() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let (succeeded, output) = attempt(&world, &["replay"]).await;
    assert!(!succeeded && output.contains("--organization"), "{output}");
    let (succeeded, output) = attempt(&world, &["replay", "--call", "x", "--day", "2026-11-20"]).await;
    assert!(!succeeded && output.contains("cannot be used with"), "{output}");

    let fresh = World::start().await;
    let archive = world.settings.database.app_url().unwrap();
    let organization = acme.id.to_string();
    let arguments = ["replay", "--organization", &organization, "--from", archive.expose_secret()];
    let (succeeded, output) = attempt(&fresh, &arguments).await;
    assert!(!succeeded && output.contains("is not in this database"), "{output}");
    // Not as somebody who sees everything.
    let owner = world.settings.database.owner_url().unwrap();
    let arguments = ["replay", "--organization", &organization, "--from", owner.expose_secret(), "--apply"];
    let (succeeded, output) = attempt(&fresh, &arguments).await;
    assert!(!succeeded && output.contains("is a superuser"), "{output}");
    fresh.finish().await;
    world.finish().await;
}

#[tokio::test]
async fn the_archive_is_searched_and_shown() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_ingest(&world);
    start_workers(&world);
    three_calls(&world, &acme).await;
    let organization = acme.id.to_string();
    let search = ["archive", "search", "--organization", &organization, "--call", "call-2"];
    let found = callflex(&world, &search).await;
    assert_eq!(found.lines().count(), 3, "{found}");
    assert!(
        found.contains("end-of-call-report") && found.contains("call-processor.reports: recorded"),
        "{found}"
    );
    let narrowed: Vec<&str> = search.into_iter().chain(["--type", "end-of-call-report"]).collect();
    let found = callflex(&world, &narrowed).await;
    assert_eq!(found.lines().count(), 1, "{found}");
    let id = found.split_whitespace().nth(1).unwrap();
    let body = callflex(&world, &["archive", "show", id, "--organization", &organization]).await;
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["message"]["type"], "end-of-call-report");
    world.finish().await;
}
