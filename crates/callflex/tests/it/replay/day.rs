//! A played day, told again to another database.

use sandbox::callers::CallScript;
use sandbox::player::{PlayOptions, Target, play};
use secrecy::ExposeSecret as _;
use serde_json::json;
use testing::{Tenant, World};

use super::rows::everything;
use super::{days, start_ingest, start_workers};
use crate::console::{attempt, callflex};

const CALLS: usize = 25;
const BOOKINGS: usize = 4;

/// Callers of every kind, those who book among them.
fn scripts() -> Vec<CallScript> {
    let books = |call: &CallScript| call.tool_uses().any(|tool| tool.name == "bookAppointment");
    let bookings = CallScript::series(3, 1_000).skip(CALLS - BOOKINGS).filter(books).take(BOOKINGS);
    CallScript::series(3, (CALLS - BOOKINGS) as u64).chain(bookings).collect()
}

async fn play_calls(world: &World, tenant: &Tenant, ingest: &str) {
    let url = format!("{ingest}/api/webhooks/vapi/{}", tenant.id);
    let target = Target { line: tenant.sandbox_line(), ..Target::new(url, &tenant.vapi_webhook_secret) };
    let options = PlayOptions { concurrency: 1, noise: true, ..PlayOptions::default() };
    let report = play(world.sandbox.vapi(), &target, scripts(), &options).await.unwrap();
    assert_eq!(report.failed, 0, "{report:?}");
}

#[tokio::test]
async fn a_day_replayed_into_a_fresh_database_gives_the_same_rows() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    // Somebody to be put through to.
    let manager = json!({"transfer_numbers": {"manager": "+14155550103"}});
    world.execute(&format!("UPDATE organizations SET settings = settings || '{manager}'")).await;
    let ingest = start_ingest(&world);
    start_workers(&world);
    play_calls(&world, &acme, &ingest).await;
    world.settled().await;
    let expected = everything(&world).await;

    let fresh = World::start().await;
    let archive = world.settings.database.app_url().unwrap();
    let organization = acme.id.to_string();
    for day in days(&world).await {
        let arguments = ["replay", "--day", &day, "--organization", &organization, "--apply", "--from"];
        let arguments: Vec<&str> = arguments.into_iter().chain([archive.expose_secret()]).collect();
        let output = callflex(&fresh, &arguments).await;
        assert!(output.contains("Applied."), "{output}");
    }
    start_workers(&fresh);
    fresh.settled().await;
    let replayed = everything(&fresh).await;
    let day = &days(&world).await[0];
    fresh
        .execute(
            "UPDATE organizations SET settings = jsonb_set(settings, '{notifications,sms,enabled}', 'true')",
        )
        .await;
    let arguments = [
        "replay",
        "--day",
        day,
        "--organization",
        &organization,
        "--apply",
        "--from",
        archive.expose_secret(),
    ];
    let (succeeded, output) = attempt(&fresh, &arguments).await;
    assert!(!succeeded && output.contains("add --notify"), "{output}");
    fresh
        .execute(
            "UPDATE organizations SET settings = jsonb_set(settings, '{notifications,sms,enabled}', 'false')",
        )
        .await;
    for ((table, rows), (_, expected)) in replayed.iter().zip(&expected) {
        assert!(!expected.is_empty(), "{table} has no row, so this proves nothing");
        // Row by row, as the whole is too long to read.
        for (row, expected) in rows.iter().zip(expected) {
            assert_eq!(row, expected, "{table}");
        }
        assert_eq!(rows.len(), expected.len(), "{table}");
    }
    assert_eq!(replayed[1].1.len(), CALLS);
    let put_through =
        "SELECT count(*) FROM call_actions WHERE action_type = 'transfer' AND status = 'completed'";
    assert!(fresh.query(put_through).await[0]["count"].as_i64() > Some(0), "nobody was put through");
    // No notification goes out for the calls of another database.
    let settings =
        fresh.query("SELECT settings -> 'notifications' AS notifications FROM organizations").await;
    assert!(!settings[0]["notifications"].to_string().contains("true"), "{settings:?}");
    fresh.finish().await;
    world.finish().await;
}
